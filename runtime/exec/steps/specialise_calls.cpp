// What a call site learns about its callee: feedback for compilers, and the specialised form of the instruction.
#include "runtime/exec/generator_frames.h"
#include "runtime/exec/steps/feed.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/signature.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"

namespace typhon::steps {
namespace {

// A site that has met more callees than this keeps the general form.
constexpr uint64_t kMaxCallees = 8;

struct Learned {
  uint64_t callee = 0;  // the first feedback word; 0: nothing worth recording
  uint64_t detail = 0;  // the second one without the count
  Op op;                // specialised form, or the base
  Value keep;           // object to keep alive with the code
};

// How a native function can take arguments that lie in a window.
enum class Fit : uint8_t {
  No,
  Window,  // exactly these, where they are
  Filled,  // with defaults, or with *args behind them: callFilledPy
};
Fit fitOf(Thread* t, NativeFunction* f, const Value* args, size_t argc) {
  if (!f->def->fn) return Fit::No;  // T.__new__ has no function of its own
  const Signature* s = signatureFor(t, f);
  bool bound = f->owner && !f->self.isUnbound();
  size_t given = argc + (bound ? 1 : 0);
  bool exact = s->plain && given == s->positionalCount && !bound;
  if (!exact && !fillsPositionally(*s, given)) return Fit::No;
  if (f->owner && !bound) {
    bool receives = !(f->def->flags & NativeDef::kClassMethod) && argc && args[0].isObject() && isInstance(args[0], f->owner);
    if (!receives) return Fit::No;
  }
  return exact ? Fit::Window : Fit::Filled;
}

// The frequent native functions that have a form of their own, for calls that a window of `argc` arguments fits; the form that
// others have otherwise.
Op formOfNative(const NativeFunction* f, const Value* args, size_t argc, Op otherwise) {
  std::string_view name = f->def->name;
  if (f->owner)
    return f->owner == types::list && args[0].asObject()->shape == kShapeOf_list && name == "append" ? Op::CALL_METHOD_APPEND
                                                                                                     : otherwise;
  return argc == 1 && name == "len" && isExactStr(f->module) && equals(f->module.as<Str>(), "builtins") ? Op::CALL_LEN
                                                                                                        : otherwise;
}

// A class that constructNativePy makes instances of.
bool isNativeConstructor(Type* type) {
  return typeOf(type) == types::type && type->typeFlags & kNativeType && !(type->typeFlags & kDisallowNew) &&
         (type == types::type || type->slots.create);
}

}  // namespace

Resumer resumerOf(Value callee, const Value* args, size_t argc, bool selfInFront) {
  auto* f = dynCast<NativeFunction>(callee);
  if (!f || argc == 0 || !isa<Generator>(args[0]) || args[0].as<Generator>()->flavour == 2) return Resumer::None;
  std::string_view name = f->def->name;
  if (selfInFront) return argc == 2 && f->owner && f->self.isUnbound() && name == "send" ? Resumer::Send : Resumer::None;
  bool builtin = !f->owner && isExactStr(f->module) && equals(f->module.as<Str>(), "builtins");
  return argc == 1 && builtin && name == "next" && args[0].as<Generator>()->flavour == 0 ? Resumer::Next : Resumer::None;
}

uint64_t boundCallee(const BoundMethod* m) { return Value(m->function.as<Function>()->code).bits() + kBoundCallee; }

void specialiseCall(Thread* t, Frame* frame, Word* pc, Value callee, const Value* args, size_t argc, bool selfInFront) {
  bool method = bytecode::info(pc->op).base == Op::CALL_METHOD;
  Learned l;
  l.op = method ? Op::CALL_METHOD : Op::CALL;
  if (isa<Function>(callee)) {
    Code* code = callee.as<Function>()->code;
    l.callee = Value(code).bits();
    l.keep = Value(code);
    if (code->simpleArguments && argc <= code->argCount) l.op = method ? Op::CALL_METHOD_PYTHON : Op::CALL_PYTHON;
  } else if (isa<NativeFunction>(callee)) {
    NativeFunction* f = callee.as<NativeFunction>();
    l.callee = reinterpret_cast<uint64_t>(f->def) + kNativeCallee;
    Fit fit = fitOf(t, f, args, argc);
    bool receiver = f->owner && f->self.isUnbound();
    if (fit != Fit::No && receiver == selfInFront) {
      if (fit == Fit::Window)
        l.op = method && !selfInFront ? Op::CALL_METHOD_NATIVE
               : method               ? formOfNative(f, args, argc, Op::CALL_METHOD_NATIVE)
                                      : formOfNative(f, args, argc, Op::CALL_NATIVE);
      else
        l.op = method ? Op::CALL_METHOD_NATIVE_FILL : Op::CALL_NATIVE_FILL;
      if (receiver) l.detail = args[0].asObject()->shape;
    }
  } else if (isa<BoundMethod>(callee)) {
    BoundMethod* m = callee.as<BoundMethod>();
    Code* code = m->function.as<Function>()->code;
    l.callee = boundCallee(m);
    l.keep = Value(code);
    if (!method && code->simpleArguments && argc + 1 <= code->argCount) l.op = Op::CALL_BOUND;
  } else if (isa<Type>(callee)) {
    l.callee = callee.bits();
    l.keep = callee;
    Type* type = callee.as<Type>();
    if (Function* init = plainConstructor(type)) {
      AttributeCache* cache = allocateInternal<AttributeCache>(t);
      if (!cache) return clearPending(t);
      cache->version = type->version;
      cache->type = type;
      cache->extra = Value(init);
      cache->cell = nullptr;
      if (!keepForFeedback(t, frame->code, callee, Value(cache))) return clearPending(t);
      l.detail = reinterpret_cast<uint64_t>(cache);
      if (!selfInFront) l.op = method ? Op::CALL_METHOD_TYPE : Op::CALL_TYPE;
    } else if (isNativeConstructor(type) && !selfInFront) {
      l.op = method ? Op::CALL_METHOD_NATIVE_TYPE : Op::CALL_NATIVE_TYPE;
    }
  } else if (isa<Instance>(callee)) {
    l.callee = uint64_t{callee.asObject()->shape} << 3 | kInstanceCallee;
  }
  // A generator whose consumer is known: what is passed besides self is that alone.
  size_t own = selfInFront ? 1 : 0;
  if (argc == own + 1 && isa<Generator>(args[own]) && args[own].as<Generator>()->flavour == 0 && !hasPrefix(frame->code, pc) &&
      consumerOf(callee, selfInFront ? args[0] : Value::unbound()) != Consumer::None)
    l.op = method ? Op::CALL_METHOD_FEED : Op::CALL_FEED;
  switch (resumerOf(callee, args, argc, selfInFront)) {
    case Resumer::None:
      break;
    case Resumer::Next:
      if (!method) l.op = Op::CALL_NEXT;
      break;
    case Resumer::Send:
      if (method) l.op = Op::CALL_METHOD_SEND;
      break;
  }
  uint64_t attempts = callAttempts(pc[2].bits);
  if (pc[1].bits != 0 && (pc[1].bits != l.callee || l.detail != callDetail(pc[2].bits))) {
    if (++attempts > kMaxCallees) {
      pc[2].bits = kMegamorphicCall << 48;
      pc->op = method ? Op::CALL_METHOD : Op::CALL;
      return;
    }
  }
  if (l.callee == 0) return;
  if (pc[1].bits != l.callee && !l.keep.isUnbound() && !keepForFeedback(t, frame->code, l.keep)) return clearPending(t);
  pc[1].bits = l.callee;
  pc[2].bits = l.detail | attempts << 48;
  pc->op = l.op;
}

void noteStarCallee(Thread* t, Frame* frame, Word* pc, Function* callee) {
  Value code(callee->code);
  if (pc[1].bits) {
    pc[1].bits = kSeveralCallees;
  } else if (keepForFeedback(t, frame->code, code)) {
    pc[1].bits = code.bits();
  } else {
    clearPending(t);
  }
}

}  // namespace typhon::steps
