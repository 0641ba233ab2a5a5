// sys.stdin, stdout and stderr. With the _io module they are its text files, opened as CPython opens them; without it, plain
// streams that write UTF-8 straight to the descriptor.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <clocale>
#include <cstring>

#include "runtime/builtins/builtins.h"
#include "runtime/exec/config.h"
#include "runtime/memory/heap.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/sys.h"
#include "runtime/modules/sys_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// --- plain streams: instances with the attributes name, mode, encoding, errors, closed

int descriptorOf(Thread* t, Value self) {
  Str* key = internStr(t, "_descriptor");
  Value fd = key ? findAttrPy(t, self, key) : Value::error();
  if (!fd.isSmallInt()) {
    clearPending(t);
    return -1;
  }
  return static_cast<int>(fd.asSmallInt());
}

Value streamWrite(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "write() argument must be str, not {}", argumentTypeName(args[1]));
  int fd = descriptorOf(t, args[0]);
  std::string bytes;
  Bytes* encoded = TRY(encodeUtf8Py(t, args[1].as<Str>(), fd == 2 ? "backslashreplace" : "strict"));
  bytes = encoded->view();
  for (size_t done = 0; done < bytes.size();) {
    ssize_t n = write(fd, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return raiseOs(t, errno);
    done += static_cast<size_t>(n);
  }
  return Value::smallInt(static_cast<int64_t>(args[1].as<Str>()->length));
}
Value streamFlush(Thread*, Value*, size_t) { return Value::none(); }
Value streamFileno(Thread* t, Value* args, size_t) { return Value::smallInt(descriptorOf(t, args[0])); }
Value streamIsatty(Thread* t, Value* args, size_t) { return Value::boolean(isatty(descriptorOf(t, args[0]))); }

std::string readBytes(int fd, bool line) {
  std::string out;
  char c;
  while (read(fd, &c, 1) == 1) {
    out += c;
    if (line && c == '\n') break;
  }
  return out;
}
Value streamReadLine(Thread* t, Value* args, size_t) {
  Str* s = TRY(decodeUtf8Py(t, readBytes(descriptorOf(t, args[0]), true), "surrogateescape"));
  return Value(s);
}
Value streamRead(Thread* t, Value* args, size_t) {
  Str* s = TRY(decodeUtf8Py(t, readBytes(descriptorOf(t, args[0]), false), "surrogateescape"));
  return Value(s);
}
Value streamNext(Thread* t, Value self) {
  Value line = TRY(streamReadLine(t, &self, 1));
  return line.as<Str>()->length ? line : Value::unbound();
}
Value streamIter(Thread*, Value self) { return self; }

const NativeDef streamMethods[] = {
    {"write", "(self, text, /)", streamWrite, nullptr},
    {"flush", "(self, /)", streamFlush, nullptr},
    {"fileno", "(self, /)", streamFileno, nullptr},
    {"isatty", "(self, /)", streamIsatty, nullptr},
    {"readline", "(self, size=-1, /)", streamReadLine, nullptr},
    {"read", "(self, size=-1, /)", streamRead, nullptr},
};
const TypeSpec streamSpec = {
    .name = "sys.StandardStream",
    .kind = Kind::Instance,
    .flags = kHasInstanceDict,
    .slots = {.iter = streamIter, .next = streamNext},
    .methods = streamMethods,
};

bool setText(Thread* t, Value object, const char* name, const char* text) {
  Str* key = TRY(internStr(t, name));
  Str* s = TRY(internStr(t, text));
  return setAttrPy(t, object, key, Value(s));
}

Value plainStream(Thread* t, Type* type, int fd, const char* name) {
  Object* o = TRY(allocateInstance(t, type, sizeof(Instance)));
  Value v(o);
  Str* key = TRY(internStr(t, "_descriptor"));
  TRY(setAttrPy(t, v, key, Value::smallInt(fd)));
  TRY(setText(t, v, "name", name));
  TRY(setText(t, v, "mode", fd ? "w" : "r"));
  TRY(setText(t, v, "encoding", "utf-8"));
  TRY(setText(t, v, "errors", fd == 2 ? "backslashreplace" : "strict"));
  TRY(setAttrPy(t, v, names::closed, Value::boolean(false)));
  return v;
}

// --- streams of _io

bool isOpen(int fd) { return fcntl(fd, F_GETFD) >= 0; }

