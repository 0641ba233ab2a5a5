// Methods that bytes and bytearray share: searching, cutting, joining.
#include "runtime/types/bytes_methods.h"

#include <cstring>

#include "runtime/exec/config.h"
#include "runtime/exec/warnings.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/text_occurrences.h"
#include "runtime/types/text_split.h"
#include "runtime/types/tuple.h"

namespace typhon {

bool warnOfComparisonPy(Thread* t, Value self, Value other, CompareOp op) {
  if (!config().bytesWarning || (op != CompareOp::Eq && op != CompareOp::Ne)) return true;
  bool bytes = isa<Bytes>(self);
  if (isa<Str>(other))
    return warnPy(t, exc::BytesWarning,
                  bytes ? "Comparison between bytes and string" : "Comparison between bytearray and string");
  if (bytes && isInt(other)) return warnPy(t, exc::BytesWarning, "Comparison between bytes and int");
  return true;
}

bool warnOfStrPy(Thread* t, Value self) {
  if (!config().bytesWarning) return true;
  return warnPy(t, exc::BytesWarning, isa<Bytes>(self) ? "str() on a bytes instance" : "str() on a bytearray instance");
}

namespace {

TextView textOf(std::string_view bytes) { return TextView(bytes); }

// The needle of find() and its kin: something with a buffer, or a byte.
class Needle {
 public:
  bool bindPy(Thread* t, Value v) {
    if (isInt(v) || (typeOf(v)->slots.index && !hasBuffer(v))) {
      byte_ = TRY(byteArgumentPy(t, v));
      isByte_ = true;
      return true;
    }
    if (!hasBuffer(v)) return raise(t, exc::TypeError, "argument should be integer or bytes-like object, not '{}'", typeName(v));
    return buffer_.acquirePy(t, v);
  }
  TextView view() const { return isByte_ ? TextView(&byte_, 1, 1) : textOf(buffer_.bytes()); }

 private:
  BufferHolder buffer_;
  uint8_t byte_ = 0;
  bool isByte_ = false;
};

// (self, sub, start, end): position or count, by `apply(text, needle)` on the range.
struct Window {
  int64_t start = 0, end = 0;
  bool bindPy(Thread* t, Value* args) { return rangeArgumentsPy(t, args[2], args[3], &start, &end); }
  // The part of the bytes as they are now; false if the range is inverted.
  bool clip(std::string_view* bytes) {
    clampRange(&start, &end, static_cast<int64_t>(bytes->size()));
    if (start > end) return false;
    *bytes = bytes->substr(static_cast<size_t>(start), static_cast<size_t>(end - start));
    return true;
  }
};

Maybe<int64_t> findPy(Thread* t, Value* args, bool last) {
  Needle needle;
  Window range;
  TRY(range.bindPy(t, args));
  TRY(needle.bindPy(t, args[1]));
  std::string_view bytes = bytesOf(args[0]);
  if (!range.clip(&bytes)) return int64_t{-1};
  size_t at = last ? findTextLast(textOf(bytes), needle.view()) : findText(textOf(bytes), needle.view());
  return at == base::kNotFound ? int64_t{-1} : range.start + static_cast<int64_t>(at);
}

Value indexPyOrRaise(Thread* t, Value* args, bool last) {
  int64_t at = TRY(findPy(t, args, last));
  if (at < 0) return raise(t, exc::ValueError, "subsection not found");
  return Value::smallInt(at);
}

Maybe<bool> matchesPy(Thread* t, Value self, Value sub, Window range, bool atEnd) {
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, sub));
  std::string_view bytes = bytesOf(self), other = buffer.bytes();
  if (!range.clip(&bytes) || other.size() > bytes.size()) return false;
  return atEnd ? bytes.substr(bytes.size() - other.size()) == other : bytes.substr(0, other.size()) == other;
}

