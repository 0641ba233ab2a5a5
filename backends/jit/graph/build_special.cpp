// Operators whose operands are instances of classes written in Python: the special method that the site has met is called like
// any other function, and may be inlined.
#include "backends/jit/graph/builder.h"
#include "runtime/ops/compare_numbers.h"
#include "runtime/exec/steps/operators.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {

// The class of the instances that were always met on one side; null if there were others.
typhon::Type* classOf(uint64_t bits, uint64_t shape) {
  if (bits != kSawOther || shape == 0 || shape == kManyShapes || shape == kManyContainers || !shapeTable[shape]) return nullptr;
  typhon::Type* type = shapeTable[shape]->type;
  return type->typeFlags & kNativeType ? nullptr : type;
}

bool onlyImmediate(uint64_t bits) { return bits && !(bits & ~uint64_t{kSawSmallInt | kSawFloat | kSawBool}); }

}  // namespace

// Where the class has a method of the name that is written in Python; or null.
Cell* Builder::methodCell(typhon::Type* type, Str* name) {
  Cell* cell = typeLookupCell(type, name);
  return cell && isa<typhon::Function>(cell->value) ? cell : nullptr;
}

// Guards that `other`, of which the site has met `bits` and `shape`, is of no class that derives from `type` without being it:
// such an operand's reflected method would come first. False if nothing is known of it.
bool Builder::checkUnrelated(Node* other, uint64_t bits, uint64_t shape, typhon::Type* type) {
  if (other->type != Rep::Any) return true;
  if (onlyImmediate(bits)) {
    refine(other, guard(NodeOp::CheckImmediate, Rep::Any, {other}));
    return true;
  }
  typhon::Type* own = classOf(bits, shape);
  if (!own || (own != type && isSubtype(own, type) && !planted(Plant::reflected_late))) return false;
  refine(other, guard(NodeOp::CheckShape, Rep::Any, {other}, shape));
  if (own != type) guard(NodeOp::CheckVersion, Rep::None, {}, Value(own).bits(), own->version);
  return true;
}

// Calls the method in `cell` of `self`, which has the shape; then `declined` goes on if it has returned NotImplemented. `kept`:
// the registers of the operands. Null, and nothing done but checks, if that does not go.
Node* Builder::callOperator(Cell* cell, typhon::Type* type, Node* self, Node* other, Continuation continuation,
                            std::vector<uint32_t> kept, HelperId declined, uint64_t operation, Node* a, Node* b) {
  Value held = cell->value;
  guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
  guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), held.bits());
  Target t;
  t.function = held.as<typhon::Function>();
  t.code = t.function->code;
  t.window = code_->registerCount;
  t.arguments = {self, other};
  t.continuation = continuation;
  t.kept = std::move(kept);
  if (!prepare(t)) return nullptr;
  Node* v = callFunction(t);
  if (v->op == NodeOp::NewInstance || v->type != Rep::Any || planted(Plant::operator_declined)) return v;
  Node* no = add(NodeOp::IsBits, Rep::Bool, {v}, notImplemented.bits());
  add(NodeOp::Branch, Rep::None, {no});
  Block *before = current_, *rest = newBlock(), *direct = newBlock();
  rest->cold = true;
  startNew(rest, before);
  startNew(direct, before);
  Join join;
  current_ = rest;
  meet(join, helper(declined, {number(operation), a, b}));
  current_ = direct;
  meet(join, v);
  return afterJoin(join);
}

// a <op> b by a special method of a class; null if the site has not met just that.
Node* Builder::binaryMethod(BinaryOp op, bool inplace, Node* a, Node* b) {
  if (!mayGuess() || !info(d_.op).feedbackWords) return nullptr;
  uint64_t seen = feedback(), left = seen & 0xff, right = seen >> 8 & 0xff;
  uint64_t operation = static_cast<uint64_t>(op) | (inplace ? 256 : 0);
  std::vector<uint32_t> kept = {d_.b};
  if (info(d_.op).c == bytecode::Operand::R) kept.push_back(d_.c);
  auto withContinuation = [&](Continuation c) { return operation | static_cast<uint64_t>(c) << 16; };
  if (typhon::Type* type = classOf(left, leftShape(seen))) {
    Cell* cell = nullptr;
    Continuation continuation = Continuation::Binary;
    if (inplace) {
      Cell* own = typeLookupCell(type, steps::operatorName(op, 2));
      if (own && !own->value.isUnbound()) {
        if (!isa<typhon::Function>(own->value)) return nullptr;
        cell = own;
        continuation = Continuation::Inplace;
      }
    }
    if (!cell) cell = methodCell(type, steps::operatorName(op, 0));
    if (!cell) return nullptr;
    if (a != b && !checkUnrelated(b, right, rightShape(seen), type)) return nullptr;
    Node* self = guard(NodeOp::CheckShape, Rep::Any, {a}, leftShape(seen));
    refine(a, self);
    b = a == b ? self : operandAgain(b, false);
    return callOperator(cell, type, self, b, continuation, std::move(kept), HelperId::binary_declined,
                        withContinuation(continuation), self, b);
  }
  typhon::Type* type = classOf(right, rightShape(seen));
  if (!type || type->instanceKind != Kind::Instance || !onlyImmediate(left) || left & kSawBool) return nullptr;
  Cell* cell = methodCell(type, steps::operatorName(op, 1));
  if (!cell) return nullptr;
  if (a->type != Rep::Int && a->type != Rep::Float) {
    Node* number = guard(NodeOp::CheckImmediateNumber, Rep::Any, {a});
    refine(a, number);
    a = number;
  }
  Node* self = guard(NodeOp::CheckShape, Rep::Any, {b}, rightShape(seen));
  refine(b, self);
  return callOperator(cell, type, self, a, Continuation::BinaryRight, std::move(kept), HelperId::binary_declined,
                      withContinuation(Continuation::BinaryRight), a, self);
}

