// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// Takes the known fields out of an object, so that what is left can be kept as it was. Null counts as missing.
class Fields
{
public:
    /// `anyCase`: a field that is missing may be written in other letter case; otherCase() tells it.
    explicit Fields(const json::Value &object, bool anyCase = false);

    const json::Member *takeMember(std::string_view key);
    const json::Value *take(std::string_view key);
    bool has(std::string_view key);
    /// Only for fields that are written when not empty: a value that isn't a string stays with the rest.
    std::string takeText(std::string_view key);

    std::vector<const json::Member *> rest() const;

    struct OtherCase {
        std::string name; ///< of the field
        const json::Member *member; ///< that was taken for it
    };
    const std::vector<OtherCase> &otherCase() const { return m_otherCase; }

private:
    std::size_t indexOf(std::string_view key);

    const json::Value &m_object;
    bool m_anyCase;
    std::vector<bool> m_taken;
    std::vector<OtherCase> m_otherCase;
};

/// The value as it stands in the text that its span points into, without white space between its parts.
std::string rawText(const json::Value &value, std::string_view text);

/// "object", "list", "string", "number", "boolean", "null".
std::string kindName(json::Kind kind);

} // namespace rolewright
