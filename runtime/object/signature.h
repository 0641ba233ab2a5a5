// The parsed form of a native function's signature string, and the binding of arguments to it.
#pragma once

#include <string>
#include <vector>

#include "runtime/exec/errors.h"
#include "runtime/object/native.h"
#include "runtime/object/value.h"

namespace typhon {

struct Str;
struct NativeFunction;

struct Parameter {
  Str* name;           // interned
  Value defaultValue;  // immediate, interned or shared; Unbound for `<absent>`, `<unrepresentable>` and required ones
  bool required;
};

struct Signature {
  // How CPython would have declared such a function: this decides the wording of TypeErrors.
  enum class Style : uint8_t { NoArguments, OneArgument, Positional, Keywords };

  std::vector<Parameter> parameters;  // positional, then keyword-only; without *args and **kwargs
  std::vector<Value> defaults;        // theirs once more, one behind the other
  uint16_t positionalCount = 0;
  uint16_t positionalOnlyCount = 0;
  uint16_t requiredCount = 0;  // leading positional parameters without default
  bool hasSelf = false;        // the first parameter is self or cls
  bool varArgs = false, varKeywords = false;
  bool acceptsKeywords = false;
  bool plain = false;         // only positional parameters: bound by copying
  bool optionalRest = false;  // all keyword-only parameters have defaults
  Style style = Style::Keywords;
  std::string text;  // without $self marking: "(x, /, base=10)"

  size_t slotCount() const { return parameters.size() + (varKeywords ? 1 : 0); }
};

// Parses and caches the definition's signature. `receiver`: the first parameter, if it is called self or cls, is no argument to
// those who call the function as a method (a definition is always used in the same way). A malformed signature is a bug in the
// runtime and ends the process.
const Signature* signatureOf(Thread* t, const NativeDef& def, bool receiver = true);

// How messages call the function.
struct CalleeName {
  const char* name;                               // "pop"
  std::string (*qualified)(const void* context);  // "list.pop()", made when needed
  const void* context;
  bool constructor = false;  // "f expected 1 argument, got 0" also where functions have other words
};

// Calls def.fn with `self` (Unbound: none) and the arguments bound to the signature. TypeError in CPython's words otherwise.
Value callBoundPy(Thread* t, const NativeDef& def, const Signature& s, Value self, const Args& args, const CalleeName& callee);

// The same where positional arguments and defaults suffice, without the ways to complain; false, and nothing called, where
// callBoundPy has to see to it.
bool callPositionalPy(Thread* t, const NativeDef& def, const Signature& s, Value self, const Args& args, Value* result);

// The same where it is known that they suffice (fillsPositionally). `args` are positional ones.
inline constexpr size_t kStackArguments = 40;
inline bool fillsPositionally(const Signature& s, size_t given) {
  return !s.varKeywords && (s.plain || s.optionalRest) && given >= s.requiredCount && (given <= s.positionalCount || s.varArgs) &&
         s.parameters.size() + given <= kStackArguments;
}
Value callFilledPy(Thread* t, const NativeDef& def, const Signature& s, Value self, const Value* args, size_t argc);

// "($self, x, /)": __text_signature__ for a function with this definition; `receiver` is self, module or type.
std::string textSignature(Thread* t, const NativeDef& def, const char* receiver);

}  // namespace typhon
