// Expressions as text, with the fewest parentheses that keep the meaning.
#include "frontend/codegen/unparse.h"

#include "frontend/ast/dump.h"

namespace typhon::frontend::codegen {

using namespace ast;

namespace {

enum Level {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kArithmetic,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom
};

class Unparser {
 public:
  std::string take() { return std::move(out_); }

  void write(Expr* node, int level) {
    switch (node->kind) {
      case NodeKind::BoolOp: {
        auto* n = cast<BoolOp>(node);
        int own = n->op == BoolOperator::And ? kAnd : kOr;
        open(level > own);
        for (size_t i = 0; i < n->values.size(); ++i) {
          if (i) out_ += n->op == BoolOperator::And ? " and " : " or ";
          write(n->values[i], own + 1);
        }
        close(level > own);
        break;
      }
      case NodeKind::BinOp: {
        auto* n = cast<BinOp>(node);
        struct Form {
          const char* text;
          int level;
        };
        static constexpr Form kForms[] = {{" + ", kArithmetic}, {" - ", kArithmetic}, {" * ", kTerm},   {" @ ", kTerm},
                                          {" / ", kTerm},       {" % ", kTerm},       {" ** ", kPower}, {" << ", kShift},
                                          {" >> ", kShift},     {" | ", kBitOr},      {" ^ ", kBitXor}, {" & ", kBitAnd},
                                          {" // ", kTerm}};
        const Form& form = kForms[static_cast<unsigned>(n->op)];
        bool rightAssociative = n->op == BinaryOperator::Pow;
        open(level > form.level);
        write(n->left, form.level + rightAssociative);
        out_ += form.text;
        write(n->right, form.level + !rightAssociative);
        close(level > form.level);
        break;
      }
      case NodeKind::UnaryOp: {
        auto* n = cast<UnaryOp>(node);
        static constexpr const char* kText[] = {"~", "not ", "+", "-"};
        int own = n->op == UnaryOperator::Not ? kNot : kFactor;
        open(level > own);
        out_ += kText[static_cast<unsigned>(n->op)];
        write(n->operand, own);
        close(level > own);
        break;
      }
      case NodeKind::Lambda: {
        auto* n = cast<Lambda>(node);
        open(level > kTest);
        out_ += "lambda";
        size_t before = out_.size();
        out_ += ' ';
        arguments(n->args);
        if (out_.size() == before + 1) out_.pop_back();
        out_ += ": ";
        write(n->body, kTest);
        close(level > kTest);
        break;
      }
      case NodeKind::IfExp: {
        auto* n = cast<IfExp>(node);
        open(level > kTest);
        write(n->body, kTest + 1);
        out_ += " if ";
        write(n->test, kTest + 1);
        out_ += " else ";
        write(n->orelse, kTest);
        close(level > kTest);
        break;
      }
      case NodeKind::Dict: {
        auto* n = cast<Dict>(node);
        out_ += '{';
        for (size_t i = 0; i < n->values.size(); ++i) {
          if (i) out_ += ", ";
          if (n->keys[i]) {
            write(n->keys[i], kTest);
            out_ += ": ";
            write(n->values[i], kTest);
          } else {
            out_ += "**";
            write(n->values[i], kBitOr);
          }
        }
        out_ += '}';
        break;
      }
      case NodeKind::Set:
        sequence("{", cast<Set>(node)->elts, "}");
        break;
      case NodeKind::List:
        sequence("[", cast<List>(node)->elts, "]");
        break;
      case NodeKind::Tuple: {
        auto* n = cast<Tuple>(node);
        if (n->elts.empty()) {
          out_ += "()";
          break;
        }
        open(level > kTuple);
        for (size_t i = 0; i < n->elts.size(); ++i) {
          if (i) out_ += ", ";
          write(n->elts[i], kTest);
        }
        if (n->elts.size() == 1) out_ += ',';
        close(level > kTuple);
        break;
      }
      case NodeKind::ListComp:
        comprehension("[", cast<ListComp>(node)->elt, nullptr, cast<ListComp>(node)->generators, "]");
        break;
      case NodeKind::SetComp:
        comprehension("{", cast<SetComp>(node)->elt, nullptr, cast<SetComp>(node)->generators, "}");
        break;
      case NodeKind::DictComp:
        comprehension("{", cast<DictComp>(node)->key, cast<DictComp>(node)->value, cast<DictComp>(node)->generators, "}");
        break;
      case NodeKind::GeneratorExp:
        comprehension("(", cast<GeneratorExp>(node)->elt, nullptr, cast<GeneratorExp>(node)->generators, ")");
        break;
      case NodeKind::Await:
        open(level > kAwait);
        out_ += "await ";
        write(cast<Await>(node)->value, kAtom);
        close(level > kAwait);
        break;
      case NodeKind::Yield:
        if (Expr* value = cast<Yield>(node)->value) {
          out_ += "(yield ";
          write(value, kTuple);
          out_ += ')';
        } else {
          out_ += "(yield)";
        }
        break;
      case NodeKind::YieldFrom:
        out_ += "(yield from ";
        write(cast<YieldFrom>(node)->value, kTest);
        out_ += ')';
        break;
      case NodeKind::Compare: {
        auto* n = cast<Compare>(node);
        static constexpr const char* kText[] = {" == ", " != ", " < ",      " <= ", " > ",
                                                " >= ", " is ", " is not ", " in ", " not in "};
        open(level > kCompare);
        write(n->left, kCompare + 1);
        for (size_t i = 0; i < n->ops.size(); ++i) {
          out_ += kText[static_cast<unsigned>(n->ops[i])];
          write(n->comparators[i], kCompare + 1);
        }
        close(level > kCompare);
        break;
      }
      case NodeKind::Call:
        call(cast<Call>(node));
        break;
      case NodeKind::JoinedStr:
      case NodeKind::FormattedValue: {
        std::string body = interpolated(node);
        out_ += 'f';
        out_ += stringRepr(body);
        break;
      }
      case NodeKind::Constant: {
        auto* n = cast<Constant>(node);
        if (n->value.is(ConstantKind::Ellipsis)) {
          out_ += "...";
          break;
        }
        if (n->kind) out_ += n->kind.view();
        std::string text = constantRepr(n->value);
        // An infinity is written as a number that is one.
        if (n->value.is(ConstantKind::Float) || n->value.is(ConstantKind::Complex))
          for (size_t at = text.find("inf"); at != std::string::npos; at = text.find("inf", at + 5)) text.replace(at, 3, "1e309");
        out_ += text;
        break;
      }
      case NodeKind::Attribute: {
        auto* n = cast<Attribute>(node);
        write(n->value, kAtom);
        // `1 .real`, since `1.real` is none
        auto* constant = dynCast<Constant>(n->value);
        bool integer = constant && (constant->value.is(ConstantKind::Int) || constant->value.is(ConstantKind::BigInt));
        out_ += integer ? " ." : ".";
        out_ += n->attr.view();
        break;
      }
      case NodeKind::Starred:
        out_ += '*';
        write(cast<Starred>(node)->value, kBitOr);
        break;
      case NodeKind::Name:
        out_ += cast<Name>(node)->id.view();
        break;
      case NodeKind::Subscript: {
        auto* n = cast<Subscript>(node);
        write(n->value, kAtom);
        out_ += '[';
        write(n->slice, kTuple);
        out_ += ']';
        break;
      }
      case NodeKind::Slice: {
        auto* n = cast<Slice>(node);
        if (n->lower) write(n->lower, kTest);
        out_ += ':';
        if (n->upper) write(n->upper, kTest);
        if (n->step) {
          out_ += ':';
          write(n->step, kTest);
        }
        break;
      }
      case NodeKind::NamedExpr:
        open(level > kTuple);
        write(cast<NamedExpr>(node)->target, kAtom);
        out_ += " := ";
        write(cast<NamedExpr>(node)->value, kAtom);
        close(level > kTuple);
        break;
      default:
        break;
    }
  }

