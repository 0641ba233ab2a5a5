// The folding walk over the tree.
#include "frontend/sema/fold.h"

#include <string>
#include <vector>

#include "frontend/sema/symtable.h"

namespace typhon::frontend::sema {

using namespace ast;

namespace {

class Folder {
 public:
  Folder(Arena& arena, Diagnostics& diagnostics, int optimize, bool futureAnnotations)
      : arena_(arena), diagnostics_(diagnostics), optimize_(optimize), futureAnnotations_(futureAnnotations) {
    debugName_ = arena.intern("__debug__");
  }

  bool run(Mod* tree) {
    switch (tree->kind) {
      case NodeKind::Module:
        body(cast<Module>(tree)->body);
        break;
      case NodeKind::Interactive:
        statements(cast<Interactive>(tree)->body);
        break;
      case NodeKind::Expression:
        visit(cast<Expression>(tree)->body);
        break;
      default:
        break;
    }
    return !diagnostics_.failed();
  }

 private:
  bool enter() {
    if (++depth_ <= kMaxDepth) return true;
    recursionError(diagnostics_);
    return false;
  }

  // A body that may begin with a docstring: a constant that folding makes is none.
  void body(std::span<Stmt*> list) {
    bool hadDocstring = docstringOf(list) != nullptr;
    statements(list);
    if (hadDocstring || !docstringOf(list)) return;
    auto* first = cast<ExprStmt>(list[0]);
    auto values = arena_.makeSequence<Expr*>(1);
    values[0] = first->value;
    auto* joined = makeNode<JoinedStr>(arena_, first->value->position());
    joined->values = values;
    first->value = joined;
  }

  void statements(std::span<Stmt*> list) {
    for (Stmt* node : list) {
      statement(node);
      if (diagnostics_.failed()) return;
    }
  }

  void visitAll(std::span<Expr*> list) {
    for (Expr*& node : list)
      if (node) visit(node);
  }

  void visitOptional(Expr*& node) {
    if (node) visit(node);
  }

  void arguments(Arguments* node) {
    auto annotation = [this](Arg* arg) {
      if (arg && arg->annotation && !futureAnnotations_) visit(arg->annotation);
    };
    for (Arg* arg : node->posonlyargs) annotation(arg);
    for (Arg* arg : node->args) annotation(arg);
    annotation(node->vararg);
    for (Arg* arg : node->kwonlyargs) annotation(arg);
    visitAll(node->kw_defaults);
    annotation(node->kwarg);
    visitAll(node->defaults);
  }

  void typeParameters(std::span<TypeParam*> nodes) {
    for (TypeParam* node : nodes)
      if (auto* variable = dynCast<TypeVar>(node); variable && variable->bound) visit(variable->bound);
  }

  template <class Function>
  void function(Function* node) {
    typeParameters(node->type_params);
    arguments(node->args);
    body(node->body);
    visitAll(node->decorator_list);
    if (node->returns && !futureAnnotations_) visit(node->returns);
  }

  template <class Loop>
  void forLoop(Loop* node) {
    visit(node->target);
    visit(node->iter);
    statements(node->body);
    statements(node->orelse);
    foldIterable(node->iter);
  }

  template <class Block>
  void withBlock(Block* node) {
    for (WithItem* item : node->items) {
      visit(item->context_expr);
      visitOptional(item->optional_vars);
    }
    statements(node->body);
  }

  template <class Block>
  void tryBlock(Block* node) {
    statements(node->body);
    for (ExceptHandlerNode* base : node->handlers) {
      auto* handler = cast<ExceptHandler>(base);
      visitOptional(handler->type);
      statements(handler->body);
    }
    statements(node->orelse);
    statements(node->finalbody);
  }

