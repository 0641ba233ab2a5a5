// OSError: the class by errno (PEP 3151), its arguments and text.
//
// As in CPython the arguments are parsed by __new__ (which chooses the subclass), unless a subclass overrides __init__ but not
// __new__: then __init__ parses what it is given.
#include <cerrno>
#include <string>

#include "runtime/base/os.h"
#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

struct ErrnoClass {
  int code;
  Type** type;
};
const ErrnoClass kErrnoClasses[] = {
    {EAGAIN, &exc::BlockingIOError},
    {EALREADY, &exc::BlockingIOError},
    {EINPROGRESS, &exc::BlockingIOError},
    {EWOULDBLOCK, &exc::BlockingIOError},
    {EPIPE, &exc::BrokenPipeError},
    {ESHUTDOWN, &exc::BrokenPipeError},
    {ECHILD, &exc::ChildProcessError},
    {ECONNABORTED, &exc::ConnectionAbortedError},
    {ECONNREFUSED, &exc::ConnectionRefusedError},
    {ECONNRESET, &exc::ConnectionResetError},
    {EEXIST, &exc::FileExistsError},
    {ENOENT, &exc::FileNotFoundError},
    {EISDIR, &exc::IsADirectoryError},
    {ENOTDIR, &exc::NotADirectoryError},
    {EINTR, &exc::InterruptedError},
    {EACCES, &exc::PermissionError},
    {EPERM, &exc::PermissionError},
    {ESRCH, &exc::ProcessLookupError},
    {ETIMEDOUT, &exc::TimeoutError},
};

Type* classForErrno(int64_t code) {
  for (const ErrnoClass& row : kErrnoClasses) {
    if (row.code == code) return *row.type;
  }
  return exc::OSError;
}

bool osInit(Thread* t, Value self, const Args& args);
Value osCreate(Thread* t, Type* cls, const Args& args);

// Whether __init__ has to do the work.
bool initParses(const Type* cls) { return cls->slots.init != osInit && cls->slots.create == osCreate; }

// Sets the fields from the arguments: 2 to 5 of them mean errno, strerror, filename, winerror, filename2.
bool parse(Thread* t, Exception* e, const Value* args, size_t count) {
  Value filename, filename2;
  if (count >= 2 && count <= 5) {
    e->fields[kOsErrno] = args[0];
    e->fields[kOsStrerror] = args[1];
    if (count > 2) filename = args[2];
    if (count > 4) filename2 = args[4];
  }
  bool shortened = false;
  if (!filename.isUnbound() && !filename.isNone()) {
    int64_t written;
    bool number = isInt(filename) && !isSubtype(typeOf(filename), types::str);
    if (isSubtype(typeOf(e), exc::BlockingIOError) && number) {
      if (!fitsInt64(filename, &written)) return raise(t, exc::ValueError, "cannot fit 'int' into an index-sized integer");
      e->fields[kOsWritten] = Value::smallInt(written);
    } else {
      e->fields[kOsFilename] = filename;
      if (!filename2.isUnbound() && !filename2.isNone()) e->fields[kOsFilename2] = filename2;
      shortened = count >= 2 && count <= 5;
    }
  }
  Tuple* tuple = count == 0 ? emptyTuple() : makeTuple(t, args, shortened ? 2 : count);
  TRY(tuple);
  e->args = Value(tuple);
  writeBarrier(e);
  return true;
}

Value osCreate(Thread* t, Type* cls, const Args& args) {
  if (initParses(cls)) {
    Exception* e = TRY(newException(t, cls, emptyTuple()));
    return Value(e);
  }
  TRY(noKeywords(t, cls, args));
  if (cls == exc::OSError && args.positional >= 2 && args.positional <= 5) {
    int64_t code;
    if (isInt(args[0]) && fitsInt64(args[0], &code)) cls = classForErrno(code);
  }
  Exception* e = TRY(newException(t, cls, emptyTuple()));
  TRY(parse(t, e, args.values, args.positional));
  return Value(e);
}

bool osInit(Thread* t, Value self, const Args& args) {
  Type* cls = typeOf(self);
  if (!initParses(cls)) return true;
  TRY(noKeywords(t, cls, args));
  return parse(t, self.as<Exception>(), args.values, args.positional);
}

Value orNone(Value v) { return v.isUnbound() ? Value::none() : v; }

