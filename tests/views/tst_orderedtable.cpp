// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/orderedtable.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QTreeView>

using namespace rolewright;

namespace {

/// Names; those in lower case are minor.
class Names : public TableRows
{
public:
    explicit Names(QStringList names)
        : m_names(std::move(names))
    {
    }
    const QString &name(std::size_t row) const { return m_names[static_cast<qsizetype>(row)]; }
    std::size_t size() const override { return static_cast<std::size_t>(m_names.size()); }
    Key key(std::size_t row, int column) const override { return column == 0 ? textKey(name(row)) : Key{static_cast<int>(name(row).size())}; }
    bool contains(std::size_t row, const QString &text) const override { return name(row).contains(text, Qt::CaseInsensitive); }
    bool isMinor(std::size_t row) const override { return !name(row).isEmpty() && name(row).front().isLower(); }
    std::size_t find(const TableRows &before, std::size_t row) const override
    {
        const qsizetype found = m_names.indexOf(static_cast<const Names &>(before).name(row));
        return found < 0 ? size() : static_cast<std::size_t>(found);
    }

private:
    QStringList m_names;
};

class NamesTable : public OrderedTable
{
public:
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const QString &name = static_cast<const Names &>(*shown()).name(place(index.row()));
        return role != Qt::DisplayRole ? QVariant() : index.column() == 0 ? QVariant(name) : QVariant(name.size());
    }
    void setNames(const QStringList &names) { show(::ordered(std::make_shared<Names>(names), ordering())); }
    QStringList names() const
    {
        QStringList result;
        for (int row = 0; row < rowCount(); ++row)
            result += index(row, 0).data().toString();
        return result;
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return isIdle(); }, 10000);
    }
};

} // namespace

class TestOrderedTable : public QObject
{
    Q_OBJECT
private slots:
    void sortsAndFilters()
    {
        NamesTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setNames({QStringLiteral("Berta"), QStringLiteral("ADA"), QString(), QStringLiteral("Cy"), QStringLiteral("dora")});
        // What is empty comes last, and what is minor only on request.
        QCOMPARE(table.names(), QStringList({QStringLiteral("ADA"), QStringLiteral("Berta"), QStringLiteral("Cy"), QString()}));
        table.setAll(true);
        QVERIFY(table.settle());
        QCOMPARE(table.rowCount(), 5);
        table.sort(1, Qt::DescendingOrder);
        table.setFilter(QStringLiteral("a"));
        QVERIFY(table.settle());
        QCOMPARE(table.names(), QStringList({QStringLiteral("Berta"), QStringLiteral("dora"), QStringLiteral("ADA")}));
    }

    void alikeRowsKeepTheirOrder()
    {
        NamesTable table;
        table.setNames({QStringLiteral("Zoe"), QStringLiteral("Ada"), QStringLiteral("Eve")});
        for (const Qt::SortOrder direction : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            table.sort(1, direction);
            QVERIFY(table.settle());
            QCOMPARE(table.names(), QStringList({QStringLiteral("Zoe"), QStringLiteral("Ada"), QStringLiteral("Eve")}));
        }
    }

    void whatIsSelectedStays()
    {
        NamesTable table;
        table.setNames({QStringLiteral("Ada"), QStringLiteral("Berta"), QStringLiteral("Cy")});
        const QPersistentModelIndex berta = table.index(1, 0), cy = table.index(2, 0);
        table.setNames({QStringLiteral("Zoe"), QStringLiteral("Berta")});
        QCOMPARE(berta.row(), 0);
        QVERIFY(!cy.isValid());
        table.sort(0, Qt::DescendingOrder);
        QVERIFY(table.settle());
        QCOMPARE(berta.row(), 1);
        QCOMPARE(berta.data().toString(), QStringLiteral("Berta"));
    }

    /// Indexes of two rows never become the same index, which Qt can't hold.
    void rowsThatLookAlikeStayApart()
    {
        NamesTable table;
        table.setNames({QStringLiteral("Ada"), QStringLiteral("Ada"), QStringLiteral("Cy")});
        const QPersistentModelIndex first = table.index(0, 0), second = table.index(1, 0);
        table.setNames({QStringLiteral("Ada"), QStringLiteral("Cy")});
        QVERIFY(first.isValid() != second.isValid());
    }

    void theRowInItsPlaceBecomesCurrent()
    {
        NamesTable table;
        QTreeView view;
        view.setModel(&table);
        keepCurrentRow(&view, &table);
        table.setNames({QStringLiteral("Ada"), QStringLiteral("Berta"), QStringLiteral("Cy")});
        view.setCurrentIndex(table.index(1, 0));
        table.setNames({QStringLiteral("Ada"), QStringLiteral("Cy")});
        QCOMPARE(view.currentIndex().data().toString(), QStringLiteral("Cy"));
        table.setNames({QStringLiteral("Ada")});
        QCOMPARE(view.currentIndex().data().toString(), QStringLiteral("Ada"));
    }

    /// Rows that were put in order for a filter of before aren't shown.
    void theLatestOrderingWins()
    {
        NamesTable table;
        table.setNames({QStringLiteral("Ada")});
        OrderedRows late = ordered(std::make_shared<Names>(QStringList{QStringLiteral("Berta"), QStringLiteral("Cy")}), table.ordering());
        table.setFilter(QStringLiteral("c"));
        table.show(std::move(late));
        QCOMPARE(table.names(), QStringList{QStringLiteral("Ada")});
        QVERIFY(table.settle());
        QCOMPARE(table.names(), QStringList{QStringLiteral("Cy")});
    }
};

QTEST_MAIN(TestOrderedTable)
#include "tst_orderedtable.moc"
