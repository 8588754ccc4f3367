# what: only identity policies deny
# file: model/evaluate/evaluation.cpp
s/m_denied = m_denied \|\| result\.denies;/if (layer == Layer::Identity)\n        &/
