// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entityreader.h"

#include <deque>

namespace rolewright {

/// One object that holds lists of entities: an export, a page of one, or an account of a workspace file.
struct Page {
    std::size_t file = 0;
    Span span;
    std::string key; ///< the key that the object stands under, "" when there is none
    std::deque<ReadEntity> entities; ///< in the file's order; taken from its front, so that none stands twice in memory
    std::vector<EntityList> lists; ///< those that are there
    bool isTruncated = false;
    ExtraFields extra; ///< for an account of a workspace file, also "id", "name", "notes"
    FileFormat format = FileFormat::Export;
};

/// What a file holds.
struct ReadFile {
    FileFormat format = FileFormat::Export;
    std::deque<Page> pages; ///< stay where they are: moving one may copy it
    ExtraFields extra; ///< of objects around pages
    std::vector<json::Member> header; ///< the other fields of a workspace file; spans point into its text
    Arena memory; ///< of these
    Diagnostics headerDuplicates;
    json::Kind top = json::Kind::Null;
};

} // namespace rolewright
