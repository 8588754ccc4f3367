# what: root can assume roles
# file: model/evaluate/flow.h
s/return kind != PrincipalKind::Root && kind != PrincipalKind::FederatedUser/return kind != PrincipalKind::FederatedUser/
