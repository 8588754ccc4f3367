# what: SCPs bind service-linked roles
# file: model/evaluate/flow.h
s/!bound \|\| m_facts\.serviceLinkedRole \|\| /!bound || /
