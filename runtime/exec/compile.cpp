// Compiling source text: diagnostics become exceptions and warnings.
#include "runtime/exec/compile.h"

#include "runtime/exec/warnings.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/number_text.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Type* classOf(frontend::DiagnosticKind kind) {
  switch (kind) {
    case frontend::DiagnosticKind::IndentationError:
      return exc::IndentationError;
    case frontend::DiagnosticKind::TabError:
      return exc::TabError;
    case frontend::DiagnosticKind::RecursionError:
      return exc::RecursionError;
    case frontend::DiagnosticKind::MemoryError:
      return exc::MemoryError;
    case frontend::DiagnosticKind::OverflowError:
      return exc::OverflowError;
    case frontend::DiagnosticKind::ValueError:
      return exc::ValueError;
    default:
      return exc::SyntaxError;
  }
}

bool isSyntaxDiagnostic(frontend::DiagnosticKind kind) {
  return kind == frontend::DiagnosticKind::SyntaxError || kind == frontend::DiagnosticKind::IndentationError ||
         kind == frontend::DiagnosticKind::TabError || kind == frontend::DiagnosticKind::UnicodeDecodeError;
}

// Line `number` of the source with its newline.
std::string lineOf(std::string_view source, int number) {
  size_t start = 0;
  for (int i = 1; i < number && start != std::string_view::npos; ++i) {
    start = source.find('\n', start);
    if (start != std::string_view::npos) ++start;
  }
  if (start == std::string_view::npos) return "";
  return std::string(source.substr(start, source.find('\n', start) - start)) + "\n";
}

}  // namespace

Raised raiseDiagnosticPy(Thread* t, const frontend::SyntaxDiagnostic& error) {
  Type* type = classOf(error.kind);
  if (!isSyntaxDiagnostic(error.kind)) return raiseMessage(t, type, error.message);
  Value message = Value(TRY(makeStr(t, error.message)));
  if (!error.hasLocation) return raiseValue(t, TRY(callPy(t, Value(type), {message})));
  Value text = error.hasText ? Value(TRY(makeStr(t, error.text))) : Value::none();
  Tuple* details = TRY(makeTuple(t, error.hasEnd ? 6 : 4));
  details->items[0] = Value(TRY(makeStr(t, error.filename)));
  writeBarrier(details);
  details->items[1] = Value::smallInt(error.lineno);
  details->items[2] = Value::smallInt(error.offset);
  details->items[3] = text;
  if (error.hasEnd) {
    details->items[4] = Value::smallInt(error.end_lineno);
    details->items[5] = error.end_offset == frontend::kNoOffset ? Value::none() : Value::smallInt(error.end_offset);
  }
  writeBarrier(details);
  Value e = TRY(callPy(t, Value(type), {message, Value(details)}));
  return raiseValue(t, e);
}

bool issueSourceWarningsPy(Thread* t, const std::vector<frontend::SourceWarning>& warnings, std::string_view filename, bool sound,
                           std::string_view source) {
  for (const frontend::SourceWarning& w : warnings) {
    Type* category = w.category == frontend::WarningCategory::SyntaxWarning ? exc::SyntaxWarning : exc::DeprecationWarning;
    if (warnExplicitPy(t, category, w.message, filename, w.lineno)) continue;
    // A filter made it an error: a SyntaxWarning then is a SyntaxError at its place.
    if (!pendingIs(t, category) || !sound) return false;
    clearPending(t);
    frontend::SyntaxDiagnostic error;
    error.kind = frontend::DiagnosticKind::SyntaxError;
    error.message = w.message;
    error.filename = filename;
    error.lineno = w.lineno;
    error.offset = w.offset;
    error.end_lineno = w.end_lineno;
    error.end_offset = w.end_offset;
    if (!source.empty()) {
      error.text = lineOf(source, w.lineno);
      error.hasText = true;
    }
    return raiseDiagnosticPy(t, error);
  }
  return true;
}

Code* loadCompiledPy(Thread* t, const frontend::CompileResult& result, std::string_view filename, std::string_view source) {
  TRY(issueSourceWarningsPy(t, result.warnings, filename, result.unit != nullptr, source));
  if (result.error) return raiseDiagnosticPy(t, *result.error);
  return makeCode(t, result.unit);
}

Code* compileSourcePy(Thread* t, std::string_view source, std::string_view filename, const frontend::CompileOptions& given) {
  frontend::CompileOptions options = given;
  options.maxIntegerDigits = static_cast<size_t>(intMaxStrDigits());
  return loadCompiledPy(t, frontend::compile(source, filename, options), filename,
                        options.sourceIsFile ? source : std::string_view());
}

}  // namespace typhon