// The same of a comparison; `branches`: the instruction jumps.
Node* Builder::comparisonMethod(CompareOp op, Node* a, Node* b, bool branches) {
  if (!mayGuess()) return nullptr;
  uint64_t seen = feedback();
  typhon::Type* type = classOf(seen & 0xff, leftShape(seen));
  Cell* cell = type ? methodCell(type, specialMethodOf(op)) : nullptr;
  if (!cell) return nullptr;
  if (a != b && !checkUnrelated(b, seen >> 8 & 0xff, rightShape(seen), type)) return nullptr;
  Node* self = guard(NodeOp::CheckShape, Rep::Any, {a}, leftShape(seen));
  refine(a, self);
  b = a == b ? self : operandAgain(b, branches);
  std::vector<uint32_t> kept = {branches ? d_.a : d_.b};
  bytecode::Operand other = branches ? info(d_.op).b : info(d_.op).c;
  if (other == bytecode::Operand::R) kept.push_back(branches ? d_.b : d_.c);
  return callOperator(cell, type, self, b, branches ? Continuation::CompareBranch : Continuation::Compare, std::move(kept),
                      HelperId::compare_declined, static_cast<uint64_t>(op), self, b);
}

// Whether a and b are the same, where that is what == and != mean: instances of classes without such a method, and None. Null,
// and nothing done, if the site has met something else.
Node* Builder::comparisonOfIdentity(CompareOp op, Node* a, Node* b) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !mayGuess()) return nullptr;
  uint64_t seen = feedback(), left = seen & 0xff, right = seen >> 8 & 0xff;
  if (left != kSawOther || right != kSawOther || !leftShape(seen)) return nullptr;
  auto plain = [](typhon::Type* type) { return type->slots.compare == types::object->slots.compare; };
  typhon::Type *type = classOf(left, leftShape(seen)), *other = classOf(right, rightShape(seen));
  if ((type && !plain(type)) || (other && !plain(other))) return nullptr;
  if (!type || !other || state_.strikesAt(pc_)) {
    // Of several classes, which the first may be asked about wrongly.
    return leftShape(seen) == kManyShapes || rightShape(seen) == kManyShapes || type
               ? guard(NodeOp::CompareIdentity, Rep::Bool, {a, b})
               : nullptr;
  }
  auto checked = [&](Node* n, uint64_t shape, typhon::Type* known) {
    Node* instance = guard(NodeOp::CheckShape, Rep::Any, {n}, shape);
    refine(n, instance);
    guard(NodeOp::CheckVersion, Rep::None, {}, Value(known).bits(), known->version);
    return instance;
  };
  Node* x = checked(a, leftShape(seen), type);
  return add(NodeOp::Same, Rep::Bool, {x, a == b ? x : checked(b, rightShape(seen), other)});
}

// The call of the method `name` of `self`, which the site has met with that shape: `target` has its window, arguments and
// continuation. Null, and nothing done but checks, if it is no function written in Python, or not that plain.
Node* Builder::specialMethod(uint64_t shape, Str* name, Node* self, Target& t) {
  typhon::Type* type = classOf(kSawOther, shape);
  Cell* cell = type ? methodCell(type, name) : nullptr;
  if (!cell) return nullptr;
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {self}, shape);
  refine(self, checked);
  if (!planted(Plant::special_stale)) guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
  guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), cell->value.bits());
  t.function = cell->value.as<typhon::Function>();
  t.code = t.function->code;
  for (Node*& a : t.arguments)
    if (a == self) a = checked;
  t.arguments.insert(t.arguments.begin(), checked);
  return prepare(t) ? callFunction(t) : nullptr;
}

// The same for a subscript, whose frame lies behind this one.
Node* Builder::itemMethod(Str* name, Node* v, std::vector<Node*> arguments, Continuation continuation) {
  if (!mayGuess() || quick() != d_.op) return nullptr;
  Target t;
  t.window = code_->registerCount;
  t.arguments = std::move(arguments);
  t.continuation = continuation;
  return specialMethod(containerShape(feedback()), name, v, t);
}

// BEFORE_WITH of an instance that was made here: __enter__ is a known function, and so is what __exit__ is bound to. False:
// nothing is known.
bool Builder::enterContext(Node* manager) {
  if (!mayGuess() || manager->op != NodeOp::NewInstance) return false;
  typhon::Type* type = Value::fromBits(manager->bits).as<typhon::Type>();
  Cell *enter = methodCell(type, names::__enter__), *exit = methodCell(type, names::__exit__);
  if (!enter || !exit || !type->version) return false;
  // Its __init__ may have given it another class.
  if (!planted(Plant::special_stale)) guard(NodeOp::CheckTypeVersion, Rep::Any, {manager}, type->version);
  for (Cell* cell : {enter, exit}) guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), cell->value.bits());
  Target t;
  t.function = enter->value.as<typhon::Function>();
  t.code = t.function->code;
  t.window = code_->registerCount;
  t.arguments = {manager};
  t.destination = d_.a + 1;
  t.kept = {d_.a};
  if (!prepare(t)) return false;
  write(d_.a, allocating(HelperId::bind_method, {constant(exit->value), manager}));
  Node* entered = callFunction(t);
  write(d_.a + 1, entered);
  return true;
}

// The right operand once more, after checks have made more of it known.
Node* Builder::operandAgain(Node* b, bool branches) {
  bytecode::Operand kind = branches ? info(d_.op).b : info(d_.op).c;
  return kind == bytecode::Operand::R ? read(branches ? d_.b : d_.c) : b;
}

}  // namespace typhon::jit
