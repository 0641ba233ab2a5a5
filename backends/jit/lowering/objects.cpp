// Guards on objects, their fields, cells, lists and tuples, iterators.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/exec/thread.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/generator.h"
#include "runtime/types/function.h"
#include "runtime/types/iterators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

// After a store of a reference: an owner that is old and not in the write log is logged.
void Lowering::barrier(V taggedOwner) {
  V gc = load(i8_, objectAt(taggedOwner, offsetof(Object, gc)), kCollector);
  BB log = newBlock("log"), on = newBlock("stored");
  b_.CreateCondBr(b_.CreateICmpNE(b_.CreateAnd(gc, b_.getInt8(kOldUnlogged)), b_.getInt8(0)), log, on, unlikely());
  b_.SetInsertPoint(log);
  call(HelperId::log_write, {b_.CreateSub(taggedOwner, constant(1))});
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
}

void Lowering::barrierAt(V ownerPointer, V place) {
  V gc = load(i8_, at(ownerPointer, offsetof(Object, gc)), kCollector);
  BB log = newBlock("log"), on = newBlock("stored");
  b_.CreateCondBr(b_.CreateICmpNE(b_.CreateAnd(gc, b_.getInt8(kOldUnlogged)), b_.getInt8(0)), log, on, unlikely());
  b_.SetInsertPoint(log);
  call(HelperId::log_write_at, {ownerPointer, place});
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
}

// x into a place of an array, with barrier.
void Lowering::storeItem(Node* x, V array, V place) {
  x = resolve(x);
  if (x->type != Rep::Float) {
    store(tagged(x), place, kItems);
    if (!isPointerFree(x)) barrierAt(array, place);
    return;
  }
  // A float needs no box as a rule, and what is no object needs no barrier.
  V boxed;
  store(tagged(x, &boxed), place, kItems);
  BB object = newBlock("object"), on = newBlock("stored");
  b_.CreateCondBr(boxed, object, on, unlikely());
  b_.SetInsertPoint(object);
  barrierAt(array, place);
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
}

// The class of an object, as a pointer; its version.
Lowering::V Lowering::typeOfObject(V object) {
  V shape = b_.CreateZExt(load(i32_, objectAt(object, offsetof(Object, shape)), kShapes), i64_);
  V table = load(ptr_, at(constant(reinterpret_cast<uint64_t>(&shapeTable)), 0), kShapes);
  return load64(at(load(ptr_, b_.CreateGEP(ptr_, table, {shape}), kShapes), offsetof(Shape, type)), kShapes);
}

Lowering::V Lowering::versionOf(V object) { return load64(at(typeOfObject(object), offsetof(typhon::Type, version)), kShapes); }

