// posix: the environment, the system's limits and names, randomness.
#include <sys/random.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>

#include "runtime/base/os.h"
#include "runtime/modules/posix_support.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/struct_sequence.h"

namespace typhon::posix {

namespace {

Type* unameResult = nullptr;

struct ConfigName {
  const char* name;
  int value;
};
#define CONSTANT(name)
#define CONFSTR(name)
#define PATHCONF(name)
#define SYSCONF(name) {"SC_" #name, _SC_##name},
const ConfigName kSysconf[] = {
#include "runtime/modules/posix_names.def"
};
#undef SYSCONF
#undef CONFSTR
#define SYSCONF(name)
#define CONFSTR(name) {"CS_" #name, _CS_##name},
const ConfigName kConfstr[] = {
#include "runtime/modules/posix_names.def"
};
#undef CONFSTR
#undef PATHCONF
#define CONFSTR(name)
#define PATHCONF(name) {"PC_" #name, _PC_##name},
const ConfigName kPathconf[] = {
#include "runtime/modules/posix_names.def"
};
#undef PATHCONF
#undef CONFSTR
#undef SYSCONF
#undef CONSTANT

bool configName(Thread* t, Value v, std::span<const ConfigName> names, int* out) {
  if (isInt(v)) {
    *out = TRY(intArgumentPy(t, v));
    return true;
  }
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "configuration names must be strings or integers");
  for (const ConfigName& row : names) {
    if (equals(v.as<Str>(), row.name)) {
      *out = row.value;
      return true;
    }
  }
  return raise(t, exc::ValueError, "unrecognized configuration name");
}

bool setNames(Thread* t, Module* m, const char* name, std::span<const ConfigName> rows) {
  Dict* d = TRY(makeDict(t));
  for (const ConfigName& row : rows) {
    Str* key = TRY(internStr(t, row.name));
    TRY(dictSetStr(t, d, key, Value::smallInt(row.value)));
  }
  return moduleSet(t, m, name, Value(d));
}

Value sysconfFunction(Thread* t, Value* args, size_t) {
  int name;
  TRY(configName(t, args[0], kSysconf, &name));
  errno = 0;
  long value = sysconf(name);
  if (value == -1 && errno) return raiseOs(t, errno);
  return makeInt(t, value);
}

Value confstrFunction(Thread* t, Value* args, size_t) {
  int name;
  TRY(configName(t, args[0], kConfstr, &name));
  errno = 0;
  size_t size = confstr(name, nullptr, 0);
  if (size == 0) {
    if (errno) return raiseOs(t, errno);
    return Value::none();
  }
  std::string text(size, '\0');
  confstr(name, text.data(), size);
  return pathResult(t, text.c_str(), false);
}

Value pathconfFunction(Thread* t, Value* args, size_t) {
  Path path;
  int name;
  TRY(pathPy(t, args[0], "pathconf", "path", &path, kAllowFd));
  TRY(configName(t, args[1], kPathconf, &name));
  errno = 0;
  long limit = path.isFd ? fpathconf(path.fd, name) : pathconf(path.c(), name);
  if (limit == -1 && errno) return errno == EINVAL ? raiseOs(t, errno) : raisePath(t, path);
  return makeInt(t, limit);
}
Value fpathconfFunction(Thread* t, Value* args, size_t) {
  int fd, name;
  TRY(descriptorPy(t, args[0], &fd));
  TRY(configName(t, args[1], kPathconf, &name));
  errno = 0;
  long limit = fpathconf(fd, name);
  if (limit == -1 && errno) return raiseOs(t, errno);
  return makeInt(t, limit);
}

// --- environment

Value makeEnvironment(Thread* t) {
  Dict* d = TRY(makeDict(t));
  for (char** e = environ; e && *e; ++e) {
    std::string_view entry = *e;
    size_t equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    Bytes* name = TRY(makeBytes(t, entry.substr(0, equals)));
    Bytes* value = TRY(makeBytes(t, entry.substr(equals + 1)));
    // Of several definitions the first counts.
    TRY(dictSetDefaultPy(t, d, Value(name), Value(value)));
  }
  return Value(d);
}

Value putenvFunction(Thread* t, Value* args, size_t) {
  std::string name, value;
  TRY(fsBytesPy(t, args[0], &name));
  TRY(fsBytesPy(t, args[1], &value));
  if (name.find('=') != std::string::npos) return raise(t, exc::ValueError, "illegal environment variable name");
  return noneOr(t, setenv(name.c_str(), value.c_str(), 1));
}
Value unsetenvFunction(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(fsBytesPy(t, args[0], &name));
  return noneOr(t, unsetenv(name.c_str()));
}

// --- the machine

Value strerrorFunction(Thread* t, Value* args, size_t) {
  int code = TRY(intArgumentPy(t, args[0]));
  return pathResult(t, base::errnoText(code), false);
}

Value unameFunction(Thread* t, Value*, size_t) {
  utsname u;
  if (uname(&u) < 0) return raiseOs(t, errno);
  RootedVector fields(t);
  for (const char* text : {u.sysname, u.nodename, u.release, u.version, u.machine}) {
    Value v = TRY(pathResult(t, text, false));
    TRY(fields.push(v));
  }
  return makeStructSequence(t, unameResult, fields.data(), fields.size());
}

Value loadavgFunction(Thread* t, Value*, size_t) {
  double loads[3];
  if (getloadavg(loads, 3) != 3) return raise(t, exc::OSError, "Load averages are unobtainable");
  Value a = TRY(makeFloat(t, loads[0])), b = TRY(makeFloat(t, loads[1])), c = TRY(makeFloat(t, loads[2]));
  return Value(TRY(makeTuple(t, {a, b, c})));
}

Value cpuCountFunction(Thread*, Value*, size_t) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n > 0 ? Value::smallInt(n) : Value::none();
}

