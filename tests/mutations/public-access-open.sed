# what: Block Public Access blocks nothing
# file: model/evaluate/evaluation.cpp
s/if \(!isPublicPolicy\(/if (m_tracing || !m_tracing || !isPublicPolicy(/
