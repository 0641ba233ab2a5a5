// What the interpreter prints for an exception that nothing caught: chain, traceback, message, notes, groups, the form of
// SyntaxError; and unraisable exceptions.
#include "runtime/exec/format_exception.h"

#include <cstdio>
#include <cstring>
#include <unordered_set>

#include "runtime/exec/audit.h"
#include "runtime/exec/thread.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

constexpr int kGroupWidth = 15, kGroupDepth = 10;
constexpr const char* kCauseText = "The above exception was the direct cause of the following exception:\n";
constexpr const char* kContextText = "During handling of the above exception, another exception occurred:\n";

// v's text by `convert`, or `failed`; nothing is left pending.
template <class F>
std::string safeText(Thread* t, Value v, F convert, const char* failed) {
  Str* s = convert(t, v);
  if (s) return toUtf8(s);
  clearPending(t);
  return failed;
}

// An attribute, or Unbound where there is none or reading it raised.
Value attributePy(Thread* t, Value v, const char* name) {
  Value found = getAttrPy(t, v, name);
  if (!found.isError()) return found;
  clearPending(t);
  return Value::unbound();
}

class Formatter {
 public:
  Formatter(Thread* t, std::string* out) : t_(t), out_(out) {}

  void formatPy(Value exception) {
    NativeCall guard(t_, " while printing an exception");
    if (!guard.ok()) {
      clearPending(t_);
      return;
    }
    Exception* e = exception.as<Exception>();
    // Compared by address only; everything is reachable from the exception that is being printed.
    seen_.insert(e);
    if (isa<Exception>(e->cause)) {
      if (!seen_.contains(e->cause.as<Exception>())) chainedPy(e->cause, kCauseText);
    } else if (!e->suppressContext && isa<Exception>(e->context)) {
      if (!seen_.contains(e->context.as<Exception>())) chainedPy(e->context, kContextText);
    }
    if (isExceptionGroup(exception)) {
      groupPy(exception);
    } else {
      singlePy(exception);
    }
  }

 private:
  void chainedPy(Value exception, const char* text) {
    bool needClose = needClose_;
    formatPy(exception);
    needClose_ = needClose;
    *out_ += margin_.text() + "\n";
    *out_ += margin_.text() + text;
    *out_ += margin_.text() + "\n";
  }

  void singlePy(Value exception) {
    Exception* e = exception.as<Exception>();
    if (isa<Traceback>(e->traceback)) {
      bool group = isExceptionGroup(exception);
      formatTracebackPy(t_, e->traceback.as<Traceback>(),
                        group ? "Exception Group Traceback (most recent call last):\n" : "Traceback (most recent call last):\n",
                        group && margin_.depth == 1 ? '+' : '|', margin_, sources_, out_);
    }
    Value notes = findAttrPy(t_, exception, names::__notes__);
    if (notes.isError()) {
      clearPending(t_);
      notes = Value::unbound();
    }
    Value shown = exception;
    locationPy(exception, &shown);
    messagePy(typeOf(exception), shown);
    *out_ += suggestionPy(t_, exception) + "\n";
    if (!notes.isUnbound()) notesPy(notes);
  }

  // The file, line and marked text of a SyntaxError; *message becomes its msg.
  void locationPy(Value exception, Value* message) {
    if (attributePy(t_, exception, "print_file_and_line").isUnbound()) return;
    Value msg = attributePy(t_, exception, "msg"), filename = attributePy(t_, exception, "filename"),
          lineno = attributePy(t_, exception, "lineno"), offset = attributePy(t_, exception, "offset"),
          endLineno = attributePy(t_, exception, "end_lineno"), endOffset = attributePy(t_, exception, "end_offset"),
          text = attributePy(t_, exception, "text");
    if (msg.isUnbound() || filename.isUnbound() || text.isUnbound()) return;
    int64_t line, column = -1, endLine, endColumn = -1;
    if (lineno.isUnbound() || !isInt(lineno) || !fitsInt64(lineno, &line)) return;
    endLine = line;
    if (!numberOr(offset, &column) || !numberOr(endLineno, &endLine) || !numberOr(endOffset, &endColumn)) return;
    *message = msg;
    std::string name = filename.isNone() ? "<string>" : safeText(t_, filename, strPy, "<string>");
    *out_ += fmt::format("{}  File \"{}\", line {}\n", margin_.text(), name, line);
    if (!isa<Str>(text)) return;
    std::string source = toUtf8(text.as<Str>());
    if (endLine > line) endColumn = static_cast<int64_t>(source.size());
    // Only SyntaxError itself shows a range.
    if (typeOf(exception) != exc::SyntaxError) endColumn = -1;
    markedTextPy(source, column, endColumn);
  }

