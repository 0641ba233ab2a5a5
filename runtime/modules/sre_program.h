// Compiled regular expressions: what re._compiler hands to _sre.compile(), checked and translated into the matcher's own code.
//
// The library's opcodes are one word each with relative skips; ours have absolute targets, sets as tables, runs of literals as
// strings, and for each repeat and alternative what the next character must be. Whatever words come in, the result is safe to
// run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace typhon::sre {

// Flags of the library.
enum Flags : uint32_t {
  kFlagTemplate = 1,
  kFlagIgnoreCase = 2,
  kFlagLocale = 4,
  kFlagMultiline = 8,
  kFlagDotAll = 16,
  kFlagUnicode = 32,
  kFlagVerbose = 64,
  kFlagDebug = 128,
  kFlagAscii = 256,
};
inline constexpr uint32_t kMaxRepeat = UINT32_MAX;
inline constexpr uint32_t kMaxGroups = INT32_MAX / 2;

// Matches one character. `arg`: a character or the index of a set.
enum class Single : uint32_t {
  None,  // (of a hint) nothing is known
  Any,   // but a line feed
  AnyAll,
  Literal,
  NotLiteral,
  Set,
  LocaleSet,      // a set whose members depend on the locale
  LocaleLiteral,  // ignoring case by the locale
  NotLocaleLiteral,
  End,  // (in a branch) behind the last alternative
};

// How a character is changed before it is looked up.
enum class Fold : uint8_t { None, Ascii, Unicode, Locale };

struct Set {
  uint8_t table[256];           // members below 256
  std::vector<uint32_t> items;  // the library's words, from which wider ones are decided
  Fold fold = Fold::None;
  bool narrow = false;  // certainly has no member above 255

  bool containsWide(uint32_t c) const;
  // By the items, for any character.
  bool evaluate(uint32_t c) const;
  bool evaluateLocale(uint32_t c) const;
};

enum class Position : uint32_t {
  Beginning,
  BeginningLine,
  BeginningString,
  Boundary,
  NonBoundary,
  End,
  EndLine,
  EndString,
  LocaleBoundary,
  LocaleNonBoundary,
  UnicodeBoundary,
  UnicodeNonBoundary,
};

// Instructions and their operand words. A slot is a place where a group that is matched as a whole keeps the height of the stack.
enum class Op : uint32_t {
  Success,
  Failure,
  Literal,  // character
  String,   // length, index into Program::text
  Any,
  AnyAll,
  NotLiteral,     // character
  Set,            // set
  OtherSingle,    // Single, arg
  At,             // Position
  Mark,           // index
  Jump,           // target
  Branch,         // records of (Single hint, arg, target); the last has Single::End
  RepeatOne,      // Single, arg, min, max, hint, hint arg: greedy; goes on behind
  PossessiveOne,  // the same without giving back
  MinRepeatOne,   // the same, lazy
  LoopBegin,      // loop, target of its Until
  MaxUntil,       // loop, min, max, body; goes on behind
  MinUntil,
  PossessiveUntil,  // loop, min, max, slot, tail; the body is behind
  PossessiveEnd,    // loop, slot, target of its PossessiveUntil
  GroupRef,         // group, Fold
  GroupRefExists,   // group, target when it is unset
  AssertBegin,      // slot, characters to go back
  AssertEnd,        // slot
  AssertNotBegin,   // slot, characters to go back, target
  AssertNotEnd,     // slot
  AtomicBegin,      // slot
  AtomicEnd,        // slot
};

struct Program {
  std::vector<uint32_t> code;
  std::vector<uint32_t> text;  // characters of String instructions
  std::vector<std::unique_ptr<Set>> sets;
  uint32_t groups = 0, loops = 0, slots = 0;
  uint32_t minWidth = 0;

  // What a match begins with, for searching: a literal string (in each width that it fits), or a set.
  std::u32string prefix;
  std::u16string prefix2;
  std::string prefix1;
  bool prefixIsAll = false;       // the pattern is nothing but the prefix
  bool anchored = false;          // it can only match where the text begins
  const Set* firstSet = nullptr;  // null: anything

  size_t bytes() const;
};

enum class Translation : uint8_t { Ok, Invalid, TooLarge };

// Translates the library's words. Invalid: they are not what its compiler makes.
Translation translate(const std::vector<uint32_t>& words, uint32_t groups, Program* out);

// Case and categories as the library's compiler wants them.
uint32_t lowerUnicode(uint32_t c);
uint32_t upperUnicode(uint32_t c);
inline uint32_t lowerAscii(uint32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
uint32_t lowerLocale(uint32_t c);
uint32_t upperLocale(uint32_t c);
bool isWordAscii(uint32_t c);
bool isWordLocale(uint32_t c);
bool isWordUnicode(uint32_t c);

}  // namespace typhon::sre
