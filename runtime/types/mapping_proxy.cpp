// mappingproxy: a read-only view of a mapping (of a class's dict, above all).
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value mappingOf(Value self) { return self.as<MappingProxy>()->mapping; }
Value unwrapped(Value v) { return isa<MappingProxy>(v) ? mappingOf(v) : v; }

Value proxyCreate(Thread* t, Value* args, size_t) {
  Value v = args[1];
  if (!typeOf(v)->slots.getItem || isa<List>(v) || isa<Tuple>(v))
    return raise(t, exc::TypeError, "mappingproxy() argument must be a mapping, not {}", typeName(v));
  auto* p = TRY(allocate<MappingProxy>(t, args[0].as<Type>()));
  p->mapping = v;
  return Value(p);
}
const NativeDef createDef = {"__new__", "(cls, mapping)", proxyCreate, nullptr};

Value proxyRepr(Thread* t, Value self) {
  std::string inner = TRY(reprTextPy(t, mappingOf(self)));
  Str* s = TRY(makeStr(t, "mappingproxy(" + inner + ")"));
  return Value(s);
}
Value proxyStr(Thread* t, Value self) {
  Str* s = TRY(strPy(t, mappingOf(self)));
  return Value(s);
}
bool proxyHash(Thread* t, Value self, int64_t* out) {
  *out = TRY(hashPy(t, mappingOf(self)));
  return true;
}
Value proxyCompare(Thread* t, Value self, Value other, CompareOp op) {
  return comparePy(t, op, mappingOf(self), unwrapped(other));
}
Value proxyIter(Thread* t, Value self) { return iterPy(t, mappingOf(self)); }
int64_t proxyLength(Thread* t, Value self) {
  Maybe<int64_t> n = lengthPy(t, mappingOf(self));
  return n.ok() ? *n : -1;
}
Value proxyGetItem(Thread* t, Value self, Value key) { return getItemPy(t, mappingOf(self), key); }
int proxyContains(Thread* t, Value self, Value key) {
  Maybe<bool> found = containsPy(t, mappingOf(self), key);
  return found.ok() ? *found : -1;
}
Value proxyOr(Thread* t, Value a, Value b) { return binaryPy(t, BinaryOp::Or, unwrapped(a), unwrapped(b)); }
Value proxyInplaceOr(Thread* t, Value self, Value) {
  return raise(t, exc::TypeError, "'|=' is not supported by {}; use '|' instead", typeName(self));
}

Value proxyGet(Thread* t, Value* args, size_t) { return callMethodPy(t, mappingOf(args[0]), names::get, {args[1], args[2]}); }
Value proxyKeys(Thread* t, Value* args, size_t) { return callMethodPy(t, mappingOf(args[0]), names::keys); }
Value proxyValues(Thread* t, Value* args, size_t) { return callMethodPy(t, mappingOf(args[0]), names::values); }
Value proxyItems(Thread* t, Value* args, size_t) { return callMethodPy(t, mappingOf(args[0]), names::items); }
Value proxyCopy(Thread* t, Value* args, size_t) {
  Str* copy = TRY(internStr(t, "copy"));
  return callMethodPy(t, mappingOf(args[0]), copy);
}
Value proxyReversed(Thread* t, Value* args, size_t) { return callMethodPy(t, mappingOf(args[0]), names::__reversed__); }
Value proxyClassGetItem(Thread* t, Value* args, size_t) { return makeGenericAlias(t, args[0], args[1]); }

const NativeDef proxyMethods[] = {
    {"get", "(self, key, default=None, /)", proxyGet, "Return the value for key if key is in the mapping, else default."},
    {"keys", "(self, /)", proxyKeys, "a set-like object providing a view on D's keys"},
    {"values", "(self, /)", proxyValues, "an object providing a view on D's values"},
    {"items", "(self, /)", proxyItems, "a set-like object providing a view on D's items"},
    {"copy", "(self, /)", proxyCopy, "a shallow copy of D"},
    {"__class_getitem__", "(cls, item, /)", proxyClassGetItem, "See PEP 585", NativeDef::kClassMethod},
    {"__reversed__", "(self, /)", proxyReversed, "D.__reversed__() -> reverse iterator"},
};

}  // namespace

Value makeMappingProxy(Thread* t, Value mapping) {
  auto* p = TRY(allocate<MappingProxy>(t, types::mappingproxy));
  p->mapping = mapping;
  return Value(p);
}

extern const TypeSpec mappingproxySpec = {
    .name = "mappingproxy",
    .kind = Kind::MappingProxy,
    .flags = kMappingPattern,
    .slots = {.repr = proxyRepr,
              .str = proxyStr,
              .hash = proxyHash,
              .compare = proxyCompare,
              .iter = proxyIter,
              .or_ = proxyOr,
              .inplaceOr = proxyInplaceOr,
              .length = proxyLength,
              .getItem = proxyGetItem,
              .contains = proxyContains},
    .methods = proxyMethods,
    .create = &createDef,
    .doc = "Read-only proxy of a mapping.",
};

size_t sizeOf_MappingProxy(const Object*) { return sizeof(MappingProxy); }
void trace_MappingProxy(Object* o, Tracer& tracer) { tracer.visit(static_cast<MappingProxy*>(o)->mapping); }

}  // namespace typhon
