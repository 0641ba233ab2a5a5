// _contextvars: context variables (PEP 567). A context is a map that copies share until one of them changes.
#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

#include "runtime/modules/contextvars.h"

namespace typhon {

struct Context : Object {
  Dict* values;  // ContextVar -> value
  bool shared;   // another context or an iterator has the same dict
  bool entered;  // run() is using it
};

struct ContextVar : Object {
  Str* name;
  Value fallback;     // Unbound: none
  Context* cachedIn;  // the context in which it was looked up or set last, or null
  Value cached;       // its value there
};

struct ContextToken : Object {
  Context* context;
  ContextVar* var;
  Value old;  // Unbound: it had no value
  bool used;
};

size_t sizeOf_Context(const Object*) { return sizeof(Context); }
void trace_Context(Object* o, Tracer& tracer) { tracer.visit(static_cast<Context*>(o)->values); }
size_t sizeOf_ContextVar(const Object*) { return sizeof(ContextVar); }
void trace_ContextVar(Object* o, Tracer& tracer) {
  auto v = static_cast<ContextVar*>(o);
  tracer.visit(v->name);
  tracer.visit(v->fallback);
  tracer.visit(v->cachedIn);
  tracer.visit(v->cached);
}
size_t sizeOf_ContextToken(const Object*) { return sizeof(ContextToken); }
void trace_ContextToken(Object* o, Tracer& tracer) {
  auto token = static_cast<ContextToken*>(o);
  tracer.visit(token->context);
  tracer.visit(token->var);
  tracer.visit(token->old);
}

namespace {

Type *contextType = nullptr, *varType = nullptr, *tokenType = nullptr;
Value missing;

std::string address(const void* o) { return fmt::format("{:#x}", reinterpret_cast<uintptr_t>(o)); }

Context* makeContext(Thread* t, Dict* values, bool shared) {
  if (!values) values = TRY(makeDict(t));
  Context* c = TRY(allocate<Context>(t, contextType));
  c->values = values;
  c->shared = shared;
  return c;
}

Context* currentContext(Thread* t) {
  if (isa<Context>(t->context)) return t->context.as<Context>();
  Context* c = TRY(makeContext(t, nullptr, false));
  t->context = Value(c);
  return c;
}

Context* copyOf(Thread* t, Context* c) {
  Context* copy = TRY(makeContext(t, c->values, true));
  c->shared = true;
  return copy;
}

// Makes the context's dict its own before a change.
bool unshare(Thread* t, Context* c) {
  if (!c->shared) return true;
  Dict* d = TRY(dictCopy(t, c->values));
  c->values = d;
  c->shared = false;
  writeBarrier(c);
  return true;
}

void cache(ContextVar* var, Context* c, Value v) {
  var->cachedIn = c;
  var->cached = v;
  writeBarrier(var);
}

// The variable's value in a context, or Unbound.
Value valueIn(Thread* t, Context* c, ContextVar* var) {
  if (var->cachedIn == c) return var->cached;
  Value v = TRY(dictGetPy(t, c->values, Value(var)));
  if (!v.isUnbound()) cache(var, c, v);
  return v;
}

bool setIn(Thread* t, Context* c, ContextVar* var, Value v) {
  TRY(unshare(t, c));
  if (v.isUnbound()) {
    if (dictDeletePy(t, c->values, Value(var)) < 0) return false;
    if (var->cachedIn == c) cache(var, nullptr, v);
    return true;
  }
  TRY(dictSetPy(t, c->values, Value(var), v));
  cache(var, c, v);
  return true;
}

// --- Context

Value contextNew(Thread* t, Type*, const Args& args) {
  if (args.total()) return raise(t, exc::TypeError, "Context() does not accept any arguments");
  Context* c = TRY(makeContext(t, nullptr, false));
  return Value(c);
}

bool enter(Thread* t, Context* c) {
  if (c->entered) return raise(t, exc::RuntimeError, "cannot enter context: {} is already entered", TRY(reprTextPy(t, Value(c))));
  c->entered = true;
  return true;
}

// args: the context, keywords, then positional arguments, the callable first.
Value runMethod(Thread* t, Value* args, size_t argc) {
  Context* c = args[0].as<Context>();
  if (argc < 3) return raise(t, exc::TypeError, "run() missing 1 required positional argument");
  TRY(enter(t, c));
  Value previous = t->context;
  t->context = Value(c);
  Value result;
  if (dictLength(args[1].as<Dict>()) == 0) {
    result = callPy(t, args[2], Args{args + 3, argc - 3, nullptr});
  } else {
    Tuple* positional = makeTuple(t, args + 3, argc - 3);
    result = positional ? callExPy(t, args[2], positional, args[1].as<Dict>()) : Value::error();
  }
  t->context = previous;
  c->entered = false;
  return result;
}

bool checkKeyPy(Thread* t, Value key) {
  if (isa<ContextVar>(key)) return true;
  return raise(t, exc::TypeError, "a ContextVar key was expected, got {}", TRY(reprTextPy(t, key)));
}

Value contextGetItem(Thread* t, Value self, Value key) {
  TRY(checkKeyPy(t, key));
  Value v = TRY(dictGetPy(t, self.as<Context>()->values, key));
  if (v.isUnbound()) return raiseWith(t, exc::KeyError, key);
  return v;
}
int contextContains(Thread* t, Value self, Value key) {
  if (!checkKeyPy(t, key)) return -1;
  Value v = dictGetPy(t, self.as<Context>()->values, key);
  return v.isError() ? -1 : !v.isUnbound();
}
int64_t contextLength(Thread*, Value self) { return static_cast<int64_t>(dictLength(self.as<Context>()->values)); }

Value getMethod(Thread* t, Value* args, size_t) {
  TRY(checkKeyPy(t, args[1]));
  Value v = TRY(dictGetPy(t, args[0].as<Context>()->values, args[1]));
  return v.isUnbound() ? args[2] : v;
}

Value copyMethod(Thread* t, Value* args, size_t) {
  Context* copy = TRY(copyOf(t, args[0].as<Context>()));
  return Value(copy);
}

// Iterators see the context as it is now.
Value iterate(Thread* t, Context* c, Str* view) {
  c->shared = true;
  Value items = TRY(callMethodPy(t, Value(c->values), view));
  return iterPy(t, items);
}
Value contextIter(Thread* t, Value self) { return iterate(t, self.as<Context>(), names::keys); }
Value keysMethod(Thread* t, Value* args, size_t) { return iterate(t, args[0].as<Context>(), names::keys); }
Value valuesMethod(Thread* t, Value* args, size_t) { return iterate(t, args[0].as<Context>(), names::values); }
Value itemsMethod(Thread* t, Value* args, size_t) { return iterate(t, args[0].as<Context>(), names::items); }

Value contextCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<Context>(a) || !isa<Context>(b)) return notImplemented;
  bool same = TRY(equalPy(t, Value(a.as<Context>()->values), Value(b.as<Context>()->values)));
  return Value::boolean(same == (op == CompareOp::Eq));
}

