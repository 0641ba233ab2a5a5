// A source text made ready for the lexer: decoded to UTF-8 (PEP 263), newlines as '\n', terminated by zeros.
#pragma once

#include <string>
#include <string_view>

#include "frontend/ast/arena.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend {

// Zero bytes behind the text, so that the lexer may look ahead without asking.
constexpr size_t kSourcePadding = 16;

struct Source {
  std::string_view text;       // in the arena, followed by kSourcePadding zeros
  std::string_view encoding;   // of the file ("utf-8" unless declared otherwise); empty when the source was text
  bool encodingStated = true;  // by being text, by a byte order mark or by a declaration
  bool isFile = false;         // of SourceOptions
  bool validUtf8 = true;       // false: undeclared bytes that are no UTF-8, an error only where a token needs them
};

struct SourceOptions {
  bool isText = false;          // a Python str: neither byte order mark nor declaration are obeyed
  bool isFile = false;          // a script that is run: CPython reads it line by line and words some errors differently
  bool endWithNewline = false;  // a newline that is missing at the end is added
};

// Decodes `bytes`. Returns false with the error reported (unknown or unsuitable encoding, null bytes).
bool readSource(Arena& arena, Diagnostics& diagnostics, std::string_view bytes, std::string_view filename,
                const SourceOptions& options, Source* source);

// The text of the UnicodeDecodeError that Python's strict UTF-8 decoder raises for the bytes; "" when they are valid.
std::string utf8DecodeError(std::string_view bytes);

// The number of code points of valid or invalid UTF-8, the latter as with errors="replace".
size_t countCharacters(std::string_view bytes);

// The bytes with every invalid sequence replaced by U+FFFD, as with errors="replace".
std::string replaceInvalidUtf8(std::string_view bytes);

// Appends the code point in UTF-8; surrogates become three bytes (WTF-8).
void appendUtf8(std::string& out, char32_t c);

}  // namespace typhon::frontend
