// Calls that consume a generator made for them: sum(x * x for x in l), any(), tuple(), ", ".join() and the like (steps/feed.h).
// The generator's code is built in from its beginning; where it yields, the consumer takes the value, and the code goes on.
//
// The generator belongs to nobody else, since the instruction before has made it. What the consumer has gathered is the state
// that an interpreter keeps in the register of the argument, so that an exit within the generator's code goes on there. As a rule
// the state is a tuple that is not made (passes/escape.h).
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/exec/steps/feed.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/types/generator.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

using steps::Consumer;

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;

constexpr uint64_t fieldOffset(steps::FeedField field) { return offsetof(Tuple, items) + field * sizeof(Value); }
}  // namespace

// Whether the code of a generator can be built into the call that consumes it: it hands over values by YIELD alone, and to drop
// it before its end has no effect.
bool Builder::mayFeed(Code* code) const {
  constexpr uint32_t kOthers = bytecode::kCoroutine | bytecode::kAsyncGenerator | bytecode::kIterableCoroutine;
  if (!(code->flags & bytecode::kGenerator) || code->flags & kOthers || !code->words || closingMatters(code)) return false;
  const bytecode::CodeUnit& unit = **code->unit;
  if (!hasRoomFor(unit.code.size())) return false;
  for (const Scope* s = scope_; s; s = s->outer)
    if (s->code == code) return false;
  const CodeState& state = stateOf(code);
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    // A value that the consumer cannot take in line leaves at the YIELD.
    if (d.op == Op::YIELD_DELEGATE || (d.op == Op::YIELD && !state.mayGuess(pc))) return false;
    pc += d.words;
  }
  return true;
}

// The call of `callee`, if its last argument is such a generator, and the receiver of a method the one before; null if not, or it
// is no consumer.
Node* Builder::consume(Value callee, const std::vector<Node*>& arguments) {
  bool method = d_.op == Op::CALL_METHOD;
  if ((quick() != Op::CALL_FEED && quick() != Op::CALL_METHOD_FEED) || d_.c != 1 || pc_ != proper_ || !mayGuess()) return nullptr;
  Node* generator = arguments.back();
  if (generator->op != NodeOp::NewGenerator) return nullptr;
  const FrameState* made = generator->scope->call;
  if (made->scope != scope_ || made->pc + steps::wordsOf(Op::CALL) != pc_) return nullptr;
  static_assert(steps::wordsOf(Op::CALL) == steps::wordsOf(Op::CALL_METHOD));
  Value self = Value::unbound();
  if (arguments.size() == 2) {
    if (typeKnown(arguments[0]) != types::str) return nullptr;
    self = Value(names::empty);
  }
  Code* code = Value::fromBits(generator->bits).as<Code>();
  Feed feed{steps::consumerOf(callee, self), nullptr, arguments[0], {}};
  if (feed.consumer == Consumer::None || !mayFeed(code)) return nullptr;
  graph_.inlinedWords += (**code->unit).code.size();
  beginFeed(feed, generator);
  uint32_t argument = d_.b + kHeader + (method ? 1 : 0);
  write(argument, feed.state);
  std::vector<uint32_t> kept = {argument};
  if (method) kept.push_back(argument - 1);
  Scope* s = graph_.scope(scope_);
  s->code = code;
  s->callee = generator->inputs[0];
  s->generator = generator;
  s->base = scope_->base + code_->registerCount + kHeader;
  s->call = callState(kept);
  s->continuation = static_cast<uint8_t>(Continuation::Feed);
  s->destination = d_.a;
  Join finished;
  Builder inner(*this, s, finished);
  inner.feed_ = &feed;
  const bytecode::Word* waits = reinterpret_cast<const bytecode::Word*>(generator->more);
  inner.start_ = static_cast<uint32_t>(waits - code->words) + steps::wordsOf(Op::RETURN_GENERATOR);
  inner.findBlocks();
  inner.blocks_[inner.start_].leader = true;
  inner.current_ = current_;
  inner.registers_.assign(code->registerCount, nullptr);
  inner.add(NodeOp::EnterScope, Rep::None);
  for (uint32_t r = 0; r < code->localCount; ++r) inner.write(r, generator->inputs[r + 1]);
  inner.jump(inner.start_);
  inner.walk();
  rangesFailed_ |= inner.rangesFailed_;
  if (finished.block) {
    afterJoin(finished);
    meet(feed.decided, feedResult(feed));
  }
  return afterJoin(feed.decided);
}

