// _asyncio.Task: runs a coroutine step by step. Follows asyncio.tasks.Task of the library, whose place it takes.
#include "runtime/exec/engine.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/asyncio_internal.h"
#include "runtime/modules/contextvars.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::aio {

Type *taskType = nullptr, *stepType = nullptr;
Value currentTasks, scheduledTasks, eagerTasks;

// --- which task runs

bool enterTaskPy(Thread* t, Value loop, Value task) {
  Value running = TRY(dictGetPy(t, currentTasks.as<Dict>(), loop));
  if (!running.isUnbound())
    return raise(t, exc::RuntimeError, "Cannot enter into task {} while another task {} is being executed.",
                 TRY(reprTextPy(t, task)), TRY(reprTextPy(t, running)));
  return dictSetPy(t, currentTasks.as<Dict>(), loop, task);
}

bool leaveTaskPy(Thread* t, Value loop, Value task) {
  Value running = TRY(dictGetPy(t, currentTasks.as<Dict>(), loop));
  if (running != task)
    return raise(t, exc::RuntimeError, "Leaving task {} does not match the current task {}.", TRY(reprTextPy(t, task)),
                 TRY(reprTextPy(t, running.isUnbound() ? Value::none() : running)));
  return dictDeletePy(t, currentTasks.as<Dict>(), loop) >= 0;
}

Value swapCurrentTaskPy(Thread* t, Value loop, Value task) {
  Dict* d = currentTasks.as<Dict>();
  Value running = TRY(dictGetPy(t, d, loop));
  if (task.isNone()) {
    if (dictDeletePy(t, d, loop) < 0) return Value::error();
  } else {
    TRY(dictSetPy(t, d, loop, task));
  }
  return running.isUnbound() ? Value::none() : running;
}

bool registerTaskPy(Thread* t, Value task) { return !callMethodPy(t, scheduledTasks, names::add, {task}).isError(); }

