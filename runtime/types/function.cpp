// function: functions written in Python.
#include <algorithm>

#include "runtime/builtins/builtins.h"
#include "runtime/exec/engine.h"
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/native_function.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {
namespace {

Function* functionOf(Value v) { return v.as<Function>(); }
Value orNone(const Object* o) { return o ? Value(o) : Value::none(); }

Value functionCall(Thread* t, Value self, const Args& args) { return callFunctionPy(t, functionOf(self), args); }

Value functionGet(Thread* t, Value self, Value instance, Value) {
  if (instance.isUnbound()) return self;
  return makeBoundMethod(t, self, instance);
}

Value functionRepr(Thread* t, Value self) {
  Str* s = TRY(makeStr(t, fmt::format("<function {} at {:#x}>", toUtf8(functionOf(self)->qualifiedName), addressOf(self))));
  return Value(s);
}

Value getCode(Thread*, Value self) { return Value(functionOf(self)->code); }
bool setCode(Thread* t, Value self, Value v) {
  if (!isa<Code>(v)) return raise(t, exc::TypeError, "__code__ must be set to a code object");
  auto* f = functionOf(self);
  size_t wanted = (*v.as<Code>()->unit)->freeCount(), have = f->closure ? f->closure->length : 0;
  if (wanted != have)
    return raise(t, exc::ValueError, "{}() requires a code object with {} free vars, not {}", toUtf8(f->name), have, wanted);
  f->code = v.as<Code>();
  writeBarrier(f);
  return true;
}

Value getDefaults(Thread*, Value self) { return orNone(functionOf(self)->defaults); }
bool setDefaults(Thread* t, Value self, Value v) {
  if (!v.isUnbound() && !v.isNone() && !isa<Tuple>(v))
    return raise(t, exc::TypeError, "__defaults__ must be set to a tuple object");
  functionOf(self)->defaults = dynCast<Tuple>(v);
  writeBarrier(self.asObject());
  return true;
}
Value getKeywordDefaults(Thread*, Value self) { return orNone(functionOf(self)->keywordDefaults); }
bool setKeywordDefaults(Thread* t, Value self, Value v) {
  if (!v.isUnbound() && !v.isNone() && !isa<Dict>(v))
    return raise(t, exc::TypeError, "__kwdefaults__ must be set to a dict object");
  functionOf(self)->keywordDefaults = dynCast<Dict>(v);
  writeBarrier(self.asObject());
  return true;
}

Value getAnnotations(Thread* t, Value self) {
  auto* f = functionOf(self);
  if (isa<Dict>(f->annotations)) return f->annotations;
  Dict* d = TRY(makeDict(t));
  if (auto* pairs = dynCast<Tuple>(f->annotations))
    for (size_t i = 0; i + 1 < pairs->length; i += 2) TRY(dictSetPy(t, d, pairs->items[i], pairs->items[i + 1]));
  f->annotations = Value(d);
  writeBarrier(f);
  return f->annotations;
}
bool setAnnotations(Thread* t, Value self, Value v) {
  if (!v.isUnbound() && !v.isNone() && !isa<Dict>(v))
    return raise(t, exc::TypeError, "__annotations__ must be set to a dict object");
  functionOf(self)->annotations = v.isNone() ? Value::unbound() : v;
  writeBarrier(self.asObject());
  return true;
}

Value getName(Thread*, Value self) { return Value(functionOf(self)->name); }
bool setName(Thread* t, Value self, Value v) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "__name__ must be set to a string object");
  functionOf(self)->name = v.as<Str>();
  writeBarrier(self.asObject());
  return true;
}
Value getQualifiedName(Thread*, Value self) { return Value(functionOf(self)->qualifiedName); }
bool setQualifiedName(Thread* t, Value self, Value v) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "__qualname__ must be set to a string object");
  functionOf(self)->qualifiedName = v.as<Str>();
  writeBarrier(self.asObject());
  return true;
}
Value getTypeParams(Thread*, Value self) {
  Value v = functionOf(self)->typeParams;
  return v.isUnbound() ? Value(emptyTuple()) : v;
}
bool setTypeParams(Thread* t, Value self, Value v) {
  if (!isa<Tuple>(v)) return raise(t, exc::TypeError, "__type_params__ must be set to a tuple");
  functionOf(self)->typeParams = v;
  writeBarrier(self.asObject());
  return true;
}
Value getDict(Thread* t, Value self) { return instanceDict(t, self); }
bool setDict(Thread* t, Value self, Value v) { return setInstanceDict(t, self, v); }

