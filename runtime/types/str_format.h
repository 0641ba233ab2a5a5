// Parsing of format strings (str.format, string.Formatter).
#pragma once

#include "runtime/types/str.h"

namespace typhon {

// One piece of a format string: literal text, then perhaps a replacement field.
struct FormatPiece {
  TextView literal;
  bool hasField = false;
  TextView field, spec;
  char32_t conversion = 0;
  bool specHasFields = false;
};
// Goes through the pieces of a format string.
class FormatParser {
 public:
  FormatParser(Thread* t, TextView text) : thread_(t), text_(text) {}
  // The next piece; Unbound-like end is *done. ValueError for malformed strings.
  bool next(FormatPiece* piece, bool* done);

 private:
  bool parseField(FormatPiece* piece);
  Thread* thread_;
  TextView text_;
  size_t at_ = 0;
};

// A field's name: "0.name[key]". The first part, then steps.
class FieldName {
 public:
  FieldName(Thread* t, TextView text) : thread_(t), text_(text) {}
  // index: its number, or -1.
  bool first(TextView* name, int64_t* index);
  // The next step; *done at the end. index: the number in brackets, or -1.
  bool next(bool* isAttribute, TextView* name, int64_t* index, bool* done);

 private:
  Thread* thread_;
  TextView text_;
  size_t at_ = 0;
};

}  // namespace typhon
