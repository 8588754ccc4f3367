# what: a federated user needs no session policy
# file: model/evaluate/flow.h
/RuleId::FederatedUserNeedsSessionPolicy/,/m_limits = Truth::False/s/m_limits = Truth::False/m_limits = Truth::True/
