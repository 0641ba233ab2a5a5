// What bytes and bytearray share: methods that read the bytes and make results of the same type (bytearrays for
// bytearrays). args[0] is the bytes or bytearray; all are NativeFns.
#pragma once

#include <span>

#include "runtime/object/native.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"

namespace typhon {

inline std::string_view bytesOf(Value v) { return isa<Bytes>(v) ? v.as<Bytes>()->view() : v.as<ByteArray>()->view(); }
// bytes or bytearray, as `self` is.
// Uninitialised bytes of the same type, for the caller to fill at once through *data. Unbound never; error mark with MemoryError.
Value makeLikeUninitialised(Thread* t, Value self, size_t size, uint8_t** data);
Value makeLike(Thread* t, Value self, std::string_view bytes);
// -b: warns about comparing with text or, for bytes, with a number. False: the warning is an error. Runs Python code.
bool warnOfComparisonPy(Thread* t, Value self, Value other, CompareOp op);
// -b: warns about str() of the bytes.
bool warnOfStrPy(Thread* t, Value self);
// self itself if it is exactly bytes, otherwise a copy.
Value bytesUnchanged(Thread* t, Value self);

// clang-format off
#define BYTES_METHODS(M)                                                                        \
  M(bytesFind) M(bytesRfind) M(bytesIndex) M(bytesRindex) M(bytesCount)                         \
  M(bytesStartsWith) M(bytesEndsWith) M(bytesReplace) M(bytesRemovePrefix) M(bytesRemoveSuffix) \
  M(bytesSplit) M(bytesRsplit) M(bytesSplitLines) M(bytesPartition) M(bytesRpartition)          \
  M(bytesStrip) M(bytesLstrip) M(bytesRstrip) M(bytesJoin) M(bytesUpper)                        \
  M(bytesLower) M(bytesTitle) M(bytesCapitalize) M(bytesSwapCase) M(bytesIsAlnum)               \
  M(bytesIsAlpha) M(bytesIsAscii) M(bytesIsDigit) M(bytesIsLower) M(bytesIsSpace)               \
  M(bytesIsTitle) M(bytesIsUpper) M(bytesCenter) M(bytesLjust) M(bytesRjust)                    \
  M(bytesZfill) M(bytesExpandTabs) M(bytesTranslate) M(bytesMakeTrans) M(bytesHex)              \
  M(bytesFromHex) M(bytesDecode)
// clang-format on
#define DECLARE_METHOD(name) Value name(Thread* t, Value* args, size_t argc);
BYTES_METHODS(DECLARE_METHOD)
#undef DECLARE_METHOD
#undef BYTES_METHODS

// The rows of the methods above.
// clang-format off
#define BYTES_METHOD_ROWS                                                                                               \
  {"capitalize", "(self, /)", bytesCapitalize,                                                                          \
   "B.capitalize() -> copy of B\n\nThe first byte as an upper case ASCII letter, the others in lower case."},           \
  {"center", "(self, width, fillchar=<absent>, /)", bytesCenter,                                                        \
   "Filled up on both sides to a width, with spaces or the byte given."},                                               \
  {"count", "(self, sub, start=None, end=None, /)", bytesCount,                                                         \
   "B.count(sub[, start[, end]]) -> int\n\nHow often sub occurs in B[start:end] without overlapping."},                 \
  {"decode", "(self, /, encoding='utf-8', errors='strict')", bytesDecode,                                               \
   "The text that the bytes stand for in an encoding; errors says what is done with bytes that mean nothing "           \
   "in it."},                                                                                                           \
  {"endswith", "(self, suffix, start=None, end=None, /)", bytesEndsWith,                                                \
   "B.endswith(suffix[, start[, end]]) -> bool\n\nWhether B[start:end] ends with the suffix, or with one of "           \
   "a tuple of them."},                                                                                                 \
  {"expandtabs", "(self, /, tabsize=8)", bytesExpandTabs,                                                               \
   "With each tab replaced by spaces up to the next column that is a multiple of tabsize."},                            \
  {"find", "(self, sub, start=None, end=None, /)", bytesFind,                                                           \
   "B.find(sub[, start[, end]]) -> int\n\nWhere sub first occurs in B[start:end], as an index into B; -1 if "           \
   "it does not."},                                                                                                     \
  {"fromhex", "(cls, string, /)", bytesFromHex,                                                                         \
   "The bytes that are written as pairs of hexadecimal digits; spaces may stand between them.\n\nExample: "             \
   "bytes.fromhex('0a ff') -> b'\\n\\xff'", NativeDef::kClassMethod},                                                   \
  {"hex", "(self, /, sep=<absent>, bytes_per_sep=1)", bytesHex,                                                         \
   "Two hexadecimal digits for each byte.\n\n  sep\n    a character to stand between groups.\n  "                       \
   "bytes_per_sep\n    how large the groups are, counted from the right, or from the left if negative.\n\n"                        \
   ">>> b'Typhon'.hex('-', 4)\n'5479-70686f6e'"},               \
  {"index", "(self, sub, start=None, end=None, /)", bytesIndex,                                                         \
   "B.index(sub[, start[, end]]) -> int\n\nWhere sub first occurs in B[start:end], as an index into B; "                \
   "ValueError if it does not."},                                                                                       \
  {"isalnum", "(self, /)", bytesIsAlnum,                                                                                \
   "B.isalnum() -> bool\n\nWhether there is nothing but ASCII letters and digits, and at least one."},                  \
  {"isalpha", "(self, /)", bytesIsAlpha,                                                                                \
   "B.isalpha() -> bool\n\nWhether there is nothing but ASCII letters, and at least one."},                             \
  {"isascii", "(self, /)", bytesIsAscii,                                                                                \
   "B.isascii() -> bool\n\nWhether there is nothing but ASCII."},                                                       \
  {"isdigit", "(self, /)", bytesIsDigit,                                                                                \
   "B.isdigit() -> bool\n\nWhether there is nothing but ASCII digits, and at least one."},                              \
  {"islower", "(self, /)", bytesIsLower,                                                                                \
   "B.islower() -> bool\n\nWhether no ASCII letter is in upper case, and at least one in lower case."},                 \
  {"isspace", "(self, /)", bytesIsSpace,                                                                                \
   "B.isspace() -> bool\n\nWhether there is nothing but ASCII white space, and at least one of it."},                   \
  {"istitle", "(self, /)", bytesIsTitle,                                                                                \
   "B.istitle() -> bool\n\nWhether each word begins with an upper case ASCII letter and goes on in lower "              \
   "case, and there is one."},                                                                                          \
  {"isupper", "(self, /)", bytesIsUpper,                                                                                \
   "B.isupper() -> bool\n\nWhether no ASCII letter is in lower case, and at least one in upper case."},                 \
  {"join", "(self, iterable_of_bytes, /)", bytesJoin,                                                                   \
   "The items of an iterable one after another, with these bytes between them.\n\nExample: b'-'.join([b'a', "           \
   "b'b']) -> b'a-b'"},                                                                                                 \
  {"ljust", "(self, width, fillchar=<absent>, /)", bytesLjust,                                                          \
   "Filled up on the right to a width, with spaces or the byte given."},                                                \
  {"lower", "(self, /)", bytesLower,                                                                                    \
   "B.lower() -> copy of B\n\nWith ASCII letters in lower case."},                                                      \
  {"lstrip", "(self, bytes=None, /)", bytesLstrip,                                                                      \
   "Without the ASCII white space, or the bytes of the argument, at the left end."},                                    \
  {"maketrans", "(frm, to, /)", bytesMakeTrans,                                                                         \
   "A table for translate() that turns each byte of frm into the byte at the same place in to.", NativeDef::kStatic},   \
  {"partition", "(self, sep, /)", bytesPartition,                                                                       \
   "What stands before the separator, it itself, and what stands behind."},                                             \
  {"removeprefix", "(self, prefix, /)", bytesRemovePrefix,                                                              \
   "Without the prefix, if the bytes begin with it."},                                                                  \
  {"removesuffix", "(self, suffix, /)", bytesRemoveSuffix,                                                              \
   "Without the suffix, if the bytes end with it."},                                                                    \
  {"replace", "(self, old, new, count=-1, /)", bytesReplace,                                                            \
   "With every occurrence of old, or the first count of them, replaced by new."},                                       \
  {"rfind", "(self, sub, start=None, end=None, /)", bytesRfind,                                                         \
   "B.rfind(sub[, start[, end]]) -> int\n\nWhere sub last occurs in B[start:end], as an index into B; -1 if "           \
   "it does not."},                                                                                                     \
  {"rindex", "(self, sub, start=None, end=None, /)", bytesRindex,                                                       \
   "B.rindex(sub[, start[, end]]) -> int\n\nWhere sub last occurs in B[start:end], as an index into B; "                \
   "ValueError if it does not."},                                                                                       \
  {"rjust", "(self, width, fillchar=<absent>, /)", bytesRjust,                                                          \
   "Filled up on the left to a width, with spaces or the byte given."},                                                 \
  {"rpartition", "(self, sep, /)", bytesRpartition,                                                                     \
   "What stands before the last occurrence of the separator, it itself, and what stands behind."},                      \
  {"rsplit", "(self, /, sep=None, maxsplit=-1)", bytesRsplit,                                                           \
   "The parts between separators as a list, at most maxsplit of them cut off, from the right."},                        \
  {"rstrip", "(self, bytes=None, /)", bytesRstrip,                                                                      \
   "Without the ASCII white space, or the bytes of the argument, at the right end."},                                   \
  {"split", "(self, /, sep=None, maxsplit=-1)", bytesSplit,                                                             \
   "The parts between separators as a list, at most maxsplit of them cut off, from the left."},                         \
  {"splitlines", "(self, /, keepends=False)", bytesSplitLines,                                                          \
   "The lines as a list, with their line ends if keepends is true."},                                                   \
  {"startswith", "(self, prefix, start=None, end=None, /)", bytesStartsWith,                                            \
   "B.startswith(prefix[, start[, end]]) -> bool\n\nWhether B[start:end] begins with the prefix, or with one "          \
   "of a tuple of them."},                                                                                              \
  {"strip", "(self, bytes=None, /)", bytesStrip,                                                                        \
   "Without the ASCII white space, or the bytes of the argument, at both ends."},                                       \
  {"swapcase", "(self, /)", bytesSwapCase,                                                                              \
   "B.swapcase() -> copy of B\n\nWith upper and lower case of ASCII letters exchanged."},                               \
  {"title", "(self, /)", bytesTitle,                                                                                    \
   "B.title() -> copy of B\n\nEach word with its first ASCII letter in upper case, the others in lower case."},         \
  {"translate", "(self, table, /, delete=<absent>)", bytesTranslate,                                                    \
   "Without the bytes of delete, and each of the others replaced by what the table has for it."},                       \
  {"upper", "(self, /)", bytesUpper,                                                                                    \
   "B.upper() -> copy of B\n\nWith ASCII letters in upper case."},                                                      \
  {"zfill", "(self, width, /)", bytesZfill,                                                                             \
   "Filled up to a width with zeros, behind the sign if there is one."}
// clang-format on

// hex() of any bytes: separator Unbound or a str or bytes of length one.
Value hexText(Thread* t, std::string_view bytes, Value separator, int64_t group);

// Slots both types use.
Value bytesRepeatSlot(Thread* t, Value self, int64_t count);
int bytesContainsSlot(Thread* t, Value self, Value item);
Value bytesIterSlot(Thread* t, Value self);
Value bytesModulo(Thread* t, Value left, Value right);
// An iterator over items by index (bytes, bytearray, memoryview).
Value makeBufferIterator(Thread* t, Type* type, Value source);

}  // namespace typhon
