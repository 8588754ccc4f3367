// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/contextentries.h"
#include "policy/principal.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

struct SessionPolicies;

/// The request context: closed, so a key not in it is absent from the request.
class Context
{
public:
    void set(std::string_view name, std::vector<std::string> values, Provenance provenance, bool list = false);
    void set(std::string_view name, std::string value, Provenance provenance);
    void setUnknown(std::string_view name);
    /// Sets a derived value only where the key has none yet: a given value wins.
    void derive(std::string_view name, std::string_view value);
    void derive(std::string_view name, std::vector<std::string> values);
    void remove(std::string_view name);
    void clear();
    /// For a given key whose `values` and `list` the caller fills in; null when it is there already.
    ContextValue *add(std::string_view name);

    /// Null when absent.
    const ContextValue *find(std::string_view name) const;
    /// By lower-case name, sorted.
    const ContextEntries &entries() const { return m_entries; }
    std::vector<std::string> unknownKeys() const;

    /// Whether a key is there that concerns other requests or policies than most: aws:SourceVpce (an endpoint's policy), aws:CalledVia,
    /// aws:RequestTag/…, aws:TagKeys, sts:TransitiveTagKeys, sts:SourceIdentity (permissions of their own). May stay true when the
    /// key is gone.
    bool mayHoldRareKeys() const { return m_rareKeys; }

    bool operator==(const Context &other) const { return m_entries == other.m_entries; }

private:
    void note(std::string_view lowerName);

    ContextEntries m_entries;
    bool m_rareKeys = false;
};

/// One of several resources that a request is about, with the keys that are only about it (ec2:InstanceType,
/// aws:ResourceTag/…).
struct RequestedResource {
    std::string arn;
    Context context;

    bool operator==(const RequestedResource &) const = default;
};

/// "Can `principal` do `action` on `resource`?"
struct Request {
    Principal principal;
    std::string action; ///< "s3:GetObject"
    std::string federatedBy; ///< of a federated user: ARN of the user who called GetFederationToken, where it is known
    std::shared_ptr<const SessionPolicies> sessionPolicies; ///< of a role session or a federated user; null: none were passed
    std::string resource = "*"; ///< ARN, or "*" where the action has no resource
    /// Not empty: the request is about each of these, and `resource` is the first one's ARN. AWS asks for each of them, and all
    /// have to be allowed (ec2:RunInstances: image, instance, network interface, security group, subnet, volume).
    std::vector<RequestedResource> resources;
    std::string resourceAccount; ///< empty: the ARN's, else the principal's
    Context context;
    bool deriveContext = true; ///< false: the context is taken as it stands
};

} // namespace rolewright
