// The frame of the builder: blocks, phis, frame states. The instructions are in build_*.cpp.
#include "backends/jit/graph/builder.h"

#include <algorithm>
#include <utility>

#include "runtime/object/fixed_shapes.h"
#include "runtime/types/dict.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

namespace {
// Larger units stay with the interpreter: compiling would take longer than they are worth.
constexpr size_t kMaxWords = 12000;
constexpr uint32_t kMaxNodes = 30000;
// What a loop that is entered in the middle is compiled with: code behind it of no more words than this.
constexpr uint32_t kMaxTail = 40;

// Objects of exactly these types have no attributes of their own and cannot change their class.
bool keepsShape(uint64_t shape) {
  switch (shape) {
    case kShapeOf_list:
    case kShapeOf_tuple:
    case kShapeOf_dict:
    case kShapeOf_str:
    case kShapeOf_set:
    case kShapeOf_frozenset:
    case kShapeOf_bytes:
    case kShapeOf_bytearray:
    case kShapeOf_range:
    case kShapeOf_method:
    case kShapeOf_generator:
    case kShapeOf_enumerate:
    case kShapeOf_zip:
    case kShapeOf_rangeIterator:
    case kShapeOf_listIterator:
    case kShapeOf_listReverseIterator:
    case kShapeOf_tupleIterator:
    case kShapeOf_setIterator:
    case kShapeOf_dictKeys:
    case kShapeOf_dictValues:
    case kShapeOf_dictItems:
    case kShapeOf_dictKeyIterator:
    case kShapeOf_dictValueIterator:
    case kShapeOf_dictItemIterator:
    case kShapeOf_strIterator:
    case kShapeOf_strAsciiIterator:
      return true;
    default:
      return false;
  }
}
}  // namespace

Builder::Builder(Function* function, Code* code, uint32_t pc, const CodeState& state, bool unseenIsHot, Graph& graph)
    : scope_(graph.scope(nullptr)),
      function_(function),
      code_(code),
      unit_(**code->unit),
      words_(code->words),
      start_(pc),
      state_(state),
      unseenIsHot_(unseenIsHot),
      graph_(graph) {
  graph.code = code;
  scope_->function = function;
  scope_->code = code;
  if (!code->liveness) code->liveness = new bytecode::Liveness(unit_);
}

Builder::Builder(Builder& parent, Scope* scope, Join& join)
    : parent_(&parent),
      join_(&join),
      scope_(scope),
      function_(scope->function),
      code_(scope->code),
      unit_(**scope->code->unit),
      words_(scope->code->words),
      start_(kFromStart),
      state_(stateOf(scope->code)),
      unseenIsHot_(parent.unseenIsHot_),
      graph_(parent.graph_) {
  if (!code_->liveness) code_->liveness = new bytecode::Liveness(unit_);
}

void Builder::findBlocks() {
  blocks_.resize(unit_.code.size() + 1);
  for (uint32_t pc = 0; pc < unit_.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit_.code[pc]);
    int64_t offset;
    if (bytecode::jumpOffset(d, offset)) {
      uint32_t target = static_cast<uint32_t>(pc + offset);
      blocks_[target].leader = true;
      if (offset <= 0) {
        blocks_[target].header = true;
        loops_.push_back({target, pc});
      }
      blocks_[pc + d.words].leader = true;
    }
    if (bytecode::endsControl(d.op) || d.op == Op::YIELD || d.op == Op::YIELD_DELEGATE || d.op == Op::RETURN_GENERATOR)
      blocks_[pc + d.words].leader = true;
    pc += d.words;
  }
  if (!graph_.plainRanges) rangeLoops_ = rangeLoopsOf(unit_, words_, state_, parent_ && !scope_->stepped);
  findGeneratorLoops();
  for (const bytecode::HandlerEntry& h : unit_.handlers) {
    BlockInfo& info = blocks_[h.target];
    info.leader = true;
    info.exceptionRegister = static_cast<int>(h.exceptionRegister);
    if (h.target < h.end) info.header = true;
  }
}

