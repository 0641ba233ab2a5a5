// Values of literals: numbers, and the bodies of strings and bytes with their escapes.
#pragma once

#include <string>
#include <string_view>

#include "frontend/ast/arena.h"
#include "frontend/ast/constant.h"

namespace typhon::frontend {

// Decimal digits that an int literal may have (sys.int_info.default_max_str_digits).
constexpr size_t kMaxIntegerDigits = 4300;

// The value of a NUMBER token. `digits` becomes the number of digits of a decimal integer that exceeds
// maxDigits (0: no limit), and 0 otherwise.
ast::ConstantValue numberValue(Arena& arena, std::string_view literal, size_t* digits, size_t maxDigits = kMaxIntegerDigits);

struct DecodedString {
  std::string_view text;       // in the arena, or a part of the body
  std::string error;           // "(unicode error) ...", when not empty there is no text
  std::string_view badEscape;  // from the first unknown escape (behind its backslash) to the end of the body
};

// The value of a str literal's body; `raw` bodies have no escapes. `checkUtf8`: the body may be invalid UTF-8.
DecodedString decodeStringBody(Arena& arena, std::string_view body, bool raw, bool checkUtf8);
// The value of a bytes literal's body, which must be ASCII.
DecodedString decodeBytesBody(Arena& arena, std::string_view body, bool raw);

// What CPython says about an unknown escape.
std::string badEscapeMessage(std::string_view badEscape);

// A STRING token taken apart.
struct StringParts {
  std::string_view body;
  bool isBytes = false;
  bool isRaw = false;
  bool isUnicode = false;  // prefix "u" (not "U"), which the tree remembers
};
StringParts splitStringToken(std::string_view token);

}  // namespace typhon::frontend
