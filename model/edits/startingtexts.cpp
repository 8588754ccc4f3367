// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/startingtexts.h"

namespace rolewright::edits {

DocumentPtr startingPolicy()
{
    static const DocumentPtr document = PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "*"
    }
  ]
})");
    return document;
}

DocumentPtr startingTrust(const std::string &partition, const std::string &account)
{
    return PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:)" + partition + ":iam::" + account + R"(:root"
      },
      "Action": "sts:AssumeRole"
    }
  ]
})");
}

} // namespace rolewright::edits
