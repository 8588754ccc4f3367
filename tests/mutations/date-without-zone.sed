# what: time zones of dates are ignored
# file: model/policy/values.cpp
s/second - offset;/second - 0 * offset;/
