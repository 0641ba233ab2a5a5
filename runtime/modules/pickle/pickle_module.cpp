// The _pickle module: its functions, exceptions and PickleBuffer.
#include "runtime/memory/roots.h"
#include "runtime/modules/pickle/pickle.h"
#include "runtime/object/record.h"
#include "runtime/types/buffer.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"

namespace typhon {
namespace pickle {

Type *pickleError, *picklingError, *unpicklingError, *bufferType;

namespace {

struct PickleBuffer : Record {
  static constexpr uint32_t kValues = 1;
  Value object;  // Unbound once released
};

Registries registries;
bool registriesReady = false;

}  // namespace

Registries* registriesPy(Thread* t) {
  if (registriesReady) return &registries;
  const struct {
    Value* place;
    const char* module;
    const char* name;
  } rows[] = {
      {&registries.dispatchTable, "copyreg", "dispatch_table"},
      {&registries.extensionRegistry, "copyreg", "_extension_registry"},
      {&registries.invertedRegistry, "copyreg", "_inverted_registry"},
      {&registries.extensionCache, "copyreg", "_extension_cache"},
      {&registries.nameMapping, "_compat_pickle", "NAME_MAPPING"},
      {&registries.importMapping, "_compat_pickle", "IMPORT_MAPPING"},
      {&registries.reverseNameMapping, "_compat_pickle", "REVERSE_NAME_MAPPING"},
      {&registries.reverseImportMapping, "_compat_pickle", "REVERSE_IMPORT_MAPPING"},
  };
  for (auto& row : rows) {
    Value v = TRY(importAttributePy(t, row.module, row.name));
    if (!isa<Dict>(v)) return raise(t, exc::RuntimeError, "{}.{} should be a dict, not {}", row.module, row.name, typeName(v));
    *row.place = v;
  }
  registriesReady = true;
  return &registries;
}

// --- PickleBuffer

Value bufferObject(Thread* t, Value pickleBuffer) {
  Value object = pickleBuffer.as<PickleBuffer>()->object;
  if (object.isUnbound()) return raise(t, exc::ValueError, "operation forbidden on released PickleBuffer object");
  return object;
}

namespace {

Value bufferNew(Thread* t, Value* args, size_t) {
  BufferHolder probe;
  TRY(probe.acquirePy(t, args[1], kBufferFull));
  auto* b = TRY(makeRecord<PickleBuffer>(t, args[0].as<Type>()));
  b->object = args[1];
  writeBarrier(b);
  return b;
}
Value bufferRaw(Thread* t, Value* args, size_t) {
  Value object = TRY(bufferObject(t, args[0]));
  static Str* castName = internStr(t, "cast");
  Value view = TRY(callPy(t, Value(types::memoryview), {object}));
  Value contiguous = TRY(getAttrPy(t, view, "contiguous"));
  if (!contiguous.isTrue()) return raise(t, exc::BufferError, "cannot extract raw buffer from non-contiguous buffer");
  Str* format = TRY(internStr(t, "B"));
  return callMethodPy(t, view, castName, {Value(format)});
}
Value bufferRelease(Thread*, Value* args, size_t) {
  args[0].as<PickleBuffer>()->object = Value::unbound();
  return Value::none();
}
bool bufferGet(Thread* t, Value self, BufferView* view, int flags) {
  Value object = TRY(bufferObject(t, self));
  return getBufferPy(t, object, view, flags);
}

const NativeDef kBufferMethods[] = {
    {"raw", "(self, /)", bufferRaw, "Return a memoryview of the raw memory underlying this buffer."},
    {"release", "(self, /)", bufferRelease, "Gives the buffer back."},
};
const NativeDef kBufferNew = {"__new__", "(cls, object, /)", bufferNew, nullptr};

// --- functions

Value dumpsFunction(Thread* t, Value* args, size_t) { return dumpPy(t, args[0], Value::unbound(), args[1], args[2], args[3]); }
Value dumpFunction(Thread* t, Value* args, size_t) { return dumpPy(t, args[0], args[1], args[2], args[3], args[4]); }
Value loadsFunction(Thread* t, Value* args, size_t) {
  return loadPy(t, args[0], Value::unbound(), args[1], args[2], args[3], args[4]);
}
Value loadFunction(Thread* t, Value* args, size_t) {
  return loadPy(t, Value::unbound(), args[0], args[1], args[2], args[3], args[4]);
}

const NativeDef kFunctions[] = {
    {"dump", "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", dumpFunction,
     "Write a pickled representation of obj to the open file object file."},
    {"dumps", "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", dumpsFunction,
     "Return the pickled representation of the object as a bytes object."},
    {"load", "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None)", loadFunction,
     "Read and return an object from the pickle data stored in a file."},
    {"loads", "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None)", loadsFunction,
     "Read and return an object from the given pickle data."},
};

void traceRegistries(Tracer& tracer) { tracer.visitRange(&registries.dispatchTable, sizeof registries / sizeof(Value)); }

bool init(Thread* t, Module* m) {
  for (Type** type : {&pickleError, &picklingError, &unpicklingError, &picklerType, &unpicklerType, &bufferType, &picklerMemoType,
                      &unpicklerMemoType})
    addRoot(type);
  addRootFunction(traceRegistries);
  pickleError = TRY(moduleAddException(t, m, "_pickle.PickleError"));
  picklingError = TRY(moduleAddException(t, m, "_pickle.PicklingError", pickleError));
  unpicklingError = TRY(moduleAddException(t, m, "_pickle.UnpicklingError", pickleError));
  picklerType = TRY(moduleAddType(t, m, picklerSpec));
  unpicklerType = TRY(moduleAddType(t, m, unpicklerSpec));
  bufferType = TRY(moduleAddType(t, m, bufferSpec));
  picklerMemoType = TRY(makeNativeType(t, picklerMemoSpec));
  unpicklerMemoType = TRY(makeNativeType(t, unpicklerMemoSpec));
  return true;
}

}  // namespace

const TypeSpec bufferSpec = {.name = "pickle.PickleBuffer",
                             .kind = kRecordKind,
                             .flags = kBaseType | kWeakReferable,
                             .slots = {.buffer = bufferGet},
                             .methods = kBufferMethods,
                             .create = &kBufferNew,
                             .doc = "Wrapper for potentially out-of-band buffers"};

}  // namespace pickle

extern const ModuleSpec pickleModule = {"_pickle", pickle::kFunctions, "Pickling and unpickling in native code.", pickle::init};

}  // namespace typhon
