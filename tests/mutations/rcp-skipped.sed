# what: RCPs are never looked at
# file: model/evaluate/evaluation.cpp
s/if \(m_layers\.rcp\.empty\(\)\) \{/if (true) {/
