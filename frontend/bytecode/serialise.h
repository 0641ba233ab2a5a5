// Code units as bytes, for the cache and for marshal. The same unit gives the same bytes everywhere; feedback words are
// left out and put back. Reading trusts nothing, but only structure is checked: verify.h must have passed before the
// code runs.
//
// A module's units are read one by one, when they are first needed: most functions of a module are never called. A unit that
// stands among the constants of another is read as a *partial* unit, which knows its names, parameters and docstring, and where
// the rest is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

// Changes whenever opcodes.def, intrinsics.def, the constants' kinds or this format change.
uint32_t cacheMagic();
// The digest of a source that hash-based cache files carry: SipHash-1-3 keyed with the magic number as it stands in files (PEP
// 552).
uint64_t sourceHash(std::string_view source);

std::string serialise(const CodeUnit& unit);
// Puts the right digest into bytes that were changed by hand: for tests of what reading and verifying make of them.
void sealImage(std::string& bytes);

// The bytes of a unit and the units in it. Immutable; shared by the units that are still partial.
class UnitImage : public std::enable_shared_from_this<UnitImage> {
 public:
  // Checks the digest over all of it and the table of texts, so accidental damage is found here and not later. Null, with a
  // reason in `error`, when the bytes are no unit. `verified`: the bytes are known to be what the compiler made, so their units
  // need no verifier. The unit begins at `from`.
  static std::shared_ptr<const UnitImage> open(std::string bytes, std::string& error, bool verified = false, size_t from = 0);
  bool isVerified() const { return verified_; }

  // The outermost unit, whole but for the units in it.
  std::shared_ptr<const CodeUnit> root(std::string& error) const;
  // The whole of a partial unit of this image; units in it are partial again.
  std::shared_ptr<const CodeUnit> complete(const CodeUnit& partial, std::string& error) const;

 private:
  friend class ImageReader;
  std::string bytes_;
  std::vector<uint32_t> texts_;  // where each text begins: its length, then its bytes
  size_t root_ = 0;              // where the outermost unit begins
  bool verified_ = false;
};

// All of it at once. Null, with a reason in `error`, when the bytes are no unit.
std::shared_ptr<const CodeUnit> deserialise(std::string_view bytes, std::string& error);

}  // namespace typhon::bytecode
