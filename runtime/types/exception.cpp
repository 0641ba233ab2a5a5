// BaseException: layout, methods, and the making of all exception classes from exceptions.def.
#include <cstddef>
#include <string>

#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon {

size_t sizeOf_Exception(const Object*) { return sizeof(Exception); }
void trace_Exception(Object* o, Tracer& tracer) {
  Exception* e = static_cast<Exception*>(o);
  tracer.visit(e->args);
  tracer.visit(e->traceback);
  tracer.visit(e->context);
  tracer.visit(e->cause);
  tracer.visitRange(e->fields, 8);
}

Exception* newException(Thread* t, Type* type, Tuple* args) {
  Exception* e = TRY(allocate<Exception>(t, type));
  e->args = Value(args);
  e->traceback = e->context = e->cause = Value::none();
  for (Value& field : e->fields) field = Value::unbound();
  return e;
}

Tuple* argsTuple(Thread* t, const Args& args) {
  if (args.positional == 0) return emptyTuple();
  return makeTuple(t, args.values, args.positional);
}

bool noKeywords(Thread* t, const Type* type, const Args& args) {
  if (!args.keywords || args.keywords->length == 0) return true;
  return raise(t, exc::TypeError, "{}() takes no keyword arguments", typeName(type));
}

bool takeKeywords(Thread* t, const Args& args, const char* function, std::initializer_list<const char*> names, Value* out) {
  for (size_t i = 0; i < names.size(); ++i) out[i] = Value::unbound();
  if (!args.keywords) return true;
  if (args.keywords->length > names.size())
    return raise(t, exc::TypeError, "{}() takes at most {} keyword argument{} ({} given)", function, names.size(),
                 names.size() == 1 ? "" : "s", args.keywords->length);
  for (size_t k = 0; k < args.keywords->length; ++k) {
    Str* name = args.keywords->items[k].as<Str>();
    size_t i = 0;
    for (const char* known : names) {
      if (equals(name, known)) break;
      ++i;
    }
    if (i == names.size())
      return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for {}()", toUtf8(name), function);
    out[i] = args.values[args.positional + k];
  }
  return true;
}

bool baseExceptionInit(Thread* t, Value self, const Args& args) {
  TRY(noKeywords(t, typeOf(self), args));
  Tuple* tuple = TRY(argsTuple(t, args));
  self.as<Exception>()->args = Value(tuple);
  writeBarrier(self.asObject());
  return true;
}

Value baseExceptionStr(Thread* t, Value self) {
  Tuple* args = self.as<Exception>()->args.as<Tuple>();
  if (args->length == 0) return Value(names::empty);
  return Value(TRY(strPy(t, args->length == 1 ? args->items[0] : Value(args))));
}

namespace {

Value create(Thread* t, Type* cls, const Args& args) {
  Tuple* tuple = TRY(argsTuple(t, args));
  return Value(TRY(newException(t, cls, tuple)));
}

Value repr(Thread* t, Value self) {
  Tuple* args = self.as<Exception>()->args.as<Tuple>();
  StrBuilder out(t);
  TRY(out.add(typeOf(self)->name));
  if (args->length == 1) {
    Str* text = TRY(reprPy(t, args->items[0]));
    TRY(out.add(std::string_view("(")));
    TRY(out.add(text));
    TRY(out.add(std::string_view(")")));
  } else {
    Str* text = TRY(reprPy(t, Value(args)));
    TRY(out.add(text));
  }
  return Value(TRY(out.finish()));
}

bool hasAttributes(const Exception* e) {
  const Shape* s = shapeOf(e);
  return s->isDictionary || s->slotCount > 0;
}

Value reduce(Thread* t, Value* args, size_t) {
  Exception* e = args[0].as<Exception>();
  Value state = TRY(exceptionStatePy(t, e, false));
  if (state.isUnbound()) return Value(TRY(makeTuple(t, {Value(typeOf(e)), e->args})));
  return Value(TRY(makeTuple(t, {Value(typeOf(e)), e->args, state})));
}

Value setState(Thread* t, Value* args, size_t) {
  Value state = args[1];
  if (state.isNone()) return Value::none();
  Dict* d = dynCast<Dict>(state);
  if (!d) return raise(t, exc::TypeError, "state is not a dictionary");
  size_t position = 0;
  Value key, v;
  while (dictNext(d, &position, &key, &v)) {
    Str* name = dynCast<Str>(key);
    if (!name) return raise(t, exc::TypeError, "attribute name must be string, not '{}'", typeName(key));
    TRY(setAttrPy(t, args[0], name, v));
  }
  return Value::none();
}

bool setTraceback(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "__traceback__ may not be deleted");
  if (!v.isNone() && !isa<Traceback>(v)) return raise(t, exc::TypeError, "__traceback__ must be a traceback or None");
  self.as<Exception>()->traceback = v;
  writeBarrier(self.asObject());
  return true;
}

