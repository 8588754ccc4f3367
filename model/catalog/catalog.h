// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rolewright {

enum class AccessLevel { List, Read, Write, PermissionsManagement, Tagging, Unknown };

struct CatalogResourceUse {
    std::string type; ///< a CatalogResourceType's name, of the action's service
    bool required = false;
};

struct CatalogAction {
    std::string service; ///< "s3"
    std::string name; ///< "GetObject"
    AccessLevel level = AccessLevel::Unknown;
    std::vector<CatalogResourceUse> resources; ///< empty: no resource-level permissions
    std::vector<std::string> conditionKeys; ///< of the action itself and of its resources; global keys aren't repeated
    std::vector<std::string> dependentActions; ///< what the caller needs besides: "iam:PassRole"

    std::string text() const { return service + ':' + name; }
};

struct CatalogResourceType {
    std::string name; ///< "object"
    std::string arn; ///< "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
    std::vector<std::string> conditionKeys;
};

struct CatalogConditionKey {
    std::string name; ///< "aws:PrincipalTag/tag-key", "s3:prefix"
    std::string type; ///< "String", "ArrayOfString", "Bool", "Numeric", "Date", "ARN", "IPAddress" …

    bool isMultivalued() const { return type.starts_with("ArrayOf"); }
};

struct CatalogService {
    std::string prefix; ///< "s3"
    std::string name; ///< "Amazon S3"
    bool honoursRcp = false; ///< resource control policies apply to its actions
    std::vector<CatalogAction> actions; ///< sorted by name, ignoring case
    std::vector<CatalogResourceType> resourceTypes;
    std::vector<CatalogConditionKey> conditionKeys;
};

/// AWS's services, actions, resource types and condition keys, built in. Immutable, thread-safe.
class Catalog
{
public:
    static const Catalog &builtIn();

    const std::vector<CatalogService> &services() const { return m_services; } ///< sorted by prefix
    const CatalogService *service(std::string_view prefix) const; ///< ignores case
    const CatalogAction *action(std::string_view text) const; ///< "s3:GetObject", ignores case
    const CatalogResourceType *resourceType(std::string_view service, std::string_view type) const;
    const std::vector<CatalogConditionKey> &globalConditionKeys() const { return m_globalKeys; }
    /// Global keys and every service's; keys with a variable part ("aws:RequestTag/${TagKey}") match any
    /// such name that isn't empty. Ignores case. Null when unknown.
    const CatalogConditionKey *conditionKey(std::string_view name) const;

private:
    /// "events:Metadata/${MetadataKey}/Matcher": what stands before and after the variable part, lowered.
    struct KeyPattern {
        std::string prefix;
        std::string suffix;
        const CatalogConditionKey *key = nullptr;
    };

    Catalog();
    void indexKey(const CatalogConditionKey &key);

    std::vector<CatalogService> m_services;
    std::vector<CatalogConditionKey> m_globalKeys;
    std::unordered_map<std::string, const CatalogConditionKey *> m_exactKeys; ///< by lowered name
    std::vector<KeyPattern> m_keyPatterns; ///< most specific first
};

} // namespace rolewright
