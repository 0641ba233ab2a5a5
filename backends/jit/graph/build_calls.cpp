// Calls of what is known: Python functions, inlined or called directly, constructors, native functions; up to four of them at one
// site.
#include <algorithm>
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/exec/keyword_parameters.h"
#include "runtime/exec/stack.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/signature.h"
#include "runtime/object/type.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;

}  // namespace

// The guards of a call of a Python function. Puts its arguments in the order of the parameters' registers, with what is missing:
// defaults, and the tuple and dict of *args and **kwargs. Nothing has happened when it says no.
bool Builder::prepare(Target& t) {
  constexpr size_t kMissing = ~size_t{0}, kMaxRest = 8;
  Code* code = t.code;
  if (!code->words) return false;
  size_t named = t.names ? t.names->length : 0, positional = t.arguments.size() - named;
  size_t wanted = code->argCount, parameters = wanted + code->keywordOnlyCount;
  size_t extra = positional > wanted ? positional - wanted : 0;
  if (extra > (code->flags & bytecode::kVarArgs ? kMaxRest : 0)) return false;
  if (t.window + kHeader + code->parameterCount > code_->registerCount + kStackSlack) return false;
  // Which argument each parameter gets.
  std::vector<size_t> given(parameters, kMissing);
  for (size_t i = 0; i < positional - extra; ++i) given[i] = i;
  for (size_t i = 0; i < named; ++i) {
    size_t p = keywordParameter(code, code->positionalOnlyCount, parameters, t.names->items[i]);
    if (p == parameters || given[p] != kMissing) return false;
    given[p] = positional + i;
  }
  Tuple* defaults = t.function ? t.function->defaults : nullptr;
  size_t count = defaults ? defaults->length : 0;
  bool missing = false;
  for (size_t p = 0; p < parameters; ++p) {
    if (given[p] != kMissing) continue;
    if (p < wanted) {
      if (p + count < wanted) return false;
      missing = true;
    } else {
      Dict* dict = t.function ? t.function->keywordDefaults : nullptr;
      if (!dict || dictGetStr(dict, code->localNames->items[p].as<Str>()).isUnbound()) return false;
    }
  }
  if (t.function) guard(NodeOp::CheckFunctionCode, Rep::None, {}, Value(t.function).bits(), Value(code).bits());
  if (missing && !planted(Plant::defaults_stale)) {
    Node* same = guard(NodeOp::CheckWord, Rep::None, {}, Value(t.function).bits(), reinterpret_cast<uint64_t>(defaults));
    same->offset = offsetof(typhon::Function, defaults);
  }
  std::vector<Node*> bound;
  for (size_t p = 0; p < parameters; ++p) {
    if (given[p] != kMissing) {
      bool inOrder = planted(Plant::keyword_order) && given[p] >= positional;
      bound.push_back(t.arguments[inOrder ? bound.size() : given[p]]);
    } else if (p < wanted) {
      bound.push_back(constant(defaults->items[p + count - wanted]));
    } else {
      // The dict may have changed since, or change.
      Node* name = constant(code->localNames->items[p]);
      Node* v = quickHelper(HelperId::keyword_default, {constant(Value(t.function)), name});
      bound.push_back(guard(NodeOp::CheckBound, Rep::Any, {v}));
    }
  }
  // What ENTER would do; tracing and signals want the interpreter.
  if (mayInline(code)) guard(NodeOp::Poll, Rep::None, {});
  if (code->flags & bytecode::kVarArgs) {
    if (extra) {
      Node* rest = add(NodeOp::NewTuple, Rep::Any);
      for (size_t i = wanted; i < positional; ++i) rest->inputs.push_back(t.arguments[i]);
      rest->shape = kShapeOf_tuple;
      bound.push_back(rest);
    } else {
      bound.push_back(constant(Value(emptyTuple())));
    }
  }
  if (code->flags & bytecode::kVarKeywords) bound.push_back(allocating(HelperId::new_dict, {}, kShapeOf_dict));
  t.arguments = std::move(bound);
  return true;
}

