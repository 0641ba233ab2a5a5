// The escape codecs: unicode_escape, raw_unicode_escape, and the escapes of bytes literals.
#include "runtime/base/unicode.h"
#include "runtime/exec/warnings.h"
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"

namespace typhon {

namespace {

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void appendHex(std::string* out, char32_t c, int digits) {
  while (digits-- > 0) out->push_back("0123456789abcdef"[c >> (4 * digits) & 15]);
}

bool warnInvalidEscapePy(Thread* t, std::string_view sequence, bool octal) {
  std::string what(octal ? "invalid octal escape sequence '\\" : "invalid escape sequence '\\");
  for (char c : sequence) {
    auto b = static_cast<uint8_t>(c);
    if (b < 0x80)
      what.push_back(c);
    else
      what.push_back(static_cast<char>(0xC0 | b >> 6)), what.push_back(static_cast<char>(0x80 | (b & 0x3F)));
  }
  return warnPy(t, exc::DeprecationWarning, what + "'", 1);
}

// Reads `count` hexadecimal digits; returns how many there were (all: complete).
int readHex(std::string_view in, size_t* i, int count, char32_t* value) {
  *value = 0;
  int n = 0;
  for (; n < count && *i < in.size(); ++n, ++*i) {
    int d = hexValue(in[*i]);
    if (d < 0) break;
    *value = *value << 4 | static_cast<char32_t>(d);
  }
  return n;
}

}  // namespace

Str* decodeUnicodeEscapePy(Thread* t, std::string_view in, std::string_view errors, size_t* consumed) {
  if (in.find('\\') == std::string_view::npos) {
    if (consumed) *consumed = in.size();
    return makeStrLatin1(t, in);
  }
  DecodeErrors handler(t, "unicodeescape", errors);
  StrBuilder out(t);
  TextBuffer& buffer = out.buffer();
  std::string invalid;  // the first invalid escape
  bool invalidOctal = false;
  size_t i = 0;
  while (i < in.size()) {
    char c = in[i];
    if (c != '\\') {
      buffer.append(char32_t{static_cast<uint8_t>(c)});
      ++i;
      continue;
    }
    size_t start = i++;
    const char* message = "\\ at end of string";
    bool incomplete = i >= in.size();
    if (!incomplete) {
      c = in[i++];
      int digits = 0;
      switch (c) {
        case '\n':
          continue;
        case '\\':
        case '\'':
        case '"':
          buffer.append(char32_t{static_cast<uint8_t>(c)});
          continue;
        case 'b':
          buffer.append(U'\b');
          continue;
        case 'f':
          buffer.append(U'\f');
          continue;
        case 't':
          buffer.append(U'\t');
          continue;
        case 'n':
          buffer.append(U'\n');
          continue;
        case 'r':
          buffer.append(U'\r');
          continue;
        case 'v':
          buffer.append(U'\v');
          continue;
        case 'a':
          buffer.append(U'\a');
          continue;
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7': {
          char32_t value = static_cast<char32_t>(c - '0');
          size_t first = i - 1;
          while (i < in.size() && i < first + 3 && in[i] >= '0' && in[i] <= '7')
            value = value << 3 | static_cast<char32_t>(in[i++] - '0');
          if (value > 0377 && invalid.empty()) invalid = in.substr(first, 3), invalidOctal = true;
          buffer.append(value);
          continue;
        }
        case 'x':
          digits = 2, message = "truncated \\xXX escape";
          break;
        case 'u':
          digits = 4, message = "truncated \\uXXXX escape";
          break;
        case 'U':
          digits = 8, message = "truncated \\UXXXXXXXX escape";
          break;
        case 'N': {
          message = "malformed \\N character escape";
          if (i >= in.size()) {
            incomplete = true;
            break;
          }
          if (in[i] != '{') break;
          size_t name = ++i;
          while (i < in.size() && in[i] != '}') ++i;
          if (i >= in.size()) {
            incomplete = true;
            break;
          }
          if (i == name) break;
          int32_t point = base::lookupCharName(in.substr(name, i - name));
          ++i;
          if (point >= 0) {
            buffer.append(static_cast<char32_t>(point));
            continue;
          }
          message = "unknown Unicode character name";
          break;
        }
        default:
          if (invalid.empty()) invalid = std::string(1, c), invalidOctal = false;
          buffer.append(U'\\');
          buffer.append(char32_t{static_cast<uint8_t>(c)});
          continue;
      }
      if (digits) {
        char32_t value;
        if (readHex(in, &i, digits, &value) == digits) {
          if (value <= base::kMaxCodePoint) {
            buffer.append(value);
            continue;
          }
          message = "illegal Unicode character";
        } else {
          incomplete = i >= in.size();
        }
      }
    }
    if (incomplete && consumed) {
      i = start;
      break;
    }
    TRY(handler.handlePy(&in, start, i, message, &out, &i));
  }
  if (consumed) *consumed = i;
  if (!invalid.empty()) TRY(warnInvalidEscapePy(t, invalid, invalidOctal));
  return out.finish();
}

