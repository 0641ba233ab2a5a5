// The rules that a tree must follow and the grammar of nodes.def does not say.
#include "frontend/ast/validate.h"

namespace typhon::frontend::ast {
namespace {

const char* contextName(ExprContext c) { return enumName(c); }

class Validator {
 public:
  ValidationError error;

  bool mod(const Mod* m) {
    switch (m->kind) {
      case NodeKind::Module:
        return stmts(cast<Module>(m)->body);
      case NodeKind::Interactive:
        return stmts(cast<Interactive>(m)->body);
      case NodeKind::Expression:
        return expr(cast<Expression>(m)->body, ExprContext::Load);
      case NodeKind::FunctionType:
        return exprs(cast<FunctionType>(m)->argtypes) && expr(cast<FunctionType>(m)->returns, ExprContext::Load);
      default:
        return fail("impossible module node");
    }
  }

 private:
  bool fail(std::string message, bool isTypeError = false) {
    if (!error) error = {isTypeError, std::move(message)};
    return false;
  }

  bool positions(const PositionedNode* n) {
    auto text = [](int i) { return std::to_string(i); };
    if (n->lineno > n->end_lineno)
      return fail("AST node line range (" + text(n->lineno) + ", " + text(n->end_lineno) + ") is not valid");
    if ((n->lineno < 0 && n->end_lineno != n->lineno) || (n->col_offset < 0 && n->col_offset != n->end_col_offset)) {
      return fail("AST node column range (" + text(n->col_offset) + ", " + text(n->end_col_offset) + ") for line range (" +
                  text(n->lineno) + ", " + text(n->end_lineno) + ") is not valid");
    }
    if (n->lineno == n->end_lineno && n->col_offset > n->end_col_offset) {
      return fail("line " + text(n->lineno) + ", column " + text(n->col_offset) + "-" + text(n->end_col_offset) +
                  " is not a valid range");
    }
    return true;
  }

  bool name(Identifier id) {
    for (const char* word : {"None", "True", "False"})
      if (id == std::string_view(word)) return fail(std::string("identifier field can't represent '") + word + "' constant");
    return true;
  }

  template <class T>
  bool nonEmpty(std::span<T> items, const char* what, const char* owner) {
    return !items.empty() || fail(std::string("empty ") + what + " on " + owner);
  }

  // --- expressions

  bool exprs(std::span<Expr*> items, ExprContext context = ExprContext::Load, bool nullOk = false) {
    for (const Expr* e : items) {
      if (e ? !expr(e, context) : !nullOk && !fail("None disallowed in expression list")) return false;
    }
    return true;
  }
  bool optional(const Expr* e) { return !e || expr(e, ExprContext::Load); }
  bool load(const Expr* e) { return expr(e, ExprContext::Load); }

  static bool contextOf(const Expr* e, ExprContext* context) {
    switch (e->kind) {
      case NodeKind::Attribute:
        *context = cast<Attribute>(e)->ctx;
        return true;
      case NodeKind::Subscript:
        *context = cast<Subscript>(e)->ctx;
        return true;
      case NodeKind::Starred:
        *context = cast<Starred>(e)->ctx;
        return true;
      case NodeKind::Name:
        *context = cast<Name>(e)->ctx;
        return true;
      case NodeKind::List:
        *context = cast<List>(e)->ctx;
        return true;
      case NodeKind::Tuple:
        *context = cast<Tuple>(e)->ctx;
        return true;
      default:
        return false;
    }
  }

