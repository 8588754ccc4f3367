// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/principal.h"
#include "reference/draft.h"
#include "reference/random.h"

namespace rolewright::reference {

inline const std::string accountA = "111122223333";
inline const std::string accountB = "444455556666";

/// What a statement should do to the request; conditions and chance may still turn it.
enum class Lean { Matches, Misses };

/// Whether generated requests hold that key with a list of values.
bool isListKey(const std::string &key);

/// Makes the elements of statements for one request.
class Parts
{
public:
    Parts(Random &random, DraftCase &draft)
        : r(random)
        , c(draft)
    {
    }

    /// Identity-like when `principal` is false.
    DraftStatement statement(bool allow, Lean lean, bool principal);
    /// A policy that as a whole allows, denies or says nothing about the request, most of the time.
    enum class Says { Allows, Nothing, Denies };
    DraftPolicy policy(Says says, bool principal);

    DraftCondition condition(const std::string &family);
    DraftCondition anyCondition();
    /// Puts values for about three quarters of the keys that conditions ask for into the request.
    void fillContext();

    int conditionChance = 15; ///< per statement, in percent
    bool variables = false; ///< use policy variables
    bool everyVersion = false; ///< other versions than 2012-10-17 too
    bool resourceElement = true; ///< false in trust policies
    bool plainResource = false; ///< only "*" as Resource, as in key policies
    bool notPrincipalAllow = false;
    bool notPrincipalDeny = true;

private:
    std::string actionPattern(Lean lean);
    std::string resourcePattern(Lean lean);
    std::string withVariable();
    void principals(DraftStatement &statement, Lean lean);
    void notPrincipals(DraftStatement &statement, Lean lean);
    std::string spelling(std::string key);

    Random &r;
    DraftCase &c;
};

} // namespace rolewright::reference
