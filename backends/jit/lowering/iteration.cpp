// Native iterators whose next slot is called.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

// The next item of an iterator over a list or tuple, whose class is known: to `end` if there is none.
Lowering::V Lowering::stepSequence(V it, V isList, BB end) {
  static_assert(offsetof(ListIterator, list) == offsetof(TupleIterator, tuple) &&
                offsetof(ListIterator, index) == offsetof(TupleIterator, index));
  V sequencePlace = objectAt(it, offsetof(ListIterator, list)), indexPlace = objectAt(it, offsetof(ListIterator, index));
  V sequence = load64(sequencePlace, kIterators);
  BB there = newBlock("there"), ended = newBlock("ended"), item = newBlock("item"), list = newBlock("list"), on = newBlock("on");
  b_.CreateCondBr(b_.CreateICmpNE(sequence, constant(0)), there, end, likely());
  b_.SetInsertPoint(there);
  V index = load64(indexPlace, kIterators);
  b_.CreateCondBr(b_.CreateICmpULT(index, load64(at(sequence, offsetof(List, length)), kLengths)), item, ended, likely());
  b_.SetInsertPoint(ended);
  store(constant(0), sequencePlace, kIterators);
  b_.CreateBr(end);
  b_.SetInsertPoint(item);
  store(b_.CreateAdd(index, constant(1)), indexPlace, kIterators);
  V own = at(sequence, offsetof(Tuple, items));
  b_.CreateCondBr(isList, list, on);
  b_.SetInsertPoint(list);
  V stored = at(load(ptr_, at(sequence, offsetof(List, store)), kLengths), offsetof(ValueArray, items));
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  return load64(b_.CreateGEP(i64_, merge({{own, item}, {stored, list}}), {index}));
}

// zip() of two and enumerate() of lists and tuples in line, anything else by the iterator's function.
void Lowering::emitNextPair(Node* n) {
  if (!pair_) {
    llvm::IRBuilder<>::InsertPointGuard guard(b_);
    BB entry = &function_->getEntryBlock();
    b_.SetInsertPoint(entry, entry->begin());
    pair_ = b_.CreateAlloca(llvm::ArrayType::get(i64_, 2));
  }
  V it = tagged(n->inputs[0]);
  auto status = [&](PairStep step) { return constant(static_cast<uint64_t>(step)); };
  struct Way {
    V status, first, second;
    BB from;
  };
  std::vector<Way> ways;
  BB slow = newBlock("pair"), end = newBlock("end"), on = newBlock("paired");
  auto known = [&](V inner, V* isList) {
    BB object = newBlock("object"), next = newBlock("known");
    b_.CreateCondBr(isObject(inner), object, slow, likely());
    b_.SetInsertPoint(object);
    V shape = load(i32_, objectAt(inner, offsetof(Object, shape)), kShapes);
    *isList = b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_listIterator));
    V sequence = b_.CreateOr(*isList, b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_tupleIterator)));
    b_.CreateCondBr(sequence, next, slow, likely());
    b_.SetInsertPoint(next);
  };
  Home before = home_;
  uint32_t shape = resolve(n->inputs[0])->shape;
  if (shape == kShapeOf_enumerate) {
    V inner = load64(objectAt(it, offsetof(Enumerate, iterator)), kIterators), isList;
    V place = objectAt(it, offsetof(Enumerate, index)), index = load64(place, kIterators);
    known(inner, &isList);
    BB counted = newBlock("counted");
    V small = b_.CreateAnd(b_.CreateICmpEQ(b_.CreateAnd(index, constant(3)), constant(0)),
                           b_.CreateICmpNE(index, constant(Value::smallInt(Value::kSmallIntMax).bits())));
    b_.CreateCondBr(small, counted, slow, likely());
    b_.SetInsertPoint(counted);
    V item = stepSequence(inner, isList, end);
    store(b_.CreateAdd(index, constant(Value::smallInt(1).bits())), place, kIterators);
    ways.push_back({status(PairStep::Pair), index, item, b_.GetInsertBlock()});
    b_.CreateBr(on);
  } else if (shape == kShapeOf_zip) {
    V iterators = load64(objectAt(it, offsetof(Zip, iterators)), kIterators);
    V strict = load(i8_, objectAt(it, offsetof(Zip, strict)), kIterators);
    V two = b_.CreateICmpEQ(load64(at(iterators, offsetof(Tuple, length)), kLengths), constant(2));
    BB both = newBlock("both");
    b_.CreateCondBr(b_.CreateAnd(two, b_.CreateICmpEQ(strict, b_.getInt8(0))), both, slow, likely());
    b_.SetInsertPoint(both);
    V inner[2], isList[2], items[2];
    for (unsigned i = 0; i < 2; ++i) {
      inner[i] = load64(at(iterators, static_cast<int64_t>(offsetof(Tuple, items) + i * sizeof(Value))));
      known(inner[i], &isList[i]);
    }
    for (unsigned i = 0; i < 2; ++i) items[i] = stepSequence(inner[i], isList[i], planted(Plant::zip_uneven) && i ? slow : end);
    ways.push_back({status(PairStep::Pair), items[0], items[1], b_.GetInsertBlock()});
    b_.CreateBr(on);
  } else {
    b_.CreateBr(slow);
  }
  if (ways.empty()) {
    end->eraseFromParent();
  } else {
    b_.SetInsertPoint(end);
    ways.push_back({status(PairStep::End), constant(0), constant(0), end});
    b_.CreateBr(on);
  }
  b_.SetInsertPoint(slow);
  publish(n->state, &home_);
  storePc(n->pc);
  llvm::FunctionType* type = llvm::FunctionType::get(i8_, {ptr_, i64_, ptr_}, false);
  llvm::CallInst* step = b_.CreateCall(type, b_.CreateIntToPtr(constant(n->more), ptr_), {thread_, it, pair_});
  step->setDoesNotThrow();
  V general = b_.CreateZExt(step, i64_);
  mayRaise(n, b_.CreateICmpEQ(step, b_.getInt8(static_cast<uint8_t>(PairStep::Failed))));
  ways.push_back({general, load64(at(pair_, 0)), load64(at(pair_, sizeof(Value))), b_.GetInsertBlock()});
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  llvm::PHINode* phis[3];
  for (llvm::PHINode*& phi : phis) phi = b_.CreatePHI(i64_, static_cast<unsigned>(ways.size()));
  for (const Way& way : ways) {
    phis[0]->addIncoming(way.status, way.from);
    phis[1]->addIncoming(way.first, way.from);
    phis[2]->addIncoming(way.second, way.from);
  }
  set(n, phis[0]);
  pairs_[n->id] = {phis[1], phis[2]};
  home_ = std::move(before);
  clobberTemporaries();
}

