// Lookups in containers that run no Python code and change nothing: where that does not do, the error mark asks for the general
// way.
#include "backends/jit/helpers/support.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {
namespace {

// Whether it equals nothing but itself, and hashes as object says.
bool hasIdentity(Value v) {
  if (!v.isObject()) return false;
  Type* type = typeOf(v);
  return type->slots.compare == types::object->slots.compare && type->slots.hash == types::object->slots.hash;
}

// The entry of such an object; *general when a key of the same hash may have its own idea of what is equal to it.
DictEntry* findIdentical(Thread* t, DictTable* table, Value key, bool* general) {
  int64_t hash;
  if (table->allStr || !types::object->slots.hash(t, key, &hash)) return nullptr;
  HashedDictEntry* entries = table->entries<HashedDictEntry>();
  uint64_t mask = table->mask, perturb = static_cast<uint64_t>(hash), i = perturb & mask;
  for (;;) {
    uint64_t slot = dictSlot(table->index(), table->widthLog2, i);
    if (slot == kDictFree) return nullptr;
    if (slot != kDictDeleted) {
      HashedDictEntry* e = entries + (slot - kDictFirst);
      if (e->key == key) return e;
      if (e->hash == hash) {
        *general = true;
        return nullptr;
      }
    }
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
}

// The value under the key; Unbound: there is none.
Value find(Thread* t, Dict* d, Value key) {
  DictTable* table = d->table;
  if (d->cells) return Value::error();
  if (!table) return isExactStr(key) || key.isSmallInt() || hasIdentity(key) ? Value::unbound() : Value::error();
  bool general = false;
  DictEntry* e;
  if (isExactStr(key)) {
    if (!table->allStr) return Value::error();
    e = dictFindStr(table, key.as<Str>());
  } else if (key.isSmallInt()) {
    e = dictFindSmallInt(table, key, &general);
  } else if (hasIdentity(key)) {
    e = findIdentical(t, table, key, &general);
  } else {
    return Value::error();
  }
  if (general) return Value::error();
  return e ? e->value : Value::unbound();
}

// Whether the item is among them, as `in` of lists and tuples has it.
Value findAmong(const Value* items, size_t count, Value item) {
  bool isText = isExactStr(item);
  if (!isText && !item.isSmallInt() && !item.isNone() && !hasIdentity(item)) return Value::error();
  for (size_t i = 0; i < count; ++i) {
    Value other = items[i];
    if (other == item) return Value::boolean(true);
    // Two of the same kind, or of kinds that are never equal.
    bool otherText = isExactStr(other);
    if (isText && otherText) {
      if (equals(item.as<Str>(), other.as<Str>())) return Value::boolean(true);
    } else if (!otherText && !other.isSmallInt() && !other.isNone() && !hasIdentity(other)) {
      return Value::error();
    }
  }
  return Value::boolean(false);
}

}  // namespace

JIT_HELPER(find_item, uint64_t d, uint64_t key, uint64_t missing) {
  Value v = find(t, value(d).as<Dict>(), value(key));
  return v.isUnbound() ? missing : v.bits();
}
JIT_HELPER(find_member, uint64_t item, uint64_t container) {
  Value in = value(container);
  if (!in.isObject()) return Value::kErrorBits;
  switch (in.asObject()->shape) {
    case kShapeOf_dict: {
      Value v = find(t, in.as<Dict>(), value(item));
      return v.isError() ? v.bits() : Value::boolean(!v.isUnbound()).bits();
    }
    case kShapeOf_set:
    case kShapeOf_frozenset: {
      int found = setContainsSimple(in.as<Set>(), value(item));
      return found < 0 ? Value::kErrorBits : Value::boolean(found != 0).bits();
    }
    case kShapeOf_list: {
      List* list = in.as<List>();
      return findAmong(list->length ? list->store->items : nullptr, list->length, value(item)).bits();
    }
    case kShapeOf_tuple:
      return findAmong(in.as<Tuple>()->items, in.as<Tuple>()->length, value(item)).bits();
    default:
      return Value::kErrorBits;
  }
}
JIT_HELPER(positional_default, uint64_t function, uint64_t parameter) {
  const Function* f = value(function).as<Function>();
  const Tuple* defaults = f->defaults;
  uint64_t fromEnd = f->code->argCount - parameter;
  if (!defaults || fromEnd > defaults->length) return Value::kUnboundBits;
  return defaults->items[defaults->length - fromEnd].bits();
}

}  // namespace typhon::jit
