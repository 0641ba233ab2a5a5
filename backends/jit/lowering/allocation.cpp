// Allocation in line.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/memory/heap.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

Lowering::V Lowering::allocateInLine(Node* n, uint64_t bytes, uint32_t shape, Kind kind, V also, HelperId slowHelper,
                                     std::initializer_list<V> arguments, const std::function<void(V object)>& fill) {
  BB fast = newBlock("bump"), slow = newBlock("allocate"), on = newBlock("allocated");
  auto cursor = [&](size_t offset) {
    return at(constant(reinterpret_cast<uint64_t>(&allocationCursor)), static_cast<int64_t>(offset));
  };
  V next = load64(cursor(offsetof(AllocationCursor, next)), kCollector);
  V end = load64(cursor(offsetof(AllocationCursor, end)), kCollector);
  V room = b_.CreateICmpULE(constant(bytes), b_.CreateSub(end, next));
  b_.CreateCondBr(also ? b_.CreateAnd(room, also) : room, fast, slow, likely());
  b_.SetInsertPoint(fast);
  store(b_.CreateAdd(next, constant(bytes)), cursor(offsetof(AllocationCursor, next)), kCollector);
  V bits = load(ptr_, cursor(offsetof(AllocationCursor, startBits)), kCollector);
  V place = b_.CreateGEP(i8_, bits, {b_.CreateLShr(next, constant(6))});
  V bit = b_.CreateShl(b_.getInt8(1), b_.CreateTrunc(b_.CreateAnd(b_.CreateLShr(next, constant(3)), constant(7)), i8_));
  store(b_.CreateOr(load(i8_, place, kCollector), bit), place, kCollector);
  store(b_.getInt32(shape), at(next, offsetof(Object, shape)), kShapes);
  store(b_.getInt32(static_cast<uint32_t>(kind)), at(next, offsetof(Object, kind)), kCollector);
  V made = b_.CreateAdd(next, constant(1));
  fill(made);
  BB fastEnd = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(slow);
  Home before = home_;
  storePc(n->pc);
  V general = call(slowHelper, arguments);
  if (n->flags() & RAISES) mayRaise(n, b_.CreateICmpEQ(general, constant(Value::kErrorBits)));
  BB slowEnd = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  home_ = std::move(before);
  return merge({{made, fastEnd}, {general, slowEnd}});
}

// An instance of a plain class: allocateInstance's fast path, valid while the class makes its instances with the same shape.
void Lowering::emitNewInstance(Node* n) {
  typhon::Type* type = Value::fromBits(n->bits).as<typhon::Type>();
  const Shape* shape = type->rootShape;
  uint32_t words = tailWords(shape);
  if (type->slots.finalize || (shape->tailOffset && shape->tailOffset != sizeof(Object))) {
    Home before = home_;
    storePc(n->pc);
    V general = call(HelperId::new_instance, {constant(n->bits)});
    mayRaise(n, b_.CreateICmpEQ(general, constant(Value::kErrorBits)));
    home_ = std::move(before);
    set(n, general);
    return;
  }
  V root = load64(objectAt(constant(n->bits), offsetof(typhon::Type, rootShape)), kShapes);
  V same = planted(Plant::instance_shape) ? b_.getTrue() : b_.CreateICmpEQ(root, constant(reinterpret_cast<uint64_t>(shape)));
  V flags = load(i32_, objectAt(constant(n->bits), offsetof(typhon::Type, typeFlags)), kShapes);
  V concrete = b_.CreateICmpEQ(b_.CreateAnd(flags, b_.getInt32(kAbstract)), b_.getInt32(0));
  set(n, allocateInLine(n, sizeof(Object) + words * sizeof(Value), shape->id, type->instanceKind, b_.CreateAnd(same, concrete),
                        HelperId::new_instance, {constant(n->bits)}, [&](V made) {
                          for (uint32_t i = 0; i < words; ++i)
                            store(constant(Value::kUnboundBits),
                                  objectAt(made, static_cast<int64_t>(sizeof(Object) + i * sizeof(Value))), kItems);
                        }));
}

uint64_t describe(const Node* object) {
  size_t count = object->inputs.size() - (object->words.empty() ? 0 : 1);
  return uint64_t{object->offset} | uint64_t{count} << 8 | object->more << 32;
}

// Parts come first: boxing may allocate. So nothing can collect between the allocation and the last store.
void Lowering::emitNewObject(Node* n) {
  Form form = static_cast<Form>(n->offset);
  std::vector<V> parts;
  for (Node* input : n->inputs) parts.push_back(tagged(input));
  V made;
  if (form == Form::Instance || form == Form::Tuple) {
    bool tuple = form == Form::Tuple;
    uint64_t bytes = static_cast<uint64_t>(partOffset(form, parts.size()));
    uint32_t shape = tuple ? kShapeOf_tuple : static_cast<uint32_t>(n->more);
    made = allocateInLine(n, bytes, shape, tuple ? Kind::Tuple : Kind::Instance, nullptr, HelperId::new_object,
                          {constant(describe(n))}, [&](V object) {
                            if (tuple) store(constant(parts.size()), objectAt(object, offsetof(Tuple, length)), kLengths);
                          });
  } else {
    storePc(n->pc);
    made = call(HelperId::new_object, {constant(describe(n))});
  }
  for (size_t i = 0; i < parts.size(); ++i) store(parts[i], objectAt(made, partOffset(form, i)), kItems);
  set(n, made);
}

bool Lowering::emitAllocation(Node* n) {
  switch (n->op) {
    case NodeOp::NewObject:
      emitNewObject(n);
      return true;
    case NodeOp::NewInstance:
      emitNewInstance(n);
      return true;
    case NodeOp::NewTuple: {
      // Boxing may allocate: the items come first.
      std::vector<V> items;
      for (Node* input : n->inputs) items.push_back(tagged(input));
      V count = constant(items.size());
      V tuple = allocateInLine(n, sizeof(Tuple) + items.size() * sizeof(Value), kShapeOf_tuple, Kind::Tuple, nullptr,
                               HelperId::new_tuple, {count},
                               [&](V made) { store(count, objectAt(made, offsetof(Tuple, length)), kLengths); });
      for (size_t i = 0; i < items.size(); ++i)
        store(items[i], objectAt(tuple, static_cast<int64_t>(offsetof(Tuple, items) + i * sizeof(Value))), kItems);
      set(n, tuple);
      return true;
    }
    case NodeOp::NewList: {
      std::vector<V> items;
      for (Node* input : n->inputs) items.push_back(tagged(input));
      Home before = home_;
      storePc(n->pc);
      V list = call(HelperId::new_list, {constant(items.size())});
      mayRaise(n, b_.CreateICmpEQ(list, constant(Value::kErrorBits)));
      home_ = std::move(before);
      V array = load(ptr_, objectAt(list, offsetof(List, store)), kLengths);
      for (size_t i = 0; i < items.size(); ++i)
        store(items[i], at(array, static_cast<int64_t>(offsetof(ValueArray, items) + i * sizeof(Value))), kItems);
      set(n, list);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace typhon::jit
