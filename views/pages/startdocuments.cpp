// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/startdocuments.h"

#include "policy/arn.h"
#include "text/json.h"

namespace rolewright::startdocuments {

DocumentPtr trust(const std::string &account)
{
    return PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::)" + account + R"(:root" },
      "Action": "sts:AssumeRole"
    }
  ]
}
)");
}

DocumentPtr resourcePolicy(const std::string &account, const std::string &arn)
{
    const std::optional<Arn> parsed = parseArn(arn);
    const std::string service = parsed ? parsed->service : "s3";
    return PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::)" + account + R"(:root" },
      "Action": ")" + service + R"(:*",
      "Resource": )" + json::quoted(arn) + R"(
    }
  ]
}
)");
}

} // namespace rolewright::startdocuments
