// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/policycompletion.h"

#include "catalog/catalog.h"
#include "editor/jsoncontext.h"
#include "text/json.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <set>

namespace rolewright {
namespace {

using Words = std::vector<std::string>;

constexpr std::array statementElements{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};

constexpr std::array operators{"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
                               "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
                               "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
                               "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals",
                               "ArnNotLike"};

/// Service principals are no part of the catalog; these are those that people write into trust policies most.
constexpr std::array servicePrincipals{"apigateway.amazonaws.com", "backup.amazonaws.com", "batch.amazonaws.com", "cloudformation.amazonaws.com",
                                       "cloudtrail.amazonaws.com", "codebuild.amazonaws.com", "codepipeline.amazonaws.com", "config.amazonaws.com",
                                       "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "eks.amazonaws.com",
                                       "elasticmapreduce.amazonaws.com", "events.amazonaws.com", "firehose.amazonaws.com", "glue.amazonaws.com",
                                       "lambda.amazonaws.com", "logs.amazonaws.com", "opsworks.amazonaws.com", "rds.amazonaws.com",
                                       "redshift.amazonaws.com", "s3.amazonaws.com", "sagemaker.amazonaws.com", "scheduler.amazonaws.com",
                                       "sns.amazonaws.com", "sqs.amazonaws.com", "ssm.amazonaws.com", "states.amazonaws.com", "vpc-flow-logs.amazonaws.com"};

class Collector
{
public:
    explicit Collector(std::string_view typed)
        : m_typed(lowered(typed))
    {
    }

    void add(std::string_view word)
    {
        if (m_words.size() < maximumWords && word.size() >= m_typed.size() && equalsIgnoringCase(word.substr(0, m_typed.size()), m_typed))
            m_words.insert(std::string(word));
    }
    bool typesPast(std::string_view mark) const { return m_typed.find(mark) != std::string::npos; }
    const std::string &typed() const { return m_typed; }
    Words words() const { return {m_words.begin(), m_words.end()}; }

private:
    std::string m_typed;
    std::set<std::string> m_words;
};

void addElements(const JsonContext &context, PolicyKind kind, Collector &collector)
{
    const auto addUnlessThere = [&](std::string_view name) {
        if (std::find(context.siblings.begin(), context.siblings.end(), name) == context.siblings.end())
            collector.add(name);
    };
    if (context.path.empty()) {
        for (const char *name : {"Version", "Id", "Statement"})
            addUnlessThere(name);
        return;
    }
    const bool namesPrincipals = kind == PolicyKind::Trust || kind == PolicyKind::Resource || kind == PolicyKind::VpcEndpoint || kind == PolicyKind::Rcp;
    for (const std::string_view name : statementElements) {
        if (name.ends_with("Principal") && !namesPrincipals)
            continue;
        if (name.ends_with("Resource") && kind == PolicyKind::Trust)
            continue;
        addUnlessThere(name);
    }
}

void addOperators(Collector &collector)
{
    for (const std::string_view name : operators) {
        for (const std::string_view set : {"", "ForAllValues:", "ForAnyValue:"}) {
            const std::string whole = std::string(set) + std::string(name);
            // The plain forms first; with a dozen letters typed the others are meant.
            if (set.empty() || collector.typed().size() > 3) {
                collector.add(whole);
                collector.add(whole + "IfExists");
            }
        }
    }
    collector.add("Null");
    collector.add("ForAllValues:StringEquals");
    collector.add("ForAllValues:StringLike");
    collector.add("ForAnyValue:StringEquals");
    collector.add("ForAnyValue:StringLike");
}

/// "aws:RequestTag/${TagKey}" is offered up to its variable part.
std::string writable(const std::string &key)
{
    return key.substr(0, std::min(key.find("${"), key.find('<')));
}

void addConditionKeys(const World &world, PolicyKind kind, Collector &collector)
{
    const Catalog &catalog = Catalog::builtIn();
    for (const CatalogConditionKey &key : catalog.globalConditionKeys())
        collector.add(writable(key.name));
    for (const CatalogService &service : catalog.services()) {
        if (!collector.typesPast(":") && service.prefix != "sts")
            continue;
        for (const CatalogConditionKey &key : service.conditionKeys)
            collector.add(writable(key.name));
    }
    if (kind != PolicyKind::Trust)
        return;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Provider)) {
            const IdentityProvider *provider = entity->as<IdentityProvider>();
            if (provider && provider->providerKind == ProviderKind::Oidc) {
                collector.add(provider->name + ":aud");
                collector.add(provider->name + ":sub");
            }
        }
    }
}

