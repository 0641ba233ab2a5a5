// Loops, and what leaving blocks takes.
#include <algorithm>

#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

namespace {

constexpr size_t kMaxBlocks = 20;  // as CPython

}  // namespace

void Compiler::pushBlock(Block block) {
  if (u_->blocks.size() >= kMaxBlocks) error(block.loc, "too many statically nested blocks");
  block.outerHandler = u_->handler;
  u_->blocks.push_back(std::move(block));
}

void Compiler::whileLoop(While* node) {
  Label again = newLabel(), finished = newLabel(), end = newLabel();
  Block block{BlockType::Loop};
  block.loc = node->position();
  block.endless = knownTruth(node->test) == 1;
  const Loc head = node->test->position();
  if (block.endless) emit(head, Op::NOP);
  bind(again);
  block.start = again;
  block.exit = end;
  pushBlock(block);
  u_->blocks.back().loc = head;
  if (!block.endless) jumpIf(node->test, finished, false);
  bool sharesLine = node->body[0]->lineno == head.end_lineno;
  bool continues = std::ranges::any_of(node->body, [](Stmt* statement) { return isa<Continue>(statement); });
  if (!block.endless && sharesLine && !continues) {
    // Body and test share a line: CPython repeats the test behind the body, and the jump back to the body, which there is for
    // each round but the first, begins the line anew.
    Label loop = newLabel();
    bind(loop);
    body(node->body);
    jumpIf(node->test, finished, false);
    jump(kNoLoc, Op::JUMP_BACK, loop);
  } else {
    body(node->body);
    jump(block.endless ? head : kNoLoc, Op::JUMP_BACK, again);
  }
  popBlock();
  bind(finished);
  body(node->orelse);
  bind(end);
}

void Compiler::forLoop(For* node) {
  const Loc loc = node->position();
  Label again = newLabel(), finished = newLabel(), end = newLabel();
  Block block{BlockType::Loop};
  block.loc = loc;
  block.start = again;
  block.exit = end;
  pushBlock(block);
  Reg iterator = newTemp();
  {
    TempScope temps(*this);
    Reg iterable = operand(node->iter, iterator);
    emit(loc, Op::GET_ITER, iterator, iterable);
  }
  Reg item = directTarget(node->target);
  bool direct = item != kNoReg;
  firstUse(item);
  if (!direct) item = newTemp();
  bind(again);
  jump(loc, Op::FOR_ITER, finished, iterator, item);
  if (direct)
    markLine(node->target->position());
  else
    store(node->target, item);
  body(node->body);
  jump(kNoLoc, Op::JUMP_BACK, again);
  popBlock();
  bind(finished);
  body(node->orelse);
  bind(end);
}

void Compiler::asyncForLoop(AsyncFor* node) {
  const Loc loc = node->position();
  bool topLevelAwait = options_.topLevelAwait && u_->kind == UnitKind::Module;
  if (!topLevelAwait && u_->kind != UnitKind::AsyncFunction) {
    // CPython refuses it in the comprehension scopes, too; those never hold statements.
    return error(loc, "'async for' outside async function");
  }
  Label again = newLabel(), end = newLabel();
  Reg iterator = newTemp();
  {
    TempScope temps(*this);
    Reg iterable = operand(node->iter, iterator);
    emit(loc, Op::GET_AITER, iterator, iterable);
  }
  bind(again);
  Block block{BlockType::Loop};
  block.loc = loc;
  block.start = again;
  block.exit = end;
  pushBlock(block);
  int32_t outerHandler = u_->handler;
  int32_t handler = newHandler();
  Reg item = newTemp();
  {
    TempScope temps(*this);
    u_->handler = handler;
    Reg awaitable = newTemp();
    emit(loc, Op::GET_ANEXT, awaitable, iterator);
    delegate(loc, awaitable, item);
    u_->handler = outerHandler;
  }
  store(node->target, item);
  body(node->body);
  jump(kNoLoc, Op::JUMP_BACK, again);
  popBlock();
  Reg exception = newTemp();
  bindHandler(handler, exception);
  emit(node->iter->position(), Op::END_ASYNC_FOR, exception);
  body(node->orelse);
  bind(end);
}

void Compiler::leaveLoop(const Loc& loc, bool isBreak) {
  emit(loc, Op::NOP);
  size_t loop = u_->blocks.size();
  while (loop > 0 && u_->blocks[loop - 1].type != BlockType::Loop) {
    if (u_->blocks[loop - 1].type == BlockType::GroupHandler)
      return error(loc, "'break', 'continue' and 'return' cannot appear in an except* block");
    --loop;
  }
  if (loop == 0) return error(loc, isBreak ? "'break' outside loop" : "'continue' not properly in loop");
  auto blocks = u_->blocks;
  int32_t handler = u_->handler;
  Loc leaving = loc;
  unwindTo(leaving, loop, false);
  const Block& block = blocks[loop - 1];
  if (isBreak)
    jump(leaving, Op::JUMP, block.exit);
  else
    jump(block.endless ? block.loc : leaving, Op::JUMP_BACK, block.start);
  u_->blocks = std::move(blocks);
  u_->handler = handler;
}

// Leaves blocks and handler as they are at that depth; the caller restores them. What comes behind a `finally` or the exit of a
// `with` continues its line: `loc` is none then.
void Compiler::unwindTo(Loc& loc, size_t depth, bool isReturn) {
  while (u_->blocks.size() > depth && !failed()) {
    Block block = u_->blocks.back();
    if (isReturn && block.type == BlockType::GroupHandler)
      return error(loc, "'break', 'continue' and 'return' cannot appear in an except* block");
    u_->blocks.pop_back();
    unwindBlock(loc, block);
  }
}

void Compiler::unwindBlock(Loc& loc, const Block& block) {
  switch (block.type) {
    case BlockType::Loop:
      break;
    case BlockType::TryExcept:
    case BlockType::ExceptionHandler:
    case BlockType::GroupHandler:
      u_->handler = block.outerHandler;
      break;
    case BlockType::FinallyTry: {
      u_->handler = block.outerHandler;
      TempScope temps(*this);
      body(block.finalBody);
      loc = kNoLoc;
      break;
    }
    case BlockType::FinallyEnd:
      u_->handler = block.outerHandler;
      emit(loc, Op::POP_EXC, block.saved);
      break;
    case BlockType::With:
    case BlockType::AsyncWith:
      u_->handler = block.outerHandler;
      callExitWithNones(block.loc, block.saved, block.type == BlockType::AsyncWith);
      loc = kNoLoc;
      break;
    case BlockType::HandlerCleanup:
      u_->handler = block.outerHandler;
      emit(loc, Op::POP_EXC, block.saved);
      if (block.name) unbindName(loc, block.name);
      break;
  }
}

bool Compiler::unwindingRunsCode() const {
  for (const Block& block : u_->blocks) {
    switch (block.type) {
      case BlockType::Loop:
      case BlockType::TryExcept:
      case BlockType::ExceptionHandler:
        break;
      default:
        return true;
    }
  }
  return false;
}

}  // namespace typhon::frontend::codegen
