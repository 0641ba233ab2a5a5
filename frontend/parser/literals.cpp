// Values of literals.
#include "frontend/parser/literals.h"

#include <charconv>
#include <cstdio>
#include <cstring>

#include "frontend/lexer/char_class.h"
#include "frontend/lexer/source.h"
#include "runtime/base/float_text.h"
#include "runtime/base/unicode.h"
#include "runtime/base/utf8.h"

namespace typhon::frontend {

using ast::ConstantValue;

namespace {

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return (c | 0x20) - 'a' + 10;
}

double toDouble(std::string_view text) {
  double value = 0;
  base::parseDouble(text, &value);
  return value;
}

// Digits of base 2, 8 or 16 behind their prefix.
ConstantValue prefixedInteger(Arena& arena, std::string_view digits, int bits) {
  while (!digits.empty() && digits[0] == '0') digits.remove_prefix(1);
  if (digits.size() * static_cast<size_t>(bits) <= 62) {
    uint64_t value = 0;
    for (char c : digits) value = value << bits | static_cast<uint64_t>(hexValue(c));
    return ConstantValue::integer(static_cast<int64_t>(value));
  }
  // As hexadecimal text: gather the bits from the end.
  std::string reversed;
  uint64_t pending = 0;
  int pendingBits = 0;
  for (size_t i = digits.size(); i-- > 0;) {
    pending |= static_cast<uint64_t>(hexValue(digits[i])) << pendingBits;
    pendingBits += bits;
    while (pendingBits >= 4) {
      reversed += "0123456789abcdef"[pending & 15];
      pending >>= 4;
      pendingBits -= 4;
    }
  }
  if (pendingBits) reversed += "0123456789abcdef"[pending & 15];
  while (!reversed.empty() && reversed.back() == '0') reversed.pop_back();
  if (reversed.size() <= 15) {
    uint64_t value = 0;
    for (size_t i = reversed.size(); i-- > 0;) value = value << 4 | static_cast<uint64_t>(hexValue(reversed[i]));
    return ConstantValue::integer(static_cast<int64_t>(value));
  }
  std::string text = "0x";
  text.append(reversed.rbegin(), reversed.rend());
  return ConstantValue::bigInteger(arena.copyText(text));
}

ConstantValue decimalInteger(Arena& arena, std::string_view digits, size_t* tooManyDigits, size_t maxDigits) {
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  if (digits.size() <= 18) {
    int64_t value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return ConstantValue::integer(value);
  }
  int64_t value;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc()) return ConstantValue::integer(value);
  if (maxDigits && digits.size() > maxDigits) *tooManyDigits = digits.size();
  return ConstantValue::bigInteger(arena.copyText(digits));
}

bool isOctalDigit(char c) { return c >= '0' && c <= '7'; }

// CPython decodes escapes from a copy in which every non-ASCII character is spelled \UXXXXXXXX and a backslash before
// one (or at the end) \u005c; positions in its messages count in that copy.
size_t escapedOffset(std::string_view body, const char* at) {
  size_t offset = 0;
  for (const char* p = body.data(); p < at; ++p) {
    unsigned char c = static_cast<unsigned char>(*p);
    if (c == '\\' && p + 1 < body.data() + body.size()) {
      ++offset;
      if (p[1] & 0x80) {
        offset += 5;
        continue;
      }
      if (p + 1 < at) {
        ++p;
        ++offset;
      }
      continue;
    }
    if (c < 0x80) {
      ++offset;
    } else if ((c & 0xC0) != 0x80) {
      offset += 10;
    }
  }
  return offset;
}

std::string escapeError(std::string_view body, const char* backslash, const char* stop, const char* reason) {
  size_t start = escapedOffset(body, backslash);
  size_t end = escapedOffset(body, stop);
  if (end <= start) end = start + 1;
  char text[160];
  if (end == start + 1) {
    std::snprintf(text, sizeof text, "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %zu: %s", start,
                  reason);
  } else {
    std::snprintf(text, sizeof text, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s", start,
                  end - 1, reason);
  }
  return text;
}

