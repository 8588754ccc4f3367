// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphlayout.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace rolewright {

namespace {

constexpr double pointsPerInch = 72;

struct ContextCloser {
    void operator()(GVC_t *context) const { gvFreeContext(context); }
};
using Context = std::unique_ptr<GVC_t, ContextCloser>;

/// cgraph takes char * and doesn't write to it.
char *text(const char *value)
{
    return const_cast<char *>(value);
}

void set(void *object, const char *name, const std::string &value)
{
    agsafeset(object, text(name), text(value.c_str()), text(""));
}

std::string inches(double pixels)
{
    return std::to_string(pixels / pointsPerInch);
}

QPointF point(pointf p)
{
    return {p.x, -p.y}; // Graphviz' y grows upwards
}

/// One drawing: the cgraph objects of an input.
class Drawing
{
public:
    explicit Drawing(const LayoutInput &input)
        : m_input(input)
        , m_graph(agopen(text("g"), Agdirected, nullptr))
        , m_back(backEdges(input))
    {
        agattr(m_graph, AGRAPH, text("label"), text(""));
        set(m_graph, "rankdir", "LR");
        set(m_graph, "nodesep", "0.26");
        set(m_graph, "ranksep", "0.5");
        set(m_graph, "splines", "true");
        set(m_graph, "newrank", "false");
        set(m_graph, "nslimit", "20");
        set(m_graph, "mclimit", "2");
        addClusters();
        addNodes();
        addEdges();
    }
    ~Drawing() { agclose(m_graph); }
    Drawing(const Drawing &) = delete;
    Drawing &operator=(const Drawing &) = delete;

    graph_t *graph() { return m_graph; }

    LayoutResult read() const
    {
        LayoutResult result;
        result.ok = true;
        for (node_t *node : m_nodes)
            result.nodes.push_back(point(ND_coord(node)));
        for (graph_t *cluster : m_clusters) {
            const boxf box = GD_bb(cluster);
            result.clusters.push_back(QRectF(QPointF(box.LL.x, -box.UR.y), QPointF(box.UR.x, -box.LL.y)));
        }
        for (std::size_t i = 0; i < m_edges.size(); ++i)
            result.edges.push_back(readEdge(i));
        return result;
    }

private:
    struct EdgePieces {
        edge_t *first = nullptr; ///< the whole edge when there is no label
        edge_t *second = nullptr;
        node_t *label = nullptr;
    };

    /// Edges that close a cycle; they don't take part in ranking, so that the rest still reads left to right.
    static std::vector<bool> backEdges(const LayoutInput &input)
    {
        std::vector<std::vector<std::size_t>> outgoing(input.nodes.size());
        for (std::size_t i = 0; i < input.edges.size(); ++i)
            outgoing[static_cast<std::size_t>(input.edges[i].from)].push_back(i);
        std::vector<bool> back(input.edges.size(), false);
        std::vector<char> state(input.nodes.size(), 0); // 0 not seen, 1 on the path, 2 done
        struct Step {
            std::size_t node;
            std::size_t next = 0;
        };
        for (std::size_t start = 0; start < input.nodes.size(); ++start) {
            if (state[start] != 0)
                continue;
            std::vector<Step> stack{{start}};
            state[start] = 1;
            while (!stack.empty()) {
                Step &step = stack.back();
                if (step.next == outgoing[step.node].size()) {
                    state[step.node] = 2;
                    stack.pop_back();
                    continue;
                }
                const std::size_t edge = outgoing[step.node][step.next++];
                const std::size_t head = static_cast<std::size_t>(input.edges[edge].to);
                if (state[head] == 1) {
                    back[edge] = true;
                } else if (state[head] == 0) {
                    state[head] = 1;
                    stack.push_back({head});
                }
            }
        }
        return back;
    }

    void addClusters()
    {
        for (std::size_t i = 0; i < m_input.clusters.size(); ++i) {
            graph_t *cluster = agsubg(m_graph, text(("cluster" + std::to_string(i)).c_str()), 1);
            set(cluster, "margin", "18");
            set(cluster, "labelloc", "t");
            set(cluster, "labeljust", "l");
            const QSizeF title = m_input.clusters[i].title;
            const std::string html = "<TABLE BORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\"><TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\""
                + std::to_string(std::max(1, qRound(title.width()))) + "\" HEIGHT=\"" + std::to_string(std::max(1, qRound(title.height())))
                + "\"></TD></TR></TABLE>";
            char *label = agstrdup_html(m_graph, text(html.c_str()));
            agset(cluster, text("label"), label);
            agstrfree(m_graph, label);
            m_clusters.push_back(cluster);
        }
    }

    node_t *addNode(const std::string &name, QSizeF size, int cluster)
    {
        graph_t *home = cluster < 0 ? m_graph : m_clusters[static_cast<std::size_t>(cluster)];
        node_t *node = agnode(home, text(name.c_str()), 1);
        set(node, "shape", "box");
        set(node, "fixedsize", "true");
        set(node, "label", "");
        set(node, "width", inches(size.width()));
        set(node, "height", inches(size.height()));
        return node;
    }

    void addNodes()
    {
        for (std::size_t i = 0; i < m_input.nodes.size(); ++i)
            m_nodes.push_back(addNode("n" + std::to_string(i), m_input.nodes[i].size, m_input.nodes[i].cluster));
    }

    edge_t *addEdge(node_t *tail, node_t *head, const std::string &name)
    {
        edge_t *edge = agedge(m_graph, tail, head, text(name.c_str()), 1);
        set(edge, "tailport", "e");
        set(edge, "headport", "w");
        return edge;
    }

