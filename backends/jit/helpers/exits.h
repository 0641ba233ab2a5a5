// What an exit of compiled code does to the frames, as words of data behind the code: lowering writes them (lowering/exits.cpp),
// and one helper goes by them (helpers/exits.cpp). Exits are most of a function's blocks; code for each of them took LLVM longer
// than what they leave.
//
// An exit is two words, kExitHead, and steps. The call that leaves passes what is not constant, as words: Values as they are, the
// bits of floats, bools as 0 and 1. An operand is one of these, or, from kMade on, what a step before has made.
#pragma once

#include <cstdint>

namespace typhon::jit {

inline constexpr uint32_t kMade = 1 << 23;

// Each is a word, its operands a (24 bits) and b (32 bits) above the step's eight; words that follow it are in brackets. Places
// are words from the outermost frame's registers.
enum class ExitStep : uint8_t {
  End,
  // These make a value.
  Box,       // of the float whose bits a is
  Boolean,   // of a
  Constant,  // [bits]
  Word,      // the int of 64 bits without a sign that a is
  Complex,   // of the floats whose bits a and b are
  Number,    // the float whose bits a is if b is the error mark, else b
  Range,     // an iterator from a to b, which are ints [step]
  Object,    // [as describe() says, class]; its parts come later
  Instead,   // b, or a if b is the error mark
  // These do not.
  Part,          // b into the object a [byte offset]
  Store,         // b to the place a
  StoreSmall,    // the word b
  StoreWord,     // [bits]
  Header,        // of the frame whose registers are at a, called by the one at b [code, state]
  HeaderSeen,    // the same of a frame in which somebody may have left flags
  Function,      // of the frame at a: b
  FrameAt,       // the frame at a goes on at the word b of its code
  RunGenerator,  // the frame at a is that of the generator b
};

constexpr uint64_t exitStep(ExitStep step, uint64_t a = 0, uint64_t b = 0) {
  return static_cast<uint64_t>(step) | a << 8 | b << 32;
}
// Reason, how many inlined functions the frame lies in, where its registers are; how many words are passed and made.
constexpr uint64_t exitHead(uint8_t reason, uint64_t depth, uint64_t base) { return reason | depth << 8 | base << 32; }
constexpr uint64_t exitCounts(uint64_t passed, uint64_t made) { return passed | made << 32; }

}  // namespace typhon::jit
