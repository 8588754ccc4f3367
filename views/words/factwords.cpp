// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/factwords.h"

#include "text/utf8.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

struct Facts {
    Q_DECLARE_TR_FUNCTIONS(Facts)
};

QString list(const std::vector<std::string> &values, const QString &last)
{
    QStringList texts;
    for (const std::string &value : values)
        texts += value.empty() ? Facts::tr("“”") : QString::fromStdString(value);
    if (texts.isEmpty())
        return Facts::tr("nothing");
    if (texts.size() == 1)
        return texts.front();
    const QString end = texts.takeLast();
    return texts.join(QStringLiteral(", ")) + u' ' + last + u' ' + end;
}

QString either(const std::vector<std::string> &values)
{
    return list(values, Facts::tr("or"));
}

Comparison opposite(Comparison comparison)
{
    switch (comparison) {
    case Comparison::LessThan: return Comparison::GreaterThanEquals;
    case Comparison::LessThanEquals: return Comparison::GreaterThan;
    case Comparison::GreaterThan: return Comparison::LessThanEquals;
    case Comparison::GreaterThanEquals: return Comparison::LessThan;
    case Comparison::Equals: break;
    }
    return Comparison::Equals;
}

/// The keys that people know by what they mean.
QString knownKey(const Fact &fact)
{
    const bool holds = fact.kind == Fact::Kind::Holds;
    const std::string key = lowered(fact.key);
    if (key == "aws:multifactorauthpresent") {
        if (fact.kind == Fact::Kind::Absent)
            return Facts::tr("the caller uses long-term credentials without MFA");
        const bool yes = !fact.example.empty() && fact.example.front() == "true";
        return yes ? Facts::tr("the caller has signed in with MFA") : Facts::tr("the caller's temporary credentials are without MFA");
    }
    if (key == "aws:multifactorauthage" && fact.kind == Fact::Kind::Absent)
        return Facts::tr("the caller has no MFA");
    const bool fails = fact.kind == Fact::Kind::Fails;
    if (key == "aws:multifactorauthage" && (holds || fails) && fact.values.size() == 1 && fact.op.family == ConditionFamily::Numeric) {
        const QString age = QString::fromStdString(fact.values.front());
        switch (fails ? opposite(fact.op.comparison) : fact.op.comparison) {
        case Comparison::LessThan: return Facts::tr("the caller's MFA is less than %1 s old").arg(age);
        case Comparison::LessThanEquals: return Facts::tr("the caller's MFA is at most %1 s old").arg(age);
        case Comparison::GreaterThan: return Facts::tr("the caller's MFA is more than %1 s old").arg(age);
        case Comparison::GreaterThanEquals: return Facts::tr("the caller's MFA is at least %1 s old").arg(age);
        case Comparison::Equals: break;
        }
    }
    if (key == "aws:sourceip" && fact.op.family == ConditionFamily::IpAddress
        && (holds || fact.kind == Fact::Kind::Fails)) {
        const bool inside = holds != fact.op.negated;
        return inside ? Facts::tr("the request comes from %1").arg(either(fact.values))
                      : Facts::tr("the request comes from an address outside %1").arg(either(fact.values));
    }
    return {};
}

QString comparison(const Fact &fact, const QString &key)
{
    const QString values = either(fact.values);
    const bool positive = (fact.kind == Fact::Kind::Holds) != fact.op.negated;
    switch (fact.op.family) {
    case ConditionFamily::String:
    case ConditionFamily::StringIgnoreCase:
    case ConditionFamily::Bool:
    case ConditionFamily::Binary:
        return positive ? Facts::tr("%1 is %2").arg(key, values) : Facts::tr("%1 isn't %2").arg(key, values);
    case ConditionFamily::StringLike:
    case ConditionFamily::Arn:
        return positive ? Facts::tr("%1 is like %2").arg(key, values) : Facts::tr("%1 isn't like %2").arg(key, values);
    case ConditionFamily::IpAddress:
        return positive ? Facts::tr("%1 is within %2").arg(key, values) : Facts::tr("%1 is outside %2").arg(key, values);
    case ConditionFamily::Null:
        return Facts::tr("%1 is in the request").arg(key);
    case ConditionFamily::Numeric:
    case ConditionFamily::Date:
        break;
    }
    if (fact.op.comparison == Comparison::Equals)
        return positive ? Facts::tr("%1 is %2").arg(key, values) : Facts::tr("%1 isn't %2").arg(key, values);
    const bool date = fact.op.family == ConditionFamily::Date;
    switch (positive ? fact.op.comparison : opposite(fact.op.comparison)) {
    case Comparison::LessThan: return date ? Facts::tr("%1 is before %2").arg(key, values) : Facts::tr("%1 is less than %2").arg(key, values);
    case Comparison::LessThanEquals: return date ? Facts::tr("%1 is %2 or earlier").arg(key, values) : Facts::tr("%1 is at most %2").arg(key, values);
    case Comparison::GreaterThan: return date ? Facts::tr("%1 is after %2").arg(key, values) : Facts::tr("%1 is more than %2").arg(key, values);
    case Comparison::GreaterThanEquals: return date ? Facts::tr("%1 is %2 or later").arg(key, values) : Facts::tr("%1 is at least %2").arg(key, values);
    case Comparison::Equals: break;
    }
    return key;
}

QString withSet(const Fact &fact, const QString &key)
{
    if (fact.op.set == SetOperator::None)
        return key;
    return fact.op.set == SetOperator::ForAllValues ? Facts::tr("every value of %1").arg(key) : Facts::tr("some value of %1").arg(key);
}

} // namespace

QString fact(const Fact &fact)
{
    if (const QString known = knownKey(fact); !known.isEmpty())
        return known;
    const QString key = QString::fromStdString(fact.key);
    switch (fact.kind) {
    case Fact::Kind::Absent: return Facts::tr("%1 isn't in the request").arg(key);
    case Fact::Kind::Equals: return Facts::tr("%1 is %2").arg(key, list(fact.values, Facts::tr("and")));
    case Fact::Kind::Fails:
        if (fact.op.set != SetOperator::None)
            return Facts::tr("%1 with %2 %3 isn't so").arg(key, QString::fromStdString(fact.operatorText), either(fact.values));
        return comparison(fact, key);
    case Fact::Kind::Holds: return comparison(fact, withSet(fact, key));
    }
    return {};
}

QString factSet(const FactSet &facts)
{
    QStringList texts;
    for (const Fact &one : facts)
        texts += fact(one);
    return texts.join(Facts::tr(" and "));
}

QStringList decidingFacts(const DecidingFacts &facts)
{
    QStringList lines;
    for (const FactSet &set : facts.allowedIf)
        lines += Facts::tr("Allowed if %1.").arg(factSet(set));
    for (const FactSet &set : facts.deniedIf)
        lines += Facts::tr("Denied if %1.").arg(factSet(set));
    if (!facts.complete)
        lines += Facts::tr("There are more combinations than are listed here.");
    return lines;
}

} // namespace rolewright::words
