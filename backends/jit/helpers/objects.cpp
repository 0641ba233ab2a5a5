// Names, variables, displays, text, imports and pattern matching of compiled code.
#include "backends/jit/graph/graph.h"
#include "backends/jit/helpers/support.h"
#include "runtime/exec/frame_object.h"
#include "runtime/memory/weak.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/exception.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/list_growth.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {
namespace {

// What a site's cell holds if the site has one that belongs to this function's globals; else Unbound.
Value cachedCell(Frame* frame, bytecode::Op quick) {
  if (frame->pc->op != quick) return Value::unbound();
  Cell* cell = reinterpret_cast<Cell*>(frame->pc[1].bits);
  if (cell->owner != frame->function->globals) return Value::unbound();
  return cell->value.isUnbound() && cell->fallback ? cell->fallback->value : cell->value;
}
bool storeCached(Frame* frame, bytecode::Op quick, Value v) {
  if (frame->pc->op != quick) return false;
  Cell* cell = reinterpret_cast<Cell*>(frame->pc[1].bits);
  if (cell->owner != frame->function->globals || cell->state != Cell::Mutable || cell->value.isUnbound()) return false;
  cell->value = v;
  writeBarrier(cell);
  return true;
}

// How many items an iterator will give as things stand; 0: not known.
size_t remainingItems(Value iterator) {
  if (!iterator.isObject()) return 0;
  const Object* o = iterator.asObject();
  auto rest = [](const auto* sequence, uint64_t index) {
    return sequence && index < sequence->length ? sequence->length - index : 0;
  };
  switch (o->shape) {
    case kShapeOf_listIterator:
      return rest(iterator.as<ListIterator>()->list, iterator.as<ListIterator>()->index);
    case kShapeOf_tupleIterator:
      return rest(iterator.as<TupleIterator>()->tuple, iterator.as<TupleIterator>()->index);
    case kShapeOf_rangeIterator:
      return iterator.as<RangeIterator>()->remaining;
    case kShapeOf_enumerate:
      return remainingItems(iterator.as<Enumerate>()->iterator);
    case kShapeOf_zip: {
      // Not when two of them take from the same: zip(it, it) gives half as many.
      const Tuple* parts = iterator.as<Zip>()->iterators;
      size_t least = parts && parts->length ? SIZE_MAX : 0;
      for (size_t i = 0; least && i < parts->length; ++i) {
        const Object* part = parts->items[i].isObject() ? parts->items[i].asObject() : nullptr;
        bool apart = part && (part->shape == kShapeOf_listIterator || part->shape == kShapeOf_tupleIterator ||
                              part->shape == kShapeOf_rangeIterator);
        for (size_t k = 0; k < i; ++k) apart &= parts->items[k] != parts->items[i];
        least = apart ? std::min(least, remainingItems(parts->items[i])) : 0;
      }
      return least;
    }
    default:
      return 0;
  }
}

Value* partsOf(Object* o, Form form) {
  switch (form) {
    case Form::Instance:
      return reinterpret_cast<Value*>(o + 1);
    case Form::Tuple:
      return static_cast<Tuple*>(o)->items;
    case Form::Method:
      return &static_cast<BoundMethod*>(o)->function;
    default:
      return &static_cast<Cell*>(o)->value;
  }
}

Object* tryObject(Thread* t, uint64_t description) {
  size_t count = description >> 8 & 0xff;
  switch (static_cast<Form>(description & 0xff)) {
    case Form::Instance:
      return allocateObject(t, sizeof(Object) + count * sizeof(Value), Kind::Instance, static_cast<uint32_t>(description >> 32));
    case Form::Tuple:
      return makeTuple(t, count);
    case Form::Method: {
      Value method = makeBoundMethod(t, Value::unbound(), Value::unbound());
      return method.isError() ? nullptr : method.asObject();
    }
    default:
      return makeCell(t, Value::unbound());
  }
}

// An object that compiled code has done without until now, where nothing can be raised. When memory is exhausted it comes from
// what is kept for handling errors, and the next poll raises MemoryError.
Object* certainObject(Thread* t, uint64_t description) {
  if (Object* o = tryObject(t, description)) [[likely]]
    return o;
  clearPending(t);
  t->poll.fetch_or(kPollAsyncException);
  Object* o = tryObject(t, description);
  if (!o) {
    std::fputs("Fatal Python error: MemoryError while an object was made that compiled code had done without\n", stderr);
    std::_Exit(1);
  }
  return o;
}

}  // namespace

