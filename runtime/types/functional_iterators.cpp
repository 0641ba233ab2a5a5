// enumerate, zip, map, filter.
#include "runtime/ops/direct.h"
#include "runtime/types/container_support.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/sequence_args.h"

namespace typhon {
namespace {

// --- enumerate

Value makeEnumeratePy(Thread* t, Type* cls, Value iterable, Value start) {
  if (start.isUnbound()) {
    start = Value::smallInt(0);
  } else {
    start = TRY(indexPy(t, start));
    if (start.isBool()) start = Value::smallInt(start.isTrue());
  }
  Value iterator = TRY(iterPy(t, iterable));
  auto* e = TRY(allocateFor<Enumerate>(t, cls, types::enumerate, kShapeOf_enumerate));
  e->iterator = iterator;
  e->index = start;
  return e;
}

// enumerate(iterable, start=0), in its own words about wrong arguments.
Value enumerateCreate(Thread* t, Type* cls, const Args& args) {
  size_t named = args.keywords ? args.keywords->length : 0, given = args.positional + named;
  if (given > 2) return raise(t, exc::TypeError, "enumerate() takes at most 2 arguments ({} given)", given);
  Value bound[2] = {Value::unbound(), Value::unbound()};
  for (size_t i = 0; i < args.positional; ++i) bound[i] = args[i];
  for (size_t i = 0; i < named; ++i) {
    Str* name = args.keywords->items[i].as<Str>();
    // With two keywords the order is free; a single one names what is missing.
    size_t place = equals(name, "iterable") ? 0 : equals(name, "start") ? 1 : 2;
    bool expected = given == 1 ? place == 0 : named == 1 ? place == 1 : place < 2;
    if (!expected || !bound[place].isUnbound())
      return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for enumerate()", toUtf8(name));
    bound[place] = args[args.positional + i];
  }
  if (bound[0].isUnbound()) return raise(t, exc::TypeError, "enumerate() missing required argument 'iterable'");
  return makeEnumeratePy(t, cls, bound[0], bound[1]);
}

// The next index and item.
PairStep enumerateNextPair(Thread* t, Value v, Value* both) {
  auto* e = v.as<Enumerate>();
  Value item = nextFastPy(t, e->iterator);
  if (item.isError()) return PairStep::Failed;
  if (item.isUnbound()) return PairStep::End;
  Value index = e->index;
  if (index.isSmallInt() && index.asSmallInt() < Value::kSmallIntMax) [[likely]] {
    e->index = Value::smallInt(index.asSmallInt() + 1);
  } else {
    Value next = intAdd(t, index, Value::smallInt(1));
    if (next.isError()) return PairStep::Failed;
    e->index = next;
    writeBarrier(e);
  }
  both[0] = index;
  both[1] = item;
  return PairStep::Pair;
}

Value enumerateNext(Thread* t, Value v) {
  Value both[2];
  switch (enumerateNextPair(t, v, both)) {
    case PairStep::End:
      return Value::unbound();
    case PairStep::Failed:
      return Value::error();
    default:
      break;
  }
  auto* pair = TRY(allocateExact<Tuple>(t, kShapeOf_tuple, 2 * sizeof(Value)));
  pair->length = 2;
  pair->items[0] = both[0];
  pair->items[1] = both[1];
  return pair;
}

Value enumerateReduce(Thread* t, Value* args, size_t) {
  auto* e = args[0].as<Enumerate>();
  Tuple* arguments = TRY(makeTuple(t, {e->iterator, e->index}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments)}));
}

const NativeDef kEnumerateMethods[] = {
    {"__reduce__", "(self, /)", enumerateReduce, "What pickle needs."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "enumerate[int] as an annotation.", NativeDef::kClassMethod},
};

// --- zip

bool isStrictName(Value name) { return isa<Str>(name) && equals(name.as<Str>(), "strict"); }

// The keyword `strict` of a raw call of `zip` or a subclass.
bool strictKeyword(Thread* t, const Args& args, bool* strict) {
  *strict = false;
  if (!args.keywords) return true;
  if (args.keywords->length > 1)
    return raise(t, exc::TypeError, "zip() takes at most 1 keyword argument ({} given)", args.keywords->length);
  for (size_t i = 0; i < args.keywords->length; ++i) {
    if (!isStrictName(args.keywords->items[i])) {
      return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for zip()", strText(args.keywords->items[i]));
    }
    *strict = TRY(truthPy(t, args[args.positional + i]));
  }
  return true;
}

