// Operators, attributes and subscripts of compiled code. Special methods written in Python run as frames of their own, without
// counting as nested native calls, as in the interpreters.
#include "backends/jit/helpers/support.h"
#include "runtime/exec/steps/operators.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/ops/binary.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/exception.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/slice.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

Value runPushed(Thread* t, Continuation* continuation, Value* extra) {
  Frame* pushed = t->frame;
  *continuation = pushed->continuation;
  *extra = pushed->locals;
  pushed->continuation = Continuation::Entry;
  return pushed->pc == pushed->code->words ? runCallee(t, pushed) : t->engine->run(t, pushed);
}

Value callMethodOf(Thread* t, Value self, Str* name, const Args& arguments) {
  Type* type = typeOf(self);
  Value method = type->typeFlags & kNativeType ? Value::unbound() : typeLookup(type, name);
  if (!isa<Function>(method)) return Value::unbound();
  Frame* callee = TRY(pushCall(t, method.as<Function>(), arguments, Continuation::Entry, 0));
  return runCallee(t, callee);
}

Value finishStep(Thread* t, Step step, Value out) {
  if (step == Step::Done) return out;
  if (step == Step::Failed) return Value::error();
  Continuation continuation;
  Value extra;
  Value v = TRY(runPushed(t, &continuation, &extra));
  if (continuation == Continuation::InitReturnsSelf) {
    if (!v.isNone()) return raise(t, exc::TypeError, "__init__() should return None, not '{}'", typeName(v));
    return extra;
  }
  return v;
}