// The state that the consumer begins with.
void Builder::beginFeed(Feed& feed, Node* generator) {
  Node* consumer = constant(Value::smallInt(static_cast<int64_t>(feed.consumer)));
  Node* gathered = nullptr;
  switch (feed.consumer) {
    case Consumer::Set:
    case Consumer::FrozenSet:
    case Consumer::Join:
      feed.state = allocating(HelperId::begin_feed, {consumer, generator}, kShapeOf_tuple);
      return;
    case Consumer::Sum:
      gathered = constant(Value::smallInt(0));
      break;
    case Consumer::List:
    case Consumer::Tuple:
    case Consumer::Sorted:
      gathered = feed.list = allocating(HelperId::new_list, {number(0)}, kShapeOf_list);
      break;
    default:
      gathered = raw(Value::kUnboundBits);
      break;
  }
  feed.state = add(NodeOp::NewTuple, Rep::Any, {consumer, generator, gathered, constant(Value::smallInt(0))});
  feed.state->shape = kShapeOf_tuple;
}

Node* Builder::feedField(unsigned field) {
  return add(NodeOp::LoadField, Rep::Any, {feed_->state}, fieldOffset(static_cast<steps::FeedField>(field)));
}

void Builder::setFeedField(unsigned field, Node* v) {
  add(NodeOp::StoreField, Rep::None, {feed_->state, v}, fieldOffset(static_cast<steps::FeedField>(field)));
}

// Goes on in the first of two ways; the second is returned.
Block* Builder::split(Node* condition) {
  add(NodeOp::Branch, Rep::None, {condition});
  Block *from = current_, *yes = newBlock(), *no = newBlock();
  startNew(yes, from);
  startNew(no, from);
  current_ = yes;
  return no;
}

// YIELD: the consumer takes the value.
void Builder::feedValue(Node* v) {
  add(NodeOp::CheckUnseen, Rep::None)->state = state();
  switch (feed_->consumer) {
    case Consumer::Sum:
      addToSum(v);
      break;
    case Consumer::Any:
    case Consumer::All: {
      bool decisive = feed_->consumer == Consumer::Any;
      Node* holds = v->type == Rep::Bool ? v : add(NodeOp::IsBits, Rep::Bool, {v}, Value::boolean(decisive).bits());
      if (v->type == Rep::Bool && !decisive) holds = add(NodeOp::Not, Rep::Bool, {v});
      Block* on = split(holds);
      meet(feed_->decided, constant(Value::boolean(decisive)));
      current_ = on;
      if (v->type != Rep::Bool) guard(NodeOp::CheckSame, Rep::Any, {v}, Value::boolean(!decisive).bits());
      break;
    }
    case Consumer::Max:
    case Consumer::Min: {
      Node* best = feedField(steps::kGathered);
      Join on;
      Block* compares = split(add(NodeOp::IsBits, Rep::Bool, {best}, Value::kUnboundBits));
      setFeedField(steps::kGathered, v);
      meet(on, constant(Value::none()));
      current_ = compares;
      CompareOp op = feed_->consumer == Consumer::Max ? CompareOp::Gt : CompareOp::Lt;
      Node* beyond = v->type == Rep::Int ? add(NodeOp::CompareInt, Rep::Bool, {v, asInt(best)}, static_cast<uint64_t>(op))
                                         : guard(NodeOp::CompareNumber, Rep::Bool, {v, best}, static_cast<uint64_t>(op));
      Block* stays = split(beyond);
      if (!planted(Plant::feed_first)) setFeedField(steps::kGathered, v);
      meet(on, constant(Value::none()));
      current_ = stays;
      meet(on, constant(Value::none()));
      afterJoin(on);
      break;
    }
    case Consumer::List:
    case Consumer::Tuple:
    case Consumer::Sorted:
      add(NodeOp::ListAppend, Rep::None, {feed_->list, v});
      break;
    default: {
      // Where it is not taken, nothing has changed.
      Node* taken = allocating(HelperId::feed_in_place, {feed_->state, feed_->separator, v});
      guard(NodeOp::CheckSame, Rep::Any, {taken}, Value::boolean(true).bits());
      break;
    }
  }
  write(d_.a, constant(Value::none()));
}

