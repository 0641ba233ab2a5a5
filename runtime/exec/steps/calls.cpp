// Calls that are not the plain one: keywords, defaults, bound methods, classes, natives, star arguments.
#include <cstring>

#include "runtime/exec/steps/steps.h"
#include "runtime/exec/stack.h"
#include "runtime/memory/roots.h"
#include "runtime/object/signature.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/native_function.h"
#include "runtime/types/range.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {
namespace {

constexpr size_t kHeader = bytecode::kFrameHeaderWords;

Step finish(Value v, Value* out) {
  if (v.isError()) return Step::Failed;
  *out = v;
  return Step::Done;
}

// Loads the code of a function that is called for the first time. The window may reach beyond what the caller's call says is
// alive in it: a self has been put before the arguments.
bool completeForWindow(Thread* t, Code* code, const Value* arguments, size_t argc) {
  RootedVector alive(t);
  for (size_t i = 0; i < argc; ++i) TRY(alive.push(arguments[i]));
  return completeCode(t, code);
}

// Enters a Python function whose arguments lie behind `window`'s header, in place if the chunk has room.
Step enterWindow(Thread* t, Frame* frame, Value* window, Function* f, size_t argc, Tuple* kwNames, uint32_t destination,
                 Continuation continuation = Continuation::Store, Value extra = Value::unbound()) {
  Code* code = f->code;
  Value* registers = window + kHeader;
  if (!code->words && !completeForWindow(t, code, registers, argc)) [[unlikely]]
    return Step::Failed;
  Args args{registers, argc - (kwNames ? kwNames->length : 0), kwNames};
  if (registers + code->registerCount + kStackSlack > t->stackLimit) {
    Frame* pushed = pushCall(t, f, args, continuation, destination);
    if (!pushed) return Step::Failed;
    pushed->locals = extra;
    return Step::Pushed;
  }
  if (t->recursion >= t->recursionLimit) {
    (void)raise(t, exc::RecursionError, "maximum recursion depth exceeded");
    return Step::Failed;
  }
  ++t->recursion;
  Frame* callee = reinterpret_cast<Frame*>(window);
  callee->function = f;
  callee->code = code;
  callee->pc = code->words;
  callee->caller = frame;
  callee->state = 0;
  callee->continuation = continuation;
  callee->destination = destination;
  callee->locals = extra;
  t->frame = callee;
  if (!bindArguments(t, f, args, registers)) {
    popFrame(t);
    return Step::Failed;
  }
  // What ENTER does, unless more follows from it (a compiling engine counts once more when it is handed the frame).
  if (code->hotness + 2 < code->hotLimit && t->poll.load(std::memory_order_relaxed) == 0) {
    ++code->hotness;
    callee->pc += wordsOf(Op::ENTER);
  }
  return Step::Pushed;
}

// Puts `self` in front of the arguments of a window, whose callable becomes the function.
void shiftWindow(Value* window, size_t argc, Value function, Value self) {
  Value* registers = window + kHeader;
  std::memmove(static_cast<void*>(registers + 1), registers, argc * sizeof(Value));
  registers[0] = self;
  window[0] = function;
}

bool isPlainClass(Type* type) {
  return callsAsType(type) && type->slots.create == types::object->slots.create &&
         !(type->typeFlags & (kAbstract | kDisallowNew | kNativeType)) && type->instanceKind == Kind::Instance;
}

// Makes the instance of a plain class here and enters its __init__, so that construction takes no C++ stack. False when the class
// is not that plain.
bool constructInPlace(Thread* t, Frame* frame, Type* type, Value* window, size_t argc, Tuple* kwNames, uint32_t destination,
                      Step* step, Value* out) {
  if (!isPlainClass(type)) return false;
  Value init = typeLookup(type, names::__init__);
  bool none = type->slots.init == types::object->slots.init && argc == 0;
  if (!isa<Function>(init) && !none) return false;
  Object* self = allocateInstance(t, type, sizeof(Instance));
  if (!self) {
    *step = Step::Failed;
  } else if (none) {
    *out = Value(self);
    *step = Step::Done;
  } else {
    shiftWindow(window, argc, init, Value(self));
    *step = enterWindow(t, frame, window, init.as<Function>(), argc + 1, kwNames, destination, Continuation::InitReturnsSelf,
                        Value(self));
  }
  return true;
}

}  // namespace

bool fillDefaults(const Function* f, Value* registers, size_t given) {
  size_t count = f->code->argCount, missing = count - given;
  if (given > count || missing >= kStackSlack || !f->defaults || f->defaults->length < missing) return false;
  const Value* defaults = f->defaults->items + f->defaults->length - missing;
  for (size_t i = 0; i < missing; ++i) registers[given + i] = defaults[i];
  return true;
}

bool callsAsType(const Type* type) { return typeOf(type)->slots.call == types::type->slots.call; }

