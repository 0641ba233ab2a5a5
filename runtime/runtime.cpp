// Start and end of the runtime.
#include "runtime/runtime.h"

#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <new>

#include <pthread.h>
#include <unistd.h>

#include "runtime/base/hash.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/format_exception.h"
#include "runtime/exec/blocking.h"
#include "runtime/exec/config.h"
#include "runtime/exec/threads.h"
#include "runtime/feedback/feedback.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/stacks.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/import_internal.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/signals.h"
#include "runtime/modules/sys.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/gmp_memory.h"
#include "runtime/types/number_text.h"
#include "runtime/types/str.h"

namespace typhon {

bool initNames(Thread* t);
bool initSingletons(Thread* t);

namespace {

// operator new cannot say that it failed: there are no C++ exceptions. Once it gets this; then the process ends, in good order.
void* lastResort = nullptr;
void outOfMemory() {
  if (lastResort) {
    std::free(lastResort);
    lastResort = nullptr;
    return;
  }
  fputs("MemoryError: out of memory\n", stderr);
  _exit(1);
}

// What is being started, as python3 names it when it fails.
const char* step = "init_interp_main: the runtime could not be started";

bool initAll(Thread* t) {
  TRY(allocateBuiltinTypes(t));
  TRY(initNames(t));
  TRY(initSlotRows(t));
  TRY(initSingletons(t));
  TRY(fillBuiltinTypes(t));
  TRY(initExceptions(t));
  TRY(initBuiltins(t));
  if (config().intMaxStrDigits >= 0) setIntMaxStrDigits(static_cast<int>(config().intMaxStrDigits));
  TRY(initSys(t));
  TRY(initImportPy(t));
  step = "init_stdio_encoding: failed to get the Python codec name of the stdio encoding";
  return setStandardEncodingPy(t);
}

void reportFailedStart(Thread* t) {
  fprintf(stderr, "Fatal Python error: %s\nPython runtime state: core initialized\n", step);
  std::string text;
  if (!t->pending.isUnbound() && exc::BaseException && formatExceptionPy(t, takePending(t), &text)) fputs(text.c_str(), stderr);
  fprintf(stderr, "\nCurrent thread 0x%016lx (most recent call first):\n  <no Python frame>\n", pthread_self());
}

}  // namespace

Thread* initRuntime(const RuntimeOptions& options) {
  // The key of string hashes comes before the first hash.
  base::setProcessHashKey(options.hashSeedGiven ? base::hashKeyFromSeed(static_cast<uint32_t>(options.hashSeed))
                                                : base::randomHashKey());
#ifdef __GLIBC__
  // Fixed, they stay what they are: by default one large buffer that is freed makes malloc keep as much for ever.
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
  constexpr size_t kLastResortBytes = size_t{1} << 20;
  lastResort = std::malloc(kLastResortBytes);
  std::set_new_handler(outOfMemory);
  initGmpMemory();
  initHeap();
  initShapeTable();
  initFeedback();
  Thread* t = newThread(options.engine);
  adoptCurrentThread(t);
  setCurrentThread(t);
  installSignalHandlers(t);
  if (!initAll(t)) {
    reportFailedStart(t);
    return nullptr;
  }
  return t;
}

}  // namespace typhon
