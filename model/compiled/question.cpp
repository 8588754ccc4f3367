// SPDX-License-Identifier: GPL-3.0-or-later
// Which keys are derived from what is told in evaluate/derive.cpp and evaluate/gather.cpp; this gives the same values one by one.
#include "compiled/question.h"

#include "compiled/actionset.h"
#include "compiled/parts.h"
#include "evaluate/assumptions.h"
#include "evaluate/derive.h"
#include "evaluate/untold.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

KeyValue single(std::string_view text)
{
    KeyValue value;
    value.state = KeyValue::State::Single;
    value.single = text;
    return value;
}

KeyValue list(const std::vector<std::string> &values)
{
    KeyValue value;
    value.state = KeyValue::State::List;
    value.list = &values;
    value.isList = true;
    return value;
}

/// Whether the key may differ between users, or roles, of one account.
bool isCallersOwn(ContextKey::Derived key)
{
    using Derived = ContextKey::Derived;
    return key == Derived::PrincipalArn || key == Derived::PrincipalTag || key == Derived::UserName || key == Derived::UserId;
}

KeyValue unsure()
{
    KeyValue value;
    value.state = KeyValue::State::Unsure;
    return value;
}

} // namespace

bool KeyValue::isNullDataSet() const
{
    return state == State::Single ? single.empty()
                                  : state == State::List && std::all_of(list->begin(), list->end(), [](const std::string &text) { return text.empty(); });
}

std::optional<KeyValue> GivenKeys::find(std::string_view lowerName) const
{
    if (m_plain) {
        const std::string_view *value = m_plain->find(lowerName);
        return value ? std::optional(single(*value)) : std::nullopt;
    }
    const auto found = m_entries->findLower(lowerName);
    if (found == m_entries->end())
        return std::nullopt;
    const ContextValue &given = found->second;
    if (given.provenance == Provenance::Unknown)
        return unsure();
    KeyValue value = list(given.values);
    value.isList = given.list;
    return value;
}

Question::Question(const Request &request)
    : caller(&request.principal)
    , actionText(request.action)
    , resource(request.resource)
    , givenAccount(request.resourceAccount)
    , given(request.context)
    , isOrdinary(request.resources.empty() && request.deriveContext && !request.sessionPolicies)
    , action(ActionIds::builtIn().find(request.action))
    , services(ActionSet::serviceBit(action))
    , arn(viewArn(request.resource))
{
    if (action.isKnown())
        traits = &ActionIds::builtIn().traits(action);
    else if (actionText.find(':') != std::string_view::npos)
        traits = &m_ownTraits.emplace(traitsOf(actionText));
    noResource = resource == "*" || (traits && traits->hasNoResource);
}

Question::Question(const PlainQuestion &question, const Found &found)
    : looked(&found)
    , caller(&*found.principal->caller)
    , actionText(question.action)
    , resource(question.resource)
    , givenAccount(question.resourceAccount)
    , given(question)
    , action(found.action)
    , traits(found.traits)
    , services(found.services)
    , arn(question.arn)
    , noResource(resource == "*" || traits->hasNoResource)
    , principal(found.principal)
    , hasTarget(true)
    , target(found.target)
    , targetIsExact(found.targetIsExact)
{
}

ResourceFit Question::fit() const
{
    if (!m_fit)
        m_fit = resourceFit(action, resource, arn);
    return *m_fit;
}

bool Question::mayHavePolicy() const
{
    if (!m_mayHavePolicy)
        m_mayHavePolicy = rolewright::mayHavePolicy(arn);
    return *m_mayHavePolicy;
}

bool Question::organizationIsUsable() const
{
    return (!callerPlace || callerPlace->isUsable) && (!resourcePlace || resourcePlace->isUsable);
}

KeyValue Question::find(const ContextKey &key) const
{
    if (const std::optional<KeyValue> value = given.find(key.lower))
        return *value;
    looksAtCaller = looksAtCaller || isCallersOwn(key.derived);
    if (openness != Openness::None && !followsFromWhoAsks(key))
        return unsure();
    const KeyValue value = key.derived == ContextKey::Derived::Never ? KeyValue() : derived(key);
    if (value.state != KeyValue::State::Absent)
        return value;
    // Keys of single services that follow from the request.
    if (key.lower == "kms:calleraccount" || key.lower == "s3:resourceaccount" || key.lower == "ec2:region")
        return unsure();
    if (!key.mayBeUntold || !isUntold(key))
        return value;
    metUntold = true;
    return openness == Openness::None && !opensUntold ? value : unsure();
}

/// What the workspace doesn't tell (see evaluate/gather.cpp).
bool Question::isUntold(const ContextKey &key) const
{
    Untold untold;
    untold.principalTags = principal && !hasKnownTags(*principal->entity);
    untold.mfa = principal && principal->role;
    untold.resourceTags = hasResourceTags && !(targetIsExact && target && hasKnownTags(*target->entity));
    untold.otherTagsOf = hasResourceTags ? std::string(actionText) : std::string();
    untold.principalOrganization = !hasOrganization && !caller->account.empty();
    untold.resourceOrganization = !hasOrganization && resource != "*";
    return rolewright::isUntold(key.lower, untold);
}

