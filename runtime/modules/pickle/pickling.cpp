// The walk of a Pickler: which way of writing is right for an object; output, frames, memo.
#include <cmath>

#include "runtime/modules/pickle/pickling.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/set.h"

namespace typhon::pickle {

bool Pickling::dumpPy(Value object) {
  if (s.protocol >= 2) {
    const char header[] = {static_cast<char>(kProto), static_cast<char>(s.protocol)};
    raw({header, 2});
    if (s.protocol >= 4) s.framing = true;
  }
  override_ = Value::unbound();
  if (typeOf(self) != picklerType) {
    static Str* overrideName = internStr(t, "reducer_override");
    override_ = TRY(findAttrPy(t, Value(self), overrideName));
    if (override_.isNone()) override_ = Value::unbound();
  }
  TRY(savePy(object));
  op(kStop);
  closeFrame();
  s.framing = false;
  return !s.out.failed() || raiseMemory(t);
}

bool Pickling::flushPy() {
  Value write = self->fields[kWrite];
  if (write.isUnbound() || s.out.empty()) return true;
  if (s.out.failed()) return raiseMemory(t);
  Value bytes = TRY(makeBytes(t, s.out.view()));
  s.out.clear();
  TRY(callPy(t, write, {bytes}));
  return true;
}

void Pickling::line(Opcode o, std::string_view text) {
  std::string all(1, static_cast<char>(o));
  all += text;
  all += '\n';
  raw(all);
}

void Pickling::closeFrame() {
  if (!s.framing || s.frameStart == kNoFrame) return;
  size_t length = s.out.size() - s.frameStart - kFrameHeader;
  if (length >= kFrameMin) {
    s.out.data()[s.frameStart] = static_cast<char>(kFrame);
    uint64_t size = length;
    std::memcpy(s.out.data() + s.frameStart + 1, &size, 8);
  } else {
    s.out.erase(s.frameStart, kFrameHeader);
  }
  s.frameStart = kNoFrame;
}

bool Pickling::payloadPy(std::string_view header, std::string_view data, Value object) {
  if (data.size() < kFrameTarget) {
    raw(header);
    raw(data);
    return true;
  }
  closeFrame();
  bool framing = s.framing;
  s.framing = false;
  raw(header);
  if (self->fields[kWrite].isUnbound()) {
    raw(data);
  } else {
    TRY(flushPy());
    if (!isExactBytes(object)) object = TRY(makeBytes(t, data));
    TRY(callPy(t, self->fields[kWrite], {object}));
  }
  s.framing = framing;
  return true;
}

bool Pickling::recall(int64_t number) {
  if (!s.binary) {
    line(kGet, std::to_string(number));
  } else if (number < 256) {
    op(kBinGet, static_cast<uint8_t>(number));
  } else {
    op(kLongBinGet, static_cast<uint32_t>(number));
  }
  return true;
}

int Pickling::savePersistentPy(Value v) {
  Value id = TRY(callPy(t, self->fields[kPersistentId], {v}));
  if (id.isNone()) return 0;
  if (s.binary) {
    TRY(savePy(id, true));
    op(kBinPersId);
    return 1;
  }
  Str* text = TRY(strPy(t, id));
  if (!text->isAscii()) return raise(t, picklingError, "persistent IDs in protocol 0 must be ASCII strings");
  line(kPersId, text->ascii());
  return 1;
}

bool Pickling::savePy(Value v, bool noPersistentId) {
  TRY(boundaryPy());
  if (!noPersistentId && !self->fields[kPersistentId].isUnbound()) {
    int saved = savePersistentPy(v);
    if (saved) return saved > 0;
  }
  if (v.isSmallInt()) return saveIntPy(v);
  if (v.isImmediateFloat()) return saveFloat(v.asImmediateFloat());
  if (v.isNone()) {
    op(kNone);
    return true;
  }
  if (v.isBool()) {
    if (s.protocol >= 2) {
      op(v.isTrue() ? kNewTrue : kNewFalse);
    } else {
      raw(v.isTrue() ? "I01\n" : "I00\n");
    }
    return true;
  }
  Type* type = typeOf(v);
  if (type == types::int_) return saveIntPy(v);
  if (type == types::float_) return saveFloat(asDouble(v));
  int64_t known = s.memo.find(v);
  if (known >= 0) return recall(known);
  switch (v.asObject()->shape) {
    case kShapeOf_str:
      return saveStrPy(v);
    case kShapeOf_bytes:
      return saveBytesPy(v);
    default:
      break;
  }
  NativeCall guard(t, " while pickling an object");
  if (!guard.ok()) return false;
  switch (v.asObject()->shape) {
    case kShapeOf_dict:
      return saveDictPy(v);
    case kShapeOf_set:
      return saveSetPy(v, false);
    case kShapeOf_frozenset:
      return saveSetPy(v, true);
    case kShapeOf_list:
      return saveListPy(v);
    case kShapeOf_tuple:
      return saveTuplePy(v);
    case kShapeOf_bytearray:
      return saveByteArrayPy(v);
    default:
      break;
  }
  if (type == bufferType) return saveBufferPy(v);
  Value reduced = Value::unbound();
  if (!override_.isUnbound()) {
    reduced = TRY(callPy(t, override_, {v}));
    if (reduced == notImplemented) reduced = Value::unbound();
  }
  if (reduced.isUnbound()) {
    if (type == types::type) return saveTypePy(v);
    if (type == types::function) return saveGlobalPy(v, Value::unbound());
    Value function = Value::unbound();
    Value table = self->fields[kDispatchTable];
    if (table.isUnbound()) {
      Registries* registries = TRY(registriesPy(t));
      function = TRY(dictGetPy(t, registries->dispatchTable.as<Dict>(), Value(type)));
    } else {
      function = getItemPy(t, table, Value(type));
      if (function.isError()) {
        if (!pendingIs(t, exc::LookupError)) return false;
        clearPending(t);
        function = Value::unbound();
      }
    }
    if (!function.isUnbound()) {
      reduced = TRY(callPy(t, function, {v}));
    } else if (isSubtype(type, types::type)) {
      return saveGlobalPy(v, Value::unbound());
    } else {
      static Str *reduceExName = internStr(t, "__reduce_ex__"), *reduceName = internStr(t, "__reduce__");
      Value method = TRY(findAttrPy(t, v, reduceExName));
      if (!method.isUnbound()) {
        reduced = TRY(callPy(t, method, {Value::smallInt(s.protocol)}));
      } else {
        method = TRY(findAttrPy(t, v, reduceName));
        if (method.isUnbound()) {
          std::string shown = TRY(reprTextPy(t, v));
          return raise(t, picklingError, "can't pickle '{}' object: {}", typeName(v), shown);
        }
        reduced = TRY(callPy(t, method));
      }
    }
  }
  if (isa<Str>(reduced)) return saveGlobalPy(v, reduced);
  if (!isa<Tuple>(reduced)) return raise(t, picklingError, "__reduce__ must return a string or tuple");
  return saveReducePy(reduced.as<Tuple>(), v);
}

}  // namespace typhon::pickle
