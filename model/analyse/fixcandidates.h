// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/answerfixes.h"
#include "policy/policytext.h"

#include <vector>

namespace rolewright {

/// An edit that may change the answer; only evaluating again tells.
struct FixCandidate {
    FixPart part;
    Patch patch;
};

/// Makes the edits that the explanation of one answer suggests. Lives as long as its arguments.
class FixCandidates
{
public:
    FixCandidates(const World &world, const Answer &answer, std::vector<FixObstacle> *obstacles);

    /// That a statement which matches no longer does.
    std::vector<FixCandidate> unmatching(const PolicyTrace &policy, const StatementTrace &statement);
    /// That a layer (one level of it) allows the request.
    std::vector<FixCandidate> allowing(const LayerTrace &layer);
    /// That the resource's or role's own policy allows the request, naming the principal; also where it has none yet.
    std::vector<FixCandidate> allowingByResource();
    /// An explicit Deny for the principal.
    std::vector<FixCandidate> denying();

    void block(FixObstacle obstacle);

private:
    bool isEditable(const LayerPolicy &policy);
    void add(std::vector<FixCandidate> &list, FixPart part, const std::optional<std::string> &text);
    void addWithout(std::vector<FixCandidate> &list, FixPart part);
    void push(std::vector<FixCandidate> &list, FixPart part, Patch patch);
    FixPart partOf(const LayerPolicy &policy, std::string code, std::vector<std::string> arguments) const;
    void addWidened(std::vector<FixCandidate> &list, const PolicyTrace &policy, const StatementTrace &statement,
                    const std::vector<FixNote> &notes);
    void addStatement(std::vector<FixCandidate> &list, const LayerPolicy &policy, Effect effect, const std::vector<FixNote> &notes);
    void addInline(std::vector<FixCandidate> &list, Effect effect, const std::vector<FixNote> &notes);
    std::vector<FixCandidate> byResource(Effect effect);
    std::string resourceFor(DocumentSlot slot) const;
    /// As a policy names it; nothing for an unsigned request.
    std::optional<policytext::NewPrincipal> namedPrincipal() const;

    const World &m_world;
    const Answer &m_answer;
    std::vector<FixObstacle> *m_obstacles;
    EntityPtr m_principal;
};

} // namespace rolewright