bool Lowering::emitIteration(Node* n) {
  switch (n->op) {
    case NodeOp::NextNative:
    case NodeOp::NextPlain: {
      V it = tagged(n->inputs[0]);
      if (n->flags() & PYTHON) publish(n->state, &home_);
      storePc(n->pc);
      llvm::FunctionType* type = llvm::FunctionType::get(i64_, {ptr_, i64_}, false);
      llvm::CallInst* item = b_.CreateCall(type, b_.CreateIntToPtr(constant(n->more), ptr_), {thread_, it});
      item->setDoesNotThrow();
      BB called = b_.GetInsertBlock(), failed = newBlock("failed"), on = newBlock("next");
      b_.CreateCondBr(b_.CreateICmpEQ(item, constant(Value::kErrorBits)), failed, on, unlikely());
      b_.SetInsertPoint(failed);
      V end = call(HelperId::end_or_error, {});
      Home before = home_;
      if (planted(Plant::iterator_error))
        end = constant(Value::kUnboundBits);
      else
        mayRaise(n, b_.CreateICmpEQ(end, constant(Value::kErrorBits)));
      BB ended = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      home_ = std::move(before);
      set(n, merge({{item, called}, {end, ended}}));
      if (n->flags() & PYTHON) {
        if (scope_->outer) setInnermost(&graph_.scopes.front());
        clobberTemporaries();
      }
      return true;
    }
    case NodeOp::RangeState:
    case NodeOp::GeneratorState:
    case NodeOp::ObjectState:
      return true;
    case NodeOp::RangeNumber:
      set(n, b_.CreateShl(load64(objectAt(native(n->inputs[0]), offsetof(RangeIterator, next)), kIterators), constant(2)));
      return true;
    case NodeOp::RangeStop: {
      V it = native(n->inputs[0]);
      V remaining = load64(objectAt(it, offsetof(RangeIterator, remaining)), kIterators);
      V next = load64(objectAt(it, offsetof(RangeIterator, next)), kIterators);
      V stop = b_.CreateAdd(next, b_.CreateMul(remaining, constant(planted(Plant::range_remaining) ? 1 : n->bits)));
      V small = b_.CreateShl(stop, constant(2));
      check(b_.CreateICmpEQ(b_.CreateAShr(small, constant(2)), stop), n, ExitReason::Overflow);
      set(n, small);
      return true;
    }
    case NodeOp::NewRange: {
      Home before = home_;
      storePc(n->pc);
      V range = call(HelperId::new_range, {native(n->inputs[0]), native(n->inputs[1]), native(n->inputs[2])});
      mayRaise(n, b_.CreateICmpEQ(range, constant(Value::kErrorBits)));
      home_ = std::move(before);
      set(n, range);
      return true;
    }
    case NodeOp::NextPair:
      emitNextPair(n);
      return true;
    case NodeOp::PairItem:
      set(n, pairs_[resolve(n->inputs[0])->id][n->bits]);
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
