// str methods that fill, pad and translate: center, ljust, rjust, zfill, expandtabs, translate, maketrans.
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str_methods.h"

namespace typhon {

namespace {

Maybe<char32_t> fillArgument(Thread* t, Value v) {
  auto fill = dynCast<Str>(v);
  if (!fill) return raise(t, exc::TypeError, "The fill character must be a unicode character, not {}", typeName(v));
  if (fill->length != 1) return raise(t, exc::TypeError, "The fill character must be exactly one character long");
  return fill->at(0);
}

Value padded(Thread* t, Str* self, int64_t left, int64_t right, char32_t fill) {
  if (left <= 0 && right <= 0) return strUnchanged(t, self);
  if (left < 0) left = 0;
  if (right < 0) right = 0;
  if (left > (int64_t{1} << 46) || right > (int64_t{1} << 46)) return raiseMemory(t);
  uint8_t width = self->width > widthFor(fill) ? self->width : widthFor(fill);
  char32_t widest = width == 1 ? (self->isAscii() && fill < 0x80 ? 0x7F : 0xFF) : width == 2 ? 0xFFFF : 0x10FFFF;
  size_t size = static_cast<size_t>(left + right) + self->length;
  Str* out = TRY(makeStrUninitialised(t, size, widest));
  uint8_t* p = mutableData(out);
  fillText(p, width, fill, static_cast<size_t>(left));
  p += static_cast<size_t>(left) * width;
  copyText(p, width, textOf(self));
  p += self->length * width;
  fillText(p, width, fill, static_cast<size_t>(right));
  return out;
}

// Value of a translation table's entry for code point c, appended. False with an exception pending; *kept is set when
// the character stands for itself.
bool translateOnePy(Thread* t, Value table, char32_t c, StrBuilder* out) {
  Value key = Value::smallInt(c), mapped = Value::unbound();
  auto dict = dynCast<Dict>(table);
  if (dict && typeOf(table) == types::dict) {
    mapped = dictGetPy(t, dict, key);
    if (mapped.isError()) return false;
    if (mapped.isUnbound()) return out->add(c);
  } else {
    mapped = getItemPy(t, table, key);
    if (mapped.isError()) {
      if (!pendingIs(t, exc::LookupError)) return false;
      clearPending(t);
      return out->add(c);
    }
  }
  if (mapped.isNone()) return true;
  if (auto s = dynCast<Str>(mapped)) return out->add(s);
  if (!isInt(mapped)) return raise(t, exc::TypeError, "character mapping must return integer, None or str");
  int64_t point;
  if (!fitsInt64(mapped, &point) || point < 0 || point > 0x10FFFF)
    return raise(t, exc::ValueError, "character mapping must be in range(0x110000)");
  return out->add(static_cast<char32_t>(point));
}

}  // namespace

Value strCenter(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  int64_t width = TRY(countArgumentPy(t, args[1]));
  char32_t fill = TRY(fillArgument(t, args[2]));
  auto length = static_cast<int64_t>(self->length);
  if (length >= width) return strUnchanged(t, self);
  int64_t margin = width - length, left = margin / 2 + (margin & width & 1);
  return padded(t, self, left, margin - left, fill);
}

Value strLjust(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  int64_t width = TRY(countArgumentPy(t, args[1]));
  char32_t fill = TRY(fillArgument(t, args[2]));
  return padded(t, self, 0, width - static_cast<int64_t>(self->length), fill);
}

Value strRjust(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  int64_t width = TRY(countArgumentPy(t, args[1]));
  char32_t fill = TRY(fillArgument(t, args[2]));
  return padded(t, self, width - static_cast<int64_t>(self->length), 0, fill);
}

Value strZfill(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  int64_t width = TRY(countArgumentPy(t, args[1]));
  int64_t fill = width - static_cast<int64_t>(self->length);
  Value result = TRY(padded(t, self, fill, 0, U'0'));
  if (fill <= 0 || self->length == 0) return result;
  char32_t sign = self->at(0);
  if (sign != '+' && sign != '-') return result;
  auto out = result.as<Str>();
  char32_t zero = U'0';
  copyText(mutableData(out), out->width, TextView(&sign, 1, 4));
  copyText(mutableData(out) + static_cast<size_t>(fill) * out->width, out->width, TextView(&zero, 1, 4));
  return result;
}

Value strExpandTabs(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  int tabSize = TRY(intArgumentPy(t, args[1]));
  TextView text = textOf(self);
  if (findChar(text, '\t') == base::kNotFound) return strUnchanged(t, self);
  StrBuilder out(t);
  int64_t column = 0;
  __int128 total = 0;
  for (size_t i = 0; i < text.size; ++i) {
    char32_t c = text[i];
    if (c == '\t') {
      if (tabSize <= 0) continue;
      int64_t step = tabSize - column % tabSize;
      total += step;
      if (total > (int64_t{1} << 46)) return raise(t, exc::OverflowError, "new string is too long");
      TRY(out.addFill(U' ', static_cast<size_t>(step)));
      column += step;
    } else {
      ++column, ++total;
      out.buffer().append(c);
      if (c == '\n' || c == '\r') column = 0;
    }
  }
  return Value(TRY(out.finish()));
}

Value strTranslate(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  StrBuilder out(t);
  // What ASCII characters become is remembered where it is one ASCII character, or none and no code of the table's own is asked:
  // most texts repeat few characters.
  constexpr uint8_t kNotAsked = 0xFF, kOther = 0xFE, kNothing = 0xFD;
  bool plain = isExact(args[1], kShapeOf_dict);
  uint8_t known[256];
  std::memset(known, kNotAsked, sizeof known);
  TextView text = textOf(self);
  bool changed = false;
  char run[128];
  const auto* narrow = static_cast<const uint8_t*>(text.width == 1 ? text.data : nullptr);
  for (size_t i = 0; i < text.size;) {
    size_t length = 0;
    for (; narrow && i < text.size && length < sizeof run; ++i) {
      uint8_t mapped = known[narrow[i]];
      if (mapped > kNothing) break;
      changed |= mapped != narrow[i];
      run[length] = static_cast<char>(mapped);
      length += mapped != kNothing;
    }
    if (length) TRY(out.add(std::string_view(run, length)));
    if (i == text.size) break;
    char32_t c = text[i];
    if (c < 128 && known[c] <= kNothing) {
      if (narrow) continue;  // the run was full
      changed |= known[c] != c;
      if (known[c] != kNothing) out.buffer().append(known[c]);
      ++i;
      continue;
    }
    size_t before = out.length();
    TRY(translateOnePy(t, args[1], c, &out));
    bool single = out.length() == before + 1, nothing = plain && out.length() == before;
    char32_t mapped = single ? out.buffer()[before] : 0;
    changed |= !single || mapped != c;
    if (c < 128) known[c] = nothing ? kNothing : single && mapped < 128 ? static_cast<uint8_t>(mapped) : kOther;
    ++i;
  }
  if (!changed) return strUnchanged(t, self);
  return Value(TRY(out.finish()));
}

Value strMakeTrans(Thread* t, Value* args, size_t) {
  Value x = args[0], y = args[1], z = args[2];
  Dict* table = TRY(makeDict(t));
  if (!y.isUnbound()) {
    Str* to = TRY(strArgument(t, y, "maketrans", 2));
    auto from = dynCast<Str>(x);
    if (!from) return raise(t, exc::TypeError, "first maketrans argument must be a string if there is a second argument");
    if (from->length != to->length) return raise(t, exc::ValueError, "the first two maketrans arguments must have equal length");
    Str* drop = z.isUnbound() ? nullptr : TRY(strArgument(t, z, "maketrans", 3));
    for (size_t i = 0; i < from->length; ++i) TRY(dictSetPy(t, table, Value::smallInt(from->at(i)), Value::smallInt(to->at(i))));
    for (size_t i = 0; drop && i < drop->length; ++i) TRY(dictSetPy(t, table, Value::smallInt(drop->at(i)), Value::none()));
    return table;
  }
  auto source = dynCast<Dict>(x);
  if (!source || typeOf(x) != types::dict)
    return raise(t, exc::TypeError, "if you give only one argument to maketrans it must be a dict");
  size_t position = 0;
  Value key, value;
  while (dictNext(source, &position, &key, &value)) {
    if (auto s = dynCast<Str>(key)) {
      if (s->length != 1) return raise(t, exc::ValueError, "string keys in translate table must be of length 1");
      key = Value::smallInt(s->at(0));
    } else if (!isInt(key)) {
      return raise(t, exc::TypeError, "keys in translate table must be strings or integers");
    }
    TRY(dictSetPy(t, table, key, value));
  }
  return table;
}

}  // namespace typhon
