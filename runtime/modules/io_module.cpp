// The _io module: open(), text_encoding(), open_code(), the standard streams.
#include "runtime/modules/io.h"

#include "runtime/exec/config.h"
#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/io_internal.h"
#include "runtime/modules/io_writers.h"
#include "runtime/types/dict.h"
#include "runtime/types/module.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

struct OpenMode {
  bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false, binary = false;
};

bool parseOpenMode(Thread* t, const std::string& mode, OpenMode* m) {
  uint32_t seen[4] = {};
  for (char c : mode) {
    auto b = static_cast<uint8_t>(c);
    bool repeated = b < 128 && (seen[b >> 5] >> (b & 31) & 1);
    if (b < 128) seen[b >> 5] |= 1u << (b & 31);
    bool known = true;
    if (c == 'x')
      m->creating = true;
    else if (c == 'r')
      m->reading = true;
    else if (c == 'w')
      m->writing = true;
    else if (c == 'a')
      m->appending = true;
    else if (c == '+')
      m->updating = true;
    else if (c == 't')
      m->text = true;
    else if (c == 'b')
      m->binary = true;
    else
      known = false;
    if (!known || repeated) return raise(t, exc::ValueError, "invalid mode: '{}'", mode);
  }
  if (m->text && m->binary) return raise(t, exc::ValueError, "can't have text and binary mode at once");
  if (m->creating + m->reading + m->writing + m->appending > 1)
    return raise(t, exc::ValueError, "must have exactly one of create/read/write/append mode");
  return true;
}

// What abandoned objects have written to the file is to be in it before it is read or overwritten.
void settleFilePy(Thread* t, NativeFn fn, const Value* args, size_t argc) {
  std::string mode = strText(args[1]), path;
  if (mode.find_first_of("rw+") == std::string::npos) return;
  struct stat file;
  if (auto* name = dynCast<Str>(args[0]))
    path = toUtf8(name);
  else if (auto* bytes = dynCast<Bytes>(args[0]))
    path = bytes->view();
  if (!path.empty() && anyWriters() && stat(path.c_str(), &file) == 0) settleWritersPy(t, &file, fn, args, argc);
}

// A path-like object becomes what it stands for.
Value pathLikePy(Thread* t, Value file) {
  if (isInt(file) || isa<Str>(file) || isa<Bytes>(file)) return file;
  Value method = TRY(lookupSpecialPy(t, file, names::__fspath__));
  if (method.isUnbound()) return file;
  Value path = TRY(callPy(t, method));
  if (!isa<Str>(path) && !isa<Bytes>(path))
    return raise(t, exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}", typeName(file), typeName(path));
  return path;
}

Value openFunction(Thread* t, Value* args, size_t argc) {
  static constexpr const char* kNames[] = {"", "mode", "", "encoding", "errors", "newline"};
  for (int i : {1, 3, 4, 5}) {
    if (isa<Str>(args[i]) || (i != 1 && args[i].isNone())) continue;
    return raise(t, exc::TypeError, "open() argument '{}' must be str{}, not {}", kNames[i], i == 1 ? "" : " or None",
                 argumentTypeName(args[i]));
  }
  int buffering = TRY(intArgumentPy(t, args[2]));
  bool closeFd = TRY(truthPy(t, args[6]));
  args[0] = TRY(pathLikePy(t, args[0]));
  settleFilePy(t, openFunction, args, argc);
  return openPy(t, args[0], args[1], buffering, args[3], args[4], args[5], closeFd, args[7]);
}

Value textEncoding(Thread* t, Value* args, size_t) {
  if (!args[0].isNone()) return args[0];
  int level = TRY(intArgumentPy(t, args[1]));
  if (config().warnDefaultEncoding) {
    TRY(warnPy(t, exc::EncodingWarning, "'encoding' argument not specified", level));
  }
  return Value(TRY(internStr(t, config().utf8Mode > 0 ? "utf-8" : "locale")));
}

Value openCode(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) {
    return raise(t, exc::TypeError, "open_code() argument 'path' must be str, not {}", argumentTypeName(args[0]));
  }
  return ioOpenPy(t, args[0], "rb");
}