 private:
  void open(bool needed) {
    if (needed) out_ += '(';
  }
  void close(bool needed) {
    if (needed) out_ += ')';
  }

  void sequence(const char* begin, std::span<Expr*> elements, const char* end) {
    out_ += begin;
    for (size_t i = 0; i < elements.size(); ++i) {
      if (i) out_ += ", ";
      write(elements[i], kTest);
    }
    out_ += end;
  }

  void comprehension(const char* begin, Expr* element, Expr* value, std::span<Comprehension*> generators, const char* end) {
    out_ += begin;
    write(element, kTest);
    if (value) {
      out_ += ": ";
      write(value, kTest);
    }
    for (Comprehension* generator : generators) {
      out_ += generator->is_async ? " async for " : " for ";
      write(generator->target, kTuple);
      out_ += " in ";
      write(generator->iter, kTest + 1);
      for (Expr* condition : generator->ifs) {
        out_ += " if ";
        write(condition, kTest + 1);
      }
    }
    out_ += end;
  }

  void arguments(Arguments* args) {
    bool first = true;
    auto separate = [&] {
      if (!first) out_ += ", ";
      first = false;
    };
    size_t positional = args->posonlyargs.size() + args->args.size();
    for (size_t i = 0; i < positional; ++i) {
      separate();
      size_t only = args->posonlyargs.size();
      argument(i < only ? args->posonlyargs[i] : args->args[i - only]);
      if (size_t missing = positional - args->defaults.size(); i >= missing) {
        out_ += '=';
        write(args->defaults[i - missing], kTest);
      }
      if (only && i + 1 == only) out_ += ", /";
    }
    if (args->vararg || !args->kwonlyargs.empty()) {
      separate();
      out_ += '*';
      if (args->vararg) argument(args->vararg);
    }
    for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
      separate();
      argument(args->kwonlyargs[i]);
      if (i < args->kw_defaults.size() && args->kw_defaults[i]) {
        out_ += '=';
        write(args->kw_defaults[i], kTest);
      }
    }
    if (args->kwarg) {
      separate();
      out_ += "**";
      argument(args->kwarg);
    }
  }

