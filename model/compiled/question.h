// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/actionids.h"
#include "compiled/compiledtext.h"
#include "evaluate/layers.h"
#include "evaluate/plainquestion.h"
#include "evaluate/request.h"
#include "evaluate/resourcefit.h"
#include "policy/arn.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

class CompiledStatement;
struct CompiledPrincipal;
struct CompiledTarget;
struct OrganizationPlace;

/// The value of a context key, without a copy.
struct KeyValue {
    enum class State { Absent, Single, List, Unsure };
    State state = State::Absent;
    std::string_view single;
    const std::vector<std::string> *list = nullptr;
    bool isList = false; ///< given as one, however many values there are

    std::size_t count() const { return state == State::Single ? 1 : state == State::List ? list->size() : 0; }
    std::string_view at(std::size_t index) const { return state == State::Single ? single : std::string_view((*list)[index]); }
    /// "No keys in the request, or key values that resolve to a null data set, such as an empty string."
    bool isNullDataSet() const;
};

/// The keys that were given with a question.
class GivenKeys
{
public:
    explicit GivenKeys(const Context &context)
        : m_entries(&context.entries())
        , m_mayHoldRareKeys(context.mayHoldRareKeys())
    {
    }
    explicit GivenKeys(const PlainQuestion &question)
        : m_plain(&question)
    {
    }

    /// By lower-case name; nothing when it isn't there.
    std::optional<KeyValue> find(std::string_view lowerName) const;
    /// isRareKey()
    bool mayHoldRareKeys() const { return m_mayHoldRareKeys; }

private:
    const ContextEntries *m_entries = nullptr; ///< null: m_plain's
    const PlainQuestion *m_plain = nullptr;
    bool m_mayHoldRareKeys = false;
};

/// A statement and its number in its PolicyList.
struct CoveringStatement {
    const CompiledStatement *statement = nullptr;
    std::size_t number = 0;
};

/// A request as compiled matching sees it: numbers and views instead of texts, derived context keys worked out when asked for.
/// Refers to what it is made of and to the compiled world; lives for one answer in one thread.
class Question
{
public:
    explicit Question(const Request &request);

    /// What has been looked up of a plain question: see the members of the same names.
    struct Found {
        const CompiledPrincipal *principal = nullptr;
        const CompiledTarget *target = nullptr;
        const ActionTraits *traits = nullptr; ///< the action's
        bool targetIsExact = false;
        ActionId action; ///< of the catalog
        std::uint64_t services = 0; ///< the action's bit
        // All that cover the action, ascending.
        std::span<const CoveringStatement> identity; ///< of the principal
        std::span<const CoveringStatement> policy; ///< of the target
    };
    Question(const PlainQuestion &question, const Found &found);
    const Found *looked = nullptr; ///< what was looked up before; null: nothing

    const Principal *caller;
    std::string_view actionText; ///< "s3:GetObject"
    std::string_view resource; ///< ARN, or "*"
    std::string_view givenAccount; ///< of the resource; empty: not given
    GivenKeys given;
    bool isOrdinary = true; ///< about one resource, its context is completed, no session policies
    ActionId action;
    const ActionTraits *traits = nullptr; ///< null: the action can't be told from its text
    std::uint64_t services = 0; ///< the action's bit of ActionSet::services()
    std::optional<ArnView> arn; ///< of the resource
    bool noResource = false; ///< a statement needs Resource "*"
    std::string_view resourceAccount; ///< given, else the listed resource's, the ARN's, the caller's
    bool hasBoundary = false;
    bool hasOrganization = false; ///< the workspace
    bool hasResourceTags = false; ///< the request may have them
    /// What isn't sure beside keys that are marked unknown; see OpenQuestion.
    enum class Openness { None, Context, ContextAndResource };
    Openness openness = Openness::None;
    /// Set when something of the caller was looked at that its policies, its account and its kind (user, role) don't say.
    mutable bool looksAtCaller = false;

    const CompiledPrincipal *principal = nullptr; ///< user or role of the workspace
    bool hasTarget = false; ///< it has been looked for
    const CompiledTarget *target = nullptr; ///< the resource, as the workspace lists it
    bool targetIsExact = false; ///< … by its own ARN, not as what holds its policy
    const OrganizationPlace *callerPlace = nullptr; ///< in the organization's tree
    const OrganizationPlace *resourcePlace = nullptr;
    /// Whether all SCPs and RCPs of both places can be used.
    bool organizationIsUsable() const;

    /// Set when a key was looked for that the workspace doesn't tell.
    mutable bool metUntold = false;
    /// Such keys aren't sure; else they count as absent.
    bool opensUntold = false;

    /// resourceFit() and mayHavePolicy(); worked out once, whoever asks.
    ResourceFit fit() const;
    bool mayHavePolicy() const;
    /// Given, else derived. Unsure for keys that are marked unknown.
    KeyValue find(const ContextKey &key) const;
    /// Variables of the request's context; `unknown` when it isn't sure.
    Expanded expand(const CompiledText &text) const;

private:
    bool followsFromWhoAsks(const ContextKey &key) const;
    bool isUntold(const ContextKey &key) const;
    KeyValue derived(const ContextKey &key) const;
    std::string_view time(bool epoch) const;

    mutable std::optional<ResourceFit> m_fit;
    mutable std::optional<bool> m_mayHavePolicy;
    mutable std::string m_userId;
    mutable Context m_time;
    std::optional<ActionTraits> m_ownTraits; ///< of an action that the catalog doesn't know
};

} // namespace rolewright
