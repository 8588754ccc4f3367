// SPDX-License-Identifier: GPL-3.0-or-later
#include "startpage.h"

#include "documentactions.h"
#include "recentfiles.h"
#include "samples.h"
#include "theme/theme.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace rolewright {

namespace {

QLabel *sectionTitle(const QString &text)
{
    auto *label = new QLabel(text);
    label->setProperty("look", QStringLiteral("panelTitle"));
    return label;
}

QLabel *muted(const QString &text)
{
    auto *label = new QLabel(text);
    label->setProperty("look", QStringLiteral("muted"));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QVBoxLayout *section(QWidget *box)
{
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, theme::panelMargin);
    layout->setSpacing(2);
    return layout;
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        if (item->layout())
            clear(item->layout());
        delete item;
    }
}

/// Clicking anywhere in it clicks its button.
class Card : public QFrame
{
public:
    explicit Card(QPushButton *button)
        : m_button(button)
    {
        setProperty("look", QStringLiteral("cardButton"));
        setCursor(Qt::PointingHandCursor);
    }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
            m_button->click();
    }

private:
    QPushButton *m_button;
};

QString escaped(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

/// The first paragraph, or as many of its sentences as fit in two or three lines.
QString shortened(const QString &whole)
{
    constexpr qsizetype enough = 210;
    const QString notes = whole.section(QStringLiteral("\n\n"), 0, 0).simplified();
    if (notes.size() <= enough)
        return notes;
    const qsizetype stop = notes.lastIndexOf(QStringLiteral(". "), enough);
    return stop > 40 ? notes.left(stop + 1) : notes.left(notes.lastIndexOf(u' ', enough)) + u'…';
}

} // namespace

