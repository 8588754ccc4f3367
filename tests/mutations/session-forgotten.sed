# what: the session policy limits nothing
# file: model/evaluate/flow.h
s/m_limits = m_limits && m_session\.allows;//
