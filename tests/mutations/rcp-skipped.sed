# what: RCPs are never looked at
# file: model/evaluate/flow.h
s/if \(m_facts\.rcpLevels == 0\) \{/if (true) {/
