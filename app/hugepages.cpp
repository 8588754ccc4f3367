// SPDX-License-Identifier: GPL-3.0-or-later
// Read by jemalloc at its start ("TUNING" in its manual). The compiled world is visited here and there, so that most of the time with
// small pages goes into finding out where they are: huge ones, where the system has any, answer a third more questions a second.
// The cost is some 15 MB that are never touched.
extern "C" {
extern const char *malloc_conf;
const char *malloc_conf = "thp:always,metadata_thp:always";
}