// Whether the instruction is in a loop, of this function or around its call.
bool Builder::isInLoop() const {
  bool here = std::any_of(loops_.begin(), loops_.end(), [&](const auto& l) { return pc_ >= l.first && pc_ <= l.second; });
  return here || (parent_ && parent_->isInLoop());
}

// By pc, which blocks control may come to. A loop that is entered in the middle lies in loops whose heads come before it.
std::vector<bool> Builder::reachableFrom(uint32_t start) {
  std::vector<bool> reachable(unit_.code.size() + 1, false);
  std::vector<uint32_t> work = {start};
  auto visit = [&](uint32_t pc) {
    if (!reachable[pc]) work.push_back(pc);
  };
  while (!work.empty()) {
    uint32_t pc = work.back();
    work.pop_back();
    while (!reachable[pc]) {
      if (blocks_[pc].leader || pc == start) reachable[pc] = true;
      bytecode::Decoded d = bytecode::decode(&unit_.code[pc]);
      uint32_t proper = pc + d.instruction;
      for (const bytecode::HandlerEntry& h : unit_.handlers)
        if (proper >= h.start && proper < h.end) visit(h.target);
      int64_t offset;
      if (bytecode::jumpOffset(d, offset)) visit(static_cast<uint32_t>(pc + offset));
      // What follows a suspension is reached by an entry of its own, which only the main version has. Of a generator function
      // that is inlined there is no more than what makes the generator.
      bool suspends = (d.op == Op::YIELD && !feed_) || d.op == Op::YIELD_DELEGATE || d.op == Op::RETURN_GENERATOR;
      if (bytecode::endsControl(d.op) || (suspends && (start_ != kFromStart || parent_))) break;
      pc += d.words;
      if (pc >= unit_.code.size()) break;
    }
  }
  return reachable;
}

// Code that is entered at a loop head is for that loop and the loops around it, whose bytecode is in one piece: what follows is
// run once for all of their iterations, and other loops get code of their own.
void Builder::findRegion() {
  if (start_ == kFromStart) return;
  uint32_t first = start_, end = start_;
  for (bool grown = true; grown;) {
    grown = false;
    for (uint32_t pc = 0; pc < unit_.code.size();) {
      bytecode::Decoded d = bytecode::decode(&unit_.code[pc]);
      int64_t offset;
      uint32_t behind = pc + d.words;
      if (bytecode::jumpOffset(d, offset) && offset <= 0) {
        uint32_t target = static_cast<uint32_t>(pc + offset);
        bool around = target <= first && behind > first;
        if (around && (target < first || behind > end)) {
          first = target;
          end = std::max(end, behind);
          grown = true;
        }
      }
      pc = behind;
    }
  }
  graph_.first = first;
  if (unit_.code.size() - end > kMaxTail) graph_.end = end;
}

std::vector<uint32_t> Builder::liveAt(uint32_t pc) {
  std::vector<uint32_t> live;
  for (uint32_t r = 0; r < code_->localCount; ++r) live.push_back(r);
  bytecode::LiveSet set = code_->liveness->before(pc);
  for (uint32_t r = code_->localCount; r < code_->registerCount; ++r)
    if (set.contains(r)) live.push_back(r);
  return live;
}

Builder::BlockInfo& Builder::infoAt(uint32_t pc) {
  BlockInfo& info = blocks_[pc];
  if (!info.block) {
    info.block = graph_.block(pc, scope_);
    info.live = liveAt(pc);
  }
  return info;
}

Node* Builder::raw(uint64_t bits) {
  Node* n = add(NodeOp::Constant, Rep::Any);
  n->bits = bits;
  return n;
}

Node* Builder::constant(Value v) {
  Node* n = raw(v.bits());
  if (v.isSmallInt()) n->type = Rep::Int;
  return n;
}

