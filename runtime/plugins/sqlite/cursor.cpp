// sqlite3.Cursor: statements and their rows.
#include "runtime/plugins/sqlite/sqlite.h"

#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::sqlite {

Type* cursorType;

namespace {

enum CursorField { kConnection, kDescription, kRowMaker, kCasts, kLastRow };

struct CursorState : HostState {
  std::shared_ptr<Statement> statement;
  bool initialized = false, closed = false, locked = false;
  int64_t rowCount = -1, arraySize = 1;
  ~CursorState() override { release(); }
  void release() {
    if (statement) sqlite3_reset(statement->handle);
    statement.reset();
  }
};

CursorState* stateOf(Value v) { return v.as<HostObject>()->stateAs<CursorState>(); }
Value& field(Value v, int index) { return v.as<HostObject>()->fields[index]; }

bool checkCursor(Thread* t, Value self) {
  CursorState* c = stateOf(self);
  if (!c->initialized) return raise(t, programmingError, "Base Cursor.__init__ not called.");
  if (c->closed) return raise(t, programmingError, "Cannot operate on a closed cursor.");
  if (c->locked) return raise(t, programmingError, "Recursive use of cursors not allowed.");
  ConnectionState* connection = connectionOf(field(self, kConnection));
  return checkThread(t, connection) && checkConnection(t, connection);
}

// A cursor is locked while its statement works, since callbacks might use it.
struct CursorLock {
  CursorState* state;
  explicit CursorLock(CursorState* s) : state(s) { s->locked = true; }
  ~CursorLock() { state->locked = false; }
};

Value cursorNew(Thread* t, Type* cls, const Args&) {
  HostObject* o = TRY(makeHostObject(t, cls, std::make_unique<CursorState>()));
  o->fields[kConnection] = o->fields[kDescription] = o->fields[kRowMaker] = o->fields[kCasts] = o->fields[kLastRow] =
      Value::none();
  return Value(o);
}

Value cursorInit(Thread* t, Value* args, size_t) {
  if (!isInstance(args[1], connectionType))
    return raise(t, exc::TypeError, "Cursor() argument 1 must be sqlite3.Connection, not {}", typeName(args[1]));
  CursorState* c = stateOf(args[0]);
  if (c->locked) return raise(t, programmingError, "Recursive use of cursors not allowed.");
  c->release();
  HostObject* o = args[0].as<HostObject>();
  o->fields[kConnection] = args[1];
  o->fields[kDescription] = o->fields[kRowMaker] = o->fields[kCasts] = o->fields[kLastRow] = Value::none();
  writeBarrier(o);
  c->closed = false;
  c->arraySize = 1;
  c->rowCount = -1;
  TRY(checkThread(t, connectionOf(args[1])));
  c->initialized = true;
  return Value::none();
}

// The converters of the columns: a tuple of callables and None; None when types are not to be detected.
Value columnCastsPy(Thread* t, ConnectionState* connection, sqlite3_stmt* s) {
  constexpr int kDeclared = 1, kNames = 2;
  if (!connection->detectTypes) return Value::none();
  int count = sqlite3_column_count(s);
  Tuple* casts = TRY(makeTuple(t, static_cast<size_t>(count)));
  for (Value& v : std::span(casts->items, casts->length)) v = Value::none();
  static Str* upper = internStr(t, "upper");
  auto find = [&](std::string_view name) -> Value {
    Str* key = TRY(makeStr(t, name));
    Value inUpperCase = TRY(callMethodPy(t, Value(key), upper));
    return dictGetPy(t, converters.as<Dict>(), inUpperCase);
  };
  for (int i = 0; i < count; ++i) {
    Value converter;
    if (const char* name = sqlite3_column_name(s, i); name && connection->detectTypes & kNames) {
      std::string_view text = name;
      size_t open = text.find('['), close = text.find(']', open == text.npos ? 0 : open);
      if (open != text.npos && close != text.npos) converter = TRY(find(text.substr(open + 1, close - open - 1)));
    }
    if (const char* declared = sqlite3_column_decltype(s, i);
        converter.isUnbound() && declared && connection->detectTypes & kDeclared) {
      std::string_view text = declared;
      converter = TRY(find(text.substr(0, text.find_first_of(" ("))));
    }
    if (!converter.isUnbound()) casts->items[i] = converter;
    writeBarrier(casts);
  }
  return Value(casts);
}

Value describe(Thread* t, ConnectionState* connection, sqlite3_stmt* s) {
  int count = sqlite3_column_count(s);
  Tuple* description = TRY(makeTuple(t, static_cast<size_t>(count)));
  for (Value& v : std::span(description->items, description->length)) v = Value::none();
  for (int i = 0; i < count; ++i) {
    const char* name = sqlite3_column_name(s, i);
    if (!name) return raiseMemory(t);
    std::string_view text = name;
    // What names the type does not belong to the column's name.
    if (connection->detectTypes & 2)
      if (size_t at = text.find('['); at != text.npos) text = text.substr(0, at > 0 && text[at - 1] == ' ' ? at - 1 : at);
    Str* label = TRY(makeStr(t, text));
    Value none = Value::none();
    Tuple* column = TRY(makeTuple(t, {Value(label), none, none, none, none, none, none}));
    description->items[i] = Value(column);
    writeBarrier(description);
  }
  return Value(description);
}

Value columnPy(Thread* t, Value self, sqlite3_stmt* s, int i) {
  Value casts = field(self, kCasts);
  if (!casts.isNone() && static_cast<size_t>(i) < casts.as<Tuple>()->length && !casts.as<Tuple>()->items[i].isNone()) {
    const void* blob = sqlite3_column_blob(s, i);
    if (!blob) return Value::none();
    Bytes* bytes = TRY(makeBytes(t, {static_cast<const char*>(blob), static_cast<size_t>(sqlite3_column_bytes(s, i))}));
    return callPy(t, casts.as<Tuple>()->items[i], {Value(bytes)});
  }
  switch (sqlite3_column_type(s, i)) {
    case SQLITE_NULL:
      return Value::none();
    case SQLITE_INTEGER:
      return makeInt(t, sqlite3_column_int64(s, i));
    case SQLITE_FLOAT:
      return makeFloat(t, sqlite3_column_double(s, i));
    case SQLITE_TEXT: {
      auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s, i));
      if (!text) return raiseMemory(t);
      std::string_view bytes(text, static_cast<size_t>(sqlite3_column_bytes(s, i)));
      Value factory = field(self, kConnection).as<HostObject>()->fields[kTextFactory];
      if (factory == Value(types::str)) {
        Str* decoded = decodeUtf8Py(t, bytes, "strict");
        if (decoded) return Value(decoded);
        if (!pendingIs(t, exc::UnicodeDecodeError)) return Value::error();
        clearPending(t);
        Str* shown = TRY(decodeUtf8Py(t, bytes, "replace"));
        return raise(t, operationalError, "Could not decode to UTF-8 column '{}' with text '{}'", sqlite3_column_name(s, i),
                     toUtf8(shown));
      }
      if (factory == Value(types::bytearray)) return TRY(makeByteArray(t, bytes));
      Bytes* raw = TRY(makeBytes(t, bytes));
      return factory == Value(types::bytes) ? Value(raw) : callPy(t, factory, {Value(raw)});
    }
    default:
      return TRY(
          makeBytes(t, {static_cast<const char*>(sqlite3_column_blob(s, i)), static_cast<size_t>(sqlite3_column_bytes(s, i))}));
  }
}