// One to three octal digits from p; the first is there.
const char* octalEscape(const char* p, const char* end, char32_t* value) {
  char32_t c = static_cast<char32_t>(*p++ - '0');
  for (int i = 0; i < 2 && p < end && isOctalDigit(*p); ++i) c = c << 3 | static_cast<char32_t>(*p++ - '0');
  *value = c;
  return p;
}

// The character for the one-letter escapes, or -1.
int simpleEscape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 'v':
      return '\v';
    case 'a':
      return '\a';
    default:
      return -1;
  }
}

}  // namespace

ConstantValue numberValue(Arena& arena, std::string_view literal, size_t* tooManyDigits, size_t maxDigits) {
  *tooManyDigits = 0;
  std::string withoutUnderscores;
  if (literal.find('_') != std::string_view::npos) {
    for (char c : literal) {
      if (c != '_') withoutUnderscores += c;
    }
    literal = withoutUnderscores;
  }
  if (literal[0] == '0' && literal.size() > 1) {
    switch (literal[1] | 0x20) {
      case 'x':
        return prefixedInteger(arena, literal.substr(2), 4);
      case 'o':
        return prefixedInteger(arena, literal.substr(2), 3);
      case 'b':
        return prefixedInteger(arena, literal.substr(2), 1);
      default:
        break;
    }
  }
  bool integer = true;
  for (char c : literal) integer = integer && c >= '0' && c <= '9';
  if (integer) return decimalInteger(arena, literal, tooManyDigits, maxDigits);
  if ((literal.back() | 0x20) == 'j') {
    return ConstantValue::complex(0.0, toDouble(literal.substr(0, literal.size() - 1)));
  }
  return ConstantValue::floating(toDouble(literal));
}

DecodedString decodeStringBody(Arena& arena, std::string_view body, bool raw, bool checkUtf8) {
  DecodedString result;
  const char* p = raw || body.empty() ? nullptr : static_cast<const char*>(std::memchr(body.data(), '\\', body.size()));
  if (checkUtf8) {
    // With escapes CPython decodes every run of non-ASCII bytes by itself, and positions count from its start.
    std::string_view run = body;
    for (size_t at = 0; at <= body.size(); ++at) {
      if (p) {
        size_t end = at;
        while (end < body.size() && (body[end] & 0x80)) ++end;
        run = body.substr(at, end - at);
        at = end;
      }
      std::string message = utf8DecodeError(run);
      if (!message.empty()) {
        result.error = "(unicode error) " + message;
        return result;
      }
      if (!p) break;
    }
  }
  if (!p) {
    result.text = body;
    return result;
  }
  const char* end = body.data() + body.size();
  char* buffer = static_cast<char*>(arena.allocate(body.size(), 1));
  size_t prefix = static_cast<size_t>(p - body.data());
  std::memcpy(buffer, body.data(), prefix);
  char* out = buffer + prefix;
  auto bad = [&](const char* at) {
    if (result.badEscape.empty()) result.badEscape = {at, static_cast<size_t>(end - at)};
  };
  while (p < end) {
    char c = *p++;
    if (c != '\\') {
      *out++ = c;
      continue;
    }
    const char* backslash = p - 1;
    if (p >= end || (*p & 0x80)) {
      *out++ = '\\';
      continue;
    }
    c = *p++;
    if (int simple = simpleEscape(c); simple >= 0) {
      *out++ = static_cast<char>(simple);
      continue;
    }
    int count = 0;
    const char* reason = nullptr;
    switch (c) {
      case '\n':
        continue;
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7': {
        const char* first = p - 1;
        char32_t value;
        p = octalEscape(first, end, &value);
        if (value > 0377) bad(first);
        out = base::encodeUtf8One(value, out);
        continue;
      }
      case 'x':
        count = 2;
        reason = "truncated \\xXX escape";
        break;
      case 'u':
        count = 4;
        reason = "truncated \\uXXXX escape";
        break;
      case 'U':
        count = 8;
        reason = "truncated \\UXXXXXXXX escape";
        break;
      case 'N': {
        reason = "malformed \\N character escape";
        if (p < end && *p == '{') {
          const char* name = ++p;
          while (p < end && *p != '}') ++p;
          if (p < end && p > name) {
            std::string_view spelled(name, static_cast<size_t>(p - name));
            ++p;
            int32_t found = base::lookupCharName(spelled);
            if (found >= 0) {
              out = base::encodeUtf8One(static_cast<char32_t>(found), out);
              continue;
            }
            reason = "unknown Unicode character name";
          }
        }
        result.error = escapeError(body, backslash, p, reason);
        return result;
      }
      default:
        bad(p - 1);
        *out++ = '\\';
        *out++ = c;
        continue;
    }
    uint32_t value = 0;
    for (; count > 0; --count, ++p) {
      if (p >= end || !isHexDigit(static_cast<uint8_t>(*p))) {
        result.error = escapeError(body, backslash, p, reason);
        return result;
      }
      value = value << 4 | static_cast<uint32_t>(hexValue(*p));
    }
    if (value > base::kMaxCodePoint) {
      result.error = escapeError(body, backslash, p, "illegal Unicode character");
      return result;
    }
    out = base::encodeUtf8One(value, out);
  }
  result.text = {buffer, static_cast<size_t>(out - buffer)};
  return result;
}

