// Struct sequences: tuples whose items have names too (sys.version_info, time.struct_time, os.stat_result).
#pragma once

#include <initializer_list>
#include <span>

#include "runtime/object/native.h"
#include "runtime/object/object.h"

namespace typhon {

struct StructField {
  const char* name;  // null: unnamed
  const char* doc;
};

// Makes the type "module.name" whose instances are tuples of `visible` items; the fields behind them are attributes only. The
// arguments must live for ever. Null with an exception pending.
Type* makeStructSequenceType(Thread* t, const char* name, const char* doc, std::span<const StructField> fields, size_t visible);
// The same without a constructor (sys.flags and the like cannot be made by programs).
Type* makeSealedStructSequenceType(Thread* t, const char* name, const char* doc, std::span<const StructField> fields);

// An instance; one value per field, hidden ones included.
Value makeStructSequence(Thread* t, Type* type, std::initializer_list<Value> values);
Value makeStructSequence(Thread* t, Type* type, const Value* values, size_t count);

}  // namespace typhon