Function* plainConstructor(Type* type) {
  if (!isPlainClass(type)) return nullptr;
  Value init = typeLookup(type, names::__init__);
  return isa<Function>(init) ? init.as<Function>() : nullptr;
}

Step enterInit(Thread* t, Frame* frame, Value* window, Function* init, size_t argc, uint32_t destination, Value self, Value*) {
  return enterWindow(t, frame, window, init, argc, nullptr, destination, Continuation::InitReturnsSelf, self);
}

Value constructNativePy(Thread* t, Type* type, const Value* args, size_t argc) {
  if (argc == 1) {
    Value v = args[0];
    if (type == types::type) return Value(typeOf(v));
    if (type == types::str) return Value(TRY(strPy(t, v)));
    if (type == types::int_) {
      if (v.isSmallInt()) return v;
      if (v.isImmediateFloat()) return intFromDouble(t, v.asImmediateFloat());
    } else if (type == types::float_) {
      if (v.isImmediateFloat()) return v;
      if (v.isSmallInt()) return makeFloat(t, static_cast<double>(v.asSmallInt()));
    } else if (type == types::bool_) {
      return Value::boolean(TRY(truthPy(t, v)));
    }
  }
  if (type == types::range && argc - 1 < 2 && args[0].isSmallInt() && args[argc - 1].isSmallInt())
    return Value(TRY(makeRange(t, argc == 1 ? Value::smallInt(0) : args[0], args[argc - 1], Value::smallInt(1))));
  Args given{args, argc, nullptr};
  NativeCall guard(t, " while calling a Python object");
  if (!guard.ok()) return Raised{};
  if (type == types::type) return type->slots.call(t, Value(type), given);
  Value made = TRY(type->slots.create(t, type, given));
  Type* madeType = typeOf(made);
  if (madeType != type && !isSubtype(madeType, type)) return made;
  if (madeType->slots.init == types::object->slots.init && madeType->typeFlags & kNativeType) return made;
  if (auto init = madeType->slots.init) TRY(init(t, made, given));
  return made;
}

Value callNativeWindow(Thread* t, NativeFunction* f, Value* args, size_t argc) {
  // Exactly the positional arguments of a plain signature: they are where the function wants them.
  const Signature* s = f->signature;
  if (s && s->plain && argc == s->positionalCount) {
    if (!f->owner) return f->def->fn(t, args, argc);
    if (f->self.isUnbound() && !(f->def->flags & NativeDef::kClassMethod) && argc && isInstance(args[0], f->owner))
      return f->def->fn(t, args, argc);
  }
  return callNativePy(t, f, Args{args, argc, nullptr});
}

Value callFilledWindow(Thread* t, NativeFunction* f, const Value* args, size_t argc) {
  // Most have few parameters and leave one or two of them out.
  constexpr size_t kFew = 4;
  const Signature* s = f->signature;
  size_t own = f->owner && !f->self.isUnbound() ? 1 : 0;
  if (s && argc + own <= s->positionalCount && s->defaults.size() <= kFew) [[likely]] {
    size_t count = s->defaults.size();
    const Value* defaults = s->defaults.data();
    Value all[kFew];
    if (own) all[0] = f->self;
#pragma clang loop vectorize(disable) unroll(disable)
    for (size_t i = own; i < count; ++i) all[i] = i < argc + own ? args[i - own] : defaults[i];
    return f->def->fn(t, all, count);
  }
  return callFilledPy(t, *f->def, *signatureFor(t, f), f->owner ? f->self : Value::unbound(), args, argc);
}

Step callWindow(Thread* t, Frame* frame, Value* window, size_t argc, Tuple* kwNames, uint32_t destination, Value* out) {
  Value callee = window[0];
  Args args{window + kHeader, argc - (kwNames ? kwNames->length : 0), kwNames};
  if (callee.isObject()) {
    switch (callee.asObject()->kind) {
      case Kind::Function:
        return enterWindow(t, frame, window, callee.as<Function>(), argc, kwNames, destination);
      case Kind::NativeFunction:
        if (!kwNames) return finish(callNativeWindow(t, callee.as<NativeFunction>(), window + kHeader, argc), out);
        return finish(callNativePy(t, callee.as<NativeFunction>(), args), out);
      case Kind::BoundMethod: {
        // With self the window may reach beyond the frame's registers: only a frame that begins in it may use it so. What any
        // other callable calls would lie on top of its arguments.
        BoundMethod* m = callee.as<BoundMethod>();
        if (!isa<Function>(m->function)) break;
        shiftWindow(window, argc, m->function, m->self);
        return enterWindow(t, frame, window, m->function.as<Function>(), argc + 1, kwNames, destination);
      }
      case Kind::Type: {
        Step step;
        if (constructInPlace(t, frame, callee.as<Type>(), window, argc, kwNames, destination, &step, out)) return step;
        break;
      }
      default: {
        // An instance whose class defines __call__ in Python.
        Type* type = typeOf(callee);
        if (!(type->typeFlags & kNativeType)) {
          Value call = typeLookup(type, names::__call__);
          if (isa<Function>(call)) {
            shiftWindow(window, argc, call, callee);
            return enterWindow(t, frame, window, call.as<Function>(), argc + 1, kwNames, destination);
          }
        }
      }
    }
  }
  return finish(callPy(t, callee, args), out);
}

