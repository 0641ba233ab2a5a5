// Pushing and popping frames on the chunked VM stack.
#include "runtime/exec/stack.h"

#include <sys/mman.h>

#include "runtime/base/os.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/push_call.h"
#include "runtime/types/function.h"

namespace typhon {
namespace {

constexpr size_t kChunkBytes = size_t{4} << 20;

StackChunk* currentChunk(Thread* t) { return t->chunks; }

}  // namespace

Value* stackTop(Thread* t) {
  if (t->frame) return t->frame->registers() + t->frame->code->registerCount;
  return t->chunks ? t->chunks->begin() : nullptr;
}

Value* reserveStack(Thread* t, size_t words, bool* fresh) {
  Value* top = stackTop(t);
  *fresh = false;
  words += kStackSlack;
  if (top && top + words <= t->stackLimit) return top;
  StackChunk* chunk = currentChunk(t);
  StackChunk* next = chunk ? chunk->next : nullptr;
  size_t bytes = sizeof(StackChunk) + words * sizeof(Value);
  if (next && next->begin() + words > next->end) {
    munmap(next, reinterpret_cast<char*>(next->end) - reinterpret_cast<char*>(next));
    chunk->next = next = nullptr;
  }
  if (!next) {
    size_t size = bytes > kChunkBytes ? (bytes + 4095) & ~size_t{4095} : kChunkBytes;
    // The first chunk is used a page here and there; a program that needs more recurses through all of it.
    constexpr size_t kHugePage = size_t{2} << 20;
    void* memory = base::mapMemory(size, chunk ? kHugePage : 0);
    if (!memory) return raiseMemory(t);
    if (chunk && size == kChunkBytes) {
      base::preferHugePages(memory, size);
      base::populateMemory(memory, size);
    }
    next = static_cast<StackChunk*>(memory);
    next->previous = chunk;
    next->next = nullptr;
    next->end = reinterpret_cast<Value*>(static_cast<char*>(memory) + size);
    if (chunk) chunk->next = next;
  }
  next->callerFrame = t->frame;
  t->chunks = next;
  t->stackLimit = next->end;
  *fresh = t->frame != nullptr;
  return next->begin();
}

void freeStack(Thread* t) {
  StackChunk* chunk = t->chunks;
  while (chunk && chunk->next) chunk = chunk->next;
  while (chunk) {
    StackChunk* previous = chunk->previous;
    munmap(chunk, reinterpret_cast<char*>(chunk->end) - reinterpret_cast<char*>(chunk));
    chunk = previous;
  }
  t->chunks = nullptr;
  t->stackLimit = nullptr;
}

Frame* pushFrame(Thread* t, Function* function, Code* code) {
  if (t->recursion >= t->recursionLimit) return raise(t, exc::RecursionError, "maximum recursion depth exceeded");
  TRY(ensureComplete(t, code));
  bool fresh;
  Value* room = TRY(reserveStack(t, bytecode::kFrameHeaderWords + code->registerCount, &fresh));
  ++t->recursion;
  Frame* frame = reinterpret_cast<Frame*>(room);
  frame->function = function;
  frame->code = code;
  frame->pc = code->words;
  frame->caller = t->frame;
  frame->state = 0;
  frame->continuation = Continuation::Entry;
  frame->flags = fresh ? kFrameStartsChunk : 0;
  frame->locals = Value::unbound();
  t->frame = frame;
  return frame;
}

Frame* pushCall(Thread* t, Function* function, const Args& args, Continuation continuation, uint32_t destination) {
  if (t->frame && !args.keywords) [[likely]]
    if (Frame* frame = tryPushCall(t, t->frame, function, args.values, args.positional, continuation, destination)) return frame;
  Frame* frame = TRY(pushFrame(t, function, function->code));
  frame->continuation = continuation;
  frame->destination = destination;
  // Until the arguments are bound the collector must not read the registers as this frame's; they are checked
  // conservatively, so stale words are harmless.
  if (!bindArguments(t, function, args, frame->registers())) {
    popFrame(t);
    return nullptr;
  }
  return frame;
}

void leaveFlaggedFrame(Thread* t, Frame* frame) {
  if (frame->flags & kFrameObjectExists) detachFrameObject(t, frame);
  if (frame->flags & kFrameStartsChunk) {
    t->chunks = t->chunks->previous;
    t->stackLimit = t->chunks->end;
  }
}

void popFrame(Thread* t) {
  Frame* frame = t->frame;
  if (frame->flags) leaveFlaggedFrame(t, frame);
  t->frame = frame->caller;
  --t->recursion;
}

}  // namespace typhon
