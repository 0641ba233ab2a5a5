// Iteration and unpacking.
#include "backends/jit/graph/builder.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/iterators.h"

namespace typhon::jit {

namespace {

// The shape of the iterator that iter() makes of an object of exactly the type; 0: not known.
uint32_t iteratorOf(uint32_t shape) {
  switch (shape) {
    case kShapeOf_list:
      return kShapeOf_listIterator;
    case kShapeOf_tuple:
      return kShapeOf_tupleIterator;
    case kShapeOf_dict:
    case kShapeOf_dictKeys:
      return kShapeOf_dictKeyIterator;
    case kShapeOf_dictValues:
      return kShapeOf_dictValueIterator;
    case kShapeOf_dictItems:
      return kShapeOf_dictItemIterator;
    case kShapeOf_set:
    case kShapeOf_frozenset:
      return kShapeOf_setIterator;
    default:
      return 0;
  }
}

// Iterators that are their own.
bool isIterator(uint32_t shape) {
  switch (shape) {
    case kShapeOf_generator:
    case kShapeOf_enumerate:
    case kShapeOf_zip:
    case kShapeOf_rangeIterator:
    case kShapeOf_listIterator:
    case kShapeOf_listReverseIterator:
    case kShapeOf_tupleIterator:
      return true;
    default:
      return false;
  }
}

// Native iterators whose next item comes without Python code.
bool isPlainIterator(uint32_t shape) {
  switch (shape) {
    case kShapeOf_dictKeyIterator:
    case kShapeOf_dictValueIterator:
    case kShapeOf_dictItemIterator:
    case kShapeOf_dictReverseKeyIterator:
    case kShapeOf_dictReverseValueIterator:
    case kShapeOf_dictReverseItemIterator:
    case kShapeOf_setIterator:
    case kShapeOf_strIterator:
    case kShapeOf_strAsciiIterator:
    case kShapeOf_bytesIterator:
    case kShapeOf_listReverseIterator:
    case kShapeOf_longRangeIterator:
      return true;
    default:
      return false;
  }
}

}  // namespace

// The next item of the iterator, or the way out of the loop.
void Builder::forIter(bool mayStep) {
  const bytecode::Decoded& d = d_;
  uint32_t target = static_cast<uint32_t>(pc_ + d.signedC());
  Node* it = read(d.a);
  if (it->op == NodeOp::RangeState) return forRange(it);
  if (it->op == NodeOp::GeneratorState) return resumeGenerator(*generatorLoopAt(pc_), it);
  if (mayStep && mayGuess() && quick() == Op::FOR_ITER_GENERATOR && stepGenerator(it)) return;
  if (mayGuess() && quick() == Op::FOR_ITER && callNext(it)) return;
  NodeOp more = NodeOp::kCount, next = NodeOp::kCount;
  uint32_t shape = 0;
  if (mayGuess()) {
    switch (quick()) {
      case Op::FOR_ITER_RANGE:
        more = NodeOp::RangeMore, next = NodeOp::RangeNext, shape = kShapeOf_rangeIterator;
        break;
      case Op::FOR_ITER_LIST:
        more = NodeOp::ListMore, next = NodeOp::ListNext, shape = kShapeOf_listIterator;
        break;
      case Op::FOR_ITER_TUPLE:
        more = NodeOp::TupleMore, next = NodeOp::TupleNext, shape = kShapeOf_tupleIterator;
        break;
      case Op::FOR_ITER_NATIVE:
      case Op::FOR_ITER_PAIR:
        shape = static_cast<uint32_t>(feedback());
        break;
      default:
        break;
    }
  }
  if (shape) {
    Node* checked = guard(NodeOp::CheckShape, Rep::Any, {it}, shape);
    refine(it, checked);
    it = checked;
    if (quick() == Op::FOR_ITER_PAIR) return forIterPair(it);
  }
  Node* v = nullptr;
  Node* on;
  if (more != NodeOp::kCount) {
    on = add(more, Rep::Bool, {it});
  } else {
    if (shape)
      v = add(isPlainIterator(shape) ? NodeOp::NextPlain : NodeOp::NextNative, Rep::Any, {it}, 0, feedback(1));
    else
      v = helper(HelperId::for_iter, {it});
    on = add(NodeOp::Not, Rep::Bool, {add(NodeOp::IsBits, Rep::Bool, {v}, Value::kUnboundBits)});
  }
  add(NodeOp::Branch, Rep::None, {on});
  Block* before = current_;
  Block* body = newBlock();
  startNew(body, before);
  edge(target);
  current_ = body;
  if (!v) v = add(next, next == NodeOp::RangeNext ? Rep::Int : Rep::Any, {it});
  write(d.b, v);
}

// The same together with the UNPACK_SEQUENCE behind it: the two places of the pair, which is not made.
void Builder::forIterPair(Node* it) {
  uint32_t target = static_cast<uint32_t>(pc_ + d_.signedC()), item = d_.b;
  auto is = [&](Node* status, PairStep step) { return add(NodeOp::IsBits, Rep::Bool, {status}, static_cast<uint64_t>(step)); };
  Node* status = add(NodeOp::NextPair, Rep::Any, {it}, 0, feedback(1));
  add(NodeOp::Branch, Rep::None, {add(NodeOp::Not, Rep::Bool, {is(status, PairStep::End)})});
  Block* before = current_;
  Block* some = newBlock();
  startNew(some, before);
  edge(target);
  current_ = some;
  add(NodeOp::Branch, Rep::None, {is(status, PairStep::Pair)});
  Block *pair = newBlock(), *single = newBlock();
  single->cold = true;
  startNew(pair, some);
  startNew(single, some);
  current_ = pair;
  Node* places[2][2];
  for (unsigned i = 0; i < 2; ++i) places[0][i] = add(NodeOp::PairItem, Rep::Any, {status}, i);
  add(NodeOp::Jump, Rep::None);
  // What is no pair is unpacked by the instruction that is left out.
  bytecode::Decoded unpack = bytecode::decode(&unit_.code[next_]);
  current_ = single;
  Node* whole = add(NodeOp::PairItem, Rep::Any, {status}, 0);
  write(item, whole);
  pc_ = proper_ = next_;
  frameState_ = nullptr;
  findHandler();
  helper(HelperId::unpack_sequence, {whole, number(2), number(unpack.a)});
  for (uint32_t i = 0; i < 2; ++i) places[1][i] = add(NodeOp::LoadRegister, Rep::Any, {}, unpack.a + i);
  add(NodeOp::Jump, Rep::None);
  Block* singleEnd = current_;
  Block* on = newBlock();
  startNew(on, pair);
  startNew(on, singleEnd);
  current_ = on;
  write(item, constant(Value::none()));
  for (uint32_t i = 0; i < 2; ++i) {
    Node* phi = graph_.node(NodeOp::Phi, Rep::Any);
    phi->block = on;
    phi->scope = scope_;
    phi->pc = proper_;
    phi->inputs = {places[0][i], places[1][i]};
    on->phis.push_back(phi);
    write(unpack.a + i, phi);
  }
  next_ += unpack.words;
}

bool Builder::iteration() {
  const bytecode::Decoded& d = d_;
  switch (d.op) {
    case Op::GET_ITER: {
      Node* v = read(d.b);
      if (beginRange(v)) return true;
      if (const GeneratorLoop* l = generatorLoopAt(pc_))
        beginGenerator(*l, isIterator(v->shape) ? v : helper(HelperId::get_iter, {v}));
      else if (isIterator(v->shape) || iteratesItself(v))
        write(d.a, v);
      else if (uint32_t shape = iteratorOf(v->shape))
        write(d.a, allocating(HelperId::get_iter, {v}, shape));
      else if (v->shape == kShapeOf_range)
        write(d.a, allocating(HelperId::get_iter, {v}));
      else
        write(d.a, helper(HelperId::get_iter, {v}));
      return true;
    }
    case Op::FOR_ITER:
      forIter();
      return true;
    case Op::UNPACK_SEQUENCE: {
      Node* v = read(d.b);
      if (mayGuess() && (quick() == Op::UNPACK_SEQUENCE_TUPLE || quick() == Op::UNPACK_SEQUENCE_LIST)) {
        bool list = quick() == Op::UNPACK_SEQUENCE_LIST;
        // What was put together here is taken apart without looking.
        if (!list && v->op == NodeOp::NewTuple && v->inputs.size() == d.c) {
          std::vector<Node*> items = v->inputs;
          for (uint32_t i = 0; i < d.c; ++i) write(d.a + i, items[i]);
          return true;
        }
        Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, list ? kShapeOf_list : kShapeOf_tuple);
        Node* measured = guard(NodeOp::CheckLength, Rep::Any, {checked}, d.c);
        measured->shape = checked->shape;
        std::vector<Node*> items;
        for (uint32_t i = 0; i < d.c; ++i)
          items.push_back(add(list ? NodeOp::ListItem : NodeOp::TupleItem, Rep::Any, {measured}, i));
        refine(v, checked);
        for (uint32_t i = 0; i < d.c; ++i) write(d.a + i, items[i]);
        return true;
      }
      helper(HelperId::unpack_sequence, {v, number(d.c), number(d.a)});
      reload(d.a, d.c);
      return true;
    }
    case Op::UNPACK_EX:
      helper(HelperId::unpack_ex, {read(d.b), number(d.c), number(d.a)});
      reload(d.a, (d.c & 0xff) + 1 + (d.c >> 8));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
