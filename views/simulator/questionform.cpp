// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/questionform.h"

#include "catalog/catalog.h"
#include "evaluate/multiresource.h"
#include "policy/arn.h"
#include "policy/askedresource.h"
#include "simulator/actionsuggestions.h"
#include "simulator/completionfield.h"
#include "simulator/resourcesuggestions.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace rolewright {
namespace {

constexpr int labelWidth = 56;

std::optional<Suggestion> describeAction(const QString &text)
{
    const CatalogAction *action = Catalog::builtIn().action(text.toStdString());
    if (!action)
        return std::nullopt;
    return Suggestion{text, text, accessLevelName(action->level), {}};
}

} // namespace

QuestionForm::QuestionForm(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_world(document->world())
    , m_principal(new CompletionField([this](const QString &typed) { return m_principals.suggest(typed); }, this))
    , m_action(new CompletionField(&suggestActions, this))
    , m_resource(new CompletionField(
          [this](const QString &typed) { return suggestResources(m_world, m_action->value(), principalArn(), typed); }, this))
    , m_further(new QVBoxLayout)
    , m_more(new QToolButton(this))
    , m_accountLabel(new QLabel(tr("in"), this))
    , m_account(new QComboBox(this))
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(theme::spacing);
    layout->setVerticalSpacing(6);
    layout->setColumnMinimumWidth(0, labelWidth);
    layout->setColumnStretch(1, 1);
    const auto addRow = [&](int row, QLabel *label, QWidget *field, const QString &name) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setBuddy(field);
        field->setObjectName(name);
        layout->addWidget(label, row, 0);
        layout->addWidget(field, row, 1);
    };
    addRow(0, new QLabel(tr("Can"), this), m_principal, QStringLiteral("principal"));
    addRow(1, new QLabel(tr("do"), this), m_action, QStringLiteral("action"));
    addRow(2, new QLabel(tr("on"), this), m_resource, QStringLiteral("resource"));
    m_further->setContentsMargins(0, 0, 0, 0);
    m_further->setSpacing(layout->verticalSpacing());
    m_more->setObjectName(QStringLiteral("moreResources"));
    m_more->setAutoRaise(true);
    m_more->setText(tr("+ another resource"));
    connect(m_more, &QToolButton::clicked, this, [this] {
        addResource({});
        m_furtherFields.last()->setFocus(Qt::TabFocusReason);
    });
    m_further->addWidget(m_more, 0, Qt::AlignLeft);
    layout->addLayout(m_further, 3, 1);
    addRow(4, m_accountLabel, m_account, QStringLiteral("resourceAccount"));
    m_principal->setPlaceholderText(tr("user, role, service …"));
    m_action->setPlaceholderText(tr("action, e.g. s3:GetObject"));
    m_resource->setPlaceholderText(tr("resource ARN or *"));
    m_principal->setAccessibleName(tr("Principal"));
    m_action->setAccessibleName(tr("Action"));
    m_resource->setAccessibleName(tr("Resource"));
    m_account->setAccessibleName(tr("Account of the resource"));
    m_account->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    m_principal->setDescriber([this](const QString &text) { return m_principals.describe(text); });
    m_action->setDescriber(&describeAction);
    m_resource->setDescriber([this](const QString &text) { return describeResource(m_world, text); });
    setWorld(m_world);

    connect(m_action, &CompletionField::taken, this, &QuestionForm::onActionTaken);
    connect(m_resource, &QLineEdit::textChanged, this, &QuestionForm::updateAccounts);
    for (CompletionField *field : {m_principal, m_action, m_resource})
        connect(field, &QLineEdit::textChanged, this, &QuestionForm::edited);
    connect(m_action, &QLineEdit::textChanged, this, &QuestionForm::updateMore);
    connect(m_resource, &QLineEdit::textChanged, this, &QuestionForm::updateMore);
    updateMore();
    connect(m_account, &QComboBox::currentIndexChanged, this, &QuestionForm::edited);
    updateAccounts();
}

