// Generators: making them, and the steps that are built into loops.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/object/fixed_shapes.h"

namespace typhon::jit {

// A generator at its beginning, as newGenerator makes it.
void Lowering::emitNewGenerator(Node* n) {
  Code* code = Value::fromBits(n->bits).as<Code>();
  uint32_t kept = keptRegisters(code);
  std::vector<V> registers;
  for (uint32_t r = 0; r < kept; ++r)
    registers.push_back(r + 1 < n->inputs.size() ? tagged(n->inputs[r + 1]) : constant(Value::kUnboundBits));
  V function = tagged(n->inputs[0]);
  V made;
  bool plain = !(code->flags & (bytecode::kCoroutine | bytecode::kAsyncGenerator)) && !closingMatters(code);
  if (plain) {
    made = allocateInLine(
        n, sizeof(Generator) + kept * sizeof(Value), kShapeOf_generator, Kind::Generator, nullptr, HelperId::new_generator,
        {function, constant(n->more)}, [&](V g) {
          // Of what is loaded as constant, too.
          auto field = [&](V v, size_t offset) { b_.CreateStore(v, objectAt(g, static_cast<int64_t>(offset))); };
          field(b_.CreateSub(function, constant(1)), offsetof(Generator, function));
          field(constant(n->bits - 1), offsetof(Generator, code));
          field(constant(n->more), offsetof(Generator, pc));
          field(load64(objectAt(function, offsetof(typhon::Function, name))), offsetof(Generator, name));
          field(load64(objectAt(function, offsetof(typhon::Function, qualifiedName))), offsetof(Generator, qualifiedName));
          field(constant(Value::kUnboundBits), offsetof(Generator, handled) + offsetof(HandledException, exception));
          field(constant(0), offsetof(Generator, handled) + offsetof(HandledException, previous));
          field(constant(Value::kNoneBits), offsetof(Generator, origin));
          field(constant(0), offsetof(Generator, frameObject));
          static_assert(Generator::Created == 0 && offsetof(Generator, registerCount) == offsetof(Generator, state) + 8);
          field(constant(0), offsetof(Generator, state));
          field(constant(kept), offsetof(Generator, registerCount));
          field(constant(0), offsetof(Generator, frame));
        });
  } else {
    Home before = home_;
    // Whoever has called it, for cr_origin.
    scope_ = n->scope->outer;
    storePc(n->scope->call->pc);
    scope_ = n->scope;
    made = call(HelperId::new_generator, {function, constant(n->more)});
    mayRaise(n, b_.CreateICmpEQ(made, constant(Value::kErrorBits)));
    home_ = std::move(before);
  }
  for (uint32_t r = 0; r < kept; ++r)
    store(registers[r], objectAt(made, static_cast<int64_t>(offsetof(Generator, registers) + r * sizeof(Value))), kItems);
  set(n, made);
}

// Whether input 0 is a generator that waits at a place, handles nothing and has no frame object.
void Lowering::emitWaitsAt(Node* n) {
  V v = tagged(n->inputs[0]);
  BB object = newBlock("object"), generator = newBlock("generator"), on = newBlock("waits");
  BB start = b_.GetInsertBlock();
  b_.CreateCondBr(isObject(v), object, on, likely());
  b_.SetInsertPoint(object);
  V shape = load(i32_, objectAt(v, offsetof(Object, shape)), kShapes);
  b_.CreateCondBr(b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_generator)), generator, on, likely());
  b_.SetInsertPoint(generator);
  auto equal = [&](size_t offset, uint64_t bits) {
    return b_.CreateICmpEQ(load64(objectAt(v, static_cast<int64_t>(offset))), constant(bits));
  };
  V state = load(i8_, objectAt(v, offsetof(Generator, state)), kItems);
  V waits = b_.CreateAnd(equal(offsetof(Generator, pc), n->bits), b_.CreateICmpEQ(state, b_.getInt8(Generator::Suspended)));
  V plain = b_.CreateAnd(equal(offsetof(Generator, frameObject), 0),
                         equal(offsetof(Generator, handled) + offsetof(HandledException, exception), Value::kUnboundBits));
  waits = b_.CreateAnd(waits, plain);
  if (n->more) {
    V function = load(ptr_, objectAt(v, offsetof(Generator, function)), kLengths);
    V globals = load64(at(function, offsetof(typhon::Function, globals)));
    waits = b_.CreateAnd(waits, b_.CreateICmpEQ(globals, constant(n->more)));
  }
  BB end = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  set(n, merge({{b_.getFalse(), start}, {b_.getFalse(), object}, {waits, end}}));
}

bool Lowering::emitGenerator(Node* n) {
  auto field = [&](V g, V v, size_t offset) { store(v, objectAt(g, static_cast<int64_t>(offset)), kItems); };
  switch (n->op) {
    case NodeOp::NewGenerator:
      emitNewGenerator(n);
      return true;
    case NodeOp::WaitsAt:
      emitWaitsAt(n);
      return true;
    case NodeOp::ResumeInPlace: {
      V g = tagged(n->inputs[0]);
      field(g, b_.getInt8(Generator::Running), offsetof(Generator, state));
      field(g, framePointer(), offsetof(Generator, frame));
      set(n, g);
      return true;
    }
    case NodeOp::SuspendInPlace: {
      V g = native(n->inputs[0]);
      writeBack(n, true);
      field(g, constant(n->bits), offsetof(Generator, pc));
      field(g, b_.getInt8(planted(Plant::step_running) ? Generator::Running : Generator::Suspended), offsetof(Generator, state));
      field(g, constant(0), offsetof(Generator, frame));
      return true;
    }
    default:
      return false;
  }
}

}  // namespace typhon::jit
