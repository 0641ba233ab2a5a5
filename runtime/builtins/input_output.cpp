// print, input and open.
#include "runtime/builtins/functions.h"
#include "runtime/memory/heap.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/line_input.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

bool writePy(Thread* t, Value file, Str* text) { return !callMethodPy(t, file, names::write, {Value(text)}).isError(); }

// sep or end of print(): a str, or the default for None.
Str* separator(Thread* t, Value v, const char* which, const char* standard) {
  if (v.isNone()) return internStr(t, standard);
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "{} must be None or a string, not {}", which, typeName(v));
  return v.as<Str>();
}

// args: sep, end, file, flush, then the objects.
Value printFunction(Thread* t, Value* args, size_t argc) {
  Value file = args[2];
  if (file.isNone()) {
    file = TRY(sysAttribute(t, names::stdoutName));
    if (file.isUnbound()) return raise(t, exc::RuntimeError, "lost sys.stdout");
    if (file.isNone()) return Value::none();
  }
  Str* sep = TRY(separator(t, args[0], "sep", " "));
  Str* end = TRY(separator(t, args[1], "end", "\n"));
  for (size_t i = 4; i < argc; ++i) {
    if (i > 4) TRY(writePy(t, file, sep));
    Str* text = TRY(strPy(t, args[i]));
    TRY(writePy(t, file, text));
  }
  TRY(writePy(t, file, end));
  if (TRY(truthPy(t, args[3]))) TRY(callMethodPy(t, file, names::flush));
  return Value::none();
}

Value requiredStreamPy(Thread* t, Str* name) {
  Value v = TRY(sysAttribute(t, name));
  if (v.isUnbound() || v.isNone()) return raise(t, exc::RuntimeError, "input(): lost sys.{}", toUtf8(name));
  return v;
}

// Whether a stream still is the process's own `fd`.
bool hasDescriptorPy(Thread* t, Value stream, int fd) {
  Str* name = internStr(t, "fileno");
  Value number = name ? callMethodPy(t, stream, name) : Value::error();
  if (number.isError()) clearPending(t);
  return number == Value::smallInt(fd);
}

Value editedLinePy(Thread* t, Value out, Value prompt) {
  std::string shown, line;
  if (!prompt.isNone()) shown = toUtf8(TRY(strPy(t, prompt)));
  if (callMethodPy(t, out, names::flush).isError()) clearPending(t);
  switch (editLinePy(t, shown.c_str(), &line)) {
    case LineInput::Failed:
      return Value::error();
    case LineInput::End:
      return raise(t, exc::EOFError, "EOF when reading a line");
    case LineInput::Read:
      break;
  }
  line.pop_back();
  Value bytes = Value(TRY(makeBytes(t, line)));
  return decodeObjectPy(t, bytes, "utf-8", "surrogateescape");
}

Value inputFunction(Thread* t, Value* args, size_t) {
  Value in = TRY(requiredStreamPy(t, names::stdinName));
  Value out = TRY(requiredStreamPy(t, names::stdoutName));
  Value err = TRY(requiredStreamPy(t, names::stderrName));
  if (callMethodPy(t, err, names::flush).isError()) clearPending(t);
  if (mayEditLine() && hasDescriptorPy(t, in, 0) && hasDescriptorPy(t, out, 1)) return editedLinePy(t, out, args[0]);
  if (!args[0].isNone()) {
    Str* prompt = TRY(strPy(t, args[0]));
    TRY(writePy(t, out, prompt));
  }
  if (callMethodPy(t, out, names::flush).isError()) clearPending(t);
  Value line = TRY(callMethodPy(t, in, names::readline));
  if (!isa<Str>(line)) return raise(t, exc::TypeError, "object.readline() returned non-string");
  auto* s = line.as<Str>();
  if (s->length == 0) return raise(t, exc::EOFError, "EOF when reading a line");
  if (s->at(s->length - 1) != '\n') return line;
  Str* stripped = TRY(substring(t, s, 0, s->length - 1));
  return Value(stripped);
}

// Until the _io module has put its own open() into the builtins.
Value openFunction(Thread* t, Value* args, size_t) {
  Str* name = TRY(internStr(t, "_io"));
  Value io = TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
  Value open = TRY(getAttrPy(t, io, "open"));
  return callPy(t, open, Args{args, 8, nullptr});
}

const NativeDef functions[] = {
    {"print", "(*args, sep=' ', end='\\n', file=None, flush=False)", printFunction,
     "Writes the values as text.\n"
     "\n"
     "  sep\n"
     "    between them, by default a space.\n"
     "  end\n"
     "    behind the last, by default a line end.\n"
     "  file\n"
     "    where to, by default sys.stdout.\n"
     "  flush\n"
     "    whether it is written out at once."},
    {"input", "(prompt=None, /)", inputFunction,
     "Reads a line from standard input, without its end; prints the prompt first if there is one.\n"
     "\n"
     "Raises EOFError at the end of the input. Lines can be edited where readline is there."},
    {"open", "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", openFunction,
     "Open file and return a stream.  Raise OSError upon failure."},
};

}  // namespace

std::span<const NativeDef> inputOutputFunctions() { return functions; }

}  // namespace typhon
