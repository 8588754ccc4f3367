// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/documentpanel.h"

#include "editor/policyeditor.h"
#include "edits/editsdetails.h"
#include "pages/pagewidgets.h"
#include "pages/startdocuments.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace rolewright {

DocumentPanel::DocumentPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent)
    : PagePanel(document, entity, parent)
    , m_bar(new QWidget(this))
    , m_versions(new QComboBox(m_bar))
    , m_remove(pagewidgets::button(QStringLiteral("remove"), tr("Remove policy"), tr("Remove the resource's policy"), m_bar))
    , m_write(new QPushButton(tr("Write a resource policy"), this))
    , m_editor(new PolicyEditor(document, this))
{
    m_versions->setObjectName(QStringLiteral("versions"));
    m_versions->setAccessibleName(tr("Version"));
    m_versions->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_remove->setObjectName(QStringLiteral("removeResourcePolicy"));
    m_write->setObjectName(QStringLiteral("writeResourcePolicy"));
    pagewidgets::fillRow(m_bar, {m_versions}, {m_remove});
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_write, 0, Qt::AlignHCenter);
    m_editor->setEmptyText(tr("This resource has no policy of its own: only its account's identity policies decide.\n"
                              "A resource policy can let other accounts in."));
    connect(m_versions, &QComboBox::currentIndexChanged, this, &DocumentPanel::chooseVersion);
    connect(m_remove, &QToolButton::clicked, this, &DocumentPanel::removePolicy);
    connect(m_write, &QPushButton::clicked, this, &DocumentPanel::writePolicy);
    connect(m_editor, &PolicyEditor::cursorMoved, this, &PagePanel::cursorMoved);
    connect(m_editor, &PolicyEditor::entityRequested, this, &PagePanel::entityRequested);
    fill();
}

void DocumentPanel::fill()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    const ManagedPolicy *policy = current->as<ManagedPolicy>();
    const Resource *resource = current->as<Resource>();
    m_editor->setAccount(current->account);
    m_versions->setVisible(policy && policy->versions.size() > 1);
    m_remove->setVisible(resource && resource->policy);
    m_write->setVisible(resource && !resource->policy);
    m_bar->setVisible((policy && policy->versions.size() > 1) || (resource && resource->policy));
    if (policy) {
        fillVersions(*policy);
        m_editor->setEmptyText(tr("The text of this policy isn't in the workspace, so answers depend on it.\nImport the file that holds it."));
    } else if (resource) {
        m_editor->setDocument(resource->policy ? std::optional(DocumentRef{entityId(), DocumentSlot::ResourcePolicy, {}}) : std::nullopt);
    } else {
        m_editor->setDocument(DocumentRef{entityId(), DocumentSlot::OrganizationPolicy, {}});
    }
}

void DocumentPanel::fillVersions(const ManagedPolicy &policy)
{
    const QString chosen = m_versions->currentData().toString();
    const bool wasDefault = m_versions->property("chosenDefault").toBool() || chosen.isEmpty();
    {
        const QSignalBlocker blocker(m_versions);
        m_versions->clear();
        for (const PolicyVersionEntry &version : policy.versions) {
            const QString id = QString::fromStdString(version.versionId);
            m_versions->addItem(version.versionId == policy.defaultVersionId ? tr("%1 · in force").arg(id) : id, id);
        }
        // Who looks at the version in force goes on doing so when another one comes into force.
        const int index = m_versions->findData(wasDefault ? QString::fromStdString(policy.defaultVersionId) : chosen);
        m_versions->setCurrentIndex(std::max(0, index));
    }
    chooseVersion();
}

void DocumentPanel::chooseVersion()
{
    const EntityPtr current = entity();
    const ManagedPolicy *policy = current ? current->as<ManagedPolicy>() : nullptr;
    const std::string version = m_versions->currentData().toString().toStdString();
    if (!policy || version.empty()) {
        m_editor->setDocument(std::nullopt);
        return;
    }
    m_versions->setProperty("chosenDefault", version == policy->defaultVersionId);
    m_editor->setDocument(DocumentRef{entityId(), DocumentSlot::Version, version});
}

void DocumentPanel::refresh(const DocumentChange &, bool mine)
{
    if (mine)
        fill();
}

void DocumentPanel::writePolicy()
{
    const EntityPtr current = entity();
    if (current && push(tr("Write resource policy"), edits::setResourcePolicy(world(), entityId(), startdocuments::resourcePolicy(current->account, current->arn())), m_write))
        m_editor->setFocus();
}

void DocumentPanel::removePolicy()
{
    m_editor->commit();
    push(tr("Remove resource policy"), edits::setResourcePolicy(world(), entityId(), nullptr), m_remove);
}

bool DocumentPanel::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    if (where.owner != entityId())
        return false;
    if (where.slot == DocumentSlot::Version) {
        const int index = m_versions->findData(QString::fromStdString(where.name));
        if (index < 0)
            return false;
        m_versions->setCurrentIndex(index);
    }
    m_editor->showSpan(span, decided);
    return true;
}

bool DocumentPanel::isIdle() const
{
    return m_editor->isIdle();
}

} // namespace rolewright
