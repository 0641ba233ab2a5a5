// Native iterators whose next slot is called.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/types/iterators.h"

namespace typhon::jit {

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
    case NodeOp::NextPair: {
      if (!pair_) {
        llvm::IRBuilder<>::InsertPointGuard guard(b_);
        BB entry = &function_->getEntryBlock();
        b_.SetInsertPoint(entry, entry->begin());
        pair_ = b_.CreateAlloca(llvm::ArrayType::get(i64_, 2));
      }
      V it = tagged(n->inputs[0]);
      publish(n->state, &home_);
      storePc(n->pc);
      llvm::FunctionType* type = llvm::FunctionType::get(i8_, {ptr_, i64_, ptr_}, false);
      llvm::CallInst* step = b_.CreateCall(type, b_.CreateIntToPtr(constant(n->more), ptr_), {thread_, it, pair_});
      step->setDoesNotThrow();
      set(n, b_.CreateZExt(step, i64_));
      mayRaise(n, b_.CreateICmpEQ(step, b_.getInt8(static_cast<uint8_t>(PairStep::Failed))));
      return true;
    }
    case NodeOp::PairItem:
      set(n, load64(at(pair_, static_cast<int64_t>(n->bits * sizeof(Value)))));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
