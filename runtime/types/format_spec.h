// The format mini-language (format(), str.format, f-strings; PEP 3101, 378, 515, 682): the parser that int, float, complex
// and str share, padding, and the formatting of numbers. The conversions of the % operator are in percent_format.h.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/types/str.h"

namespace typhon {

// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct FormatSpec {
  char32_t fill = ' ';
  char align = '<';  // '<' '>' '=' '^'; the type's default when not given
  bool alignGiven = false;
  char sign = 0;                // '+' '-' ' '; 0: not given
  bool noNegativeZero = false;  // 'z'
  bool alternate = false;       // '#'
  int64_t width = -1;           // -1: not given
  int64_t precision = -1;
  char grouping = 0;  // ',' or '_'; 0: none
  int groupSize = 3;  // 4 for '_' with b, o, x, X
  char32_t type = 0;  // the given default if there is none
};

// Parses `text`. ValueError with CPython's messages; `typeName` is the formatted object's, for messages (typeName(v)).
// Whether the type code is known to the object is the formatter's business (raiseUnknownFormatCode).
bool parseFormatSpec(Thread* t, TextView text, const char* typeName, char32_t defaultType, char defaultAlign, FormatSpec* out);
// "Unknown format code 'x' for object of type 'int'".
Raised raiseUnknownFormatCode(Thread* t, char32_t code, const char* typeName);

// The first `limit` code points of body (all by default), padded to spec.width with spec.fill as spec.align says ('=' pads
// in front). MemoryError for absurd widths.
Str* padFormatted(Thread* t, const Str* body, const FormatSpec& spec, size_t limit = SIZE_MAX);

// format(v, spec) of an int (bools and subclasses too), a double, a complex. `v` also names the type in messages.
// An empty spec is str(v), which the caller handles (it may run Python code).
Str* formatInt(Thread* t, Value v, TextView spec);
Str* formatFloat(Thread* t, Value v, double d, TextView spec);
Str* formatComplex(Thread* t, Value v, double real, double imaginary, TextView spec);
// format(s, spec) of a str.
Str* formatStr(Thread* t, Str* s, TextView spec);

bool appendFormattedStr(Thread* t, const Str* s, TextView spec, TextBuffer* out);  // of an exact str

// Appends format(v, spec) if v is exactly an int, float or str, whose formatting runs no Python code and cannot be replaced; null
// for `spec`.data: no specification. False with an exception pending; *done says whether v was one of these.
bool appendFormatted(Thread* t, Value v, TextView spec, TextBuffer* out, bool* done);

}  // namespace typhon
