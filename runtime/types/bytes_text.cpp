// Methods that bytes and bytearray share: ASCII case and classes, padding, translation, hexadecimal text.
#include <array>
#include <cstring>

#include "runtime/base/utf8.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes_methods.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

bool isUpper(uint8_t c) { return static_cast<uint8_t>(c - 'A') < 26; }
bool isLower(uint8_t c) { return static_cast<uint8_t>(c - 'a') < 26; }
bool isDigit(uint8_t c) { return static_cast<uint8_t>(c - '0') < 10; }
bool isAlpha(uint8_t c) { return isUpper(static_cast<uint8_t>(c & ~0x20)); }
bool isSpace(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
uint8_t toUpper(uint8_t c) { return isLower(c) ? c - 32 : c; }
uint8_t toLower(uint8_t c) { return isUpper(c) ? c + 32 : c; }

template <class Map>
Value mapBytes(Thread* t, Value self, Map map) {
  uint8_t* out;
  size_t size = bytesOf(self).size();
  Value result = TRY(makeLikeUninitialised(t, self, size, &out));
  auto from = reinterpret_cast<const uint8_t*>(bytesOf(self).data());
  for (size_t i = 0; i < size; ++i) out[i] = map(from[i]);
  return result;
}

template <class Test>
bool allOf(Value self, Test test) {
  std::string_view bytes = bytesOf(self);
  for (char c : bytes)
    if (!test(static_cast<uint8_t>(c))) return false;
  return !bytes.empty();
}

// The pad byte: a bytes or bytearray of length one.
Maybe<char> fillArgument(Thread* t, Value v, const char* function) {
  if (v.isUnbound()) return ' ';
  if ((isa<Bytes>(v) || isa<ByteArray>(v)) && bytesOf(v).size() == 1) return bytesOf(v)[0];
  return raise(t, exc::TypeError, "{}() argument 2 must be a byte string of length 1, not {}", function, argumentTypeName(v));
}

Value padded(Thread* t, Value self, int64_t left, int64_t right, char fill) {
  if (left < 0) left = 0;
  if (right < 0) right = 0;
  if (left == 0 && right == 0) return bytesUnchanged(t, self);
  if (left > (int64_t{1} << 46) || right > (int64_t{1} << 46)) return raiseMemory(t);
  uint8_t* out;
  size_t size = bytesOf(self).size();
  auto before = static_cast<size_t>(left), behind = static_cast<size_t>(right);
  Value result = TRY(makeLikeUninitialised(t, self, before + size + behind, &out));
  std::memset(out, fill, before);
  std::memcpy(out + before, bytesOf(self).data(), size);
  std::memset(out + before + size, fill, behind);
  return result;
}

}  // namespace

Value bytesUpper(Thread* t, Value* args, size_t) { return mapBytes(t, args[0], toUpper); }
Value bytesLower(Thread* t, Value* args, size_t) { return mapBytes(t, args[0], toLower); }
Value bytesSwapCase(Thread* t, Value* args, size_t) {
  return mapBytes(t, args[0], [](uint8_t c) { return isUpper(c) ? toLower(c) : toUpper(c); });
}
Value bytesTitle(Thread* t, Value* args, size_t) {
  bool inWord = false;
  return mapBytes(t, args[0], [&](uint8_t c) {
    uint8_t mapped = inWord ? toLower(c) : toUpper(c);
    inWord = isAlpha(c);
    return mapped;
  });
}
Value bytesCapitalize(Thread* t, Value* args, size_t) {
  bool first = true;
  return mapBytes(t, args[0], [&](uint8_t c) {
    uint8_t mapped = first ? toUpper(c) : toLower(c);
    first = false;
    return mapped;
  });
}

Value bytesIsAlnum(Thread*, Value* args, size_t) {
  return Value::boolean(allOf(args[0], [](uint8_t c) { return isAlpha(c) || isDigit(c); }));
}
Value bytesIsAlpha(Thread*, Value* args, size_t) { return Value::boolean(allOf(args[0], isAlpha)); }
Value bytesIsAscii(Thread*, Value* args, size_t) { return Value::boolean(base::isAscii(bytesOf(args[0]))); }
Value bytesIsDigit(Thread*, Value* args, size_t) { return Value::boolean(allOf(args[0], isDigit)); }
Value bytesIsSpace(Thread*, Value* args, size_t) { return Value::boolean(allOf(args[0], isSpace)); }
Value bytesIsLower(Thread*, Value* args, size_t) {
  bool cased = false;
  bool all = allOf(args[0], [&](uint8_t c) {
    cased |= isLower(c);
    return !isUpper(c);
  });
  return Value::boolean(all && cased);
}
Value bytesIsUpper(Thread*, Value* args, size_t) {
  bool cased = false;
  bool all = allOf(args[0], [&](uint8_t c) {
    cased |= isUpper(c);
    return !isLower(c);
  });
  return Value::boolean(all && cased);
}
Value bytesIsTitle(Thread*, Value* args, size_t) {
  bool cased = false, inWord = false;
  bool all = allOf(args[0], [&](uint8_t c) {
    if (isUpper(c)) {
      if (inWord) return false;
      return inWord = cased = true;
    }
    if (isLower(c)) return inWord ? cased = true : false;
    inWord = false;
    return true;
  });
  return Value::boolean(all && cased);
}

