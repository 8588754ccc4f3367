# what: every KMS operation works across accounts
# file: model/evaluate/flow.h
s/!m_facts\.action\.keyAcrossAccounts/false \&\& &/
