// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What must hold for every input, whatever its bytes: one function per kind of input, used by the fuzzers and by
/// tst_fuzzcorpus. Each returns an empty string, or what didn't hold. Crashes, undefined behaviour and endless runs
/// are left to the sanitizers and the fuzzer.
namespace rolewright::fuzz {

/// PolicyDocument::parse: the text is kept, spans lie in it, the diagnostics and the verdict on each kind of policy
/// agree, white space outside of strings means nothing.
std::string policyFault(std::string_view text);

/// importFiles with one authorization-details export: a world or an error that has a place; the world is written and
/// read back as the same world and the same bytes.
std::string importFault(std::string_view text);

/// The same with a workspace file.
std::string workspaceFault(std::string_view text);

/// One line as `rolewright-cli evaluate` gets it: a case or an error with a JSON pointer; the answer agrees with
/// itself, doesn't hang on the order of policies, and neither one more Deny nor a broken policy ever allows more.
std::string evaluateFault(std::string_view line);

/// One line as `rolewright-cli simulate --direct --requests` gets it, asked of every sample workspace: read in one pass or by the other
/// reader, decided by the compiled world or by evaluate(), the answer is the same.
std::string questionFault(std::string_view line);

} // namespace rolewright::fuzz
