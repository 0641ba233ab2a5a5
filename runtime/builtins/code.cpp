// Built-in functions that deal with code and namespaces: compile, eval, exec, globals, locals, __import__, __build_class__.
#include <algorithm>

#include "runtime/builtins/builtins.h"
#include "runtime/builtins/compile_hooks.h"
#include "runtime/builtins/functions.h"
#include "runtime/exec/audit.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/config.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/buffer.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

Value (*compileToAstPy)(Thread* t, std::string_view source, std::string_view filename, std::string_view mode,
                        const frontend::CompileOptions& options, bool typeComments, int featureVersion) = nullptr;
Value (*compileAstPy)(Thread* t, Value tree, std::string_view filename, const frontend::CompileOptions& options) = nullptr;
bool (*isAstNodePy)(Thread* t, Value v) = nullptr;

bool sourceTextPy(Thread* t, Value source, const char* function, const char* what, std::string* out, bool* isText) {
  *isText = isa<Str>(source);
  if (*isText) {
    auto* s = source.as<Str>();
    Value bytes = TRY(encodeStrPy(t, s, "utf-8", "strict"));
    *out = bytes.as<Bytes>()->view();
  } else {
    if (!hasBuffer(source)) return raise(t, exc::TypeError, "{}() arg 1 must be a {} object", function, what);
    BufferHolder holder;
    TRY(holder.acquirePy(t, source));
    *out = holder.bytes();
  }
  if (out->find('\0') != std::string::npos) return raise(t, exc::SyntaxError, "source code string cannot contain null bytes");
  return true;
}

bool sourceNamePy(Thread* t, Value name, std::string* out) {
  if (isa<Str>(name)) {
    *out = toUtf8(name.as<Str>());
    return true;
  }
  if (hasBuffer(name)) {
    if (!isa<Bytes>(name))
      TRY(warnPy(t, exc::DeprecationWarning,
                 fmt::format("path should be string, bytes, or os.PathLike, not {}", typeName(name))));
    BufferHolder holder;
    TRY(holder.acquirePy(t, name));
    *out = toUtf8(TRY(decodeFsName(t, holder.bytes())));
    return true;
  }
  Value method = TRY(lookupSpecialPy(t, name, names::__fspath__));
  if (method.isUnbound()) return raise(t, exc::TypeError, "expected str, bytes or os.PathLike object, not {}", typeName(name));
  Value path = TRY(callPy(t, method));
  if (!isa<Str>(path))
    return raise(t, exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}", typeName(name), typeName(path));
  *out = toUtf8(path.as<Str>());
  return true;
}

