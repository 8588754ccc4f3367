// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/explanationnodes.h"

#include "words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace rolewright {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Explanation)
};

constexpr std::size_t mostNearMisses = 3;

ExplanationMark markOf(Truth truth)
{
    switch (truth) {
    case Truth::True: return ExplanationMark::Yes;
    case Truth::False: return ExplanationMark::No;
    case Truth::Unknown: return ExplanationMark::Unknown;
    }
    return ExplanationMark::Unknown;
}

/// A Deny that matches is a "no", one that doesn't isn't involved.
ExplanationMark markOf(const StatementTrace &statement)
{
    if (statement.matched == Truth::Unknown)
        return ExplanationMark::Unknown;
    if (statement.matched == Truth::False)
        return ExplanationMark::NotInvolved;
    return statement.effect == Effect::Allow ? ExplanationMark::Yes : ExplanationMark::No;
}

std::optional<Verdict> decidedBy(const StatementTrace &statement)
{
    switch (statement.matched) {
    case Truth::False: return std::nullopt;
    case Truth::Unknown: return Verdict::Depends;
    case Truth::True: return statement.effect == Effect::Allow ? Verdict::Allowed : Verdict::Denied;
    }
    return std::nullopt;
}

/// An Allow that only one element keeps from matching, and that isn't the action: worth looking at first.
bool nearlyMatched(const StatementTrace &statement)
{
    if (statement.effect != Effect::Allow || statement.matched == Truth::True)
        return false;
    int failed = 0;
    for (const ElementTrace &element : statement.elements) {
        if (element.matched == Truth::True)
            continue;
        if (element.kind == ElementKind::Action || element.kind == ElementKind::NotAction)
            return false;
        ++failed;
    }
    return failed == 1;
}

class Builder
{
public:
    explicit Builder(const Answer &answer)
        : m_answer(answer)
    {
    }

    std::vector<ExplanationNode> build()
    {
        std::vector<const LayerTrace *> layers;
        for (const LayerTrace &layer : m_answer.layers)
            layers.push_back(&layer);
        std::stable_sort(layers.begin(), layers.end(), [this](const LayerTrace *a, const LayerTrace *b) { return weight(*a) < weight(*b); });
        QStringList absent;
        for (const LayerTrace *layer : layers) {
            if (layer->outcome == LayerOutcome::NotInForce && !blocks(*layer))
                absent += words::layer(layer->layer);
            else
                addLayer(*layer);
        }
        if (!absent.isEmpty()) {
            absent.removeDuplicates();
            ExplanationNode node;
            node.text = Text::tr("Not in force: %1").arg(absent.join(QStringLiteral(", ")));
            node.key = QStringLiteral("notInForce");
            add(std::move(node), -1);
        }
        for (const Inconclusive &reason : m_answer.inconclusive) {
            ExplanationNode node;
            node.text = words::inconclusive(reason);
            if (!node.text.isEmpty())
                node.text[0] = node.text[0].toUpper();
            node.key = node.text;
            node.mark = ExplanationMark::Unknown;
            add(std::move(node), -1);
        }
        for (const Assumption assumption : m_answer.assumptions) {
            ExplanationNode node;
            node.text = words::assumption(assumption, m_answer);
            node.key = node.text;
            node.mark = ExplanationMark::Info;
            add(std::move(node), -1);
        }
        for (RuleId rule : m_answer.rules) {
            ExplanationNode node;
            const std::string_view name = ruleName(rule), page = rulePage(rule);
            node.text = words::rule(rule);
            node.key = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
            node.mark = ExplanationMark::Info;
            node.page = QString::fromUtf8(page.data(), static_cast<qsizetype>(page.size()));
            add(std::move(node), -1);
        }
        return std::move(m_nodes);
    }

private:
    bool blocks(const LayerTrace &layer) const
    {
        return std::find(m_answer.blockedBy.begin(), m_answer.blockedBy.end(), layer.layer) != m_answer.blockedBy.end();
    }

