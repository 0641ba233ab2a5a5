// itertools: groupby and tee.
#include "runtime/modules/itertools.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::itertools {
namespace {

// --- groupby: a iterator, b key function or None, c target key, d current key, e current value, f current group

Value groupbyNew(Thread* t, Value* args, size_t) {
  Value iterator = TRY(iterPy(t, args[1]));
  auto* s = TRY(newState(t, args[0]));
  s->a = iterator;
  s->b = args[2];
  return s;
}

// Takes the next item and its key. 1, 0 at the end, -1.
int groupbyStep(Thread* t, IteratorState* s) {
  Value item = TRY(nextFastPy(t, s->a));
  if (item.isUnbound()) return 0;
  Value key = s->b.isNone() ? item : TRY(callPy(t, s->b, {item}));
  s->e = item;
  s->d = key;
  writeBarrier(s);
  return 1;
}

// _grouper: a its groupby, b its key.
Value makeGrouper(Thread* t, IteratorState* parent, Value key) {
  auto* g = TRY(newState(t, grouperType));
  g->a = parent;
  g->b = key;
  set(parent, &IteratorState::f, g);
  return g;
}

Value groupbyNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  s->f = Value::unbound();
  while (true) {
    if (!s->d.isUnbound()) {
      if (s->c.isUnbound()) break;
      if (!TRY(equalFastPy(t, s->c, s->d))) break;
    }
    int more = groupbyStep(t, s);
    if (more < 0) return Value::error();
    if (!more) return Value::unbound();
  }
  set(s, &IteratorState::c, s->d);
  Value group = TRY(makeGrouper(t, s, s->c));
  return TRY(makeTuple(t, {s->d, group}));
}

Value groupbyReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  if (s->c.isUnbound() || s->d.isUnbound() || s->e.isUnbound()) return reduced(t, args[0], {s->a, s->b});
  Tuple* state = TRY(makeTuple(t, {s->d, s->e, s->c}));
  return reduced(t, args[0], {s->a, s->b}, state);
}

Value groupbySetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  Tuple* state = TRY(stateTuple(t, args[1], 3));
  s->d = state->items[0];
  s->e = state->items[1];
  s->c = state->items[2];
  writeBarrier(s);
  return Value::none();
}

Value grouperNew(Thread* t, Value* args, size_t) {
  if (!isa<IteratorState>(args[1]) || typeOf(args[1])->spec != &groupbySpec)
    return raise(t, exc::TypeError, "_grouper() argument 1 must be itertools.groupby, not {}", typeName(args[1]));
  return makeGrouper(t, stateOf(args[1]), args[2]);
}

Value grouperNext(Thread* t, Value self) {
  auto* g = stateOf(self);
  auto* s = stateOf(g->a);
  if (!(s->f == self)) return Value::unbound();
  if (s->e.isUnbound()) {
    int more = groupbyStep(t, s);
    if (more < 0) return Value::error();
    if (!more) return Value::unbound();
  }
  if (!TRY(equalFastPy(t, g->b, s->d))) return Value::unbound();
  Value item = s->e;
  s->e = s->d = Value::unbound();
  return item;
}

Value grouperReduce(Thread* t, Value* args, size_t) {
  auto* g = stateOf(args[0]);
  if (stateOf(g->a)->f == args[0]) return reduced(t, args[0], {g->a, g->b});
  Value iter = TRY(builtinPy(t, "iter"));
  Tuple* arguments = TRY(makeTuple(t, {Value(emptyTuple())}));
  return TRY(makeTuple(t, {iter, Value(arguments)}));
}

// --- tee. The iterators share a chain of blocks of items read so far.
// _tee: a block, i position in it. _tee_dataobject: a iterator, b items (ValueArray), c next block, i items read, flag: reading.

constexpr int64_t kBlock = 57;

Value makeBlock(Thread* t, Value iterator) {
  ValueArray* items = TRY(makeValueArray(t, kBlock));
  auto* s = TRY(newState(t, teeDataType));
  s->a = iterator;
  s->b = items;
  return s;
}

