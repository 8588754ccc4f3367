# what: the boundary limits nothing
# file: model/evaluate/evaluation.cpp
s/m_limits = m_limits && m_boundary\.allows;//
