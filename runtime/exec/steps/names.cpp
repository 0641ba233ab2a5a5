// Names: globals, builtins, class and module namespaces; the cells behind them go into the feedback words.
#include "runtime/exec/steps/steps.h"
#include "runtime/exec/frame_object.h"
#include "runtime/feedback/feedback.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {
namespace {

// Where code that has no fast locals keeps its names: the globals if nothing else was given, as when it is called as a function.
// For the coroutine of a module's code (top-level await) the frame object knows.
Value namespaceOf(const Frame* f) {
  if (f->flags & kFrameOfGenerator) [[unlikely]] {
    auto* shown = static_cast<FrameObject*>(f->locals.as<Generator>()->frameObject);
    return shown ? shown->locals : Value(f->function->globals);
  }
  return f->locals.isUnbound() ? Value(f->function->globals) : f->locals;
}

Raised nameError(Thread* t, Str* name) {
  (void)raise(t, exc::NameError, "name '{}' is not defined", toUtf8(name));
  // NameError.name, for suggestions.
  Value e = takePending(t);
  if (isa<Exception>(e)) {
    e.as<Exception>()->fields[0] = Value(name);
    writeBarrier(e.asObject());
  }
  restorePending(t, e);
  return Raised{};
}

// A name that is neither a global nor in the builtins. Where __builtins__ is neither a dict nor a module it is asked, whatever it
// is, as CPython does: eval(text, {"__builtins__": None}) finds nothing.
Value unknownNamePy(Thread* t, Function* f, Str* name) {
  Value given = dictGetStr(f->globals, names::__builtins__);
  if (given.isUnbound() || isa<Dict>(given) || isa<Module>(given)) return nameError(t, name);
  Value v = getItemPy(t, given, Value(name));
  if (!v.isError() || !pendingIs(t, exc::KeyError)) return v;
  clearPending(t);
  return nameError(t, name);
}

// The cell of a global name for a site of the function: made empty, with the builtins' cell behind it, if the module does not
// define the name. Null (nothing pending) when it is neither here nor there.
Cell* globalCell(Thread* t, Function* f, Str* name) {
  Cell* cell = dictCell(f->globals, name);
  if (cell && (!cell->value.isUnbound() || cell->fallback)) {
    if (!cell->value.isUnbound() || !cell->fallback->value.isUnbound()) return cell;
  }
  Cell* builtin = f->builtins && f->builtins != f->globals ? dictCell(f->builtins, name) : nullptr;
  if (!builtin || builtin->value.isUnbound()) return nullptr;
  if (!cell) cell = dictCellOrAdd(t, f->globals, name);
  if (!cell) return nullptr;
  cell->fallback = builtin;
  writeBarrier(cell);
  return cell;
}

void cacheCell(Thread* t, Frame* frame, Word* pc, Cell* cell, Op quickened) {
  if (!pc || pc[1].bits == reinterpret_cast<uint64_t>(cell)) {
    if (pc) pc->op = quickened;
    return;
  }
  // A site that keeps changing its globals (code run in many namespaces) is not worth a cache.
  if (pc[1].bits != 0 && frame->code->hotness > 64 && bytecode::info(pc->op).feedbackWords > 1 && ++pc[2].bits > 8) return;
  if (!keepForFeedback(t, frame->code, Value(cell))) {
    clearPending(t);
    return;
  }
  pc[1].bits = reinterpret_cast<uint64_t>(cell);
  pc->op = quickened;
}

bool isPlain(Dict* d) { return typeOf(Value(d)) == types::dict; }

// Where the builtins, or the globals too, are an instance of a subclass of dict: its __getitem__ and __missing__ are asked, as
// CPython does, and nothing is cached.
Value loadBuiltin(Thread* t, Function* f, Str* name) {
  Value v = f->builtins ? TRY(loadDictOr(t, nullptr, Value(f->builtins), name)) : Value::unbound();
  if (!v.isUnbound()) return v;
  return unknownNamePy(t, f, name);
}
Value loadGlobalSlowly(Thread* t, Function* f, Str* name) {
  Value v = TRY(loadDictOr(t, nullptr, Value(f->globals), name));
  return v.isUnbound() ? loadBuiltin(t, f, name) : v;
}

}  // namespace

