// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/permissionsetwords.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

struct PermissionSets {
    Q_DECLARE_TR_FUNCTIONS(PermissionSets)
};

} // namespace

QString permissionSet(const PermissionSetRole &role)
{
    return PermissionSets::tr("IAM Identity Center's role of the permission set “%1”").arg(QString::fromStdString(role.permissionSet));
}

QString permissionSetNote(const PermissionSetRole &role)
{
    return PermissionSets::tr("%1. Users and groups that are assigned the permission set in this account sign in with “aws sso login” or at the access "
                              "portal. The role, its policies and its trust policy can be changed only from IAM Identity Center.")
        .arg(permissionSet(role));
}

} // namespace rolewright::words
