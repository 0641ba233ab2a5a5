// readline over libedit: editing at the prompt, history, completion. What CPython's module is when built with libedit.
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include <editline/readline.h>

#include "runtime/exec/blocking.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/line_input.h"
#include "runtime/modules/module_support.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/signals.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

constexpr const char* kDelimiters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";

// Python's side of the hooks; None when there is none. Registered roots.
Value completer, displayHook, startupHook, preInputHook;
int historyLimit = -1;  // lines that write_history_file keeps
bool addsHistory = true;
int completionBegin = 0, completionEnd = 0;
int firstIndex = 1;  // what libedit calls the oldest line

// The thread that edits a line or calls a function of the module: hooks are called by libedit, which knows none.
Thread* editing = nullptr;

Maybe<std::string> localeText(Thread* t, Value v) {
  Value bytes = TRY(encodeStrPy(t, v.as<Str>(), "utf-8", "surrogateescape"));
  return std::string(bytes.as<Bytes>()->view());
}
Value textPy(Thread* t, const char* bytes) {
  Value raw = Value(TRY(makeBytes(t, bytes)));
  return decodeObjectPy(t, raw, "utf-8", "surrogateescape");
}
Maybe<std::string> stringArgument(Thread* t, Value v, const char* function) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "{}() argument must be str, not {}", function, typeName(v));
  return localeText(t, v);
}

// --- hooks, called by libedit

// Calls a hook with exceptions of its own kept out of the way; -1 when it failed.
int callHookPy(Value hook, const Value* args = nullptr, size_t count = 0) {
  if (hook.isNone() || !editing) return 0;
  Thread* t = editing;
  Value result = callPy(t, hook, Args{args, count, nullptr});
  if (result.isError()) {
    clearPending(t);
    return 0;
  }
  if (result.isNone()) return 0;
  Maybe<int64_t> number = indexInt64Py(t, result);
  if (!number.ok()) {
    clearPending(t);
    return 0;
  }
  return static_cast<int>(*number);
}

int onStartup() { return callHookPy(startupHook); }
int onPreInput() { return callHookPy(preInputHook); }

char* onCompletion(const char* text, int state) {
  if (completer.isNone() || !editing) return nullptr;
  Thread* t = editing;
  Value args[2] = {textPy(t, text), Value::smallInt(state)};
  Value result = args[0].isError() ? args[0] : callPy(t, completer, Args{args, 2, nullptr});
  if (!result.isError() && isa<Str>(result)) {
    Maybe<std::string> encoded = localeText(t, result);
    if (encoded.ok()) return strdup((*encoded).c_str());
  }
  clearPending(t);
  return nullptr;
}

char** completeWord(const char* text, int start, int end) {
  rl_completion_append_character = '\0';
  rl_attempted_completion_over = 1;  // never file names
  auto characters = [](const char* line, int bytes) {
    int n = 0;
    for (int i = 0; i < bytes; ++i) n += (line[i] & 0xc0) != 0x80;
    return n;
  };
  completionBegin = characters(rl_line_buffer, start);
  completionEnd = characters(rl_line_buffer, end);
  return completion_matches(const_cast<char*>(text), onCompletion);
}

void onDisplayMatches(char** matches, int count, int longest) {
  if (displayHook.isNone() || !editing) return;
  Thread* t = editing;
  Value substitution = textPy(t, matches[0]);
  List* list = makeList(t);
  bool ok = !substitution.isError() && list;
  for (int i = 1; ok && i <= count; ++i) {
    Value match = textPy(t, matches[i]);
    ok = !match.isError() && listAppend(t, list, match);
  }
  Value args[3] = {substitution, ok ? Value(list) : Value::none(), Value::smallInt(longest)};
  if (!ok || callPy(t, displayHook, Args{args, 3, nullptr}).isError()) clearPending(t);
}

// --- reading a line

char* lineRead = nullptr;
bool lineDone = false;

void onLine(char* line) {
  lineDone = true;
  lineRead = line;
  rl_callback_handler_remove();
}

int historyCount() {
  HISTORY_STATE* state = history_get_history_state();
  if (!state) return 0;
  int n = state->length;
  std::free(state);
  return n;
}

