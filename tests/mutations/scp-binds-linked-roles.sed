# what: SCPs bind service-linked roles
# file: model/evaluate/evaluation.cpp
s/!bound \|\| m_layers\.serviceLinkedRole \|\| /!bound || /
