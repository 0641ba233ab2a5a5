// What PEP 695 syntax and typing make of C++: TypeVar, ParamSpec with its args and kwargs, TypeVarTuple, TypeAliasType, Generic.
// Bounds, constraints and values given as functions are evaluated when first asked for. Substitution itself is the typing
// module's business. Follows CPython's typevarobject.c.
#include "runtime/builtins/builtins.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/modules/import_system.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/typing.h"
#include "runtime/types/union_type.h"

namespace typhon {

struct TypeParameter : Object {  // TypeVar, ParamSpec, TypeVarTuple; ParamSpecArgs and ParamSpecKwargs (name: the ParamSpec)
  Value name;
  Value bound, evaluateBound;  // Unbound until evaluated; Unbound when there is no function
  Value constraints, evaluateConstraints;
  bool covariant, contravariant, inferVariance;
};

struct TypeAlias : Object {
  Value name, typeParams, value, evaluateValue;
  Value module;
};

namespace {

TypeParameter* parameterOf(Value v) { return v.as<TypeParameter>(); }
TypeAlias* aliasOf(Value v) { return v.as<TypeAlias>(); }

Value callTypingPy(Thread* t, const char* function, std::initializer_list<Value> args) {
  Str* name = TRY(internStr(t, "typing"));
  Value typing = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Value f = TRY(getAttrPy(t, typing, function));
  return callPy(t, f, args);
}

// Where the caller's code belongs: __module__ of what it makes.
Value callerModule(Thread* t) {
  if (!t->frame) return Value::none();
  Value module = dictGetStr(t->frame->function->globals, names::__name__);
  return module.isUnbound() ? Value::none() : module;
}

Value makeParameter(Thread* t, Type* type, Value name) {
  auto* p = TRY(allocate<TypeParameter>(t, type));
  p->name = name;
  p->bound = p->constraints = Value::none();
  p->evaluateBound = p->evaluateConstraints = Value::unbound();
  return Value(p);
}

bool setModule(Thread* t, Value v, Value module) { return genericSetAttrPy(t, v, names::__module__, module); }

// Results of _type_check: the typing module turns strings into forward references and None into its type.
Value checkedType(Thread* t, Value v, const char* message) {
  Str* text = TRY(makeStr(t, message));
  return callTypingPy(t, "_type_check", {v, Value(text)});
}

bool setVariance(Thread* t, TypeParameter* p, Value covariant, Value contravariant, Value infer) {
  p->covariant = TRY(truthPy(t, covariant));
  p->contravariant = TRY(truthPy(t, contravariant));
  p->inferVariance = TRY(truthPy(t, infer));
  if (p->covariant && p->contravariant) return raise(t, exc::ValueError, "Bivariant types are not supported.");
  if (p->inferVariance && (p->covariant || p->contravariant))
    return raise(t, exc::ValueError, "Variance cannot be specified with infer_variance.");
  return true;
}

Value parameterRepr(Thread* t, Value self) {
  auto* p = parameterOf(self);
  const char* mark = typeOf(self) == types::typeVarTuple || p->inferVariance ? ""
                     : p->covariant                                          ? "+"
                     : p->contravariant                                      ? "-"
                                                                             : "~";
  Str* s = TRY(makeStr(t, mark + strText(p->name)));
  return Value(s);
}

Value unionOf(Thread* t, Value a, Value b) {
  Tuple* both = TRY(makeTuple(t, {a, b}));
  Str* name = TRY(internStr(t, "typing"));
  Value typing = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Value makeUnion = TRY(getAttrPy(t, typing, "Union"));
  return getItemPy(t, makeUnion, Value(both));
}

Value reduceName(Thread*, Value* args, size_t) { return parameterOf(args[0])->name; }
Value getName(Thread*, Value self) { return parameterOf(self)->name; }
Value getCovariant(Thread*, Value self) { return Value::boolean(parameterOf(self)->covariant); }
Value getContravariant(Thread*, Value self) { return Value::boolean(parameterOf(self)->contravariant); }
Value getInferVariance(Thread*, Value self) { return Value::boolean(parameterOf(self)->inferVariance); }

Value mroEntries(Thread* t, Value* args, size_t) {
  return raise(t, exc::TypeError, "Cannot subclass an instance of {}", toUtf8(typeOf(args[0])->name));
}

Value getBound(Thread* t, Value self) {
  auto* p = parameterOf(self);
  if (!p->bound.isUnbound()) return p->bound;
  Value v = TRY(callPy(t, p->evaluateBound));
  p->bound = v;
  writeBarrier(p);
  return v;
}
Value getConstraints(Thread* t, Value self) {
  auto* p = parameterOf(self);
  if (p->constraints.isUnbound()) {
    Value v = TRY(callPy(t, p->evaluateConstraints));
    p->constraints = v;
    writeBarrier(p);
  }
  return p->constraints.isNone() ? Value(emptyTuple()) : p->constraints;
}

// --- TypeVar: args are cls, name, bound, covariant, contravariant, infer_variance, then the constraints

Value typeVarCreate(Thread* t, Value* args, size_t argc) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "typevar() argument 'name' must be str, not {}", argumentTypeName(args[1]));
  Value v = TRY(makeParameter(t, types::typeVar, args[1]));
  auto* p = parameterOf(v);
  TRY(setVariance(t, p, args[3], args[4], args[5]));
  size_t count = argc - 6;
  if (!args[2].isNone()) {
    p->bound = TRY(checkedType(t, args[2], "Bound must be a type."));
    writeBarrier(p);
  }
  if (count == 1) return raise(t, exc::TypeError, "A single constraint is not allowed");
  if (count > 0) {
    if (!args[2].isNone()) return raise(t, exc::TypeError, "Constraints cannot be combined with bound=...");
    Tuple* constraints = TRY(makeTuple(t, args + 6, count));
    for (size_t i = 0; i < count; ++i) {
      Value checked = constraints->items[i];
      // Before typing can be imported (it makes some itself), classes are taken as they are.
      if (!isa<Type>(checked))
        checked = TRY(checkedType(t, checked, "TypeVar(name, constraint, ...): constraints must be types."));
      constraints->items[i] = checked;
      writeBarrier(constraints);
    }
    p->constraints = Value(constraints);
    writeBarrier(p);
  }
  TRY(setModule(t, v, callerModule(t)));
  return v;
}
const NativeDef typeVarCreateDef = {
    "typevar", "(cls, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False)", typeVarCreate,
    nullptr};

