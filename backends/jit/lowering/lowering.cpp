// The frame of lowering: entries, blocks and edges, frame states, exits, helpers.
#include "backends/jit/lowering/lowering.h"

#include <llvm/IR/Function.h>
#include <llvm/IR/Intrinsics.h>

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "backends/jit/codecache/codecache.h"
#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/exec/frame.h"
#include "runtime/types/function.h"

namespace typhon::jit {

namespace {
const Node kUnboundNode = [] {
  Node n;
  n.op = NodeOp::Constant;
  n.bits = Value::kUnboundBits;
  return n;
}();
}  // namespace

Lowering::Lowering(Graph& graph, llvm::Module& module, const std::string& symbol, uint32_t exitEvery,
                   const std::vector<uint64_t>* pointers)
    : graph_(graph), module_(module), context_(module.getContext()), b_(context_), pointers_(pointers), exitEvery_(exitEvery) {
  i1_ = b_.getInt1Ty();
  i8_ = b_.getInt8Ty();
  i32_ = b_.getInt32Ty();
  i64_ = b_.getInt64Ty();
  double_ = b_.getDoubleTy();
  complex_ = llvm::FixedVectorType::get(double_, 2);
  ptr_ = b_.getPtrTy();
  function_ =
      llvm::Function::Create(llvm::FunctionType::get(i64_, {ptr_, ptr_}, false), llvm::Function::ExternalLinkage, symbol, module);
  function_->addFnAttr(llvm::Attribute::NoUnwind);
  function_->addFnAttr("frame-pointer", "none");
  thread_ = function_->getArg(0);
  frame_ = function_->getArg(1);
  for (unsigned i : {0u, 1u}) function_->addParamAttr(i, llvm::Attribute::NoUndef);
  makeAliases();
  if (pointers) {
    llvm::Type* type = llvm::ArrayType::get(i64_, pointers->size());
    table_ = new llvm::GlobalVariable(module, type, false, llvm::GlobalValue::ExternalLinkage, llvm::Constant::getNullValue(type),
                                      kPointerTable);
    table_->setDSOLocal(true);
  }
  values_.resize(graph.nodeCount());
}

// --- memory

void Lowering::makeAliases() {
  llvm::MDBuilder metadata(context_);
  llvm::MDNode* root = metadata.createTBAARoot("typhon");
  llvm::MDNode* collected = metadata.createTBAANode("collected", root);
  auto scalar = [&](const char* name, llvm::MDNode* parent) {
    llvm::MDNode* type = metadata.createTBAANode(name, parent);
    return metadata.createTBAAStructTagNode(type, type, 0);
  };
  aliases_[kItems] = scalar("items", collected);
  aliases_[kFrames] = scalar("frames", collected);
  aliases_[kCollector] = scalar("collector", collected);
  aliases_[kLengths] = scalar("lengths", root);
  aliases_[kShapes] = scalar("shapes", root);
  aliases_[kIterators] = scalar("iterators", root);
  aliases_[kThreads] = scalar("threads", root);
  collectorAlias_ = metadata.createTBAAStructTagNode(collected, collected, 0);
}

Lowering::V Lowering::at(V base, int64_t offset) {
  if (!base->getType()->isPointerTy()) base = b_.CreateIntToPtr(base, ptr_);
  return offset ? b_.CreateConstInBoundsGEP1_64(i8_, base, static_cast<uint64_t>(offset)) : base;
}

Lowering::V Lowering::objectAt(V value, int64_t offset) { return at(value, offset - 1); }

// --- values

Lowering::V Lowering::native(Node* n) {
  n = resolve(n);
  if (n->op == NodeOp::Constant && n->type == Rep::Bool) return b_.getInt1(n->bits == Value::kTrueBits);
  if (n->op == NodeOp::Constant) return !n->more && Value::fromBits(n->bits).isObject() ? address(n->bits) : constant(n->bits);
  if (n->op == NodeOp::NumberState) return tagged(n);
  return values_[n->id];
}

Lowering::V Lowering::address(uint64_t bits) {
  if (!pointers_) return constant(bits);
  auto place = std::find(pointers_->begin(), pointers_->end(), bits);
  if (place == pointers_->end()) {
    complete_ = false;
    return constant(bits);
  }
  V entry = b_.CreateConstInBoundsGEP2_64(table_->getValueType(), table_, 0, static_cast<uint64_t>(place - pointers_->begin()));
  llvm::LoadInst* loaded = b_.CreateLoad(i64_, entry);
  loaded->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(context_, {}));
  return loaded;
}

