// traceback objects.
#include <cstddef>

#include "runtime/exec/frame_object.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

size_t sizeOf_Traceback(const Object*) { return sizeof(Traceback); }
void trace_Traceback(Object* o, Tracer& tracer) {
  Traceback* tb = static_cast<Traceback*>(o);
  tracer.visit(tb->next);
  tracer.visit(tb->frame);
  tracer.visit(tb->code);
}

namespace {

// The i-th argument that the callee got, unless it has been unbound; Unbound where there is none.
Value argumentOf(const FrameObject* callee, const Code* code, size_t i) {
  if (!callee->registers || code->argCount <= i) return Value::unbound();
  Value v = callee->registers->items[i];
  return isa<Cell>(v) ? v.as<Cell>()->value : v;
}

// The object whose attribute `name` the callee looked up for its caller: as the getter of a property, or as __get__.
Value lookedUpIn(const FrameObject* callee, const Code* code, Str* name) {
  Value first = argumentOf(callee, code, 0), second = argumentOf(callee, code, 1);
  if (first.isUnbound()) return first;
  auto property = dynCast<Property>(typeLookup(typeOf(first), name));
  if (property && isa<Function>(property->getter) && property->getter.as<Function>()->code == code) return first;
  if (!second.isUnbound() && typeLookup(typeOf(second), name) == first) return second;
  return Value::unbound();
}

// What the frame's instruction has called to look up an attribute (a getter, a __get__, a __getattr__) has failed: an
// AttributeError that does not say what was looked up is told.
void completeAttributeError(Thread* t, const Frame* frame) {
  const bytecode::Word* pc = frame->pc;
  if (bytecode::info(pc->op).base != bytecode::Op::LOAD_ATTR || !pendingIs(t, exc::AttributeError)) return;
  auto raised = dynCast<Traceback>(t->pending.as<Exception>()->traceback);
  if (!raised || !isa<FrameObject>(raised->frame)) return;
  const FrameObject* callee = raised->frame.as<FrameObject>();
  auto code = static_cast<const Code*>(raised->code);
  bytecode::Decoded d = bytecode::decode(pc != frame->code->words && hasPrefix(frame->code, pc) ? pc - 1 : pc);
  Str* name = frame->code->names->items[d.c].as<Str>();
  Value object;
  if (pc->op == bytecode::Op::LOAD_ATTR_HOOK) {
    auto hook = reinterpret_cast<const AttributeCache*>(pc[2].bits)->extra.as<Function>();
    object = hook->code == code ? argumentOf(callee, code, 0) : Value::unbound();
  } else {
    object = lookedUpIn(callee, code, name);
  }
  if (!object.isUnbound()) giveAttributeContext(t, object, name);
}

}  // namespace

void addTraceback(Thread* t, Frame* frame) {
  if (!isa<Exception>(t->pending)) return;
  completeAttributeError(t, frame);
  Value pending = takePending(t);
  // (As a rule it has one, if it raises often.)
  bool known = frame->flags & kFrameObjectExists && t->frameObjects && t->frameObjects->frame == frame;
  FrameObject* shown = known ? t->frameObjects : frameObjectOf(t, frame);
  Traceback* tb = nullptr;
  if (shown) {
    const Shape* shape = types::traceback->rootShape;
    tb = static_cast<Traceback*>(allocateObject(t, sizeof(Traceback), Kind::Traceback, shape->id));
  }
  // Without memory for it the entry is left out.
  restorePending(t, pending);
  if (!tb) return;
  Exception* e = pending.as<Exception>();
  tb->next = e->traceback;
  tb->frame = Value(shown);
  tb->code = frame->code;
  tb->pc = static_cast<uint32_t>(frame->pc - frame->code->words);
  tb->line = -1;
  e->traceback = Value(tb);
  writeBarrier(e);
}

int tracebackLine(const Traceback* tb) {
  if (tb->line >= 0) return tb->line;
  return positionAt(static_cast<const Code*>(tb->code), tb->pc).line;
}