Value typeVarSubst(Thread* t, Value* args, size_t) { return callTypingPy(t, "_typevar_subst", {args[0], args[1]}); }

const NativeDef typeVarMethods[] = {
    {"__typing_subst__", "(self, arg, /)", typeVarSubst, nullptr},
    {"__reduce__", "(self, /)", reduceName, nullptr},
    {"__mro_entries__", "(self, bases, /)", mroEntries, nullptr},
};
const GetSetDef typeVarGetSets[] = {
    {"__name__", getName, nullptr, nullptr},
    {"__bound__", getBound, nullptr, nullptr},
    {"__constraints__", getConstraints, nullptr, nullptr},
    {"__covariant__", getCovariant, nullptr, nullptr},
    {"__contravariant__", getContravariant, nullptr, nullptr},
    {"__infer_variance__", getInferVariance, nullptr, nullptr},
};

// --- ParamSpec

Value paramSpecCreate(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "paramspec() argument 'name' must be str, not {}", argumentTypeName(args[1]));
  Value v = TRY(makeParameter(t, types::paramSpec, args[1]));
  auto* p = parameterOf(v);
  TRY(setVariance(t, p, args[3], args[4], args[5]));
  if (!args[2].isNone()) {
    p->bound = TRY(checkedType(t, args[2], "Bound must be a type."));
    writeBarrier(p);
  }
  TRY(setModule(t, v, callerModule(t)));
  return v;
}
const NativeDef paramSpecCreateDef = {"paramspec",
                                      "(cls, name, *, bound=None, covariant=False, contravariant=False, infer_variance=False)",
                                      paramSpecCreate, nullptr};

