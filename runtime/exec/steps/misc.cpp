// The instructions without a fast path: functions, with, await, exception matching, text, displays' stars.
#include "runtime/exec/steps/steps.h"
#include "runtime/exec/frame_object.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {

Value makeFunctionOf(Thread* t, Frame* frame, Value code) {
  Function* f = makeFunction(t, code.as<Code>(), frame->function->globals);
  if (!f) return Raised{};
  return Value(f);
}

bool setFunctionField(Thread*, Value function, Value v, uint32_t field) {
  // In generic functions (PEP 695) the values come through parameters, so their types are not proven: others are ignored.
  Function* f = function.as<Function>();
  switch (field) {
    case 0:
      if (isa<Tuple>(v)) f->defaults = v.as<Tuple>();
      break;
    case 1:
      if (isa<Dict>(v)) f->keywordDefaults = v.as<Dict>();
      break;
    case 2:
      if (isa<Dict>(v) || isa<Tuple>(v)) f->annotations = v;
      break;
    case 3:
      f->closure = v.as<Tuple>();
      break;
    default:
      if (isa<Tuple>(v)) f->typeParams = v;
      break;
  }
  writeBarrier(f);
  return true;
}

namespace {

// __enter__ and __exit__ of a manager. A function of the class is left unbound (*plain): it is called with the manager itself.
bool findContextMethods(Thread* t, Value manager, bool async, Value* enter, Value* exit, bool* plain) {
  Str* enterName = async ? names::__aenter__ : names::__enter__;
  Str* exitName = async ? names::__aexit__ : names::__exit__;
  const char* protocol = async ? "asynchronous context manager" : "context manager";
  *enter = typeLookup(typeOf(manager), enterName);
  *plain = isa<Function>(*enter);
  if (!*plain) *enter = TRY(lookupSpecialPy(t, manager, enterName));
  if (enter->isUnbound())
    return raise(t, exc::TypeError, "'{}' object does not support the {} protocol", typeName(manager), protocol);
  *exit = TRY(lookupSpecialPy(t, manager, exitName));
  if (exit->isUnbound())
    return raise(t, exc::TypeError, "'{}' object does not support the {} protocol (missed {} method)", typeName(manager),
                 protocol, toUtf8(exitName));
  return true;
}

}  // namespace

bool beforeWith(Thread* t, Value manager, bool async, Value* out) {
  Value enter;
  bool plain;
  TRY(findContextMethods(t, manager, async, &enter, &out[0], &plain));
  out[1] = TRY(callPy(t, enter, Args{&manager, plain ? 1u : 0u, nullptr}));
  return true;
}

Step beforeWithStep(Thread* t, Value manager, bool async, uint32_t destination, Value* exit, Value* out) {
  Value enter;
  bool plain;
  if (!findContextMethods(t, manager, async, &enter, exit, &plain)) return Step::Failed;
  return callValues(t, enter, Args{&manager, plain ? 1u : 0u, nullptr}, Continuation::Store, destination, out);
}

Value getAwaitable(Thread* t, Value v, uint32_t kind) {
  if (isa<Generator>(v)) {
    Generator* g = v.as<Generator>();
    if (g->flavour == 1 || (g->flavour == 0 && g->code->flags & bytecode::kIterableCoroutine)) {
      // A coroutine that something else awaits already.
      if (g->flavour == 1 && generatorDelegate(g) != Value::unbound())
        return raise(t, exc::RuntimeError, "coroutine is being awaited already");
      return v;
    }
  }
  if (auto await = typeOf(v)->slots.await) {
    Value iterator = TRY(await(t, v));
    if (isa<Generator>(iterator) && iterator.as<Generator>()->flavour == 1)
      return raise(t, exc::TypeError, "__await__() returned a coroutine");
    if (!typeOf(iterator)->slots.next)
      return raise(t, exc::TypeError, "__await__() returned non-iterator of type '{}'", typeName(iterator));
    return iterator;
  }
  if (kind)
    return raise(t, exc::TypeError, "'async with' received an object from {} that does not implement __await__: {}",
                 kind == 1 ? "__aenter__" : "__aexit__", typeName(v));
  return raise(t, exc::TypeError, "object {} can't be used in 'await' expression", typeName(v));
}