Value osStr(Thread* t, Value self) {
  Exception* e = self.as<Exception>();
  Value code = orNone(e->fields[kOsErrno]), text = orNone(e->fields[kOsStrerror]);
  Value filename = e->fields[kOsFilename], filename2 = e->fields[kOsFilename2];
  bool named = !filename.isUnbound();
  if (!named && (e->fields[kOsErrno].isUnbound() || e->fields[kOsStrerror].isUnbound())) return baseExceptionStr(t, self);
  StrBuilder out(t);
  Str* part = TRY(strPy(t, code));
  TRY(out.add(std::string_view("[Errno ")));
  TRY(out.add(part));
  TRY(out.add(std::string_view("] ")));
  part = TRY(strPy(t, text));
  TRY(out.add(part));
  if (named) {
    TRY(out.add(std::string_view(": ")));
    part = TRY(reprPy(t, filename));
    TRY(out.add(part));
    if (!filename2.isUnbound()) {
      TRY(out.add(std::string_view(" -> ")));
      part = TRY(reprPy(t, filename2));
      TRY(out.add(part));
    }
  }
  return Value(TRY(out.finish()));
}

Value osReduce(Thread* t, Value* values, size_t) {
  Exception* e = values[0].as<Exception>();
  Tuple* args = e->args.as<Tuple>();
  Value filename = e->fields[kOsFilename], filename2 = e->fields[kOsFilename2];
  // The file names were cut off: put them back.
  if (args->length == 2 && !filename.isUnbound()) {
    args = filename2.isUnbound() ? makeTuple(t, {args->items[0], args->items[1], filename})
                                 : makeTuple(t, {args->items[0], args->items[1], filename, Value::none(), filename2});
    TRY(args);
  }
  Value state = TRY(exceptionStatePy(t, e, false));
  if (state.isUnbound()) return Value(TRY(makeTuple(t, {Value(typeOf(e)), Value(args)})));
  return Value(TRY(makeTuple(t, {Value(typeOf(e)), Value(args), state})));
}

Value getWritten(Thread* t, Value self) {
  Value v = self.as<Exception>()->fields[kOsWritten];
  if (v.isUnbound()) return raise(t, exc::AttributeError, "characters_written");
  return v;
}
bool setWritten(Thread* t, Value self, Value v) {
  Exception* e = self.as<Exception>();
  if (v.isUnbound()) {
    if (e->fields[kOsWritten].isUnbound()) return raise(t, exc::AttributeError, "characters_written");
    e->fields[kOsWritten] = Value::unbound();
    return true;
  }
  int64_t n = TRY(indexInt64Py(t, v, exc::ValueError));
  e->fields[kOsWritten] = Value::smallInt(n);
  return true;
}

const MemberDef kMembers[] = {
    {"errno", fieldOffset(kOsErrno), MemberDef::kNoneIfUnbound, "POSIX exception code"},
    {"strerror", fieldOffset(kOsStrerror), MemberDef::kNoneIfUnbound, "exception strerror"},
    {"filename", fieldOffset(kOsFilename), MemberDef::kNoneIfUnbound, "exception filename"},
    {"filename2", fieldOffset(kOsFilename2), MemberDef::kNoneIfUnbound, "second exception filename"},
};
const GetSetDef kGetSets[] = {{"characters_written", getWritten, setWritten, nullptr}};
const NativeDef kMethods[] = {{"__reduce__", "(self, /)", osReduce, nullptr}};

}  // namespace

const ExceptionLayout kOSErrorLayout = {[] {
                                          Slots s;
                                          s.create = osCreate;
                                          s.init = osInit;
                                          s.str = osStr;
                                          return s;
                                        }(),
                                        kMethods, kGetSets, kMembers};

bool initOsErrors(Thread*) { return true; }

Raised raiseOs(Thread* t, int code, Value filename, Value filename2) {
  Str* text = makeStr(t, base::errnoText(code));
  if (!text) return {};
  Exception* e = newException(t, classForErrno(code), emptyTuple());
  if (!e) return {};
  Value args[5] = {Value::smallInt(code), Value(text), filename.isUnbound() ? Value::none() : filename, Value::none(),
                   filename2.isUnbound() ? Value::none() : filename2};
  size_t count = !filename2.isUnbound() ? 5 : !filename.isUnbound() ? 3 : 2;
  if (!parse(t, e, args, count)) return {};
  return raiseValue(t, Value(e));
}

}  // namespace typhon
