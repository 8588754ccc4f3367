// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/policyoffer.h"

#include "editor/codeeditor.h"
#include "editor/policycompletion.h"

namespace rolewright {

void offerPolicyWords(CodeEditor &code, const World &world, PolicyKind kind, bool asked)
{
    const std::string text = code.bytes().toStdString();
    const PolicyCompletion completion = completePolicy(world, text, code.caret(), kind);
    QByteArrayList words;
    if (asked || (completion.typed.begin > 0 && text[completion.typed.begin - 1] == '"')) {
        for (const std::string &word : completion.words)
            words.append(QByteArray::fromStdString(word));
    }
    code.offer(completion.typed, words);
}

} // namespace rolewright