Value getAsyncIterator(Thread* t, Value v) {
  auto aiter = typeOf(v)->slots.aiter;
  if (!aiter) return raise(t, exc::TypeError, "'async for' requires an object with __aiter__ method, got {}", typeName(v));
  Value iterator = TRY(aiter(t, v));
  if (!typeOf(iterator)->slots.anext)
    return raise(t, exc::TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                 typeName(iterator));
  return iterator;
}

Value getAsyncNext(Thread* t, Value v) {
  auto anext = typeOf(v)->slots.anext;
  if (!anext) return raise(t, exc::TypeError, "'async for' requires an iterator with __anext__ method, got {}", typeName(v));
  Value awaitable = TRY(anext(t, v));
  if (isa<Generator>(awaitable) && awaitable.as<Generator>()->flavour == 2) return awaitable;
  Value iterator = getAwaitable(t, awaitable, 0);
  if (iterator.isError()) {
    Value cause = takePending(t);
    (void)raise(t, exc::TypeError, "'async for' received an invalid object from __anext__: {}", typeName(awaitable));
    Value e = takePending(t);
    e.as<Exception>()->cause = cause;
    e.as<Exception>()->suppressContext = true;
    writeBarrier(e.asObject());
    restorePending(t, e);
    return Raised{};
  }
  return iterator;
}

namespace {

// What may stand behind `except`: exception classes, or (nested) tuples of them.
bool checkExceptionClasses(Thread* t, Value type) {
  auto isClass = [](Value v) { return isa<Type>(v) && v.as<Type>()->typeFlags & kExceptionType; };
  if (isClass(type)) return true;
  if (isa<Tuple>(type)) {
    Tuple* tuple = type.as<Tuple>();
    for (size_t i = 0; i < tuple->length; ++i)
      if (!isClass(tuple->items[i]))
        return raise(t, exc::TypeError, "catching classes that do not inherit from BaseException is not allowed");
    return true;
  }
  return raise(t, exc::TypeError, "catching classes that do not inherit from BaseException is not allowed");
}

}  // namespace

Maybe<bool> excMatch(Thread* t, Value exception, Value type) {
  if (isa<Type>(type) && type.as<Type>()->typeFlags & kExceptionType) return isInstance(exception, type.as<Type>());
  if (!checkExceptionClasses(t, type)) return Raised{};
  Tuple* tuple = type.as<Tuple>();
  for (size_t i = 0; i < tuple->length; ++i)
    if (isInstance(exception, tuple->items[i].as<Type>())) return true;
  return false;
}