namespace {

// A special method has returned NotImplemented: the rest of the protocol.
Value afterDeclined(Thread* t, BinaryOp op, bool inplace, Continuation continuation, Value a, Value b) {
  if (continuation == Continuation::Inplace) {
    // The plain operator's turn, from its beginning.
    Value left = TRY(lookupSpecialPy(t, a, steps::operatorName(op, 0)));
    Value v = left.isUnbound() ? notImplemented : TRY(callPy(t, left, {b}));
    if (v != notImplemented) return v;
  }
  if (continuation == Continuation::BinaryRight) return steps::unsupportedOperands(t, op, inplace, a, b);
  return binaryRightPy(t, op, inplace, a, b);
}

// The fast cases stand in front, as in the handlers.
Value binary(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  Value out;
  switch (op) {
    case BinaryOp::Add:
      if (addSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Subtract:
      if (subtractSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Multiply:
      if (multiplySmall(a, b, &out)) return out;
      break;
    case BinaryOp::FloorDivide:
      if (floorDivideSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Modulo:
      if (moduloSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Lshift:
      if (lshiftSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Rshift:
      if (rshiftSmall(a, b, &out)) return out;
      break;
    case BinaryOp::And:
      if (andSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Or:
      if (orSmall(a, b, &out)) return out;
      break;
    case BinaryOp::Xor:
      if (xorSmall(a, b, &out)) return out;
      break;
    default:
      break;
  }
  if (op == BinaryOp::Add && a.isObject() && b.isObject() && a.asObject()->shape == kShapeOf_str &&
      b.asObject()->shape == kShapeOf_str) {
    Str* s = inplace ? append(t, a.as<Str>(), b.as<Str>()) : concat(t, a.as<Str>(), b.as<Str>());
    return s ? Value(s) : Value::error();
  }
  Step step = steps::binaryStep(t, op, inplace, a, b, 0, &out);
  if (step == Step::Done) return out;
  if (step == Step::Failed) return Value::error();
  Continuation continuation;
  Value extra;
  Value v = TRY(runPushed(t, &continuation, &extra));
  return v == notImplemented ? afterDeclined(t, op, inplace, continuation, a, b) : v;
}

Value compare(Thread* t, CompareOp op, Value a, Value b) {
  bool small;
  if (compareSmall(op, a, b, &small)) return Value::boolean(small);
  if ((op == CompareOp::Eq || op == CompareOp::Ne) && isExactStr(a) && isExactStr(b))
    return Value::boolean((a == b || equals(a.as<Str>(), b.as<Str>())) == (op == CompareOp::Eq));
  Value out;
  Step step = steps::compareStep(t, op, a, b, Continuation::Compare, 0, &out);
  if (step == Step::Done) return out;
  if (step == Step::Failed) return Value::error();
  Continuation continuation;
  Value extra;
  Value v = TRY(runPushed(t, &continuation, &extra));
  return v == notImplemented ? steps::compareAfterLeft(t, op, a, b) : v;
}

Value* wordAt(Value v, uint64_t offset) { return reinterpret_cast<Value*>(reinterpret_cast<char*>(v.asObject()) + offset * 8); }

// What the site's inline cache knows; Unbound: nothing that fits.
Value cachedAttr(const bytecode::Word* pc, Value v, Str* name) {
  using bytecode::Op;
  if (!v.isObject()) return Value::unbound();
  uint32_t shape = v.asObject()->shape;
  uint64_t site = pc[1].bits;
  switch (pc->op) {
    case Op::LOAD_ATTR_SLOT:
    case Op::LOAD_ATTR_MEMBER:
      return shape == static_cast<uint32_t>(site) ? *wordAt(v, site >> 32 & 0xffff) : Value::unbound();
    case Op::LOAD_ATTR_OVERFLOW:
      return shape == static_cast<uint32_t>(site) ? wordAt(v, pc[2].bits)->as<ValueArray>()->items[site >> 32 & 0xffff]
                                                  : Value::unbound();
    case Op::LOAD_ATTR_DICT: {
      if (shape != static_cast<uint32_t>(site)) return Value::unbound();
      const DictEntry* e = dictAttributeAt(wordAt(v, pc[2].bits)->as<Dict>(), site >> 32 & 0xffff, name);
      return e ? e->value : Value::unbound();
    }
    case Op::LOAD_ATTR_CLASS: {
      const AttributeCache* cache = reinterpret_cast<const AttributeCache*>(pc[2].bits);
      bool fits = shape == static_cast<uint32_t>(site) && cache->version == shapeOf(v.asObject())->type->version;
      return fits ? cache->cell->value : Value::unbound();
    }
    case Op::LOAD_ATTR_MODULE: {
      const Cell* cell = reinterpret_cast<const Cell*>(pc[2].bits);
      return isa<Module>(v) && v.as<Module>()->dict == cell->owner ? cell->value : Value::unbound();
    }
    case Op::LOAD_ATTR_TYPE: {
      const AttributeCache* cache = reinterpret_cast<const AttributeCache*>(pc[2].bits);
      return isa<typhon::Type>(v) && v.as<typhon::Type>()->version == cache->version ? cache->cell->value : Value::unbound();
    }
    case Op::LOAD_ATTR_POLY: {
      const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(pc[2].bits);
      for (uint32_t i = 0; i < cache->count; ++i)
        if (cache->entries[i].shape == shape) return *wordAt(v, cache->entries[i].slot);
      return Value::unbound();
    }
    default:
      return Value::unbound();
  }
}

bool cachedMethod(const bytecode::Word* pc, Value v, Str* name, Value* callable, Value* self) {
  using bytecode::Op;
  if (!v.isObject()) return false;
  uint32_t shape = v.asObject()->shape;
  const AttributeCache* cache = reinterpret_cast<const AttributeCache*>(pc[2].bits);
  switch (pc->op) {
    case Op::LOAD_METHOD_CLASS:
      if (shape != static_cast<uint32_t>(pc[1].bits) || cache->version != shapeOf(v.asObject())->type->version ||
          cache->cell->value != cache->extra)
        return false;
      *callable = cache->extra;
      *self = v;
      return true;
    case Op::LOAD_METHOD_DICT:
      if (shape != static_cast<uint32_t>(pc[1].bits) || cache->version != shapeOf(v.asObject())->type->version ||
          cache->cell->value != cache->extra || !dictLacksAttribute(wordAt(v, pc[1].bits >> 32 & 0xffff)->as<Dict>(), name))
        return false;
      *callable = cache->extra;
      *self = v;
      return true;
    case Op::LOAD_METHOD_SLOT:
      if (shape != static_cast<uint32_t>(pc[1].bits)) return false;
      *callable = *wordAt(v, pc[1].bits >> 32 & 0xffff);
      *self = Value::unbound();
      return true;
    case Op::LOAD_METHOD_MODULE: {
      const Cell* cell = reinterpret_cast<const Cell*>(pc[2].bits);
      if (!isa<Module>(v) || v.as<Module>()->dict != cell->owner || cell->value.isUnbound()) return false;
      *callable = cell->value;
      *self = Value::unbound();
      return true;
    }
    case Op::LOAD_METHOD_TYPE:
      if (!isa<typhon::Type>(v) || v.as<typhon::Type>()->version != cache->version || cache->cell->value != cache->found)
        return false;
      *callable = cache->extra;
      *self = cache->self;
      return true;
    case Op::LOAD_METHOD_BOUND:
      if (shape != static_cast<uint32_t>(pc[1].bits) || cache->version != shapeOf(v.asObject())->type->version ||
          cache->cell->value != cache->found)
        return false;
      *callable = cache->extra;
      *self = cache->self;
      return true;
    case Op::LOAD_METHOD_POLY: {
      const PolymorphicCache* several = reinterpret_cast<const PolymorphicCache*>(pc[2].bits);
      for (uint32_t i = 0; i < several->count; ++i) {
        const PolymorphicCache::Entry& e = several->entries[i];
        if (e.shape == shape && e.version == shapeTable[shape]->type->version && e.cell->value == e.value) {
          *callable = e.value;
          *self = v;
          return true;
        }
      }
      return false;
    }
    default:
      return false;
  }
}

}  // namespace

JIT_HELPER(binary, uint64_t op, uint64_t a, uint64_t b) {
  return binary(t, static_cast<BinaryOp>(op & 0xff), op & 256, value(a), value(b)).bits();
}
JIT_HELPER(compare, uint64_t op, uint64_t a, uint64_t b) {
  return compare(t, static_cast<CompareOp>(op), value(a), value(b)).bits();
}
JIT_HELPER(binary_declined, uint64_t op, uint64_t a, uint64_t b) {
  return afterDeclined(t, static_cast<BinaryOp>(op & 0xff), op & 256, static_cast<Continuation>(op >> 16), value(a), value(b))
      .bits();
}
JIT_HELPER(compare_declined, uint64_t op, uint64_t a, uint64_t b) {
  return steps::compareAfterLeft(t, static_cast<CompareOp>(op), value(a), value(b)).bits();
}
JIT_HELPER(unary, uint64_t op, uint64_t a) {
  Value v = value(a);
  return (op == 0 ? negatePy(t, v) : op == 1 ? positivePy(t, v) : invertPy(t, v)).bits();
}
JIT_HELPER(concat_str, uint64_t a, uint64_t b) {
  Str* s = concat(t, text(a), text(b));
  return s ? Value(s).bits() : flag(false);
}
JIT_HELPER(append_str, uint64_t a, uint64_t b) {
  Str* s = append(t, text(a), text(b));
  return s ? Value(s).bits() : flag(false);
}
JIT_HELPER(compare_str, uint64_t a, uint64_t b) {  // a plain word: below, at or above 0
  return static_cast<uint64_t>(int64_t{compare(text(a), text(b))});
}
JIT_HELPER(equal_str, uint64_t a, uint64_t b) { return Value::boolean(equals(text(a), text(b))).bits(); }
JIT_HELPER(truth, uint64_t a) {
  Value v = value(a), truth = callMethodOf(t, v, names::__bool__, Args{&v, 1, nullptr});
  if (truth.isUnbound()) return truthOf(truthPy(t, v));
  if (!truth.isError() && !truth.isBool())
    truth = raise(t, exc::TypeError, "__bool__ should return bool, returned {}", typeName(truth));
  return truth.bits();
}
JIT_HELPER(is_instance, uint64_t v, uint64_t type) { return truthOf(isInstancePy(t, value(v), value(type))); }
JIT_HELPER(derives, uint64_t v, uint64_t type) {
  if (isInstance(value(v), value(type).as<Type>())) return Value::boolean(true).bits();
  return (typeOf(value(v))->typeFlags & kNativeType ? Value::boolean(false) : Value::unbound()).bits();
}
JIT_HELPER(contains, uint64_t item, uint64_t container) {
  Value arguments[2] = {value(container), value(item)};
  Value found = callMethodOf(t, arguments[0], names::__contains__, Args{arguments, 2, nullptr});
  if (found.isUnbound()) return truthOf(containsPy(t, arguments[0], arguments[1]));
  return found.isError() ? found.bits() : truthOf(truthPy(t, found));
}
JIT_HELPER(type_of, uint64_t v) { return Value(typeOf(value(v))).bits(); }
JIT_HELPER(identical, uint64_t a, uint64_t b) { return Value::boolean(isIdentical(value(a), value(b))).bits(); }

JIT_HELPER(compare_identity, uint64_t a, uint64_t b) {
  auto plain = [](Value v) { return typeOf(v)->slots.compare == types::object->slots.compare; };
  if (!plain(value(a)) || !plain(value(b))) return Value::unbound().bits();
  return Value::boolean(a == b).bits();
}

JIT_HELPER(load_attr, uint64_t v, uint64_t name) {
  Value out = cachedAttr(frame->pc, value(v), text(name));
  if (!out.isUnbound()) return out.bits();
  Step step = steps::loadAttrStep(t, frame, frame->pc, value(v), text(name), 0, &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(store_attr, uint64_t v, uint64_t name, uint64_t x) {
  using bytecode::Op;
  bytecode::Word* pc = frame->pc;
  if (value(v).isObject() && value(v).asObject()->shape == static_cast<uint32_t>(pc[1].bits)) {
    Object* o = value(v).asObject();
    if (pc->op == Op::STORE_ATTR_SLOT || pc->op == Op::STORE_ATTR_ADD || pc->op == Op::STORE_ATTR_MEMBER) {
      *wordAt(value(v), pc[1].bits >> 32 & 0xffff) = value(x);
      if (pc->op == Op::STORE_ATTR_ADD) o->shape = static_cast<uint32_t>(pc[2].bits);
      writeBarrier(o);
      return flag(true);
    }
    if (pc->op == Op::STORE_ATTR_DICT) {
      Dict* d = wordAt(value(v), pc[2].bits)->as<Dict>();
      if (DictEntry* e = dictAttributeAt(d, pc[1].bits >> 32 & 0xffff, text(name))) {
        e->value = value(x);
        writeBarrierAt(d->table, &e->value);
        return flag(true);
      }
    }
  }
  if (pc->op == Op::STORE_ATTR_POLY && value(v).isObject()) {
    const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(pc[2].bits);
    for (uint32_t i = 0; i < cache->count; ++i) {
      if (cache->entries[i].shape == value(v).asObject()->shape) {
        *wordAt(value(v), cache->entries[i].slot) = value(x);
        writeBarrier(value(v).asObject());
        return flag(true);
      }
    }
  }
  Value out;
  Step step = steps::storeAttrStep(t, frame, pc, value(v), text(name), value(x), &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(delete_attr, uint64_t v, uint64_t name) { return flag(setAttrPy(t, value(v), text(name), Value::unbound())); }
JIT_HELPER(load_method, uint64_t v, uint64_t name, uint64_t window) {
  Value callable, self;
  if (!cachedMethod(frame->pc, value(v), text(name), &callable, &self) &&
      !steps::loadMethod(t, frame, frame->pc, value(v), text(name), &callable, &self))
    return flag(false);
  Value* w = frame->registers() + window;
  w[0] = callable;
  w[bytecode::kFrameHeaderWords] = self;
  return flag(true);
}
JIT_HELPER(load_super_attr, uint64_t base, uint64_t name) {
  Value out;
  return steps::loadSuperStep(t, frame->registers() + base, text(name), &out, nullptr) == Step::Failed ? flag(false) : out.bits();
}
JIT_HELPER(load_super_method, uint64_t base, uint64_t name, uint64_t window) {
  Value callable, self;
  if (!steps::loadSuperMethod(t, frame, frame->pc, frame->registers() + base, text(name), &callable, &self)) return flag(false);
  Value* w = frame->registers() + window;
  w[0] = callable;
  w[bytecode::kFrameHeaderWords] = self;
  return flag(true);
}
JIT_HELPER(dict_get, uint64_t d, uint64_t key) {
  Value x = dictGetPy(t, value(d).as<Dict>(), value(key));
  if (x.isUnbound()) {
    (void)raiseWith(t, exc::KeyError, value(key));
    return flag(false);
  }
  return x.bits();
}
JIT_HELPER(get_item, uint64_t v, uint64_t key) {
  if (value(v).isObject() && value(key).isSmallInt()) {
    Object* o = value(v).asObject();
    int64_t i = value(key).asSmallInt();
    if (o->shape == kShapeOf_list) {
      List* list = value(v).as<List>();
      if (i < 0) i += static_cast<int64_t>(list->length);
      if (static_cast<uint64_t>(i) < list->length) return listItem(list, static_cast<size_t>(i)).bits();
    } else if (o->shape == kShapeOf_tuple) {
      Tuple* tuple = value(v).as<Tuple>();
      if (i < 0) i += static_cast<int64_t>(tuple->length);
      if (static_cast<uint64_t>(i) < tuple->length) return tuple->items[i].bits();
    }
  }
  if (value(v).isObject() && value(v).asObject()->shape == kShapeOf_dict) return typhon_jit_dict_get(t, frame, v, key);
  if (isExactStr(value(v)) && value(key).isSmallInt()) {
    Str* s = text(v);
    int64_t i = value(key).asSmallInt();
    if (i < 0) i += static_cast<int64_t>(s->length);
    if (static_cast<uint64_t>(i) < s->length) {
      Str* c = makeStrFromCodePoint(t, s->at(static_cast<size_t>(i)));
      return c ? Value(c).bits() : flag(false);
    }
  }
  Value out;
  Step step = steps::getItemStep(t, value(v), value(key), 0, &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(set_item, uint64_t v, uint64_t key, uint64_t x) {
  Value out;
  Step step = steps::setItemStep(t, value(v), value(key), value(x), &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(delete_item, uint64_t v, uint64_t key) { return flag(setItemPy(t, value(v), value(key), Value::unbound())); }
JIT_HELPER(load_slice, uint64_t v, uint64_t start, uint64_t stop) {
  Value bounds[2] = {value(start), value(stop)}, out;
  Step step = steps::getSliceStep(t, value(v), bounds, 0, &out);
  return finishStep(t, step, out).bits();
}
namespace {

// A bound of a slice with the step 1 or -1 in a list of `length` items. False if it is neither None nor a small int.
bool plainBound(Value bound, int64_t length, bool backwards, int64_t ifNone, int64_t* out) {
  int64_t least = backwards ? -1 : 0, most = backwards ? length - 1 : length;
  if (!bound.isSmallInt()) {
    *out = ifNone;
    return bound.isNone();
  }
  int64_t i = bound.asSmallInt();
  if (i < 0) i += length;
  *out = std::min(std::max(i, least), most);
  return true;
}

bool isExactList(Value v) { return v.isObject() && v.asObject()->shape == kShapeOf_list; }

// list[start:stop:-1], the error mark included; Unbound if the bounds are not that plain.
Value reversedSlice(Thread* t, List* list, Value start, Value stop) {
  int64_t length = static_cast<int64_t>(list->length), first, end;
  if (!plainBound(start, length, true, length - 1, &first) || !plainBound(stop, length, true, -1, &end)) return Value::unbound();
  int64_t count = std::max<int64_t>(first - end, 0);
  List* made = makeList(t, static_cast<size_t>(count));
  if (!made) return Value::error();
  if (count == 0) return Value(made);
  const Value* from = list->store->items + first;
  Value* to = made->store->items;
  for (int64_t i = 0; i < count; ++i) to[i] = from[-i];
  return Value(made);
}

}  // namespace

JIT_HELPER(load_stepped, uint64_t v, uint64_t start, uint64_t stop, uint64_t step) {
  auto plain = [](uint64_t bound) { return value(bound).isSmallInt() || value(bound).isNone(); };
  if (isExactList(value(v)) && plain(start) && plain(stop) && plain(step)) {
    List* list = value(v).as<List>();
    if (value(step) == Value::smallInt(-1)) {
      if (Value made = reversedSlice(t, list, value(start), value(stop)); !made.isUnbound()) return made.bits();
    }
    SliceBounds b;
    if (!sliceUnpackPy(t, value(start), value(stop), value(step), &b)) return Value::kErrorBits;
    sliceAdjust(&b, static_cast<int64_t>(list->length));
    if (b.step == 1) return listSlice(t, list, static_cast<size_t>(b.start), static_cast<size_t>(b.start + b.count)).bits();
    List* made = makeList(t, static_cast<size_t>(b.count));
    if (!made) return Value::kErrorBits;
    for (int64_t i = 0; i < b.count; ++i) made->store->items[i] = list->store->items[b.start + i * b.step];
    return Value(made).bits();
  }
  Value slice = makeSlice(t, value(start), value(stop), value(step)), out;
  if (slice.isError()) return Value::kErrorBits;
  return finishStep(t, steps::getItemStep(t, value(v), slice, 0, &out), out).bits();
}
JIT_HELPER(store_slice, uint64_t v, uint64_t start, uint64_t stop, uint64_t x) {
  // As many items of another list as there are.
  if (isExactList(value(v)) && isExactList(value(x)) && v != x) {
    List *list = value(v).as<List>(), *source = value(x).as<List>();
    int64_t length = static_cast<int64_t>(list->length), first, end;
    if (plainBound(value(start), length, false, 0, &first) && plainBound(value(stop), length, false, length, &end) &&
        first < end && end - first == static_cast<int64_t>(source->length)) {
      std::copy_n(source->store->items, end - first, list->store->items + first);
      writeBarrier(list->store);
      return Value::kNoneBits;
    }
  }
  Value bounds[2] = {value(start), value(stop)}, out;
  Step step = steps::setSliceStep(t, value(v), bounds, value(x), &out);
  return finishStep(t, step, out).bits();
}
JIT_HELPER(build_slice, uint64_t a, uint64_t b, uint64_t c) { return makeSlice(t, value(a), value(b), value(c)).bits(); }
JIT_HELPER(dict_set, uint64_t d, uint64_t key, uint64_t x) {
  return flag(dictSetPy(t, value(d).as<Dict>(), value(key), value(x)));
}

}  // namespace typhon::jit
