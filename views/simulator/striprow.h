// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/flowlayout.h"
#include "simulator/strip.h"

#include <QHash>
#include <QWidget>

#include <functional>
#include <optional>

class QTextLayout;

namespace rolewright {

/// One row of a strip: a node or a link. It draws its words itself and has children for chips only: an answer with some routes has a
/// hundred rows, and each may change with every key.
class StripRow : public QWidget
{
public:
    explicit StripRow(QWidget *parent);

    void setNode(const StripNode &node);
    void setLink(const StripLink &link);
    /// The line's two halves; none: no line there.
    void setLines(std::optional<Verdict> above, std::optional<Verdict> below);
    void setCurrent(bool current);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    std::function<void()> chosen; ///< by a click, Enter or Space; of a link
    std::function<void()> opened; ///< by a double click, Enter or Space; of a node that has a page

protected:
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setWords(const QString &name, const QString &detail);
    int layOut(QTextLayout &layout, int width) const;
    int wordsHeight(int width) const;
    void makeChips(const StripLink &link);
    void placeChips();

    QIcon m_icon; ///< of a node
    QString m_name; ///< bold
    QString m_detail; ///< muted
    QStringList m_chipTexts;
    QString m_command;
    FlowLayout m_chips{4};
    std::optional<Verdict> m_above, m_below;
    bool m_current = false;
    mutable QHash<int, int> m_heights; ///< of the words, by the width that they have
};

} // namespace rolewright