Value paramSpecPart(Thread* t, Value self, Type* type) { return makeParameter(t, type, self); }
Value getParamSpecArgs(Thread* t, Value self) { return paramSpecPart(t, self, types::paramSpecArgs); }
Value getParamSpecKwargs(Thread* t, Value self) { return paramSpecPart(t, self, types::paramSpecKwargs); }
Value paramSpecSubst(Thread* t, Value* args, size_t) { return callTypingPy(t, "_paramspec_subst", {args[0], args[1]}); }
Value paramSpecPrepare(Thread* t, Value* args, size_t) {
  return callTypingPy(t, "_paramspec_prepare_subst", {args[0], args[1], args[2]});
}

const NativeDef paramSpecMethods[] = {
    {"__typing_subst__", "(self, arg, /)", paramSpecSubst, nullptr},
    {"__typing_prepare_subst__", "(self, alias, args, /)", paramSpecPrepare, nullptr},
    {"__reduce__", "(self, /)", reduceName, nullptr},
    {"__mro_entries__", "(self, bases, /)", mroEntries, nullptr},
};
const GetSetDef paramSpecGetSets[] = {
    {"args", getParamSpecArgs, nullptr, "Represents positional arguments."},
    {"kwargs", getParamSpecKwargs, nullptr, "Represents keyword arguments."},
    {"__name__", getName, nullptr, nullptr},
    {"__bound__", getBound, nullptr, nullptr},
    {"__covariant__", getCovariant, nullptr, nullptr},
    {"__contravariant__", getContravariant, nullptr, nullptr},
    {"__infer_variance__", getInferVariance, nullptr, nullptr},
};

Value partCreate(Thread* t, Value* args, size_t) { return makeParameter(t, args[0].as<Type>(), args[1]); }
const NativeDef partCreateDef = {"__new__", "(cls, origin)", partCreate, nullptr};
Value partRepr(Thread* t, Value self) {
  const char* suffix = typeOf(self) == types::paramSpecArgs ? ".args" : ".kwargs";
  Value origin = parameterOf(self)->name;
  std::string text = typeOf(origin) == types::paramSpec ? strText(parameterOf(origin)->name) : TRY(reprTextPy(t, origin));
  Str* s = TRY(makeStr(t, text + suffix));
  return Value(s);
}
Value partCompare(Thread* t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || typeOf(self) != typeOf(other)) return notImplemented;
  bool same = TRY(equalPy(t, parameterOf(self)->name, parameterOf(other)->name));
  return Value::boolean(same == (op == CompareOp::Eq));
}
const NativeDef partMethods[] = {{"__mro_entries__", "(self, bases, /)", mroEntries, nullptr}};
const GetSetDef partGetSets[] = {{"__origin__", getName, nullptr, nullptr}};

// --- TypeVarTuple

Value typeVarTupleCreate(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "typevartuple() argument 'name' must be str, not {}", argumentTypeName(args[1]));
  Value v = TRY(makeParameter(t, types::typeVarTuple, args[1]));
  TRY(setModule(t, v, callerModule(t)));
  return v;
}
const NativeDef typeVarTupleCreateDef = {"typevartuple", "(cls, name)", typeVarTupleCreate, nullptr};

Value unpacked(Thread* t, Value self) {
  Str* name = TRY(internStr(t, "typing"));
  Value typing = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Value unpack = TRY(getAttrPy(t, typing, "Unpack"));
  return getItemPy(t, unpack, self);
}
Value typeVarTupleIter(Thread* t, Value self) {
  Value once = TRY(unpacked(t, self));
  Tuple* tuple = TRY(makeTuple(t, {once}));
  return iterPy(t, Value(tuple));
}
Value typeVarTupleSubst(Thread* t, Value*, size_t) {
  return raise(t, exc::TypeError, "Substitution of bare TypeVarTuple is not supported");
}
Value typeVarTuplePrepare(Thread* t, Value* args, size_t) {
  return callTypingPy(t, "_typevartuple_prepare_subst", {args[0], args[1], args[2]});
}
const NativeDef typeVarTupleMethods[] = {
    {"__typing_subst__", "(self, arg, /)", typeVarTupleSubst, nullptr},
    {"__typing_prepare_subst__", "(self, alias, args, /)", typeVarTuplePrepare, nullptr},
    {"__reduce__", "(self, /)", reduceName, nullptr},
    {"__mro_entries__", "(self, bases, /)", mroEntries, nullptr},
};
const GetSetDef typeVarTupleGetSets[] = {{"__name__", getName, nullptr, nullptr}};

