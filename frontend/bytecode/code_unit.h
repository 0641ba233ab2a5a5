// What the front end produces and the cache stores: one compiled code block as plain data, without any runtime object.
// Immutable once made; the runtime loads it into an executable copy (runtime/exec/code.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "frontend/bytecode/opcode.h"

namespace typhon::bytecode {

struct CodeUnit;

// A constant of the program. Text is WTF-8 (UTF-8 in which lone surrogates may occur, PEP 383's included).
struct Constant {
  enum class Kind : uint8_t { None, True, False, Ellipsis, Int, BigInt, Float, Complex, Str, Bytes, Tuple, FrozenSet, Code };
  Kind kind = Kind::None;
  int64_t integer = 0;                   // Int
  double real = 0, imaginary = 0;        // Float (real), Complex
  std::string text;                      // Str, Bytes; BigInt: optional '-', then lower-case hexadecimal digits without 0x
  std::vector<Constant> items;           // Tuple, FrozenSet (in source order)
  std::shared_ptr<const CodeUnit> code;  // Code

  bool operator==(const Constant& other) const;  // same type and bits (0.0 and -0.0, 1 and True differ)
};

// While the pc (a word index) lies in [start, end), a raised exception is put in `exceptionRegister` and control goes to
// `target`. Entries are searched in order: inner ones stand before outer ones.
struct HandlerEntry {
  uint32_t start, end, target, exceptionRegister;
};

// Source range of the instructions from word `start` up to the next entry's start. Columns are UTF-8 byte offsets, zero
// based; -1 means unknown; line 0 (with all -1) marks artificial instructions without a line.
struct PositionEntry {
  uint32_t start;
  int32_t line, endLine, column, endColumn;
};

// Which role a named register has; the bits combine (a parameter can be a cell). As co_localspluskinds.
enum LocalKind : uint8_t { kLocal = 1, kCell = 2, kFree = 4, kHidden = 8 /* of an inlined comprehension */ };

// co_flags, with CPython's values.
enum CodeFlags : uint32_t {
  kOptimized = 0x1,  // locals live in registers (a function)
  kNewLocals = 0x2,
  kVarArgs = 0x4,
  kVarKeywords = 0x8,
  kNested = 0x10,
  kGenerator = 0x20,
  kCoroutine = 0x80,
  kIterableCoroutine = 0x100,
  kAsyncGenerator = 0x200,
  kFutureBarryAsBdfl = 0x400000,
  kFutureAnnotations = 0x1000000,
};

class UnitImage;

// A unit is whole, or *partial*: one inside another that was read from bytes and has not been needed yet (serialise.h). A partial
// unit has everything up to hasDocstring, its docstring as its only constant, and what UnitImage::complete() needs to find the
// rest.
struct CodeUnit {
  std::string name, qualifiedName, filename;
  int32_t firstLine = 1;
  uint32_t flags = 0;
  // Registers 0.. hold the parameters in CPython's order: positional (of which positionalOnlyCount are positional only),
  // keyword only, *args, **kwargs; then the other locals, cells and free variables; then temporaries.
  uint32_t argCount = 0, positionalOnlyCount = 0, keywordOnlyCount = 0;
  std::vector<std::string> localNames;  // one per named register, as co_localsplusnames
  std::vector<uint8_t> localKinds;      // LocalKind bits of each
  uint32_t registerCount = 0;           // named registers and temporaries, call windows with their headers included
  uint64_t sourceHash = 0;              // of a module: sourceHash() of the bytes it was compiled from (serialise.h); 0: not known
  bool hasDocstring = false;            // constants[0] is the docstring of the function (or None without one)
  std::vector<Word> code;               // feedback words are in place, zero
  std::vector<Constant> constants;
  std::vector<std::string> names;  // attributes, globals, imports
  std::vector<HandlerEntry> handlers;
  std::vector<PositionEntry> positions;  // ordered by start; covers all code

  std::shared_ptr<const UnitImage> image;  // of a partial unit; else null
  size_t imageOffset = 0;
  uint32_t partialLocalCount = 0, partialFreeCount = 0;
  uint32_t partialSelfStores = 0;  // different attributes of the first parameter that the code stores to

  size_t freeCount() const {
    if (image) return partialFreeCount;
    size_t count = 0;
    for (uint8_t kind : localKinds) count += (kind & kFree) != 0;
    return count;
  }
};

}  // namespace typhon::bytecode
