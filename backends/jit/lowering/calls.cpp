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
      check(b_.CreateICmpEQ(code, constant(reinterpret_cast<uint64_t>(Value::fromBits(n->more).asObject()))), n, ExitReason::Changed);
      return true;
    }
    case NodeOp::CallNative: {
      flushNamed(n->state, &home_);
      storePc(n->pc);
      V arguments = registerAt(static_cast<uint32_t>(n->bits) + bytecode::kFrameHeaderWords);
      llvm::FunctionType* type = llvm::FunctionType::get(i64_, {ptr_, ptr_, i64_}, false);
      llvm::CallInst* result = b_.CreateCall(type, b_.CreateIntToPtr(constant(n->more), ptr_), {thread_, arguments, native(n->inputs[1])});
      result->setDoesNotThrow();
      set(n, result);
      mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
      return true;
    }
    case NodeOp::CallFunction: {
      typhon::Function* f = Value::fromBits(n->more).as<typhon::Function>();
      Code* code = f->code;
      flushNamed(n->state, &home_);
      storePc(n->pc);
      V callee = registerAt(static_cast<uint32_t>(n->bits));
      V registers = at(callee, sizeof(Frame));
      BB push = newBlock("push"), full = newBlock("full"), known = newBlock("known"), unknown = newBlock("unknown"), on = newBlock("called");
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
      store(constant(n->more), callee, kFrames);
      V general = call(HelperId::call, {constant(n->bits), constant(code->argCount)});
      b_.CreateBr(on);

      b_.SetInsertPoint(push);
      auto field = [&](int64_t offset, V v) { store(v, at(callee, offset), kFrames); };
      store(b_.CreateAdd(depth, b_.getInt32(1)), depthPlace, kThreads);
      field(offsetof(Frame, function), constant(reinterpret_cast<uint64_t>(f)));
      field(offsetof(Frame, code), constant(reinterpret_cast<uint64_t>(code)));
      field(offsetof(Frame, pc), constant(reinterpret_cast<uint64_t>(code->words)));
      field(offsetof(Frame, caller), frame_);
      field(offsetof(Frame, state), constant(static_cast<uint64_t>(Continuation::Entry)));
      field(offsetof(Frame, locals), constant(Value::kUnboundBits));
      for (uint32_t r = code->argCount; r < code->localCount; ++r)
        store(constant(Value::kUnboundBits), at(registers, static_cast<int64_t>(r * sizeof(Value))), kFrames);
      store(callee, at(thread_, offsetof(Thread, frame)), kThreads);
      V entry = b_.CreateLoad(ptr_, b_.CreateIntToPtr(constant(reinterpret_cast<uint64_t>(&stateOf(code).entry)), ptr_));
      b_.CreateCondBr(b_.CreateIsNotNull(entry), known, unknown, likely());
      b_.SetInsertPoint(known);
      llvm::CallInst* direct = b_.CreateCall(function_->getFunctionType(), entry, {thread_, callee});
      direct->setDoesNotThrow();
      b_.CreateBr(on);
      b_.SetInsertPoint(unknown);
      V interpreted = call(HelperId::run_callee, {callee});
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      llvm::PHINode* result = b_.CreatePHI(i64_, 3);
      result->addIncoming(general, full);
      result->addIncoming(direct, known);
      result->addIncoming(interpreted, unknown);
      set(n, result);
      mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
      return true;
    }
    default: return false;
  }
}

}  // namespace typhon::jit