Lowering::V Lowering::boolean(V bit) { return b_.CreateSelect(bit, constant(Value::kTrueBits), constant(Value::kFalseBits)); }

Lowering::V Lowering::box(V number, V* isBoxed) {
  V bits = b_.CreateBitCast(number, i64_);
  V rotated = b_.CreateIntrinsic(llvm::Intrinsic::fshl, {i64_}, {bits, bits, constant(4)});
  V encoded = b_.CreateSub(rotated, constant(1));
  if (isBoxed) *isBoxed = b_.getFalse();
  if (planted(Plant::box_range)) return encoded;
  V fits = b_.CreateICmpNE(b_.CreateAnd(encoded, constant(2)), constant(0));
  BB direct = b_.GetInsertBlock();
  BB boxed = newBlock("box"), on = newBlock("boxed");
  b_.CreateCondBr(fits, on, boxed, likely());
  b_.SetInsertPoint(boxed);
  V object = call(HelperId::box_float, {bits});
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  llvm::PHINode* phi = b_.CreatePHI(i64_, 2);
  phi->addIncoming(encoded, direct);
  phi->addIncoming(object, boxed);
  // Of constants, so that what depends on it moves into the two ways.
  if (isBoxed) *isBoxed = merge({{b_.getFalse(), direct}, {b_.getTrue(), boxed}});
  return phi;
}

Lowering::V Lowering::unbox(V value) {
  V plus = b_.CreateAdd(value, constant(1));
  V rotated = b_.CreateIntrinsic(llvm::Intrinsic::fshr, {i64_}, {plus, plus, constant(4)});
  return b_.CreateBitCast(rotated, double_);
}

Lowering::V Lowering::tagged(Node* n, V* boxed) {
  n = resolve(n);
  if (!n) return constant(Value::kUnboundBits);
  if (n->op == NodeOp::RangeState)
    return call(HelperId::range_iterator, {native(n->inputs[0]), native(n->inputs[1]), constant(n->bits)});
  if (n->op == NodeOp::ObjectState) return restoredObject(n);
  if (n->op == NodeOp::NumberState) {
    V other = tagged(n->inputs[1]);
    return b_.CreateSelect(b_.CreateICmpEQ(other, constant(Value::kErrorBits)), box(asFloat(n->inputs[0]), boxed), other);
  }
  switch (n->type) {
    case Rep::Bool:
      return boolean(native(n));
    case Rep::Float:
      // What was unboxed is still there as it was.
      if (n->op == NodeOp::CheckFloat && resolve(n->inputs[0])->type == Rep::Any) {
        if (boxed) *boxed = b_.getFalse();
        return native(n->inputs[0]);
      }
      return box(native(n), boxed);
    case Rep::Word:
      if (n->op == NodeOp::AsWord && resolve(n->inputs[0])->type != Rep::Word) return tagged(n->inputs[0]);
      return boxWord(native(n));
    case Rep::Complex:
      if (n->op == NodeOp::AsComplex) return tagged(n->inputs[0]);
      return boxComplex(native(n));
    default:
      return native(n);
  }
}

Lowering::V Lowering::asFloat(Node* n) {
  n = resolve(n);
  if (n->type == Rep::Float) return native(n);
  if (n->op == NodeOp::Constant && Value::fromBits(n->bits).isImmediateFloat())
    return llvm::ConstantFP::get(double_, Value::fromBits(n->bits).asImmediateFloat());
  return unbox(tagged(n));  // of what is known to be no float, too, behind a check that fails
}

