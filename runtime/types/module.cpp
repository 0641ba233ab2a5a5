// module objects, and modules declared in C++.
#include "runtime/types/module.h"

#include "runtime/memory/heap.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Value moduleCreate(Thread* t, Type* cls, const Args&) {
  auto* m = TRY(allocate<Module>(t, cls));
  m->dict = TRY(makeCellDict(t));
  writeBarrier(m);
  return Value(m);
}

bool setInitialAttributes(Thread* t, Module* m, Value name, Value doc) {
  return dictSetStr(t, m->dict, names::__name__, name) && dictSetStr(t, m->dict, names::__doc__, doc) &&
         dictSetStr(t, m->dict, names::__package__, Value::none()) && dictSetStr(t, m->dict, names::__loader__, Value::none()) &&
         dictSetStr(t, m->dict, names::__spec__, Value::none());
}

Value moduleInit(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "module() argument 'name' must be str, not {}", argumentTypeName(args[1]));
  TRY(setInitialAttributes(t, args[0].as<Module>(), args[1], args[2]));
  return Value::none();
}
const NativeDef initDef = {"__init__", "(self, name, doc=None)", moduleInit, nullptr};

Value shown(Thread* t, std::string_view text) {
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}

// As importlib._bootstrap._module_repr words it.
Value moduleRepr(Thread* t, Value self) {
  Dict* d = self.as<Module>()->dict;
  Value name = dictGetStr(d, names::__name__);
  Value loader = dictGetStr(d, names::__loader__);
  Value spec = dictGetStr(d, names::__spec__);
  if (!spec.isUnbound() && !spec.isNone()) {
    Str* originName = TRY(internStr(t, "origin"));
    Str* locationName = TRY(internStr(t, "has_location"));
    Value specName = TRY(findAttrPy(t, spec, names::name));
    Value origin = TRY(findAttrPy(t, spec, originName));
    std::string nameText = specName.isUnbound() || specName.isNone() ? "'?'" : TRY(reprTextPy(t, specName));
    if (origin.isUnbound() || origin.isNone()) {
      Str* loaderName = TRY(internStr(t, "loader"));
      Value specLoader = TRY(findAttrPy(t, spec, loaderName));
      if (specLoader.isUnbound() || specLoader.isNone()) return shown(t, "<module " + nameText + ">");
      std::string loaderText = TRY(reprTextPy(t, specLoader));
      return shown(t, "<module " + nameText + " (" + loaderText + ")>");
    }
    Value hasLocation = TRY(findAttrPy(t, spec, locationName));
    bool located = !hasLocation.isUnbound() && TRY(truthPy(t, hasLocation));
    if (located) {
      std::string originText = TRY(reprTextPy(t, origin));
      return shown(t, "<module " + nameText + " from " + originText + ">");
    }
    Str* originText = TRY(strPy(t, origin));
    return shown(t, "<module " + nameText + " (" + toUtf8(originText) + ")>");
  }
  std::string nameText = name.isUnbound() ? "'?'" : TRY(reprTextPy(t, name));
  Value file = dictGetStr(d, names::__file__);
  if (!file.isUnbound()) {
    std::string fileText = TRY(reprTextPy(t, file));
    return shown(t, "<module " + nameText + " from " + fileText + ">");
  }
  if (loader.isUnbound() || loader.isNone()) return shown(t, "<module " + nameText + ">");
  std::string loaderText = TRY(reprTextPy(t, loader));
  return shown(t, "<module " + nameText + " (" + loaderText + ")>");
}

Value moduleDir(Thread* t, Value* args, size_t) {
  Value namespaceDict = TRY(getAttrPy(t, args[0], names::__dict__));
  if (!isa<Dict>(namespaceDict)) return raise(t, exc::TypeError, "<module>.__dict__ is not a dictionary");
  Value hook = dictGetStr(namespaceDict.as<Dict>(), names::__dir__);
  if (!hook.isUnbound()) return callPy(t, hook);
  List* keys = TRY(toListPy(t, namespaceDict));
  return Value(keys);
}

Value getDict(Thread*, Value self) { return Value(self.as<Module>()->dict); }

bool setDict(Thread* t, Value self, Value) { return raiseAttribute(t, self, names::__dict__, "readonly attribute"); }

Value getAnnotations(Thread* t, Value self) {
  Dict* d = self.as<Module>()->dict;
  Value v = dictGetStr(d, names::__annotations__);
  if (!v.isUnbound()) return v;
  Dict* made = TRY(makeDict(t));
  TRY(dictSetStr(t, d, names::__annotations__, Value(made)));
  return Value(made);
}
bool setAnnotations(Thread* t, Value self, Value v) {
  Dict* d = self.as<Module>()->dict;
  if (!v.isUnbound()) return dictSetStr(t, d, names::__annotations__, v);
  if (!dictDeleteStr(t, d, names::__annotations__)) return raiseAttribute(t, self, names::__annotations__, "__annotations__");
  return true;
}

const NativeDef moduleMethods[] = {{"__dir__", "(self, /)", moduleDir, "__dir__() -> list\nspecialized dir() implementation"}};
const GetSetDef moduleGetSets[] = {
    {"__dict__", getDict, setDict, nullptr},
    {"__annotations__", getAnnotations, setAnnotations, nullptr},
};

}  // namespace

Module* makeModule(Thread* t, Str* name) {
  Value v = TRY(moduleCreate(t, types::module, Args{}));
  TRY(setInitialAttributes(t, v.as<Module>(), Value(name), Value::none()));
  return v.as<Module>();
}

bool moduleSet(Thread* t, Module* m, const char* name, Value v) {
  Str* key = TRY(internStr(t, name));
  return dictSetStr(t, m->dict, key, v);
}

Type* moduleAddType(Thread* t, Module* m, const TypeSpec& spec) {
  Type* type = TRY(makeNativeType(t, spec));
  TRY(dictSetStr(t, m->dict, type->name, Value(type)));
  return type;
}

extern const TypeSpec moduleSpec = {
    .name = "module",
    .kind = Kind::Module,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = moduleRepr, .getAttribute = moduleGetAttrPy, .setAttribute = genericSetAttrPy, .create = moduleCreate},
    .methods = moduleMethods,
    .getsets = moduleGetSets,
    .init = &initDef,
    .doc = "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
};

size_t sizeOf_Module(const Object*) { return sizeof(Module); }
void trace_Module(Object* o, Tracer& tracer) { tracer.visit(static_cast<Module*>(o)->dict); }

}  // namespace typhon
