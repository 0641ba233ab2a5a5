// _asyncio: what asyncio does natively: futures (asyncio_future.cpp), tasks (asyncio_task.cpp), which loop and which task run.
#include <unistd.h>

#include "runtime/memory/roots.h"
#include "runtime/modules/asyncio_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::aio {

LibraryName cancelledError = {"asyncio.exceptions", "CancelledError", {}},
            invalidStateError = {"asyncio.exceptions", "InvalidStateError", {}},
            getEventLoopPolicy = {"asyncio.events", "get_event_loop_policy", {}},
            extractStack = {"asyncio.format_helpers", "extract_stack", {}},
            futureReprFunction = {"asyncio.base_futures", "_future_repr", {}},
            taskReprFunction = {"asyncio.base_tasks", "_task_repr", {}},
            taskGetStack = {"asyncio.base_tasks", "_task_get_stack", {}},
            taskPrintStack = {"asyncio.base_tasks", "_task_print_stack", {}},
            isCoroutineFunction = {"asyncio.coroutines", "iscoroutine", {}};

Value LibraryName::getPy(Thread* t) {
  if (!value.isUnbound()) return value;
  Str* moduleName = TRY(internStr(t, module));
  Str* attribute = TRY(internStr(t, name));
  Tuple* wanted = TRY(makeTuple(t, {Value(attribute)}));
  Value from = TRY(importNamePy(t, moduleName, nullptr, Value::none(), Value(wanted), Value::smallInt(0)));
  return value = getAttrPy(t, from, attribute);
}

namespace {
Str* callSoonName = nullptr;
Tuple* contextKeyword = nullptr;  // ("context",)
pid_t loopOwner = 0;              // the process that set the running loop
}  // namespace

bool initLibraryNames(Thread* t) {
  if (contextKeyword) return true;
  for (LibraryName* n : {&cancelledError, &invalidStateError, &getEventLoopPolicy, &extractStack, &futureReprFunction,
                         &taskReprFunction, &taskGetStack, &taskPrintStack, &isCoroutineFunction})
    addRoot(&n->value);
  callSoonName = TRY(internStr(t, "call_soon"));
  Str* context = TRY(internStr(t, "context"));
  contextKeyword = TRY(makeTuple(t, {Value(context)}));
  addRoot(&contextKeyword);
  return true;
}

bool callSoonPy(Thread* t, Value loop, Value callback, Value argument, Value context) {
  Value receiver;
  Value method = TRY(getMethodPy(t, loop, callSoonName, &receiver));
  Value args[4];
  size_t count = 0;
  if (!receiver.isUnbound()) args[count++] = receiver;
  args[count++] = callback;
  if (!argument.isUnbound()) args[count++] = argument;
  Args call{args, count, nullptr};
  if (!context.isUnbound()) {
    args[count] = context;
    call.keywords = contextKeyword;
  }
  return !callPy(t, method, call).isError();
}

Value runningLoop(Thread* t) {
  // A child process has no running loop.
  if (t->runningLoop.isUnbound() || loopOwner != getpid()) return Value::none();
  return t->runningLoop;
}

Value eventLoopPy(Thread* t, int) {
  Value loop = runningLoop(t);
  if (!loop.isNone()) return loop;
  Value policy = TRY(getEventLoopPolicy.getPy(t));
  policy = TRY(callPy(t, policy));
  Str* name = TRY(internStr(t, "get_event_loop"));
  return callMethodPy(t, policy, name);
}

namespace {

Value getRunningLoopOrNone(Thread* t, Value*, size_t) { return runningLoop(t); }
Value getRunningLoop(Thread* t, Value*, size_t) {
  Value loop = runningLoop(t);
  if (loop.isNone()) return raise(t, exc::RuntimeError, "no running event loop");
  return loop;
}
Value setRunningLoop(Thread* t, Value* args, size_t) {
  loopOwner = getpid();
  t->runningLoop = args[0].isNone() ? Value::unbound() : args[0];
  return Value::none();
}
Value getEventLoop(Thread* t, Value*, size_t) { return eventLoopPy(t, 1); }
Value getEventLoopOld(Thread* t, Value*, size_t) { return eventLoopPy(t, 1); }

Value registerTask(Thread* t, Value* args, size_t) {
  TRY(registerTaskPy(t, args[0]));
  return Value::none();
}
Value unregisterTask(Thread* t, Value* args, size_t) {
  Str* name = TRY(internStr(t, "discard"));
  TRY(callMethodPy(t, scheduledTasks, name, {args[0]}));
  return Value::none();
}
Value registerEagerTask(Thread* t, Value* args, size_t) {
  TRY(setAddPy(t, eagerTasks.as<Set>(), args[0]));
  return Value::none();
}
Value unregisterEagerTask(Thread* t, Value* args, size_t) {
  if (setDiscardPy(t, eagerTasks.as<Set>(), args[0]) < 0) return Value::error();
  return Value::none();
}
Value enterTask(Thread* t, Value* args, size_t) {
  TRY(enterTaskPy(t, args[0], args[1]));
  return Value::none();
}
Value leaveTask(Thread* t, Value* args, size_t) {
  TRY(leaveTaskPy(t, args[0], args[1]));
  return Value::none();
}
Value swapCurrentTask(Thread* t, Value* args, size_t) { return swapCurrentTaskPy(t, args[0], args[1]); }
Value currentTask(Thread* t, Value* args, size_t) {
  Value loop = args[0];
  if (loop.isNone()) loop = TRY(getRunningLoop(t, nullptr, 0));
  Value task = TRY(dictGetPy(t, currentTasks.as<Dict>(), loop));
  return task.isUnbound() ? Value::none() : task;
}

const NativeDef kFunctions[] = {
    {"_get_running_loop", "()", getRunningLoopOrNone, "The loop that runs in this thread, or None. For event loops."},
    {"_set_running_loop", "(loop, /)", setRunningLoop, "Says which loop runs in this thread. For event loops."},
    {"get_running_loop", "()", getRunningLoop, "The loop that runs in this thread; raises RuntimeError where none does."},
    {"get_event_loop", "()", getEventLoop,
     "The running event loop, or, where none runs, the one that the policy's get_event_loop() gives."},
    {"_get_event_loop", "(stacklevel=3)", getEventLoopOld, nullptr},
    {"_register_task", "(task)", registerTask, "Notes that a loop will run this task."},
    {"_unregister_task", "(task)", unregisterTask, "Unregister a task.\n\nReturns None."},
    {"_register_eager_task", "(task)", registerEagerTask, "Notes that a loop will run this task."},
    {"_unregister_eager_task", "(task)", unregisterEagerTask, "Unregister a task.\n\nReturns None."},
    {"_enter_task", "(loop, task)", enterTask, "Notes that the loop now runs this task."},
    {"_leave_task", "(loop, task)", leaveTask, "Notes that the loop no longer runs this task."},
    {"_swap_current_task", "(loop, task)", swapCurrentTask,
     "Makes another task the current one and returns the one before, or None. For eager execution."},
    {"current_task", "(loop=None)", currentTask, "Return a currently executed task."},
};

bool init(Thread* t, Module* m) { return initLibraryNames(t) && initFutures(t, m) && initTasks(t, m); }

}  // namespace

}  // namespace typhon::aio

namespace typhon {
extern const ModuleSpec asyncioModule = {"_asyncio", aio::kFunctions, "Accelerator module for asyncio", aio::init};
}  // namespace typhon
