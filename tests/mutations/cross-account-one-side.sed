# what: across accounts one side is enough
# file: model/evaluate/flow.h
s/return m_callerAllows && resource;/return m_callerAllows || resource;/
