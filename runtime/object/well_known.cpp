// The variables that well_known.h declares.
#include "runtime/object/well_known.h"

#include "runtime/object/type_internal.h"
#include "runtime/types/str.h"

namespace typhon {

namespace types {
#define TYPE(name, spec) Type* name = nullptr;
#include "runtime/object/types.def"
#undef TYPE
}  // namespace types

namespace names {
#define NAME(id, text) Str* id = nullptr;
#include "runtime/object/names.def"
#undef NAME
}  // namespace names

bool initNames(Thread* t) {
#define NAME(id, text) names::id = TRY(internStr(t, std::string_view(text, sizeof(text) - 1)));
#include "runtime/object/names.def"
#undef NAME
  return true;
}

}  // namespace typhon
