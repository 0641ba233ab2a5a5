// Python values as parameters of statements.
#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/plugins/sqlite/sqlite.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::sqlite {

Value converters, adapters;
bool baseTypesAdapted = false;

// The value as the protocol wants it: by a registered adapter, the protocol's __adapt__ or the value's __conform__. The
// alternative (or, if that is Unbound, ProgrammingError) when there is none.
Value adaptPy(Thread* t, Value v, Value protocol, Value alternative) {
  Tuple* key = TRY(makeTuple(t, {Value(typeOf(v)), protocol}));
  Value adapter = TRY(dictGetPy(t, adapters.as<Dict>(), Value(key)));
  if (!adapter.isUnbound()) return callPy(t, adapter, {v});
  // A method that is absent, answers None or raises TypeError does not adapt.
  auto ask = [&](Value object, const char* method, Value argument) -> Value {
    Str* name = TRY(internStr(t, method));
    Value bound = TRY(findAttrPy(t, object, name));
    if (bound.isUnbound()) return bound;
    Value adapted = callPy(t, bound, {argument});
    if (adapted.isError() && pendingIs(t, exc::TypeError)) {
      clearPending(t);
      return Value::unbound();
    }
    return adapted.isNone() ? Value::unbound() : adapted;
  };
  Value adapted = TRY(ask(protocol, "__adapt__", v));
  if (!adapted.isUnbound()) return adapted;
  adapted = TRY(ask(v, "__conform__", protocol));
  if (!adapted.isUnbound()) return adapted;
  if (!alternative.isUnbound()) return alternative;
  return raise(t, programmingError, "can't adapt");
}

Value adaptFunction(Thread* t, Value* args, size_t) {
  return adaptPy(t, args[0], args[1].isUnbound() ? Value(prepareProtocolType) : args[1], args[2]);
}

Value registerAdapter(Thread* t, Value* args, size_t) {
  for (Type* base : {types::int_, types::float_, types::str, types::bytearray})
    if (args[0] == Value(base)) baseTypesAdapted = true;
  Tuple* key = TRY(makeTuple(t, {args[0], Value(prepareProtocolType)}));
  TRY(dictSetPy(t, adapters.as<Dict>(), Value(key), args[1]));
  return Value::none();
}

Value registerConverter(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0]))
    return raise(t, exc::TypeError, "register_converter() argument 1 must be str, not {}", argumentTypeName(args[0]));
  static Str* upper = internStr(t, "upper");
  Value name = TRY(callMethodPy(t, args[0], upper));
  TRY(dictSetPy(t, converters.as<Dict>(), name, args[1]));
  return Value::none();
}

bool initAdapters(Thread* t, Module* m) {
  addRoot(&converters);
  addRoot(&adapters);
  converters = Value(TRY(makeDict(t)));
  adapters = Value(TRY(makeDict(t)));
  return moduleSet(t, m, "converters", converters) && moduleSet(t, m, "adapters", adapters);
}

