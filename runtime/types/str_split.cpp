// str methods that take a string apart and strip its ends: split, rsplit, splitlines, partition, strip.
#include "runtime/base/unicode.h"
#include "runtime/ops/ops.h"
#include "runtime/types/list.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/text_split.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// The separator in Latin-1 and ASCII strings: no table lookup.
struct IsSpace {
  bool operator()(Latin1 c) const { return c < 0x80 ? isAsciiSpace(c) || (c >= 0x1C && c <= 0x1F) : c == 0x85 || c == 0xA0; }
  bool operator()(Ucs2 c) const { return base::isSpace(c); }
  bool operator()(Ucs4 c) const { return base::isSpace(c); }
};
struct IsLineBreak {
  bool operator()(Latin1 c) const { return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85; }
  bool operator()(Ucs2 c) const { return base::isLineBreak(c); }
  bool operator()(Ucs4 c) const { return base::isLineBreak(c); }
};

Value splitPy(Thread* t, Value* args, bool fromRight) {
  auto self = args[0].as<Str>();
  int64_t limit = TRY(countArgumentPy(t, args[2]));
  if (limit < 0) limit = INT64_MAX;
  // The first pieces are collected on the stack: most lists are then made at their size.
  constexpr size_t kFew = 16;
  Value few[kFew];
  size_t count = 0;
  List* list = nullptr;
  auto emit = [&](size_t start, size_t end) -> bool {
    Str* piece = TRY(substring(t, self, start, end));
    if (count < kFew) {
      few[count++] = piece;
      return true;
    }
    if (!list) list = TRY(makeList(t, few, kFew));
    return listAppend(t, list, piece);
  };
  if (args[1].isNone()) {
    if (fromRight)
      TRY(splitSpacesLast(textOf(self), IsSpace{}, limit, emit));
    else
      TRY(splitSpaces(textOf(self), IsSpace{}, limit, emit));
  } else {
    auto separator = dynCast<Str>(args[1]);
    if (!separator) return raise(t, exc::TypeError, "must be str or None, not {}", typeName(args[1]));
    if (separator->length == 0) return raise(t, exc::ValueError, "empty separator");
    if (fromRight)
      TRY(splitAtLast(textOf(self), textOf(separator), limit, emit));
    else
      TRY(splitAt(textOf(self), textOf(separator), limit, emit));
  }
  if (!list) list = TRY(makeList(t, few, count));
  if (fromRight) {
    for (size_t i = 0, j = list->length; i + 1 < j; ++i) {
      Value v = listItem(list, i);
      listStore(list, i, listItem(list, --j));
      listStore(list, j, v);
    }
  }
  return list;
}

Value partitionPy(Thread* t, Value* args, bool last) {
  auto self = args[0].as<Str>();
  auto separator = dynCast<Str>(args[1]);
  if (!separator) return raise(t, exc::TypeError, "must be str, not {}", typeName(args[1]));
  if (separator->length == 0) return raise(t, exc::ValueError, "empty separator");
  size_t at = last ? findTextLast(textOf(self), textOf(separator)) : findText(textOf(self), textOf(separator));
  if (at == base::kNotFound) {
    Value whole = TRY(strUnchanged(t, self)), nothing = TRY(makeStr(t, std::string_view()));
    Tuple* result = TRY(last ? makeTuple(t, {nothing, nothing, whole}) : makeTuple(t, {whole, nothing, nothing}));
    return result;
  }
  Value before = TRY(substring(t, self, 0, at));
  Value after = TRY(substring(t, self, at + separator->length, self->length));
  return Value(TRY(makeTuple(t, {before, Value(separator), after})));
}

Value stripPy(Thread* t, Value* args, bool left, bool right, const char* name) {
  auto self = args[0].as<Str>();
  TextView text = textOf(self);
  TextRange range;
  if (args[1].isNone()) {
    range = stripText(text, left, right, IsSpace{});
  } else {
    auto set = dynCast<Str>(args[1]);
    if (!set) return raise(t, exc::TypeError, "{} arg must be None or str", name);
    TextView chars = textOf(set);
    uint64_t bloom = 0;
    for (size_t i = 0; i < chars.size; ++i) bloom |= uint64_t{1} << (chars[i] & 63);
    range =
        stripText(text, left, right, [&](char32_t c) { return bloom >> (c & 63) & 1 && findChar(chars, c) != base::kNotFound; });
  }
  if (range.end - range.start == self->length) return strUnchanged(t, self);
  return Value(TRY(substring(t, self, range.start, range.end)));
}

}  // namespace

Value strSplit(Thread* t, Value* args, size_t) { return splitPy(t, args, false); }
Value strRsplit(Thread* t, Value* args, size_t) { return splitPy(t, args, true); }

Value strSplitLines(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  bool keepEnds = TRY(truthPy(t, args[1]));
  List* list = TRY(makeList(t));
  TRY(splitLines(textOf(self), IsLineBreak{}, keepEnds, [&](size_t start, size_t end) -> bool {
    Str* line = TRY(substring(t, self, start, end));
    return listAppend(t, list, line);
  }));
  return list;
}

Value strPartition(Thread* t, Value* args, size_t) { return partitionPy(t, args, false); }
Value strRpartition(Thread* t, Value* args, size_t) { return partitionPy(t, args, true); }

Value strStrip(Thread* t, Value* args, size_t) { return stripPy(t, args, true, true, "strip"); }
Value strLstrip(Thread* t, Value* args, size_t) { return stripPy(t, args, true, false, "lstrip"); }
Value strRstrip(Thread* t, Value* args, size_t) { return stripPy(t, args, false, true, "rstrip"); }

}  // namespace typhon