// A call that prepare() has approved of.
Node* Builder::callFunction(Target& t) {
  Node* v;
  if (mayInline(t.code)) {
    v = inlineCall(t);
  } else {
    for (uint32_t i = 0; i < t.arguments.size(); ++i)
      add(NodeOp::StoreRegister, Rep::None, {t.arguments[i]}, t.window + kHeader + i);
    if (t.function)
      v = add(NodeOp::CallFunction, Rep::Any, {}, t.window, Value(t.function).bits());
    else
      v = add(NodeOp::CallFunction, Rep::Any, {t.callee}, t.window, Value(t.code).bits());
  }
  if (t.continuation != Continuation::InitReturnsSelf) return v;
  if (!(v->op == NodeOp::Constant && v->bits == Value::kNoneBits)) helper(HelperId::check_init, {v});
  return t.extra;
}

Node* Builder::inlineCall(Target& t) {
  Scope* s = graph_.scope(scope_);
  graph_.inlinedWords += wordsToInline(t.code);
  s->function = t.function;
  s->callee = t.callee;
  s->code = t.code;
  s->base = scope_->base + t.window + kHeader;
  s->call = callState(t.kept);
  s->continuation = static_cast<uint8_t>(t.continuation);
  s->destination = t.destination == ~0u ? d_.a : t.destination;
  s->extra = t.extra;
  Join join;
  Builder inner(*this, s, join);
  inner.stopped_ = t.stopped;
  inner.findBlocks();
  inner.blocks_[0].leader = true;
  inner.current_ = current_;
  inner.registers_.assign(t.code->registerCount, nullptr);
  inner.add(NodeOp::EnterScope, Rep::None);
  for (uint32_t r = 0; r < t.code->localCount; ++r)
    inner.write(r, r < t.arguments.size() ? t.arguments[r] : inner.raw(Value::unbound().bits()));
  inner.jump(0);
  inner.walk();
  rangesFailed_ |= inner.rangesFailed_;
  inner.endStopBlock();
  return afterJoin(join);
}

Node* Builder::construct(typhon::Type* type, uint32_t window, std::vector<Node*> arguments, Tuple* names) {
  typhon::Function* init = steps::plainConstructor(type);
  if (type->shape != kShapeOf_type || type->slots.finalize) return nullptr;
  if (!init) {
    // Of a class written in Python that leaves all of it to object.
    bool plain = type->slots.create == types::object->slots.create && type->slots.init == types::object->slots.init &&
                 !(type->typeFlags & (kAbstract | kDisallowNew | kNativeType)) && type->instanceKind == Kind::Instance;
    if (!plain || !arguments.empty() || names) return nullptr;
    guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
    return add(NodeOp::NewInstance, Rep::Any, {}, Value(type).bits());
  }
  guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
  Target t;
  t.function = init;
  t.code = init->code;
  t.window = window;
  t.arguments = std::move(arguments);
  t.arguments.insert(t.arguments.begin(), nullptr);
  t.names = names;
  t.continuation = Continuation::InitReturnsSelf;
  if (!prepare(t)) return nullptr;
  Node* self = add(NodeOp::NewInstance, Rep::Any, {}, Value(type).bits());
  t.arguments[0] = t.extra = self;
  return callFunction(t);
}

// The call instruction's call, whatever is called.
Node* Builder::callGeneral(Node* callee, Node* self, bool method, bool keywords) {
  const bytecode::Decoded& d = d_;
  spill(d.b, keywords ? 2 : 1);
  spill(d.b + kHeader, d.c + (method ? 1 : 0));
  // (What the registers hold may be less than what is known.)
  if (read(d.b) != callee) add(NodeOp::StoreRegister, Rep::None, {callee}, d.b);
  if (method && read(d.b + kHeader) != self) add(NodeOp::StoreRegister, Rep::None, {self}, d.b + kHeader);
  mayTrace_ = true;
  if (mayGuess() && (quick() == Op::CALL_FEED || quick() == Op::CALL_METHOD_FEED))
    return helper(HelperId::call_feed, {number(d.b), number(method)});
  HelperId id = method     ? (keywords ? HelperId::call_method_kw : HelperId::call_method)
                : keywords ? HelperId::call_kw
                           : HelperId::call;
  return helper(id, {number(d.b), number(d.c)});
}

