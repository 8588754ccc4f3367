// SPDX-License-Identifier: GPL-3.0-or-later
// How the simulator panel is put together; what it does is in simulatorpanel.cpp and simulatorpanelanswer.cpp.
#include "simulator/bringlist.h"
#include "simulator/completionfield.h"
#include "simulator/contexttable.h"
#include "simulator/explanationview.h"
#include "simulator/fixesview.h"
#include "simulator/questionform.h"
#include "simulator/recipebox.h"
#include "simulator/sectionheader.h"
#include "simulator/sessionpolicybox.h"
#include "simulator/simulatorpanel.h"
#include "simulator/veil.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QCheckBox>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

namespace rolewright {
namespace {

QLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new WrappedLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

void SimulatorPanel::buildAsk()
{
    m_form = new QuestionForm(m_document, this);
    m_context = new ContextTable(this);
    m_hops = new QSlider(Qt::Horizontal, this);
    m_hops->setObjectName(QStringLiteral("maximumHops"));
    m_hops->setAccessibleName(tr("Most roles in a row"));
    m_hops->setToolTip(tr("How many roles somebody may put on, one after another, to get there"));
    m_hops->setRange(1, 10);
    m_hops->setValue(RouteOptions().maximumHops);
    m_hops->setPageStep(1);
    m_hops->setMaximumWidth(140);
    m_hopsText = wrapped({}, this);
    m_passRole = new QCheckBox(tr("and by starting a service with a role"), this);
    m_passRole->setObjectName(QStringLiteral("passRole"));
    m_passRole->setToolTip(tr("Whoever may pass a role to EC2, Lambda or another service and start it there, can have the role's permissions used "
                              "(iam:PassRole)"));
    m_passRole->setChecked(RouteOptions().passRole);
    m_sessionPolicy = new SessionPolicyBox(this);
    m_sessionPolicy->setWorld(m_document->world());
    m_hint = wrapped({}, this);
    m_hint->setObjectName(QStringLiteral("hint"));

    m_empty = new QWidget(this);
    auto *emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->setContentsMargins(0, theme::spacing, 0, 0);
    emptyLayout->setSpacing(theme::spacing);
    emptyLayout->addWidget(wrapped(tr("Ask whether somebody may do something, and through which roles. The answer shows every policy "
                                      "that decided and changes while you edit."), m_empty));
    emptyLayout->addWidget(wrapped(tr("For example: can a user do s3:GetObject on arn:aws:s3:::reports/2025.csv? Type three letters "
                                      "of the user's name, “getobj”, and choose the bucket."), m_empty));

}

void SimulatorPanel::buildAnswer()
{
    m_result = new QWidget(this);
    m_answer = new AnswerView(m_result);
    m_bring = new BringList(m_result);
    m_recipes = new RecipeBox(m_result);
    m_whyHeader = new SectionHeader(tr("Why"), m_result);
    m_stepMenu = new QMenu(this);
    m_stepButton = m_whyHeader->addButton({}, tr("Step ▸"), tr("Explain another step"));
    m_stepButton->setObjectName(QStringLiteral("step"));
    m_stepButton->setPopupMode(QToolButton::InstantPopup);
    m_stepButton->setMenu(m_stepMenu);
    connect(m_stepMenu, &QMenu::aboutToShow, this, &SimulatorPanel::fillStepMenu);
    m_stepButton->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    m_whyTitle = wrapped({}, m_result);
    m_whyTitle->setObjectName(QStringLiteral("whyTitle"));
    m_why = new ExplanationView(m_result);
    m_whyVeil = new Veil(m_why);
    connect(m_answer, &AnswerView::entityRequested, this, &SimulatorPanel::entityRequested);
    connect(m_answer, &AnswerView::resourceWanted, this, &SimulatorPanel::resourceWanted);
    m_fixes = new FixesView(m_document, m_result);
    m_veil = new Veil(m_result);
    connect(m_fixes, &FixesView::documentRequested, this, &SimulatorPanel::documentRequested);
    connect(m_answer, &AnswerView::stepChosen, this, &SimulatorPanel::explain);
    connect(m_answer, &AnswerView::documentRequested, this, &SimulatorPanel::openDocument);
    connect(m_why, &ExplanationView::documentRequested, this, &SimulatorPanel::openDocument);
}

void SimulatorPanel::assemble()
{
    const auto padded = [](QWidget *widget, int top, int bottom) {
        auto *layout = new QVBoxLayout;
        layout->setContentsMargins(theme::panelMargin, top, theme::panelMargin, bottom);
        layout->addWidget(widget);
        return layout;
    };
    auto *askHeader = new SectionHeader(tr("Ask"), this);
    QToolButton *token = askHeader->addButton(QStringLiteral("paste"), {}, tr("Paste a token or assertion: its claims become the context"));
    token->setObjectName(QStringLiteral("pasteToken"));
    connect(token, &QToolButton::clicked, this, &SimulatorPanel::pasteToken);
    m_copyButton = askHeader->addButton(QStringLiteral("copy"), {}, tr("Copy the answer as text"));
    m_copyButton->setObjectName(QStringLiteral("copyAnswer"));
    m_keepButton = askHeader->addButton(QStringLiteral("star"), tr("Keep as scenario"), tr("Keep question and answer as a scenario to check later"));
    m_keepButton->setObjectName(QStringLiteral("keep"));
    connect(m_copyButton, &QToolButton::clicked, this, &SimulatorPanel::copyAnswer);
    connect(m_keepButton, &QToolButton::clicked, this, &SimulatorPanel::keepScenario);

    // In place of what an answer can be used for: nothing below moves while routes are searched.
    m_busy = askHeader->addButton({}, tr("Searching routes … stop"), tr("Stop searching"));
    m_busy->setObjectName(QStringLiteral("stopSearch"));
    connect(m_busy, &QToolButton::clicked, this, &SimulatorPanel::cancel);

    auto *resultLayout = new QVBoxLayout(m_result);
    resultLayout->setContentsMargins(0, 0, 0, 0);
    resultLayout->setSpacing(0);
    resultLayout->addLayout(padded(m_answer, 2, theme::spacing));
    resultLayout->addLayout(padded(m_bring, 0, theme::tightSpacing));
    resultLayout->addLayout(padded(m_recipes, 0, theme::spacing));
    resultLayout->addWidget(m_fixes);
    resultLayout->addWidget(m_whyHeader);
    resultLayout->addLayout(padded(m_whyTitle, 6, 2));
    auto *whyLayout = new QVBoxLayout;
    whyLayout->setContentsMargins(theme::tightSpacing, 0, theme::spacing, theme::spacing);
    whyLayout->addWidget(m_why);
    resultLayout->addLayout(whyLayout);

    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("simulatorContent"));
    // Whatever a part of it would like, all of it stays within the panel.
    content->setMinimumWidth(1);
    // What grows and shrinks below doesn't have what stands above it painted anew.
    content->setAttribute(Qt::WA_StaticContents);
    m_result->setAttribute(Qt::WA_StaticContents);
    // Qt works out the heights of other things for the width that one would like at least.
    m_result->setMinimumWidth(1);
    m_bring->setMinimumWidth(1);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, theme::spacing + 2, 0, 0);
    layout->setSpacing(theme::spacing);
    layout->addLayout(padded(m_form, 0, 0));
    layout->addLayout(padded(m_context, 0, 0));
    auto *hops = new QHBoxLayout;
    hops->setContentsMargins(theme::panelMargin, 0, theme::panelMargin, 0);
    hops->addWidget(m_hopsText, 1);
    hops->addWidget(m_hops);
    layout->addLayout(hops);
    layout->addLayout(padded(m_passRole, 0, 0));
    layout->addLayout(padded(m_sessionPolicy, 0, 0));
    layout->addLayout(padded(m_hint, 0, 0));
    layout->addLayout(padded(m_empty, 0, 0));
    layout->addWidget(m_result);
    layout->addStretch();

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("simulatorScroll"));
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(120);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_followWhy)
            QMetaObject::invokeMethod(this, &SimulatorPanel::revealWhy, Qt::QueuedConnection);
    });
    connect(m_scroll->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_followWhy = false; });
    setMinimumWidth(330);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(askHeader);
    outer->addWidget(m_scroll, 1);
}

} // namespace rolewright
