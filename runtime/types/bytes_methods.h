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

#define BYTES_METHODS(M)                                                                                                       \
  M(bytesFind)                                                                                                                 \
  M(bytesRfind)                                                                                                                \
  M(bytesIndex) M(bytesRindex) M(bytesCount) M(bytesStartsWith) M(bytesEndsWith) M(bytesReplace) M(bytesRemovePrefix)          \
      M(bytesRemoveSuffix) M(bytesSplit) M(bytesRsplit) M(bytesSplitLines) M(bytesPartition) M(bytesRpartition) M(bytesStrip)  \
          M(bytesLstrip) M(bytesRstrip) M(bytesJoin) M(bytesUpper) M(bytesLower) M(bytesTitle) M(bytesCapitalize)              \
              M(bytesSwapCase) M(bytesIsAlnum) M(bytesIsAlpha) M(bytesIsAscii) M(bytesIsDigit) M(bytesIsLower) M(bytesIsSpace) \
                  M(bytesIsTitle) M(bytesIsUpper) M(bytesCenter) M(bytesLjust) M(bytesRjust) M(bytesZfill) M(bytesExpandTabs)  \
                      M(bytesTranslate) M(bytesMakeTrans) M(bytesHex) M(bytesFromHex) M(bytesDecode)
#define DECLARE_METHOD(name) Value name(Thread* t, Value* args, size_t argc);
BYTES_METHODS(DECLARE_METHOD)
#undef DECLARE_METHOD
#undef BYTES_METHODS

