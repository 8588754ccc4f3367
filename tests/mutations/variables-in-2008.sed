# what: policy variables work in 2008-10-17
# file: model/policy/variables.cpp
s/version == PolicyVersion::V2012 \?/(version == PolicyVersion::V2012 || version == PolicyVersion::V2008) ?/
