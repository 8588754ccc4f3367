# what: * doesn't reach over a slash
# file: model/policy/glob.cpp
s/\} else if \(retryPattern != none\) \{/} else if (retryPattern != none \&\& text[retryText] != '\/') {/
