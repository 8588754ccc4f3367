# what: naming the account is enough for everyone in it
# file: model/evaluate/flow.h
s/const Truth direct = exact \|\| everyone;/const Truth direct = exact || everyone || account;/