const NativeDef kContextMethods[] = {
    {"run", "(self, /, *args, **kwargs)", runMethod, nullptr},
    {"copy", "(self, /)", copyMethod, "Return a shallow copy of the context object."},
    {"get", "(self, key, default=None, /)", getMethod, "The value of a variable in this context, else the default (None)."},
    {"keys", "(self, /)", keysMethod, "The variables that have a value here, as a list."},
    {"values", "(self, /)", valuesMethod, "The values of the variables, as a list."},
    {"items", "(self, /)", itemsMethod, "The variables with their values, as a list of pairs."},
};

const TypeSpec contextSpec = {
    .name = "_contextvars.Context",
    .kind = Kind::Context,
    .flags = kWeakReferable,
    .slots = {.hash = hashNotImplemented,
              .compare = contextCompare,
              .iter = contextIter,
              .create = contextNew,
              .length = contextLength,
              .getItem = contextGetItem,
              .contains = contextContains},
    .methods = kContextMethods,
};

// --- ContextVar

Value varNew(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "context variable name must be a str");
  ContextVar* v = TRY(allocate<ContextVar>(t, args[0].as<Type>()));
  v->name = args[1].as<Str>();
  v->fallback = args[2];
  v->cached = Value::unbound();
  return Value(v);
}

Value varGet(Thread* t, Value* args, size_t) {
  ContextVar* var = args[0].as<ContextVar>();
  if (isa<Context>(t->context)) {
    Value v = TRY(valueIn(t, t->context.as<Context>(), var));
    if (!v.isUnbound()) return v;
  }
  if (!args[1].isUnbound()) return args[1];
  if (!var->fallback.isUnbound()) return var->fallback;
  return raiseWith(t, exc::LookupError, args[0]);
}

