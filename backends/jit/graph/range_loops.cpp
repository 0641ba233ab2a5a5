// Loops over range(): the iterator is not made. Its register holds a RangeState, the next number and where to stop as two values;
// who needs the iterator, which is a frame that is left to the interpreter or suspended, makes it of them.
//
// A loop that is entered in the middle takes its iterator apart. That is right as long as nobody else has it, which the bytecode
// shows: it is made by the GET_ITER behind a call of range, which is all that the call's site has met.
#include "backends/jit/graph/builder.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;
}

// Those of a unit. `goesOn`: it is inlined, and its frame is not suspended where it yields.
std::vector<Builder::RangeLoop> Builder::rangeLoopsOf(const bytecode::CodeUnit& unit, const bytecode::Word* words,
                                                      const CodeState& state, bool goesOn) {
  std::vector<RangeLoop> loops;
  struct Step {
    uint32_t pc;
    bytecode::Decoded d;
  };
  std::vector<Step> steps;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    steps.push_back({pc, d});
    pc += d.words;
  }
  for (size_t i = 0; i < steps.size(); ++i) {
    const bytecode::Decoded& loop = steps[i].d;
    if (loop.op != Op::FOR_ITER || words[steps[i].pc + loop.instruction].op != Op::FOR_ITER_RANGE) continue;
    // The nearest GET_ITER before it, and the call of range before that.
    size_t g = i;
    while (g > 0 && !(steps[g].d.op == Op::GET_ITER && steps[g].d.a == loop.a)) --g;
    if (g == 0) continue;
    const bytecode::Decoded& call = steps[g - 1].d;
    if (call.op != Op::CALL || call.a != steps[g].d.b || call.c < 1 || call.c > 3) continue;
    const bytecode::Word* site = words + steps[g - 1].pc + call.instruction;
    if (site->op != Op::CALL_NATIVE_TYPE || site[1].bits != Value(types::range).bits() || callAttempts(site[2].bits)) continue;
    int64_t step = 1;
    if (call.c == 3) {
      size_t s = g - 1;
      while (s > 0 && steps[s].d.a != call.b + kHeader + 2) --s;
      if (steps[s].d.op != Op::LOAD_INT) continue;
      step = steps[s].d.signedBc();
      if (step == 0) continue;
    }
    uint32_t end = static_cast<uint32_t>(steps[i].pc + loop.signedC());
    // A suspended frame needs its iterator: it would be made and taken apart each time.
    bool suspends = false;
    for (size_t s = i; !goesOn && s < steps.size() && steps[s].pc < end; ++s)
      suspends |= steps[s].d.op == Op::YIELD || steps[s].d.op == Op::YIELD_DELEGATE;
    if (suspends) continue;
    if (!state.mayGuess(steps[i].pc) || !state.mayGuess(steps[g].pc) || !state.mayGuess(steps[g - 1].pc)) continue;
    loops.push_back({loop.a, steps[g].pc, steps[i].pc, end, step});
  }
  return loops;
}

const Builder::RangeLoop* Builder::rangeLoopOf(uint32_t getIter) const {
  for (const RangeLoop& l : rangeLoops_)
    if (l.getIter == getIter) return &l;
  return nullptr;
}

Node* Builder::rangeState(Node* next, Node* stop, int64_t step) {
  return add(NodeOp::RangeState, Rep::Any, {next, stop}, static_cast<uint64_t>(step));
}

Node* Builder::rangeForm(int64_t step) {
  Node* form = graph_.node(NodeOp::RangeState, Rep::Any);
  form->scope = scope_;
  form->bits = static_cast<uint64_t>(step);
  form->inputs.assign(2, nullptr);
  return form;
}

// One step beyond the end must not wrap.
void Builder::checkStep(Node* stop, int64_t step) {
  if (!isNearConstant(stop) || !isNear(step)) guard(NodeOp::IntAdd, Rep::Int, {stop, constant(Value::smallInt(step))});
}

// The iterator `it`, taken apart.
Node* Builder::unpackRange(Node* it, int64_t step) {
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {it}, kShapeOf_rangeIterator);
  Node* next = add(NodeOp::RangeNumber, Rep::Int, {checked});
  Node* stop = guard(NodeOp::RangeStop, Rep::Int, {checked}, static_cast<uint64_t>(step));
  checkStep(stop, step);
  return rangeState(next, stop, step);
}

// Where the function is entered at pc: iterators of the loops around it.
void Builder::unpackRangesAt(uint32_t pc) {
  for (const GeneratorLoop& l : generatorLoops_)
    if (pc >= l.header && pc < l.end && registers_[l.reg]) write(l.reg, unpackGenerator(registers_[l.reg], l));
  for (const RangeLoop& l : rangeLoops_)
    if (pc >= l.header && pc < l.end && registers_[l.reg]) write(l.reg, unpackRange(registers_[l.reg], l.step));
}

// range(arguments), if the next instruction begins such a loop; null if not.
Node* Builder::newRange(const std::vector<Node*>& arguments) {
  const RangeLoop* l = rangeLoopOf(next_);
  if (!l || arguments.empty() || arguments.size() > 3) return nullptr;
  if (arguments.size() == 3 && (arguments[2]->op != NodeOp::Constant || arguments[2]->bits != Value::smallInt(l->step).bits()))
    return nullptr;
  Node* start = arguments.size() == 1 ? constant(Value::smallInt(0)) : asInt(arguments[0]);
  Node* stop = arguments.size() == 1 || arguments[1] != arguments[0] ? asInt(arguments[arguments.size() == 1 ? 0 : 1]) : start;
  Node* n = add(NodeOp::NewRange, Rep::Any, {start, stop, constant(Value::smallInt(l->step))});
  n->shape = kShapeOf_range;
  return n;
}

// GET_ITER of such a loop.
bool Builder::beginRange(Node* v) {
  const RangeLoop* l = rangeLoopOf(pc_);
  if (!l) return false;
  if (v->op == NodeOp::NewRange) {
    checkStep(v->inputs[1], l->step);
    write(d_.a, rangeState(v->inputs[0], v->inputs[1], l->step));
    return true;
  }
  // Made where not all was known; to make its iterator twice does no harm.
  Node* range = guard(NodeOp::CheckShape, Rep::Any, {v}, kShapeOf_range);
  write(d_.a, unpackRange(allocating(HelperId::get_iter, {range}), l->step));
  return true;
}

// FOR_ITER over a RangeState.
void Builder::forRange(Node* range) {
  const bytecode::Decoded& d = d_;
  int64_t step = static_cast<int64_t>(range->bits);
  Node *next = range->inputs[0], *stop = range->inputs[1];
  Node* on = add(NodeOp::CompareInt, Rep::Bool, {next, stop},
                 static_cast<uint64_t>(step > 0 || planted(Plant::range_direction) ? CompareOp::Lt : CompareOp::Gt));
  add(NodeOp::Branch, Rep::None, {on});
  Block* before = current_;
  Block* body = newBlock();
  startNew(body, before);
  edge(static_cast<uint32_t>(pc_ + d.signedC()));
  current_ = body;
  Node* after = add(NodeOp::IntAddWrapping, Rep::Int, {next, constant(Value::smallInt(step))});
  write(d.a, rangeState(after, stop, step));
  write(d.b, next);
}

}  // namespace typhon::jit
