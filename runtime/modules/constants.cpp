// See constants.h.
#include "runtime/modules/constants.h"

#include "runtime/exec/errors.h"
#include "runtime/types/int.h"

namespace typhon {

bool moduleAddConstants(Thread* t, Module* m, std::span<const NativeConstant> constants) {
  for (const NativeConstant& c : constants) {
    Value v = TRY(makeInt(t, c.value));
    TRY(moduleSet(t, m, c.name, v));
  }
  return true;
}

}  // namespace typhon