Value tailMatchPy(Thread* t, Value* args, bool atEnd) {
  const char* name = atEnd ? "endswith" : "startswith";
  Window range;
  TRY(range.bindPy(t, args));
  if (auto choices = dynCast<Tuple>(args[1])) {
    for (size_t i = 0; i < choices->length; ++i)
      if (TRY(matchesPy(t, args[0], choices->items[i], range, atEnd))) return Value::boolean(true);
    return Value::boolean(false);
  }
  if (!hasBuffer(args[1]))
    return raise(t, exc::TypeError, "{} first arg must be bytes or a tuple of bytes, not {}", name, typeName(args[1]));
  return Value::boolean(TRY(matchesPy(t, args[0], args[1], range, atEnd)));
}

Value splitPy(Thread* t, Value* args, bool fromRight) {
  Value self = args[0];
  int64_t limit = TRY(countArgumentPy(t, args[2]));
  if (limit < 0) limit = INT64_MAX;
  BufferHolder separator;
  if (!args[1].isNone()) {
    TRY(separator.acquirePy(t, args[1]));
    if (separator.view.length == 0) return raise(t, exc::ValueError, "empty separator");
  }
  List* list = TRY(makeList(t));
  std::string_view bytes = bytesOf(self);
  auto emit = [&](size_t start, size_t end) -> bool {
    Value piece = TRY(makeLike(t, self, bytes.substr(start, end - start)));
    return listAppend(t, list, piece);
  };
  TextView text = textOf(bytes);
  if (args[1].isNone()) {
    if (fromRight)
      TRY(splitSpacesLast(text, isAsciiSpace, limit, emit));
    else
      TRY(splitSpaces(text, isAsciiSpace, limit, emit));
  } else {
    if (fromRight)
      TRY(splitAtLast(text, textOf(separator.bytes()), limit, emit));
    else
      TRY(splitAt(text, textOf(separator.bytes()), limit, emit));
  }
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
  Value self = args[0];
  BufferHolder separator;
  TRY(separator.acquirePy(t, args[1]));
  if (separator.view.length == 0) return raise(t, exc::ValueError, "empty separator");
  std::string_view bytes = bytesOf(self);
  TextView needle = textOf(separator.bytes());
  size_t at = last ? findTextLast(textOf(bytes), needle) : findText(textOf(bytes), needle);
  if (at == base::kNotFound) {
    Value whole = TRY(bytesUnchanged(t, self)), nothing = TRY(makeLike(t, self, {}));
    Value other = TRY(makeLike(t, self, {}));
    return Value(TRY(last ? makeTuple(t, {nothing, other, whole}) : makeTuple(t, {whole, nothing, other})));
  }
  Value before = TRY(makeLike(t, self, bytes.substr(0, at)));
  Value middle = isa<Bytes>(self) && isa<Bytes>(args[1]) ? args[1] : TRY(makeLike(t, self, separator.bytes()));
  Value after = TRY(makeLike(t, self, bytes.substr(at + needle.size)));
  return Value(TRY(makeTuple(t, {before, middle, after})));
}

Value stripPy(Thread* t, Value* args, bool left, bool right) {
  Value self = args[0];
  BufferHolder set;
  if (!args[1].isNone()) TRY(set.acquirePy(t, args[1]));
  std::string_view bytes = bytesOf(self);
  TextRange range;
  if (args[1].isNone()) {
    range = stripText(textOf(bytes), left, right, isAsciiSpace);
  } else {
    std::string_view drop = set.bytes();
    range = stripText(textOf(bytes), left, right,
                      [&](uint8_t c) { return drop.find(static_cast<char>(c)) != std::string_view::npos; });
  }
  if (range.end - range.start == bytes.size()) return bytesUnchanged(t, self);
  return makeLike(t, self, bytes.substr(range.start, range.end - range.start));
}

}  // namespace

Value makeLike(Thread* t, Value self, std::string_view bytes) {
  if (isa<ByteArray>(self)) return Value(TRY(makeByteArray(t, bytes)));
  return Value(TRY(makeBytes(t, bytes)));
}