  void statement(Stmt* base) {
    if (!enter()) return;
    switch (base->kind) {
      case NodeKind::FunctionDef:
        function(cast<FunctionDef>(base));
        break;
      case NodeKind::AsyncFunctionDef:
        function(cast<AsyncFunctionDef>(base));
        break;
      case NodeKind::ClassDef: {
        auto* node = cast<ClassDef>(base);
        typeParameters(node->type_params);
        visitAll(node->bases);
        for (Keyword* keyword : node->keywords) visit(keyword->value);
        body(node->body);
        visitAll(node->decorator_list);
        break;
      }
      case NodeKind::Return:
        visitOptional(cast<Return>(base)->value);
        break;
      case NodeKind::Delete:
        visitAll(cast<Delete>(base)->targets);
        break;
      case NodeKind::Assign:
        visitAll(cast<Assign>(base)->targets);
        visit(cast<Assign>(base)->value);
        break;
      case NodeKind::TypeAlias:
        visit(cast<TypeAlias>(base)->name);
        typeParameters(cast<TypeAlias>(base)->type_params);
        visit(cast<TypeAlias>(base)->value);
        break;
      case NodeKind::AugAssign:
        visit(cast<AugAssign>(base)->target);
        visit(cast<AugAssign>(base)->value);
        break;
      case NodeKind::AnnAssign: {
        auto* node = cast<AnnAssign>(base);
        visit(node->target);
        if (!futureAnnotations_) visit(node->annotation);
        visitOptional(node->value);
        break;
      }
      case NodeKind::For:
        forLoop(cast<For>(base));
        break;
      case NodeKind::AsyncFor:
        forLoop(cast<AsyncFor>(base));
        break;
      case NodeKind::While:
        visit(cast<While>(base)->test);
        statements(cast<While>(base)->body);
        statements(cast<While>(base)->orelse);
        break;
      case NodeKind::If:
        visit(cast<If>(base)->test);
        statements(cast<If>(base)->body);
        statements(cast<If>(base)->orelse);
        break;
      case NodeKind::With:
        withBlock(cast<With>(base));
        break;
      case NodeKind::AsyncWith:
        withBlock(cast<AsyncWith>(base));
        break;
      case NodeKind::Match: {
        auto* node = cast<Match>(base);
        visit(node->subject);
        for (MatchCase* arm : node->cases) {
          pattern(arm->pattern);
          visitOptional(arm->guard);
          statements(arm->body);
        }
        break;
      }
      case NodeKind::Raise:
        visitOptional(cast<Raise>(base)->exc);
        visitOptional(cast<Raise>(base)->cause);
        break;
      case NodeKind::Try:
        tryBlock(cast<Try>(base));
        break;
      case NodeKind::TryStar:
        tryBlock(cast<TryStar>(base));
        break;
      case NodeKind::Assert:
        visit(cast<Assert>(base)->test);
        visitOptional(cast<Assert>(base)->msg);
        break;
      case NodeKind::ExprStmt:
        visit(cast<ExprStmt>(base)->value);
        break;
      default:
        break;
    }
    --depth_;
  }

  void pattern(Pattern* base) {
    if (!enter()) return;
    switch (base->kind) {
      case NodeKind::MatchValue:
        visit(cast<MatchValue>(base)->value);
        break;
      case NodeKind::MatchSequence:
        for (Pattern* node : cast<MatchSequence>(base)->patterns) pattern(node);
        break;
      case NodeKind::MatchMapping:
        visitAll(cast<MatchMapping>(base)->keys);
        for (Pattern* node : cast<MatchMapping>(base)->patterns) pattern(node);
        break;
      case NodeKind::MatchClass:
        visit(cast<MatchClass>(base)->cls);
        for (Pattern* node : cast<MatchClass>(base)->patterns) pattern(node);
        for (Pattern* node : cast<MatchClass>(base)->kwd_patterns) pattern(node);
        break;
      case NodeKind::MatchAs:
        if (cast<MatchAs>(base)->pattern) pattern(cast<MatchAs>(base)->pattern);
        break;
      case NodeKind::MatchOr:
        for (Pattern* node : cast<MatchOr>(base)->patterns) pattern(node);
        break;
      default:
        break;
    }
    --depth_;
  }

  void comprehensions(std::span<Comprehension*> nodes) {
    for (Comprehension* node : nodes) {
      visit(node->target);
      visit(node->iter);
      visitAll(node->ifs);
      foldIterable(node->iter);
    }
  }

  void replace(Expr*& node, const ConstantValue& value) {
    auto* constant = makeNode<Constant>(arena_, node->position());
    constant->value = value;
    node = constant;
  }

