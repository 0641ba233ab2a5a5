// try, except, except*, finally, with: zero-cost handlers. An exception arrives in its handler's register; the handler
// saves what was being handled before and puts it back on every way out.
#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

void Compiler::tryStatement(std::span<Stmt*> tryBody, std::span<ExceptHandlerNode*> handlers, std::span<Stmt*> orelse,
                            std::span<Stmt*> finalBody, const Loc& loc, bool star) {
  emit(loc, Op::NOP);
  auto inner = [&] {
    if (handlers.empty()) {
      body(tryBody);
      body(orelse);
    } else if (star) {
      tryExceptStar(tryBody, handlers, orelse, loc);
    } else {
      tryExcept(tryBody, handlers, orelse, loc);
    }
  };
  if (finalBody.empty()) return inner();
  Label exit = newLabel();
  int32_t outer = u_->handler;
  int32_t handler = newHandler();
  Block block{BlockType::FinallyTry};
  block.loc = loc;
  block.finalBody = finalBody;
  pushBlock(block);
  u_->handler = handler;
  {
    TempScope temps(*this);
    inner();
  }
  popBlock();
  u_->handler = outer;
  body(finalBody);
  jump(kNoLoc, Op::JUMP, exit);
  // The exceptional way
  Reg exception = newTemps(2);
  Reg saved = exception + 1;
  bindHandler(handler, exception);
  emit(kNoLoc, Op::PUSH_EXC, saved, exception);
  int32_t cleanup = newHandler();
  Block end{BlockType::FinallyEnd};
  end.loc = loc;
  end.saved = saved;
  pushBlock(end);
  u_->handler = cleanup;
  body(finalBody);
  popBlock();
  u_->handler = outer;
  emit(kNoLoc, Op::POP_EXC, saved);
  emit(kNoLoc, Op::RERAISE, exception);
  bindHandler(cleanup, exception);
  emit(kNoLoc, Op::POP_EXC, saved);
  emit(kNoLoc, Op::RERAISE, exception);
  bind(exit);
}

void Compiler::tryExcept(std::span<Stmt*> tryBody, std::span<ExceptHandlerNode*> handlers, std::span<Stmt*> orelse,
                         const Loc& tryLoc) {
  Label end = newLabel();
  int32_t outer = u_->handler;
  int32_t handler = newHandler();
  pushBlock(Block{BlockType::TryExcept, tryLoc});
  u_->handler = handler;
  body(tryBody);
  popBlock();
  u_->handler = outer;
  body(orelse);
  jump(kNoLoc, Op::JUMP, end);

  Reg exception = newTemps(2);
  Reg saved = exception + 1;
  bindHandler(handler, exception);
  emit(kNoLoc, Op::PUSH_EXC, saved, exception);
  pushBlock(Block{BlockType::ExceptionHandler, tryLoc});
  int32_t cleanup = newHandler();
  bool catchesAll = false;
  for (size_t i = 0; i < handlers.size() && !failed(); ++i) {
    auto* node = cast<ExceptHandler>(handlers[i]);
    const Loc loc = node->position();
    if (!node->type && i + 1 < handlers.size()) return error(loc, "default 'except:' must be last");
    u_->handler = cleanup;
    Label next = newLabel();
    if (node->type) {
      TempScope temps(*this);
      Reg type = operand(node->type);
      Reg matches = newTemp();
      emit(loc, Op::EXC_MATCH, matches, exception, type);
      jump(loc, Op::JUMP_IF_FALSE, next, matches);
    } else {
      emit(loc, Op::NOP);
      catchesAll = true;
    }
    Block block{BlockType::HandlerCleanup};
    block.loc = loc;
    block.saved = saved;
    block.name = node->name;
    int32_t named = -1;
    if (node->name) {
      storeName(loc, node->name, exception);
      named = newHandler();
    }
    pushBlock(block);
    u_->blocks.back().outerHandler = outer;
    if (named >= 0) u_->handler = named;
    body(node->body);
    popBlock();
    u_->handler = outer;
    emit(kNoLoc, Op::POP_EXC, saved);
    if (node->name) unbindName(kNoLoc, node->name);
    jump(kNoLoc, Op::JUMP, end);
    if (named >= 0) {
      u_->handler = cleanup;
      bindHandler(named, exception);
      unbindName(kNoLoc, node->name);
      u_->handler = outer;
      emit(kNoLoc, Op::POP_EXC, saved);
      emit(kNoLoc, Op::RERAISE, exception);
    }
    bind(next);
  }
  popBlock();
  u_->handler = outer;
  if (!catchesAll) {
    const Loc last = handlers.back()->position();
    emit(last, Op::POP_EXC, saved);
    emit(last, Op::RERAISE, exception);
  }
  bindHandler(cleanup, exception);
  emit(kNoLoc, Op::POP_EXC, saved);
  emit(kNoLoc, Op::RERAISE, exception);
  bind(end);
}