// A CALL_METHOD where it is not known whether there is a receiver, nor, as a rule, what is called.
Node* Builder::callMethodUnsure(Node* callee, Node* self) {
  const bytecode::Decoded& d = d_;
  auto known = std::find_if(methodWays_.begin(), methodWays_.end(), [&](const auto& entry) { return entry.first == callee; });
  bool guesses = quick() == Op::CALL_METHOD_PYTHON || quick() == Op::CALL_METHOD_TYPE || quick() == Op::CALL_METHOD_NATIVE_TYPE;
  if (known == methodWays_.end() && !guesses) return callGeneral(callee, self, true, false);
  std::vector<uint64_t> ways = known == methodWays_.end() ? std::vector<uint64_t>{} : known->second;
  std::vector<Node*> before = registers_;
  Join join;
  Block* rest = newBlock();
  auto split = [&](Node* condition, Block* yes, Block* no) {
    add(NodeOp::Branch, Rep::None, {condition});
    Block* from = current_;
    startNew(yes, from);
    startNew(no, from);
  };
  Block* receiver = newBlock();
  rest->cold = true;
  split(add(NodeOp::IsBits, Rep::Bool, {self}, Value::kUnboundBits), rest, receiver);
  current_ = receiver;
  std::vector<Node*> arguments = {self};
  for (uint32_t i = 0; i < d.c; ++i) arguments.push_back(read(d.b + kHeader + 1 + i));
  for (uint64_t way : ways) {
    Block *fits = newBlock(), *other = newBlock();
    split(add(NodeOp::IsBits, Rep::Bool, {callee}, way), fits, other);
    current_ = fits;
    Node* v = callConstant(Value::fromBits(way), d.b, arguments);
    registers_ = before;
    if (!v) v = callGeneral(callee, self, true, false);
    meet(join, v);
    current_ = other;
  }
  Node* v = ways.empty() ? callKnown(callee, d.b, arguments, true) : nullptr;
  registers_ = before;
  if (v) {
    meet(join, v);
  } else {
    add(NodeOp::Jump, Rep::None);
    startNew(rest, current_);
  }
  current_ = rest;
  v = callGeneral(callee, self, true, false);
  meet(join, v);
  return afterJoin(join);
}

typhon::Type* Builder::typeKnown(Node* n) {
  if (n->op == NodeOp::CheckShape) return shapeTable[n->bits]->type;
  if (n->shape) return shapeTable[n->shape]->type;
  if (n->op == NodeOp::Constant && !n->more) return typeOf(Value::fromBits(n->bits));
  return nullptr;
}

namespace {
// The functions of sys, sys.monitoring and _lsprof may turn tracing on, and breakpoint() calls one.
bool mayTurnTracingOn(const NativeFunction* f) {
  if (f->owner) return equals(f->owner->name, "Profiler");
  auto* module = dynCast<Str>(f->module);
  return module && (equals(module, "sys") || equals(module, "sys.monitoring") || f->def->name == std::string_view("breakpoint"));
}
}  // namespace