Tuple* iteratorsOfPy(Thread* t, const Value* values, size_t count) {
  Tuple* iterators = TRY(makeTuple(t, count));
  for (size_t i = 0; i < count; ++i) {
    Value it = TRY(iterPy(t, values[i]));
    iterators->items[i] = it;
    writeBarrier(iterators);
  }
  return iterators;
}

Value zipCreate(Thread* t, Type* cls, const Args& args) {
  bool strict;
  TRY(strictKeyword(t, args, &strict));
  Tuple* iterators = TRY(makeTuple(t, args.positional));
  for (size_t i = 0; i < args.positional; ++i) {
    Value it = iterPy(t, args[i]);
    if (it.isError()) {
      Type* type = typeOf(args[i]);
      if (pendingIs(t, exc::TypeError) && !type->slots.iter && !type->slots.getItem) {
        clearPending(t);
        return raise(t, exc::TypeError, "'{}' object is not iterable", typeName(args[i]));
      }
      return it;
    }
    iterators->items[i] = it;
    writeBarrier(iterators);
  }
  auto* z = TRY(allocateFor<Zip>(t, cls, types::zip, kShapeOf_zip));
  z->iterators = iterators;
  z->strict = strict;
  return z;
}

const char* plural(size_t n) { return n == 1 ? " " : "s 1-"; }

// One iterator of a strict zip ended: all the others have to.
Value zipCheckEnds(Thread* t, Zip* z, size_t ended) {
  if (ended > 0)
    return raise(t, exc::ValueError, "zip() argument {} is shorter than argument{}{}", ended + 1, plural(ended), ended);
  for (size_t i = 1; i < z->iterators->length; ++i) {
    Value item = TRY(nextPy(t, z->iterators->items[i]));
    if (!item.isUnbound()) return raise(t, exc::ValueError, "zip() argument {} is longer than argument{}{}", i + 1, plural(i), i);
  }
  return Value::unbound();
}

Value zipNext(Thread* t, Value v) {
  auto* z = v.as<Zip>();
  Tuple* iterators = z->iterators;
  size_t count = iterators->length;
  if (count == 0) return Value::unbound();
  Tuple* result = TRY(makeTuple(t, count));
  for (size_t i = 0; i < count; ++i) {
    Value iterator = iterators->items[i];
    Value item = TRY(nextFastPy(t, iterator));
    if (item.isUnbound()) return z->strict ? zipCheckEnds(t, z, i) : item;
    result->items[i] = item;
    writeBarrier(result);
  }
  return result;
}

PairStep zipNextPair(Thread* t, Value v, Value* pair) {
  auto* z = v.as<Zip>();
  Tuple* iterators = z->iterators;
  if (iterators->length == 2 && !z->strict) {
    for (size_t i = 0; i < 2; ++i) {
      pair[i] = nextFastPy(t, iterators->items[i]);
      if (pair[i].isError()) return PairStep::Failed;
      if (pair[i].isUnbound()) return PairStep::End;
    }
    return PairStep::Pair;
  }
  pair[0] = zipNext(t, v);
  return pair[0].isError() ? PairStep::Failed : pair[0].isUnbound() ? PairStep::End : PairStep::Item;
}

Value zipReduce(Thread* t, Value* args, size_t) {
  auto* z = args[0].as<Zip>();
  if (z->strict) return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(z->iterators), Value::boolean(true)}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(z->iterators)}));
}

Value zipSetState(Thread* t, Value* args, size_t) {
  bool strict = TRY(truthPy(t, args[1]));
  args[0].as<Zip>()->strict = strict;
  return Value::none();
}

