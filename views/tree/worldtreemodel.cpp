// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/worldtreemodel.h"

#include "tree/naturalorder.h"
#include "tree/treenode.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {

bool comesBefore(const Entity &left, const Entity &right)
{
    const int order = naturalCompare(QString::fromStdString(left.name()), QString::fromStdString(right.name()));
    return order != 0 ? order < 0 : left.id < right.id;
}

/// Entities' indexes carry the key of their category and this bit.
constexpr quintptr entityBit = 1;

constexpr EntityKind accountKinds[] = {EntityKind::User,   EntityKind::Group,    EntityKind::Role,
                                       EntityKind::Policy, EntityKind::Resource, EntityKind::Provider};

} // namespace

WorldTreeModel::WorldTreeModel(WorkspaceDocument *document, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
    , m_world(document->world())
    , m_preparer(this, [this](Lists lists) { m_sorted.merge(lists); }, &workers(Urgency::Patient))
{
    build();
    prepare();
    connect(document, &WorkspaceDocument::changed, this, &WorldTreeModel::onChanged);
}

WorldTreeModel::~WorldTreeModel() = default;

void WorldTreeModel::setFilter(const QString &text)
{
    if (text == m_filter.text())
        return;
    beginResetModel();
    m_filter = NameFilter(text);
    build();
    endResetModel();
}

int WorldTreeModel::matchCount() const
{
    std::size_t count = 0;
    for (const std::unique_ptr<Node> &each : m_nodes)
        count += each ? countOf(*each) - each->children.size() : 0;
    return static_cast<int>(count);
}

QModelIndex WorldTreeModel::indexOf(EntityId id) const
{
    const EntityPtr entity = m_world.find(id);
    Node *category = entity ? categoryOf(*entity) : nullptr;
    if (!category)
        return {};
    listRows(*category);
    const std::size_t row = find(*category, id);
    return row < category->rows.size() ? indexFor(*category, row) : QModelIndex();
}

QModelIndex WorldTreeModel::indexOfAccount(const QString &account) const
{
    const std::string id = account.toStdString();
    for (const quintptr key : node(0)->children) {
        if (node(key)->type == NodeType::Account && node(key)->account == id)
            return indexFor(*node(key));
    }
    return {};
}

EntityId WorldTreeModel::entityAt(const QModelIndex &index) const
{
    const Node *category = categoryAt(index);
    return category ? category->rows[static_cast<std::size_t>(index.row())].id : EntityId{};
}

QModelIndex WorldTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || categoryAt(parent))
        return {};
    Node *above = node(parent.isValid() ? parent.internalId() >> 1 : 0);
    if (static_cast<std::size_t>(row) >= countOf(*above))
        return {};
    if (!above->children.empty())
        return indexFor(*node(above->children[static_cast<std::size_t>(row)]));
    listRows(*above);
    return indexFor(*above, static_cast<std::size_t>(row));
}

QModelIndex WorldTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node *category = categoryAt(index);
    return indexFor(category ? *category : *node(nodeAt(index)->parent));
}

int WorldTreeModel::rowCount(const QModelIndex &parent) const
{
    return categoryAt(parent) ? 0 : static_cast<int>(countOf(*nodeAt(parent)));
}

int WorldTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

WorldTreeModel::Node *WorldTreeModel::categoryAt(const QModelIndex &index) const
{
    return index.isValid() && (index.internalId() & entityBit) ? node(index.internalId() >> 1) : nullptr;
}

const WorldTreeModel::Node *WorldTreeModel::nodeAt(const QModelIndex &index) const
{
    return node(index.isValid() ? index.internalId() >> 1 : 0);
}

WorldTreeModel::Node *WorldTreeModel::node(quintptr key) const
{
    return m_nodes.at(key).get();
}

QModelIndex WorldTreeModel::indexFor(const Node &node) const
{
    return node.key == 0 ? QModelIndex() : createIndex(node.row, 0, node.key << 1);
}

QModelIndex WorldTreeModel::indexFor(const Node &category, std::size_t row) const
{
    return createIndex(static_cast<int>(row), 0, (category.key << 1) | entityBit);
}

WorldTreeModel::Node *WorldTreeModel::addNode(Node *parent, int row, NodeType type)
{
    auto made = std::make_unique<Node>();
    made->type = type;
    made->key = m_nodes.size();
    made->parent = parent->key;
    made->account = parent->account;
    made->row = row;
    Node *added = made.get();
    m_nodes.push_back(std::move(made));
    parent->children.insert(parent->children.begin() + row, added->key);
    renumber(*parent, static_cast<std::size_t>(row) + 1);
    return added;
}

void WorldTreeModel::renumber(const Node &parent, std::size_t from)
{
    for (std::size_t row = from; row < parent.children.size(); ++row)
        node(parent.children[row])->row = static_cast<int>(row);
}

void WorldTreeModel::removeSubtree(quintptr key)
{
    const std::unique_ptr<Node> gone = std::move(m_nodes.at(key));
    for (const quintptr child : gone->children)
        removeSubtree(child);
}