Object* restoreObject(Thread* t, uint64_t description, uint64_t type) {
  Object* o = certainObject(t, description);
  Form form = static_cast<Form>(description & 0xff);
  std::fill_n(partsOf(o, form), description >> 8 & 0xff, Value::unbound());
  // The class may have got a __del__ since the code was compiled.
  bool finalizes = form == Form::Instance && value(type).as<typhon::Type>()->slots.finalize;
  if (finalizes && !registerFinalizable(t, o)) clearPending(t);
  return o;
}

JIT_HELPER(load_global, uint64_t name) {
  Value v = cachedCell(frame, bytecode::Op::LOAD_GLOBAL_CELL);
  if (!v.isUnbound()) return v.bits();
  // LOAD_DICT_OR_GLOBAL has no cache.
  bool site = bytecode::info(frame->pc->op).base == bytecode::Op::LOAD_GLOBAL;
  return steps::loadGlobal(t, frame, site ? frame->pc : nullptr, text(name)).bits();
}
JIT_HELPER(load_name, uint64_t name) {
  if (frame->locals == Value(frame->function->globals)) {
    Value v = cachedCell(frame, bytecode::Op::LOAD_NAME_CELL);
    if (!v.isUnbound()) return v.bits();
  }
  return steps::loadName(t, frame, frame->pc, text(name)).bits();
}
JIT_HELPER(store_global, uint64_t name, uint64_t v) {
  if (storeCached(frame, bytecode::Op::STORE_GLOBAL_CELL, value(v))) return flag(true);
  return flag(steps::storeGlobal(t, frame, frame->pc, text(name), value(v)));
}
JIT_HELPER(store_name, uint64_t name, uint64_t v) {
  if (frame->locals == Value(frame->function->globals) && storeCached(frame, bytecode::Op::STORE_NAME_CELL, value(v)))
    return flag(true);
  return flag(steps::storeName(t, frame, frame->pc, text(name), value(v)));
}
JIT_HELPER(delete_global, uint64_t name) { return flag(steps::deleteGlobal(t, frame, text(name))); }
JIT_HELPER(delete_name, uint64_t name) { return flag(steps::deleteName(t, frame, text(name))); }
JIT_HELPER(load_locals) { return frameLocals(t, frame).bits(); }
JIT_HELPER(load_dict_or, uint64_t mapping, uint64_t name) {
  return steps::loadDictOr(t, frame, value(mapping), text(name)).bits();
}
JIT_HELPER(load_build_class) {
  Value v = dictGetStr(frame->function->builtins, names::__build_class__);
  if (v.isUnbound()) return Value(raise(t, exc::NameError, "__build_class__ not found")).bits();
  return v.bits();
}
JIT_HELPER(setup_annotations) {
  Value there = steps::loadDictOr(t, frame, frame->locals, names::__annotations__);
  if (there.isError()) return flag(false);
  if (!there.isUnbound()) return flag(true);
  Dict* d = makeDict(t);
  return flag(d && steps::storeName(t, frame, nullptr, names::__annotations__, Value(d)));
}

JIT_HELPER(unbound_local, uint64_t name) { return Value(steps::unboundLocal(t, frame, text(name))).bits(); }
JIT_HELPER(unbound_cell, uint64_t cellRegister, uint64_t name) {
  return Value(steps::unboundCell(t, frame, static_cast<uint32_t>(cellRegister), text(name))).bits();
}
JIT_HELPER(make_cell, uint64_t v) {
  Cell* cell = makeCell(t, value(v));
  return cell ? Value(cell).bits() : flag(false);
}
JIT_HELPER(load_free, uint64_t index) { return frame->function->closure->items[index].bits(); }
JIT_HELPER(store_cell, uint64_t c, uint64_t v) {
  Cell* cell = value(c).as<Cell>();
  cell->value = value(v);
  writeBarrier(cell);
  return flag(true);
}

