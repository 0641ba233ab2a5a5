// What the files of the math module share.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/native.h"

namespace typhon {

Raised raiseMathDomain(Thread* t);  // ValueError "math domain error"
Raised raiseMathRange(Thread* t);   // OverflowError "math range error"

namespace math {

// math_integer.cpp
Value gcdFunction(Thread* t, Value* args, size_t argc);
Value lcmFunction(Thread* t, Value* args, size_t argc);
Value factorialFunction(Thread* t, Value* args, size_t argc);
Value combFunction(Thread* t, Value* args, size_t argc);
Value permFunction(Thread* t, Value* args, size_t argc);
Value isqrtFunction(Thread* t, Value* args, size_t argc);

// math_sums.cpp
Value fsumFunction(Thread* t, Value* args, size_t argc);
Value sumprodFunction(Thread* t, Value* args, size_t argc);
Value prodFunction(Thread* t, Value* args, size_t argc);
Value hypotFunction(Thread* t, Value* args, size_t argc);
Value distFunction(Thread* t, Value* args, size_t argc);

}  // namespace math
}  // namespace typhon
