// The text of uncaught exceptions, in parts: source lines and carets, traceback entries, suggestions. Follows what CPython
// 3.12 prints (Python/pythonrun.c and traceback.c), byte for byte.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"

namespace typhon {

struct Str;
struct Traceback;

// Gives single lines of source files; keeps the last file.
class SourceLines {
 public:
  // Line `number` (from 1) of the file as UTF-8, without its line end; false if there is none. Looks along sys.path for files
  // that are not where the name says; obeys the file's encoding. Leaves no exception pending. Runs Python code.
  bool linePy(Thread* t, const std::string& filename, int number, std::string* line);

 private:
  bool loadPy(Thread* t, const std::string& filename);
  std::string filename_;
  std::string text_;
  bool loaded_ = false, have_ = false;
};

// The carets under a source line for the instruction range [column, endColumn) in bytes of `line` (endColumn unused and
// the range taken to the line's end when it ends on a later line), without leading margin: a line with its newline, or
// nothing when the range is the whole line. `indent` leading white-space characters are cut off the line as it is shown.
std::string caretLine(std::string_view line, std::string_view filename, int column, int endColumn, bool sameLine);

// Where text goes: exception groups put a margin in front of every line.
struct Margin {
  int depth = 0;  // of groups
  std::string text(char bar = '|') const {
    if (depth == 0) return {};
    return std::string(static_cast<size_t>(2 * depth), ' ') + bar + ' ';
  }
};

// Appends the entries of a traceback, `header` first. Nothing is left pending; sys.tracebacklimit is obeyed.
void formatTracebackPy(Thread* t, Traceback* tb, std::string_view header, char headerBar, const Margin& margin,
                       SourceLines& sources, std::string* out);

// ". Did you mean: 'x'?" and the like, or nothing. Leaves no exception pending.
std::string suggestionPy(Thread* t, Value exception);

// sys.<name>, or Unbound; nothing is left pending.
Value sysAttributePy(Thread* t, Str* name);
Value sysAttributePy(Thread* t, const char* name);

// Line number of a traceback entry.
int tracebackLine(const Traceback* tb);

}  // namespace typhon
