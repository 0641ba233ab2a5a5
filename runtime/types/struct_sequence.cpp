// Struct sequences: tuple subclasses made at run time. Visible items are tuple items; hidden fields live in the attribute
// tail, like members of __slots__.
#include "runtime/types/struct_sequence.h"

#include <vector>

#include "runtime/memory/roots.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// What a struct sequence type knows of itself; lives for ever, as the type's spec does.
struct Description {
  TypeSpec spec;
  NativeDef create;
  std::span<const StructField> fields;
  size_t visible;
  std::vector<MemberDef> members;
};

// Specs of struct sequences are the first member of their descriptions, which is how instances find them.
const Description* descriptionOf(const Type* type) { return reinterpret_cast<const Description*>(type->spec); }

Value repr(Thread* t, Value v) {
  Tuple* tuple = v.as<Tuple>();
  const Description* d = descriptionOf(typeOf(v));
  StrBuilder out(t);
  TRY(out.add(d->spec.name));
  TRY(out.add("("));
  size_t named = 0;
  for (size_t i = 0; i < tuple->length && i < d->fields.size(); ++i) {
    if (i) TRY(out.add(", "));
    // The i-th item is shown under the i-th name that there is, even if the item itself has none (os.stat_result).
    while (named < d->fields.size() && !d->fields[named].name) ++named;
    if (named < d->fields.size()) {
      TRY(out.add(d->fields[named++].name));
      TRY(out.add("="));
    }
    Str* item = TRY(reprPy(t, tuple->items[i]));
    TRY(out.add(item));
  }
  TRY(out.add(")"));
  return Value(TRY(out.finish()));
}

Value construct(Thread* t, Value* args, size_t) {
  Type* type = args[0].as<Type>();
  const Description* d = descriptionOf(type);
  if (!isa<Tuple>(args[1]) && !isa<List>(args[1]) && !typeOf(args[1])->slots.iter && !typeOf(args[1])->slots.getItem)
    return raise(t, exc::TypeError, "constructor requires a sequence");
  Tuple* given = toTuplePy(t, args[1]);
  if (!given) return Raised{};
  if (!args[2].isUnbound() && !isa<Dict>(args[2]))
    return raise(t, exc::TypeError, "{}() takes a dict as second arg, if any", d->spec.name);
  size_t most = d->fields.size();
  if (given->length < d->visible || given->length > most) {
    if (d->visible == most)
      return raise(t, exc::TypeError, "{}() takes a {}-sequence ({}-sequence given)", d->spec.name, d->visible, given->length);
    if (given->length < d->visible)
      return raise(t, exc::TypeError, "{}() takes an at least {}-sequence ({}-sequence given)", d->spec.name, d->visible,
                   given->length);
    return raise(t, exc::TypeError, "{}() takes an at most {}-sequence ({}-sequence given)", d->spec.name, most, given->length);
  }
  RootedVector values(t);
  for (size_t i = 0; i < most; ++i) {
    Value v = i < given->length ? given->items[i] : Value::none();
    if (i >= given->length && isa<Dict>(args[2]) && d->fields[i].name) {
      Str* name = TRY(internStr(t, d->fields[i].name));
      Value named = TRY(dictGetPy(t, args[2].as<Dict>(), Value(name)));
      if (!named.isUnbound()) v = named;
    }
    TRY(values.push(v));
  }
  return makeStructSequence(t, type, values.data(), most);
}

Value reduce(Thread* t, Value* args, size_t) {
  Value self = args[0];
  Tuple* tuple = self.as<Tuple>();
  const Description* d = descriptionOf(typeOf(self));
  Tuple* items = TRY(makeTuple(t, tuple->items, tuple->length));
  Dict* hidden = TRY(makeDict(t));
  for (size_t i = d->visible; i < d->fields.size(); ++i) {
    if (!d->fields[i].name) continue;
    Str* name = TRY(internStr(t, d->fields[i].name));
    Value v = TRY(getAttrPy(t, self, name));
    TRY(dictSetStr(t, hidden, name, v));
  }
  Tuple* constructorArgs = TRY(makeTuple(t, {Value(items), Value(hidden)}));
  return Value(TRY(makeTuple(t, {Value(typeOf(self)), Value(constructorArgs)})));
}

const NativeDef kMethods[] = {{"__reduce__", "(self, /)", reduce, nullptr}};

Type* make(Thread* t, const char* name, const char* doc, std::span<const StructField> fields, size_t visible, bool sealed) {
  auto* d = new Description{};
  d->fields = fields;
  d->visible = visible;
  // Hidden fields follow the items: there is where the attribute tail begins.
  for (size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name)
      d->members.push_back({fields[i].name, static_cast<uint32_t>(offsetof(Tuple, items) + i * sizeof(Value)),
                            MemberDef::kReadOnly, fields[i].doc});
  d->create = {"structseq", "(cls, sequence, dict=<absent>)", construct, nullptr};
  d->spec.name = name;
  d->spec.base = &types::tuple;
  d->spec.kind = Kind::Tuple;
  d->spec.flags = sealed ? kDisallowNew : 0;
  d->spec.slots.repr = repr;
  d->spec.methods = kMethods;
  d->spec.members = d->members;
  if (!sealed) d->spec.create = &d->create;
  d->spec.doc = doc;
  Type* type = TRY(makeNativeType(t, d->spec));
  size_t hidden = fields.size() - visible;
  if (hidden) {
    type->memberCount = static_cast<uint16_t>(hidden);
    type->rootShape->memberCount = static_cast<uint16_t>(hidden);
  }
  size_t unnamed = 0;
  for (const StructField& f : fields) unnamed += f.name == nullptr;
  auto number = [&](const char* key, size_t n) -> bool {
    Str* s = TRY(internStr(t, key));
    return typeSetOwn(t, type, s, Value::smallInt(static_cast<int64_t>(n)));
  };
  TRY(number("n_sequence_fields", visible));
  TRY(number("n_fields", fields.size()));
  TRY(number("n_unnamed_fields", unnamed));
  size_t namedVisible = 0;
  for (size_t i = 0; i < visible; ++i) namedVisible += fields[i].name != nullptr;
  Tuple* matchArgs = TRY(makeTuple(t, namedVisible));
  for (size_t i = 0, n = 0; i < visible; ++i) {
    if (!fields[i].name) continue;
    matchArgs->items[n++] = Value(TRY(internStr(t, fields[i].name)));
    writeBarrier(matchArgs);
  }
  TRY(typeSetOwn(t, type, names::__match_args__, Value(matchArgs)));
  return type;
}

}  // namespace

Type* makeStructSequenceType(Thread* t, const char* name, const char* doc, std::span<const StructField> fields, size_t visible) {
  return make(t, name, doc, fields, visible, false);
}
Type* makeSealedStructSequenceType(Thread* t, const char* name, const char* doc, std::span<const StructField> fields) {
  return make(t, name, doc, fields, fields.size(), true);
}

Value makeStructSequence(Thread* t, Type* type, const Value* values, size_t count) {
  const Description* d = descriptionOf(type);
  Object* o = allocateObject(t, sizeof(Tuple) + count * sizeof(Value), Kind::Tuple, type->rootShape->id);
  if (!o) return Raised{};
  Tuple* tuple = static_cast<Tuple*>(o);
  tuple->length = d->visible;
  for (size_t i = 0; i < count; ++i) tuple->items[i] = values[i];
  return Value(tuple);
}
Value makeStructSequence(Thread* t, Type* type, std::initializer_list<Value> values) {
  return makeStructSequence(t, type, values.begin(), values.size());
}

}  // namespace typhon
