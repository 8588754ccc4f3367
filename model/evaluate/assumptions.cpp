// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/assumptions.h"

#include "policy/arn.h"

namespace rolewright {

namespace {

/// Services whose resources can have a policy of their own: IAM User Guide, reference_aws-services-that-work-with-iam,
/// column "Resource-based policies".
bool canHaveResourcePolicy(std::string_view service)
{
    for (const std::string_view name :
         {"s3", "s3express", "s3-outposts", "s3tables", "sqs", "sns", "kms", "lambda", "secretsmanager", "dynamodb", "kinesis", "ecr",
          "ecr-public", "elasticfilesystem", "es", "aoss", "events", "backup", "glacier", "glue", "execute-api", "codeartifact",
          "codebuild", "logs", "acm-pca", "ses", "mediastore", "serverlessrepo", "signer", "vpc-lattice", "rolesanywhere", "iot",
          "schemas", "lex", "redshift-serverless", "rds", "cloudtrail", "kafka", "states", "sso", "organizations", "bedrock"}) {
        if (service == name)
            return true;
    }
    return false;
}

} // namespace

std::vector<Assumption> assumptionsAbout(std::string_view arn, bool isPlaced)
{
    const std::optional<ArnView> parsed = viewArn(arn);
    if (!parsed || !canHaveResourcePolicy(parsed->service))
        return {};
    if (parsed->account.empty() && !isPlaced)
        return {Assumption::ResourceInCallersAccount, Assumption::NoResourcePolicy};
    return {Assumption::NoResourcePolicy};
}

void addAssumptions(Answer &answer, const ActionTraits &action, std::string_view resource)
{
    // A grant may allow it as well. Grants aren't in exports, and aren't modelled; the answer stays "denied": that is what the
    // policies say, and most keys have no grant for the caller.
    if (action.keyGrantable && answer.verdict == Verdict::Denied && answer.decision == Decision::ImplicitDeny && resource != "*")
        answer.assumptions.push_back(Assumption::NoGrant);
    if (action.severalResources && answer.verdict == Verdict::Allowed)
        answer.assumptions.push_back(Assumption::OtherResources);
}

} // namespace rolewright