LineInput editLine(Thread* t, const char* prompt, std::string* line) {
  Thread* outer = editing;
  editing = t;
  lineDone = false;
  lineRead = nullptr;
  rl_instream = stdin;
  rl_outstream = stdout;
  rl_callback_handler_install(prompt, onLine);
  LineInput result = LineInput::Read;
  while (!lineDone) {
    pollfd wanted{STDIN_FILENO, POLLIN, 0};
    int ready = blocking(t, [&] { return poll(&wanted, 1, -1); });
    if (ready < 0 && errno == EINTR) {
      if (checkSignalsPy(t)) continue;
      rl_callback_handler_remove();
      result = LineInput::Failed;
      break;
    }
    rl_callback_read_char();
  }
  editing = outer;
  if (result == LineInput::Failed) return result;
  if (!lineRead) return LineInput::End;
  *line = lineRead;
  std::free(lineRead);
  if (addsHistory && !line->empty()) {
    int count = historyCount();
    HIST_ENTRY* last = count > 0 ? history_get(count - 1 + firstIndex) : nullptr;
    if (!last || *line != last->line) add_history(line->c_str());
  }
  line->push_back('\n');
  return result;
}

// --- functions

Value parseAndBind(Thread* t, Value* args, size_t) {
  std::string text = TRY(stringArgument(t, args[0], "parse_and_bind"));
  editing = t;
  rl_parse_and_bind(text.data());
  return Value::none();
}

// A file's name; empty for None.
Maybe<std::string> fileName(Thread* t, Value v) {
  if (v.isNone()) return std::string();
  std::string path;
  TRY(posix::fsBytesPy(t, v, &path));
  return path;
}

Value readInitFile(Thread* t, Value* args, size_t) {
  std::string path = TRY(fileName(t, args[0]));
  errno = rl_read_init_file(args[0].isNone() ? nullptr : path.c_str());
  if (errno) return raiseOs(t, errno > 0 ? errno : ENOENT);
  return Value::none();
}

Value readHistoryFile(Thread* t, Value* args, size_t) {
  std::string path = TRY(fileName(t, args[0]));
  int error = read_history(args[0].isNone() ? nullptr : path.c_str());
  if (error) return raiseOs(t, error > 0 ? error : errno);
  return Value::none();
}

Value writeHistoryFile(Thread* t, Value* args, size_t) {
  std::string path = TRY(fileName(t, args[0]));
  const char* file = args[0].isNone() ? nullptr : path.c_str();
  int error = write_history(file);
  if (error) return raiseOs(t, error > 0 ? error : errno);
  if (historyLimit >= 0) history_truncate_file(file, historyLimit);
  return Value::none();
}

Value appendHistoryFile(Thread* t, Value* args, size_t) {
  int64_t count = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  if (count < 0) return raise(t, exc::ValueError, "nelements must be positive");
  std::string path = TRY(fileName(t, args[1]));
  const char* file = args[1].isNone() ? nullptr : path.c_str();
  int error = append_history(static_cast<int>(count), file);
  if (error) return raiseOs(t, error > 0 ? error : errno);
  if (historyLimit >= 0) history_truncate_file(file, historyLimit);
  return Value::none();
}

Value setHistoryLength(Thread* t, Value* args, size_t) {
  historyLimit = static_cast<int>(TRY(indexInt64Py(t, args[0], exc::OverflowError)));
  return Value::none();
}
Value getHistoryLength(Thread*, Value*, size_t) { return Value::smallInt(historyLimit); }
Value getCurrentHistoryLength(Thread*, Value*, size_t) { return Value::smallInt(historyCount()); }

Value getHistoryItem(Thread* t, Value* args, size_t) {
  int64_t i = TRY(indexInt64Py(t, args[0], exc::OverflowError)) - 1 + firstIndex;
  if (i < firstIndex || i >= historyCount() + firstIndex) return Value::none();
  HIST_ENTRY* entry = history_get(static_cast<int>(i));
  return entry ? textPy(t, entry->line) : Value::none();
}

void freeEntry(HIST_ENTRY* entry) {
  if (!entry) return;
  std::free(const_cast<char*>(entry->line));
  std::free(entry);
}

Value removeHistoryItem(Thread* t, Value* args, size_t) {
  int64_t i = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  if (i < 0) return raise(t, exc::ValueError, "History index cannot be negative");
  HIST_ENTRY* entry = i < historyCount() ? remove_history(static_cast<int>(i)) : nullptr;
  if (!entry) return raise(t, exc::ValueError, "No history item at position {}", i);
  freeEntry(entry);
  return Value::none();
}

