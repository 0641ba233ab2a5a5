// UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError.
#include <string>

#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

bool strArgument(Thread* t, const Args& args, size_t i) {
  if (isa<Str>(args[i])) return true;
  return raise(t, exc::TypeError, "argument {} must be str, not {}", i + 1, args[i].isNone() ? "None" : typeName(args[i]));
}

bool countArguments(Thread* t, const Args& args, size_t wanted) {
  if (args.positional == wanted) return true;
  return raise(t, exc::TypeError, "function takes exactly {} arguments ({} given)", wanted, args.positional);
}

bool indexArgument(Thread* t, Value v, Value* out) {
  Value index = TRY(indexPy(t, v));
  int64_t i;
  if (!fitsInt64(index, &i)) return raise(t, exc::OverflowError, "Python int too large to convert to C ssize_t");
  *out = Value::smallInt(i);
  return true;
}

bool decodeInit(Thread* t, Value self, const Args& args) {
  TRY(baseExceptionInit(t, self, args));
  TRY(countArguments(t, args, 5));
  TRY(strArgument(t, args, 0));
  Value object = args[1], start, end;
  TRY(indexArgument(t, args[2], &start));
  TRY(indexArgument(t, args[3], &end));
  TRY(strArgument(t, args, 4));
  if (!isa<Bytes>(object)) {
    BufferHolder buffer;
    TRY(buffer.acquirePy(t, object));
    object = Value(TRY(makeBytes(t, buffer.bytes())));
  }
  Exception* e = self.as<Exception>();
  e->fields[kUnicodeEncoding] = args[0];
  e->fields[kUnicodeObject] = object;
  e->fields[kUnicodeStart] = start;
  e->fields[kUnicodeEnd] = end;
  e->fields[kUnicodeReason] = args[4];
  writeBarrier(e);
  return true;
}

bool encodeInit(Thread* t, Value self, const Args& args) {
  TRY(baseExceptionInit(t, self, args));
  TRY(countArguments(t, args, 5));
  Value start, end;
  TRY(strArgument(t, args, 0));
  TRY(strArgument(t, args, 1));
  TRY(indexArgument(t, args[2], &start));
  TRY(indexArgument(t, args[3], &end));
  TRY(strArgument(t, args, 4));
  Exception* e = self.as<Exception>();
  e->fields[kUnicodeEncoding] = args[0];
  e->fields[kUnicodeObject] = args[1];
  e->fields[kUnicodeStart] = start;
  e->fields[kUnicodeEnd] = end;
  e->fields[kUnicodeReason] = args[4];
  writeBarrier(e);
  return true;
}

bool translateInit(Thread* t, Value self, const Args& args) {
  TRY(baseExceptionInit(t, self, args));
  TRY(countArguments(t, args, 4));
  Value start, end;
  TRY(strArgument(t, args, 0));
  TRY(indexArgument(t, args[1], &start));
  TRY(indexArgument(t, args[2], &end));
  TRY(strArgument(t, args, 3));
  Exception* e = self.as<Exception>();
  e->fields[kUnicodeObject] = args[0];
  e->fields[kUnicodeStart] = start;
  e->fields[kUnicodeEnd] = end;
  e->fields[kUnicodeReason] = args[3];
  writeBarrier(e);
  return true;
}

struct Range {
  int64_t start, end;
};
Range rangeOf(const Exception* e) {
  Range r{0, 0};
  if (e->fields[kUnicodeStart].isSmallInt()) r.start = e->fields[kUnicodeStart].asSmallInt();
  if (e->fields[kUnicodeEnd].isSmallInt()) r.end = e->fields[kUnicodeEnd].asSmallInt();
  return r;
}

std::string escaped(char32_t c) {
  if (c <= 0xff) return fmt::format("\\x{:02x}", static_cast<uint32_t>(c));
  if (c <= 0xffff) return fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
  return fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
}

// str() of a field that may have been set to anything.
bool fieldText(Thread* t, Value v, std::string* out) {
  Str* s = TRY(strPy(t, v.isUnbound() ? Value::none() : v));
  *out = toUtf8(s);
  return true;
}

