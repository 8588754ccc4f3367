// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "evaluate/answerjson.h"
#include "text/span.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// What AWS's documentation says about a case. Fields that are left out aren't compared.
struct ConformanceExpectation {
    std::optional<std::string> decision; ///< "allowed", "implicitDeny", "explicitDeny"
    std::optional<std::string> verdict; ///< "allowed", "denied", "depends"
    // Each value listed has to be among the answer's.
    std::vector<std::string> blockedBy; ///< layers
    std::vector<std::string> statements; ///< Sids
    std::vector<std::string> rules;
    std::vector<std::string> dependsOn; ///< context keys
};

/// A case for `evaluate` (contract.md) with its page of AWS's documentation and what the answer has to be.
struct ConformanceCase {
    std::string id; ///< "family.what-it-is-about", once in all files
    std::string page; ///< https://docs.aws.amazon.com/…
    std::string note;
    LineColumn position; ///< in its file
    Case question;
    ConformanceExpectation expect;
};

/// One file of cases: {"family", "about", "cases": […]}.
struct ConformanceFamily {
    std::string name;
    std::string about;
    std::vector<ConformanceCase> cases;
};

/// Why a file can't be used. The codes are those of ShapeError or of the JSON parser; further ones: "noCases",
/// "badPage" {page}, "badDecision" {text}, "badVerdict" {text}, "repeatedCase" {id}, "expectsNothing".
struct ConformanceError {
    ShapeError error; ///< `at` leads on from the case, or from the file outside of one
    std::string caseId; ///< empty outside of a case
    LineColumn position;
};

/// Reads a file of cases. Nothing when any of it can't be used: a case that is left out would look as if it had passed.
std::optional<ConformanceFamily> readConformance(const std::string &text, ConformanceError *error);

/// One field of an expectation that the answer doesn't meet.
struct ConformanceDifference {
    std::string field; ///< "decision", "blockedBy" …
    std::string expected;
    std::string got;
};

struct ConformanceResult {
    Answer answer; ///< not explained
    std::vector<ConformanceDifference> differences;

    bool passed() const { return differences.empty(); }
};

/// Asks and compares. Pure; any thread.
ConformanceResult runConformance(const ConformanceCase &oneCase);

/// Whether the case is about `rule`: the id of a rule that it expects, or words of its id, note or page, ignoring case. A number
/// at the end is a whole one: "rule 5" isn't about rule 54.
bool isAbout(const ConformanceCase &oneCase, std::string_view rule);

} // namespace rolewright
