// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/pagemaker.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {
/// Far more than anybody has; a file with more isn't what it says, and would only fill the memory.
constexpr std::size_t mostEntities = 1'000'000;
} // namespace

PageMaker::PageMaker(std::string_view text, std::size_t file, FileFormat format, DocumentReader &documents, RemarkSink &remarks,
                     std::function<bool(std::size_t)> progress)
    : m_text(text)
    , m_file(file)
    , m_format(format)
    , m_documents(documents)
    , m_remarks(remarks)
    , m_progress(std::move(progress))
{
}

void PageMaker::make(FilePart &part) const
{
    for (auto &found : part.found) {
        if (FoundElement *element = std::get_if<FoundElement>(&found)) {
            EntityReader reader(m_text, m_file, m_format, m_documents, element->remarks);
            element->entity = reader.read(element->list, element->index, element->value, element->duplicates);
        }
    }
}

bool PageMaker::take(FilePart &part)
{
    const bool goesOn = std::all_of(part.found.begin(), part.found.end(),
                                    [this](auto &found) { return std::visit([this](auto &one) { return take(one); }, found); });
    part.found.clear();
    part.memory.clear();
    part.textSize = 0;
    return goesOn;
}

bool PageMaker::take(FoundElement &element)
{
    m_remarks.append(std::move(element.remarks));
    if (element.entity) {
        m_open[element.page].push_back(std::move(*element.entity));
        if (++m_entityCount > mostEntities) {
            m_error = Diagnostic{Severity::Error, "tooManyEntities", {std::to_string(mostEntities)}, element.value.span};
            return false;
        }
    }
    return !m_progress || m_progress(element.value.span.end);
}

bool PageMaker::take(FoundOddity &oddity)
{
    m_remarks.add(oddity.severity, oddity.code, std::move(oddity.arguments), {m_file, oddity.offset});
    return true;
}

bool PageMaker::take(FoundPage &found)
{
    Page &page = found.page;
    page.entities = std::move(m_open[page.span.begin]);
    m_open.erase(page.span.begin);
    const bool isNamed = std::any_of(page.extra.begin(), page.extra.end(), [](const ExtraField &field) { return field.key == "id"; });
    if (m_format == FileFormat::Workspace && !isNamed) {
        m_remarks.add(Severity::Error, "accountWithoutId", {}, {m_file, page.span.begin});
        return true;
    }
    // Empty pages say nothing once there is one; a file could hold millions of them.
    const bool saysSomething = !page.entities.empty() || !page.extra.empty() || page.isTruncated || m_pages.empty();
    if (saysSomething)
        m_pages.push_back(std::move(page));
    return true;
}

} // namespace rolewright
