// Iterators over lists, tuples and sequences by index; iter(callable, sentinel); reversed.
#include "runtime/types/iterators.h"

#include <algorithm>

#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/range.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"

namespace typhon {
namespace {

// (function, (argument,)) or (function, (argument,), state).
Value reduced(Thread* t, Value function, Value argument, Value state = Value::unbound()) {
  Tuple* arguments = TRY(makeTuple(t, {argument}));
  if (state.isUnbound()) return TRY(makeTuple(t, {function, Value(arguments)}));
  return TRY(makeTuple(t, {function, Value(arguments), state}));
}

// iter(()) or iter([]), which an exhausted iterator is pickled as.
Value reducedEmpty(Thread* t, bool list) {
  Value iter = TRY(builtinPy(t, "iter"));
  if (list) {
    List* empty = TRY(makeList(t));
    return reduced(t, iter, empty);
  }
  Tuple* empty = TRY(makeTuple(t, size_t{0}));
  return reduced(t, iter, empty);
}

// --- list_iterator

Value listIteratorNext(Thread*, Value v) {
  auto* it = v.as<ListIterator>();
  List* list = it->list;
  if (!list) return Value::unbound();
  if (it->index < list->length) return listItem(list, it->index++);
  it->list = nullptr;
  return Value::unbound();
}

Value listIteratorLengthHint(Thread*, Value* args, size_t) {
  auto* it = args[0].as<ListIterator>();
  return Value::smallInt(it->list && it->index < it->list->length ? it->list->length - it->index : 0);
}

Value listIteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ListIterator>();
  if (!it->list) return reducedEmpty(t, true);
  Value iter = TRY(builtinPy(t, "iter"));
  return reduced(t, iter, it->list, Value::smallInt(it->index));
}

Value listIteratorSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ListIterator>();
  int64_t index = TRY(stateNumber(t, args[1]));
  if (!it->list) return Value::none();
  it->index = std::min<uint64_t>(std::max<int64_t>(index, 0), it->list->length);
  return Value::none();
}

const NativeDef kListIteratorMethods[] = {
    {"__length_hint__", "(self, /)", listIteratorLengthHint, "How many items are expected to come."},
    {"__reduce__", "(self, /)", listIteratorReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", listIteratorSetState, "Go to a position."},
};

// --- list_reverseiterator

Value listReverseNext(Thread*, Value v) {
  auto* it = v.as<ListReverseIterator>();
  List* list = it->list;
  if (!list) return Value::unbound();
  if (it->index >= 0 && static_cast<uint64_t>(it->index) < list->length) return listItem(list, it->index--);
  it->index = -1;
  it->list = nullptr;
  return Value::unbound();
}

Value listReverseLengthHint(Thread*, Value* args, size_t) {
  auto* it = args[0].as<ListReverseIterator>();
  int64_t left = it->index + 1;
  return Value::smallInt(!it->list || it->list->length < static_cast<uint64_t>(left) ? 0 : left);
}

Value listReverseReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ListReverseIterator>();
  if (!it->list) return reducedEmpty(t, true);
  return reduced(t, types::reversed, it->list, Value::smallInt(it->index));
}

Value listReverseSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ListReverseIterator>();
  int64_t index = TRY(stateNumber(t, args[1]));
  if (!it->list) return Value::none();
  it->index = std::min<int64_t>(std::max<int64_t>(index, -1), static_cast<int64_t>(it->list->length) - 1);
  return Value::none();
}

const NativeDef kListReverseMethods[] = {
    {"__length_hint__", "(self, /)", listReverseLengthHint, "How many items are expected to come."},
    {"__reduce__", "(self, /)", listReverseReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", listReverseSetState, "Go to a position."},
};

// --- tuple_iterator

Value tupleIteratorNext(Thread*, Value v) {
  auto* it = v.as<TupleIterator>();
  Tuple* tuple = it->tuple;
  if (!tuple) return Value::unbound();
  if (it->index < tuple->length) return tuple->items[it->index++];
  it->tuple = nullptr;
  return Value::unbound();
}

Value tupleIteratorLengthHint(Thread*, Value* args, size_t) {
  auto* it = args[0].as<TupleIterator>();
  return Value::smallInt(it->tuple ? it->tuple->length - it->index : 0);
}

Value tupleIteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<TupleIterator>();
  if (!it->tuple) return reducedEmpty(t, false);
  Value iter = TRY(builtinPy(t, "iter"));
  return reduced(t, iter, it->tuple, Value::smallInt(it->index));
}

Value tupleIteratorSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<TupleIterator>();
  int64_t index = TRY(stateNumber(t, args[1]));
  if (!it->tuple) return Value::none();
  it->index = std::min<uint64_t>(std::max<int64_t>(index, 0), it->tuple->length);
  return Value::none();
}

