// _sqlite3: the types, exceptions and constants of the module.
#include "runtime/memory/roots.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/version.h"
#include "runtime/plugins/sqlite/sqlite.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {
namespace sqlite {

Type* prepareProtocolType;
Type *errorType, *warningType, *interfaceError, *databaseError, *internalError, *operationalError, *programmingError,
    *integrityError, *dataError, *notSupportedError;

namespace {

struct ResultName {
  const char* name;
  int code;
};
constexpr ResultName kResults[] = {
#define RESULT(name) {"SQLITE_" #name, SQLITE_##name},
#define CONSTANT(name)
#include "runtime/plugins/sqlite/constants.def"
#undef RESULT
#undef CONSTANT
};
constexpr IntConstant kConstants[] = {
#define RESULT(name) {"SQLITE_" #name, SQLITE_##name},
#define CONSTANT(name) {"SQLITE_" #name, SQLITE_##name},
#include "runtime/plugins/sqlite/constants.def"
#undef RESULT
#undef CONSTANT
};

Type* classOfCode(int code) {
  switch (code) {
    case SQLITE_INTERNAL:
    case SQLITE_NOTFOUND:
      return internalError;
    case SQLITE_ERROR:
    case SQLITE_PERM:
    case SQLITE_ABORT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_EMPTY:
    case SQLITE_SCHEMA:
      return operationalError;
    case SQLITE_TOOBIG:
      return dataError;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return integrityError;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      return interfaceError;
    default:
      return databaseError;
  }
}

bool raiseExtendedPy(Thread* t, int code, int extended, const char* message) {
  Str* text = TRY(makeStr(t, message));
  Value exception = TRY(callPy(t, Value(classOfCode(code)), {Value(text)}));
  const char* name = "unknown";
  for (const ResultName& r : kResults)
    if (r.code == extended) {
      name = r.name;
      break;
    }
  Value number = TRY(makeInt(t, extended));
  Str *codeName = TRY(internStr(t, "sqlite_errorcode")), *nameName = TRY(internStr(t, "sqlite_errorname")),
      *nameText = TRY(makeStr(t, name));
  TRY(setAttrPy(t, exception, codeName, number));
  TRY(setAttrPy(t, exception, nameName, Value(nameText)));
  return raiseValue(t, exception);
}

// connect(database, ..., factory=Connection): calls the factory with all arguments.
Value connect(Thread* t, Value* args, size_t argc) {
  auto* keywords = args[0].as<Dict>();
  size_t positional = argc - 1;
  Str* name = TRY(internStr(t, "factory"));
  Value factory = TRY(dictGetPy(t, keywords, Value(name)));
  if (factory.isUnbound()) factory = positional > 5 ? args[1 + 5] : Value(connectionType);
  Tuple* all = TRY(makeTuple(t, args + 1, positional));
  return callExPy(t, factory, all, keywords);
}

Value completeStatement(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0]))
    return raise(t, exc::TypeError, "complete_statement() argument 'statement' must be str, not {}", argumentTypeName(args[0]));
  std::string text = toUtf8(args[0].as<Str>());
  if (text.find('\0') != text.npos) return raise(t, exc::ValueError, "embedded null character");
  return Value::boolean(sqlite3_complete(text.c_str()));
}
Value enableCallbackTracebacks(Thread* t, Value* args, size_t) {
  callbackTracebacks = TRY(truthPy(t, args[0]));
  return Value::none();
}
Value enableSharedCache(Thread* t, Value* args, size_t) {
  bool on = TRY(truthPy(t, args[0]));
  if (sqlite3_enable_shared_cache(on) != SQLITE_OK) return raise(t, operationalError, "Changing the shared_cache flag failed");
  return Value::none();
}

Value protocolNew(Thread* t, Type* cls, const Args&) { return Value(TRY(allocateInstance(t, cls, sizeof(Instance)))); }
const TypeSpec kProtocolSpec = {.name = "sqlite3.PrepareProtocol",
                                .kind = Kind::Instance,
                                .slots = {.create = protocolNew},
                                .doc = "PEP 246 style object adaption protocol type."};

