# what: the values of a negated operator are OR instead of NOR
# file: model/evaluate/matchcondition.cpp
s/return op\.negated \? !any : any;/return op.negated ? toTruth(patterns.size() > 1) || !any : any;/