// types.FunctionType(code, globals, name=None, argdefs=None, closure=None)
Value functionCreate(Thread* t, Value* args, size_t) {
  if (!isa<Code>(args[1])) return raise(t, exc::TypeError, "function() argument 'code' must be code, not {}", typeName(args[1]));
  if (!isa<Dict>(args[2]))
    return raise(t, exc::TypeError, "function() argument 'globals' must be dict, not {}", argumentTypeName(args[2]));
  auto* code = args[1].as<Code>();
  if (!args[3].isNone() && !isa<Str>(args[3])) return raise(t, exc::TypeError, "arg 3 (name) must be None or string");
  if (!args[4].isNone() && !isa<Tuple>(args[4])) return raise(t, exc::TypeError, "arg 4 (defaults) must be None or tuple");
  size_t freeCount = (*code->unit)->freeCount();
  auto* closure = dynCast<Tuple>(args[5]);
  if (!closure) {
    if (freeCount && args[5].isNone()) return raise(t, exc::TypeError, "arg 5 (closure) must be tuple");
    if (!args[5].isNone()) return raise(t, exc::TypeError, "arg 5 (closure) must be None or tuple");
  }
  size_t given = closure ? closure->length : 0;
  if (given != freeCount)
    return raise(t, exc::ValueError, "{} requires closure of length {}, not {}", toUtf8(code->name), freeCount, given);
  for (size_t i = 0; i < given; ++i)
    if (!isa<Cell>(closure->items[i]))
      return raise(t, exc::TypeError, "arg 5 (closure) expected cell, found {}", typeName(closure->items[i]));
  Function* f = TRY(makeFunction(t, code, args[2].as<Dict>()));
  if (isa<Str>(args[3])) f->name = args[3].as<Str>();
  f->defaults = dynCast<Tuple>(args[4]);
  f->closure = given ? closure : nullptr;
  writeBarrier(f);
  return Value(f);
}
const NativeDef createDef = {"__new__", "(cls, code, globals, name=None, argdefs=None, closure=None)", functionCreate, nullptr};

const GetSetDef functionGetSets[] = {
    {"__code__", getCode, setCode, nullptr},
    {"__defaults__", getDefaults, setDefaults, nullptr},
    {"__kwdefaults__", getKeywordDefaults, setKeywordDefaults, nullptr},
    {"__annotations__", getAnnotations, setAnnotations, nullptr},
    {"__name__", getName, setName, nullptr},
    {"__qualname__", getQualifiedName, setQualifiedName, nullptr},
    {"__type_params__", getTypeParams, setTypeParams, nullptr},
    {"__dict__", getDict, setDict, nullptr},
};
const MemberDef functionMembers[] = {
    {"__closure__", offsetof(Function, closure), kReadOnlyObject, nullptr},
    {"__globals__", offsetof(Function, globals), kReadOnlyObject, nullptr},
    {"__builtins__", offsetof(Function, builtins), kReadOnlyObject, nullptr},
    {"__doc__", offsetof(Function, doc), MemberDef::kNoneIfUnbound, nullptr},
    {"__module__", offsetof(Function, module), MemberDef::kNoneIfUnbound, nullptr},
};

// The builtins that code with these globals sees: what __builtins__ says there, none if that is no dict, else those of whoever
// makes the function.
Dict* builtinsFor(Thread* t, Dict* globals) {
  Value v = dictGetStr(globals, names::__builtins__);
  Dict* d = isa<Module>(v) ? v.as<Module>()->dict : dynCast<Dict>(v);
  if (!d && !v.isUnbound()) d = TRY(makeDict(t));
  if (!d) return t->frame && t->frame->function ? t->frame->function->builtins : builtinsDict();
  if (!d->cells) TRY(dictToCells(t, d));
  return d;
}

}  // namespace

Function* makeFunction(Thread* t, Code* code, Dict* globals) {
  if (!globals->cells) TRY(dictToCells(t, globals));
  Dict* builtins = TRY(builtinsFor(t, globals));
  Value module = dictGetStr(globals, names::__name__);
  auto* f = TRY(allocate<Function>(t, types::function));
  f->code = code;
  f->globals = globals;
  f->builtins = builtins;
  f->name = code->name;
  f->qualifiedName = code->qualifiedName;
  f->module = module;
  f->doc = Value::none();
  const bytecode::CodeUnit& unit = **code->unit;
  if (unit.hasDocstring && !unit.constants.empty()) {
    if (!code->words && unit.constants[0].kind == bytecode::Constant::Kind::Str) {
      f->annotations = f->typeParams = Value::unbound();
      f->doc = Value(TRY(makeStr(t, unit.constants[0].text)));
      writeBarrier(f);
    } else if (code->words && isa<Str>(code->constants->items[0])) {
      f->doc = code->constants->items[0];
    }
  }
  f->annotations = Value::unbound();
  f->typeParams = Value::unbound();
  return f;
}

extern const TypeSpec functionSpec = {
    .name = "function",
    .kind = Kind::Function,
    .flags = kWeakReferable | kMethodDescriptor,
    .slots = {.repr = functionRepr, .call = functionCall, .descriptorGet = functionGet},
    .getsets = functionGetSets,
    .members = functionMembers,
    .create = &createDef,
    .doc =
        "Create a function object.\n\n"
        "  code\n    a code object\n"
        "  globals\n    the globals dictionary\n"
        "  name\n    a string that overrides the name from the code object\n"
        "  argdefs\n    a tuple that specifies the default argument values\n"
        "  closure\n    a tuple that supplies the bindings for free variables",
};

size_t sizeOf_Function(const Object*) { return sizeof(Function); }
void trace_Function(Object* o, Tracer& tracer) {
  auto* f = static_cast<Function*>(o);
  tracer.visit(f->code);
  tracer.visit(f->globals);
  tracer.visit(f->builtins);
  tracer.visit(f->defaults);
  tracer.visit(f->keywordDefaults);
  tracer.visit(f->closure);
  tracer.visit(f->name);
  tracer.visit(f->qualifiedName);
  tracer.visit(f->module);
  tracer.visit(f->doc);
  tracer.visit(f->attributes);
  tracer.visit(f->annotations);
  tracer.visit(f->typeParams);
}

}  // namespace typhon
