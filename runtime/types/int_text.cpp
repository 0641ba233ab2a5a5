// int: conversion to and from text in any base.
#include <charconv>
#include <cstring>

#include "runtime/base/os.h"
#include "runtime/base/unicode.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/gmp_memory.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/number_text.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

int maxStrDigits = kDefaultMaxStrDigits;

constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

// Value of a digit in base 36, or 255.
inline unsigned digitValue(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'z') return static_cast<unsigned>(lower - 'a') + 10;
  return 255;
}

Raised invalidLiteral(Thread* t, int base, Value source) {
  std::string text = TRY(reprTextPy(t, source, 200));
  return raise(t, exc::ValueError, "invalid literal for int() with base {}: {}", base, text);
}

}  // namespace

int intMaxStrDigits() { return maxStrDigits; }
void setIntMaxStrDigits(int digits) { maxStrDigits = digits; }

std::string_view asciiNumberText(const Str* s, std::string* buffer) {
  if (s->isAscii()) return s->ascii();
  buffer->clear();
  buffer->reserve(s->length);
  for (size_t i = 0; i < s->length; ++i) {
    char32_t c = s->at(i);
    if (c < 127) {
      buffer->push_back(static_cast<char>(c));
    } else if (base::isSpace(c)) {
      buffer->push_back(' ');
    } else if (base::charRecord(c).decimal < 10) {
      buffer->push_back(static_cast<char>('0' + base::charRecord(c).decimal));
    } else {
      buffer->push_back('?');
      break;
    }
  }
  return *buffer;
}

bool stripUnderscores(std::string_view* text, std::string* buffer) {
  if (text->find('_') == std::string_view::npos) return true;
  buffer->clear();
  auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  for (size_t i = 0; i < text->size(); ++i) {
    char c = (*text)[i];
    if (c != '_') {
      buffer->push_back(c);
      continue;
    }
    if (i == 0 || !isDigit((*text)[i - 1]) || i + 1 == text->size() || !isDigit((*text)[i + 1])) return false;
  }
  *text = *buffer;
  return true;
}

std::string intToText(Value v, int base) {
  int64_t small;
  if (fitsInt64(v, &small)) {
    char buffer[72];
    auto r = std::to_chars(buffer, buffer + sizeof buffer, small, base);
    return std::string(buffer, r.ptr);
  }
  IntView view(v);
  auto count = static_cast<mp_size_t>(view.count);
  auto chars = mpn_sizeinbase(view.gmp(), count, base);
  LimbBuffer scratch(view.count + 1);
  if (!scratch.data() || !base::haveMemory(chars + 2)) return {};
  std::string text(chars + 2, '\0');
  std::memcpy(scratch.data(), view.limbs, view.count * sizeof(mp_limb_t));
  auto digits = reinterpret_cast<unsigned char*>(text.data()) + 1;
  size_t length = 0;
  auto convert = [&] { length = mpn_get_str(digits, base, scratch.data(), count); };
  if (!runGmp([](void* work) { (*static_cast<decltype(convert)*>(work))(); }, &convert)) return {};
  size_t skip = 0;
  while (skip + 1 < length && digits[skip] == 0) ++skip;
  for (size_t i = skip; i < length; ++i) digits[i] = static_cast<unsigned char>(kDigits[digits[i]]);
  text.resize(length + 1);
  size_t start = skip + 1;
  if (view.negative) text[--start] = '-';
  text.erase(0, start);
  return text;
}

Str* intRepr(Thread* t, Value v) {
  if (v.isSmallInt()) {
    char buffer[24];
    auto r = std::to_chars(buffer, buffer + sizeof buffer, v.asSmallInt());
    return makeStrAscii(t, {buffer, static_cast<size_t>(r.ptr - buffer)});
  }
  auto tooLong = [t]() -> Raised {
    return raise(t, exc::ValueError,
                 "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to "
                 "increase the limit",
                 maxStrDigits);
  };
  // A bit is more than 0.301 digits; the exact count decides near the limit.
  int64_t bits = intBitLength(v);
  if (maxStrDigits > 0 && static_cast<double>(bits - 1) * 0.30102 > maxStrDigits) return tooLong();
  std::string text = intToText(v, 10);
  if (text.empty()) return raiseMemory(t);
  size_t digits = text.size() - (text[0] == '-');
  if (maxStrDigits > 0 && digits > static_cast<size_t>(maxStrDigits)) return tooLong();
  return makeStrLatin1(t, text);
}

