// Frames: the activation records of Python functions on the VM stack.
//
// The VM stack is a chain of non-moving chunks per thread. A frame is its header (kFrameHeaderWords words) and its
// registers: parameters and other named variables first, temporaries behind them. A callee's frame starts at the call window
// among its caller's temporaries, so that arguments are not copied; when it does not fit into the chunk it is copied to a new
// one.
#pragma once

#include "frontend/bytecode/opcode.h"
#include "runtime/object/object.h"

namespace typhon {

struct Function;
struct Code;
struct Generator;

// What is to be done with the value a callee returns, by the interpreter that resumes the caller. With it the engines call
// special methods without C++ recursion, and a deoptimised outer frame resumes in the middle of an instruction.
enum class Continuation : uint8_t {
  Store,            // registers[destination] = value
  InitReturnsSelf,  // value must be None; the new object already is in registers[destination]
  CompareBranch,    // value of a comparison: its truth decides the conditional jump at pc; NotImplemented tries the reflection
  Compare,          // NotImplemented: try the reflected comparison, then identity
  Binary,           // NotImplemented: try the right operand's reflected method, then TypeError
  BinaryRight,      // value of a reflected method: NotImplemented is TypeError
  Inplace,          // NotImplemented: go on as Binary does
  ForIter,          // value of __next__; StopIteration leaves the loop
  Discard,          // the value is dropped (__setitem__, __setattr__, property setters)
  Send,             // value yielded or returned by the generator a SEND at pc drives
  Feed,             // a generator that a call at pc consumes: each value it yields goes to the consumer (steps/feed.cpp)
  Resume,           // value yielded by a generator that next() or send() at pc resumes; when it returns, StopIteration
  Length,           // value of __len__ that len() at pc asks for: an int, which goes to registers[destination]
  Contains,         // value of __contains__: its truth, or the opposite, as the instruction at pc says
  Truth,            // value of __bool__: what the instruction at pc, a jump or `not`, wants to know
  LengthTruth,      // the same of a class that has only __len__
  Entry,            // the frame was entered from C++: the engine returns the value to it
};

constexpr uint32_t continuationBit(Continuation c) { return uint32_t{1} << static_cast<uint32_t>(c); }

enum FrameFlags : uint8_t {
  kFrameObjectExists = 1,  // a FrameObject for this activation is on Thread::frameObjects
  kFrameOfGenerator = 2,   // an activation of the Generator in `locals`
  kFrameTraced = 4,        // has a local trace function
  kFrameThrow = 16,        // entered to raise the pending exception at pc (generator.throw)
  kFrameAtPc = 32,         // left by compiled code: Engine::run goes on exactly at pc, also in a generator's frame
  kFrameStartsChunk = 8,   // the first frame of its stack chunk: popping it goes back to the chunk before
};

struct Frame {
  Function* function;
  Code* code;
  // While calling: the call instruction proper (behind its EXT prefix); otherwise stale. Points into code's executable copy.
  bytecode::Word* pc;
  Frame* caller;
  union {
    uint64_t state;
    struct {
      Continuation continuation;  // what the caller does with this frame's result
      uint8_t flags;
      uint16_t scratch;      // a second result of helpers that compiled code calls
      uint32_t destination;  // register of the caller
    };
  };
  Value locals;  // namespace mapping of module, class and exec code; the Generator of a generator's frame; else Unbound

  Value* registers() { return reinterpret_cast<Value*>(this + 1); }
  const Value* registers() const { return reinterpret_cast<const Value*>(this + 1); }
};
static_assert(sizeof(Frame) == bytecode::kFrameHeaderWords * sizeof(Value));

}  // namespace typhon
