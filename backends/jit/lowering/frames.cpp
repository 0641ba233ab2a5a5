// Frames in memory: bringing registers home, the frames of inlined functions, exits, and where exceptions go.
//
// Between calls Thread::frame is the compiled function's own frame, also while inlined code runs. Before a call that can see
// frames, those of the inlined functions around it are filled in and published, and taken back behind it. Home says what memory
// holds already.
#include <llvm/IR/Intrinsics.h>

#include <algorithm>
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/exec/stack.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"

namespace typhon::jit {

Lowering::V Lowering::framePointer() { return at(frame_, static_cast<int64_t>(scope_->base * sizeof(Value))); }

Lowering::V Lowering::registerAt(uint32_t r) {
  return at(frame_, static_cast<int64_t>(sizeof(Frame) + (scope_->base + r) * sizeof(Value)));
}

void Lowering::storePc(uint32_t pc) {
  V words = address(reinterpret_cast<uint64_t>(scope_->code->words));
  store(b_.CreateAdd(words, constant(uint64_t{pc} * sizeof(bytecode::Word))), at(framePointer(), offsetof(Frame, pc)), kFrames);
}

void Lowering::clearHome() {
  home_.words.assign(extent_, nullptr);
  home_.headers.assign(graph_.scopes.size(), false);
}

// What both say.
void Lowering::meetHome(Home* home, const Home& other) {
  for (size_t i = 0; i < home->words.size(); ++i)
    if (!sameNode(home->words[i], other.words[i])) home->words[i] = nullptr;
  for (size_t i = 0; i < home->headers.size(); ++i) home->headers[i] = home->headers[i] && other.headers[i];
}

// A call from the current scope may have written behind its named registers.
void Lowering::clobberTemporaries() {
  for (size_t i = scope_->base + scope_->code->localCount; i < home_.words.size(); ++i) home_.words[i] = nullptr;
}

// Brings the registers of one frame home that are not there. For a call that is all that may hold an object: gc.collect() looks
// at frames only; from `window` on there are the call's arguments already, which may have been shifted. For a YIELD it is all.
void Lowering::flushFrame(const FrameState* state, Home* home, bool all, uint32_t window) {
  const Scope* scope = state->scope;
  size_t count = state->registers.size(), named = scope->code->localCount;
  const Scope* before = scope_;
  scope_ = scope;
  for (uint32_t r = 0; r < count; ++r) {
    Node* n = here(state->registers[r]);
    size_t word = scope->base + r;
    if (!n || sameNode(home->words[word], n) || (r >= named && r >= window)) continue;
    bool unmade = n->op == NodeOp::RangeState || n->op == NodeOp::ObjectState;
    if (!all && r >= named && (n->type == Rep::Float || needsObject(n->type) || unmade)) continue;
    if (n->op == NodeOp::GeneratorState) {
      writeBack(n, all);
      n = resolve(n->inputs[0]);
      if (sameNode(home->words[word], n)) continue;
    }
    store(tagged(n), registerAt(r), kFrames);
    // (Another exit makes the object anew.)
    home->words[word] = n->op == NodeOp::ObjectState ? nullptr : n;
  }
  scope_ = before;
}

int64_t registerOffset(const Node* state, size_t i) {
  return static_cast<int64_t>(offsetof(Generator, registers) + state->words[i] * sizeof(Value));
}

// Brings the registers of a generator home that was taken apart; all of them, or those that may hold an object.
void Lowering::writeBack(Node* state, bool all) {
  Node* generator = resolve(state->inputs[0]);
  bool written = false;
  for (size_t i = 0; i < state->words.size(); ++i) {
    Node* n = resolve(state->inputs[i + 2]);
    int64_t offset = registerOffset(state, i);
    // As it was loaded.
    if (n && n->op == NodeOp::LoadField && resolve(n->inputs[0]) == generator && static_cast<int64_t>(n->bits) == offset)
      continue;
    if (!all && (isPointerFree(n) || n->type == Rep::Float || needsObject(n->type) || n->op == NodeOp::RangeState)) continue;
    if (planted(Plant::generator_stale) && n && n->type == Rep::Int) continue;
    store(tagged(n), objectAt(native(generator), offset), kItems);
    written = true;
  }
  if (written) barrier(native(generator));
}

// Fills in the header of an inlined function's frame, and where its caller stands.
void Lowering::storeHeader(const Scope* scope) {
  const Scope* before = scope_;
  scope_ = scope->outer;
  V caller = framePointer();
  storePc(scope->call->pc);
  scope_ = scope;
  V header = framePointer();
  auto field = [&](int64_t offset, V v) { store(v, at(header, offset), kFrames); };
  V function = scope->function ? constant(reinterpret_cast<uint64_t>(scope->function))
                               : b_.CreateSub(tagged(here(scope->callee)), constant(1));
  field(offsetof(Frame, function), function);
  field(offsetof(Frame, code), constant(reinterpret_cast<uint64_t>(scope->code)));
  field(offsetof(Frame, caller), caller);
  V state = constant(uint64_t{scope->destination} << 32 | scope->continuation);
  // Flags that somebody has left are found at the next YIELD.
  if (scope->generator && scope->seen)
    state = b_.CreateOr(state, b_.CreateAnd(load64(at(header, offsetof(Frame, state)), kFrames), constant(0xff00)));
  field(offsetof(Frame, state), state);
  field(offsetof(Frame, locals), scope->extra ? tagged(here(scope->extra)) : constant(Value::kUnboundBits));
  scope_ = before;
}

void Lowering::publishOuter(const Scope* scope, Home* home) {
  if (!scope->outer) return;
  publishOuter(scope->outer, home);
  flushFrame(scope->call, home, false);
  if (home->headers[scope->id]) return;
  storeHeader(scope);
  for (size_t i = scope->base - bytecode::kFrameHeaderWords; i < scope->base; ++i) home->words[i] = nullptr;
  home->headers[scope->id] = true;
}

// Makes the frame of `scope` the thread's innermost one.
void Lowering::setInnermost(const Scope* scope) {
  const Scope* before = scope_;
  scope_ = scope;
  store(framePointer(), at(thread_, offsetof(Thread, frame)), kThreads);
  V depth = scope->depth ? b_.CreateAdd(recursion_, b_.getInt32(scope->depth)) : recursion_;
  store(depth, at(thread_, offsetof(Thread, recursion)), kThreads);
  scope_ = before;
}

// Before what can see the frames that `state` describes.
void Lowering::publish(const FrameState* state, Home* home, uint32_t window) {
  publishOuter(state->scope, home);
  flushFrame(state, home, false, window);
  if (state->scope->outer) setInnermost(state->scope);
}

// --- leaving

Lowering::BB Lowering::exitTo(Node* n, ExitReason reason) {
  for (const Exit& e : exits_)
    if (e.state == n->state && e.reason == reason) return e.block;
  BB block = newBlock("exit");
  exits_.push_back({n->state, reason, block, home_});
  return block;
}

void Lowering::check(V ok, Node* n, ExitReason reason) {
  if (n->hoisted) reason = ExitReason::Hoisted;
  if (exitEvery_ && reason != ExitReason::Poll && reason != ExitReason::Room && ++guards_ % exitEvery_ == 0) {
    ok = b_.getFalse();
    reason = ExitReason::Stress;
  }
  BB on = newBlock("on");
  b_.CreateCondBr(ok, on, exitTo(n, reason), likely());
  b_.SetInsertPoint(on);
}

Node* Lowering::here(Node* n) const {
  n = resolve(n);
  if (!n || !objects_) return n;
  for (const auto& [key, object] : objects_->objects)
    if (key == n) return resolve(object);
  return n;
}

// An object that was not made until now. Two registers may have it, and its parts may lead back to it.
Lowering::V Lowering::restoredObject(Node* n) {
  if (auto made = restored_.find(n); made != restored_.end()) return made->second;
  std::vector<V> parts;
  std::vector<std::pair<size_t, Node*>> later;
  restored_[n] = nullptr;
  for (size_t i = 0; i < n->inputs.size(); ++i) {
    Node* part = resolve(n->inputs[i]);
    auto pending = restored_.find(part);
    bool inside = pending != restored_.end() && !pending->second;
    if (inside) later.emplace_back(i, part);
    parts.push_back(inside ? constant(Value::kUnboundBits) : tagged(part));
  }
  Form form = static_cast<Form>(n->offset);
  if (!restoredParts_) {
    llvm::IRBuilder<> entry(&function_->getEntryBlock(), function_->getEntryBlock().begin());
    restoredParts_ = entry.CreateAlloca(i64_, entry.getInt32(kMostParts));
  }
  // What it may be instead comes last.
  V instead = nullptr;
  if (!n->words.empty()) {
    instead = parts.back();
    parts.pop_back();
  }
  for (size_t i = 0; i < parts.size(); ++i) store(parts[i], at(restoredParts_, static_cast<int64_t>(i * sizeof(Value))), kFrames);
  V made = call(HelperId::restored_object, {restoredParts_, constant(describe(n)), constant(n->bits)});
  restored_[n] = instead ? b_.CreateSelect(b_.CreateICmpEQ(instead, constant(Value::kErrorBits)), made, instead) : made;
  for (auto [i, part] : later) unfinished_.push_back({made, partOffset(form, i), part});
  std::erase_if(unfinished_, [&](const Unfinished& u) {
    auto other = restored_.find(u.part);
    if (other == restored_.end() || !other->second) return false;
    call(HelperId::restored_part, {u.object, constant(static_cast<uint64_t>(u.offset)), other->second});
    return true;
  });
  return restored_[n];
}

// Goes on behind the failure: to the handler, leaving inlined functions on the way, or out.
void Lowering::mayRaise(Node* n, V failed) {
  BB raised = newBlock("raised"), on = newBlock("on");
  b_.CreateCondBr(failed, raised, on, unlikely());
  b_.SetInsertPoint(raised);
  const Scope* scope = n->scope;
  const Scope* to = n->handler ? n->handler->scope : &graph_.scopes.front();
  bool known = n->noTraceback;
  Home home = home_;
  restored_.clear();
  publishOuter(scope, &home);
  flushFrame(n->state, &home, false);
  // What cannot see frames was called without them.
  if (scope->outer && !(n->flags() & PYTHON)) setInnermost(scope);
  for (; scope_ != to; scope_ = scope_->outer, known = false) {
    if (scope_->stepped) call(HelperId::run_generator, {native(scope_->generator)});
    call(HelperId::leave_raised, {constant(known)});
  }
  if (n->handler) {
    caught_ = call(HelperId::caught, {constant(known || planted(Plant::traceback_lost))});
    if (scope_->outer) setInnermost(&graph_.scopes.front());
    edgeInputs(n->handler, n->block, n);
    b_.CreateBr(starts_[n->handler->id]);
  } else {
    b_.CreateRet(call(HelperId::leave_raised, {constant(known)}));
  }
  scope_ = scope;
  restored_.clear();
  b_.SetInsertPoint(on);
  if (scope->outer && n->flags() & PYTHON) setInnermost(&graph_.scopes.front());
  if (n->flags() & PYTHON) clobberTemporaries();
}

bool Lowering::emitFrame(Node* n) {
  switch (n->op) {
    case NodeOp::EnterScope:
      home_.headers[n->scope->id] = false;
      for (size_t i = n->scope->base - bytecode::kFrameHeaderWords; i < n->scope->base; ++i) home_.words[i] = nullptr;
      // Whoever sees the frame may leave flags.
      if (n->scope->seen) store(constant(0), at(framePointer(), offsetof(Frame, state)), kFrames);
      return true;
    case NodeOp::LeaveScope: {
      if (!n->scope->seen || !n->state) return true;
      V flags = load(i8_, at(framePointer(), offsetof(Frame, flags)), kFrames);
      BB flagged = newBlock("flagged"), on = newBlock("left");
      b_.CreateCondBr(b_.CreateICmpEQ(flags, b_.getInt8(0)), on, flagged, likely());
      b_.SetInsertPoint(flagged);
      Home home = home_;
      publish(n->state, &home);
      storePc(n->pc);
      if (n->scope->stepped) call(HelperId::run_generator, {native(n->scope->generator)});
      call(HelperId::leave, {constant(Value::kNoneBits)});
      setInnermost(&graph_.scopes.front());
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      return true;
    }
    case NodeOp::CheckUnseen: {
      if (!n->scope->seen) return true;
      V flags = load(i8_, at(framePointer(), offsetof(Frame, flags)), kFrames);
      check(b_.CreateICmpEQ(flags, b_.getInt8(0)), n, ExitReason::Guard);
      return true;
    }
    case NodeOp::CheckRoom: {
      if (graph_.scopes.size() == 1) return true;
      uint32_t depth = 0;
      for (const Scope& s : graph_.scopes) depth = std::max(depth, s.depth);
      V end = b_.CreatePtrToInt(at(frame_, static_cast<int64_t>(sizeof(Frame) + (extent_ + kStackSlack) * sizeof(Value))), i64_);
      V room = b_.CreateICmpULE(end, load64(at(thread_, offsetof(Thread, stackLimit)), kThreads));
      V limit = load(i32_, at(thread_, offsetof(Thread, recursionLimit)), kThreads);
      V shallow = b_.CreateICmpSLE(b_.CreateAdd(recursion_, b_.getInt32(depth)), limit);
      check(b_.CreateAnd(room, shallow), n, ExitReason::Room);
      return true;
    }
    default:
      return false;
  }
}

// What has to be known of all scopes before the first instruction is lowered.
void Lowering::measureScopes() {
  extent_ = 0;
  for (const Scope& s : graph_.scopes)
    extent_ = std::max(extent_, s.base + s.code->registerCount + static_cast<uint32_t>(kStackSlack));
  for (Scope& s : graph_.scopes) s.seen = false;
  for (const Block* b : graph_.blocks)
    for (const Node* n : b->nodes)
      if (n->flags() & PYTHON)
        for (Scope* s = n->scope; s && !s->seen; s = s->outer) s->seen = true;
}

}  // namespace typhon::jit