Lowering::V Lowering::as(Node* n, Rep type) {
  // Nobody looks at it.
  if (Node* r = resolve(n); r && r->op == NodeOp::Constant && r->type == Rep::None)
    return llvm::Constant::getNullValue(typeOf(type));
  switch (type) {
    case Rep::Float:
      return asFloat(n);
    case Rep::Bool:
    case Rep::Word:
    case Rep::Complex:
      return native(n);
    default:
      return tagged(n);
  }
}

bool Lowering::isPointerFree(Node* n) {
  n = resolve(n);
  if (!n || n->type == Rep::Int || n->type == Rep::Bool) return true;
  return n->op == NodeOp::Constant && !Value::fromBits(n->bits).isObject();
}

Lowering::V Lowering::isObject(V value) { return b_.CreateICmpEQ(b_.CreateAnd(value, constant(7)), constant(1)); }

// --- leaving

Lowering::V Lowering::call(HelperId id, std::initializer_list<V> arguments) {
  const HelperInfo& helper = kHelpers[static_cast<unsigned>(id)];
  std::vector<llvm::Type*> types = {ptr_, ptr_};
  std::vector<V> values = {thread_, framePointer()};
  for (V a : arguments) {
    values.push_back(a->getType()->isPointerTy() ? b_.CreatePtrToInt(a, i64_) : a);
    types.push_back(i64_);
  }
  llvm::FunctionCallee callee = module_.getOrInsertFunction(helper.name, llvm::FunctionType::get(i64_, types, false));
  llvm::cast<llvm::Function>(callee.getCallee())->addFnAttr(llvm::Attribute::NoUnwind);
  llvm::CallInst* result = b_.CreateCall(callee, values);
  if (id == HelperId::box_float || id == HelperId::box_word || id == HelperId::box_complex || id == HelperId::log_write ||
      id == HelperId::log_write_at || id == HelperId::new_instance || id == HelperId::new_object)
    result->setMetadata(llvm::LLVMContext::MD_tbaa, collectorAlias_);
  return result;
}

// Values along the edge for the phis of `to`.
void Lowering::edgeInputs(Block* to, const Block* from, const Node* thrower) {
  for (size_t e = 0; e < to->predecessors.size(); ++e) {
    if (to->predecessors[e].from != from || to->predecessors[e].thrower != thrower) continue;
    std::vector<std::pair<llvm::PHINode*, V>> incoming;
    for (Node* phi : to->phis) incoming.emplace_back(llvm::cast<llvm::PHINode>(values_[phi->id]), as(phi->inputs[e], phi->type));
    for (Node* n : to->nodes)
      if (n->op == NodeOp::Caught) incoming.emplace_back(llvm::cast<llvm::PHINode>(values_[n->id]), caught_);
    for (auto& [phi, v] : incoming) phi->addIncoming(v, b_.GetInsertBlock());
    return;
  }
}

void Lowering::branchTo(Block* to, Block* from) {
  edgeInputs(to, from, nullptr);
  b_.CreateBr(starts_[to->id]);
}

Lowering::V Lowering::callSeen(Node* n, HelperId id, llvm::ArrayRef<V> arguments) {
  publish(n->state, &home_);
  storePc(n->pc);
  const HelperInfo& helper = kHelpers[static_cast<unsigned>(id)];
  std::vector<llvm::Type*> types(arguments.size() + 2, i64_);
  types[0] = types[1] = ptr_;
  std::vector<V> values = {thread_, framePointer()};
  values.insert(values.end(), arguments.begin(), arguments.end());
  llvm::FunctionCallee callee = module_.getOrInsertFunction(helper.name, llvm::FunctionType::get(i64_, types, false));
  llvm::cast<llvm::Function>(callee.getCallee())->addFnAttr(llvm::Attribute::NoUnwind);
  V result = b_.CreateCall(callee, values);
  mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
  return result;
}

// --- blocks

