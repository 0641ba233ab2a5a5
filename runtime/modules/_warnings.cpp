// The _warnings module, and warnings issued by C++ code and the compiler. The filters are those of the library's warnings module
// when it is there: both use the same list. Behaviour: CPython 3.12's _warnings.
#include "runtime/exec/frame_object.h"
#include "runtime/exec/warnings.h"
#include "runtime/base/os.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value filters;       // list of (action, message, category, module, line)
Value onceRegistry;  // dict
Value defaultAction;
int64_t filtersVersion = 1;
bool initialised = false;

bool addFilter(Thread* t, List* list, const char* action, Type* category, const char* moduleName) {
  Value a = Value(TRY(internStr(t, action)));
  Value m = moduleName ? Value(TRY(internStr(t, moduleName))) : Value::none();
  Tuple* row = TRY(makeTuple(t, {a, Value::none(), Value(category), m, Value::smallInt(0)}));
  return listAppend(t, list, Value(row));
}

// The filters of a release build of CPython: deprecations are shown in __main__ only.
bool initialise(Thread* t) {
  if (initialised) return true;
  initialised = true;
  addRoot(&filters);
  addRoot(&onceRegistry);
  addRoot(&defaultAction);
  defaultAction = Value(TRY(internStr(t, "default")));
  onceRegistry = Value(TRY(makeDict(t)));
  List* list = TRY(makeList(t));
  filters = Value(list);
  return addFilter(t, list, "default", exc::DeprecationWarning, "__main__") &&
         addFilter(t, list, "ignore", exc::DeprecationWarning, nullptr) &&
         addFilter(t, list, "ignore", exc::PendingDeprecationWarning, nullptr) &&
         addFilter(t, list, "ignore", exc::ImportWarning, nullptr) && addFilter(t, list, "ignore", exc::ResourceWarning, nullptr);
}

// The library's warnings module if a program has imported it; Unbound otherwise.
Value libraryModule(Thread* t) {
  Str* name = TRY(internStr(t, "warnings"));
  Value module = TRY(loadedModule(t, name));
  return module.isNone() ? Value::unbound() : module;
}

// An attribute of the library's module, which is remembered in case it is deleted; else what this file keeps.
Value current(Thread* t, const char* attribute, Value& own) {
  Value module = TRY(libraryModule(t));
  if (module.isUnbound()) return own;
  Str* name = TRY(internStr(t, attribute));
  Value v = TRY(findAttrPy(t, module, name));
  if (!v.isUnbound()) own = v;
  return own;
}

// Whether a filter's message or module entry fits: None fits all, a str must be equal, anything else is a regular expression.
Maybe<bool> fits(Thread* t, Value entry, Value text) {
  if (entry.isNone()) return true;
  if (typeOf(entry) == types::str) return equalPy(t, entry, text);
  Str* match = TRY(internStr(t, "match"));
  Value m = TRY(callMethodPy(t, entry, match, {text}));
  return truthPy(t, m);
}

// The action for a warning, a str.
Value findAction(Thread* t, Type* category, Value text, int64_t line, Value module) {
  Value list = TRY(current(t, "filters", filters));
  if (!isa<List>(list)) return raise(t, exc::ValueError, "_warnings.filters must be a list");
  for (size_t i = 0; i < list.as<List>()->length; ++i) {
    Value row = listItem(list.as<List>(), i);
    if (!isa<Tuple>(row) || row.as<Tuple>()->length != 5)
      return raise(t, exc::ValueError, "_warnings.filters item {} isn't a 5-tuple", i);
    Value* f = row.as<Tuple>()->items;
    if (!isa<Str>(f[0])) return raise(t, exc::TypeError, "action must be a string, not '{}'", typeName(f[0]));
    if (!TRY(fits(t, f[1], text)) || !TRY(isSubclassPy(t, Value(category), f[2])) || !TRY(fits(t, f[3], module))) continue;
    int64_t wanted = TRY(indexInt64Py(t, f[4]));
    if (wanted == 0 || wanted == line) return f[0];
  }
  return current(t, "defaultaction", defaultAction);
}

// Whether the registry has the key already; if not and `mark` says so, puts it there. A registry of older filters starts anew.
Maybe<bool> alreadyWarned(Thread* t, Value registry, Value key, bool mark) {
  if (!isa<Dict>(registry)) return false;
  Dict* d = registry.as<Dict>();
  Str* versionName = TRY(internStr(t, "version"));
  Value version = TRY(dictGetPy(t, d, Value(versionName)));
  if (version != Value::smallInt(filtersVersion)) {
    dictClear(d);
    TRY(dictSetStr(t, d, versionName, Value::smallInt(filtersVersion)));
  } else {
    Value seen = TRY(dictGetPy(t, d, key));
    if (!seen.isUnbound() && TRY(truthPy(t, seen))) return true;
  }
  if (mark) TRY(dictSetPy(t, d, key, Value::boolean(true)));
  return false;
}

