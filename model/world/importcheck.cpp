// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/importcheck.h"

#include "catalog/managedpolicies.h"
#include "text/json.h"

namespace rolewright {

namespace {

class ReferenceCheck
{
public:
    ReferenceCheck(const World &world, const std::vector<InputFile> &files, RemarkSink &remarks)
        : m_world(world)
        , m_files(files)
        , m_remarks(remarks)
    {
    }

    void check(const EntityOrigin &origin)
    {
        const EntityPtr entity = m_world.find(origin.id);
        if (const auto *user = entity->as<User>()) {
            checkAttached(*entity, origin, user->attachedPolicies);
            checkBoundary(*entity, origin, user->boundary);
            for (const std::string &group : user->groups) {
                if (!m_world.findByName(entity->account, EntityKind::Group, group))
                    report("groupNotInExport", group, *entity, origin);
            }
        } else if (const auto *group = entity->as<Group>()) {
            checkAttached(*entity, origin, group->attachedPolicies);
        } else if (const auto *role = entity->as<Role>()) {
            checkAttached(*entity, origin, role->attachedPolicies);
            checkBoundary(*entity, origin, role->boundary);
        }
    }

private:
    bool isKnown(const std::string &arn) const
    {
        const EntityPtr entity = m_world.findByArn(arn);
        return (entity && entity->kind() == EntityKind::Policy) || ManagedPolicyLibrary::builtIn().find(arn);
    }

    void checkAttached(const Entity &entity, const EntityOrigin &origin, const std::vector<AttachedPolicy> &attached)
    {
        for (const AttachedPolicy &policy : attached) {
            if (!isKnown(policy.arn))
                report("policyNotInExport", policy.arn.empty() ? policy.name : policy.arn, entity, origin);
        }
    }

    void checkBoundary(const Entity &entity, const EntityOrigin &origin, const std::optional<std::string> &boundary)
    {
        if (boundary && !isKnown(*boundary))
            report("boundaryNotInExport", *boundary, entity, origin);
    }

    void report(const std::string &code, const std::string &named, const Entity &entity, const EntityOrigin &origin)
    {
        const std::string_view written = std::string_view(m_files[origin.file].text).substr(origin.span.begin, origin.span.end - origin.span.begin);
        const std::size_t place = written.find(json::quoted(named));
        const std::size_t offset = origin.span.begin + (place == std::string_view::npos ? 0 : place);
        m_remarks.add(Severity::Warning, code, {named}, {origin.file, offset}, entity.arn());
    }

    const World &m_world;
    const std::vector<InputFile> &m_files;
    RemarkSink &m_remarks;
};

void checkNode(const World &world, const OrganizationNode &node, std::size_t file, RemarkSink &remarks)
{
    for (const std::vector<std::string> *attached : {&node.serviceControlPolicies, &node.resourceControlPolicies}) {
        for (const std::string &id : *attached) {
            if (!world.organizationPolicy(id))
                remarks.addToFile(Severity::Warning, "organizationPolicyMissing", {id}, file);
        }
    }
    for (const OrganizationNode &child : node.children)
        checkNode(world, child, file, remarks);
}

} // namespace

void checkReferences(const World &world, const std::vector<EntityOrigin> &origins, const std::vector<InputFile> &files,
                     std::size_t organizationFile, RemarkSink &remarks)
{
    ReferenceCheck check(world, files, remarks);
    for (const EntityOrigin &origin : origins)
        check.check(origin);
    if (world.header().organization)
        checkNode(world, world.header().organization->root, organizationFile, remarks);
}

} // namespace rolewright