// As create_stdio in CPython's pylifecycle.c.
Value ioStream(Thread* t, Value io, int fd, const char* name, std::string encoding, std::string errors) {
  if (!isOpen(fd)) return Value::none();
  bool writing = fd != 0;
  bool unbuffered = config().unbuffered && writing;
  Value open = TRY(getAttrPy(t, io, "open"));
  Str* mode = TRY(internStr(t, writing ? "wb" : "rb"));
  Value none = Value::none();
  Value buffer = TRY(
      callPy(t, open,
             {Value::smallInt(fd), Value(mode), Value::smallInt(unbuffered ? 0 : -1), none, none, none, Value::boolean(false)}));
  Value raw = unbuffered ? buffer : TRY(getAttrPy(t, buffer, names::raw));
  Str* nameText = TRY(internStr(t, name));
  TRY(setAttrPy(t, raw, names::name, Value(nameText)));
  Value tty = TRY(callMethodPy(t, raw, names::isatty));
  bool interactive = config().interactive || TRY(truthPy(t, tty));
  bool writeThrough = unbuffered;
  bool lineBuffering = fd == 2 || (interactive && !unbuffered);
  Str* encodingText = TRY(internStr(t, encoding));
  Str* errorsText = TRY(internStr(t, errors));
  Str* newline = TRY(internStr(t, "\n"));
  Value wrapper = TRY(getAttrPy(t, io, "TextIOWrapper"));
  Value stream = TRY(callPy(t, wrapper,
                            {buffer, Value(encodingText), Value(errorsText), fd == 0 ? none : Value(newline),
                             Value::boolean(lineBuffering), Value::boolean(writeThrough)}));
  Str* modeText = TRY(internStr(t, writing ? "w" : "r"));
  TRY(setAttrPy(t, stream, names::mode, Value(modeText)));
  return stream;
}

// PYTHONIOENCODING=encoding:errors, where it counts.
std::string wantedEncoding() {
  const char* wanted = config().ignoreEnvironment ? nullptr : getenv("PYTHONIOENCODING");
  return wanted ? wanted : "";
}

void standardEncoding(std::string* encoding, std::string* errors) {
  *encoding = "utf-8";
  *errors = "strict";
  // Undecodable bytes survive in the C locale, and in those that take its place (PEP 538, 540).
  const char* locale = setlocale(LC_CTYPE, nullptr);
  for (const char* lenient : {"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"})
    if (!strcmp(locale, lenient)) *errors = "surrogateescape";
  std::string text = wantedEncoding();
  size_t colon = text.find(':');
  // The encoding itself may be one of the library, which cannot be imported yet: see setStandardEncodingPy.
  if (colon > 0 && !text.empty()) *errors = "strict";
  if (colon != std::string::npos && colon + 1 < text.size()) *errors = text.substr(colon + 1);
}

}  // namespace

bool addStandardStreams(Thread* t, Module* m) {
  static const char* const streamNames[] = {"<stdin>", "<stdout>", "<stderr>"};
  static const char* const attributes[] = {"stdin", "stdout", "stderr"};
  static const char* const originals[] = {"__stdin__", "__stdout__", "__stderr__"};
  bool haveIo = findNativeModule("_io");
  Value io = Value::none();
  Type* plain = nullptr;
  if (haveIo) {
    Str* name = TRY(internStr(t, "_io"));
    io = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
    Value open = TRY(getAttrPy(t, io, "open"));
    TRY(moduleSet(t, builtinsModule(), "open", open));
  } else {
    plain = TRY(makeNativeType(t, streamSpec));
  }
  std::string encoding, errors;
  standardEncoding(&encoding, &errors);
  for (int fd = 0; fd < 3; ++fd) {
    Value stream = haveIo ? ioStream(t, io, fd, streamNames[fd], encoding, fd == 2 ? "backslashreplace" : errors)
                          : plainStream(t, plain, fd, streamNames[fd]);
    if (stream.isError()) return false;
    TRY(moduleSet(t, m, attributes[fd], stream));
    TRY(moduleSet(t, m, originals[fd], stream));
  }
  return true;
}

bool setStandardEncodingPy(Thread* t) {
  std::string text = wantedEncoding();
  std::string encoding = text.substr(0, text.find(':'));
  if (encoding.empty()) return true;
  Tuple* codec = TRY(lookupCodecPy(t, encoding));
  Value name = TRY(getAttrPy(t, codec, names::name));
  Str *encodingName = TRY(internStr(t, "encoding")), *errorsName = TRY(internStr(t, "errors"));
  Tuple* keywords = TRY(makeTuple(t, {Value(encodingName), Value(errorsName)}));
  for (Str* streamName : {names::stdinName, names::stdoutName, names::stderrName}) {
    Value stream = sysAttribute(t, streamName);
    if (!stream.isObject() || stream.isNone()) continue;
    Value reconfigure = TRY(getAttrPy(t, stream, "reconfigure"));
    Value values[] = {name, TRY(getAttrPy(t, stream, errorsName))};  // without errors, these would become "strict"
    TRY(callPy(t, reconfigure, Args{values, 0, keywords}));
  }
  return true;
}

}  // namespace typhon