WorldTreeModel::Node *WorldTreeModel::categoryOf(const Entity &entity) const
{
    const auto *policy = entity.as<OrganizationPolicy>();
    for (const quintptr key : node(0)->children) {
        const Node *top = node(key);
        if (policy ? top->type != NodeType::Organization : top->type != NodeType::Account || top->account != entity.account)
            continue;
        for (const quintptr child : top->children) {
            if (policy ? node(child)->type == NodeType::OrganizationCategory && node(child)->policyType == policy->type : node(child)->kind == entity.kind())
                return node(child);
        }
    }
    return nullptr;
}

std::size_t WorldTreeModel::countOf(const Node &node)
{
    return node.children.size() + (node.hasRows ? node.rows.size() : node.rowCount);
}

std::size_t WorldTreeModel::find(const Node &category, EntityId id)
{
    const auto found = std::find_if(category.rows.begin(), category.rows.end(), [id](const Node::Row &row) { return row.id == id; });
    return static_cast<std::size_t>(found - category.rows.begin());
}

void WorldTreeModel::listRows(Node &category) const
{
    if (!category.hasRows)
        addAccepted(category, sorted(category.account, category.kind));
}

void WorldTreeModel::build()
{
    m_nodes.clear();
    m_nodes.push_back(std::make_unique<Node>());
    Node *root = node(0);
    for (const AccountInfo &account : m_world.header().accounts) {
        Node *added = addNode(root, static_cast<int>(root->children.size()), NodeType::Account);
        added->account = account.id;
        fillAccount(added);
    }
    if (m_world.header().organization || !m_world.organizationPolicies().empty())
        fillOrganization(addNode(root, static_cast<int>(root->children.size()), NodeType::Organization));
}

/// Makes in a worker what a filter will ask for: it is typed into after a moment.
void WorldTreeModel::prepare()
{
    std::vector<Lists::key_type> missing;
    for (const AccountInfo &account : m_world.header().accounts) {
        for (const EntityKind kind : accountKinds) {
            if (!m_sorted.contains({account.id, kind}))
                missing.emplace_back(account.id, kind);
        }
    }
    m_preparer.start([world = m_world, missing = std::move(missing)](const CancelFlag &cancel) {
        Lists lists;
        for (const auto &[account, kind] : missing) {
            if (!cancel->load())
                lists.emplace(std::pair(account, kind), std::make_shared<const EntityList>(world.entities(account, kind)));
        }
        return lists;
    });
}

void WorldTreeModel::fillAccount(Node *account)
{
    for (const EntityKind kind : accountKinds) {
        Node *category = addNode(account, static_cast<int>(account->children.size()), NodeType::Category);
        category->kind = kind;
        category->rowCount = m_world.entities(account->account, kind).size();
        if (!m_filter.text().isEmpty())
            listRows(*category);
    }
}

void WorldTreeModel::addAccepted(Node &category, const EntityList &entities) const
{
    for (std::size_t place = 0; place < entities.size(); ++place) {
        if (entities.accepts(m_filter, place))
            category.rows.push_back({entities.id(place), entities.flags(place)});
    }
    category.hasRows = true;
}

const EntityList &WorldTreeModel::sorted(const std::string &account, EntityKind kind) const
{
    std::shared_ptr<const EntityList> &list = m_sorted[{account, kind}];
    if (!list)
        list = std::make_shared<const EntityList>(m_world.entities(account, kind));
    return *list;
}

void WorldTreeModel::onChanged(const DocumentChange &change)
{
    if (change.everything) {
        beginResetModel();
        m_sorted.clear();
        m_world = m_document->world();
        build();
        endResetModel();
        prepare();
        return;
    }
    const World before = m_world;
    const World now = m_document->world();
    if (change.names) {
        std::vector<EntityPtr> touched;
        for (const EntityId id : change.entities) {
            touched.push_back(before.find(id));
            touched.push_back(now.find(id));
        }
        std::erase(touched, nullptr);
        // Rows are listed as they were, and then change.
        for (const EntityPtr &entity : touched) {
            if (Node *category = categoryOf(*entity))
                listRows(*category);
        }
        for (const EntityPtr &entity : touched)
            m_sorted.erase({entity->account, entity->kind()});
    }
    m_world = now;
    if (change.header)
        updateHeader();
    for (const EntityId id : change.entities)
        updateEntity(id, before);
    if (change.names)
        prepare();
}

