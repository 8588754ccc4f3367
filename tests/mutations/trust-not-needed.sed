# what: in the same account the trust policy isn't needed
# file: model/evaluate/evaluation.cpp
s/throughIdentity = throughIdentity && \(account/if (m_special != Special::Trust)\n            &/