Value withTraceback(Thread* t, Value* args, size_t) {
  TRY(setTraceback(t, args[0], args[1]));
  return args[0];
}

Value addNote(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "note must be a str, not '{}'", typeName(args[1]));
  TRY(addNotePy(t, args[0], args[1]));
  return Value::none();
}

Value getArgs(Thread*, Value self) { return self.as<Exception>()->args; }
bool setArgs(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "args may not be deleted");
  Tuple* tuple = TRY(toTuplePy(t, v));
  self.as<Exception>()->args = Value(tuple);
  writeBarrier(self.asObject());
  return true;
}
Value getTraceback(Thread*, Value self) { return self.as<Exception>()->traceback; }
Value getContext(Thread*, Value self) { return self.as<Exception>()->context; }
bool setContext(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "__context__ may not be deleted");
  if (!v.isNone() && !isa<Exception>(v))
    return raise(t, exc::TypeError, "exception context must be None or derive from BaseException");
  self.as<Exception>()->context = v;
  writeBarrier(self.asObject());
  return true;
}
Value getCause(Thread*, Value self) { return self.as<Exception>()->cause; }
bool setCause(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "__cause__ may not be deleted");
  if (!v.isNone() && !isa<Exception>(v))
    return raise(t, exc::TypeError, "exception cause must be None or derive from BaseException");
  Exception* e = self.as<Exception>();
  e->cause = v;
  e->suppressContext = true;
  writeBarrier(e);
  return true;
}
Value getSuppress(Thread*, Value self) { return Value::boolean(self.as<Exception>()->suppressContext); }
bool setSuppress(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete numeric/char attribute");
  if (!v.isBool()) return raise(t, exc::TypeError, "attribute value type must be bool");
  self.as<Exception>()->suppressContext = v.isTrue();
  return true;
}

const NativeDef kMethods[] = {
    {"__reduce__", "(self, /)", reduce, nullptr},
    {"__setstate__", "(self, state, /)", setState, nullptr},
    {"with_traceback", "(self, tb, /)", withTraceback,
     "Exception.with_traceback(tb) --\n"
     "    sets __traceback__ and returns the exception"},
    {"add_note", "(self, note, /)", addNote,
     "Exception.add_note(note) --\n"
     "    appends a text that tracebacks show"},
};
const GetSetDef kGetSets[] = {
    {"args", getArgs, setArgs, nullptr},
    {"__traceback__", getTraceback, setTraceback, nullptr},
    {"__context__", getContext, setContext, "exception context"},
    {"__cause__", getCause, setCause, "exception cause"},
    {"__suppress_context__", getSuppress, setSuppress, nullptr},
};

}  // namespace

bool addNotePy(Thread* t, Value exception, Value text) {
  Value notes = TRY(findAttrPy(t, exception, names::__notes__));
  if (notes.isUnbound()) {
    notes = Value(TRY(makeList(t)));
    TRY(setAttrPy(t, exception, names::__notes__, notes));
  }
  List* list = dynCast<List>(notes);
  if (!list) return raise(t, exc::TypeError, "Cannot add note: __notes__ is not a list");
  return listAppend(t, list, text);
}

Value exceptionStatePy(Thread* t, Exception* e, bool always) {
  bool attributes = hasAttributes(e);
  if (!attributes && !always) return Value::unbound();
  Dict* state = TRY(makeDict(t));
  if (attributes) {
    Value d = TRY(instanceDict(t, Value(e)));
    if (!d.isUnbound()) TRY(dictUpdatePy(t, state, d));
  }
  return Value(state);
}