Value intFromDigits(Thread* t, std::string_view digits, int base) {
  bool negative = false;
  if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) {
    negative = digits[0] == '-';
    digits.remove_prefix(1);
  }
  if (digits.empty()) return Value::unbound();
  auto limit = static_cast<unsigned>(base);
  if (digits.size() <= 11 || (base <= 10 && digits.size() <= 18)) {
    int64_t value = 0;
    for (char c : digits) {
      unsigned d = digitValue(c);
      if (d >= limit) return Value::unbound();
      value = value * base + d;
    }
    return makeInt(t, negative ? -value : value);
  }
  size_t skip = 0;
  while (skip < digits.size() && digits[skip] == '0') ++skip;
  digits.remove_prefix(skip);
  if (digits.empty()) return Value::smallInt(0);
  // Room: log2(base) bits per digit, rounded up.
  size_t bitsPerDigit = static_cast<size_t>(64 - __builtin_clzll(limit - 1));
  size_t count = base == 10 ? static_cast<size_t>(static_cast<double>(digits.size()) * 3.3219280949 / 64) + 2
                            : digits.size() / 64 * bitsPerDigit + bitsPerDigit + 1;
  auto values = static_cast<unsigned char*>(std::malloc(digits.size()));
  if (!values) return raiseMemory(t);
  for (size_t i = 0; i < digits.size(); ++i) {
    unsigned d = digitValue(digits[i]);
    if (d >= limit) {
      std::free(values);
      return Value::unbound();
    }
    values[i] = static_cast<unsigned char>(d);
  }
  Int* r = newInt(t, count + 1);
  if (!r) {
    std::free(values);
    return Value::error();
  }
  mp_size_t used = 0;
  bool done = withGmp(t, [&] { used = mpn_set_str(limbsOf(r), values, digits.size(), base); });
  std::free(values);
  if (!done) return Value::error();
  return finishInt(t, r, static_cast<size_t>(used), negative);
}

Value intFromText(Thread* t, std::string_view text, int base, Value source) {
  int givenBase = base;
  text = stripNumberSpace(text);
  std::string buffer;
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool mustBeZero = false;
  auto prefixBase = [&]() {
    if (text.size() < 2 || text[0] != '0') return 0;
    switch (text[1] | 0x20) {
      case 'x':
        return 16;
      case 'o':
        return 8;
      case 'b':
        return 2;
      default:
        return 0;
    }
  };
  int prefix = prefixBase();
  if (base == 0) {
    base = prefix ? prefix : 10;
    mustBeZero = !prefix && !text.empty() && text[0] == '0';  // no octal in C's style
  }
  if (prefix && prefix == base) {
    text.remove_prefix(2);
    if (!text.empty() && text[0] == '_') text.remove_prefix(1);
  }
  if (text.empty() || text[0] == '_' || text[0] == '+' || text[0] == '-') return invalidLiteral(t, givenBase, source);
  if (text.find('_') != std::string_view::npos) {
    buffer.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '_')
        buffer.push_back(text[i]);
      else if (text[i - 1] == '_' || i + 1 == text.size())
        return invalidLiteral(t, givenBase, source);
    }
    text = buffer;
  }
  bool powerOfTwo = (base & (base - 1)) == 0;
  if (!powerOfTwo && text.size() > static_cast<size_t>(kMaxStrDigitsThreshold) && maxStrDigits > 0 &&
      text.size() > static_cast<size_t>(maxStrDigits)) {
    for (char c : text)
      if (digitValue(c) >= static_cast<unsigned>(base)) return invalidLiteral(t, givenBase, source);
    return raise(t, exc::ValueError,
                 "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use "
                 "sys.set_int_max_str_digits() to increase the limit",
                 maxStrDigits, text.size());
  }
  Value v = TRY(intFromDigits(t, text, base));
  if (v.isUnbound() || (mustBeZero && v != Value::smallInt(0))) return invalidLiteral(t, givenBase, source);
  return negative ? intNegate(t, v) : v;
}

}  // namespace typhon
