// Exceptions that are made, matched and handled in compiled code: instances of classes whose arguments BaseException keeps are
// made without a call, `except` compares classes, and what is being handled is a word of the thread.
#include "backends/jit/graph/builder.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/types/exception.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {

// Whether instances are made by BaseException's __new__, which takes anything.
bool isPlainException(const typhon::Type* type) {
  return type->shape == kShapeOf_type && type->typeFlags & kExceptionType &&
         type->slots.create == exc::BaseException->slots.create && !type->slots.finalize &&
         !(type->typeFlags & (kAbstract | kDisallowNew));
}

// The exception classes that an `except` with this node looks for; none if it is not known.
std::vector<typhon::Type*> classesOf(const Node* n) {
  std::vector<typhon::Type*> classes;
  auto add = [&](Value v) {
    bool is = isa<typhon::Type>(v) && v.as<typhon::Type>()->typeFlags & kExceptionType;
    if (is) classes.push_back(v.as<typhon::Type>());
    return is;
  };
  if (n->op == NodeOp::Constant && !n->more) {
    Value v = Value::fromBits(n->bits);
    if (!isa<Tuple>(v)) return add(v), classes;
    for (size_t i = 0; i < v.as<Tuple>()->length; ++i)
      if (!add(v.as<Tuple>()->items[i])) return {};
  } else if (n->op == NodeOp::NewTuple) {
    for (const Node* item : n->inputs)
      if (item->op != NodeOp::Constant || item->more || !add(Value::fromBits(item->bits))) return {};
  }
  return classes;
}

}  // namespace

// An instance of the class with these arguments; null: it is made in another way.
Node* Builder::newException(typhon::Type* type, const std::vector<Node*>& arguments) {
  if (!isPlainException(type)) return nullptr;
  Node* tuple = constant(Value(emptyTuple()));
  if (!arguments.empty()) {
    tuple = add(NodeOp::NewTuple, Rep::Any);
    tuple->inputs = arguments;
    tuple->shape = kShapeOf_tuple;
  }
  return allocating(HelperId::new_exception, {object(type), tuple});
}

// A call of an exception class; null: it goes the general way.
Node* Builder::constructException(typhon::Type* type, uint32_t window, const std::vector<Node*>& arguments, Tuple* names) {
  if (!isPlainException(type) || !type->version) return nullptr;
  bool plain = type->slots.init == exc::BaseException->slots.init && !names;
  Cell* init = plain ? nullptr : methodCell(type, names::__init__);
  if (!plain && !init) return nullptr;
  if (!(type->typeFlags & kNativeType)) guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
  if (plain) return newException(type, arguments);
  if (names) return nullptr;
  guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(init), init->value.bits());
  Target t;
  t.function = init->value.as<typhon::Function>();
  t.code = t.function->code;
  t.window = window;
  t.arguments = arguments;
  t.arguments.insert(t.arguments.begin(), nullptr);
  t.continuation = Continuation::InitReturnsSelf;
  if (!prepare(t)) return nullptr;
  // (__new__ keeps the arguments, until __init__ has others.)
  t.arguments[0] = t.extra = newException(type, arguments);
  return callFunction(t);
}

// RAISE of a class: the instance that it makes; otherwise e itself.
Node* Builder::exceptionOf(Node* e) {
  Value v = e->op == NodeOp::Constant && !e->more ? Value::fromBits(e->bits) : Value::none();
  auto* type = dynCast<typhon::Type>(v);
  if (!type || !isPlainException(type) || type->slots.init != exc::BaseException->slots.init) return e;
  if (!(type->typeFlags & kNativeType)) {
    if (!mayGuess() || !type->version) return e;
    guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
  }
  return newException(type, {});
}

// EXC_MATCH: as a rule the exception's class is the one that is looked for. Null: it is not known what is.
Node* Builder::matchException(Node* e, const Node* wanted) {
  std::vector<typhon::Type*> classes = classesOf(wanted);
  constexpr size_t kMostClasses = 4;
  if (classes.empty() || classes.size() > kMostClasses) return nullptr;
  Node* own = add(NodeOp::TypeOf, Rep::Any, {e});
  Join matched;
  for (const typhon::Type* type : classes) {
    Block* other = split(add(NodeOp::IsBits, Rep::Bool, {own}, Value(type).bits()));
    meet(matched, constant(Value::boolean(true)));
    current_ = other;
  }
  Node* derives = nullptr;
  for (const typhon::Type* type : classes) {
    derives =
        planted(Plant::except_exact) ? constant(Value::boolean(false)) : quickHelper(HelperId::exc_derives, {own, object(type)});
    if (type == classes.back()) break;
    Block* other = split(add(NodeOp::IsBits, Rep::Bool, {derives}, Value::boolean(true).bits()));
    meet(matched, constant(Value::boolean(true)));
    current_ = other;
  }
  meet(matched, derives);
  return afterJoin(matched);
}

// PUSH_EXC and POP_EXC: `e` is what is being handled from here on; what was before. A generator's own word needs a barrier.
Node* Builder::exchangeHandled(Node* e, HelperId general) {
  constexpr uint32_t kSuspends = bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator;
  bool owned = false;
  for (const Scope* s = scope_; s; s = s->outer) owned |= s->generator || s->code->flags & kSuspends;
  if (owned) return quickHelper(general, {e});
  if (planted(Plant::handled_kept) && general == HelperId::pop_exc) return e;
  return add(NodeOp::ExchangeHandled, Rep::Any, {e});
}

}  // namespace typhon::jit
