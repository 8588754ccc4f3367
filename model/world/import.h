// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/diagnostic.h"
#include "world/world.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// Something odd in an input: what was done about it is part of the code.
///
/// Errors of a file (no world comes of it): "jsonSyntax", "invalidUtf8", "tooDeep", "emptyText" (text/jsonreader.h),
/// "notAnExport" [what stands at the top: object, list, string, number, boolean, null],
/// "newerFormat" [its version, ours], "wrongVersion", "tooManyEntities" [limit], "tooManyFields" [limit], "unreadableFile" [the system's words], "outOfMemory".
/// Errors of an entity, which is left out: "duplicateKey" [key], "wrongShape" [place, wanted, found: as above],
/// "unnamedEntity", "entityTooLarge" [megabytes], "accountWithoutId". In a workspace file they are errors of the file.
/// Warnings: "wrongShape" of a field, "brokenDocument" [policy or key, code of the first error], "missingDocument" [name],
/// "missingTrust", "missingArn" [the one made from account, path, name], "missingName" [taken from the ARN],
/// "duplicateEntity" [ARN] (the first is kept), "duplicateName" [name], "noDefaultVersion" [version asked for],
/// "policyNotInExport" [ARN], "boundaryNotInExport" [ARN], "groupNotInExport" [name], "severalAccounts" [ids, comma-separated],
/// "awsOwnedArn" [ARN, account it was put into], "oddArn" [ARN], "accountUnknown" [the id made up], "exportTruncated" [account],
/// "organizationPolicyMissing" [id], "severalOrganizations".
/// Infos: "singleAsList" [key], "wrapped" [key], "missingList" [key].
/// "moreLikeThis" [code, count] (its severity) stands for those past the first thousand of one code.
struct ImportRemark {
    Severity severity = Severity::Warning;
    std::string code;
    std::vector<std::string> arguments;
    std::string file;
    std::string entity; ///< ARN or, where there is none, the place in the file ("RoleDetailList/3")
    LineColumn position; ///< {0, 0}: none in particular
};

struct ImportReport {
    std::vector<ImportRemark> remarks;
    std::size_t users = 0, groups = 0, roles = 0, policies = 0, resources = 0;

    bool hasErrors() const;
};

/// An input file, read or about to be.
struct InputFile {
    std::string name; ///< for messages
    std::string text;
};

/// Reads a file wholly; on failure nothing and `error` says why (the system's words).
std::optional<std::string> readFile(const std::string &path, std::string *error);

/// Progress between 0 and 1; returning false cancels. Called by one thread at a time, not always the same.
using ProgressFunction = std::function<bool(double)>;

struct ImportResult {
    std::optional<World> world; ///< empty when nothing could be used or it was cancelled; remarks say why
    ImportReport report;
    bool cancelled = false;
};

/// Imports anything that contract.md names: workspace files (.rolewright), authorization details in all
/// their shapes, several files as one workspace. Never throws.
ImportResult importFiles(const std::vector<InputFile> &files, const ProgressFunction &progress = {});

} // namespace rolewright