Step callMethodWindow(Thread* t, Frame* frame, Value* window, size_t argc, Tuple* kwNames, uint32_t destination, Value* out) {
  if (!window[kHeader].isUnbound()) return callWindow(t, frame, window, argc + 1, kwNames, destination, out);
  // Nothing to pass: an ordinary call whose window begins one register later.
  window[1] = window[0];
  return callWindow(t, frame, window + 1, argc, kwNames, destination, out);
}

namespace {

// Whether callWindow enters a Python function for this callee, whatever the arguments.
bool entersFrame(Value callee) {
  if (isa<BoundMethod>(callee)) return isa<Function>(callee.as<BoundMethod>()->function);
  return isa<Function>(callee) || (isa<Type>(callee) && plainConstructor(callee.as<Type>()));
}

}  // namespace

Step callExWindow(Thread* t, Frame* frame, Value* window, uint32_t destination, Value* out) {
  Value callee = window[0];
  Tuple* positional = window[kHeader].as<Tuple>();
  Value keywords = window[kHeader + 1];
  Dict* dict = keywords.isUnbound() ? nullptr : keywords.as<Dict>();
  size_t named = dict ? dict->used : 0, total = positional->length + named;
  // Spread out in a window behind the frame, where the callee's frame will be. No Python code runs before it is pushed.
  Value* behind = frame->registers() + frame->code->registerCount;
  if (entersFrame(callee) && behind + kHeader + total + kStackSlack <= t->stackLimit) [[likely]] {
    Tuple* names = nullptr;
    Value* values = behind + kHeader;
    if (named) {
      names = makeTuple(t, named);
      if (!names) return Step::Failed;
      size_t position = 0, i = 0;
      Value key, value;
      while (i < named && dictNext(dict, &position, &key, &value)) {
        if (!isa<Str>(key)) {
          (void)raise(t, exc::TypeError, "keywords must be strings");
          return Step::Failed;
        }
        names->items[i] = key;
        values[positional->length + i++] = value;
      }
      writeBarrier(names);
    }
    behind[0] = callee;
    for (size_t i = 0; i < positional->length; ++i) values[i] = positional->items[i];
    return callWindow(t, frame, behind, total, names, destination, out);
  }
  if (!isa<Function>(callee)) {
    if (!isCallable(callee)) {
      (void)raise(t, exc::TypeError, "'{}' object is not callable", typeName(callee));
      return Step::Failed;
    }
    return finish(callExPy(t, callee, positional, dict), out);
  }
  if (!dict || dict->used == 0)
    return callValues(t, callee, Args{positional->items, positional->length, nullptr}, Continuation::Store, destination, out);
  RootedVector values(t);
  for (size_t i = 0; i < positional->length; ++i)
    if (!values.push(positional->items[i])) return Step::Failed;
  Tuple* kwNames = makeTuple(t, dict->used);
  if (!kwNames) return Step::Failed;
  size_t position = 0, count = 0;
  Value key, value;
  while (dictNext(dict, &position, &key, &value)) {
    if (!isa<Str>(key)) {
      (void)raise(t, exc::TypeError, "keywords must be strings");
      return Step::Failed;
    }
    kwNames->items[count++] = key;
    writeBarrier(kwNames);
    if (!values.push(value)) return Step::Failed;
  }
  return callValues(t, callee, Args{values.data(), positional->length, kwNames}, Continuation::Store, destination, out);
}

Step callValues(Thread* t, Value callable, const Args& args, Continuation continuation, uint32_t destination, Value* out) {
  if (isa<Function>(callable))
    return pushCall(t, callable.as<Function>(), args, continuation, destination) ? Step::Pushed : Step::Failed;
  if (isa<BoundMethod>(callable) && isa<Function>(callable.as<BoundMethod>()->function) && args.total() < 8) {
    BoundMethod* m = callable.as<BoundMethod>();
    Value values[9] = {m->self};
    for (size_t i = 0; i < args.total(); ++i) values[i + 1] = args.values[i];
    return pushCall(t, m->function.as<Function>(), Args{values, args.positional + 1, args.keywords}, continuation, destination)
               ? Step::Pushed
               : Step::Failed;
  }
  return finish(callPy(t, callable, args), out);
}

}  // namespace typhon::steps