Value currentRowPy(Thread* t, Value self, sqlite3_stmt* s) {
  int count = sqlite3_data_count(s);
  Tuple* row = TRY(makeTuple(t, static_cast<size_t>(count)));
  for (int i = 0; i < count; ++i) row->items[i] = Value::none();
  for (int i = 0; i < count; ++i) {
    Value v = TRY(columnPy(t, self, s, i));
    row->items[i] = v;
    writeBarrier(row);
  }
  return Value(row);
}

int step(Thread* t, Value self, Statement* s) {
  if (!s->handle) return SQLITE_DONE;  // no statement but blanks and comments
  return callSqlite(t, field(self, kConnection), [&] { return sqlite3_step(s->handle); });
}
// The first step. What locks the database may be a cursor or a connection that the program has dropped already.
int firstStep(Thread* t, Value self, Statement* s) {
  int code = step(t, self, s);
  if ((code & 0xff) != SQLITE_LOCKED && (code & 0xff) != SQLITE_BUSY) return code;
  if (!t->pending.isUnbound()) return code;
  collectGarbage(t);
  sqlite3_reset(s->handle);
  return step(t, self, s);
}

// The next row, or Unbound.
Value nextRowPy(Thread* t, Value self) {
  TRY(checkCursor(t, self));
  CursorState* c = stateOf(self);
  if (!c->statement) return Value::unbound();
  std::shared_ptr<Statement> s = c->statement;
  Value row;
  {
    CursorLock lock(c);
    row = currentRowPy(t, self, s->handle);
  }
  if (row.isError()) return row;
  int code;
  {
    CursorLock lock(c);
    code = step(t, self, s.get());
  }
  if (code == SQLITE_DONE) {
    if (s->isDml) c->rowCount = sqlite3_changes(connectionOf(field(self, kConnection))->db);
    c->release();
  } else if (code != SQLITE_ROW) {
    Raised failure = raiseDatabase(t, connectionOf(field(self, kConnection))->db);
    c->release();
    return failure;
  }
  Value factory = field(self, kRowMaker);
  if (!factory.isNone()) {
    Value made = callPy(t, factory, {self, row});
    return made;
  }
  return row;
}