  bool expr(const Expr* e, ExprContext context) {
    if (!positions(e)) return false;
    ExprContext actual;
    if (!contextOf(e, &actual)) {
      if (context != ExprContext::Load)
        return fail(std::string("expression which can't be assigned to in ") + contextName(context) + " context");
    } else if (actual != context) {
      return fail(std::string("expression must have ") + contextName(context) + " context but has " + contextName(actual) +
                  " instead");
    }
    switch (e->kind) {
      case NodeKind::BoolOp:
        return (cast<BoolOp>(e)->values.size() >= 2 || fail("BoolOp with less than 2 values")) && exprs(cast<BoolOp>(e)->values);
      case NodeKind::BinOp:
        return load(cast<BinOp>(e)->left) && load(cast<BinOp>(e)->right);
      case NodeKind::UnaryOp:
        return load(cast<UnaryOp>(e)->operand);
      case NodeKind::Lambda:
        return arguments(cast<Lambda>(e)->args) && load(cast<Lambda>(e)->body);
      case NodeKind::IfExp:
        return load(cast<IfExp>(e)->test) && load(cast<IfExp>(e)->body) && load(cast<IfExp>(e)->orelse);
      case NodeKind::Dict: {
        auto* d = cast<Dict>(e);
        if (d->keys.size() != d->values.size()) return fail("Dict doesn't have the same number of keys as values");
        return exprs(d->keys, ExprContext::Load, true) && exprs(d->values);
      }
      case NodeKind::Set:
        return exprs(cast<Set>(e)->elts);
      case NodeKind::ListComp:
        return comprehensions(cast<ListComp>(e)->generators) && load(cast<ListComp>(e)->elt);
      case NodeKind::SetComp:
        return comprehensions(cast<SetComp>(e)->generators) && load(cast<SetComp>(e)->elt);
      case NodeKind::GeneratorExp:
        return comprehensions(cast<GeneratorExp>(e)->generators) && load(cast<GeneratorExp>(e)->elt);
      case NodeKind::DictComp:
        return comprehensions(cast<DictComp>(e)->generators) && load(cast<DictComp>(e)->key) && load(cast<DictComp>(e)->value);
      case NodeKind::Yield:
        return optional(cast<Yield>(e)->value);
      case NodeKind::YieldFrom:
        return load(cast<YieldFrom>(e)->value);
      case NodeKind::Await:
        return load(cast<Await>(e)->value);
      case NodeKind::Compare: {
        auto* c = cast<Compare>(e);
        if (c->comparators.empty()) return fail("Compare with no comparators");
        if (c->comparators.size() != c->ops.size()) return fail("Compare has a different number of comparators and operands");
        return exprs(c->comparators) && load(c->left);
      }
      case NodeKind::Call:
        return load(cast<Call>(e)->func) && exprs(cast<Call>(e)->args) && keywords(cast<Call>(e)->keywords);
      case NodeKind::JoinedStr:
        return exprs(cast<JoinedStr>(e)->values);
      case NodeKind::FormattedValue:
        return load(cast<FormattedValue>(e)->value) && optional(cast<FormattedValue>(e)->format_spec);
      case NodeKind::Attribute:
        return load(cast<Attribute>(e)->value);
      case NodeKind::Subscript:
        return load(cast<Subscript>(e)->slice) && load(cast<Subscript>(e)->value);
      case NodeKind::Starred:
        return expr(cast<Starred>(e)->value, context);
      case NodeKind::List:
        return exprs(cast<List>(e)->elts, context);
      case NodeKind::Tuple:
        return exprs(cast<Tuple>(e)->elts, context);
      case NodeKind::NamedExpr: {
        // Stricter than CPython's rule, whose compiler asserts the rest.
        auto* target = cast<NamedExpr>(e)->target;
        if (!isa<Name>(target)) return fail("NamedExpr target must be a Name", true);
        return expr(target, ExprContext::Store) && load(cast<NamedExpr>(e)->value);
      }
      case NodeKind::Name:
        return name(cast<Name>(e)->id);
      case NodeKind::Slice:
        return optional(cast<Slice>(e)->lower) && optional(cast<Slice>(e)->upper) && optional(cast<Slice>(e)->step);
      default:
        return true;
    }
  }

  bool comprehensions(std::span<Comprehension*> generators) {
    if (generators.empty()) return fail("comprehension with no generators");
    for (const Comprehension* c : generators) {
      if (!c) return fail("None disallowed in expression list");
      if (!expr(c->target, ExprContext::Store) || !load(c->iter) || !exprs(c->ifs)) return false;
    }
    return true;
  }
  bool keywords(std::span<Keyword*> items) {
    for (const Keyword* k : items) {
      if (!k) return fail("None disallowed in expression list");
      if (!load(k->value)) return false;
    }
    return true;
  }
  bool args(std::span<Arg*> items) {
    for (const Arg* a : items) {
      if (!a) return fail("None disallowed in expression list");
      if (!arg(a)) return false;
    }
    return true;
  }
  bool arg(const Arg* a) { return !a || (positions(a) && optional(a->annotation)); }
  bool arguments(const Arguments* a) {
    if (!args(a->posonlyargs) || !args(a->args) || !arg(a->vararg) || !args(a->kwonlyargs) || !arg(a->kwarg)) return false;
    if (a->defaults.size() > a->posonlyargs.size() + a->args.size())
      return fail("more positional defaults than args on arguments");
    if (a->kw_defaults.size() != a->kwonlyargs.size())
      return fail("length of kwonlyargs is not the same as kw_defaults on arguments");
    return exprs(a->defaults) && exprs(a->kw_defaults, ExprContext::Load, true);
  }
  bool typeParams(std::span<TypeParam*> params) {
    for (const TypeParam* p : params) {
      if (!p) return fail("None disallowed in type parameter list");
      if (!positions(p)) return false;
      Identifier id = p->kind == NodeKind::TypeVar     ? cast<TypeVar>(p)->name
                      : p->kind == NodeKind::ParamSpec ? cast<ParamSpec>(p)->name
                                                       : cast<TypeVarTuple>(p)->name;
      if (!name(id)) return false;
      if (p->kind == NodeKind::TypeVar && !optional(cast<TypeVar>(p)->bound)) return false;
    }
    return true;
  }

