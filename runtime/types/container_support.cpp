// What the container types share (container_support.h), and the sizes and traces of their kinds.
#include "runtime/types/container_support.h"

#include <algorithm>

#include "runtime/types/dict_table.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/range.h"
#include "runtime/types/set_table.h"
#include "runtime/types/slice.h"

namespace typhon {

// --- iteration

bool Iteration::startPy(Value iterable) {
  if (isExact(iterable, kShapeOf_list)) {
    list_ = iterable.as<List>();
    return true;
  }
  if (isExact(iterable, kShapeOf_tuple)) {
    tuple_ = iterable.as<Tuple>();
    return true;
  }
  iterator_ = TRY(iterPy(thread_, iterable));
  return true;
}

Value Iteration::nextSlowPy() {
  if (thread_->poll.load(std::memory_order_relaxed)) [[unlikely]]
    TRY(handlePollPy(thread_));
  if (tuple_) return index_ < tuple_->length ? tuple_->items[index_++] : Value::unbound();
  return nextFastPy(thread_, iterator_);
}

Value endOrErrorPy(Thread* t) {
  if (!pendingIs(t, exc::StopIteration)) return Value::error();
  clearPending(t);
  return Value::unbound();
}

size_t Iteration::expected() const {
  if (list_) return list_->length;
  if (tuple_) return tuple_->length;
  if (auto* it = dynCast<RangeIterator>(iterator_)) return it->remaining;
  if (auto* it = dynCast<DictIterator>(iterator_)) return it->remaining;
  if (auto* it = dynCast<SetIterator>(iterator_)) return it->remaining;
  if (auto* it = dynCast<ListIterator>(iterator_))
    return it->list && it->index < it->list->length ? it->list->length - it->index : 0;
  if (auto* it = dynCast<TupleIterator>(iterator_)) return it->tuple ? it->tuple->length - it->index : 0;
  return 0;
}

Value sequenceFastPy(Thread* t, Value v, const char* message) {
  if (isExact(v, kShapeOf_list) || isExact(v, kShapeOf_tuple)) return v;
  Value iterator = iterPy(t, v);
  if (iterator.isError()) {
    if (!pendingIs(t, exc::TypeError)) return Value::error();
    clearPending(t);
    return raise(t, exc::TypeError, "{}", message);
  }
  return TRY(toListPy(t, iterator));
}

// --- comparing and hashing

Maybe<bool> equalSlowPy(Thread* t, Value a, Value b) {
  bool text = isExact(a, kShapeOf_str);
  if (isExact(b, kShapeOf_str)) {
    if (text) return equals(a.as<Str>(), b.as<Str>());
    // None and numbers never equal a str.
    if (!a.isObject()) return false;
  } else if (text && !b.isObject()) {
    return false;
  }
  return equalPy(t, a, b);
}

int lessSlowPy(Thread* t, Value a, Value b) {
  if (isExact(a, kShapeOf_str) && isExact(b, kShapeOf_str)) return compare(a.as<Str>(), b.as<Str>()) < 0;
  if (isExact(a, kShapeOf_tuple) && isExact(b, kShapeOf_tuple)) {
    // Without the detour over tuple's slot.
    const Tuple *x = a.as<Tuple>(), *y = b.as<Tuple>();
    size_t i = TRY(firstDifferencePy(t, x, y));
    if (i == std::min(x->length, y->length)) return x->length < y->length;
    NativeCall guard(t, " in comparison");
    if (!guard.ok()) return -1;
    return lessFastPy(t, x->items[i], y->items[i]);
  }
  return TRY(compareTruthPy(t, CompareOp::Lt, a, b));
}

// --- showing

bool addReprPy(Thread* t, Value v, StrBuilder* out) {
  if (!isExact(v, kShapeOf_str)) {
    bool done;
    TRY(appendFormatted(t, v, TextView(), &out->buffer(), &done));  // for numbers the same text
    if (done) return true;
  }
  Str* shown = TRY(reprPy(t, v));
  return out->add(shown);
}

// --- arguments

Maybe<bool> truthArgumentPy(Thread* t, Value v) { return v.isBool() ? Maybe<bool>(v.isTrue()) : truthPy(t, v); }

Maybe<int64_t> stateNumber(Thread* t, Value v) {
  if (!isInt(v)) return raise(t, exc::TypeError, "an integer is required");
  return toInt64(t, v, "ssize_t");
}

bool checkPositional(Thread* t, const char* function, const Args& args, size_t atLeast, size_t atMost) {
  size_t n = args.positional;
  if (n < atLeast)
    return raise(t, exc::TypeError, "{} expected {}{} argument{}, got {}", function, atLeast == atMost ? "" : "at least ",
                 atLeast, atLeast == 1 ? "" : "s", n);
  if (n > atMost)
    return raise(t, exc::TypeError, "{} expected {}{} argument{}, got {}", function, atLeast == atMost ? "" : "at most ", atMost,
                 atMost == 1 ? "" : "s", n);
  return true;
}

bool checkNoKeywords(Thread* t, const char* function, const Args& args) {
  if (args.keywords && args.keywords->length) return raise(t, exc::TypeError, "{}() takes no keyword arguments", function);
  return true;
}

// --- kinds

#define FIXED_SIZE(Name) \
  size_t sizeOf_##Name(const Object*) { return sizeof(Name); }

size_t sizeOf_Tuple(const Object* o) { return sizeof(Tuple) + static_cast<const Tuple*>(o)->length * sizeof(Value); }
void trace_Tuple(Object* o, Tracer& tracer) {
  auto* tuple = static_cast<Tuple*>(o);
  tracer.visitRange(tuple->items, tuple->length);
}

FIXED_SIZE(List)
void trace_List(Object* o, Tracer& tracer) { tracer.visit(static_cast<List*>(o)->store); }

FIXED_SIZE(Dict)
void trace_Dict(Object* o, Tracer& tracer) {
  auto* d = static_cast<Dict*>(o);
  tracer.visit(d->table);
  tracer.visit(d->extra);
}
size_t sizeOf_DictTable(const Object* o) { return dictTableBytes(static_cast<const DictTable*>(o)); }
void trace_DictTable(Object* o, Tracer& tracer) {
  auto* table = static_cast<DictTable*>(o);
  for (uint64_t i = table->firstLive; i < table->entryCount; ++i) {
    const DictEntry* e = table->entry(i);
    tracer.visit(e->key);
    tracer.visit(e->value);
  }
}

FIXED_SIZE(Set)
void trace_Set(Object* o, Tracer& tracer) { tracer.visit(static_cast<Set*>(o)->table); }
size_t sizeOf_SetTable(const Object* o) { return SetTable::bytesFor(static_cast<const SetTable*>(o)->mask + 1); }
void trace_SetTable(Object* o, Tracer& tracer) {
  auto* table = static_cast<SetTable*>(o);
  for (uint64_t i = 0; i <= table->mask; ++i) tracer.visit(table->entries[i].key);
}

FIXED_SIZE(Range)
void trace_Range(Object* o, Tracer& tracer) {
  auto* r = static_cast<Range*>(o);
  tracer.visit(r->start);
  tracer.visit(r->stop);
  tracer.visit(r->step);
  tracer.visit(r->length);
}
FIXED_SIZE(Slice)
void trace_Slice(Object* o, Tracer& tracer) {
  auto* s = static_cast<Slice*>(o);
  tracer.visit(s->start);
  tracer.visit(s->stop);
  tracer.visit(s->step);
}

FIXED_SIZE(ListIterator)
void trace_ListIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<ListIterator*>(o)->list); }
FIXED_SIZE(ListReverseIterator)
void trace_ListReverseIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<ListReverseIterator*>(o)->list); }
FIXED_SIZE(TupleIterator)
void trace_TupleIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<TupleIterator*>(o)->tuple); }
FIXED_SIZE(RangeIterator)
FIXED_SIZE(LongRangeIterator)
void trace_LongRangeIterator(Object* o, Tracer& tracer) {
  auto* it = static_cast<LongRangeIterator*>(o);
  tracer.visit(it->start);
  tracer.visit(it->step);
  tracer.visit(it->length);
  tracer.visit(it->index);
}
FIXED_SIZE(SequenceIterator)
void trace_SequenceIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<SequenceIterator*>(o)->sequence); }
FIXED_SIZE(CallableIterator)
void trace_CallableIterator(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<CallableIterator*>(o)->callable);
  tracer.visit(static_cast<CallableIterator*>(o)->sentinel);
}
FIXED_SIZE(ReversedIterator)
void trace_ReversedIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<ReversedIterator*>(o)->sequence); }
FIXED_SIZE(DictIterator)
void trace_DictIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<DictIterator*>(o)->dict); }
FIXED_SIZE(DictView)
void trace_DictView(Object* o, Tracer& tracer) { tracer.visit(static_cast<DictView*>(o)->dict); }
FIXED_SIZE(SetIterator)
void trace_SetIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<SetIterator*>(o)->set); }
FIXED_SIZE(Enumerate)
void trace_Enumerate(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<Enumerate*>(o)->iterator);
  tracer.visit(static_cast<Enumerate*>(o)->index);
}
FIXED_SIZE(Zip)
void trace_Zip(Object* o, Tracer& tracer) { tracer.visit(static_cast<Zip*>(o)->iterators); }
FIXED_SIZE(Map)
void trace_Map(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<Map*>(o)->function);
  tracer.visit(static_cast<Map*>(o)->iterators);
}
FIXED_SIZE(Filter)
void trace_Filter(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<Filter*>(o)->function);
  tracer.visit(static_cast<Filter*>(o)->iterator);
}

}  // namespace typhon
