// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/jsonreader.h"
#include "world/pageline.h"

#include <set>

namespace rolewright {

/// Reads a file event by event: of all the JSON only one entity at a time is a tree in memory, or some more when a second thread helps.
/// What contract.md says about shapes (pages in an array, one more object around the whole) is decided here.
class ExportReader final : public json::Handler
{
public:
    /// `progress` gets offsets; false cancels. `mayUseThread`: see PageLine.
    ExportReader(std::string_view text, std::size_t file, DocumentReader &documents, RemarkSink &remarks,
                 std::function<bool(std::size_t)> progress, std::function<bool()> mayUseThread);

    /// The error that ended the reading, or nothing.
    std::optional<Diagnostic> read();
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
    bool startHeader(Span bracket, bool object);
    void startSkip(Span bracket);
    void captured();
    void addElement(EntityList list, const json::Value &value, Diagnostics duplicates);
    void addOddity(Severity severity, const std::string &code, std::vector<std::string> arguments, std::size_t offset);
    bool passOnIfDue(std::size_t offset);
    void keepExtra(Frame &frame, const std::string &key, Span span);
    bool tooLarge(std::size_t offset);
    bool isWorkspaceRoot() const;

    std::string_view m_text;
    std::size_t m_file;
    FileFormat m_format;
    ReadFile m_result;

    std::vector<Frame> m_frames;
    std::string m_key;
    Span m_keySpan;
    Mode m_mode = Mode::Frames;
    std::size_t m_depth = 0; ///< brackets open inside of the captured or skipped value
    std::size_t m_begin = 0; ///< where that value begins
    std::optional<EntityList> m_capturedList; ///< empty: a field of the workspace file
    FilePart m_part; ///< what was found and isn't passed on yet; the captured value is in its memory, too
    json::ValueBuilder m_builder{m_part.memory};
    bool m_keepSkipped = false; ///< the skipped value is an unknown field
    std::optional<Diagnostic> m_error;
    PageMaker m_maker;
    PageLine m_line; ///< after the maker, which it uses until it goes
};

} // namespace rolewright