Value decodeStr(Thread* t, Value self) {
  Exception* e = self.as<Exception>();
  if (e->fields[kUnicodeObject].isUnbound()) return Value(names::empty);
  std::string encoding, reason;
  TRY(fieldText(t, e->fields[kUnicodeReason], &reason));
  TRY(fieldText(t, e->fields[kUnicodeEncoding], &encoding));
  Range r = rangeOf(e);
  Bytes* object = dynCast<Bytes>(e->fields[kUnicodeObject]);
  if (object && r.start >= 0 && static_cast<uint64_t>(r.start) < object->length && r.end == r.start + 1) {
    return Value(TRY(makeStr(t, fmt::format("'{}' codec can't decode byte 0x{:02x} in position {}: {}", encoding,
                                            object->data[r.start], r.start, reason))));
  }
  return Value(
      TRY(makeStr(t, fmt::format("'{}' codec can't decode bytes in position {}-{}: {}", encoding, r.start, r.end - 1, reason))));
}

Value encodeStr(Thread* t, Value self) {
  Exception* e = self.as<Exception>();
  if (e->fields[kUnicodeObject].isUnbound()) return Value(names::empty);
  std::string encoding, reason;
  TRY(fieldText(t, e->fields[kUnicodeReason], &reason));
  TRY(fieldText(t, e->fields[kUnicodeEncoding], &encoding));
  Range r = rangeOf(e);
  Str* object = dynCast<Str>(e->fields[kUnicodeObject]);
  if (object && r.start >= 0 && static_cast<uint64_t>(r.start) < object->length && r.end == r.start + 1) {
    return Value(TRY(makeStr(t, fmt::format("'{}' codec can't encode character '{}' in position {}: {}", encoding,
                                            escaped(object->at(static_cast<size_t>(r.start))), r.start, reason))));
  }
  return Value(TRY(
      makeStr(t, fmt::format("'{}' codec can't encode characters in position {}-{}: {}", encoding, r.start, r.end - 1, reason))));
}

Value translateStr(Thread* t, Value self) {
  Exception* e = self.as<Exception>();
  if (e->fields[kUnicodeObject].isUnbound()) return Value(names::empty);
  std::string reason;
  TRY(fieldText(t, e->fields[kUnicodeReason], &reason));
  Range r = rangeOf(e);
  Str* object = dynCast<Str>(e->fields[kUnicodeObject]);
  if (object && r.start >= 0 && static_cast<uint64_t>(r.start) < object->length && r.end == r.start + 1) {
    return Value(TRY(makeStr(t, fmt::format("can't translate character '{}' in position {}: {}",
                                            escaped(object->at(static_cast<size_t>(r.start))), r.start, reason))));
  }
  return Value(TRY(makeStr(t, fmt::format("can't translate characters in position {}-{}: {}", r.start, r.end - 1, reason))));
}

template <unsigned field>
Value getIndex(Thread*, Value self) {
  Value v = self.as<Exception>()->fields[field];
  return v.isUnbound() ? Value::smallInt(0) : v;
}
template <unsigned field>
bool setIndex(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete numeric/char attribute");
  if (!isInt(v)) return raise(t, exc::TypeError, "an integer is required");
  int64_t i;
  if (!fitsInt64(v, &i)) return raise(t, exc::OverflowError, "Python int too large to convert to C ssize_t");
  self.as<Exception>()->fields[field] = Value::smallInt(i);
  return true;
}

const MemberDef kMembers[] = {
    {"encoding", fieldOffset(kUnicodeEncoding), MemberDef::kNoneIfUnbound, "exception encoding"},
    {"object", fieldOffset(kUnicodeObject), MemberDef::kNoneIfUnbound, "exception object"},
    {"reason", fieldOffset(kUnicodeReason), MemberDef::kNoneIfUnbound, "exception reason"},
};
const GetSetDef kGetSets[] = {
    {"start", getIndex<kUnicodeStart>, setIndex<kUnicodeStart>, "exception start"},
    {"end", getIndex<kUnicodeEnd>, setIndex<kUnicodeEnd>, "exception end"},
};

Slots slotsWith(bool (*init)(Thread*, Value, const Args&), Slots::Unary str) {
  Slots s;
  s.init = init;
  s.str = str;
  return s;
}

}  // namespace

const ExceptionLayout kUnicodeDecodeErrorLayout = {slotsWith(decodeInit, decodeStr), {}, kGetSets, kMembers};
const ExceptionLayout kUnicodeEncodeErrorLayout = {slotsWith(encodeInit, encodeStr), {}, kGetSets, kMembers};
const ExceptionLayout kUnicodeTranslateErrorLayout = {slotsWith(translateInit, translateStr), {}, kGetSets, kMembers};

}  // namespace typhon