DecodedString decodeBytesBody(Arena& arena, std::string_view body, bool raw) {
  DecodedString result;
  if (raw || body.find('\\') == std::string_view::npos) {
    result.text = body;
    return result;
  }
  char* buffer = static_cast<char*>(arena.allocate(body.size(), 1));
  char* out = buffer;
  const char* p = body.data();
  const char* end = p + body.size();
  auto bad = [&](const char* at) {
    if (result.badEscape.empty()) result.badEscape = {at, static_cast<size_t>(end - at)};
  };
  while (p < end) {
    char c = *p++;
    if (c != '\\') {
      *out++ = c;
      continue;
    }
    if (p >= end) {
      *out++ = '\\';
      break;
    }
    c = *p++;
    if (int simple = simpleEscape(c); simple >= 0) {
      *out++ = static_cast<char>(simple);
    } else if (c == '\n') {
      continue;
    } else if (isOctalDigit(c)) {
      const char* first = p - 1;
      char32_t value;
      p = octalEscape(first, end, &value);
      if (value > 0377) bad(first);
      *out++ = static_cast<char>(value);
    } else if (c == 'x') {
      if (p + 1 < end && isHexDigit(static_cast<uint8_t>(p[0])) && isHexDigit(static_cast<uint8_t>(p[1]))) {
        *out++ = static_cast<char>(hexValue(p[0]) << 4 | hexValue(p[1]));
        p += 2;
        continue;
      }
      result.error = "(value error) invalid \\x escape at position " + std::to_string(p - 2 - body.data());
      return result;
    } else {
      bad(p - 1);
      *out++ = '\\';
      *out++ = c;
    }
  }
  result.text = {buffer, static_cast<size_t>(out - buffer)};
  return result;
}

std::string badEscapeMessage(std::string_view badEscape) {
  if (badEscape[0] >= '4' && badEscape[0] <= '7') {
    return "invalid octal escape sequence '\\" + std::string(badEscape.substr(0, 3)) + "'";
  }
  return "invalid escape sequence '\\" + std::string(badEscape.substr(0, 1)) + "'";
}

StringParts splitStringToken(std::string_view token) {
  StringParts parts;
  size_t at = 0;
  parts.isUnicode = token[0] == 'u';
  while (token[at] != '"' && token[at] != '\'') {
    char lower = static_cast<char>(token[at] | 0x20);
    if (lower == 'b') parts.isBytes = true;
    if (lower == 'r') parts.isRaw = true;
    ++at;
  }
  size_t quotes = token.size() - at >= 6 && token[at] == token[at + 1] && token[at] == token[at + 2] ? 3 : 1;
  parts.body = token.substr(at + quotes, token.size() - at - 2 * quotes);
  return parts;
}

}  // namespace typhon::frontend
