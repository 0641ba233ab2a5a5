// Objects that feedback words refer to.
#include "runtime/feedback/feedback.h"

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

}  // namespace typhon
