// Tracebacks of failed imports.
#include "runtime/modules/import_internal.h"

#include "runtime/exec/config.h"
#include "runtime/exec/thread.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"

namespace typhon {

void removeImportlibFrames(Thread* t) {
  if (!isa<Exception>(t->pending) || config().verbose) return;
  Exception* e = t->pending.as<Exception>();
  bool always = pendingIs(t, exc::ImportError);
  // The chain is relinked in place. `link` is where the entry at hand hangs: null for the exception itself.
  Traceback *link = nullptr, *beforeRun = nullptr;
  bool inside = false;
  auto relink = [&](Traceback* at, Value next) {
    if (at) {
      at->next = next;
      writeBarrier(at);
    } else {
      e->traceback = next;
      writeBarrier(e);
    }
  };
  for (Traceback* tb = dynCast<Traceback>(e->traceback); tb;) {
    Traceback* next = dynCast<Traceback>(tb->next);
    const Code* code = static_cast<const Code*>(tb->code);
    bool importlib = equals(code->filename, "<frozen importlib._bootstrap>") ||
                     equals(code->filename, "<frozen importlib._bootstrap_external>");
    if (importlib && !inside) beforeRun = link;
    inside = importlib;
    if (importlib && (always || equals(code->name, "_call_with_frames_removed"))) {
      relink(beforeRun, next ? Value(next) : Value::none());
      link = beforeRun;
    } else {
      link = tb;
    }
    tb = next;
  }
}

}  // namespace typhon
