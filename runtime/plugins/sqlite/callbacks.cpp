// Python functions that SQLite calls: functions and aggregates of SQL, collations, handlers.
#include "runtime/plugins/sqlite/sqlite.h"

#include "runtime/memory/roots.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::sqlite {

bool callbackTracebacks = false;

namespace {

List* callbacksOf(HostObject* connection) { return connection->fields[kCallbacks].as<List>(); }

// Keeps the object in the connection's list.
CallbackRef* keep(Thread* t, Value connection, Value callback) {
  List* all = callbacksOf(connection.as<HostObject>());
  TRY(listAppend(t, all, callback));
  ConnectionState* c = connectionOf(connection);
  c->references.push_back(std::make_unique<CallbackRef>(CallbackRef{c, all->length - 1}));
  return c->references.back().get();
}

Value calleeOf(const CallbackRef* r) { return listItem(callbacksOf(r->connection->self), r->index); }
Thread* threadOf(const CallbackRef* r) { return r->connection->caller; }

// The exception that a callback raised ends here: it is shown if that was asked for.
void dropException(Thread* t, Value callee) {
  if (callbackTracebacks)
    writeUnraisablePy(t, callee);
  else
    clearPending(t);
}

// An exception becomes an error of the SQL function.
void failFunction(Thread* t, sqlite3_context* context, Value callee, const char* message) {
  if (pendingIs(t, exc::MemoryError))
    sqlite3_result_error_nomem(context);
  else if (pendingIs(t, exc::OverflowError))
    sqlite3_result_error_toobig(context);
  else
    sqlite3_result_error(context, message, -1);
  dropException(t, callee);
}

Value argumentOf(Thread* t, sqlite3_value* v) {
  switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
      return makeInt(t, sqlite3_value_int64(v));
    case SQLITE_FLOAT:
      return makeFloat(t, sqlite3_value_double(v));
    case SQLITE_TEXT: {
      auto* text = reinterpret_cast<const char*>(sqlite3_value_text(v));
      if (!text) return raiseMemory(t);
      return TRY(decodeUtf8Py(t, {text, static_cast<size_t>(sqlite3_value_bytes(v))}, "strict"));
    }
    case SQLITE_BLOB: {
      const void* data = sqlite3_value_blob(v);
      return TRY(makeBytes(t, {static_cast<const char*>(data), static_cast<size_t>(sqlite3_value_bytes(v))}));
    }
    default:
      return Value::none();
  }
}
bool pushArguments(Thread* t, RootedVector* out, int count, sqlite3_value** values) {
  for (int i = 0; i < count; ++i) {
    Value v = TRY(argumentOf(t, values[i]));
    TRY(out->push(v));
  }
  return true;
}

bool setResultPy(Thread* t, sqlite3_context* context, Value v) {
  if (v.isNone()) {
    sqlite3_result_null(context);
  } else if (isInt(v)) {
    int64_t i;
    if (!fitsInt64(v, &i)) return raise(t, exc::OverflowError, "Python int too large to convert to SQLite INTEGER");
    sqlite3_result_int64(context, i);
  } else if (isFloat(v)) {
    sqlite3_result_double(context, asDouble(v));
  } else if (auto* s = dynCast<Str>(v)) {
    Bytes* utf8 = TRY(encodeUtf8Py(t, s, "strict"));
    if (utf8->length > INT32_MAX) return raise(t, exc::OverflowError, "string is longer than INT_MAX bytes");
    sqlite3_result_text(context, reinterpret_cast<const char*>(utf8->data), static_cast<int>(utf8->length), SQLITE_TRANSIENT);
  } else if (hasBuffer(v)) {
    BufferHolder data;
    TRY(data.acquirePy(t, v));
    if (data.view.length > INT32_MAX) return raise(t, exc::OverflowError, "BLOB longer than INT_MAX bytes");
    sqlite3_result_blob(context, data.view.length ? static_cast<const void*>(data.view.data) : "",
                        static_cast<int>(data.view.length), SQLITE_TRANSIENT);
  } else {
    return raise(t, programmingError, "callback returned an unsupported type");
  }
  return true;
}