  // None leaves *out as it is; false for anything that is no number.
  static bool numberOr(Value v, int64_t* out) {
    if (v.isNone()) return true;
    return !v.isUnbound() && isInt(v) && fitsInt64(v, out);
  }

  void markedTextPy(std::string_view text, int64_t offset, int64_t endOffset) {
    // No further than the line, its newline included.
    endOffset = std::min(endOffset, static_cast<int64_t>(text.size()) + 1);
    int64_t carets = endOffset > 0 && endOffset > offset ? endOffset - offset : 1;
    --offset;
    while (!text.empty() && (text[0] == ' ' || text[0] == '\t' || text[0] == '\f')) {
      text.remove_prefix(1);
      --offset;
    }
    int64_t length = static_cast<int64_t>(text.size());
    if (length > 0 && text.back() == '\n') --length;
    if (offset > length) offset = length;
    for (;;) {
      size_t newline = text.find('\n');
      if (newline == std::string_view::npos || static_cast<int64_t>(newline) >= offset) break;
      text.remove_prefix(newline + 1);
      length -= static_cast<int64_t>(newline) + 1;
      offset -= static_cast<int64_t>(newline) + 1;
    }
    // Without a margin even in groups.
    *out_ += "    ";
    *out_ += text;
    if (text.empty() || text[static_cast<size_t>(length)] != '\n' || static_cast<size_t>(length) >= text.size()) *out_ += "\n";
    if (offset < 0) return;
    *out_ += "    " + std::string(static_cast<size_t>(offset), ' ') + std::string(static_cast<size_t>(carets), '^') + "\n";
  }

  void messagePy(Type* type, Value value) {
    *out_ += margin_.text();
    Value module = attributePy(t_, Value(type), "__module__");
    if (module.isUnbound() || !isa<Str>(module)) {
      *out_ += "<unknown>.";
    } else if (std::string name = toUtf8(module.as<Str>()); name != "builtins" && name != "__main__") {
      *out_ += name + ".";
    }
    *out_ += toUtf8(type->qualifiedName);
    if (value.isNone()) return;
    std::string text = safeText(t_, value, strPy, "<exception str() failed>");
    if (!text.empty()) *out_ += ": " + text;
  }

  void notesPy(Value notes) {
    bool sequence =
        isa<List>(notes) || isa<Tuple>(notes) ||
        (!isa<Str>(notes) && typeOf(notes) != types::bytes && typeOf(notes) != types::dict && typeOf(notes)->slots.getItem);
    List* all = sequence ? toListPy(t_, notes) : nullptr;
    if (!all) {
      clearPending(t_);
      *out_ += margin_.text() + safeText(t_, notes, reprPy, "<__notes__ repr() failed>") + "\n";
      return;
    }
    for (size_t i = 0; i < all->length; ++i) {
      std::string text = safeText(t_, listItem(all, i), strPy, "<note str() failed>");
      for (size_t begin = 0; begin < text.size();) {
        size_t end = text.find('\n', begin);
        size_t next = end == std::string::npos ? text.size() : end + 1;
        *out_ += margin_.text() + text.substr(begin, next - begin);
        begin = next;
      }
      *out_ += "\n";
    }
  }

  void groupPy(Value exception) {
    if (margin_.depth > kGroupDepth) {
      *out_ += margin_.text() + fmt::format("... (max_group_depth is {})\n", kGroupDepth);
      return;
    }
    if (margin_.depth == 0) ++margin_.depth;
    singlePy(exception);
    Tuple* members = exception.as<Exception>()->fields[kGroupExceptions].as<Tuple>();
    size_t count = members->length, shown = count <= kGroupWidth ? count : kGroupWidth + 1;
    needClose_ = false;
    for (size_t i = 0; i < shown; ++i) {
      bool last = i == shown - 1, truncated = i >= kGroupWidth;
      // The closing line may have been drawn by a group inside.
      if (last) needClose_ = true;
      std::string title = truncated ? "..." : fmt::format("{}", i + 1);
      *out_ += fmt::format("{}{}+---------------- {} ----------------\n",
                           std::string(static_cast<size_t>(2 * margin_.depth), ' '), i == 0 ? "+-" : "  ", title);
      ++margin_.depth;
      if (truncated) {
        size_t remaining = count - kGroupWidth;
        *out_ += margin_.text() + fmt::format("and {} more exception{}\n", remaining, remaining > 1 ? "s" : "");
      } else {
        formatPy(members->items[i]);
      }
      if (last && needClose_) {
        *out_ += std::string(static_cast<size_t>(2 * margin_.depth), ' ') + "+------------------------------------\n";
        needClose_ = false;
      }
      --margin_.depth;
    }
    if (margin_.depth == 1) --margin_.depth;
  }

