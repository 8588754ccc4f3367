// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"
#include "evaluate/answer.h"
#include "routes/routes.h"
#include "text/diagnostic.h"
#include "world/import.h"

#include <QString>
#include <QStringList>

/// The one place where codes of the engine become words, translated. Style: lower-case start where it
/// continues a line ("file:3:7: …"), the user's own input in “…”, what to do next at the end.
namespace rolewright {
struct SessionPolicyError;
}

namespace rolewright::words {

QString diagnostic(const Diagnostic &diagnostic);
QString remark(const ImportRemark &remark); ///< without file and position
QString place(const ImportRemark &remark); ///< "file.json:12:7" or "file.json"
QString refused(const edits::Refused &refused);

QString verdict(Verdict verdict); ///< "Allowed", "Denied", "Depends"
QString decision(Decision decision);
QString layer(Layer layer); ///< "Identity", "Trust policy", …
QString outcome(const LayerTrace &trace); ///< "allows", "no statement allows", …
QString element(const ElementTrace &trace); ///< one line: what was compared and why it matched or not
QString reason(MatchReason reason);
QString statement(const StatementTrace &trace); ///< "statement 2 “AllowRead”: Allow"
QString inconclusive(const Inconclusive &inconclusive);
QString assumption(Assumption assumption, const Answer &answer); ///< one sentence
QString assumptions(const Answer &answer); ///< all that the answer takes for granted, in sentences; empty when nothing
QString addToWorkspace(); ///< what they say is to be done about a resource: "add it to the workspace"
QString rule(RuleId rule); ///< one sentence
QString answerSummary(const Answer &answer); ///< one or two sentences: why
QString needs(const HopNeeds &needs); ///< "External ID cust-7f21, MFA at most 60 s old"
QStringList needsList(const HopNeeds &needs); ///< the same, one need each
QString step(const Hop &hop); ///< "assume role/x", "start lambda.amazonaws.com with role/x"
QString missing(const Missing &missing);
QString fix(const Missing &missing);
QString sessionPolicyError(const SessionPolicyError &error);
QString simulationSummary(const Simulation &simulation); ///< "Allowed via 1 role …"
QString entityKind(EntityKind kind);
QString principalKind(PrincipalKind kind);

} // namespace rolewright::words
