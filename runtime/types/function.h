// Functions written in Python, bound methods, native functions, and code objects.
#pragma once

#include <memory>

#include "frontend/bytecode/code_unit.h"
#include "frontend/bytecode/liveness.h"
#include "runtime/exec/frame.h"
#include "runtime/object/native.h"
#include "runtime/object/object.h"

namespace typhon {

struct Str;
struct Tuple;
struct List;
struct Dict;
struct Code;

struct Function : Object {
  Code* code;
  Dict* globals;          // cell layout
  Dict* builtins;         // of the globals' __builtins__, cell layout
  Tuple* defaults;        // or null
  Dict* keywordDefaults;  // or null
  Tuple* closure;         // of cells, or null
  Str* name;
  Str* qualifiedName;
  Value module;  // __module__ (or Unbound)
  Value doc;
  Dict* attributes;   // __dict__, or null
  Value annotations;  // dict, Unbound, or the tuple of names and values the compiler built
  Value typeParams;   // tuple or Unbound
};
Function* makeFunction(Thread* t, Code* code, Dict* globals);

struct BoundMethod : Object {
  Value function;
  Value self;
};
Value makeBoundMethod(Thread* t, Value function, Value self);

// A builtin_function_or_method, or, as an attribute of a type, a method_descriptor, classmethod_descriptor or slot wrapper's
// cousin. Made from a NativeDef; the parsed signature is shared.
struct Signature;
struct NativeFunction : Object {
  const NativeDef* def;
  const Signature* signature;
  Value self;    // bound receiver (module or instance); Unbound when unbound
  Type* owner;   // the type it is a method of, or null
  Value module;  // name or Unbound
};
Value makeNativeFunction(Thread* t, const NativeDef& def, Value self, Value moduleName);

// The loaded form of a CodeUnit. That of a partial unit (a function in a module that came from the cache) has no words until it
// is first called or looked into: whoever pushes a frame or reads the code of a function that may never have run calls
// ensureComplete(). Constants are Values, names interned, the code copied so that it can be quickened.
struct Code : Object {
  std::shared_ptr<const bytecode::CodeUnit>* unit;  // owned; freed with the code object
  bytecode::Word* words;                            // executable copy with feedback (malloc'ed, owned)
  uint32_t wordCount;
  uint32_t registerCount;
  uint32_t argCount, positionalOnlyCount, keywordOnlyCount;
  uint32_t parameterCount;      // registers that hold parameters, *args and **kwargs included
  uint32_t flags;               // bytecode::CodeFlags
  uint32_t localCount;          // named registers
  uint32_t hotness;             // times it was entered
  uint32_t hotLimit;            // from here on interpreters ask for compiled code (CompilerHooks); 0 once there is some
  uint32_t suspendedRegisters;  // registers 0.. that may be live while a generator of this code is suspended; 0: not computed yet
  Tuple* constants;             // Values of the unit's constants; nested code is Code
  Tuple* names;                 // interned
  Tuple* localNames;            // interned
  Str* name;
  Str* qualifiedName;
  Str* filename;
  int32_t firstLine;
  bool simpleArguments;          // only positional parameters, no *args or **kwargs, no keyword-only
  uint8_t closing;               // whether closing a suspended generator of it can have an effect: 0 not known yet, 1 no, 2 yes
  void* compiled;                // what the compiling engine knows of it (jit::CodeState); owned by that engine, or null
  List* feedbackObjects;         // what feedback words refer to; or null
  bytecode::Liveness* liveness;  // computed when the collector first sees a frame of the code; owned, or null
  Value extra;                   // what Python tools hang on it (co_* caches)
};
// Loads a unit (and the units in it). Null with an exception pending. A unit from outside must have been verified.
Code* makeCode(Thread* t, std::shared_ptr<const bytecode::CodeUnit> unit);
// Makes `filename` the file of a code object and of all code in it that names the same file as it does. The code must not have
// been shared yet.
bool setCodeFilename(Thread* t, Code* code, Str* filename);
// Reads and verifies what is still missing of code whose unit is partial; words, constants, names, localNames, wordCount and
// simpleArguments are not set before. False with an exception pending (ValueError for code that is not sound). Runs no Python
// code.
bool completeCode(Thread* t, Code* code);
inline bool ensureComplete(Thread* t, Code* code) { return code->words || completeCode(t, code); }
// Source position of the instruction at word `pc`.
bytecode::PositionEntry positionAt(const Code* code, uint32_t pc);

// Calls a native function with unbound arguments: binds them by the signature (fast when they are all positional), then
// calls. Runs Python code if the function does.
Value callNativePy(Thread* t, NativeFunction* f, const Args& args);

}  // namespace typhon