void functionCallback(sqlite3_context* context, int count, sqlite3_value** values) {
  auto* r = static_cast<CallbackRef*>(sqlite3_user_data(context));
  Thread* t = threadOf(r);
  Value callee = calleeOf(r);
  RootedVector arguments(t);
  Value result = Value::error();
  if (pushArguments(t, &arguments, count, values)) result = callPy(t, callee, Args{arguments.data(), arguments.size(), nullptr});
  if (result.isError() || !setResultPy(t, context, result))
    failFunction(t, context, callee, "user-defined function raised exception");
}

// An aggregate's instance lies in the list of callbacks while it is at work; SQLite keeps its place (plus one, so that
// 0 means none).
Value* instanceOf(sqlite3_context* context, const CallbackRef* r, bool create) {
  auto* place = static_cast<size_t*>(sqlite3_aggregate_context(context, create ? sizeof(size_t) : 0));
  if (!place) return nullptr;
  List* all = callbacksOf(r->connection->self);
  if (*place == 0) {
    if (!create) return nullptr;
    Thread* t = threadOf(r);
    Value made = callPy(t, calleeOf(r));
    if (made.isError()) return nullptr;
    size_t free = 0;  // places of finished aggregates are used again
    while (free < all->length && !listItem(all, free).isUnbound()) ++free;
    if (free == all->length && !listAppend(t, all, made)) return nullptr;
    listStore(all, free, made);
    *place = free + 1;
  }
  return &all->store->items[*place - 1];
}

void stepWith(sqlite3_context* context, int count, sqlite3_value** values, const char* method) {
  auto* r = static_cast<CallbackRef*>(sqlite3_user_data(context));
  Thread* t = threadOf(r);
  Value* instance = instanceOf(context, r, true);
  if (!instance) return failFunction(t, context, calleeOf(r), "user-defined aggregate's '__init__' method raised error");
  Value self = *instance;
  std::string absent = fmt::format("user-defined aggregate's '{}' method not defined", method);
  Value bound = getAttrPy(t, self, method);
  if (bound.isError()) return failFunction(t, context, calleeOf(r), absent.c_str());
  RootedVector arguments(t);
  Value done = Value::error();
  if (pushArguments(t, &arguments, count, values)) done = callPy(t, bound, Args{arguments.data(), arguments.size(), nullptr});
  if (done.isError())
    failFunction(t, context, calleeOf(r), fmt::format("user-defined aggregate's '{}' method raised error", method).c_str());
}
void aggregateStep(sqlite3_context* context, int count, sqlite3_value** values) { stepWith(context, count, values, "step"); }
void aggregateInverse(sqlite3_context* context, int count, sqlite3_value** values) {
  stepWith(context, count, values, "inverse");
}

void resultOf(sqlite3_context* context, const char* method, bool last) {
  auto* r = static_cast<CallbackRef*>(sqlite3_user_data(context));
  Thread* t = threadOf(r);
  if (!t) return;  // the connection is being closed
  Value* instance = instanceOf(context, r, false);
  if (!instance) return;  // there was no row, or __init__ failed
  Value self = *instance;
  if (last) *instance = Value::unbound();
  // An error of the step is not covered by this one.
  PendingSaver saver(t);
  std::string problem = fmt::format("user-defined aggregate's '{}' method not defined", method);
  Value result = getAttrPy(t, self, method);
  if (!result.isError()) {
    problem = fmt::format("user-defined aggregate's '{}' method raised error", method);
    result = callPy(t, result);
  }
  if (result.isError() || !setResultPy(t, context, result)) failFunction(t, context, calleeOf(r), problem.c_str());
}
void aggregateFinal(sqlite3_context* context) { resultOf(context, "finalize", true); }
void aggregateValue(sqlite3_context* context) { resultOf(context, "value", false); }

