// sqlite3.Connection.
#include "runtime/plugins/sqlite/sqlite.h"

#include "runtime/exec/audit.h"
#include "runtime/exec/warnings.h"
#include "runtime/modules/posix_support.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::sqlite {

Type *connectionType, *statementType;

void ConnectionState::close() {
  for (auto& weak : blobs)
    if (auto blob = weak.lock()) {
      sqlite3_blob_close(blob->handle);
      blob->handle = nullptr;
    }
  blobs.clear();
  cache.clear();
  recent.clear();
  if (db) {
    // SQLite may call back until it is closed, and statements of cursors keep it open.
    sqlite3_trace_v2(db, 0, nullptr, nullptr);
    sqlite3_progress_handler(db, 0, nullptr, nullptr);
    sqlite3_set_authorizer(db, nullptr, nullptr);
    sqlite3_close_v2(db);
  }
  db = nullptr;
}

bool checkThread(Thread* t, ConnectionState* c) {
  if (!c->initialized) return raise(t, programmingError, "Base Connection.__init__ not called.");
  if (c->checkThread && c->thread != t->ident)
    return raise(t, programmingError,
                 "SQLite objects created in a thread can only be used in that same thread. The object was created in "
                 "thread id {} and this is "
                 "thread id {}.",
                 c->thread, t->ident);
  return true;
}
bool checkConnection(Thread* t, ConnectionState* c) {
  if (!c->initialized) return raise(t, programmingError, "Base Connection.__init__ not called.");
  if (!c->db) return raise(t, programmingError, "Cannot operate on a closed database.");
  return true;
}

static bool ready(Thread* t, Value self) { return checkThread(t, connectionOf(self)) && checkConnection(t, connectionOf(self)); }

namespace {

// Comments and white space in front of a statement are skipped.
std::string_view stripSql(std::string_view sql) {
  while (!sql.empty()) {
    if (sql.front() == ' ' || sql.front() == '\t' || sql.front() == '\f' || sql.front() == '\n' || sql.front() == '\r') {
      sql.remove_prefix(1);
    } else if (sql.substr(0, 2) == "--") {
      size_t end = sql.find('\n');
      sql = end == sql.npos ? std::string_view() : sql.substr(end);
    } else if (sql.substr(0, 2) == "/*") {
      size_t end = sql.find("*/", 2);
      sql = end == sql.npos ? std::string_view() : sql.substr(end + 2);
    } else {
      break;
    }
  }
  return sql;
}

}  // namespace

bool isDml(std::string_view sql) {
  sql = stripSql(sql);
  for (const char* word : {"insert", "update", "delete", "replace"})
    if (sqlite3_strnicmp(sql.data(), word, static_cast<int>(std::min(sql.size(), std::strlen(word)))) == 0 &&
        sql.size() >= std::strlen(word))
      return true;
  return false;
}

std::shared_ptr<Statement> prepare(Thread* t, Value connection, Str* sql) {
  ConnectionState* c = connectionOf(connection);
  Bytes* utf8 = encodeUtf8Py(t, sql, "strict");
  if (!utf8) return nullptr;
  std::string text(utf8->view());
  auto found = c->cache.find(text);
  if (found != c->cache.end() && !sqlite3_stmt_busy(found->second->second->handle) && found->second->second.use_count() == 1) {
    c->recent.splice(c->recent.begin(), c->recent, found->second);
    return found->second->second;
  }
  if (text.size() > static_cast<size_t>(sqlite3_limit(c->db, SQLITE_LIMIT_SQL_LENGTH, -1))) {
    raise(t, dataError, "query string is too large");
    return nullptr;
  }
  if (text.find('\0') != text.npos) {
    raise(t, programmingError, "the query contains a null character");
    return nullptr;
  }
  auto s = std::make_shared<Statement>();
  const char* rest = nullptr;
  int code = callSqlite(t, connection, [&] {
    return sqlite3_prepare_v2(c->db, text.c_str(), static_cast<int>(text.size()) + 1, &s->handle, &rest);
  });
  if (code != SQLITE_OK) {
    raiseDatabase(t, c->db);
    return nullptr;
  }
  if (!stripSql(rest).empty()) {
    raise(t, programmingError, "You can only execute one statement at a time.");
    return nullptr;
  }
  s->isDml = isDml(text);
  if (found == c->cache.end() && c->cacheSize > 0) {
    c->recent.emplace_front(text, s);
    c->cache[text] = c->recent.begin();
    if (c->cache.size() > c->cacheSize) {
      c->cache.erase(c->recent.back().first);
      c->recent.pop_back();
    }
  }
  return s;
}

