// Calls of functions that are known when the code is compiled.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/exec/stack.h"
#include "runtime/types/function.h"

namespace typhon::jit {

bool Lowering::emitCall(Node* n) {
  switch (n->op) {
    case NodeOp::CheckFunctionCode: {
      V code = load64(objectAt(constant(n->bits), offsetof(typhon::Function, code)));
      check(b_.CreateICmpEQ(code, constant(reinterpret_cast<uint64_t>(Value::fromBits(n->more).asObject()))), n,
            ExitReason::Changed);
      return true;
    }
    case NodeOp::CheckWord: {
      V word = load64(objectAt(constant(n->bits), n->offset));
      check(b_.CreateICmpEQ(word, constant(n->more)), n, ExitReason::Changed);
      return true;
    }
    case NodeOp::CheckClosure: {
      V v = tagged(n->inputs[0]);
      check(isObject(v), n, ExitReason::Shape);
      V kind = load(b_.getInt16Ty(), objectAt(v, offsetof(Object, kind)), kShapes);
      check(b_.CreateICmpEQ(kind, b_.getInt16(static_cast<uint16_t>(Kind::Function))), n, ExitReason::Shape);
      V code = load64(objectAt(v, offsetof(typhon::Function, code)));
      V ok = b_.CreateICmpEQ(code, constant(reinterpret_cast<uint64_t>(Value::fromBits(n->bits).asObject())));
      if (n->more)
        ok = b_.CreateAnd(ok, b_.CreateICmpEQ(load64(objectAt(v, offsetof(typhon::Function, globals))), constant(n->more)));
      check(ok, n, ExitReason::Changed);
      set(n, v);
      return true;
    }
    case NodeOp::CallNative: {
      publish(n->state, &home_, static_cast<uint32_t>(n->bits));
      storePc(n->pc);
      V arguments = registerAt(static_cast<uint32_t>(n->bits) + bytecode::kFrameHeaderWords);
      llvm::FunctionType* type = llvm::FunctionType::get(i64_, {ptr_, ptr_, i64_}, false);
      llvm::CallInst* result =
          b_.CreateCall(type, b_.CreateIntToPtr(constant(n->more), ptr_), {thread_, arguments, native(n->inputs[1])});
      result->setDoesNotThrow();
      set(n, result);
      mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
      return true;
    }
    case NodeOp::CallFilled: {
      V callee = tagged(n->inputs[0]);
      publish(n->state, &home_, static_cast<uint32_t>(n->bits));
      storePc(n->pc);
      V result = call(HelperId::call_filled, {callee, constant(n->bits), native(n->inputs[1])});
      set(n, result);
      mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
      return true;
    }
    case NodeOp::CallFunction: {
      bool known = n->inputs.empty();
      Code* code = known ? Value::fromBits(n->more).as<typhon::Function>()->code : Value::fromBits(n->more).as<Code>();
      V f = known ? constant(n->more) : tagged(n->inputs[0]);
      publish(n->state, &home_, static_cast<uint32_t>(n->bits));
      storePc(n->pc);
      V callee = registerAt(static_cast<uint32_t>(n->bits));
      V registers = at(callee, sizeof(Frame));
      BB push = newBlock("push"), full = newBlock("full"), compiled = newBlock("compiled"), unknown = newBlock("unknown"),
         on = newBlock("called");
      // Room on the VM stack and in the recursion limit; enough C++ stack.
      V end = b_.CreatePtrToInt(at(registers, static_cast<int64_t>((code->registerCount + kStackSlack) * sizeof(Value))), i64_);
      V room = b_.CreateICmpULE(end, load64(at(thread_, offsetof(Thread, stackLimit)), kThreads));
      V depthPlace = at(thread_, offsetof(Thread, recursion));
      V depth = load(i32_, depthPlace, kThreads);
      V shallow = b_.CreateICmpSLT(depth, load(i32_, at(thread_, offsetof(Thread, recursionLimit)), kThreads));
      llvm::MDNode* name = llvm::MDNode::get(context_, {llvm::MDString::get(context_, "rsp")});
      V sp = b_.CreateIntrinsic(llvm::Intrinsic::read_register, {i64_}, {llvm::MetadataAsValue::get(context_, name)});
      V left = b_.CreateSub(sp, load64(at(thread_, offsetof(Thread, nativeStackLimit)), kThreads));
      V deep = b_.CreateICmpSGE(left, constant(static_cast<uint64_t>(kStackReserve)));
      b_.CreateCondBr(b_.CreateAnd(b_.CreateAnd(room, shallow), deep), push, full, likely());
      b_.SetInsertPoint(full);
      V general = call(HelperId::call_bound, {f, constant(n->bits)});
      b_.CreateBr(on);

      b_.SetInsertPoint(push);
      auto field = [&](int64_t offset, V v) { store(v, at(callee, offset), kFrames); };
      store(b_.CreateAdd(depth, b_.getInt32(1)), depthPlace, kThreads);
      field(offsetof(Frame, function), b_.CreateSub(f, constant(1)));
      field(offsetof(Frame, code), constant(reinterpret_cast<uint64_t>(code)));
      field(offsetof(Frame, pc), constant(reinterpret_cast<uint64_t>(code->words)));
      field(offsetof(Frame, caller), framePointer());
      field(offsetof(Frame, state), constant(static_cast<uint64_t>(Continuation::Entry)));
      field(offsetof(Frame, locals), constant(Value::kUnboundBits));
      for (uint32_t r = code->parameterCount; r < code->localCount; ++r)
        store(constant(Value::kUnboundBits), at(registers, static_cast<int64_t>(r * sizeof(Value))), kFrames);
      store(callee, at(thread_, offsetof(Thread, frame)), kThreads);
      V entry = b_.CreateLoad(ptr_, b_.CreateIntToPtr(constant(reinterpret_cast<uint64_t>(&stateOf(code).entry)), ptr_));
      b_.CreateCondBr(b_.CreateIsNotNull(entry), compiled, unknown, likely());
      b_.SetInsertPoint(compiled);
      llvm::CallInst* direct = b_.CreateCall(function_->getFunctionType(), entry, {thread_, callee});
      direct->setDoesNotThrow();
      b_.CreateBr(on);
      b_.SetInsertPoint(unknown);
      V interpreted = call(HelperId::run_callee, {callee});
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      llvm::PHINode* result = b_.CreatePHI(i64_, 3);
      result->addIncoming(general, full);
      result->addIncoming(direct, compiled);
      result->addIncoming(interpreted, unknown);
      set(n, result);
      mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
      return true;
    }
    default:
      return false;
  }
}

}  // namespace typhon::jit
