// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/orderedwork.h"
#include "world/pagemaker.h"

#include <optional>

namespace rolewright {

/// Has pages made of what is found in a file: at once, or together with a second thread. What comes of it is the same.
class PageLine
{
public:
    /// `mayUseThread` tells whether there may be a second thread; it is asked again and again until it says so.
    PageLine(PageMaker &maker, std::function<bool()> mayUseThread);

    /// Takes what is in the part when that is enough to be worth it, and leaves an empty one. `textLeft`: bytes of the file that aren't
    /// read yet. False when the rest of the file isn't wanted.
    bool passOnIfDue(FilePart &part, std::size_t textLeft);
    bool passOn(FilePart &part);
    /// Passes the last part on; all is made then.
    void finish(FilePart &part);

private:
    void startThread();

    PageMaker &m_maker;
    std::function<bool()> m_mayUseThread;
    std::optional<OrderedWork<FilePart>> m_work; ///< with the second thread
};

} // namespace rolewright
