// A readable list of the tokens of a source text.
#pragma once

#include <string>
#include <string_view>

#include "frontend/ast/arena.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend {

// One line per token: its place, name and text, as `python -m tokenize -e` prints them (comments left out). Ends at the
// first error, which is in `diagnostics`, if there is one.
std::string dumpTokens(Arena& arena, Diagnostics& diagnostics, std::string_view source, std::string_view filename);

}  // namespace typhon::frontend
