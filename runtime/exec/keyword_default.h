// The defaults of keyword-only parameters.
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

}  // namespace typhon
