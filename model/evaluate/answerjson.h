// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "policy/documentcache.h"
#include "text/json.h"

#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
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
/// What `request` held before is gone, but for memory that can be used again.
bool requestFromJson(const json::Value &value, std::string_view at, std::initializer_list<std::string_view> ignored, Request &request,
                     ShapeError *error);

/// A question, one of many: a request that may have "id" and "unknown" beside.
bool questionFromJson(const json::Value &value, Request &request, ShapeError *error);
/// The same when it is asked of everybody: without "principal". Its principal is an unsigned request until it is asked.
bool openQuestionFromJson(const json::Value &value, Request &request, ShapeError *error);

/// A self-contained case for `evaluate`.
struct Case {
    std::string idJson = "null"; ///< the id as it was written
    Layers layers;
    Request request;
};
/// `text` is the line that `value` was parsed from: documents keep their text. On an error the case holds the id at least.
/// `documents`: null, or what has been parsed before.
bool caseFromJson(const json::Value &value, std::string_view text, Case &result, ShapeError *error, DocumentCache *documents = nullptr);

/// {"decision", "verdict", "blockedBy", "statements", "dependsOn", "rules"}; without id. Of a request about several resources
/// also "resources": the same of each, with its "resource".
nlohmann::ordered_json toJson(const Answer &answer);

std::string_view name(Layer layer);
std::string_view name(Decision decision);
std::string_view name(Verdict verdict);
std::string_view inconclusiveName(Inconclusive::Reason reason);
std::string_view name(Assumption assumption);

} // namespace rolewright
