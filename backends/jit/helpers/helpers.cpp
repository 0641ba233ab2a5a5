// The table of helpers.
#include "backends/jit/helpers/helpers.h"

extern "C" {
#define HELPER(name, arguments) void typhon_jit_##name();
#include "backends/jit/helpers/helpers.def"
#undef HELPER
}

namespace typhon::jit {
const HelperInfo kHelpers[] = {
#define HELPER(name, arguments) {"typhon_jit_" #name, reinterpret_cast<void*>(&typhon_jit_##name), arguments},
#include "backends/jit/helpers/helpers.def"
#undef HELPER
};
}  // namespace typhon::jit
