// See native_item.h.
#include "runtime/types/native_item.h"

#include <cstring>

#include "runtime/base/float_text.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"

namespace typhon {

namespace {

template <class T>
T load(const uint8_t* p) {
  T v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
template <class T>
void store(uint8_t* p, T v) {
  std::memcpy(p, &v, sizeof v);
}

bool isUnsignedFormat(char f) { return f == 'B' || f == 'H' || f == 'I' || f == 'L' || f == 'Q' || f == 'N' || f == 'P'; }

}  // namespace

int nativeItemSize(char format) {
  switch (format) {
    case 'c':
    case 'b':
    case 'B':
    case '?':
      return 1;
    case 'h':
    case 'H':
    case 'e':
      return 2;
    case 'i':
    case 'I':
    case 'f':
      return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd':
    case 'P':
      return 8;
    default:
      return 0;
  }
}

char nativeFormatChar(const char* format) {
  if (*format == '@') ++format;
  return format[0] && !format[1] && nativeItemSize(format[0]) ? format[0] : 0;
}

Value unpackNativeItem(Thread* t, char format, const uint8_t* p) {
  switch (format) {
    case 'c':
      return Value(TRY(makeBytes(t, {reinterpret_cast<const char*>(p), 1})));
    case 'b':
      return Value::smallInt(load<int8_t>(p));
    case 'B':
      return Value::smallInt(*p);
    case '?':
      return Value::boolean(*p != 0);
    case 'h':
      return Value::smallInt(load<int16_t>(p));
    case 'H':
      return Value::smallInt(load<uint16_t>(p));
    case 'i':
      return Value::smallInt(load<int32_t>(p));
    case 'I':
      return Value::smallInt(load<uint32_t>(p));
    case 'l':
    case 'q':
    case 'n':
      return makeInt(t, load<int64_t>(p));
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
      return makeUnsigned(t, load<uint64_t>(p));
    case 'e':
      return makeFloat(t, base::halfToDouble(load<uint16_t>(p)));
    case 'f':
      return makeFloat(t, static_cast<double>(load<float>(p)));
    default:
      return makeFloat(t, load<double>(p));
  }
}

bool packNativeItemPy(Thread* t, char format, Value v, uint8_t* p) {
  auto badType = [&] { return raise(t, exc::TypeError, "memoryview: invalid type for format '{}'", format); };
  auto badValue = [&] { return raise(t, exc::ValueError, "memoryview: invalid value for format '{}'", format); };
  switch (format) {
    case 'c': {
      auto b = dynCast<Bytes>(v);
      if (!b) return badType();
      if (b->length != 1) return badValue();
      *p = b->data[0];
      return true;
    }
    case '?':
      *p = TRY(truthPy(t, v));
      return true;
    case 'e':
    case 'f':
    case 'd': {
      Maybe<double> converted = toDoublePy(t, v);
      if (!converted.ok()) {
        if (!pendingIs(t, exc::TypeError)) return false;
        clearPending(t);
        return badType();
      }
      double d = *converted;
      uint16_t half;
      if (format == 'd') return store(p, d), true;
      if (format == 'f') return store(p, static_cast<float>(d)), true;
      if (!base::doubleToHalf(d, &half)) return raise(t, exc::OverflowError, "float too large to pack with e format");
      return store(p, half), true;
    }
    default:
      break;
  }
  Value index = v;
  if (!isInt(v)) {
    if (!typeOf(v)->slots.index) return badType();
    index = TRY(indexPy(t, v));
  }
  int size = nativeItemSize(format);
  if (isUnsignedFormat(format)) {
    uint64_t u;
    if (!fitsUint64(index, &u) || (size < 8 && u >> (8 * size))) return badValue();
    std::memcpy(p, &u, static_cast<size_t>(size));  // little-endian
  } else {
    int64_t i;
    if (!fitsInt64(index, &i)) return badValue();
    int64_t limit = size < 8 ? int64_t{1} << (8 * size - 1) : 0;
    if (limit && (i < -limit || i >= limit)) return badValue();
    std::memcpy(p, &i, static_cast<size_t>(size));
  }
  return true;
}

}  // namespace typhon
