# what: ? matches no character
# file: model/policy/glob.cpp
s/if \(expected == anyCharacter \|\| .*/if (expected == anyCharacter || expected == anyCharacterInSegment) {\n                ++p;\n                continue;\n            }\n            if (expected == anyCharacter) {/
