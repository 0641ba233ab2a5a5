// Text that int(), float() and complex() read.
#pragma once

#include <string>
#include <string_view>

#include "runtime/types/str.h"

namespace typhon {

// The string with decimal digits of any script as ASCII digits and Unicode white space as blanks; another character
// outside ASCII becomes '?' and ends the text. ASCII strings are returned as they are, else `buffer` is used.
std::string_view asciiNumberText(const Str* s, std::string* buffer);

inline bool isNumberSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline std::string_view stripNumberSpace(std::string_view text) {
  while (!text.empty() && isNumberSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isNumberSpace(text.back())) text.remove_suffix(1);
  return text;
}

// Removes underscores that stand between digits (PEP 515). False if one stands elsewhere. *text then views `buffer`.
bool stripUnderscores(std::string_view* text, std::string* buffer);

// int(text, base) for text of a str (or bytes), `source` for the message. ValueError.
Value intFromText(Thread* t, std::string_view text, int base, Value source);
// int(v), as CPython's PyNumber_Long: __int__, __index__, __trunc__, text. Runs Python code.
Value toIntPy(Thread* t, Value v);

// The digit limits of int <-> str conversions (sys.get_int_max_str_digits); 0: none.
inline constexpr int kDefaultMaxStrDigits = 4300, kMaxStrDigitsThreshold = 640;
int intMaxStrDigits();
void setIntMaxStrDigits(int digits);

}  // namespace typhon