// --- TypeAliasType

Value makeAliasObject(Thread* t, Value name, Value typeParams, Value value, Value evaluate) {
  auto* a = TRY(allocate<TypeAlias>(t, types::typeAliasType));
  a->name = name;
  a->typeParams = typeParams;
  a->value = value;
  a->evaluateValue = evaluate;
  a->module = callerModule(t);
  return Value(a);
}
Value aliasCreate(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "typealias() argument 'name' must be str, not {}", argumentTypeName(args[1]));
  if (!isa<Tuple>(args[3])) return raise(t, exc::TypeError, "type_params must be a tuple");
  return makeAliasObject(t, args[1], args[3], args[2], Value::unbound());
}
const NativeDef aliasCreateDef = {"typealias", "(cls, name, value, *, type_params=())", aliasCreate, nullptr};

Value aliasRepr(Thread*, Value self) { return aliasOf(self)->name; }
Value aliasGetItem(Thread* t, Value self, Value item) {
  auto* params = dynCast<Tuple>(aliasOf(self)->typeParams);
  if (!params || params->length == 0) return raise(t, exc::TypeError, "Only generic type aliases are subscriptable");
  return makeGenericAlias(t, self, item);
}
Value getAliasName(Thread*, Value self) { return aliasOf(self)->name; }
Value getTypeParams(Thread*, Value self) {
  Value params = aliasOf(self)->typeParams;
  return isa<Tuple>(params) ? params : Value(emptyTuple());
}
// With every TypeVarTuple unpacked.
Value unpackedParametersPy(Thread* t, Value params) {
  auto* tuple = dynCast<Tuple>(params);
  if (!tuple) return Value(emptyTuple());
  List* out = TRY(makeList(t));
  for (size_t i = 0; i < tuple->length; ++i) {
    Value v = tuple->items[i];
    if (typeOf(v) == types::typeVarTuple) v = TRY(unpacked(t, v));
    TRY(listAppend(t, out, v));
  }
  Tuple* result = TRY(listToTuple(t, out));
  return Value(result);
}
Value getParameters(Thread* t, Value self) { return unpackedParametersPy(t, aliasOf(self)->typeParams); }
Value getValue(Thread* t, Value self) {
  auto* a = aliasOf(self);
  if (a->value.isUnbound()) {
    Value v = TRY(callPy(t, a->evaluateValue));
    a->value = v;
    writeBarrier(a);
  }
  return a->value;
}
Value getAliasModule(Thread*, Value self) { return aliasOf(self)->module; }
Value aliasReduce(Thread*, Value* args, size_t) { return aliasOf(args[0])->name; }

const NativeDef aliasMethods[] = {{"__reduce__", "(self, /)", aliasReduce, nullptr}};
const GetSetDef aliasGetSets[] = {
    {"__name__", getAliasName, nullptr, nullptr},        {"__type_params__", getTypeParams, nullptr, nullptr},
    {"__parameters__", getParameters, nullptr, nullptr}, {"__value__", getValue, nullptr, nullptr},
    {"__module__", getAliasModule, nullptr, nullptr},
};

// --- Generic

// typing._generic_class_getitem does it in 3.12's library; 3.11's has only the alias class.
Value genericClassGetItem(Thread* t, Value* args, size_t) {
  Str* name = TRY(internStr(t, "typing"));
  Value typing = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Str* functionName = TRY(internStr(t, "_generic_class_getitem"));
  Value f = TRY(findAttrPy(t, typing, functionName));
  if (!f.isUnbound()) return callPy(t, f, {args[0], args[1]});
  Value alias = TRY(getAttrPy(t, typing, "_GenericAlias"));
  Value params = args[1];
  if (!isa<Tuple>(params)) {
    Tuple* one = TRY(makeTuple(t, {params}));
    params = Value(one);
  }
  return callPy(t, alias, {args[0], params});
}

