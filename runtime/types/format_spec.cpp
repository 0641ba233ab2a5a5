// The parser of the format mini-language, and padding.
#include "runtime/types/format_spec.h"

#include <cstdint>
#include <cstring>

#include "runtime/base/unicode.h"
#include "runtime/object/type.h"

namespace typhon {
namespace {

bool isAlign(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Reads a decimal number (digits of any script) at *at; *out stays as it is if there is none.
template <class Ch>
bool readNumber(Thread* t, const Ch* text, size_t size, size_t* at, int64_t* out) {
  int64_t value = 0;
  size_t start = *at;
  for (; *at < size; ++*at) {
    char32_t c = text[*at];
    int digit = c - '0' < 10 ? static_cast<int>(c - '0') : c < 0x80 ? -1 : base::decimalValue(c);
    if (digit < 0) break;
    if (value > (INT64_MAX - digit) / 10) return raise(t, exc::ValueError, "Too many decimal digits in format string");
    value = value * 10 + digit;
  }
  if (*at > start) *out = value;
  return true;
}

// A character in an error message: itself, or its number if it is not a visible ASCII character.
std::string codeText(char32_t c) {
  if (c > 32 && c < 128) return std::string(1, static_cast<char>(c));
  return fmt::format("\\x{:x}", static_cast<uint32_t>(c));
}

}  // namespace

Raised raiseUnknownFormatCode(Thread* t, char32_t code, const char* typeName) {
  return raise(t, exc::ValueError, "Unknown format code '{}' for object of type '{:.200}'", codeText(code), typeName);
}

namespace {

template <class Ch>
bool parseSpec(Thread* t, const Ch* text, TextView whole, const char* typeName, char32_t defaultType, char defaultAlign,
               FormatSpec* out) {
  FormatSpec spec;
  spec.align = defaultAlign;
  spec.type = defaultType;
  size_t at = 0, end = whole.size;
  bool fillGiven = false;
  if (end >= 2 && isAlign(text[1])) {
    spec.fill = text[0];
    spec.align = static_cast<char>(text[1]);
    fillGiven = spec.alignGiven = true;
    at = 2;
  } else if (end >= 1 && isAlign(text[0])) {
    spec.align = static_cast<char>(text[0]);
    spec.alignGiven = true;
    at = 1;
  }
  auto next = [&](char c) { return at < end && text[at] == static_cast<char32_t>(c) && ++at; };
  if (next('+'))
    spec.sign = '+';
  else if (next('-'))
    spec.sign = '-';
  else if (next(' '))
    spec.sign = ' ';
  spec.noNegativeZero = next('z');
  spec.alternate = next('#');
  if (!fillGiven && next('0')) {
    spec.fill = '0';
    if (!spec.alignGiven && defaultAlign == '>') spec.align = '=';
  }
  if (!readNumber(t, text, end, &at, &spec.width)) return false;
  if (next(',')) spec.grouping = ',';
  if (next('_')) {
    if (spec.grouping) return raise(t, exc::ValueError, "Cannot specify both ',' and '_'.");
    spec.grouping = '_';
  }
  if (at < end && text[at] == ',' && spec.grouping == '_') return raise(t, exc::ValueError, "Cannot specify both ',' and '_'.");
  if (next('.')) {
    if (!readNumber(t, text, end, &at, &spec.precision)) return false;
    if (spec.precision < 0) return raise(t, exc::ValueError, "Format specifier missing precision");
  }
  if (end - at > 1) {
    return raise(t, exc::ValueError, "Invalid format specifier '{}' for object of type '{:.200}'", toUtf8(whole), typeName);
  }
  if (end - at == 1) spec.type = text[at];
  if (spec.grouping) {
    switch (spec.type) {
      case 0:
      case 'd':
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case '%':
        break;
      case 'b':
      case 'o':
      case 'x':
      case 'X':
        if (spec.grouping == '_') {
          spec.groupSize = 4;
          break;
        }
        [[fallthrough]];
      default:
        return raise(t, exc::ValueError, "Cannot specify '{}' with '{}'.", spec.grouping, codeText(spec.type));
    }
  }
  *out = spec;
  return true;
}

}  // namespace

bool parseFormatSpec(Thread* t, TextView text, const char* typeName, char32_t defaultType, char defaultAlign, FormatSpec* out) {
  return withText(text, [&](auto* p) { return parseSpec(t, p, text, typeName, defaultType, defaultAlign, out); });
}

namespace {

// What `length` characters need in front and behind to fill the width.
struct Padding {
  size_t before = 0, behind = 0;
};
Padding paddingFor(size_t length, const FormatSpec& spec) {
  auto width = spec.width < 0 ? size_t{0} : static_cast<size_t>(spec.width);
  size_t padding = width > length ? width - length : 0;
  size_t before = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
  return {before, padding - before};
}

bool parseStrSpec(Thread* t, const char* typeName, TextView text, FormatSpec* spec) {
  TRY(parseFormatSpec(t, text, typeName, 's', '<', spec));
  if (spec->type != 's') return raiseUnknownFormatCode(t, spec->type, typeName);
  if (spec->sign) {
    return raise(t, exc::ValueError, "{} not allowed in string format specifier", spec->sign == ' ' ? "Space" : "Sign");
  }
  if (spec->noNegativeZero) return raise(t, exc::ValueError, "Negative zero coercion (z) not allowed in string format specifier");
  if (spec->alternate) return raise(t, exc::ValueError, "Alternate form (#) not allowed in string format specifier");
  if (spec->align == '=') return raise(t, exc::ValueError, "'=' alignment not allowed in string format specifier");
  return true;
}

}  // namespace

Str* padFormatted(Thread* t, const Str* body, const FormatSpec& spec, size_t limit) {
  size_t length = body->length < limit ? body->length : limit;
  Padding padding = paddingFor(length, spec);
  size_t total = padding.before + length + padding.behind;
  if (body->isAscii() && spec.fill < 0x80 && total > 1) {
    Str* out = TRY(makeStrUninitialised(t, total, 0x7F));
    uint8_t* p = mutableData(out);
    std::memset(p, static_cast<int>(spec.fill), padding.before);
    copyShort(p + padding.before, body->data, length);
    std::memset(p + padding.before + length, static_cast<int>(spec.fill), padding.behind);
    return out;
  }
  StrBuilder builder(t);
  if (!builder.addFill(spec.fill, padding.before) || !builder.add(body, 0, length) || !builder.addFill(spec.fill, padding.behind))
    return nullptr;
  return builder.finish();
}

Str* formatStr(Thread* t, Str* s, TextView text) {
  FormatSpec spec;
  TRY(parseStrSpec(t, typeName(Value(s)), text, &spec));
  return padFormatted(t, s, spec, spec.precision < 0 ? SIZE_MAX : static_cast<size_t>(spec.precision));
}

bool appendFormattedStr(Thread* t, const Str* s, TextView text, TextBuffer* out) {
  FormatSpec spec;
  TRY(parseStrSpec(t, "str", text, &spec));
  size_t length =
      spec.precision < 0 || s->length < static_cast<uint64_t>(spec.precision) ? s->length : static_cast<size_t>(spec.precision);
  Padding padding = paddingFor(length, spec);
  if (padding.before) out->appendRepeated(spec.fill, padding.before);
  out->append(textOf(s).slice(0, length));
  if (padding.behind) out->appendRepeated(spec.fill, padding.behind);
  return !out->failed() || raiseMemory(t);
}

}  // namespace typhon