Value loadGlobal(Thread* t, Frame* frame, Word* pc, Str* name) {
  Function* f = frame->function;
  if (!isPlain(f->globals) || (f->builtins && !isPlain(f->builtins))) [[unlikely]]
    return loadGlobalSlowly(t, f, name);
  Cell* cell = globalCell(t, f, name);
  if (!cell) {
    if (!t->pending.isUnbound()) return Raised{};
    return unknownNamePy(t, f, name);
  }
  if (pc) cacheCell(t, frame, pc, cell, Op::LOAD_GLOBAL_CELL);
  return cell->value.isUnbound() ? cell->fallback->value : cell->value;
}

Value loadName(Thread* t, Frame* frame, Word* pc, Str* name) {
  Function* f = frame->function;
  Value locals = namespaceOf(frame);
  if (locals == Value(f->globals) && isPlain(f->globals)) {
    Value v = loadGlobal(t, frame, nullptr, name);
    if (!v.isError() && pc)
      if (Cell* cell = dictCell(f->globals, name)) cacheCell(t, frame, pc, cell, Op::LOAD_NAME_CELL);
    return v;
  }
  Value v = TRY(loadDictOr(t, frame, locals, name));
  if (!v.isUnbound()) return v;
  if (isPlain(f->globals)) return loadGlobal(t, frame, nullptr, name);
  v = TRY(dictGetPy(t, f->globals, Value(name)));
  return v.isUnbound() ? loadBuiltin(t, f, name) : v;
}

Value loadDictOr(Thread* t, Frame*, Value mapping, Str* name) {
  if (typeOf(mapping) == types::dict) return dictGetPy(t, mapping.as<Dict>(), Value(name));
  Value v = getItemPy(t, mapping, Value(name));
  if (v.isError() && pendingIs(t, exc::KeyError)) {
    clearPending(t);
    return Value::unbound();
  }
  return v;
}

bool storeGlobal(Thread* t, Frame* frame, Word* pc, Str* name, Value v) {
  TRY(dictSetStr(t, frame->function->globals, name, v));
  if (Cell* cell = dictCell(frame->function->globals, name)) cacheCell(t, frame, pc, cell, Op::STORE_GLOBAL_CELL);
  return true;
}

bool storeName(Thread* t, Frame* frame, Word* pc, Str* name, Value v) {
  Value locals = namespaceOf(frame);
  if (locals == Value(frame->function->globals) && isPlain(frame->function->globals)) {
    TRY(dictSetStr(t, frame->function->globals, name, v));
    if (Cell* cell = dictCell(frame->function->globals, name)) cacheCell(t, frame, pc, cell, Op::STORE_NAME_CELL);
    return true;
  }
  if (typeOf(locals) == types::dict) return dictSetPy(t, locals.as<Dict>(), Value(name), v);
  return setItemPy(t, locals, Value(name), v);
}

bool deleteGlobal(Thread* t, Frame* frame, Str* name) {
  if (dictDeleteStr(t, frame->function->globals, name)) return true;
  return nameError(t, name);
}

bool deleteName(Thread* t, Frame* frame, Str* name) {
  Value locals = namespaceOf(frame);
  if (typeOf(locals) == types::dict) {
    int removed = dictDeletePy(t, locals.as<Dict>(), Value(name));
    if (removed < 0) return false;
    return removed ? true : static_cast<bool>(nameError(t, name));
  }
  if (setItemPy(t, locals, Value(name), Value::unbound())) return true;
  if (!pendingIs(t, exc::KeyError)) return false;
  clearPending(t);
  return nameError(t, name);
}

Raised unboundLocal(Thread* t, Frame*, Str* name) {
  return raise(t, exc::UnboundLocalError, "cannot access local variable '{}' where it is not associated with a value",
               toUtf8(name));
}

Raised unboundCell(Thread* t, Frame* frame, uint32_t cellRegister, Str* name) {
  const bytecode::CodeUnit& unit = **frame->code->unit;
  if (cellRegister < unit.localKinds.size() && unit.localKinds[cellRegister] & bytecode::kFree) {
    return raise(t, exc::NameError, "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
                 toUtf8(name));
  }
  return unboundLocal(t, frame, name);
}

}  // namespace typhon::steps