// An edge from here to the block at pc: from the end of the current block, or from a node that raises.
void Builder::edge(uint32_t pc, Node* thrower) {
  BlockInfo& info = infoAt(pc);
  info.block->predecessors.push_back({current_, thrower});
  std::vector<Node*> snapshot;
  snapshot.reserve(info.live.size());
  for (uint32_t r : info.live) {
    Node* n = registers_[r];
    snapshot.push_back(n);
  }
  if (info.started) {
    for (size_t i = 0; i < info.phis.size(); ++i) {
      if (info.phis[i].empty()) continue;
      std::vector<Node*> parts;
      if (sameForm(info.forms[i], snapshot[i])) {
        partsOf(snapshot[i], &parts);
      } else {
        rangesFailed_ = true;
        parts.assign(info.phis[i].size(), snapshot[i]);
      }
      for (size_t part = 0; part < parts.size(); ++part) info.phis[i][part]->inputs.push_back(parts[part]);
    }
  }
  info.snapshots.push_back(std::move(snapshot));
  if (!thrower) current_->successors.push_back(info.block);
}

void Builder::startBlock(uint32_t pc) {
  BlockInfo& info = infoAt(pc);
  current_ = info.block;
  info.started = true;
  current_->loopHeader = info.header;
  graph_.blocks.push_back(current_);
  registers_.assign(code_->registerCount, nullptr);
  for (size_t i = 0; i < info.live.size(); ++i) {
    Node* same = info.snapshots.empty() ? nullptr : info.snapshots[0][i];
    bool differ = info.header || info.snapshots.empty();
    for (const auto& snapshot : info.snapshots) differ |= snapshot[i] != same;
    info.phis.emplace_back();
    info.forms.push_back(nullptr);
    if (differ) {
      Node* form = info.snapshots.empty() ? formAt(pc, info.live[i]) : same;
      if (!form || (form->op != NodeOp::RangeState && form->op != NodeOp::GeneratorState)) form = nullptr;
      bool fits = std::all_of(info.snapshots.begin(), info.snapshots.end(), [&](const auto& s) { return sameForm(form, s[i]); });
      if (!fits) {
        rangesFailed_ = true;
        form = nullptr;
      }
      info.forms.back() = form;
      std::vector<std::vector<Node*>> inputs;
      for (const auto& snapshot : info.snapshots) {
        inputs.emplace_back();
        if (form)
          partsOf(snapshot[i], &inputs.back());
        else
          inputs.back().push_back(snapshot[i]);
      }
      std::vector<Node*> shape;
      if (form)
        partsOf(form, &shape);
      else
        shape.push_back(nullptr);
      for (size_t part = 0; part < shape.size(); ++part) {
        std::vector<Node*> coming;
        for (const auto& parts : inputs) coming.push_back(parts[part]);
        info.phis[i].push_back(newPhi(pc, info.live[i], coming));
      }
      size_t next = 0;
      same = form ? madeOf(form, info.phis[i], &next) : info.phis[i][0];
    }
    registers_[info.live[i]] = same;
  }
  if (info.header) current_->registers = registers_;
  if (info.exceptionRegister >= 0) {
    pc_ = proper_ = pc;
    write(static_cast<uint32_t>(info.exceptionRegister), add(NodeOp::Caught, Rep::Any));
  }
}

void Builder::partsOf(Node* n, std::vector<Node*>* parts) {
  if (!n || (n->op != NodeOp::RangeState && n->op != NodeOp::GeneratorState)) return parts->push_back(n);
  for (Node* input : n->inputs) partsOf(input, parts);
}

// Whether n has the same parts as `form`; null: none.
bool Builder::sameForm(const Node* form, const Node* n) {
  auto hasParts = [](const Node* v) { return v && (v->op == NodeOp::RangeState || v->op == NodeOp::GeneratorState); };
  if (!hasParts(form) || !hasParts(n)) return hasParts(form) == hasParts(n);
  if (form->op != n->op || form->bits != n->bits || form->words != n->words || form->inputs.size() != n->inputs.size())
    return false;
  for (size_t i = 0; i < form->inputs.size(); ++i)
    if (!sameForm(form->inputs[i], n->inputs[i])) return false;
  return true;
}

