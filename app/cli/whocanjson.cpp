// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whocanjson.h"

#include "cli/jsonlines.h"
#include "cli/simulationjson.h"
#include "evaluate/answerjson.h"

#include <algorithm>

namespace rolewright::cli {
namespace {

using Json = nlohmann::ordered_json;
using Kind = WhoCanPerson::Kind;

const char *kindName(Kind kind)
{
    switch (kind) {
    case Kind::User: return "user";
    case Kind::Role: return "role";
    case Kind::Root: return "root";
    case Kind::OutsideAccount: return "outsideAccount";
    case Kind::AnyAccount: return "anyAccount";
    case Kind::Outside: return "outside";
    case Kind::Session: return "session";
    case Kind::Service: return "service";
    case Kind::Provider: return "provider";
    case Kind::Anyone: break;
    }
    return "anyone";
}

std::string rowText(const WhoCanRow &row, bool direct)
{
    const WhoCanFinding &finding = row.finding;
    Json json{{"principal", row.person.arn}, {"kind", kindName(row.person.kind)}, {"verdict", name(row.verdict)}};
    if (!direct) {
        Json hops = Json::array();
        for (std::size_t i = 0; i < finding.via.size(); ++i)
            hops.push_back({{"kind", cli::kindName(finding.kinds[i])}, {"to", finding.via[i]}, {"needs", needsJson(finding.needs[i])}});
        json["hops"] = std::move(hops);
    }
    for (const Assumption assumption : finding.assumptions)
        json["assumptions"].push_back(name(assumption));
    if (!finding.assumedAccount.empty())
        json["assumedResourceAccount"] = finding.assumedAccount;
    return dumped(json) + ',';
}

} // namespace

void WhoCanWriter::make(Denied &denied, const WhoCanPeople::List &people) const
{
    if (denied.people == people)
        return;
    denied = {people, {}, {}};
    for (const WhoCanPerson &person : *people) {
        denied.starts.push_back(denied.text.size());
        denied.text += rowText({person, Verdict::Denied, {}}, m_direct);
    }
    denied.starts.push_back(denied.text.size());
}

void WhoCanWriter::appendDenied(std::size_t first, std::size_t end, std::string &output) const
{
    const std::size_t own = m_own.people->size();
    const auto append = [&output](const Denied &denied, std::size_t from, std::size_t to) {
        if (from < to)
            output.append(denied.text, denied.starts[from], denied.starts[to] - denied.starts[from]);
    };
    append(m_own, first, std::min(end, own));
    append(m_others, std::max(first, own) - own, std::max(end, own) - own);
}

void WhoCanWriter::append(const WhoCanSearch &search, std::string &output)
{
    const WhoCanRows &rows = search.rows();
    make(m_own, rows.people().own());
    make(m_others, rows.people().others());
    output += R"("principals":[)";
    std::size_t next = 0;
    for (const std::size_t row : rows.notDenied()) {
        appendDenied(next, row, output);
        output += rowText(rows[row], m_direct);
        next = row + 1;
    }
    appendDenied(next, rows.size(), output);
    if (output.back() == ',')
        output.pop_back();
    output += ']';
    if (search.policyAssumed())
        output += R"(,"assumptions":[")" + std::string(name(Assumption::NoResourcePolicy)) + R"("])";
    if (!m_direct)
        output += search.limitReached() ? R"(,"limitReached":true)" : R"(,"limitReached":false)";
    output += '}';
}

} // namespace rolewright::cli
