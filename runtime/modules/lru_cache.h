// The wrapper that functools.lru_cache makes; _functools adds its type to the module.
#pragma once

#include "runtime/object/type.h"

namespace typhon {

extern const TypeSpec lruCacheSpec;

}  // namespace typhon
