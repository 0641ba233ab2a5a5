// Method resolution order (C3), the base that gives the layout, and which classes an instance may move between.
#include <string>
#include <vector>

#include "runtime/memory/roots.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// The sequences that C3 merges: the bases' MROs and the tuple of bases itself, and how many items of each are taken.
class Merge {
 public:
  explicit Merge(Tuple* bases) : bases_(bases), next_(bases->length + 1) {}
  size_t count() const { return next_.size(); }
  Tuple* sequence(size_t i) const { return i < bases_->length ? bases_->items[i].as<Type>()->mro : bases_; }
  bool exhausted(size_t i) const { return next_[i] >= sequence(i)->length; }
  Value head(size_t i) const { return sequence(i)->items[next_[i]]; }
  bool blocked(Value candidate) const {
    for (size_t s = 0; s < count(); ++s)
      for (size_t i = next_[s] + 1; i < sequence(s)->length; ++i)
        if (sequence(s)->items[i] == candidate) return true;
    return false;
  }
  void take(Value v) {
    for (size_t s = 0; s < count(); ++s)
      if (!exhausted(s) && head(s) == v) ++next_[s];
  }

 private:
  Tuple* bases_;
  std::vector<size_t> next_;
};

Raised mroConflict(Thread* t, const Merge& merge) {
  std::string text = "Cannot create a consistent method resolution\norder (MRO) for bases";
  bool first = true;
  for (size_t s = 0; s < merge.count(); ++s) {
    if (merge.exhausted(s)) continue;
    Value head = merge.head(s);
    bool seen = false;
    for (size_t before = 0; before < s; ++before) seen |= !merge.exhausted(before) && merge.head(before) == head;
    if (seen) continue;
    text += first ? " " : ", ";
    first = false;
    text += toUtf8(head.as<Type>()->name);
  }
  return raiseMessage(t, exc::TypeError, text);
}

// Whether a native type's instances have a different structure from its base's.
bool nativeAddsLayout(const Type* type) {
  if (!type->base) return true;
  if (type->instanceKind != type->base->instanceKind) return true;
  // Records and host objects of all types share a kind (record.h, host_object.h): what is constructed differently is laid out
  // differently.
  if (type->instanceKind == Kind::IteratorState || type->instanceKind == Kind::PackedStruct)
    return type->spec && type->spec->create;
  // Streams are plain instances with a dict of their own.
  if ((type->typeFlags & ~type->base->typeFlags) & kHasInstanceDict) return true;
  // Exceptions share one structure here; CPython's do not, and programs see that as layout conflicts.
  return type->typeFlags & kExceptionType && type->spec && !type->spec->members.empty();
}

}  // namespace

Value defaultMro(Thread* t, Type* type) {
  Tuple* bases = type->bases;
  List* out = TRY(makeList(t));
  TRY(listAppend(t, out, Value(type)));
  for (size_t i = 0; i < bases->length; ++i) {
    Type* base = bases->items[i].as<Type>();
    if (!base->mro) return raise(t, exc::TypeError, "Cannot extend an incomplete type '{}'", typeName(base));
    for (size_t j = i + 1; j < bases->length; ++j)
      if (bases->items[j] == bases->items[i]) return raise(t, exc::TypeError, "duplicate base class {}", toUtf8(base->name));
  }
  if (bases->length == 1) {
    Tuple* mro = bases->items[0].as<Type>()->mro;
    for (size_t i = 0; i < mro->length; ++i) TRY(listAppend(t, out, mro->items[i]));
    return Value(out);
  }
  Merge merge(bases);
  for (;;) {
    bool left = false;
    Value chosen = Value::unbound();
    for (size_t s = 0; s < merge.count() && chosen.isUnbound(); ++s) {
      if (merge.exhausted(s)) continue;
      left = true;
      if (!merge.blocked(merge.head(s))) chosen = merge.head(s);
    }
    if (!left) return Value(out);
    if (chosen.isUnbound()) return mroConflict(t, merge);
    TRY(listAppend(t, out, chosen));
    merge.take(chosen);
  }
}

