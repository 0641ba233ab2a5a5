// From an interpreter into compiled code and back.
#include "runtime/exec/steps/feed.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/exec/tracing.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"

namespace typhon {
CompilerHooks compilerHooks;
}

namespace typhon::steps {

Entered enterHot(Thread* t, Frame* frame, Value* result) {
  if (frame->flags & kFrameThrow || !compilerHooks.enter || isTraced(t)) return Entered::No;
  // Compiled code returns to its caller in C++; what the interpreter's caller wants with the result is settled here.
  Continuation continuation = frame->continuation;
  uint32_t destination = frame->destination;
  Value extra = frame->locals;
  bool generator = frame->flags & kFrameOfGenerator, fed = continuation == Continuation::Feed;
  // (What feeds a consumer gives it most values without coming back.)
  if (!fed) frame->continuation = Continuation::Entry;
  if (!compilerHooks.enter(t, frame, result)) {
    frame->continuation = continuation;
    return Entered::No;
  }
  if (continuation == Continuation::Entry) return Entered::Returned;
  Value v = *result;
  // (A consumer may have failed to take a value: out of memory.)
  if (v.isError() || (fed && !t->pending.isUnbound())) {
    if (continuation != Continuation::ForIter || generator || !pendingIs(t, exc::StopIteration)) return Entered::Raised;
    // __next__ written in Python is exhausted.
    clearPending(t);
    v = Value::unbound();
  } else if (generator) {
    if (fed && extra.as<Generator>()->state != Generator::Finished)
      return feedSuspendedPy(t, v) == Step::Failed ? Entered::Raised : Entered::Continue;
    // Any other yielded value goes the way of Store, whatever asked for it.
    if (extra.as<Generator>()->state != Generator::Finished)
      continuation = Continuation::Store;
    else if (continuation == Continuation::ForIter)
      v = Value::unbound();
  }
  return resumeCaller(t, continuation, destination, extra, v) ? Entered::Continue : Entered::Raised;
}

}  // namespace typhon::steps
