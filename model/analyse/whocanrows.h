// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocanpeople.h"
#include "routes/routes.h"

#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rolewright {

/// How somebody can do what was asked.
struct WhoCanFinding {
    bool direct = true; ///< as itself; false: by the roles of `via`
    std::vector<std::string> via; ///< role ARNs of the shortest route
    std::vector<HopKind> kinds; ///< one for each of `via`
    std::vector<HopNeeds> needs; ///< the same
    std::vector<Assumption> assumptions; ///< what the answer takes for granted
    /// An allow that takes the resource to be in this account: its ARN names none and the workspace doesn't list it. Rows of
    /// several accounts can't all be right then. Empty: nothing of the kind is taken for granted.
    std::string assumedAccount;

    bool operator==(const WhoCanFinding &) const = default;
};

/// One who can, or can't, do what was asked. Refers to what made it.
struct WhoCanRow {
    using Kind = WhoCanPerson::Kind;
    const WhoCanPerson &person;
    Verdict verdict = Verdict::Denied;
    const WhoCanFinding &finding; ///< nothing in it when denied

    bool operator==(const WhoCanRow &other) const { return person == other.person && verdict == other.verdict && finding == other.finding; }
};

/// A row for each of the people, who are shared with other questions: a verdict, and of those who aren't denied what is found out.
/// Copied for little.
class WhoCanRows
{
public:
    WhoCanRows() = default;
    explicit WhoCanRows(WhoCanPeople people)
        : m_people(std::move(people))
        , m_verdicts(m_people.size(), Verdict::Denied)
        , m_places(m_people.size(), 0)
    {
    }

    std::size_t size() const { return m_verdicts.size(); }
    bool empty() const { return m_verdicts.empty(); }
    WhoCanRow operator[](std::size_t row) const { return {m_people[row], m_verdicts[row], finding(row)}; }
    Verdict verdict(std::size_t row) const { return m_verdicts[row]; }
    const WhoCanPeople &people() const { return m_people; }
    /// Rows that aren't denied, ascending: all that need to be looked at.
    std::vector<std::size_t> notDenied() const;
    std::size_t count(Verdict verdict) const;

    /// Only for verdicts other than Denied is something found.
    void set(std::size_t row, Verdict verdict, const WhoCanFinding &finding);

    class Iterator
    {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = WhoCanRow;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = WhoCanRow;

        Iterator(const WhoCanRows *rows, std::size_t row)
            : m_rows(rows)
            , m_row(row)
        {
        }
        WhoCanRow operator*() const { return (*m_rows)[m_row]; }
        Iterator &operator++()
        {
            ++m_row;
            return *this;
        }
        bool operator==(const Iterator &other) const { return m_row == other.m_row; }

    private:
        const WhoCanRows *m_rows;
        std::size_t m_row;
    };
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    bool operator==(const WhoCanRows &other) const;

private:
    const WhoCanFinding &finding(std::size_t row) const;

    WhoCanPeople m_people;
    std::vector<Verdict> m_verdicts;
    std::vector<std::uint32_t> m_places; ///< of rows that aren't denied: one more than among the findings
    std::vector<std::shared_ptr<const WhoCanFinding>> m_findings; ///< shared by rows that are set one after the other with the same
};

} // namespace rolewright
