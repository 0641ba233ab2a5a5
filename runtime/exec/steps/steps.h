// The steps behind an instruction whose fast path does not apply. Interpreters and compiled code call them; nothing here
// dispatches.
#pragma once

#include "runtime/exec/engine.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"

namespace typhon {
struct NativeFunction;
struct BoundMethod;
}  // namespace typhon

namespace typhon::steps {

using bytecode::Op;
using bytecode::Word;

// How an operation ended: with its result; by pushing a frame whose result will complete it (t->frame is that frame); or
// with an exception pending.
enum class Step : uint8_t { Done, Pushed, Failed };

// --- calls (calls.cpp). `window` is the call window in the frame's registers; everything from it on may be overwritten.
// `argc` counts all values behind the header, `names` (or null) names the last of them.
Step callWindow(Thread* t, Frame* frame, Value* window, size_t argc, Tuple* names, uint32_t destination, Value* out);
// A method window: self or Unbound stands in front of the `argc` arguments.
Step callMethodWindow(Thread* t, Frame* frame, Value* window, size_t argc, Tuple* names, uint32_t destination, Value* out);
// Records the callee at the call instruction at pc and writes the specialised form of it, if there is one for this callee and
// these arguments. `args` are those the callee gets, `selfInFront` says that LOAD_METHOD put the first of them there.
void specialiseCall(Thread* t, Frame* frame, Word* pc, Value callee, const Value* args, size_t argc, bool selfInFront);
// The same for a call with stars, which has no other form; `callee` is not the one it knows.
void noteStarCallee(Thread* t, Frame* frame, Word* pc, Function* callee);
// Which call resumes a generator (no asynchronous one), if this is one: next(g), or g.send(v) with g in front of the arguments.
enum class Resumer : uint8_t { None, Next, Send };
Resumer resumerOf(Value callee, const Value* args, size_t argc, bool selfInFront);
// The __init__ of a class whose instances an engine may make itself: written in Python, with object's __new__ and type's
// __call__, nothing abstract. Null if it is not that plain. While the class's version stays, only its metaclass's __call__ may
// change.
Function* plainConstructor(Type* type);
// Whether calling the class is type.__call__, which a metaclass may replace.
bool callsAsType(const Type* type);
// Enters `init` for the new instance `self`, which is the first of the `argc` arguments in the window.
Step enterInit(Thread* t, Frame* frame, Value* window, Function* init, size_t argc, uint32_t destination, Value self, Value* out);
// Puts the defaults of a function that takes only positional arguments behind the `given` ones at `registers`, which may lie
// behind the frame, within the slack there. False when there are none for all that is missing.
[[gnu::noinline]] bool fillDefaults(const Function* f, Value* registers, size_t given);
// A native function with positional arguments only, which lie in a window of the frame that may be overwritten.
Value callNativeWindow(Thread* t, NativeFunction* f, Value* args, size_t argc);
// The same for a site that knows that defaults (or *args) make up for what is missing: callFilledPy.
Value callFilledWindow(Thread* t, NativeFunction* f, const Value* args, size_t argc);
// type(args...) for a native class whose metaclass is type: makes the instance.
Value constructNativePy(Thread* t, Type* type, const Value* args, size_t argc);
// The first feedback word of a call of a bound method of a function written in Python.
uint64_t boundCallee(const BoundMethod* m);
// What a call with keywords at the instruction at pc has learned: the callee's Code and how its parameters are named there
// (keyword_calls.cpp). For a window that callWindow takes, before it is called.
void learnKeywords(Thread* t, Frame* frame, Word* pc, Value callee, size_t argc, const Tuple* names);
// Puts the arguments of such a call where its callee's parameters are, and its defaults in place of what is missing. No, and
// nothing has been changed, when the site does not know this call or a default is not there; Failed: MemoryError is pending.
enum class Bound : uint8_t { No, Yes, Failed };
Bound bindKnownKeywords(Thread* t, const Function* f, uint64_t learned, size_t argc, const Tuple* names, Value* registers);
Step callExWindow(Thread* t, Frame* frame, Value* window, uint32_t destination, Value* out);
// Calls any callable with arguments that are not in a window.
Step callValues(Thread* t, Value callable, const Args& args, Continuation continuation, uint32_t destination, Value* out);

// --- operators (operators.cpp)
Step binaryStep(Thread* t, BinaryOp op, bool inplace, Value a, Value b, uint32_t destination, Value* out);
// The same for the instruction at pc, which notes the operands in its feedback.
Step binaryStepAt(Thread* t, Word* pc, BinaryOp op, bool inplace, Value a, Value b, uint32_t destination, Value* out);
Step compareStep(Thread* t, CompareOp op, Value a, Value b, Continuation continuation, uint32_t destination, Value* out);
// A unary operator: the special method `name`, or what `general` does.
Step unaryStep(Thread* t, Str* name, Value (*general)(Thread*, Value), Value v, uint32_t destination, Value* out);
Step getItemStep(Thread* t, Value v, Value key, uint32_t destination, Value* out);
Step getSliceStep(Thread* t, Value v, const Value* bounds, uint32_t destination, Value* out);  // v[bounds[0] : bounds[1]]
Step setSliceStep(Thread* t, Value v, const Value* bounds, Value value, Value* out);           // v[bounds[0] : bounds[1]] = value
Step setItemStep(Thread* t, Value v, Value key, Value value, Value* out);
Step lengthStep(Thread* t, Value v, uint32_t destination, Value* out);  // len(v)
Step containsStep(Thread* t, Value container, Value item, bool sense, uint32_t destination,
                  Value* out);  // (item in container) == sense
// The truth of a value that a jump asks for, or a `not` whose result goes to registers[destination].
Step truthStep(Thread* t, Value v, uint32_t destination, bool* out);

// --- iteration (iteration.cpp). The out value is Unbound at the end of the iterator.
// Writes the specialised form of FOR_ITER at pc for this kind of iterator. `prefixed`: it has an EXT prefix.
void specialiseForIter(Word* pc, Value iterator, const Code* code, bool prefixed);
// iter(v) where iterBuiltin does not know it: *out is the iterator.
Step iterStep(Thread* t, Value v, uint32_t destination, Value* out);
Step forIterStep(Thread* t, Value iterator, uint32_t destination, Value* out);
Step sendStep(Thread* t, Value iterator, Value value, uint32_t destination, Value* out, bool* finished);

// --- attributes (attributes.cpp): generic access that also fills the inline cache behind the instruction at pc.
Step loadAttrStep(Thread* t, Frame* frame, Word* pc, Value v, Str* name, uint32_t destination, Value* out);
Step storeAttrStep(Thread* t, Frame* frame, Word* pc, Value v, Str* name, Value value, Value* out);
bool loadMethod(Thread* t, Frame* frame, Word* pc, Value v, Str* name, Value* callable, Value* self);
Step loadSuperStep(Thread* t, const Value* operands, Str* name, Value* out, Value* self);
// The same for LOAD_SUPER_METHOD at pc; fills its inline cache.
bool loadSuperMethod(Thread* t, Frame* frame, Word* pc, const Value* operands, Str* name, Value* callable, Value* self);

// --- names (names.cpp); they also fill the inline cache.
Value loadGlobal(Thread* t, Frame* frame, Word* pc, Str* name);
Value loadName(Thread* t, Frame* frame, Word* pc, Str* name);
bool storeGlobal(Thread* t, Frame* frame, Word* pc, Str* name, Value v);
bool storeName(Thread* t, Frame* frame, Word* pc, Str* name, Value v);
bool deleteGlobal(Thread* t, Frame* frame, Str* name);
bool deleteName(Thread* t, Frame* frame, Str* name);
Value loadDictOr(Thread* t, Frame* frame, Value mapping, Str* name);  // Unbound: not in the mapping
Raised unboundLocal(Thread* t, Frame* frame, Str* name);
Raised unboundCell(Thread* t, Frame* frame, uint32_t cellRegister, Str* name);

// --- the rest (misc.cpp)
Value makeFunctionOf(Thread* t, Frame* frame, Value code);
bool setFunctionField(Thread* t, Value function, Value v, uint32_t field);
Value intrinsic(Thread* t, Frame* frame, uint32_t which, const Value* args);
// out[0] the bound __exit__, out[1] the result of __enter__.
bool beforeWith(Thread* t, Value manager, bool async, Value* out);
// The same, entering an __enter__ written in Python as a frame; *exit is set then, too.
Step beforeWithStep(Thread* t, Value manager, bool async, uint32_t destination, Value* exit, Value* out);
Value getAwaitable(Thread* t, Value v, uint32_t kind);
Value getAsyncIterator(Thread* t, Value v);
Value getAsyncNext(Thread* t, Value v);
bool excGroupMatch(Thread* t, Value exception, Value type, Value* out);
Maybe<bool> excMatch(Thread* t, Value exception, Value type);
// The tuple for f(*v).
Value starArguments(Thread* t, Value v, Value callee);
// The tuple for f(x, *v): `count` values, the last of which is v.
Value prependArguments(Thread* t, const Value* values, size_t count);
// The dict for f(**v), which only the call sees: v itself if it is a dict.
Value starKeywords(Thread* t, Value v, Value callee);
Raised raiseCurrent(Thread* t);
Value buildString(Thread* t, const Value* parts, size_t count);
// {**value} in a display, and f(**value) in a call of `callee`.
Value convertValue(Thread* t, Value v, uint32_t how);

// --- leaving frames (unwind.cpp)
// A frame has returned `v` to the frame that is t->frame now: completes the instruction at its pc as the continuation says and
// moves its pc to where it goes on (which may be a newly pushed frame: t->frame). False with an exception pending.
bool resumeCaller(Thread* t, Continuation continuation, uint32_t destination, Value extra, Value v);
// An exception is pending at t->frame->pc: finds the handler, leaving frames on the way; on return t->frame goes on at its pc.
// False when a frame entered from C++ was left: run() returns the error mark.
bool unwind(Thread* t);
// The same one frame at a time, for whoever has to be told of each. Whether the frame has a handler for its pc:
bool isHandled(const Frame* frame);
enum class Unwound : uint8_t {
  Handled,    // t->frame goes on at its handler
  Left,       // t->frame is the caller, where the exception is pending now; it is not in the traceback yet
  Exhausted,  // the caller was a loop over an iterator that is exhausted: StopIteration was dropped, t->frame goes on behind the
              // loop
  LeftEntry,  // a frame entered from C++ was left
};
Unwound unwindFrame(Thread* t);
// Which operator a binary instruction stands for, in any of its forms. False for other instructions.
struct BinaryInstruction {
  BinaryOp op;
  bool inplace;
};
bool isBinary(Op op, BinaryInstruction* out);

// --- hot code (hot.cpp)
// How an attempt to run a frame compiled ended.
enum class Entered : uint8_t {
  No,        // there is no compiled code for this place: the interpreter goes on
  Returned,  // a frame entered from C++ has ended: run() returns *result, which may be the error mark
  Continue,  // the frame has ended: t->frame goes on at its pc
  Raised,    // it has raised: an exception is pending in the instruction of t->frame, which is not in its traceback yet
};
// The frame's code is hot, and frame->pc stands at a place where compiled code can be entered: ENTER, the target of a back edge,
// or the YIELD of a generator's frame that was just pushed.
Entered enterHot(Thread* t, Frame* frame, Value* result);

// Words of an opcode without prefix, feedback included.
constexpr unsigned wordsOf(Op op) {
  constexpr unsigned kWords[] = {
#define OP(name, a, b, c, feedback, flags, doc) 1 + feedback,
#define QUICK(name, base) 0,
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
  };
  constexpr Op kBases[] = {
#define OP(name, a, b, c, feedback, flags, doc) Op::name,
#define QUICK(name, base) Op::base,
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
  };
  return kWords[static_cast<unsigned>(kBases[static_cast<unsigned>(op)])];
}
extern const uint8_t kWordsOf[bytecode::kOpCount];  // the same as a table

}  // namespace typhon::steps
