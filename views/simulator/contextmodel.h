// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <map>
#include <vector>

namespace rolewright {

/// What the person says about a context key.
enum class KeyState { Absent, Given, Unknown, Derived };

struct ContextRow {
    QString key;
    QStringList values;
    KeyState state = KeyState::Absent;

    bool operator==(const ContextRow &) const = default;
};

/// The request context as rows key, value, state. Rows: the four that are always at hand (MFA, its age,
/// External ID, source IP), what was added, what the policies ask for, and derived keys that matter;
/// all derived ones on demand. Editing a value gives it, an empty value makes the key absent.
class ContextModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { KeyColumn, ValueColumn, StateColumn, columnCountValue };
    enum Roles { StateRole = Qt::UserRole + 1, TypeRole };

    explicit ContextModel(QObject *parent = nullptr);

    /// Puts what was said into a request.
    void fill(Request *request) const;
    /// Replaces what was said.
    void setGiven(const Context &context);
    void clear();
    const std::vector<ContextRow> &said() const { return m_said; }
    void setSaid(std::vector<ContextRow> rows); ///< none of them Derived
    /// What the last answer derived, and which keys its policies mention.
    void setAnswers(const std::vector<const Answer *> &answers);
    /// Keys that routes of the last answer bring along themselves: absent only without such a route.
    void setBrought(const QStringList &keys);

    void addKey(const QString &key);
    void setState(int row, KeyState state);
    /// States that a row can have, in the order of its menu.
    std::vector<KeyState> states(int row) const;
    int rowOf(const QString &key) const; ///< -1: none
    const ContextRow &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    void setShowAllDerived(bool show);
    bool showsAllDerived() const { return m_showAllDerived; }
    int hiddenDerivedCount() const; ///< derived keys that only "show all" shows
    /// What looks wrong with a row's value for the key's type; empty: nothing. Only a hint.
    QString hint(int row) const;

    static QString stateName(KeyState state);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void edited(); ///< what was said has changed
    void derivedChanged(); ///< hiddenDerivedCount() may be another

private:
    void say(const QString &key, KeyState state, const QStringList &values);
    void keepMfaConsistent(const QString &key);
    std::vector<ContextRow> wantedRows() const;
    void refresh();
    bool isBrought(const ContextRow &row) const;

    std::vector<ContextRow> m_rows;
    std::vector<ContextRow> m_said; ///< in the order added; never Derived
    std::map<QString, ContextRow> m_derived; ///< by lower-case key
    QStringList m_mentioned; ///< keys of conditions, as written
    QStringList m_brought;
    bool m_showAllDerived = false;
};

} // namespace rolewright