StartPage::StartPage(DocumentActions *actions, RecentFiles *recent, QWidget *parent)
    : QScrollArea(parent)
    , m_recent(recent)
    , m_back(new QPushButton(theme::icon(QStringLiteral("left")), {}))
    , m_recentBox(new QWidget)
    , m_recoveryBox(new QWidget)
{
    setObjectName(QStringLiteral("startPage"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    section(m_recentBox);
    section(m_recoveryBox);

    auto *left = new QVBoxLayout;
    left->setSpacing(theme::spacing);
    addBeginning(left, actions);
    left->addWidget(m_recoveryBox);
    left->addWidget(m_recentBox);
    left->addStretch();
    auto *right = new QVBoxLayout;
    right->setSpacing(theme::spacing);
    addSamples(right);
    right->addStretch();

    auto *content = new QWidget;
    content->setMaximumWidth(1120);
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(theme::panelMargin * 3, theme::panelMargin * 4, theme::panelMargin * 3, theme::panelMargin * 2);
    columns->setSpacing(theme::panelMargin * 4);
    columns->addLayout(left, 2);
    columns->addLayout(right, 3);
    auto *middle = new QWidget;
    auto *centred = new QHBoxLayout(middle);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch(1);
    centred->addWidget(content, 100);
    centred->addStretch(1);
    setWidget(middle);

    connect(recent, &RecentFiles::changed, this, &StartPage::fillRecent, Qt::QueuedConnection);
    fillRecent();
    setRecoveries({});
}

void StartPage::addBeginning(QVBoxLayout *layout, DocumentActions *actions)
{
    auto *brand = new QLabel(tr("Rolewright"));
    QFont large = brand->font();
    large.setPointSizeF(large.pointSizeF() * 2);
    large.setBold(true);
    brand->setFont(large);
    layout->addWidget(brand);
    layout->addWidget(muted(tr("Can X do Y on Z, and via which role? Open an account's policies and ask; "
                               "the answer follows while you edit them. Nothing leaves this machine.")));
    layout->addSpacing(theme::panelMargin);
    m_back->setProperty("look", QStringLiteral("row"));
    m_back->hide();
    connect(m_back, &QPushButton::clicked, this, &StartPage::backRequested);
    layout->addWidget(m_back);
    for (QAction *action : {actions->open, actions->import, actions->create}) {
        auto *button = new QPushButton(action->icon(), action->text());
        button->setProperty("look", QStringLiteral("row"));
        button->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        layout->addWidget(button);
    }
    layout->addWidget(muted(tr("An export is what “aws iam get-account-authorization-details” prints. "
                               "Files can also be dropped on this window.")));
    layout->addSpacing(theme::panelMargin);
}

void StartPage::addSamples(QVBoxLayout *layout)
{
    layout->addWidget(sectionTitle(tr("SAMPLES TO LEARN FROM")));
    for (const Sample &sample : samples()) {
        auto *button = new QPushButton(theme::entityIcon(EntityKind::Role), escaped(sample.name));
        button->setObjectName(QStringLiteral("sample ") + QFileInfo(sample.path).baseName());
        button->setProperty("look", QStringLiteral("row"));
        QFont bold = button->font();
        bold.setBold(true);
        button->setFont(bold);
        connect(button, &QPushButton::clicked, this, [this, sample] { emit sampleChosen(sample); });
        auto *notes = muted(shortened(sample.notes));
        notes->setContentsMargins(theme::spacing, 0, theme::spacing, 0);
        auto *card = new Card(button);
        auto *inside = new QVBoxLayout(card);
        inside->setContentsMargins(theme::tightSpacing, theme::tightSpacing, theme::tightSpacing, theme::spacing);
        inside->setSpacing(0);
        inside->addWidget(button);
        inside->addWidget(notes);
        layout->addWidget(card);
    }
}

void StartPage::fillRecent()
{
    QLayout *layout = m_recentBox->layout();
    clear(layout);
    const QStringList paths = m_recent->paths();
    m_recentBox->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    layout->addWidget(sectionTitle(tr("RECENT")));
    for (const QString &path : paths) {
        const QFileInfo file(path);
        auto *button = new QPushButton(theme::icon(QStringLiteral("clock")), escaped(file.fileName()));
        button->setProperty("look", QStringLiteral("row"));
        button->setToolTip(QDir::toNativeSeparators(path));
        connect(button, &QPushButton::clicked, m_recent, [this, path] { emit m_recent->chosen(path); });
        layout->addWidget(button);
    }
}

void StartPage::setOpenWorkspace(const QString &name)
{
    m_back->setText(tr("Back to “%1”").arg(escaped(name)));
    m_back->setShortcut(Qt::Key_Escape);
    m_back->setVisible(!name.isEmpty());
}

void StartPage::setRecoveries(const QList<RecoveryEntry> &entries)
{
    QLayout *layout = m_recoveryBox->layout();
    clear(layout);
    m_recoveryBox->setVisible(!entries.isEmpty());
    if (entries.isEmpty())
        return;
    layout->addWidget(sectionTitle(tr("LEFT UNSAVED")));
    for (const RecoveryEntry &entry : entries) {
        auto *row = new QWidget;
        auto *inside = new QHBoxLayout(row);
        inside->setContentsMargins(0, 0, 0, 0);
        auto *restore = new QPushButton(theme::icon(QStringLiteral("restore")), tr("Restore “%1”").arg(escaped(entry.displayName)));
        restore->setProperty("look", QStringLiteral("row"));
        restore->setToolTip(QLocale().toString(entry.written, QLocale::ShortFormat));
        auto *discard = new QPushButton(tr("Discard"));
        discard->setProperty("look", QStringLiteral("link"));
        connect(restore, &QPushButton::clicked, this, [this, entry] { emit recoveryChosen(entry); });
        connect(discard, &QPushButton::clicked, this, [this, entry] { emit recoveryDiscarded(entry); });
        inside->addWidget(restore, 1);
        inside->addWidget(discard);
        layout->addWidget(row);
    }
}

} // namespace rolewright
