// Loops over a generator that was made for them: its code goes on within the loop. A generator that waits at its only YIELD is
// taken apart; its registers are values (GeneratorState), and what has changed is written back where the loop is left to the
// interpreter or somebody may look. It is there from before: who enters the loop has let it run to its first YIELD.
//
// That is right as long as nobody else has it, which the bytecode shows, as for the iterators of range(): what the call of a
// generator function has returned goes to GET_ITER and to nothing else.
#include <algorithm>
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/generator.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;
// In words of bytecode: of one generator, and of all that is inlined.
constexpr size_t kMaxGeneratorWords = 60, kMaxInlinedTotal = 100;

bool isStopIterationHandler(const bytecode::CodeUnit& unit, uint32_t target) {
  bytecode::Decoded d = bytecode::decode(&unit.code[target]);
  return d.op == bytecode::Op::INTRINSIC && d.c == static_cast<uint32_t>(bytecode::Intrinsic::STOP_ITERATION_ERROR);
}

// Whether the code is a generator's that a loop can go on with: it waits at one place, where closing it has no effect and no
// exception is being handled.
bool findYield(Code* code, uint32_t* yield) {
  constexpr uint32_t kOthers = bytecode::kCoroutine | bytecode::kAsyncGenerator;
  if (!(code->flags & bytecode::kGenerator) || code->flags & kOthers || !code->words) return false;
  const bytecode::CodeUnit& unit = **code->unit;
  if (unit.code.size() > kMaxGeneratorWords) return false;
  bool found = false;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    switch (d.op) {
      case bytecode::Op::YIELD:
        if (found) return false;
        found = true;
        *yield = pc;
        break;
      case bytecode::Op::YIELD_DELEGATE:
      case bytecode::Op::PUSH_EXC:
        return false;
      default:
        break;
    }
    pc += d.words;
  }
  return found && std::all_of(unit.handlers.begin(), unit.handlers.end(),
                              [&](const auto& h) { return isStopIterationHandler(unit, h.target); });
}
}  // namespace

void Builder::findGeneratorLoops() {
  if (graph_.plainRanges) return;
  std::vector<std::pair<uint32_t, bytecode::Decoded>> steps;
  for (uint32_t pc = 0; pc < unit_.code.size();) {
    steps.emplace_back(pc, bytecode::decode(&unit_.code[pc]));
    pc += steps.back().second.words;
  }
  for (size_t i = 2; i < steps.size(); ++i) {
    const auto& [header, loop] = steps[i];
    if (loop.op != Op::FOR_ITER || words_[header + loop.instruction].op != Op::FOR_ITER_GENERATOR) continue;
    const auto& [getIter, begin] = steps[i - 1];
    const auto& [callPc, call] = steps[i - 2];
    if (begin.op != Op::GET_ITER || begin.a != loop.a || (call.op != Op::CALL && call.op != Op::CALL_METHOD) || call.a != begin.b)
      continue;
    const bytecode::Word* site = words_ + callPc + call.instruction;
    if ((site->op != Op::CALL_PYTHON && site->op != Op::CALL_METHOD_PYTHON) || callAttempts(site[2].bits)) continue;
    Value callee = Value::fromBits(site[1].bits & ~kBoundCallee);
    GeneratorLoop l = {loop.a, getIter, header, header + loop.words, static_cast<uint32_t>(header + loop.signedC()), nullptr, 0};
    if (!isa<Code>(callee) || !findYield(callee.as<Code>(), &l.yield)) continue;
    l.code = callee.as<Code>();
    // A frame that is suspended needs its iterator, and generators are not taken apart within themselves.
    bool suspends = l.code == code_;
    for (size_t s = i; s < steps.size() && steps[s].first < l.end; ++s)
      suspends |= steps[s].second.op == Op::YIELD || steps[s].second.op == Op::YIELD_DELEGATE;
    for (const Scope* s = scope_; s; s = s->outer) suspends |= s->code == l.code;
    if (suspends || scope_->depth >= 2) continue;
    if (!state_.mayGuess(header) || !state_.mayGuess(l.body) || !state_.mayGuess(getIter)) continue;
    size_t size = (**l.code->unit).code.size();
    if (graph_.inlinedWords + size > kMaxInlinedTotal) continue;
    graph_.inlinedWords += size;
    generatorLoops_.push_back(l);
    blocks_[l.body].leader = blocks_[l.body].header = true;
  }
}

const Builder::GeneratorLoop* Builder::generatorLoopAt(uint32_t getIterOrHeader) const {
  for (const GeneratorLoop& l : generatorLoops_)
    if (l.getIter == getIterOrHeader || l.header == getIterOrHeader) return &l;
  return nullptr;
}

// What a GeneratorState of the loop looks like, without values.
Node* Builder::generatorForm(const GeneratorLoop& l) {
  const bytecode::CodeUnit& unit = **l.code->unit;
  if (!l.code->liveness) l.code->liveness = new bytecode::Liveness(unit);
  Node* form = graph_.node(NodeOp::GeneratorState, Rep::Any);
  form->scope = scope_;
  form->inputs.assign(2, nullptr);
  std::vector<RangeLoop> ranges = rangeLoopsOf(unit, l.code->words, stateOf(l.code), true);
  bytecode::Decoded yield = bytecode::decode(&unit.code[l.yield]);
  bytecode::LiveSet live = l.code->liveness->across(l.yield);
  for (uint32_t r = 0; r < l.code->registerCount; ++r) {
    if (r == yield.a || (r >= l.code->localCount && !live.contains(r))) continue;
    Node* part = nullptr;
    for (const RangeLoop& range : ranges)
      if (range.reg == r && l.yield >= range.header && l.yield < range.end) part = rangeForm(range.step);
    form->words.push_back(r);
    form->inputs.push_back(part);
  }
  return form;
}

