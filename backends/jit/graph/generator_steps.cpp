// Steps of generators in loops, whoever else has the generator: where FOR_ITER meets one that waits at a known place of known
// code, that code goes on within the loop up to its next YIELD. Its registers are loaded from the object and what has changed is
// stored there again, so that between two steps the object is as an interpreter leaves it: it may be thrown into, closed, passed
// on or dropped. Anything else, the first step and the end above all, goes the general way.
//
// While the step runs the generator is marked as running. Its frame is made its own where the step is left to the interpreter,
// and that is what happens to a handler's code: what is being handled belongs to the generator.
#include <algorithm>
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/types/generator.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;
// Places of one generator; words of bytecode of a generator, and of all that is inlined, the code of each place counted.
constexpr size_t kMaxPlaces = 3, kMaxStepWords = 64, kMaxInlinedTotal = 200;
constexpr uint32_t kMaxDepth = 3;
}  // namespace

// The pcs of the YIELDs of code whose steps can be built in here; none if there are too many, or its steps are not plain ones.
std::vector<uint32_t> Builder::stepPlaces(Code* code) const {
  constexpr uint32_t kOthers = bytecode::kCoroutine | bytecode::kAsyncGenerator | bytecode::kIterableCoroutine;
  if (!(code->flags & bytecode::kGenerator) || code->flags & kOthers || !code->words || scope_->depth >= kMaxDepth) return {};
  for (const Scope* s = scope_; s; s = s->outer)
    if (s->code == code) return {};
  const bytecode::CodeUnit& unit = **code->unit;
  if (unit.code.size() > kMaxStepWords) return {};
  std::vector<uint32_t> places;
  const CodeState& state = stateOf(code);
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    if (d.op == Op::YIELD) places.push_back(pc);
    if (d.op == Op::YIELD_DELEGATE || d.op == Op::EXC_GROUP_MATCH) return {};
    // Exceptions that are handled each time are better handled in the generator's own compiled code.
    if (d.op == Op::PUSH_EXC && !state.mayGuess(pc)) return {};
    pc += d.words;
  }
  if (places.size() > kMaxPlaces || graph_.inlinedWords + unit.code.size() * places.size() > kMaxInlinedTotal) return {};
  return places;
}

// FOR_ITER of a site that has met a generator; false: its code is not to be built in.
bool Builder::stepGenerator(Node* it) {
  if (!feedback(1)) return false;
  Code* code = Value::fromBits(feedback(1)).as<Code>();
  std::vector<uint32_t> places = stepPlaces(code);
  if (places.empty()) return false;
  const bytecode::CodeUnit& unit = **code->unit;
  if (!code->liveness) code->liveness = new bytecode::Liveness(unit);
  graph_.inlinedWords += unit.code.size() * places.size();
  uint32_t target = static_cast<uint32_t>(pc_ + d_.signedC());
  std::vector<Node*> before = registers_;
  Join yielded, finished;
  for (uint32_t place : places) {
    const bytecode::Word* word = code->words + place + bytecode::decode(&unit.code[place]).instruction;
    add(NodeOp::Branch, Rep::None, {add(NodeOp::WaitsAt, Rep::Bool, {it}, reinterpret_cast<uint64_t>(word), globalsOf(code))});
    Block *from = current_, *waits = newBlock(), *other = newBlock();
    startNew(waits, from);
    startNew(other, from);
    other->cold = place == places.back();
    current_ = waits;
    stepFrom(code, place, it, yielded, finished);
    registers_ = before;
    current_ = other;
  }
  Node* v = helper(HelperId::for_iter, {it});
  add(NodeOp::Branch, Rep::None, {add(NodeOp::IsBits, Rep::Bool, {v}, Value::kUnboundBits)});
  Block *from = current_, *none = newBlock(), *some = newBlock();
  startNew(none, from);
  startNew(some, from);
  current_ = some;
  meet(yielded, v);
  current_ = none;
  meet(finished, v);
  afterJoin(finished);
  add(NodeOp::Jump, Rep::None);
  edge(target);
  v = afterJoin(yielded);
  registers_ = std::move(before);
  write(d_.b, v);
  return true;
}

// The step of a generator that waits at `place`, to where it yields, or has returned.
void Builder::stepFrom(Code* code, uint32_t place, Node* it, Join& yielded, Join& finished) {
  bytecode::Decoded yield = bytecode::decode(&(**code->unit).code[place]);
  Scope* s = graph_.scope(scope_);
  s->stepped = true;
  s->code = code;
  s->base = scope_->base + code_->registerCount + kHeader;
  s->call = callState({});
  s->call->registers[d_.a] = it;
  s->continuation = static_cast<uint8_t>(Continuation::ForIter);
  s->destination = d_.b;
  Builder inner(*this, s, finished);
  inner.yieldJoin_ = &yielded;
  inner.start_ = place + yield.words;
  inner.findBlocks();
  inner.blocks_[inner.start_].leader = true;
  inner.current_ = current_;
  inner.registers_.assign(code->registerCount, nullptr);
  inner.pc_ = inner.proper_ = place;
  inner.add(NodeOp::EnterScope, Rep::None);
  Node* g = inner.add(NodeOp::ResumeInPlace, Rep::Any, {it});
  s->generator = g;
  s->callee = inner.add(NodeOp::LoadPointer, Rep::Any, {g}, offsetof(Generator, function));
  bytecode::LiveSet live = code->liveness->across(place);
  for (uint32_t r = 0; r < code->registerCount; ++r) {
    if (r == yield.a || (r >= code->localCount && !live.contains(r))) continue;
    inner.write(r, inner.add(NodeOp::LoadField, Rep::Any, {g}, offsetof(Generator, registers) + r * sizeof(Value)));
  }
  inner.write(yield.a, inner.constant(Value::none()));
  inner.jump(inner.start_);
  inner.walk();
  rangesFailed_ |= inner.rangesFailed_;
}

// YIELD of a step.
void Builder::suspendInPlace(Node* v) {
  add(NodeOp::CheckUnseen, Rep::None)->state = state();
  Node* n =
      add(NodeOp::SuspendInPlace, Rep::None, {scope_->generator, scope_->callee}, reinterpret_cast<uint64_t>(words_ + proper_));
  bytecode::LiveSet live = code_->liveness->across(pc_);
  for (uint32_t r = 0; r < code_->registerCount; ++r) {
    if (r == d_.a || (r >= code_->localCount && !live.contains(r))) continue;
    n->words.push_back(r);
    n->inputs.push_back(read(r));
  }
  meet(*yieldJoin_, v);
}

}  // namespace typhon::jit
