// The entries of a traceback as text.
#include "runtime/exec/config.h"
#include "runtime/exec/format_exception.h"
#include "runtime/exec/thread.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

constexpr long kRepeatsShown = 3;

void formatEntryPy(Thread* t, Traceback* tb, int line, const Margin& margin, SourceLines& sources, std::string* out) {
  const Code* code = static_cast<const Code*>(tb->code);
  std::string filename = toUtf8(code->filename);
  std::string indent = margin.text();
  *out += fmt::format("{}  File \"{}\", line {}, in {}\n", indent, filename, line, toUtf8(code->name));
  std::string source;
  if (!sources.linePy(t, filename, line, &source)) return;
  size_t first = source.find_first_not_of(" \t\f");
  *out += fmt::format("{}    {}\n", indent, first == std::string::npos ? "" : source.substr(first));
  bytecode::PositionEntry at = positionAt(code, tb->pc);
  if (at.line <= 0 || at.endLine <= 0 || at.column < 0 || at.endColumn < 0 || config().noDebugRanges) return;
  std::string carets = caretLine(source, filename, at.column, at.endColumn, at.line == at.endLine);
  if (!carets.empty()) *out += indent + carets;
}

void formatRepeats(long count, std::string* out) {
  count -= kRepeatsShown;
  *out += fmt::format("  [Previous line repeated {} more time{}]\n", count, count > 1 ? "s" : "");
}

}  // namespace

void formatTracebackPy(Thread* t, Traceback* tb, std::string_view header, char headerBar, const Margin& margin,
                       SourceLines& sources, std::string* out) {
  int64_t limit = 1000;
  Value wanted = sysAttributePy(t, names::tracebacklimit);
  if (!wanted.isUnbound() && isInt(wanted)) {
    if (!fitsInt64(wanted, &limit)) limit = intSign(wanted) > 0 ? INT64_MAX : 0;
    if (limit <= 0) return;
  }
  *out += margin.text(headerBar);
  *out += header;
  int64_t depth = 0;
  for (Traceback* e = tb; e; e = dynCast<Traceback>(e->next)) ++depth;
  for (; depth > limit; --depth) tb = dynCast<Traceback>(tb->next);
  Str *lastFile = nullptr, *lastName = nullptr;
  int lastLine = -1;
  long count = 0;
  for (; tb; tb = dynCast<Traceback>(tb->next)) {
    const Code* code = static_cast<const Code*>(tb->code);
    int line = tracebackLine(tb);
    if (code->filename != lastFile || line != lastLine || lastLine == -1 || code->name != lastName) {
      if (count > kRepeatsShown) formatRepeats(count, out);
      lastFile = code->filename;
      lastName = code->name;
      lastLine = line;
      count = 0;
    }
    if (++count <= kRepeatsShown) formatEntryPy(t, tb, line, margin, sources, out);
  }
  if (count > kRepeatsShown) formatRepeats(count, out);
}

}  // namespace typhon
