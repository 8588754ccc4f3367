# what: * never takes more once a character after it has matched
# file: model/policy/glob.cpp
/if \(expected == text\[t\]\) \{/a\                retryPattern = none;