namespace {

bool needsAdapting(Value v) {
  if (baseTypesAdapted) return true;
  return !(isExactInt(v) || v.isImmediateFloat() || typeOf(v) == types::float_ || isExactStr(v) || isExactByteArray(v));
}

// 1; 0: the type is not supported; -1 with an exception. SQLite's own failures end in *code.
int bindOnePy(Thread* t, sqlite3_stmt* s, int position, Value v, int* code) {
  *code = SQLITE_OK;
  if (v.isNone()) {
    *code = sqlite3_bind_null(s, position);
  } else if (isInt(v)) {
    int64_t i;
    if (!fitsInt64(v, &i)) return raise(t, exc::OverflowError, "Python int too large to convert to SQLite INTEGER");
    *code = sqlite3_bind_int64(s, position, i);
  } else if (isFloat(v)) {
    *code = sqlite3_bind_double(s, position, asDouble(v));
  } else if (isa<Str>(v)) {
    Bytes* utf8 = encodeUtf8Py(t, v.as<Str>(), "strict");
    if (!utf8) return -1;
    if (utf8->length > INT32_MAX) return raise(t, exc::OverflowError, "string longer than INT_MAX bytes");
    *code = sqlite3_bind_text(s, position, reinterpret_cast<const char*>(utf8->data), static_cast<int>(utf8->length),
                              SQLITE_TRANSIENT);
  } else if (hasBuffer(v)) {
    BufferHolder holder;
    if (!holder.acquirePy(t, v)) return -1;
    if (holder.view.length > INT32_MAX) return raise(t, exc::OverflowError, "BLOB longer than INT_MAX bytes");
    const void* data = holder.view.length ? static_cast<const void*>(holder.view.data) : "";
    *code = sqlite3_bind_blob(s, position, data, static_cast<int>(holder.view.length), SQLITE_TRANSIENT);
  } else {
    return 0;
  }
  return 1;
}

// How messages call a parameter: its number, or its name with a colon.
std::string parameterName(sqlite3_stmt* s, int position) {
  const char* name = sqlite3_bind_parameter_name(s, position);
  return name ? fmt::format("':{}'", name + 1) : std::to_string(position);
}

bool bindPy(Thread* t, Value connection, Statement* s, int position, Value v) {
  if (needsAdapting(v)) v = TRY(adaptPy(t, v, Value(prepareProtocolType), v));
  int code;
  int ok = bindOnePy(t, s->handle, position, v, &code);
  if (ok < 0) return false;
  if (ok == 0)
    return raise(t, programmingError, "Error binding parameter {}: type '{}' is not supported",
                 parameterName(s->handle, position), typeName(v));
  if (code != SQLITE_OK) return raiseDatabase(t, connectionOf(connection)->db);
  return true;
}

}  // namespace

bool bindParametersPy(Thread* t, Value connection, Statement* s, Value parameters) {
  int wanted = sqlite3_bind_parameter_count(s->handle);
  bool isDict = isa<Dict>(parameters);
  Value list = typeOf(parameters) == types::tuple || typeOf(parameters) == types::list ? parameters : Value::unbound();
  static Str* getItem = internStr(t, "__getitem__");
  bool isSequence =
      !list.isUnbound() || (!isDict && typeOf(parameters)->slots.length && !typeLookup(typeOf(parameters), getItem).isUnbound() &&
                            typeLookup(typeOf(parameters), names::keys).isUnbound());
  if (isSequence) {
    int64_t given = TRY(lengthPy(t, parameters));
    if (given != wanted)
      return raise(t, programmingError,
                   "Incorrect number of bindings supplied. The current statement uses {}, and there are {} supplied.", wanted,
                   given);
    for (int i = 0; i < wanted; ++i) {
      const char* name = sqlite3_bind_parameter_name(s->handle, i + 1);
      if (name && *name != '?')
        TRY(warnPy(
            t, exc::DeprecationWarning,
            fmt::format("Binding {} ('{}') is a named parameter, but you supplied a sequence which requires nominal (qmark) "
                        "placeholders. Starting with Python 3.14 an sqlite3.ProgrammingError will be raised.",
                        i + 1, name)));
      Value v = TRY(getItemPy(t, parameters, Value::smallInt(i)));
      TRY(bindPy(t, connection, s, i + 1, v));
    }
    return true;
  }
  if (!isDict && typeLookup(typeOf(parameters), getItem).isUnbound())
    return raise(t, programmingError, "parameters are of unsupported type");
  for (int i = 1; i <= wanted; ++i) {
    const char* name = sqlite3_bind_parameter_name(s->handle, i);
    if (!name)
      return raise(t, programmingError, "Binding {} has no name, but you supplied a dictionary (which has only names).", i);
    Str* key = TRY(makeStr(t, name + 1));
    Value v = getItemPy(t, parameters, Value(key));
    if (v.isError()) {
      if (!pendingIs(t, exc::LookupError)) return false;
      clearPending(t);
      return raise(t, programmingError, "You did not supply a value for binding parameter :{}.", name + 1);
    }
    TRY(bindPy(t, connection, s, i, v));
  }
  return true;
}

}  // namespace typhon::sqlite
