// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/import.h"

#include "text/twothreads.h"
#include "world/accountassigner.h"
#include "world/entitywriter.h"
#include "world/exportreader.h"
#include "world/headerreader.h"
#include "world/importcheck.h"
#include "world/worlddata.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <new>
#include <set>
#include <span>
#include <unordered_set>
#include <utility>

namespace rolewright {

bool ImportReport::hasErrors() const
{
    return std::any_of(remarks.begin(), remarks.end(), [](const ImportRemark &remark) { return remark.severity == Severity::Error; });
}

namespace {

class Importer
{
public:
    Importer(const std::vector<InputFile> &files, const ProgressFunction &progress)
        : m_files(files)
        , m_progress(progress)
        , m_accounts(m_remarks)
    {
        for (const InputFile &file : files)
            m_bytes += file.text.size();
    }

    ImportResult run()
    {
        ImportResult result;
        readFiles();
        if (m_cancelled) {
            result.cancelled = true;
            return result;
        }
        if (m_usable && !m_files.empty()) {
            for (const ReadFile &file : m_read)
                m_accounts.learn(file.pages);
            for (std::size_t file = 0; file < m_read.size(); ++file)
                addFile(file);
        }
        if (m_usable && !m_files.empty()) {
            reportTruncation();
            World world = m_builder.build();
            checkReferences(world, m_origins, m_files, m_organizationFile, m_remarks);
            result.report.users = world.entityCount(EntityKind::User);
            result.report.groups = world.entityCount(EntityKind::Group);
            result.report.roles = world.entityCount(EntityKind::Role);
            result.report.policies = world.entityCount(EntityKind::Policy);
            result.report.resources = world.entityCount(EntityKind::Resource);
            result.world = std::move(world);
        }
        result.report.remarks = m_remarks.take(m_files);
        return result;
    }

private:
    /// The files are independent until their entities meet in one world.
    void readFiles()
    {
        m_read.resize(m_files.size());
        m_filesLeft = m_files.size();
        std::vector<RemarkSink> remarks(m_files.size());
        inTwoThreads(m_files.size(), [&](std::size_t file) {
            if (!m_cancelled)
                readFile(file, remarks[file]);
            --m_filesLeft;
        });
        for (RemarkSink &ofFile : remarks)
            m_remarks.append(std::move(ofFile));
    }

    void readFile(std::size_t file, RemarkSink &remarks)
    {
        std::size_t told = 0;
        const auto progress = [&](std::size_t offset) {
            m_bytesRead += offset - std::exchange(told, offset);
            return goesOn();
        };
        // Beside the last file, or the only one, there is nothing else to do for a second thread.
        ExportReader reader(m_files[file].text, file, m_documents, remarks, progress, [this] { return m_filesLeft == 1; });
        const std::optional<Diagnostic> error = reader.read();
        m_bytesRead += m_files[file].text.size() - told;
        ReadFile &read = m_read[file];
        read = reader.take();
        if (m_cancelled)
            return;
        if (error) {
            remarks.add(Severity::Error, error->code, error->arguments, {file, error->span.begin});
            m_usable = false;
        } else if (read.format == FileFormat::Export && read.pages.empty()) {
            remarks.add(Severity::Error, "notAnExport", {kindName(read.top)}, {file, 0});
            m_usable = false;
        } else if (remarks.errors() > 0) {
            // Of our own file, the next save would lose what couldn't be read; of an export, the rest is imported.
            const bool hasRest = std::any_of(read.pages.begin(), read.pages.end(), [](const Page &page) { return !page.entities.empty(); });
            if (read.format == FileFormat::Workspace || !hasRest)
                m_usable = false;
        }
    }

    /// Tells how far both threads are.
    bool goesOn()
    {
        const std::lock_guard lock(m_progressMutex);
        if (!m_cancelled && m_progress && !m_progress(static_cast<double>(m_bytesRead) / static_cast<double>(m_bytes)))
            m_cancelled = true;
        return !m_cancelled;
    }

    void addFile(std::size_t file)
    {
        ReadFile &read = m_read[file];
        const std::size_t errorsBefore = m_remarks.errors();
        if (read.format == FileFormat::Workspace) {
            HeaderReader header(m_files[file].text, file, m_documents, m_remarks);
            const bool hadOrganization = m_builder.header().organization.has_value();
            if (!header.read(read, m_builder)) {
                m_usable = false;
                return;
            }
            if (!hadOrganization)
                m_organizationFile = file;
            for (Page &page : read.pages) {
                const AccountInfo info = header.account(page);
                AccountInfo &account = m_builder.account(info.id);
                if (account.name.empty())
                    account.name = info.name;
                if (account.notes.empty())
                    account.notes = info.notes;
                keepFields(account.extra, info.extra);
                addPage(page, info.id);
            }
        } else {
            for (Page &page : read.pages)
                addExportPage(page);
            keepFields(m_builder.header().extra, renamed(read.extra, workspaceFields));
            reportMissingLists(read, file);
        }
        if (read.format == FileFormat::Workspace && m_remarks.errors() != errorsBefore)
            m_usable = false;
        read = {};
    }

