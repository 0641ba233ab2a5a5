// Pattern matching (PEP 634): what mapping and class patterns ask of their subject.
#include "runtime/memory/heap.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// Finds a key or attribute name that a pattern names twice. Exact strings, which nearly all are, are compared with the few before
// them; a set is made for other keys only.
class Duplicates {
 public:
  Duplicates(Thread* t, size_t count) : thread_(t), count_(count) {}
  // 1 for what was there already, 0, or -1 with an exception pending.
  int addPy(Value key) {
    if (!seen_) {
      if (isExactStr(key) && count_ <= kMost) {
        for (size_t i = 0; i < used_; ++i)
          if (equals(strings_[i].as<Str>(), key.as<Str>())) return 1;
        strings_[used_++] = key;
        return 0;
      }
      seen_ = makeSet(thread_);
      if (!seen_) return -1;
      for (size_t i = 0; i < used_; ++i)
        if (!setAddPy(thread_, seen_, strings_[i])) return -1;
    }
    int found = setContainsPy(thread_, seen_, key);
    return found ? found : setAddPy(thread_, seen_, key) ? 0 : -1;
  }

 private:
  static constexpr size_t kMost = 8;
  Thread* thread_;
  size_t count_, used_ = 0;
  Value strings_[kMost];
  Set* seen_ = nullptr;
};

}  // namespace

Value matchKeysPy(Thread* t, Value subject, Tuple* keys) {
  if (keys->length == 0) return Value(emptyTuple());
  Duplicates duplicates(t, keys->length);
  Tuple* values = TRY(makeTuple(t, keys->length));
  // get(key, default) with a default nobody else has tells absent keys apart; dicts need no method.
  Value get = Value::unbound(), self, missing;
  bool plainDict = typeOf(subject) == types::dict;
  if (!plainDict) {
    get = TRY(getMethodPy(t, subject, names::get, &self));
    missing = Value(TRY(makeTuple(t, 1)));
    missing.as<Tuple>()->items[0] = Value::none();
  }
  for (size_t i = 0; i < keys->length; ++i) {
    Value key = keys->items[i];
    int found = duplicates.addPy(key);
    if (found < 0) return Raised{};
    if (found) {
      std::string text = TRY(reprTextPy(t, key));
      return raise(t, exc::ValueError, "mapping pattern checks duplicate key ({})", text);
    }
    Value value;
    if (plainDict) {
      value = TRY(dictGetPy(t, subject.as<Dict>(), key));
      if (value.isUnbound()) return Value::none();
    } else {
      value = self.isUnbound() ? callPy(t, get, {key, missing}) : callPy(t, get, {self, key, missing});
      if (value.isError()) return value;
      if (value == missing) return Value::none();
    }
    values->items[i] = value;
    writeBarrier(values);
  }
  return Value(values);
}

Value matchClassPy(Thread* t, Value subject, Value cls, size_t positional, Tuple* kwNames) {
  if (!isa<Type>(cls)) return raise(t, exc::TypeError, "called match pattern must be a class");
  if (!TRY(isInstancePy(t, subject, cls))) return Value::none();
  Type* type = cls.as<Type>();
  if (positional + kwNames->length == 0) return Value(emptyTuple());
  Tuple* attributes = TRY(makeTuple(t, positional + kwNames->length));
  Duplicates duplicates(t, positional + kwNames->length);
  auto fetch = [&](Value name) -> Value {
    int found = duplicates.addPy(name);
    if (found < 0) return Raised{};
    if (found) {
      std::string text = TRY(reprTextPy(t, name));
      return raise(t, exc::TypeError, "{}() got multiple sub-patterns for attribute {}", strText(Value(type->name)), text);
    }
    return findAttrPy(t, subject, name.as<Str>());
  };
  auto put = [&](size_t i, Value v) {
    attributes->items[i] = v;
    writeBarrier(attributes);
  };
  if (positional) {
    Value matchArgs = TRY(findAttrPy(t, cls, names::__match_args__));
    size_t allowed;
    bool matchSelf = false;
    if (matchArgs.isUnbound()) {
      matchSelf = type->typeFlags & kMatchSelf;
      allowed = matchSelf ? 1 : 0;
    } else {
      if (typeOf(matchArgs) != types::tuple)
        return raise(t, exc::TypeError, "{}.__match_args__ must be a tuple (got {})", strText(Value(type->name)),
                     typeName(matchArgs));
      allowed = matchArgs.as<Tuple>()->length;
    }
    if (allowed < positional)
      return raise(t, exc::TypeError, "{}() accepts {} positional sub-pattern{} ({} given)", strText(Value(type->name)), allowed,
                   allowed == 1 ? "" : "s", positional);
    if (matchSelf) {
      put(0, subject);
    } else {
      for (size_t i = 0; i < positional; ++i) {
        Value name = matchArgs.as<Tuple>()->items[i];
        if (!isExactStr(name))
          return raise(t, exc::TypeError, "__match_args__ elements must be strings (got {})", typeName(name));
        Value v = TRY(fetch(name));
        if (v.isUnbound()) return Value::none();
        put(i, v);
      }
    }
  }
  for (size_t i = 0; i < kwNames->length; ++i) {
    Value v = TRY(fetch(kwNames->items[i]));
    if (v.isUnbound()) return Value::none();
    put(positional + i, v);
  }
  return Value(attributes);
}

}  // namespace typhon