  // --- patterns

  static bool isNumber(const Expr* e, bool real, bool imaginary) {
    auto* c = dynCast<Constant>(e);
    if (!c) return false;
    switch (c->value.kind()) {
      case ConstantKind::Int:
      case ConstantKind::BigInt:
      case ConstantKind::Float:
        return real;
      case ConstantKind::Complex:
        return imaginary;
      default:
        return false;
    }
  }
  static bool isSignedNumber(const Expr* e, bool real, bool imaginary) {
    auto* u = dynCast<UnaryOp>(e);
    return u && u->op == UnaryOperator::USub && isNumber(u->operand, real, imaginary);
  }
  bool matchValue(const Expr* e) {
    if (!load(e)) return false;
    switch (e->kind) {
      case NodeKind::Constant:
        switch (cast<Constant>(e)->value.kind()) {
          case ConstantKind::Int:
          case ConstantKind::BigInt:
          case ConstantKind::Float:
          case ConstantKind::Complex:
          case ConstantKind::Str:
          case ConstantKind::Bytes:
            return true;
          default:
            return fail("unexpected constant inside of a literal pattern");
        }
      case NodeKind::Attribute:
      case NodeKind::JoinedStr:
        return true;
      case NodeKind::UnaryOp:
        if (isSignedNumber(e, true, true)) return true;
        break;
      case NodeKind::BinOp: {
        auto* b = cast<BinOp>(e);
        bool sign = b->op == BinaryOperator::Add || b->op == BinaryOperator::Sub;
        bool left = isNumber(b->left, true, false) || isSignedNumber(b->left, true, false);
        if (sign && left && isNumber(b->right, false, true)) return true;
        break;
      }
      default:
        break;
    }
    return fail("patterns may only match literals and attribute lookups");
  }
  bool capture(Identifier id) {
    if (id == std::string_view("_")) return fail("can't capture name '_' in patterns");
    return name(id);
  }
  bool patterns(std::span<Pattern*> items, bool starOk) {
    for (const Pattern* p : items) {
      if (!p) return fail("None disallowed in pattern list");
      if (!pattern(p, starOk)) return false;
    }
    return true;
  }
  bool pattern(const Pattern* p, bool starOk) {
    if (!positions(p)) return false;
    switch (p->kind) {
      case NodeKind::MatchValue:
        return matchValue(cast<MatchValue>(p)->value);
      case NodeKind::MatchSingleton: {
        ConstantKind kind = cast<MatchSingleton>(p)->value.kind();
        return kind == ConstantKind::None || kind == ConstantKind::True || kind == ConstantKind::False ||
               fail("MatchSingleton can only contain True, False and None");
      }
      case NodeKind::MatchSequence:
        return patterns(cast<MatchSequence>(p)->patterns, true);
      case NodeKind::MatchMapping: {
        auto* m = cast<MatchMapping>(p);
        if (m->keys.size() != m->patterns.size()) return fail("MatchMapping doesn't have the same number of keys as patterns");
        if (m->rest && !capture(m->rest)) return false;
        for (const Expr* key : m->keys) {
          if (!key) return fail("None disallowed in expression list");
          auto* c = dynCast<Constant>(key);
          if (c && (c->value.is(ConstantKind::None) || c->value.is(ConstantKind::True) || c->value.is(ConstantKind::False)))
            continue;
          if (!matchValue(key)) return false;
        }
        return patterns(m->patterns, false);
      }
      case NodeKind::MatchClass: {
        auto* m = cast<MatchClass>(p);
        if (m->kwd_attrs.size() != m->kwd_patterns.size())
          return fail("MatchClass doesn't have the same number of keyword attributes as patterns");
        if (!load(m->cls)) return false;
        const Expr* cls = m->cls;
        while (isa<Attribute>(cls)) cls = cast<Attribute>(cls)->value;
        if (!isa<Name>(cls)) return fail("MatchClass cls field can only contain Name or Attribute nodes.");
        for (Identifier attribute : m->kwd_attrs)
          if (!name(attribute)) return false;
        return patterns(m->patterns, false) && patterns(m->kwd_patterns, false);
      }
      case NodeKind::MatchStar:
        if (!starOk) return fail("can't use MatchStar here");
        return !cast<MatchStar>(p)->name || capture(cast<MatchStar>(p)->name);
      case NodeKind::MatchAs: {
        auto* m = cast<MatchAs>(p);
        if (m->name && !capture(m->name)) return false;
        if (!m->pattern) return true;
        if (!m->name) return fail("MatchAs must specify a target name if a pattern is given");
        return pattern(m->pattern, false);
      }
      case NodeKind::MatchOr:
        return (cast<MatchOr>(p)->patterns.size() >= 2 || fail("MatchOr requires at least 2 patterns")) &&
               patterns(cast<MatchOr>(p)->patterns, false);
      default:
        return fail("unexpected pattern");
    }
  }

