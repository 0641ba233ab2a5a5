// repr(str).
#include "runtime/base/unicode.h"
#include "runtime/types/str.h"

namespace typhon {

Str* strRepr(Thread* t, const Str* s) {
  TextView text = textOf(s);
  bool singles = false, doubles = false;
  bool plain = true;  // every character stands for itself
  withText(text, [&](auto* p) {
    for (size_t i = 0; i < text.size; ++i) {
      char32_t c = p[i];
      singles |= c == '\'';
      doubles |= c == '"';
      plain &= c >= 0x20 && c < 0x7F && c != '\\';
    }
  });
  char quote = singles && !doubles ? '"' : '\'';
  if (plain && (quote == '"' || !singles)) {
    Str* out = TRY(makeStrUninitialised(t, text.size + 2, 0x7F));
    uint8_t* data = mutableData(out);
    data[0] = data[text.size + 1] = static_cast<uint8_t>(quote);
    copyText(data + 1, 1, text);
    return out;
  }
  StrBuilder out(t);
  TextBuffer& b = out.buffer();
  auto hex = [&](char32_t c, int digits) {
    while (digits-- > 0) b.append(static_cast<char32_t>("0123456789abcdef"[c >> (4 * digits) & 15]));
  };
  b.append(static_cast<char32_t>(quote));
  for (size_t i = 0; i < text.size; ++i) {
    char32_t c = text[i];
    if (c == static_cast<char32_t>(quote) || c == '\\') {
      b.append(U'\\');
      b.append(c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      b.append(U'\\');
      b.append(c == '\n' ? U'n' : c == '\r' ? U'r' : U't');
    } else if (c < 0x20 || c == 0x7F) {
      b.appendAscii("\\x");
      hex(c, 2);
    } else if (c < 0x7F || base::isPrintable(c)) {
      b.append(c);
    } else if (c < 0x100) {
      b.appendAscii("\\x");
      hex(c, 2);
    } else if (c < 0x10000) {
      b.appendAscii("\\u");
      hex(c, 4);
    } else {
      b.appendAscii("\\U");
      hex(c, 8);
    }
  }
  b.append(static_cast<char32_t>(quote));
  return out.finish();
}

}  // namespace typhon
