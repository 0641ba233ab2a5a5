// The methods of str, by file. All are NativeFns; args[0] is the string.
#pragma once

#include "runtime/object/native.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {

// str_search.cpp
Value strFind(Thread* t, Value* args, size_t argc);
Value strRfind(Thread* t, Value* args, size_t argc);
Value strIndex(Thread* t, Value* args, size_t argc);
Value strRindex(Thread* t, Value* args, size_t argc);
Value strCount(Thread* t, Value* args, size_t argc);
Value strStartsWith(Thread* t, Value* args, size_t argc);
Value strEndsWith(Thread* t, Value* args, size_t argc);
Value strReplace(Thread* t, Value* args, size_t argc);
Value strRemovePrefix(Thread* t, Value* args, size_t argc);
Value strRemoveSuffix(Thread* t, Value* args, size_t argc);
// str_split.cpp
Value strSplit(Thread* t, Value* args, size_t argc);
Value strRsplit(Thread* t, Value* args, size_t argc);
Value strSplitLines(Thread* t, Value* args, size_t argc);
Value strPartition(Thread* t, Value* args, size_t argc);
Value strRpartition(Thread* t, Value* args, size_t argc);
Value strStrip(Thread* t, Value* args, size_t argc);
Value strLstrip(Thread* t, Value* args, size_t argc);
Value strRstrip(Thread* t, Value* args, size_t argc);
Value strJoin(Thread* t, Value* args, size_t argc);
// str_case.cpp
Value strUpper(Thread* t, Value* args, size_t argc);
Value strLower(Thread* t, Value* args, size_t argc);
Value strTitle(Thread* t, Value* args, size_t argc);
Value strCapitalize(Thread* t, Value* args, size_t argc);
Value strSwapCase(Thread* t, Value* args, size_t argc);
Value strCaseFold(Thread* t, Value* args, size_t argc);
Value strIsAlnum(Thread* t, Value* args, size_t argc);
Value strIsAlpha(Thread* t, Value* args, size_t argc);
Value strIsAscii(Thread* t, Value* args, size_t argc);
Value strIsDecimal(Thread* t, Value* args, size_t argc);
Value strIsDigit(Thread* t, Value* args, size_t argc);
Value strIsIdentifier(Thread* t, Value* args, size_t argc);
Value strIsLower(Thread* t, Value* args, size_t argc);
Value strIsNumeric(Thread* t, Value* args, size_t argc);
Value strIsPrintable(Thread* t, Value* args, size_t argc);
Value strIsSpace(Thread* t, Value* args, size_t argc);
Value strIsTitle(Thread* t, Value* args, size_t argc);
Value strIsUpper(Thread* t, Value* args, size_t argc);
// str_layout.cpp
Value strCenter(Thread* t, Value* args, size_t argc);
Value strLjust(Thread* t, Value* args, size_t argc);
Value strRjust(Thread* t, Value* args, size_t argc);
Value strZfill(Thread* t, Value* args, size_t argc);
Value strExpandTabs(Thread* t, Value* args, size_t argc);
Value strTranslate(Thread* t, Value* args, size_t argc);
Value strMakeTrans(Thread* t, Value* args, size_t argc);
// str_format.cpp, str_percent.cpp, str_format_spec.cpp
Value strFormat(Thread* t, Value* args, size_t argc);
Value strFormatMap(Thread* t, Value* args, size_t argc);
Value strDunderFormat(Thread* t, Value* args, size_t argc);
Value strModulo(Thread* t, Value left, Value right);
// codecs_str.cpp
Value strEncode(Thread* t, Value* args, size_t argc);

// The str in an argument; TypeError "replace() argument 1 must be str, not int".
inline Str* strArgument(Thread* t, Value v, const char* function, int number) {
  if (auto s = dynCast<Str>(v)) [[likely]]
    return s;
  return raise(t, exc::TypeError, "{}() argument {} must be str, not {}", function, number, argumentTypeName(v));
}

// s itself if it is exactly a str, otherwise a str with its text.
Value strUnchanged(Thread* t, Str* s);

// Whether s is an identifier by its characters (keywords included).
bool isIdentifier(const Str* s);

}  // namespace typhon
