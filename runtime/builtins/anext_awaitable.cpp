// anext_awaitable: awaits __anext__() and gives the default in the place of StopAsyncIteration.
#include "runtime/builtins/anext_awaitable.h"

#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

AnextAwaitable* selfOf(Value v) { return v.as<AnextAwaitable>(); }

// The iterator that awaiting the wrapped object means.
Value wrappedIteratorPy(Thread* t, Value self) {
  Value wrapped = selfOf(self)->wrapped;
  if (auto g = dynCast<Generator>(wrapped); g && (g->flavour == 1 || g->code->flags & bytecode::kIterableCoroutine))
    return wrapped;
  auto await = typeOf(wrapped)->slots.await;
  if (!await) return raise(t, exc::TypeError, "object {} can't be used in 'await' expression", typeName(wrapped));
  Value iterator = TRY(await(t, wrapped));
  if (!typeOf(iterator)->slots.next)
    return raise(t, exc::TypeError, "__await__() returned non-iterator of type '{}'", typeName(iterator));
  return iterator;
}

// The end of the wrapped iteration: StopAsyncIteration becomes StopIteration(default).
Value finish(Thread* t, Value self, Value v) {
  if (v.isError() && pendingIs(t, exc::StopAsyncIteration)) {
    clearPending(t);
    return raiseWith(t, exc::StopIteration, selfOf(self)->defaultValue);
  }
  return v;
}

Value awaitableIter(Thread*, Value self) { return self; }
Value awaitableNext(Thread* t, Value self) {
  Value iterator = TRY(wrappedIteratorPy(t, self));
  auto next = typeOf(iterator)->slots.next;
  if (!next) return finish(t, self, callMethodPy(t, iterator, names::send, {Value::none()}));
  return finish(t, self, next(t, iterator));
}

Value forward(Thread* t, Value* args, size_t argc, Str* name) {
  Value iterator = TRY(wrappedIteratorPy(t, args[0]));
  Value method = TRY(getAttrPy(t, iterator, name));
  return finish(t, args[0], callPy(t, method, Args{args + 1, argc - 1, nullptr}));
}
Value awaitableSend(Thread* t, Value* args, size_t argc) { return forward(t, args, argc, names::send); }
Value awaitableThrow(Thread* t, Value* args, size_t argc) { return forward(t, args, argc, names::throw_); }
Value awaitableClose(Thread* t, Value* args, size_t argc) { return forward(t, args, argc, names::close); }

const NativeDef methods[] = {
    {"send", "(self, value, /)", awaitableSend,
     "send(arg) -> send 'arg' into the wrapped iterator,\nreturn next yielded value or raise StopIteration."},
    {"throw", "(self, /, *args)", awaitableThrow,
     "throw(value)\nthrow(typ[,val[,tb]])\n\nraise exception in the wrapped iterator, return next yielded value\nor raise "
     "StopIteration."},
    {"close", "(self, /)", awaitableClose, "close() -> raise GeneratorExit inside generator."},
};

const TypeSpec spec = {
    .name = "anext_awaitable",
    .kind = Kind::AnextAwaitable,
    .slots = {.iter = awaitableIter, .next = awaitableNext, .await = awaitableIter},
    .methods = methods,
};

}  // namespace

Value makeAnextAwaitable(Thread* t, Value wrapped, Value defaultValue) {
  static Type* type = nullptr;
  if (!type) {
    Type* made = TRY(makeNativeType(t, spec));
    type = made;
    addRoot(&type);
  }
  auto* a = TRY(allocate<AnextAwaitable>(t, type));
  a->wrapped = wrapped;
  a->defaultValue = defaultValue;
  return Value(a);
}

size_t sizeOf_AnextAwaitable(const Object*) { return sizeof(AnextAwaitable); }
void trace_AnextAwaitable(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<AnextAwaitable*>(o)->wrapped);
  tracer.visit(static_cast<AnextAwaitable*>(o)->defaultValue);
}

}  // namespace typhon
