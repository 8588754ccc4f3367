// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "world/world.h"

#include <functional>
#include <string>
#include <vector>

namespace rolewright {

/// What a person should know before making an edit. Codes and their arguments:
/// "othersToo" {number}: as many other principals get or lose it as well;
/// "skipsCondition" {statement, keys}: a statement allows it already under a condition; the new one doesn't ask for it;
/// "grantsMore" {statement}: the statement is about more than the question, so more than that is allowed;
/// "freesMore" {statement}: what the statement denies beside the question is no longer denied;
/// "takesMore" {statement}: what the statement allows beside the question is no longer allowed.
struct FixNote {
    std::string code;
    std::vector<std::string> arguments;
};

/// The change of one document's text. Codes and their arguments:
/// "removeStatement" {statement}, "removePolicy" {policy}: with its only statement, "removeValues" {values, statement}, "exclude" {value, statement} (added to a Not… element),
/// "addAction" {action, statement}, "addResource" {resource, statement}, "addPrincipal" {principal, statement},
/// "addAllow" and "addDeny" {action, resource}: a new statement; "newAllow" and "newDeny" {action, resource}: a new document.
/// A statement is its Sid, else its number from 1.
struct FixPart {
    std::string code;
    std::vector<std::string> arguments;
    DocumentRef where;
    std::string owner; ///< name of the entity that holds the document
    std::string before; ///< empty: the document is new
    std::string after;
    std::size_t others = 0; ///< principals beside the asking one that the document decides about
    std::vector<FixNote> notes;
};

/// One undoable edit after which the request has the wanted verdict.
struct Fix {
    std::vector<FixPart> parts; ///< in the order to read them; two may change one document after each other
    Patch patch; ///< for the world that was asked about
};

/// Why there is no fix, or none there. Codes and their arguments:
/// "awsManaged" {policy}, "documentUnusable" {policy}, "documentMissing" {policy}, "principalUnknown" {principal},
/// "entriesContradict" {arn},
/// "resourceUnknown" {resource}, "notModelled" {what}, "sessionPolicy", "endpointPolicy", "noPolicyAtLevel" {level},
/// "wouldBePublic", "providerNeedsCondition" {provider}, "rootHasNoPolicies", "blockPublicAccess", "ruleDecides".
struct FixObstacle {
    std::string code;
    std::vector<std::string> arguments;

    bool operator==(const FixObstacle &) const = default;
};

struct FixList {
    std::vector<Fix> fixes; ///< smallest first
    std::vector<FixObstacle> obstacles; ///< each once; only where there is no fix
    bool cancelled = false;
};

inline constexpr std::size_t maximumFixes = 8;

/// What somebody who doesn't like a verdict wants: an allow where it isn't one.
constexpr Verdict oppositeOf(Verdict verdict)
{
    return verdict == Verdict::Allowed ? Verdict::Denied : Verdict::Allowed;
}

/// The smallest edits of policy texts that give the request the wanted verdict (Allowed or Denied). Each was made in a copy of
/// the world and the request evaluated there. AWS managed policies stay as they are, conditions too; an Allow that goes round a
/// condition says so. Fewest documents first; edits that others feel after those that they don't, then fewest bytes.
/// `request` may be one that an answer holds: what was derived is derived anew.
FixList findFixes(const World &world, Request request, Verdict wanted, const std::function<bool()> &cancelled = {});

} // namespace rolewright
