// Conversion between doubles and text with Python's spelling. Exact in both directions (std::to_chars,
// std::from_chars). Nothing here allocates on the managed heap, raises or runs Python code.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace typhon::base {

// repr(value): shortest text that reads back as the same value; "inf", "-inf", "nan"; a ".0" for integral values.
std::string floatRepr(double value);
// The same into a buffer of at least kFloatReprSize bytes; returns the length (no terminating zero).
constexpr size_t kFloatReprSize = 32;
size_t floatReprTo(double value, char* buffer);

enum FloatFormatFlag : unsigned {
  kFloatSign = 1,       // always a sign
  kFloatAddDot0 = 2,    // ".0" if the text would look like an integer
  kFloatAlternate = 4,  // '#': keep the point and, in 'g', trailing zeros
  kFloatNoNegZero = 8,  // 'z': minus zero after rounding loses its sign
};

// CPython's PyOS_double_to_string: code is one of e E f F g G r, precision is ignored for 'r'. Also '%': 100 * value as
// 'f' and a percent sign. Upper case codes give "INF", "NAN" and 'E'.
std::string formatDouble(double value, char code, int precision, unsigned flags = 0);

// formatDouble(value, 'f', precision, flags) into a buffer, for the numbers that exact integer arithmetic can print quickly;
// 0 for others. The buffer has to hold precision + 24 characters.
size_t fixedTextTo(double value, int precision, unsigned flags, char* buffer, size_t size);

// Reads an optionally signed decimal number, "inf", "infinity" or "nan" (any case) at the beginning of text, without
// white space and underscores. Sets *value (overflow gives an infinity, underflow a zero or a subnormal) and returns
// the number of characters read, 0 if there is no number.
size_t parseDoublePrefix(std::string_view text, double* value);
// The same for the whole of text.
inline bool parseDouble(std::string_view text, double* value) {
  return !text.empty() && parseDoublePrefix(text, value) == text.size();
}

// float.hex() and float.fromhex() (white space around is allowed, as there).
std::string floatHex(double value);
enum class HexFloatResult : uint8_t { Ok, Invalid, TooLarge };
HexFloatResult parseHexFloat(std::string_view text, double* value);

// IEEE 754 half precision (struct 'e'). The second returns false if the value is too large for it.
double halfToDouble(uint16_t bits);
bool doubleToHalf(double value, uint16_t* bits);

}  // namespace typhon::base
