// Exceptions and tracebacks.
#pragma once

#include <string>

#include "runtime/exec/errors.h"
#include "runtime/object/object.h"

namespace typhon {

struct Str;
struct Tuple;
struct FrameObject;

struct Traceback : Object {
  Value next;    // Traceback or None
  Value frame;   // FrameObject, made lazily from the fields below when tb_frame is read
  Object* code;  // Code
  uint32_t pc;   // word index of the instruction (tb_lasti = pc * 8)
  int32_t line;  // tb_lineno; -1: take it from pc
};

// All exceptions share this layout; `fields` holds what the class adds (exceptions.def's layout column tells which):
//   StopIteration: value; SystemExit: code; Attribute: name, obj; Name: name; Import: msg, name, path, name_from;
//   Os: errno, strerror, filename, filename2, characters_written; Syntax: msg, filename, lineno, offset, text, end_lineno,
//   end_offset, print_file_and_line; Unicode: encoding, object, start, end, reason; Group: message, exceptions.
struct Exception : Object {
  Value args;       // tuple
  Value traceback;  // Traceback or None
  Value context;    // exception or None
  Value cause;      // exception or None
  bool suppressContext;
  uint8_t padding[7];
  Value fields[8];
};

// exception.add_note(text).
bool addNotePy(Thread* t, Value exception, Value text);

// An instance of the class as the class's own C++ constructor makes it (for classes with Python __init__ it is called).
Value makeExceptionPy(Thread* t, Type* type, const Value* args, size_t count);

// Calls the class, or checks the instance, as the raise statement does, sets cause and context, and leaves it pending.
// `cause` Unbound: no `from`.
Raised raiseStatementPy(Thread* t, Value exceptionOrClass, Value cause);

// Makes the exception classes; after types.def's types, before anything raises.
bool initExceptions(Thread* t);

// Whether the value is a BaseExceptionGroup.
bool isExceptionGroup(Value v);

// AttributeError with name and obj, NameError with name, ImportError with name, path and name_from, as suggestions want them.
Raised raiseAttributeError(Thread* t, Value object, Str* name, std::string_view message);
Raised raiseNameError(Thread* t, Type* type, Str* name, std::string_view message);
Raised raiseImportError(Thread* t, Type* type, std::string_view message, Value name, Value path,
                        Value nameFrom = Value::unbound());

// Sets the exception's __context__ to the one being handled, as raising it does.
void chainContext(Thread* t, Value exception);

// Puts the activation (code, pc) in front of the pending exception's traceback.
void addTraceback(Thread* t, Frame* frame);

// Prints an exception as the interpreter does for one that nothing caught, to sys.stderr: traceback with carets, chain,
// groups, notes, suggestions; 3.12's text.
void printExceptionPy(Thread* t, Value exception);
// The same text, WTF-8.
bool formatExceptionPy(Thread* t, Value exception, std::string* out);

// except*: what is to be raised at the end, of the original exception and the list of exceptions raised in handlers or left
// unhandled (None items are skipped): None, or an exception. PEP 654.
struct List;
Value prepareReraiseStarPy(Thread* t, Value original, List* remaining);

}  // namespace typhon
