# what: Block Public Access blocks nothing
# file: model/evaluate/flow.h
s/if \(!host\(\)\.bucketIsClosed\(\)\)/if (true || !host().bucketIsClosed())/