    /// Deciding layers first, those not in force last.
    int weight(const LayerTrace &layer) const
    {
        if (layer.outcome == LayerOutcome::Denied)
            return 0;
        if (blocks(layer) || layer.outcome == LayerOutcome::Unknown)
            return 1;
        if (layer.outcome == LayerOutcome::Allowed)
            return layer.layer == Layer::Scp || layer.layer == Layer::Rcp ? 3 : 2;
        return layer.outcome == LayerOutcome::Silent ? 4 : 5;
    }

    ExplanationMark markOfLayer(const LayerTrace &layer) const
    {
        switch (layer.outcome) {
        case LayerOutcome::Allowed: return ExplanationMark::Yes;
        case LayerOutcome::Denied: return ExplanationMark::No;
        case LayerOutcome::Unknown: return ExplanationMark::Unknown;
        case LayerOutcome::Silent: return blocks(layer) ? ExplanationMark::No : ExplanationMark::NotInvolved;
        case LayerOutcome::NotInForce: return blocks(layer) ? ExplanationMark::No : ExplanationMark::NotInvolved;
        case LayerOutcome::Skipped: return ExplanationMark::NotInvolved;
        }
        return ExplanationMark::NotInvolved;
    }

    int add(ExplanationNode node, int parent)
    {
        const int index = static_cast<int>(m_nodes.size());
        node.parent = parent;
        if (parent >= 0) {
            ExplanationNode &owner = m_nodes[static_cast<std::size_t>(parent)];
            owner.children.push_back(index);
            node.key = owner.key + u'/' + node.key;
        }
        m_nodes.push_back(std::move(node));
        return index;
    }

    void addLayer(const LayerTrace &layer)
    {
        ExplanationNode node;
        node.text = words::layer(layer.layer);
        if (!layer.level.empty())
            node.text += u' ' + QString::fromStdString(layer.level);
        node.key = node.text;
        node.text = Text::tr("%1: %2").arg(node.text, words::outcome(layer));
        node.mark = markOfLayer(layer);
        node.strong = weight(layer) <= 2;
        node.expanded = weight(layer) <= 2;
        const int parent = add(std::move(node), -1);

        for (const PolicyTrace &policy : layer.policies) {
            for (const StatementTrace &statement : policy.statements) {
                if (statement.matched == Truth::True)
                    addStatement(policy, statement, parent, true);
            }
        }
        std::size_t shown = 0;
        for (const PolicyTrace &policy : layer.policies) {
            for (const StatementTrace &statement : policy.statements) {
                const bool undecided = statement.matched == Truth::Unknown;
                const bool worthwhile = undecided || (layer.outcome == LayerOutcome::Silent && nearlyMatched(statement));
                if (worthwhile && shown < mostNearMisses) {
                    addStatement(policy, statement, parent, true);
                    ++shown;
                }
            }
        }
        for (const PolicyTrace &policy : layer.policies)
            addPolicy(policy, parent);
    }

    void addPolicy(const PolicyTrace &policy, int layer)
    {
        ExplanationNode node;
        node.text = QString::fromStdString(policy.policy.name);
        node.key = node.text + QString::fromStdString(policy.policy.via);
        if (!policy.policy.via.empty()) {
            const std::string &group = policy.policy.via;
            node.text = Text::tr("%1, of group %2").arg(node.text, QString::fromStdString(group.substr(group.rfind('/') + 1)));
        }
        if (policy.policy.document)
            node.where = policy.policy.where;
        if (!policy.usable) {
            node.mark = ExplanationMark::Unknown;
            node.text = policy.policy.document ? Text::tr("%1: can't be used as it stands").arg(node.text)
                                               : Text::tr("%1: its text isn't known").arg(node.text);
        } else {
            const int count = static_cast<int>(policy.statements.size());
            node.text = count == 1 ? Text::tr("%1: 1 statement").arg(node.text)
                                   : Text::tr("%1: %n statements", nullptr, count).arg(node.text);
        }
        const int parent = add(std::move(node), layer);
        for (const StatementTrace &statement : policy.statements)
            addStatement(policy, statement, parent, false);
    }