Value varSet(Thread* t, Value* args, size_t) {
  ContextVar* var = args[0].as<ContextVar>();
  Context* c = TRY(currentContext(t));
  Value old = TRY(valueIn(t, c, var));
  ContextToken* token = TRY(allocate<ContextToken>(t, tokenType));
  token->context = c;
  token->var = var;
  token->old = old;
  TRY(setIn(t, c, var, args[1]));
  return Value(token);
}

Value varReset(Thread* t, Value* args, size_t) {
  ContextVar* var = args[0].as<ContextVar>();
  if (!isa<ContextToken>(args[1]))
    return raise(t, exc::TypeError, "expected an instance of Token, got {}", TRY(reprTextPy(t, args[1])));
  ContextToken* token = args[1].as<ContextToken>();
  if (token->used) return raise(t, exc::RuntimeError, "{} has already been used once", TRY(reprTextPy(t, args[1])));
  if (token->var != var)
    return raise(t, exc::ValueError, "{} was created by a different ContextVar", TRY(reprTextPy(t, args[1])));
  Context* c = TRY(currentContext(t));
  if (token->context != c) return raise(t, exc::ValueError, "{} was created in a different Context", TRY(reprTextPy(t, args[1])));
  token->used = true;
  TRY(setIn(t, c, var, token->old));
  return Value::none();
}

Value varRepr(Thread* t, Value self) {
  ContextVar* var = self.as<ContextVar>();
  std::string text = "<ContextVar name=";
  text += TRY(reprTextPy(t, Value(var->name)));
  if (!var->fallback.isUnbound()) {
    ReprGuard guard(t, var);
    text += " default=";
    if (guard.nested())
      text += "...";
    else
      text += TRY(reprTextPy(t, var->fallback));
  }
  Str* s = TRY(makeStr(t, text + " at " + address(var) + ">"));
  return Value(s);
}

Value varName(Thread*, Value self) { return Value(self.as<ContextVar>()->name); }

