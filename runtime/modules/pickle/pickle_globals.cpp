// How a Pickler writes what it refers to by name, and what __reduce__ describes.
#include <algorithm>

#include "runtime/modules/pickle/pickling.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::pickle {

Value Pickling::attributePathPy(Value root, const std::string& path, Value* parent) {
  Value at = root;
  for (size_t start = 0; start <= path.size();) {
    size_t dot = std::min(path.find('.', start), path.size());
    std::string part = path.substr(start, dot - start);
    if (part == "<locals>") return Value::unbound();
    Str* name = TRY(internStr(t, part));
    *parent = at;
    at = TRY(findAttrPy(t, at, name));
    if (at.isUnbound()) return at;
    start = dot + 1;
  }
  return at;
}

Value Pickling::whichModulePy(Value v, const std::string& path) {
  Value module = TRY(findAttrPy(t, v, names::__module__));
  if (!module.isUnbound() && !module.isNone()) return module;
  Value modules = TRY(modulesPy());
  if (auto* dict = dynCast<Dict>(modules)) {
    Dict* copy = TRY(dictCopy(t, dict));
    size_t position = 0;
    Value name, candidate;
    while (dictNext(copy, &position, &name, &candidate)) {
      if (candidate.isNone() || (isa<Str>(name) && (equals(name.as<Str>(), "__main__") || equals(name.as<Str>(), "__mp_main__"))))
        continue;
      Value parent;
      Value found = attributePathPy(candidate, path, &parent);
      if (found.isError()) {
        clearPending(t);
        continue;
      }
      if (found == v) return name;
    }
  }
  return Value(TRY(internStr(t, "__main__")));
}

bool Pickling::saveGlobalPy(Value v, Value nameOrUnbound) {
  Value name = nameOrUnbound;
  if (name.isUnbound()) {
    name = TRY(findAttrPy(t, v, names::__qualname__));
    if (name.isUnbound()) name = TRY(getAttrPy(t, v, names::__name__));
  }
  if (!isa<Str>(name)) return raise(t, exc::TypeError, "__qualname__ must be a str, not {}", typeName(name));
  std::string path = toUtf8(name.as<Str>());
  std::string shown;
  auto describe = [&]() -> bool {
    shown = TRY(reprTextPy(t, v));
    return true;
  };
  if (path == "<locals>" || path.starts_with("<locals>.") || path.find(".<locals>") != std::string::npos)
    return raise(t, exc::AttributeError, "Can't pickle local object '{}'", path);
  Value module = TRY(whichModulePy(v, path));
  if (!isa<Str>(module)) return raise(t, exc::TypeError, "__module__ must be a str, not {}", typeName(module));
  Value imported = importByName(module);
  if (imported.isError()) {
    clearPending(t);
    TRY(describe());
    std::string moduleShown = TRY(reprTextPy(t, module));
    return raise(t, picklingError, "Can't pickle {}: import of module {} failed", shown, moduleShown);
  }
  Value parent;
  Value found = attributePathPy(imported, path, &parent);
  if (found.isError()) {
    clearPending(t);
    found = Value::unbound();
  }
  if (found.isUnbound()) {
    TRY(describe());
    return raise(t, picklingError, "Can't pickle {}: attribute lookup {} on {} failed", shown, path, toUtf8(module.as<Str>()));
  }
  if (!isIdentical(found, v)) {
    TRY(describe());
    return raise(t, picklingError, "Can't pickle {}: it's not the same object as {}.{}", shown, toUtf8(module.as<Str>()), path);
  }
  if (s.protocol >= 2) {
    Registries* registries = TRY(registriesPy(t));
    Tuple* key = TRY(makeTuple(t, {module, name}));
    Value code = TRY(dictGetPy(t, registries->extensionRegistry.as<Dict>(), Value(key)));
    if (!code.isUnbound()) return saveExtensionPy(code, v);
  }
  size_t lastDot = path.rfind('.');
  // A path may lead back to its module.
  if (lastDot != std::string::npos && isIdentical(parent, imported)) {
    path.erase(0, lastDot + 1);
    name = Value(TRY(makeStr(t, path)));
    lastDot = std::string::npos;
  }
  if (s.protocol >= 4) {
    TRY(savePy(module));
    TRY(savePy(name));
    op(kStackGlobal);
  } else if (lastDot != std::string::npos) {
    // Nested names: getattr(parent, name).
    Value getattr = TRY(importAttributePy(t, "builtins", "getattr"));
    Str* last = TRY(makeStr(t, path.substr(lastDot + 1)));
    Tuple* arguments = TRY(makeTuple(t, {parent, Value(last)}));
    Tuple* reduced = TRY(makeTuple(t, {getattr, Value(arguments)}));
    return saveReducePy(reduced, v);
  } else {
    Value moduleName = module, globalName = name;
    if (s.fixImports && s.protocol < 3) TRY(fixNamesPy(&moduleName, &globalName));
    std::string text = std::string(1, static_cast<char>(kGlobal));
    for (Value part : {moduleName, globalName}) {
      if (s.protocol < 3 && !part.as<Str>()->isAscii()) {
        return raise(t, picklingError, "can't pickle global identifier '{}.{}' using pickle protocol {}",
                     toUtf8(module.as<Str>()), path, s.protocol);
      }
      text += toUtf8(part.as<Str>());
      text += '\n';
    }
    raw(text);
  }
  return memoize(v);
}