  // --- statements

  bool stmts(std::span<Stmt*> items) {
    for (const Stmt* s : items) {
      if (!s) return fail("None disallowed in statement list");
      if (!stmt(s)) return false;
    }
    return true;
  }
  bool body(std::span<Stmt*> items, const char* owner) { return nonEmpty(items, "body", owner) && stmts(items); }
  bool targets(std::span<Expr*> items, ExprContext context) {
    return nonEmpty(items, "targets", context == ExprContext::Del ? "Delete" : "Assign") && exprs(items, context);
  }

  template <class F>
  bool function(const F* f, const char* owner) {
    return body(f->body, owner) && typeParams(f->type_params) && arguments(f->args) && exprs(f->decorator_list) &&
           optional(f->returns);
  }
  template <class F>
  bool loop(const F* f, const char* owner) {
    return expr(f->target, ExprContext::Store) && load(f->iter) && body(f->body, owner) && stmts(f->orelse);
  }
  template <class W>
  bool with(const W* w, const char* owner) {
    if (!nonEmpty(w->items, "items", owner)) return false;
    for (const WithItem* item : w->items) {
      if (!item) return fail("None disallowed in expression list");
      if (!load(item->context_expr) || (item->optional_vars && !expr(item->optional_vars, ExprContext::Store))) return false;
    }
    return body(w->body, owner);
  }
  template <class T>
  bool tryStatement(const T* s, const char* owner) {
    if (!body(s->body, owner)) return false;
    if (s->handlers.empty() && s->finalbody.empty())
      return fail(std::string(owner) + " has neither except handlers nor finalbody");
    if (s->handlers.empty() && !s->orelse.empty()) return fail(std::string(owner) + " has orelse but no except handlers");
    for (const ExceptHandlerNode* node : s->handlers) {
      if (!node) return fail("None disallowed in statement list");
      auto* handler = cast<ExceptHandler>(node);
      if (!positions(handler) || !optional(handler->type) || !body(handler->body, "ExceptHandler")) return false;
    }
    if (!stmts(s->finalbody) || !stmts(s->orelse)) return false;
    // Stricter than CPython's rule, whose compiler takes it for granted.
    for (const ExceptHandlerNode* node : s->handlers)
      if (std::is_same_v<T, TryStar> && !cast<ExceptHandler>(node)->type)
        return fail("field 'type' is required for ExceptHandler of TryStar");
    return true;
  }
  template <class T>
  bool aliases(std::span<T> names, const char* owner) {
    if (!nonEmpty(names, "names", owner)) return false;
    for (const auto& n : names)
      if constexpr (std::is_pointer_v<T>) {
        if (!n) return fail("None disallowed in alias list");
      }
    return true;
  }

