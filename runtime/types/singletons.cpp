// None, Ellipsis and NotImplemented: their types. (None is no heap object; the other two are.)
#include "runtime/exec/warnings.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Value notImplemented, ellipsis;

namespace {

bool noArguments(Thread* t, const char* name, const Args& args) {
  if (args.total() == 0) return true;
  return raise(t, exc::TypeError, "{} takes no arguments", name);
}

Value text(Thread* t, const char* s) {
  Str* out = TRY(internStr(t, s));
  return Value(out);
}

Value noneRepr(Thread* t, Value) {
  static Str* shown;  // interned, so it lives for ever
  if (!shown) shown = TRY(internStr(t, "None"));
  return shown;
}
int noneTruth(Thread*, Value) { return 0; }
bool noneHash(Thread*, Value, int64_t* out) {
  *out = 0xfca86420;  // as CPython since 3.12
  return true;
}
Value noneCreate(Thread* t, Type*, const Args& args) {
  TRY(noArguments(t, "NoneType", args));
  return Value::none();
}

Value ellipsisRepr(Thread* t, Value) { return text(t, "Ellipsis"); }
Value ellipsisCreate(Thread* t, Type*, const Args& args) {
  TRY(noArguments(t, "EllipsisType", args));
  return ellipsis;
}
Value reduceEllipsis(Thread* t, Value*, size_t) { return text(t, "Ellipsis"); }
const NativeDef ellipsisMethods[] = {{"__reduce__", "(self, /)", reduceEllipsis, nullptr}};

Value notImplementedRepr(Thread* t, Value) { return text(t, "NotImplemented"); }
int notImplementedTruth(Thread* t, Value) {
  if (!warnPy(t, exc::DeprecationWarning, "NotImplemented should not be used in a boolean context", 1)) return -1;
  return 1;
}
Value notImplementedCreate(Thread* t, Type*, const Args& args) {
  TRY(noArguments(t, "NotImplementedType", args));
  return notImplemented;
}
Value reduceNotImplemented(Thread* t, Value*, size_t) { return text(t, "NotImplemented"); }
const NativeDef notImplementedMethods[] = {{"__reduce__", "(self, /)", reduceNotImplemented, nullptr}};

}  // namespace

extern const TypeSpec noneTypeSpec = {
    .name = "NoneType",
    .kind = Kind::Instance,
    .slots = {.repr = noneRepr, .hash = noneHash, .create = noneCreate, .truth = noneTruth},
};
extern const TypeSpec ellipsisTypeSpec = {
    .name = "ellipsis",
    .kind = Kind::Instance,
    .slots = {.repr = ellipsisRepr, .create = ellipsisCreate},
    .methods = ellipsisMethods,
};
extern const TypeSpec notImplementedTypeSpec = {
    .name = "NotImplementedType",
    .kind = Kind::Instance,
    .slots = {.repr = notImplementedRepr, .create = notImplementedCreate, .truth = notImplementedTruth},
    .methods = notImplementedMethods,
};

bool initSingletons(Thread* t) {
  Object* e = TRY(allocateInstance(t, types::ellipsisType, sizeof(Instance)));
  ellipsis = Value(e);
  addRoot(&ellipsis);
  Object* n = TRY(allocateInstance(t, types::notImplementedType, sizeof(Instance)));
  notImplemented = Value(n);
  addRoot(&notImplemented);
  return true;
}

}  // namespace typhon
