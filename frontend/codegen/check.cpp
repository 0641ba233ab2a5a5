// Errors, and the warnings about code that cannot be meant ("perhaps you missed a comma?").
#include <fmt/format.h>

#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

void Compiler::error(const Loc& at, std::string message) { sema::syntaxErrorAt(diagnostics_, filename_, at, std::move(message)); }

void Compiler::warn(const Loc& at, std::string message) {
  SourceWarning warning;
  warning.category = WarningCategory::SyntaxWarning;
  warning.message = std::move(message);
  warning.lineno = at.lineno;
  warning.offset = at.col_offset + 1;
  warning.end_lineno = at.end_lineno;
  warning.end_offset = at.end_col_offset + 1;
  // A final body is compiled once for each way out, but says what it has to say only once.
  for (const SourceWarning& other : diagnostics_.warnings())
    if (other.lineno == warning.lineno && other.offset == warning.offset && other.message == warning.message) return;
  diagnostics_.warn(std::move(warning));
}

namespace {

// The type's name of an expression whose type is plain to see, or null.
const char* inferredType(Expr* node) {
  switch (node->kind) {
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp:
      return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp:
      return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp:
      return "set";
    case NodeKind::GeneratorExp:
      return "generator";
    case NodeKind::Lambda:
      return "function";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "str";
    case NodeKind::Constant:
      switch (cast<Constant>(node)->value.kind()) {
        case ConstantKind::None:
          return "NoneType";
        case ConstantKind::True:
        case ConstantKind::False:
          return "bool";
        case ConstantKind::Ellipsis:
          return "ellipsis";
        case ConstantKind::Int:
        case ConstantKind::BigInt:
          return "int";
        case ConstantKind::Float:
          return "float";
        case ConstantKind::Complex:
          return "complex";
        case ConstantKind::Str:
          return "str";
        case ConstantKind::Bytes:
          return "bytes";
        case ConstantKind::Tuple:
          return "tuple";
        case ConstantKind::FrozenSet:
          return "frozenset";
      }
      return nullptr;
    default:
      return nullptr;
  }
}

// Whether comparing by identity with the expression can be meant.
bool isIdentityComparable(Expr* node) {
  auto* constant = dynCast<Constant>(node);
  if (!constant) return true;
  ConstantKind kind = constant->value.kind();
  return kind == ConstantKind::None || kind == ConstantKind::True || kind == ConstantKind::False ||
         kind == ConstantKind::Ellipsis;
}

}  // namespace

void Compiler::checkCompare(Compare* node) {
  Expr* left = node->left;
  bool leftOk = isIdentityComparable(left);
  for (size_t i = 0; i < node->ops.size(); ++i) {
    CompareOperator op = node->ops[i];
    Expr* right = node->comparators[i];
    bool rightOk = isIdentityComparable(right);
    if ((op == CompareOperator::Is || op == CompareOperator::IsNot) && (!leftOk || !rightOk)) {
      const char* type = inferredType(leftOk ? right : left);
      warn(node->position(), op == CompareOperator::Is
                                 ? fmt::format("\"is\" with '{}' literal. Did you mean \"==\"?", type ? type : "")
                                 : fmt::format("\"is not\" with '{}' literal. Did you mean \"!=\"?", type ? type : ""));
      return;
    }
    left = right;
    leftOk = rightOk;
  }
}

void Compiler::checkCall(Expr* callee) {
  switch (callee->kind) {
    case NodeKind::Constant:
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::Dict:
    case NodeKind::DictComp:
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      warn(callee->position(), fmt::format("'{}' object is not callable; perhaps you missed a comma?", inferredType(callee)));
      return;
    default:
      return;
  }
}

void Compiler::checkSubscript(Subscript* node) {
  Expr* value = node->value;
  switch (value->kind) {
    case NodeKind::Constant: {
      ConstantKind kind = cast<Constant>(value)->value.kind();
      bool subscriptable = kind == ConstantKind::Str || kind == ConstantKind::Bytes || kind == ConstantKind::Tuple;
      if (subscriptable) break;
      [[fallthrough]];
    }
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Lambda:
      warn(node->position(), fmt::format("'{}' object is not subscriptable; perhaps you missed a comma?", inferredType(value)));
      return;
    default:
      break;
  }
  const char* indexType = inferredType(node->slice);
  if (!indexType) return;
  if (auto* constant = dynCast<Constant>(node->slice)) {
    ConstantKind kind = constant->value.kind();
    if (kind == ConstantKind::Int || kind == ConstantKind::BigInt || kind == ConstantKind::True || kind == ConstantKind::False)
      return;
  }
  auto* constant = dynCast<Constant>(value);
  bool isSequence = isa<Tuple>(value) || isa<List>(value) || isa<ListComp>(value) || isa<JoinedStr>(value) ||
                    isa<FormattedValue>(value) ||
                    (constant && (constant->value.is(ConstantKind::Str) || constant->value.is(ConstantKind::Bytes) ||
                                  constant->value.is(ConstantKind::Tuple)));
  if (isSequence)
    warn(node->position(), fmt::format("{} indices must be integers or slices, not {}; perhaps you missed a comma?",
                                       inferredType(value), indexType));
}

}  // namespace typhon::frontend::codegen
