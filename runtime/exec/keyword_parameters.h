// How keywords find their parameters, and the defaults of keyword-only parameters, for calls with nothing unusual about them.
#pragma once

#include "runtime/types/dict_table.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// The default of the i-th keyword-only parameter, found where a `def` puts it in __kwdefaults__; null if there is none, or only
// the general way finds it. Runs no Python code.
inline const DictEntry* keywordDefault(const Function* f, size_t i) {
  const Code* code = f->code;
  return f->keywordDefaults ? dictAttributeAt(f->keywordDefaults, i, code->localNames->items[code->argCount + i].as<Str>())
                            : nullptr;
}

// The parameter, from the `first` to before `end`, that a keyword names, by identity (parameters' names are interned, and so are
// keywords in source); `end` if there is none, or only comparing the strings finds it.
inline size_t keywordParameter(const Code* code, size_t first, size_t end, Value name) {
  while (first < end && code->localNames->items[first] != name) ++first;
  return first;
}

// Whether a keyword that names none of the parameters from `first` on surely goes to **kwargs: parameters' names are interned,
// and those before `first` that can be named are taken.
inline bool isOtherKeyword(const Code* code, size_t first, size_t parameters, Value name) {
  if (!isExactStr(name)) return false;
  if (parameters == code->positionalOnlyCount) return true;
  if (!name.as<Str>()->isInterned()) return false;
  for (size_t i = code->positionalOnlyCount; i < first; ++i)
    if (code->localNames->items[i] == name) return false;
  return true;
}

}  // namespace typhon