namespace {

bool checkLoop(Thread* t, Traceback* tb, Value next) {
  for (Value v = next; isa<Traceback>(v); v = v.as<Traceback>()->next) {
    if (v == Value(tb)) return raise(t, exc::ValueError, "traceback loop detected");
  }
  return true;
}

Value getNext(Thread*, Value self) { return self.as<Traceback>()->next; }
bool setNext(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete tb_next attribute");
  if (!v.isNone() && !isa<Traceback>(v)) return raise(t, exc::TypeError, "expected traceback object, got '{}'", typeName(v));
  TRY(checkLoop(t, self.as<Traceback>(), v));
  self.as<Traceback>()->next = v;
  writeBarrier(self.asObject());
  return true;
}
Value getFrame(Thread*, Value self) { return self.as<Traceback>()->frame; }
Value getLasti(Thread*, Value self) { return Value::smallInt(int64_t{self.as<Traceback>()->pc} * 8); }
Value getLine(Thread*, Value self) {
  int line = tracebackLine(self.as<Traceback>());
  return line > 0 ? Value::smallInt(line) : Value::none();
}

// TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno), by position or by name.
Value create(Thread* t, Type*, const Args& given) {
  static const char* const names[] = {"tb_next", "tb_frame", "tb_lasti", "tb_lineno"};
  Value args[4];
  if (given.total() > 4) return raise(t, exc::TypeError, "TracebackType() takes at most 4 arguments ({} given)", given.total());
  for (size_t i = 0; i < given.positional; ++i) args[i] = given[i];
  for (size_t k = 0; given.keywords && k < given.keywords->length; ++k) {
    Str* name = given.keywords->items[k].as<Str>();
    size_t i = 0;
    while (i < 4 && !equals(name, names[i])) ++i;
    if (i == 4) return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for TracebackType()", toUtf8(name));
    if (!args[i].isUnbound()) {
      return raise(t, exc::TypeError, "argument for TracebackType() given by name ('{}') and position ({})", names[i], i + 1);
    }
    args[i] = given.values[given.positional + k];
  }
  for (size_t i = 0; i < 4; ++i) {
    if (args[i].isUnbound())
      return raise(t, exc::TypeError, "TracebackType() missing required argument '{}' (pos {})", names[i], i + 1);
  }
  if (!isa<FrameObject>(args[1]))
    return raise(t, exc::TypeError, "TracebackType() argument 'tb_frame' must be frame, not {}", typeName(args[1]));
  int lasti = TRY(intArgumentPy(t, args[2]));
  int line = TRY(intArgumentPy(t, args[3]));
  if (!args[0].isNone() && !isa<Traceback>(args[0]))
    return raise(t, exc::TypeError, "expected traceback object or None, got '{}'", typeName(args[0]));
  Traceback* tb = TRY(allocate<Traceback>(t, types::traceback));
  tb->next = args[0];
  tb->frame = args[1];
  tb->code = args[1].as<FrameObject>()->code;
  tb->pc = lasti < 0 ? 0 : static_cast<uint32_t>(lasti / 8);
  tb->line = line;
  return Value(tb);
}

Value dir(Thread* t, Value*, size_t) {
  List* out = TRY(makeList(t));
  for (const char* name : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
    Str* s = TRY(internStr(t, name));
    TRY(listAppend(t, out, Value(s)));
  }
  return Value(out);
}

const NativeDef kMethods[] = {{"__dir__", "(self, /)", dir, nullptr}};
const GetSetDef kGetSets[] = {
    {"tb_next", getNext, setNext, nullptr},
    {"tb_frame", getFrame, nullptr, nullptr},
    {"tb_lasti", getLasti, nullptr, nullptr},
    {"tb_lineno", getLine, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec tracebackSpec;
const TypeSpec tracebackSpec = {
    .name = "traceback",
    .kind = Kind::Traceback,
    .slots =
        [] {
          Slots s;
          s.create = create;
          return s;
        }(),
    .methods = kMethods,
    .getsets = kGetSets,
    .doc = "Create a new traceback object.",
};

}  // namespace typhon
