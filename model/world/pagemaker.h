// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/readfile.h"

#include <functional>
#include <map>
#include <variant>

namespace rolewright {

/// An element of a list of entities.
struct FoundElement {
    EntityList list = EntityList::Users;
    std::size_t index = 0; ///< in the list
    json::Value value;
    Diagnostics duplicates;
    std::size_t page = 0; ///< where the object that holds the list begins

    std::optional<ReadEntity> entity; ///< made of it
    RemarkSink remarks; ///< on it
};

/// Something to remark on that belongs to no entity.
struct FoundOddity {
    Severity severity = Severity::Error;
    std::string code;
    std::vector<std::string> arguments;
    std::size_t offset = 0;
};

/// A page that is closed; its entities came before it.
struct FoundPage {
    Page page;
};

/// A part of a file: what an ExportReader found there, in the file's order.
struct FilePart {
    std::vector<std::variant<FoundElement, FoundOddity, FoundPage>> found;
    Arena memory; ///< of the values
    std::size_t textSize = 0; ///< bytes of the text that the memory is filled with
};

/// Makes entities, pages and remarks of the parts of a file.
class PageMaker
{
public:
    /// `progress` gets offsets; false cancels.
    PageMaker(std::string_view text, std::size_t file, FileFormat format, DocumentReader &documents, RemarkSink &remarks,
              std::function<bool(std::size_t)> progress);

    /// Makes the entities, which don't depend on each other: parts may be made in several threads at once.
    void make(FilePart &part) const;
    /// Puts what was made together; part by part, in the file's order. Clears the part. False when the rest of the file isn't wanted: there is
    /// an error, or it was cancelled.
    bool take(FilePart &part);

    const std::optional<Diagnostic> &error() const { return m_error; }
    std::deque<Page> pages() { return std::move(m_pages); }

private:
    bool take(FoundElement &element);
    bool take(FoundOddity &oddity);
    bool take(FoundPage &found);

    std::string_view m_text;
    std::size_t m_file;
    FileFormat m_format;
    DocumentReader &m_documents;
    RemarkSink &m_remarks;
    std::function<bool(std::size_t)> m_progress;
    std::map<std::size_t, std::deque<ReadEntity>> m_open; ///< the entities of pages that aren't closed, by where those begin
    std::deque<Page> m_pages;
    std::size_t m_entityCount = 0;
    std::optional<Diagnostic> m_error;
};

} // namespace rolewright