Node* Builder::madeOf(const Node* form, const std::vector<Node*>& parts, size_t* next) {
  if (!form || (form->op != NodeOp::RangeState && form->op != NodeOp::GeneratorState)) return parts[(*next)++];
  std::vector<Node*> inputs;
  for (const Node* input : form->inputs) inputs.push_back(madeOf(input, parts, next));
  Node* n = add(form->op, Rep::Any, {}, form->bits);
  n->words = form->words;
  n->inputs = std::move(inputs);
  return n;
}

// What a register has within a loop of which the place in front is not known yet; null: a value.
Node* Builder::formAt(uint32_t pc, uint32_t reg) {
  for (const GeneratorLoop& l : generatorLoops_)
    if (l.reg == reg && pc >= l.header && pc < l.end) return generatorForm(l);
  for (const RangeLoop& l : rangeLoops_)
    if (l.reg == reg && pc >= l.header && pc < l.end) return rangeForm(l.step);
  return nullptr;
}

Node* Builder::newPhi(uint32_t pc, uint32_t reg, const std::vector<Node*>& inputs) {
  Node* phi = graph_.node(NodeOp::Phi, Rep::Any);
  phi->block = current_;
  phi->pc = pc;
  phi->scope = scope_;
  phi->bits = reg;
  phi->inputs = inputs;
  current_->phis.push_back(phi);
  return phi;
}

Node* Builder::add(NodeOp op, Rep type, std::initializer_list<Node*> inputs, uint64_t bits, uint64_t more) {
  Node* n = graph_.node(op, type);
  n->block = current_;
  n->pc = proper_;
  n->scope = scope_;
  n->bits = bits;
  n->more = more;
  n->inputs.assign(inputs.begin(), inputs.end());
  current_->nodes.push_back(n);
  if (n->flags() & RAISES) {
    n->state = state();
    // The handler may be that of a call which this one is inlined into.
    Builder* b = this;
    while (b && !b->hasHandler_ && !b->stopped_) b = b->parent_;
    if (b && !b->hasHandler_) {
      n->handler = b->stopBlock();
      n->handler->predecessors.push_back({current_, n});
    } else if (b) {
      n->handler = b->infoAt(b->handlerPc_).block;
      b->current_ = current_;
      b->edge(b->handlerPc_, n);
    }
  }
  return n;
}

Node* Builder::helper(HelperId id, std::initializer_list<Node*> inputs, bool noTraceback) {
  Node* n = add(NodeOp::Helper, Rep::Any, inputs, static_cast<uint64_t>(id));
  n->noTraceback = noTraceback;
  return n;
}

Node* Builder::quickHelper(HelperId id, std::initializer_list<Node*> inputs) {
  return add(NodeOp::QuickHelper, Rep::Any, inputs, static_cast<uint64_t>(id));
}

Node* Builder::allocating(HelperId id, std::initializer_list<Node*> inputs, uint32_t shape) {
  Node* n = add(NodeOp::Allocate, Rep::Any, inputs, static_cast<uint64_t>(id));
  n->shape = shape;
  return n;
}

Node* Builder::guard(NodeOp op, Rep type, std::initializer_list<Node*> inputs, uint64_t bits, uint64_t more) {
  Node* n = add(op, type, inputs, bits, more);
  if (n->flags() & GUARD) n->state = state();
  if (op == NodeOp::CheckShape && keepsShape(bits)) n->shape = static_cast<uint32_t>(bits);
  return n;
}

Node* Builder::name(uint32_t index) { return raw(code_->names->items[index].bits()); }

Node* Builder::read(uint32_t reg) {
  if (!registers_[reg]) registers_[reg] = raw(Value::unbound().bits());
  return registers_[reg];
}

void Builder::spill(uint32_t base, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) add(NodeOp::StoreRegister, Rep::None, {read(base + i)}, base + i);
}

void Builder::reload(uint32_t base, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) write(base + i, add(NodeOp::LoadRegister, Rep::Any, {}, base + i));
}