// The rows of the methods above.
#define BYTES_METHOD_ROWS                                                                                             \
  {"capitalize", "(self, /)", bytesCapitalize,                                                                        \
   "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the "    \
   "rest "                                                                                                            \
   "lower-cased."},                                                                                                   \
      {"center", "(self, width, fillchar=<absent>, /)", bytesCenter,                                                  \
       "Filled up on both sides to a width, with spaces or the byte given."},                                         \
      {"count", "(self, sub, start=None, end=None, /)", bytesCount,                                                   \
       "B.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of subsection sub "   \
       "in\nbytes "                                                                                                   \
       "B[start:end].  Optional arguments start and end are interpreted\nas in slice notation."},                     \
      {"decode", "(self, /, encoding='utf-8', errors='strict')", bytesDecode,                                         \
       "Decode the bytes using the codec registered for encoding.\n\n  encoding\n    The encoding with which to "     \
       "decode the "                                                                                                  \
       "bytes.\n  errors\n    The error handling scheme to use for the handling of decoding errors."},                \
      {"endswith", "(self, suffix, start=None, end=None, /)", bytesEndsWith,                                          \
       "B.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if B ends with the specified suffix, False "        \
       "otherwise."},                                                                                                 \
      {"expandtabs", "(self, /, tabsize=8)", bytesExpandTabs,                                                         \
       "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of " \
       "8 "                                                                                                           \
       "characters is assumed."},                                                                                     \
      {"find", "(self, sub, start=None, end=None, /)", bytesFind,                                                     \
       "B.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found, -1 on "     \
       "failure."},                                                                                                   \
      {"fromhex", "(cls, string, /)", bytesFromHex,                                                                   \
       "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are "               \
       "accepted.\nExample: "                                                                                         \
       "bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'.",                                                       \
       NativeDef::kClassMethod},                                                                                      \
      {"hex", "(self, /, sep=<absent>, bytes_per_sep=1)", bytesHex,                                                   \
       "Create a string of hexadecimal numbers from a bytes object.\n\n  sep\n    An optional single character or "   \
       "byte to "                                                                                                     \
       "separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from "    \
       "the\n    "                                                                                                    \
       "right, negative values count from the left."},                                                                \
      {"index", "(self, sub, start=None, end=None, /)", bytesIndex,                                                   \
       "B.index(sub[, start[, end]]) -> int\n\nAs find(), but raises ValueError when the subsection is not found."},  \
      {"isalnum", "(self, /)", bytesIsAlnum,                                                                          \
       "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one "       \
       "character in "                                                                                                \
       "B, False otherwise."},                                                                                        \
      {"isalpha", "(self, /)", bytesIsAlpha,                                                                          \
       "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one "         \
       "character in B, "                                                                                             \
       "False otherwise."},                                                                                           \
  {                                                                                                                   \
    "isascii", "(self, /)", bytesIsAscii, "B.isascii() -> bool\n"
"\n"
    "Whether there is nothing but ASCII."
}  // namespace typhon
,        \
      {"isdigit", "(self, /)", bytesIsDigit,                                                                           \
       "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in " \
       "B, "                                                                                                           \
       "False otherwise."},                                                                                            \
      {"islower", "(self, /)", bytesIsLower,                                                                           \
       "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one "     \
       "cased "                                                                                                        \
       "character in B, False otherwise."},                                                                            \
      {"isspace", "(self, /)", bytesIsSpace,                                                                           \
       "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one "          \
       "character in B, "                                                                                              \
       "False otherwise."},                                                                                            \
      {"istitle", "(self, /)", bytesIsTitle,                                                                           \
       "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, "    \
       "False "                                                                                                        \
       "otherwise."},                                                                                                  \
      {"isupper", "(self, /)", bytesIsUpper,                                                                           \
       "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one "     \
       "cased "                                                                                                        \
       "character in B, False otherwise."},                                                                            \
      {"join", "(self, iterable_of_bytes, /)", bytesJoin,                                                              \
       "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each "     \
       "pair.\n\n"                                                                                                     \
       "Example: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'."},                                                   \
      {"ljust", "(self, width, fillchar=<absent>, /)", bytesLjust,                                                     \
       "Filled up on the right to a width, with spaces or the byte given."},      \
      {"lower", "(self, /)", bytesLower,                                                                               \
       "B.lower() -> copy of B\n"
"\n"
"With ASCII letters in lower case."},              \
      {"lstrip", "(self, bytes=None, /)", bytesLstrip,                                                                 \
       "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading ASCII "    \
       "whitespace."},                                                                                                 \
      {"maketrans", "(frm, to, /)", bytesMakeTrans,                                                                    \
       "Return a translation table usable for the bytes or bytearray translate method.\n\nEach byte in frm is mapped " \
       "to the "                                                                                                       \
       "byte at the same position in to.",                                                                             \
       NativeDef::kStatic},                                                                                            \
      {"partition", "(self, sep, /)", bytesPartition,                                                                  \
       "Partition the bytes into three parts using the given separator."},                                             \
      {"removeprefix", "(self, prefix, /)", bytesRemovePrefix,                                                         \
       "Return a bytes object with the given prefix string removed if present."},                                      \
      {"removesuffix", "(self, suffix, /)", bytesRemoveSuffix,                                                         \
       "Return a bytes object with the given suffix string removed if present."},                                      \
      {"replace", "(self, old, new, count=-1, /)", bytesReplace,                                                       \
       "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of "       \
       "occurrences "                                                                                                  \
       "to replace.\n    -1 (the default value) means replace all occurrences."},                                      \
      {"rfind", "(self, sub, start=None, end=None, /)", bytesRfind,                                                    \
       "B.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found, -1 on "    \
       "failure."},                                                                                                    \
      {"rindex", "(self, sub, start=None, end=None, /)", bytesRindex,                                                  \
       "B.rindex(sub[, start[, end]]) -> int\n\nAs rfind(), but raises ValueError when the subsection is not found."}, \
      {"rjust", "(self, width, fillchar=<absent>, /)", bytesRjust,                                                     \
       "Filled up on the left to a width, with spaces or the byte given."},     \
      {"rpartition", "(self, sep, /)", bytesRpartition,                                                                \
       "Partition the bytes into three parts using the given separator, at its last occurrence."},                     \
      {"rsplit", "(self, /, sep=None, maxsplit=-1)", bytesRsplit,                                                      \
       "Return a list of the sections in the bytes, using sep as the delimiter.\n\nSplitting is done starting at the " \
       "end of "                                                                                                       \
       "the bytes and working to the front."},                                                                         \
      {"rstrip", "(self, bytes=None, /)", bytesRstrip,                                                                 \
       "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII "  \
       "whitespace."},                                                                                                 \
      {"split", "(self, /, sep=None, maxsplit=-1)", bytesSplit,                                                        \
       "Return a list of the sections in the bytes, using sep as the delimiter.\n\nNone (the default) means to split " \
       "on "                                                                                                           \
       "ASCII whitespace characters; at most maxsplit\nsplits are done (-1: no limit)."},                              \
      {"splitlines", "(self, /, keepends=False)", bytesSplitLines,                                                     \
       "Return a list of the lines in the bytes, breaking at line boundaries.\n\nLine breaks are not included in the " \
       "resulting list unless keepends is given and\ntrue."},                                                          \
      {"startswith", "(self, prefix, start=None, end=None, /)", bytesStartsWith,                                       \
       "B.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if B starts with the specified prefix, False "     \
       "otherwise."},                                                                                                  \
      {"strip", "(self, bytes=None, /)", bytesStrip,                                                                   \
       "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip "     \
       "leading "                                                                                                      \
       "and trailing ASCII whitespace."},                                                                              \
      {"swapcase", "(self, /)", bytesSwapCase,                                                                         \
       "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase "      \
       "ASCII and "                                                                                                    \
       "vice versa."},                                                                                                 \
      {"title", "(self, /)", bytesTitle,                                                                               \
       "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with "                      \
       "uppercase\ncharacters, all "                                                                                   \
       "remaining cased characters have lowercase."},                                                                  \
      {"translate", "(self, table, /, delete=<absent>)", bytesTranslate,                                               \
       "Return a copy with each character mapped by the given translation table.\n\n  table\n    Translation table, "  \
       "which "                                                                                                        \
       "must be a bytes object of length 256, or None.\n\nAll characters occurring in the optional argument delete "   \
       "are "                                                                                                          \
       "removed.\nThe remaining characters are mapped through the given translation table."},                          \
      {"upper", "(self, /)", bytesUpper,                                                                               \
       "B.upper() -> copy of B\n"
"\n"
"With ASCII letters in upper case."},              \
      {"zfill", "(self, width, /)", bytesZfill,                                                                        \
       "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is "   \
       "never "                                                                                                        \
       "truncated."}

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