Value cursorNext(Thread* t, Value self) { return nextRowPy(t, self); }

// execute() and executemany().
Value runPy(Thread* t, Value self, Value sql, Value parameters, bool many) {
  TRY(checkCursor(t, self));
  CursorState* c = stateOf(self);
  Value connection = field(self, kConnection);
  Value iterator;
  if (many) iterator = TRY(iterPy(t, parameters));
  if (!isa<Str>(sql))
    return raise(t, exc::TypeError, "{}() argument 1 must be str, not {}", many ? "executemany" : "execute",
                 argumentTypeName(sql));
  c->release();
  field(self, kDescription) = Value::none();
  std::shared_ptr<Statement> s = prepare(t, connection, sql.as<Str>());
  if (!s) return Value::error();
  if (many && sqlite3_stmt_readonly(s->handle))
    return raise(t, programmingError, "executemany() can only execute DML statements.");
  sqlite3_reset(s->handle);
  c->rowCount = s->isDml ? 0 : -1;
  ConnectionState* state = connectionOf(connection);
  if (state->autocommit == kLegacyTransactions && state->hasIsolation && s->isDml && sqlite3_get_autocommit(state->db))
    TRY(beginTransaction(t, connection));
  CursorLock lock(c);
  c->statement = s;
  while (true) {
    Value current = parameters;
    if (many) {
      current = nextPy(t, iterator);
      if (current.isUnbound()) break;
    }
    if (current.isError() || !bindParametersPy(t, connection, s.get(), current)) {
      c->release();
      return Value::error();
    }
    int code = firstStep(t, self, s.get());
    if (code != SQLITE_DONE && code != SQLITE_ROW) {
      Raised failure = raiseDatabase(t, state->db);
      c->release();
      return failure;
    }
    Value casts = columnCastsPy(t, state, s->handle);
    if (!casts.isError()) field(self, kCasts) = casts;
    Value description = casts;
    if (!casts.isError() && field(self, kDescription).isNone() && sqlite3_column_count(s->handle) > 0) {
      description = describe(t, state, s->handle);
      if (!description.isError()) field(self, kDescription) = description;
    }
    writeBarrier(self.as<HostObject>());
    if (casts.isError() || description.isError()) {
      c->release();
      return Value::error();
    }
    if (code == SQLITE_DONE && s->isDml) c->rowCount += sqlite3_changes(state->db);
    if (!many) {
      Value last = TRY(makeInt(t, sqlite3_last_insert_rowid(state->db)));
      field(self, kLastRow) = last;
      writeBarrier(self.as<HostObject>());
      if (code == SQLITE_DONE) c->release();
      return self;
    }
    sqlite3_reset(s->handle);
  }
  c->release();
  return self;
}

Value execute(Thread* t, Value* args, size_t) {
  Value parameters = args[2];
  if (parameters.isUnbound()) parameters = Value(emptyTuple());
  return runPy(t, args[0], args[1], parameters, false);
}
Value executeMany(Thread* t, Value* args, size_t) { return runPy(t, args[0], args[1], args[2], true); }

Value executeScript(Thread* t, Value* args, size_t) {
  TRY(checkCursor(t, args[0]));
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "executescript() argument must be str, not {}", argumentTypeName(args[1]));
  Bytes* utf8 = TRY(encodeUtf8Py(t, args[1].as<Str>(), "strict"));
  std::string script(utf8->view());
  if (script.find('\0') != script.npos) return raise(t, exc::ValueError, "embedded null character");
  Value connection = field(args[0], kConnection);
  ConnectionState* state = connectionOf(connection);
  if (script.size() > static_cast<size_t>(sqlite3_limit(state->db, SQLITE_LIMIT_SQL_LENGTH, -1)))
    return raise(t, dataError, "query string is too large");
  // An open transaction is committed first.
  if (state->autocommit == kLegacyTransactions && !sqlite3_get_autocommit(state->db)) TRY(executeSimple(t, connection, "COMMIT"));
  const char* rest = script.c_str();
  while (*rest) {
    sqlite3_stmt* handle = nullptr;
    int code = callSqlite(t, connection, [&] {
      int result = sqlite3_prepare_v2(state->db, rest, -1, &handle, &rest);
      if (result == SQLITE_OK && handle) do
          result = sqlite3_step(handle);
        while (result == SQLITE_ROW);
      int finished = sqlite3_finalize(handle);
      return result == SQLITE_OK || result == SQLITE_DONE ? finished : result;
    });
    if (code != SQLITE_OK) return raiseDatabase(t, state->db);
  }
  return args[0];
}