// The generator `it`, which has to wait at its YIELD, taken apart.
Node* Builder::unpackGenerator(Node* it, const GeneratorLoop& l) {
  bytecode::Decoded yield = bytecode::decode(&(**l.code->unit).code[l.yield]);
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {it}, kShapeOf_generator);
  const bytecode::Word* place = l.code->words + l.yield + yield.instruction;
  guard(NodeOp::CheckWaiting, Rep::None, {checked}, reinterpret_cast<uint64_t>(place));
  Node* function = add(NodeOp::LoadPointer, Rep::Any, {checked}, offsetof(Generator, function));
  function = guard(NodeOp::CheckClosure, Rep::Any, {function}, Value(l.code).bits(), globalsOf(l.code));
  Node* form = generatorForm(l);
  std::vector<Node*> parts = {checked, function};
  for (size_t i = 0; i < form->words.size(); ++i) {
    Node* v = add(NodeOp::LoadField, Rep::Any, {checked}, offsetof(Generator, registers) + form->words[i] * sizeof(Value));
    const Node* range = form->inputs[i + 2];
    parts.push_back(range ? unpackRange(v, static_cast<int64_t>(range->bits)) : v);
  }
  return generatorState(form, std::move(parts));
}

// RETURN_GENERATOR of a call that is inlined: nothing has run but what puts its variables into cells.
Node* Builder::newGenerator() {
  Node* n = add(NodeOp::NewGenerator, Rep::Any, {}, Value(code_).bits(), reinterpret_cast<uint64_t>(words_ + proper_));
  n->inputs.push_back(function_ ? constant(Value(function_)) : scope_->callee);
  for (uint32_t r = 0; r < code_->localCount; ++r) n->inputs.push_back(read(r));
  if (!(code_->flags & (bytecode::kCoroutine | bytecode::kAsyncGenerator))) n->shape = kShapeOf_generator;
  return n;
}

Node* Builder::generatorState(const Node* like, std::vector<Node*> parts) {
  Node* state = add(NodeOp::GeneratorState, Rep::Any);
  state->words = like->words;
  state->inputs = std::move(parts);
  return state;
}

// GET_ITER of such a loop: the generator runs to its first YIELD as any other, and is taken apart there.
void Builder::beginGenerator(const GeneratorLoop& l, Node* it) {
  write(l.reg, it);
  pc_ = l.header;
  d_ = bytecode::decode(&unit_.code[pc_]);
  proper_ = pc_ + d_.instruction;
  frameState_ = nullptr;
  findHandler();
  forIter(false);
  pc_ = proper_ = l.body;
  frameState_ = nullptr;
  findHandler();
  write(l.reg, unpackGenerator(it, l));
  jump(l.body);
}

// FOR_ITER of such a loop: the generator's code behind its YIELD, up to where it comes there again or returns.
void Builder::resumeGenerator(const GeneratorLoop& l, Node* state) {
  const bytecode::CodeUnit& unit = **l.code->unit;
  bytecode::Decoded yield = bytecode::decode(&unit.code[l.yield]);
  Scope* s = graph_.scope(scope_);
  s->callee = state->inputs[1];
  s->generator = state->inputs[0];
  s->code = l.code;
  s->base = scope_->base + code_->registerCount + kHeader;
  s->call = callState({});
  s->call->registers[l.reg] = s->generator;
  s->continuation = static_cast<uint8_t>(Continuation::ForIter);
  s->destination = d_.b;
  Join finished;
  Builder inner(*this, s, finished);
  inner.start_ = l.yield + yield.words;
  inner.findBlocks();
  inner.blocks_[inner.start_].leader = true;
  inner.current_ = current_;
  inner.registers_.assign(l.code->registerCount, nullptr);
  inner.add(NodeOp::EnterScope, Rep::None);
  for (size_t i = 0; i < state->words.size(); ++i) inner.write(static_cast<uint32_t>(state->words[i]), state->inputs[i + 2]);
  inner.write(yield.a, inner.constant(Value::none()));
  inner.jump(inner.start_);
  inner.walk();
  rangesFailed_ |= inner.rangesFailed_;
  if (finished.block) {
    afterJoin(finished);
    add(NodeOp::Jump, Rep::None);
    edge(l.end);
  }
  current_ = inner.current_ = inner.yielded_;
  if (!current_) return;
  inner.registers_ = inner.yieldedRegisters_;
  std::vector<Node*> parts = {state->inputs[0], state->inputs[1]};
  for (uint64_t r : state->words) parts.push_back(inner.read(static_cast<uint32_t>(r)));
  write(d_.a, generatorState(state, std::move(parts)));
  write(d_.b, inner.yieldedValue_);
}

// YIELD in the code that goes on within a loop.
void Builder::yieldToLoop(Node* v) {
  if (scope_->stepped) return suspendInPlace(v);
  add(NodeOp::CheckUnseen, Rep::None)->state = state();
  yielded_ = current_;
  yieldedRegisters_ = registers_;
  yieldedValue_ = v;
  current_ = nullptr;
}

}  // namespace typhon::jit
