// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <optional>
#include <string>
#include <vector>

/// Edits as patches: each looks at a world and says what must change so that it stays whole. No Qt;
/// the words for the undo menu are the caller's.
namespace rolewright::edits {

/// Why an edit can't be made; words in views/words. Codes and their arguments:
/// nameEmpty; nameInvalid name; nameTooLong name, maximum; nameTaken name; noSuchEntity;
/// noSuchAccount id; accountInvalid id; accountTaken id; arnInvalid arn; arnTaken arn;
/// otherAccount what, account: it would have to be of that account; awsManaged policy: nobody can change it;
/// cannotRename, cannotAttach, cannotBound, cannotTag entity: its kind doesn't have that;
/// noSuchPolicy arn; alreadyAttached policy, principal; notAttached arn, principal;
/// samlNameInvalid name; issuerInvalid name; organizationExists; noSuchNode id;
/// alreadyMember and notMember user, group; usedAsBoundary policy, principal; noSuchDocument name, entity;
/// tooManyTags maximum; tagKeyEmpty; tagKeyTooLong key, maximum; tagValueTooLong key, maximum; tagRepeated key.
struct Refused {
    std::string code;
    std::vector<std::string> arguments;
};

struct Result {
    std::optional<Patch> patch; ///< empty when refused; without any change when all is so already
    Refused refused;
    EntityId created; ///< of create…()
};

Result createUser(const World &world, const std::string &account, const std::string &name);
Result createGroup(const World &world, const std::string &account, const std::string &name);
/// Trusts the account itself (`:root`) when `trust` is null.
Result createRole(const World &world, const std::string &account, const std::string &name, DocumentPtr trust = nullptr);
Result createPolicy(const World &world, const std::string &account, const std::string &name, DocumentPtr document = nullptr);
Result createResource(const World &world, const std::string &account, const std::string &arn);
/// `name`: an OIDC issuer without https://, or a SAML provider's name. An OIDC provider begins with the audience sts.amazonaws.com.
Result createProvider(const World &world, const std::string &account, ProviderKind kind, const std::string &name);
Result createAccount(const World &world, const std::string &id, const std::string &name);

/// Renames a user, group, role, policy or provider and everything that names it: ARN, group membership, attachments,
/// boundaries, scenarios, graph positions; of a resource `name` is the whole ARN; an SCP or RCP keeps its id.
/// ARNs inside policy texts stay: AWS doesn't rewrite them either.
Result rename(const World &world, EntityId id, const std::string &name);
/// Removes an entity, its memberships and attachments. Scenarios that name it stay. A policy that is somebody's
/// boundary is refused, as IAM does.
Result remove(const World &world, EntityId id);
/// Removes an account with all that is in it. The organization's tree keeps its place there.
Result removeAccount(const World &world, const std::string &account);

Result attach(const World &world, EntityId principal, const std::string &policyArn);
Result detach(const World &world, EntityId principal, const std::string &policyArn);
Result addToGroup(const World &world, EntityId user, EntityId group);
Result removeFromGroup(const World &world, EntityId user, EntityId group);
/// No ARN removes the boundary.
Result setBoundary(const World &world, EntityId principal, const std::optional<std::string> &policyArn);
Result addInlinePolicy(const World &world, EntityId principal, const std::string &name, DocumentPtr document = nullptr);
Result removeInlinePolicy(const World &world, EntityId principal, const std::string &name);
Result setTags(const World &world, EntityId id, std::vector<Tag> tags);
/// Replaces the text of a document (any slot but Library). An empty text takes a resource's policy away.
Result setDocument(const World &world, const DocumentRef &where, const std::string &text);
Result setHeader(const World &world, WorldHeader header);

} // namespace rolewright::edits
