// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountdialog.h"

#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace rolewright {

AccountDialog::AccountDialog(WorkspaceDocument *document, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_id(new QLineEdit)
    , m_name(new QLineEdit)
    , m_refusal(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add an account"));
    m_id->setPlaceholderText(tr("twelve digits"));
    m_id->setMinimumWidth(320);
    m_refusal->setWordWrap(true);
    QPalette red = m_refusal->palette();
    red.setColor(QPalette::WindowText, theme::colours().error);
    m_refusal->setPalette(red);
    m_refusal->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Add"));
    auto *layout = new QFormLayout(this);
    layout->addRow(tr("Account &id"), m_id);
    layout->addRow(tr("&Name"), m_name);
    layout->addRow(m_refusal);
    layout->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccountDialog::add);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

void AccountDialog::add()
{
    // The console writes 5555-6666-7777.
    static const QRegularExpression between(QStringLiteral("[\\s-]"));
    const QString digits = m_id->text().remove(between);
    edits::Result result = edits::createAccount(m_document->world(), digits.toStdString(), m_name->text().trimmed().toStdString());
    if (!result.patch) {
        m_refusal->setText(words::refused(result.refused));
        m_refusal->show();
        // A label that wraps tells its height only to who asks for it at a width.
        m_refusal->setMinimumHeight(m_refusal->heightForWidth(m_refusal->width() > 0 ? contentsRect().width() - 2 * theme::panelMargin : 320));
        adjustSize();
        m_id->setFocus();
        return;
    }
    m_document->apply(tr("Add account"), std::move(*result.patch));
    close();
}

} // namespace rolewright
