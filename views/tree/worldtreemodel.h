// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "tree/entitylist.h"
#include "tree/treeedits.h"

#include <QAbstractItemModel>

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace rolewright {

/// The workspace as a tree: accounts with their users, groups, roles, policies, resources and identity
/// providers; the organization with its policies and nodes. Keeps its own ordered lists of ids and follows
/// WorkspaceDocument::changed() row by row, so that selection and expansion survive edits. Rows that the
/// filter hides aren't in the model at all. Renaming a row and dropping one on another are undoable edits.
/// A category is put in order when somebody looks into it; what a filter needs of all of them is made in a worker.
class WorldTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class NodeType { Account, Category, Entity, Organization, OrganizationCategory, OrganizationNode };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< uint, EntityId::value; 0 where the row isn't an entity
        KindRole, ///< int, EntityKind of an entity or a category; -1 for others
        TypeRole, ///< int, NodeType
        AccountRole, ///< QString, the account's id
        MutedRole, ///< QString shown after the name: a count, an account's id
        BadgesRole, ///< QStringList: what a role's trust policy asks for
        ErrorsRole, ///< int: how many of the entity's documents can't be used as they stand
        NodeRole, ///< QString, the id of a node of the organization
        KeyRole, ///< QString that names the row also after a reset
    };

    explicit WorldTreeModel(WorkspaceDocument *document, QObject *parent = nullptr);
    ~WorldTreeModel() override;

    /// Shows only entities whose name or ARN contains the text, ignoring case. Empty shows all.
    void setFilter(const QString &text);
    QString filter() const { return m_filter.text(); }
    int matchCount() const; ///< entities in the model

    QModelIndex indexOf(EntityId id) const; ///< invalid when there is no such row
    QModelIndex indexOfAccount(const QString &account) const;
    EntityId entityAt(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;
    Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }

signals:
    void refused(const QString &why); ///< an edit that can't be made, in words
    void edited(const QString &what); ///< an edit that was made by dropping, in words

private:
    struct Node;
    using Lists = std::map<std::pair<std::string, EntityKind>, std::shared_ptr<const EntityList>>;

    /// An entity's row: the category that it is in. Null for other rows.
    Node *categoryAt(const QModelIndex &index) const;
    const Node *nodeAt(const QModelIndex &index) const; ///< of rows that aren't an entity's
    Node *node(quintptr key) const;
    QModelIndex indexFor(const Node &node) const;
    QModelIndex indexFor(const Node &category, std::size_t row) const;
    Node *addNode(Node *parent, int row, NodeType type);
    void removeSubtree(quintptr key);
    void renumber(const Node &parent, std::size_t from);
    Node *categoryOf(const Entity &entity) const;
    static std::size_t countOf(const Node &node);
    void listRows(Node &category) const; ///< unless they are
    /// Its place in the category's rows, listed; their count where it isn't among them.
    static std::size_t find(const Node &category, EntityId id);

    void build();
    void prepare();
    void fillAccount(Node *account);
    void fillOrganization(Node *organization);
    void updateOrganization(Node *organization);
    void updatePolicies(Node *category);
    bool hasSameShape(const Node &node, const OrganizationNode &place) const;
    void updatePlaces(Node *node, const OrganizationNode &place);
    void addOrganizationNode(Node *parent, const OrganizationNode &node);
    void addAccepted(Node &category, const EntityList &entities) const;
    /// An account's entities of a kind; kept until names change.
    const EntityList &sorted(const std::string &account, EntityKind kind) const;

    void onChanged(const DocumentChange &change);
    void updateHeader();
    void updateEntity(EntityId id, const World &before);
    void removeNode(Node *node);
    void removeEntity(Node *category, std::size_t row);
    void insertEntity(Node *category, const Entity &entity);
    void sortIn(Node *category, std::size_t row, const Entity &entity); ///< moves a renamed row to its place
    std::size_t rowFor(const Node &category, const Entity &entity) const; ///< by name among the others

    std::optional<treeedits::Named> dropped(EntityId what, const QModelIndex &onto) const;
    QVariant entityData(EntityId id, int role) const;
    QVariant otherData(const Node &node, int role) const;
    QString mutedText(const Node &node) const;

    WorkspaceDocument *m_document;
    World m_world; ///< that the rows are of; the document's is a step further until changed() was heard
    std::vector<std::unique_ptr<Node>> m_nodes; ///< by key; 0 is the root, null what is gone
    mutable Lists m_sorted;
    NameFilter m_filter;
    LatestRunner<Lists> m_preparer;
};

} // namespace rolewright
