// Frame objects and what locals() means.
#include "runtime/exec/frame_object.h"

#include "frontend/bytecode/liveness.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/tracing.h"
#include "runtime/exec/warnings.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

bool isGeneratorFrame(const Frame* f) { return f->flags & kFrameOfGenerator; }

// Value of the named register i as Python code sees it: the cell's contents for cells and free variables.
Value variable(Code* code, const Value* registers, uint32_t i) {
  Value v = registers[i];
  const bytecode::CodeUnit& unit = **code->unit;
  if (unit.localKinds[i] & (bytecode::kCell | bytecode::kFree)) {
    if (isa<Cell>(v)) v = v.as<Cell>()->value;
  }
  return v;
}

// Whether the i-th register is a variable of an inlined comprehension that runs now: when it ends they are unbound.
bool isBoundHidden(Code* code, const Value* registers, uint32_t i) {
  return (**code->unit).localKinds[i] & bytecode::kHidden && !variable(code, registers, i).isUnbound();
}

bool anyBoundHidden(Code* code, const Value* registers) {
  for (uint32_t i = 0; i < code->localCount; ++i)
    if (isBoundHidden(code, registers, i)) return true;
  return false;
}

// They hide what has the same name outside of the comprehension.
bool addHidden(Thread* t, Code* code, const Value* registers, Dict* dict) {
  for (uint32_t i = 0; i < code->localCount; ++i) {
    if (!isBoundHidden(code, registers, i)) continue;
    TRY(dictSetStr(t, dict, code->localNames->items[i].as<Str>(), variable(code, registers, i)));
  }
  return true;
}

// What locals() is in a comprehension of a module or class: a copy of the namespace with the comprehension's variables.
Value namespaceWithHidden(Thread* t, Code* code, const Value* registers, Value mapping) {
  Dict* all = TRY(makeDict(t));
  TRY(dictUpdatePy(t, all, mapping));
  TRY(addHidden(t, code, registers, all));
  return Value(all);
}

// The variables of a function as a dict: CPython 3.12's "fast to locals". The same dict is filled anew each time.
bool fillLocals(Thread* t, Code* code, const Value* registers, Dict* dict) {
  const bytecode::CodeUnit& unit = **code->unit;
  for (uint32_t i = 0; i < code->localCount; ++i) {
    Str* name = code->localNames->items[i].as<Str>();
    if (unit.localKinds[i] & bytecode::kHidden) continue;
    Value v = variable(code, registers, i);
    if (v.isUnbound())
      dictDeleteStr(t, dict, name);
    else
      TRY(dictSetStr(t, dict, name, v));
  }
  return addHidden(t, code, registers, dict);
}

bool hasNamespace(Code* code) { return !(code->flags & bytecode::kNewLocals); }

}  // namespace

FrameObject* frameObjectOf(Thread* t, Frame* frame) {
  if (frame->flags & kFrameObjectExists) {
    for (FrameObject* f = t->frameObjects; f; f = f->next)
      if (f->frame == frame) return f;
  }
  Generator* generator = isGeneratorFrame(frame) ? frame->locals.as<Generator>() : nullptr;
  FrameObject* f;
  if (generator && generator->frameObject) {
    f = static_cast<FrameObject*>(generator->frameObject);
  } else {
    f = TRY(allocate<FrameObject>(t, types::frame));
    f->function = frame->function;
    f->code = frame->code;
    f->back = Value::none();
    f->locals = generator ? Value::unbound() : frame->locals;
    if (!hasNamespace(frame->code)) f->locals = Value::unbound();
    f->trace = Value::none();
    f->traceLines = true;
    if (generator) {
      f->generator = generator;
      generator->frameObject = f;
      writeBarrier(generator);
    }
  }
  f->frame = frame;
  f->next = t->frameObjects;
  t->frameObjects = f;
  frame->flags |= kFrameObjectExists;
  return f;
}

const Traceback* originOfReraise(const Thread* t, const Frame* frame) {
  auto e = t->pending.isObject() ? dynCast<Exception>(t->pending) : nullptr;
  if (!e || bytecode::info(frame->pc->op).base != bytecode::Op::RERAISE) return nullptr;
  auto tb = dynCast<Traceback>(e->traceback);
  if (!tb || !isa<FrameObject>(tb->frame) || tb->frame.as<FrameObject>()->frame != frame) return nullptr;
  return positionAt(frame->code, static_cast<uint32_t>(frame->pc - frame->code->words)).line ? nullptr : tb;
}