JIT_HELPER(new_tuple, uint64_t count) {
  Tuple* tuple = makeTuple(t, count);
  return tuple ? Value(tuple).bits() : flag(false);
}
JIT_HELPER(new_dict) {
  Dict* d = makeDict(t);
  return d ? Value(d).bits() : flag(false);
}
// Room for what a comprehension will append, as much as the list would come to have.
JIT_HELPER(list_for, uint64_t v) {
  constexpr size_t kMostReserved = 1 << 16;
  size_t count =
      value(v).isSmallInt() ? static_cast<size_t>(std::max<int64_t>(0, value(v).asSmallInt())) : remainingItems(value(v));
  List* list = makeList(t);
  if (!list || !listReserve(t, list, capacityAfterAppends(std::min(count, kMostReserved)))) return flag(false);
  return Value(list).bits();
}
JIT_HELPER(new_list, uint64_t count) {
  List* list = makeList(t, count);
  return list ? Value(list).bits() : flag(false);
}
JIT_HELPER(new_range, uint64_t start, uint64_t stop, uint64_t step) {
  Range* range = makeRange(t, value(start), value(stop), value(step));
  return range ? Value(range).bits() : flag(false);
}
JIT_HELPER(restored_object, uint64_t parts, uint64_t description, uint64_t type) {
  Object* o = restoreObject(t, description, type);
  auto* from = reinterpret_cast<const Value*>(parts);
  std::copy(from, from + (description >> 8 & 0xff), partsOf(o, static_cast<Form>(description & 0xff)));
  return Value(o).bits();
}
JIT_HELPER(restored_part, uint64_t object, uint64_t offset, uint64_t v) {
  Object* o = value(object).asObject();
  *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + offset) = value(v);
  writeBarrier(o);
  return flag(true);
}
JIT_HELPER(new_object, uint64_t description) { return Value(certainObject(t, description)).bits(); }
JIT_HELPER(range_iterator, uint64_t next, uint64_t stop, uint64_t step) {
  auto* it =
      static_cast<RangeIterator*>(allocateObject(t, sizeof(RangeIterator), KindOf<RangeIterator>::value, kShapeOf_rangeIterator));
  if (!it) return flag(false);
  it->next = static_cast<int64_t>(next) >> 2;
  it->step = static_cast<int64_t>(step);
  int64_t end = static_cast<int64_t>(stop) >> 2;
  bool more = it->step > 0 ? it->next < end : it->next > end;
  uint64_t distance = it->step > 0 ? static_cast<uint64_t>(end) - static_cast<uint64_t>(it->next)
                                   : static_cast<uint64_t>(it->next) - static_cast<uint64_t>(end);
  uint64_t stride = it->step > 0 ? step : 0 - step;
  it->remaining = more ? (distance + stride - 1) / stride : 0;
  return Value(it).bits();
}
JIT_HELPER(build_tuple, uint64_t base, uint64_t count) {
  Tuple* tuple = count ? makeTuple(t, frame->registers() + base, count) : emptyTuple();
  return tuple ? Value(tuple).bits() : flag(false);
}
JIT_HELPER(build_list, uint64_t base, uint64_t count) {
  List* list = makeList(t, frame->registers() + base, count);
  return list ? Value(list).bits() : flag(false);
}
JIT_HELPER(build_set, uint64_t base, uint64_t count) {
  Set* set = makeSet(t);
  if (!set) return flag(false);
  for (uint64_t i = 0; i < count; ++i)
    if (!setAddPy(t, set, frame->registers()[base + i])) return flag(false);
  return Value(set).bits();
}
JIT_HELPER(build_dict, uint64_t base, uint64_t count) {
  Dict* dict = makeDict(t, count);
  if (!dict) return flag(false);
  for (uint64_t i = 0; i < count; ++i) {
    Value* pair = frame->registers() + base + 2 * i;
    if (!dictSetPy(t, dict, pair[0], pair[1])) return flag(false);
  }
  return Value(dict).bits();
}
JIT_HELPER(build_string, uint64_t base, uint64_t count) { return steps::buildString(t, frame->registers() + base, count).bits(); }
JIT_HELPER(list_append, uint64_t list, uint64_t v) { return flag(listAppend(t, value(list).as<List>(), value(v))); }
JIT_HELPER(list_extend, uint64_t list, uint64_t v) {
  if (listExtendPy(t, value(list).as<List>(), value(v))) return flag(true);
  if (pendingIs(t, exc::TypeError) && !typeOf(value(v))->slots.iter && !typeOf(value(v))->slots.getItem) {
    clearPending(t);
    (void)raise(t, exc::TypeError, "Value after * must be an iterable, not {}", typeName(value(v)));
  }
  return flag(false);
}
JIT_HELPER(list_to_tuple, uint64_t list) {
  Tuple* tuple = listToTuple(t, value(list).as<List>());
  return tuple ? Value(tuple).bits() : flag(false);
}
JIT_HELPER(star_arguments, uint64_t v, uint64_t callee) { return steps::starArguments(t, value(v), value(callee)).bits(); }
JIT_HELPER(prepend_arguments, uint64_t base, uint64_t count) {
  return steps::prependArguments(t, frame->registers() + base, count).bits();
}
JIT_HELPER(star_keywords, uint64_t v, uint64_t callee) { return steps::starKeywords(t, value(v), value(callee)).bits(); }
JIT_HELPER(set_add, uint64_t set, uint64_t v) { return flag(setAddPy(t, value(set).as<Set>(), value(v))); }
JIT_HELPER(set_update, uint64_t set, uint64_t v) { return flag(setUpdatePy(t, value(set).as<Set>(), value(v))); }
JIT_HELPER(dict_update, uint64_t dict, uint64_t v) { return flag(dictUpdateMappingPy(t, value(dict).as<Dict>(), value(v))); }
JIT_HELPER(dict_merge, uint64_t dict, uint64_t v, uint64_t callee) {
  return flag(dictMergeCallPy(t, value(dict).as<Dict>(), value(v), value(callee)));
}
JIT_HELPER(convert, uint64_t v, uint64_t how) { return steps::convertValue(t, value(v), static_cast<uint32_t>(how)).bits(); }
JIT_HELPER(format_simple, uint64_t v) {
  if (value(v).isObject() && value(v).asObject()->shape == kShapeOf_str) return v;
  Str* s = formatPy(t, value(v), nullptr);
  return s ? Value(s).bits() : flag(false);
}
JIT_HELPER(format_spec, uint64_t v, uint64_t spec) {
  Str* s = formatPy(t, value(v), text(spec));
  return s ? Value(s).bits() : flag(false);
}