Value makeLikeUninitialised(Thread* t, Value self, size_t size, uint8_t** data) {
  if (!isa<ByteArray>(self)) {
    if (size == 0) {
      Bytes* none = TRY(makeBytes(t, {}));
      *data = none->data;
      return none;
    }
    Bytes* made = TRY(makeBytesUninitialised(t, size));
    *data = made->data;
    return made;
  }
  ByteArray* array = TRY(makeByteArray(t, {}));
  TRY(resizeByteArray(t, array, size));
  *data = byteArrayData(array);
  return array;
}

Value bytesUnchanged(Thread* t, Value self) {
  if (isExactBytes(self)) return self;
  return makeLike(t, self, bytesOf(self));
}

Value bytesFind(Thread* t, Value* args, size_t) { return Value::smallInt(TRY(findPy(t, args, false))); }
Value bytesRfind(Thread* t, Value* args, size_t) { return Value::smallInt(TRY(findPy(t, args, true))); }
Value bytesIndex(Thread* t, Value* args, size_t) { return indexPyOrRaise(t, args, false); }
Value bytesRindex(Thread* t, Value* args, size_t) { return indexPyOrRaise(t, args, true); }

Value bytesCount(Thread* t, Value* args, size_t) {
  Needle needle;
  Window range;
  TRY(range.bindPy(t, args));
  TRY(needle.bindPy(t, args[1]));
  std::string_view bytes = bytesOf(args[0]);
  if (!range.clip(&bytes)) return Value::smallInt(0);
  return Value::smallInt(static_cast<int64_t>(countText(textOf(bytes), needle.view())));
}

Value bytesStartsWith(Thread* t, Value* args, size_t) { return tailMatchPy(t, args, false); }
Value bytesEndsWith(Thread* t, Value* args, size_t) { return tailMatchPy(t, args, true); }

namespace {

// At most the first `most` bytes `from` become `to`.
Value replaceByte(Thread* t, Value self, char from, char to, size_t most) {
  std::string_view bytes = bytesOf(self);
  size_t first = most ? bytes.find(from) : std::string_view::npos;
  if (first == std::string_view::npos) return bytesUnchanged(t, self);
  uint8_t* p;
  Value result = TRY(makeLikeUninitialised(t, self, bytes.size(), &p));
  bytes = bytesOf(self);
  memcpy(p, bytes.data(), first);
  if (most >= bytes.size()) {
    for (size_t i = first; i < bytes.size(); ++i) p[i] = static_cast<uint8_t>(bytes[i] == from ? to : bytes[i]);
    return result;
  }
  memcpy(p + first, bytes.data() + first, bytes.size() - first);
  for (size_t at = first; at != std::string_view::npos && most; at = bytes.find(from, at + 1), --most)
    p[at] = static_cast<uint8_t>(to);
  return result;
}

}  // namespace

Value bytesReplace(Thread* t, Value* args, size_t) {
  BufferHolder fromBuffer, toBuffer;
  TRY(fromBuffer.acquirePy(t, args[1]));
  TRY(toBuffer.acquirePy(t, args[2]));
  int64_t limit = TRY(countArgumentPy(t, args[3]));
  std::string_view bytes = bytesOf(args[0]), from = fromBuffer.bytes(), to = toBuffer.bytes();
  size_t most = limit < 0 ? SIZE_MAX : static_cast<size_t>(limit);
  if (from.size() == 1 && to.size() == 1) return replaceByte(t, args[0], from[0], to[0], most);
  Occurrences places(textOf(bytes), textOf(from), most);
  size_t count = 0;
  if (!from.empty()) {
    count = places.count();
  } else if (!to.empty()) {
    count = std::min(most, bytes.size() + 1);
  }
  if (count == 0) return bytesUnchanged(t, args[0]);
  __int128 length = static_cast<__int128>(bytes.size()) +
                    (static_cast<__int128>(to.size()) - static_cast<__int128>(from.size())) * static_cast<__int128>(count);
  if (length > (int64_t{1} << 46)) return raise(t, exc::OverflowError, "replace bytes is too long");
  uint8_t* p;
  Value result = TRY(makeLikeUninitialised(t, args[0], static_cast<size_t>(length), &p));
  bytes = bytesOf(args[0]);
  auto put = [&p](std::string_view piece) {
    copyShort(p, piece.data(), piece.size());
    p += piece.size();
  };
  size_t at = 0;
  if (from.empty()) {
    for (size_t i = 0; i < count; ++i) {
      put(to);
      if (at < bytes.size()) put(bytes.substr(at++, 1));
    }
  } else {
    for (size_t found; (found = places.next()) != base::kNotFound; at = found + from.size()) {
      put(bytes.substr(at, found - at));
      put(to);
    }
  }
  put(bytes.substr(at));
  return result;
}