void detachFrameObject(Thread* t, Frame* frame) {
  FrameObject** link = &t->frameObjects;
  while (*link && (*link)->frame != frame) link = &(*link)->next;
  FrameObject* f = *link;
  if (!f) return;
  *link = f->next;
  f->next = nullptr;
  f->pc = static_cast<uint32_t>(frame->pc - frame->code->words);
  if (const Traceback* raised = originOfReraise(t, frame)) f->pc = raised->pc;
  f->frame = nullptr;
  frame->flags &= ~kFrameObjectExists;
  // A pending exception must not be disturbed by running out of memory here; the frame object then shows no variables.
  PendingSaver saver(t);
  bool over = !f->generator || f->generator->state == Generator::Finished;
  if (over) {
    if (Tuple* kept = makeTuple(t, frame->registers(), frame->code->localCount)) {
      f->registers = kept;
      writeBarrier(f);
    } else {
      clearPending(t);
    }
    if (frame->caller && !f->generator) {
      if (FrameObject* back = frameObjectOf(t, frame->caller))
        f->back = Value(back);
      else
        clearPending(t);
    }
  }
  writeBarrier(f);
}

FrameObject* generatorFrameObject(Thread* t, Generator* g) {
  if (g->state == Generator::Finished) return nullptr;
  if (g->state == Generator::Running && g->frame) return frameObjectOf(t, g->frame);
  if (g->frameObject) return static_cast<FrameObject*>(g->frameObject);
  FrameObject* f = TRY(allocate<FrameObject>(t, types::frame));
  f->function = g->function;
  f->code = g->code;
  f->pc = static_cast<uint32_t>(g->pc - g->code->words);
  f->back = Value::none();
  f->locals = Value::unbound();
  f->trace = Value::none();
  f->traceLines = true;
  f->generator = g;
  g->frameObject = f;
  writeBarrier(g);
  return f;
}

Value frameLocals(Thread* t, Frame* frame) {
  Code* code = frame->code;
  bool own = !isGeneratorFrame(frame) && !frame->locals.isUnbound();
  if (own && hasNamespace(code)) {
    if (!anyBoundHidden(code, frame->registers())) return frame->locals;
    return namespaceWithHidden(t, code, frame->registers(), frame->locals);
  }
  FrameObject* f = TRY(frameObjectOf(t, frame));
  if (f->locals.isUnbound()) {
    f->locals = Value(TRY(makeDict(t)));
    writeBarrier(f);
  }
  if (isa<Dict>(f->locals)) TRY(fillLocals(t, code, frame->registers(), f->locals.as<Dict>()));
  return f->locals;
}

// Whether the dict of variables shows a comprehension's under that name.
static bool isHiddenNow(Code* code, Frame* frame, Str* name) {
  for (uint32_t i = 0; i < code->localCount; ++i)
    if (code->localNames->items[i] == Value(name) && isBoundHidden(code, frame->registers(), i)) return true;
  return false;
}

void storeFrameLocals(Thread* t, FrameObject* f) {
  Frame* frame = f->frame;
  if (!frame || hasNamespace(f->code) || !isa<Dict>(f->locals)) return;
  Dict* dict = f->locals.as<Dict>();
  const bytecode::CodeUnit& unit = **f->code->unit;
  for (uint32_t i = 0; i < f->code->localCount; ++i) {
    Str* name = f->code->localNames->items[i].as<Str>();
    if (unit.localKinds[i] & bytecode::kHidden ? !isBoundHidden(f->code, frame->registers(), i)
                                               : isHiddenNow(f->code, frame, name))
      continue;
    Value v = dictGetStr(dict, name);
    Value& place = frame->registers()[i];
    if (unit.localKinds[i] & (bytecode::kCell | bytecode::kFree) && isa<Cell>(place)) {
      Cell* cell = place.as<Cell>();
      if (cell->value == v) continue;
      cell->value = v;
      writeBarrier(cell);
    } else if (place != v) {
      if (v.isUnbound()) {
        // The compiler may have taken it for bound.
        Maybe<std::string> text = reprTextPy(t, Value(name));
        if (!text.ok() || !warnPy(t, exc::RuntimeWarning, "assigning None to unbound local " + *text))
          writeUnraisablePy(t, Value(f));
        v = Value::none();
      }
      place = v;
    }
  }
}

int frameLine(const FrameObject* f) {
  if (int line = tracing::shownLine(f->frame); line > 0) return line;
  uint32_t pc = f->frame ? static_cast<uint32_t>(f->frame->pc - f->code->words) : f->pc;
  auto position = positionAt(f->code, pc);
  return position.line > 0 || position.column >= 0 ? position.line : f->code->firstLine;
}

