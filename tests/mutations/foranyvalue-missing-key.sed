# what: ForAnyValue is true when the key is missing
# file: model/evaluate/matchcondition.cpp
/if \(op\.set == SetOperator::ForAnyValue\)/{n;s/Truth::False/Truth::True/}
