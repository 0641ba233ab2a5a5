// Functions and lambdas: units, parameters, prologue, closures, decorators, annotations.
#include <algorithm>

#include "frontend/codegen/compiler.h"
#include "frontend/sema/fold.h"

namespace typhon::frontend::codegen {

using namespace ast;

std::string Compiler::qualifiedName(std::string_view name) const {
  // Called while the new unit's parent is current.
  const Unit* parent = u_;
  if (!parent || parent->kind == UnitKind::Module) return std::string(name);
  if (parent->kind == UnitKind::TypeParameters) {
    parent = parent->outer;
    if (parent->kind == UnitKind::Module) return std::string(name);
  }
  std::string base = parent->code->qualifiedName;
  if (parent->kind == UnitKind::Function || parent->kind == UnitKind::AsyncFunction || parent->kind == UnitKind::Lambda)
    base += ".<locals>";
  return base + "." + std::string(name);
}

namespace {

// The names of a block with that property, sorted as CPython sorts them.
template <class Predicate>
std::vector<Identifier> sortedNames(Scope* scope, Predicate wanted) {
  std::vector<Identifier> names;
  for (const sema::Symbol& symbol : scope->symbols)
    if (wanted(symbol)) names.push_back(symbol.name);
  std::sort(names.begin(), names.end(), [](Identifier a, Identifier b) { return a.view() < b.view(); });
  return names;
}

std::vector<Identifier> freeNames(Scope* scope) {
  return sortedNames(
      scope, [](const sema::Symbol& symbol) { return symbol.scope == NameScope::Free || (symbol.flags & sema::kDefFreeClass); });
}

}  // namespace

void Compiler::enterUnit(Identifier name, UnitKind kind, Scope* scope, int32_t firstLine) {
  auto unit = std::make_unique<Unit>();
  if (!spareInstructions_.empty()) {
    unit->instructions = std::move(spareInstructions_.back());
    spareInstructions_.pop_back();
  }
  unit->kind = kind;
  unit->scope = scope;
  unit->outer = u_;
  CodeUnit& code = *unit->code;
  code.name = name.view();
  code.filename = filename_;
  code.firstLine = firstLine;
  if (u_) unit->privateName = u_->privateName;
  bool forceGlobal = false;
  if (u_ && (kind == UnitKind::Function || kind == UnitKind::AsyncFunction || kind == UnitKind::Class)) {
    const Unit* parent = u_->kind == UnitKind::TypeParameters ? u_->outer : u_;
    sema::Symbol* symbol = parent->scope->find(sema::mangle(arena_, parent->privateName, name));
    forceGlobal = symbol && symbol->scope == NameScope::GlobalExplicit;
  }
  code.qualifiedName = forceGlobal ? std::string(name.view()) : qualifiedName(name.view());
  uint32_t flags = futureFlags_;
  if (scope->isFunctionLike()) {
    flags |= bytecode::kOptimized | bytecode::kNewLocals;
    if (scope->nested) flags |= bytecode::kNested;
    if (scope->isGenerator && scope->isCoroutine) {
      flags |= bytecode::kAsyncGenerator;
      unit->isAsyncGenerator = true;
    } else if (scope->isGenerator) {
      flags |= bytecode::kGenerator;
    } else if (scope->isCoroutine) {
      flags |= bytecode::kCoroutine;
    }
    if (scope->hasVarArgs) flags |= bytecode::kVarArgs;
    if (scope->hasVarKeywords) flags |= bytecode::kVarKeywords;
  } else if (kind == UnitKind::Module && options_.topLevelAwait && scope->isCoroutine && !scope->isGenerator) {
    flags |= bytecode::kCoroutine;
  }
  code.flags = flags;
  for (Identifier parameter : scope->parameters) {
    sema::Symbol* symbol = scope->find(parameter);
    bool isCell = symbol && symbol->scope == NameScope::Cell;
    unit->localIndex.tryEmplace(parameter, static_cast<Reg>(unit->locals.size()));
    unit->locals.push_back({parameter, static_cast<uint8_t>(bytecode::kLocal | (isCell ? bytecode::kCell : 0)), true});
  }
  u_ = unit.get();
  units_.push_back(std::move(unit));
}

std::shared_ptr<CodeUnit> Compiler::leaveUnit() {
  std::unique_ptr<Unit> unit = std::move(units_.back());
  units_.pop_back();
  u_ = unit->outer;
  if (!failed()) {
    optimise(*unit);
    assemble(*unit);
  }
  unit->instructions.clear();
  spareInstructions_.push_back(std::move(unit->instructions));
  return unit->code;
}

// What every unit begins with: entry, cells, free variables, and for generators the return of the generator, from which
// on StopIteration is converted.
void Compiler::prologue(int32_t firstLine) {
  // A module is entered before its first line, which may be a comment: tracing and dis show line 0.
  const Loc entry{u_->kind == UnitKind::Module ? 0 : firstLine, 0, firstLine, 0};
  emit(entry, Op::ENTER);
  Scope* scope = u_->scope;
  std::vector<Identifier> cells = sortedNames(scope, [](const sema::Symbol& symbol) { return symbol.scope == NameScope::Cell; });
  for (Identifier name : cells) emit(kNoLoc, Op::MAKE_CELL, cellRegister(name));
  // A class may use the names of its implicit cells for itself, so they are kept apart.
  auto implicitCell = [&](const char* name) {
    u_->locals.push_back({intern(name), bytecode::kCell, false});
    Reg reg = static_cast<Reg>(u_->locals.size() - 1);
    emit(kNoLoc, Op::MAKE_CELL, reg);
    return reg;
  };
  if (scope->needsClassCell) u_->classCell = implicitCell("__class__");
  if (scope->needsClassDict) u_->classDict = implicitCell("__classdict__");
  std::vector<Identifier> frees = freeNames(scope);
  Reg first = kNoReg;
  for (Identifier name : frees) {
    Reg reg = localRegister(name, bytecode::kFree);
    if (first == kNoReg) first = reg;
  }
  if (!frees.empty()) emit(kNoLoc, Op::LOAD_FREE, first, 0, static_cast<uint32_t>(frees.size()));
  constexpr uint32_t kSuspendable = bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator;
  if (!(u_->code->flags & kSuspendable)) return;
  emit(entry, Op::RETURN_GENERATOR);
  u_->handler = newHandler();
}

// The handler around a generator's body; nothing for other units.
void Compiler::finishGenerator(int32_t handler) {
  if (handler < 0) return;
  u_->handler = -1;
  TempScope temps(*this);
  Reg exception = newTemp();
  bindHandler(handler, exception);
  emit(kNoLoc, Op::INTRINSIC, exception, exception, static_cast<uint32_t>(Intrinsic::STOP_ITERATION_ERROR));
  emit(kNoLoc, Op::RERAISE, exception);
}

void Compiler::checkParameters(Arguments* args) {
  auto check = [this](Arg* arg) {
    if (arg) forbidden(arg->position(), arg->arg, ExprContext::Store);
  };
  for (Arg* arg : args->posonlyargs) check(arg);
  for (Arg* arg : args->args) check(arg);
  check(args->vararg);
  for (Arg* arg : args->kwonlyargs) check(arg);
  check(args->kwarg);
}

Reg Compiler::positionalDefaults(const Loc& loc, Arguments* args) {
  if (args->defaults.empty()) return kNoReg;
  Reg dest = newTemp();
  bytecode::Constant constants;
  constants.kind = bytecode::Constant::Kind::Tuple;
  for (Expr* value : args->defaults) {
    auto* constant = dynCast<Constant>(value);
    if (!constant) {
      TempScope temps(*this);
      Reg first = consecutive(args->defaults);
      emit(loc, Op::BUILD_TUPLE, dest, first, static_cast<uint32_t>(args->defaults.size()));
      return dest;
    }
    markLine(constant->position());
    constants.items.push_back(toConstant(constant->value));
  }
  loadConstant(loc, dest, std::move(constants));
  return dest;
}

Reg Compiler::keywordDefaults(const Loc& loc, Arguments* args) {
  Reg dest = kNoReg, first = kNoReg;
  uint32_t count = 0;
  uint32_t top = 0;
  for (size_t i = 0; i < args->kw_defaults.size(); ++i) {
    if (!args->kw_defaults[i]) continue;
    if (dest == kNoReg) {
      dest = newTemp();
      top = u_->tempTop;
    }
    Reg name = newTemp();
    if (first == kNoReg) first = name;
    loadText(loc, name, mangled(args->kwonlyargs[i]->arg).view());
    Reg value = newTemp();
    into(args->kw_defaults[i], value);
    ++count;
  }
  if (dest == kNoReg) return kNoReg;
  emit(loc, Op::BUILD_DICT, dest, first, count);
  u_->tempTop = top;
  return dest;
}

Reg Compiler::annotations(const Loc& loc, Arguments* args, Expr* returns) {
  std::vector<std::pair<Identifier, Expr*>> list;
  auto add = [&](Arg* arg) {
    if (arg && arg->annotation) list.push_back({mangled(arg->arg), arg->annotation});
  };
  for (Arg* arg : args->posonlyargs) add(arg);
  for (Arg* arg : args->args) add(arg);
  add(args->vararg);
  for (Arg* arg : args->kwonlyargs) add(arg);
  add(args->kwarg);
  if (returns) list.push_back({intern("return"), returns});
  if (list.empty()) return kNoReg;
  Reg dest = newTemp();
  uint32_t top = u_->tempTop;
  Reg first = kTemp + top;
  for (auto& [name, node] : list) {
    Reg key = newTemp();
    loadText(loc, key, name.view());
    Reg value = newTemp();
    auto* star = dynCast<Starred>(node);
    if (star && !(futureFlags_ & bytecode::kFutureAnnotations)) {
      // `*args: *Ts`
      into(star->value, value);
      emit(loc, Op::UNPACK_SEQUENCE, value, value, 1);
    } else {
      annotationValue(node, value);
    }
  }
  emit(loc, Op::BUILD_DICT, dest, first, static_cast<uint32_t>(list.size()));
  u_->tempTop = top;
  return dest;
}

void Compiler::makeFunction(const Loc& loc, std::shared_ptr<CodeUnit> code, Scope* scope, Reg dest) {
  if (failed() || !u_->reachable) return;
  TempScope temps(*this);
  bytecode::Constant constant;
  constant.kind = bytecode::Constant::Kind::Code;
  constant.code = std::move(code);
  std::vector<Identifier> frees = freeNames(scope);
  emit(loc, Op::MAKE_FUNCTION, dest, constantIndex(std::move(constant)));
  if (frees.empty()) return;
  Reg first = newTemps(static_cast<uint32_t>(frees.size()));
  for (size_t i = 0; i < frees.size(); ++i) {
    Reg cell = kNoReg;
    for (size_t k = u_->inlined.size(); k-- > 0 && cell == kNoReg;)
      for (const auto& [name, reg] : u_->inlined[k].registers)
        if (name == frees[i] && u_->inlined[k].scope->find(name)->scope == NameScope::Cell) cell = reg;
    if (cell == kNoReg && frees[i] == "__class__") cell = u_->classCell;
    if (cell == kNoReg && frees[i] == "__classdict__") cell = u_->classDict;
    if (cell == kNoReg) cell = cellRegister(frees[i]);
    move(loc, first + static_cast<uint32_t>(i), cell);
  }
  emit(loc, Op::BUILD_TUPLE, first, first, static_cast<uint32_t>(frees.size()));
  emit(loc, Op::SET_FUNCTION, dest, first, 3);
}

void Compiler::setUpParameters(Arguments* args) {
  CodeUnit& code = *u_->code;
  code.positionalOnlyCount = static_cast<uint32_t>(args->posonlyargs.size());
  code.argCount = static_cast<uint32_t>(args->posonlyargs.size() + args->args.size());
  code.keywordOnlyCount = static_cast<uint32_t>(args->kwonlyargs.size());
}

void Compiler::functionBody(const Stmt* node, Identifier name, Arguments* args, std::span<Stmt*> statements, bool isAsync,
                            int32_t firstLine) {
  Scope* scope = table_.scopeOf(node);
  enterUnit(name, isAsync ? UnitKind::AsyncFunction : UnitKind::Function, scope, firstLine);
  setUpParameters(args);
  Constant* docstring = sema::docstringOf(statements);
  bool keep = docstring && options_.optimize < 2;
  constantIndex(keep ? toConstant(docstring->value) : bytecode::Constant{});
  u_->code->hasDocstring = true;
  prologue(firstLine);
  int32_t wrapper = u_->handler;
  body(docstring ? statements.subspan(1) : statements);
  if (u_->reachable) {
    Reg value = newTemp();
    // It continues whatever line control comes from.
    loadNone(kNoLoc, value);
    emit(kNoLoc, Op::RETURN, value);
  }
  finishGenerator(wrapper);
}

// The callables of the decorators go into nested windows, outermost first; the decorated value belongs into the
// register returned, the one argument of the innermost window.
Reg Compiler::decorators(std::span<Expr*> nodes, std::vector<Reg>& bases) {
  Reg value = newTemp();
  for (Expr* node : nodes) {
    bases.push_back(value);
    into(node, value);
    newTemps(kFrameHeaderWords - 1);
    value = newTemp();
  }
  return value;
}

void Compiler::applyDecorators(std::span<Expr*> nodes, const std::vector<Reg>& bases, Reg) {
  for (size_t i = nodes.size(); i-- > 0;) emit(nodes[i]->position(), Op::CALL, bases[i], bases[i], 1);
}

template <class Function>
void Compiler::functionDefinition(Function* node, bool isAsync) {
  const Loc loc = node->position();
  checkParameters(node->args);
  std::vector<Reg> bases;
  int32_t firstLine = node->decorator_list.empty() ? node->lineno : node->decorator_list[0]->lineno;
  Reg value = decorators(node->decorator_list, bases);
  {
    TempScope temps(*this);
    bool isGeneric = !node->type_params.empty();
    Reg defaults = positionalDefaults(loc, node->args);
    Reg keywords = keywordDefaults(loc, node->args);
    Scope* typeScope = nullptr;
    Reg parameters = kNoReg;
    Reg function = value;
    if (isGeneric) {
      typeScope = table_.scopeOf(node, sema::BlockRole::TypeParameters);
      std::string name = "<generic parameters of " + std::string(node->name.view()) + ">";
      enterUnit(intern(name), UnitKind::TypeParameters, typeScope, firstLine);
      u_->code->argCount = static_cast<uint32_t>((defaults != kNoReg) + (keywords != kNoReg));
      prologue(firstLine);
      parameters = newTemp();
      typeParameters(node->type_params, parameters);
      function = newTemp();
    }
    Reg innerDefaults = isGeneric && defaults != kNoReg ? 0 : defaults;
    Reg innerKeywords = isGeneric && keywords != kNoReg ? (defaults != kNoReg ? 1 : 0) : keywords;
    Reg annotationDict = annotations(loc, node->args, node->returns);
    functionBody(node, node->name, node->args, node->body, isAsync, firstLine);
    std::shared_ptr<CodeUnit> code = leaveUnit();
    makeFunction(loc, std::move(code), table_.scopeOf(node), function);
    if (innerDefaults != kNoReg) emit(loc, Op::SET_FUNCTION, function, innerDefaults, 0);
    if (innerKeywords != kNoReg) emit(loc, Op::SET_FUNCTION, function, innerKeywords, 1);
    if (annotationDict != kNoReg) emit(loc, Op::SET_FUNCTION, function, annotationDict, 2);
    if (isGeneric) {
      emit(loc, Op::SET_FUNCTION, function, parameters, 4);
      emit(loc, Op::RETURN, function);
      code = leaveUnit();
      TempScope window(*this);
      Reg base = newTemps(kFrameHeaderWords);
      makeFunction(loc, std::move(code), typeScope, base);
      uint32_t count = 0;
      for (Reg argument : {defaults, keywords}) {
        if (argument == kNoReg) continue;
        Reg slot = newTemp();
        move(loc, slot, argument);
        ++count;
      }
      emit(loc, Op::CALL, value, base, count);
    }
  }
  applyDecorators(node->decorator_list, bases, value);
  storeName(loc, node->name, bases.empty() ? value : bases[0]);
}

template void Compiler::functionDefinition(FunctionDef*, bool);
template void Compiler::functionDefinition(AsyncFunctionDef*, bool);

void Compiler::lambda(Lambda* node, Reg dest) {
  const Loc loc = node->position();
  checkParameters(node->args);
  Reg function = isTemp(dest) ? dest : newTemp();
  Reg defaults = positionalDefaults(loc, node->args);
  Reg keywords = keywordDefaults(loc, node->args);
  Scope* scope = table_.scopeOf(node);
  enterUnit(intern("<lambda>"), UnitKind::Lambda, scope, node->lineno);
  setUpParameters(node->args);
  constantIndex(bytecode::Constant{});
  u_->code->hasDocstring = true;
  prologue(node->lineno);
  int32_t wrapper = u_->handler;
  {
    TempScope temps(*this);
    Reg value = operand(node->body);
    emit(node->body->position(), Op::RETURN, value);
  }
  finishGenerator(wrapper);
  std::shared_ptr<CodeUnit> code = leaveUnit();
  makeFunction(loc, std::move(code), scope, function);
  if (defaults != kNoReg) emit(loc, Op::SET_FUNCTION, function, defaults, 0);
  if (keywords != kNoReg) emit(loc, Op::SET_FUNCTION, function, keywords, 1);
  move(loc, dest, function);
}

}  // namespace typhon::frontend::codegen
