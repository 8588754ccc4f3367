# what: a grant to everyone is limited by boundary and session policy
# file: model/evaluate/flow.h
s/const Truth direct = exact \|\| everyone;/const Truth direct = exact || (everyone \&\& m_limits);/
