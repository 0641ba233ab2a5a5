// Stepping iterators that are not the handlers' fast cases.
#include "runtime/exec/steps/special.h"
#include "runtime/feedback/feedback.h"
#include "runtime/types/async_generator.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/iterators.h"

namespace typhon::steps {

void specialiseForIter(Word* pc, Value iterator, const Code* code, bool prefixed) {
  constexpr uint64_t kMaxSpecialisations = 16;
  uint64_t attempts = pc[1].bits >> 48;
  if (attempts >= kMaxSpecialisations || !iterator.isObject()) return;
  Object* o = iterator.asObject();
  Type* type = typeOf(o);
  Op op = Op::FOR_ITER;
  uint64_t next = 0;
  switch (o->kind) {
    case Kind::ListIterator:
      op = Op::FOR_ITER_LIST;
      break;
    case Kind::TupleIterator:
      op = Op::FOR_ITER_TUPLE;
      break;
    case Kind::RangeIterator:
      op = Op::FOR_ITER_RANGE;
      break;
    case Kind::Generator:
      if (type != types::generator) break;
      op = Op::FOR_ITER_GENERATOR;
      // What a compiler would like to know: the code of the first one.
      next = Value(iterator.as<Generator>()->code).bits();
      if (keepForFeedback(currentThread(), const_cast<Code*>(code), Value::fromBits(next))) break;
      clearPending(currentThread());
      return;
    default: {
      if (!(type->typeFlags & kNativeType)) {
        // What a compiler would like to know of an instance.
        if (static_cast<uint32_t>(pc[1].bits) != o->shape) pc[1].bits = (attempts + 1) << 48 | o->shape;
        return;
      }
      // Shapes of native types live forever.
      if (o->shape != type->rootShape->id || !type->slots.next) break;
      const Word* unpack = pc + wordsOf(Op::FOR_ITER);
      // Only a temporary can be left out: `for x in pairs: a, b = x` wants the pair itself.
      bool unpacked = !prefixed && bytecode::info(unpack->op).base == Op::UNPACK_SEQUENCE && unpack->b == pc->b &&
                      unpack->c == 2 && pc->b >= code->localCount;
      NextPair pair = unpacked ? nextPairOf(iterator) : nullptr;
      op = pair ? Op::FOR_ITER_PAIR : Op::FOR_ITER_NATIVE;
      next = pair ? reinterpret_cast<uint64_t>(pair) : reinterpret_cast<uint64_t>(type->slots.next);
      // What a compiler would like to know of the instruction that is left out.
      if (pair) const_cast<Word*>(unpack)->op = Op::UNPACK_SEQUENCE_TUPLE;
    }
  }
  if (op == Op::FOR_ITER) return;
  pc[1].bits = (attempts + 1) << 48 | o->shape;
  pc[2].bits = next;
  pc->op = op;
}

Step forIterStep(Thread* t, Value iterator, uint32_t destination, Value* out) {
  Type* type = typeOf(iterator);
  if (type->typeFlags & kNativeType) [[likely]] {
    if (auto slot = type->slots.next) [[likely]] {
      Value v = slot(t, iterator);
      if (!v.isError()) [[likely]] {
        *out = v;
        return Step::Done;
      }
      if (!pendingIs(t, exc::StopIteration)) return Step::Failed;
      clearPending(t);
      *out = Value::unbound();
      return Step::Done;
    }
  } else {
    if (Function* next = pythonMethod(type, names::__next__))
      return pushMethod(t, next, {iterator}, Continuation::ForIter, destination);
  }
  auto next = type->slots.next;
  Value v = next ? next(t, iterator) : nextPy(t, iterator);
  if (v.isError()) [[unlikely]] {
    if (!pendingIs(t, exc::StopIteration)) return Step::Failed;
    clearPending(t);
    v = Value::unbound();
  }
  *out = v;
  return Step::Done;
}

Step iterStep(Thread* t, Value v, uint32_t destination, Value* out) {
  // An __iter__ that is a generator function returns an iterator: its result need not be looked at.
  Function* iter = pythonMethod(typeOf(v), names::__iter__);
  if (iter && iter->code->flags & bytecode::kGenerator) return pushMethod(t, iter, {v}, Continuation::Store, destination);
  *out = iterPy(t, v);
  return out->isError() ? Step::Failed : Step::Done;
}

Step sendStep(Thread* t, Value iterator, Value value, uint32_t, Value* out, bool* finished) {
  // A __next__ written in Python is called as a method: its StopIteration may carry a value, which the slot would drop.
  bool python = !(typeOf(iterator)->typeFlags & kNativeType) && typeOf(iterator)->slots.next;
  if (auto send = dynCast<AsyncGeneratorSend>(iterator)) {
    *out = asyncGeneratorSendPy(t, send, value, finished);
    if (!out->isError()) return Step::Done;
  } else if (isa<Generator>(iterator) || !value.isNone() || python) {
    // send(), whose StopIteration carries the result.
    Value v =
        value.isNone() && python ? callMethodPy(t, iterator, names::__next__) : callMethodPy(t, iterator, names::send, {value});
    if (!v.isError()) {
      *out = v;
      return Step::Done;
    }
  } else {
    auto next = typeOf(iterator)->slots.next;
    if (!next) {
      (void)raise(t, exc::TypeError, "'{}' object is not an iterator", typeName(iterator));
      return Step::Failed;
    }
    Value v = next(t, iterator);
    if (!v.isError()) {
      *finished = v.isUnbound();
      *out = *finished ? Value::none() : v;
      return Step::Done;
    }
  }
  if (!pendingIs(t, exc::StopIteration)) return Step::Failed;
  Value e = takePending(t);
  *out = e.as<Exception>()->fields[0];
  if (out->isUnbound()) *out = Value::none();
  *finished = true;
  return Step::Done;
}

}  // namespace typhon::steps