/// Keys that every session of the caller has alike, and those of the resource, in an open question.
bool Question::followsFromWhoAsks(const ContextKey &key) const
{
    using Derived = ContextKey::Derived;
    switch (key.derived) {
    case Derived::PrincipalAccount:
    case Derived::PrincipalType:
    case Derived::PrincipalIsAwsService:
        return true;
    case Derived::PrincipalOrgId:
    case Derived::PrincipalOrgPaths:
        return callerPlace;
    case Derived::PrincipalArn:
    case Derived::UserName:
        return true;
    case Derived::PrincipalTag:
        return principal && !principal->role; // a session brings its own
    case Derived::ResourceAccount:
    case Derived::ResourceTag:
    case Derived::ServiceResourceTag:
        return openness == Openness::Context;
    default:
        return false;
    }
}

/// One moment for the whole question; evaluate/derive.cpp takes the clock's when none is given.
std::string_view Question::time(bool epoch) const
{
    if (m_time.entries().empty())
        deriveTime(m_time);
    return m_time.find(epoch ? "aws:epochtime" : "aws:currenttime")->values.front();
}

KeyValue Question::derived(const ContextKey &key) const
{
    using Derived = ContextKey::Derived;
    using Kind = PrincipalKind;
    const bool isProvider = caller->kind == Kind::OidcProvider || caller->kind == Kind::SamlProvider;
    const bool isAccountless = caller->kind == Kind::Service || caller->kind == Kind::Anonymous || isProvider;
    const auto tag = [&](const TagList *tags) {
        const TagList::Entry *found = tags ? tags->find(key.tagKey()) : nullptr;
        return !found ? KeyValue() : found->isOneOfSeveral ? unsure() : single(found->value);
    };
    switch (key.derived) {
    case Derived::Never:
        return {};
    case Derived::PrincipalArn:
        if (principal && principal->role)
            return single(principal->role->arn);
        return isAccountless ? KeyValue() : single(caller->arn);
    case Derived::PrincipalType:
        if (caller->kind == Kind::Service || isProvider)
            return {};
        return single(caller->kind == Kind::User                  ? "User"
                          : caller->kind == Kind::Root            ? "Account"
                          : caller->kind == Kind::Anonymous       ? "Anonymous"
                          : caller->kind == Kind::FederatedUser   ? "FederatedUser"
                                                                 : "AssumedRole");
    case Derived::PrincipalAccount:
        return isAccountless ? KeyValue() : single(caller->account);
    case Derived::PrincipalIsAwsService:
        return caller->kind == Kind::Anonymous ? KeyValue() : single(caller->kind == Kind::Service ? "true" : "false");
    case Derived::PrincipalServiceName:
        return caller->kind == Kind::Service ? single(caller->arn) : KeyValue();
    case Derived::FederatedProvider:
        return isProvider ? single(caller->arn) : KeyValue();
    case Derived::PrincipalTag:
        return tag(principal ? &principal->tags : nullptr);
    case Derived::UserName:
        return caller->kind == Kind::User ? single(caller->name) : KeyValue();
    case Derived::UserId:
        if (caller->kind == Kind::Root)
            return single(caller->account);
        if (caller->kind == Kind::Anonymous)
            return single("anonymous");
        if (principal && principal->role && (principal->uniqueId.empty() || caller->kind == Kind::Role))
            return unsure(); // beginningOf()
        if (!principal || principal->uniqueId.empty())
            return {};
        if (caller->kind == Kind::User)
            return single(principal->uniqueId);
        // Somebody may be comparing it with itself: it stays where it is.
        if (std::string id = std::string(principal->uniqueId) + ':' + caller->session; id != m_userId)
            m_userId = std::move(id);
        return single(m_userId);
    case Derived::TokenIssueTime:
        return principal && principal->role ? unsure() : KeyValue(); // beginningOf()
    case Derived::PrincipalOrgId:
        return callerPlace ? single(callerPlace->organization) : KeyValue();
    case Derived::PrincipalOrgPaths:
        return callerPlace ? list(callerPlace->paths) : KeyValue();
    case Derived::ResourceOrgId:
        return resourcePlace && resource != "*" ? single(resourcePlace->organization) : KeyValue();
    case Derived::ResourceOrgPaths:
        return resourcePlace && resource != "*" ? list(resourcePlace->paths) : KeyValue();
    case Derived::Time:
        // Each follows from the other when that is given.
        if (given.find("aws:currenttime") || given.find("aws:epochtime"))
            return unsure();
        return single(time(key.lower == "aws:epochtime"));
    case Derived::ViaAwsService:
        // It follows from these where they are given.
        return given.find("aws:calledvia") || given.find("aws:calledviafirst") || given.find("aws:calledvialast") ? unsure() : single("false");
    case Derived::RequestedRegion:
        if (traits && traits->globalService)
            return single("us-east-1");
        return arn && !arn->region.empty() ? single(arn->region) : KeyValue();
    case Derived::ResourceAccount:
        return arn && !resourceAccount.empty() ? single(resourceAccount) : KeyValue();
    case Derived::ResourceTag:
        return targetIsExact && hasResourceTags ? tag(&target->tags) : KeyValue();
    case Derived::ServiceResourceTag: {
        if (!targetIsExact || !hasResourceTags)
            return {};
        const bool its = target->isResource ? equalsIgnoringCase(key.service(), actionText.substr(0, actionText.find(':')))
                                            : key.service() == "iam";
        return its ? tag(&target->tags) : KeyValue();
    }
    }
    return {};
}

Expanded Question::expand(const CompiledText &text) const
{
    return text.text.expand([&](std::size_t variable) -> VariableValue {
        const KeyValue value = find(text.keys[variable]);
        if (value.state == KeyValue::State::Unsure)
            return {VariableState::Unknown, {}};
        if (value.isList || value.count() != 1)
            return {};
        return {VariableState::Value, std::string(value.at(0))};
    });
}

} // namespace rolewright