Bytes* encodeUnicodeEscape(Thread* t, Str* s) {
  TextView text = textOf(s);
  std::string out;
  out.reserve(text.size);
  for (size_t i = 0; i < text.size; ++i) {
    char32_t c = text[i];
    if (c == '\\')
      out += "\\\\";
    else if (c >= ' ' && c < 0x7F)
      out.push_back(static_cast<char>(c));
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c < 0x100)
      out += "\\x", appendHex(&out, c, 2);
    else if (c < 0x10000)
      out += "\\u", appendHex(&out, c, 4);
    else
      out += "\\U", appendHex(&out, c, 8);
  }
  return makeBytes(t, out);
}

Str* decodeRawUnicodeEscapePy(Thread* t, std::string_view in, std::string_view errors, size_t* consumed) {
  DecodeErrors handler(t, "rawunicodeescape", errors);
  StrBuilder out(t);
  TextBuffer& buffer = out.buffer();
  size_t i = 0;
  while (i < in.size()) {
    char c = in[i];
    bool last = i + 1 >= in.size();
    if (c != '\\' || (last && !consumed)) {
      buffer.append(char32_t{static_cast<uint8_t>(c)});
      ++i;
      continue;
    }
    if (last) break;
    size_t start = i;
    c = in[i + 1];
    i += 2;
    if (c != 'u' && c != 'U') {
      buffer.append(U'\\');
      buffer.append(char32_t{static_cast<uint8_t>(c)});
      continue;
    }
    int digits = c == 'u' ? 4 : 8;
    const char* message = c == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
    char32_t value;
    if (readHex(in, &i, digits, &value) == digits) {
      if (value <= base::kMaxCodePoint) {
        buffer.append(value);
        continue;
      }
      message = "\\Uxxxxxxxx out of range";
    } else if (i >= in.size() && consumed) {
      i = start;
      break;
    }
    TRY(handler.handlePy(&in, start, i, message, &out, &i));
  }
  if (consumed) *consumed = i;
  return out.finish();
}

Bytes* encodeRawUnicodeEscape(Thread* t, Str* s) {
  TextView text = textOf(s);
  std::string out;
  out.reserve(text.size);
  for (size_t i = 0; i < text.size; ++i) {
    char32_t c = text[i];
    if (c < 0x100)
      out.push_back(static_cast<char>(c));
    else if (c < 0x10000)
      out += "\\u", appendHex(&out, c, 4);
    else
      out += "\\U", appendHex(&out, c, 8);
  }
  return makeBytes(t, out);
}

Bytes* decodeEscapePy(Thread* t, std::string_view in, std::string_view errors) {
  std::string out, invalid;
  bool invalidOctal = false;
  for (size_t i = 0; i < in.size();) {
    if (in[i] != '\\') {
      out.push_back(in[i++]);
      continue;
    }
    size_t start = i++;
    if (i >= in.size()) return raise(t, exc::ValueError, "Trailing \\ in string");
    char c = in[i++];
    static constexpr char kFrom[] = "\\'\"bftnrva", kTo[] = "\\'\"\b\f\t\n\r\v\a";
    if (c == '\n') continue;
    if (const char* known = c ? std::strchr(kFrom, c) : nullptr) {
      out.push_back(kTo[known - kFrom]);
    } else if (c >= '0' && c <= '7') {
      int value = c - '0';
      while (i < in.size() && i < start + 4 && in[i] >= '0' && in[i] <= '7') value = value << 3 | (in[i++] - '0');
      if (value > 0377 && invalid.empty()) invalid = in.substr(start + 1, 3), invalidOctal = true;
      out.push_back(static_cast<char>(value));
    } else if (c == 'x') {
      if (i + 1 < in.size() && hexValue(in[i]) >= 0 && hexValue(in[i + 1]) >= 0) {
        out.push_back(static_cast<char>(hexValue(in[i]) << 4 | hexValue(in[i + 1])));
        i += 2;
        continue;
      }
      if (errors.empty() || errors == "strict") return raise(t, exc::ValueError, "invalid \\x escape at position {}", start);
      if (errors == "replace")
        out.push_back('?');
      else if (errors != "ignore")
        return raise(t, exc::ValueError, "decoding error; unknown error handling code: {}", errors);
      if (i < in.size() && hexValue(in[i]) >= 0) ++i;
    } else {
      if (invalid.empty()) invalid = std::string(1, c), invalidOctal = false;
      out.push_back('\\');
      out.push_back(c);
    }
  }
  if (!invalid.empty()) TRY(warnInvalidEscapePy(t, invalid, invalidOctal));
  return makeBytes(t, out);
}

Bytes* encodeEscape(Thread* t, std::string_view in) {
  std::string out;
  for (char ch : in) {
    auto c = static_cast<uint8_t>(ch);
    if (c == '\'' || c == '\\')
      out.push_back('\\'), out.push_back(ch);
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c < ' ' || c >= 0x7F)
      out += "\\x", appendHex(&out, c, 2);
    else
      out.push_back(ch);
  }
  return makeBytes(t, out);
}

}  // namespace typhon
