// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/jsonreader.h"
#include "world/entityreader.h"

#include <deque>
#include <set>

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
    std::vector<Page> pages;
    ExtraFields extra; ///< of objects around pages
    std::vector<json::Member> header; ///< the other fields of a workspace file; spans point into its text
    Arena memory; ///< of these
    Diagnostics headerDuplicates;
    json::Kind top = json::Kind::Null;
};

/// Reads a file event by event: of all the JSON only one entity at a time is a tree in memory.
/// What contract.md says about shapes (pages in an array, one more object around the whole) is decided here.
class ExportReader final : public json::Handler
{
public:
    ExportReader(std::string_view text, std::size_t file, DocumentReader &documents, RemarkSink &remarks);

    /// `progress` gets offsets; false cancels. The error that ended the reading, or nothing.
    std::optional<Diagnostic> read(const std::function<bool(std::size_t)> &progress);
    bool wasCancelled() const { return m_cancelled; }
    ReadFile take() { return std::move(m_result); }

    bool startObject(Span bracket) override;
    bool endObject(Span bracket) override;
    bool startArray(Span bracket) override;
    bool endArray(Span bracket) override;
    bool key(std::string_view text, Span span) override;
    bool scalar(const json::Value &value) override;

private:
    /// A container that may hold exports, or a list of entities.
    struct Frame {
        enum class Kind { Envelope, Array, List };
        Kind kind = Kind::Envelope;
        bool useful = false; ///< an export was found in it
        EntityList list = EntityList::Users;
        std::size_t index = 0; ///< of the list's next element
        Page page; ///< of an Envelope
        std::set<std::string> keys; ///< seen so far
        std::optional<json::Value> stray; ///< the first scalar of an Array; without its text
    };
    /// What happens to the values inside of the current one.
    enum class Mode { Frames, Capture, Skip };

    bool start(Span bracket, bool object);
    bool end(Span bracket, bool object);
    void open(Span bracket, bool object);
    void close(Span bracket);
    void startCapture(EntityList list, Span bracket, bool object);
    void startHeader(Span bracket, bool object);
    void startSkip(Span bracket);
    bool captured();
    void addPage(Page page);
    void keepExtra(Frame &frame, const std::string &key, Span span);
    bool tooLarge(std::size_t offset);
    bool isWorkspaceRoot() const;

    std::string_view m_text;
    std::size_t m_file;
    DocumentReader &m_documents;
    RemarkSink &m_remarks;
    std::optional<EntityReader> m_entities;
    std::function<bool(std::size_t)> m_progress;
    ReadFile m_result;

    std::vector<Frame> m_frames;
    std::string m_key;
    Span m_keySpan;
    Mode m_mode = Mode::Frames;
    std::size_t m_depth = 0; ///< brackets open inside of the captured or skipped value
    std::size_t m_begin = 0; ///< where that value begins
    std::optional<EntityList> m_capturedList; ///< empty: a field of the workspace file
    Arena m_memory; ///< of the captured value
    json::ValueBuilder m_builder{m_memory};
    bool m_keepSkipped = false; ///< the skipped value is an unknown field
    std::size_t m_entityCount = 0;
    std::optional<Diagnostic> m_error;
    bool m_cancelled = false;
};

} // namespace rolewright
