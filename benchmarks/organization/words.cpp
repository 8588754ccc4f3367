// SPDX-License-Identifier: GPL-3.0-or-later
#include "organization/words.h"

namespace rolewright::organization {

const std::vector<ServiceUse> &serviceUses()
{
    static const std::vector<ServiceUse> uses{
        {"s3", {"GetObject", "PutObject", "DeleteObject", "GetObjectVersion", "GetObjectTagging", "AbortMultipartUpload", "PutObjectAcl"},
         "arn:aws:s3:::N/*", 9},
        {"s3", {"ListBucket", "GetBucketLocation", "GetBucketPolicy", "PutBucketPolicy", "GetEncryptionConfiguration"}, "arn:aws:s3:::N", 6},
        {"dynamodb", {"GetItem", "PutItem", "Query", "Scan", "UpdateItem", "DeleteItem", "BatchGetItem", "DescribeTable"},
         "arn:aws:dynamodb:R:A:table/N", 6},
        {"sqs", {"SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "PurgeQueue"}, "arn:aws:sqs:R:A:N", 5},
        {"sns", {"Publish", "Subscribe", "GetTopicAttributes"}, "arn:aws:sns:R:A:N", 3},
        {"kms", {"Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey"}, "arn:aws:kms:R:A:key/N", 4},
        {"secretsmanager", {"GetSecretValue", "DescribeSecret", "PutSecretValue"}, "arn:aws:secretsmanager:R:A:secret:N", 4},
        {"lambda", {"InvokeFunction", "GetFunction", "UpdateFunctionCode", "PublishVersion", "ListTags"}, "arn:aws:lambda:R:A:function:N", 4},
        {"logs", {"CreateLogStream", "PutLogEvents", "FilterLogEvents", "DeleteLogGroup"}, "arn:aws:logs:R:A:log-group:/app/N", 5},
        {"ssm", {"GetParameter", "GetParametersByPath", "PutParameter"}, "arn:aws:ssm:R:A:parameter/N", 3},
        {"kinesis", {"GetRecords", "PutRecord", "DescribeStream"}, "arn:aws:kinesis:R:A:stream/N", 2},
        {"ecr", {"BatchGetImage", "GetDownloadUrlForLayer", "PutImage", "DescribeImages"}, "arn:aws:ecr:R:A:repository/N", 3},
        {"ec2", {"StartInstances", "StopInstances", "RebootInstances", "TerminateInstances"}, "arn:aws:ec2:R:A:instance/N", 3},
    };
    return uses;
}

const std::vector<std::string> &subjects()
{
    static const std::vector<std::string> words{"orders", "billing", "search", "catalog", "media", "reports", "audit", "events", "metrics",
        "alerts", "stock", "shipping", "pricing", "fraud", "ledger", "profile", "mail", "export", "backup", "models", "gateway", "cache",
        "stream", "batch", "lake", "finance", "people", "legal", "support", "portal", "mobile", "web", "partners", "devices", "sensors",
        "maps", "routes", "fleet", "tickets", "wallet"};
    return words;
}

const std::vector<std::string> &stages()
{
    static const std::vector<std::string> words{"prod", "stage", "test", "dev"};
    return words;
}

const std::vector<std::string> &teams()
{
    static const std::vector<std::string> words{"core", "platform", "data", "security", "finance", "mobile", "research"};
    return words;
}

const std::vector<std::string> &regions()
{
    static const std::vector<std::string> names{"eu-west-1", "us-east-1", "eu-central-1", "ap-southeast-2"};
    return names;
}

const std::vector<std::string> &listingActions()
{
    static const std::vector<std::string> actions{"ec2:DescribeInstances", "ec2:DescribeVpcs", "ec2:DescribeRegions", "cloudwatch:ListMetrics",
        "s3:ListAllMyBuckets", "ecr:GetAuthorizationToken", "lambda:ListFunctions", "iam:ListRoles", "iam:ListUsers", "kms:ListKeys",
        "sqs:ListQueues", "xray:PutTraceSegments", "tag:GetResources"};
    return actions;
}

const std::vector<std::string> &popularPolicies()
{
    static const std::vector<std::string> names{"AWSLambdaBasicExecutionRole", "AmazonSSMManagedInstanceCore", "ReadOnlyAccess",
        "CloudWatchAgentServerPolicy", "AmazonS3ReadOnlyAccess", "AmazonECSTaskExecutionRolePolicy", "PowerUserAccess", "AmazonS3FullAccess",
        "ViewOnlyAccess", "SecurityAudit", "AdministratorAccess", "AmazonDynamoDBFullAccess", "AmazonSQSFullAccess",
        "AmazonEC2ReadOnlyAccess", "IAMUserChangePassword", "AmazonEKSClusterPolicy", "CloudWatchReadOnlyAccess", "IAMReadOnlyAccess"};
    return names;
}

const std::vector<std::string> &trustedServices()
{
    static const std::vector<std::string> names{"lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com",
        "codebuild.amazonaws.com", "states.amazonaws.com", "events.amazonaws.com", "glue.amazonaws.com", "firehose.amazonaws.com",
        "cloudformation.amazonaws.com"};
    return names;
}

} // namespace rolewright::organization
