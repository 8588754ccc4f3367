// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paletteentry.h"

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace rolewright {

class PaletteModel;

/// A list over the window that leads anywhere by a few typed letters. Enter chooses, Ctrl+Enter chooses the
/// other way (asks about it), Escape leaves.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    using Chosen = std::function<void(const PaletteEntry &entry, bool otherWay)>;

    explicit CommandPalette(QWidget *window);

    void open(const QString &placeholder, const QString &hint, std::vector<PaletteEntry> entries, Chosen chosen);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onEdited(const QString &text);
    void choose(bool otherWay);
    void move(int rows);
    void place();
    void leave();

    QLineEdit *m_edit;
    QListView *m_view;
    QLabel *m_nothing;
    QLabel *m_hint;
    PaletteModel *m_model;
    Chosen m_chosen;
    QPointer<QWidget> m_focusBefore;
};

} // namespace rolewright