Value Pickling::importByName(Value module) {
  Value import = TRY(importAttributePy(t, "builtins", "__import__"));
  TRY(callPy(t, import, {module}));
  Value modules = TRY(modulesPy());
  return getItemPy(t, modules, module);
}

bool Pickling::fixNamesPy(Value* module, Value* name) {
  Registries* registries = TRY(registriesPy(t));
  Tuple* key = TRY(makeTuple(t, {*module, *name}));
  Value pair = TRY(dictGetPy(t, registries->reverseNameMapping.as<Dict>(), Value(key)));
  if (!pair.isUnbound() && isa<Tuple>(pair) && pair.as<Tuple>()->length == 2) {
    *module = pair.as<Tuple>()->items[0];
    *name = pair.as<Tuple>()->items[1];
    return true;
  }
  Value mapped = TRY(dictGetPy(t, registries->reverseImportMapping.as<Dict>(), *module));
  if (!mapped.isUnbound() && isa<Str>(mapped)) *module = mapped;
  return true;
}

bool Pickling::saveExtensionPy(Value code, Value v) {
  int64_t number = 0;
  if (!isInt(code) || !fitsInt64(code, &number) || number <= 0 || number > INT32_MAX) {
    std::string shown = TRY(reprTextPy(t, v)), codeShown = TRY(reprTextPy(t, code));
    if (!isInt(code)) return raise(t, picklingError, "Can't pickle {}: extension code {} isn't an integer", shown, codeShown);
    return raise(t, exc::RuntimeError, "Can't pickle {}: extension code {} is out of range", shown, codeShown);
  }
  if (number < 256) {
    op(kExt1, static_cast<uint8_t>(number));
  } else if (number < 65536) {
    op(kExt2, static_cast<uint16_t>(number));
  } else {
    op(kExt4, static_cast<uint32_t>(number));
  }
  return true;
}