    void addEdges()
    {
        const bool labels = std::any_of(m_input.edges.begin(), m_input.edges.end(), [](const LayoutEdge &edge) { return !edge.label.isEmpty(); });
        for (std::size_t i = 0; i < m_input.edges.size(); ++i) {
            const LayoutEdge &edge = m_input.edges[i];
            node_t *tail = m_nodes[static_cast<std::size_t>(edge.from)];
            node_t *head = m_nodes[static_cast<std::size_t>(edge.to)];
            const std::string name = "e" + std::to_string(i);
            EdgePieces pieces;
            if (m_back[i]) {
                pieces.first = agedge(m_graph, tail, head, text(name.c_str()), 1);
                set(pieces.first, "constraint", "false");
            } else if (edge.label.isEmpty()) {
                pieces.first = addEdge(tail, head, name);
                // As long as an edge with a label in it, so that columns line up.
                set(pieces.first, "minlen", labels ? "2" : "1");
            } else {
                // The label is a node that the line leads through: dot keeps it free of everything else.
                const int tailCluster = m_input.nodes[static_cast<std::size_t>(edge.from)].cluster;
                const int headCluster = m_input.nodes[static_cast<std::size_t>(edge.to)].cluster;
                pieces.label = addNode("l" + std::to_string(i), edge.label, tailCluster == headCluster ? tailCluster : -1);
                pieces.first = addEdge(tail, pieces.label, name);
                pieces.second = addEdge(pieces.label, head, name);
                set(pieces.first, "weight", "2");
                set(pieces.second, "weight", "2");
            }
            m_edges.push_back(pieces);
        }
    }

    /// Appends the spline to the path, joined by a straight line to what is there.
    static void append(QPainterPath &path, edge_t *edge)
    {
        const splines *lines = ED_spl(edge);
        if (!lines)
            return;
        for (int i = 0; i < static_cast<int>(lines->size); ++i) {
            const bezier &curve = lines->list[i];
            if (curve.size < 1)
                continue;
            const QPointF start = point(curve.sflag ? curve.sp : curve.list[0]);
            if (path.elementCount() == 0)
                path.moveTo(start);
            else
                path.lineTo(start);
            if (curve.sflag)
                path.lineTo(point(curve.list[0]));
            for (int k = 1; k + 2 < static_cast<int>(curve.size); k += 3)
                path.cubicTo(point(curve.list[k]), point(curve.list[k + 1]), point(curve.list[k + 2]));
            if (curve.eflag)
                path.lineTo(point(curve.ep));
        }
    }

    /// One calm curve through the label's centre; only where nothing stands between label and nodes.
    bool throughLabel(std::size_t index, LayoutRoute &route) const
    {
        const LayoutEdge &edge = m_input.edges[index];
        const auto end = [&](int node, double side) {
            const std::size_t i = static_cast<std::size_t>(node);
            return point(ND_coord(m_nodes[i])) + QPointF(side * m_input.nodes[i].size.width() / 2, 0);
        };
        const QPointF tail = end(edge.from, 1), head = end(edge.to, -1), centre = point(ND_coord(m_edges[index].label));
        const double left = centre.x() - edge.label.width() / 2 - tail.x();
        const double right = head.x() - centre.x() - edge.label.width() / 2;
        constexpr double nextColumn = 150; // further away, dot's line leads around what is between
        if (left < 0 || right < 0 || left > nextColumn || right > nextColumn)
            return false;
        const QPointF way = head - tail;
        const double slope = way.x() > 0 ? std::clamp(way.y() / way.x(), -0.6, 0.6) : 0;
        const double before = (centre.x() - tail.x()) / 2.2, after = (head.x() - centre.x()) / 2.2;
        route.path.moveTo(tail);
        route.path.cubicTo(tail + QPointF(before, 0), centre - QPointF(before, before * slope), centre);
        route.path.cubicTo(centre + QPointF(after, after * slope), head - QPointF(after, 0), head);
        route.label = centre;
        return true;
    }

    LayoutRoute readEdge(std::size_t index) const
    {
        const EdgePieces &pieces = m_edges[index];
        LayoutRoute route;
        if (pieces.label && throughLabel(index, route))
            return route;
        append(route.path, pieces.first);
        if (pieces.second)
            append(route.path, pieces.second);
        route.label = pieces.label ? point(ND_coord(pieces.label)) : route.path.pointAtPercent(0.5);
        return route;
    }

    const LayoutInput &m_input;
    graph_t *m_graph;
    std::vector<bool> m_back;
    std::vector<graph_t *> m_clusters;
    std::vector<node_t *> m_nodes;
    std::vector<EdgePieces> m_edges;
};

/// Graphviz isn't thread-safe: calls from several threads wait for each other.
LayoutResult placed(const LayoutInput &input)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    static const Context context(gvContext());
    if (!context)
        return {};
    agseterr(AGMAX); // what it would print is no use to anybody here
    Drawing drawing(input);
    if (gvLayout(context.get(), drawing.graph(), "dot") != 0)
        return {};
    LayoutResult result = drawing.read();
    gvFreeLayout(context.get(), drawing.graph());
    return result;
}

} // namespace

LayoutResult layoutGraph(const LayoutInput &input)
{
    LayoutResult result = placed(input);
    for (LayoutRoute &route : result.edges)
        route.measure();
    return result;
}

} // namespace rolewright
