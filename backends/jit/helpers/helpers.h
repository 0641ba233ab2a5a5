// The functions that compiled code calls (helpers.def).
#pragma once

#include <cstdint>

#include "runtime/exec/thread.h"

namespace typhon::jit {

enum class HelperId : uint32_t {
#define HELPER(name, arguments) name,
#include "backends/jit/helpers/helpers.def"
#undef HELPER
  kCount
};
struct HelperInfo {
  const char* name;
  void* address;
  uint32_t arguments;  // besides thread and frame
};
extern const HelperInfo kHelpers[];

}  // namespace typhon::jit
