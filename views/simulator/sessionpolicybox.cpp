// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/sessionpolicybox.h"

#include "editor/codeeditor.h"
#include "editor/policyoffer.h"
#include "pages/entrypicker.h"
#include "pages/policyentries.h"
#include "theme/theme.h"
#include "words/accountwords.h"
#include "words/words.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

namespace rolewright {
namespace {

/// Limits nothing, so that turning it on changes no answer before something is typed.
constexpr auto widest = R"({
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "*",
    "Resource": "*"
  }]
}
)";
constexpr int lines = 9;

QString shortName(const QString &arn)
{
    return arn.section(u'/', -1);
}

} // namespace

SessionPolicyBox::SessionPolicyBox(QWidget *parent)
    : QWidget(parent)
    , m_on(new QCheckBox(tr("with a session policy"), this))
    , m_body(new QWidget(this))
    , m_code(new CodeEditor(m_body))
    , m_rows(new QVBoxLayout)
    , m_add(new QToolButton(m_body))
{
    m_on->setObjectName(QStringLiteral("sessionPolicy"));
    m_on->setToolTip(tr("A policy passed with sts:AssumeRole and its like: the session may do only what both it and the role allow.\n"
                        "Of a user or role that asks it is passed with the first hop; of a session that asks it is its own."));
    auto *frame = new QFrame(m_body);
    frame->setProperty("look", QStringLiteral("card"));
    auto *framed = new QVBoxLayout(frame);
    framed->setContentsMargins(1, 1, 1, 1);
    framed->addWidget(m_code);
    m_code->setObjectName(QStringLiteral("sessionPolicyText"));
    m_code->setAccessibleName(tr("Session policy"));
    m_code->setFixedHeight(lines * m_code->textHeight(0) + 2 * m_code->frameWidth());
    m_code->SendScintilla(QsciScintillaBase::SCI_SETUNDOCOLLECTION, 1UL); // it isn't part of the workspace and its history
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_add->setObjectName(QStringLiteral("addSessionPolicy"));
    m_add->setAutoRaise(true);
    m_add->setText(tr("+ managed policy"));
    m_add->setToolTip(tr("A policy of AWS or of the role's account, as a session policy"));
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, theme::tightSpacing, 0, 0);
    body->setSpacing(theme::tightSpacing);
    body->addWidget(frame);
    body->addLayout(m_rows);
    body->addWidget(m_add, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_on);
    layout->addWidget(m_body);
    m_body->hide();

    connect(m_on, &QCheckBox::toggled, this, [this](bool on) {
        if (on && m_code->bytes().isEmpty() && m_managed.isEmpty())
            start();
        m_body->setVisible(on);
        refresh();
        emit edited();
    });
    connect(m_code, &CodeEditor::edited, this, [this] {
        refresh();
        emit edited();
    });
    connect(m_code, &CodeEditor::characterTyped, this, [this] { offerPolicyWords(*m_code, m_world, PolicyKind::Session, false); });
    connect(m_add, &QToolButton::clicked, this, &SessionPolicyBox::pickManaged);
    m_code->setKeyFilter([this](QKeyEvent *event) { return handleKey(event); });
}

void SessionPolicyBox::start()
{
    m_code->setBytes(widest);
    m_code->SendScintilla(QsciScintillaBase::SCI_EMPTYUNDOBUFFER);
}

bool SessionPolicyBox::isOn() const
{
    return m_on->isChecked();
}

void SessionPolicyBox::setOn(bool on)
{
    m_on->setChecked(on);
}

QByteArray SessionPolicyBox::text() const
{
    return m_code->bytes();
}

void SessionPolicyBox::set(bool on, const QByteArray &text, const QStringList &managed)
{
    m_code->setBytes(text);
    m_code->SendScintilla(QsciScintillaBase::SCI_EMPTYUNDOBUFFER);
    m_managed = managed;
    showManaged();
    m_on->setChecked(on);
    refresh();
}

