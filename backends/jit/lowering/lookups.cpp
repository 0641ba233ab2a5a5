// Lookups in dicts.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/str.h"

namespace typhon::jit {

namespace {

bool isStrConstant(const Node* n) { return n->op == NodeOp::Constant && !n->more && isExactStr(Value::fromBits(n->bits)); }

}  // namespace

// In line is what the key finds at its first place in a table of up to 256 places: that key itself, or nothing. The rest, and
// keys that are neither strs nor ints, are the helper's.
void Lowering::emitFindItem(Node* n) {
  Node* keyNode = resolve(n->inputs[1]);
  V dict = tagged(n->inputs[0]), key = tagged(keyNode), missing = native(n->inputs[2]);
  if (resolve(n->inputs[2])->type != Rep::Any) missing = tagged(n->inputs[2]);
  bool isInt = keyNode->type == Rep::Int, isText = isStrConstant(keyNode) || keyNode->shape == kShapeOf_str;
  if (!isInt && !isText) {
    set(n, call(HelperId::find_item, {dict, key, missing}));
    return;
  }
  BB slow = newBlock("find"), on = newBlock("found");
  std::vector<std::pair<V, BB>> ways;
  auto unless = [&](V condition, const char* name) {
    BB next = newBlock(name);
    b_.CreateCondBr(condition, next, slow, likely());
    b_.SetInsertPoint(next);
  };
  // The hash of a small int that is neither negative nor beyond the modulus is the int.
  V hash;
  if (isStrConstant(keyNode)) {
    hash = constant(static_cast<uint64_t>(hashOf(Value::fromBits(keyNode->bits).as<Str>())));
  } else if (isText) {
    hash = load64(objectAt(key, offsetof(Str, hash)), kLengths);
    unless(b_.CreateICmpNE(hash, constant(~uint64_t{0})), "hashed");
  } else {
    hash = b_.CreateLShr(key, constant(2));
    unless(b_.CreateICmpULT(key, constant(uint64_t{1} << 62)), "hashed");
  }
  V table = load64(objectAt(dict, offsetof(Dict, table)), kItems);
  V plain = b_.CreateICmpEQ(load(i8_, objectAt(dict, offsetof(Dict, cells)), kItems), b_.getInt8(0));
  unless(b_.CreateAnd(b_.CreateICmpNE(table, constant(0)), plain), "table");
  V narrow = b_.CreateICmpEQ(load(i8_, at(table, offsetof(DictTable, widthLog2)), kItems), b_.getInt8(0));
  V texts = b_.CreateICmpEQ(load(i8_, at(table, offsetof(DictTable, allStr)), kItems), b_.getInt8(isText));
  unless(b_.CreateAnd(narrow, texts), "narrow");
  V mask = b_.CreateZExt(load(i32_, at(table, offsetof(DictTable, mask)), kItems), i64_);
  V index = b_.CreateAdd(table, constant(sizeof(DictTable)));
  V slot = b_.CreateZExt(load(i8_, at(b_.CreateAdd(index, b_.CreateAnd(hash, mask)), 0), kItems), i64_);
  BB taken = newBlock("taken"), probed = b_.GetInsertBlock();
  b_.CreateCondBr(b_.CreateICmpEQ(slot, constant(kDictFree)), on, taken);
  ways.push_back({missing, probed});
  b_.SetInsertPoint(taken);
  unless(b_.CreateICmpUGE(slot, constant(kDictFirst)), "entry");
  V number = b_.CreateSub(slot, constant(kDictFirst));
  V offset = b_.CreateMul(number, constant(isText ? sizeof(DictEntry) : sizeof(HashedDictEntry)));
  V entry = b_.CreateAdd(b_.CreateAdd(index, b_.CreateAdd(mask, constant(1))), offset);
  V held = load64(at(entry, offsetof(DictEntry, key)), kItems);
  unless(planted(Plant::entry_unchecked) ? b_.getTrue() : b_.CreateICmpEQ(held, key), "same");
  ways.push_back({load64(at(entry, offsetof(DictEntry, value)), kItems), b_.GetInsertBlock()});
  b_.CreateBr(on);
  b_.SetInsertPoint(slow);
  ways.push_back({call(HelperId::find_item, {dict, key, missing}), slow});
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  llvm::PHINode* phi = b_.CreatePHI(i64_, static_cast<unsigned>(ways.size()));
  for (auto& [v, from] : ways) phi->addIncoming(v, from);
  set(n, phi);
}

}  // namespace typhon::jit
