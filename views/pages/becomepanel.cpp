// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/becomepanel.h"

#include "pages/edgelist.h"
#include "policy/principal.h"
#include "routes/routes.h"

#include <QVBoxLayout>

namespace rolewright {
namespace {

EdgeList::Work assumableWork(const World &world, const EntityPtr &principal)
{
    return [world, principal](const CancelFlag &cancel) {
        const std::optional<Principal> from = principal ? parsePrincipal(principal->arn()) : std::nullopt;
        if (!from)
            return std::vector<EdgeRow>();
        return edgeRows(world, assumableRoles(world, *from, [cancel] { return cancel->load(); }), false);
    };
}

} // namespace

BecomePanel::BecomePanel(WorkspaceDocument *document, EntityId principal, QWidget *parent)
    : PagePanel(document, principal, parent)
    , m_edges(new EdgeList(tr("Role"), tr("There is no role that this can become.\nIt needs sts:AssumeRole on a role whose trust policy names it."),
                           [this] { return assumableWork(world(), entity()); }, this))
{
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edges);
    connect(m_edges, &EdgeList::entityRequested, this, &PagePanel::entityRequested);
    connect(m_edges, &EdgeList::countChanged, this, &PagePanel::titleChanged);
}

QString BecomePanel::title() const
{
    return tr("What this can become");
}

std::optional<int> BecomePanel::count() const
{
    const int allowed = m_edges->allowedCount();
    return allowed < 0 ? std::nullopt : std::optional(allowed);
}

void BecomePanel::refresh(const DocumentChange &, bool)
{
    m_edges->invalidate();
}

bool BecomePanel::isIdle() const
{
    return m_edges->isIdle();
}

} // namespace rolewright
