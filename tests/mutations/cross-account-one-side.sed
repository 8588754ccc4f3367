# what: across accounts one side is enough
# file: model/evaluate/evaluation.cpp
s/return m_callerAllows && resource;/return m_callerAllows || resource;/