bool executeSimple(Thread* t, Value connection, const char* sql) {
  ConnectionState* c = connectionOf(connection);
  int code = callSqlite(t, connection, [&] {
    sqlite3_stmt* s = nullptr;
    int result = sqlite3_prepare_v2(c->db, sql, -1, &s, nullptr);
    if (result != SQLITE_OK) return result;
    sqlite3_step(s);
    return sqlite3_finalize(s);
  });
  if (code != SQLITE_OK) return raiseDatabase(t, c->db);
  return true;
}

bool beginTransaction(Thread* t, Value connection) {
  return executeSimple(t, connection, ("BEGIN " + connectionOf(connection)->isolation).c_str());
}

namespace {

// --- construction and end

bool isolationArgument(Thread* t, Value v, ConnectionState* c) {
  if (v.isNone()) {
    c->hasIsolation = false;
    return true;
  }
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "isolation_level must be str or None");
  std::string text = toUtf8(v.as<Str>());
  if (text.find('\0') != text.npos) return raise(t, exc::ValueError, "embedded null character");
  for (const char* level : {"", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"})
    if (sqlite3_stricmp(text.c_str(), level) == 0) {
      c->isolation = level;
      c->hasIsolation = true;
      return true;
    }
  return raise(t, exc::ValueError, "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
}

bool autocommitArgument(Thread* t, Value v, int* out) {
  if (v.isBool()) {
    *out = v.isTrue();
    return true;
  }
  if (v.isSmallInt() && v.asSmallInt() == kLegacyTransactions) {
    *out = kLegacyTransactions;
    return true;
  }
  return raise(t, exc::ValueError, "autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL");
}

Value connectionNew(Thread* t, Type* cls, const Args&) {
  HostObject* o = TRY(makeHostObject(t, cls, std::make_unique<ConnectionState>()));
  o->fields[kRowFactory] = o->fields[kTextFactory] = Value::none();
  return Value(o);
}

// (self, database, timeout, detect_types, isolation_level, check_same_thread, factory, cached_statements, uri, *,
// autocommit)
Value connectionInit(Thread* t, Value* args, size_t) {
  Value self = args[0];
  TRY(auditPy(t, "sqlite3.connect", {args[1]}));
  std::string path;
  TRY(posix::fsBytesPy(t, args[1], &path));
  double timeout = TRY(toDoublePy(t, args[2]));
  int64_t detect = TRY(toInt64(t, TRY(indexPy(t, args[3])), "int")), cached = TRY(toInt64(t, TRY(indexPy(t, args[7])), "int"));
  HostObject* o = self.as<HostObject>();
  delete o->state;  // connected anew
  auto* c = new ConnectionState;
  o->state = c;
  TRY(isolationArgument(t, args[4], c));
  bool sameThread = TRY(truthPy(t, args[5])), uri = TRY(truthPy(t, args[8]));
  TRY(autocommitArgument(t, args[9], &c->autocommit));
  List* callbacks = TRY(makeList(t));
  o->fields[kCallbacks] = Value(callbacks);
  o->fields[kRowFactory] = Value::none();
  o->fields[kTextFactory] = Value(types::str);
  writeBarrier(o);
  sqlite3* db = nullptr;
  int code = blocking(t, [&] {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | (uri ? SQLITE_OPEN_URI : 0);
    int result = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
    if (result == SQLITE_OK) sqlite3_busy_timeout(db, static_cast<int>(timeout * 1000.0));
    return result;
  });
  if (code != SQLITE_OK) {
    Raised failure = db ? raiseDatabase(t, db) : raiseMemory(t);
    sqlite3_close(db);
    return failure;
  }
  sqlite3_extended_result_codes(db, 0);
  c->db = db;
  c->detectTypes = static_cast<int>(detect);
  c->cacheSize = cached > 0 ? static_cast<size_t>(cached) : 0;
  c->checkThread = sameThread;
  c->thread = t->ident;
  c->initialized = true;
  if (c->autocommit == 0) TRY(beginTransaction(t, self));
  TRY(auditPy(t, "sqlite3.connect/handle", {self}));
  return Value::none();
}

Value closeConnection(Thread* t, Value* args, size_t) {
  ConnectionState* c = connectionOf(args[0]);
  if (!c->initialized) return raise(t, programmingError, "Base Connection.__init__ not called.");
  TRY(checkThread(t, c));
  if (c->db && c->autocommit == 0 && !sqlite3_get_autocommit(c->db)) TRY(executeSimple(t, args[0], "ROLLBACK"));
  c->close();
  HostObject* o = args[0].as<HostObject>();
  List* none = TRY(makeList(t));
  c->references.clear();
  o->fields[kCallbacks] = Value(none);
  writeBarrier(o);
  return Value::none();
}

// --- transactions

Value endTransaction(Thread* t, Value self, const char* sql) {
  TRY(ready(t, self));
  ConnectionState* c = connectionOf(self);
  if (c->autocommit == kLegacyTransactions) {
    if (!sqlite3_get_autocommit(c->db)) TRY(executeSimple(t, self, sql));
  } else if (c->autocommit == 0) {
    TRY(executeSimple(t, self, sql));
    TRY(executeSimple(t, self, "BEGIN"));
  }
  return Value::none();
}
Value commit(Thread* t, Value* args, size_t) { return endTransaction(t, args[0], "COMMIT"); }
Value rollback(Thread* t, Value* args, size_t) { return endTransaction(t, args[0], "ROLLBACK"); }

Value enter(Thread* t, Value* args, size_t) {
  TRY(checkConnection(t, connectionOf(args[0])));
  return args[0];
}
Value leave(Thread* t, Value* args, size_t) {
  bool failed = !args[1].isNone();
  if (connectionOf(args[0])->autocommit == 1) return Value::boolean(false);
  if (!failed) {
    Value done = commit(t, args, 1);
    if (!done.isError()) return Value::boolean(false);
    // What could not be committed is rolled back, so that the database is not left locked.
    Value pending = takePending(t);
    if (rollback(t, args, 1).isError()) clearPending(t);
    restorePending(t, pending);
    return Value::error();
  }
  TRY(rollback(t, args, 1));
  return Value::boolean(false);
}

// --- cursors

Value makeCursorPy(Thread* t, Value self, Value factory) {
  TRY(ready(t, self));
  if (factory.isUnbound()) factory = Value(cursorType);
  Value cursor = TRY(callPy(t, factory, {self}));
  if (!isInstance(cursor, cursorType)) return raise(t, exc::TypeError, "factory must return a cursor, not {}", typeName(cursor));
  Value rowFactory = self.as<HostObject>()->fields[kRowFactory];
  if (!rowFactory.isNone()) {
    static Str* name = internStr(t, "row_factory");
    TRY(setAttrPy(t, cursor, name, rowFactory));
  }
  return cursor;
}
Value cursorMethod(Thread* t, Value* args, size_t) { return makeCursorPy(t, args[0], args[1]); }

Value onNewCursor(Thread* t, Value* args, const char* method) {
  Value cursor = TRY(makeCursorPy(t, args[0], Value::unbound()));
  Str* name = TRY(internStr(t, method));
  return args[2].isUnbound() ? callMethodPy(t, cursor, name, {args[1]}) : callMethodPy(t, cursor, name, {args[1], args[2]});
}
Value execute(Thread* t, Value* args, size_t) { return onNewCursor(t, args, "execute"); }
Value executeMany(Thread* t, Value* args, size_t) { return onNewCursor(t, args, "executemany"); }
Value executeScript(Thread* t, Value* args, size_t) {
  Value two[] = {args[0], args[1], Value::unbound()};
  return onNewCursor(t, two, "executescript");
}

struct StatementState : HostState {
  std::shared_ptr<Statement> statement;
};

// connection(sql): a statement object, with which nothing can be done.
Value callConnection(Thread* t, Value self, const Args& args) {
  TRY(ready(t, self));
  TRY(checkNoKeywords(t, "Connection.__call__", args));
  TRY(checkPositional(t, "Connection.__call__", args, 1, 1));
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "argument 1 must be str, not {}", typeName(args[0]));
  auto s = prepare(t, self, args[0].as<Str>());
  if (!s) return Value::error();
  auto state = std::make_unique<StatementState>();
  state->statement = std::move(s);
  return TRY(makeHostObject(t, statementType, std::move(state)));
}

// --- the rest

Value interrupt(Thread* t, Value* args, size_t) {
  TRY(checkConnection(t, connectionOf(args[0])));
  sqlite3_interrupt(connectionOf(args[0])->db);
  return Value::none();
}

Value iterDump(Thread* t, Value* args, size_t) {
  TRY(checkConnection(t, connectionOf(args[0])));
  Value dump = TRY(importAttributePy(t, "sqlite3.dump", "_iterdump"));
  return callPy(t, dump, {args[0]});
}

Value blobOpen(Thread* t, Value* args, size_t) {
  TRY(ready(t, args[0]));
  ConnectionState* c = connectionOf(args[0]);
  for (int i : {1, 2, 5})
    if (!isa<Str>(args[i])) return raise(t, exc::TypeError, "blobopen() argument must be str, not {}", argumentTypeName(args[i]));
  std::string table = toUtf8(args[1].as<Str>()), column = toUtf8(args[2].as<Str>()), name = toUtf8(args[5].as<Str>());
  Value index = TRY(indexPy(t, args[3]));
  int64_t row;
  if (!fitsInt64(index, &row)) return raise(t, exc::OverflowError, "Python int too large to convert to SQLite INTEGER");
  bool readOnly = TRY(truthPy(t, args[4]));
  auto handle = std::make_shared<BlobHandle>();
  int code = callSqlite(t, args[0], [&] {
    return sqlite3_blob_open(c->db, name.c_str(), table.c_str(), column.c_str(), row, !readOnly, &handle->handle);
  });
  if (code != SQLITE_OK) return raiseDatabase(t, c->db);
  std::erase_if(c->blobs, [](auto& weak) { return weak.expired(); });
  c->blobs.push_back(handle);
  return makeBlob(t, args[0], handle);
}

Value serialize(Thread* t, Value* args, size_t) {
  TRY(ready(t, args[0]));
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "serialize() argument 'name' must be str, not {}", argumentTypeName(args[1]));
  std::string name = toUtf8(args[1].as<Str>());
  ConnectionState* c = connectionOf(args[0]);
  sqlite3_int64 size = 0;
  unsigned char* data = callSqlite(t, args[0], [&] { return sqlite3_serialize(c->db, name.c_str(), &size, 0); });
  if (!data) return raise(t, operationalError, "unable to serialize '{}'", name);
  Bytes* bytes = makeBytes(t, {reinterpret_cast<char*>(data), static_cast<size_t>(size)});
  sqlite3_free(data);
  return TRY(bytes);
}
Value deserialize(Thread* t, Value* args, size_t) {
  TRY(ready(t, args[0]));
  BufferHolder data;
  if (auto* s = dynCast<Str>(args[1])) {
    Bytes* utf8 = TRY(encodeUtf8Py(t, s, "strict"));
    TRY(data.acquirePy(t, Value(utf8)));
  } else {
    TRY(data.acquirePy(t, args[1]));
  }
  if (!isa<Str>(args[2]))
    return raise(t, exc::TypeError, "deserialize() argument 'name' must be str, not {}", argumentTypeName(args[2]));
  std::string name = toUtf8(args[2].as<Str>());
  auto size = static_cast<size_t>(data.view.length);
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(size ? size : 1));
  if (!copy) return raiseMemory(t);
  std::memcpy(copy, data.view.data, size);
  ConnectionState* c = connectionOf(args[0]);
  int code = callSqlite(t, args[0], [&] {
    return sqlite3_deserialize(c->db, name.c_str(), copy, static_cast<sqlite3_int64>(size), static_cast<sqlite3_int64>(size),
                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  });
  if (code != SQLITE_OK) return raiseDatabase(t, c->db);
  return Value::none();
}

Value limit(Thread* t, Value self, Value categoryValue, int value) {
  TRY(ready(t, self));
  int64_t category = TRY(toInt64(t, TRY(indexPy(t, categoryValue)), "int"));
  int old = sqlite3_limit(connectionOf(self)->db, static_cast<int>(category), value);
  if (old < 0) return raise(t, programmingError, "'category' is out of bounds");
  return Value::smallInt(old);
}
Value setLimit(Thread* t, Value* args, size_t) {
  int64_t value = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  return limit(t, args[0], args[1], static_cast<int>(value));
}
Value getLimit(Thread* t, Value* args, size_t) { return limit(t, args[0], args[1], -1); }

// Options that are on or off (SQLITE_DBCONFIG_*).
bool checkOption(Thread* t, int64_t option) {
  if (option < SQLITE_DBCONFIG_ENABLE_FKEY || option > SQLITE_DBCONFIG_TRUSTED_SCHEMA)
    return raise(t, exc::ValueError, "unknown config 'op': {}", option);
  return true;
}
Value setConfig(Thread* t, Value* args, size_t) {
  TRY(ready(t, args[0]));
  int64_t option = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int"));
  bool on = TRY(truthPy(t, args[2]));
  TRY(checkOption(t, option));
  ConnectionState* c = connectionOf(args[0]);
  int now = 0;
  if (sqlite3_db_config(c->db, static_cast<int>(option), static_cast<int>(on), &now) != SQLITE_OK) return raiseDatabase(t, c->db);
  if (now != on) return raise(t, operationalError, "Unable to set config");
  return Value::none();
}
Value getConfig(Thread* t, Value* args, size_t) {
  TRY(ready(t, args[0]));
  int64_t option = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int"));
  TRY(checkOption(t, option));
  ConnectionState* c = connectionOf(args[0]);
  int now = 0;
  if (sqlite3_db_config(c->db, static_cast<int>(option), -1, &now) != SQLITE_OK) return raiseDatabase(t, c->db);
  return Value::boolean(now);
}

// (self, target, pages, progress, name, sleep)
Value backupMethod(Thread* t, Value* args, size_t) {
  TRY(ready(t, args[0]));
  if (!isInstance(args[1], connectionType))
    return raise(t, exc::TypeError, "backup() argument 'target' must be sqlite3.Connection, not {}", typeName(args[1]));
  int64_t pages = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  if (!isa<Str>(args[4]))
    return raise(t, exc::TypeError, "backup() argument 'name' must be str, not {}", argumentTypeName(args[4]));
  std::string name = toUtf8(args[4].as<Str>());
  double pause = TRY(toDoublePy(t, args[5]));
  if (args[1] == args[0]) return raise(t, exc::ValueError, "target cannot be the same connection instance");
  if (pages == 0) pages = -1;
  if (!args[3].isNone() && !isCallable(args[3])) return raise(t, exc::TypeError, "progress argument must be a callable");
  TRY(ready(t, args[1]));
  sqlite3 *from = connectionOf(args[0])->db, *to = connectionOf(args[1])->db;
  sqlite3_backup* b = callSqlite(t, args[0], [&] { return sqlite3_backup_init(to, "main", from, name.c_str()); });
  if (!b) return raiseDatabase(t, to);
  int code;
  bool failed = false;
  do {
    code = callSqlite(t, args[0], [&] { return sqlite3_backup_step(b, static_cast<int>(pages)); });
    if (!args[3].isNone()) {
      Value done = callPy(
          t, args[3],
          {Value::smallInt(code), Value::smallInt(sqlite3_backup_remaining(b)), Value::smallInt(sqlite3_backup_pagecount(b))});
      failed = done.isError();
    }
    if (!failed && (code == SQLITE_BUSY || code == SQLITE_LOCKED))
      blocking(t, [=] { return sqlite3_sleep(static_cast<int>(pause * 1000.0)); });
  } while (!failed && (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED));
  code = callSqlite(t, args[0], [&] { return sqlite3_backup_finish(b); });
  if (failed) return Value::error();
  if (code == SQLITE_NOMEM) return raiseMemory(t);
  if (code != SQLITE_OK) return raiseCode(t, code, sqlite3_errstr(code));
  return Value::none();
}

// --- attributes

Value getIsolation(Thread* t, Value self) {
  TRY(checkConnection(t, connectionOf(self)));
  ConnectionState* c = connectionOf(self);
  return c->hasIsolation ? Value(TRY(makeStr(t, c->isolation))) : Value::none();
}
bool setIsolation(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  if (v.isNone()) {
    connectionOf(self)->hasIsolation = false;
    // No transaction stays open that nothing would begin again.
    return !commit(t, &self, 1).isError();
  }
  return isolationArgument(t, v, connectionOf(self));
}
Value getAutocommit(Thread* t, Value self) {
  TRY(ready(t, self));
  int mode = connectionOf(self)->autocommit;
  return mode == kLegacyTransactions ? Value::smallInt(mode) : Value::boolean(mode);
}
bool setAutocommit(Thread* t, Value self, Value v) {
  TRY(ready(t, self));
  ConnectionState* c = connectionOf(self);
  int mode;
  TRY(autocommitArgument(t, v, &mode));
  if (mode == 1) {
    if (!sqlite3_get_autocommit(c->db)) TRY(executeSimple(t, self, "COMMIT"));
  } else if (mode == 0) {
    if (sqlite3_get_autocommit(c->db)) TRY(executeSimple(t, self, "BEGIN"));
  }
  c->autocommit = mode;
  return true;
}
Value getTotalChanges(Thread* t, Value self) {
  TRY(checkConnection(t, connectionOf(self)));
  return makeInt(t, sqlite3_total_changes(connectionOf(self)->db));
}
Value getInTransaction(Thread* t, Value self) {
  TRY(checkConnection(t, connectionOf(self)));
  return Value::boolean(!sqlite3_get_autocommit(connectionOf(self)->db));
}
template <int index>
Value getField(Thread*, Value self) {
  return self.as<HostObject>()->fields[index];
}
template <int index>
bool setField(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete attribute");
  self.as<HostObject>()->fields[index] = v;
  writeBarrier(self.as<HostObject>());
  return true;
}

const NativeDef kMethods[] = {
    {"cursor", "(self, /, factory=<absent>)", cursorMethod, "Return a cursor for the connection."},
    {"execute", "(self, sql, parameters=<absent>, /)", execute, "Executes an SQL statement."},
    {"executemany", "(self, sql, parameters, /)", executeMany, "Repeatedly executes an SQL statement."},
    {"executescript", "(self, sql_script, /)", executeScript, "Executes multiple SQL statements at once."},
    {"commit", "(self, /)", commit, "Commit any pending transaction to the database."},
    {"rollback", "(self, /)", rollback, "Roll back to the start of any pending transaction."},
    {"close", "(self, /)", closeConnection, "Close the database connection."},
    {"interrupt", "(self, /)", interrupt, "Abort any pending database operation."},
    {"iterdump", "(self, /)", iterDump, "Returns iterator to the dump of the database in an SQL text format."},
    {"blobopen", "(self, table, column, row, /, *, readonly=False, name='main')", blobOpen, "Open and return a BLOB object."},
    {"serialize", "(self, /, *, name='main')", serialize, "Serialize a database into a byte string."},
    {"deserialize", "(self, data, /, *, name='main')", deserialize, "Load a serialized database."},
    {"getlimit", "(self, category, /)", getLimit, "Get connection run-time limits."},
    {"setlimit", "(self, category, limit, /)", setLimit, "Set connection run-time limits."},
    {"getconfig", "(self, op, /)", getConfig, "Query a boolean connection configuration option."},
    {"setconfig", "(self, op, enable=True, /)", setConfig, "Set a boolean connection configuration option."},
    {"backup", "(self, /, target, *, pages=-1, progress=None, name='main', sleep=0.250)", backupMethod,
     "Makes a backup of the database."},
    {"create_function", "(self, /, name, narg, func, *, deterministic=False)", createFunction, "Creates a new function."},
    {"create_aggregate", "(self, /, name, n_arg, aggregate_class)", createAggregate, "Creates a new aggregate."},
    {"create_window_function", "(self, name, num_params, aggregate_class, /)", createWindowFunction,
     "Creates or redefines an aggregate window function."},
    {"create_collation", "(self, name, callback, /)", createCollation, "Creates a collation function."},
    {"set_authorizer", "(self, /, authorizer_callback)", setAuthorizer, "Set authorizer callback."},
    {"set_progress_handler", "(self, /, progress_handler, n)", setProgressHandler, "Set progress handler callback."},
    {"set_trace_callback", "(self, /, trace_callback)", setTraceCallback, "Set a trace callback called for each SQL statement."},
    {"__enter__", "(self, /)", enter, "Called when the connection is used as a context manager."},
    {"__exit__", "(self, type, value, traceback, /)", leave, "Called when the connection is used as a context manager."},
};
const GetSetDef kGetSets[] = {{"isolation_level", getIsolation, setIsolation, nullptr},
                              {"autocommit", getAutocommit, setAutocommit, nullptr},
                              {"total_changes", getTotalChanges, nullptr, nullptr},
                              {"in_transaction", getInTransaction, nullptr, nullptr},
                              {"row_factory", getField<kRowFactory>, setField<kRowFactory>, nullptr},
                              {"text_factory", getField<kTextFactory>, setField<kTextFactory>, nullptr}};
const NativeDef kInit = {
    "__init__",
    "(self, database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=<absent>, "
    "cached_statements=128, uri=False, *, autocommit=-1)",
    connectionInit, nullptr};

}  // namespace

const TypeSpec statementSpec = {.name = "sqlite3.Statement", .kind = kHostKind, .flags = kDisallowNew};
const TypeSpec connectionSpec = {.name = "sqlite3.Connection",
                                 .kind = kHostKind,
                                 .flags = kBaseType | kWeakReferable,
                                 .slots = {.call = callConnection, .create = connectionNew},
                                 .methods = kMethods,
                                 .getsets = kGetSets,
                                 .init = &kInit,
                                 .doc = "SQLite database connection object."};

}  // namespace typhon::sqlite
