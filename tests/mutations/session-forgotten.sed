# what: the session policy limits nothing
# file: model/evaluate/evaluation.cpp
s/m_limits = m_limits && m_session\.allows;//
