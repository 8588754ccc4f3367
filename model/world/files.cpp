// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/import.h"
#include "world/workspaceio.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rolewright {

namespace {

/// Closes what it holds; -1 holds nothing.
class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number() const { return m_number; }
    bool close()
    {
        const int number = m_number;
        m_number = -1;
        return ::close(number) == 0;
    }

private:
    int m_number;
};

bool failed(std::string *error, int number)
{
    if (error)
        *error = std::strerror(number);
    return false;
}

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::string directoryOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "./" : path.substr(0, slash + 1);
}

/// The file that a path leads to through symbolic links, there or not, so that saving replaces it and not the link.
std::string resolved(std::string path)
{
    constexpr int mostLinks = 40; // as the kernel
    for (int link = 0; link < mostLinks; ++link) {
        char target[4096];
        const ssize_t length = ::readlink(path.c_str(), target, sizeof target);
        if (length <= 0 || length == sizeof target)
            break;
        const std::string next(target, static_cast<std::size_t>(length));
        path = next.starts_with('/') ? next : directoryOf(path) + next;
    }
    return path;
}

/// A name beside `target` that no other save uses at the same time.
std::string temporaryName(const std::string &target)
{
    static std::atomic<unsigned> count{0};
    return target + '.' + std::to_string(::getpid()) + '-' + std::to_string(++count) + ".tmp";
}

/// Writes a new file at `temporary` with the permissions of `target`, or the usual ones when that is new.
bool writeTemporary(const std::string &temporary, const std::string &target, const World &world, std::string *error)
{
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.number() < 0)
        return failed(error, errno);
    struct stat existing{};
    bool done = true;
    if (::stat(target.c_str(), &existing) == 0) {
        // Another owner or group stays where the system lets us; where not, saving goes on.
        if (::fchown(file.number(), existing.st_uid, existing.st_gid) != 0)
            errno = 0;
        done = ::fchmod(file.number(), existing.st_mode & 07777) == 0;
    }
    int number = errno;
    if (done) {
        writeWorkspace(world, [&](std::string_view piece) {
            if (done && !writeAll(file.number(), piece)) {
                done = false;
                number = errno;
            }
        });
    }
    if (done) {
        done = ::fsync(file.number()) == 0 && file.close();
        number = errno;
    }
    if (!done) {
        ::unlink(temporary.c_str());
        return failed(error, number);
    }
    return true;
}

} // namespace

std::optional<std::string> readFile(const std::string &path, std::string *error)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) {
        failed(error, errno);
        return std::nullopt;
    }
    struct stat status{};
    std::string text;
    if (::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode))
        text.reserve(static_cast<std::size_t>(status.st_size) + 1);
    constexpr std::size_t block = 1 << 16;
    constexpr std::size_t largest = std::size_t{4} << 30;
    while (true) {
        const std::size_t size = text.size();
        const std::size_t room = text.capacity() > size ? text.capacity() - size : block;
        text.resize(size + room);
        const ssize_t got = ::read(file.number(), text.data() + size, room);
        const int number = errno;
        text.resize(size + static_cast<std::size_t>(got > 0 ? got : 0));
        if (got == 0)
            return text;
        if ((got < 0 && number != EINTR) || text.size() > largest) {
            failed(error, got < 0 ? number : EFBIG);
            return std::nullopt;
        }
    }
}

bool saveWorkspace(const World &world, const std::string &path, std::string *error)
{
    const std::string target = resolved(path);
    struct stat existing{};
    if (::stat(target.c_str(), &existing) == 0) {
        if (!S_ISREG(existing.st_mode))
            return failed(error, S_ISDIR(existing.st_mode) ? EISDIR : EINVAL);
        // Renaming would replace a write-protected file all the same.
        if (::access(target.c_str(), W_OK) != 0)
            return failed(error, errno);
    }
    const std::string temporary = temporaryName(target);
    if (!writeTemporary(temporary, target, world, error))
        return false;
    if (::rename(temporary.c_str(), target.c_str()) != 0) {
        const int number = errno;
        ::unlink(temporary.c_str());
        return failed(error, number);
    }
    // The rename itself lasts once the directory is written; the file is whole either way.
    const Descriptor directory(::open(directoryOf(target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.number() >= 0)
        ::fsync(directory.number());
    return true;
}

} // namespace rolewright
