// re.Match: what a match tells.
#include "runtime/memory/heap.h"
#include "runtime/modules/sre.h"
#include "runtime/modules/version.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t sizeOf_RegexMatch(const Object* o) {
  return sizeof(RegexMatch) + static_cast<const RegexMatch*>(o)->groups * 2 * sizeof(int64_t);
}
void trace_RegexMatch(Object* o, Tracer& tracer) {
  auto m = static_cast<RegexMatch*>(o);
  tracer.visit(m->string);
  tracer.visit(m->patternValue);
  tracer.visit(m->regs);
}

namespace sre {

Type* matchType = nullptr;

RegexMatch* makeMatch(Thread* t, RegexPattern* p, const Matcher& m, Value string, int64_t pos) {
  uint64_t groups = uint64_t{p->groups} + 1;
  RegexMatch* match = TRY(allocate<RegexMatch>(t, matchType, groups * 2 * sizeof(int64_t)));
  match->string = string;
  match->patternValue = Value(p);
  match->regs = Value::unbound();
  match->pos = Value::smallInt(pos);
  match->endpos = Value::smallInt(m.end());
  match->lastIndex = m.lastIndex;
  match->groups = groups;
  match->bounds[0] = m.from;
  match->bounds[1] = m.to;
  for (uint32_t i = 1; i < groups; ++i) {
    int64_t first = -1, last = -1;
    if (m.group(i, &first, &last) && last < first) first = last = -1;
    match->bounds[2 * i] = first;
    match->bounds[2 * i + 1] = last;
  }
  return match;
}

Value matchSlice(Thread* t, const RegexMatch* m, const Subject& subject, uint64_t number, Value missing) {
  int64_t first = m->bounds[2 * number], last = m->bounds[2 * number + 1];
  if (first < 0) return missing;
  // A buffer may have become shorter since.
  int64_t size = static_cast<int64_t>(subject.text.size);
  if (last > size) last = size;
  if (first > last) first = last;
  return subject.slice(t, first, last);
}

Value expandTemplatePy(Thread* t, RegexTemplate* form, RegexMatch* m, const Subject& subject) {
  if (form->parts->length == 0) return form->literal;
  Joiner joiner(t, subject.isBytes);
  TRY(joiner.addPy(form->literal));
  for (size_t i = 0; i < form->parts->length; i += 2) {
    int64_t group = form->parts->items[i].asSmallInt();
    if (group >= static_cast<int64_t>(m->groups)) return raise(t, exc::IndexError, "no such group");
    if (m->bounds[2 * group] >= 0) TRY(joiner.add(subject, m->bounds[2 * group], m->bounds[2 * group + 1]));
    TRY(joiner.addPy(form->parts->items[i + 1]));
  }
  return joiner.finish();
}

namespace {

RegexMatch* self(Value* args) { return args[0].as<RegexMatch>(); }

// A group by number or name; -1 with IndexError pending.
int64_t groupNumberPy(Thread* t, RegexMatch* m, Value key) {
  int64_t i = -1;
  if (key.isSmallInt()) {
    i = key.asSmallInt();
  } else if (isInt(key) || typeOf(key)->slots.index) {
    Maybe<int64_t> number = indexClampedPy(t, key);
    if (!number.ok()) return -1;
    i = *number;
  } else {
    Value found = dictGetPy(t, m->pattern()->groupIndex, key);
    if (found.isError()) return -1;
    if (isInt(found)) (void)fitsInt64(found, &i);
  }
  if (i < 0 || i >= static_cast<int64_t>(m->groups)) return raise(t, exc::IndexError, "no such group");
  return i;
}

Value groupOfPy(Thread* t, RegexMatch* m, Value key) {
  int64_t number = groupNumberPy(t, m, key);
  if (number < 0) return Value::error();
  Subject subject;
  TRY(subject.acquirePy(t, m->string));
  return matchSlice(t, m, subject, static_cast<uint64_t>(number), Value::none());
}

Value groupMethod(Thread* t, Value* args, size_t argc) {
  RegexMatch* m = self(args);
  if (argc == 1) return groupOfPy(t, m, Value::smallInt(0));
  if (argc == 2) return groupOfPy(t, m, args[1]);
  Tuple* out = TRY(makeTuple(t, argc - 1));
  for (size_t i = 1; i < argc; ++i) {
    Value group = TRY(groupOfPy(t, m, args[i]));
    out->items[i - 1] = group;
    writeBarrier(out);
  }
  return Value(out);
}

Value getItem(Thread* t, Value m, Value key) { return groupOfPy(t, m.as<RegexMatch>(), key); }

Value groupsMethod(Thread* t, Value* args, size_t) {
  RegexMatch* m = self(args);
  Subject subject;
  TRY(subject.acquirePy(t, m->string));
  Tuple* out = TRY(makeTuple(t, m->groups - 1));
  for (uint64_t i = 1; i < m->groups; ++i) {
    Value group = TRY(matchSlice(t, m, subject, i, args[1]));
    out->items[i - 1] = group;
    writeBarrier(out);
  }
  return Value(out);
}

Value groupDictMethod(Thread* t, Value* args, size_t) {
  RegexMatch* m = self(args);
  Subject subject;
  TRY(subject.acquirePy(t, m->string));
  Dict* out = TRY(makeDict(t));
  size_t position = 0;
  Value name, number;
  while (dictNext(m->pattern()->groupIndex, &position, &name, &number)) {
    int64_t i = groupNumberPy(t, m, name);
    if (i < 0) return Value::error();
    Value group = TRY(matchSlice(t, m, subject, static_cast<uint64_t>(i), args[1]));
    TRY(dictSetPy(t, out, name, group));
  }
  return Value(out);
}

Value spanValue(Thread* t, RegexMatch* m, uint64_t i) {
  Tuple* pair = TRY(makeTuple(t, {Value::smallInt(m->bounds[2 * i]), Value::smallInt(m->bounds[2 * i + 1])}));
  return Value(pair);
}

template <int Which>
Value boundMethod(Thread* t, Value* args, size_t) {
  int64_t i = groupNumberPy(t, self(args), args[1]);
  if (i < 0) return Value::error();
  return Value::smallInt(self(args)->bounds[2 * i + Which]);
}

Value spanMethod(Thread* t, Value* args, size_t) {
  int64_t i = groupNumberPy(t, self(args), args[1]);
  if (i < 0) return Value::error();
  return spanValue(t, self(args), static_cast<uint64_t>(i));
}

Value expandMethod(Thread* t, Value* args, size_t) {
  RegexMatch* m = self(args);
  if (libraryVersion().minor < 12) return callLibraryPy(t, "_expand", {m->patternValue, args[0], args[1]});
  Value form = TRY(callLibraryPy(t, "_compile_template", {m->patternValue, args[1]}));
  if (!isa<RegexTemplate>(form)) return form;
  Subject subject;
  TRY(subject.acquirePy(t, m->string));
  return expandTemplatePy(t, form.as<RegexTemplate>(), m, subject);
}

Value copyMethod(Thread*, Value* args, size_t) { return args[0]; }

Value getLastIndex(Thread*, Value v) {
  int64_t i = v.as<RegexMatch>()->lastIndex;
  return i >= 0 ? Value::smallInt(i) : Value::none();
}

Value getLastGroup(Thread*, Value v) {
  RegexMatch* m = v.as<RegexMatch>();
  Tuple* names = m->pattern()->indexGroup;
  if (m->lastIndex < 0 || static_cast<uint64_t>(m->lastIndex) >= names->length) return Value::none();
  return names->items[m->lastIndex];
}

Value getRegs(Thread* t, Value v) {
  RegexMatch* m = v.as<RegexMatch>();
  if (m->regs.isUnbound()) {
    Tuple* regs = TRY(makeTuple(t, m->groups));
    for (uint64_t i = 0; i < m->groups; ++i) {
      Value span = TRY(spanValue(t, m, i));
      regs->items[i] = span;
      writeBarrier(regs);
    }
    m->regs = Value(regs);
    writeBarrier(m);
  }
  return m->regs;
}

Value matchRepr(Thread* t, Value v) {
  RegexMatch* m = v.as<RegexMatch>();
  Value whole = TRY(groupOfPy(t, m, Value::smallInt(0)));
  std::string shown = TRY(reprTextPy(t, whole));
  Str* s = TRY(makeStr(t, fmt::format("<{} object; span=({}, {}), match={}>", typeName(v), m->bounds[0], m->bounds[1], shown)));
  return Value(s);
}

const NativeDef kMethods[] = {
    {"group", "(self, /, *args)", groupMethod,
     "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the "
     "entire match."},
    {"start", "(self, group=0, /)", boundMethod<0>, "Return index of the start of the substring matched by group."},
    {"end", "(self, group=0, /)", boundMethod<1>, "Return index of the end of the substring matched by group."},
    {"span", "(self, group=0, /)", spanMethod, "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"groups", "(self, /, default=None)", groupsMethod,
     "Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not "
     "participate in "
     "the match."},
    {"groupdict", "(self, /, default=None)", groupDictMethod,
     "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used "
     "for "
     "groups that did not participate in the match."},
    {"expand", "(self, /, template)", expandMethod,
     "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."},
    {"__copy__", "(self, /)", copyMethod, nullptr},
    {"__deepcopy__", "(self, memo, /)", copyMethod, nullptr},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};

const GetSetDef kGetSets[] = {
    {"lastindex", getLastIndex, nullptr, "The integer index of the last matched capturing group."},
    {"lastgroup", getLastGroup, nullptr, "The name of the last matched capturing group."},
    {"regs", getRegs, nullptr, nullptr},
};

const MemberDef kMembers[] = {
    {"string", offsetof(RegexMatch, string), MemberDef::kReadOnly, "The string passed to match() or search()."},
    {"re", offsetof(RegexMatch, patternValue), MemberDef::kReadOnly, "The regular expression object."},
    {"pos", offsetof(RegexMatch, pos), MemberDef::kReadOnly,
     "The index into the string at which the RE engine started looking for a match."},
    {"endpos", offsetof(RegexMatch, endpos), MemberDef::kReadOnly,
     "The index into the string beyond which the RE engine will not go."},
};

}  // namespace

extern const TypeSpec matchSpec = {
    .name = "re.Match",
    .kind = Kind::RegexMatch,
    .flags = kDisallowNew,
    .slots = {.repr = matchRepr, .getItem = getItem},
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
};

}  // namespace sre

}  // namespace typhon