const NativeDef kTupleIteratorMethods[] = {
    {"__length_hint__", "(self, /)", tupleIteratorLengthHint, "How many items are expected to come."},
    {"__reduce__", "(self, /)", tupleIteratorReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", tupleIteratorSetState, "Go to a position."},
};

// --- iterator (by __getitem__)

Value sequenceNext(Thread* t, Value v) {
  auto* it = v.as<SequenceIterator>();
  if (it->sequence.isUnbound()) return Value::unbound();
  Value sequence = it->sequence;
  Value index = TRY(makeInt(t, it->index));
  Value item = getItemPy(t, sequence, index);
  if (!item.isError()) {
    ++it->index;
    return item;
  }
  if (!pendingIs(t, exc::IndexError) && !pendingIs(t, exc::StopIteration)) return item;
  clearPending(t);
  it->sequence = Value::unbound();
  return Value::unbound();
}

Value sequenceLengthHint(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<SequenceIterator>();
  if (it->sequence.isUnbound()) return Value::smallInt(0);
  if (!typeOf(it->sequence)->slots.length) return notImplemented;
  int64_t length = TRY(lengthPy(t, it->sequence));
  return Value::smallInt(std::max<int64_t>(0, length - it->index));
}

Value sequenceReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<SequenceIterator>();
  if (it->sequence.isUnbound()) return reducedEmpty(t, false);
  Value iter = TRY(builtinPy(t, "iter"));
  return reduced(t, iter, it->sequence, Value::smallInt(it->index));
}

Value sequenceSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<SequenceIterator>();
  int64_t index = TRY(stateNumber(t, args[1]));
  if (!it->sequence.isUnbound()) it->index = std::max<int64_t>(index, 0);
  return Value::none();
}

const NativeDef kSequenceMethods[] = {
    {"__length_hint__", "(self, /)", sequenceLengthHint, "How many items are expected to come."},
    {"__reduce__", "(self, /)", sequenceReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", sequenceSetState, "Go to a position."},
};

// --- callable_iterator

Value callableNext(Thread* t, Value v) {
  if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
    TRY(handlePollPy(t));
  auto* it = v.as<CallableIterator>();
  if (it->callable.isUnbound()) return Value::unbound();
  auto finish = [&] {
    it->callable = it->sentinel = Value::unbound();
    return Value::unbound();
  };
  Value result = callPy(t, it->callable);
  if (result.isError()) {
    if (!pendingIs(t, exc::StopIteration)) return result;
    clearPending(t);
    return finish();
  }
  if (it->callable.isUnbound()) return Value::unbound();  // the call has exhausted this very iterator
  bool end = TRY(equalFastPy(t, it->sentinel, result));
  return end ? finish() : result;
}

Value callableReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<CallableIterator>();
  if (it->callable.isUnbound()) return reducedEmpty(t, false);
  Value iter = TRY(builtinPy(t, "iter"));
  if (it->callable.isUnbound()) return reducedEmpty(t, false);
  Tuple* arguments = TRY(makeTuple(t, {it->callable, it->sentinel}));
  return TRY(makeTuple(t, {iter, Value(arguments)}));
}

const NativeDef kCallableMethods[] = {
    {"__reduce__", "(self, /)", callableReduce, "What pickle needs."},
};

// --- reversed

Value reversedNew(Thread* t, Value* args, size_t) {
  Type* cls = args[0].as<Type>();
  Value sequence = args[1];
  Value method = TRY(lookupSpecialPy(t, sequence, names::__reversed__));
  if (method.isNone()) return raise(t, exc::TypeError, "'{}' object is not reversible", typeName(sequence));
  if (!method.isUnbound()) return callPy(t, method);
  Type* type = typeOf(sequence);
  // Mappings are no sequences; a class written in Python with __getitem__ is one.
  if (!type->slots.getItem || isa<Dict>(sequence) || (type->typeFlags & kMappingPattern && type->typeFlags & kNativeType))
    return raise(t, exc::TypeError, "'{}' object is not reversible", typeName(sequence));
  int64_t length = TRY(lengthPy(t, sequence));
  auto* it = TRY(allocateFor<ReversedIterator>(t, cls, types::reversed, kShapeOf_reversed));
  it->sequence = sequence;
  it->index = length - 1;
  return it;
}

Value reversedNext(Thread* t, Value v) {
  auto* it = v.as<ReversedIterator>();
  if (it->index >= 0 && !it->sequence.isUnbound()) {
    Value index = TRY(makeInt(t, it->index));
    Value item = getItemPy(t, it->sequence, index);
    if (!item.isError()) {
      --it->index;
      return item;
    }
    if (!pendingIs(t, exc::IndexError) && !pendingIs(t, exc::StopIteration)) return item;
    clearPending(t);
  }
  it->index = -1;
  it->sequence = Value::unbound();
  return Value::unbound();
}

Value reversedLengthHint(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ReversedIterator>();
  if (it->sequence.isUnbound()) return Value::smallInt(0);
  int64_t length = TRY(lengthPy(t, it->sequence));
  int64_t left = it->index + 1;
  return Value::smallInt(length < left ? 0 : left);
}