// One more value for sum(), guessed to be an int, then a float; compensated as sum() has it.
void Builder::addToSum(Node* v) {
  Node* total = feedField(steps::kGathered);
  if (v->type == Rep::Bool) {
    Join on;
    Block* stays = split(v);
    setFeedField(steps::kGathered, guard(NodeOp::IntAdd, Rep::Int, {asInt(total), constant(Value::smallInt(1))}));
    meet(on, constant(Value::none()));
    current_ = stays;
    meet(on, constant(Value::none()));
    afterJoin(on);
    return;
  }
  if (v->type == Rep::Int || (v->type == Rep::Any && !state_.strikesAt(pc_))) {
    Node* x = asInt(v);
    setFeedField(steps::kGathered, guard(NodeOp::IntAdd, Rep::Int, {asInt(total), x}));
    return;
  }
  feed_->floats = true;
  Node* x = v->type == Rep::Float ? v : guard(NodeOp::CheckFloat, Rep::Float, {v});
  total = guard(NodeOp::CheckNumber, Rep::Float, {total});
  Node* lost = guard(NodeOp::CheckNumber, Rep::Float, {feedField(steps::kExtra)});
  Node* next = add(NodeOp::FloatAdd, Rep::Float, {total, x});
  auto larger = [&](Node* a) { return add(NodeOp::FloatAbsolute, Rep::Float, {a}); };
  Join on;
  auto compensate = [&](Node* large, Node* small) {
    Node* rest = add(NodeOp::FloatAdd, Rep::Float, {add(NodeOp::FloatSubtract, Rep::Float, {large, next}), small});
    setFeedField(steps::kExtra, add(NodeOp::FloatAdd, Rep::Float, {lost, rest}));
    meet(on, constant(Value::none()));
  };
  Node* isTotal = add(NodeOp::CompareFloat, Rep::Bool, {larger(total), larger(x)}, static_cast<uint64_t>(CompareOp::Ge));
  Block* other = split(isTotal);
  compensate(total, x);
  current_ = other;
  compensate(x, total);
  afterJoin(on);
  setFeedField(steps::kGathered, next);
}

// The generator has returned: the consumer's result. Nothing may leave from here, where the call would begin anew.
Node* Builder::feedResult(Feed& feed) {
  Feed* own = feed_;  // what this code itself yields to
  feed_ = &feed;
  Node* result = nullptr;
  switch (feed.consumer) {
    case Consumer::Any:
    case Consumer::All:
      result = constant(Value::boolean(feed.consumer == Consumer::All));
      break;
    case Consumer::List:
      result = feed.list;
      break;
    case Consumer::Tuple:
      result = allocating(HelperId::list_to_tuple, {feed.list}, kShapeOf_tuple);
      break;
    case Consumer::Sum:
      result = feedField(steps::kGathered);
      if (feed.floats) result = allocating(HelperId::compensated, {result, feedField(steps::kExtra)});
      break;
    case Consumer::Max:
    case Consumer::Min: {
      result = feedField(steps::kGathered);
      Block* some = split(add(NodeOp::IsBits, Rep::Bool, {result}, Value::kUnboundBits));
      current_->cold = true;
      helper(HelperId::feed_result, {feed.state, feed.separator});
      add(NodeOp::Unreachable, Rep::None);
      current_ = some;
      break;
    }
    case Consumer::Sorted:
    case Consumer::Join:
      result = helper(HelperId::feed_result, {feed.state, feed.separator});
      break;
    default:
      result = feedField(steps::kGathered);
      if (feed.consumer == Consumer::Set) result->shape = kShapeOf_set;
      break;
  }
  feed_ = own;
  return result;
}

}  // namespace typhon::jit
