# what: the boundary limits nothing
# file: model/evaluate/flow.h
s/m_limits = m_limits && m_boundary\.allows;//
