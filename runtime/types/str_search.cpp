// str methods that look for a substring: find, index, count, startswith, endswith, replace, removeprefix, removesuffix.
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/text_occurrences.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// Binds (self, sub, start, end): the part of self that is searched, and the needle. Messages are find's.
struct Search {
  TextView text, needle;
  int64_t start = 0;
  bool empty = false;  // the range is inverted: nothing can be found
};

Maybe<Search> searchArgumentsPy(Thread* t, Value* args) {
  int64_t start = 0, end = INT64_MAX;
  if (!args[2].isNone() || !args[3].isNone()) TRY(rangeArgumentsPy(t, args[2], args[3], &start, &end));
  auto sub = dynCast<Str>(args[1]);
  if (!sub) return raise(t, exc::TypeError, "must be str, not {}", typeName(args[1]));
  auto self = args[0].as<Str>();
  clampRange(&start, &end, static_cast<int64_t>(self->length));
  Search search;
  search.needle = textOf(sub);
  search.start = start;
  search.empty = start > end;
  if (!search.empty) search.text = textOf(self).slice(static_cast<size_t>(start), static_cast<size_t>(end));
  return search;
}

// Position in self, or -1.
Maybe<int64_t> findPy(Thread* t, Value* args, bool last) {
  Search s = TRY(searchArgumentsPy(t, args));
  if (s.empty) return int64_t{-1};
  size_t at = last ? findTextLast(s.text, s.needle) : findText(s.text, s.needle);
  return at == base::kNotFound ? int64_t{-1} : s.start + static_cast<int64_t>(at);
}

Value indexOrRaisePy(Thread* t, Value* args, bool last) {
  int64_t at = TRY(findPy(t, args, last));
  if (at < 0) return raise(t, exc::ValueError, "substring not found");
  return Value::smallInt(at);
}

bool matchesAt(Str* self, Str* sub, int64_t start, int64_t end, bool atEnd) {
  clampRange(&start, &end, static_cast<int64_t>(self->length));
  auto size = static_cast<int64_t>(sub->length);
  if (end - start < size || start > end) return false;
  int64_t from = atEnd ? end - size : start;
  return equalText(textOf(self).slice(static_cast<size_t>(from), static_cast<size_t>(from + size)), textOf(sub));
}

Value tailMatchPy(Thread* t, Value* args, bool atEnd) {
  const char* name = atEnd ? "endswith" : "startswith";
  auto self = args[0].as<Str>();
  int64_t start = 0, end = INT64_MAX;
  if (!args[2].isNone() || !args[3].isNone()) TRY(rangeArgumentsPy(t, args[2], args[3], &start, &end));
  if (auto sub = dynCast<Str>(args[1])) return Value::boolean(matchesAt(self, sub, start, end, atEnd));
  auto choices = dynCast<Tuple>(args[1]);
  if (!choices) return raise(t, exc::TypeError, "{} first arg must be str or a tuple of str, not {}", name, typeName(args[1]));
  for (size_t i = 0; i < choices->length; ++i) {
    auto sub = dynCast<Str>(choices->items[i]);
    if (!sub) {
      return raise(t, exc::TypeError, "tuple for {} must only contain str, not {}", name, typeName(choices->items[i]));
    }
    if (matchesAt(self, sub, start, end, atEnd)) return Value::boolean(true);
  }
  return Value::boolean(false);
}

void replaceAll(const Latin1* __restrict from, Latin1* __restrict to, size_t size, Latin1 old, Latin1 changed) {
  for (size_t i = 0; i < size; ++i) to[i] = from[i] == old ? changed : from[i];
}

