# what: Null ignores whether true or false is asked
# file: model/evaluate/matchcondition.cpp
s/missing == wantsMissing/missing/
