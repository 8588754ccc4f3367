# what: NotResource is read as Resource
# file: model/evaluate/matcher.cpp
s/Truth result = element\.negated \? !any : any;/Truth result = any;/