void Lowering::emitEntry(BB entry) {
  b_.SetInsertPoint(entry);
  if (graph_.scopes.size() > 1) recursion_ = load(i32_, at(thread_, offsetof(Thread, recursion)), kThreads);
  if (graph_.entries.size() == 1 &&
      !(graph_.code->flags & (bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator))) {
    b_.CreateBr(starts_[graph_.entries[0].block->id]);
    return;
  }
  V pc = b_.CreateSub(load64(at(frame_, offsetof(Frame, pc)), kFrames), address(reinterpret_cast<uint64_t>(graph_.code->words)));
  BB nowhere = newBlock("nowhere");
  llvm::SwitchInst* choose = b_.CreateSwitch(pc, nowhere, static_cast<unsigned>(graph_.entries.size()));
  for (const jit::Entry& e : graph_.entries) choose->addCase(b_.getInt64(uint64_t{e.pc} * 8), starts_[e.block->id]);
  // A generator that was suspended where this code takes control not to come.
  b_.SetInsertPoint(nowhere);
  b_.CreateRet(call(HelperId::interpret, {}));
}

void Lowering::emitBlock(Block* block) {
  b_.SetInsertPoint(starts_[block->id]);
  scope_ = block->scope;
  // What is at home on every way in.
  clearHome();
  if (block->predecessors.empty() && graph_.entries[0].block == block && graph_.entries[0].pc == 0) {
    for (uint32_t r = graph_.code->parameterCount; r < graph_.code->localCount; ++r) home_.words[r] = &kUnboundNode;
  }
  bool first = true;
  for (const Edge& e : block->predecessors) {
    if (planted(Plant::home_stale) && !e.thrower && !done_[e.from->id]) continue;
    if (e.thrower || !done_[e.from->id]) {
      clearHome();
      break;
    }
    if (first) {
      home_ = homes_[e.from->id];
      first = false;
    } else {
      meetHome(&home_, homes_[e.from->id]);
    }
  }
  for (Node* n : block->nodes) emit(n);
  homes_[block->id] = home_;
  done_[block->id] = true;
}

void Lowering::emit(Node* n) {
  scope_ = n->scope;
  objects_ = n->state;
  restored_.clear();
  if (emitFrame(n) || emitIntrinsic(n) || emitIteration(n) || emitAllocation(n) || emitNumeric(n) || emitWord(n) ||
      emitComplex(n) || emitObject(n) || emitScalar(n) || emitGenerator(n) || emitControl(n) || emitCall(n))
    return;
  __builtin_unreachable();
}

