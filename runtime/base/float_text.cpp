// Doubles to text and back. Digits come from std::to_chars (shortest, or exact for a precision); the layout is
// Python's.
#include "runtime/base/float_text.h"

#include <locale.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>

namespace typhon::base {

namespace {

// Significant digits of |value| and the position of the decimal point relative to their beginning.
struct Digits {
  std::string text;
  int point;
};

// Takes the output of to_chars in scientific form apart.
Digits splitScientific(const char* begin, const char* end) {
  Digits result;
  const char* p = begin;
  while (p < end && *p != 'e') {
    if (*p != '.') result.text.push_back(*p);
    ++p;
  }
  int exponent = 0;
  if (p < end) {
    ++p;
    bool negative = *p == '-';
    if (*p == '+' || *p == '-') ++p;
    while (p < end) exponent = exponent * 10 + (*p++ - '0');
    if (negative) exponent = -exponent;
  }
  result.point = exponent + 1;
  return result;
}

Digits shortestDigits(double magnitude) {
  char buffer[40];
  auto r = std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific);
  return splitScientific(buffer, r.ptr);
}

// `count` digits, correctly rounded.
Digits roundedDigits(double magnitude, size_t count) {
  std::string buffer(count + 16, '\0');
  auto r = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, std::chars_format::scientific,
                         static_cast<int>(count - 1));
  return splitScientific(buffer.data(), r.ptr);
}

void stripTrailingZeros(std::string* digits) {
  while (digits->size() > 1 && digits->back() == '0') digits->pop_back();
}

void appendExponent(int exponent, bool upper, std::string* out) {
  out->push_back(upper ? 'E' : 'e');
  out->push_back(exponent < 0 ? '-' : '+');
  unsigned magnitude = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  if (magnitude < 10) out->push_back('0');
  out->append(std::to_string(magnitude));
}

void appendScientific(const Digits& d, bool upper, bool keepPoint, std::string* out) {
  out->push_back(d.text[0]);
  if (d.text.size() > 1 || keepPoint) out->push_back('.');
  out->append(d.text, 1);
  appendExponent(d.point - 1, upper, out);
}

void appendPositional(const Digits& d, bool addDot0, bool keepPoint, std::string* out) {
  auto size = static_cast<int>(d.text.size());
  if (d.point <= 0) {
    out->append("0.").append(static_cast<size_t>(-d.point), '0').append(d.text);
  } else if (d.point >= size) {
    out->append(d.text).append(static_cast<size_t>(d.point - size), '0');
    if (addDot0)
      out->append(".0");
    else if (keepPoint)
      out->push_back('.');
  } else {
    out->append(d.text, 0, static_cast<size_t>(d.point)).push_back('.');
    out->append(d.text, static_cast<size_t>(d.point));
  }
}

bool allZero(const std::string& text) { return text.find_first_of("123456789") == std::string::npos; }

}  // namespace

size_t floatReprTo(double value, char* buffer) {
  if (std::isnan(value)) return std::memcpy(buffer, "nan", 3), 3;
  if (std::isinf(value)) {
    size_t n = value < 0 ? 4 : 3;
    std::memcpy(buffer, value < 0 ? "-inf" : "inf", n);
    return n;
  }
  char* out = buffer;
  if (std::signbit(value)) *out++ = '-', value = -value;
  // Integral values of moderate size, the commonest case, need no search for the shortest digits.
  if (value < 1e15 && value == std::floor(value)) {
    auto r = std::to_chars(out, buffer + kFloatReprSize, static_cast<uint64_t>(value));
    r.ptr[0] = '.', r.ptr[1] = '0';
    return static_cast<size_t>(r.ptr + 2 - buffer);
  }
  // Between 1e-4 and 1e16 the positional text of to_chars is Python's.
  if (value >= 1e-4 && value < 1e16) {
    auto r = std::to_chars(out, buffer + kFloatReprSize, value, std::chars_format::fixed);
    char* end = r.ptr;
    if (!std::memchr(out, '.', static_cast<size_t>(end - out))) *end++ = '.', *end++ = '0';
    return static_cast<size_t>(end - buffer);
  }
  auto r = std::to_chars(out, buffer + kFloatReprSize, value, std::chars_format::scientific);
  return static_cast<size_t>(r.ptr - buffer);
}

