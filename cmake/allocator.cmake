# SPDX-License-Identifier: GPL-3.0-or-later
# Routes, imports and trees of values are made of many small pieces of memory: jemalloc hands them out quicker than the C library,
# above all to two threads, and takes no more of it. Sanitizers bring their own allocator.
add_library(rolewright_allocator INTERFACE)
target_sources(rolewright_allocator INTERFACE ${PROJECT_SOURCE_DIR}/app/hugepages.cpp)
target_include_directories(rolewright_allocator INTERFACE ${PROJECT_SOURCE_DIR}/app)
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)
    target_link_libraries(rolewright_allocator INTERFACE PkgConfig::JEMALLOC)
    target_compile_definitions(rolewright_allocator INTERFACE ROLEWRIGHT_JEMALLOC=1)
    # Nothing calls it by a name of its own.
    target_link_options(rolewright_allocator INTERFACE LINKER:--no-as-needed)
endif()