// The line of a source file, without its indentation and newline; empty if it cannot be had.
std::string sourceLine(const std::string& filename, int64_t line) {
  std::string content;
  if (line < 1 || !base::readWholeFile(filename.c_str(), &content)) return "";
  size_t start = 0;
  for (int64_t i = 1; i < line; ++i) {
    start = content.find('\n', start);
    if (start == std::string::npos) return "";
    ++start;
  }
  std::string text = content.substr(start, content.find('\n', start) - start);
  size_t first = text.find_first_not_of(" \t\f");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\f\r") - first + 1);
}

bool show(Thread* t, Type* category, Value message, Value text, Value filename, int64_t line, Value lineText, Value source) {
  Value module = TRY(libraryModule(t));
  if (!module.isUnbound()) {
    Str* name = TRY(internStr(t, "_showwarnmsg"));
    Value showFunction = TRY(findAttrPy(t, module, name));
    if (!showFunction.isUnbound()) {
      Value makeMessage = TRY(getAttrPy(t, module, "WarningMessage"));
      Value number = TRY(makeInt(t, line));
      Value made =
          TRY(callPy(t, makeMessage, {message, Value(category), filename, number, Value::none(), Value::none(), source}));
      TRY(callPy(t, showFunction, {made}));
      return true;
    }
  }
  std::string file = strText(filename);
  std::string out = fmt::format("{}:{}: {}: {}\n", file, line, toUtf8(category->name), strText(text));
  std::string shown = isa<Str>(lineText) ? strText(lineText) : sourceLine(file, line);
  size_t first = shown.find_first_not_of(" \t\f");
  if (first != std::string::npos) out += "  " + shown.substr(first) + "\n";
  Value err = sysAttribute(t, names::stderrName);
  if (err.isUnbound() || err.isNone()) return true;
  Str* s = TRY(makeStr(t, out));
  TRY(callMethodPy(t, err, names::write, {Value(s)}));
  return true;
}

bool warnExplicit(Thread* t, Type* category, Value message, Value filename, int64_t line, Value module, Value registry,
                  Value lineText, Value source) {
  TRY(initialise(t));
  if (module.isUnbound() || module.isNone()) {
    std::string name = strText(filename);
    if (name.empty()) name = "<unknown>";
    if (name.ends_with(".py")) name.resize(name.size() - 3);
    module = Value(TRY(makeStr(t, name)));
  }
  Value text;
  if (isInstance(message, exc::Warning)) {
    text = Value(TRY(strPy(t, message)));
    category = typeOf(message);
  } else {
    text = message;
    message = TRY(callPy(t, Value(category), {message}));
    text = Value(TRY(strPy(t, text)));
  }
  Value number = TRY(makeInt(t, line));
  Tuple* key = TRY(makeTuple(t, {text, Value(category), number}));
  if (TRY(alreadyWarned(t, registry, Value(key), false))) return true;
  Value action = TRY(findAction(t, category, text, line, module));
  std::string what = isa<Str>(action) ? strText(action) : "";
  if (what == "error") return raiseValue(t, message);
  if (what == "ignore") return true;
  if (what != "always") {
    if (isa<Dict>(registry)) TRY(dictSetPy(t, registry.as<Dict>(), Value(key), Value::boolean(true)));
    bool seen = false;
    if (what == "once" || what == "module") {
      Value where = what == "once" ? TRY(current(t, "onceregistry", onceRegistry)) : registry;
      Tuple* alternative = TRY(makeTuple(t, {text, Value(category), Value::smallInt(0)}));
      seen = TRY(alreadyWarned(t, where, Value(alternative), true));
    } else if (what != "default") {
      std::string shown = TRY(reprTextPy(t, action));
      return raise(t, exc::RuntimeError, "Unrecognized action ({}) in warnings.filters:\n {}", shown, shown);
    }
    if (seen) return true;
  }
  return show(t, category, message, text, filename, line, lineText, source);
}

bool contains(const Str* s, std::string_view part) { return toUtf8(s).find(part) != std::string::npos; }

// Whether the frame is one of the import system's.
bool isInternal(const Frame* f) {
  return f && contains(f->code->filename, "importlib") && contains(f->code->filename, "_bootstrap");
}

bool isSkipped(const Frame* f, const Tuple* prefixes) {
  if (isInternal(f)) return true;
  for (size_t i = 0; prefixes && i < prefixes->length; ++i)
    if (toUtf8(f->code->filename).starts_with(toUtf8(prefixes->items[i].as<Str>()))) return true;
  return false;
}

