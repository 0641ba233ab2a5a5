// How the collector sees futures and tasks.
#include "runtime/memory/heap.h"
#include "runtime/modules/asyncio.h"
#include "runtime/types/list.h"

namespace typhon {

namespace {
void traceFuture(AsyncFuture* f, Tracer& tracer) {
  for (Value v : {f->loop, f->callback, f->callbackContext, f->exception, f->exceptionTraceback, f->result, f->sourceTraceback,
                  f->cancelMessage, f->cancelledError})
    tracer.visit(v);
  tracer.visit(f->callbacks);
}
}  // namespace

size_t sizeOf_AsyncFuture(const Object*) { return sizeof(AsyncFuture); }
void trace_AsyncFuture(Object* o, Tracer& tracer) { traceFuture(static_cast<AsyncFuture*>(o), tracer); }
size_t sizeOf_AsyncTask(const Object*) { return sizeof(AsyncTask); }
void trace_AsyncTask(Object* o, Tracer& tracer) {
  auto task = static_cast<AsyncTask*>(o);
  traceFuture(task, tracer);
  for (Value v : {task->waiter, task->coroutine, task->name, task->context}) tracer.visit(v);
}
size_t sizeOf_AsyncFutureIterator(const Object*) { return sizeof(AsyncFutureIterator); }
void trace_AsyncFutureIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<AsyncFutureIterator*>(o)->future); }
size_t sizeOf_AsyncTaskStep(const Object*) { return sizeof(AsyncTaskStep); }
void trace_AsyncTaskStep(Object* o, Tracer& tracer) {
  auto step = static_cast<AsyncTaskStep*>(o);
  tracer.visit(step->task);
  tracer.visit(step->argument);
}

}  // namespace typhon