bool Lowering::emitControl(Node* n) {
  switch (n->op) {
    case NodeOp::Constant:
      return true;
    case NodeOp::Caught:
      return true;
    case NodeOp::LoadRegister: {
      uint32_t r = static_cast<uint32_t>(n->bits);
      set(n, load64(registerAt(r), kFrames));
      home_.words[scope_->base + r] = n;
      return true;
    }
    case NodeOp::StoreRegister: {
      uint32_t r = static_cast<uint32_t>(n->bits);
      store(tagged(n->inputs[0]), registerAt(r), kFrames);
      home_.words[scope_->base + r] = resolve(n->inputs[0]);
      return true;
    }
    case NodeOp::LoadScratch:
      set(n, b_.CreateICmpNE(load(b_.getInt16Ty(), at(framePointer(), offsetof(Frame, scratch)), kFrames), b_.getInt16(0)));
      return true;
    case NodeOp::Helper: {
      HelperId id = static_cast<HelperId>(n->bits);
      if (id == HelperId::poll || id == HelperId::resumed) {
        Home before = home_;
        V idle;
        if (id == HelperId::poll) {
          idle = b_.CreateICmpEQ(load(i32_, at(thread_, offsetof(Thread, poll)), kThreads), b_.getInt32(0));
        } else {
          V flags = load(i8_, at(frame_, offsetof(Frame, flags)), kFrames);
          idle = b_.CreateICmpEQ(b_.CreateAnd(flags, b_.getInt8(kFrameThrow)), b_.getInt8(0));
        }
        BB due = newBlock("due"), on = newBlock("polled");
        b_.CreateCondBr(idle, on, due, likely());
        b_.SetInsertPoint(due);
        callSeen(n, id, {});
        if (id == HelperId::poll) {
          V traced = b_.CreateAnd(load(i32_, at(thread_, offsetof(Thread, poll)), kThreads), b_.getInt32(kPollTrace));
          BB watched = newBlock("watched");
          b_.CreateCondBr(b_.CreateICmpEQ(traced, b_.getInt32(0)), on, watched);
          b_.SetInsertPoint(watched);
          b_.CreateRet(call(HelperId::run_traced, {}));
        } else {
          b_.CreateBr(on);
        }
        b_.SetInsertPoint(on);
        home_ = before;
        return true;
      }
      std::vector<V> arguments;
      for (Node* input : n->inputs) arguments.push_back(tagged(input));
      set(n, callSeen(n, id, arguments));
      return true;
    }
    case NodeOp::QuickHelper: {
      V a = n->inputs.empty() ? nullptr : tagged(n->inputs[0]);
      V c = n->inputs.size() < 2 ? nullptr : tagged(n->inputs[1]);
      assert(n->inputs.size() <= 2);
      HelperId id = static_cast<HelperId>(n->bits);
      set(n, c ? call(id, {a, c}) : a ? call(id, {a}) : call(id, {}));
      return true;
    }
    case NodeOp::Allocate: {
      std::vector<V> values = {thread_, framePointer()};
      std::vector<llvm::Type*> types = {ptr_, ptr_};
      for (Node* input : n->inputs) {
        values.push_back(tagged(input));
        types.push_back(i64_);
      }
      storePc(n->pc);
      const HelperInfo& helper = kHelpers[n->bits];
      llvm::FunctionCallee callee = module_.getOrInsertFunction(helper.name, llvm::FunctionType::get(i64_, types, false));
      llvm::cast<llvm::Function>(callee.getCallee())->addFnAttr(llvm::Attribute::NoUnwind);
      V result = b_.CreateCall(callee, values);
      set(n, result);
      Home before = home_;
      mayRaise(n, b_.CreateICmpEQ(result, constant(Value::kErrorBits)));
      home_ = std::move(before);
      return true;
    }
    case NodeOp::Poll: {
      llvm::LoadInst* flags = b_.CreateLoad(i32_, at(thread_, offsetof(Thread, poll)));
      flags->setAtomic(llvm::AtomicOrdering::Monotonic);
      flags->setAlignment(llvm::Align(4));
      V asked = n->bits ? b_.CreateAnd(flags, b_.getInt32(static_cast<uint32_t>(n->bits))) : flags;
      check(b_.CreateICmpEQ(asked, b_.getInt32(0)), n, ExitReason::Poll);
      return true;
    }
    case NodeOp::Exit:
      b_.CreateBr(exitTo(n, static_cast<ExitReason>(n->bits)));
      return true;
    case NodeOp::Jump:
      branchTo(n->block->successors[0], n->block);
      return true;
    case NodeOp::Branch: {
      Block* yes = n->block->successors[0];
      Block* no = n->block->successors[1];
      V condition = native(n->inputs[0]);
      BB yesEdge = newBlock("yes"), noEdge = newBlock("no");
      b_.CreateCondBr(condition, yesEdge, noEdge, yes->cold ? unlikely() : no->cold ? likely() : nullptr);
      b_.SetInsertPoint(yesEdge);
      branchTo(yes, n->block);
      b_.SetInsertPoint(noEdge);
      if (yes == no) {
        // Both ways lead to one block: the second edge's inputs.
        size_t second = 0;
        for (size_t e = 0, seen = 0; e < no->predecessors.size(); ++e)
          if (no->predecessors[e].from == n->block && !no->predecessors[e].thrower && seen++ == 1) second = e;
        for (Node* phi : no->phis)
          llvm::cast<llvm::PHINode>(values_[phi->id])->addIncoming(as(phi->inputs[second], phi->type), b_.GetInsertBlock());
        b_.CreateBr(starts_[no->id]);
      } else {
        branchTo(no, n->block);
      }
      return true;
    }
    case NodeOp::Return: {
      V result = tagged(n->inputs[0]);
      V flags = load(i8_, at(frame_, offsetof(Frame, flags)), kFrames);
      BB plain = newBlock("plain"), flagged = newBlock("flagged");
      b_.CreateCondBr(b_.CreateICmpEQ(flags, b_.getInt8(0)), plain, flagged, likely());
      b_.SetInsertPoint(flagged);
      Home home = home_;
      flushFrame(n->state, &home, false);
      storePc(n->pc);
      b_.CreateRet(call(HelperId::leave, {result}));
      b_.SetInsertPoint(plain);
      V caller = load(ptr_, at(frame_, offsetof(Frame, caller)), kFrames);
      store(caller, at(thread_, offsetof(Thread, frame)), kThreads);
      V depth = at(thread_, offsetof(Thread, recursion));
      store(b_.CreateSub(load(i32_, depth, kThreads), b_.getInt32(1)), depth, kThreads);
      b_.CreateRet(result);
      return true;
    }
    case NodeOp::Leave:
      b_.CreateRet(tagged(n->inputs[0]));
      return true;
    case NodeOp::Yield: {
      V v = tagged(n->inputs[0]);
      flushFrame(n->state, &home_, !planted(Plant::yield_temporaries));
      storePc(n->pc);
      // A call that consumes the generator takes the value as it is, and the frame goes on behind the suspension.
      for (const jit::Entry& e : graph_.entries) {
        if (e.pc != n->pc) continue;
        BB fed = newBlock("fed"), suspends = newBlock("suspends");
        V continuation = load(i8_, at(frame_, offsetof(Frame, continuation)), kFrames);
        b_.CreateCondBr(b_.CreateICmpEQ(continuation, b_.getInt8(static_cast<uint8_t>(Continuation::Feed))), fed, suspends);
        b_.SetInsertPoint(fed);
        V taken = call(HelperId::feed, {v, constant(n->bits)});
        b_.CreateCondBr(b_.CreateICmpNE(taken, constant(0)), starts_[e.block->id], suspends, likely());
        b_.SetInsertPoint(suspends);
        break;
      }
      b_.CreateRet(call(HelperId::yield, {v}));
      return true;
    }
    case NodeOp::Unreachable:
      b_.CreateUnreachable();
      return true;
    default:
      return false;
  }
}

