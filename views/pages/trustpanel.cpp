// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/trustpanel.h"

#include "editor/policyeditor.h"
#include "edits/editsdetails.h"
#include "pages/edgelist.h"
#include "pages/pagewidgets.h"
#include "pages/startdocuments.h"
#include "routes/routes.h"
#include "theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace rolewright {
namespace {

EdgeList::Work whoCanAssumeWork(const World &world, const EntityPtr &role)
{
    return [world, role](const CancelFlag &cancel) {
        std::vector<EdgeRow> rows;
        const Role *data = role ? role->as<Role>() : nullptr;
        if (!data)
            return rows;
        rows = edgeRows(world, whoCanAssume(world, role->arn(), [cancel] { return cancel->load(); }), true);
        if (data->trust) {
            std::vector<EdgeRow> named = namedPrincipals(world, *data->trust);
            rows.insert(rows.begin(), named.begin(), named.end());
        }
        return rows;
    };
}

} // namespace

TrustPanel::TrustPanel(WorkspaceDocument *document, EntityId role, QWidget *parent)
    : PagePanel(document, role, parent)
{
    auto *splitter = new QSplitter(this);
    auto *left = new QWidget(splitter);
    m_editor = new PolicyEditor(document, left);
    m_add = new QPushButton(tr("Write a trust policy"), left);
    m_edges = new EdgeList(tr("Who can become this"), tr("Nobody can become this role.\nName a principal in the trust policy and allow it sts:AssumeRole."),
                           [this] { return whoCanAssumeWork(world(), entity()); }, splitter);
    m_editor->setObjectName(QStringLiteral("trustEditor"));
    m_editor->setEmptyText(tr("This role came without a trust policy, so nobody can tell who may assume it."));
    QVBoxLayout *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_editor, 1);
    leftLayout->addWidget(m_add, 0, Qt::AlignHCenter);

    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_editor, &PolicyEditor::cursorMoved, this, &PagePanel::cursorMoved);
    connect(m_edges, &EdgeList::entityRequested, this, &PagePanel::entityRequested);
    connect(m_edges, &EdgeList::countChanged, this, &PagePanel::titleChanged);
    connect(m_edges, &EdgeList::principalChosen, this, [this](Span span) { m_editor->showSpan(span, std::nullopt); });
    connect(m_add, &QPushButton::clicked, this, &TrustPanel::addTrust);
    showTrust();
    pagewidgets::shareOut(splitter, 3, 2);
}

std::optional<int> TrustPanel::count() const
{
    const int allowed = m_edges->allowedCount();
    return allowed < 0 ? std::nullopt : std::optional(allowed);
}

void TrustPanel::showTrust()
{
    const EntityPtr current = entity();
    const Role *role = current ? current->as<Role>() : nullptr;
    m_add->setVisible(role && !role->trust);
    m_editor->setDocument(role && role->trust ? std::optional(DocumentRef{entityId(), DocumentSlot::Trust, {}}) : std::nullopt);
}

void TrustPanel::refresh(const DocumentChange &, bool mine)
{
    if (mine)
        showTrust();
    // Anybody's policy may decide who gets in.
    m_edges->invalidate();
}

void TrustPanel::addTrust()
{
    const EntityPtr current = entity();
    if (current)
        push(tr("Write trust policy"), edits::setTrust(world(), entityId(), startdocuments::trust(current->account)), m_add);
}

bool TrustPanel::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    if (where.owner != entityId() || where.slot != DocumentSlot::Trust)
        return false;
    m_editor->showSpan(span, decided);
    return true;
}

bool TrustPanel::isIdle() const
{
    return m_editor->isIdle() && m_edges->isIdle();
}

} // namespace rolewright