std::string floatRepr(double value) {
  char buffer[kFloatReprSize];
  return std::string(buffer, floatReprTo(value, buffer));
}

size_t fixedTextTo(double value, int precision, unsigned flags, char* buffer, size_t size) {
  constexpr int kMostDigits = 17;
  if (precision > kMostDigits || static_cast<size_t>(precision) + 24 > size) return 0;
  uint64_t bits = std::bit_cast<uint64_t>(value);
  int exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1075;  // |value| == mantissa * 2^exponent
  uint64_t mantissa = (bits & ((uint64_t{1} << 52) - 1)) | uint64_t{1} << 52;
  if ((bits & ~(uint64_t{1} << 63)) == 0) mantissa = 0, exponent = 0;
  if (exponent > 10 || exponent < -120) return 0;
  uint64_t power = 1;
  for (int i = 0; i < precision; ++i) power *= 10;
  // mantissa * 10^precision * 2^exponent, rounded half to even: below 2^53 * 2^57 before the shift.
  unsigned __int128 scaled = static_cast<unsigned __int128>(mantissa) * power;
  if (exponent >= 0) {
    scaled <<= exponent;
  } else {
    int shift = -exponent;
    unsigned __int128 rest = scaled & ((static_cast<unsigned __int128>(1) << shift) - 1), half = static_cast<unsigned __int128>(1)
                                                                                                 << (shift - 1);
    scaled >>= shift;
    if (rest > half || (rest == half && scaled & 1)) ++scaled;
  }
  if (scaled >> 64) return 0;
  auto digits = static_cast<uint64_t>(scaled);
  char text[24];
  char* end = text + sizeof text;
  char* p = end;
  for (uint64_t n = digits; n; n /= 10) *--p = static_cast<char>('0' + n % 10);
  while (end - p < precision + 1) *--p = '0';
  char* out = buffer;
  bool negative = bits >> 63 && !(flags & kFloatNoNegZero && digits == 0);
  if (negative)
    *out++ = '-';
  else if (flags & kFloatSign)
    *out++ = '+';
  size_t whole = static_cast<size_t>(end - p) - static_cast<size_t>(precision);
  std::memcpy(out, p, whole);
  out += whole;
  if (precision) {
    *out++ = '.';
    std::memcpy(out, p + whole, static_cast<size_t>(precision));
    out += precision;
  } else if (flags & kFloatAddDot0) {
    *out++ = '.', *out++ = '0';
  } else if (flags & kFloatAlternate) {
    *out++ = '.';
  }
  return static_cast<size_t>(out - buffer);
}

std::string formatDouble(double value, char code, int precision, unsigned flags) {
  bool upper = code == 'E' || code == 'F' || code == 'G';
  char kind = upper ? static_cast<char>(code + ('a' - 'A')) : code;
  std::string out;
  if (kind == '%') value *= 100;
  if (kind == 'f' || kind == '%') {
    char buffer[48];
    if (size_t length = fixedTextTo(value, precision, flags, buffer, sizeof buffer)) {
      out.assign(buffer, length);
      if (kind == '%') out.push_back('%');
      return out;
    }
  }
  if (!std::isfinite(value)) {
    if (std::isnan(value)) {
      out = flags & kFloatSign ? "+" : "";
      out += upper ? "NAN" : "nan";
    } else {
      out = value < 0 ? "-" : flags & kFloatSign ? "+" : "";
      out += upper ? "INF" : "inf";
    }
    if (kind == '%') out.push_back('%');
    return out;
  }
  bool negative = std::signbit(value);
  double magnitude = std::fabs(value);
  bool alternate = flags & kFloatAlternate, addDot0 = flags & kFloatAddDot0;
  std::string body;
  switch (kind) {
    case 'r': {
      Digits d = shortestDigits(magnitude);
      if (d.text == "0") d.point = 1;
      if (d.point <= -4 || d.point > 16) {
        appendScientific(d, upper, alternate, &body);
      } else {
        appendPositional(d, addDot0, alternate, &body);
      }
      break;
    }
    case 'e': {
      Digits d = roundedDigits(magnitude, static_cast<size_t>(precision) + 1);
      appendScientific(d, upper, alternate, &body);
      break;
    }
    case 'g': {
      if (precision == 0) precision = 1;
      Digits d = roundedDigits(magnitude, static_cast<size_t>(precision));
      if (magnitude == 0) d.point = 1;
      bool scientific = d.point <= -4 || d.point > precision;
      // An integral text must leave room for the ".0" that is to be added: CPython then goes over to the exponent
      // earlier.
      if (addDot0 && d.point == precision) scientific = true;
      if (!alternate) stripTrailingZeros(&d.text);
      if (scientific)
        appendScientific(d, upper, alternate, &body);
      else
        appendPositional(d, addDot0, alternate, &body);
      break;
    }
    default: {  // 'f' and '%'
      body.resize(static_cast<size_t>(precision) + 330);
      auto r = std::to_chars(body.data(), body.data() + body.size(), magnitude, std::chars_format::fixed, precision);
      body.resize(static_cast<size_t>(r.ptr - body.data()));
      if (precision == 0) {
        if (addDot0)
          body += ".0";
        else if (alternate)
          body.push_back('.');
      }
      break;
    }
  }
  if (negative && (flags & kFloatNoNegZero) && allZero(body.substr(0, body.find_first_of("eE")))) negative = false;
  if (negative)
    out.push_back('-');
  else if (flags & kFloatSign)
    out.push_back('+');
  out += body;
  if (kind == '%') out.push_back('%');
  return out;
}