void SessionPolicyBox::clear()
{
    set(false, {}, {});
}

void SessionPolicyBox::refresh()
{
    m_policies.reset();
    if (isOn()) {
        auto policies = std::make_shared<SessionPolicies>();
        if (const QByteArray typed = text(); !typed.trimmed().isEmpty())
            policies->inlinePolicy = PolicyDocument::parse(typed.toStdString());
        for (const QString &arn : m_managed)
            policies->managed.push_back(arn.toStdString());
        if (!policies->empty())
            m_policies = std::move(policies);
    }
    markProblems();
}

void SessionPolicyBox::markProblems()
{
    std::vector<EditorMark> marks;
    if (m_policies && m_policies->inlinePolicy) {
        for (const Diagnostic &found : m_policies->inlinePolicy->diagnosticsAs(PolicyKind::Session))
            marks.push_back({markKind(found.severity), found.span, words::diagnostic(found)});
    }
    m_code->setMarks(std::move(marks));
}

std::shared_ptr<const SessionPolicies> SessionPolicyBox::policies() const
{
    return m_policies && !errorOf(*m_policies) ? m_policies : nullptr;
}

QString SessionPolicyBox::error() const
{
    const auto error = m_policies ? errorOf(*m_policies) : std::nullopt;
    return error ? words::sessionPolicyError(*error) : QString();
}

void SessionPolicyBox::pickManaged()
{
    std::set<std::string> taken;
    for (const QString &arn : m_managed)
        taken.insert(arn.toStdString());
    // Of whichever account the role is in.
    std::vector<PickerEntry> entries;
    for (const AccountInfo &account : m_world.header().accounts) {
        for (PickerEntry &entry : policyEntries(m_world, account.id, taken)) {
            taken.insert(entry.key.toStdString());
            if (entry.detail.isEmpty())
                entry.detail = words::accountName(m_world, account.id);
            entries.push_back(std::move(entry));
        }
    }
    auto *picker = new EntryPicker(tr("Policy to pass"), std::move(entries), this);
    connect(picker, &EntryPicker::picked, this, [this](const QString &arn) {
        m_managed += arn;
        showManaged();
        refresh();
        emit edited();
    });
    picker->popUpAt(m_add);
}

void SessionPolicyBox::showManaged()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &arn : m_managed) {
        auto *row = new QWidget(m_body);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(theme::tightSpacing);
        auto *icon = new QLabel(row);
        icon->setPixmap(theme::entityIcon(EntityKind::Policy).pixmap(QSize(16, 16), devicePixelRatioF()));
        auto *name = new QLabel(shortName(arn), row);
        name->setToolTip(arn);
        name->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *remove = new QToolButton(row);
        remove->setAutoRaise(true);
        remove->setIcon(theme::icon(QStringLiteral("close")));
        remove->setToolTip(tr("Don't pass %1").arg(shortName(arn)));
        remove->setAccessibleName(remove->toolTip());
        layout->addWidget(icon);
        layout->addWidget(name, 1);
        layout->addWidget(remove);
        m_rows->addWidget(row);
        connect(remove, &QToolButton::clicked, this, [this, arn] {
            m_managed.removeOne(arn);
            showManaged();
            refresh();
            emit edited();
        });
    }
}

void SessionPolicyBox::showSpan(Span span, std::optional<Verdict> decided)
{
    m_code->showSpan(span, decided);
}

bool SessionPolicyBox::handleKey(QKeyEvent *event)
{
    const bool acts = event->type() == QEvent::KeyPress;
    if (event->matches(QKeySequence::Undo)) {
        if (acts)
            m_code->undo();
    } else if (event->matches(QKeySequence::Redo)) {
        if (acts)
            m_code->redo();
    } else if (event->key() == Qt::Key_Space && event->modifiers() & Qt::ControlModifier) {
        if (acts)
            offerPolicyWords(*m_code, m_world, PolicyKind::Session, true);
    } else {
        return false;
    }
    return true;
}

} // namespace rolewright
