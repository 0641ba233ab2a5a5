// The numeric conversions of the % operator of str, bytes and bytearray.
#pragma once

#include <string>

#include "runtime/exec/errors.h"

namespace typhon {

struct PercentSpec {
  bool left = false;       // '-'
  bool plus = false;       // '+'
  bool blank = false;      // ' '
  bool alternate = false;  // '#'
  bool zero = false;       // '0'
  int64_t width = -1;      // -1: not given
  int64_t precision = -1;
};

// Appends the text of `v` converted with code d i u o x X e E f F g G, padded to the width: ASCII. TypeErrors "%d format: a
// real number is required, not str", "%x format: an integer is required, not float", "must be real number, not str".
// Runs Python code (__index__, __int__, __float__).
bool formatPercentNumberPy(Thread* t, char code, Value v, const PercentSpec& spec, std::string* out);

// The character that `%c` of str stands for: an int in range(0x110000) or a str of length one. OverflowError "%c arg not in
// range(0x110000)", TypeError "%c requires int or char". Runs Python code (__index__).
Maybe<char32_t> percentCharPy(Thread* t, Value v);

}  // namespace typhon
