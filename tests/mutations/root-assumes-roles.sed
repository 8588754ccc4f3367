# what: root can assume roles
# file: model/evaluate/evaluation.cpp
s/return kind != PrincipalKind::Root && kind != PrincipalKind::FederatedUser/return kind != PrincipalKind::FederatedUser/
