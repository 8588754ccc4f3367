// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"
#include "words/words.h"

#include <QtGlobal>

namespace rolewright::words {
namespace {

constexpr Phrase remarkTable[] = {
    {"policyNotInExport", QT_TRANSLATE_NOOP("Remarks", "the policy “%1” is attached, but neither the file nor the built-in library holds it: answers that meet it are inconclusive")},
    {"boundaryNotInExport", QT_TRANSLATE_NOOP("Remarks", "the boundary “%1” isn't in the file or the built-in library: answers about this entity are inconclusive")},
    {"groupNotInExport", QT_TRANSLATE_NOOP("Remarks", "the group “%1” isn't in the file: what it grants isn't known")},
    {"organizationPolicyMissing", QT_TRANSLATE_NOOP("Remarks", "the organization attaches the policy “%1”, which the file doesn't hold")},
    {"brokenDocument", QT_TRANSLATE_NOOP("Remarks", "the policy document “%1” can't be used (%2); its text is kept, correct it in its editor")},
    {"missingDocument", QT_TRANSLATE_NOOP("Remarks", "“%1” has no policy document: answers that meet it are inconclusive")},
    {"missingTrust", QT_TRANSLATE_NOOP("Remarks", "the role has no trust policy in the file: nobody can be shown to assume it")},
    {"noDefaultVersion", QT_TRANSLATE_NOOP("Remarks", "the default version “%1” isn't in the file: answers that meet the policy are inconclusive")},
    {"missingName", QT_TRANSLATE_NOOP("Remarks", "the name is missing; “%1” was taken from the ARN")},
    {"missingArn", QT_TRANSLATE_NOOP("Remarks", "the ARN is missing; “%1” was made from account, path and name")},
    {"oddArn", QT_TRANSLATE_NOOP("Remarks", "“%1” isn't a usual ARN; it is kept as it stands")},
    {"awsOwnedArn", QT_TRANSLATE_NOOP("Remarks", "“%1” belongs to AWS, not to an account; it is put into account %2")},
    {"unnamedEntity", QT_TRANSLATE_NOOP("Remarks", "an entity with neither name nor ARN was left out")},
    {"contradictingEntities", QT_TRANSLATE_NOOP("Remarks", "“%1” stands twice with different content: answers that meet it are inconclusive; remove one of the two from the files and import again")},
    {"duplicateEntity", QT_TRANSLATE_NOOP("Remarks", "“%1” stands twice; the first is kept")},
    {"duplicateName", QT_TRANSLATE_NOOP("Remarks", "another entity of the same kind is also named “%1”; IAM names ignore case: rename one")},
    {"wrongShape", QT_TRANSLATE_NOOP("Remarks", "“%1” should be %2 and is %3")},
    {"otherCase", QT_TRANSLATE_NOOP("Remarks", "“%1” is read as “%2”, as AWS writes it")},
    {"lacksMember", QT_TRANSLATE_NOOP("Remarks", "an object of “%1” has no “%2”; add it")},
    {"unknownNodeKind", QT_TRANSLATE_NOOP("Remarks", "“%1” isn't a part of an organization; write root, unit or account")},
    {"emptyText", QT_TRANSLATE_NOOP("Remarks", "the file is empty")},
    {"singleAsList", QT_TRANSLATE_NOOP("Remarks", "“%1” holds one object; read as a list of one")},
    {"missingList", QT_TRANSLATE_NOOP("Remarks", "“%1” isn't in the file; read as empty")},
    {"wrapped", QT_TRANSLATE_NOOP("Remarks", "the export was found inside the field “%1”")},
    {"severalAccounts", QT_TRANSLATE_NOOP("Remarks", "the ARNs name several accounts (%1); each entity went into its own")},
    {"accountUnknown", QT_TRANSLATE_NOOP("Remarks", "no ARN tells the account; “%1” is used")},
    {"accountWithoutId", QT_TRANSLATE_NOOP("Remarks", "an account without a twelve-digit id (“%1”) was left out")},
    {"exportTruncated", QT_TRANSLATE_NOOP("Remarks", "the export says that it is truncated (account %1) and its next page isn't here: import all pages together")},
    {"notAnExport", QT_TRANSLATE_NOOP("Remarks", "this is %1, not authorization details or a workspace")},
    {"wrongVersion", QT_TRANSLATE_NOOP("Remarks", "the file doesn't say which version of the workspace format it has")},
    {"newerFormat", QT_TRANSLATE_NOOP("Remarks", "the file has format %1; this program reads up to %2: use a newer version")},
    {"severalOrganizations", QT_TRANSLATE_NOOP("Remarks", "another file brought an organization already; this one was left out")},
    {"entityTooLarge", QT_TRANSLATE_NOOP("Remarks", "an entity larger than %1 MB was left out")},
    {"outOfMemory", QT_TRANSLATE_NOOP("Remarks", "not enough memory to read this file; import it in parts")},
    {"unreadableFile", QT_TRANSLATE_NOOP("Remarks", "can't be read: %1")},
    {"notRecoveryFile", QT_TRANSLATE_NOOP("Remarks", "this isn't a recovery file, or a newer version of the program wrote it")},
    {"recoveryTaken", QT_TRANSLATE_NOOP("Remarks", "another window has this unsaved work open")},
    {"lastEditsLeftOut", QT_TRANSLATE_NOOP("Remarks", "the last edits in this file can't be read or don't fit the rest, and weren't restored: look at what is there before you save it; the file stays as it is")},
    {"moreLikeThis", QT_TRANSLATE_NOOP("Remarks", "%2 more of the same kind (%1)")},
};

/// A sentence without its arguments: "isn't an ARN …" reads well enough with “…” in their place.
QString withoutArguments(Vocabulary vocabulary, const std::string &code)
{
    const std::vector<std::string> dots(9, "…");
    return phrase(vocabulary, code, dots);
}

QString remarkKind(const std::string &code)
{
    return withoutArguments(knows(Vocabulary::Remarks, code) ? Vocabulary::Remarks : Vocabulary::Diagnostics, code);
}

} // namespace

std::span<const Phrase> remarkPhrases()
{
    return remarkTable;
}

QString remark(const ImportRemark &remark)
{
    // What the JSON and policy parsers found travels as it is.
    if (!knows(Vocabulary::Remarks, remark.code))
        return diagnostic({remark.severity, remark.code, remark.arguments, {}});
    std::vector<std::string> arguments = remark.arguments;
    if (remark.code == "wrongShape" || remark.code == "notAnExport") {
        for (std::size_t i = remark.code == "wrongShape" ? 1 : 0; i < arguments.size(); ++i)
            arguments[i] = jsonPart(arguments[i]);
    } else if (remark.code == "brokenDocument" && arguments.size() > 1) {
        // The first problem's code and its arguments.
        const Diagnostic reason{Severity::Error, arguments[1], {arguments.begin() + 2, arguments.end()}, {}};
        arguments = {arguments[0], diagnostic(reason).toStdString()};
    } else if (remark.code == "moreLikeThis" && !arguments.empty()) {
        arguments[0] = remarkKind(arguments[0]).toStdString();
    }
    return phrase(Vocabulary::Remarks, remark.code, arguments);
}

QString place(const ImportRemark &remark)
{
    const QString file = QString::fromStdString(remark.file);
    if (remark.position.line == 0)
        return file;
    return QStringLiteral("%1:%2:%3").arg(file).arg(remark.position.line).arg(remark.position.column);
}

} // namespace rolewright::words
