# what: only identity policies deny
# file: model/evaluate/evaluation.cpp
s/^    add\(result\);/    if (layer == Layer::Identity)\n        add(result);/
