# what: ForAllValues is false when the key is missing
# file: model/evaluate/matchcondition.cpp
/if \(op\.set == SetOperator::ForAllValues\)/{n;s/Truth::True/Truth::False/}
