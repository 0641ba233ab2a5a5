// The _sqlite3 module, over SQLite.
#pragma once

#include <sqlite3.h>

#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/exec/blocking.h"
#include "runtime/modules/module_support.h"
#include "runtime/object/host_object.h"
#include "runtime/ops/ops.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::sqlite {

extern Type *connectionType, *statementType, *cursorType, *rowType, *blobType, *prepareProtocolType;
// The exceptions of the database API.
extern Type *errorType, *warningType, *interfaceError, *databaseError, *internalError, *operationalError, *programmingError,
    *integrityError, *dataError, *notSupportedError;
extern Value converters, adapters;  // dicts
extern bool callbackTracebacks;

// A prepared statement: in its connection's cache, in use by a cursor, or both.
struct Statement {
  sqlite3_stmt* handle = nullptr;
  bool isDml = false;  // INSERT, UPDATE, DELETE, REPLACE
  ~Statement() { sqlite3_finalize(handle); }
};
struct BlobHandle {
  sqlite3_blob* handle = nullptr;
  ~BlobHandle() { sqlite3_blob_close(handle); }
};

struct ConnectionState;
// What SQLite hands back to a callback: the connection and the place of the Python object in its list of callbacks.
struct CallbackRef {
  ConnectionState* connection;
  size_t index;
};

enum ConnectionField { kRowFactory, kTextFactory, kCallbacks };

inline constexpr int kLegacyTransactions = -1;

struct ConnectionState : HostState {
  sqlite3* db = nullptr;
  bool initialized = false, checkThread = true, hasIsolation = true;
  uint64_t thread = 0;
  int detectTypes = 0, autocommit = kLegacyTransactions;
  std::string isolation;  // what stands behind BEGIN
  size_t cacheSize = 128;
  std::list<std::pair<std::string, std::shared_ptr<Statement>>> recent;  // the one that was used last in front
  std::unordered_map<std::string, decltype(recent)::iterator> cache;
  std::vector<std::weak_ptr<BlobHandle>> blobs;
  std::vector<std::unique_ptr<CallbackRef>> references;
  // While SQLite works: the connection and its thread, for callbacks.
  HostObject* self = nullptr;
  Thread* caller = nullptr;

  void close();
  ~ConnectionState() override { close(); }
};

inline ConnectionState* connectionOf(Value v) { return v.as<HostObject>()->stateAs<ConnectionState>(); }

// The connection's thread, and that it is open. ProgrammingError.
bool checkThread(Thread* t, ConnectionState* c);
bool checkConnection(Thread* t, ConnectionState* c);
// The exception for what the database says about its last error; the pending one if there is one already.
Raised raiseDatabase(Thread* t, sqlite3* db);
Raised raiseCode(Thread* t, int code, const char* message);
// Finds or makes the statement for a text. ProgrammingError, DataError, and what SQLite complains about.
std::shared_ptr<Statement> prepare(Thread* t, Value connection, Str* sql);
bool isDml(std::string_view sql);

// Calls SQLite: without the interpreter lock unless Python code may be called back.
template <class F>
auto callSqlite(Thread* t, Value connection, F f) -> decltype(f()) {
  ConnectionState* c = connectionOf(connection);
  if (c->references.empty()) return blocking(t, f);
  HostObject* self = c->self;
  Thread* caller = c->caller;
  c->self = connection.as<HostObject>();
  c->caller = t;
  auto result = f();
  c->self = self;
  c->caller = caller;
  return result;
}

// --- adapt.cpp
Value adaptPy(Thread* t, Value v, Value protocol, Value alternative);
bool initAdapters(Thread* t, Module* m);
extern bool baseTypesAdapted;
Value adaptFunction(Thread* t, Value* args, size_t argc);
Value registerAdapter(Thread* t, Value* args, size_t argc);
Value registerConverter(Thread* t, Value* args, size_t argc);
// Binds the parameters (sequence or mapping) to the statement.
bool bindParametersPy(Thread* t, Value connection, Statement* s, Value parameters);

// --- callbacks.cpp: methods of connections that register Python functions
Value createFunction(Thread* t, Value* args, size_t argc);
Value createAggregate(Thread* t, Value* args, size_t argc);
Value createWindowFunction(Thread* t, Value* args, size_t argc);
Value createCollation(Thread* t, Value* args, size_t argc);
Value setAuthorizer(Thread* t, Value* args, size_t argc);
Value setProgressHandler(Thread* t, Value* args, size_t argc);
Value setTraceCallback(Thread* t, Value* args, size_t argc);

// --- connection.cpp, cursor.cpp, row.cpp, blob.cpp
extern const TypeSpec connectionSpec, statementSpec, cursorSpec, rowSpec, blobSpec;
bool beginTransaction(Thread* t, Value connection);
bool executeSimple(Thread* t, Value connection, const char* sql);
Value backup(Thread* t, Value* args, size_t argc);
Value makeBlob(Thread* t, Value connection, std::shared_ptr<BlobHandle> handle);
// The named columns of a Row: its description.
Value makeRow(Thread* t, Type* cls, Value description, Value data);

}  // namespace typhon::sqlite