  void visit(Expr*& base) {
    if (!enter()) return;
    switch (base->kind) {
      case NodeKind::BoolOp:
        visitAll(cast<BoolOp>(base)->values);
        break;
      case NodeKind::NamedExpr:
        visit(cast<NamedExpr>(base)->value);
        break;
      case NodeKind::BinOp: {
        auto* node = cast<BinOp>(base);
        visit(node->left);
        visit(node->right);
        if (!diagnostics_.failed()) foldBinOp(base);
        break;
      }
      case NodeKind::UnaryOp: {
        auto* node = cast<UnaryOp>(base);
        visit(node->operand);
        if (!diagnostics_.failed()) foldUnaryOp(base);
        break;
      }
      case NodeKind::Lambda:
        arguments(cast<Lambda>(base)->args);
        visit(cast<Lambda>(base)->body);
        break;
      case NodeKind::IfExp:
        visit(cast<IfExp>(base)->test);
        visit(cast<IfExp>(base)->body);
        visit(cast<IfExp>(base)->orelse);
        break;
      case NodeKind::Dict:
        visitAll(cast<Dict>(base)->keys);
        visitAll(cast<Dict>(base)->values);
        break;
      case NodeKind::Set:
        visitAll(cast<Set>(base)->elts);
        break;
      case NodeKind::ListComp:
        visit(cast<ListComp>(base)->elt);
        comprehensions(cast<ListComp>(base)->generators);
        break;
      case NodeKind::SetComp:
        visit(cast<SetComp>(base)->elt);
        comprehensions(cast<SetComp>(base)->generators);
        break;
      case NodeKind::DictComp:
        visit(cast<DictComp>(base)->key);
        visit(cast<DictComp>(base)->value);
        comprehensions(cast<DictComp>(base)->generators);
        break;
      case NodeKind::GeneratorExp:
        visit(cast<GeneratorExp>(base)->elt);
        comprehensions(cast<GeneratorExp>(base)->generators);
        break;
      case NodeKind::Await:
        visit(cast<Await>(base)->value);
        break;
      case NodeKind::Yield:
        visitOptional(cast<Yield>(base)->value);
        break;
      case NodeKind::YieldFrom:
        visit(cast<YieldFrom>(base)->value);
        break;
      case NodeKind::Compare: {
        auto* node = cast<Compare>(base);
        visit(node->left);
        visitAll(node->comparators);
        CompareOperator last = node->ops.back();
        if (last == CompareOperator::In || last == CompareOperator::NotIn) foldIterable(node->comparators.back());
        break;
      }
      case NodeKind::Call: {
        auto* node = cast<Call>(base);
        visit(node->func);
        visitAll(node->args);
        for (Keyword* keyword : node->keywords) visit(keyword->value);
        break;
      }
      case NodeKind::FormattedValue:
        visit(cast<FormattedValue>(base)->value);
        visitOptional(cast<FormattedValue>(base)->format_spec);
        break;
      case NodeKind::JoinedStr:
        visitAll(cast<JoinedStr>(base)->values);
        break;
      case NodeKind::Attribute:
        visit(cast<Attribute>(base)->value);
        break;
      case NodeKind::Subscript: {
        auto* node = cast<Subscript>(base);
        visit(node->value);
        visit(node->slice);
        if (node->ctx != ExprContext::Load || !isa<Constant>(node->value) || !isa<Constant>(node->slice)) break;
        ConstantValue result;
        if (foldSubscript(arena_, cast<Constant>(node->value)->value, cast<Constant>(node->slice)->value, result))
          replace(base, result);
        break;
      }
      case NodeKind::Starred:
        visit(cast<Starred>(base)->value);
        break;
      case NodeKind::Slice:
        visitOptional(cast<Slice>(base)->lower);
        visitOptional(cast<Slice>(base)->upper);
        visitOptional(cast<Slice>(base)->step);
        break;
      case NodeKind::List:
        visitAll(cast<List>(base)->elts);
        break;
      case NodeKind::Tuple: {
        auto* node = cast<Tuple>(base);
        visitAll(node->elts);
        ConstantValue result;
        if (node->ctx == ExprContext::Load && constantItems(node->elts, false, result)) replace(base, result);
        break;
      }
      case NodeKind::Name: {
        auto* node = cast<Name>(base);
        if (node->ctx == ExprContext::Load && node->id == debugName_) replace(base, ConstantValue::boolean(optimize_ == 0));
        break;
      }
      default:
        break;
    }
    --depth_;
  }

  // The elements as a constant tuple or frozenset, when all of them are constants.
  bool constantItems(std::span<Expr*> elements, bool asSet, ConstantValue& result) {
    for (Expr* element : elements)
      if (!isa<Constant>(element)) return false;
    auto items = arena_.makeSequence<ConstantValue>(elements.size());
    for (size_t i = 0; i < elements.size(); ++i) items[i] = cast<Constant>(elements[i])->value;
    result = asSet ? ConstantValue::frozenSet(items) : ConstantValue::tuple(items);
    return true;
  }

  // A display that is only iterated over or searched need not be mutable.
  void foldIterable(Expr*& base) {
    if (diagnostics_.failed()) return;
    ConstantValue result;
    if (auto* list = dynCast<List>(base)) {
      for (Expr* element : list->elts)
        if (isa<Starred>(element)) return;
      if (constantItems(list->elts, false, result)) {
        replace(base, result);
      } else {
        auto* tuple = makeNode<Tuple>(arena_, list->position());
        tuple->elts = list->elts;
        tuple->ctx = list->ctx;
        base = tuple;
      }
    } else if (auto* set = dynCast<Set>(base)) {
      if (constantItems(set->elts, true, result)) replace(base, result);
    }
  }