Value urandomFunction(Thread* t, Value* args, size_t) {
  int64_t size = TRY(countArgumentPy(t, args[0]));
  if (size < 0) return raise(t, exc::ValueError, "negative argument not allowed");
  Bytes* bytes = TRY(makeBytesUninitialised(t, static_cast<size_t>(size)));
  base::randomBytes(bytes->data, bytes->length);
  return Value(bytes);
}
Value getrandomFunction(Thread* t, Value* args, size_t) {
  int64_t size = TRY(countArgumentPy(t, args[0]));
  int flags = TRY(intArgumentPy(t, args[1]));
  if (size < 0) return raiseOs(t, EINVAL);
  Bytes* bytes = TRY(makeBytesUninitialised(t, static_cast<size_t>(size)));
  int64_t n;
  TRY(interruptible(t, [&] { return getrandom(bytes->data, bytes->length, static_cast<unsigned>(flags)); }, &n));
  if (n < 0) return raiseOs(t, errno);
  if (static_cast<uint64_t>(n) == bytes->length) return Value(bytes);
  return Value(TRY(makeBytes(t, bytes->view().substr(0, static_cast<size_t>(n)))));
}

const NativeDef kFunctions[] = {
    {"sysconf", "(name, /)", sysconfFunction, "A setting of the system that is a number."},
    {"confstr", "(name, /)", confstrFunction, "A setting of the system that is text."},
    {"pathconf", "(path, name)", pathconfFunction,
     "Return the configuration limit name for the file or directory path.\n\nIf there is no limit, return -1."},
    {"fpathconf", "(fd, name, /)", fpathconfFunction, "A limit that holds for an open file; -1 if there is none."},
    {"putenv", "(name, value, /)", putenvFunction, "Change or add an environment variable."},
    {"unsetenv", "(name, /)", unsetenvFunction, "Delete an environment variable."},
    {"strerror", "(code, /)", strerrorFunction, "Translate an error code to a message string."},
    {"uname", "()", unameFunction, "Return an object identifying the current operating system."},
    {"getloadavg", "()", loadavgFunction,
     "Return average recent system load information: the average number of processes in the run queue over the last 1, 5 and 15 "
     "minutes."},
    {"cpu_count", "()", cpuCountFunction, "Return the number of logical CPUs in the system.\n\nReturn None if indeterminable."},
    {"urandom", "(size, /)", urandomFunction, "So many random bytes, good enough for keys."},
    {"getrandom", "(size, flags=0)", getrandomFunction, "Obtain a series of random bytes."},
};

const StructField kUnameFields[] = {{"sysname", "operating system name"},
                                    {"nodename", "what the machine is called in its network"},
                                    {"release", "operating system release"},
                                    {"version", "operating system version"},
                                    {"machine", "hardware identifier"}};

}  // namespace

bool initSystem(Thread* t, Module* m) {
  unameResult = TRY(makeStructSequenceType(
      t, "posix.uname_result",
      "What os.uname() returns: sysname, nodename, release, version and machine, by position or by name.", kUnameFields, 5));
  addRoot(&unameResult);
  TRY(moduleSet(t, m, "uname_result", Value(unameResult)));
  TRY(setNames(t, m, "sysconf_names", kSysconf));
  TRY(setNames(t, m, "confstr_names", kConfstr));
  TRY(setNames(t, m, "pathconf_names", kPathconf));
  Value environment = TRY(makeEnvironment(t));
  TRY(moduleSet(t, m, "environ", environment));
  return addFunctions(t, m, kFunctions);
}

}  // namespace typhon::posix
