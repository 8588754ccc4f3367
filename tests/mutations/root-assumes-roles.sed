# what: root can assume roles
# file: model/evaluate/evaluation.cpp
s/PrincipalKind::Root && isOneOf\(m_request\.action, \{"sts:AssumeRole"/PrincipalKind::Root \&\& isOneOf(m_request.action, {"sts:Nothing"/