Node* Builder::callNative(NativeFunction* f, uint32_t window, const std::vector<Node*>& arguments) {
  if (!f->def->fn) return nullptr;
  if (Node* v = intrinsic(f, arguments)) return v;
  if (Node* v = resumeCall(f, arguments)) return v;
  if (resumesGenerator()) return nullptr;
  const Signature* s = f->signature;
  if (!s) return nullptr;
  bool bound = f->owner && !f->self.isUnbound();
  bool exact = s->plain && arguments.size() == s->positionalCount && !bound;
  if (!exact && !fillsPositionally(*s, arguments.size() + (bound ? 1 : 0))) return nullptr;
  if (f->owner && !bound) {
    // The receiver's class must be known to be the owner's.
    typhon::Type* type = arguments.empty() ? nullptr : typeKnown(arguments[0]);
    if (!type || f->def->flags & NativeDef::kClassMethod || !isSubtype(type, f->owner)) return nullptr;
  }
  mayTrace_ |= mayTurnTracingOn(f);
  auto general = [&] {
    for (uint32_t i = 0; i < arguments.size(); ++i) add(NodeOp::StoreRegister, Rep::None, {arguments[i]}, window + kHeader + i);
    Node* n = exact ? add(NodeOp::CallNative, Rep::Any, {constant(Value(f))}, window, reinterpret_cast<uint64_t>(f->def->fn))
                    : add(NodeOp::CallFilled, Rep::Any, {constant(Value(f))}, window);
    n->inputs.push_back(number(arguments.size()));
    return n;
  };
  Node* quick = lookup(f, arguments);
  return quick ? orGeneral(quick, general) : general();
}

// An instance of a native class that no class written in Python has a say in.
Node* Builder::callNativeClass(typhon::Type* type, uint32_t window, const std::vector<Node*>& arguments) {
  if (type->shape != kShapeOf_type || !(type->typeFlags & kNativeType) || type->typeFlags & kDisallowNew ||
      !(type == types::type || type->slots.create))
    return nullptr;
  if (type == types::range)
    if (Node* range = newRange(arguments)) return range;
  if (type == types::complex && mayGuess())
    if (Node* made = newComplex(arguments)) return made;
  if (arguments.size() == 1) {
    // What is of the type already, and conversions of numbers.
    Node* v = arguments[0];
    if (type == types::int_ && v->type == Rep::Int) return v;
    if (type == types::int_ && v->type == Rep::Float && mayGuess()) return guard(NodeOp::FloatToInt, Rep::Int, {v});
    if (type == types::float_ && v->type == Rep::Float) return v;
    if (type == types::float_ && v->type == Rep::Int) return add(NodeOp::IntToFloat, Rep::Float, {v});
    if (type == types::bool_) return truth(v);
    if (type == types::type) {
      typhon::Type* known = typeKnown(v);
      return known ? object(known) : add(NodeOp::TypeOf, Rep::Any, {v});
    }
    if (type == types::str && v->shape == kShapeOf_str) return v;
    if (type == types::str && v->type != Rep::Any) return allocating(HelperId::convert, {v, number(1)}, kShapeOf_str);
  }
  if (resumesGenerator()) return nullptr;
  for (uint32_t i = 0; i < arguments.size(); ++i) add(NodeOp::StoreRegister, Rep::None, {arguments[i]}, window + kHeader + i);
  Node* n = add(NodeOp::CallFilled, Rep::Any, {object(type)}, window);
  n->inputs.push_back(number(arguments.size()));
  // Making an instance of one of these gives exactly that.
  n->shape = type == types::list    ? kShapeOf_list
             : type == types::dict  ? kShapeOf_dict
             : type == types::set   ? kShapeOf_set
             : type == types::range ? kShapeOf_range
             : type == types::tuple ? kShapeOf_tuple
                                    : 0;
  return n;
}

