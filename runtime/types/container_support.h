// What the container types share: exact-type tests, allocation of exact instances, the guard of recursive reprs, iteration
// over any iterable from C++.
#pragma once

#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Whether v is an instance of exactly this native type, which has no instance __dict__ (so that it has one shape).
inline bool isExactly(const Object* o, const Type* type) { return o->shape == type->rootShape->id; }
inline bool isExactly(Value v, const Type* type) { return v.isObject() && isExactly(v.asObject(), type); }

// Allocates an exact instance of a native type without attribute tail; faster than allocate<T>. While the runtime starts and
// the type is not made yet the object gets shape 0 and is adopted later (adoptEarlyContainers). Null with MemoryError pending.
void rememberEarlyContainer(Object* o);
template <class T>
[[nodiscard]] inline T* allocateExact(Thread* t, const Type* type, size_t extraBytes = 0) {
  if (!type) [[unlikely]] {
    T* early = static_cast<T*>(allocateObject(t, sizeof(T) + extraBytes, KindOf<T>::value, 0));
    if (early) rememberEarlyContainer(early);
    return early;
  }
  return static_cast<T*>(allocateObject(t, sizeof(T) + extraBytes, KindOf<T>::value, type->rootShape->id));
}
// An instance of `cls`, which may be the native type itself (fast) or a subclass.
template <class T>
[[nodiscard]] inline T* allocateFor(Thread* t, Type* cls, const Type* exact, size_t extraBytes = 0) {
  return cls == exact ? allocateExact<T>(t, exact, extraBytes) : allocate<T>(t, cls, extraBytes);
}

// Gives tuples, lists and dicts that were made before their types their shapes. Called by initRuntime() once these types exist;
// calling it again is harmless.
void adoptEarlyContainers();

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

// Walks any iterable from C++: exact lists and tuples by index (their length is read anew at each step), others through their
// iterator.
//   Iteration it(t); if (!it.startPy(v)) return Raised{}; while (true) { Value item = TRY(it.nextPy()); if (item.isUnbound()) break; ... }
class Iteration {
 public:
  explicit Iteration(Thread* t) : thread_(t) {}
  // TypeError "'x' object is not iterable".
  bool startPy(Value iterable);
  // The next item; Unbound at the end, error mark when it raised.
  Value nextPy() {
    if (list_) return index_ < list_->length ? listItem(list_, index_++) : Value::unbound();
    if (tuple_) return index_ < tuple_->length ? tuple_->items[index_++] : Value::unbound();
    Value v = next_(thread_, iterator_);
    return v.isError() ? endOrErrorPy() : v;
  }
  // How many items to expect (0 when unknown); runs no Python code.
  size_t expected() const;

 private:
  Value endOrErrorPy();  // StopIteration is the end
  Thread* thread_;
  List* list_ = nullptr;
  Tuple* tuple_ = nullptr;
  size_t index_ = 0;
  Value iterator_;
  Value (*next_)(Thread*, Value) = nullptr;
};

// The iter slot of iterators.
inline Value selfIter(Thread*, Value self) { return self; }

// Body of comparison slots: the truth of `order` (negative, zero, positive) under op.
inline Value compareResult(CompareOp op, int order) {
  switch (op) {
    case CompareOp::Lt: return Value::boolean(order < 0);
    case CompareOp::Le: return Value::boolean(order <= 0);
    case CompareOp::Eq: return Value::boolean(order == 0);
    case CompareOp::Ne: return Value::boolean(order != 0);
    case CompareOp::Gt: return Value::boolean(order > 0);
    case CompareOp::Ge: return Value::boolean(order >= 0);
  }
  __builtin_unreachable();
}

// equalPy with the frequent cases inline: identical values, different small ints, exact strs.
Maybe<bool> equalSlowPy(Thread* t, Value a, Value b);
inline Maybe<bool> equalFastPy(Thread* t, Value a, Value b) {
  if (a == b) return true;
  if (a.isSmallInt() && b.isSmallInt()) return false;
  return equalSlowPy(t, a, b);
}
// hashPy with small ints and exact strs inline.
Maybe<int64_t> hashSlowPy(Thread* t, Value v);

// "f expected at most 1 argument, got 2": for create and init slots that read raw arguments. False with TypeError pending.
bool checkPositional(Thread* t, const char* function, const Args& args, size_t atLeast, size_t atMost);
// TypeError "f() takes no keyword arguments".
bool checkNoKeywords(Thread* t, const char* function, const Args& args);

}  // namespace typhon
