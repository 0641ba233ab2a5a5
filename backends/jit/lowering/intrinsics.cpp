// The hot native functions in line.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/memory/heap.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

Lowering::V Lowering::merge(std::initializer_list<std::pair<V, BB>> ways) {
  llvm::PHINode* phi = b_.CreatePHI(ways.begin()->first->getType(), static_cast<unsigned>(ways.size()));
  for (auto& [v, from] : ways) phi->addIncoming(v, from);
  return phi;
}

bool Lowering::emitIntrinsic(Node* n) {
  switch (n->op) {
    case NodeOp::IntMinimum:
    case NodeOp::IntMaximum: {
      // The first of equals, as the builtin: ints that are equal are one.
      V a = native(n->inputs[0]), c = native(n->inputs[1]);
      V first = n->op == NodeOp::IntMinimum ? b_.CreateICmpSLE(a, c) : b_.CreateICmpSGE(a, c);
      set(n, b_.CreateSelect(first, a, c));
      return true;
    }
    case NodeOp::LengthAny: {
      V v = tagged(n->inputs[0]);
      BB object = newBlock("object"), fast = newBlock("sequence"), slow = newBlock("length"), on = newBlock("measured");
      Home before = home_;
      b_.CreateCondBr(isObject(v), object, slow, likely());
      b_.SetInsertPoint(object);
      V shape = load(i32_, objectAt(v, offsetof(Object, shape)), kShapes);
      V sequence =
          b_.CreateOr(b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_list)), b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_tuple)));
      b_.CreateCondBr(sequence, fast, slow);
      b_.SetInsertPoint(fast);
      V length = b_.CreateShl(load64(objectAt(v, offsetof(List, length)), kLengths), constant(2));
      b_.CreateBr(on);
      b_.SetInsertPoint(slow);
      V general = callSeen(n, HelperId::get_len, {v});
      BB slowEnd = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      set(n, merge({{length, fast}, {general, slowEnd}}));
      home_ = std::move(before);
      clobberTemporaries();
      return true;
    }
    case NodeOp::IsInstance: {
      V v = tagged(n->inputs[0]), type = constant(n->bits);
      auto* base = Value::fromBits(n->bits).as<typhon::Type>();
      BB object = newBlock("object"), immediate = newBlock("immediate"), other = newBlock("derives"),
         slow = newBlock("isinstance"), on = newBlock("judged");
      Home before = home_;
      b_.CreateCondBr(isObject(v), object, immediate);
      // What is no object is a number as a rule.
      b_.SetInsertPoint(immediate);
      V isInt = b_.CreateICmpEQ(b_.CreateAnd(v, constant(3)), constant(0));
      V isFloat = b_.CreateICmpNE(b_.CreateAnd(v, constant(2)), constant(0));
      V number = b_.CreateSelect(isInt, b_.getInt1(isSubtype(types::int_, base)), b_.getInt1(isSubtype(types::float_, base)));
      b_.CreateCondBr(b_.CreateOr(isInt, isFloat), on, other);
      b_.SetInsertPoint(object);
      V exactly = b_.CreateICmpEQ(b_.CreateAdd(typeOfObject(v), constant(1)), type);
      BB fast = b_.GetInsertBlock();
      b_.CreateCondBr(exactly, on, other);
      b_.SetInsertPoint(other);
      V derives = call(HelperId::derives, {v, type});
      V certainly = b_.CreateICmpEQ(derives, constant(Value::kTrueBits));
      b_.CreateCondBr(b_.CreateICmpEQ(derives, constant(Value::kUnboundBits)), slow, on, unlikely());
      b_.SetInsertPoint(slow);
      V general = b_.CreateICmpEQ(callSeen(n, HelperId::is_instance, {v, type}), constant(Value::kTrueBits));
      BB slowEnd = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      set(n, merge({{number, immediate}, {b_.getTrue(), fast}, {certainly, other}, {general, slowEnd}}));
      home_ = std::move(before);
      clobberTemporaries();
      return true;
    }
    case NodeOp::ListAppend: {
      V list = tagged(n->inputs[0]), v = tagged(n->inputs[1]);
      V length = load64(objectAt(list, offsetof(List, length)), kLengths);
      V array = load(ptr_, objectAt(list, offsetof(List, store)), kLengths);
      BB there = newBlock("there"), fast = newBlock("append"), slow = newBlock("grow"), on = newBlock("appended");
      Home before = home_;
      b_.CreateCondBr(b_.CreateIsNotNull(array), there, slow, likely());
      b_.SetInsertPoint(there);
      V room = b_.CreateICmpULT(length, load64(at(array, offsetof(ValueArray, capacity)), kLengths));
      b_.CreateCondBr(room, fast, slow, likely());
      b_.SetInsertPoint(fast);
      V place = b_.CreateGEP(i64_, at(array, offsetof(ValueArray, items)), {length});
      store(v, place, kItems);
      store(b_.CreateAdd(length, constant(1)), objectAt(list, offsetof(List, length)), kLengths);
      if (!isPointerFree(n->inputs[1])) barrierAt(array, place);
      b_.CreateBr(on);
      b_.SetInsertPoint(slow);
      storePc(n->pc);
      V general = call(HelperId::list_append, {list, v});
      mayRaise(n, b_.CreateICmpEQ(general, constant(Value::kErrorBits)));
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      home_ = std::move(before);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace typhon::jit
