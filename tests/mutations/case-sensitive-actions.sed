# what: letter case matters in actions
# file: model/evaluate/matcher.cpp
s/lower\(pattern\[p\]\) == lower\(action\[a\]\)/pattern[p] == action[a]/
