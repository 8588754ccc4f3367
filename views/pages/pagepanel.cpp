// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pagepanel.h"

#include "words/words.h"

#include <QToolTip>

namespace rolewright {

PagePanel::PagePanel(WorkspaceDocument *document, EntityId entity, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_entity(entity)
{
}

bool PagePanel::showDocument(const DocumentRef &, Span, std::optional<Verdict>)
{
    return false;
}

bool PagePanel::push(const QString &text, const edits::Result &result, QWidget *anchor, const QString &mergeKey)
{
    if (result.patch) {
        m_document->apply(text, *result.patch, mergeKey);
        return true;
    }
    QWidget *at = anchor ? anchor : this;
    QToolTip::showText(at->mapToGlobal(QPoint(0, at->height())), words::refused(result.refused), at);
    return false;
}

} // namespace rolewright