Tuple* computeMroPy(Thread* t, Type* type) {
  Type* meta = typeOf(type);
  Value method = Value::unbound();
  if (meta != types::type && !(meta->typeFlags & kNativeType)) {
    Str* mroName = TRY(internStr(t, "mro"));
    Value found = typeLookup(meta, mroName);
    if (found != typeLookup(types::type, mroName)) method = TRY(lookupSpecialPy(t, Value(type), mroName));
  }
  if (method.isUnbound()) {
    Value list = TRY(defaultMro(t, type));
    return listToTuple(t, list.as<List>());
  }
  Value result = TRY(callPy(t, method));
  Tuple* mro = TRY(toTuplePy(t, result));
  Type* solid = solidBase(type);
  for (size_t i = 0; i < mro->length; ++i) {
    Value item = mro->items[i];
    if (!isa<Type>(item)) return raise(t, exc::TypeError, "mro() returned a non-class ('{}')", typeName(item));
    if (item.as<Type>() != type && !isSubtype(solid, solidBase(item.as<Type>())))
      return raise(t, exc::TypeError, "mro() returned base with unsuitable layout ('{}')", typeName(item.as<Type>()));
  }
  return mro;
}

Type* solidBase(Type* type) {
  while (type->base) {
    if (type->typeFlags & kNativeType ? nativeAddsLayout(type) : type->memberCount != type->base->memberCount) return type;
    type = type->base;
  }
  return type;
}

Type* bestBase(Thread* t, Tuple* bases) {
  Type* base = nullptr;
  Type* winner = nullptr;
  for (size_t i = 0; i < bases->length; ++i) {
    if (!isa<Type>(bases->items[i])) return raise(t, exc::TypeError, "bases must be types");
    Type* candidateBase = bases->items[i].as<Type>();
    if (!(candidateBase->typeFlags & kBaseType))
      return raise(t, exc::TypeError, "type '{}' is not an acceptable base type", typeName(candidateBase));
    Type* candidate = solidBase(candidateBase);
    if (!winner) {
      winner = candidate;
      base = candidateBase;
    } else if (isSubtype(winner, candidate)) {
      continue;
    } else if (isSubtype(candidate, winner)) {
      winner = candidate;
      base = candidateBase;
    } else {
      return raise(t, exc::TypeError, "multiple bases have instance lay-out conflict");
    }
  }
  return base;
}

namespace {

// Whether CPython's collector keeps track of the instances: they are given back in another way than atoms are.
bool isTracked(const Type* type) {
  if (!(type->typeFlags & kNativeType)) return type->typeFlags & kHasInstanceDict || type->memberCount || isTracked(type->base);
  switch (type->instanceKind) {
    case Kind::Int:
    case Kind::Float:
    case Kind::Complex:
    case Kind::Str:
    case Kind::Bytes:
    case Kind::ByteArray:
      return false;
    default:
      return type != types::object;
  }
}

bool sameMembers(const Type* a, const Type* b) {
  size_t countA = a->memberNames ? a->memberNames->length : 0, countB = b->memberNames ? b->memberNames->length : 0;
  if (countA != countB) return false;
  for (size_t i = 0; i < countA; ++i)
    if (a->memberNames->items[i] != b->memberNames->items[i]) return false;
  return true;
}

constexpr uint32_t kLayoutFlags = kHasInstanceDict | kWeakReferable;

// The nearest class, from `type` on, whose instances have something that those of its base do not have.
Type* layoutClass(Type* type) {
  while (type->base && !(type->typeFlags & kNativeType ? nativeAddsLayout(type) : type->memberCount != type->base->memberCount) &&
         (type->typeFlags & kLayoutFlags) == (type->base->typeFlags & kLayoutFlags))
    type = type->base;
  return type;
}

// The layout of one class, or of two that add members of the same names to the same base.
bool sameLayout(Type* a, Type* b) {
  if (a->instanceKind != b->instanceKind || a->memberCount != b->memberCount) return false;
  if ((a->typeFlags & kLayoutFlags) != (b->typeFlags & kLayoutFlags)) return false;
  Type* x = layoutClass(a);
  Type* y = layoutClass(b);
  if (x == y) return true;
  return !((x->typeFlags | y->typeFlags) & kNativeType) && x->base == y->base && sameMembers(x, y);
}

}  // namespace

bool compatibleForAssignment(Thread* t, Type* oldType, Type* newType, const char* attribute) {
  // CPython compares how the memory is given back first.
  if (isTracked(newType) != isTracked(oldType))
    return raise(t, exc::TypeError, "{} assignment: '{}' deallocator differs from '{}'", attribute, typeName(newType),
                 typeName(oldType));
  if (!sameLayout(oldType, newType))
    return raise(t, exc::TypeError, "{} assignment: '{}' object layout differs from '{}'", attribute, typeName(newType),
                 typeName(oldType));
  return true;
}

}  // namespace typhon