const NativeDef kVarMethods[] = {
    {"get", "(self, default=<absent>, /)", varGet,
     "The variable's value in the current context; where it has none, the argument `default`, then the variable's own default, "
     "else LookupError."},
    {"set", "(self, value, /)", varSet,
     "Call to set a new value for the context variable in the current context.\n\nThe required *value* argument is the new value "
     "for the "
     "context variable.\n\nReturns a Token object that can be used to restore the variable to its previous\nvalue via the "
     "`ContextVar.reset()` method."},
    {"reset", "(self, token, /)", varReset, "Gives the variable the value it had before the set() that returned the token."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
const GetSetDef kVarGetSets[] = {{"name", varName, nullptr, nullptr}};
const NativeDef kVarNew = {"__new__", "(cls, name, /, *, default=<absent>)", varNew, nullptr};

const TypeSpec varSpec = {
    .name = "_contextvars.ContextVar",
    .kind = Kind::ContextVar,
    .slots = {.repr = varRepr},
    .methods = kVarMethods,
    .getsets = kVarGetSets,
    .create = &kVarNew,
};

// --- Token

Value tokenNew(Thread* t, Type*, const Args&) { return raise(t, exc::RuntimeError, "Tokens can only be created by ContextVars"); }
Value tokenVar(Thread*, Value self) { return Value(self.as<ContextToken>()->var); }
Value tokenOld(Thread*, Value self) {
  Value old = self.as<ContextToken>()->old;
  return old.isUnbound() ? missing : old;
}
Value tokenRepr(Thread* t, Value self) {
  ContextToken* token = self.as<ContextToken>();
  std::string var = TRY(reprTextPy(t, Value(token->var)));
  Str* s = TRY(makeStr(t, fmt::format("<Token{} var={} at {}>", token->used ? " used" : "", var, address(token))));
  return Value(s);
}

const NativeDef kTokenMethods[] = {
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
const GetSetDef kTokenGetSets[] = {{"var", tokenVar, nullptr, nullptr}, {"old_value", tokenOld, nullptr, nullptr}};

const TypeSpec tokenSpec = {
    .name = "_contextvars.Token",
    .kind = Kind::ContextToken,
    .slots = {.repr = tokenRepr, .hash = hashNotImplemented, .create = tokenNew},
    .methods = kTokenMethods,
    .getsets = kTokenGetSets,
};

Value missingRepr(Thread* t, Value) {
  Str* s = TRY(makeStr(t, "<Token.MISSING>"));
  return Value(s);
}
const TypeSpec missingSpec = {
    .name = "Token.MISSING", .kind = Kind::Instance, .flags = kDisallowNew, .slots = {.repr = missingRepr}};

Value copyContextFunction(Thread* t, Value*, size_t) { return copyContext(t); }

const NativeDef kFunctions[] = {{"copy_context", "()", copyContextFunction, nullptr}};

bool initTypes(Thread* t) {
  if (contextType) return true;
  Type* made = TRY(makeNativeType(t, contextSpec));
  varType = TRY(makeNativeType(t, varSpec));
  addRoot(&varType);
  tokenType = TRY(makeNativeType(t, tokenSpec));
  addRoot(&tokenType);
  Type* missingType = TRY(makeNativeType(t, missingSpec));
  missing = Value(TRY(allocateInstance(t, missingType, sizeof(Instance))));
  addRoot(&missing);
  Str* name = TRY(internStr(t, "MISSING"));
  TRY(dictSetStr(t, tokenType->dict, name, missing));
  contextType = made;
  addRoot(&contextType);
  return true;
}

bool init(Thread* t, Module* m) {
  TRY(initTypes(t));
  return moduleSet(t, m, "Context", Value(contextType)) && moduleSet(t, m, "ContextVar", Value(varType)) &&
         moduleSet(t, m, "Token", Value(tokenType));
}

}  // namespace

Value copyContext(Thread* t) {
  TRY(initTypes(t));
  Context* current = TRY(currentContext(t));
  Context* copy = TRY(copyOf(t, current));
  return Value(copy);
}

bool isContext(Value v) { return isa<Context>(v); }

Value makeContextVar(Thread* t, const char* name) {
  TRY(initTypes(t));
  Str* text = TRY(internStr(t, name));
  ContextVar* v = TRY(allocate<ContextVar>(t, varType));
  v->name = text;
  v->fallback = v->cached = Value::unbound();
  return Value(v);
}

Value contextVarValue(Thread* t, Value var) {
  if (!isa<Context>(t->context)) return Value::unbound();
  return valueIn(t, t->context.as<Context>(), var.as<ContextVar>());
}

bool setContextVar(Thread* t, Value var, Value v) {
  Context* c = TRY(currentContext(t));
  return setIn(t, c, var.as<ContextVar>(), v);
}

Value callInContextPy(Thread* t, Value context, Value callable, const Args& args) {
  if (!isContext(context)) {
    Value run = TRY(getAttrPy(t, context, "run"));
    RootedVector all(t);
    TRY(all.push(callable));
    for (size_t i = 0; i < args.total(); ++i) TRY(all.push(args[i]));
    return callPy(t, run, Args{all.data(), args.positional + 1, args.keywords});
  }
  Context* c = context.as<Context>();
  TRY(enter(t, c));
  Value previous = t->context;
  t->context = context;
  Value result = callPy(t, callable, args);
  t->context = previous;
  c->entered = false;
  return result;
}

extern const ModuleSpec contextvarsModule = {"_contextvars", kFunctions, "Context Variables", init};

}  // namespace typhon
