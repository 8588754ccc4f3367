# what: IfExists makes no difference when the key is missing
# file: model/evaluate/matchcondition.cpp
s/if \(op\.ifExists && /if (false \&\& op.ifExists \&\& /
