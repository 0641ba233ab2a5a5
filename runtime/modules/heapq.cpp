// _heapq: the heap queue algorithm. A heap is a list; every comparison may run Python code that changes it, which is noticed by
// its length.
#include "runtime/types/container_support.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"

namespace typhon {
namespace {

// Of a heap with the smallest item first; a `kMax` heap has the greatest first.
template <bool kMax>
int before(Thread* t, Value a, Value b) {
  return kMax ? lessFastPy(t, b, a) : lessFastPy(t, a, b);
}

bool sizeChanged(Thread* t) { return raise(t, exc::RuntimeError, "list changed size during iteration"); }

// Lets the item at `position` rise towards `start` until its parent belongs before it.
template <bool kMax>
bool rise(Thread* t, List* heap, size_t start, size_t position) {
  size_t length = heap->length;
  if (position >= length) return raise(t, exc::IndexError, "index out of range");
  while (position > start) {
    size_t parent = (position - 1) / 2;
    Value a = listItem(heap, position), b = listItem(heap, parent);
    int k = before<kMax>(t, a, b);
    if (k < 0) return false;
    if (heap->length != length) return sizeChanged(t);
    if (!k) break;
    a = listItem(heap, position);
    b = listItem(heap, parent);
    listStore(heap, parent, a);
    listStore(heap, position, b);
    position = parent;
  }
  return true;
}

// Lets the item at `position` sink to the bottom along the children that belong first, then rise to its place.
template <bool kMax>
bool sink(Thread* t, List* heap, size_t position) {
  size_t length = heap->length, start = position, limit = length / 2;
  while (position < limit) {
    size_t child = 2 * position + 1;
    if (child + 1 < length) {
      int k = before<kMax>(t, listItem(heap, child), listItem(heap, child + 1));
      if (k < 0) return false;
      if (heap->length != length) return sizeChanged(t);
      child += !k;
    }
    Value a = listItem(heap, child), b = listItem(heap, position);
    listStore(heap, child, b);
    listStore(heap, position, a);
    position = child;
  }
  return rise<kMax>(t, heap, start, position);
}

List* heapArgument(Thread* t, const char* function, Value v) {
  if (isa<List>(v)) return v.as<List>();
  return raise(t, exc::TypeError, "{}() argument{} must be list, not {}", function, "", argumentTypeName(v));
}
List* firstArgument(Thread* t, const char* function, Value v, bool alone) {
  if (isa<List>(v)) return v.as<List>();
  return raise(t, exc::TypeError, "{}() argument{} must be list, not {}", function, alone ? "" : " 1", argumentTypeName(v));
}

Value heapPush(Thread* t, Value* args, size_t) {
  List* heap = TRY(firstArgument(t, "heappush", args[0], false));
  TRY(listAppend(t, heap, args[1]));
  TRY(rise<false>(t, heap, 0, heap->length - 1));
  return Value::none();
}

template <bool kMax>
Value popFrom(Thread* t, List* heap) {
  if (heap->length == 0) return raise(t, exc::IndexError, "index out of range");
  Value last = listPop(heap, heap->length - 1);
  if (heap->length == 0) return last;
  Value first = listItem(heap, 0);
  listStore(heap, 0, last);
  TRY(sink<kMax>(t, heap, 0));
  return first;
}

Value heapPop(Thread* t, Value* args, size_t) {
  List* heap = TRY(heapArgument(t, "heappop", args[0]));
  return popFrom<false>(t, heap);
}
Value heapPopMax(Thread* t, Value* args, size_t) {
  List* heap = TRY(heapArgument(t, "_heappop_max", args[0]));
  return popFrom<true>(t, heap);
}

template <bool kMax>
Value replaceIn(Thread* t, List* heap, Value item) {
  if (heap->length == 0) return raise(t, exc::IndexError, "index out of range");
  Value first = listItem(heap, 0);
  listStore(heap, 0, item);
  TRY(sink<kMax>(t, heap, 0));
  return first;
}

Value heapReplace(Thread* t, Value* args, size_t) {
  List* heap = TRY(firstArgument(t, "heapreplace", args[0], false));
  return replaceIn<false>(t, heap, args[1]);
}
Value heapReplaceMax(Thread* t, Value* args, size_t) {
  List* heap = TRY(firstArgument(t, "_heapreplace_max", args[0], false));
  return replaceIn<true>(t, heap, args[1]);
}

Value heapPushPop(Thread* t, Value* args, size_t) {
  List* heap = TRY(firstArgument(t, "heappushpop", args[0], false));
  if (heap->length == 0) return args[1];
  int k = lessFastPy(t, listItem(heap, 0), args[1]);
  if (k < 0) return Value::error();
  if (!k) return args[1];
  return replaceIn<false>(t, heap, args[1]);
}

template <bool kMax>
Value heapifyList(Thread* t, List* heap) {
  for (size_t i = heap->length / 2; i-- > 0;) TRY(sink<kMax>(t, heap, i));
  return Value::none();
}

Value heapify(Thread* t, Value* args, size_t) {
  List* heap = TRY(heapArgument(t, "heapify", args[0]));
  return heapifyList<false>(t, heap);
}
Value heapifyMax(Thread* t, Value* args, size_t) {
  List* heap = TRY(heapArgument(t, "_heapify_max", args[0]));
  return heapifyList<true>(t, heap);
}

const NativeDef kFunctions[] = {
    {"heappush", "(heap, item, /)", heapPush, "Add an item to the heap."},
    {"heappop", "(heap, /)", heapPop, "Remove the smallest item and return it."},
    {"heapreplace", "(heap, item, /)", heapReplace, "Remove the smallest item and return it, then add the new one."},
    {"heappushpop", "(heap, item, /)", heapPushPop, "Add the new item, then remove the smallest one and return it."},
    {"heapify", "(heap, /)", heapify, "Turn any list into a heap, in linear time."},
    {"_heappop_max", "(heap, /)", heapPopMax, "heappop for a heap with the greatest item first."},
    {"_heapify_max", "(heap, /)", heapifyMax, "heapify for a heap with the greatest item first."},
    {"_heapreplace_max", "(heap, item, /)", heapReplaceMax, "heapreplace for a heap with the greatest item first."},
};

bool initModule(Thread* t, Module* m) {
  Str* about =
      TRY(makeStr(t,
                  "A heap is a list in which every item is at most as great as the items at 2*k+1 and 2*k+2, k being its "
                  "position, so that the smallest one comes first."));
  return moduleSet(t, m, "__about__", about);
}

}  // namespace

extern const ModuleSpec heapqModule = {"_heapq", kFunctions, "The heap queue algorithm.", initModule};

}  // namespace typhon