JIT_HELPER(check_init, uint64_t v) {
  if (value(v).isNone()) return flag(true);
  return Value(raise(t, exc::TypeError, "__init__() should return None, not '{}'", typeName(value(v)))).bits();
}
JIT_HELPER(new_instance, uint64_t type) {
  typhon::Type* made = value(type).as<typhon::Type>();
  if (made->typeFlags & kAbstract) return made->slots.create(t, made, Args{nullptr, 0, nullptr}).bits();  // raises
  Object* o = allocateInstance(t, made, sizeof(Instance));
  return o ? Value(o).bits() : flag(false);
}
JIT_HELPER(bind_method, uint64_t f, uint64_t self) { return makeBoundMethod(t, value(f), value(self)).bits(); }
JIT_HELPER(make_function, uint64_t code) { return steps::makeFunctionOf(t, frame, value(code)).bits(); }
JIT_HELPER(set_function, uint64_t f, uint64_t v, uint64_t field) {
  return flag(steps::setFunctionField(t, value(f), value(v), static_cast<uint32_t>(field)));
}
JIT_HELPER(import_name, uint64_t name, uint64_t level, uint64_t fromlist) {
  Value locals = frame->locals.isUnbound() || frame->flags & kFrameOfGenerator ? Value::none() : frame->locals;
  return importNamePy(t, text(name), frame->function->globals, locals, value(fromlist), value(level)).bits();
}
JIT_HELPER(import_from, uint64_t v, uint64_t name) { return importFromPy(t, value(v), text(name)).bits(); }
JIT_HELPER(get_len, uint64_t v) {
  Value self = value(v), length = callMethodOf(t, self, names::__len__, Args{&self, 1, nullptr});
  if (length.isError() || (length.isSmallInt() && length.asSmallInt() >= 0)) return length.bits();
  if (length.isUnbound()) {
    Maybe<int64_t> n = lengthPy(t, self);
    return n.ok() ? makeInt(t, *n).bits() : flag(false);
  }
  int64_t n = lengthFromPy(t, length);
  return n < 0 ? flag(false) : makeInt(t, n).bits();
}
JIT_HELPER(match_mapping, uint64_t v) { return Value::boolean(typeOf(value(v))->typeFlags & kMappingPattern).bits(); }
JIT_HELPER(match_sequence, uint64_t v) { return Value::boolean(typeOf(value(v))->typeFlags & kSequencePattern).bits(); }
JIT_HELPER(match_keys, uint64_t v, uint64_t keys) { return matchKeysPy(t, value(v), value(keys).as<Tuple>()).bits(); }
JIT_HELPER(match_class, uint64_t base, uint64_t positional) {
  Value* operands = frame->registers() + base;
  return matchClassPy(t, operands[0], operands[1], positional, operands[2].as<Tuple>()).bits();
}
JIT_HELPER(intrinsic, uint64_t which, uint64_t base) {
  return steps::intrinsic(t, frame, static_cast<uint32_t>(which), frame->registers() + base).bits();
}

}  // namespace typhon::jit
