# what: an address without prefix length stands for every address
# file: model/evaluate/matchcondition.cpp
s/parseIpRange\(pattern\)/parseIpRange(pattern.find(std::string("\/")) == std::string::npos ? pattern + "\/0" : pattern)/
