// Type feedback and inline caches: what the interpreters record in the words behind an instruction. Data only: the
// interpreters write it, the JIT reads it. Words are read and written as whole 64-bit values.
#pragma once

#include <cstdint>

#include "runtime/object/fixed_shapes.h"
#include "runtime/object/object.h"
#include "runtime/types/int.h"

namespace typhon {

struct Thread;
struct Code;

// Operands an operator has met, as bits: those of the left operand, and shifted by eight those of the right one.
enum OperandBits : uint64_t {
  kSawSmallInt = 1,
  kSawFloat = 2,
  kSawStr = 4,
  kSawBool = 8,
  kSawBigInt = 16,
  kSawWord = 32,  // an int that is not small, but from 2**61 to 2**64 - 1
  kSawComplex = 64,
  kSawOther = 128,
};
// Of a small int or an exact Int.
inline uint64_t intBits(Value v) {
  return v.isSmallInt() ? kSawSmallInt : static_cast<const Int*>(v.asObject())->size == 1 ? kSawWord : kSawBigInt;
}
inline uint64_t operandBits(Value v) {
  if (v.isSmallInt()) return kSawSmallInt;
  if (v.isImmediateFloat()) return kSawFloat;
  if (!v.isObject()) return v.isBool() ? kSawBool : kSawOther;
  uint32_t shape = v.asObject()->shape;
  return shape == kShapeOf_str       ? kSawStr
         : shape == kShapeOf_int_    ? intBits(v)
         : shape == kShapeOf_complex ? kSawComplex
                                     : kSawOther;
}
inline uint64_t operandBits(Value a, Value b) { return operandBits(a) | operandBits(b) << 8; }
// Above them, for operands that are instances of classes written in Python: the shape of the left and of the right one, 24 bits
// each; 0 none yet, kManyShapes several.
inline constexpr uint64_t kManyShapes = 0xffffff;
inline uint64_t leftShape(uint64_t seen) { return seen >> 16 & kManyShapes; }
inline uint64_t rightShape(uint64_t seen) { return seen >> 40; }
// Notes both operands in the site's word.
void noteOperands(uint64_t* site, Value a, Value b);
// The word of a subscript: how often its site has changed its mind, up to kMaxForms; in the high half the shape of the container
// where that was an instance of a class written in Python: 0 none yet, kManyContainers several.
inline constexpr uint64_t kMaxForms = 64, kManyContainers = 0xffffffff;
inline uint64_t containerShape(uint64_t seen) { return seen >> 32; }
// Notes the container; whether the site may still take a specialised form.
bool noteContainer(uint64_t* site, Value v);
inline constexpr uint64_t kBothSmallInt = kSawSmallInt | kSawSmallInt << 8;
inline constexpr uint64_t kBothFloat = kSawFloat | kSawFloat << 8;
inline constexpr uint64_t kBothStr = kSawStr | kSawStr << 8;

// An attribute site's first word: shape id in the low half, slot (or word offset) above it, kind of access on top.
struct AttributeFeedback {
  uint32_t shape;
  uint16_t slot;
  uint16_t kind;
};

// A call site's two words. The first is the callee it knows: the Value of the Code of a function written in Python (its closure
// does not matter; plus kBoundCallee when it was called through a bound method) or of a class, the address of a native
// function's definition plus kNativeCallee, or eight times the shape of an instance plus kInstanceCallee; 0 before the first
// call. The second holds in its upper 16 bits how often the site changed its mind (kMegamorphicCall: it has given up, the first
// word is the callee met last before that), below them for a class the address of an AttributeCache (version of the class, its
// __init__ in `extra`), for a native method the shape of the receiver.
// Calls with keywords: the first word is the Code of a function written in Python, or 0; the second, below the count, which
// parameters the keywords name (steps/keyword_calls.cpp).
inline constexpr uint64_t kNativeCallee = 2;
inline constexpr uint64_t kBoundCallee = 4;
inline constexpr uint64_t kInstanceCallee = 6;
inline constexpr uint64_t kMegamorphicCall = 0xffff;
// The word of a call with stars: the Code of the function it has met, or kSeveralCallees.
inline constexpr uint64_t kSeveralCallees = 1;
inline uint64_t callAttempts(uint64_t second) { return second >> 48; }
inline uint64_t callDetail(uint64_t second) { return second & ((uint64_t{1} << 48) - 1); }

// Branch counts of a conditional jump: taken in the low half, not taken in the high half, saturating.
inline constexpr uint64_t kTaken = 1, kNotTaken = uint64_t{1} << 32;

// Keeps an object that a feedback word of `code` refers to alive as long as the code. False with MemoryError pending.
bool keepForFeedback(Thread* t, Code* code, Value v);
// The same for two objects that a site needs together.
bool keepForFeedback(Thread* t, Code* code, Value a, Value b);

// Forgets what every attribute site of every code object has learned. To be called when a class that exists changes in a way that
// shapes do not show: a data descriptor comes or goes, or __getattribute__, __getattr__, __setattr__ or __delattr__.
void resetAttributeFeedback();

// Registers with the collector. Once per process.
void initFeedback();

}  // namespace typhon