namespace {

int64_t nameCounter = 0;

AsyncTask* self(Value* args) { return args[0].as<AsyncTask>(); }

bool isNativeCoroutine(Value v) {
  if (!isa<Generator>(v)) return false;
  auto g = v.as<Generator>();
  return g->flavour == 1 || (g->flavour == 0 && g->code->flags & bytecode::kIterableCoroutine);
}

Maybe<bool> isCoroutinePy(Thread* t, Value v) {
  if (isNativeCoroutine(v)) return true;
  Value f = isCoroutineFunction.getPy(t);
  Value answer = f.isError() ? f : callPy(t, f, {v});
  if (answer.isError()) return Raised{};
  return truthPy(t, answer);
}

Value stepOf(Thread* t, AsyncTask* task, Value argument, bool wakeup = false) {
  AsyncTaskStep* step = TRY(allocate<AsyncTaskStep>(t, stepType));
  step->task = Value(task);
  step->argument = argument;
  step->wakeup = wakeup;
  return Value(step);
}

bool scheduleStepPy(Thread* t, AsyncTask* task, Value argument) {
  Value step = TRY(stepOf(t, task, argument));
  return callSoonPy(t, task->loop, step, Value::unbound(), task->context);
}

// The next step gets RuntimeError with this text instead of a value.
bool scheduleErrorPy(Thread* t, AsyncTask* task, std::string_view text) {
  Str* message = TRY(makeStr(t, text));
  Value argument(message);
  Value e = TRY(makeExceptionPy(t, exc::RuntimeError, &argument, 1));
  return scheduleStepPy(t, task, e);
}

// --- one step

// Sends None, or throws; *result is what the coroutine returned when Unbound comes back.
Value advancePy(Thread* t, Value coroutine, Value exception, Value* result) {
  *result = Value::none();
  if (isNativeCoroutine(coroutine)) {
    auto g = coroutine.as<Generator>();
    if (exception.isNone() && (g->state == Generator::Created || g->state == Generator::Suspended))
      return resumeGeneratorPy(t, g, Value::none(), Value::unbound(), result);
  }
  Value v;
  if (exception.isNone())
    v = callMethodPy(t, coroutine, names::send, {Value::none()});
  else
    v = callMethodPy(t, coroutine, names::throw_, {exception});
  if (v.isError() && pendingIs(t, exc::StopIteration)) {
    Value e = takePending(t);
    *result = e.as<Exception>()->fields[0];
    if (result->isUnbound()) *result = Value::none();
    return Value::unbound();
  }
  return v;
}

// The coroutine ended with the pending exception.
Value failedPy(Thread* t, AsyncTask* task) {
  Value e = takePending(t);
  Value cancelled = TRY(cancelledError.getPy(t));
  if (isInstance(e, cancelled.as<Type>())) {
    // Kept, to be raised again by who asks for the result.
    task->cancelledError = e;
    writeBarrier(task);
    if (cancelFuturePy(t, task, Value::none()) < 0) return Value::error();
    return Value::none();
  }
  TRY(setExceptionPy(t, task, e));
  if (isInstance(e, exc::KeyboardInterrupt) || isInstance(e, exc::SystemExit)) {
    restorePending(t, e);
    return Value::error();
  }
  return Value::none();
}

// The coroutine has yielded `v`.
Value yieldedPy(Thread* t, AsyncTask* task, Value v) {
  Value self(task);
  if (v == self) {
    TRY(scheduleErrorPy(t, task, "Task cannot await on itself: " + TRY(reprTextPy(t, self))));
    return Value::none();
  }
  bool plain = isPlain(v);
  if (v.isNone()) {
    // A bare yield gives way for one turn of the loop.
    TRY(scheduleStepPy(t, task, Value::none()));
    return Value::none();
  }
  Value blocking = Value::unbound();
  static Str* blockingName = nullptr;
  if (!blockingName) blockingName = TRY(internStr(t, "_asyncio_future_blocking"));
  if (plain) {
    blocking = Value::boolean(futureOf(v)->blocking);
  } else {
    blocking = TRY(findAttrPy(t, v, blockingName));
    if (blocking.isNone()) blocking = Value::unbound();
  }
  if (blocking.isUnbound()) {
    if (isa<Generator>(v) && v.as<Generator>()->flavour == 0)
      TRY(scheduleErrorPy(t, task,
                          fmt::format("yield was used instead of yield from for generator in task {} with {}",
                                      TRY(reprTextPy(t, self)), TRY(reprTextPy(t, v)))));
    else
      TRY(scheduleErrorPy(t, task, "Task got bad yield: " + TRY(reprTextPy(t, v))));
    return Value::none();
  }
  Value loop;
  if (plain) {
    loop = futureOf(v)->loop;
  } else {
    Value getLoop = TRY(findAttrPy(t, v, TRY(internStr(t, "get_loop"))));
    loop = getLoop.isUnbound() ? TRY(getAttrPy(t, v, "_loop")) : TRY(callPy(t, getLoop));
  }
  if (loop != task->loop) {
    TRY(scheduleErrorPy(
        t, task,
        fmt::format("Task {} got Future {} attached to a different loop", TRY(reprTextPy(t, self)), TRY(reprTextPy(t, v)))));
    return Value::none();
  }
  bool blocks = TRY(truthPy(t, blocking));
  if (!blocks) {
    TRY(scheduleErrorPy(
        t, task,
        fmt::format("yield was used instead of yield from in task {} with {}", TRY(reprTextPy(t, self)), TRY(reprTextPy(t, v)))));
    return Value::none();
  }
  Value wakeup = TRY(stepOf(t, task, Value::none(), true));
  if (plain) {
    futureOf(v)->blocking = false;
    TRY(addCallbackPy(t, futureOf(v), wakeup, task->context));
  } else {
    TRY(setAttrPy(t, v, blockingName, Value::boolean(false)));
    Value add = TRY(getAttrPy(t, v, "add_done_callback"));
    Tuple* positional = TRY(makeTuple(t, {wakeup}));
    Dict* keywords = TRY(makeDict(t));
    Str* name = TRY(internStr(t, "context"));
    TRY(dictSetStr(t, keywords, name, task->context));
    TRY(callExPy(t, add, positional, keywords));
  }
  task->waiter = v;
  writeBarrier(task);
  if (task->mustCancel) {
    Value cancelled = TRY(callMethodPy(t, v, TRY(internStr(t, "cancel")), {task->cancelMessage}));
    bool done = TRY(truthPy(t, cancelled));
    if (done) task->mustCancel = false;
  }
  return Value::none();
}

Value runStepPy(Thread* t, AsyncTask* task, Value exception) {
  Value result;
  Value v = advancePy(t, task->coroutine, exception, &result);
  if (v.isError()) return failedPy(t, task);
  if (!v.isUnbound()) return yieldedPy(t, task, v);
  if (task->mustCancel) {
    // It was cancelled just before it ended.
    task->mustCancel = false;
    if (cancelFuturePy(t, task, task->cancelMessage) < 0) return Value::error();
  } else {
    TRY(setResultPy(t, task, result));
  }
  return Value::none();
}

Value stepPy(Thread* t, AsyncTask* task, Value exception) {
  if (task->state != AsyncFuture::Pending)
    return raiseInvalidStatePy(
        t, fmt::format("__step(): already done: {} {}", TRY(reprTextPy(t, Value(task))), TRY(reprTextPy(t, exception))));
  if (task->mustCancel) {
    Value cancelled = TRY(cancelledError.getPy(t));
    if (exception.isNone() || !isInstance(exception, cancelled.as<Type>())) exception = TRY(makeCancelledErrorPy(t, task));
    task->mustCancel = false;
  }
  task->waiter = Value::none();
  TRY(enterTaskPy(t, task->loop, Value(task)));
  Value result = runStepPy(t, task, exception);
  PendingSaver saver(t);
  if (!leaveTaskPy(t, task->loop, Value(task))) {
    if (!result.isError()) return Value::error();
    clearPending(t);
  }
  return result;
}

// The future that the task waited for is done.
Value wakeUpPy(Thread* t, AsyncTask* task, Value future) {
  Value result;
  if (isPlain(future)) {
    result = resultOfPy(t, futureOf(future));
  } else {
    Value method = TRY(getAttrPy(t, future, "result"));
    result = callPy(t, method);
  }
  if (!result.isError()) return stepPy(t, task, Value::none());
  Value e = takePending(t);
  return stepPy(t, task, e);
}

Value stepCall(Thread* t, Value v, const Args& args) {
  auto step = v.as<AsyncTaskStep>();
  if (args.keywords && args.keywords->length) return raise(t, exc::TypeError, "function takes no keyword arguments");
  auto task = step->task.as<AsyncTask>();
  if (step->wakeup) {
    if (args.positional != 1)
      return raise(t, exc::TypeError, "task_wakeup() takes exactly one argument ({} given)", args.positional);
    return wakeUpPy(t, task, args[0]);
  }
  if (args.positional) return raise(t, exc::TypeError, "function takes no positional arguments");
  return stepPy(t, task, step->argument);
}

Value stepSelf(Thread*, Value v) { return v.as<AsyncTaskStep>()->task; }
Value stepName(Thread* t, Value v) {
  if (!v.as<AsyncTaskStep>()->wakeup)
    return raise(t, exc::AttributeError, "'TaskStepMethWrapper' object has no attribute '__qualname__'");
  Str* s = TRY(makeStr(t, toUtf8(typeOf(v.as<AsyncTaskStep>()->task)->name) + ".task_wakeup"));
  return Value(s);
}
const GetSetDef kStepGetSets[] = {{"__self__", stepSelf, nullptr, nullptr}, {"__qualname__", stepName, nullptr, nullptr}};
const TypeSpec stepSpec = {
    .name = "TaskStepMethWrapper",
    .kind = Kind::AsyncTaskStep,
    .flags = kDisallowNew,
    .slots = {.call = stepCall},
    .getsets = kStepGetSets,
};

// --- methods

// The first step at once, in the task's context.
bool startEagerlyPy(Thread* t, AsyncTask* task) {
  Value me(task);
  Value previous = TRY(swapCurrentTaskPy(t, task->loop, me));
  bool ok = setAddPy(t, eagerTasks.as<Set>(), me);
  if (ok) {
    Value step = stepOf(t, task, Value::none());
    // Like a step of the loop, but inside the task that is running.
    struct Run {
      static Value call(Thread* t, Value* args, size_t) {
        return runStepPy(t, args[0].as<AsyncTaskStep>()->task.as<AsyncTask>(), Value::none());
      }
    };
    static const NativeDef kRun = {"eager_step", "(step, /)", Run::call, nullptr};
    Value run = step.isError() ? step : makeNativeFunction(t, kRun, Value::unbound(), Value::unbound());
    ok = !run.isError() && !callInContextPy(t, task->context, run, Args{&step, 1, nullptr}).isError();
  }
  {
    PendingSaver saver(t);
    if (setDiscardPy(t, eagerTasks.as<Set>(), me) < 0) clearPending(t);
    if (swapCurrentTaskPy(t, task->loop, previous).isError()) clearPending(t);
  }
  if (!ok) return false;
  if (task->state == AsyncFuture::Pending) return registerTaskPy(t, me);
  task->coroutine = Value::none();
  return true;
}

// args: self, coro; keyword-only loop, name, context, eager_start
Value taskInit(Thread* t, Value* args, size_t) {
  AsyncTask* task = self(args);
  TRY(futureInitPy(t, task, args[2]));
  task->waiter = task->context = Value::none();
  task->coroutine = Value::none();
  task->name = Value::none();
  task->cancelsRequested = 0;
  task->mustCancel = false;
  task->logDestroyPending = true;
  bool isCoroutine = TRY(isCoroutinePy(t, args[1]));
  if (!isCoroutine) {
    task->logDestroyPending = false;
    return raise(t, exc::TypeError, "a coroutine was expected, got {}", TRY(reprTextPy(t, args[1])));
  }
  task->context = args[4].isNone() ? TRY(copyContext(t)) : args[4];
  task->coroutine = args[1];
  if (args[3].isNone()) {
    task->name = Value::smallInt(++nameCounter);
  } else {
    Str* name = TRY(strPy(t, args[3]));
    task->name = Value(name);
  }
  writeBarrier(task);
  bool eager = TRY(truthPy(t, args[5]));
  if (eager) {
    Value running = TRY(callMethodPy(t, task->loop, TRY(internStr(t, "is_running"))));
    eager = TRY(truthPy(t, running));
  }
  if (eager) {
    TRY(startEagerlyPy(t, task));
    return Value::none();
  }
  TRY(scheduleStepPy(t, task, Value::none()));
  TRY(registerTaskPy(t, args[0]));
  return Value::none();
}

void taskFinalize(Thread* t, Value v) {
  auto task = v.as<AsyncTask>();
  if (!task->loop.isUnbound() && task->state == AsyncFuture::Pending && task->logDestroyPending) {
    PendingSaver saver(t);
    auto report = [&]() -> Value {
      Dict* context = TRY(makeDict(t));
      Str* key = TRY(internStr(t, "task"));
      TRY(dictSetStr(t, context, key, v));
      Str* message = TRY(makeStr(t, "Task was destroyed but it is pending!"));
      TRY(dictSetStr(t, context, names::message, Value(message)));
      if (!task->sourceTraceback.isNone()) {
        key = TRY(internStr(t, "source_traceback"));
        TRY(dictSetStr(t, context, key, task->sourceTraceback));
      }
      return callMethodPy(t, task->loop, TRY(internStr(t, "call_exception_handler")), {Value(context)});
    };
    if (report().isError()) writeUnraisablePy(t, v);
  }
  futureFinalize(t, v);
}

Value cancelMethod(Thread* t, Value* args, size_t) {
  AsyncTask* task = self(args);
  task->logTraceback = false;
  if (task->state != AsyncFuture::Pending) return Value::boolean(false);
  ++task->cancelsRequested;
  if (!task->waiter.isNone()) {
    Value cancel = TRY(getAttrPy(t, task->waiter, "cancel"));
    Dict* keywords = TRY(makeDict(t));
    TRY(dictSetStr(t, keywords, names::msg, args[1]));
    Value answer = TRY(callExPy(t, cancel, emptyTuple(), keywords));
    bool done = TRY(truthPy(t, answer));
    if (done) return Value::boolean(true);
  }
  task->mustCancel = true;
  task->cancelMessage = args[1];
  writeBarrier(task);
  return Value::boolean(true);
}

Value cancellingMethod(Thread*, Value* args, size_t) { return Value::smallInt(self(args)->cancelsRequested); }
Value uncancelMethod(Thread*, Value* args, size_t) {
  AsyncTask* task = self(args);
  if (task->cancelsRequested > 0) --task->cancelsRequested;
  return Value::smallInt(task->cancelsRequested);
}
Value getNameMethod(Thread* t, Value* args, size_t) {
  AsyncTask* task = self(args);
  if (task->name.isSmallInt()) {
    Str* name = TRY(makeStr(t, fmt::format("Task-{}", task->name.asSmallInt())));
    task->name = Value(name);
    writeBarrier(task);
  }
  return task->name;
}
Value setNameMethod(Thread* t, Value* args, size_t) {
  Str* name = TRY(strPy(t, args[1]));
  self(args)->name = Value(name);
  writeBarrier(self(args));
  return Value::none();
}
Value getCoroMethod(Thread*, Value* args, size_t) { return self(args)->coroutine; }
Value getContextMethod(Thread*, Value* args, size_t) { return self(args)->context; }
Value getStackMethod(Thread* t, Value* args, size_t) {
  Value f = TRY(taskGetStack.getPy(t));
  return callPy(t, f, {args[0], args[1]});
}
Value printStackMethod(Thread* t, Value* args, size_t) {
  Value f = TRY(taskPrintStack.getPy(t));
  return callPy(t, f, {args[0], args[1], args[2]});
}
Value setResultMethod(Thread* t, Value*, size_t) {
  return raise(t, exc::RuntimeError, "Task does not support set_result operation");
}
Value setExceptionMethod(Thread* t, Value*, size_t) {
  return raise(t, exc::RuntimeError, "Task does not support set_exception operation");
}

Value taskRepr(Thread* t, Value v) {
  Value f = TRY(taskReprFunction.getPy(t));
  return callPy(t, f, {v});
}

Value getCoroutine(Thread*, Value v) { return v.as<AsyncTask>()->coroutine; }
Value getWaiter(Thread*, Value v) { return v.as<AsyncTask>()->waiter; }
Value getMustCancel(Thread*, Value v) { return Value::boolean(v.as<AsyncTask>()->mustCancel); }
Value getLogDestroyPending(Thread*, Value v) { return Value::boolean(v.as<AsyncTask>()->logDestroyPending); }
bool setLogDestroyPending(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  v.as<AsyncTask>()->logDestroyPending = TRY(truthPy(t, value));
  return true;
}

const NativeDef kOwnMethods[] = {
    {"set_result", "(self, result, /)", setResultMethod, nullptr},
    {"set_exception", "(self, exception, /)", setExceptionMethod, nullptr},
    {"cancel", "(self, /, msg=None)", cancelMethod,
     "Request that this task cancel itself.\n\nThis arranges for a CancelledError to be thrown into the\nwrapped coroutine on "
     "the next cycle through the event "
     "loop.\nThe coroutine then has a chance to clean up or even deny\nthe request using try/except/finally."},
    {"cancelling", "(self, /)", cancellingMethod, "How often cancel() was called and not taken back by uncancel()."},
    {"uncancel", "(self, /)", uncancelMethod,
     "Takes one request to cancel back, for a task that handles CancelledError and goes on; returns how many remain."},
    {"get_name", "(self, /)", getNameMethod, nullptr},
    {"set_name", "(self, value, /)", setNameMethod, nullptr},
    {"get_coro", "(self, /)", getCoroMethod, nullptr},
    {"get_context", "(self, /)", getContextMethod, nullptr},
    {"get_stack", "(self, /, *, limit=None)", getStackMethod,
     "Return the list of stack frames for this task's coroutine.\n\nIf the coroutine is not done, this returns the stack where "
     "it is\nsuspended.  If the coroutine "
     "has completed successfully or was\ncancelled, this returns an empty list.  If the coroutine was\nterminated by an "
     "exception, this returns the list of "
     "traceback\nframes."},
    {"print_stack", "(self, /, *, limit=None, file=None)", printStackMethod,
     "Print the stack or traceback for this task's coroutine."},
};
const GetSetDef kOwnGetSets[] = {
    {"_coro", getCoroutine, nullptr, nullptr},
    {"_fut_waiter", getWaiter, nullptr, nullptr},
    {"_must_cancel", getMustCancel, nullptr, nullptr},
    {"_log_destroy_pending", getLogDestroyPending, setLogDestroyPending, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", newFutureObject, nullptr};
const NativeDef kInit = {"__init__", "(self, /, coro, *, loop=None, name=None, context=None, eager_start=False)", taskInit,
                         nullptr};

const TypeSpec taskSpec = {
    .name = "_asyncio.Task",
    .base = &futureType,
    .kind = Kind::AsyncTask,
    .flags = kBaseType | kWeakReferable | kHasInstanceDict,
    .slots = {.repr = taskRepr, .iter = futureAwait, .finalize = taskFinalize, .await = futureAwait},
    .methods = kOwnMethods,
    .getsets = kOwnGetSets,
    .create = &kNew,
    .init = &kInit,
    .doc = "A coroutine wrapped in a Future.",
};

}  // namespace

bool initTasks(Thread* t, Module* m) {
  if (!taskType) {
    stepType = TRY(makeNativeType(t, stepSpec));
    addRoot(&stepType);
    taskType = TRY(makeNativeType(t, taskSpec));
    addRoot(&taskType);
    Dict* tasks = TRY(makeDict(t));
    currentTasks = Value(tasks);
    addRoot(&currentTasks);
    Set* eager = TRY(makeSet(t));
    eagerTasks = Value(eager);
    addRoot(&eagerTasks);
    Str* weakref = TRY(internStr(t, "weakref"));
    Value module = TRY(importNamePy(t, weakref, nullptr, Value::none(), Value::none(), Value::smallInt(0)));
    Value weakSet = TRY(getAttrPy(t, module, "WeakSet"));
    scheduledTasks = TRY(callPy(t, weakSet));
    addRoot(&scheduledTasks);
  }
  return moduleSet(t, m, "Task", Value(taskType)) && moduleSet(t, m, "_current_tasks", currentTasks) &&
         moduleSet(t, m, "_scheduled_tasks", scheduledTasks) && moduleSet(t, m, "_all_tasks", scheduledTasks) &&
         moduleSet(t, m, "_eager_tasks", eagerTasks);
}

}  // namespace typhon::aio