FrameState* Builder::state() {
  if (frameState_) return frameState_;
  frameState_ = graph_.frameState(pc_, scope_);
  frameState_->registers.assign(code_->registerCount, nullptr);
  for (uint32_t r = 0; r < code_->localCount; ++r) frameState_->registers[r] = registers_[r];
  bytecode::LiveSet live = code_->liveness->before(pc_);
  for (uint32_t r = code_->localCount; r < code_->registerCount; ++r)
    if (live.contains(r)) frameState_->registers[r] = registers_[r];
  return frameState_;
}

FrameState* Builder::callState(const std::vector<uint32_t>& kept) {
  FrameState* s = graph_.frameState(proper_, scope_);
  s->registers.assign(code_->registerCount, nullptr);
  for (uint32_t r = 0; r < code_->localCount; ++r) s->registers[r] = registers_[r];
  bytecode::LiveSet live = code_->liveness->across(pc_);
  for (uint32_t r = code_->localCount; r < code_->registerCount; ++r)
    if (live.contains(r)) s->registers[r] = registers_[r];
  for (uint32_t r : kept) s->registers[r] = registers_[r];
  return s;
}

// `to` is the same value, of which more is known.
void Builder::refine(Node* from, Node* to) {
  for (Node*& n : registers_)
    if (n == from) n = to;
}

Block* Builder::newBlock() {
  Block* b = graph_.block(pc_, scope_);
  graph_.blocks.push_back(b);
  return b;
}

void Builder::startNew(Block* b, Block* from) {
  from->successors.push_back(b);
  b->predecessors.push_back({from, nullptr});
}

void Builder::meet(Join& join, Node* value) {
  if (!join.block) join.block = graph_.block(pc_, scope_);
  add(NodeOp::Jump, Rep::None);
  current_->successors.push_back(join.block);
  join.block->predecessors.push_back({current_, nullptr});
  join.values.push_back(value);
  current_ = nullptr;
}

Node* Builder::afterJoin(Join& join) {
  // No way out at all: what follows is not reached.
  if (!join.block) join.block = graph_.block(pc_, scope_);
  join.block->scope = scope_;
  join.block->pc = pc_;
  graph_.blocks.push_back(join.block);
  current_ = join.block;
  if (join.values.empty()) return constant(Value::unbound());
  if (join.values.size() == 1) return join.values[0];
  Node* phi = graph_.node(NodeOp::Phi, Rep::Any);
  phi->block = join.block;
  phi->scope = scope_;
  phi->pc = proper_;
  phi->inputs = join.values;
  join.block->phis.push_back(phi);
  return phi;
}

void Builder::jump(uint32_t pc) {
  add(NodeOp::Jump, Rep::None);
  edge(pc);
  current_ = nullptr;
}

