// str.join: of items that are all there, and of items one by one (str_join.h).
#include "runtime/types/str_join.h"

#include <algorithm>

#include "runtime/memory/tuning.h"
#include "runtime/ops/ops.h"
#include "runtime/types/list.h"
#include "runtime/types/str_buffer.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

constexpr size_t kFirstCapacity = 168;  // bytes
constexpr size_t kKeptFrom = 64 << 10;  // bytes of a text that is not copied out of its buffer

// The largest code point that a string of these properties may have.
char32_t widestOf(unsigned widths, bool ascii) { return widths & 4 ? 0x10FFFF : widths & 2 ? 0xFFFF : ascii ? 0x7F : 0xFF; }

// Makes the string, which alone uses its buffer, one that has room for `more` characters and for some of `width`.
bool makeRoom(Thread* t, Str* s, size_t more, uint8_t width) {
  if (width < s->width) width = s->width;
  StrBuffer* old = bufferOf(s);
  size_t bytes = (s->length + more) * width;
  if (width == s->width && bytes <= old->capacity) [[likely]]
    return true;
  if (s->length + more > size_t{1} << 46) return raiseMemory(t);
  if (width == s->width && extendStrBuffer(old, bytes + bytes / 2)) return true;
  StrBuffer* buffer = TRY(makeStrBuffer(t, bytes + bytes / 2));
  copyText(buffer->bytes, width, textOf(s));
  s->data = buffer->bytes;
  s->width = width;
  writeBarrier(s);
  release(old);
  return true;
}

void put(Str* s, const Str* piece) {
  copyText(mutableData(s) + s->length * s->width, s->width, textOf(piece));
  s->length += piece->length;
  s->strFlags &= static_cast<uint8_t>(Str::kShared | (piece->strFlags & Str::kAscii));
}

std::string itemError(size_t index, Value item) {
  return fmt::format("sequence item {}: expected str instance, {} found", index, typeName(item));
}

}  // namespace

Str* joinStrs(Thread* t, Str* separator, const Value* items, size_t count) {
  if (count == 0) return makeStr(t, std::string_view());
  if (count == 1 && isExactStr(items[0])) return items[0].as<Str>();
  // Widths are 1, 2 or 4: together they say whether all are the same, and which is the largest.
  unsigned widths = count > 1 ? separator->width : 0;
  unsigned flags = count > 1 ? separator->strFlags : Str::kAscii;
  __int128 length = static_cast<__int128>(separator->length) * static_cast<__int128>(count - 1);
  for (size_t i = 0; i < count; ++i) {
    Value item = items[i];
    if (!isExactStr(item) && !isa<Str>(item)) [[unlikely]]
      return raise(t, exc::TypeError, "{}", itemError(i, item));
    auto s = static_cast<Str*>(item.asObject());
    widths |= s->width;
    flags &= s->strFlags;
    length += s->length;
  }
  if (length > (int64_t{1} << 46)) return raise(t, exc::OverflowError, "join() result is too long for a Python string");
  Str* out = TRY(makeStrUninitialised(t, static_cast<size_t>(length), widestOf(widths, flags & Str::kAscii)));
  uint8_t* p = mutableData(out);
  const auto put = [&p, width = out->width](const Str* s) {
    copyText(p, width, textOf(s));
    p += s->length * width;
  };
  if (separator->length == 1 && out->width == 1) {
    uint8_t c = separator->data[0];
    for (size_t i = 0; i < count; ++i) {
      if (i) *p++ = c;
      put(static_cast<Str*>(items[i].asObject()));
    }
    return out;
  }
  bool separated = separator->length != 0;
  for (size_t i = 0; i < count; ++i) {
    if (i && separated) put(separator);
    put(static_cast<Str*>(items[i].asObject()));
  }
  return out;
}

Value strJoin(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  if (Tuple* tuple = typeOf(args[1]) == types::tuple ? args[1].as<Tuple>() : nullptr)
    return Value(TRY(joinStrs(t, self, tuple->items, tuple->length)));
  List* list = (typeOf(args[1]) == types::list ? args[1].as<List>() : nullptr);
  if (!list) {
    Value iterator = iterPy(t, args[1]);
    if (iterator.isError()) {
      if (!pendingIs(t, exc::TypeError) || typeOf(args[1])->slots.iter) return Value::error();
      clearPending(t);
      return raise(t, exc::TypeError, "can only join an iterable");
    }
    list = TRY(toListPy(t, iterator));
  }
  return Value(TRY(joinStrs(t, self, list->length ? list->store->items : nullptr, list->length)));
}

bool joinNext(Thread* t, Str* separator, JoinState& state, Value item) {
  if (!state.progress.isSmallInt()) return true;
  int64_t count = state.progress.asSmallInt();
  if (!isa<Str>(item)) [[unlikely]] {
    state.progress = Value(TRY(makeStr(t, itemError(static_cast<size_t>(count), item))));
    return true;
  }
  state.progress = Value::smallInt(count + 1);
  if (count == 0) {
    state.text = item;
    return true;
  }
  if (count == 1) {
    StrBuffer* buffer = TRY(makeStrBuffer(t, kFirstCapacity));
    Str* text = TRY(makeShared(t, buffer, 0, 1, true));
    TRY(makeRoom(t, text, state.text.as<Str>()->length, state.text.as<Str>()->width));
    put(text, state.text.as<Str>());
    state.text = Value(text);
  }
  Str *text = state.text.as<Str>(), *piece = item.as<Str>();
  TRY(makeRoom(t, text, separator->length + piece->length, std::max(separator->width, piece->width)));
  if (separator->length) put(text, separator);
  put(text, piece);
  return true;
}

Str* finishJoin(Thread* t, Str* separator, const JoinState& state) {
  if (!state.progress.isSmallInt()) return raise(t, exc::TypeError, "{}", strText(state.progress));
  int64_t count = state.progress.asSmallInt();
  if (count < 2) return joinStrs(t, separator, &state.text, static_cast<size_t>(count));
  Str* text = state.text.as<Str>();
  StrBuffer* buffer = bufferOf(text);
  if (size_t bytes = text->length * text->width; bytes >= kKeptFrom) {
    // A long text stays where it is, and only what lies behind it goes.
    buffer->used = bytes;
    buffer->capacity = (bytes + 7) & ~size_t{7};
    shortenInPlace(buffer, sizeof(StrBuffer) + buffer->capacity);
    return text;
  }
  Str* out = TRY(makeStrUninitialised(t, text->length, widestOf(text->width, text->isAscii())));
  copyText(mutableData(out), out->width, textOf(text));
  text->length = 0;  // it refers to the buffer no more
  text->strFlags = Str::kAscii;
  text->width = 1;
  text->data = reinterpret_cast<uint8_t*>(text + 1);
  release(buffer);
  return out;
}

}  // namespace typhon
