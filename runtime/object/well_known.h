// The built-in types, exception classes and interned names that C++ code refers to. Set once by initRuntime(), roots.
#pragma once

#include "runtime/object/object.h"

namespace typhon {

struct Str;

namespace types {
#define TYPE(name, spec) extern Type* name;
#include "runtime/object/types.def"
#undef TYPE
}  // namespace types

namespace exc {
#define EXCEPTION(name, base, layout, doc) extern Type* name;
#include "runtime/object/exceptions.def"
#undef EXCEPTION
}  // namespace exc

// names::__init__ and the like: interned strings, one row each in names.def.
namespace names {
#define NAME(id, text) extern Str* id;
#include "runtime/object/names.def"
#undef NAME
}  // namespace names

}  // namespace typhon