// Whether the condition holds, if that is known by now; as a rule in an inlined call, for what its caller has given it.
std::optional<bool> Builder::outcome(Node* condition) {
  switch (condition->op) {
    case NodeOp::Constant:
      if (condition->type == Rep::Bool) return condition->bits == Value::kTrueBits;
      return std::nullopt;
    case NodeOp::Not:
      if (std::optional<bool> negated = outcome(condition->inputs[0])) return !*negated;
      return std::nullopt;
    case NodeOp::IsBits: {
      const Node* v = condition->inputs[0];
      if (v->op == NodeOp::Constant && !v->more) return v->bits == condition->bits;
      bool object = v->shape || v->op == NodeOp::CheckShape || v->op == NodeOp::NewInstance;
      bool immediate = !Value::fromBits(condition->bits).isObject();
      if (v->type == Rep::Int || v->type == Rep::Float || needsObject(v->type) || (object && immediate)) return false;
      return std::nullopt;
    }
    case NodeOp::Truth: {
      const Node* v = condition->inputs[0];
      if (v->op != NodeOp::Constant || v->more) return std::nullopt;
      Value known = Value::fromBits(v->bits);
      if (known.isSmallInt()) return v->bits != 0;
      if (known.isNone() || v->bits == Value::kFalseBits) return false;
      return v->bits == Value::kTrueBits ? std::optional<bool>(true) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

void Builder::branch(Node* condition, uint32_t taken) {
  if (std::optional<bool> yes = outcome(condition)) return jump(*yes ? taken : next_);
  add(NodeOp::Branch, Rep::None, {condition});
  edge(taken);
  edge(next_);
  current_ = nullptr;
}

void Builder::branchUnless(Node* condition, uint32_t taken) {
  if (std::optional<bool> yes = outcome(condition)) return jump(*yes ? next_ : taken);
  add(NodeOp::Branch, Rep::None, {condition});
  edge(next_);
  edge(taken);
  current_ = nullptr;
}

Node* Builder::truth(Node* n) {
  if (n->type == Rep::Bool) return n;
  return add(NodeOp::Truth, Rep::Bool, {n});
}

// Goes to a cold block that raises if `v` is Unbound.
void Builder::unboundCheck(Node* v, HelperId id, std::initializer_list<Node*> inputs) {
  if (v->type != Rep::Any || planted(Plant::unbound_unchecked)) return;
  if (v->op == NodeOp::Constant && v->bits != Value::kUnboundBits) return;
  Node* unbound = add(NodeOp::IsBits, Rep::Bool, {v}, Value::kUnboundBits);
  add(NodeOp::Branch, Rep::None, {unbound});
  Block* before = current_;
  Block* raising = newBlock();
  Block* on = newBlock();
  raising->cold = true;
  before->successors = {raising, on};
  raising->predecessors.push_back({before, nullptr});
  on->predecessors.push_back({before, nullptr});
  current_ = raising;
  helper(id, inputs);
  add(NodeOp::Unreachable, Rep::None);
  current_ = on;
}

// The place where frames with `key` in their pc are entered: loads what matters at pc from memory and goes there, or raises what
// the frame was entered with.
void Builder::addEntry(uint32_t key, uint32_t pc) {
  uint32_t suspended = pc_;
  Block* b = graph_.block(pc, scope_);
  graph_.blocks.push_back(b);
  graph_.entries.push_back({key, b});
  current_ = b;
  registers_.assign(code_->registerCount, nullptr);
  pc_ = proper_ = pc;
  frameState_ = nullptr;
  hasHandler_ = false;
  for (uint32_t r : infoAt(pc).live) write(r, add(NodeOp::LoadRegister, Rep::Any, {}, r));
  if (key != pc) raiseThrown(suspended, key);
  enterFunction();
  unpackRangesAt(pc);
  guard(NodeOp::CheckRoom, Rep::None, {});
  jump(pc);
}

// generator.throw() resumes a generator to raise where it was suspended, or a delegate has raised: at the instruction
// `suspended`, `proper` without prefix.
void Builder::raiseThrown(uint32_t suspended, uint32_t proper) {
  uint32_t pc = pc_;
  pc_ = suspended;
  proper_ = proper;
  frameState_ = nullptr;
  findHandler();
  if (hasHandler_) {
    // What only the handler needs.
    for (uint32_t r : infoAt(handlerPc_).live)
      if (!registers_[r]) write(r, add(NodeOp::LoadRegister, Rep::Any, {}, r));
  }
  helper(HelperId::resumed, {});
  pc_ = proper_ = pc;
  frameState_ = nullptr;
  hasHandler_ = false;
}

void Builder::findHandler() {
  hasHandler_ = false;
  for (const bytecode::HandlerEntry& h : unit_.handlers) {
    if (proper_ >= h.start && proper_ < h.end) {
      hasHandler_ = true;
      handlerPc_ = h.target;
      break;
    }
  }
}

// What all guards of the function rely on, checked once.
void Builder::enterFunction() {
  if (parent_) return;
  bool globals = false, module = false;
  for (uint32_t pc = 0; pc < unit_.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit_.code[pc]);
    Op op = words_[pc + d.instruction].op;
    bool named = op == Op::LOAD_NAME_CELL || op == Op::STORE_NAME_CELL;
    globals |= op == Op::LOAD_GLOBAL_CELL || op == Op::STORE_GLOBAL_CELL || named;
    module |= named;
    pc += d.words;
  }
  if (globals) guard(NodeOp::CheckGlobals, Rep::None, {}, reinterpret_cast<uint64_t>(function_->globals));
  if (module) guard(NodeOp::CheckModuleLocals, Rep::None, {}, Value(function_->globals).bits());
}

void Builder::instruction() {
  frameState_ = nullptr;
  if (std::exchange(mayTrace_, false)) guard(NodeOp::Poll, Rep::None, {}, kPollTrace);
  findHandler();
  bool coldHandler = parent_ && blocks_[pc_].exceptionRegister >= 0 && isColdHandler(state_, pc_);
  if (isBehindRegion() || coldHandler || neverRan(d_, pc_, words_ + proper_, state_)) {
    ExitReason reason = isBehindRegion() ? ExitReason::LoopEnd : ExitReason::Unreached;
    add(NodeOp::Exit, Rep::None, {}, static_cast<uint64_t>(reason))->state = state();
    current_ = nullptr;
    return;
  }
  if (!operators() && !attributes() && !objects() && !iteration() && !control()) __builtin_unreachable();
}

bool Builder::build(std::string* refusal) {
  if (unit_.code.size() > kMaxWords || code_->registerCount > 20000) {
    *refusal = kTooLarge;
    return false;
  }
  findBlocks();
  findRegion();
  blocks_[start_ == kFromStart ? 0 : start_].leader = true;
  if (start_ == kFromStart) {
    // Arguments are in memory; the other variables are unbound yet.
    Block* b = graph_.block(0, scope_);
    graph_.blocks.push_back(b);
    graph_.entries.push_back({0, b});
    current_ = b;
    registers_.assign(code_->registerCount, nullptr);
    for (uint32_t r = 0; r < code_->localCount; ++r)
      write(r, r < code_->parameterCount ? add(NodeOp::LoadRegister, Rep::Any, {}, r) : raw(Value::unbound().bits()));
    // What binding has made.
    uint32_t rest = code_->argCount + code_->keywordOnlyCount;
    if (code_->flags & bytecode::kVarArgs) read(rest++)->shape = kShapeOf_tuple;
    if (code_->flags & bytecode::kVarKeywords) read(rest)->shape = kShapeOf_dict;
    enterFunction();
    jump(0);
  } else {
    addEntry(start_, start_);
  }
  walk();
  if (tooLarge_) *refusal = kTooLarge;
  return !tooLarge_;
}

// All instructions in their order.
void Builder::walk() {
  std::vector<bool> reachable = reachableFrom(start_ == kFromStart ? 0 : start_);
  for (uint32_t pc = 0; pc < unit_.code.size(); pc = next_) {
    d_ = bytecode::decode(&unit_.code[pc]);
    next_ = pc + d_.words;
    if (current_ && blocks_[pc].leader) {
      pc_ = proper_ = pc;
      jump(pc);
    }
    mayTrace_ &= current_ != nullptr;
    if (!current_) {
      if (!blocks_[pc].leader || !reachable[pc]) continue;
      // Only loops are led to from behind.
      if (infoAt(pc).snapshots.empty() && !blocks_[pc].header) continue;
      startBlock(pc);
    }
    pc_ = pc;
    proper_ = pc + d_.instruction;
    instruction();
    if (graph_.nodeCount() > kMaxNodes) {
      for (Builder* b = this; b; b = b->parent_) b->tooLarge_ = true;
      return;
    }
  }
}

bool buildGraph(Function* function, Code* code, uint32_t pc, const CodeState& state, bool unseenIsHot, Graph& graph,
                std::string* refusal) {
  for (bool plainRanges : {false, true}) {
    graph = Graph();
    graph.plainRanges = plainRanges;
    graph.loopsOften = state.loopsOften && pc == kFromStart;
    Builder builder(function, code, pc, state, unseenIsHot, graph);
    bool built = builder.build(refusal);
    if (plainRanges || !builder.rangesFailed()) return built;
  }
  __builtin_unreachable();
}

}  // namespace typhon::jit
