// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// A condition that some policy of the layers puts on a key.
struct KeyCondition {
    ConditionEntry entry;
    PolicyVersion version = PolicyVersion::V2012;
};

/// A way that an unknown key can be: absent, or present with values.
struct CandidateValue {
    std::optional<std::vector<std::string>> values; ///< none: absent
    bool list = false;
};

/// More values than these aren't made for one key; a list that long may have been cut short.
inline constexpr std::size_t maximumCandidateValues = 16;

/// Every policy document of the layers that can be used.
std::vector<const Policy *> policiesOf(const Layers &layers);

/// The different conditions on that key, in the order met.
std::vector<KeyCondition> conditionsOn(const Layers &layers, const std::string &key);

/// One value for each side of everything that the conditions, and variables in Resource elements, compare the key with.
/// Absent comes first.
std::vector<CandidateValue> candidateValues(const Layers &layers, const Request &request, const std::string &key,
                                            const std::vector<KeyCondition> &conditions);

/// Whether it is a parameter of a request for credentials that STS doesn't take: nobody can ask with it.
bool isRefused(const Request &request, const std::string &key, const CandidateValue &value);

/// Whether the condition holds when the key has that value, all other keys as in the request.
bool holds(const KeyCondition &condition, const Request &request, const std::string &key, const CandidateValue &value);

/// The request with the key set so.
void assign(Context &context, const std::string &key, const CandidateValue &value);

} // namespace rolewright
