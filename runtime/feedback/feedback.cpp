// Objects that feedback words refer to. The list in the code keeps them between major collections; a major one keeps them only as
// far as what they speak of is alive otherwise, so that a class does not live on because code has met it once.
#include "runtime/feedback/feedback.h"

#include "runtime/feedback/attribute_cache.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/array.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"

namespace typhon {

uint64_t attributeEpoch = 1;
bool feedbackInUse = false;

namespace {

uint64_t noteShape(uint64_t seen, unsigned shift, Value v) {
  if (!v.isObject() || v.asObject()->kind != Kind::Instance) return seen;
  uint64_t shape = v.asObject()->shape < kManyShapes ? v.asObject()->shape : kManyShapes, before = seen >> shift & kManyShapes;
  if (before != shape) seen |= (before ? kManyShapes : shape) << shift;
  return seen;
}

}  // namespace

void noteOperands(uint64_t* site, Value a, Value b) {
  uint64_t seen = *site | operandBits(a, b);
  bool instances =
      (a.isObject() && a.asObject()->kind == Kind::Instance) || (b.isObject() && b.asObject()->kind == Kind::Instance);
  if (!instances) {
    *site = seen;
    return;
  }
  *site = noteShape(noteShape(seen, 16, a), 40, b);
}

bool noteContainer(uint64_t* site, Value v) {
  uint64_t forms = *site & 0xff, seen = *site & ~uint64_t{0xff}, noted = 0;
  if (v.isObject()) {
    const Object* o = v.asObject();
    bool native = shapeOf(o)->type->typeFlags & kNativeType;
    if (!native || o->kind == Kind::Bytes || o->kind == Kind::ByteArray || o->kind == Kind::Array)
      noted = uint64_t{o->shape} << 32;
    // Of arrays the type code as well (arrayCode).
    if (native && o->kind == Kind::Array)
      noted |= uint64_t{static_cast<uint8_t>(static_cast<const Array*>(o)->format->code)} << 8;
  }
  if (noted && seen != noted) seen = seen ? kManyContainers << 32 : noted;
  if (forms <= kMaxForms) ++forms;
  *site = seen | forms;
  return forms <= kMaxForms;
}

bool keepForFeedback(Thread* t, Code* code, Value v) {
  List* list;
  do {
    list = code->feedbackObjects;
    if (!list) {
      list = makeList(t);
      if (!list) return false;
      code->feedbackObjects = list;
      writeBarrier(code);
    }
    if (!listAppend(t, list, v)) return false;
    // A collection in between may have made the code forget its feedback.
  } while (code->feedbackObjects != list);
  return true;
}

bool keepForFeedback(Thread* t, Code* code, Value a, Value b) {
  for (;;) {
    if (!keepForFeedback(t, code, a)) return false;
    List* list = code->feedbackObjects;
    if (!keepForFeedback(t, code, b)) return false;
    if (code->feedbackObjects == list) return true;
  }
}

namespace {

// Makes the code's sites forget what they have learned: those of attributes, or all that refer to objects.
void forget(Code* code, bool all) {
  using bytecode::Op;
  for (uint32_t pc = 0; pc < code->wordCount;) {
    bytecode::Word* first = code->words + pc;
    bytecode::Decoded d = bytecode::decode(first);
    bytecode::Word* word = first + d.instruction;
    Op base = bytecode::info(d.op).base;
    switch (base) {
      case Op::LOAD_ATTR:
      case Op::STORE_ATTR:
      case Op::LOAD_METHOD:
        word->op = base;
        word[1].bits = word[2].bits = 0;
        break;
      case Op::LOAD_GLOBAL:
      case Op::LOAD_NAME:
      case Op::STORE_GLOBAL:
      case Op::STORE_NAME:
        if (!all) break;
        word->op = base;
        word[1].bits = 0;
        break;
      case Op::CALL:
      case Op::CALL_KW:
      case Op::CALL_METHOD:
      case Op::CALL_METHOD_KW:
      case Op::LOAD_SUPER_METHOD:
        if (!all) break;
        word->op = base;
        word[1].bits = word[2].bits = 0;
        break;
      case Op::CALL_EX:
        if (all) word[1].bits = 0;
        break;
      case Op::FOR_ITER:
        if (all && word->op == Op::FOR_ITER_GENERATOR) word[2].bits = 0;
        break;
      default:
        break;
    }
    pc += d.words;
  }
}

bool survives(Value v) { return !v.isObject() || typhon::survives(v.asObject()); }

// Whether what a feedback word refers to is still about living things.
bool isAlive(Value v) {
  if (auto* cache = dynCast<AttributeCache>(v))
    return (!cache->cell || survives(Value(cache->cell))) && survives(cache->extra) && survives(cache->found) &&
           survives(cache->self);
  if (auto* cache = dynCast<PolymorphicCache>(v)) {
    for (uint32_t i = 0; i < cache->count; ++i) {
      const auto& entry = cache->entries[i];
      if ((entry.cell && !survives(Value(entry.cell))) || !survives(entry.value)) return false;
    }
    return true;
  }
  return survives(v);
}

void sweepFeedback(Tracer& tracer, bool major) {
  if (!major) return;
  auto visit = [](Object* o, void* context) {
    auto* code = static_cast<Code*>(o);
    if (!isa<Code>(o) || !typhon::survives(o) || !code->feedbackObjects) return;
    List* list = code->feedbackObjects;
    for (size_t i = 0; i < list->length; ++i) {
      // A list holds what machine code mentions: that stays, whatever becomes of the feedback.
      if (feedbackInUse || isa<List>(listItem(list, i)) || isAlive(listItem(list, i))) continue;
      forget(code, true);
      size_t kept = 0;
      for (size_t j = 0; j < list->length; ++j)
        if (isa<List>(listItem(list, j))) list->store->items[kept++] = listItem(list, j);
      for (size_t j = kept; j < list->length; ++j) list->store->items[j] = Value::unbound();
      list->length = kept;
      break;
    }
    static_cast<Tracer*>(context)->visit(list);
  };
  forEachDisposable(visit, &tracer);
}

}  // namespace

void initFeedback() { addWeakFunction(sweepFeedback); }

void resetAttributeFeedback() {
  ++attributeEpoch;
  forEachDisposable(
      [](Object* o, void*) {
        if (isa<Code>(o)) forget(static_cast<Code*>(o), false);
      },
      nullptr);
}

}  // namespace typhon