    void addExportPage(Page &page)
    {
        const std::string account = m_accounts.mainAccount(page);
        if (!page.key.empty())
            m_remarks.add(Severity::Info, "wrapped", {page.key}, {page.file, page.span.begin});
        keepFields(m_builder.account(account).extra, renamed(page.extra, accountFields));
        if (page.isTruncated)
            m_truncated.push_back({account, page.file, page.span.begin});
        else
            m_finished.insert(account);
        addPage(page, account);
    }

    void addPage(Page &page, const std::string &mainAccount)
    {
        while (!page.entities.empty()) {
            ReadEntity read = std::move(page.entities.front());
            page.entities.pop_front();
            m_accounts.assign(read, page, mainAccount);
            addEntity(read, page);
        }
    }

    void addEntity(ReadEntity &read, const Page &page)
    {
        m_builder.account(read.entity.account);
        const Severity severity = page.format == FileFormat::Workspace ? Severity::Error : Severity::Warning;
        const std::string arn = read.entity.arn();
        const std::string name = read.entity.name();
        const std::string key = nameKey(read.entity.account, read.entity.kind(), name) + (isAwsOwned(arn) ? "|aws" : "");
        const EntityKind kind = read.entity.kind();
        if (m_builder.isTaken(read.entity)) {
            const bool kept = page.format == FileFormat::Export && m_builder.contradict(read.entity);
            m_remarks.add(kept ? Severity::Warning : severity, kept ? "contradictingEntities" : "duplicateEntity", {arn}, {page.file, read.span.begin}, arn);
            return;
        }
        const EntityId id = m_builder.add(std::move(read.entity));
        m_origins.push_back({id, page.file, read.span});
        const bool namesAreUnique = kind != EntityKind::Resource && kind != EntityKind::Provider;
        if (namesAreUnique && !m_names.insert(key).second)
            m_remarks.add(Severity::Warning, "duplicateName", {name}, {page.file, read.span.begin}, arn);
    }

    /// Unknown fields that are called like ours would stand twice in the file that we write.
    static ExtraFields renamed(ExtraFields fields, std::span<const std::string_view> taken)
    {
        for (ExtraField &field : fields) {
            while (std::find(taken.begin(), taken.end(), field.key) != taken.end())
                field.key += '_';
        }
        return fields;
    }

    static void keepFields(ExtraFields &into, const ExtraFields &fields)
    {
        for (const ExtraField &field : fields) {
            const bool isThere = std::any_of(into.begin(), into.end(), [&](const ExtraField &other) { return other.key == field.key; });
            if (!isThere)
                into.push_back(field);
        }
    }

    void reportMissingLists(const ReadFile &read, std::size_t file)
    {
        for (const EntityList list : {EntityList::Users, EntityList::Groups, EntityList::Roles, EntityList::Policies}) {
            const bool isThere = std::any_of(read.pages.begin(), read.pages.end(), [&](const Page &page) {
                return std::find(page.lists.begin(), page.lists.end(), list) != page.lists.end();
            });
            if (!isThere)
                m_remarks.addToFile(Severity::Info, "missingList", {std::string(listName(list))}, file);
        }
    }

    void reportTruncation()
    {
        std::set<std::string> told;
        for (const Truncated &page : m_truncated) {
            if (m_finished.contains(page.account) || !told.insert(page.account).second)
                continue;
            m_remarks.add(Severity::Warning, "exportTruncated", {page.account}, {page.file, page.offset});
            keepFields(m_builder.account(page.account).extra, {{std::string(truncatedField), "true"}});
        }
        // The last page may come to a workspace that was made of the first ones.
        for (const std::string &account : m_finished)
            std::erase_if(m_builder.account(account).extra, [](const ExtraField &field) { return field.key == truncatedField; });
    }

    struct Truncated {
        std::string account;
        std::size_t file;
        std::size_t offset;
    };

    static constexpr std::array<std::string_view, 8> workspaceFields{
        "rolewright", "name", "notes", "accounts", "organization", "organizationPolicies", "scenarios", "graphPositions"};
    static constexpr std::array<std::string_view, 9> accountFields{
        "id", "name", "notes", "UserDetailList", "GroupDetailList", "RoleDetailList", "Policies", "IdentityProviders", "Resources"};

    const std::vector<InputFile> &m_files;
    const ProgressFunction &m_progress;
    RemarkSink m_remarks;
    AccountAssigner m_accounts;
    DocumentReader m_documents;
    WorldBuilder m_builder;
    std::vector<ReadFile> m_read;
    std::vector<EntityOrigin> m_origins;
    std::unordered_set<std::string> m_names;
    std::vector<Truncated> m_truncated;
    std::set<std::string> m_finished;
    std::size_t m_organizationFile = 0;
    std::size_t m_bytes = 0;
    std::mutex m_progressMutex;
    std::atomic<std::size_t> m_bytesRead = 0;
    std::atomic<std::size_t> m_filesLeft = 0; ///< to be read, or being read
    std::atomic<bool> m_usable = true;
    std::atomic<bool> m_cancelled = false;
};

} // namespace

ImportResult importFiles(const std::vector<InputFile> &files, const ProgressFunction &progress)
{
    try {
        return Importer(files, progress).run();
    } catch (const std::bad_alloc &) {
        ImportResult result;
        result.report.remarks.push_back({Severity::Error, "outOfMemory", {}, files.front().name, {}, {0, 0}});
        return result;
    }
}

} // namespace rolewright
