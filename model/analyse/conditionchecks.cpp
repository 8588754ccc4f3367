// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentchecks.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright::checks {
namespace {

/// Keys that come with the caller's credentials whatever the action is (Service Authorization Reference
/// lists them under the service that issues the credentials).
constexpr std::array credentialKeys{"ec2:sourceinstancearn", "ec2:roledelivery", "lambda:sourcefunctionarn", "ssm:sourceinstancearn",
                                    "glue:roleassumedby", "glue:credentialissuingservice", "codebuild:buildarn", "codebuild:projectarn",
                                    "identitystore:userid"};

/// The key of an identity provider: everyone brings their own (`oidc.eks…/id/EXAMPLE:sub`, `saml:aud`).
bool isProviderKey(std::string_view key)
{
    const std::string_view prefix = key.substr(0, key.rfind(':'));
    return prefix.find('.') != std::string_view::npos || prefix.find('/') != std::string_view::npos
        || equalsIgnoringCase(prefix, "saml");
}

bool isGlobal(std::string_view key)
{
    return equalsIgnoringCase(key.substr(0, 4), "aws:");
}

bool listsKey(const std::vector<std::string> &keys, const CatalogConditionKey *wanted)
{
    return std::any_of(keys.begin(), keys.end(), [&](const std::string &key) {
        return equalsIgnoringCase(key, wanted->name) || Catalog::builtIn().conditionKey(key) == wanted;
    });
}

bool actionHasKey(const CatalogAction &action, const CatalogConditionKey *key)
{
    if (listsKey(action.conditionKeys, key))
        return true;
    return std::any_of(action.resources.begin(), action.resources.end(), [&](const CatalogResourceUse &use) {
        const CatalogResourceType *type = Catalog::builtIn().resourceType(action.service, use.type);
        return !type || listsKey(type->conditionKeys, key);
    });
}

void checkKey(const ConditionEntry &entry, const MatchedActions &matched, Diagnostics &found)
{
    const std::string &name = entry.key.text;
    if (name.find(':') == std::string::npos || isProviderKey(name))
        return;
    const CatalogConditionKey *key = Catalog::builtIn().conditionKey(name);
    if (!key) {
        found.push_back({Severity::Warning, "unknownConditionKey", {name}, entry.key.span});
        return;
    }
    const std::string low = lowered(name);
    if (isGlobal(name) || matched.everything || matched.actions.empty()
        || std::find(credentialKeys.begin(), credentialKeys.end(), low) != credentialKeys.end())
        return;
    for (const CatalogAction *action : matched.actions) {
        if (actionHasKey(*action, key))
            return;
    }
    found.push_back({Severity::Warning, "conditionKeyNotOfActions", {name, matched.actions.front()->text()}, entry.key.span});
}

/// A Null condition that asks for the key to be there makes ForAllValues safe.
bool mustBePresent(const Statement &statement, std::string_view key)
{
    return std::any_of(statement.conditions.begin(), statement.conditions.end(), [&](const ConditionEntry &entry) {
        return entry.op.family == ConditionFamily::Null && equalsIgnoringCase(entry.key.text, key) && entry.values.size() == 1
            && equalsIgnoringCase(entry.values.front().text, "false");
    });
}

bool onlyValue(const ConditionEntry &entry, std::string_view value)
{
    return entry.values.size() == 1 && equalsIgnoringCase(entry.values.front().text, value);
}

/// IAM User Guide, reference_policies_condition-single-vs-multi-valued-context-keys: ForAllValues is true
/// when the key is missing; a single-valued operator on a multivalued key needs a set operator.
void checkSets(const Statement &statement, const ConditionEntry &entry, Diagnostics &found)
{
    if (entry.op.set == SetOperator::ForAllValues && statement.effect == Effect::Allow && !entry.op.negated
        && !mustBePresent(statement, entry.key.text))
        found.push_back({Severity::Warning, "forAllValuesAdmitsMissing", {entry.operatorText.text, entry.key.text}, entry.operatorText.span});
    const CatalogConditionKey *key = Catalog::builtIn().conditionKey(entry.key.text);
    if (entry.op.set == SetOperator::None && entry.op.family != ConditionFamily::Null && key && key->isMultivalued())
        found.push_back({Severity::Warning, "multivaluedNeedsSetOperator", {entry.key.text, entry.operatorText.text}, entry.key.span});
}

/// IAM User Guide, reference_policies_condition-keys "aws:MultiFactorAuthPresent": the key is missing in
/// requests with long-term access keys.
void checkMfa(const Statement &statement, const ConditionEntry &entry, Diagnostics &found)
{
    if (entry.op.family != ConditionFamily::Bool || !equalsIgnoringCase(entry.key.text, "aws:MultiFactorAuthPresent"))
        return;
    if (statement.effect == Effect::Deny && !entry.op.ifExists && !entry.op.negated && onlyValue(entry, "false"))
        found.push_back({Severity::Warning, "mfaDenyMissesAccessKeys", {entry.operatorText.text}, entry.span});
    if (statement.effect == Effect::Allow && entry.op.ifExists && onlyValue(entry, "true"))
        found.push_back({Severity::Warning, "mfaAllowAdmitsAccessKeys", {entry.operatorText.text}, entry.span});
}

} // namespace

void conditions(const Policy &policy, Diagnostics &found)
{
    for (const Statement &statement : policy.statements) {
        if (statement.conditions.empty())
            continue;
        const MatchedActions matched = matchedActions(statement);
        for (const ConditionEntry &entry : statement.conditions) {
            checkKey(entry, matched, found);
            checkSets(statement, entry, found);
            checkMfa(statement, entry, found);
        }
    }
}

} // namespace rolewright::checks