void Lowering::run() {
  uint32_t blockIds = 0;
  for (const Block* b : graph_.blocks) blockIds = std::max(blockIds, b->id + 1);
  starts_.resize(blockIds);
  homes_.resize(blockIds);
  done_.resize(blockIds, false);
  scope_ = &graph_.scopes.front();
  measureScopes();
  BB entry = newBlock("entry");
  for (Block* b : graph_.blocks) {
    starts_[b->id] = newBlock("block");
    b_.SetInsertPoint(starts_[b->id]);
    auto phi = [&](Node* n) { values_[n->id] = b_.CreatePHI(typeOf(n->type), static_cast<unsigned>(b->predecessors.size())); };
    for (Node* n : b->phis) phi(n);
    for (Node* n : b->nodes)
      if (n->op == NodeOp::Caught) phi(n);
  }
  emitEntry(entry);
  for (Block* b : graph_.blocks) emitBlock(b);
  emitExits();
}

std::unique_ptr<llvm::Module> lower(Graph& graph, const std::string& symbol, llvm::LLVMContext& context, uint32_t exitEvery,
                                    const std::vector<uint64_t>* pointers, bool* complete) {
  auto module = std::make_unique<llvm::Module>("typhon", context);
  Lowering lowering(graph, *module, symbol, exitEvery, pointers);
  lowering.run();
  *complete = lowering.complete();
  return module;
}

}  // namespace typhon::jit
