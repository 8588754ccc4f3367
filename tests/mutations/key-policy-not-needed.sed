# what: in the same account the key policy isn't needed
# file: model/evaluate/evaluation.cpp
s/throughIdentity = throughIdentity && \(account/if (m_special != Special::Key)\n            &/
