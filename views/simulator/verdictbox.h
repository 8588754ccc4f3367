// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QFrame>

#include <optional>

class QLabel;

namespace rolewright {

/// The verdict in its colour, with its icon and its word, and why in a sentence or two.
class VerdictBox : public QFrame
{
    Q_OBJECT
public:
    explicit VerdictBox(QWidget *parent = nullptr);

    /// `waits`: its near misses are still to come; so many had the same question's earlier answer.
    void setSimulation(const Simulation &simulation, std::optional<std::size_t> waits = std::nullopt);
    Verdict verdict() const { return m_verdict; }
    QString text() const; ///< title and sentences, plain

signals:
    void resourceWanted(); ///< somebody wants the resource in the workspace, so that nothing is taken for granted

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyColours();

    Verdict m_verdict = Verdict::Denied;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_body;
};

/// "if the caller brings External ID x. Directly: ✗ denied. …", rich text.
QString verdictDetails(const Simulation &simulation, std::optional<std::size_t> waits = std::nullopt);

} // namespace rolewright