/// Accounts and the organization come and go by row; what stays keeps its rows, so that nothing open closes.
void WorldTreeModel::updateHeader()
{
    const std::vector<AccountInfo> &accounts = m_world.header().accounts;
    const bool hasOrganization = m_world.header().organization || !m_world.organizationPolicies().empty();
    const auto isThere = [&accounts](const std::string &id) {
        return std::any_of(accounts.begin(), accounts.end(), [&id](const AccountInfo &account) { return account.id == id; });
    };
    Node *root = node(0);
    Node *organization = nullptr;
    for (std::size_t row = root->children.size(); row-- > 0;) {
        Node *top = node(root->children[row]);
        const bool stays = top->type == NodeType::Organization ? hasOrganization : isThere(top->account);
        if (!stays)
            removeNode(top);
        else if (top->type == NodeType::Organization)
            organization = top;
    }
    for (std::size_t row = 0; row < accounts.size(); ++row) {
        if (indexOfAccount(QString::fromStdString(accounts[row].id)).isValid())
            continue;
        const int at = static_cast<int>(std::min(row, root->children.size() - (organization ? 1 : 0)));
        beginInsertRows({}, at, at);
        Node *added = addNode(root, at, NodeType::Account);
        added->account = accounts[row].id;
        fillAccount(added);
        endInsertRows();
    }
    if (organization) {
        updateOrganization(organization);
    } else if (hasOrganization) {
        const int at = static_cast<int>(root->children.size());
        beginInsertRows({}, at, at);
        fillOrganization(addNode(root, at, NodeType::Organization));
        endInsertRows();
    }
    for (const quintptr key : root->children)
        emit dataChanged(indexFor(*node(key)), indexFor(*node(key)));
}

void WorldTreeModel::updateEntity(EntityId id, const World &before)
{
    const EntityPtr was = before.find(id);
    const EntityPtr is = m_world.find(id);
    Node *from = was ? categoryOf(*was) : nullptr;
    Node *to = is ? categoryOf(*is) : nullptr;
    // Nobody has seen its row, and nothing was renamed.
    if (from && !from->hasRows)
        return;
    const std::size_t row = from ? find(*from, id) : 0;
    const bool isShown = from && row < from->rows.size();
    if (isShown && from == to) {
        from->rows[row].flags = flagsOf(*is);
        sortIn(from, row, *is);
        const QModelIndex shown = indexFor(*from, find(*from, id));
        emit dataChanged(shown, shown);
        return;
    }
    if (isShown)
        removeEntity(from, row);
    // An account that is new has its rows already.
    if (to && to->hasRows && find(*to, id) == to->rows.size())
        insertEntity(to, *is);
    // The first policy brings the organization's row, and the last one may take it along.
    else if (const EntityPtr &policy = is ? is : was; policy && !to && policy->kind() == EntityKind::OrganizationPolicy)
        updateHeader();
}

void WorldTreeModel::removeNode(Node *gone)
{
    Node *above = node(gone->parent);
    const int row = gone->row;
    beginRemoveRows(indexFor(*above), row, row);
    above->children.erase(above->children.begin() + row);
    removeSubtree(gone->key);
    renumber(*above, static_cast<std::size_t>(row));
    endRemoveRows();
}

void WorldTreeModel::removeEntity(Node *category, std::size_t row)
{
    const QModelIndex parent = indexFor(*category);
    beginRemoveRows(parent, static_cast<int>(row), static_cast<int>(row));
    category->rows.erase(category->rows.begin() + static_cast<std::ptrdiff_t>(row));
    endRemoveRows();
    emit dataChanged(parent, parent);
}

std::size_t WorldTreeModel::rowFor(const Node &category, const Entity &entity) const
{
    const auto place = std::find_if(category.rows.begin(), category.rows.end(), [&](const Node::Row &row) {
        const EntityPtr other = m_world.find(row.id);
        return other && other->id != entity.id && comesBefore(entity, *other);
    });
    return static_cast<std::size_t>(place - category.rows.begin());
}

void WorldTreeModel::sortIn(Node *category, std::size_t from, const Entity &entity)
{
    std::vector<Node::Row> &rows = category->rows;
    const EntityPtr above = from == 0 ? nullptr : m_world.find(rows[from - 1].id);
    const EntityPtr below = from + 1 == rows.size() ? nullptr : m_world.find(rows[from + 1].id);
    // Most edits rename nothing.
    if ((from == 0 || (above && comesBefore(*above, entity))) && (from + 1 == rows.size() || (below && comesBefore(entity, *below))))
        return;
    const std::size_t to = rowFor(*category, entity);
    if (to == from || to == from + 1)
        return;
    const QModelIndex parent = indexFor(*category);
    beginMoveRows(parent, static_cast<int>(from), static_cast<int>(from), parent, static_cast<int>(to));
    const auto at = [&rows](std::size_t row) { return rows.begin() + static_cast<std::ptrdiff_t>(row); };
    if (to > from)
        std::rotate(at(from), at(from + 1), at(to));
    else
        std::rotate(at(to), at(from), at(from + 1));
    endMoveRows();
}

void WorldTreeModel::insertEntity(Node *category, const Entity &entity)
{
    const QModelIndex parent = indexFor(*category);
    if (m_filter.accepts(entity)) {
        const std::size_t row = rowFor(*category, entity);
        beginInsertRows(parent, static_cast<int>(row), static_cast<int>(row));
        category->rows.insert(category->rows.begin() + static_cast<std::ptrdiff_t>(row), {entity.id, flagsOf(entity)});
        endInsertRows();
    }
    emit dataChanged(parent, parent);
}

} // namespace rolewright