// args: cls, the dict of keywords, positional values.
Value genericInitSubclass(Thread* t, Value* args, size_t argc) {
  Str* name = TRY(internStr(t, "typing"));
  Value typing = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Str* functionName = TRY(internStr(t, "_generic_init_subclass"));
  Value f = TRY(findAttrPy(t, typing, functionName));
  if (f.isUnbound()) {
    // 3.11's library: the parameters are those of the bases.
    Tuple* bases = args[0].as<Type>()->bases;
    Value original = TRY(findAttrPy(t, args[0], names::__orig_bases__));
    if (isa<Tuple>(original)) bases = original.as<Tuple>();
    Value params(emptyTuple());
    for (size_t i = 0; i < bases->length; ++i) {
      Value own = TRY(findAttrPy(t, bases->items[i], names::__parameters__));
      if (isa<Tuple>(own) && own.as<Tuple>()->length) params = own;
    }
    TRY(setAttrPy(t, args[0], names::__parameters__, params));
    return Value::none();
  }
  List* all = TRY(makeList(t, args, 1));
  for (size_t i = 2; i < argc; ++i) TRY(listAppend(t, all, args[i]));
  Tuple* positional = TRY(listToTuple(t, all));
  return callExPy(t, f, positional, args[1].as<Dict>());
}

const NativeDef genericMethods[] = {
    {"__class_getitem__", "(cls, params, /)", genericClassGetItem,
     "What `Foo[int]` calls for a generic class Foo, and `class Foo[T]` when it is made.\n", NativeDef::kClassMethod},
    {"__init_subclass__", "(cls, /, *args, **kwargs)", genericInitSubclass, "Function to initialize subclasses.",
     NativeDef::kClassMethod},
};

// --- the _typing module

Value identity(Thread*, Value* args, size_t) { return args[0]; }
const NativeDef typingFunctions[] = {{"_idfunc", "(x, /)", identity, nullptr}};

bool initTyping(Thread* t, Module* m) {
  for (Type* type : {types::typeVar, types::paramSpec, types::paramSpecArgs, types::paramSpecKwargs, types::typeVarTuple,
                     types::typeAliasType, types::generic})
    TRY(dictSetStr(t, m->dict, type->name, Value(type)));
  return true;
}

}  // namespace

extern const ModuleSpec typingModule;
const ModuleSpec typingModule = {"_typing", typingFunctions, "Primitives and accelerators for the typing module.\n", initTyping};

Value makeTypeVar(Thread* t, Value name, Value evaluateBound, Value evaluateConstraints) {
  Value v = TRY(makeParameter(t, types::typeVar, name));
  auto* p = parameterOf(v);
  p->inferVariance = true;
  if (!evaluateBound.isUnbound()) p->bound = Value::unbound();
  if (!evaluateConstraints.isUnbound()) p->constraints = Value::unbound();
  p->evaluateBound = evaluateBound;
  p->evaluateConstraints = evaluateConstraints;
  TRY(setModule(t, v, callerModule(t)));
  return v;
}
Value makeParamSpec(Thread* t, Value name) {
  Value v = TRY(makeParameter(t, types::paramSpec, name));
  parameterOf(v)->inferVariance = true;
  TRY(setModule(t, v, callerModule(t)));
  return v;
}
Value makeTypeVarTuple(Thread* t, Value name) {
  Value v = TRY(makeParameter(t, types::typeVarTuple, name));
  TRY(setModule(t, v, callerModule(t)));
  return v;
}
Value makeTypeAlias(Thread* t, Value name, Value typeParams, Value evaluateValue) {
  return makeAliasObject(t, name, typeParams, Value::unbound(), evaluateValue);
}

