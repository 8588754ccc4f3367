// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"
#include "words/words.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

struct Elements {
    Q_DECLARE_TR_FUNCTIONS(Elements)
};

QString elementName(ElementKind kind)
{
    // Names of the policy language: not translated.
    switch (kind) {
    case ElementKind::Principal: return QStringLiteral("Principal");
    case ElementKind::NotPrincipal: return QStringLiteral("NotPrincipal");
    case ElementKind::Action: return QStringLiteral("Action");
    case ElementKind::NotAction: return QStringLiteral("NotAction");
    case ElementKind::Resource: return QStringLiteral("Resource");
    case ElementKind::NotResource: return QStringLiteral("NotResource");
    case ElementKind::Condition: return QStringLiteral("Condition");
    }
    return {};
}

/// The patterns that matched, or all when none did.
std::vector<std::string> telling(const ElementTrace &trace)
{
    std::vector<std::string> matched, all;
    for (const ValueTrace &value : trace.values) {
        all.push_back(value.pattern);
        if (value.matched == Truth::True)
            matched.push_back(value.pattern);
    }
    return matched.empty() ? all : matched;
}

QString requestPart(const ElementTrace &trace)
{
    return trace.requestValues.empty() ? Elements::tr("an empty list") : quotedList(trace.requestValues);
}

QString condition(const ElementTrace &trace)
{
    const QString head = QString::fromStdString(trace.key) + u' ' + QString::fromStdString(trace.op) + u' '
        + quotedList(telling(trace));
    switch (trace.reason) {
    case MatchReason::Matched:
        if (trace.requestValues.empty())
            return head;
        return Elements::tr("%1: the request has %2").arg(head, requestPart(trace));
    case MatchReason::ValueMismatch: return Elements::tr("%1: the request has %2").arg(head, requestPart(trace));
    case MatchReason::KeyMissing: return Elements::tr("%1: the request doesn't have this key").arg(head);
    case MatchReason::KeyUnknown: return Elements::tr("%1: not known").arg(head);
    case MatchReason::ValueNotOfType:
        return Elements::tr("%1: %2 isn't a value that this operator compares").arg(head, requestPart(trace));
    case MatchReason::VariableUnresolved: return Elements::tr("%1: a policy variable has no value in this request").arg(head);
    case MatchReason::MultivaluedKey:
        return Elements::tr("%1: the request has several values (%2); use ForAnyValue or ForAllValues").arg(head, requestPart(trace));
    case MatchReason::Vacuous: return Elements::tr("%1: true because the request doesn't have this key").arg(head);
    case MatchReason::NoPatternMatched:
    case MatchReason::ExcludedByList:
    case MatchReason::NoPrincipalMatched:
    case MatchReason::NotModelled: break;
    }
    return head + QStringLiteral(": ") + reason(trace.reason);
}

} // namespace

QString element(const ElementTrace &trace)
{
    if (trace.kind == ElementKind::Condition)
        return condition(trace);

    const QString name = elementName(trace.kind);
    const QString listed = quotedList(telling(trace));
    const bool negated = trace.kind == ElementKind::NotAction || trace.kind == ElementKind::NotResource
        || trace.kind == ElementKind::NotPrincipal;
    switch (trace.reason) {
    case MatchReason::Matched:
        return negated ? Elements::tr("%1 doesn't list %2").arg(name, requestPart(trace)) : name + u' ' + listed;
    case MatchReason::NoPatternMatched:
    case MatchReason::NoPrincipalMatched:
        return Elements::tr("%1 %2: isn't %3").arg(name, listed, requestPart(trace));
    case MatchReason::ExcludedByList: return Elements::tr("%1 %2: lists %3").arg(name, listed, requestPart(trace));
    default: return name + u' ' + listed + QStringLiteral(": ") + reason(trace.reason);
    }
}

QString reason(MatchReason reason)
{
    switch (reason) {
    case MatchReason::Matched: return Elements::tr("matches");
    case MatchReason::NoPatternMatched: return Elements::tr("none of the listed values matches");
    case MatchReason::ExcludedByList: return Elements::tr("the list excludes it");
    case MatchReason::NoPrincipalMatched: return Elements::tr("the caller isn't listed");
    case MatchReason::KeyMissing: return Elements::tr("the request doesn't have this key");
    case MatchReason::KeyUnknown: return Elements::tr("not known");
    case MatchReason::ValueMismatch: return Elements::tr("the request has another value");
    case MatchReason::ValueNotOfType: return Elements::tr("the request's value isn't of the operator's type");
    case MatchReason::VariableUnresolved: return Elements::tr("a policy variable has no value in this request");
    case MatchReason::MultivaluedKey: return Elements::tr("the key has several values and the operator takes one");
    case MatchReason::Vacuous: return Elements::tr("true because the request doesn't have this key");
    case MatchReason::NotModelled: return Elements::tr("can't be told from what is modelled");
    }
    return {};
}

QString statement(const StatementTrace &trace)
{
    const QString effect = trace.effect == Effect::Allow ? QStringLiteral("Allow") : QStringLiteral("Deny");
    const QString number = QString::number(trace.index + 1);
    if (trace.sid.empty())
        return Elements::tr("statement %1: %2").arg(number, effect);
    return Elements::tr("statement %1 “%2”: %3").arg(number, QString::fromStdString(trace.sid), effect);
}

} // namespace rolewright::words