bool excGroupMatch(Thread* t, Value exception, Value type, Value* out) {
  TRY(checkExceptionClasses(t, type));
  auto isGroup = [](Value v) { return isSubtype(v.as<Type>(), exc::BaseExceptionGroup); };
  bool group = isa<Tuple>(type) ? false : isGroup(type);
  if (isa<Tuple>(type))
    for (size_t i = 0; i < type.as<Tuple>()->length; ++i) group |= isGroup(type.as<Tuple>()->items[i]);
  if (group) return raise(t, exc::TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
  if (exception.isNone()) {
    out[0] = out[1] = Value::none();
    return true;
  }
  if (TRY(excMatch(t, exception, type))) {
    if (isInstance(exception, exc::BaseExceptionGroup)) {
      out[0] = exception;
    } else {
      // A naked exception is wrapped, so that the handler always sees a group.
      Tuple* one = TRY(makeTuple(t, {exception}));
      Value args[2] = {Value(names::empty), Value(one)};
      Type* wrapper = isInstance(exception, exc::Exception) ? exc::ExceptionGroup : exc::BaseExceptionGroup;
      out[0] = TRY(callPy(t, Value(wrapper), Args{args, 2, nullptr}));
    }
    out[1] = Value::none();
    return true;
  }
  if (isInstance(exception, exc::BaseExceptionGroup)) {
    Str* split = TRY(internStr(t, "split"));
    Value pair = TRY(callMethodPy(t, exception, split, {type}));
    if (!isa<Tuple>(pair) || pair.as<Tuple>()->length < 2)
      return raise(t, exc::TypeError, "{}.split must return a 2-tuple, got {}", typeName(exception), typeName(pair));
    out[0] = pair.as<Tuple>()->items[0];
    out[1] = pair.as<Tuple>()->items[1];
    return true;
  }
  out[0] = Value::none();
  out[1] = exception;
  return true;
}

Value starArguments(Thread* t, Value v, Value callee) {
  if (typeOf(v) == types::tuple) return v;
  if (!typeOf(v)->slots.iter && !typeOf(v)->slots.getItem)
    return raise(t, exc::TypeError, "{} argument after * must be an iterable, not {}", callableTextPy(t, callee), typeName(v));
  return Value(TRY(toTuplePy(t, v)));
}

Value prependArguments(Thread* t, const Value* values, size_t count) {
  Value star = values[count - 1];
  if (typeOf(star) != types::tuple) {
    List* list = TRY(makeList(t, values, count - 1));
    if (!typeOf(star)->slots.iter && !typeOf(star)->slots.getItem)
      return raise(t, exc::TypeError, "Value after * must be an iterable, not {}", typeName(star));
    TRY(listExtendPy(t, list, star));
    return Value(TRY(listToTuple(t, list)));
  }
  size_t items = star.as<Tuple>()->length;
  if (items == 0 && count == 1) return star;
  Tuple* made = TRY(makeTuple(t, count - 1 + items));
  const Tuple* rest = star.as<Tuple>();
  for (size_t i = 0; i + 1 < count; ++i) made->items[i] = values[i];
  for (size_t i = 0; i < items; ++i) made->items[count - 1 + i] = rest->items[i];
  writeBarrier(made);
  return made;
}

Value starKeywords(Thread* t, Value v, Value callee) {
  if (v.isObject() && v.asObject()->shape == kShapeOf_dict && !v.as<Dict>()->cells) return v;
  Dict* d = TRY(makeDict(t));
  TRY(dictMergeCallPy(t, d, v, callee));
  return d;
}

Raised raiseCurrent(Thread* t) {
  Value e = handledException(t);
  if (e.isUnbound()) return raise(t, exc::RuntimeError, "No active exception to reraise");
  restorePending(t, e);
  return Raised{};
}

Value buildString(Thread* t, const Value* parts, size_t count) {
  size_t length = 0;
  bool narrow = true;
  for (size_t i = 0; i < count; ++i) {
    Str* s = parts[i].as<Str>();
    length += s->length;
    narrow &= s->width == 1;
  }
  if (narrow) {
    // The common case: bytes are copied as they are.
    bool ascii = true;
    for (size_t i = 0; i < count; ++i) ascii &= parts[i].as<Str>()->isAscii();
    Str* out = TRY(makeStrUninitialised(t, length, ascii ? 0x7f : 0xff));
    uint8_t* to = mutableData(out);
    for (size_t i = 0; i < count; ++i) {
      Str* s = parts[i].as<Str>();
      std::memcpy(to, s->data, s->length);
      to += s->length;
    }
    return Value(out);
  }
  StrBuilder builder(t);
  for (size_t i = 0; i < count; ++i) TRY(builder.add(parts[i].as<Str>()));
  return Value(TRY(builder.finish()));
}

Value convertValue(Thread* t, Value v, uint32_t how) {
  Str* s = how == 1 ? strPy(t, v) : how == 2 ? reprPy(t, v) : asciiPy(t, v);
  return Value(TRY(s));
}

}  // namespace typhon::steps
