// The native modules of modules.def.
#pragma once

#include <string_view>
#include <vector>

#include "runtime/types/module.h"

namespace typhon {

// The spec of a native module by its name, or null.
const ModuleSpec* findNativeModule(std::string_view name);
// Makes the module and runs its init. Null with an exception pending. The caller puts it into sys.modules.
Module* makeNativeModule(Thread* t, const ModuleSpec& spec);
// Names of all of them, in the table's order (sys.builtin_module_names).
std::vector<const char*> nativeModuleNames();

// Modules that need a large library live in plugins (runtime/plugins), shared objects beside the executable that are loaded when
// such a module is first imported: linking OpenSSL into the executable costs 2 ms at every start.
#define TYPHON_PLUGIN_MODULE(name, spec) \
  extern "C" [[gnu::visibility("default")]] const typhon::ModuleSpec* const typhon_module_##name = &(spec);

}  // namespace typhon
