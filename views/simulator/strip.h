// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QIcon>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace rolewright {

class StripRow;

/// Who or what a route passes.
struct StripNode {
    QIcon icon;
    QString name;
    QString detail; ///< muted, behind the name
    EntityId entity; ///< its page; none: it has no page

    bool operator==(const StripNode &other) const;
};

/// What leads from a node to the next.
struct StripLink {
    QString text;
    QStringList chips;
    QString command; ///< to copy; empty: none
    Verdict verdict = Verdict::Allowed;

    bool operator==(const StripLink &) const = default;
};

/// What stands below the steps: what is missing, and what would mend it.
struct StripNote {
    QString text;
    QString fix; ///< empty: none is known
    DocumentRef where; ///< the text to look at; no owner: none
    Span span;

    bool operator==(const StripNote &) const = default;
};

/// A way to tell as steps: links.size() is nodes.size() - 1; link i is step i.
struct StripData {
    std::vector<StripNode> nodes;
    std::vector<StripLink> links;
    std::vector<StripNote> notes;

    bool operator==(const StripData &) const = default;
};

StripData directStrip(const World &world, const Answer &answer);
StripData routeStrip(const World &world, const Request &question, const Route &route);
StripData nearMissStrip(const World &world, const Request &question, const NearMiss &miss);

/// The steps from top to bottom, joined by a line in the colour of their verdict. A click, Enter or Space
/// on a step chooses it. Shown other data, it makes only that anew which differs.
class Strip : public QWidget
{
    Q_OBJECT
public:
    explicit Strip(QWidget *parent = nullptr);
    ~Strip() override;

    void setData(const StripData &content);
    void setCurrentStep(int step); ///< -1: none
    int stepCount() const { return static_cast<int>(m_data.links.size()); }
    std::vector<QWidget *> nodes() const; ///< that have a page
    /// Activates as a click does.
    void chooseStep(int step);

signals:
    void stepChosen(int step);
    void entityRequested(rolewright::EntityId entity); ///< somebody double-clicked it, or pressed Enter on it
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span); ///< of a note

private:
    void fill(std::size_t row);
    void makeNotes();

    QVBoxLayout *m_layout;
    StripData m_data;
    std::vector<StripRow *> m_rows; ///< nodes and links, in turn
    std::vector<StripRow *> m_nodes; ///< that have a page
    QWidget *m_notes = nullptr;
};

} // namespace rolewright