    /// `first`: one of those that stand above the policies, with the policy's name.
    void addStatement(const PolicyTrace &policy, const StatementTrace &statement, int parent, bool first)
    {
        ExplanationNode node;
        node.text = words::statement(statement);
        node.key = QString::fromStdString(policy.policy.name) + u'#' + QString::number(statement.index);
        if (first)
            node.text = Text::tr("%1, %2").arg(QString::fromStdString(policy.policy.name), node.text);
        else if (!node.text.isEmpty())
            node.text[0] = node.text[0].toUpper();
        node.mark = first && statement.matched == Truth::False ? ExplanationMark::No : markOf(statement);
        node.strong = first;
        node.expanded = first;
        node.decided = decidedBy(statement);
        locateIn(policy, statement.span, &node);
        const int index = add(std::move(node), parent);
        for (const ElementTrace &element : statement.elements)
            addElement(policy, element, statement, index);
    }

    void addElement(const PolicyTrace &policy, const ElementTrace &element, const StatementTrace &statement, int parent)
    {
        ExplanationNode node;
        node.text = words::element(element);
        node.key = QString::number(static_cast<int>(element.kind)) + QString::fromStdString(element.key + element.op);
        node.mark = markOf(element.matched);
        node.decided = decidedBy(statement);
        locateIn(policy, element.span, &node);
        const int index = add(std::move(node), parent);
        if (element.values.size() < 2)
            return;
        for (const ValueTrace &value : element.values) {
            ExplanationNode leaf;
            leaf.text = QString::fromStdString(value.pattern);
            leaf.key = leaf.text;
            leaf.mark = value.matched == Truth::False ? ExplanationMark::NotInvolved : markOf(value.matched);
            leaf.decided = decidedBy(statement);
            locateIn(policy, value.span, &leaf);
            add(std::move(leaf), index);
        }
    }

    static void locateIn(const PolicyTrace &policy, Span span, ExplanationNode *node)
    {
        if (!policy.policy.document)
            return;
        node->where = policy.policy.where;
        node->span = span;
        node->line = locate(policy.policy.document->text(), span.begin).line;
    }

    const Answer &m_answer;
    std::vector<ExplanationNode> m_nodes;
};

} // namespace

std::vector<ExplanationNode> explanationNodes(const Answer &answer, const std::vector<Answer> &further)
{
    if (further.empty())
        return Builder(answer).build();
    std::vector<ExplanationNode> all;
    const auto add = [&all](const Answer &one) {
        const Principal &principal = one.request.principal;
        const int heading = static_cast<int>(all.size());
        ExplanationNode title;
        title.key = QString::fromStdString(one.request.action);
        title.text = Text::tr("%1 by %2: %3").arg(title.key, QString::fromStdString(principal.name.empty() ? principal.arn : principal.name), words::verdict(one.verdict).toLower());
        title.mark = one.verdict == Verdict::Allowed ? ExplanationMark::Yes : one.verdict == Verdict::Denied ? ExplanationMark::No : ExplanationMark::Unknown;
        title.strong = true;
        title.expanded = true;
        all.push_back(std::move(title));
        const int offset = heading + 1;
        for (ExplanationNode &node : Builder(one).build()) {
            node.key = all[static_cast<std::size_t>(heading)].key + u'/' + node.key;
            if (node.parent < 0)
                all[static_cast<std::size_t>(heading)].children.push_back(static_cast<int>(all.size()));
            node.parent = node.parent < 0 ? heading : node.parent + offset;
            for (int &child : node.children)
                child += offset;
            all.push_back(std::move(node));
        }
    };
    add(answer);
    for (const Answer &one : further)
        add(one);
    return all;
}

} // namespace rolewright