// A call of a bound method: of one that was bound here, or of the function that the site has met.
Node* Builder::callBound(Node* callee, uint32_t window, std::vector<Node*> arguments, Tuple* names) {
  if (callee->op == NodeOp::Allocate && callee->bits == static_cast<uint64_t>(HelperId::bind_method)) {
    arguments.insert(arguments.begin(), callee->inputs[1]);
    return callConstant(Value::fromBits(callee->inputs[0]->bits), window, std::move(arguments), names);
  }
  if (quick() != Op::CALL_BOUND) return nullptr;
  Target t;
  t.code = Value::fromBits(feedback() - kBoundCallee).as<Code>();
  if (!t.code->words || !t.code->simpleArguments || arguments.size() + 1 != t.code->argCount) return nullptr;
  Node* bound = guard(NodeOp::CheckShape, Rep::Any, {callee}, kShapeOf_method);
  refine(callee, bound);
  Node* function = add(NodeOp::LoadField, Rep::Any, {bound}, offsetof(BoundMethod, function));
  Node* self = add(NodeOp::LoadField, Rep::Any, {bound}, offsetof(BoundMethod, self));
  t.callee = guard(NodeOp::CheckClosure, Rep::Any, {function}, Value(t.code).bits(), globalsOf(t.code));
  t.window = window;
  t.arguments = std::move(arguments);
  t.arguments.insert(t.arguments.begin(), self);
  return prepare(t) ? callFunction(t) : nullptr;
}

Node* Builder::callConstant(Value callee, uint32_t window, std::vector<Node*> arguments, Tuple* names) {
  if (!names && resumesGenerator())
    if (Node* v = consume(callee, arguments)) return v;
  if (isa<typhon::Function>(callee)) {
    Target t;
    t.function = callee.as<typhon::Function>();
    t.code = t.function->code;
    t.window = window;
    t.arguments = std::move(arguments);
    t.names = names;
    return prepare(t) ? callFunction(t) : nullptr;
  }
  if (isa<typhon::Type>(callee) && callee.as<typhon::Type>()->typeFlags & kExceptionType)
    if (Node* v = constructException(callee.as<typhon::Type>(), window, arguments, names)) return v;
  if (names)
    return isa<typhon::Type>(callee) ? construct(callee.as<typhon::Type>(), window, std::move(arguments), names) : nullptr;
  if (isa<NativeFunction>(callee)) return callNative(callee.as<NativeFunction>(), window, arguments);
  if (isa<typhon::Type>(callee)) {
    if (Node* v = callNativeClass(callee.as<typhon::Type>(), window, arguments)) return v;
    return construct(callee.as<typhon::Type>(), window, std::move(arguments), nullptr);
  }
  return nullptr;
}

Node* Builder::callKnown(Node* callee, uint32_t window, std::vector<Node*> arguments, bool method, Tuple* names) {
  if (callee->op == NodeOp::Constant) return callConstant(Value::fromBits(callee->bits), window, std::move(arguments), names);
  if (callee->op == NodeOp::SelectByShape || callee->op == NodeOp::SelectByVersion) {
    std::vector<uint64_t> ways;
    for (size_t i = 1; i < callee->words.size(); i += 2)
      if (std::find(ways.begin(), ways.end(), callee->words[i]) == ways.end()) ways.push_back(callee->words[i]);
    Join join;
    for (size_t i = 0; i < ways.size(); ++i) {
      Block* other = nullptr;
      if (i + 1 < ways.size()) {
        add(NodeOp::Branch, Rep::None, {add(NodeOp::IsBits, Rep::Bool, {callee}, ways[i])});
        Block* before = current_;
        Block* way = newBlock();
        other = newBlock();
        startNew(way, before);
        startNew(other, before);
        current_ = way;
      }
      Node* v = callConstant(Value::fromBits(ways[i]), window, arguments, names);
      if (!v) {
        add(NodeOp::StoreRegister, Rep::None, {constant(Value::fromBits(ways[i]))}, window);
        for (uint32_t a = 0; a < arguments.size(); ++a)
          add(NodeOp::StoreRegister, Rep::None, {arguments[a]}, window + kHeader + a);
        if (names) add(NodeOp::StoreRegister, Rep::None, {constant(Value(names))}, window + 1);
        v = helper(names ? HelperId::call_kw : HelperId::call, {number(window), number(arguments.size())});
      }
      meet(join, v);
      current_ = other;
    }
    return afterJoin(join);
  }
  // What the site has met so far.
  if (quick() == (method ? Op::CALL_METHOD_PYTHON : Op::CALL_PYTHON)) {
    Target t;
    t.code = Value::fromBits(feedback()).as<Code>();
    if (!t.code->words || !t.code->simpleArguments || arguments.size() > t.code->argCount) return nullptr;
    t.callee = guard(NodeOp::CheckClosure, Rep::Any, {callee}, feedback(), globalsOf(t.code));
    refine(callee, t.callee);
    t.window = window;
    t.arguments = std::move(arguments);
    // The defaults are those of the function that is called.
    for (size_t p = t.arguments.size(); p < t.code->argCount; ++p) {
      Node* v = quickHelper(HelperId::positional_default, {t.callee, number(p)});
      t.arguments.push_back(guard(NodeOp::CheckBound, Rep::Any, {v}));
    }
    return prepare(t) ? callFunction(t) : nullptr;
  }
  if (quick() == Op::CALL_TYPE || quick() == Op::CALL_METHOD_TYPE || quick() == Op::CALL_NATIVE_TYPE ||
      quick() == Op::CALL_METHOD_NATIVE_TYPE) {
    refine(callee, guard(NodeOp::CheckSame, Rep::Any, {callee}, feedback()));
    return callConstant(Value::fromBits(feedback()), window, std::move(arguments));
  }
  if (Node* v = names ? nullptr : callInstance(callee, window, arguments)) return v;
  return method ? nullptr : callBound(callee, window, std::move(arguments), names);
}