  void argument(Arg* arg) {
    out_ += arg->arg.view();
    if (arg->annotation) {
      out_ += ": ";
      write(arg->annotation, kTest);
    }
  }

  void call(Call* node) {
    write(node->func, kAtom);
    if (node->args.size() == 1 && node->keywords.empty() && isa<GeneratorExp>(node->args[0])) {
      write(node->args[0], kTest);
      return;
    }
    out_ += '(';
    bool first = true;
    for (Expr* arg : node->args) {
      if (!first) out_ += ", ";
      first = false;
      write(arg, kTest);
    }
    for (Keyword* keyword : node->keywords) {
      if (!first) out_ += ", ";
      first = false;
      if (keyword->arg) {
        out_ += keyword->arg.view();
        out_ += '=';
      } else {
        out_ += "**";
      }
      write(keyword->value, kTest);
    }
    out_ += ')';
  }

  // The inside of an f-string, to be quoted.
  std::string interpolated(Expr* node) {
    std::string text;
    if (auto* joined = dynCast<JoinedStr>(node)) {
      for (Expr* part : joined->values) text += interpolated(part);
    } else if (auto* constant = dynCast<Constant>(node)) {
      for (char c : constant->value.text()) {
        if (c == '{' || c == '}') text += c;
        text += c;
      }
    } else if (auto* value = dynCast<FormattedValue>(node)) {
      Unparser inner;
      inner.write(value->value, kTest + 1);
      std::string expression = inner.take();
      text += expression.starts_with('{') ? "{ " : "{";
      text += expression;
      if (value->conversion > 0) {
        text += '!';
        text += static_cast<char>(value->conversion);
      }
      if (value->format_spec) {
        text += ':';
        text += interpolated(value->format_spec);
      }
      text += '}';
    }
    return text;
  }

  std::string out_;
};

}  // namespace

std::string unparse(Expr* node) {
  Unparser unparser;
  unparser.write(node, kTest);
  return unparser.take();
}

}  // namespace typhon::frontend::codegen