// Replacement where the pieces are known to fit: one allocation of the right size.
Value replaceText(Thread* t, Str* self, Str* fromStr, Str* toStr, int64_t limit) {
  TextView text = textOf(self), from = textOf(fromStr), to = textOf(toStr);
  if (limit == 0 || from.size > text.size || (from.size == 0 && to.size == 0)) return strUnchanged(t, self);
  if (limit < 0 && from.size == 1 && to.size == 1 && self->isAscii() && toStr->isAscii()) {
    if (findChar(text, from[0]) == base::kNotFound || from[0] == to[0]) return strUnchanged(t, self);
    if (text.size == 1) return Value(TRY(characterStr(t, to[0])));
    Str* result = TRY(makeStrUninitialised(t, text.size, 0x7F));
    replaceAll(text.as<Latin1>(), mutableData(result), text.size, static_cast<Latin1>(from[0]), static_cast<Latin1>(to[0]));
    return result;
  }
  size_t most = limit < 0 ? SIZE_MAX : static_cast<size_t>(limit);
  Occurrences places(text, from, most);
  size_t count = from.size ? places.count() : countText(text, from, most);
  if (count == 0 || equalText(from, to)) return strUnchanged(t, self);
  uint8_t width = text.width > to.width ? text.width : to.width;
  int64_t grow = static_cast<int64_t>(to.size) - static_cast<int64_t>(from.size);
  __int128 length = static_cast<__int128>(text.size) + static_cast<__int128>(grow) * static_cast<__int128>(count);
  if (length > (int64_t{1} << 46)) return raise(t, exc::OverflowError, "replace string is too long");
  if (length == 0) return makeStr(t, std::string_view());
  char32_t widest = width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0x10FFFF;
  StrBuilder out(t);
  Str* result = nullptr;
  uint8_t* p;
  if (fromStr->isAscii()) {  // all wider characters stay, so the width is known
    if (width == 1 && self->isAscii() && toStr->isAscii()) widest = 0x7F;
    result = TRY(makeStrUninitialised(t, static_cast<size_t>(length), widest));
    p = mutableData(result);
    width = result->width;
  } else {
    // Characters that are replaced may have been the only wide ones, so the result is built at the larger width and
    // narrowed.
    p = static_cast<uint8_t*>(out.buffer().reserve(static_cast<size_t>(length), widest));
    if (!p) return raiseMemory(t);
    width = out.buffer().width();
  }
  auto put = [&](TextView v) {
    copyText(p, width, v);
    p += v.size * width;
  };
  size_t at = 0;
  if (from.size == 0) {
    for (size_t i = 0; i < count; ++i) {
      put(to);
      if (i < text.size) put(text.slice(i, i + 1));
    }
    at = count < text.size ? count : text.size;
  } else {
    for (size_t found; (found = places.next()) != base::kNotFound;) {
      put(text.slice(at, found));
      put(to);
      at = found + from.size;
    }
  }
  put(text.slice(at, text.size));
  if (result) return result;
  out.buffer().commit(static_cast<size_t>(length));
  return Value(TRY(out.finish()));
}

}  // namespace

Value strUnchanged(Thread* t, Str* s) {
  if (isExactStr(s)) return s;
  return Value(TRY(makeStr(t, textOf(s))));
}

Value strFind(Thread* t, Value* args, size_t) { return Value::smallInt(TRY(findPy(t, args, false))); }
Value strRfind(Thread* t, Value* args, size_t) { return Value::smallInt(TRY(findPy(t, args, true))); }
Value strIndex(Thread* t, Value* args, size_t) { return indexOrRaisePy(t, args, false); }
Value strRindex(Thread* t, Value* args, size_t) { return indexOrRaisePy(t, args, true); }

Value strCount(Thread* t, Value* args, size_t) {
  Search s = TRY(searchArgumentsPy(t, args));
  return Value::smallInt(s.empty ? 0 : static_cast<int64_t>(countText(s.text, s.needle)));
}

Value strStartsWith(Thread* t, Value* args, size_t) { return tailMatchPy(t, args, false); }
Value strEndsWith(Thread* t, Value* args, size_t) { return tailMatchPy(t, args, true); }

Value strReplace(Thread* t, Value* args, size_t) {
  Str* from = TRY(strArgument(t, args[1], "replace", 1));
  Str* to = TRY(strArgument(t, args[2], "replace", 2));
  int64_t limit = TRY(countArgumentPy(t, args[3]));
  return replaceText(t, args[0].as<Str>(), from, to, limit);
}

Value strRemovePrefix(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  auto prefix = dynCast<Str>(args[1]);
  if (!prefix) return raise(t, exc::TypeError, "removeprefix() argument must be str, not {}", argumentTypeName(args[1]));
  if (!matchesAt(self, prefix, 0, INT64_MAX, false)) return strUnchanged(t, self);
  return Value(TRY(substring(t, self, prefix->length, self->length)));
}

Value strRemoveSuffix(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  auto suffix = dynCast<Str>(args[1]);
  if (!suffix) return raise(t, exc::TypeError, "removesuffix() argument must be str, not {}", argumentTypeName(args[1]));
  if (!matchesAt(self, suffix, 0, INT64_MAX, true)) return strUnchanged(t, self);
  return Value(TRY(substring(t, self, 0, self->length - suffix->length)));
}

}  // namespace typhon
