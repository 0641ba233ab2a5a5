// Everything the handler texts refer to.
#pragma once

#include <cmath>
#include <cstdlib>

#include "runtime/feedback/attribute_cache.h"
#include "backends/interpreter/vm.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/stack.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::interpreter {
// Feedback words of an opcode, as a constant for the handlers.
constexpr unsigned wordsOf(Op op) {
  constexpr unsigned kWords[] = {
#define OP(name, a, b, c, feedback, flags, doc) 1 + feedback,
#define QUICK(name, base) 0,
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
  };
  constexpr Op kBases[] = {
#define OP(name, a, b, c, feedback, flags, doc) Op::name,
#define QUICK(name, base) Op::base,
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
  };
  return kWords[static_cast<unsigned>(kBases[static_cast<unsigned>(op)])];
}
}  // namespace typhon::interpreter
