// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/exportreader.h"

#include "text/rawjson.h"

#include <utility>

namespace rolewright {

namespace {

/// Objects and lists around an export; more is something else that happens to have a known key.
constexpr std::size_t mostWrappers = 4;

/// A tree takes many times the memory of its text. AWS's own limits keep an entity far below this.
constexpr std::size_t megabyte = 1024 * 1024;
constexpr std::size_t largestEntity = 8 * megabyte;
constexpr std::size_t largestHeaderField = 64 * megabyte;

/// Deeper than a foreign file may be: what was kept of one stands two levels deeper in ours.
constexpr std::size_t workspaceDepth = json::maximumDepth + 16;

/// Far more than anybody has; a file with more isn't what it says, and would only fill the memory.
constexpr std::size_t mostFields = 10'000;

constexpr std::string_view formatKey = "rolewright";

/// Looks whether the object at the top has our key.
class FormatProbe final : public json::Handler
{
public:
    bool startObject(Span) override { return enter(); }
    bool endObject(Span) override { return leave(); }
    bool startArray(Span) override { return enter(); }
    bool endArray(Span) override { return leave(); }
    bool key(std::string_view text, Span) override
    {
        found = m_depth == 1 && text == formatKey;
        return !found;
    }
    bool scalar(const json::Value &) override { return true; }

    bool found = false;

private:
    bool enter() { return ++m_depth > 0; }
    bool leave() { return m_depth-- > 0; }