Value replaceHistoryItem(Thread* t, Value* args, size_t) {
  int64_t i = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "replace_history_item() argument 2 must be str, not {}", typeName(args[1]));
  if (i < 0) return raise(t, exc::ValueError, "History index cannot be negative");
  std::string text = TRY(localeText(t, args[1]));
  HIST_ENTRY* old = i < historyCount() ? replace_history_entry(static_cast<int>(i), text.c_str(), nullptr) : nullptr;
  if (!old) return raise(t, exc::ValueError, "No history item at position {}", i);
  freeEntry(old);
  return Value::none();
}

Value addHistoryLine(Thread* t, Value* args, size_t) {
  std::string text = TRY(stringArgument(t, args[0], "add_history"));
  add_history(text.c_str());
  return Value::none();
}
Value setAutoHistory(Thread* t, Value* args, size_t) {
  addsHistory = TRY(truthPy(t, args[0]));
  return Value::none();
}
Value clearHistory(Thread*, Value*, size_t) {
  clear_history();
  return Value::none();
}

bool setHook(Thread* t, Value* hook, const char* name, Value v) {
  if (!v.isNone() && !isCallable(v)) return raise(t, exc::TypeError, "set_{}(func): argument not callable", name);
  *hook = v;
  return true;
}

Value setCompleter(Thread* t, Value* args, size_t) {
  TRY(setHook(t, &completer, "completer", args[0]));
  return Value::none();
}
Value getCompleter(Thread*, Value*, size_t) { return completer; }
Value setDisplayHook(Thread* t, Value* args, size_t) {
  TRY(setHook(t, &displayHook, "completion_display_matches_hook", args[0]));
  rl_completion_display_matches_hook = displayHook.isNone() ? nullptr : reinterpret_cast<VFunction*>(onDisplayMatches);
  return Value::none();
}
Value setStartupHook(Thread* t, Value* args, size_t) {
  TRY(setHook(t, &startupHook, "startup_hook", args[0]));
  rl_startup_hook = startupHook.isNone() ? nullptr : onStartup;
  return Value::none();
}
Value setPreInputHook(Thread* t, Value* args, size_t) {
  TRY(setHook(t, &preInputHook, "pre_input_hook", args[0]));
  rl_pre_input_hook = preInputHook.isNone() ? nullptr : onPreInput;
  return Value::none();
}

Value setDelimiters(Thread* t, Value* args, size_t) {
  std::string text = TRY(stringArgument(t, args[0], "set_completer_delims"));
  // libedit reads the one or the other, depending on the version; it keeps the pointer.
  char* copy = strdup(text.c_str());
  if (!copy) return raiseMemory(t);
  rl_basic_word_break_characters = copy;
  rl_completer_word_break_characters = copy;
  return Value::none();
}
Value getDelimiters(Thread* t, Value*, size_t) {
  return textPy(t, rl_completer_word_break_characters ? rl_completer_word_break_characters : "");
}

Value getCompletionType(Thread*, Value*, size_t) { return Value::smallInt(rl_completion_type); }
Value getBegin(Thread*, Value*, size_t) { return Value::smallInt(completionBegin); }
Value getEnd(Thread*, Value*, size_t) { return Value::smallInt(completionEnd); }
Value getLineBuffer(Thread* t, Value*, size_t) { return textPy(t, rl_line_buffer ? rl_line_buffer : ""); }

Value insertText(Thread* t, Value* args, size_t) {
  std::string text = TRY(stringArgument(t, args[0], "insert_text"));
  rl_insert_text(text.c_str());
  return Value::none();
}
Value redisplay(Thread*, Value*, size_t) {
  rl_redisplay();
  return Value::none();
}