int collationCallback(void* data, int lengthA, const void* a, int lengthB, const void* b) {
  auto* r = static_cast<CallbackRef*>(data);
  Thread* t = threadOf(r);
  Value callee = calleeOf(r);
  auto compare = [&]() -> Maybe<int64_t> {
    Str* x = TRY(decodeUtf8Py(t, {static_cast<const char*>(a), static_cast<size_t>(lengthA)}, "strict"));
    Str* y = TRY(decodeUtf8Py(t, {static_cast<const char*>(b), static_cast<size_t>(lengthB)}, "strict"));
    Value order = TRY(callPy(t, callee, {Value(x), Value(y)}));
    if (!isInt(order)) return raise(t, exc::TypeError, "an integer is required");
    return int64_t{intSign(order)};
  };
  Maybe<int64_t> order = compare();
  if (order.ok()) return static_cast<int>(*order);
  dropException(t, callee);
  return 0;
}

int authorizerCallback(void* data, int action, const char* a, const char* b, const char* db, const char* source) {
  auto* r = static_cast<CallbackRef*>(data);
  Thread* t = threadOf(r);
  Value callee = calleeOf(r);
  Value arguments[5] = {Value::smallInt(action)};
  int i = 1;
  for (const char* text : {a, b, db, source}) {
    Str* s = text ? makeStr(t, text) : nullptr;
    if (text && !s) {
      clearPending(t);
      return SQLITE_DENY;
    }
    arguments[i++] = s ? Value(s) : Value::none();
  }
  Value answer = callPy(t, callee, Args{arguments, 5, nullptr});
  int64_t code = SQLITE_DENY;
  if (answer.isError() || (isInt(answer) && !fitsInt64(answer, &code)) || code != static_cast<int>(code)) {
    if (answer.isError()) dropException(t, callee);
    return SQLITE_DENY;
  }
  return static_cast<int>(code);
}

int progressCallback(void* data) {
  auto* r = static_cast<CallbackRef*>(data);
  Thread* t = threadOf(r);
  Value callee = calleeOf(r);
  Value answer = callPy(t, callee);
  Maybe<bool> stop = answer.isError() ? Maybe<bool>(Raised()) : truthPy(t, answer);
  if (stop.ok()) return *stop;
  dropException(t, callee);
  return 1;  // abort
}

int traceCallback(unsigned kind, void* data, void* statement, void* sql) {
  if (kind != SQLITE_TRACE_STMT) return 0;
  auto* r = static_cast<CallbackRef*>(data);
  Thread* t = threadOf(r);
  Value callee = calleeOf(r);
  // With its parameters; without them where the text would be too long. Comments name triggers.
  auto* unexpanded = static_cast<const char*>(sql);
  char* expanded = nullptr;
  if (std::strncmp(unexpanded, "--", 2) != 0 && !(expanded = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement)))) {
    (void)raise(t, dataError, "Expanded SQL string exceeds the maximum string length");
    dropException(t, callee);
  }
  Str* text = makeStr(t, expanded ? expanded : unexpanded);
  sqlite3_free(expanded);
  Value done = text ? callPy(t, callee, {Value(text)}) : Value::error();
  if (done.isError()) dropException(t, callee);
  return 0;
}

bool readyPy(Thread* t, Value self) { return checkThread(t, connectionOf(self)) && checkConnection(t, connectionOf(self)); }

bool nameArgument(Thread* t, Value v, const char* function, std::string* out) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "{}() argument 'name' must be str, not {}", function, argumentTypeName(v));
  Bytes* utf8 = TRY(encodeUtf8Py(t, v.as<Str>(), "strict"));
  *out = utf8->view();
  if (out->find('\0') != out->npos) return raise(t, exc::ValueError, "embedded null character");
  return true;
}

}  // namespace

