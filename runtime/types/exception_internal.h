// What the files about exception classes share: field indexes, creation, slots of the layouts in exceptions.def.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/object/type.h"
#include "runtime/types/exception.h"
#include "runtime/types/tuple.h"

namespace typhon {

struct Str;
struct Dict;

// Indexes into Exception::fields by class (see exception.h).
enum ExceptionField : unsigned {
  kStopValue = 0,
  kExitCode = 0,
  kAttributeName = 0,
  kAttributeObject = 1,
  kNameName = 0,
  kImportMsg = 0,
  kImportName = 1,
  kImportPath = 2,
  kImportNameFrom = 3,
  kOsErrno = 0,
  kOsStrerror = 1,
  kOsFilename = 2,
  kOsFilename2 = 3,
  kOsWritten = 4,
  kSyntaxMsg = 0,
  kSyntaxFilename = 1,
  kSyntaxLineno = 2,
  kSyntaxOffset = 3,
  kSyntaxText = 4,
  kSyntaxEndLineno = 5,
  kSyntaxEndOffset = 6,
  kSyntaxPrintFileAndLine = 7,
  kUnicodeEncoding = 0,
  kUnicodeObject = 1,
  kUnicodeStart = 2,
  kUnicodeEnd = 3,
  kUnicodeReason = 4,
  kGroupMessage = 0,
  kGroupExceptions = 1,
};

constexpr uint32_t fieldOffset(unsigned index) {
  return static_cast<uint32_t>(offsetof(Exception, fields) + index * sizeof(Value));
}

inline void setExceptionField(Exception* e, unsigned index, Value v) {
  e->fields[index] = v;
  writeBarrier(e);
}

// An instance with these args, its fields Unbound: what BaseException.__new__ does. Null with MemoryError pending.
Exception* newException(Thread* t, Type* type, Tuple* args);
// The positional arguments as a tuple.
Tuple* argsTuple(Thread* t, const Args& args);
// TypeError "x() takes no keyword arguments" when there are some.
bool noKeywords(Thread* t, const Type* type, const Args& args);
// Takes optional keyword-only values of these names, Unbound where absent; TypeError "'x' is an invalid keyword argument for
// C()".
bool takeKeywords(Thread* t, const Args& args, const char* function, std::initializer_list<const char*> names, Value* out);
// BaseException.__init__: args are replaced by the call's.
bool baseExceptionInit(Thread* t, Value self, const Args& args);
Value baseExceptionStr(Thread* t, Value self);
// The instance's attributes as a new dict with room for the class's own additions; Unbound when it has none and `always` is not
// set.
Value exceptionStatePy(Thread* t, Exception* e, bool always);

// Slots of the layouts: name_Init etc.; null fields are inherited.
struct ExceptionLayout {
  Slots slots;
  std::span<const NativeDef> methods;
  std::span<const GetSetDef> getsets;
  std::span<const MemberDef> members;
};
// By class name, for classes that add something to their base.
extern const ExceptionLayout kBaseExceptionLayout, kStopIterationLayout, kSystemExitLayout, kImportErrorLayout,
    kAttributeErrorLayout, kNameErrorLayout, kKeyErrorLayout, kSyntaxErrorLayout, kOSErrorLayout, kUnicodeDecodeErrorLayout,
    kUnicodeEncodeErrorLayout, kUnicodeTranslateErrorLayout, kBaseExceptionGroupLayout;

// After the classes exist: the errno table of OSError's subclasses, the preallocated MemoryError.
bool initOsErrors(Thread* t);
bool initErrors(Thread* t);

}  // namespace typhon