void QuestionForm::setWorld(const World &world, bool sameNames)
{
    m_world = world;
    m_principals.setWorld(world, sameNames);
    if (sameNames)
        return;
    const QSignalBlocker blocker(m_account);
    const QString kept = m_account->currentData().toString();
    m_account->clear();
    m_account->addItem(theme::accountIcon(), tr("the acting user's or role's account"), QString());
    for (const AccountInfo &account : world.header().accounts) {
        const QString id = QString::fromStdString(account.id);
        const QString label = account.name.empty() ? id : QString::fromStdString(account.name) + u' ' + id;
        m_account->addItem(theme::accountIcon(), label, id);
    }
    m_account->setCurrentIndex(std::max(0, m_account->findData(kept)));
    updateAccounts();
    m_principal->update();
    m_resource->update();
}

/// A resource that the workspace lists belongs to its account; only for others there is a choice.
void QuestionForm::updateAccounts()
{
    const std::string text = m_resource->value().toStdString();
    const std::optional<Arn> arn = parseArn(text);
    const EntityPtr known = m_world.findByArn(text);
    const bool open = arn && arn->account.empty() && !known && m_world.header().accounts.size() > 1;
    m_accountLabel->setVisible(open);
    m_account->setVisible(open);
    if (!open || m_account->currentIndex() > 0 || arn->service != "s3")
        return;
    // An object of a known bucket.
    const std::string bucket = text.substr(0, text.find('/'));
    if (const EntityPtr entity = m_world.findByArn(bucket)) {
        m_accountLabel->hide();
        m_account->hide();
    }
}

void QuestionForm::addResource(const QString &arn)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::tightSpacing);
    auto *field = new CompletionField(
        [this](const QString &typed) { return suggestResources(m_world, m_action->value(), principalArn(), typed); }, row);
    field->setObjectName(QStringLiteral("furtherResource"));
    field->setPlaceholderText(tr("resource ARN"));
    field->setAccessibleName(tr("Further resource"));
    field->setDescriber([this](const QString &text) { return describeResource(m_world, text); });
    auto *remove = new QToolButton(row);
    remove->setObjectName(QStringLiteral("removeResource"));
    remove->setAutoRaise(true);
    remove->setIcon(theme::icon(QStringLiteral("close")));
    remove->setToolTip(tr("Leave this resource out"));
    remove->setAccessibleName(remove->toolTip());
    layout->addWidget(field, 1);
    layout->addWidget(remove);
    m_further->insertWidget(static_cast<int>(m_furtherFields.size()), row);
    m_furtherFields += field;
    connect(field, &QLineEdit::textChanged, this, &QuestionForm::edited);
    connect(remove, &QToolButton::clicked, this, [this, field] { removeResource(field); });
    field->setValue(arn);
    emit edited();
}

void QuestionForm::removeResource(CompletionField *field)
{
    m_furtherFields.removeOne(field);
    field->parentWidget()->hide();
    field->parentWidget()->deleteLater();
    emit edited();
}

/// Offered where the request can be about more than one; what it is always about stands in the tool tip.
void QuestionForm::updateMore()
{
    const CatalogAction *action = Catalog::builtIn().action(m_action->value().toStdString());
    QStringList types;
    for (const std::string &type : action ? requiredResourceTypes(action->text()) : std::vector<std::string>())
        types += QString::fromStdString(type);
    m_more->setVisible(m_resource->value() != QStringLiteral("*") && !m_resource->value().isEmpty()
                       && ((action && action->resources.size() > 1) || !m_furtherFields.isEmpty()));
    m_more->setToolTip(types.size() > 1 ? tr("%1 is always about: %2. All of them have to be allowed.").arg(m_action->value(), types.join(QStringLiteral(", ")))
                                        : tr("The request is about several resources; all of them have to be allowed"));
}

void QuestionForm::setResources(const QStringList &arns)
{
    while (!m_furtherFields.isEmpty())
        removeResource(m_furtherFields.last());
    for (qsizetype i = 1; i < arns.size(); ++i)
        addResource(arns[i]);
}

void QuestionForm::onActionTaken()
{
    const CatalogAction *action = Catalog::builtIn().action(m_action->value().toStdString());
    if (action && action->resources.empty())
        m_resource->setValue(QStringLiteral("*"));
    else if (action && m_resource->value() == QStringLiteral("*"))
        m_resource->clear();
}

