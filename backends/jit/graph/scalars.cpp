// Items of bytes, bytearrays and arrays: machine numbers that are loaded and stored in line.
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/feedback/feedback.h"
#include "runtime/modules/array.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/bytes.h"

namespace typhon::jit {

namespace {
// The limits of what an item holds where there are such among the small ints.
bool limitsOf(char code, int64_t* lowest, int64_t* highest) {
  auto limits = [&](int64_t low, int64_t high) {
    *lowest = low;
    *highest = high;
    return true;
  };
  switch (code) {
    case 'b':
      return limits(-0x80, 0x7f);
    case 'B':
      return limits(0, 0xff);
    case 'h':
      return limits(-0x8000, 0x7fff);
    case 'H':
      return limits(0, 0xffff);
    case 'i':
      return limits(INT32_MIN, INT32_MAX);
    case 'I':
      return limits(0, UINT32_MAX);
    case 'L':
    case 'Q':
      return limits(0, Value::kSmallIntMax);
    default:
      return false;
  }
}
}  // namespace

// The storage of v, if the site has met one such class; guards that it is of that.
bool Builder::scalarsOf(Node* v, Scalars* out) {
  uint64_t seen = feedback(), shape = containerShape(seen);
  if (!mayGuess() || quick() != d_.op || !shape || shape == kManyContainers) return false;
  if (!(shapeTable[shape]->type->typeFlags & kNativeType)) return false;
  bool bytes = shape == kShapeOf_bytes, array = !bytes && shape != kShapeOf_bytearray;
  out->code = array ? arrayCode(seen) : 'B';
  if (out->code == 'u') return false;
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, shape);
  if (array) guard(NodeOp::CheckFormat, Rep::None, {checked}, static_cast<uint8_t>(out->code));
  refine(v, checked);
  size_t length = array ? offsetof(Array, length) : bytes ? offsetof(Bytes, length) : offsetof(ByteArray, length);
  out->length = add(NodeOp::LengthAt, Rep::Int, {checked}, length);
  out->storage = add(NodeOp::ScalarStorage, Rep::Any, {checked}, array ? 2 : bytes ? 0 : 1);
  return true;
}

Node* Builder::loadScalar(Node* v, Node* key) {
  Scalars s;
  if ((key->type != Rep::Int && (key->type != Rep::Any || key->shape)) || !scalarsOf(v, &s)) return nullptr;
  Node* index = checkIndex(s.length, asInt(key));
  bool wide = s.code == 'l' || s.code == 'L' || s.code == 'q' || s.code == 'Q';
  Rep type = s.code == 'd' || s.code == 'f' ? Rep::Float : Rep::Int;
  if (wide) return guard(NodeOp::ScalarLoadWide, type, {s.storage, index}, static_cast<uint8_t>(s.code));
  return add(NodeOp::ScalarLoad, type, {s.storage, index}, static_cast<uint8_t>(s.code));
}

bool Builder::storeScalar(Node* v, Node* key, Node* x) {
  Scalars s;
  if ((key->type != Rep::Int && (key->type != Rep::Any || key->shape)) || !scalarsOf(v, &s) || s.storage->bits == 0) return false;
  Node* index = asInt(key);
  if (x == key) x = index;
  index = checkIndex(s.length, index);
  int64_t lowest, highest;
  if (s.code == 'd' || s.code == 'f') {
    x = asFloat(x);
  } else {
    x = asInt(x);
    if (limitsOf(s.code, &lowest, &highest) && !planted(Plant::scalar_range))
      x = guard(NodeOp::CheckRange, Rep::Int, {x}, Value::smallInt(lowest).bits(), Value::smallInt(highest).bits());
  }
  add(NodeOp::ScalarStore, Rep::None, {s.storage, index, x}, static_cast<uint8_t>(s.code));
  return true;
}

}  // namespace typhon::jit
