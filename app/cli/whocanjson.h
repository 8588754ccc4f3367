// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocan.h"

#include <string>
#include <vector>

namespace rolewright::cli {

/// Writes answers of who-can as JSON. The texts of rows that are denied, nearly all of them as a rule, are made once for everybody
/// whom a question is about, and copied.
class WhoCanWriter
{
public:
    /// `direct`: rows have no routes.
    explicit WhoCanWriter(bool direct)
        : m_direct(direct)
    {
    }

    /// The object without its opening brace.
    void append(const WhoCanSearch &search, std::string &output);

private:
    /// Of one list of people, with a comma behind each.
    struct Denied {
        WhoCanPeople::List people;
        std::string text;
        std::vector<std::size_t> starts; ///< of each row, and the text's end
    };

    void make(Denied &denied, const WhoCanPeople::List &people) const;
    void appendDenied(std::size_t first, std::size_t end, std::string &output) const;

    bool m_direct;
    Denied m_own;
    Denied m_others;
};

} // namespace rolewright::cli