Value bytesRemovePrefix(Thread* t, Value* args, size_t) {
  BufferHolder prefix;
  TRY(prefix.acquirePy(t, args[1]));
  std::string_view bytes = bytesOf(args[0]), p = prefix.bytes();
  if (p.empty() || bytes.substr(0, p.size()) != p) return bytesUnchanged(t, args[0]);
  return makeLike(t, args[0], bytes.substr(p.size()));
}

Value bytesRemoveSuffix(Thread* t, Value* args, size_t) {
  BufferHolder suffix;
  TRY(suffix.acquirePy(t, args[1]));
  std::string_view bytes = bytesOf(args[0]), s = suffix.bytes();
  if (s.empty() || s.size() > bytes.size() || bytes.substr(bytes.size() - s.size()) != s) return bytesUnchanged(t, args[0]);
  return makeLike(t, args[0], bytes.substr(0, bytes.size() - s.size()));
}

Value bytesSplit(Thread* t, Value* args, size_t) { return splitPy(t, args, false); }
Value bytesRsplit(Thread* t, Value* args, size_t) { return splitPy(t, args, true); }

Value bytesSplitLines(Thread* t, Value* args, size_t) {
  bool keepEnds = TRY(truthPy(t, args[1]));
  List* list = TRY(makeList(t));
  std::string_view bytes = bytesOf(args[0]);
  TRY(splitLines(
      textOf(bytes), [](uint8_t c) { return c == '\n' || c == '\r'; }, keepEnds,
      [&](size_t start, size_t end) -> bool {
        Value line = TRY(makeLike(t, args[0], bytes.substr(start, end - start)));
        return listAppend(t, list, line);
      }));
  return list;
}

Value bytesPartition(Thread* t, Value* args, size_t) { return partitionPy(t, args, false); }
Value bytesRpartition(Thread* t, Value* args, size_t) { return partitionPy(t, args, true); }
Value bytesStrip(Thread* t, Value* args, size_t) { return stripPy(t, args, true, true); }
Value bytesLstrip(Thread* t, Value* args, size_t) { return stripPy(t, args, true, false); }
Value bytesRstrip(Thread* t, Value* args, size_t) { return stripPy(t, args, false, true); }

