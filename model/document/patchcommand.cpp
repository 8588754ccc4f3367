// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/patchcommand.h"

#include "document/workspacedocument.h"
#include "world/workspaceio.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {

/// `second` after `first` as one patch.
Patch joined(Patch first, const Patch &second)
{
    for (const EntityChange &change : second.entities) {
        const EntityPtr &before = change.before;
        const auto it = std::find_if(first.entities.begin(), first.entities.end(),
            [&](const EntityChange &earlier) { return before && earlier.after == before; });
        if (it == first.entities.end()) {
            first.entities.push_back(change);
            continue;
        }
        it->after = change.after;
        if (!change.after)
            it->index = change.index;
    }
    std::erase_if(first.entities, [](const EntityChange &change) { return change.before == change.after; });
    if (second.headerAfter) {
        if (!first.headerBefore)
            first.headerBefore = second.headerBefore;
        first.headerAfter = second.headerAfter;
    }
    return first;
}

/// One side of a patch as it would stand in a file.
template <typename Side>
std::string written(const Patch &patch, const HeaderPtr &header, Side side)
{
    WorldBuilder builder;
    if (header)
        builder.header() = *header;
    // A file lists the organization's policies with the organization.
    if (!builder.header().organization)
        builder.header().organization.emplace();
    for (const EntityChange &change : patch.entities) {
        const Entity &entity = *(change.*side);
        if (!entity.account.empty())
            builder.account(entity.account);
        builder.add(entity);
    }
    return writeWorkspace(builder.build());
}

} // namespace

PatchCommand::PatchCommand(WorkspaceDocument *document, const QString &text, Patch patch, const QString &mergeKey)
    : QUndoCommand(text)
    , m_document(document)
    , m_patch(std::move(patch))
    , m_mergeKey(mergeKey)
{
    m_sinceLastEdit.start();
}

void PatchCommand::undo()
{
    // Typing that goes on after an undo is another edit.
    m_sinceLastEdit.invalidate();
    m_document->perform(m_patch.inverted());
}

void PatchCommand::redo()
{
    m_document->perform(m_patch);
}

int PatchCommand::id() const
{
    return m_mergeKey.isEmpty() ? -1 : 1;
}

bool PatchCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = dynamic_cast<const PatchCommand *>(other);
    if (!next || next->m_mergeKey != m_mergeKey || !m_sinceLastEdit.isValid()
        || m_sinceLastEdit.hasExpired(mergeMilliseconds))
        return false;
    m_patch = joined(std::move(m_patch), next->m_patch);
    m_sinceLastEdit.start();
    setObsolete(changesNothing());
    return true;
}

bool PatchCommand::changesNothing() const
{
    // Typing changes one entity; whatever changes many isn't typed back by accident.
    constexpr std::size_t fewEntities = 4;
    if (m_patch.entities.size() > fewEntities)
        return false;
    const auto appears = [](const EntityChange &change) { return !change.before || !change.after; };
    if (std::any_of(m_patch.entities.begin(), m_patch.entities.end(), appears))
        return false;
    return written(m_patch, m_patch.headerBefore, &EntityChange::before)
        == written(m_patch, m_patch.headerAfter, &EntityChange::after);
}

} // namespace rolewright
