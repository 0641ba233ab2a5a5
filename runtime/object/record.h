// Record: the layout of native objects that need none of their own in kinds.def: some Values, then plain bytes. The iterators of
// itertools, after which the kind is called, and most types of native modules are such:
//
//   struct CsvReader : Record {
//     static constexpr uint32_t kValues = 2;   // how many of the fields, from the first, are Values or object pointers
//     Value input, dialect;
//     int64_t line;
//   };
//   auto* reader = TRY(makeRecord<CsvReader>(t, type));
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/object/type.h"

namespace typhon {

inline constexpr Kind kRecordKind = Kind::IteratorState;

struct Record : Object {
  uint32_t valueCount;  // Values behind this header
  uint32_t byteCount;   // bytes behind them that hold no references
  Value* values() { return reinterpret_cast<Value*>(this + 1); }
};
static_assert(sizeof(Record) == 16);

// An instance of the type, whose fields are zeroed but for the Values, which are Unbound, and `extra` bytes behind it. Null with
// MemoryError pending. (Pointers among the kValues are stored as pointers: null is traced as the integer 0.)
template <class T>
[[nodiscard]] inline T* makeRecord(Thread* t, Type* type, size_t extra = 0) {
  static_assert(sizeof(T) >= sizeof(Record) + T::kValues * sizeof(Value));
  auto* r = static_cast<T*>(allocateInstance(t, type, sizeof(T) + extra));
  if (!r) return nullptr;
  r->valueCount = T::kValues;
  r->byteCount = static_cast<uint32_t>(sizeof(T) - sizeof(Record) - T::kValues * sizeof(Value) + extra);
  for (uint32_t i = 0; i < T::kValues; ++i) r->values()[i] = Value::unbound();
  return r;
}

}  // namespace typhon
