// types.SimpleNamespace: an object that is nothing but its attributes.
#include "runtime/types/simple_namespace.h"

#include "runtime/memory/heap.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// args: self, the dict of keywords, then positional values (none are allowed).
Value namespaceInit(Thread* t, Value* args, size_t argc) {
  if (argc > 2) return raise(t, exc::TypeError, "no positional arguments expected");
  Dict* attributes = args[1].as<Dict>();
  size_t position = 0;
  Value key, v;
  while (dictNext(attributes, &position, &key, &v)) {
    Str* name = TRY(internStr(t, key.as<Str>()));
    TRY(genericSetAttrPy(t, args[0], name, v));
  }
  return Value::none();
}
const NativeDef initDef = {"__init__", "(self, /, *args, **kwargs)", namespaceInit, nullptr};

Value namespaceCreate(Thread* t, Type* cls, const Args&) {
  Object* o = TRY(allocateInstance(t, cls, sizeof(Instance)));
  return Value(o);
}

Value namespaceRepr(Thread* t, Value self) {
  std::string name = typeOf(self) == types::simpleNamespace ? "namespace" : toUtf8(typeOf(self)->name);
  ReprGuard guard(t, self.asObject());
  std::string text = name + "(";
  if (guard.nested()) {
    text += "...";
  } else {
    Value d = TRY(instanceDict(t, self));
    size_t position = 0;
    Value key, v;
    bool first = true;
    while (dictNext(d.as<Dict>(), &position, &key, &v)) {
      if (!isa<Str>(key) || key.as<Str>()->length == 0) continue;
      if (!first) text += ", ";
      first = false;
      text += toUtf8(key.as<Str>()) + "=";
      text += TRY(reprTextPy(t, v));
    }
  }
  Str* out = TRY(makeStr(t, text + ")"));
  return Value(out);
}

Value namespaceCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isInstance(a, types::simpleNamespace) || !isInstance(b, types::simpleNamespace)) return notImplemented;
  Value x = TRY(instanceDict(t, a)), y = TRY(instanceDict(t, b));
  return comparePy(t, op, x, y);
}

Value namespaceReduce(Thread* t, Value* args, size_t) {
  Value d = TRY(instanceDict(t, args[0]));
  Tuple* out = TRY(makeTuple(t, {Value(typeOf(args[0])), Value(emptyTuple()), d}));
  return Value(out);
}

const NativeDef namespaceMethods[] = {{"__reduce__", "(self, /)", namespaceReduce, "Return state information for pickling"}};

}  // namespace

Value makeSimpleNamespace(Thread* t) { return namespaceCreate(t, types::simpleNamespace, Args{}); }

extern const TypeSpec simpleNamespaceSpec = {
    .name = "types.SimpleNamespace",
    .kind = Kind::Instance,
    .flags = kBaseType | kHasInstanceDict,
    .slots = {.repr = namespaceRepr, .compare = namespaceCompare, .create = namespaceCreate},
    .methods = namespaceMethods,
    .init = &initDef,
    .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
};

}  // namespace typhon
