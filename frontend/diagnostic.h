// What the front end has to say about a source text: at most one error, and warnings. Lexer, parser, symbol analysis
// and code generation share one Diagnostics, whose error is sticky: the first one reported stays.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace typhon::frontend {

// The exception class that the error becomes.
enum class DiagnosticKind : uint8_t {
  None,
  SyntaxError,
  IndentationError,
  TabError,
  UnicodeDecodeError,  // message holds the whole text of the exception
  ValueError,
  RecursionError,
  MemoryError,
  OverflowError,
};

constexpr bool isSyntaxError(DiagnosticKind kind) {
  return kind == DiagnosticKind::SyntaxError || kind == DiagnosticKind::IndentationError || kind == DiagnosticKind::TabError;
}

// An end_offset that is None though end_lineno is known.
inline constexpr int kNoOffset = -0x7fffffff;

// As the attributes of Python's SyntaxError: lines count from 1, offsets count characters from 1 (0 and -1 occur where
// CPython has them). For kinds that are no SyntaxError only kind and message count.
struct SyntaxDiagnostic {
  DiagnosticKind kind = DiagnosticKind::None;
  std::string message;
  std::string filename;
  int lineno = 0;
  int offset = 0;
  int end_lineno = 0;
  int end_offset = 0;       // kNoOffset: None in Python
  bool hasLocation = true;  // false: Python's exception has only a message (lineno and the rest are None)
  bool hasEnd = true;       // end_lineno and end_offset are known
  bool hasText = false;     // whether `text` is known (None in Python otherwise)
  std::string text;         // the source line, with its newline as CPython has it
};

enum class WarningCategory : uint8_t { SyntaxWarning, DeprecationWarning };

// Issued in order of `warnings.warn_explicit` calls, with the position a SyntaxError would get should the filter turn
// the warning into an error.
struct SourceWarning {
  WarningCategory category = WarningCategory::SyntaxWarning;
  std::string message;
  int lineno = 0;
  int offset = 0;
  int end_lineno = 0;
  int end_offset = 0;
};

class Diagnostics {
 public:
  bool failed() const { return error_.kind != DiagnosticKind::None; }
  const SyntaxDiagnostic& error() const { return error_; }
  const std::vector<SourceWarning>& warnings() const { return warnings_; }

  // Keeps the error unless there is one already.
  void report(SyntaxDiagnostic error) {
    if (!failed()) error_ = std::move(error);
  }
  void warn(SourceWarning warning) { warnings_.push_back(std::move(warning)); }
  void clear() {
    error_ = {};
    warnings_.clear();
  }

 private:
  SyntaxDiagnostic error_;
  std::vector<SourceWarning> warnings_;
};

// The Python name of the exception class ("SyntaxError").
constexpr std::string_view diagnosticKindName(DiagnosticKind kind) {
  switch (kind) {
    case DiagnosticKind::None:
      return "None";
    case DiagnosticKind::SyntaxError:
      return "SyntaxError";
    case DiagnosticKind::IndentationError:
      return "IndentationError";
    case DiagnosticKind::TabError:
      return "TabError";
    case DiagnosticKind::UnicodeDecodeError:
      return "UnicodeDecodeError";
    case DiagnosticKind::ValueError:
      return "ValueError";
    case DiagnosticKind::RecursionError:
      return "RecursionError";
    case DiagnosticKind::MemoryError:
      return "MemoryError";
    case DiagnosticKind::OverflowError:
      return "OverflowError";
  }
  return "";
}

}  // namespace typhon::frontend