    std::size_t m_depth = 0;
};

FileFormat formatOf(std::string_view text)
{
    if (text.find("\"rolewright\"") == std::string_view::npos)
        return FileFormat::Export;
    FormatProbe probe;
    probe.depthLimit = workspaceDepth;
    json::read(text, probe);
    return probe.found ? FileFormat::Workspace : FileFormat::Export;
}

} // namespace

ExportReader::ExportReader(std::string_view text, std::size_t file, DocumentReader &documents, RemarkSink &remarks,
                           std::function<bool(std::size_t)> progress, std::function<bool()> mayUseThread)
    : m_text(text)
    , m_file(file)
    , m_format(formatOf(text))
    , m_maker(text, file, m_format, documents, remarks, std::move(progress))
    , m_line(m_maker, std::move(mayUseThread))
{
    if (m_format == FileFormat::Workspace)
        depthLimit = workspaceDepth;
}

std::optional<Diagnostic> ExportReader::read()
{
    m_result.format = m_format;
    const std::optional<Diagnostic> error = json::read(m_text, *this);
    m_line.finish(m_part);
    m_result.pages = m_maker.pages();
    // What the maker refuses comes first in the text: it makes what was read before.
    return m_maker.error() ? m_maker.error() : m_error ? m_error : error;
}

bool ExportReader::passOnIfDue(std::size_t offset)
{
    return m_line.passOnIfDue(m_part, m_text.size() - offset);
}

bool ExportReader::isWorkspaceRoot() const
{
    return m_format == FileFormat::Workspace && m_frames.size() == 1;
}

bool ExportReader::startObject(Span bracket)
{
    return start(bracket, true);
}

bool ExportReader::startArray(Span bracket)
{
    return start(bracket, false);
}

bool ExportReader::endObject(Span bracket)
{
    return end(bracket, true);
}

bool ExportReader::endArray(Span bracket)
{
    return end(bracket, false);
}

bool ExportReader::start(Span bracket, bool object)
{
    if (m_mode == Mode::Skip) {
        ++m_depth;
        return true;
    }
    if (m_mode == Mode::Capture) {
        ++m_depth;
        if (tooLarge(bracket.begin))
            return true;
        return object ? m_builder.startObject(bracket) : m_builder.startArray(bracket);
    }

    if (m_frames.empty()) {
        m_result.top = object ? json::Kind::Object : json::Kind::Array;
        open(bracket, object);
        return true;
    }
    Frame &frame = m_frames.back();
    if (frame.kind == Frame::Kind::List) {
        startCapture(frame.list, bracket, object);
        return true;
    }
    if (frame.kind == Frame::Kind::Array) {
        if (m_frames.size() < mostWrappers)
            open(bracket, object);
        else
            startSkip(bracket);
        return true;
    }

    if (isWorkspaceRoot() && m_key != "accounts")
        return startHeader(bracket, object);
    const std::optional<EntityList> list = isWorkspaceRoot() ? std::nullopt : listNamed(m_key, m_format);
    if (!list) {
        // In an account of our own file there is nothing around an export to look for.
        const bool mayWrap = m_format == FileFormat::Export || isWorkspaceRoot();
        if (mayWrap && m_frames.size() < mostWrappers)
            open(bracket, object);
        else
            startSkip(bracket);
        return true;
    }
    for (Frame &outer : m_frames)
        outer.useful = true;
    frame.page.lists.push_back(*list);
    if (object) {
        addOddity(Severity::Info, "singleAsList", {m_key}, bracket.begin);
        startCapture(*list, bracket, object);
        return true;
    }
    Frame &opened = m_frames.emplace_back();
    opened.kind = Frame::Kind::List;
    opened.list = *list;
    return true;
}

bool ExportReader::end(Span bracket, bool object)
{
    if (m_mode == Mode::Frames) {
        close(bracket);
        return passOnIfDue(bracket.end);
    }
    --m_depth;
    if (m_mode == Mode::Capture) {
        if (object)
            m_builder.endObject(bracket);
        else
            m_builder.endArray(bracket);
        if (m_depth == 0)
            captured();
    } else if (m_depth == 0) {
        m_mode = Mode::Frames;
        if (m_keepSkipped && m_frames.back().kind == Frame::Kind::Envelope)
            keepExtra(m_frames.back(), m_key, {m_begin, bracket.end});
    }
    return m_depth > 0 || passOnIfDue(bracket.end);
}

bool ExportReader::key(std::string_view text, Span span)
{
    if (m_mode == Mode::Capture && !tooLarge(span.begin))
        return m_builder.key(text, span);
    if (m_mode != Mode::Frames)
        return true;
    m_key = text;
    m_keySpan = span;
    std::set<std::string> &keys = m_frames.back().keys;
    if (!keys.insert(m_key).second)
        addOddity(Severity::Error, "duplicateKey", {m_key}, span.begin);
    if (keys.size() <= mostFields)
        return true;
    m_error = Diagnostic{Severity::Error, "tooManyFields", {std::to_string(mostFields)}, span};
    return false;
}

bool ExportReader::scalar(const json::Value &value)
{
    if (m_mode == Mode::Capture && !tooLarge(value.span.begin))
        return m_builder.scalar(value);
    if (m_mode != Mode::Frames)
        return true;
    if (m_frames.empty()) {
        m_result.top = value.kind;
        return true;
    }
    Frame &frame = m_frames.back();
    if (frame.kind == Frame::Kind::List) {
        json::Value kept = value;
        kept.text = {}; // there for the time of this call only
        addElement(frame.list, kept, {});
        return passOnIfDue(value.span.end);
    }
    if (frame.kind == Frame::Kind::Array) {
        if (!frame.stray) {
            frame.stray = value;
            frame.stray->text = {};
        }
        return true;
    }
    if (isWorkspaceRoot()) {
        json::Value kept = value;
        kept.text = m_result.memory.keep(value.text);
        m_result.header.push_back({m_result.memory.keep(m_key), m_keySpan, kept});
        return true;
    }
    const std::optional<EntityList> list = listNamed(m_key, m_format);
    if (list) {
        if (value.kind != json::Kind::Null)
            addOddity(Severity::Error, "wrongShape", {m_key, "list", kindName(value.kind)}, value.span.begin);
        return true;
    }
    if (m_format == FileFormat::Export && m_key == "IsTruncated")
        frame.page.isTruncated = value.boolean;
    else if (m_format == FileFormat::Workspace || m_key != "Marker")
        keepExtra(frame, m_key, value.span);
    return true;
}

void ExportReader::open(Span bracket, bool object)
{
    const bool underKey = !m_frames.empty() && m_frames.back().kind == Frame::Kind::Envelope;
    Frame &frame = m_frames.emplace_back();
    frame.kind = object ? Frame::Kind::Envelope : Frame::Kind::Array;
    frame.page.file = m_file;
    frame.page.span = bracket;
    frame.page.format = m_format;
    if (underKey)
        frame.page.key = m_key;
}

void ExportReader::close(Span bracket)
{
    Frame closed = std::move(m_frames.back());
    m_frames.pop_back();
    if (closed.kind == Frame::Kind::List)
        return;
    closed.page.span.end = bracket.end;

    if (closed.useful && closed.stray) {
        // Of our own file, the next save would lose it.
        const Severity severity = m_format == FileFormat::Workspace ? Severity::Error : Severity::Warning;
        addOddity(severity, "wrongShape", {closed.page.key, "object", kindName(closed.stray->kind)}, closed.stray->span.begin);
    }

    const bool isAccount = m_format == FileFormat::Workspace && closed.kind == Frame::Kind::Envelope && m_frames.size() == 2;
    if (!closed.page.lists.empty() || isAccount) {
        m_part.found.push_back(FoundPage{std::move(closed.page)});
        return;
    }
    if (closed.useful) {
        m_result.extra.insert(m_result.extra.end(), closed.page.extra.begin(), closed.page.extra.end());
        return;
    }
    if (!m_frames.empty() && m_frames.back().kind == Frame::Kind::Envelope && !isWorkspaceRoot())
        keepExtra(m_frames.back(), closed.page.key, closed.page.span);
}

void ExportReader::keepExtra(Frame &frame, const std::string &key, Span span)
{
    frame.page.extra.push_back({key, json::compacted(m_text.substr(span.begin, span.end - span.begin))});
}

void ExportReader::startSkip(Span bracket)
{
    m_mode = Mode::Skip;
    m_depth = 1;
    m_begin = bracket.begin;
    m_keepSkipped = true;
}

void ExportReader::startCapture(EntityList list, Span bracket, bool object)
{
    m_mode = Mode::Capture;
    m_depth = 1;
    m_begin = bracket.begin;
    m_capturedList = list;
    m_builder.clear();
    if (object)
        m_builder.startObject(bracket);
    else
        m_builder.startArray(bracket);
}

bool ExportReader::startHeader(Span bracket, bool object)
{
    // What is captured stays, and the memory of the part with it.
    const bool goesOn = m_line.passOn(m_part);
    startCapture(EntityList::Users, bracket, object);
    m_capturedList.reset();
    return goesOn;
}

bool ExportReader::tooLarge(std::size_t offset)
{
    const std::size_t limit = m_capturedList ? largestEntity : largestHeaderField;
    if (offset - m_begin <= limit)
        return false;
    addOddity(Severity::Error, "entityTooLarge", {std::to_string(limit / megabyte)}, m_begin);
    m_builder.clear();
    m_part.textSize += limit;
    m_mode = Mode::Skip;
    m_keepSkipped = false;
    return true;
}

void ExportReader::captured()
{
    Diagnostics duplicates = std::exchange(m_builder.duplicates, {});
    const json::Value value = m_builder.take();
    m_mode = Mode::Frames;
    if (m_capturedList) {
        m_part.textSize += value.span.end - value.span.begin;
        addElement(*std::exchange(m_capturedList, {}), value, std::move(duplicates));
        return;
    }
    m_result.memory.adopt(std::move(m_part.memory));
    m_result.header.push_back({m_result.memory.keep(m_key), m_keySpan, value});
    m_result.headerDuplicates.insert(m_result.headerDuplicates.end(), duplicates.begin(), duplicates.end());
}

void ExportReader::addElement(EntityList list, const json::Value &value, Diagnostics duplicates)
{
    const bool inList = m_frames.back().kind == Frame::Kind::List;
    const std::size_t index = inList ? m_frames.back().index++ : 0;
    const Frame &owner = m_frames[m_frames.size() - (inList ? 2 : 1)];
    m_part.found.push_back(FoundElement{list, index, value, std::move(duplicates), owner.page.span.begin, {}, {}});
}

void ExportReader::addOddity(Severity severity, const std::string &code, std::vector<std::string> arguments, std::size_t offset)
{
    m_part.found.push_back(FoundOddity{severity, code, std::move(arguments), offset});
}

} // namespace rolewright
