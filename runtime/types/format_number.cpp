// format() of int, float and complex.
#include <charconv>
#include <climits>
#include <cmath>
#include <cstring>
#include <string>

#include "runtime/base/float_text.h"
#include "runtime/base/utf8.h"
#include "runtime/object/type.h"
#include "runtime/types/digit_grouping.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/number_text.h"

namespace typhon {
namespace {

Grouping groupingOf(const FormatSpec& spec) {
  Grouping g;
  if (spec.type == 'n') {
    g = localeGrouping();
  } else if (spec.grouping) {
    g.separator = std::string(1, spec.grouping);
    g.sizes = std::string(1, static_cast<char>(spec.groupSize));
  }
  return g;
}

// A number taken apart: [sign][prefix][digits][point][rest].
struct Parts {
  bool negative = false;
  std::string prefix;
  std::string digits;
  bool point = false;
  std::string rest;    // fraction, exponent, percent sign; or "inf", "nan", a character
  size_t zerosAt = 0;  // where in `rest` ...
  size_t zeros = 0;    // ... this many zeros are to be put
};

// The text of a number laid out: what stands before and after the padding that '=' inserts.
struct Layout {
  std::string head;  // sign and prefix
  std::string body;  // grouped digits and point
  size_t length;     // code points without padding
};

bool layOut(Thread* t, const Parts& parts, const FormatSpec& spec, const Grouping& g, Layout* out) {
  if (parts.negative)
    out->head = "-";
  else if (spec.sign == '+' || spec.sign == ' ')
    out->head = std::string(1, spec.sign);
  out->head += parts.prefix;
  size_t fixed = out->head.size() + (parts.point ? codePoints(g.point) : 0) + codePoints(parts.rest) + parts.zeros;
  size_t minWidth = 0;
  if (spec.fill == '0' && spec.align == '=' && spec.width > static_cast<int64_t>(fixed))
    minWidth = static_cast<size_t>(spec.width) - fixed;
  if (minWidth > size_t{1} << 40) return raiseMemory(t);
  if (parts.digits.empty() || (g.sizes.empty() && minWidth <= parts.digits.size()))
    out->body = parts.digits;
  else if (g.sizes.empty())
    out->body = std::string(minWidth - parts.digits.size(), '0') + parts.digits;
  else
    out->body = groupDigits(parts.digits, g, minWidth);
  out->length = fixed + codePoints(out->body);
  if (parts.point) out->body += g.point;
  return true;
}

bool emitRest(StrBuilder& builder, const Parts& parts) {
  std::string_view rest = parts.rest;
  if (!parts.zeros) return builder.add(rest);
  return builder.add(rest.substr(0, parts.zerosAt)) && builder.addFill('0', parts.zeros) &&
         builder.add(rest.substr(parts.zerosAt));
}

Str* emit(Thread* t, const Parts& parts, const FormatSpec& spec, const Grouping& g) {
  Layout layout;
  if (!layOut(t, parts, spec, g, &layout)) return nullptr;
  auto width = spec.width < 0 ? size_t{0} : static_cast<size_t>(spec.width);
  size_t padding = width > layout.length ? width - layout.length : 0;
  if (padding == 0 && parts.zeros == 0) return makeStr(t, layout.head + layout.body + parts.rest);
  size_t left = 0, inside = 0;
  if (spec.align == '>')
    left = padding;
  else if (spec.align == '^')
    left = padding / 2;
  else if (spec.align == '=')
    inside = padding;
  StrBuilder builder(t);
  if (!builder.addFill(spec.fill, left) || !builder.add(layout.head) || !builder.addFill(spec.fill, inside) ||
      !builder.add(layout.body) || !emitRest(builder, parts) || !builder.addFill(spec.fill, padding - left - inside))
    return nullptr;
  return builder.finish();
}

// A number's text where nothing is grouped and there is no locale: [sign and prefix][rest], ASCII.
struct PlainNumber {
  char buffer[80];
  std::string large;  // what does not fit into the buffer
  std::string_view head, body;
};

// Where the padding goes.
struct NumberPadding {
  size_t left = 0, inside = 0, right = 0;
  NumberPadding(size_t length, const FormatSpec& spec) {
    auto width = spec.width < 0 ? size_t{0} : static_cast<size_t>(spec.width);
    size_t padding = width > length ? width - length : 0;
    if (spec.align == '>')
      left = padding;
    else if (spec.align == '^')
      left = padding / 2;
    else if (spec.align == '=')
      inside = padding;
    right = padding - left - inside;
  }
};

Str* strOf(Thread* t, const PlainNumber& n, const FormatSpec& spec) {
  size_t length = n.head.size() + n.body.size();
  NumberPadding padding(length, spec);
  size_t total = length + padding.left + padding.inside + padding.right;
  if (spec.fill < 0x80 && total > 1) {
    Str* out = TRY(makeStrUninitialised(t, total, 0x7F));
    uint8_t* p = mutableData(out);
    auto fill = [&](size_t count) {
      if (count) std::memset(p, static_cast<int>(spec.fill), count);
      p += count;
    };
    auto put = [&](std::string_view text) {
      copyShort(p, text.data(), text.size());
      p += text.size();
    };
    fill(padding.left);
    put(n.head);
    fill(padding.inside);
    put(n.body);
    fill(padding.right);
    return out;
  }
  StrBuilder builder(t);
  if (!builder.addFill(spec.fill, padding.left) || !builder.add(n.head) || !builder.addFill(spec.fill, padding.inside) ||
      !builder.add(n.body) || !builder.addFill(spec.fill, padding.right))
    return nullptr;
  return builder.finish();
}

bool append(Thread* t, const PlainNumber& n, const FormatSpec& spec, TextBuffer* out) {
  NumberPadding padding(n.head.size() + n.body.size(), spec);
  if (padding.left) out->appendRepeated(spec.fill, padding.left);
  out->append(TextView(n.head));
  if (padding.inside) out->appendRepeated(spec.fill, padding.inside);
  out->append(TextView(n.body));
  if (padding.right) out->appendRepeated(spec.fill, padding.right);
  return !out->failed() || raiseMemory(t);
}

// Digits beyond this precision are zeros: no double has more.
constexpr int64_t kExactPrecision = 1100;

// A double converted by `code` ('r', e, f, g, their capitals, or '%'), taken apart. The precision is not negative.
Parts partsOf(double d, char code, int64_t precision, unsigned flags) {
  Parts parts;
  int64_t extra = 0;
  if (precision > kExactPrecision) {
    bool general = code == 'g' || code == 'G';
    if (std::isfinite(code == '%' ? d * 100 : d) && (!general || (flags & base::kFloatAlternate)))
      extra = precision - kExactPrecision;
    precision = kExactPrecision;
  }
  std::string text = base::formatDouble(d, code, static_cast<int>(precision), flags);
  size_t at = 0;
  if (text[0] == '-') {
    parts.negative = true;
    at = 1;
  }
  size_t digitsEnd = at;
  while (digitsEnd < text.size() && text[digitsEnd] >= '0' && text[digitsEnd] <= '9') ++digitsEnd;
  parts.digits = text.substr(at, digitsEnd - at);
  parts.point = digitsEnd < text.size() && text[digitsEnd] == '.';
  parts.rest = text.substr(digitsEnd + (parts.point ? 1 : 0));
  if (extra) {
    size_t end = parts.rest.find_first_of("eE%");
    parts.zerosAt = end == std::string::npos ? parts.rest.size() : end;
    parts.zeros = static_cast<size_t>(extra);
  }
  return parts;
}

// What float and complex share: code, precision and flags from the specification.
struct Conversion {
  char code;
  int64_t precision;
  unsigned flags;
};
bool conversionOf(Thread* t, const FormatSpec& spec, bool addDot0, Conversion* out) {
  if (spec.precision > INT_MAX) return raise(t, exc::ValueError, "precision too big");
  out->flags = (spec.alternate ? base::kFloatAlternate : 0) | (spec.noNegativeZero ? base::kFloatNoNegZero : 0);
  out->precision = spec.precision < 0 ? 6 : spec.precision;
  out->code = static_cast<char>(spec.type);
  if (spec.type == 0) {
    if (addDot0) out->flags |= base::kFloatAddDot0;
    out->code = spec.precision < 0 ? 'r' : 'g';
    if (spec.precision < 0) out->precision = 0;
  } else if (spec.type == 'n') {
    out->code = 'g';
  }
  return true;
}

// Takes a plain text apart: the sign is what follows the padding of '='.
void setPlain(std::string_view text, const FormatSpec& spec, PlainNumber* plain) {
  if (text[0] == '-') {
    plain->head = text.substr(0, 1);
    text.remove_prefix(1);
  } else if (spec.sign == '+' || spec.sign == ' ') {
    plain->head = spec.sign == '+' ? "+" : " ";
  }
  plain->body = text;
}

// Both formatters leave either *plain, or the whole text in *whole.
bool formatFloatWith(Thread* t, double d, const FormatSpec& spec, PlainNumber* plain, Str** whole) {
  Conversion c;
  if (!conversionOf(t, spec, true, &c)) return false;
  if (spec.grouping || spec.type == 'n' || c.precision > kExactPrecision) {
    *whole = emit(t, partsOf(d, c.code, c.precision, c.flags), spec, groupingOf(spec));
    return *whole != nullptr;
  }
  size_t length = c.code == 'f' || c.code == 'F'
                      ? base::fixedTextTo(d, static_cast<int>(c.precision), c.flags, plain->buffer, sizeof plain->buffer)
                      : 0;
  if (length) {
    setPlain({plain->buffer, length}, spec, plain);
  } else {
    plain->large = base::formatDouble(d, c.code, static_cast<int>(c.precision), c.flags);
    setPlain(plain->large, spec, plain);
  }
  return true;
}

// Puts the separator between groups of the digits from `first` to `end`, behind which there is room. Returns the new end.
char* groupInPlace(char* first, char* end, const FormatSpec& spec) {
  if (*first == '-') ++first;
  auto size = static_cast<size_t>(spec.groupSize), left = (static_cast<size_t>(end - first) - 1) / size;
  char *from = end, *to = end + left, *newEnd = to;
  for (size_t inGroup = 0; left;) {
    *--to = *--from;
    if (++inGroup < size) continue;
    *--to = spec.grouping;
    inGroup = 0;
    --left;
  }
  return newEnd;
}

bool formatIntWith(Thread* t, Value v, const FormatSpec& spec, const char* name, PlainNumber* plain, Str** whole) {
  switch (spec.type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': {
      double d = TRY(intToDoubleChecked(t, v));
      return formatFloatWith(t, d, spec, plain, whole);
    }
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
      break;
    default:
      return raiseUnknownFormatCode(t, spec.type, name);
  }
  if (spec.precision >= 0) return raise(t, exc::ValueError, "Precision not allowed in integer format specifier");
  if (spec.noNegativeZero) return raise(t, exc::ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
  Parts parts;
  if (spec.type == 'c') {
    if (spec.sign) return raise(t, exc::ValueError, "Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return raise(t, exc::ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    int64_t c = TRY(toInt64(t, v));
    if (c < 0 || c > 0x10FFFF) return raise(t, exc::OverflowError, "%c arg not in range(0x110000)");
    char buffer[4];
    parts.rest.assign(buffer, base::encodeUtf8One(static_cast<char32_t>(c), buffer));
    *whole = emit(t, parts, spec, Grouping());
    return *whole != nullptr;
  }
  int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
  bool groupsZeros = spec.grouping && spec.fill == '0' && spec.align == '=';
  if (v.isSmallInt() && !groupsZeros && spec.type != 'n' && !(spec.alternate && base != 10)) {
    // 62 binary digits, their sign and separators fit.
    char* end = std::to_chars(plain->buffer, plain->buffer + sizeof plain->buffer, v.asSmallInt(), base).ptr;
    if (spec.type == 'X')
      for (char* p = plain->buffer; p != end; ++p)
        if (*p >= 'a') *p = static_cast<char>(*p - 32);
    if (spec.grouping) end = groupInPlace(plain->buffer, end, spec);
    setPlain({plain->buffer, static_cast<size_t>(end - plain->buffer)}, spec, plain);
    return true;
  }
  if (base == 10 && !v.isSmallInt()) {
    Value exact = TRY(exactInt(t, v));
    Str* decimal = TRY(intRepr(t, exact));
    parts.digits = decimal->ascii();
  } else {
    parts.digits = intToText(v, base);
    if (parts.digits.empty()) return raiseMemory(t);
  }
  if (parts.digits[0] == '-') {
    parts.negative = true;
    parts.digits.erase(0, 1);
  }
  if (spec.alternate && base != 10) parts.prefix = std::string("0") + static_cast<char>(spec.type);
  if (spec.type == 'X')
    for (char& c : parts.digits)
      if (c >= 'a') c = static_cast<char>(c - 32);
  *whole = emit(t, parts, spec, groupingOf(spec));
  return *whole != nullptr;
}

bool isFloatCode(char32_t code) {
  switch (code) {
    case 0:
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'n':
    case '%':
      return true;
    default:
      return false;
  }
}

}  // namespace

Str* formatInt(Thread* t, Value v, TextView text) {
  FormatSpec spec;
  PlainNumber plain;
  Str* whole = nullptr;
  const char* name = typeName(v);
  if (!parseFormatSpec(t, text, name, 'd', '>', &spec) || !formatIntWith(t, v, spec, name, &plain, &whole)) return nullptr;
  return whole ? whole : strOf(t, plain, spec);
}

Str* formatFloat(Thread* t, Value v, double d, TextView text) {
  FormatSpec spec;
  PlainNumber plain;
  Str* whole = nullptr;
  const char* name = typeName(v);
  if (!parseFormatSpec(t, text, name, 0, '>', &spec)) return nullptr;
  if (!isFloatCode(spec.type)) return raiseUnknownFormatCode(t, spec.type, name);
  if (!formatFloatWith(t, d, spec, &plain, &whole)) return nullptr;
  return whole ? whole : strOf(t, plain, spec);
}

bool appendFormatted(Thread* t, Value v, TextView text, TextBuffer* out, bool* done) {
  FormatSpec spec;
  PlainNumber plain;
  Str* whole = nullptr;
  Type* type = typeOf(v);
  *done = true;
  if (type == types::str) {
    if (text.size) return appendFormattedStr(t, v.as<Str>(), text, out);
    out->append(textOf(v.as<Str>()));
    return !out->failed() || raiseMemory(t);
  }
  if (type == types::int_) {
    if (text.size == 0 && !v.isSmallInt()) {
      whole = TRY(intRepr(t, v));
    } else {
      if (text.size)
        TRY(parseFormatSpec(t, text, "int", 'd', '>', &spec));
      else
        spec.type = 'd';
      TRY(formatIntWith(t, v, spec, "int", &plain, &whole));
    }
  } else if (type == types::float_) {
    double d = asDouble(v);
    if (text.size == 0) {
      plain.body = {plain.buffer, base::floatReprTo(d, plain.buffer)};
    } else {
      TRY(parseFormatSpec(t, text, "float", 0, '>', &spec));
      if (!isFloatCode(spec.type)) return raiseUnknownFormatCode(t, spec.type, "float");
      TRY(formatFloatWith(t, d, spec, &plain, &whole));
    }
  } else {
    *done = false;
    return true;
  }
  if (!whole) return append(t, plain, spec, out);
  out->append(textOf(whole));
  return !out->failed() || raiseMemory(t);
}

Str* formatComplex(Thread* t, Value v, double real, double imaginary, TextView text) {
  FormatSpec spec;
  const char* name = typeName(v);
  if (!parseFormatSpec(t, text, name, 0, '>', &spec)) return nullptr;
  switch (spec.type) {
    case 0:
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'n':
      break;
    default:
      return raiseUnknownFormatCode(t, spec.type, name);
  }
  Conversion c;
  if (spec.precision > INT_MAX) return raise(t, exc::ValueError, "precision too big");
  if (spec.fill == '0') return raise(t, exc::ValueError, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return raise(t, exc::ValueError, "'=' alignment flag is not allowed in complex format specifier");
  if (!conversionOf(t, spec, false, &c)) return nullptr;
  bool skipReal = spec.type == 0 && real == 0.0 && !std::signbit(real);
  bool parentheses = spec.type == 0 && !skipReal;
  // Both parts without padding; the imaginary one always has a sign unless it stands alone.
  Grouping g = groupingOf(spec);
  FormatSpec bare = spec;
  bare.width = -1;
  bare.align = '<';
  bare.fill = ' ';
  Parts realParts = partsOf(real, c.code, c.precision, c.flags);
  Parts imaginaryParts = partsOf(imaginary, c.code, c.precision, c.flags);
  StrBuilder builder(t);
  if (parentheses && !builder.add("(")) return nullptr;
  if (!skipReal) {
    Layout layout;
    if (!layOut(t, realParts, bare, g, &layout) || !builder.add(layout.head) || !builder.add(layout.body) ||
        !emitRest(builder, realParts))
      return nullptr;
    bare.sign = '+';
  }
  Layout layout;
  if (!layOut(t, imaginaryParts, bare, g, &layout) || !builder.add(layout.head) || !builder.add(layout.body) ||
      !emitRest(builder, imaginaryParts) || !builder.add("j"))
    return nullptr;
  if (parentheses && !builder.add(")")) return nullptr;
  Str* body = TRY(builder.finish());
  return padFormatted(t, body, spec);
}

}  // namespace typhon