// The frame a stack level means, file name, line, module name and registry for a warning issued there. Frames of the import
// system, and of files whose names begin with one of `prefixes` (strings; may be null), do not count.
bool warnAt(Thread* t, Type* category, Value message, int64_t stackLevel, Value source, const Tuple* prefixes = nullptr) {
  Frame* f = t->frame;
  bool counted = stackLevel > 0 && !isInternal(f);
  for (int64_t i = 1; i < stackLevel && f; ++i) {
    f = f->caller;
    while (counted && f && isSkipped(f, prefixes)) f = f->caller;
  }
  Dict* globals = f ? f->function->globals : sysModule()->dict;
  Value filename = f ? Value(f->code->filename) : Value(names::sys);
  int64_t line = f ? positionAt(f->code, static_cast<uint32_t>(f->pc - f->code->words)).line : 1;
  Str* registryName = TRY(internStr(t, "__warningregistry__"));
  Value registry = dictGetStr(globals, registryName);
  if (registry.isUnbound()) {
    registry = Value(TRY(makeDict(t)));
    TRY(dictSetStr(t, globals, registryName, registry));
  }
  Value module = dictGetStr(globals, names::__name__);
  if (!isa<Str>(module)) module = Value(names::string_);
  return warnExplicit(t, category, message, filename, line, module, registry, Value::none(), source);
}

// The class of a warning given as warn() takes it.
Type* categoryOf(Thread* t, Value message, Value category) {
  if (isInstance(message, exc::Warning)) return typeOf(message);
  if (category.isUnbound() || category.isNone()) return exc::UserWarning;
  if (!isa<Type>(category) || !isSubtype(category.as<Type>(), exc::Warning))
    return raise(t, exc::TypeError, "category must be a Warning subclass, not '{}'", typeName(category));
  return category.as<Type>();
}

Value warn(Thread* t, Value* args, size_t) {
  Type* category = TRY(categoryOf(t, args[0], args[1]));
  int64_t level = TRY(indexInt64Py(t, args[2], exc::OverflowError));
  Tuple* prefixes = dynCast<Tuple>(args[4]);
  if (!prefixes) return raise(t, exc::TypeError, "warn() argument 'skip_file_prefixes' must be tuple, not {}", typeName(args[4]));
  for (size_t i = 0; i < prefixes->length; ++i) {
    if (!isa<Str>(prefixes->items[i]))
      return raise(t, exc::TypeError, "Found non-str '{}' in skip_file_prefixes.", typeName(prefixes->items[i]));
  }
  if (prefixes->length) level = std::max<int64_t>(level, 2);
  TRY(warnAt(t, category, args[0], level, args[3], prefixes));
  return Value::none();
}

Value warnExplicitFunction(Thread* t, Value* args, size_t) {
  Type* category = TRY(categoryOf(t, args[0], args[1]));
  if (!isa<Str>(args[2]))
    return raise(t, exc::TypeError, "warn_explicit() argument 'filename' must be str, not {}", argumentTypeName(args[2]));
  int64_t line = TRY(indexInt64Py(t, args[3], exc::OverflowError));
  if (!args[6].isNone() && !isa<Dict>(args[6]))
    return raise(t, exc::TypeError, "module_globals must be a dict, not '{}'", typeName(args[6]));
  TRY(warnExplicit(t, category, args[0], args[2], line, args[4], args[5], Value::none(), args[7]));
  return Value::none();
}

Value filtersMutated(Thread*, Value*, size_t) {
  ++filtersVersion;
  return Value::none();
}

bool init(Thread* t, Module* module) {
  TRY(initialise(t));
  TRY(moduleSet(t, module, "filters", filters));
  TRY(moduleSet(t, module, "_onceregistry", onceRegistry));
  return moduleSet(t, module, "_defaultaction", defaultAction);
}

const NativeDef kFunctions[] = {
    {"warn", "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", warn,
     "Issue a warning, or maybe ignore it or raise an exception."},
    {"warn_explicit", "(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)",
     warnExplicitFunction, "Issue a warning, or maybe ignore it or raise an exception."},
    {"_filters_mutated", "()", filtersMutated, nullptr},
};

}  // namespace

extern const ModuleSpec warningsModule{
    "_warnings", kFunctions,
    "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.", init};

bool warnPy(Thread* t, Type* category, std::string_view message, int stackLevel) {
  Str* text = TRY(makeStr(t, message));
  return warnAt(t, category, Value(text), stackLevel, Value::none());
}

bool warnExplicitPy(Thread* t, Type* category, std::string_view message, std::string_view filename, int line) {
  Str* text = TRY(makeStr(t, message));
  Str* file = TRY(makeStr(t, filename));
  return warnExplicit(t, category, Value(text), Value(file), line, Value::none(), Value::unbound(), Value::none(), Value::none());
}

}  // namespace typhon
