// sqlite3.Row: a row whose items have the names of the columns.
#include "runtime/plugins/sqlite/sqlite.h"

#include "runtime/base/hash.h"
#include "runtime/object/record.h"
#include "runtime/types/container_support.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"

namespace typhon::sqlite {

Type* rowType;

namespace {

struct Row : Record {
  static constexpr uint32_t kValues = 2;
  Value data, description;  // tuples (a description may be None)
};

Tuple* dataOf(Value v) { return v.as<Row>()->data.as<Tuple>(); }

Value rowNew(Thread* t, Value* args, size_t) {
  if (!isInstance(args[1], cursorType))
    return raise(t, exc::TypeError, "Row() argument 1 must be sqlite3.Cursor, not {}", typeName(args[1]));
  if (!isa<Tuple>(args[2])) return raise(t, exc::TypeError, "Row() argument 2 must be tuple, not {}", argumentTypeName(args[2]));
  Value description = TRY(getAttrPy(t, args[1], "description"));
  Row* row = TRY(makeRecord<Row>(t, args[0].as<Type>()));
  row->data = args[2];
  row->description = description;
  return Value(row);
}

// Names are compared without regard to case, as far as they are ASCII.
bool sameName(const Str* a, const Str* b) {
  if (a->length != b->length) return false;
  for (size_t i = 0; i < a->length; ++i) {
    char32_t x = a->at(i), y = b->at(i);
    if (x != y && ((x | 0x20) != (y | 0x20) || (x | 0x20) < 'a' || (x | 0x20) > 'z')) return false;
  }
  return true;
}

Value rowGet(Thread* t, Value self, Value key) {
  Row* row = self.as<Row>();
  if (isInt(key)) {
    int64_t i = TRY(indexInt64Py(t, key));
    Tuple* data = dataOf(self);
    if (i < 0) i += static_cast<int64_t>(data->length);
    if (i < 0 || i >= static_cast<int64_t>(data->length)) return raise(t, exc::IndexError, "tuple index out of range");
    return data->items[i];
  }
  if (auto* name = dynCast<Str>(key)) {
    if (auto* description = dynCast<Tuple>(row->description))
      for (size_t i = 0; i < description->length && i < dataOf(self)->length; ++i)
        if (sameName(description->items[i].as<Tuple>()->items[0].as<Str>(), name)) return dataOf(self)->items[i];
    return raise(t, exc::IndexError, "No item with that key");
  }
  if (isa<Slice>(key)) return getItemPy(t, row->data, key);
  return raise(t, exc::IndexError, "Index must be int or string");
}

Value rowKeys(Thread* t, Value* args, size_t) {
  List* list = TRY(makeList(t));
  if (auto* description = dynCast<Tuple>(args[0].as<Row>()->description))
    for (size_t i = 0; i < description->length; ++i) TRY(listAppend(t, list, description->items[i].as<Tuple>()->items[0]));
  return Value(list);
}
int64_t rowLength(Thread*, Value self) { return static_cast<int64_t>(dataOf(self)->length); }
Value rowIter(Thread* t, Value self) { return iterPy(t, Value(dataOf(self))); }
bool rowHash(Thread* t, Value self, int64_t* out) {
  int64_t a = TRY(hashPy(t, self.as<Row>()->description)), b = TRY(hashPy(t, Value(dataOf(self))));
  *out = a ^ b;
  if (*out == -1) *out = -2;
  return true;
}
Value rowCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isInstance(b, rowType)) return notImplemented;
  bool same = TRY(equalPy(t, a.as<Row>()->description, b.as<Row>()->description));
  if (!same) return Value::boolean(op == CompareOp::Ne);
  return comparePy(t, op, a.as<Row>()->data, b.as<Row>()->data);
}

const NativeDef kMethods[] = {{"keys", "(self, /)", rowKeys, "Returns the keys of the row."}};
const NativeDef kNew = {"__new__", "(cls, cursor, data, /)", rowNew, nullptr};

}  // namespace

const TypeSpec rowSpec = {
    .name = "sqlite3.Row",
    .kind = kRecordKind,
    .flags = kBaseType | kSequencePattern,
    .slots = {.hash = rowHash, .compare = rowCompare, .iter = rowIter, .length = rowLength, .getItem = rowGet},
    .methods = kMethods,
    .create = &kNew};

}  // namespace typhon::sqlite