constexpr NativeDef kFunctions[] = {
    {"open", "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", openFunction,
     "Open file and return a stream.  Raise OSError upon failure.\n\nfile is a text or byte string giving the name "
     "(and the "
     "path if the file isn't in the\ncurrent working directory) of the file to be opened, or an integer file "
     "descriptor of\n"
     "the file to be wrapped.  mode tells how it is opened: 'r' reading (default), 'w' writing\n(truncating the file "
     "first), "
     "'x' creating a new file and writing, 'a' appending; with 'b'\nbinary, 't' text (default), '+' for updating.  "
     "buffering: "
     "0 switches buffering off\n(binary mode only), 1 selects line buffering (text mode only), larger integers the "
     "size\nof "
     "the buffer.  encoding, errors and newline apply to text mode; closefd False keeps a\ngiven descriptor open; "
     "opener is "
     "called as opener(file, flags) to get a descriptor."},
    {"text_encoding", "(encoding, stacklevel=2, /)", textEncoding,
     "A helper function to choose the text encoding.\n\nWhen encoding is not None, this function returns "
     "it.\nOtherwise, this "
     "function returns the default text encoding\n(i.e. \"locale\" or \"utf-8\" depends on UTF-8 mode)."},
    {"open_code", "(path)", openCode,
     "Opens a file that is going to be run as code: like open(path, 'rb'), with room for further checks."},
};

// What finalizeStream would leave alone, told without running Python code.
bool isClosedFile(Value v) {
  auto f = dynCast<FileIO>(v);
  return f && typeOf(v) == io::fileIO && f->fd < 0;
}
bool isIdleFile(const Object* o) {
  auto f = static_cast<const FileIO*>(o);
  return f->wrapped || f->fd < 0;
}
bool isNativeBuffered(const Type* type) {
  return type == io::bufferedReader || type == io::bufferedWriter || type == io::bufferedRandom;
}
bool isIdleBuffered(const Object* o) {
  auto b = static_cast<const Buffered*>(o);
  return b->wrapped || !b->initialised || (isNativeBuffered(shapeOf(o)->type) && isClosedFile(b->raw));
}
bool isIdleText(const Object* o) {
  if (shapeOf(o)->type != io::textIO) return false;
  Value buffer = static_cast<const TextIO*>(o)->buffer;
  return isa<Buffered>(buffer) && isNativeBuffered(typeOf(buffer)) && isClosedFile(buffer.as<Buffered>()->raw);
}
// Streams in memory, unless a subclass or the instance has a close() of its own.
bool isIdleMemory(const Object* o) { return o->shape == io::bytesIO->rootShape->id || o->shape == io::stringIO->rootShape->id; }

bool init(Thread* t, Module* m) {
  setIdleFinalizerTest(Kind::FileIO, isIdleFile);
  setIdleFinalizerTest(Kind::Buffered, isIdleBuffered);
  setIdleFinalizerTest(Kind::TextIO, isIdleText);
  setIdleFinalizerTest(Kind::BytesIO, isIdleMemory);
  setIdleFinalizerTest(Kind::StringIO, isIdleMemory);
  struct Row {
    Type** slot;
    const TypeSpec* spec;
  };
  using namespace io;
  static constexpr Row kRows[] = {
      {&ioBase, &ioBaseSpec},
      {&rawIOBase, &rawIOBaseSpec},
      {&bufferedIOBase, &bufferedIOBaseSpec},
      {&textIOBase, &textIOBaseSpec},
      {&fileIO, &fileIOSpec},
      {&bufferedReader, &bufferedReaderSpec},
      {&bufferedWriter, &bufferedWriterSpec},
      {&bufferedRandom, &bufferedRandomSpec},
      {&bufferedPair, &bufferedPairSpec},
      {&bytesIO, &bytesIOSpec},
      {&bytesIOBuffer, &bytesIOBufferSpec},
      {&stringIO, &stringIOSpec},
      {&textIO, &textIOSpec},
      {&newlineDecoder, &newlineDecoderSpec},
  };
  for (const Row& row : kRows) {
    addRoot(row.slot);
    *row.slot = TRY(moduleAddType(t, m, *row.spec));
  }
  // class UnsupportedOperation(OSError, ValueError)
  addRoot(&unsupportedOperation);
  Value name = TRY(internStr(t, "UnsupportedOperation"));
  Value bases = TRY(makeTuple(t, {Value(exc::OSError), Value(exc::ValueError)}));
  Dict* body = TRY(makeDict(t));
  TRY(dictSetStr(t, body, names::__module__, TRY(internStr(t, "io"))));
  Value cls = TRY(callPy(t, Value(types::type), {name, bases, Value(body)}));
  unsupportedOperation = cls.as<Type>();
  TRY(moduleSet(t, m, "UnsupportedOperation", cls));
  TRY(moduleSet(t, m, "BlockingIOError", Value(exc::BlockingIOError)));
  return moduleSet(t, m, "DEFAULT_BUFFER_SIZE", Value::smallInt(kDefaultBufferSize));
}

}  // namespace

