// Objects that feedback words refer to.
#include "runtime/feedback/feedback.h"

#include "runtime/memory/heap.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"

namespace typhon {

bool keepForFeedback(Thread* t, Code* code, Value v) {
  if (!code->feedbackObjects) {
    List* list = makeList(t);
    if (!list) return false;
    code->feedbackObjects = list;
    writeBarrier(code);
  }
  return listAppend(t, code->feedbackObjects, v);
}

namespace {

void resetCode(Object* o, void*) {
  if (o->kind != Kind::Code) return;
  Code* code = static_cast<Code*>(o);
  for (uint32_t pc = 0; pc < code->wordCount;) {
    bytecode::Word* first = code->words + pc;
    bytecode::Decoded d = bytecode::decode(first);
    bytecode::Word* word = first + d.instruction;
    bytecode::Op base = bytecode::info(d.op).base;
    if (base == bytecode::Op::LOAD_ATTR || base == bytecode::Op::STORE_ATTR || base == bytecode::Op::LOAD_METHOD) {
      word->op = base;
      word[1].bits = word[2].bits = 0;
    }
    pc += d.words;
  }
}

}  // namespace

void resetAttributeFeedback(Thread* t) { forEachObject(t, resetCode, nullptr); }

}  // namespace typhon
