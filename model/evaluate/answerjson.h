// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "text/json.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

/// The JSON shapes of contract.md for requests and answers.
namespace rolewright {

/// What is wrong with an input object. Words for the codes are made in views/words.
struct ShapeError {
    std::string code; ///< "notObject", "missingField", "notString", "badPrincipal", "badAction", "badResource", "badAccount", "unknownField" …
    std::vector<std::string> arguments;
    std::string at; ///< JSON pointer
};

/// Reads a `request` object: principal, action, resource, resourceAccount, context; instead of `resource` a request about several
/// resources has "resources": a list of ARNs or of {"resource", "context"?}. `at` is the object's own pointer.
/// Fields in `ignored` are left to the caller; other unknown ones are an error, so that a misspelt one isn't lost.
std::optional<Request> requestFromJson(const json::Value &value, const std::string &at, const std::vector<std::string> &ignored,
                                       ShapeError *error);

/// The same for a question that is asked of everybody: {"id"?, "action", "resource", "resourceAccount"?, "context"?, "unknown"?}. Its
/// principal is an unsigned request until it is asked.
std::optional<Request> questionFromJson(const json::Value &value, ShapeError *error);

/// Names of keys that the request doesn't know, `"unknown": ["aws:SourceIp"]`. False when it isn't a list of strings.
bool readUnknownKeys(const json::Value &value, const std::string &at, Context &context, ShapeError *error);

/// A self-contained case for `evaluate`.
struct Case {
    std::string idJson = "null"; ///< the id as it was written
    Layers layers;
    Request request;
};
/// `text` is the line that `value` was parsed from: documents keep their text. On an error the case holds the id at least.
bool caseFromJson(const json::Value &value, std::string_view text, Case &result, ShapeError *error);

/// {"decision", "verdict", "blockedBy", "statements", "dependsOn", "rules"}; without id. Of a request about several resources
/// also "resources": the same of each, with its "resource".
nlohmann::ordered_json toJson(const Answer &answer);

std::string_view name(Layer layer);
std::string_view name(Decision decision);
std::string_view name(Verdict verdict);
std::string_view inconclusiveName(Inconclusive::Reason reason);
std::string_view name(Assumption assumption);

} // namespace rolewright