Value createFunction(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(nameArgument(t, args[1], "create_function", &name));
  int64_t count = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  bool deterministic = TRY(truthPy(t, args[4]));
  TRY(readyPy(t, args[0]));
  CallbackRef* r = args[3].isNone() ? nullptr : TRY(keep(t, args[0], args[3]));
  int flags = SQLITE_UTF8 | (deterministic ? SQLITE_DETERMINISTIC : 0);
  sqlite3* db = connectionOf(args[0])->db;
  if (sqlite3_create_function_v2(db, name.c_str(), static_cast<int>(count), flags, r, r ? functionCallback : nullptr, nullptr,
                                 nullptr, nullptr) != SQLITE_OK)
    return raise(t, operationalError, "Error creating function");
  return Value::none();
}

Value createAggregate(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(nameArgument(t, args[1], "create_aggregate", &name));
  int64_t count = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  TRY(readyPy(t, args[0]));
  CallbackRef* r = args[3].isNone() ? nullptr : TRY(keep(t, args[0], args[3]));
  sqlite3* db = connectionOf(args[0])->db;
  if (sqlite3_create_function_v2(db, name.c_str(), static_cast<int>(count), SQLITE_UTF8, r, nullptr, r ? aggregateStep : nullptr,
                                 r ? aggregateFinal : nullptr, nullptr) != SQLITE_OK)
    return raise(t, operationalError, "Error creating aggregate");
  return Value::none();
}

Value createWindowFunction(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(nameArgument(t, args[1], "create_window_function", &name));
  int64_t count = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  TRY(readyPy(t, args[0]));
  CallbackRef* r = args[3].isNone() ? nullptr : TRY(keep(t, args[0], args[3]));
  sqlite3* db = connectionOf(args[0])->db;
  int code = sqlite3_create_window_function(db, name.c_str(), static_cast<int>(count), SQLITE_UTF8, r,
                                            r ? aggregateStep : nullptr, r ? aggregateFinal : nullptr,
                                            r ? aggregateValue : nullptr, r ? aggregateInverse : nullptr, nullptr);
  if (code != SQLITE_OK) return raise(t, programmingError, "{}", sqlite3_errmsg(db));
  return Value::none();
}

Value createCollation(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(nameArgument(t, args[1], "create_collation", &name));
  TRY(readyPy(t, args[0]));
  if (!args[2].isNone() && !isCallable(args[2])) return raise(t, exc::TypeError, "parameter must be callable");
  CallbackRef* r = args[2].isNone() ? nullptr : TRY(keep(t, args[0], args[2]));
  sqlite3* db = connectionOf(args[0])->db;
  if (sqlite3_create_collation_v2(db, name.c_str(), SQLITE_UTF8, r, r ? collationCallback : nullptr, nullptr) != SQLITE_OK)
    return raiseDatabase(t, db);
  return Value::none();
}

Value setAuthorizer(Thread* t, Value* args, size_t) {
  TRY(readyPy(t, args[0]));
  CallbackRef* r = args[1].isNone() ? nullptr : TRY(keep(t, args[0], args[1]));
  if (sqlite3_set_authorizer(connectionOf(args[0])->db, r ? authorizerCallback : nullptr, r) != SQLITE_OK)
    return raise(t, operationalError, "Error setting authorizer callback");
  return Value::none();
}

Value setProgressHandler(Thread* t, Value* args, size_t) {
  int64_t steps = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  TRY(readyPy(t, args[0]));
  CallbackRef* r = args[1].isNone() ? nullptr : TRY(keep(t, args[0], args[1]));
  sqlite3_progress_handler(connectionOf(args[0])->db, r ? static_cast<int>(steps) : 0, r ? progressCallback : nullptr, r);
  return Value::none();
}

Value setTraceCallback(Thread* t, Value* args, size_t) {
  TRY(readyPy(t, args[0]));
  CallbackRef* r = args[1].isNone() ? nullptr : TRY(keep(t, args[0], args[1]));
  sqlite3_trace_v2(connectionOf(args[0])->db, r ? SQLITE_TRACE_STMT : 0, r ? traceCallback : nullptr, r);
  return Value::none();
}

}  // namespace typhon::sqlite
