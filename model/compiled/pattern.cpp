// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/pattern.h"

#include "evaluate/matcher.h"
#include "policy/glob.h"

#include <algorithm>

namespace rolewright {

ResourcePattern::ResourcePattern(const PolicyString &value, PolicyVersion version)
    : coversService(coversWholeService(value.text, {}))
    , coversS3(coversWholeService(value.text, "s3:"))
    , source(&value)
{
    if (hasVariables(value.text, version)) {
        kind = Kind::Variables;
        variables = std::make_unique<CompiledText>(value.text, PatternUse::ResourceArn);
        text = value.text.substr(0, value.text.find_first_of("$*?"));
        return;
    }
    text = *expandVariables(value.text, version, PatternUse::ResourceArn, [](std::string_view) { return VariableValue(); }).pattern;
    literal = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), glob::isWildcard) - text.begin());
    if (literal == text.size()) {
        kind = Kind::Literal;
    } else if (literal + 1 == text.size() && text[literal] == glob::anyText) {
        kind = literal == 0 ? Kind::Everything : Kind::Prefix;
        text.resize(literal);
    } else {
        kind = Kind::Glob;
    }
}

bool ResourcePattern::matches(std::string_view resource) const
{
    switch (kind) {
    case Kind::Everything: return true;
    case Kind::Literal: return resource == text;
    case Kind::Prefix: return resource.starts_with(text);
    case Kind::Glob:
        return resource.starts_with(std::string_view(text).substr(0, literal))
            && glob::matches(std::string_view(text).substr(literal), resource.substr(literal));
    case Kind::Variables: break;
    }
    return false;
}

} // namespace rolewright