namespace {

FrameObject* self(Value v) { return v.as<FrameObject>(); }

uint32_t currentPc(const FrameObject* f) { return f->frame ? static_cast<uint32_t>(f->frame->pc - f->code->words) : f->pc; }

Value getBack(Thread* t, Value v) {
  FrameObject* f = self(v);
  if (f->frame) {
    if (!f->frame->caller) return Value::none();
    return Value(TRY(frameObjectOf(t, f->frame->caller)));
  }
  return f->back;
}
Value getBuiltins(Thread*, Value v) { return Value(self(v)->function->builtins); }
Value getGlobals(Thread*, Value v) { return Value(self(v)->function->globals); }
Value getCode(Thread*, Value v) { return Value(self(v)->code); }
Value getLastInstruction(Thread*, Value v) { return Value::smallInt(int64_t{currentPc(self(v))} * 8); }
Value getLine(Thread*, Value v) { return Value::smallInt(frameLine(self(v))); }
bool setLine(Thread* t, Value v, Value line) { return jumpToLine(t, self(v), line); }
Value getLocals(Thread* t, Value v) {
  FrameObject* f = self(v);
  if (f->frame) return frameLocals(t, f->frame);
  if (hasNamespace(f->code) && !f->locals.isUnbound()) return f->locals;
  if (f->locals.isUnbound()) {
    f->locals = Value(TRY(makeDict(t)));
    writeBarrier(f);
  }
  const Value* registers = f->generator && f->generator->state != Generator::Finished ? f->generator->registers
                           : f->registers                                             ? f->registers->items
                                                                                      : nullptr;
  if (registers && isa<Dict>(f->locals)) TRY(fillLocals(t, f->code, registers, f->locals.as<Dict>()));
  return f->locals;
}
Value getTrace(Thread*, Value v) { return self(v)->trace; }
bool setTrace(Thread*, Value v, Value function) {
  self(v)->trace = function.isUnbound() ? Value::none() : function;
  writeBarrier(v.asObject());
  return true;
}
Value getTraceLines(Thread*, Value v) { return Value::boolean(self(v)->traceLines); }
bool setTraceLines(Thread* t, Value v, Value on) {
  if (!on.isBool()) return raise(t, exc::TypeError, "attribute value type must be bool");
  self(v)->traceLines = on.isTrue();
  return true;
}
Value getTraceOpcodes(Thread*, Value v) { return Value::boolean(self(v)->traceOpcodes); }
bool setTraceOpcodes(Thread* t, Value v, Value on) {
  if (!on.isBool()) return raise(t, exc::TypeError, "attribute value type must be bool");
  self(v)->traceOpcodes = on.isTrue();
  return true;
}

Value repr(Thread* t, Value v) {
  FrameObject* f = self(v);
  Str* file = TRY(reprPy(t, Value(f->code->filename)));
  return Value(TRY(makeStr(t, fmt::format("<frame at {:#x}, file {}, line {}, code {}>", v.bits() - 1, toUtf8(file), frameLine(f),
                                          toUtf8(f->code->name)))));
}

// clear(): drops the variables of a finished activation; a suspended generator is closed.
Value clear(Thread* t, Value* args, size_t) {
  FrameObject* f = self(args[0]);
  if (f->frame) return raise(t, exc::RuntimeError, "cannot clear an executing frame");
  if (f->generator && f->generator->state != Generator::Finished) TRY(generatorClosePy(t, f->generator));
  f->registers = nullptr;
  if (!hasNamespace(f->code)) f->locals = Value::unbound();
  return Value::none();
}

const NativeDef kMethods[] = {
    {"clear", "(self, /)", clear, "F.clear(): clear most references held by the frame"},
};
const GetSetDef kGetSets[] = {
    {"f_back", getBack, nullptr, nullptr},
    {"f_builtins", getBuiltins, nullptr, nullptr},
    {"f_code", getCode, nullptr, nullptr},
    {"f_globals", getGlobals, nullptr, nullptr},
    {"f_lasti", getLastInstruction, nullptr, nullptr},
    {"f_lineno", getLine, setLine, nullptr},
    {"f_locals", getLocals, nullptr, nullptr},
    {"f_trace", getTrace, setTrace, nullptr},
    {"f_trace_lines", getTraceLines, setTraceLines, nullptr},
    {"f_trace_opcodes", getTraceOpcodes, setTraceOpcodes, nullptr},
};

}  // namespace

extern const TypeSpec frameSpec{.name = "frame",
                                .kind = Kind::FrameObject,
                                .flags = kDisallowNew,
                                .slots = {.repr = repr},
                                .methods = kMethods,
                                .getsets = kGetSets};

size_t sizeOf_FrameObject(const Object*) { return sizeof(FrameObject); }
void trace_FrameObject(Object* o, Tracer& tracer) {
  FrameObject* f = static_cast<FrameObject*>(o);
  tracer.visit(f->next);  // the thread refers to the innermost one only
  tracer.visit(f->function);
  tracer.visit(f->code);
  tracer.visit(f->back);
  tracer.visit(f->locals);
  tracer.visit(f->registers);
  tracer.visit(f->generator);
  tracer.visit(f->trace);
}

}  // namespace typhon