const ExceptionLayout kBaseExceptionLayout = {[] {
                                                Slots s;
                                                s.create = create;
                                                s.init = baseExceptionInit;
                                                s.getAttribute = genericGetAttrPy;
                                                s.setAttribute = genericSetAttrPy;
                                                s.repr = repr;
                                                s.str = baseExceptionStr;
                                                return s;
                                              }(),
                                              kMethods,
                                              kGetSets,
                                              {}};

namespace {

// What a class adds to its base, by name; the empty layout otherwise.
const ExceptionLayout kNothing{};

const ExceptionLayout& layoutFor(std::string_view name) {
  struct Row {
    std::string_view name;
    const ExceptionLayout* layout;
  };
  static const Row rows[] = {
      {"BaseException", &kBaseExceptionLayout},
      {"StopIteration", &kStopIterationLayout},
      {"SystemExit", &kSystemExitLayout},
      {"ImportError", &kImportErrorLayout},
      {"AttributeError", &kAttributeErrorLayout},
      {"NameError", &kNameErrorLayout},
      {"KeyError", &kKeyErrorLayout},
      {"SyntaxError", &kSyntaxErrorLayout},
      {"OSError", &kOSErrorLayout},
      {"UnicodeDecodeError", &kUnicodeDecodeErrorLayout},
      {"UnicodeEncodeError", &kUnicodeEncodeErrorLayout},
      {"UnicodeTranslateError", &kUnicodeTranslateErrorLayout},
      {"BaseExceptionGroup", &kBaseExceptionGroupLayout},
  };
  for (const Row& row : rows) {
    if (row.name == name) return *row.layout;
  }
  return kNothing;
}

struct ExceptionRow {
  const char* name;
  Type** type;
  Type** base;
  std::string_view layout;
  const char* doc;
};

// Whether the class has a __new__ of its own in CPython: those that add nothing to BaseException, and the Unicode errors.
bool ownsConstructor(const ExceptionRow& row, const ExceptionLayout& layout) {
  return (row.layout == "Plain" && &layout == &kNothing) || row.layout == "Unicode";
}

Type** const base_object = &types::object;
#define EXCEPTION(name, base, layout, doc) [[maybe_unused]] Type** const base_##name = &exc::name;
#include "runtime/object/exceptions.def"
#undef EXCEPTION

const ExceptionRow kRows[] = {
#define EXCEPTION(name, base, layout, doc) {#name, &exc::name, base_##base, #layout, doc},
#include "runtime/object/exceptions.def"
#undef EXCEPTION
};
constexpr size_t kRowCount = sizeof kRows / sizeof *kRows;
TypeSpec specs[kRowCount];

// ExceptionGroup has two bases and is therefore made as a class statement would make it.
Type* makeExceptionGroup(Thread* t) {
  Dict* ns = TRY(makeDict(t));
  TRY(dictSetStr(t, ns, names::__module__, Value(names::builtins)));
  Tuple* bases = TRY(makeTuple(t, {Value(exc::BaseExceptionGroup), Value(exc::Exception)}));
  Str* name = TRY(internStr(t, "ExceptionGroup"));
  Value type = TRY(callPy(t, Value(types::type), {Value(name), Value(bases), Value(ns)}));
  return type.as<Type>();
}

}  // namespace

namespace exc {
#define EXCEPTION(name, base, layout, doc) Type* name = nullptr;
#include "runtime/object/exceptions.def"
#undef EXCEPTION
}  // namespace exc

bool initExceptions(Thread* t) {
  for (size_t i = 0; i < kRowCount; ++i) {
    const ExceptionRow& row = kRows[i];
    addRoot(row.type);
    if (row.type == &exc::ExceptionGroup) {
      *row.type = TRY(makeExceptionGroup(t));
      continue;
    }
    const ExceptionLayout& layout = layoutFor(row.name);
    TypeSpec& spec = specs[i];
    spec.name = row.name;
    spec.base = row.base;
    spec.kind = Kind::Exception;
    spec.flags = kBaseType | kHasInstanceDict | kExceptionType;
    spec.slots = layout.slots;
    if (ownsConstructor(row, layout)) spec.slots.create = create;
    if (!spec.slots.init) spec.slots.init = (*row.base)->slots.init;
    spec.methods = layout.methods;
    spec.getsets = layout.getsets;
    spec.members = layout.members;
    spec.doc = row.doc;
    *row.type = TRY(makeNativeType(t, spec));
  }
  TRY(initOsErrors(t));
  return initErrors(t);
}

}  // namespace typhon
