# what: numbers are compared as text
# file: model/evaluate/matchcondition.cpp
s/return typedCompare\(parseNumber\(requestValue\), parseNumber\(pattern\),/return compare(op.comparison, requestValue, pattern);\n        &/
