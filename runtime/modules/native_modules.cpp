// The table made from modules.def.
#include "runtime/modules/native_modules.h"

#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"

namespace typhon {

#define MODULE(spec) extern const ModuleSpec spec;
#include "runtime/modules/modules.def"
#undef MODULE

namespace {

const ModuleSpec* const kModules[] = {
#define MODULE(spec) &spec,
#include "runtime/modules/modules.def"
#undef MODULE
};

}  // namespace

const ModuleSpec* findNativeModule(std::string_view name) {
  for (const ModuleSpec* spec : kModules)
    if (name == spec->name) return spec;
  return nullptr;
}

Module* makeNativeModule(Thread* t, const ModuleSpec& spec) {
  Str* name = TRY(internStr(t, spec.name));
  Module* module = TRY(makeModule(t, name));
  if (spec.doc) TRY(moduleSet(t, module, "__doc__", Value(TRY(makeStr(t, spec.doc)))));
  for (const NativeDef& def : spec.functions) {
    Value f = TRY(makeNativeFunction(t, def, Value(module), Value(name)));
    TRY(moduleSet(t, module, def.name, f));
  }
  if (spec.init && !spec.init(t, module)) return nullptr;
  return module;
}

std::vector<const char*> nativeModuleNames() {
  std::vector<const char*> list;
  for (const ModuleSpec* spec : kModules) list.push_back(spec->name);
  return list;
}

}  // namespace typhon
