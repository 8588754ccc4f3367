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
    m_id->setMaxLength(12);
    m_id->setMinimumWidth(260);
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
    edits::Result result = edits::createAccount(m_document->world(), m_id->text().trimmed().toStdString(), m_name->text().trimmed().toStdString());
    if (!result.patch) {
        m_refusal->setText(words::refused(result.refused));
        m_refusal->show();
        m_id->setFocus();
        return;
    }
    m_document->apply(tr("Add account"), std::move(*result.patch));
    close();
}

} // namespace rolewright
