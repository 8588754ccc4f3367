# what: a negated operator is false when the key is missing
# file: model/evaluate/matchcondition.cpp
s/return op\.negated \? finish/return false ? finish/
