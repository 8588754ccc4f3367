# what: RCPs apply to services that don't honour them
# file: model/evaluate/evaluation.cpp
s/!service \|\| !service->honoursRcp \|\| /!service || /
