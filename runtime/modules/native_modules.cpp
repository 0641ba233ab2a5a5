// The table made from modules.def.
#include "runtime/modules/native_modules.h"

#include <dlfcn.h>
#include <limits.h>
#include <unistd.h>

#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"

namespace typhon {

#define MODULE(spec) extern const ModuleSpec spec;
#define PLUGIN_MODULE(name, library)
#include "runtime/modules/modules.def"
#undef MODULE
#undef PLUGIN_MODULE

namespace {

const ModuleSpec* const kModules[] = {
#define MODULE(spec) &spec,
#define PLUGIN_MODULE(name, library)
#include "runtime/modules/modules.def"
#undef MODULE
#undef PLUGIN_MODULE
};

struct PluginModule {
  const char* name;
  const char* library;
};
const PluginModule kPluginModules[] = {
#define MODULE(spec)
#define PLUGIN_MODULE(name, library) {#name, #library},
#include "runtime/modules/modules.def"
#undef MODULE
#undef PLUGIN_MODULE
};

// The plugin beside the executable, or where an installation puts it; null if there is none.
void* loadPlugin(const char* library) {
  char executable[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", executable, sizeof executable - 1);
  if (n <= 0) return nullptr;
  std::string folder(executable, static_cast<size_t>(n));
  folder.resize(folder.rfind('/'));
  for (const char* place : {"/", "/../lib/typhon/"}) {
    std::string path = folder + place + "typhon_" + library + ".so";
    if (void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return handle;
  }
  return nullptr;
}

}  // namespace

const ModuleSpec* findNativeModule(std::string_view name) {
  for (const ModuleSpec* spec : kModules)
    if (name == spec->name) return spec;
  for (const PluginModule& m : kPluginModules) {
    if (name != m.name) continue;
    void* plugin = loadPlugin(m.library);
    auto* spec =
        plugin ? static_cast<const ModuleSpec* const*>(dlsym(plugin, ("typhon_module_" + std::string(name)).c_str())) : nullptr;
    return spec ? *spec : nullptr;
  }
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
  for (const PluginModule& m : kPluginModules) list.push_back(m.name);
  return list;
}

}  // namespace typhon
