// _bisect: searching and inserting in sorted sequences.
#include "runtime/types/container_support.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"

namespace typhon {
namespace {

enum Side { Left, Right };

// Where x belongs in a[low:high]; `x` is already a key when there is a key function.
template <Side kSide>
Maybe<int64_t> searchPy(Thread* t, Value a, Value x, int64_t low, int64_t high, Value key) {
  if (low < 0) return raise(t, exc::ValueError, "lo must be non-negative");
  if (high == -1) high = TRY(lengthPy(t, a));
  bool list = isExact(a, kShapeOf_list);
  while (low < high) {
    int64_t middle = static_cast<int64_t>((static_cast<uint64_t>(low) + static_cast<uint64_t>(high)) / 2);
    Value item;
    if (list && static_cast<uint64_t>(middle) < a.as<List>()->length) {
      item = listItem(a.as<List>(), middle);
    } else {
      Value index = TRY(makeInt(t, middle));
      item = TRY(getItemPy(t, a, index));
    }
    if (!key.isNone()) item = TRY(callPy(t, key, {item}));
    int k = kSide == Right ? lessFastPy(t, x, item) : lessFastPy(t, item, x);
    if (k < 0) return Raised{};
    if ((kSide == Right) == (k != 0)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// Arguments: a, x, lo, hi, key.
template <Side kSide>
Maybe<int64_t> boundPy(Thread* t, Value* args, Value x) {
  int64_t low = TRY(countArgumentPy(t, args[2]));
  int64_t high = -1;
  if (!args[3].isNone()) high = TRY(countArgumentPy(t, args[3]));
  return searchPy<kSide>(t, args[0], x, low, high, args[4]);
}

template <Side kSide>
Value bisect(Thread* t, Value* args, size_t) {
  int64_t i = TRY(boundPy<kSide>(t, args, args[1]));
  return makeInt(t, i);
}

template <Side kSide>
Value insort(Thread* t, Value* args, size_t) {
  Value x = args[4].isNone() ? args[1] : TRY(callPy(t, args[4], {args[1]}));
  int64_t i = TRY(boundPy<kSide>(t, args, x));
  if (isExact(args[0], kShapeOf_list)) {
    TRY(listInsert(t, args[0].as<List>(), i, args[1]));
  } else {
    Str* name = TRY(internStr(t, "insert"));
    Value index = TRY(makeInt(t, i));
    TRY(callMethodPy(t, args[0], name, {index, args[1]}));
  }
  return Value::none();
}

constexpr const char* kSignature = "(a, x, lo=0, hi=None, *, key=None)";
constexpr const char* kRightDoc = "Position behind all items of the sorted sequence that are equal to x.";
constexpr const char* kLeftDoc = "Position before all items of the sorted sequence that are equal to x.";
constexpr const char* kInsortRightDoc = "Insert x into the sorted sequence, behind all equal items.";
constexpr const char* kInsortLeftDoc = "Insert x into the sorted sequence, before all equal items.";
const NativeDef kFunctions[] = {
    {"bisect_right", kSignature, bisect<Right>, kRightDoc}, {"bisect", kSignature, bisect<Right>, kRightDoc},
    {"bisect_left", kSignature, bisect<Left>, kLeftDoc},    {"insort_right", kSignature, insort<Right>, kInsortRightDoc},
    {"insort", kSignature, insort<Right>, kInsortRightDoc}, {"insort_left", kSignature, insort<Left>, kInsortLeftDoc},
};

}  // namespace

extern const ModuleSpec bisectModule = {"_bisect", kFunctions, "Searching and inserting in sorted sequences.", nullptr};

}  // namespace typhon