void Compiler::tryExceptStar(std::span<Stmt*> tryBody, std::span<ExceptHandlerNode*> handlers, std::span<Stmt*> orelse,
                             const Loc& loc) {
  Label end = newLabel();
  int32_t outer = u_->handler;
  int32_t handler = newHandler();
  pushBlock(Block{BlockType::TryExcept, loc});
  u_->handler = handler;
  body(tryBody);
  popBlock();
  u_->handler = outer;
  body(orelse);
  jump(kNoLoc, Op::JUMP, end);

  // The exception, what was handled before, the original and the list of what the handlers leave, the part that matched
  // and the rest.
  Reg exception = newTemps(6);
  Reg saved = exception + 1, original = exception + 2, list = exception + 3, match = exception + 4;
  Reg rest = exception + 5;
  bindHandler(handler, exception);
  emit(kNoLoc, Op::PUSH_EXC, saved, exception);
  Block group{BlockType::GroupHandler};
  group.loc = loc;
  pushBlock(group);
  int32_t cleanup = newHandler();
  u_->handler = cleanup;
  move(kNoLoc, original, exception);
  emit(kNoLoc, Op::BUILD_LIST, list, kTemp + u_->tempTop, 0);
  move(kNoLoc, rest, exception);
  for (ExceptHandlerNode* base : handlers) {
    if (failed()) return;
    auto* node = cast<ExceptHandler>(base);
    const Loc at = node->position();
    Label next = newLabel();
    u_->handler = cleanup;
    {
      TempScope temps(*this);
      Reg type = operand(node->type);
      emit(at, Op::EXC_GROUP_MATCH, match, rest, type);
      jump(at, Op::JUMP_IF_NONE, next, match);
    }
    if (node->name) storeName(at, node->name, match);
    int32_t named = newHandler();
    Block block{BlockType::HandlerCleanup};
    block.loc = at;
    block.saved = saved;
    block.name = node->name;
    pushBlock(block);
    u_->handler = named;
    body(node->body);
    popBlock();
    u_->handler = cleanup;
    if (node->name) unbindName(kNoLoc, node->name);
    jump(kNoLoc, Op::JUMP, next);
    bindHandler(named, exception);
    if (node->name) unbindName(kNoLoc, node->name);
    emit(kNoLoc, Op::LIST_APPEND, list, exception);
    bind(next);
  }
  u_->handler = cleanup;
  emit(kNoLoc, Op::LIST_APPEND, list, rest);
  // original and list are consecutive
  emit(kNoLoc, Op::INTRINSIC, exception, original, static_cast<uint32_t>(Intrinsic::PREP_RERAISE_STAR));
  popBlock();
  u_->handler = outer;
  emit(kNoLoc, Op::POP_EXC, saved);
  jump(kNoLoc, Op::JUMP_IF_NONE, end, exception);
  emit(kNoLoc, Op::RERAISE, exception);
  bindHandler(cleanup, exception);
  emit(kNoLoc, Op::POP_EXC, saved);
  emit(kNoLoc, Op::RERAISE, exception);
  bind(end);
}

