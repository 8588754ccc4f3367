# what: a grant to the role's ARN isn't limited by boundary and session policy
# file: model/evaluate/flow.h
s/const Truth throughRole = role && m_limits;/const Truth throughRole = role;/