// A call of an instance whose class has a __call__ written in Python.
Node* Builder::callInstance(Node* callee, uint32_t window, std::vector<Node*> arguments) {
  uint64_t seen = feedback();
  if ((quick() != Op::CALL && quick() != Op::CALL_METHOD) || (seen & 7) != kInstanceCallee ||
      callAttempts(feedback(1)) == kMegamorphicCall)
    return nullptr;
  Target t;
  t.window = window;
  t.arguments = std::move(arguments);
  return specialMethod(seen >> 3, names::__call__, callee, t);
}

// A call with a tuple that was put together here, as a wrapper's *args are where it is inlined, and no keyword arguments.
Node* Builder::callStarred() {
  const bytecode::Decoded& d = d_;
  Node *callee = read(d.b), *tuple = read(d.b + kHeader), *named = read(d.b + kHeader + 1);
  bool unnamed = named->op == NodeOp::Constant || (named == empty_ && pc_ == emptyUntil_);
  if (!mayGuess() || !unnamed) return nullptr;
  std::vector<Node*> arguments;
  if (tuple->op == NodeOp::NewTuple)
    arguments = tuple->inputs;
  else if (tuple->op != NodeOp::Constant || tuple->bits != Value(emptyTuple()).bits())
    return nullptr;
  if (callee->op == NodeOp::Constant) return callConstant(Value::fromBits(callee->bits), d.b, std::move(arguments));
  if (!feedback() || feedback() == kSeveralCallees) return nullptr;
  Target t;
  t.code = Value::fromBits(feedback()).as<Code>();
  if (!t.code->words || !t.code->simpleArguments || arguments.size() != t.code->argCount) return nullptr;
  t.callee = guard(NodeOp::CheckClosure, Rep::Any, {callee}, feedback(), globalsOf(t.code));
  refine(callee, t.callee);
  t.window = d.b;
  t.arguments = std::move(arguments);
  return prepare(t) ? callFunction(t) : nullptr;
}

// The globals that the code's inline caches speak of, or 0.
uint64_t Builder::globalsOf(Code* code) {
  const bytecode::CodeUnit& unit = **code->unit;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    const bytecode::Word* word = code->words + pc + d.instruction;
    if (word->op == Op::LOAD_GLOBAL_CELL) return reinterpret_cast<uint64_t>(reinterpret_cast<Cell*>(word[1].bits)->owner);
    pc += d.words;
  }
  return 0;
}

}  // namespace typhon::jit
