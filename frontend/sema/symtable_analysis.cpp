// Second pass: decides where each name lives. A name that a block does not bind is looked for in the enclosing
// function-like blocks; where code borders are crossed on the way, the binding becomes a cell and the blocks between
// carry it as a free variable. Inlined comprehensions run in their host's code and cross no border.
#include <fmt/format.h>

#include "frontend/sema/symtable_builder.h"

namespace typhon::frontend::sema {

bool SymbolTableBuilder::errorAtDirective(Scope* scope, Identifier name, std::string message) {
  for (const Directive& directive : directives_)
    if (directive.scope == scope && directive.name == name) return error(directive.at, std::move(message));
  return error(scope->position, std::move(message));
}

bool SymbolTableBuilder::analyse(Scope* scope) {
  // Children may add free names at the end; those are settled already.
  size_t count = scope->symbols.size();
  for (size_t i = 0; i < count; ++i)
    if (!analyseSymbol(scope, scope->symbols[i])) return false;
  for (Scope* child : scope->children)
    if (!analyse(child)) return false;
  return true;
}

// The enclosing block of `from` that binds the name for nested code, or null: classes count only for the names of their
// implicit cells, the module never.
Scope* SymbolTableBuilder::findBinder(Scope* from, Identifier name) {
  for (Scope* scope = from->parent; scope; scope = scope->parent) {
    if (scope->kind == BlockKind::Class) {
      if (name == classCell_ || name == classDict_) return scope;
      continue;
    }
    Symbol* symbol = scope->find(name);
    if (!symbol) continue;
    if (symbol->flags & kDefGlobal) return nullptr;
    if (symbol->flags & kDefNonlocal) continue;
    if ((symbol->flags & kDefBound) && scope->isFunctionLike()) return scope;
  }
  return nullptr;
}

void SymbolTableBuilder::resolveFree(Scope* from, Scope* binder, Symbol& symbol) {
  symbol.scope = NameScope::Free;
  Scope* home = binder->host();
  Scope* host = from->host();
  if (host == home) {
    // An inlined comprehension directly in a class body does not see the class's cells.
    if (binder->kind == BlockKind::Class) symbol.scope = NameScope::GlobalImplicit;
    return;
  }
  if (binder->kind == BlockKind::Class) {
    (symbol.name == classCell_ ? binder->needsClassCell : binder->needsClassDict) = true;
  } else {
    binder->find(symbol.name)->scope = NameScope::Cell;
  }
  for (Scope* between = host; between != home; between = between->parent->host()) {
    Symbol* existing = between->find(symbol.name);
    if (!existing) {
      between->add(symbol.name).scope = NameScope::Free;
    } else if (between->kind == BlockKind::Class && existing->scope != NameScope::Free) {
      existing->flags |= kDefFreeClass;
    } else {
      existing->scope = NameScope::Free;
    }
  }
}

bool SymbolTableBuilder::analyseSymbol(Scope* scope, Symbol& symbol) {
  // A nested block may have settled it as a cell or free variable only after this block was analysed, never before.
  uint32_t flags = symbol.flags;
  if (flags & kDefGlobal) {
    if (flags & kDefNonlocal)
      return errorAtDirective(scope, symbol.name, fmt::format("name '{}' is nonlocal and global", symbol.name.view()));
    symbol.scope = NameScope::GlobalExplicit;
    return true;
  }
  if (flags & kDefNonlocal) {
    if (!scope->parent) return errorAtDirective(scope, symbol.name, "nonlocal declaration not allowed at module level");
    Scope* binder = findBinder(scope, symbol.name);
    if (!binder)
      return errorAtDirective(scope, symbol.name, fmt::format("no binding for nonlocal '{}' found", symbol.name.view()));
    if (binder->kind != BlockKind::Class && (binder->find(symbol.name)->flags & kDefTypeParameter))
      return errorAtDirective(scope, symbol.name,
                              fmt::format("nonlocal binding not allowed for type parameter '{}'", symbol.name.view()));
    resolveFree(scope, binder, symbol);
    return true;
  }
  if (flags & kDefBound) {
    symbol.scope = NameScope::Local;
    return true;
  }
  if (scope->canSeeClassScope) {
    Scope* owner = scope->parent;
    while (owner->kind != BlockKind::Class && owner->canSeeClassScope) owner = owner->parent;
    if (owner->kind == BlockKind::Class) {
      // A type parameter nearer than the class comes first.
      Scope* binder = findBinder(scope, symbol.name);
      bool nearer = false;
      for (Scope* between = scope->parent; binder && between != owner; between = between->parent) nearer |= between == binder;
      if (!nearer) {
        if (Symbol* inClass = owner->find(symbol.name)) {
          if (inClass->flags & kDefGlobal) {
            symbol.scope = NameScope::GlobalExplicit;
            return true;
          }
          if ((inClass->flags & kDefBound) && !(inClass->flags & kDefNonlocal)) {
            symbol.scope = NameScope::GlobalImplicit;
            return true;
          }
        }
      }
    }
  }
  if (Scope* binder = findBinder(scope, symbol.name)) {
    resolveFree(scope, binder, symbol);
    return true;
  }
  symbol.scope = NameScope::GlobalImplicit;
  return true;
}

}  // namespace typhon::frontend::sema