  void foldUnaryOp(Expr*& base) {
    auto* node = cast<UnaryOp>(base);
    if (auto* constant = dynCast<Constant>(node->operand)) {
      ConstantValue result;
      if (foldUnary(arena_, node->op, constant->value, result)) replace(base, result);
      return;
    }
    auto* compare = dynCast<Compare>(node->operand);
    if (node->op != UnaryOperator::Not || !compare || compare->ops.size() != 1) return;
    CompareOperator& op = compare->ops[0];
    switch (op) {
      case CompareOperator::Is:
        op = CompareOperator::IsNot;
        break;
      case CompareOperator::IsNot:
        op = CompareOperator::Is;
        break;
      case CompareOperator::In:
        op = CompareOperator::NotIn;
        break;
      case CompareOperator::NotIn:
        op = CompareOperator::In;
        break;
      default:
        return;
    }
    base = compare;
  }

  void foldBinOp(Expr*& base) {
    auto* node = cast<BinOp>(base);
    auto* left = dynCast<Constant>(node->left);
    if (!left) return;
    if (node->op == BinaryOperator::Mod && left->value.is(ConstantKind::Str)) {
      if (auto* tuple = dynCast<Tuple>(node->right)) formatAsFString(base, left, tuple);
      return;
    }
    auto* right = dynCast<Constant>(node->right);
    ConstantValue result;
    if (right && foldBinary(arena_, node->op, left->value, right->value, result)) replace(base, result);
  }

  // `"..%s.." % (a, b)`: only %s, %r, %a with an optional '-', width and precision, and as many as there are values.
  void formatAsFString(Expr*& base, Constant* format, Tuple* values) {
    for (Expr* element : values->elts)
      if (isa<Starred>(element)) return;
    std::string_view text = format->value.text();
    std::vector<Expr*> parts;
    std::string literal;
    size_t used = 0;
    auto flush = [&] {
      if (literal.empty()) return;
      auto* piece = makeNode<Constant>(arena_, format->position());
      piece->value = ConstantValue::str(arena_.copyText(literal));
      parts.push_back(piece);
      literal.clear();
    };
    for (size_t i = 0; i < text.size();) {
      if (text[i] != '%') {
        literal += text[i++];
        continue;
      }
      if (++i >= text.size()) return;
      if (text[i] == '%') {
        literal += '%';
        ++i;
        continue;
      }
      if (used >= values->elts.size()) return;
      bool left = false;
      while (i < text.size() && text[i] == '-') left = true, ++i;
      std::string spec, width;
      while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
        if (width.empty() && text[i] == '0') return;  // the zero flag
        width += text[i++];
      }
      std::string precision;
      bool hasPrecision = false;
      if (i < text.size() && text[i] == '.') {
        hasPrecision = true;
        ++i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') precision += text[i++];
      }
      if (width.size() > 3 || precision.size() > 3 || i >= text.size()) return;
      char conversion = text[i++];
      if (conversion != 's' && conversion != 'r' && conversion != 'a') return;
      flush();
      if (!width.empty()) spec = (left ? "" : ">") + width;
      if (hasPrecision) spec += "." + std::to_string(precision.empty() ? 0 : std::stoi(precision));
      Expr* value = values->elts[used++];
      auto* formatted = makeNode<FormattedValue>(arena_, value->position());
      formatted->value = value;
      formatted->conversion = conversion;
      if (!spec.empty()) {
        auto* constant = makeNode<Constant>(arena_, value->position());
        constant->value = ConstantValue::str(arena_.copyText(spec));
        auto* joined = makeNode<JoinedStr>(arena_, value->position());
        joined->values = arena_.makeSequence<Expr*>(1);
        joined->values[0] = constant;
        formatted->format_spec = joined;
      }
      parts.push_back(formatted);
    }
    if (used != values->elts.size()) return;
    flush();
    auto* joined = makeNode<JoinedStr>(arena_, base->position());
    joined->values = arena_.copySequence(parts.data(), parts.size());
    base = joined;
  }

  Arena& arena_;
  Diagnostics& diagnostics_;
  int optimize_;
  bool futureAnnotations_;
  int depth_ = 0;
  Identifier debugName_;
};

}  // namespace

bool foldConstants(Arena& arena, Diagnostics& diagnostics, Mod* tree, int optimize, bool futureAnnotations) {
  return Folder(arena, diagnostics, optimize, futureAnnotations).run(tree);
}

Constant* docstringOf(std::span<Stmt*> body) {
  if (body.empty()) return nullptr;
  auto* first = dynCast<ExprStmt>(body[0]);
  if (!first) return nullptr;
  auto* constant = dynCast<Constant>(first->value);
  return constant && constant->value.is(ConstantKind::Str) ? constant : nullptr;
}

}  // namespace typhon::frontend::sema