bool Pickling::saveReducePy(Tuple* reduced, Value object) {
  size_t n = reduced->length;
  if (n < 2 || n > 6) return raise(t, picklingError, "tuple returned by __reduce__ must contain 2 through 6 elements");
  Value callable = reduced->items[0], arguments = reduced->items[1];
  Value state = n > 2 ? reduced->items[2] : Value::none(), listItems = n > 3 ? reduced->items[3] : Value::none();
  Value dictItems = n > 4 ? reduced->items[4] : Value::none(), stateSetter = n > 5 ? reduced->items[5] : Value::none();
  if (!isCallable(callable)) return raise(t, picklingError, "first item of the tuple returned by __reduce__ must be callable");
  if (!isa<Tuple>(arguments)) return raise(t, picklingError, "second item of the tuple returned by __reduce__ must be a tuple");
  if (!listItems.isNone() && !typeOf(listItems)->slots.next)
    return raise(t, picklingError, "fourth element of the tuple returned by __reduce__ must be an iterator, not {}",
                 typeName(listItems));
  if (!dictItems.isNone() && !typeOf(dictItems)->slots.next)
    return raise(t, picklingError, "fifth element of the tuple returned by __reduce__ must be an iterator, not {}",
                 typeName(dictItems));
  if (!stateSetter.isNone() && !isCallable(stateSetter))
    return raise(t, picklingError, "sixth element of the tuple returned by __reduce__ must be a function, not {}",
                 typeName(stateSetter));
  bool newObj = false, newObjEx = false;
  if (s.protocol >= 2) {
    Value name = TRY(findAttrPy(t, callable, names::__name__));
    if (!name.isUnbound() && isa<Str>(name)) {
      newObjEx = equals(name.as<Str>(), "__newobj_ex__");
      newObj = equals(name.as<Str>(), "__newobj__");
    }
  }
  auto* args = arguments.as<Tuple>();
  if (newObjEx) {
    if (args->length != 3)
      return raise(t, picklingError, "length of the NEWOBJ_EX argument tuple must be exactly 3, not {}", args->length);
    Value cls = args->items[0], positional = args->items[1], keywords = args->items[2];
    if (!isa<Type>(cls))
      return raise(t, picklingError, "first item from NEWOBJ_EX argument tuple must be a class, not {}", typeName(cls));
    if (!isa<Tuple>(positional))
      return raise(t, picklingError, "second item from NEWOBJ_EX argument tuple must be a tuple, not {}", typeName(positional));
    if (!isa<Dict>(keywords))
      return raise(t, picklingError, "third item from NEWOBJ_EX argument tuple must be a dict, not {}", typeName(keywords));
    if (s.protocol >= 4) {
      TRY(savePy(cls));
      TRY(savePy(positional));
      TRY(savePy(keywords));
      op(kNewObjEx);
    } else {
      Value partial = TRY(importAttributePy(t, "functools", "partial"));
      Value create = TRY(getAttrPy(t, cls, names::__new__));
      auto* p = positional.as<Tuple>();
      Tuple* all = TRY(makeTuple(t, p->length + 2));
      all->items[0] = create;
      all->items[1] = cls;
      for (size_t i = 0; i < p->length; ++i) all->items[i + 2] = p->items[i];
      writeBarrier(all);
      Value maker = TRY(callExPy(t, partial, all, keywords.as<Dict>()));
      TRY(savePy(maker));
      TRY(savePy(Value(emptyTuple())));
      op(kReduce);
    }
  } else if (newObj) {
    if (args->length < 1) return raise(t, picklingError, "__newobj__ arglist is empty");
    Value cls = args->items[0];
    Value create = TRY(findAttrPy(t, cls, names::__new__));
    if (create.isUnbound()) return raise(t, picklingError, "args[0] from __newobj__ args does not have __new__");
    if (!object.isUnbound()) {
      Value own = TRY(getAttrPy(t, object, names::__class__));
      if (own != cls) return raise(t, picklingError, "args[0] from __newobj__ args has the wrong class");
    }
    TRY(savePy(cls));
    Value rest = TRY(tupleSlice(t, args, 1, args->length));
    TRY(savePy(rest));
    op(kNewObj);
  } else {
    TRY(savePy(callable));
    TRY(savePy(arguments));
    op(kReduce);
  }
  if (!object.isUnbound()) {
    int64_t known = memoized(object);
    if (known >= 0) {
      // A recursive structure that reduces to a call: the object exists already.
      op(kPop);
      return recall(known);
    }
    TRY(memoize(object));
  }
  if (!listItems.isNone()) TRY(batchItemsPy(listItems));
  if (!dictItems.isNone()) TRY(batchPairsPy(dictItems));
  if (!state.isNone()) {
    if (stateSetter.isNone()) {
      TRY(savePy(state));
      op(kBuild);
    } else {
      TRY(savePy(stateSetter));
      TRY(savePy(object));
      TRY(savePy(state));
      op(kTuple2);
      op(kReduce);
      op(kPop);
    }
  }
  return true;
}

bool Pickling::saveSingletonTypePy(Value type, Value singleton) {
  Tuple* arguments = TRY(makeTuple(t, {singleton}));
  Tuple* reduced = TRY(makeTuple(t, {Value(types::type), Value(arguments)}));
  return saveReducePy(reduced, type);
}

bool Pickling::saveTypePy(Value v) {
  if (v == Value(types::noneType)) return saveSingletonTypePy(v, Value::none());
  if (v == Value(types::ellipsisType)) return saveSingletonTypePy(v, ellipsis);
  if (v == Value(types::notImplementedType)) return saveSingletonTypePy(v, notImplemented);
  return saveGlobalPy(v, Value::unbound());
}

}  // namespace typhon::pickle
