// str methods about case and character classes.
#include "runtime/base/unicode.h"
#include "runtime/types/str_methods.h"

namespace typhon {

namespace {

// Full lower case of the character at `i`, with the rule for a capital sigma at the end of a word.
unsigned lowerAt(TextView text, size_t i, char32_t out[base::kMaxCaseExpansion]) {
  char32_t c = text[i];
  if (!base::charRecord(c).special && c != 0x3A3) return out[0] = base::toLower(c), 1;
  if (c != 0x3A3) return base::toLowerFull(c, out);
  size_t j = i;
  bool before = false, after = false;
  while (j > 0) {
    char32_t d = text[--j];
    if (base::isCaseIgnorable(d)) continue;
    before = base::isCased(d);
    break;
  }
  for (j = i + 1; before && j < text.size; ++j) {
    char32_t d = text[j];
    if (base::isCaseIgnorable(d)) continue;
    after = base::isCased(d);
    break;
  }
  out[0] = before && !after ? 0x3C2 : 0x3C3;
  return 1;
}

// Applies map(text, i, out) -> count to every character.
template <class Map>
Value mapAll(Thread* t, Str* self, Map map) {
  TextView text = textOf(self);
  // Pieces of text gather on the stack; each goes to the string at once.
  constexpr size_t kPiece = 128;
  char32_t piece[kPiece + base::kMaxCaseExpansion];
  if (text.size * base::kMaxCaseExpansion <= kPiece) {
    size_t size = 0;
    for (size_t i = 0; i < text.size; ++i) size += map(text, i, piece + size);
    return Value(TRY(makeStrFromCodePoints(t, piece, size)));
  }
  StrBuilder out(t);
  for (size_t i = 0; i < text.size;) {
    size_t size = 0;
    while (i < text.size && size < kPiece) size += map(text, i++, piece + size);
    TRY(out.add(TextView(reinterpret_cast<const uint8_t*>(piece), size, 4)));
  }
  return Value(TRY(out.finish()));
}

// The same for ASCII strings, byte by byte.
template <class Map>
Value mapAscii(Thread* t, Str* self, Map map) {
  size_t n = self->length;
  if (n < 2) {
    if (n == 0) return Value(TRY(makeStr(t, std::string_view())));
    return Value(TRY(makeStrFromCodePoint(t, map(self->data[0]))));
  }
  Str* out = TRY(makeStrUninitialised(t, n, 0x7F));
  uint8_t* to = mutableData(out);
  const uint8_t* from = self->data;
  for (size_t i = 0; i < n; ++i) to[i] = map(from[i]);
  return out;
}

inline bool isAsciiUpper(uint8_t c) { return static_cast<uint8_t>(c - 'A') < 26; }
inline bool isAsciiLower(uint8_t c) { return static_cast<uint8_t>(c - 'a') < 26; }
inline uint8_t asciiUpper(uint8_t c) { return isAsciiLower(c) ? c - 32 : c; }
inline uint8_t asciiLower(uint8_t c) { return isAsciiUpper(c) ? c + 32 : c; }

template <class Test>
Value allOf(Value self, bool ifEmpty, Test test) {
  TextView text = textOf(self.as<Str>());
  if (text.size == 0) return Value::boolean(ifEmpty);
  return Value::boolean(withText(text, [&](auto* p) {
    for (size_t i = 0; i < text.size; ++i)
      if (!test(p[i])) return false;
    return true;
  }));
}

}  // namespace

Value strUpper(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  if (self->isAscii()) return mapAscii(t, self, asciiUpper);
  return mapAll(t, self, [](TextView s, size_t i, char32_t* out) -> unsigned {
    char32_t c = s[i];
    if (c < 0x80) return out[0] = asciiUpper(static_cast<uint8_t>(c)), 1;
    if (base::charRecord(c).special) return base::toUpperFull(c, out);
    return out[0] = base::toUpper(c), 1;
  });
}

Value strLower(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  if (self->isAscii()) return mapAscii(t, self, asciiLower);
  return mapAll(t, self, lowerAt);
}

Value strCaseFold(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  if (self->isAscii()) return mapAscii(t, self, asciiLower);
  return mapAll(t, self, [](TextView s, size_t i, char32_t* out) { return base::toFoldedFull(s[i], out); });
}

Value strSwapCase(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  if (self->isAscii()) return mapAscii(t, self, [](uint8_t c) { return isAsciiUpper(c) ? asciiLower(c) : asciiUpper(c); });
  return mapAll(t, self, [](TextView s, size_t i, char32_t* out) -> unsigned {
    char32_t c = s[i];
    if (base::isUpper(c)) return lowerAt(s, i, out);
    if (base::isLower(c)) return base::toUpperFull(c, out);
    return out[0] = c, 1;
  });
}

Value strTitle(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  bool inWord = false;
  if (self->isAscii()) {
    return mapAscii(t, self, [&](uint8_t c) {
      uint8_t mapped = inWord ? asciiLower(c) : asciiUpper(c);
      inWord = isAsciiUpper(c) || isAsciiLower(c);
      return mapped;
    });
  }
  return mapAll(t, self, [&](TextView s, size_t i, char32_t* out) {
    unsigned n = inWord ? lowerAt(s, i, out) : base::toTitleFull(s[i], out);
    inWord = base::isCased(s[i]);
    return n;
  });
}

Value strCapitalize(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  bool first = true;
  if (self->isAscii()) {
    return mapAscii(t, self, [&](uint8_t c) {
      uint8_t mapped = first ? asciiUpper(c) : asciiLower(c);
      first = false;
      return mapped;
    });
  }
  return mapAll(t, self,
                [](TextView s, size_t i, char32_t* out) { return i == 0 ? base::toTitleFull(s[i], out) : lowerAt(s, i, out); });
}

Value strIsAlnum(Thread*, Value* args, size_t) { return allOf(args[0], false, base::isAlnum); }
Value strIsAlpha(Thread*, Value* args, size_t) { return allOf(args[0], false, base::isAlpha); }
Value strIsAscii(Thread*, Value* args, size_t) { return Value::boolean(args[0].as<Str>()->isAscii()); }
Value strIsDecimal(Thread*, Value* args, size_t) { return allOf(args[0], false, base::isDecimal); }
Value strIsDigit(Thread*, Value* args, size_t) { return allOf(args[0], false, base::isDigit); }
Value strIsNumeric(Thread*, Value* args, size_t) { return allOf(args[0], false, base::isNumeric); }
Value strIsPrintable(Thread*, Value* args, size_t) { return allOf(args[0], true, base::isPrintable); }
Value strIsSpace(Thread*, Value* args, size_t) { return allOf(args[0], false, base::isSpace); }

Value strIsLower(Thread*, Value* args, size_t) {
  bool cased = false;
  Value all = allOf(args[0], false, [&](char32_t c) {
    cased |= base::isLower(c);
    return !base::isUpper(c) && !base::isTitle(c);
  });
  return Value::boolean(all.isTrue() && cased);
}

Value strIsUpper(Thread*, Value* args, size_t) {
  bool cased = false;
  Value all = allOf(args[0], false, [&](char32_t c) {
    cased |= base::isUpper(c);
    return !base::isLower(c) && !base::isTitle(c);
  });
  return Value::boolean(all.isTrue() && cased);
}

Value strIsTitle(Thread*, Value* args, size_t) {
  bool cased = false, inWord = false;
  Value all = allOf(args[0], false, [&](char32_t c) {
    if (base::isUpper(c) || base::isTitle(c)) {
      if (inWord) return false;
      return inWord = cased = true;
    }
    if (base::isLower(c)) {
      if (!inWord) return false;
      return cased = true;
    }
    inWord = false;
    return true;
  });
  return Value::boolean(all.isTrue() && cased);
}

bool isIdentifier(const Str* s) {
  TextView text = textOf(s);
  if (text.size == 0) return false;
  if (text[0] != '_' && !base::isXidStart(text[0])) return false;
  for (size_t i = 1; i < text.size; ++i)
    if (!base::isXidContinue(text[i])) return false;
  return true;
}

Value strIsIdentifier(Thread*, Value* args, size_t) { return Value::boolean(isIdentifier(args[0].as<Str>())); }

}  // namespace typhon
