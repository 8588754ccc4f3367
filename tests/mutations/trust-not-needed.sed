# what: in the same account the trust policy isn't needed
# file: model/evaluate/flow.h
s/throughIdentity = throughIdentity && \(account/if (m_facts.special != SpecialResource::Trust)\n            &/