const NativeDef kFunctions[] = {
    {"connect", "(*args, **kwargs)", connect, "Open a connection to the SQLite database file 'database'."},
    {"adapt", "(obj, proto=<absent>, alt=<absent>, /)", adaptFunction, "Adapt given object to given protocol."},
    {"complete_statement", "(statement)", completeStatement, "Checks if a string contains a complete SQL statement."},
    {"enable_callback_tracebacks", "(enable, /)", enableCallbackTracebacks,
     "Enable or disable callback functions throwing errors to stderr."},
    {"register_adapter", "(type, adapter, /)", registerAdapter, "Register a function to adapt Python objects to SQLite values."},
    {"register_converter", "(typename, converter, /)", registerConverter,
     "Register a function to convert SQLite values to Python objects."},
};
const NativeDef kSharedCache = {"enable_shared_cache", "(do_enable)", enableSharedCache,
                                "Enable or disable shared cache mode for the calling thread."};

bool init(Thread* t, Module* m) {
  for (Type** type : {&connectionType, &statementType, &cursorType, &rowType, &blobType, &prepareProtocolType, &errorType,
                      &warningType, &interfaceError, &databaseError, &internalError, &operationalError, &programmingError,
                      &integrityError, &dataError, &notSupportedError})
    addRoot(type);
  errorType = TRY(moduleAddException(t, m, "sqlite3.Error"));
  warningType = TRY(moduleAddException(t, m, "sqlite3.Warning"));
  interfaceError = TRY(moduleAddException(t, m, "sqlite3.InterfaceError", errorType));
  databaseError = TRY(moduleAddException(t, m, "sqlite3.DatabaseError", errorType));
  internalError = TRY(moduleAddException(t, m, "sqlite3.InternalError", databaseError));
  operationalError = TRY(moduleAddException(t, m, "sqlite3.OperationalError", databaseError));
  programmingError = TRY(moduleAddException(t, m, "sqlite3.ProgrammingError", databaseError));
  integrityError = TRY(moduleAddException(t, m, "sqlite3.IntegrityError", databaseError));
  dataError = TRY(moduleAddException(t, m, "sqlite3.DataError", databaseError));
  notSupportedError = TRY(moduleAddException(t, m, "sqlite3.NotSupportedError", databaseError));
  connectionType = TRY(moduleAddType(t, m, connectionSpec));
  statementType = TRY(makeNativeType(t, statementSpec));
  cursorType = TRY(moduleAddType(t, m, cursorSpec));
  rowType = TRY(moduleAddType(t, m, rowSpec));
  blobType = TRY(moduleAddType(t, m, blobSpec));
  prepareProtocolType = TRY(moduleAddType(t, m, kProtocolSpec));
  for (Type* error : {errorType, warningType, interfaceError, databaseError, internalError, operationalError, programmingError,
                      integrityError, dataError, notSupportedError})
    TRY(dictSetStr(t, connectionType->dict, error->name, Value(error)));
  TRY(initAdapters(t, m));
  const IntConstant numbers[] = {
      {"PARSE_DECLTYPES", 1}, {"PARSE_COLNAMES", 2}, {"threadsafety", 3}, {"LEGACY_TRANSACTION_CONTROL", kLegacyTransactions}};
  TRY(moduleSetInts(t, m, numbers));
  TRY(moduleSetInts(t, m, kConstants));
  TRY(moduleSetText(t, m, "sqlite_version", sqlite3_libversion()));
  // What 3.12 dropped or renamed.
  if (libraryVersion().minor >= 12) return moduleSetText(t, m, "_deprecated_version", "2.6.0");
  Str* moduleName = TRY(internStr(t, "_sqlite3"));
  Value shared = TRY(makeNativeFunction(t, kSharedCache, Value(m), Value(moduleName)));
  return moduleSetText(t, m, "version", "2.6.0") && moduleSet(t, m, "enable_shared_cache", shared);
}

}  // namespace

Raised raiseCode(Thread* t, int code, const char* message) {
  (void)raiseExtendedPy(t, code & 0xff, code, message);
  return {};
}

Raised raiseDatabase(Thread* t, sqlite3* db) {
  if (!t->pending.isUnbound()) return {};
  int code = sqlite3_errcode(db) & 0xff;
  if (code == SQLITE_NOMEM) return raiseMemory(t);
  (void)raiseExtendedPy(t, code, sqlite3_extended_errcode(db), sqlite3_errmsg(db));
  return {};
}

const ModuleSpec sqliteModule = {"_sqlite3", kFunctions, nullptr, init};

}  // namespace sqlite

TYPHON_PLUGIN_MODULE(_sqlite3, sqlite::sqliteModule)

}  // namespace typhon