/// The field holds an ARN, or the name of exactly one principal.
QString QuestionForm::principalArn() const
{
    const QString text = m_principal->value();
    if (parsePrincipal(text.toStdString()))
        return text;
    const std::optional<Suggestion> named = m_principals.describe(text);
    return named ? named->value : QString();
}

bool QuestionForm::isEmpty() const
{
    return m_principal->value().isEmpty() && m_action->value().isEmpty() && m_resource->value().isEmpty();
}

QString QuestionForm::hint() const
{
    const QString action = m_action->value(), resource = m_resource->value();
    if (isEmpty())
        return {};
    if (m_principal->value().isEmpty())
        return tr("Say who: type three letters of a name and press Enter.");
    if (principalArn().isEmpty())
        return tr("“%1” isn't a principal: choose one from the list or paste an ARN.").arg(m_principal->value());
    if (action.isEmpty())
        return tr("Say what: type a service or an action, e.g. “getobj”.");
    if (action.contains(u'*') || action.contains(u'?'))
        return tr("Ask for one action: wildcards belong in policies, not in requests.");
    if (action.count(u':') != 1 || action.startsWith(u':') || action.endsWith(u':'))
        return tr("“%1” isn't an action: write service:Action.").arg(action);
    if (resource.isEmpty())
        return tr("Say on what: an ARN, or * where the action has no resource.");
    if (const qsizetype variable = resource.indexOf(QStringLiteral("${")); variable >= 0) {
        const QString name = resource.mid(variable + 2, resource.indexOf(u'}', variable) - variable - 2);
        return tr("Fill in %1 (Tab goes to the next).").arg(name);
    }
    if (resource != QStringLiteral("*") && !parseArn(resource.toStdString()))
        return tr("“%1” isn't an ARN.").arg(resource);
    for (const CompletionField *field : m_furtherFields) {
        const QString further = field->value();
        if (!further.isEmpty() && (further.contains(QStringLiteral("${")) || !parseArn(further.toStdString())))
            return tr("“%1” isn't an ARN.").arg(further);
    }
    return {};
}

QString QuestionForm::remark() const
{
    for (const QString &text : resourceTexts()) {
        const QString resource = text.trimmed();
        if (looksLikePattern(resource.toStdString()))
            return tr("A request is about one resource: * and ? in “%1” are taken as they stand.").arg(resource);
    }
    return {};
}

std::optional<Request> QuestionForm::request() const
{
    if (isEmpty() || !hint().isEmpty())
        return std::nullopt;
    std::optional<Principal> principal = parsePrincipal(principalArn().toStdString());
    if (!principal)
        return std::nullopt;
    Request request;
    request.principal = std::move(*principal);
    request.action = m_action->value().toStdString();
    request.resource = m_resource->value().toStdString();
    for (const CompletionField *field : m_furtherFields) {
        if (!field->value().isEmpty())
            request.resources.push_back({field->value().toStdString(), {}});
    }
    if (!request.resources.empty())
        request.resources.insert(request.resources.begin(), RequestedResource{request.resource, {}});
    if (m_account->isVisibleTo(this))
        request.resourceAccount = m_account->currentData().toString().toStdString();
    return request;
}

void QuestionForm::setQuestion(const QString &principal, const QString &action, const QString &resource)
{
    if (!principal.isEmpty())
        m_principal->setValue(principal);
    if (!action.isEmpty())
        m_action->setValue(action);
    if (!resource.isEmpty())
        m_resource->setValue(resource);
}

void QuestionForm::setResourceAccount(const QString &account)
{
    m_account->setCurrentIndex(std::max(0, m_account->findData(account)));
}

QStringList QuestionForm::resourceTexts() const
{
    QStringList texts{m_resource->text()};
    for (const CompletionField *field : m_furtherFields)
        texts += field->text();
    return texts;
}

QString QuestionForm::resourceAccount() const
{
    return m_account->currentData().toString();
}

void QuestionForm::clear()
{
    for (CompletionField *field : {m_principal, m_action, m_resource})
        field->clear();
    setResources({});
    m_account->setCurrentIndex(0);
}

} // namespace rolewright
