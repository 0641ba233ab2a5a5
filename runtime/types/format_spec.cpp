// The parser of the format mini-language, and padding.
#include "runtime/types/format_spec.h"

#include <cstdint>

#include "runtime/base/unicode.h"

namespace typhon {
namespace {

bool isAlign(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Reads a decimal number (digits of any script) at *at; *out stays as it is if there is none.
bool readNumber(Thread* t, const Str* text, size_t* at, int64_t* out) {
  int64_t value = 0;
  size_t start = *at;
  for (; *at < text->length; ++*at) {
    int digit = base::decimalValue(text->at(*at));
    if (digit < 0) break;
    if (value > (INT64_MAX - digit) / 10)
      return raise(t, exc::ValueError, "Too many decimal digits in format string");
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

bool parseFormatSpec(Thread* t, const Str* text, const char* typeName, char32_t defaultType, char defaultAlign,
                     FormatSpec* out) {
  FormatSpec spec;
  spec.align = defaultAlign;
  spec.type = defaultType;
  size_t at = 0, end = text->length;
  bool fillGiven = false;
  if (end >= 2 && isAlign(text->at(1))) {
    spec.fill = text->at(0);
    spec.align = static_cast<char>(text->at(1));
    fillGiven = spec.alignGiven = true;
    at = 2;
  } else if (end >= 1 && isAlign(text->at(0))) {
    spec.align = static_cast<char>(text->at(0));
    spec.alignGiven = true;
    at = 1;
  }
  auto next = [&](char c) { return at < end && text->at(at) == static_cast<char32_t>(c) && ++at; };
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
  if (!readNumber(t, text, &at, &spec.width)) return false;
  if (next(',')) spec.grouping = ',';
  if (next('_')) {
    if (spec.grouping) return raise(t, exc::ValueError, "Cannot specify both ',' and '_'.");
    spec.grouping = '_';
  }
  if (at < end && text->at(at) == ',' && spec.grouping == '_')
    return raise(t, exc::ValueError, "Cannot specify both ',' and '_'.");
  if (next('.')) {
    if (!readNumber(t, text, &at, &spec.precision)) return false;
    if (spec.precision < 0) return raise(t, exc::ValueError, "Format specifier missing precision");
  }
  if (end - at > 1) {
    return raise(t, exc::ValueError, "Invalid format specifier '{}' for object of type '{:.200}'", toUtf8(text),
                 typeName);
  }
  if (end - at == 1) spec.type = text->at(at);
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

Str* padFormatted(Thread* t, const Str* body, const FormatSpec& spec, size_t limit) {
  size_t length = body->length < limit ? body->length : limit;
  auto width = spec.width < 0 ? size_t{0} : static_cast<size_t>(spec.width);
  size_t padding = width > length ? width - length : 0;
  size_t before = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
  StrBuilder builder(t);
  if (!builder.addFill(spec.fill, before) || !builder.add(body, 0, length) ||
      !builder.addFill(spec.fill, padding - before))
    return nullptr;
  return builder.finish();
}

}  // namespace typhon
