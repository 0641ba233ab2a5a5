// _symtable: the front end's symbol tables as the symtable module shows them, with 3.12's numbers.
#include "frontend/parser/parse.h"
#include "frontend/sema/future.h"
#include "frontend/sema/symtable.h"
#include "runtime/builtins/compile_hooks.h"
#include "runtime/exec/compile.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

namespace sema = frontend::sema;

enum : int64_t {
  kDefFree = 32,
  kDefFreeClass = 64,
  kDefImport = 128,
  kDefAnnotation = 256,
  kDefComprehensionTarget = 512,
  kDefTypeParameter = 1024,
  kScopeOffset = 12,
};

// "symtable entry": one block.
struct Entry : Record {
  static constexpr uint32_t kValues = 5;
  Value id, name, symbols, variables, children;
  int32_t line;
  uint8_t type;
  bool nested;
  uint16_t padding;
};

Type* entryType = nullptr;

Entry* entryOf(Value v) { return static_cast<Entry*>(v.asObject()); }

// A symbol's flags and scope in the numbers of CPython.
int64_t flagsOf(const sema::Symbol& symbol) {
  struct Bit {
    uint32_t ours;
    int64_t shown;
  };
  static constexpr Bit kMoved[] = {
      {sema::kDefFreeClass, kDefFreeClass},         {sema::kDefImport, kDefImport},
      {sema::kDefAnnotation, kDefAnnotation},       {sema::kDefComprehensionTarget, kDefComprehensionTarget},
      {sema::kDefTypeParameter, kDefTypeParameter},
  };
  int64_t flags = symbol.flags & 31;
  for (const Bit& bit : kMoved)
    if (symbol.flags & bit.ours) flags |= bit.shown;
  int64_t scope = 0;
  switch (symbol.scope) {
    case sema::NameScope::Unknown:
      break;
    case sema::NameScope::Local:
      scope = 1;
      break;
    case sema::NameScope::GlobalExplicit:
      scope = 2;
      break;
    case sema::NameScope::GlobalImplicit:
      scope = 3;
      break;
    case sema::NameScope::Free:
      scope = 4;
      break;
    case sema::NameScope::Cell:
      scope = 5;
      break;
  }
  return flags | scope << kScopeOffset;
}

int typeOfBlock(sema::BlockKind kind) {
  switch (kind) {
    case sema::BlockKind::Function:
      return 0;
    case sema::BlockKind::Class:
      return 1;
    case sema::BlockKind::Module:
      return 2;
    case sema::BlockKind::Annotation:
      return 3;
    case sema::BlockKind::TypeVarBound:
      return 4;
    case sema::BlockKind::TypeAlias:
      return 5;
    case sema::BlockKind::TypeParameters:
      return 6;
  }
  return 0;
}

Value makeEntry(Thread* t, const sema::Scope& scope);

// The names of a block, and those of the comprehensions that run in its code.
bool addSymbols(Thread* t, const sema::Scope& scope, Dict* symbols) {
  for (const sema::Symbol& symbol : scope.symbols) {
    if (scope.inlined && symbol.flags & sema::kDefParameter) continue;
    Str* name = TRY(internStr(t, symbol.name.view()));
    if (dictGetStr(symbols, name).isUnbound()) TRY(dictSetStr(t, symbols, name, Value::smallInt(flagsOf(symbol))));
  }
  for (const sema::Scope* child : scope.children)
    if (child->inlined) TRY(addSymbols(t, *child, symbols));
  return true;
}

// The children of a block; those of comprehensions that run in its code stand in their places.
bool addChildren(Thread* t, const sema::Scope& scope, List* list) {
  for (const sema::Scope* child : scope.children) {
    if (child->inlined)
      TRY(addChildren(t, *child, list));
    else
      TRY(listAppend(t, list, TRY(makeEntry(t, *child))));
  }
  return true;
}

Value makeEntry(Thread* t, const sema::Scope& scope) {
  auto* entry = TRY(makeRecord<Entry>(t, entryType));
  entry->line = scope.position.lineno;
  entry->type = static_cast<uint8_t>(typeOfBlock(scope.kind));
  entry->nested = scope.nested;
  entry->id = Value(TRY(makeInt(t, static_cast<int64_t>(reinterpret_cast<uintptr_t>(entry)))));
  writeBarrier(entry);
  entry->name = Value(TRY(internStr(t, scope.name.view())));
  writeBarrier(entry);
  Dict* symbols = TRY(makeDict(t));
  entry->symbols = Value(symbols);
  writeBarrier(entry);
  TRY(addSymbols(t, scope, symbols));
  List* variables = TRY(makeList(t));
  entry->variables = Value(variables);
  writeBarrier(entry);
  for (frontend::Identifier parameter : scope.parameters)
    TRY(listAppend(t, variables, Value(TRY(internStr(t, parameter.view())))));
  List* children = TRY(makeList(t));
  entry->children = Value(children);
  writeBarrier(entry);
  TRY(addChildren(t, scope, children));
  return Value(entry);
}

