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

DocumentPtr startingScp()
{
    static const DocumentPtr document = PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "organizations:LeaveOrganization",
      "Resource": "*"
    }
  ]
})");
    return document;
}

DocumentPtr startingRcp()
{
    static const DocumentPtr document = PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "false"
        }
      }
    }
  ]
})");
    return document;
}

DocumentPtr allowEverything()
{
    static const DocumentPtr document = PolicyDocument::parse(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
})");
    return document;
}

} // namespace rolewright::edits
