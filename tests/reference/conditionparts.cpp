// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/parts.h"
#include "text/utf8.h"

#include <algorithm>
#include <map>

namespace rolewright::reference {

namespace {

using Strings = std::vector<std::string>;

/// A family of operators: the keys it is asked on, what the request may hold and what policies may say.
struct Operators {
    Strings names;
    Strings negated;
    Strings keys;
    Strings requested;
    Strings written;
};

const std::map<std::string, Operators> operators{
    {"string",
     {{"StringEquals", "StringEqualsIgnoreCase", "StringLike"},
      {"StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"},
      {"aws:PrincipalTag/team", "s3:prefix"},
      {"a", "A", "ab", "b", "aab", "a*", "\xC3\xA9"},
      {"a", "A", "ab", "b", "a*", "*b", "?", "a?", "??", "*", "*a*b", "\xC3\xA9", "a${*}", "${*}", "${?}b"}}},
    {"numeric",
     {{"NumericEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"},
      {"NumericNotEquals"},
      {"s3:max-keys", "aws:MultiFactorAuthAge"},
      {"9", "10", "10.0", "100", "-1", "2.5", "0"},
      {"9", "10", "10.0", "100", "-1", "2.5", "0"}}},
    {"date",
     {{"DateEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"},
      {"DateNotEquals"},
      {"aws:CurrentTime", "aws:TokenIssueTime"},
      {"2020-01-01T00:00:00Z", "1577836800", "2020-01-01T01:00:00+01:00", "2019-12-31T23:59:59.5Z", "2020-06-15", "1592179200",
       "2020-02-29T12:30Z"},
      {"2020-01-01T00:00:00Z", "2020", "1577836800", "2019-12-31T19:00:00-05:00", "2019-12-31T23:59:59.5Z", "2020-06", "2020-06-15",
       "1592179200", "2020-02-29T12:30:00Z"}}},
    {"bool",
     {{"Bool"}, {}, {"aws:SecureTransport", "aws:MultiFactorAuthPresent"}, {"true", "false"}, {"true", "false"}}},
    {"ip",
     {{"IpAddress"},
      {"NotIpAddress"},
      {"aws:SourceIp", "aws:VpcSourceIp"},
      {"10.0.0.1", "10.0.1.1", "10.255.0.1", "192.0.2.7", "192.0.2.8", "2001:db8::1", "2001:db8:0:1::5"},
      {"10.0.0.0/24", "10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "10.0.1.0/31", "192.0.2.0/29", "2001:db8::/64", "2001:DB8::/32",
       "2001:db8::1", "::/0", "10.0.0.1/32"}}},
    {"arn",
     {{"ArnEquals", "ArnLike"},
      {"ArnNotEquals", "ArnNotLike"},
      {"aws:SourceArn", "lambda:SourceFunctionArn"},
      {"arn:aws:sns:us-east-1:111122223333:t1", "arn:aws:sns:us-east-1:444455556666:t1", "arn:aws:s3:::b1",
       "arn:aws:sns:us-east-1:111122223333:x:t1", "arn:aws:iam::111122223333:role/team/app"},
      {"arn:aws:sns:us-east-1:111122223333:t1", "arn:aws:sns:*:111122223333:*", "arn:*:sns:*:*:t?", "arn:aws:s3:::*", "arn:aws:s3:::b?",
       "arn:aws:sns:us-east-1:111122223333:*t1", "arn:aws:sns:us-*:1111*:t1", "arn:aws:sns:*:t1", "arn:aws:iam::111122223333:role/*",
       "arn:aws:iam::*:role/app", "arn:aws:*:*:*:*"}}},
    {"binary", {{"BinaryEquals"}, {}, {"app:Digest"}, {"QQ==", "QUI=", "AAE="}, {"QQ==", "QUI=", "AAE="}}},
};

/// Keys that hold several values, and the family that their values are of.
const std::map<std::string, std::string> lists{{"aws:TagKeys", "string"}, {"dynamodb:Attributes", "string"}, {"app:Sizes", "numeric"},
                                               {"app:Addresses", "ip"}, {"aws:CalledViaArns", "arn"}};

} // namespace

bool isListKey(const std::string &key)
{
    return std::any_of(lists.begin(), lists.end(), [&](const auto &entry) { return equalsIgnoringCase(entry.first, key); });
}

std::string Parts::spelling(std::string key)
{
    if (r.chance(25)) {
        for (char &letter : key)
            letter = static_cast<char>(r.chance(50) ? std::tolower(letter) : std::toupper(letter));
    }
    return key;
}

void Parts::fillContext()
{
    for (const auto &[family, of] : operators) {
        for (const std::string &key : of.keys) {
            if (r.chance(70))
                c.context.push_back({spelling(key), {r.pick(of.requested)}, false});
        }
    }
    for (const auto &[key, family] : lists) {
        if (!r.chance(70))
            continue;
        DraftValue value{spelling(key), {}, true};
        while (r.chance(55))
            value.values.push_back(r.pick(operators.at(family).requested));
        c.context.push_back(std::move(value));
    }
}

DraftCondition Parts::condition(const std::string &family)
{
    DraftCondition condition;
    if (family == "null") {
        condition.op = "Null";
        condition.key = spelling(operators.at(r.pick(Strings{"string", "numeric", "bool", "ip"})).keys.front());
        condition.values.push_back(r.chance(50) ? "true" : "false");
        condition.bare = r.chance(30);
        return condition;
    }
    const bool set = family == "set";
    Strings keys;
    for (const auto &[key, of] : lists)
        keys.push_back(key);
    const std::string list = set ? r.pick(keys) : std::string();
    const std::string valueFamily = set ? lists.at(list) : family;
    const Operators &of = operators.at(valueFamily);
    const bool negated = !of.negated.empty() && r.chance(40);
    condition.op = negated ? r.pick(of.negated) : r.pick(of.names);
    condition.key = spelling(set ? list : r.pick(of.keys));
    bool ifExists = r.chance(25);
    if (set) {
        condition.op = (r.chance(50) ? "ForAllValues:" : "ForAnyValue:") + condition.op;
        // Whether a key with an empty list exists isn't documented.
        ifExists = ifExists && std::none_of(c.context.begin(), c.context.end(), [](const DraftValue &value) { return value.values.empty(); });
    } else if (r.chance(6)) {
        condition.op = (r.chance(50) ? "ForAllValues:" : "ForAnyValue:") + condition.op; // on a key with one value
    }
    if (ifExists)
        condition.op += "IfExists";
    do {
        condition.values.push_back(r.pick(of.written));
    } while (r.chance(set ? 55 : 30));
    condition.bare = (valueFamily == "numeric" || valueFamily == "bool") && r.chance(20);
    if (variables && (valueFamily == "string") && r.chance(60))
        condition.values.front() = r.pick(Strings{"", "a"}) + withVariable();
    return condition;
}

DraftCondition Parts::anyCondition()
{
    static const Strings all{"string", "string", "numeric", "date", "bool", "ip", "arn", "binary", "null", "set", "set"};
    return condition(variables && r.chance(70) ? "string" : r.pick(all));
}

} // namespace rolewright::reference