Value subscriptGenericPy(Thread* t, Value params) {
  Value all = TRY(unpackedParametersPy(t, params));
  Str* name = TRY(internStr(t, "typing"));
  Value typing = importModulePy(t, name, Value::none(), Value::none(), 0);
  if (typing.isError()) {
    // Without a library a generic class still works.
    if (!pendingIs(t, exc::ImportError)) return typing;
    clearPending(t);
    return makeGenericAlias(t, Value(types::generic), all);
  }
  // The library's own Generic: 3.12's takes the native one, 3.11's has a class of its own.
  Value generic = TRY(getAttrPy(t, typing, "Generic"));
  Value alias = TRY(getAttrPy(t, typing, "_GenericAlias"));
  return callPy(t, alias, {generic, all});
}

extern const TypeSpec typeVarSpec = {
    .name = "typing.TypeVar",
    .kind = Kind::TypeParameter,
    .flags = kHasInstanceDict | kWeakReferable,
    .slots = {.repr = parameterRepr, .or_ = unionOf},
    .methods = typeVarMethods,
    .getsets = typeVarGetSets,
    .create = &typeVarCreateDef,
    .doc = "Type variable.",
};
extern const TypeSpec paramSpecSpec = {
    .name = "typing.ParamSpec",
    .kind = Kind::TypeParameter,
    .flags = kHasInstanceDict | kWeakReferable,
    .slots = {.repr = parameterRepr, .or_ = unionOf},
    .methods = paramSpecMethods,
    .getsets = paramSpecGetSets,
    .create = &paramSpecCreateDef,
    .doc = "Parameter specification variable.",
};
extern const TypeSpec paramSpecArgsSpec = {
    .name = "typing.ParamSpecArgs",
    .kind = Kind::TypeParameter,
    .flags = kWeakReferable,
    .slots = {.repr = partRepr, .compare = partCompare},
    .methods = partMethods,
    .getsets = partGetSets,
    .create = &partCreateDef,
    .doc = "The args for a ParamSpec object.",
};
extern const TypeSpec paramSpecKwargsSpec = {
    .name = "typing.ParamSpecKwargs",
    .kind = Kind::TypeParameter,
    .flags = kWeakReferable,
    .slots = {.repr = partRepr, .compare = partCompare},
    .methods = partMethods,
    .getsets = partGetSets,
    .create = &partCreateDef,
    .doc = "The kwargs for a ParamSpec object.",
};
extern const TypeSpec typeVarTupleSpec = {
    .name = "typing.TypeVarTuple",
    .kind = Kind::TypeParameter,
    .flags = kHasInstanceDict | kWeakReferable,
    .slots = {.repr = parameterRepr, .iter = typeVarTupleIter},
    .methods = typeVarTupleMethods,
    .getsets = typeVarTupleGetSets,
    .create = &typeVarTupleCreateDef,
    .doc = "Type variable tuple.",
};
extern const TypeSpec typeAliasTypeSpec = {
    .name = "typing.TypeAliasType",
    .kind = Kind::TypeAlias,
    .flags = kWeakReferable,
    .slots = {.repr = aliasRepr, .or_ = makeUnion, .getItem = aliasGetItem},
    .methods = aliasMethods,
    .getsets = aliasGetSets,
    .create = &aliasCreateDef,
    .doc = "Type alias.",
};
extern const TypeSpec genericSpec = {
    .name = "typing.Generic",
    .kind = Kind::Instance,
    .flags = kBaseType,
    .methods = genericMethods,
    .doc = "Abstract base class for generic types.",
};

size_t sizeOf_TypeParameter(const Object*) { return sizeof(TypeParameter); }
void trace_TypeParameter(Object* o, Tracer& tracer) {
  auto* p = static_cast<TypeParameter*>(o);
  tracer.visit(p->name);
  tracer.visit(p->bound);
  tracer.visit(p->evaluateBound);
  tracer.visit(p->constraints);
  tracer.visit(p->evaluateConstraints);
}
size_t sizeOf_TypeAlias(const Object*) { return sizeof(TypeAlias); }
void trace_TypeAlias(Object* o, Tracer& tracer) {
  auto* a = static_cast<TypeAlias*>(o);
  tracer.visit(a->name);
  tracer.visit(a->typeParams);
  tracer.visit(a->value);
  tracer.visit(a->evaluateValue);
  tracer.visit(a->module);
}

}  // namespace typhon
