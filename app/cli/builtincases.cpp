// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/builtincases.h"

#include <string_view>

// Defined in builtincases.S, which CMakeLists.txt makes: name, NUL, text, NUL, again and again.
extern "C" {
extern const char rolewright_conformance_begin[];
extern const char rolewright_conformance_end[];
}

namespace rolewright::cli {

std::vector<InputFile> builtInCases()
{
    std::string_view rest(rolewright_conformance_begin,
        static_cast<std::size_t>(rolewright_conformance_end - rolewright_conformance_begin));
    const auto next = [&rest] {
        const std::size_t end = rest.find('\0');
        const std::string text(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        return text;
    };
    std::vector<InputFile> files;
    while (!rest.empty()) {
        std::string name = next();
        files.push_back({std::move(name), next()});
    }
    return files;
}

} // namespace rolewright::cli