  Thread* t_;
  std::string* out_;
  Margin margin_;
  bool needClose_ = false;
  SourceLines sources_;
  std::unordered_set<const Exception*> seen_;
};

// Writes text to sys.stderr, or to the process's own when there is no usable one.
void writeStderrPy(Thread* t, const std::string& text) {
  Value file = sysAttributePy(t, names::stderrName);
  if (file.isNone()) return;
  if (!file.isUnbound()) {
    Str* s = makeStr(t, text);
    if (s && !callMethodPy(t, file, names::write, {Value(s)}).isError()) {
      if (callMethodPy(t, file, names::flush).isError()) clearPending(t);
      return;
    }
    clearPending(t);
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

Value sysAttributePy(Thread* t, Str* name) {
  // Exceptions of the start-up come before there is a sys module.
  return sysModule() ? sysAttribute(t, name) : Value::unbound();
}

Value sysAttributePy(Thread* t, const char* name) {
  Str* s = internStr(t, name);
  if (s) return sysAttributePy(t, s);
  clearPending(t);
  return Value::unbound();
}

bool formatExceptionPy(Thread* t, Value exception, std::string* out) {
  PendingSaver saver(t);
  if (!isa<Exception>(exception)) {
    *out += fmt::format("TypeError: print_exception(): Exception expected for value, {} found\n", typeName(exception));
    return true;
  }
  Formatter(t, out).formatPy(exception);
  return true;
}

void printExceptionPy(Thread* t, Value exception) {
  PendingSaver saver(t);
  std::string text;
  if (formatExceptionPy(t, exception, &text)) writeStderrPy(t, text);
}

void writeUnraisablePy(Thread* t, Value where, const char* message) {
  Value e = takePending(t);
  if (e.isUnbound()) return;
  Exception* exception = e.as<Exception>();
  Value hook = sysAttributePy(t, names::unraisablehook);
  // The hook's argument has these five attributes; sys makes the type.
  Value make = sysAttributePy(t, "UnraisableHookArgs");
  if (!hook.isUnbound() && !make.isUnbound()) {
    Str* text = message ? makeStr(t, message) : nullptr;
    Tuple* fields = message && !text
                        ? nullptr
                        : makeTuple(t, {Value(typeOf(exception)), e, exception->traceback, text ? Value(text) : Value::none(),
                                        where.isUnbound() ? Value::none() : where});
    Value args = fields ? callPy(t, make, {Value(fields)}) : Value::error();
    if (!args.isError() && !auditPy(t, "sys.unraisablehook", {hook, args})) args = Value::error();
    if (!args.isError() && !callPy(t, hook, {args}).isError()) return;
    // The hook itself failed: say so, then show what it was given.
    Value failure = takePending(t);
    std::string out = "Exception ignored in sys.unraisablehook";
    if (!failure.isUnbound()) {
      out += ": " + safeText(t, hook, reprPy, "<object repr() failed>") + "\n";
      formatExceptionPy(t, failure, &out);
      writeStderrPy(t, out);
    }
  }
  defaultUnraisablePy(t, e, message ? message : "", where);
}

void defaultUnraisablePy(Thread* t, Value exception, std::string_view message, Value where) {
  PendingSaver saver(t);
  std::string out;
  bool named = !where.isUnbound() && !where.isNone();
  std::string shown = named ? safeText(t, where, reprPy, "<object repr() failed>") : std::string();
  if (!message.empty()) {
    out = std::string(message) + (named ? ": " + shown : "") + (named ? "\n" : ":\n");
  } else if (named) {
    out = "Exception ignored in: " + shown + "\n";
  }
  if (isa<Exception>(exception)) {
    Exception* e = exception.as<Exception>();
    SourceLines sources;
    if (isa<Traceback>(e->traceback))
      formatTracebackPy(t, e->traceback.as<Traceback>(), "Traceback (most recent call last):\n", '|', Margin{}, sources, &out);
    Value module = attributePy(t, Value(typeOf(e)), "__module__");
    if (module.isUnbound() || !isa<Str>(module)) {
      out += "<unknown>";
    } else if (std::string name = toUtf8(module.as<Str>()); name != "builtins" && name != "__main__") {
      out += name + ".";
    }
    out += toUtf8(typeOf(e)->qualifiedName);
    out += ": " + safeText(t, exception, strPy, "<exception str() failed>") + "\n";
  }
  writeStderrPy(t, out);
}

}  // namespace typhon