Value bytesCenter(Thread* t, Value* args, size_t) {
  int64_t width = TRY(countArgumentPy(t, args[1]));
  char fill = TRY(fillArgument(t, args[2], "center"));
  auto length = static_cast<int64_t>(bytesOf(args[0]).size());
  if (length >= width) return bytesUnchanged(t, args[0]);
  int64_t margin = width - length, left = margin / 2 + (margin & width & 1);
  return padded(t, args[0], left, margin - left, fill);
}
Value bytesLjust(Thread* t, Value* args, size_t) {
  int64_t width = TRY(countArgumentPy(t, args[1]));
  char fill = TRY(fillArgument(t, args[2], "ljust"));
  return padded(t, args[0], 0, width - static_cast<int64_t>(bytesOf(args[0]).size()), fill);
}
Value bytesRjust(Thread* t, Value* args, size_t) {
  int64_t width = TRY(countArgumentPy(t, args[1]));
  char fill = TRY(fillArgument(t, args[2], "rjust"));
  return padded(t, args[0], width - static_cast<int64_t>(bytesOf(args[0]).size()), 0, fill);
}
Value bytesZfill(Thread* t, Value* args, size_t) {
  int64_t width = TRY(countArgumentPy(t, args[1]));
  std::string_view bytes = bytesOf(args[0]);
  int64_t fill = width - static_cast<int64_t>(bytes.size());
  if (fill <= 0) return bytesUnchanged(t, args[0]);
  if (fill > (int64_t{1} << 46)) return raiseMemory(t);
  std::string out;
  if (!bytes.empty() && (bytes[0] == '+' || bytes[0] == '-')) {
    out.push_back(bytes[0]);
    bytes.remove_prefix(1);
  }
  out.append(static_cast<size_t>(fill), '0').append(bytes);
  return makeLike(t, args[0], out);
}