const NativeDef kZipMethods[] = {
    {"__reduce__", "(self, /)", zipReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", zipSetState, "Set whether the iterables have to be of one length."},
};

// --- map

Value mapCreate(Thread* t, Type* cls, const Args& args) {
  if (cls->slots.init == types::map->slots.init) TRY(checkNoKeywords(t, "map", args));
  if (args.positional < 2) return raise(t, exc::TypeError, "map() must have at least two arguments.");
  Tuple* iterators = TRY(iteratorsOfPy(t, args.values + 1, args.positional - 1));
  auto* m = TRY(allocateFor<Map>(t, cls, types::map, kShapeOf_map));
  m->function = args[0];
  m->iterators = iterators;
  return m;
}

// Calls the function with an item of each iterator.
[[gnu::noinline]] Value mapNextOfAll(Thread* t, Map* m) {
  Tuple* iterators = m->iterators;
  size_t count = iterators->length;
  Value few[8];
  Value* arguments = few;
  ValueArray* many = nullptr;
  if (count > 8) {
    many = TRY(makeValueArray(t, count));
    arguments = many->items;
  }
  for (size_t i = 0; i < count; ++i) {
    Value iterator = iterators->items[i];
    Value item = nextFastPy(t, iterator);
    if (item.isError() || item.isUnbound()) return item;
    arguments[i] = item;
    if (many) writeBarrier(many);
  }
  return callDirectPy(t, m->function, arguments, count);
}

Value mapNext(Thread* t, Value v) {
  auto* m = v.as<Map>();
  if (m->iterators->length != 1) return mapNextOfAll(t, m);
  Value item = nextFastPy(t, m->iterators->items[0]);
  return item.isError() || item.isUnbound() ? item : callDirectPy(t, m->function, &item, 1);
}

Value mapReduce(Thread* t, Value* args, size_t) {
  auto* m = args[0].as<Map>();
  size_t count = m->iterators->length;
  Tuple* arguments = TRY(makeTuple(t, count + 1));
  arguments->items[0] = m->function;
  for (size_t i = 0; i < count; ++i) arguments->items[i + 1] = m->iterators->items[i];
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments)}));
}

const NativeDef kMapMethods[] = {{"__reduce__", "(self, /)", mapReduce, "What pickle needs."}};

// --- filter

Value filterCreate(Thread* t, Type* cls, const Args& args) {
  if (cls->slots.init == types::filter->slots.init) TRY(checkNoKeywords(t, "filter", args));
  TRY(checkPositional(t, "filter", args, 2, 2));
  Value iterator = TRY(iterPy(t, args[1]));
  auto* f = TRY(allocateFor<Filter>(t, cls, types::filter, kShapeOf_filter));
  f->function = args[0];
  f->iterator = iterator;
  return f;
}

Value filterNext(Thread* t, Value v) {
  auto* f = v.as<Filter>();
  bool byTruth = f->function.isNone() || (f->function.isObject() && f->function.asObject() == types::bool_);
  while (true) {
    Value item = nextFastPy(t, f->iterator);
    if (item.isError() || item.isUnbound()) return item;
    Value argument = item, verdict = byTruth ? item : TRY(callDirectPy(t, f->function, &argument, 1));
    if (TRY(truthDirectPy(t, verdict))) return item;
  }
}

Value filterReduce(Thread* t, Value* args, size_t) {
  auto* f = args[0].as<Filter>();
  Tuple* arguments = TRY(makeTuple(t, {f->function, f->iterator}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments)}));
}

const NativeDef kFilterMethods[] = {{"__reduce__", "(self, /)", filterReduce, "What pickle needs."}};

}  // namespace

extern const TypeSpec enumerateSpec = {
    .name = "enumerate",
    .kind = Kind::Enumerate,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = enumerateNext, .create = enumerateCreate},
    .methods = kEnumerateMethods,
    .doc = "enumerate(iterable, start=0)\n\nIterator over the pairs (start, first item), (start+1, second item) ...",
};
extern const TypeSpec zipSpec = {
    .name = "zip",
    .kind = Kind::Zip,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = zipNext, .create = zipCreate},
    .methods = kZipMethods,
    .doc =
        "zip(*iterables, strict=False)\n\nIterator over tuples of the iterables' items, until the shortest one ends; with "
        "strict, "
        "iterables of\ndifferent lengths are a ValueError.\n\n>>> list(zip('ab', range(5)))\n[('a', 0), ('b', 1)]",
};
extern const TypeSpec mapSpec = {
    .name = "map",
    .kind = Kind::Map,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = mapNext, .create = mapCreate},
    .methods = kMapMethods,
    .doc = "map(function, iterable, *iterables)\n\nIterator over function(items of the iterables), until the shortest one ends.",
};
extern const TypeSpec filterSpec = {
    .name = "filter",
    .kind = Kind::Filter,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = filterNext, .create = filterCreate},
    .methods = kFilterMethods,
    .doc =
        "filter(function or None, iterable)\n\nIterator over the items for which function(item) is true; with None, over those "
        "that "
        "are true.",
};

NextPair nextPairOf(Value iterator) {
  if (!iterator.isObject()) return nullptr;
  switch (iterator.asObject()->shape) {
    case kShapeOf_enumerate:
      return enumerateNextPair;
    case kShapeOf_zip:
      return zipNextPair;
    case kShapeOf_dictItemIterator:
      return dictNextPair;
    default:
      return nullptr;
  }
}

}  // namespace typhon