void addActions(Collector &collector)
{
    for (const CatalogService &service : Catalog::builtIn().services()) {
        if (!collector.typesPast(":")) {
            collector.add(service.prefix + ":");
            continue;
        }
        if (!collector.typed().starts_with(service.prefix + ':'))
            continue;
        collector.add(service.prefix + ":*");
        for (const CatalogAction &action : service.actions)
            collector.add(action.text());
    }
}

void addArns(const World &world, std::initializer_list<EntityKind> kinds, Collector &collector)
{
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : kinds) {
            for (const EntityPtr &entity : world.entities(account.id, kind)) {
                collector.add(entity->arn());
                if (kind == EntityKind::Resource && entity->arn().starts_with("arn:aws:s3:::") && entity->arn().find('/') == std::string::npos)
                    collector.add(entity->arn() + "/*");
            }
        }
    }
}

void addPrincipals(const World &world, const std::string &type, Collector &collector)
{
    if (equalsIgnoringCase(type, "Service")) {
        for (const std::string_view name : servicePrincipals)
            collector.add(name);
    } else if (equalsIgnoringCase(type, "Federated")) {
        addArns(world, {EntityKind::Provider}, collector);
        collector.add("cognito-identity.amazonaws.com");
    } else if (equalsIgnoringCase(type, "AWS")) {
        collector.add("*");
        for (const AccountInfo &account : world.header().accounts)
            collector.add("arn:aws:iam::" + account.id + ":root");
        addArns(world, {EntityKind::User, EntityKind::Role}, collector);
    }
}

void addValues(const World &world, const JsonContext &context, Collector &collector)
{
    const auto &path = context.path;
    const std::string last = path.empty() ? std::string() : path.back();
    if (path.size() == 1 && last == "Version") {
        collector.add("2012-10-17");
        collector.add("2008-10-17");
    } else if (last == "Effect") {
        collector.add("Allow");
        collector.add("Deny");
    } else if (last == "Action" || last == "NotAction") {
        collector.add("*");
        addActions(collector);
    } else if (last == "Resource" || last == "NotResource") {
        collector.add("*");
        addArns(world, {EntityKind::Resource, EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Provider}, collector);
    } else if (path.size() == 3 && (path[1] == "Principal" || path[1] == "NotPrincipal")) {
        addPrincipals(world, last, collector);
    } else if (path.size() == 4 && path[1] == "Condition") {
        if (lowered(path[2]).find("bool") != std::string::npos || lowered(path[2]) == "null") {
            collector.add("true");
            collector.add("false");
        } else {
            addArns(world, {EntityKind::User, EntityKind::Role, EntityKind::Resource}, collector);
        }
    }
}

} // namespace

PolicyCompletion completePolicy(const World &world, std::string_view text, std::size_t caret, PolicyKind kind)
{
    const JsonContext context = jsonContext(text, caret);
    Collector collector(text.substr(context.typed.begin, context.typed.end - context.typed.begin));
    const auto &path = context.path;
    if (context.isKey && (path.empty() || (path.size() == 1 && path[0] == "Statement")))
        addElements(context, kind, collector);
    else if (context.isKey && path.size() == 2 && (path[1] == "Principal" || path[1] == "NotPrincipal"))
        for (const char *type : {"AWS", "Service", "Federated", "CanonicalUser"})
            collector.add(type);
    else if (context.isKey && path.size() == 2 && path[1] == "Condition")
        addOperators(collector);
    else if (context.isKey && path.size() == 3 && path[1] == "Condition")
        addConditionKeys(world, kind, collector);
    else if (!context.isKey)
        addValues(world, context, collector);

    PolicyCompletion completion{context.typed, collector.words()};
    if (!context.inString) {
        for (std::string &word : completion.words)
            word = json::quoted(word) + (context.isKey ? ": " : "");
    }
    // Nothing to offer once it is written out.
    if (completion.words.size() == 1 && completion.words.front().size() == context.typed.end - context.typed.begin)
        completion.words.clear();
    return completion;
}

} // namespace rolewright