Value symtable(Thread* t, Value* args, size_t) {
  std::string source, filename;
  frontend::ParseOptions options;
  TRY(sourceTextPy(t, args[0], "symtable", "string or bytes", &source, &options.sourceIsText));
  TRY(sourceNamePy(t, args[1], &filename));
  if (!isa<Str>(args[2])) return raise(t, exc::TypeError, "symtable() argument 3 must be str, not {}", argumentTypeName(args[2]));
  std::string start = toUtf8(args[2].as<Str>());
  frontend::ParseMode mode;
  if (start == "exec")
    mode = frontend::ParseMode::Exec;
  else if (start == "eval")
    mode = frontend::ParseMode::Eval;
  else if (start == "single")
    mode = frontend::ParseMode::Single;
  else
    return raise(t, exc::ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");

  frontend::Arena arena;
  frontend::Diagnostics diagnostics;
  sema::SymbolTable table;
  sema::FutureFeatures futures;
  frontend::ast::Mod* tree = frontend::parse(arena, diagnostics, source, filename, mode, options);
  bool built = tree && !diagnostics.failed() && sema::findFutures(diagnostics, filename, tree, futures) &&
               table.build(arena, diagnostics, filename, tree, futures.flags & bytecode::kFutureAnnotations);
  if (!built || diagnostics.failed()) {
    frontend::SyntaxDiagnostic error = diagnostics.error();
    if (error.filename.empty()) error.filename = filename;
    return raiseDiagnosticPy(t, error);
  }
  return makeEntry(t, *table.module());
}

Value entryRepr(Thread* t, Value v) {
  Entry* e = entryOf(v);
  int64_t id = TRY(indexInt64Py(t, e->id));
  return Value(TRY(makeStr(t, fmt::format("<symtable entry {}({}), line {}>", strText(e->name), id, e->line))));
}
Value getNested(Thread*, Value v) { return Value::smallInt(entryOf(v)->nested); }
Value getType(Thread*, Value v) { return Value::smallInt(entryOf(v)->type); }
Value getLine(Thread*, Value v) { return Value::smallInt(entryOf(v)->line); }

const MemberDef kEntryMembers[] = {
    {"id", offsetof(Entry, id), MemberDef::kReadOnly, nullptr},
    {"name", offsetof(Entry, name), MemberDef::kReadOnly, nullptr},
    {"symbols", offsetof(Entry, symbols), MemberDef::kReadOnly, nullptr},
    {"varnames", offsetof(Entry, variables), MemberDef::kReadOnly, nullptr},
    {"children", offsetof(Entry, children), MemberDef::kReadOnly, nullptr},
};
const GetSetDef kEntryGetSets[] = {
    {"nested", getNested, nullptr, nullptr},
    {"type", getType, nullptr, nullptr},
    {"lineno", getLine, nullptr, nullptr},
};
const TypeSpec entrySpec = {
    .name = "symtable entry",
    .kind = kRecordKind,
    .flags = kDisallowNew,
    .slots = {.repr = entryRepr},
    .getsets = kEntryGetSets,
    .members = kEntryMembers,
};

const NativeDef kFunctions[] = {
    {"symtable", "(source, filename, startstr, /)", symtable,
     "Return the symbol tables of a program: the entry of its top level."},
};

const IntConstant kConstants[] = {
    {"USE", sema::kUse},
    {"DEF_GLOBAL", sema::kDefGlobal},
    {"DEF_NONLOCAL", sema::kDefNonlocal},
    {"DEF_LOCAL", sema::kDefLocal},
    {"DEF_PARAM", sema::kDefParameter},
    {"DEF_FREE", kDefFree},
    {"DEF_FREE_CLASS", kDefFreeClass},
    {"DEF_IMPORT", kDefImport},
    {"DEF_BOUND", sema::kDefLocal | sema::kDefParameter | kDefImport},  // as CPython has it: without type parameters
    {"DEF_ANNOT", kDefAnnotation},
    {"TYPE_FUNCTION", 0},
    {"TYPE_CLASS", 1},
    {"TYPE_MODULE", 2},
    {"TYPE_ANNOTATION", 3},
    {"TYPE_TYPE_VAR_BOUND", 4},
    {"TYPE_TYPE_ALIAS", 5},
    {"TYPE_TYPE_PARAM", 6},
    {"LOCAL", 1},
    {"GLOBAL_EXPLICIT", 2},
    {"GLOBAL_IMPLICIT", 3},
    {"FREE", 4},
    {"CELL", 5},
    {"SCOPE_OFF", kScopeOffset},
    {"SCOPE_MASK", 15},
};

bool init(Thread* t, Module* m) {
  if (!entryType) {
    entryType = TRY(makeNativeType(t, entrySpec));
    addRoot(&entryType);
  }
  return moduleSetInts(t, m, kConstants);
}

}  // namespace

extern const ModuleSpec symtableModule = {"_symtable", kFunctions, nullptr, init};

}  // namespace typhon