Value blockItem(Thread* t, IteratorState* block, int64_t i) {
  auto* items = block->b.as<ValueArray>();
  if (i < block->i) return items->items[i];
  if (block->flag) return raise(t, exc::RuntimeError, "cannot re-enter the tee iterator");
  block->flag = true;
  // What _tee_dataobject() was given need not be an iterator.
  Value item = typeOf(block->a)->slots.next ? nextFastPy(t, block->a) : nextPy(t, block->a);
  block->flag = false;
  if (item.isError() || item.isUnbound()) return item;
  items->items[i] = item;
  writeBarrier(items);
  ++block->i;
  return item;
}

Value blockNew(Thread* t, Value* args, size_t) {
  auto* values = dynCast<List>(args[2]);
  if (!values) return raise(t, exc::TypeError, "teedataobject() argument 2 must be list, not {}", argumentTypeName(args[2]));
  Value made = TRY(makeBlock(t, args[1]));
  auto* block = stateOf(made);
  int64_t count = static_cast<int64_t>(values->length);
  if (count > kBlock) return raise(t, exc::ValueError, "Invalid arguments");
  for (int64_t i = 0; i < count; ++i) block->b.as<ValueArray>()->items[i] = listItem(values, i);
  writeBarrier(block->b.asObject());
  block->i = count;
  if (count == kBlock) {
    if (!args[3].isNone()) {
      if (!isa<IteratorState>(args[3]) || typeOf(args[3]) != teeDataType) return raise(t, exc::ValueError, "Invalid arguments");
      set(block, &IteratorState::c, args[3]);
    }
  } else if (!args[3].isNone()) {
    return raise(t, exc::ValueError, "Invalid arguments");
  }
  return made;
}

Value blockReduce(Thread* t, Value* args, size_t) {
  auto* block = stateOf(args[0]);
  List* values = TRY(makeList(t, block->b.as<ValueArray>()->items, block->i));
  return reduced(t, args[0], {block->a, values, block->c.isUnbound() ? Value::none() : block->c});
}

Value makeTee(Thread* t, Value block, int64_t index) {
  auto* s = TRY(newState(t, teeType));
  s->a = block;
  s->i = index;
  return s;
}

Value teeFromIterable(Thread* t, Value iterable) {
  Value iterator = TRY(iterPy(t, iterable));
  if (isa<IteratorState>(iterator) && typeOf(iterator) == teeType) return makeTee(t, stateOf(iterator)->a, stateOf(iterator)->i);
  Value block = TRY(makeBlock(t, iterator));
  return makeTee(t, block, 0);
}

Value teeNew(Thread* t, Value* args, size_t) { return teeFromIterable(t, args[1]); }

Value teeNext(Thread* t, Value self) {
  auto* s = stateOf(self);
  auto* block = stateOf(s->a);
  if (s->i < block->i) return block->b.as<ValueArray>()->items[s->i++];
  if (s->i >= kBlock) {
    if (block->c.isUnbound()) {
      Value next = TRY(makeBlock(t, block->a));
      set(block, &IteratorState::c, next);
    }
    set(s, &IteratorState::a, block->c);
    s->i = 0;
    block = stateOf(s->a);
  }
  Value item = TRY(blockItem(t, block, s->i));
  if (!item.isUnbound()) ++s->i;
  return item;
}

Value teeCopy(Thread* t, Value* args, size_t) { return makeTee(t, stateOf(args[0])->a, stateOf(args[0])->i); }

Value teeReduce(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  Tuple* state = TRY(makeTuple(t, {s->a, Value::smallInt(s->i)}));
  return reduced(t, args[0], {Value(emptyTuple())}, state);
}

