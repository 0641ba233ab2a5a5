// BaseExceptionGroup and ExceptionGroup (PEP 654): creation, derive, split and subgroup.
#include <string>

#include "runtime/ops/ops.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/function.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

Tuple* membersOf(Value group) { return group.as<Exception>()->fields[kGroupExceptions].as<Tuple>(); }

bool isGroup(Value v) { return isa<Exception>(v) && isSubtype(typeOf(v), exc::BaseExceptionGroup); }

Value groupCreate(Thread* t, Type* cls, const Args& args) {
  if (args.positional != 2) {
    return raise(t, exc::TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", args.positional);
  }
  if (!isa<Str>(args[0])) {
    return raise(t, exc::TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not {}", argumentTypeName(args[0]));
  }
  Value sequence = args[1];
  // A sequence is what has __getitem__ (dicts are none).
  if (!isa<List>(sequence) && !isa<Tuple>(sequence) && (!typeOf(sequence)->slots.getItem || typeOf(sequence) == types::dict))
    return raise(t, exc::TypeError, "second argument (exceptions) must be a sequence");
  Tuple* members = TRY(toTuplePy(t, sequence));
  if (members->length == 0) return raise(t, exc::ValueError, "second argument (exceptions) must be a non-empty sequence");
  bool nestedBase = false;
  for (size_t i = 0; i < members->length; ++i) {
    Value member = members->items[i];
    if (!isa<Exception>(member))
      return raise(t, exc::ValueError, "Item {} of second argument (exceptions) is not an exception", i);
    if (!isSubtype(typeOf(member), exc::Exception)) nestedBase = true;
  }
  if (cls == exc::ExceptionGroup) {
    if (nestedBase) return raise(t, exc::TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
  } else if (cls == exc::BaseExceptionGroup) {
    if (!nestedBase) cls = exc::ExceptionGroup;
  } else if (nestedBase && isSubtype(cls, exc::Exception)) {
    return raise(t, exc::TypeError, "Cannot nest BaseExceptions in '{}'", toUtf8(cls->name));
  }
  TRY(noKeywords(t, cls, args));
  Tuple* tuple = TRY(argsTuple(t, args));
  Exception* e = TRY(newException(t, cls, tuple));
  e->fields[kGroupMessage] = args[0];
  e->fields[kGroupExceptions] = Value(members);
  return Value(e);
}

Value groupStr(Thread* t, Value self) {
  size_t n = membersOf(self)->length;
  Str* message = TRY(strPy(t, self.as<Exception>()->fields[kGroupMessage]));
  StrBuilder out(t);
  TRY(out.add(message));
  TRY(out.add(std::string_view(fmt::format(" ({} sub-exception{})", n, n > 1 ? "s" : ""))));
  return Value(TRY(out.finish()));
}

// self.derive(exceptions), with what has to be kept of self: traceback, context, cause, notes.
Value deriveFromPy(Thread* t, Value self, List* members) {
  if (members->length == 0) return Value::none();
  Value derived = TRY(callMethodPy(t, self, TRY(internStr(t, "derive")), {Value(members)}));
  if (!isGroup(derived)) return raise(t, exc::TypeError, "derive must return an instance of BaseExceptionGroup");
  Exception* from = self.as<Exception>();
  Exception* to = derived.as<Exception>();
  to->traceback = from->traceback;
  to->context = from->context;
  to->cause = from->cause;
  to->suppressContext = true;
  writeBarrier(to);
  Value notes = TRY(findAttrPy(t, self, names::__notes__));
  if (!notes.isUnbound() && isa<List>(notes)) {
    List* copy = TRY(makeList(t));
    TRY(listExtendPy(t, copy, notes));
    TRY(setAttrPy(t, derived, names::__notes__, Value(copy)));
  }
  return derived;
}

enum class Matcher { Types, Predicate, Identity };

bool matcherFor(Thread* t, Value v, Matcher* out) {
  auto isExceptionType = [](Value type) { return isa<Type>(type) && isSubtype(type.as<Type>(), exc::BaseException); };
  if (isExceptionType(v)) {
    *out = Matcher::Types;
    return true;
  }
  if (isa<Tuple>(v)) {
    Tuple* all = v.as<Tuple>();
    bool ok = true;
    for (size_t i = 0; i < all->length; ++i) ok &= isExceptionType(all->items[i]);
    if (ok) {
      *out = Matcher::Types;
      return true;
    }
  } else if (isa<Function>(v)) {
    *out = Matcher::Predicate;
    return true;
  }
  return raise(t, exc::TypeError, "expected a function, exception type or tuple of exception types");
}

Maybe<bool> matchesPy(Thread* t, Value e, Matcher matcher, Value with) {
  if (matcher == Matcher::Types) return isInstancePy(t, e, with);
  if (matcher == Matcher::Predicate) {
    Value answer = TRY(callPy(t, with, {e}));
    return truthPy(t, answer);
  }
  // Identity: a set of leaves, as a tuple.
  Tuple* leaves = with.as<Tuple>();
  for (size_t i = 0; i < leaves->length; ++i) {
    if (leaves->items[i] == e) return true;
  }
  return false;
}

struct Split {
  Value match, rest;
};

bool splitPy(Thread* t, Value self, Matcher matcher, Value with, bool wantRest, Split* out) {
  NativeCall guard(t, " in exceptiongroup_split_recursive");
  if (!guard.ok()) return false;
  *out = {Value::none(), Value::none()};
  bool whole = TRY(matchesPy(t, self, matcher, with));
  if (whole) {
    out->match = self;
    return true;
  }
  if (!isGroup(self)) {
    if (wantRest) out->rest = self;
    return true;
  }
  List* match = TRY(makeList(t));
  List* rest = wantRest ? makeList(t) : nullptr;
  if (wantRest) TRY(rest);
  Tuple* members = membersOf(self);
  for (size_t i = 0; i < members->length; ++i) {
    Split part;
    TRY(splitPy(t, members->items[i], matcher, with, wantRest, &part));
    if (!part.match.isNone()) TRY(listAppend(t, match, part.match));
    if (wantRest && !part.rest.isNone()) TRY(listAppend(t, rest, part.rest));
  }
  out->match = TRY(deriveFromPy(t, self, match));
  if (wantRest) out->rest = TRY(deriveFromPy(t, self, rest));
  return true;
}

Value derive(Thread* t, Value* args, size_t) {
  Value values[2] = {args[0].as<Exception>()->fields[kGroupMessage], args[1]};
  return callPy(t, Value(exc::BaseExceptionGroup), Args{values, 2, nullptr});
}

Value split(Thread* t, Value* args, size_t) {
  Matcher matcher;
  TRY(matcherFor(t, args[1], &matcher));
  Split parts;
  TRY(splitPy(t, args[0], matcher, args[1], true, &parts));
  return Value(TRY(makeTuple(t, {parts.match, parts.rest})));
}

Value subgroup(Thread* t, Value* args, size_t) {
  Matcher matcher;
  TRY(matcherFor(t, args[1], &matcher));
  Split parts;
  TRY(splitPy(t, args[0], matcher, args[1], false, &parts));
  return parts.match;
}

bool groupInit(Thread* t, Value self, const Args& args) { return baseExceptionInit(t, self, args); }

const NativeDef kMethods[] = {
    {"__class_getitem__", "(cls, item, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
    {"derive", "(self, excs, /)", derive, nullptr},
    {"split", "(self, matcher_value, /)", split, nullptr},
    {"subgroup", "(self, matcher_value, /)", subgroup, nullptr},
};
const MemberDef kMembers[] = {
    {"message", fieldOffset(kGroupMessage), MemberDef::kReadOnly, "exception message"},
    {"exceptions", fieldOffset(kGroupExceptions), MemberDef::kReadOnly, "nested exceptions"},
};

}  // namespace

const ExceptionLayout kBaseExceptionGroupLayout = {[] {
                                                     Slots s;
                                                     s.create = groupCreate;
                                                     s.init = groupInit;
                                                     s.str = groupStr;
                                                     return s;
                                                   }(),
                                                   kMethods,
                                                   {},
                                                   kMembers};

bool isExceptionGroup(Value v) { return isGroup(v); }

namespace {

// Leaves of a group, which tell by identity what was raised again as it was.
bool collectLeaves(Thread* t, Value e, List* out) {
  if (!isGroup(e)) return listAppend(t, out, e);
  Tuple* members = membersOf(e);
  for (size_t i = 0; i < members->length; ++i) TRY(collectLeaves(t, members->items[i], out));
  return true;
}

bool isSameMetadata(Value a, Value b) {
  Exception *x = a.as<Exception>(), *y = b.as<Exception>();
  return x->traceback == y->traceback && x->cause == y->cause && x->context == y->context;
}

}  // namespace

Value prepareReraiseStarPy(Thread* t, Value original, List* all) {
  if (all->length == 0) return Value::none();
  if (!isGroup(original)) {
    // It was wrapped for the handlers: exactly one thing can have come out of them.
    if (all->length == 1 || listItem(all, 0).isNone()) return listItem(all, 0);
  }
  List* raised = TRY(makeList(t));
  List* leaves = TRY(makeList(t));
  for (size_t i = 0; i < all->length; ++i) {
    Value e = listItem(all, i);
    if (e.isNone()) continue;
    // What shares the original's metadata was not caught or was raised again as it was.
    if (isGroup(original) && isSameMetadata(e, original)) {
      TRY(collectLeaves(t, e, leaves));
    } else {
      TRY(listAppend(t, raised, e));
    }
  }
  Value reraised = Value::none();
  if (leaves->length > 0) {
    Tuple* set = TRY(listToTuple(t, leaves));
    Split parts;
    TRY(splitPy(t, original, Matcher::Identity, Value(set), false, &parts));
    reraised = parts.match;
  }
  if (raised->length == 0) return reraised;
  if (!reraised.isNone()) TRY(listAppend(t, raised, reraised));
  if (raised->length == 1) return listItem(raised, 0);
  Value args[2] = {Value(names::empty), Value(raised)};
  return callPy(t, Value(exc::BaseExceptionGroup), Args{args, 2, nullptr});
}

}  // namespace typhon
