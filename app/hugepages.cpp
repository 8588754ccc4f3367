// SPDX-License-Identifier: GPL-3.0-or-later
#include "hugepages.h"

#ifdef ROLEWRIGHT_JEMALLOC
#include <jemalloc/jemalloc.h>

#include <sys/mman.h>

// Read by jemalloc at its start ("TUNING" in its manual). The compiled world is visited here and there, so that most of the time with
// small pages goes into finding out where they are: huge ones, where the system has any, answer a third more questions a second.
// The cost is some 15 MB that are never touched.
extern "C" {
extern const char *malloc_conf;
const char *malloc_conf = "thp:always,metadata_thp:always";
}

namespace {

extent_hooks_t *s_usual;
extent_hooks_t s_small;

void *allocateSmall(extent_hooks_t *, void *address, size_t size, size_t alignment, bool *zero, bool *commit, unsigned arena)
{
    void *memory = s_usual->alloc(s_usual, address, size, alignment, zero, commit, arena);
    if (memory)
        madvise(memory, size, MADV_NOHUGEPAGE); // a hint: without it all works
    return memory;
}

/// Made once. 0, the one that every thread begins with, where it can't be.
unsigned smallArena()
{
    static const unsigned made = [] {
        unsigned arena = 0;
        size_t size = sizeof(s_usual);
        if (mallctl("arena.0.extent_hooks", &s_usual, &size, nullptr, 0) != 0)
            return arena;
        s_small = *s_usual;
        s_small.alloc = &allocateSmall;
        extent_hooks_t *hooks = &s_small;
        size = sizeof(arena);
        return mallctl("arenas.create", &arena, &size, &hooks, sizeof(hooks)) == 0 ? arena : 0;
    }();
    return made;
}

unsigned useArena(unsigned arena)
{
    unsigned before = 0;
    size_t size = sizeof(before);
    mallctl("thread.arena", &before, &size, &arena, sizeof(arena));
    return before;
}

} // namespace

namespace rolewright {

SmallPages::SmallPages()
    : m_before(useArena(smallArena()))
{
}

SmallPages::~SmallPages()
{
    useArena(m_before);
}

} // namespace rolewright
#else
namespace rolewright {

SmallPages::SmallPages() = default;
SmallPages::~SmallPages() = default;

} // namespace rolewright
#endif
