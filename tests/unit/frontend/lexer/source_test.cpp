// Encodings, newlines and null bytes of sources.
#include "frontend/lexer/source.h"

#include <gtest/gtest.h>

namespace typhon::frontend {
namespace {

struct Read {
  std::string text;
  std::string encoding;
  std::string message;
};

Read read(std::string_view bytes, SourceOptions options = {}) {
  Arena arena;
  Diagnostics diagnostics;
  Source source;
  readSource(arena, diagnostics, bytes, "file.py", options, &source);
  return {std::string(source.text), std::string(source.encoding), diagnostics.error().message};
}

TEST(Source, Newlines) {
  EXPECT_EQ(read("a\r\nb\rc\n").text, "a\nb\nc\n");
  EXPECT_EQ(read("a\r\n\r\nb", {.endWithNewline = true}).text, "a\n\nb\n");
  EXPECT_EQ(read("", {.endWithNewline = true}).text, "");
}

TEST(Source, Encodings) {
  EXPECT_EQ(read("\xEF\xBB\xBFx").text, "x");
  EXPECT_EQ(read("# coding: latin-1\n\xE9\n").text, "# coding: latin-1\n\xC3\xA9\n");
  EXPECT_EQ(read("# coding: latin-1\n\xE9\n").encoding, "iso-8859-1");
  EXPECT_EQ(read("#!/bin/python\n# -*- coding: cp1252 -*-\n\x80\n").text.substr(39), "\xE2\x82\xAC\n");
  EXPECT_EQ(read("x\n# coding: foo\n").message, "");
  EXPECT_EQ(read("# coding: foo\n").message, "unknown encoding: foo");
  EXPECT_EQ(read("# coding: ascii\n\xE9\n").message,
            "'ascii' codec can't decode byte 0xe9 in position 16: ordinal not in range(128)");
  EXPECT_EQ(read("\xEF\xBB\xBF# coding: latin-1\n").message, "encoding problem: iso-8859-1 with BOM");
}

TEST(Source, TextHasNoDeclaration) { EXPECT_EQ(read("# coding: foo\n", {.isText = true}).message, ""); }

TEST(Source, NullBytes) {
  EXPECT_EQ(read(std::string_view("a\0b", 3)).message, "source code string cannot contain null bytes");
  EXPECT_EQ(read(std::string_view("a\0b", 3), {.isFile = true}).message, "source code cannot contain null bytes");
}

TEST(Source, Utf8Errors) {
  EXPECT_EQ(utf8DecodeError("ab\xFF"), "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte");
  EXPECT_EQ(utf8DecodeError("\xE2\x82"), "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data");
  EXPECT_EQ(countCharacters("aé\xFF"), 3u);
  EXPECT_EQ(replaceInvalidUtf8("a\xFF"), "a\xEF\xBF\xBD");
}

}  // namespace
}  // namespace typhon::frontend
