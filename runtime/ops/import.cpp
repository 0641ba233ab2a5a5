// The import statement: what IMPORT_NAME, IMPORT_FROM and `import *` do. They call builtins.__import__ when a program has
// replaced it, else the importer of runtime/modules/import_system.h.
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/modules/import_system.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Value importNamePy(Thread* t, Str* name, Dict* globals, Value locals, Value fromlist, Value level) {
  Frame* frame = t->frame;
  Value import = frame ? dictGetStr(frame->function->builtins, names::__import__) : Value::unbound();
  if (frame && import.isUnbound()) return raise(t, exc::ImportError, "__import__ not found");
  if (!frame || isDefaultImport(import))
    return importModulePy(t, name, globals ? Value(globals) : Value::none(), fromlist,
                          level.isSmallInt() ? level.asSmallInt() : 0);
  return callPy(t, import, {Value(name), globals ? Value(globals) : Value::none(), locals, fromlist, level});
}

Value importFromPy(Thread* t, Value module, Str* name) {
  Value v = TRY(findAttrPy(t, module, name));
  if (!v.isUnbound()) return v;
  // A submodule that is being imported (circular imports) is in sys.modules already.
  Value packageName = TRY(findAttrPy(t, module, names::__name__));
  if (isa<Str>(packageName)) {
    Str* full = TRY(makeStr(t, toUtf8(packageName.as<Str>()) + "." + toUtf8(name)));
    Value loaded = TRY(loadedModule(t, full));
    if (!loaded.isUnbound()) return loaded;
  }
  std::string package = isa<Str>(packageName) ? toUtf8(packageName.as<Str>()) : "<unknown module name>";
  Value path = Value::unbound();
  if (isa<Module>(module)) path = TRY(findAttrPy(t, module, names::__file__));
  std::string where = isa<Str>(path) ? toUtf8(path.as<Str>()) : "unknown location";
  std::string message;
  bool initialising = false;
  Value spec = TRY(findAttrPy(t, module, names::__spec__));
  if (!spec.isUnbound() && !spec.isNone()) {
    Value flag = TRY(findAttrPy(t, spec, TRY(internStr(t, "_initializing"))));
    initialising = flag.isTrue();
  }
  if (initialising)
    message =
        fmt::format("cannot import name '{}' from partially initialized module '{}' (most likely due to a circular import) ({})",
                    toUtf8(name), package, where);
  else
    message = fmt::format("cannot import name '{}' from '{}' ({})", toUtf8(name), package, where);
  (void)raiseMessage(t, exc::ImportError, message);
  Value e = takePending(t);
  if (isa<Exception>(e)) {
    // Fields of ImportError: msg, name, path, name_from.
    Exception* x = e.as<Exception>();
    x->fields[1] = packageName.isUnbound() ? Value::none() : packageName;
    x->fields[2] = path.isUnbound() ? Value::none() : path;
    x->fields[3] = Value(name);
    writeBarrier(x);
  }
  restorePending(t, e);
  return Raised{};
}

bool importStarPy(Thread* t, Value module, Value locals) {
  Value all = TRY(findAttrPy(t, module, names::__all__));
  bool skipPrivate = all.isUnbound();
  if (skipPrivate) {
    Value dict = TRY(findAttrPy(t, module, names::__dict__));
    if (dict.isUnbound()) return raise(t, exc::ImportError, "from-import-* object has no __dict__ and no __all__");
    all = TRY(callMethodPy(t, dict, names::keys));
  }
  List* list = TRY(toListPy(t, all));
  for (size_t i = 0; i < list->length; ++i) {
    Value name = listItem(list, i);
    if (!isa<Str>(name)) {
      Value moduleName = TRY(findAttrPy(t, module, names::__name__));
      return raise(t, exc::TypeError, "{} in {}.{} must be str, not {}", skipPrivate ? "Key" : "Item",
                   isa<Str>(moduleName) ? strText(moduleName) : "?", skipPrivate ? "__dict__" : "__all__", typeName(name));
    }
    Str* s = name.as<Str>();
    if (skipPrivate && s->length && s->at(0) == '_') continue;
    Value v = TRY(getAttrPy(t, module, s));
    if (typeOf(locals) == types::dict)
      TRY(dictSetPy(t, locals.as<Dict>(), name, v));
    else
      TRY(setItemPy(t, locals, name, v));
  }
  return true;
}

}  // namespace typhon