Value openPy(Thread* t, Value file, Value mode, int64_t buffering, Value encoding, Value errors, Value newline, bool closeFd,
             Value opener) {
  std::string modeText = strText(mode);
  OpenMode m;
  file = TRY(pathLikePy(t, file));
  TRY(parseOpenMode(t, modeText, &m));
  if (m.binary && !encoding.isNone()) return raise(t, exc::ValueError, "binary mode doesn't take an encoding argument");
  if (m.binary && !errors.isNone()) return raise(t, exc::ValueError, "binary mode doesn't take an errors argument");
  if (m.binary && !newline.isNone()) return raise(t, exc::ValueError, "binary mode doesn't take a newline argument");
  if (m.binary && buffering == 1) {
    TRY(warnPy(t, exc::RuntimeWarning,
               "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1));
  }
  std::string rawMode;
  if (m.creating) rawMode += 'x';
  if (m.reading) rawMode += 'r';
  if (m.writing) rawMode += 'w';
  if (m.appending) rawMode += 'a';
  if (m.updating) rawMode += '+';
  Value raw = TRY(makeFileIOPy(t, file, rawMode.c_str(), closeFd, opener)), result = raw;
  auto build = [&]() -> Value {
    bool lineBuffering = buffering == 1;
    if (buffering < 0 || buffering == 1) {
      if (buffering < 0) lineBuffering = TRY(truthPy(t, TRY(callMethodPy(t, raw, names::isatty))));
      buffering = raw.as<FileIO>()->blockSize;
    }
    if (buffering < 0) return raise(t, exc::ValueError, "invalid buffering size");
    if (buffering == 0) {
      if (!m.binary) return raise(t, exc::ValueError, "can't have unbuffered text I/O");
      return raw;
    }
    Type* type = m.updating ? io::bufferedRandom : m.creating || m.writing || m.appending ? io::bufferedWriter : nullptr;
    if (!type) type = m.reading ? io::bufferedReader : nullptr;
    if (!type) return raise(t, exc::ValueError, "unknown mode: '{}'", modeText);
    result = TRY(makeBufferedPy(t, type, raw, buffering));
    if (m.binary) return result;
    result = TRY(makeTextIOPy(t, result, encoding, errors, newline, lineBuffering, false));
    TRY(setAttrPy(t, result, names::mode, mode));
    return result;
  };
  Value stream = build();
  if (!stream.isError()) return stream;
  Value error = takePending(t);
  if (callMethodPy(t, result, names::close).isError()) clearPending(t);
  restorePending(t, error);
  return Value::error();
}

Value ioOpenPy(Thread* t, Value file, const char* mode, int buffering, const char* encoding, const char* errors,
               const char* newline) {
  TRY(ioModulePy(t));
  auto text = [&](const char* s) -> Value {
    if (!s) return Value::none();
    return Value(TRY(makeStr(t, s)));
  };
  Value modeValue = TRY(text(mode)), encodingValue = TRY(text(encoding)), errorsValue = TRY(text(errors));
  Value newlineValue = TRY(text(newline));
  return openPy(t, file, modeValue, buffering, encodingValue, errorsValue, newlineValue, true, Value::none());
}

Module* ioModulePy(Thread* t) {
  Value none = Value::none();
  Value module = TRY(importNamePy(t, TRY(internStr(t, "_io")), nullptr, none, none, Value::smallInt(0)));
  if (!isa<Module>(module)) return raise(t, exc::ImportError, "_io is not a module");
  return module.as<Module>();
}

extern const ModuleSpec ioModule = {"_io", kFunctions,
                                    "The io module provides the Python interfaces to stream handling. The\nbuiltin "
                                    "open function is defined in this module.",
                                    init};

}  // namespace typhon