void Compiler::callExitWithNones(const Loc& loc, Reg exitRegister, bool isAsync) {
  TempScope temps(*this);
  Reg base = newTemps(kFrameHeaderWords);
  move(loc, base, exitRegister);
  for (int i = 0; i < 3; ++i) {
    Reg argument = newTemp();
    loadNone(loc, argument);
  }
  emit(loc, Op::CALL, base, base, 3);
  if (!isAsync) return;
  Reg iterator = newTemps(2);
  emit(loc, Op::GET_AWAITABLE, iterator, base, 2);
  delegate(loc, iterator, iterator + 1);
}

void Compiler::withStatement(const Loc& loc, std::span<WithItem*> items, std::span<Stmt*> withBody, bool isAsync) {
  if (failed() || !enterDepth()) return leaveDepth();
  bool topLevelAwait = options_.topLevelAwait && u_->kind == UnitKind::Module;
  if (isAsync && !topLevelAwait && u_->kind != UnitKind::AsyncFunction) {
    error(loc, "'async with' outside async function");
    return leaveDepth();
  }
  TempScope temps(*this);
  WithItem* item = items[0];
  Label exit = newLabel();
  Reg leave = newTemps(2);
  Reg value = leave + 1;
  {
    TempScope inner(*this);
    Reg context = operand(item->context_expr, leave);
    emit(loc, isAsync ? Op::BEFORE_ASYNC_WITH : Op::BEFORE_WITH, leave, context);
    if (isAsync) {
      Reg iterator = newTemp();
      emit(loc, Op::GET_AWAITABLE, iterator, value, 1);
      delegate(loc, iterator, value);
    }
  }
  int32_t outer = u_->handler;
  int32_t handler = newHandler();
  Block block{isAsync ? BlockType::AsyncWith : BlockType::With};
  block.loc = loc;
  block.saved = leave;
  pushBlock(block);
  u_->handler = handler;
  if (item->optional_vars) store(item->optional_vars, value);
  if (items.size() > 1)
    withStatement(loc, items.subspan(1), withBody, isAsync);
  else
    body(withBody);
  popBlock();
  u_->handler = outer;
  callExitWithNones(loc, leave, isAsync);
  jump(kNoLoc, Op::JUMP, exit);

  Reg exception = newTemps(2);
  Reg saved = exception + 1;
  bindHandler(handler, exception);
  emit(loc, Op::PUSH_EXC, saved, exception);
  int32_t cleanup = newHandler();
  u_->handler = cleanup;
  Label notSuppressed = newLabel();
  {
    TempScope inner(*this);
    Reg result = newTemp();
    emit(loc, Op::WITH_EXIT, result, leave, exception);
    if (isAsync) {
      Reg iterator = newTemps(2);
      emit(loc, Op::GET_AWAITABLE, iterator, result, 2);
      delegate(loc, iterator, iterator + 1);
      result = iterator + 1;
    }
    jump(loc, Op::JUMP_IF_FALSE, notSuppressed, result);
  }
  u_->handler = outer;
  emit(kNoLoc, Op::POP_EXC, saved);
  jump(kNoLoc, Op::JUMP, exit);
  // Behind a jump, so without a position: the exception stays one of the body's line.
  bind(notSuppressed);
  emit(kNoLoc, Op::POP_EXC, saved);
  emit(kNoLoc, Op::RERAISE, exception);
  bindHandler(cleanup, exception);
  emit(kNoLoc, Op::POP_EXC, saved);
  emit(kNoLoc, Op::RERAISE, exception);
  bind(exit);
  leaveDepth();
}

}  // namespace typhon::frontend::codegen