bool Lowering::emitObject(Node* n) {
  // Item `index` (a tagged int) of those that begin at `items`: twice the tagged int is the offset.
  auto item = [&](V items, V index) { return b_.CreateGEP(b_.getInt16Ty(), items, {index}); };
  static_assert(offsetof(List, length) == offsetof(Tuple, length));
  auto storeOf = [&](V list) { return load(ptr_, objectAt(list, offsetof(List, store)), kLengths); };
  switch (n->op) {
    case NodeOp::CheckShape: {
      V v = tagged(n->inputs[0]);
      check(isObject(v), n, ExitReason::Shape);
      V shape = load(i32_, objectAt(v, offsetof(Object, shape)), kShapes);
      if (!planted(Plant::shape_unchecked))
        check(b_.CreateICmpEQ(shape, b_.getInt32(static_cast<uint32_t>(n->bits))), n, ExitReason::Shape);
      set(n, v);
      return true;
    }
    case NodeOp::CheckImmediate: {
      V v = tagged(n->inputs[0]);
      check(b_.CreateNot(isObject(v)), n, ExitReason::Shape);
      set(n, v);
      return true;
    }
    case NodeOp::CheckImmediateNumber: {
      V v = tagged(n->inputs[0]);
      V isFloat = b_.CreateICmpNE(b_.CreateAnd(v, constant(2)), constant(0));
      check(b_.CreateOr(isFloat, b_.CreateICmpEQ(b_.CreateAnd(v, constant(3)), constant(0))), n, ExitReason::Guard);
      set(n, v);
      return true;
    }
    case NodeOp::CheckShapes: {
      V v = tagged(n->inputs[0]);
      check(isObject(v), n, ExitReason::Shape);
      V shape = load(i32_, objectAt(v, offsetof(Object, shape)), kShapes);
      V ok = b_.getFalse();
      for (uint64_t s : n->words) ok = b_.CreateOr(ok, b_.CreateICmpEQ(shape, b_.getInt32(static_cast<uint32_t>(s))));
      check(ok, n, ExitReason::Shape);
      set(n, v);
      return true;
    }
    case NodeOp::CheckTypeVersion:
    case NodeOp::CheckTypeVersions: {
      V v = tagged(n->inputs[0]);
      check(isObject(v), n, ExitReason::Shape);
      V version = versionOf(v), ok = b_.getFalse();
      if (n->words.empty()) ok = b_.CreateICmpEQ(version, constant(n->bits));
      for (uint64_t w : n->words) ok = b_.CreateOr(ok, b_.CreateICmpEQ(version, constant(w)));
      check(ok, n, ExitReason::Shape);
      set(n, v);
      return true;
    }
    case NodeOp::IsObject:
      set(n, isObject(tagged(n->inputs[0])));
      return true;
    case NodeOp::HasShape: {
      V shape = load(i32_, objectAt(tagged(n->inputs[0]), offsetof(Object, shape)), kShapes);
      V has = b_.getFalse();
      for (uint64_t s : n->words) has = b_.CreateOr(has, b_.CreateICmpEQ(shape, b_.getInt32(static_cast<uint32_t>(s))));
      set(n, has);
      return true;
    }
    case NodeOp::SelectByVersion: {
      V version = versionOf(tagged(n->inputs[0]));
      V chosen = constant(n->words[1]);
      for (size_t i = 2; i < n->words.size(); i += 2)
        chosen = b_.CreateSelect(b_.CreateICmpEQ(version, constant(n->words[i])), constant(n->words[i + 1]), chosen);
      set(n, chosen);
      return true;
    }
    case NodeOp::TypeOf: {
      V v = tagged(n->inputs[0]);
      BB object = newBlock("object"), immediate = newBlock("immediate"), on = newBlock("type");
      b_.CreateCondBr(isObject(v), object, immediate, likely());
      b_.SetInsertPoint(object);
      V type = b_.CreateAdd(typeOfObject(v), constant(1));
      b_.CreateBr(on);
      b_.SetInsertPoint(immediate);
      V other = call(HelperId::type_of, {v});
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      set(n, merge({{type, object}, {other, immediate}}));
      return true;
    }
    case NodeOp::CheckClass: {
      V v = tagged(n->inputs[0]);
      check(isObject(v), n, ExitReason::Shape);
      V kind = load(b_.getInt16Ty(), objectAt(v, offsetof(Object, kind)), kShapes);
      check(b_.CreateICmpEQ(kind, b_.getInt16(static_cast<uint16_t>(Kind::Type))), n, ExitReason::Shape);
      V version = load64(objectAt(v, offsetof(typhon::Type, version)), kShapes);
      check(b_.CreateICmpEQ(version, constant(n->bits)), n, ExitReason::Shape);
      set(n, v);
      return true;
    }
    case NodeOp::SelectByShape: {
      V shape = load(i32_, objectAt(tagged(n->inputs[0]), offsetof(Object, shape)), kShapes);
      V chosen = constant(n->words[1]);
      for (size_t i = 2; i < n->words.size(); i += 2)
        chosen = b_.CreateSelect(b_.CreateICmpEQ(shape, b_.getInt32(static_cast<uint32_t>(n->words[i]))),
                                 constant(n->words[i + 1]), chosen);
      set(n, chosen);
      return true;
    }
    case NodeOp::CheckWaiting: {
      V v = tagged(n->inputs[0]);
      V waits = b_.CreateICmpEQ(load64(objectAt(v, offsetof(Generator, pc))), constant(n->bits));
      V state = load(i8_, objectAt(v, offsetof(Generator, state)), kItems);
      waits = b_.CreateAnd(waits, b_.CreateICmpEQ(state, b_.getInt8(Generator::Suspended)));
      V shown = load64(objectAt(v, offsetof(Generator, frameObject)));
      check(b_.CreateAnd(waits, b_.CreateICmpEQ(shown, constant(0))), n, ExitReason::Guard);
      return true;
    }
    case NodeOp::CheckEpoch: {
      V epoch = load64(at(constant(reinterpret_cast<uint64_t>(&attributeEpoch)), 0), kShapes);
      check(b_.CreateICmpEQ(epoch, constant(n->bits)), n, ExitReason::Changed);
      return true;
    }
    case NodeOp::CheckBound: {
      V v = tagged(n->inputs[0]);
      check(b_.CreateICmpNE(v, constant(Value::kUnboundBits)), n, ExitReason::Guard);
      set(n, v);
      return true;
    }
    case NodeOp::CheckSame: {
      V v = tagged(n->inputs[0]);
      check(b_.CreateICmpEQ(v, constant(n->bits)), n, ExitReason::Changed);
      set(n, v);
      return true;
    }
    case NodeOp::CheckVersion: {
      V version = load64(objectAt(constant(n->bits), offsetof(typhon::Type, version)), kShapes);
      if (!planted(Plant::version_unchecked)) check(b_.CreateICmpEQ(version, constant(n->more)), n, ExitReason::Changed);
      return true;
    }
    case NodeOp::CheckCell: {
      V held = load64(at(constant(n->bits), offsetof(Cell, value)));
      if (!planted(Plant::cell_unchecked)) check(b_.CreateICmpEQ(held, constant(n->more)), n, ExitReason::Changed);
      return true;
    }
    case NodeOp::CheckGlobals: {
      V function = load(ptr_, at(frame_, offsetof(Frame, function)), kFrames);
      V globals = load64(at(function, offsetof(typhon::Function, globals)));
      check(b_.CreateICmpEQ(globals, constant(n->bits)), n, ExitReason::Changed);
      return true;
    }
    case NodeOp::CheckModuleLocals:
      check(b_.CreateICmpEQ(load64(at(frame_, offsetof(Frame, locals)), kFrames), constant(n->bits)), n, ExitReason::Changed);
      return true;
    case NodeOp::FindItem:
      emitFindItem(n);
      return true;
    case NodeOp::LoadField:
      set(n, load64(objectAt(tagged(n->inputs[0]), static_cast<int64_t>(n->bits))));
      return true;
    case NodeOp::LoadFieldAt: {
      V place = b_.CreateGEP(i8_, at(tagged(n->inputs[0]), -1), {native(n->inputs[1])});
      set(n, load64(place));
      return true;
    }
    case NodeOp::StoreFieldAt: {
      V owner = tagged(n->inputs[0]);
      store(tagged(n->inputs[2]), b_.CreateGEP(i8_, at(owner, -1), {native(n->inputs[1])}), kItems);
      if (!isPointerFree(n->inputs[2])) barrier(owner);
      return true;
    }
    case NodeOp::ExchangeHandled: {
      V handled = load(ptr_, at(thread_, offsetof(Thread, handled)), kThreads);
      V place = at(handled, offsetof(HandledException, exception));
      V before = load64(place, kThreads);
      store(tagged(n->inputs[0]), place, kThreads);
      set(n, before);
      return true;
    }
    case NodeOp::LoadPointer: {
      V pointer = load64(objectAt(tagged(n->inputs[0]), static_cast<int64_t>(n->bits)), kLengths);
      set(n, b_.CreateAdd(pointer, constant(1)));
      return true;
    }
    case NodeOp::StoreField: {
      V owner = tagged(n->inputs[0]);
      store(tagged(n->inputs[1]), objectAt(owner, static_cast<int64_t>(n->bits)), kItems);
      if (!isPointerFree(n->inputs[1])) barrier(owner);
      return true;
    }
    case NodeOp::StoreShape:
      store(b_.getInt32(static_cast<uint32_t>(n->bits)), objectAt(tagged(n->inputs[0]), offsetof(Object, shape)), kShapes);
      return true;
    case NodeOp::Storage:
      set(n, storeOf(tagged(n->inputs[0])));
      return true;
    case NodeOp::CheckIndex: {
      V length = native(n->inputs[0]), index = native(n->inputs[1]);
      // Tagged as they are. One that is negative is tried again by CheckSigned when the code is compiled anew.
      bool last = resolve(n->inputs[1])->op == NodeOp::Constant;
      V ok = planted(Plant::index_end) ? b_.CreateICmpULE(index, length) : b_.CreateICmpULT(index, length);
      check(ok, n, last ? ExitReason::Bounds : ExitReason::Guard);
      set(n, index);
      return true;
    }
    case NodeOp::CheckSigned: {
      V length = native(n->inputs[0]), index = native(n->inputs[1]);
      V behind = planted(Plant::negative_index) ? b_.CreateSub(length, constant(Value::smallInt(1).bits())) : length;
      V i = b_.CreateSelect(b_.CreateICmpSLT(index, constant(0)), b_.CreateAdd(index, behind), index);
      check(b_.CreateICmpULT(i, length), n, ExitReason::Bounds);
      set(n, i);
      return true;
    }
    case NodeOp::CheckSpan: {
      V length = b_.CreateAShr(native(n->inputs[0]), constant(2));
      V first = b_.CreateAdd(b_.CreateAShr(native(n->inputs[1]), constant(2)), constant(n->bits));
      V last = b_.CreateAdd(b_.CreateAShr(native(n->inputs[2]), constant(2)), constant(n->more));
      V inside = b_.CreateAnd(b_.CreateICmpSGE(first, constant(0)), b_.CreateICmpSLT(last, length));
      if (planted(Plant::span_start)) inside = b_.CreateICmpSLT(last, length);
      if (planted(Plant::span_end)) inside = b_.CreateICmpSGE(first, constant(0));
      check(b_.CreateOr(b_.CreateICmpSGT(first, last), inside), n, ExitReason::Bounds);
      return true;
    }
    case NodeOp::ListLoad: {
      V items = at(native(n->inputs[0]), offsetof(ValueArray, items));
      set(n, load64(item(items, native(n->inputs[1]))));
      return true;
    }
    case NodeOp::ListStore: {
      V array = native(n->inputs[0]);
      V place = item(at(array, offsetof(ValueArray, items)), native(n->inputs[1]));
      storeItem(n->inputs[2], array, place);
      return true;
    }
    case NodeOp::TupleLoad: {
      V tuple = tagged(n->inputs[0]);
      set(n, load64(item(objectAt(tuple, offsetof(Tuple, items)), native(n->inputs[1]))));
      return true;
    }
    case NodeOp::TupleItem:
      set(n, load64(objectAt(tagged(n->inputs[0]), static_cast<int64_t>(offsetof(Tuple, items) + n->bits * sizeof(Value)))));
      return true;
    case NodeOp::ListItem:
      set(n,
          load64(at(storeOf(tagged(n->inputs[0])), static_cast<int64_t>(offsetof(ValueArray, items) + n->bits * sizeof(Value)))));
      return true;
    case NodeOp::CheckLength: {
      V length = load64(objectAt(tagged(n->inputs[0]), offsetof(List, length)), kLengths);
      if (!planted(Plant::unpack_length)) check(b_.CreateICmpEQ(length, constant(n->bits)), n, ExitReason::Bounds);
      set(n, tagged(n->inputs[0]));
      return true;
    }
    case NodeOp::CheckEmpty:
      check(b_.CreateICmpEQ(load64(objectAt(tagged(n->inputs[0]), offsetof(Dict, used)), kLengths), constant(0)), n,
            ExitReason::Guard);
      return true;
    case NodeOp::Length:
      set(n, b_.CreateShl(load64(objectAt(tagged(n->inputs[0]), offsetof(List, length)), kLengths), constant(2)));
      return true;
    case NodeOp::RangeMore:
      set(n,
          b_.CreateICmpNE(load64(objectAt(native(n->inputs[0]), offsetof(RangeIterator, remaining)), kIterators), constant(0)));
      return true;
    case NodeOp::RangeNext: {
      V it = native(n->inputs[0]);
      V next = objectAt(it, offsetof(RangeIterator, next));
      V remaining = objectAt(it, offsetof(RangeIterator, remaining));
      V i = load64(next, kIterators);
      V step = planted(Plant::range_step) ? constant(1) : load64(objectAt(it, offsetof(RangeIterator, step)), kIterators);
      store(b_.CreateAdd(i, step), next, kIterators);
      store(b_.CreateSub(load64(remaining, kIterators), constant(1)), remaining, kIterators);
      set(n, b_.CreateShl(i, constant(2)));
      return true;
    }
    case NodeOp::ListMore:
    case NodeOp::TupleMore: {
      static_assert(offsetof(ListIterator, list) == offsetof(TupleIterator, tuple) &&
                    offsetof(ListIterator, index) == offsetof(TupleIterator, index));
      V it = native(n->inputs[0]);
      V sequencePlace = objectAt(it, offsetof(ListIterator, list));
      V sequence = load64(sequencePlace, kIterators);
      BB before = b_.GetInsertBlock();
      BB there = newBlock("there"), end = newBlock("end"), on = newBlock("more");
      b_.CreateCondBr(b_.CreateICmpNE(sequence, constant(0)), there, on, likely());
      b_.SetInsertPoint(there);
      V index = load64(objectAt(it, offsetof(ListIterator, index)), kIterators);
      V more = b_.CreateICmpULT(index, load64(at(sequence, offsetof(List, length)), kLengths));
      BB thereEnd = b_.GetInsertBlock();
      b_.CreateCondBr(more, on, end, likely());
      b_.SetInsertPoint(end);
      store(constant(0), sequencePlace, kIterators);
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      llvm::PHINode* phi = b_.CreatePHI(i1_, 3);
      phi->addIncoming(b_.getFalse(), before);
      phi->addIncoming(b_.getTrue(), thereEnd);
      phi->addIncoming(b_.getFalse(), end);
      set(n, phi);
      return true;
    }
    case NodeOp::ListNext:
    case NodeOp::TupleNext: {
      V it = native(n->inputs[0]);
      V indexPlace = objectAt(it, offsetof(ListIterator, index));
      V index = load64(indexPlace, kIterators);
      V sequence = load64(objectAt(it, offsetof(ListIterator, list)), kIterators);
      V items = n->op == NodeOp::ListNext
                    ? at(load(ptr_, at(sequence, offsetof(List, store)), kLengths), offsetof(ValueArray, items))
                    : at(sequence, offsetof(Tuple, items));
      set(n, load64(b_.CreateGEP(i64_, items, {index})));
      store(b_.CreateAdd(index, constant(1)), indexPlace, kIterators);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace typhon::jit
