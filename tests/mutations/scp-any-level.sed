# what: one level of SCPs that allows is enough
# file: model/evaluate/flow.h
s/Truth all = Truth::True;/Truth all = Truth::False;/;s/all = all && result\.allows;/all = all || result.allows;/
