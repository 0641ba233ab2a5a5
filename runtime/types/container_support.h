// What the container types share: exact-type tests, allocation of exact instances, the guard of recursive reprs, iteration
// over any iterable from C++.
#pragma once

#include "runtime/base/hash.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/ops/compare_numbers.h"
#include "runtime/ops/ops.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Whether v is an instance of exactly the native type of the shape (kShapeOf_list ...).
inline bool isExact(const Object* o, FixedShape shape) { return o->shape == shape; }
inline bool isExact(Value v, FixedShape shape) { return v.isObject() && v.asObject()->shape == shape; }

// Allocates an exact instance of a type of types.def that has no attribute tail; faster than allocate<T>, and works before the
// types exist. Null with MemoryError pending.
template <class T>
[[nodiscard]] inline T* allocateExact(Thread* t, FixedShape shape, size_t extraBytes = 0) {
  return static_cast<T*>(allocateObject(t, sizeof(T) + extraBytes, KindOf<T>::value, shape));
}

// An instance of `cls`, which may be the native type itself (fast) or a subclass.
template <class T>
[[nodiscard]] inline T* allocateFor(Thread* t, Type* cls, const Type* exact, FixedShape shape, size_t extraBytes = 0) {
  return cls == exact ? allocateExact<T>(t, shape, extraBytes) : allocate<T>(t, cls, extraBytes);
}

// Marks an object as being shown: repr() of a container that contains itself is cut ("[...]"). `ReprGuard guard(t, o); if
// (guard.nested()) return "[...]"`. Guards nest like the C++ stack.
class ReprGuard {
 public:
  ReprGuard(Thread* t, const Object* o) : thread_(t), object_(o), previous_(t->reprs) {
    for (ReprGuard* g = previous_; g; g = g->previous_) nested_ |= g->object_ == o;
    t->reprs = this;
  }
  ~ReprGuard() { thread_->reprs = previous_; }
  ReprGuard(const ReprGuard&) = delete;
  bool nested() const { return nested_; }

 private:
  Thread* thread_;
  const Object* object_;
  ReprGuard* previous_;
  bool nested_ = false;
};

// Adds repr(v).
bool addReprPy(Thread* t, Value v, StrBuilder* out);

// nextPy for iterators known to be such, with those of list, tuple and range inline.
inline Value nextFastPy(Thread* t, Value iterator) {
  Object* o = iterator.asObject();
  switch (o->shape) {
    case kShapeOf_listIterator: {
      auto* it = static_cast<ListIterator*>(o);
      if (it->list && it->index < it->list->length) [[likely]]
        return listItem(it->list, it->index++);
      it->list = nullptr;
      return Value::unbound();
    }
    case kShapeOf_tupleIterator: {
      auto* it = static_cast<TupleIterator*>(o);
      if (it->tuple && it->index < it->tuple->length) [[likely]]
        return it->tuple->items[it->index++];
      it->tuple = nullptr;
      return Value::unbound();
    }
    case kShapeOf_rangeIterator: {
      auto* it = static_cast<RangeIterator*>(o);
      if (it->remaining == 0) return Value::unbound();
      --it->remaining;
      Value v = Value::smallInt(it->next);
      it->next += it->step;
      return v;
    }
    default: {
      Value v = typeOf(o)->slots.next(t, iterator);
      return v.isError() ? endOrErrorPy(t) : v;
    }
  }
}

// Walks any iterable from C++: exact lists and tuples by index (their length is read anew at each step), others through their
// iterator.
//   Iteration it(t); if (!it.startPy(v)) return Raised{}; while (true) { Value item = TRY(it.nextPy()); if (item.isUnbound())
//   break; ... }
class Iteration {
 public:
  explicit Iteration(Thread* t) : thread_(t) {}
  // TypeError "'x' object is not iterable".
  bool startPy(Value iterable);
  // The next item; Unbound at the end, error mark when it raised.
  Value nextPy() {
    if (list_) return index_ < list_->length ? listItem(list_, index_++) : Value::unbound();
    return nextSlowPy();
  }
  // How many items to expect (0 when unknown); runs no Python code.
  size_t expected() const;

 private:
  Value nextSlowPy();
  Thread* thread_;
  List* list_ = nullptr;
  Tuple* tuple_ = nullptr;
  size_t index_ = 0;
  Value iterator_;
};

// v itself if it is exactly a list or tuple, else a new list of its items. TypeError `message` when v is not iterable.
Value sequenceFastPy(Thread* t, Value v, const char* message);
// Items of what sequenceFastPy returned; valid until Python code runs.
inline const Value* sequenceItems(Value listOrTuple, size_t* count) {
  if (isa<Tuple>(listOrTuple)) {
    *count = listOrTuple.as<Tuple>()->length;
    return listOrTuple.as<Tuple>()->items;
  }
  List* l = listOrTuple.as<List>();
  *count = l->length;
  return l->store ? l->store->items : nullptr;
}

// The iter slot of iterators.
inline Value selfIter(Thread*, Value self) { return self; }

// Body of comparison slots: the truth of `order` (negative, zero, positive) under op.
inline Value compareResult(CompareOp op, int order) { return Value::boolean(compareNumbers(op, order, 0)); }

// equalPy with the frequent cases inline: identical values, different small ints, exact strs.
Maybe<bool> equalSlowPy(Thread* t, Value a, Value b);
inline Maybe<bool> equalFastPy(Thread* t, Value a, Value b) {
  if (a == b) return true;
  if (a.isSmallInt() && b.isSmallInt()) return false;
  return equalSlowPy(t, a, b);
}
// The place of the first items that differ, the length of the shorter one if none do.
inline Maybe<size_t> firstDifferencePy(Thread* t, const Tuple* a, const Tuple* b) {
  size_t common = a->length < b->length ? a->length : b->length, i = 0;
  while (i < common && TRY(equalFastPy(t, a->items[i], b->items[i]))) ++i;
  return i;
}
// hashPy with small ints and exact strs inline.
inline Maybe<int64_t> hashFastPy(Thread* t, Value v) {
  if (v.isSmallInt()) return base::hashInt(v.asSmallInt());
  if (isExact(v, kShapeOf_str)) {
    Str* s = v.as<Str>();
    return s->hash != -1 ? s->hash : hashOf(s);
  }
  return hashPy(t, v);
}

// a < b (1, 0, -1) with ints, floats and exact strs inline.
int lessSlowPy(Thread* t, Value a, Value b);
inline int lessFastPy(Thread* t, Value a, Value b) {
  if (a.isSmallInt() && b.isSmallInt()) return a.asSmallInt() < b.asSmallInt();
  if (a.isImmediateFloat() && b.isImmediateFloat()) return a.asImmediateFloat() < b.asImmediateFloat();
  return lessSlowPy(t, a, b);
}

// A position given to __setstate__: an int (TypeError "an integer is required", OverflowError).
Maybe<int64_t> stateNumber(Thread* t, Value v);
// A bool argument: any object's truth.
Maybe<bool> truthArgumentPy(Thread* t, Value v);
// "f expected at most 1 argument, got 2": for create and init slots that read raw arguments. False with TypeError pending.
bool checkPositional(Thread* t, const char* function, const Args& args, size_t atLeast, size_t atMost);
// TypeError "f() takes no keyword arguments".
bool checkNoKeywords(Thread* t, const char* function, const Args& args);

}  // namespace typhon
