# what: every KMS operation works across accounts
# file: model/evaluate/evaluation.cpp
s/!worksAcrossAccounts\(m_request\.action\)/m_request.action.empty() \&\& &/
