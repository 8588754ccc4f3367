// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/accountwords.h"

namespace rolewright::words {

QString accountName(const World &world, const std::string &id)
{
    const AccountInfo *account = world.account(id);
    return QString::fromStdString(account && !account->name.empty() ? account->name : id);
}

} // namespace rolewright::words