Value reversedReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ReversedIterator>();
  if (!it->sequence.isUnbound()) return reduced(t, typeOf(args[0]), it->sequence, Value::smallInt(it->index));
  Tuple* empty = TRY(makeTuple(t, size_t{0}));
  return reduced(t, typeOf(args[0]), empty);
}

Value reversedSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ReversedIterator>();
  int64_t index = TRY(stateNumber(t, args[1]));
  if (it->sequence.isUnbound()) return Value::none();
  int64_t length = TRY(lengthPy(t, it->sequence));
  it->index = std::min(std::max<int64_t>(index, -1), length - 1);
  return Value::none();
}

const NativeDef kReversedMethods[] = {
    {"__length_hint__", "(self, /)", reversedLengthHint, "How many items are expected to come."},
    {"__reduce__", "(self, /)", reversedReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", reversedSetState, "Go to a position."},
};
const NativeDef kReversedNew = {"__new__", "(cls, sequence, /)", reversedNew, "Make a reverse iterator."};

}  // namespace

Value makeListIterator(Thread* t, List* list) {
  auto* it = TRY(allocateExact<ListIterator>(t, kShapeOf_listIterator));
  it->list = list;
  it->index = 0;
  return it;
}

Value makeTupleIterator(Thread* t, Tuple* tuple) {
  auto* it = TRY(allocateExact<TupleIterator>(t, kShapeOf_tupleIterator));
  it->tuple = tuple;
  it->index = 0;
  return it;
}

Value makeSequenceIterator(Thread* t, Value sequence) {
  auto* it = TRY(allocateExact<SequenceIterator>(t, kShapeOf_sequenceIterator));
  it->sequence = sequence;
  it->index = 0;
  return it;
}

Value makeCallableIterator(Thread* t, Value callable, Value sentinel) {
  auto* it = TRY(allocateExact<CallableIterator>(t, kShapeOf_callableIterator));
  it->callable = callable;
  it->sentinel = sentinel;
  return it;
}

Value iterBuiltin(Thread* t, Value v) {
  if (!v.isObject()) return Value::unbound();
  switch (v.asObject()->shape) {
    case kShapeOf_list:
      return makeListIterator(t, v.as<List>());
    case kShapeOf_tuple:
      return makeTupleIterator(t, v.as<Tuple>());
    case kShapeOf_range:
      return rangeIter(t, v.as<Range>());
    case kShapeOf_dict:
      return makeDictIterator(t, v.as<Dict>(), DictIterator::Keys);
    case kShapeOf_dictKeys:
      return makeDictIterator(t, v.as<DictView>()->dict, DictIterator::Keys);
    case kShapeOf_dictValues:
      return makeDictIterator(t, v.as<DictView>()->dict, DictIterator::Values);
    case kShapeOf_dictItems:
      return makeDictIterator(t, v.as<DictView>()->dict, DictIterator::Items);
    case kShapeOf_set:
    case kShapeOf_frozenset:
      return makeSetIterator(t, v.as<Set>());
    case kShapeOf_generator:
    case kShapeOf_enumerate:
    case kShapeOf_zip:
    case kShapeOf_map:
    case kShapeOf_filter:
    case kShapeOf_listIterator:
    case kShapeOf_listReverseIterator:
    case kShapeOf_tupleIterator:
    case kShapeOf_rangeIterator:
      return v;
    default:
      return Value::unbound();
  }
}

#define SIMPLE_ITERATOR(SPEC, NAME, KIND, NEXT, METHODS) \
  extern const TypeSpec SPEC = {                         \
      .name = NAME,                                      \
      .kind = Kind::KIND,                                \
      .flags = kDisallowNew,                             \
      .slots = {.iter = selfIter, .next = NEXT},         \
      .methods = METHODS,                                \
  };
SIMPLE_ITERATOR(listIteratorSpec, "list_iterator", ListIterator, listIteratorNext, kListIteratorMethods)
SIMPLE_ITERATOR(listReverseIteratorSpec, "list_reverseiterator", ListReverseIterator, listReverseNext, kListReverseMethods)
SIMPLE_ITERATOR(tupleIteratorSpec, "tuple_iterator", TupleIterator, tupleIteratorNext, kTupleIteratorMethods)
SIMPLE_ITERATOR(sequenceIteratorSpec, "iterator", SequenceIterator, sequenceNext, kSequenceMethods)
SIMPLE_ITERATOR(callableIteratorSpec, "callable_iterator", CallableIterator, callableNext, kCallableMethods)

extern const TypeSpec reversedSpec = {
    .name = "reversed",
    .kind = Kind::ReversedIterator,
    .flags = kBaseType,
    .slots = {.iter = selfIter, .next = reversedNext},
    .methods = kReversedMethods,
    .create = &kReversedNew,
    .doc = "reversed(sequence)\n\nAn iterator from the last item of a sequence to the first.",
};

}  // namespace typhon