namespace {

bool startsWithNoCase(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i)
    if ((text[i] | 0x20) != word[i]) return false;
  return true;
}

bool isAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// strtod in the C locale, for the values that from_chars refuses (too large or too small).
double strtodInC(std::string_view text) {
  static locale_t cLocale = newlocale(LC_ALL_MASK, "C", nullptr);
  return strtod_l(std::string(text).c_str(), nullptr, cLocale);
}

}  // namespace

size_t parseDoublePrefix(std::string_view text, double* value) {
  size_t i = 0;
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) negative = text[i++] == '-';
  std::string_view rest = text.substr(i);
  if (startsWithNoCase(rest, "inf")) {
    double infinity = std::numeric_limits<double>::infinity();
    *value = negative ? -infinity : infinity;
    return i + (startsWithNoCase(rest, "infinity") ? 8 : 3);
  }
  if (startsWithNoCase(rest, "nan")) {
    double nan = std::numeric_limits<double>::quiet_NaN();
    *value = negative ? -nan : nan;
    return i + 3;
  }
  size_t end = 0, digits = 0;
  while (end < rest.size() && isAsciiDigit(rest[end])) ++end, ++digits;
  if (end < rest.size() && rest[end] == '.') {
    size_t after = end + 1;
    while (after < rest.size() && isAsciiDigit(rest[after])) ++after, ++digits;
    if (digits) end = after;
  }
  if (!digits) return 0;
  if (end < rest.size() && (rest[end] | 0x20) == 'e') {
    size_t exponent = end + 1;
    if (exponent < rest.size() && (rest[exponent] == '+' || rest[exponent] == '-')) ++exponent;
    if (exponent < rest.size() && isAsciiDigit(rest[exponent])) {
      while (exponent < rest.size() && isAsciiDigit(rest[exponent])) ++exponent;
      end = exponent;
    }
  }
  double result = 0;
  auto r = std::from_chars(rest.data(), rest.data() + end, result);
  if (r.ec != std::errc()) result = strtodInC(rest.substr(0, end));
  *value = negative ? -result : result;
  return i + end;
}

std::string floatHex(double value) {
  if (!std::isfinite(value)) return floatRepr(value);
  uint64_t bits = std::bit_cast<uint64_t>(value);
  std::string out = bits >> 63 ? "-0x" : "0x";
  uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  if (exponent == 0 && fraction == 0) return out + "0.0p+0";
  out.push_back(exponent ? '1' : '0');
  out.push_back('.');
  for (int shift = 48; shift >= 0; shift -= 4) out.push_back("0123456789abcdef"[fraction >> shift & 15]);
  int e = exponent ? exponent - 1023 : -1022;
  out += e < 0 ? "p-" : "p+";
  return out + std::to_string(e < 0 ? -e : e);
}