Value bytesExpandTabs(Thread* t, Value* args, size_t) {
  int tabSize = TRY(intArgumentPy(t, args[1]));
  std::string out;
  int64_t column = 0;
  for (char c : bytesOf(args[0])) {
    if (c == '\t') {
      if (tabSize <= 0) continue;
      int64_t step = tabSize - column % tabSize;
      if (out.size() + static_cast<size_t>(step) > (size_t{1} << 40)) return raise(t, exc::OverflowError, "result too long");
      out.append(static_cast<size_t>(step), ' ');
      column += step;
    } else {
      out.push_back(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return makeLike(t, args[0], out);
}

Value bytesTranslate(Thread* t, Value* args, size_t) {
  BufferHolder table, drop;
  if (!args[1].isNone()) {
    TRY(table.acquirePy(t, args[1]));
    if (table.view.length != 256) return raise(t, exc::ValueError, "translation table must be 256 characters long");
  }
  bool dropped[256] = {};
  if (!args[2].isUnbound()) {
    TRY(drop.acquirePy(t, args[2]));
    for (char c : drop.bytes()) dropped[static_cast<uint8_t>(c)] = true;
  }
  std::string_view bytes = bytesOf(args[0]);
  if (args[2].isUnbound() && !args[1].isNone()) {  // nothing goes away
    uint8_t* out;
    Value result = TRY(makeLikeUninitialised(t, args[0], bytes.size(), &out));
    auto from = reinterpret_cast<const uint8_t*>(bytesOf(args[0]).data());
    auto map = reinterpret_cast<const uint8_t*>(table.bytes().data());
    uint64_t difference = 0;
    size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {  // a word at a time
      uint64_t word, mapped = 0;
      std::memcpy(&word, from + i, 8);
      for (unsigned shift = 0; shift < 64; shift += 8) mapped |= uint64_t{map[word >> shift & 0xFF]} << shift;
      std::memcpy(out + i, &mapped, 8);
      difference |= word ^ mapped;
    }
    for (; i < bytes.size(); ++i) {
      out[i] = map[from[i]];
      difference |= out[i] ^ from[i];
    }
    return difference || !isExactBytes(args[0]) ? result : args[0];
  }
  std::string out;
  out.reserve(bytes.size());
  for (char c : bytes) {
    auto b = static_cast<uint8_t>(c);
    if (!dropped[b]) out.push_back(args[1].isNone() ? c : table.bytes()[b]);
  }
  if (out == bytes) return bytesUnchanged(t, args[0]);
  return makeLike(t, args[0], out);
}

Value bytesMakeTrans(Thread* t, Value* args, size_t) {
  BufferHolder from, to;
  TRY(from.acquirePy(t, args[0]));
  TRY(to.acquirePy(t, args[1]));
  if (from.view.length != to.view.length) return raise(t, exc::ValueError, "maketrans arguments must have same length");
  char table[256];
  for (int i = 0; i < 256; ++i) table[i] = static_cast<char>(i);
  for (size_t i = 0; i < from.bytes().size(); ++i) table[static_cast<uint8_t>(from.bytes()[i])] = to.bytes()[i];
  return Value(TRY(makeBytes(t, {table, 256})));
}

Value hexText(Thread* t, std::string_view bytes, Value separator, int64_t group) {
  char sep = 0;
  if (!separator.isUnbound()) {
    int64_t length = TRY(lengthPy(t, separator));
    if (length != 1) return raise(t, exc::ValueError, "sep must be length 1.");
    if (auto s = dynCast<Str>(separator)) {
      if (!s->isAscii()) return raise(t, exc::ValueError, "sep must be ASCII.");
      sep = static_cast<char>(s->at(0));
    } else if (auto b = dynCast<Bytes>(separator)) {
      sep = static_cast<char>(b->data[0]);
      if (b->data[0] > 127) return raise(t, exc::ValueError, "sep must be ASCII.");
    } else {
      return raise(t, exc::TypeError, "sep must be str or bytes.");
    }
  }
  size_t size = bytes.size(), step = static_cast<size_t>(group < 0 ? -group : group);
  if (!size) return Value(TRY(makeStr(t, std::string_view())));
  bool separated = !separator.isUnbound() && step;
  size_t separators = separated ? (size - 1) / step : 0;
  if (size > (size_t{1} << 44)) return raiseMemory(t);
  Str* text = TRY(makeStrUninitialised(t, size * 2 + separators, 0x7F));
  uint8_t* out = mutableData(text);
  // Bytes until the next separator: groups are counted from the end, or from the beginning if the size is negative.
  size_t left = !separated ? size : group > 0 ? (size - 1) % step + 1 : step;
  for (size_t i = 0; i < size; ++i) {
    if (left-- == 0) {
      *out++ = static_cast<uint8_t>(sep);
      left = step - 1;
    }
    auto b = static_cast<uint8_t>(bytes[i]);
    *out++ = static_cast<uint8_t>("0123456789abcdef"[b >> 4]);
    *out++ = static_cast<uint8_t>("0123456789abcdef"[b & 15]);
  }
  return Value(text);
}

Value bytesHex(Thread* t, Value* args, size_t) {
  int group = TRY(intArgumentPy(t, args[2]));
  return hexText(t, bytesOf(args[0]), args[1], group);
}

Value bytesFromHex(Thread* t, Value* args, size_t) {
  auto cls = args[0].as<Type>();
  auto s = dynCast<Str>(args[1]);
  if (!s) return raise(t, exc::TypeError, "fromhex() argument must be str, not {}", argumentTypeName(args[1]));
  static constexpr auto kDigits = [] {
    std::array<int8_t, 256> table{};
    table.fill(-1);
    for (int i = 0; i < 10; ++i) table['0' + i] = static_cast<int8_t>(i);
    for (int i = 0; i < 6; ++i) table['a' + i] = table['A' + i] = static_cast<int8_t>(10 + i);
    return table;
  }();
  auto digit = [&](size_t i) -> int {
    char32_t c = i < s->length ? s->at(i) : 0;
    return c < 0x100 ? kDigits[c] : -1;
  };
  std::string out(s->length / 2, '\0');
  size_t size = 0, i = 0;
  while (i < s->length) {
    if (s->width == 1) {
      // Pairs of digits as long as there are such.
      const uint8_t* text = s->narrow();
      for (int high, low; i + 1 < s->length && (high = kDigits[text[i]], low = kDigits[text[i + 1]], (high | low) >= 0); i += 2)
        out[size++] = static_cast<char>(high << 4 | low);
      if (i == s->length) break;
    }
    int high = digit(i), low = digit(i + 1);
    if ((high | low) >= 0) {
      out[size++] = static_cast<char>(high << 4 | low);
      i += 2;
      continue;
    }
    char32_t c = s->at(i);
    if (c < 0x80 && isSpace(static_cast<uint8_t>(c))) {
      ++i;
      continue;
    }
    return raise(t, exc::ValueError, "non-hexadecimal number found in fromhex() arg at position {}", high < 0 ? i : i + 1);
  }
  out.resize(size);
  bool array = isSubtype(cls, types::bytearray);
  Value result = array ? Value(TRY(makeByteArray(t, out))) : Value(TRY(makeBytes(t, out)));
  if (cls == types::bytes || cls == types::bytearray) return result;
  return callPy(t, cls, {result});
}

}  // namespace typhon
