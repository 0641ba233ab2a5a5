// What the native modules share.
#include "runtime/modules/module_support.h"

#include "runtime/memory/heap.h"
#include "runtime/modules/import_system.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Type* moduleAddException(Thread* t, Module* m, const char* qualifiedName, Type* base, const char* doc) {
  std::string_view whole = qualifiedName;
  size_t dot = whole.rfind('.');
  Str* name = TRY(internStr(t, whole.substr(dot + 1)));
  Tuple* bases = TRY(makeTuple(t, {Value(base ? base : exc::Exception)}));
  Dict* body = TRY(makeDict(t));
  TRY(dictSetStr(t, body, names::__module__, TRY(internStr(t, whole.substr(0, dot)))));
  if (doc) TRY(dictSetStr(t, body, names::__doc__, TRY(makeStr(t, doc))));
  Value cls = TRY(callPy(t, Value(types::type), {Value(name), Value(bases), Value(body)}));
  TRY(moduleSet(t, m, qualifiedName + dot + 1, cls));
  return cls.as<Type>();
}

bool moduleSetInts(Thread* t, Module* m, std::span<const IntConstant> constants) {
  for (const IntConstant& c : constants) {
    Value v = TRY(makeInt(t, c.value));
    TRY(moduleSet(t, m, c.name, v));
  }
  return true;
}

bool moduleSetText(Thread* t, Module* m, const char* name, std::string_view utf8) {
  Str* s = TRY(makeStr(t, utf8));
  return moduleSet(t, m, name, Value(s));
}

Value importAttributePy(Thread* t, const char* module, const char* name) {
  Str* moduleName = TRY(internStr(t, module));
  Str* attribute = TRY(internStr(t, name));
  Tuple* fromList = TRY(makeTuple(t, {Value(attribute)}));
  Value imported = TRY(importModulePy(t, moduleName, Value::none(), Value(fromList), 0));
  return getAttrPy(t, imported, attribute);
}

}  // namespace typhon
