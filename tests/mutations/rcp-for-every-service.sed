# what: RCPs apply to services that don't honour them
# file: model/evaluate/actiontraits.cpp
s/known && known->honoursRcp && /known \&\& /