  bool stmt(const Stmt* s) {
    if (!positions(s)) return false;
    switch (s->kind) {
      case NodeKind::FunctionDef:
        return function(cast<FunctionDef>(s), "FunctionDef");
      case NodeKind::AsyncFunctionDef:
        return function(cast<AsyncFunctionDef>(s), "AsyncFunctionDef");
      case NodeKind::ClassDef: {
        auto* c = cast<ClassDef>(s);
        return body(c->body, "ClassDef") && typeParams(c->type_params) && exprs(c->bases) && keywords(c->keywords) &&
               exprs(c->decorator_list);
      }
      case NodeKind::Return:
        return optional(cast<Return>(s)->value);
      case NodeKind::Delete:
        return targets(cast<Delete>(s)->targets, ExprContext::Del);
      case NodeKind::Assign:
        return targets(cast<Assign>(s)->targets, ExprContext::Store) && load(cast<Assign>(s)->value);
      case NodeKind::AugAssign: {
        auto* a = cast<AugAssign>(s);
        // Stricter than CPython's rule, whose compiler takes it for granted.
        if (!isa<Name>(a->target) && !isa<Attribute>(a->target) && !isa<Subscript>(a->target))
          return fail("invalid node type (" + std::to_string(static_cast<int>(a->target->kind)) + ") for augmented assignment");
        return expr(a->target, ExprContext::Store) && load(a->value);
      }
      case NodeKind::AnnAssign: {
        auto* a = cast<AnnAssign>(s);
        if (!isa<Name>(a->target) && a->simple) return fail("AnnAssign with simple non-Name target", true);
        if (!isa<Name>(a->target) && !isa<Attribute>(a->target) && !isa<Subscript>(a->target))
          return fail("invalid node type (" + std::to_string(static_cast<int>(a->target->kind)) + ") for annotated assignment");
        return expr(a->target, ExprContext::Store) && optional(a->value) && load(a->annotation);
      }
      case NodeKind::TypeAlias: {
        auto* a = cast<TypeAlias>(s);
        if (!isa<Name>(a->name)) return fail("TypeAlias with non-Name name", true);
        return expr(a->name, ExprContext::Store) && typeParams(a->type_params) && load(a->value);
      }
      case NodeKind::For:
        return loop(cast<For>(s), "For");
      case NodeKind::AsyncFor:
        return loop(cast<AsyncFor>(s), "AsyncFor");
      case NodeKind::While:
        return load(cast<While>(s)->test) && body(cast<While>(s)->body, "While") && stmts(cast<While>(s)->orelse);
      case NodeKind::If:
        return load(cast<If>(s)->test) && body(cast<If>(s)->body, "If") && stmts(cast<If>(s)->orelse);
      case NodeKind::With:
        return with(cast<With>(s), "With");
      case NodeKind::AsyncWith:
        return with(cast<AsyncWith>(s), "AsyncWith");
      case NodeKind::Match: {
        auto* m = cast<Match>(s);
        if (!load(m->subject) || !nonEmpty(m->cases, "cases", "Match")) return false;
        for (const MatchCase* c : m->cases) {
          if (!c) return fail("None disallowed in statement list");
          if (!pattern(c->pattern, false) || !optional(c->guard) || !body(c->body, "match_case")) return false;
        }
        return true;
      }
      case NodeKind::Raise: {
        auto* r = cast<Raise>(s);
        if (r->exc) return load(r->exc) && optional(r->cause);
        return !r->cause || fail("Raise with cause but no exception");
      }
      case NodeKind::Try:
        return tryStatement(cast<Try>(s), "Try");
      case NodeKind::TryStar:
        return tryStatement(cast<TryStar>(s), "TryStar");
      case NodeKind::Assert:
        return load(cast<Assert>(s)->test) && optional(cast<Assert>(s)->msg);
      case NodeKind::Import:
        return aliases(cast<Import>(s)->names, "Import");
      case NodeKind::ImportFrom:
        if (cast<ImportFrom>(s)->level < 0) return fail("Negative ImportFrom level");
        return aliases(cast<ImportFrom>(s)->names, "ImportFrom");
      case NodeKind::Global:
        return aliases(cast<Global>(s)->names, "Global");
      case NodeKind::Nonlocal:
        return aliases(cast<Nonlocal>(s)->names, "Nonlocal");
      case NodeKind::ExprStmt:
        return load(cast<ExprStmt>(s)->value);
      default:
        return true;
    }
  }
};

}  // namespace

ValidationError validate(const Mod* tree) {
  Validator v;
  v.mod(tree);
  return v.error;
}

}  // namespace typhon::frontend::ast
