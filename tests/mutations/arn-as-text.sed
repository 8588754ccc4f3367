# what: the ARN operators let a wildcard cross segments
# file: model/evaluate/matchcondition.cpp
s/glob::matchesArnSegments\(pattern, requestValue\)/glob::matches(pattern, requestValue)/
