# what: NotPrincipal spares callers with a boundary
# file: model/evaluate/matchprincipal.cpp
s/listed = !callerHasBoundary && isExcepted/listed = isExcepted/