HexFloatResult parseHexFloat(std::string_view text, double* value) {
  auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double magnitude = 0;
  if (startsWithNoCase(text, "inf") || startsWithNoCase(text, "nan")) {
    bool infinite = (text[0] | 0x20) == 'i';
    size_t used = startsWithNoCase(text, "infinity") ? 8 : 3;
    if (text.size() != used) return HexFloatResult::Invalid;
    magnitude = infinite ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    *value = negative ? -magnitude : magnitude;
    return HexFloatResult::Ok;
  }
  if (startsWithNoCase(text, "0x")) text.remove_prefix(2);
  auto hexDigit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  // 64 significant bits and a sticky bit are enough to round correctly.
  uint64_t mantissa = 0;
  bool sticky = false, seenPoint = false;
  int64_t exponent = 0;  // value == mantissa * 2^exponent
  size_t i = 0, digits = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !seenPoint) {
      seenPoint = true;
      continue;
    }
    int d = hexDigit(text[i]);
    if (d < 0) break;
    ++digits;
    if (mantissa >> 60) {
      sticky |= d != 0;
      if (!seenPoint) exponent += 4;
    } else {
      mantissa = mantissa << 4 | static_cast<uint64_t>(d);
      if (seenPoint) exponent -= 4;
    }
  }
  if (!digits) return HexFloatResult::Invalid;
  if (i < text.size()) {
    if ((text[i] | 0x20) != 'p') return HexFloatResult::Invalid;
    ++i;
    bool negativeExponent = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) negativeExponent = text[i++] == '-';
    if (i == text.size()) return HexFloatResult::Invalid;
    int64_t e = 0;
    for (; i < text.size(); ++i) {
      if (!isAsciiDigit(text[i])) return HexFloatResult::Invalid;
      if (e < int64_t{1} << 56) e = e * 10 + (text[i] - '0');
    }
    exponent += negativeExponent ? -e : e;
  }
  if (mantissa == 0) {
    *value = negative ? -0.0 : 0.0;
    return HexFloatResult::Ok;
  }
  int64_t top = 63 - std::countl_zero(mantissa) + exponent;  // exponent of the leading bit
  if (top > 1023) return HexFloatResult::TooLarge;
  if (top < -1080) {
    *value = negative ? -0.0 : 0.0;
    return HexFloatResult::Ok;
  }
  int64_t lowest = top - 52 < -1074 ? -1074 : top - 52;  // weight of the last bit kept
  int64_t drop = lowest - exponent;
  if (drop > 0) {
    if (drop > 64) {
      mantissa = 0;
    } else {
      uint64_t half = uint64_t{1} << (drop - 1);
      bool above = mantissa & half, below = sticky || (mantissa & (half - 1));
      mantissa = drop == 64 ? 0 : mantissa >> drop;
      if (above && (below || (mantissa & 1))) ++mantissa;
    }
    exponent = lowest;
  }
  magnitude = std::ldexp(static_cast<double>(mantissa), static_cast<int>(exponent));
  if (std::isinf(magnitude)) return HexFloatResult::TooLarge;
  *value = negative ? -magnitude : magnitude;
  return HexFloatResult::Ok;
}

double halfToDouble(uint16_t bits) {
  int exponent = bits >> 10 & 0x1F;
  int fraction = bits & 0x3FF;
  double magnitude;
  if (exponent == 0x1F) {
    magnitude = fraction ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
  } else if (exponent == 0) {
    magnitude = std::ldexp(fraction, -24);
  } else {
    magnitude = std::ldexp(fraction + 1024, exponent - 25);
  }
  return bits & 0x8000 ? -magnitude : magnitude;
}

bool doubleToHalf(double value, uint16_t* bits) {
  uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  double magnitude = std::fabs(value);
  if (std::isnan(value)) {
    *bits = sign | 0x7E00;
  } else if (std::isinf(value)) {
    *bits = sign | 0x7C00;
  } else if (magnitude < 0x1p-14) {
    *bits = static_cast<uint16_t>(sign | static_cast<uint16_t>(std::nearbyint(std::ldexp(magnitude, 24))));
  } else {
    int e;
    double fraction = std::frexp(magnitude, &e);                                 // [0.5, 1)
    auto mantissa = static_cast<int>(std::nearbyint(std::ldexp(fraction, 11)));  // [1024, 2048]
    if (mantissa == 2048) mantissa = 1024, ++e;
    if (e > 16) return false;
    *bits = static_cast<uint16_t>(sign | ((e + 14) << 10) | (mantissa - 1024));
  }
  return true;
}

}  // namespace typhon::base
