# what: NotAction is read as Action
# file: model/evaluate/matcher.cpp
s/return toTruth\(any != element\.negated\);/return toTruth(any);/
