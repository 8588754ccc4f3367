# what: NotPrincipal spares a user that is listed without its account
# file: model/evaluate/matchprincipal.cpp
s/return exact && account;/return exact;/
