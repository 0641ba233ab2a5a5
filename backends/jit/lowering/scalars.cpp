// Items of bytes, bytearrays and arrays, and characters of strs.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/modules/array.h"
#include "runtime/types/bytes.h"
#include "runtime/types/str.h"

namespace typhon::jit {

using V = llvm::Value*;

V Lowering::strLength(V str) { return load64(objectAt(str, offsetof(Str, length)), kLengths); }
V Lowering::strWidth(V str) { return load(i8_, objectAt(str, offsetof(Str, width)), kLengths); }
V Lowering::isNarrow(V str) { return b_.CreateICmpEQ(strWidth(str), b_.getInt8(1)); }
V Lowering::isNarrowCharacter(V str) { return b_.CreateAnd(b_.CreateICmpEQ(strLength(str), constant(1)), isNarrow(str)); }
V Lowering::narrowAt(V str, V index) {
  return load(i8_, b_.CreateGEP(i8_, load(ptr_, objectAt(str, offsetof(Str, data)), kLengths), {index}), kLengths);
}

bool Lowering::emitScalar(Node* n) {
  char code = static_cast<char>(n->bits);
  bool isSigned = code >= 'a';
  auto itemType = [&]() -> llvm::Type* {
    switch (code) {
      case 'b':
      case 'B':
        return i8_;
      case 'h':
      case 'H':
        return b_.getInt16Ty();
      case 'i':
      case 'I':
        return i32_;
      case 'f':
        return b_.getFloatTy();
      case 'd':
        return double_;
      default:
        return i64_;
    }
  };
  auto place = [&] {
    V index = b_.CreateAShr(native(n->inputs[1]), constant(2));
    return b_.CreateGEP(itemType(), at(native(n->inputs[0]), 0), {index});
  };
  switch (n->op) {
    case NodeOp::CharAt: {
      V s = tagged(n->inputs[0]), index = native(n->inputs[1]);
      BB inside = newBlock("inside"), found = newBlock("found"), slow = newBlock("char"), on = newBlock("on");
      V i = b_.CreateAShr(index, constant(2));
      b_.CreateCondBr(b_.CreateAnd(b_.CreateICmpULT(i, strLength(s)), isNarrow(s)), inside, slow, likely());
      b_.SetInsertPoint(inside);
      V c = b_.CreateZExt(narrowAt(s, i), i64_);
      V strs = at(constant(reinterpret_cast<uint64_t>(latin1Strs)), 0);
      V known = load64(b_.CreateGEP(i64_, strs, {c}));
      b_.CreateCondBr(b_.CreateICmpNE(known, constant(0)), found, slow, likely());
      b_.SetInsertPoint(found);
      V character = b_.CreateAdd(known, constant(1));
      b_.CreateBr(on);
      b_.SetInsertPoint(slow);
      Home before = home_;
      storePc(n->pc);
      V general = call(HelperId::get_item, {s, index});
      mayRaise(n, b_.CreateICmpEQ(general, constant(Value::kErrorBits)));
      home_ = std::move(before);
      BB slowEnd = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      set(n, merge({{character, found}, {general, slowEnd}}));
      return true;
    }
    case NodeOp::CharCode: {
      V s = tagged(n->inputs[0]);
      if (!planted(Plant::char_wide)) check(isNarrowCharacter(s), n, ExitReason::Bounds);
      set(n, b_.CreateShl(b_.CreateZExt(narrowAt(s, constant(0)), i64_), constant(2)));
      return true;
    }
    case NodeOp::LengthAt:
      set(n, b_.CreateShl(load64(objectAt(tagged(n->inputs[0]), static_cast<int64_t>(n->bits)), kLengths), constant(2)));
      return true;
    case NodeOp::CheckFormat: {
      V format = load(ptr_, objectAt(tagged(n->inputs[0]), offsetof(Array, format)), kLengths);
      V same =
          b_.CreateICmpEQ(load(i8_, at(format, offsetof(ArrayFormat, code)), kLengths), b_.getInt8(static_cast<uint8_t>(code)));
      check(same, n, ExitReason::Guard);
      return true;
    }
    case NodeOp::ScalarStorage: {
      V v = tagged(n->inputs[0]);
      if (n->bits == 0) {
        set(n, objectAt(v, offsetof(Bytes, data)));
      } else if (n->bits == 1) {
        V store = load(ptr_, objectAt(v, offsetof(ByteArray, store)), kLengths);
        V start = load64(objectAt(v, offsetof(ByteArray, start)), kLengths);
        set(n, b_.CreateGEP(i8_, store, {b_.CreateAdd(start, constant(offsetof(ByteStore, bytes)))}));
      } else {
        V store = load(ptr_, objectAt(v, offsetof(Array, store)), kLengths);
        set(n, b_.CreateGEP(i8_, store, {constant(offsetof(ByteStore, bytes))}));
      }
      return true;
    }
    case NodeOp::ScalarLoad: {
      V item = load(itemType(), place(), kItems);
      if (code == 'd')
        set(n, item);
      else if (code == 'f')
        set(n, b_.CreateFPExt(item, double_));
      else
        set(n, b_.CreateShl(isSigned ? b_.CreateSExt(item, i64_) : b_.CreateZExt(item, i64_), constant(2)));
      return true;
    }
    case NodeOp::ScalarLoadWide: {
      V item = load64(place());
      V shifted = b_.CreateShl(item, constant(2));
      V fits = isSigned ? b_.CreateICmpEQ(b_.CreateAShr(shifted, constant(2)), item)
                        : b_.CreateICmpULE(item, constant(static_cast<uint64_t>(Value::kSmallIntMax)));
      check(fits, n, ExitReason::Overflow);
      set(n, shifted);
      return true;
    }
    case NodeOp::ScalarStore: {
      if (code == 'd' || code == 'f') {
        V item = asFloat(n->inputs[2]);
        store(code == 'f' ? b_.CreateFPTrunc(item, b_.getFloatTy()) : item, place(), kItems);
      } else {
        V item = b_.CreateAShr(native(n->inputs[2]), constant(2));
        store(b_.CreateTrunc(item, itemType()), place(), kItems);
      }
      return true;
    }
    case NodeOp::CheckRange: {
      V v = native(n->inputs[0]);
      check(b_.CreateICmpULE(b_.CreateSub(v, constant(n->bits)), constant(n->more - n->bits)), n, ExitReason::Guard);
      set(n, v);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace typhon::jit