Value bytesJoin(Thread* t, Value* args, size_t) {
  Value self = args[0];
  BufferHolder separatorHeld;  // no item may change the size of a bytearray in the meantime
  if (isa<ByteArray>(self)) TRY(separatorHeld.acquirePy(t, self));
  List* list = (typeOf(args[1]) == types::list ? args[1].as<List>() : nullptr);
  Tuple* tuple = typeOf(args[1]) == types::tuple ? args[1].as<Tuple>() : nullptr;
  if (!list && !tuple) {
    Value iterator = iterPy(t, args[1]);
    if (iterator.isError()) {
      if (!pendingIs(t, exc::TypeError) || typeOf(args[1])->slots.iter) return Value::error();
      clearPending(t);
      return raise(t, exc::TypeError, "can only join an iterable");
    }
    list = TRY(toListPy(t, iterator));
  }
  auto count = [&] { return list ? list->length : tuple->length; };
  if (count() == 1) {
    Value only = list ? listItem(list, 0) : tuple->items[0];
    if (isExactBytes(only) && isa<Bytes>(self)) return only;
  }
  // Nothing but exact bytes: their sizes are known and no Python code runs.
  size_t total = count() ? bytesOf(self).size() * (count() - 1) : 0;
  bool plain = isa<Bytes>(self);
  for (size_t i = 0; plain && i < count(); ++i) {
    Value item = list ? listItem(list, i) : tuple->items[i];
    plain = isExactBytes(item);
    if (plain) total += item.as<Bytes>()->length;
  }
  if (plain && total && total < (size_t{1} << 46)) {
    std::string_view separator = bytesOf(self);
    Bytes* made = TRY(makeBytesUninitialised(t, total));
    uint8_t* p = made->data;
    for (size_t i = 0; i < count(); ++i) {
      if (i && !separator.empty()) {
        copyShort(p, separator.data(), separator.size());
        p += separator.size();
      }
      auto item = (list ? listItem(list, i) : tuple->items[i]).as<Bytes>();
      copyShort(p, item->data, item->length);
      p += item->length;
    }
    return made;
  }
  std::string out;
  for (size_t i = 0; i < count(); ++i) {
    Value item = list ? listItem(list, i) : tuple->items[i];
    if (i) out += bytesOf(self);
    if (auto b = dynCast<Bytes>(item)) {
      out += b->view();
      continue;
    }
    if (!hasBuffer(item)) {
      return raise(t, exc::TypeError, "sequence item {}: expected a bytes-like object, {} found", i, typeName(item));
    }
    BufferHolder buffer;
    TRY(buffer.acquirePy(t, item));
    out += buffer.bytes();
  }
  return makeLike(t, self, out);
}

Value bytesDecode(Thread* t, Value* args, size_t) {
  if (args[1] == Value(names::utf_8) && args[2] == Value(names::strict) && isa<Bytes>(args[0]))
    return Value(TRY(decodeUtf8Py(t, args[0].as<Bytes>()->view(), {})));
  for (int i = 1; i <= 2; ++i) {
    if (!isa<Str>(args[i])) {
      return raise(t, exc::TypeError, "decode() argument '{}' must be str, not {}", i == 1 ? "encoding" : "errors",
                   argumentTypeName(args[i]));
    }
  }
  auto *encoding = args[1].as<Str>(), *errors = args[2].as<Str>();
  if (encoding->isAscii() && errors->isAscii())  // the names stay: args refers to them
    return decodeObjectPy(t, args[0], encoding->ascii(), errors->ascii());
  return decodeObjectPy(t, args[0], strText(args[1]), strText(args[2]));
}

Value bytesRepeatSlot(Thread* t, Value self, int64_t count) {
  std::string_view bytes = bytesOf(self);
  if (count == 1 && isExactBytes(self)) return self;
  if (count <= 0 || bytes.empty()) return makeLike(t, self, {});
  __int128 length = static_cast<__int128>(bytes.size()) * count;
  if (length > (int64_t{1} << 46)) return raiseMemory(t);
  auto total = static_cast<size_t>(length);
  uint8_t* data;
  Value result;
  if (isa<ByteArray>(self)) {
    ByteArray* array = TRY(makeByteArray(t, {}));
    TRY(resizeByteArray(t, array, total));
    data = byteArrayData(array);
    result = array;
  } else {
    Bytes* made = TRY(makeBytesUninitialised(t, total));
    data = made->data;
    result = made;
  }
  bytes = bytesOf(self);
  std::memcpy(data, bytes.data(), bytes.size());
  for (size_t done = bytes.size(); done < total;) {
    size_t n = done < total - done ? done : total - done;
    std::memcpy(data + done, data, n);
    done += n;
  }
  return result;
}

int bytesContainsSlot(Thread* t, Value self, Value item) {
  if (isInt(item) || (typeOf(item)->slots.index && !hasBuffer(item))) {
    Maybe<uint8_t> byte = byteArgumentPy(t, item);
    if (!byte.ok()) return -1;
    return bytesOf(self).find(static_cast<char>(*byte)) != std::string_view::npos;
  }
  BufferHolder buffer;
  if (!buffer.acquirePy(t, item)) return -1;
  return findText(textOf(bytesOf(self)), textOf(buffer.bytes())) != base::kNotFound;
}

}  // namespace typhon