const NativeDef kFunctions[] = {
    {"parse_and_bind", "(string, /)", parseAndBind, "Carry out one line of a libedit init file."},
    {"read_init_file", "(filename=None, /)", readInitFile, "Carry out the lines of a libedit init file."},
    {"read_history_file", "(filename=None, /)", readHistoryFile, "Add the lines of a history file, ~/.history unless named."},
    {"write_history_file", "(filename=None, /)", writeHistoryFile, "Write the history to a file, ~/.history unless named."},
    {"append_history_file", "(nelements, filename=None, /)", appendHistoryFile,
     "Append the last nelements lines to a history file."},
    {"set_history_length", "(length, /)", setHistoryLength,
     "Set how many lines write_history_file() keeps; a negative number keeps all."},
    {"get_history_length", "()", getHistoryLength, "Return how many lines write_history_file() keeps."},
    {"get_current_history_length", "()", getCurrentHistoryLength, "Return how many lines the history has now."},
    {"get_history_item", "(index, /)", getHistoryItem, "Return a line of the history; the first has the number 1."},
    {"remove_history_item", "(pos, /)", removeHistoryItem, "Remove a line of the history; the first has the number 0."},
    {"replace_history_item", "(pos, line, /)", replaceHistoryItem, "Replace a line of the history; the first has the number 0."},
    {"add_history", "(string, /)", addHistoryLine, "Add a line to the history."},
    {"set_auto_history", "(enabled, /)", setAutoHistory, "Say whether lines that are read go to the history."},
    {"clear_history", "()", clearHistory, "Forget the history."},
    {"set_completer", "(function=None, /)", setCompleter,
     "Set the function that completes words, or none.\n\nIt is called as function(text, state) for state 0, 1, 2, ... until it "
     "returns "
     "no str."},
    {"get_completer", "()", getCompleter, "Return the function that completes words."},
    {"get_completion_type", "()", getCompletionType, "Return what kind of completion is being tried."},
    {"get_begidx", "()", getBegin, "Return where the word begins that is being completed."},
    {"get_endidx", "()", getEnd, "Return where the word ends that is being completed."},
    {"set_completer_delims", "(string, /)", setDelimiters, "Set the characters between words, for completion."},
    {"get_completer_delims", "()", getDelimiters, "Return the characters between words, for completion."},
    {"set_completion_display_matches_hook", "(function=None, /)", setDisplayHook,
     "Set the function that shows the possible completions, or none.\n\nIt is called as function(substitution, matches, "
     "longest_match_length)."},
    {"set_startup_hook", "(function=None, /)", setStartupHook, "Set the function called before the prompt is shown, or none."},
    {"set_pre_input_hook", "(function=None, /)", setPreInputHook, "Set the function called behind the prompt, or none."},
    {"get_line_buffer", "()", getLineBuffer, "Return the line as far as it has been typed."},
    {"insert_text", "(string, /)", insertText, "Put text into the line at the cursor."},
    {"redisplay", "()", redisplay, "Show the line as it is now."},
};

bool init(Thread* t, Module* module) {
  TRY(moduleSet(t, module, "_READLINE_VERSION", Value::smallInt(RL_READLINE_VERSION)));
  TRY(moduleSet(t, module, "_READLINE_RUNTIME_VERSION", Value::smallInt(rl_readline_version)));
  TRY(moduleSet(t, module, "_READLINE_LIBRARY_VERSION", Value(TRY(makeStr(t, rl_library_version)))));
  static bool ready = false;
  if (ready) return true;
  ready = true;
  for (Value* hook : {&completer, &displayHook, &startupHook, &preInputHook}) {
    *hook = Value::none();
    addRoot(hook);
  }
  // libedit counts characters in the locale's encoding, which is UTF-8 whatever LANG says, as Python's file names are.
  if (const char* locale = setlocale(LC_CTYPE, nullptr); !locale || !std::strcmp(locale, "C"))
    if (!setlocale(LC_CTYPE, "") || !std::strcmp(setlocale(LC_CTYPE, nullptr), "C")) setlocale(LC_CTYPE, "C.UTF-8");
  rl_readline_name = "python";
  using_history();
  add_history("1");
  firstIndex = history_get(1) ? 1 : 0;
  clear_history();
  rl_attempted_completion_function = completeWord;
  rl_basic_word_break_characters = kDelimiters;
  rl_completer_word_break_characters = strdup(kDelimiters);
  editLinePy = editLine;
  return true;
}

const ModuleSpec readlineModule = {"readline", kFunctions,
                                   "Importing this module enables command line editing using libedit readline.", init};

}  // namespace
}  // namespace typhon

TYPHON_PLUGIN_MODULE(readline, typhon::readlineModule)
