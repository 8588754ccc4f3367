// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/assumptions.h"

#include "text/textindex.h"

#include <span>

namespace rolewright {

namespace {

/// Services whose resources can have a policy of their own: IAM User Guide, reference_aws-services-that-work-with-iam,
/// column "Resource-based policies".
constexpr std::string_view servicesWithPolicies[] = {
    "acm-pca", "aoss", "backup", "bedrock", "cloudtrail", "codeartifact", "codebuild", "dynamodb", "ecr", "ecr-public", "elasticfilesystem", "es",
    "events", "execute-api", "glacier", "glue", "iot", "kafka", "kinesis", "kms", "lambda", "lex", "logs", "mediastore", "organizations", "rds",
    "redshift-serverless", "rolesanywhere", "s3", "s3-outposts", "s3express", "s3tables", "schemas", "secretsmanager", "serverlessrepo", "ses",
    "signer", "sns", "sqs", "sso", "states", "vpc-lattice"};

TextIndex<> indexed(std::span<const std::string_view> texts)
{
    TextIndex<> index;
    index.reserve(texts.size());
    for (const std::string_view text : texts)
        index.add(text, 0);
    return index;
}

} // namespace

bool mayHavePolicy(const std::optional<ArnView> &arn)
{
    static const TextIndex<> services = indexed(servicesWithPolicies);
    return arn && services.find(arn->service);
}

void assumeNoPolicy(const ArnView &arn, bool isPlaced, std::vector<Assumption> &assumptions)
{
    if (arn.account.empty() && !isPlaced)
        assumptions.push_back(Assumption::ResourceInCallersAccount);
    assumptions.push_back(Assumption::NoResourcePolicy);
}

void assumeOf(Decision decision, Verdict verdict, const ActionTraits &action, std::string_view resource, std::vector<Assumption> &assumptions)
{
    // A grant may allow it as well. Grants aren't in exports, and aren't modelled; the answer stays "denied": that is what the
    // policies say, and most keys have no grant for the caller.
    if (action.keyGrantable && verdict == Verdict::Denied && decision == Decision::ImplicitDeny && resource != "*")
        assumptions.push_back(Assumption::NoGrant);
    if (action.severalResources && verdict == Verdict::Allowed)
        assumptions.push_back(Assumption::OtherResources);
}

} // namespace rolewright