Value fetchOne(Thread* t, Value* args, size_t) {
  Value row = nextRowPy(t, args[0]);
  return row.isUnbound() ? Value::none() : row;
}
Value fetchUpToPy(Thread* t, Value self, int64_t most) {
  List* rows = TRY(makeList(t));
  while (most < 0 || static_cast<int64_t>(rows->length) < most) {
    Value row = TRY(nextRowPy(t, self));
    if (row.isUnbound()) break;
    TRY(listAppend(t, rows, row));
  }
  return Value(rows);
}
Value fetchMany(Thread* t, Value* args, size_t) {
  int64_t most = stateOf(args[0])->arraySize;
  if (!args[1].isUnbound()) most = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  if (most < 0) most = 0;
  return fetchUpToPy(t, args[0], most);
}
Value fetchAll(Thread* t, Value* args, size_t) { return fetchUpToPy(t, args[0], -1); }

Value closeCursor(Thread* t, Value* args, size_t) {
  CursorState* c = stateOf(args[0]);
  if (c->locked) return raise(t, programmingError, "Recursive use of cursors not allowed.");
  if (field(args[0], kConnection).isNone()) return raise(t, programmingError, "Base Cursor.__init__ not called.");
  ConnectionState* connection = connectionOf(field(args[0], kConnection));
  TRY(checkThread(t, connection));
  TRY(checkConnection(t, connection));
  c->release();
  c->closed = true;
  return Value::none();
}
Value ignoreArguments(Thread*, Value*, size_t) { return Value::none(); }

template <int index>
Value getField(Thread*, Value self) {
  return field(self, index);
}
Value getRowCount(Thread* t, Value self) { return makeInt(t, stateOf(self)->rowCount); }
Value getArraySize(Thread* t, Value self) { return makeInt(t, stateOf(self)->arraySize); }
bool setArraySize(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete numeric/char attribute");
  stateOf(self)->arraySize = TRY(toInt64(t, TRY(indexPy(t, v)), "int"));
  return true;
}
bool setRowFactory(Thread*, Value self, Value v) {
  field(self, kRowMaker) = v.isUnbound() ? Value::none() : v;
  writeBarrier(self.as<HostObject>());
  return true;
}

const NativeDef kMethods[] = {
    {"execute", "(self, sql, parameters=<absent>, /)", execute, "Executes an SQL statement."},
    {"executemany", "(self, sql, seq_of_parameters, /)", executeMany, "Repeatedly executes an SQL statement."},
    {"executescript", "(self, sql_script, /)", executeScript, "Executes multiple SQL statements at once."},
    {"fetchone", "(self, /)", fetchOne, "Fetches one row from the resultset."},
    {"fetchmany", "(self, /, size=<absent>)", fetchMany, "Fetches several rows from the resultset."},
    {"fetchall", "(self, /)", fetchAll, "Fetches all rows from the resultset."},
    {"close", "(self, /)", closeCursor, "Closes the cursor."},
    {"setinputsizes", "(self, sizes, /)", ignoreArguments, "Required by DB-API. Does nothing in sqlite3."},
    {"setoutputsize", "(self, size, column=None, /)", ignoreArguments, "Required by DB-API. Does nothing in sqlite3."},
};
const GetSetDef kGetSets[] = {
    {"connection", getField<kConnection>, nullptr, nullptr}, {"description", getField<kDescription>, nullptr, nullptr},
    {"lastrowid", getField<kLastRow>, nullptr, nullptr},     {"rowcount", getRowCount, nullptr, nullptr},
    {"arraysize", getArraySize, setArraySize, nullptr},      {"row_factory", getField<kRowMaker>, setRowFactory, nullptr}};
const NativeDef kInit = {"__init__", "(self, connection, /)", cursorInit, nullptr};

}  // namespace

const TypeSpec cursorSpec = {.name = "sqlite3.Cursor",
                             .kind = kHostKind,
                             .flags = kBaseType | kWeakReferable,
                             .slots = {.iter = selfIter, .next = cursorNext, .create = cursorNew},
                             .methods = kMethods,
                             .getsets = kGetSets,
                             .init = &kInit,
                             .doc = "SQLite database cursor class."};

}  // namespace typhon::sqlite
