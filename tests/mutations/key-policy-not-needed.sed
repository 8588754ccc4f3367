# what: in the same account the key policy isn't needed
# file: model/evaluate/flow.h
s/throughIdentity = throughIdentity && \(account/if (m_facts.special != SpecialResource::Key)\n            &/