Value teeSetState(Thread* t, Value* args, size_t) {
  auto* s = stateOf(args[0]);
  Tuple* state = TRY(stateTuple(t, args[1], 2));
  if (!isa<IteratorState>(state->items[0]) || typeOf(state->items[0]) != teeDataType)
    return raise(t, exc::TypeError, "argument 1 must be itertools._tee_dataobject, not {}", typeName(state->items[0]));
  int64_t index = TRY(countArgumentPy(t, state->items[1]));
  if (index < 0 || index > kBlock) return raise(t, exc::ValueError, "Index out of range");
  set(s, &IteratorState::a, state->items[0]);
  s->i = index;
  return Value::none();
}

const char* const kReduceDoc = "What pickle needs.";
const char* const kSetStateDoc = "Go to the state that __reduce__ told.";
const NativeDef kGroupbyNew = {"__new__", "(cls, iterable, key=None)", groupbyNew, nullptr};
const NativeDef kGroupbyMethods[] = {{"__reduce__", "(self, /)", deprecated<groupbyReduce>, kReduceDoc},
                                     {"__setstate__", "(self, state, /)", deprecated<groupbySetState>, kSetStateDoc}};
const NativeDef kGrouperNew = {"__new__", "(cls, parent, tgtkey, /)", grouperNew, nullptr};
const NativeDef kGrouperMethods[] = {{"__reduce__", "(self, /)", deprecated<grouperReduce>, kReduceDoc}};
const NativeDef kTeeNew = {"__new__", "(cls, iterable, /)", teeNew, nullptr};
const NativeDef kTeeMethods[] = {{"__copy__", "(self, /)", teeCopy, "An independent iterator at the same position."},
                                 {"__reduce__", "(self, /)", deprecated<teeReduce>, kReduceDoc},
                                 {"__setstate__", "(self, state, /)", deprecated<teeSetState>, kSetStateDoc}};
const NativeDef kBlockNew = {"__new__", "(cls, it, values, next, /)", blockNew, nullptr};
const NativeDef kBlockMethods[] = {{"__reduce__", "(self, /)", deprecated<blockReduce>, kReduceDoc}};

}  // namespace

Value teeFunction(Thread* t, Value* args, size_t) {
  int64_t n = TRY(countArgumentPy(t, args[1]));
  if (n < 0) return raise(t, exc::ValueError, "n must be >= 0");
  Tuple* result = TRY(makeTuple(t, static_cast<size_t>(n)));
  if (n == 0) return result;
  Value first = TRY(iterPy(t, args[0]));
  Value copy = TRY(findAttrPy(t, first, names::__copy__));
  if (copy.isUnbound()) {
    first = TRY(teeFromIterable(t, first));
    copy = TRY(getAttrPy(t, first, names::__copy__));
  }
  result->items[0] = first;
  writeBarrier(result);
  for (int64_t i = 1; i < n; ++i) {
    Value another = TRY(callPy(t, copy));
    result->items[i] = another;
    writeBarrier(result);
  }
  return result;
}

const TypeSpec groupbySpec = {
    .name = "itertools.groupby",
    .kind = Kind::IteratorState,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = groupbyNext},
    .methods = kGroupbyMethods,
    .create = &kGroupbyNew,
    .doc = "Pairs of a key and an iterator over the consecutive items with that key.",
};
const TypeSpec grouperSpec = {
    .name = "itertools._grouper",
    .kind = Kind::IteratorState,
    .slots = {.iter = selfIter, .next = grouperNext},
    .methods = kGrouperMethods,
    .create = &kGrouperNew,
};
const TypeSpec teeSpec = {
    .name = "itertools._tee",
    .kind = Kind::IteratorState,
    .flags = kWeakReferable,
    .slots = {.iter = selfIter, .next = teeNext},
    .methods = kTeeMethods,
    .create = &kTeeNew,
    .doc = "Iterator over items that it shares with its copies.",
};
const TypeSpec teeDataSpec = {
    .name = "itertools._tee_dataobject",
    .kind = Kind::IteratorState,
    .methods = kBlockMethods,
    .create = &kBlockNew,
    .doc = "Items that iterators made by tee() share.",
};

}  // namespace typhon::itertools
