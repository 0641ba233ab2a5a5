// What PEP 695 syntax makes: TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, Generic. Bounds, constraints and values are given
// as functions and evaluated when first asked for.
#pragma once

#include "runtime/object/value.h"

namespace typhon {

struct Thread;

Value makeTypeVar(Thread* t, Value name, Value evaluateBound, Value evaluateConstraints);  // Unbound: none
Value makeParamSpec(Thread* t, Value name);
Value makeTypeVarTuple(Thread* t, Value name);
Value makeTypeAlias(Thread* t, Value name, Value typeParams, Value evaluateValue);
// typing.Generic[*params], as the base of a generic class.
Value subscriptGenericPy(Thread* t, Value params);

}  // namespace typhon
