// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/contextmodel.h"

#include "evaluate/untold.h"
#include "simulator/contextvalues.h"
#include "theme/theme.h"

#include <QBrush>

#include <algorithm>

namespace rolewright {
namespace {

constexpr const char *mfaPresent = "aws:MultiFactorAuthPresent";
constexpr const char *mfaAge = "aws:MultiFactorAuthAge";
constexpr const char *quickKeys[] = {mfaPresent, mfaAge, "sts:ExternalId", "aws:SourceIp"};
constexpr int mostMentioned = 8;

bool sameKey(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

template <typename Rows>
auto findRow(Rows &rows, const QString &key)
{
    return std::find_if(rows.begin(), rows.end(), [&](const ContextRow &row) { return sameKey(row.key, key); });
}

QStringList toStrings(const std::vector<std::string> &values)
{
    QStringList result;
    for (const std::string &value : values)
        result += QString::fromStdString(value);
    return result;
}

} // namespace

ContextModel::ContextModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_rows = wantedRows();
}

QString ContextModel::stateName(KeyState state)
{
    switch (state) {
    case KeyState::Absent: return tr("absent");
    case KeyState::Given: return tr("given");
    case KeyState::Unknown: return tr("unknown");
    case KeyState::Derived: return tr("derived");
    }
    return {};
}

void ContextModel::fill(Request *request) const
{
    for (const ContextRow &row : m_said) {
        const std::string key = row.key.toStdString();
        if (row.state == KeyState::Unknown)
            request->context.setUnknown(key);
        // A key that the workspace doesn't tell isn't absent by being left out: it has to be said.
        if (row.state == KeyState::Absent && assumptionOf(key))
            request->context.set(key, std::vector<std::string>(), Provenance::Given, true);
        if (row.state != KeyState::Given)
            continue;
        std::vector<std::string> values;
        for (const QString &value : row.values)
            values.push_back(value.toStdString());
        request->context.set(key, values, Provenance::Given, isMultivaluedKey(row.key) || values.size() != 1);
    }
}

void ContextModel::setGiven(const Context &context)
{
    std::vector<ContextRow> rows;
    for (const auto &[lowered, value] : context.entries()) {
        if (value.provenance == Provenance::Derived)
            continue;
        const bool absent = value.values.empty() && value.list;
        const KeyState state = value.provenance == Provenance::Unknown ? KeyState::Unknown : absent ? KeyState::Absent : KeyState::Given;
        rows.push_back({QString::fromStdString(value.name), toStrings(value.values), state});
    }
    setSaid(std::move(rows));
}

void ContextModel::setSaid(std::vector<ContextRow> rows)
{
    m_said = std::move(rows);
    refresh();
    emit edited();
}

void ContextModel::clear()
{
    m_derived.clear();
    m_mentioned.clear();
    m_brought.clear();
    setGiven({});
}

void ContextModel::setAnswers(const std::vector<const Answer *> &answers)
{
    m_derived.clear();
    m_mentioned.clear();
    for (const Answer *answer : answers) {
        // The question's own answer comes first and wins over those of later steps.
        for (const auto &[lowered, value] : answer->request.context.entries()) {
            if (value.provenance == Provenance::Derived && answer == answers.front())
                m_derived[QString::fromStdString(lowered)] = {QString::fromStdString(value.name), toStrings(value.values), KeyState::Derived};
        }
        for (const LayerTrace &layer : answer->layers) {
            for (const PolicyTrace &policy : layer.policies) {
                for (const StatementTrace &statement : policy.statements) {
                    // Only of statements about this action: others' conditions can't change the answer.
                    const bool aboutThis = std::none_of(statement.elements.begin(), statement.elements.end(), [](const ElementTrace &e) {
                        return (e.kind == ElementKind::Action || e.kind == ElementKind::NotAction) && e.matched == Truth::False;
                    });
                    for (const ElementTrace &element : statement.elements) {
                        const QString key = QString::fromStdString(element.key);
                        if (aboutThis && element.kind == ElementKind::Condition && !m_mentioned.contains(key, Qt::CaseInsensitive))
                            m_mentioned += key;
                    }
                }
            }
        }
    }
    refresh();
    emit derivedChanged();
}

void ContextModel::setBrought(const QStringList &keys)
{
    if (m_brought == keys)
        return;
    m_brought = keys;
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

bool ContextModel::isBrought(const ContextRow &row) const
{
    return row.state == KeyState::Absent && m_brought.contains(row.key, Qt::CaseInsensitive);
}

std::vector<ContextRow> ContextModel::wantedRows() const
{
    std::vector<ContextRow> rows;
    const auto derived = [this](const QString &key) { return m_derived.find(key.toLower()); };
    const auto append = [&](const QString &key) {
        if (findRow(rows, key) != rows.end())
            return;
        if (const auto said = findRow(m_said, key); said != m_said.end())
            rows.push_back(*said);
        else if (const auto found = derived(key); found != m_derived.end())
            rows.push_back(found->second);
        else
            rows.push_back({key, {}, KeyState::Absent});
    };
    for (const char *key : quickKeys)
        append(QString::fromLatin1(key));
    for (const ContextRow &row : m_said)
        append(row.key);
    for (int i = 0; i < m_mentioned.size() && i < mostMentioned; ++i)
        append(m_mentioned[i]);
    if (m_showAllDerived) {
        for (const auto &[key, row] : m_derived)
            append(row.key);
    }
    return rows;
}

/// Changes only what differs, so that a cell being edited stays open.
void ContextModel::refresh()
{
    const std::vector<ContextRow> wanted = wantedRows();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const int row = static_cast<int>(i);
        const auto from = m_rows.begin() + row;
        const auto found = std::find_if(from, m_rows.end(), [&](const ContextRow &old) { return sameKey(old.key, wanted[i].key); });
        if (found == m_rows.end()) {
            beginInsertRows({}, row, row);
            m_rows.insert(from, wanted[i]);
            endInsertRows();
        } else if (found != from) {
            beginRemoveRows({}, row, static_cast<int>(found - m_rows.begin()) - 1);
            m_rows.erase(from, found);
            endRemoveRows();
        }
        if (m_rows[i] != wanted[i]) {
            m_rows[i] = wanted[i];
            emit dataChanged(index(row, 0), index(row, columnCountValue - 1));
        }
    }
    if (m_rows.size() > wanted.size()) {
        beginRemoveRows({}, static_cast<int>(wanted.size()), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(wanted.size());
        endRemoveRows();
    }
}

void ContextModel::say(const QString &key, KeyState state, const QStringList &values)
{
    const auto found = findRow(m_said, key);
    if (state == KeyState::Derived) {
        if (found != m_said.end())
            m_said.erase(found);
        return;
    }
    if (found == m_said.end())
        m_said.push_back({key, values, state});
    else
        *found = {found->key, values, state};
}

/// IAM User Guide, reference_policies_condition-keys: the age is there only with MFA. The table shows both,
/// so what follows from the one that was just said stays in sight.
void ContextModel::keepMfaConsistent(const QString &key)
{
    const QString present = QString::fromLatin1(mfaPresent), age = QString::fromLatin1(mfaAge);
    const auto said = findRow(m_said, key);
    if (said == m_said.end())
        return;
    const ContextRow now = *said;
    const bool without = now.state == KeyState::Absent || now.values == QStringList{QStringLiteral("false")};
    if (sameKey(key, present) && without && findRow(m_said, age) != m_said.end())
        say(age, KeyState::Absent, {});
    if (sameKey(key, age) && now.state == KeyState::Given)
        say(present, KeyState::Given, {QStringLiteral("true")});
}

void ContextModel::addKey(const QString &key)
{
    if (key.isEmpty())
        return;
    if (findRow(m_said, key) == m_said.end()) {
        say(key, KeyState::Absent, {});
        refresh();
    }
}

void ContextModel::setState(int row, KeyState state)
{
    if (row < 0 || row >= rowCount())
        return;
    const ContextRow &current = m_rows[static_cast<std::size_t>(row)];
    QStringList values = current.values;
    if (state == KeyState::Given && values.isEmpty())
        values = QStringList{valueSuggestion(current.key)};
    else if (state != KeyState::Given)
        values.clear();
    const QString key = current.key;
    say(key, state, values);
    keepMfaConsistent(key);
    refresh();
    emit edited();
}

std::vector<KeyState> ContextModel::states(int row) const
{
    const bool derived = m_derived.contains(m_rows[static_cast<std::size_t>(row)].key.toLower());
    // A derived key can't be taken away from the request, only overridden.
    if (derived)
        return {KeyState::Derived, KeyState::Given, KeyState::Unknown};
    return {KeyState::Given, KeyState::Absent, KeyState::Unknown};
}

int ContextModel::rowOf(const QString &key) const
{
    const auto found = findRow(m_rows, key);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void ContextModel::setShowAllDerived(bool show)
{
    m_showAllDerived = show;
    refresh();
}

int ContextModel::hiddenDerivedCount() const
{
    return static_cast<int>(std::count_if(m_derived.begin(), m_derived.end(), [this](const auto &entry) {
        return rowOf(entry.second.key) < 0;
    }));
}

QString ContextModel::hint(int row) const
{
    const ContextRow &current = m_rows[static_cast<std::size_t>(row)];
    return current.state == KeyState::Given ? valueHint(current.key, current.values) : QString();
}

int ContextModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ContextModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant ContextModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ContextRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case KeyColumn: return row.key;
        case ValueColumn:
            if (isBrought(row))
                return tr("a route brings it");
            return row.values.isEmpty() ? QStringLiteral("–") : row.values.join(QStringLiteral(", "));
        case StateColumn: return stateName(row.state);
        }
        return {};
    case Qt::EditRole:
        return index.column() == ValueColumn ? row.values.join(QStringLiteral(", ")) : data(index, Qt::DisplayRole);
    case Qt::ToolTipRole: {
        const QString wrong = hint(index.row());
        if (!wrong.isEmpty())
            return wrong;
        if (isBrought(row))
            return tr("%1: absent, unless a route brings it").arg(row.key);
        const QString type = keyType(row.key);
        const QString values = row.values.isEmpty() ? stateName(row.state) : row.values.join(QStringLiteral(", "));
        return type.isEmpty() ? tr("%1: %2").arg(row.key, values) : tr("%1 (%2): %3").arg(row.key, type, values);
    }
    case Qt::ForegroundRole:
        if (index.column() == ValueColumn && !hint(index.row()).isEmpty())
            return QBrush(theme::colours().warning);
        if (row.state != KeyState::Given || index.column() == StateColumn)
            return QBrush(theme::colours().mutedText);
        return {};
    case StateRole: return static_cast<int>(row.state);
    case TypeRole: return keyType(row.key);
    default: return {};
    }
}

QVariant ContextModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn: return tr("Key");
    case ValueColumn: return tr("Value");
    case StateColumn: return tr("State");
    default: return {};
    }
}

bool ContextModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || index.column() != ValueColumn || index.row() >= rowCount())
        return false;
    const ContextRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const QString text = value.toString().trimmed();
    const QString key = row.key;
    if (text == row.values.join(QStringLiteral(", ")))
        return false;
    if (text.isEmpty()) {
        say(key, m_derived.contains(key.toLower()) ? KeyState::Derived : KeyState::Absent, {});
    } else {
        QStringList values{text};
        if (isMultivaluedKey(key)) {
            values = text.split(u',', Qt::SkipEmptyParts);
            for (QString &each : values)
                each = each.trimmed();
        }
        say(key, KeyState::Given, values);
    }
    keepMfaConsistent(key);
    refresh();
    emit edited();
    return true;
}

Qt::ItemFlags ContextModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == ValueColumn ? shown | Qt::ItemIsEditable : shown;
}

} // namespace rolewright