namespace {

// Flags of compile(), with CPython's values.
constexpr uint32_t kDontImplyDedent = 0x200, kOnlyAst = 0x400, kTypeComments = 0x1000, kTopLevelAwait = 0x2000,
                   kIncompleteInput = 0x4000;
constexpr uint32_t kFutureMask = 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x1000000 | 0x10;

bool auditCompilePy(Thread* t, std::string_view source, std::string_view filename) {
  if (!auditHooksExist) return true;
  Bytes* bytes = TRY(makeBytes(t, source));
  Str* name = TRY(makeStr(t, filename));
  return callAuditHooksPy(t, "compile", {Value(bytes), Value(name)});
}

uint32_t inheritedFlags(Thread* t) { return t->frame ? t->frame->code->flags & kFutureMask : 0; }

Value compileFunction(Thread* t, Value* args, size_t) {
  Value source = args[0];
  std::string filename;
  TRY(sourceNamePy(t, args[1], &filename));
  if (!isa<Str>(args[2]))
    return raise(t, exc::TypeError, "compile() argument 'mode' must be str, not {}", argumentTypeName(args[2]));
  std::string mode = toUtf8(args[2].as<Str>());
  int64_t flags = TRY(indexInt64Py(t, args[3], exc::OverflowError));
  bool dontInherit = TRY(truthPy(t, args[4]));
  int64_t optimize = TRY(indexInt64Py(t, args[5], exc::OverflowError));
  int64_t featureVersion = TRY(indexInt64Py(t, args[6], exc::OverflowError));
  constexpr int64_t kKnown =
      kFutureMask | kDontImplyDedent | kOnlyAst | kTypeComments | kTopLevelAwait | kIncompleteInput | 0x100;
  if (flags & ~kKnown) return raise(t, exc::ValueError, "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return raise(t, exc::ValueError, "compile(): invalid optimize value");
  frontend::CompileOptions options;
  if (mode == "exec") {
    options.mode = frontend::Mode::Exec;
  } else if (mode == "eval") {
    options.mode = frontend::Mode::Eval;
  } else if (mode == "single") {
    options.mode = frontend::Mode::Single;
  } else if (mode != "func_type") {
    return raise(t, exc::ValueError,
                 flags & kOnlyAst ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                  : "compile() mode must be 'exec', 'eval' or 'single'");
  } else if (!(flags & kOnlyAst)) {
    return raise(t, exc::ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  }
  options.optimize = optimize < 0 ? config().optimize : static_cast<int>(optimize);
  options.futureFlags = static_cast<uint32_t>(flags) & kFutureMask;
  if (!dontInherit) options.futureFlags |= inheritedFlags(t);
  options.allowIncompleteInput = flags & kIncompleteInput;
  options.dontImplyDedent = flags & kDontImplyDedent;
  options.topLevelAwait = flags & kTopLevelAwait;
  if (isAstNodePy && isAstNodePy(t, source)) {
    if (flags & kOnlyAst) return source;
    return compileAstPy(t, source, filename, options);
  }
  std::string bytes;
  TRY(sourceTextPy(t, source, "compile", "string, bytes or AST", &bytes, &options.sourceIsText));
  TRY(auditCompilePy(t, bytes, filename));
  if (flags & kOnlyAst) {
    if (!compileToAstPy) {
      // The module that has the classes of nodes says how to make them once it is there.
      Str* name = TRY(internStr(t, "_ast"));
      TRY(importModulePy(t, name, Value::none(), Value::none(), 0));
      if (!compileToAstPy) return raise(t, exc::SystemError, "no syntax tree classes");
    }
    return compileToAstPy(t, bytes, filename, mode, options, flags & kTypeComments, static_cast<int>(featureVersion));
  }
  Code* code = TRY(compileSourcePy(t, bytes, filename, options));
  return Value(code);
}

bool isMapping(Value v) { return typeOf(v)->slots.getItem; }

// The namespaces of eval and exec as given or as the caller's.
bool namespaces(Thread* t, const char* function, Value givenGlobals, Value givenLocals, Dict** globals, Value* locals) {
  bool evaluates = std::string_view(function) == "eval", badLocals = !givenLocals.isNone() && !isMapping(givenLocals);
  if (badLocals && evaluates) return raise(t, exc::TypeError, "locals must be a mapping");
  if (!evaluates && !givenGlobals.isNone() && !isa<Dict>(givenGlobals))
    return raise(t, exc::TypeError, "exec() globals must be a dict, not {}", typeName(givenGlobals));
  if (badLocals) return raise(t, exc::TypeError, "locals must be a mapping or None, not {}", typeName(givenLocals));
  if (givenGlobals.isNone()) {
    if (!t->frame) return raise(t, exc::SystemError, "globals and locals cannot be NULL");
    *globals = t->frame->function->globals;
    *locals = givenLocals.isNone() ? TRY(frameLocals(t, t->frame)) : givenLocals;
  } else {
    if (!isa<Dict>(givenGlobals))
      return raise(
          t, exc::TypeError, "{}",
          isMapping(givenGlobals) ? "globals must be a real dict; try eval(expr, {}, mapping)" : "globals must be a dict");
    *globals = givenGlobals.as<Dict>();
    *locals = givenLocals.isNone() ? givenGlobals : givenLocals;
  }
  if (!(*globals)->cells) TRY(dictToCells(t, *globals));
  if (dictGetStr(*globals, names::__builtins__).isUnbound()) {
    Dict* builtins = t->frame ? t->frame->function->builtins : builtinsDict();
    TRY(dictSetStr(t, *globals, names::__builtins__, Value(builtins)));
  }
  return true;
}

size_t freeCount(const Code* code) { return (*code->unit)->freeCount(); }

Value evalFunction(Thread* t, Value* args, size_t) {
  Dict* globals;
  Value locals;
  TRY(namespaces(t, "eval", args[1], args[2], &globals, &locals));
  if (auto* code = dynCast<Code>(args[0])) {
    TRY(auditPy(t, "exec", {args[0]}));
    if (freeCount(code)) return raise(t, exc::TypeError, "code object passed to eval() may not contain free variables");
    return runCodePy(t, code, globals, locals);
  }
  frontend::CompileOptions options;
  options.mode = frontend::Mode::Eval;
  options.optimize = config().optimize;
  options.futureFlags = inheritedFlags(t);
  std::string source;
  TRY(sourceTextPy(t, args[0], "eval", "string, bytes or code", &source, &options.sourceIsText));
  TRY(auditCompilePy(t, source, "<string>"));
  size_t start = source.find_first_not_of(" \t");
  Code* code = TRY(compileSourcePy(t, std::string_view(source).substr(std::min(start, source.size())), "<string>", options));
  TRY(auditPy(t, "exec", {Value(code)}));
  return runCodePy(t, code, globals, locals);
}

Value execFunction(Thread* t, Value* args, size_t) {
  Dict* globals;
  Value locals;
  TRY(namespaces(t, "exec", args[1], args[2], &globals, &locals));
  Value closure = args[3];
  if (auto* code = dynCast<Code>(args[0])) {
    size_t count = freeCount(code);
    if (count == 0) {
      if (!closure.isNone()) return raise(t, exc::TypeError, "cannot use a closure with this code object");
    } else {
      bool fits = isa<Tuple>(closure) && closure.as<Tuple>()->length == count;
      for (size_t i = 0; fits && i < count; ++i) fits = isa<Cell>(closure.as<Tuple>()->items[i]);
      if (!fits) return raise(t, exc::TypeError, "code object requires a closure of exactly length {}", count);
    }
    TRY(auditPy(t, "exec", {args[0]}));
    TRY(runCodePy(t, code, globals, locals, count ? closure.as<Tuple>() : nullptr));
    return Value::none();
  }
  if (!closure.isNone()) return raise(t, exc::TypeError, "closure can only be used when source is a code object");
  frontend::CompileOptions options;
  options.optimize = config().optimize;
  options.futureFlags = inheritedFlags(t);
  std::string source;
  TRY(sourceTextPy(t, args[0], "exec", "string, bytes or code", &source, &options.sourceIsText));
  TRY(auditCompilePy(t, source, "<string>"));
  Code* code = TRY(compileSourcePy(t, source, "<string>", options));
  TRY(auditPy(t, "exec", {Value(code)}));
  TRY(runCodePy(t, code, globals, locals));
  return Value::none();
}

Value globalsFunction(Thread* t, Value*, size_t) {
  if (!t->frame) return raise(t, exc::SystemError, "frame does not exist");
  return Value(t->frame->function->globals);
}
Value localsFunction(Thread* t, Value*, size_t) {
  if (!t->frame) return raise(t, exc::SystemError, "frame does not exist");
  return frameLocals(t, t->frame);
}

Value importFunction(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "module name must be a string");
  int64_t level = TRY(indexInt64Py(t, args[4], exc::OverflowError));
  return importModulePy(t, args[0].as<Str>(), args[1], args[3], level);
}

// args: func, name, the dict of keywords, bases.
Value buildClassFunction(Thread* t, Value* args, size_t argc) {
  RootedVector values(t);
  // CPython's own words for calls that lack them.
  if (args[0].isUnbound() || args[1].isUnbound()) return raise(t, exc::TypeError, "__build_class__: not enough arguments");
  TRY(values.push(args[0]));
  TRY(values.push(args[1]));
  for (size_t i = 3; i < argc; ++i) TRY(values.push(args[i]));
  size_t positional = values.size();
  auto* keywords = args[2].as<Dict>();
  Tuple* keywordNames = nullptr;
  if (keywords->used) {
    keywordNames = TRY(makeTuple(t, keywords->used));
    size_t position = 0, count = 0;
    Value key, v;
    while (dictNext(keywords, &position, &key, &v)) {
      keywordNames->items[count++] = key;
      writeBarrier(keywordNames);
      TRY(values.push(v));
    }
  }
  return buildClassPy(t, Args{values.data(), positional, keywordNames});
}

Value breakpointFunction(Thread* t, Value* args, size_t argc) {
  Value hook = TRY(sysAttribute(t, names::breakpointhook));
  if (hook.isUnbound()) return raise(t, exc::RuntimeError, "lost sys.breakpointhook");
  Tuple* positional = TRY(makeTuple(t, args + 1, argc - 1));
  return callExPy(t, hook, positional, args[0].as<Dict>());
}

const NativeDef functions[] = {
    {"__build_class__", "(func=<absent>, name=<absent>, /, *bases, **kwds)", buildClassFunction,
     "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n"
     "\n"
     "What a class statement calls."},
    {"__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", importFunction,
     "What an import statement calls; importlib.import_module() is meant for programs.\n"
     "\n"
     "globals say which package the import stands in, locals are not looked at. With a fromlist the innermost module is returned "
     "(and the names in it are imported where they are modules), without one the outermost package. level counts the dots of a "
     "relative import."},
    {"breakpoint", "(*args, **kws)", breakpointFunction,
     "breakpoint(*args, **kws)\n"
     "\n"
     "Calls sys.breakpointhook() with the same arguments, which starts the debugger pdb unless that was changed."},
    {"compile", "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", compileFunction,
     "Makes a code object of source text, for exec() and eval().\n"
     "\n"
     "filename stands in messages; mode is 'exec' for a module, 'eval' for an expression, 'single' for a statement at the "
     "prompt. flags ask for future statements and other features; those of the calling code hold as well unless dont_inherit is "
     "true."},
    {"eval", "(source, globals=None, locals=None, /)", evalFunction,
     "The value of an expression, given as text or as a code object.\n"
     "\n"
     "globals is a dict, locals any mapping (by default globals); without either, those of the caller."},
    {"exec", "(source, globals=None, locals=None, /, *, closure=None)", execFunction,
     "Runs statements, given as text or as a code object.\n"
     "\n"
     "globals is a dict, locals any mapping (by default globals); without either, those of the caller. closure has the cells of "
     "a code object that has free variables."},
    {"globals", "()", globalsFunction, "The dict of the module's variables; changes to it are changes of the variables."},
    {"locals", "()", localsFunction, "The variables of the present scope as a dict. In a function that is a copy."},
};

}  // namespace

bool isDefaultImport(Value import) {
  auto* f = dynCast<NativeFunction>(import);
  return f && f->def->fn == importFunction;
}

std::span<const NativeDef> codeFunctions() { return functions; }

}  // namespace typhon
