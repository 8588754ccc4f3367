// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/tokendialog.h"

#include "evaluate/evaluate.h"
#include "routes/tokenrefusal.h"
#include "simulator/claimsmodel.h"
#include "simulator/recipebox.h"
#include "theme/theme.h"
#include "words/claimwords.h"
#include "words/words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeView>
#include <QVBoxLayout>

namespace rolewright {
namespace {

QString nameOf(const World &world, const std::string &arn)
{
    const EntityPtr entity = world.findByArn(arn);
    return QString::fromStdString(entity ? entity->name() : arn);
}

/// With what the token was asked about.
std::vector<Recipe> recipesFor(const Request &request)
{
    HopNeeds needs;
    if (const ContextValue *name = request.context.find("sts:RoleSessionName"); name && name->values.size() == 1)
        needs.roleSessionName = name->values.front();
    return webIdentityRecipes(request.principal, request.resource, needs, request.context);
}

} // namespace

TokenDialog::TokenDialog(WorkspaceDocument *document, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_text(new QPlainTextEdit)
    , m_provider(new QComboBox)
    , m_role(new QComboBox)
    , m_model(new ClaimsModel(this))
    , m_table(new QTreeView)
    , m_verdictIcon(new QLabel)
    , m_verdict(new QLabel)
    , m_recipes(new RecipeBox)
    , m_show(new QPushButton(tr("Show the condition")))
    , m_ask(new QPushButton(tr("Ask with these claims")))
    , m_runner(this, [this](const Outcome &outcome) { showOutcome(outcome); })
{
    setWindowTitle(tr("Token or assertion"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 620);
    m_text->setObjectName(QStringLiteral("tokenText"));
    m_text->setFont(theme::monospaceFont());
    m_text->setPlaceholderText(tr("Paste a JWT, its payload, or a SAML response"));
    m_text->setAccessibleName(tr("Token or assertion"));
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false); // nothing of it is kept
    m_provider->setObjectName(QStringLiteral("tokenProvider"));
    m_role->setObjectName(QStringLiteral("tokenRole"));
    m_role->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_table->setObjectName(QStringLiteral("claims"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->header()->setSectionResizeMode(ClaimsModel::ValueColumn, QHeaderView::Stretch);
    m_table->header()->resizeSection(ClaimsModel::ClaimColumn, 130);
    m_table->header()->resizeSection(ClaimsModel::KeyColumn, 290);
    m_table->header()->setStretchLastSection(false);
    m_verdict->setObjectName(QStringLiteral("tokenVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdictIcon->setAlignment(Qt::AlignTop);
    auto *note = new QLabel(tr("It is only read here: no signature is checked, so this says what AWS would do if the token is genuine "
                               "and still valid. Nothing of it is stored or sent."));
    note->setProperty("look", QStringLiteral("muted"));
    note->setWordWrap(true);

    auto *form = new QGridLayout;
    form->setColumnStretch(1, 1);
    form->setHorizontalSpacing(theme::spacing);
    form->addWidget(new QLabel(tr("Provider")), 0, 0);
    form->addWidget(m_provider, 0, 1);
    form->addWidget(new QLabel(tr("becomes")), 1, 0);
    form->addWidget(m_role, 1, 1);
    auto *outcome = new QGridLayout;
    outcome->setColumnStretch(1, 1);
    outcome->setHorizontalSpacing(theme::spacing);
    outcome->addWidget(m_verdictIcon, 0, 0, Qt::AlignTop);
    outcome->addWidget(m_verdict, 0, 1);
    outcome->addWidget(m_show, 1, 1, Qt::AlignLeft);
    m_show->setProperty("look", QStringLiteral("link"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_ask->setObjectName(QStringLiteral("tokenAsk"));
    m_ask->setProperty("look", QStringLiteral("primary"));
    buttons->addButton(m_ask, QDialogButtonBox::ActionRole);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_text, 2);
    layout->addWidget(note);
    layout->addWidget(m_table, 3);
    layout->addLayout(form);
    layout->addLayout(outcome);
    layout->addWidget(m_recipes);
    layout->addWidget(buttons);

    connect(m_text, &QPlainTextEdit::textChanged, this, &TokenDialog::read);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &TokenDialog::fillRoles);
    connect(m_role, &QComboBox::currentIndexChanged, this, &TokenDialog::evaluate);
    connect(m_ask, &QPushButton::clicked, this, &TokenDialog::ask);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (!m_hints.empty())
            emit documentRequested(m_hints.front().where, m_hints.front().span, Verdict::Denied);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    // Somebody mends the trust policy beside this window.
    connect(document, &WorkspaceDocument::changed, this, &TokenDialog::read);
    read();
}

void TokenDialog::read()
{
    ClaimsResult result = readClaims(m_text->toPlainText().toUtf8());
    m_claims = std::move(result.claims);
    m_model->show(m_claims ? m_claims->claims : std::vector<Claim>());
    {
        const QSignalBlocker blocker(m_provider);
        const QString kept = m_provider->currentData().toString();
        m_provider->clear();
        if (m_claims) {
            for (const std::string &arn : providersFor(m_document->world(), *m_claims))
                m_provider->addItem(theme::entityIcon(EntityKind::Provider), nameOf(m_document->world(), arn), QString::fromStdString(arn));
        }
        m_provider->setCurrentIndex(std::max(0, m_provider->findData(kept)));
    }
    m_provider->setEnabled(m_provider->count() > 1);
    fillRoles();
    if (!m_claims)
        tell(words::claimsError(result.error.code, result.error.arguments));
    else if (m_provider->count() == 0)
        tell(m_claims->kind == Claims::Kind::Saml ? tr("The workspace has no SAML provider that this assertion could be of.")
                                                  : tr("The workspace has no identity provider for %1; AWS would refuse the token.").arg(m_claims->issuer));
}

void TokenDialog::fillRoles()
{
    {
        const QSignalBlocker blocker(m_role);
        const QString kept = m_role->currentData().toString();
        m_role->clear();
        const std::string provider = m_provider->currentData().toString().toStdString();
        if (!provider.empty()) {
            for (const std::string &arn : rolesTrusting(m_document->world(), provider))
                m_role->addItem(theme::entityIcon(EntityKind::Role), nameOf(m_document->world(), arn), QString::fromStdString(arn));
        }
        const int before = m_role->findData(kept);
        const int offered = m_claims && !m_claims->roles.isEmpty() ? m_role->findData(m_claims->roles.front()) : 0;
        m_role->setCurrentIndex(std::max(0, before >= 0 ? before : offered));
    }
    m_role->setEnabled(m_role->count() > 0);
    evaluate();
}

void TokenDialog::tell(const QString &text)
{
    m_runner.cancel();
    m_hints.clear();
    m_show->hide();
    m_recipes->show({});
    m_verdictIcon->clear();
    m_verdict->setText(text);
    m_ask->setEnabled(false);
}

void TokenDialog::evaluate()
{
    const std::string provider = m_provider->currentData().toString().toStdString();
    const std::string role = m_role->currentData().toString().toStdString();
    const std::optional<Principal> principal = parsePrincipal(provider);
    if (!m_claims || !principal)
        return tell({});
    if (role.empty())
        return tell(tr("No role's trust policy names this provider."));
    Request request;
    request.principal = *principal;
    request.action = m_claims->action();
    request.resource = role;
    request.context = m_claims->context(provider);
    m_ask->setEnabled(true);
    m_runner.start([world = m_document->world(), request, offered = offeredRoles()](const CancelFlag &) {
        Outcome outcome{rolewright::evaluate(world, request), {}, tokenRefusal(world, request, offered)};
        if (outcome.refusal && outcome.answer.verdict == Verdict::Allowed)
            outcome.answer.verdict = Verdict::Denied;
        if (outcome.answer.verdict != Verdict::Allowed)
            outcome.hints = claimHints(outcome.answer);
        return outcome;
    });
}

void TokenDialog::showOutcome(const Outcome &outcome)
{
    m_hints = outcome.hints;
    QStringList lines;
    const QString role = m_role->currentText();
    switch (outcome.answer.verdict) {
    case Verdict::Allowed: lines += tr("Allowed: whoever brings this may become “%1”.").arg(role); break;
    case Verdict::Denied: lines += tr("Denied: this doesn't make anybody “%1”.").arg(role); break;
    case Verdict::Depends: lines += tr("Depends: whether this makes somebody “%1” can't be told from the claims.").arg(role); break;
    }
    if (outcome.refusal)
        lines += QStringLiteral("• ") + words::missing(*outcome.refusal);
    for (const ClaimHint &hint : outcome.hints)
        lines += QStringLiteral("• ") + words::claimHint(hint);
    if (outcome.hints.empty() && !outcome.refusal && outcome.answer.verdict != Verdict::Allowed)
        lines += words::answerSummary(outcome.answer);
    m_verdictIcon->setPixmap(theme::verdictIcon(outcome.answer.verdict).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_verdict->setText(lines.join(u'\n'));
    m_show->setVisible(!m_hints.empty());
    m_recipes->show(outcome.answer.verdict == Verdict::Allowed ? recipesFor(outcome.answer.request) : std::vector<Recipe>());
}

std::optional<std::vector<std::string>> TokenDialog::offeredRoles() const
{
    if (!m_claims || m_claims->kind != Claims::Kind::Saml)
        return std::nullopt;
    std::vector<std::string> offered;
    for (const QString &role : m_claims->roles)
        offered.push_back(role.toStdString());
    return offered;
}

/// The answer stands where the dialog would cover it.
void TokenDialog::ask()
{
    const QString provider = m_provider->currentData().toString();
    if (!m_claims || provider.isEmpty())
        return;
    emit askRequested(provider, QString::fromStdString(m_claims->action()), m_role->currentData().toString(), m_claims->context(provider.toStdString()), offeredRoles());
    close();
}

} // namespace rolewright
