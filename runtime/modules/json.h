// The two halves of the _json module.
#pragma once

#include "runtime/modules/module_support.h"

namespace typhon::json {

extern const TypeSpec scannerSpec, encoderSpec;
Value scanStringFunction(Thread* t, Value* args, size_t argc);

}  // namespace typhon::json
