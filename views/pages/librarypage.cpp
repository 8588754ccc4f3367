// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/librarypage.h"

#include "editor/policyeditor.h"
#include "theme/theme.h"

#include <QVBoxLayout>

namespace rolewright {

LibraryPage::LibraryPage(WorkspaceDocument *document, const std::string &arn, const std::string &account, QWidget *parent)
    : Page(parent)
    , m_arn(arn)
    , m_editor(new PolicyEditor(document, this))
{
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    m_editor->setAccount(account);
    m_editor->setDocument(DocumentRef{{}, DocumentSlot::Library, arn});
    connect(m_editor, &PolicyEditor::cursorMoved, this, &Page::cursorMoved);
    connect(m_editor, &PolicyEditor::entityRequested, this, &Page::entityRequested);
}

QString LibraryPage::title() const
{
    return QString::fromStdString(m_arn.substr(m_arn.rfind('/') + 1));
}

QIcon LibraryPage::icon() const
{
    return theme::entityIcon(EntityKind::Policy);
}

QString LibraryPage::stateKey() const
{
    return QString::fromStdString(m_arn);
}

void LibraryPage::refresh(const DocumentChange &) { }

bool LibraryPage::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    if (where.slot != DocumentSlot::Library || where.name != m_arn)
        return false;
    m_editor->showSpan(span, decided);
    return true;
}

bool LibraryPage::isIdle() const
{
    return m_editor->isIdle();
}

} // namespace rolewright
