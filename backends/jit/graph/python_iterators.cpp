// Loops over instances of classes with a __next__ written in Python: it is inlined, and where it raises StopIteration the loop
// ends, without an exception as a rule.
#include "backends/jit/graph/builder.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/exception.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {

// def __iter__(self): return self
bool returnsSelf(const Code* code) {
  const bytecode::CodeUnit& unit = **code->unit;
  if (!code->words || !code->simpleArguments || code->argCount != 1 || unit.code.empty()) return false;
  bytecode::Decoded enter = bytecode::decode(&unit.code[0]);
  if (enter.op != bytecode::Op::ENTER || enter.words >= unit.code.size()) return false;
  bytecode::Decoded d = bytecode::decode(&unit.code[enter.words]);
  return d.op == bytecode::Op::RETURN && d.a == 0;
}

}  // namespace

// GET_ITER: whether v, an instance that was made here, is its own iterator. Then the guards of that have been added.
bool Builder::iteratesItself(Node* v) {
  if (!mayGuess() || v->op != NodeOp::NewInstance) return false;
  typhon::Type* type = Value::fromBits(v->bits).as<typhon::Type>();
  Cell *iter = methodCell(type, names::__iter__), *next = methodCell(type, names::__next__);
  if (!iter || !next || !type->version || !returnsSelf(iter->value.as<typhon::Function>()->code)) return false;
  guard(NodeOp::Poll, Rep::None, {});
  // Its __init__ may have given it another class.
  guard(NodeOp::CheckTypeVersion, Rep::Any, {v}, type->version);
  typhon::Function* f = iter->value.as<typhon::Function>();
  guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(iter), iter->value.bits());
  guard(NodeOp::CheckFunctionCode, Rep::None, {}, Value(f).bits(), Value(f->code).bits());
  return true;
}

// FOR_ITER of a site that has met instances; false: of none whose __next__ is to be inlined.
bool Builder::callNext(Node* it) {
  uint32_t shape = static_cast<uint32_t>(feedback());
  if (!shape || !shapeTable[shape]) return false;
  typhon::Type* type = shapeTable[shape]->type;
  Cell* cell = type->typeFlags & kNativeType ? nullptr : methodCell(type, names::__next__);
  Code* code = cell ? cell->value.as<typhon::Function>()->code : nullptr;
  if (!code || !code->words || code->argCount != 1 || !code->simpleArguments || !mayInline(code)) return false;
  constexpr uint32_t kSuspends = bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator;
  if (code->flags & kSuspends) return false;
  Join stopped;
  Target t;
  t.window = code_->registerCount;
  t.continuation = Continuation::ForIter;
  t.destination = d_.b;
  t.stopped = &stopped;
  Node* v = specialMethod(shape, names::__next__, it, t);
  if (!v) return false;
  Block* body = current_;
  if (stopped.block) {
    afterJoin(stopped);
    add(NodeOp::Jump, Rep::None);
    edge(static_cast<uint32_t>(pc_ + d_.signedC()));
    current_ = body;
  }
  write(d_.b, v);
  return true;
}

// Where exceptions go that leave the __next__ of this builder.
Block* Builder::stopBlock() {
  if (!stopBlock_) stopBlock_ = graph_.block(parent_->pc_, parent_->scope_);
  return stopBlock_;
}

// There StopIteration ends the loop, and all else is raised in its function.
void Builder::endStopBlock() {
  if (!stopBlock_) return;
  Builder& loop = *parent_;
  Block* before = loop.current_;
  graph_.blocks.push_back(stopBlock_);
  stopBlock_->cold = true;
  loop.current_ = stopBlock_;
  Node* e = loop.add(NodeOp::Caught, Rep::Any);
  Node* ends = loop.quickHelper(HelperId::is_stop_iteration, {e});
  Node* stops =
      planted(Plant::stop_all) ? loop.boolean(true) : loop.add(NodeOp::IsBits, Rep::Bool, {ends}, Value::boolean(true).bits());
  Block* other = loop.split(stops);
  loop.meet(*stopped_, e);
  loop.current_ = other;
  loop.helper(HelperId::reraise, {e}, true);
  loop.add(NodeOp::Unreachable, Rep::None);
  loop.current_ = before;
}

// RAISE of StopIteration in such a __next__: nobody will see the exception.
bool Builder::raiseStop(Node* e) {
  if (!stopped_ || hasHandler_) return false;
  // The class, or what a call of it without arguments has just made.
  const Node* cause = read(d_.b);
  if (e->op == NodeOp::CallFilled && e->inputs[1]->bits == 0) e = e->inputs[0];
  if (e->op != NodeOp::Constant || e->bits != Value(exc::StopIteration).bits()) return false;
  if (cause->op != NodeOp::Constant || cause->bits != Value::kUnboundBits) return false;
  add(NodeOp::LeaveScope, Rep::None, {constant(Value::none())})->state = state();
  meet(*stopped_, constant(Value::none()));
  return true;
}

}  // namespace typhon::jit
