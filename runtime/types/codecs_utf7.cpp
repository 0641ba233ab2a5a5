// UTF-7 (RFC 2152), with the leniency and the messages of CPython's codec.
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"

namespace typhon {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64Value(char32_t c) {
  if (c >= 'A' && c <= 'Z') return static_cast<int>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<int>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0') + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Characters that encode as themselves: everything printable but + \ ~, and the usual white space.
bool isDirect(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return true;
  return c >= ' ' && c < 0x7F && c != '+' && c != '\\' && c != '~';
}

}  // namespace

Str* decodeUtf7Py(Thread* t, std::string_view in, std::string_view errors, size_t* consumed) {
  DecodeErrors handler(t, "utf7", errors);
  StrBuilder out(t);
  TextBuffer& buffer = out.buffer();
  bool inShift = false;
  unsigned bits = 0;
  uint32_t pending = 0;
  char32_t surrogate = 0;
  size_t i = 0, start = 0, shiftOutput = 0;
  for (;;) {
    while (i < in.size()) {
      auto c = static_cast<uint8_t>(in[i]);
      const char* message = nullptr;
      if (inShift) {
        int value = base64Value(c);
        if (value >= 0) {
          pending = pending << 6 | static_cast<uint32_t>(value);
          bits += 6;
          ++i;
          if (bits < 16) continue;
          char32_t unit = pending >> (bits - 16) & 0xFFFF;
          bits -= 16;
          pending &= (1u << bits) - 1;
          if (surrogate) {
            if (unit >= 0xDC00 && unit <= 0xDFFF) {
              buffer.append(0x10000 + ((surrogate & 0x3FF) << 10 | (unit & 0x3FF)));
              surrogate = 0;
              continue;
            }
            buffer.append(surrogate);
            surrogate = 0;
          }
          if (unit >= 0xD800 && unit <= 0xDBFF)
            surrogate = unit;
          else
            buffer.append(unit);
          continue;
        }
        inShift = false;
        if (bits >= 6)
          message = "partial character in shift sequence";
        else if (bits > 0 && pending)
          message = "non-zero padding bits in shift sequence";
        if (message) {
          ++i;
        } else {
          if (surrogate && c < 0x80 && c != '+') buffer.append(surrogate);
          surrogate = 0;
          if (c == '-') ++i;
          continue;
        }
      } else if (c == '+') {
        start = i++;
        if (i < in.size() && in[i] == '-') {
          ++i;
          buffer.append(U'+');
          continue;
        }
        if (i >= in.size() || base64Value(static_cast<uint8_t>(in[i])) >= 0) {
          inShift = true;
          surrogate = 0;
          shiftOutput = buffer.size();
          bits = 0;
          pending = 0;
          continue;
        }
        ++i;
        message = "ill-formed sequence";
      } else if (c < 0x80) {
        buffer.append(char32_t{c});
        ++i;
        continue;
      } else {
        start = i++;
        message = "unexpected special character";
      }
      TRY(handler.handlePy(&in, start, i, message, &out, &i));
    }
    if (!inShift || consumed) break;
    inShift = false;
    if (!surrogate && bits < 6 && !(bits > 0 && pending)) break;
    TRY(handler.handlePy(&in, start, in.size(), "unterminated shift sequence", &out, &i));
    if (i >= in.size()) break;
  }
  if (consumed) {
    *consumed = inShift ? start : i;
    if (inShift) buffer.truncate(shiftOutput);
  }
  return out.finish();
}

Bytes* encodeUtf7(Thread* t, Str* s) {
  TextView text = textOf(s);
  std::string out;
  bool inShift = false;
  unsigned bits = 0;
  uint32_t pending = 0;
  auto unit = [&](char32_t c) {
    bits += 16;
    pending = pending << 16 | c;
    while (bits >= 6) {
      out.push_back(kAlphabet[pending >> (bits - 6) & 63]);
      bits -= 6;
    }
    pending &= (1u << bits) - 1;
  };
  auto flush = [&] {
    if (bits) out.push_back(kAlphabet[pending << (6 - bits) & 63]);
    bits = 0;
    pending = 0;
  };
  for (size_t i = 0; i < text.size; ++i) {
    char32_t c = text[i];
    if (inShift && isDirect(c)) {
      flush();
      inShift = false;
      if (base64Value(c) >= 0 || c == '-') out.push_back('-');
      out.push_back(static_cast<char>(c));
      continue;
    }
    if (!inShift) {
      if (c == '+') {
        out += "+-";
        continue;
      }
      if (isDirect(c)) {
        out.push_back(static_cast<char>(c));
        continue;
      }
      out.push_back('+');
      inShift = true;
    }
    if (c >= 0x10000) {
      c -= 0x10000;
      unit(0xD800 | c >> 10);
      c = 0xDC00 | (c & 0x3FF);
    }
    unit(c);
  }
  if (inShift) {
    flush();
    out.push_back('-');
  }
  return makeBytes(t, out);
}

}  // namespace typhon
