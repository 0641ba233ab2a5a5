// Raising: making exceptions pending, with their context; MemoryError that needs no memory; unraisable exceptions.
#include "runtime/exec/errors.h"

#include <string>

#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

// Made at start: there may be no memory for one when it is needed.
Exception* spareMemoryError = nullptr;

// Sets __context__ to the exception being handled; breaks the chain where it would come back to `e`.
void setContextFor(Thread* t, Exception* e) {
  Value handled = handledException(t);
  if (handled.isUnbound() || handled.isNone() || handled == Value(e)) return;
  Exception* o = handled.as<Exception>();
  Exception* slow = o;
  bool moveSlow = false;
  while (isa<Exception>(o->context)) {
    Exception* context = o->context.as<Exception>();
    if (context == e) {
      o->context = Value::none();
      break;
    }
    o = context;
    // A cycle that somebody made by hand does not contain `e`: stop there.
    if (o == slow) break;
    if (moveSlow) slow = slow->context.as<Exception>();
    moveSlow = !moveSlow;
  }
  e->context = handled;
  writeBarrier(e);
}

void makePending(Thread* t, Value e) { t->pending = e; }

// The instance as its class makes it. Native classes are made without a detour through calls.
Value instantiate(Thread* t, Type* type, const Value* args, size_t count) {
  const Slots& plain = exc::BaseException->slots;
  if (type->typeFlags & kNativeType && type->slots.create == plain.create && type->slots.init == plain.init) [[likely]] {
    Tuple* tuple = count ? TRY(makeTuple(t, args, count)) : emptyTuple();
    return Value(TRY(newException(t, type, tuple)));
  }
  if (type->typeFlags & kNativeType && type->slots.create && type->slots.init) {
    Args call{args, count, nullptr};
    Value e = TRY(type->slots.create(t, type, call));
    TRY(typeOf(e)->slots.init(t, e, call));
    return e;
  }
  return callPy(t, Value(type), Args{args, count, nullptr});
}

Raised raiseInstance(Thread* t, Type* type, const Value* args, size_t count) {
  Value e = instantiate(t, type, args, count);
  if (e.isError()) return {};
  if (!isa<Exception>(e)) {
    Maybe<std::string> text = reprTextPy(t, Value(type));
    if (!text.ok()) return {};
    return raise(t, exc::TypeError, "calling {} should have returned an instance of BaseException, not {}", *text, typeName(e));
  }
  return raiseValue(t, e);
}

}  // namespace

bool initErrors(Thread* t) {
  spareMemoryError = TRY(newException(t, exc::MemoryError, emptyTuple()));
  addRoot(&spareMemoryError);
  return true;
}

Value makeExceptionPy(Thread* t, Type* type, const Value* args, size_t count) { return instantiate(t, type, args, count); }

Raised raiseMessage(Thread* t, Type* type, std::string_view message) {
  Str* text = makeStr(t, message);
  if (!text) return {};
  Value argument(text);
  return raiseInstance(t, type, &argument, 1);
}

Raised raiseWith(Thread* t, Type* type, Value argument) { return raiseInstance(t, type, &argument, 1); }

void chainContext(Thread* t, Value exception) { setContextFor(t, exception.as<Exception>()); }

Raised raiseValue(Thread* t, Value exception) {
  setContextFor(t, exception.as<Exception>());
  makePending(t, exception);
  return {};
}

Raised raiseMemory(Thread* t) {
  static bool making = false;
  if (!making && spareMemoryError) {
    making = true;
    Exception* e = newException(t, exc::MemoryError, emptyTuple());
    making = false;
    if (e) return raiseValue(t, Value(e));
  }
  if (!spareMemoryError) {
    t->pending = Value::none();  // start-up: there is no exception class yet
    return {};
  }
  Exception* e = spareMemoryError;
  e->traceback = e->context = e->cause = Value::none();
  return raiseValue(t, Value(e));
}

bool pendingIs(Thread* t, Type* type) { return isa<Exception>(t->pending) && isSubtype(typeOf(t->pending), type); }

Value takePending(Thread* t) {
  Value e = t->pending;
  t->pending = Value::unbound();
  return e;
}

void restorePending(Thread* t, Value exception) { t->pending = exception; }

void clearPending(Thread* t) { t->pending = Value::unbound(); }

namespace {

Raised raiseWithFields(Thread* t, Type* type, std::string_view message, std::initializer_list<Value> fields) {
  Str* text = makeStr(t, message);
  if (!text) return {};
  Value argument(text);
  Value e = instantiate(t, type, &argument, 1);
  if (e.isError()) return {};
  Exception* exception = e.as<Exception>();
  unsigned i = 0;
  for (Value v : fields) {
    if (!v.isUnbound()) exception->fields[i] = v;
    ++i;
  }
  writeBarrier(exception);
  return raiseValue(t, e);
}

}  // namespace

Raised raiseAttributeError(Thread* t, Value object, Str* name, std::string_view message) {
  return raiseWithFields(t, exc::AttributeError, message, {Value(name), object});
}

Raised raiseNameError(Thread* t, Type* type, Str* name, std::string_view message) {
  return raiseWithFields(t, type, message, {Value(name)});
}

Raised raiseImportError(Thread* t, Type* type, std::string_view message, Value name, Value path, Value nameFrom) {
  return raiseWithFields(t, type, message, {Value::unbound(), name, path, nameFrom});
}

Raised raiseStatementPy(Thread* t, Value exceptionOrClass, Value cause) {
  Value e;
  if (exceptionOrClass.isUnbound()) {
    e = handledException(t);
    if (e.isUnbound() || e.isNone()) return raise(t, exc::RuntimeError, "No active exception to reraise");
    restorePending(t, e);
    return {};
  }
  if (isa<Type>(exceptionOrClass) && isSubtype(exceptionOrClass.as<Type>(), exc::BaseException)) {
    Type* type = exceptionOrClass.as<Type>();
    e = instantiate(t, type, nullptr, 0);
    if (e.isError()) return {};
    if (!isa<Exception>(e)) {
      Maybe<std::string> text = reprTextPy(t, exceptionOrClass);
      if (!text.ok()) return {};
      return raise(t, exc::TypeError, "calling {} should have returned an instance of BaseException, not {}", *text, [&] {
        Maybe<std::string> other = reprTextPy(t, Value(typeOf(e)));
        return other.ok() ? *other : std::string();
      }());
    }
  } else if (isa<Exception>(exceptionOrClass)) {
    e = exceptionOrClass;
  } else {
    return raise(t, exc::TypeError, "exceptions must derive from BaseException");
  }
  if (!cause.isUnbound()) {
    if (isa<Type>(cause) && isSubtype(cause.as<Type>(), exc::BaseException)) {
      Value made = instantiate(t, cause.as<Type>(), nullptr, 0);
      if (made.isError()) return {};
      if (!isa<Exception>(made)) {
        Maybe<std::string> text = reprTextPy(t, cause);
        if (!text.ok()) return {};
        return raise(t, exc::TypeError, "calling {} should have returned an instance of BaseException, not <class '{}'>", *text,
                     typeName(made));
      }
      cause = made;
    } else if (!isa<Exception>(cause) && !cause.isNone()) {
      return raise(t, exc::TypeError, "exception causes must derive from BaseException");
    }
    Exception* exception = e.as<Exception>();
    exception->cause = cause;
    exception->suppressContext = true;
    writeBarrier(exception);
  }
  return raiseValue(t, e);
}

Raised raiseBare(Thread* t, Type* type) {
  Value e = TRY(callPy(t, Value(type)));
  return raiseValue(t, e);
}

}  // namespace typhon
