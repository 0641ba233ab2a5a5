// Fills the templates of grammar.cpp at random.
#include "tests/validate/generate.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>

#include "tests/validate/grammar.h"
#include "tests/validate/rng.h"

namespace typhon::validate {
namespace {

// How many simple statements a function, and the main one, may execute altogether, about.
constexpr uint64_t kFunctionBudget = 300, kMainBudget = 4000;
constexpr uint64_t kCompileCost = 140;

const std::vector<std::string> kBoundaries = {"-1",
                                              "-2",
                                              "255",
                                              "256",
                                              "1000003",
                                              "2147483647",
                                              "-2147483648",
                                              "4294967296",
                                              "1152921504606846975",
                                              "2305843009213693951",
                                              "2305843009213693952",
                                              "-2305843009213693952",
                                              "-2305843009213693953",
                                              "4611686018427387903",
                                              "4611686018427387904",
                                              "-4611686018427387904",
                                              "-4611686018427387905",
                                              "9223372036854775806",
                                              "9223372036854775807",
                                              "-9223372036854775808",
                                              "9223372036854775808",
                                              "18446744073709551615",
                                              "18446744073709551616",
                                              "-18446744073709551616",
                                              "32767",
                                              "-32768",
                                              "32768",
                                              "65536",
                                              "10**20",
                                              "-(10**20)"};
// Zeros, infinities and the magnitudes at which a float is boxed.
const std::vector<std::string> kFloats = {"0.0",   "-0.0", "1.0",   "0.5",    "-2.25",        "1e-231",
                                          "1e-77", "1e77", "1e231", "1e308",  "5e-324",       "3.141592653589793",
                                          "1e16",  "1e15", "0.1",   "-1e100", "float('inf')", "123456.789",
                                          "1e-5"};
const std::vector<std::string> kAttributes = {"a", "b", "c", "d"};
const std::vector<std::string> kMethods = {"get", "put", "mix"};

struct Variable {
  std::string name;
  Type type;
};

// The function that is being generated.
struct Scope {
  std::vector<Variable> variables;
  bool generator = false, coroutine = false, method = false, top = false;
  bool mayJump = true;  // break, continue and return are allowed here
  unsigned loops = 0, depth = 0;
  uint64_t multiplier = 1;  // how often the statements here run
  uint64_t left = kFunctionBudget;
};

struct Callable {
  std::string name;
  uint64_t cost;
};

class Generator {
 public:
  Generator(uint64_t seed, uint64_t index) : rng_(seed * 1000003 + index), prefix_("c" + std::to_string(index) + "_") {}

  Case run() {
    Case result{prefix_ + "main", block({})};
    for (size_t i = 0, n = 2 + rng_.below(3); i < n; ++i) {
      std::string name = prefix_ + "v" + std::to_string(i);
      enter({});
      Node value = expression(rng_.chance(70) ? Type::Int : Type::Any, 0);  // nothing that could fail
      globals_.push_back(name);
      result.body.children.push_back(statement(name + " = \x01", {std::move(value)}));
    }
    size_t functions = 1 + rng_.below(2), classes = 1 + rng_.below(2);
    for (size_t i = 0; i < std::max(functions, classes); ++i) {
      if (i < functions) result.body.children.push_back(functionDefinition(i));
      if (i < classes) result.body.children.push_back(classDefinition(i));
    }
    if (rng_.chance(60)) result.body.children.push_back(generatorDefinition());
    if (rng_.chance(30)) result.body.children.push_back(coroutineDefinition());
    if (rng_.chance(25)) result.body.children.push_back(decoratedDefinition());
    enter({});
    scope_.top = true;
    scope_.left = kMainBudget;
    Node body = statements(3 + rng_.below(4), "ilof");
    Node value = expression(Type::Any, 2);
    result.body.children.push_back(statement("def " + result.name + "():\n\t" + globalLine() + "\n\t\x01\n\treturn \x01",
                                             {std::move(body), std::move(value)}));
    return result;
  }

 private:
  static Node block(std::vector<Node> statements) { return {Node::Kind::Block, Type::Any, "", std::move(statements)}; }
  static Node statement(std::string text, std::vector<Node> children) {
    return {Node::Kind::Statement, Type::Any, std::move(text), std::move(children)};
  }

  void enter(std::vector<Variable> parameters) {
    scope_ = Scope{};
    scope_.variables = std::move(parameters);
  }
  std::string fresh() { return "x" + std::to_string(next_++); }

  std::string globalLine() const {
    std::string line = "global ";
    for (size_t i = 0; i < globals_.size(); ++i) line += (i ? ", " : "") + globals_[i];
    return line;
  }

  // --- definitions

  Node functionDefinition(size_t i) {
    static const std::vector<std::string> kSignatures = {"(x, y=3, *args, z=0, **kw)", "(x=1, y=2, z=3, *args, **kw)",
                                                         "(x=5, /, y=2, *args, z=1, **kw)", "(x, y=None, *args, z=None)"};
    std::string name = prefix_ + "f" + std::to_string(i);
    enter({{"x", Type::Any}, {"y", Type::Any}, {"z", Type::Any}});
    Node body = statements(1 + rng_.below(3), "i");
    Node result = expression(rng_.chance(70) ? Type::Int : Type::Any, 3);
    functions_.push_back({name, kFunctionBudget - scope_.left + 5});
    return statement("def " + name + rng_.pick(kSignatures) + ":\n\t" + globalLine() + "\n\t\x01\n\treturn \x01",
                     {std::move(body), std::move(result)});
  }

  Node classDefinition(size_t i) {
    std::string name = prefix_ + "C" + std::to_string(i);
    std::string base = classes_.empty() || rng_.chance(50) ? (rng_.chance(70) ? "Base" : "Other") : rng_.pick(classes_);
    std::string text = "class " + name + "(" + base + "):\n";
    std::vector<Node> parts;
    // A method with a body of its own; `result` has one expression.
    auto method = [&](const char* head, bool self, const char* result, size_t size) {
      enter({{"x", Type::Any}});
      if (self) scope_.variables.push_back({"self", Type::Object});
      scope_.method = true;
      text += std::string("\t") + head + "\n\t\t" + globalLine() + "\n\t\t\x01\n\t\t" + result + "\n";
      parts.push_back(statements(size));
      parts.push_back(expression(Type::Int, 2));
      methodCost_ = std::max(methodCost_, kFunctionBudget - scope_.left + 5);
    };
    if (rng_.chance(60)) text += "\tkind = " + std::to_string(rng_.below(9)) + "\n";
    if (rng_.chance(30)) text += "\tdescribed = Described()\n";
    if (rng_.chance(40)) text += "\tdef __init__(self, a=4, b=5):\n\t\tself.b = a\n\t\tself.a = b\n\t\tself.c = 0\n";
    if (rng_.chance(60)) method("def get(self, x=0):", true, "return \x01", rng_.below(3));
    if (rng_.chance(50)) method("def mix(self, x=0):", true, "return wrap(\x01)", rng_.below(4));
    if (rng_.chance(40))
      text +=
          "\t@property\n\tdef twice(self):\n\t\treturn as_int(self.a) * 2\n\t@twice.setter\n\tdef twice(self, v):\n\t\tself.a = "
          "as_int(v) // 2\n";
    if (rng_.chance(40)) method("@classmethod\n\tdef make(cls, x=0):", false, "return cls(wrap(\x01))", rng_.below(2));
    if (rng_.chance(40)) method("@staticmethod\n\tdef double(x=0):", false, "return wrap(\x01 * 2)", rng_.below(2));
    if (rng_.chance(30))
      text += "\tdef __eq__(self, other):\n\t\treturn type(self) is type(other) and self.a == other.a\n\t__hash__ = None\n";
    if (rng_.chance(30)) text += "\tdef __getitem__(self, i):\n\t\treturn as_int(self.a) + i\n";
    if (rng_.chance(30))
      text += "\tdef __getattr__(self, name):\n\t\tif name.startswith('_'):\n\t\t\traise AttributeError(name)\n\t\treturn 100\n";
    if (rng_.chance(20)) text += "\tdef __setattr__(self, name, value):\n\t\tsuper().__setattr__(name, value)\n";
    if (rng_.chance(20)) text += "\tdef __bool__(self):\n\t\treturn as_int(self.a) % 2 == 0\n";
    if (rng_.chance(20)) text += "\tdef __len__(self):\n\t\treturn as_int(self.a) & 3\n";
    text += "\tmember = 0";
    classes_.push_back(name);
    return statement(std::move(text), std::move(parts));
  }

  Node generatorDefinition() {
    enter({{"x", Type::Int}});
    scope_.generator = true;
    Node body = statements(2 + rng_.below(4), "i");
    generator_ = {prefix_ + "g", kFunctionBudget - scope_.left + 5};
    return statement("def " + generator_.name + "(x):\n\t" + globalLine() + "\n\tyield x\n\t\x01\n\treturn 'end'",
                     {std::move(body)});
  }

  Node coroutineDefinition() {
    enter({{"x", Type::Int}});
    scope_.coroutine = true;
    Node body = statements(2 + rng_.below(4), "i");
    coroutine_ = {prefix_ + "q", kFunctionBudget - scope_.left + 5};
    return statement("async def " + coroutine_.name + "(x):\n\t" + globalLine() + "\n\t\x01\n\treturn x", {std::move(body)});
  }

  Node decoratedDefinition() {
    enter({{"x", Type::Any}});
    Node body = statements(1 + rng_.below(3));
    Node result = expression(Type::Int, 2);
    decorated_ = {prefix_ + "w", kFunctionBudget - scope_.left + 10};
    return statement("def " + prefix_ +
                         "deco(fn):\n\tdef inner(*args, **kw):\n\t\treturn as_int(fn(*args, **kw)) + 1\n\treturn inner\n@" +
                         prefix_ + "deco\ndef " + decorated_.name + "(x):\n\t" + globalLine() + "\n\t\x01\n\treturn \x01",
                     {std::move(body), std::move(result)});
  }

  // --- what a row may be used for here

  // The price of a row's calls; false when what it names does not exist, or may not be used here.
  bool callCost(std::string_view text, uint64_t* cost) const {
    uint64_t sum = 0;
    // Code that is made anew each time is compiled anew each time in forced mode.
    if (text.find("eval(") != text.npos || text.find("exec(") != text.npos) sum += kCompileCost;
    for (size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] == '.' && scope_.method && text.substr(i).starts_with(".twice")) return false;
      if (text[i] != '#') continue;
      switch (text[i + 1]) {
        case 'g':
          if (functions_.empty()) return false;
          sum += functions_.back().cost;
          break;
        case 'h':
          if (generator_.name.empty()) return false;
          sum += generator_.cost;
          break;
        case 'q':
          if (coroutine_.name.empty()) return false;
          sum += coroutine_.cost;
          break;
        case 'w':
          if (decorated_.name.empty()) return false;
          sum += decorated_.cost;
          break;
        // A method that calls methods might call itself.
        case 'u':
          if (scope_.method) return false;
          sum += methodCost_;
          break;
        case 'c':
          if (classes_.empty()) return false;
          break;
        case 'v':
          if (globals_.empty()) return false;
          break;
        default:
          break;
      }
    }
    *cost = sum;
    return sum * scope_.multiplier <= scope_.left / 2;
  }

  bool allowed(const StatementRow& row) const {
    if ((row.where & kInLoop) && (!scope_.loops || !scope_.mayJump)) return false;
    if ((row.where & kNotInLoop) && scope_.loops) return false;
    if ((row.where & kInGenerator) && !scope_.generator) return false;
    if ((row.where & kInCoroutine) && !scope_.coroutine) return false;
    if ((row.where & kAtTop) && (!scope_.top || scope_.depth > 1)) return false;
    if ((row.where & kInFunction) && !scope_.mayJump) return false;
    // When a generator that nobody refers to any more is closed, and so what its `finally` or the next `except*` does, is not the
    // same everywhere.
    bool acts = std::string_view(row.text).find("finally:") != std::string_view::npos ||
                std::string_view(row.text).find("except*") != std::string_view::npos;
    if (scope_.generator && !(row.where & kInGenerator) && acts) return false;
    return row.cost * scope_.multiplier * 4 <= scope_.left;
  }

  // --- statements

  // `count` statements behind assignments to new variables of the types named.
  Node statements(size_t count, std::string_view types = "") {
    Node node = block({});
    for (char type : types) {
      std::string name = fresh();
      Node value = expression(static_cast<Type>(type), 2);
      scope_.variables.push_back({name, static_cast<Type>(type)});
      node.children.push_back(statement(name + " = \x01", {std::move(value)}));
    }
    for (size_t i = 0; i < count; ++i) {
      Node next = statementHere();
      // What fails is not to end every program.
      if (rng_.chance(scope_.depth ? 15 : 45)) {
        Node inner = block({std::move(next)});
        next = statement("try:\n\t\x01\nexcept Exception as problem:\n\temit(type(problem).__name__, str(problem))",
                         {std::move(inner)});
      }
      node.children.push_back(std::move(next));
    }
    return node;
  }

  Node statementHere() {
    // One in three is a small program of its own.
    bool idiom = scope_.depth < 3 && rng_.chance(33);
    std::span<const StatementRow> rows = !idiom ? statementRows() : rng_.chance(60) ? idiomRows() : languageRows();
    unsigned total = 0;
    for (const StatementRow& row : rows) total += row.weight;
    for (int attempt = 0; attempt < 40; ++attempt) {
      size_t at = rng_.below(total);
      const StatementRow* row = rows.data();
      while (at >= row->weight) at -= (row++)->weight;
      uint64_t cost;
      bool nests = std::string_view(row->text).find('{') != std::string_view::npos;
      // All of an idiom runs about as often as its blocks do.
      uint64_t multiplier = scope_.multiplier;
      if (!allowed(*row) || (nests && scope_.depth > 4)) continue;
      scope_.multiplier *= idiom ? row->cost : 1;
      bool affordable = callCost(row->text, &cost);
      scope_.multiplier = multiplier;
      if (!affordable) continue;
      // An augmented assignment needs a variable that is there.
      if (needsVariable(row->text)) continue;
      scope_.multiplier *= idiom ? row->cost : 1;
      pay((1 + cost) * scope_.multiplier);
      Node node = statement("", {});
      fill(row->text, idiom ? 1 : row->cost, 3, &node);
      scope_.multiplier = multiplier;
      return node;
    }
    pay(scope_.multiplier);
    return statement("pass", {});
  }

  void pay(uint64_t cost) { scope_.left -= std::min(cost, scope_.left); }

  static bool augments(std::string_view rest) {
    size_t equals = rest.find('=');
    return equals >= 1 && equals <= 4 && rest[0] == ' ' && rest[1] != '=' &&
           rest.substr(1, equals - 1).find_first_not_of("+-*/%&|^<>@") == std::string_view::npos;
  }

  bool needsVariable(std::string_view text) const {
    for (size_t i = text.find('@'); i != std::string_view::npos; i = text.find('@', i + 1)) {
      size_t at = i + 1;
      if (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      if (at >= text.size() || !isType(text[at])) continue;
      bool reads = augments(text.substr(at + 1)) || text.substr(at + 1).starts_with('.') ||
                   (at > i + 1 && text.substr(at + 1).starts_with(" = wrap(%"));
      if (reads && !has(static_cast<Type>(text[at]))) return true;
    }
    return false;
  }

  bool has(Type type) const {
    return std::any_of(scope_.variables.begin(), scope_.variables.end(),
                       [&](const Variable& v) { return v.type == type && v.name != "self"; });
  }

  static bool isType(char c) { return std::string_view("ifbsyltdeoa").find(c) != std::string_view::npos; }

  // --- expressions

  std::string variable(Type type) {
    std::vector<std::string> found;
    for (const Variable& v : scope_.variables)
      if (v.type == type) found.push_back(v.name);
    return found.empty() ? "" : rng_.pick(found);
  }

  Node expression(Type type, int depth) {
    Node node{Node::Kind::Expression, type, "", {}};
    if (rng_.chance(depth > 0 ? 40 : 70))
      if (std::string name = variable(type); !name.empty()) {
        node.text = name;
        return node;
      }
    std::vector<const ExpressionRow*> rows;
    unsigned total = 0;
    for (const ExpressionRow& row : expressionRows()) {
      uint64_t cost;
      bool leaf = std::string_view(row.text).find('$') == std::string_view::npos;
      if (row.type != type || (depth <= 0 && !leaf) || !callCost(row.text, &cost)) continue;
      rows.push_back(&row);
      total += row.weight;
    }
    if (rows.empty()) {
      node.text = simplest(type);
      return node;
    }
    size_t at = rng_.below(total), i = 0;
    while (at >= rows[i]->weight) at -= rows[i++]->weight;
    uint64_t cost = 0;
    callCost(rows[i]->text, &cost);
    pay(cost * scope_.multiplier);
    fill(rows[i]->text, 1, depth, &node);
    return node;
  }

  // --- templates

  void fill(std::string_view text, uint64_t cost, int depth, Node* node) {
    std::map<char, std::string> names;
    std::vector<Variable> assigned;
    auto named = [&](char digit) -> std::string& {
      std::string& name = names[digit];
      if (name.empty()) name = fresh();
      return name;
    };
    for (size_t i = 0; i < text.size(); ++i) {
      char next = i + 1 < text.size() ? text[i + 1] : 0;
      if (text[i] == '$' && isType(next)) {
        node->text += '\x01';
        node->children.push_back(expression(static_cast<Type>(next), depth - 1));
        ++i;
      } else if (text[i] == '%' && next >= '1' && next <= '9') {
        node->text += named(next);
        ++i;
      } else if (text[i] == '#' && next >= 'a' && next <= 'z') {
        node->text += choice(next);
        ++i;
      } else if (text[i] == '@' && node->kind == Node::Kind::Statement && (isType(next) || (next >= '1' && next <= '9'))) {
        char digit = 0;
        if (next >= '1' && next <= '9') digit = next, next = text[++i + 1];
        Type type = static_cast<Type>(next);
        ++i;
        std::string_view rest = text.substr(i + 1);
        bool reads = augments(rest) || rest.starts_with('.') || (digit && rest.starts_with(" = wrap(%"));
        std::string name;
        if (reads || rng_.chance(65)) name = assignable(type, rest.starts_with('.'));
        if (name.empty()) {
          name = fresh();
          assigned.push_back({name, type});
        }
        if (digit) names[digit] = name;
        node->text += name;
      } else if (text[i] == '{' && node->kind == Node::Kind::Statement &&
                 (next == '}' || next == 'L' || next == 'N' || next == 'V') && isBlock(text, i)) {
        size_t end = text.find('}', i);
        std::vector<Variable> known;
        if (end - i == 4) known.push_back({named(text[i + 2]), static_cast<Type>(text[i + 3])});
        node->text += '\x01';
        node->children.push_back(
            nested(std::move(known), next == 'L', next == 'N', next == 'L' ? std::max<uint64_t>(cost, 2) : 1));
        i = end;
      } else {
        node->text += text[i];
      }
    }
    for (Variable& v : assigned) scope_.variables.push_back(std::move(v));
  }

  // A block stands alone on its line.
  static bool isBlock(std::string_view text, size_t at) {
    size_t end = text.find('}', at);
    return at > 0 && text[at - 1] == '\t' && end != std::string_view::npos && (end + 1 == text.size() || text[end + 1] == '\n');
  }

  Node nested(std::vector<Variable> known, bool loop, bool noJumps, uint64_t cost) {
    size_t variables = scope_.variables.size();
    uint64_t multiplier = scope_.multiplier;
    bool mayJump = scope_.mayJump;
    for (Variable& v : known) scope_.variables.push_back(std::move(v));
    scope_.multiplier *= cost;
    scope_.loops += loop;
    scope_.mayJump = mayJump && !noJumps;
    ++scope_.depth;
    Node node = statements(1 + rng_.below(scope_.depth > 1 ? 2 : 3));
    --scope_.depth;
    scope_.mayJump = mayJump;
    scope_.loops -= loop;
    scope_.multiplier = multiplier;
    scope_.variables.resize(std::min(variables, scope_.variables.size()));
    return node;
  }

  std::string assignable(Type type, bool selfToo) {
    std::vector<std::string> found;
    for (const Variable& v : scope_.variables)
      if (v.type == type && (selfToo || v.name != "self")) found.push_back(v.name);
    return found.empty() ? "" : rng_.pick(found);
  }

  std::string choice(char what) {
    switch (what) {
      case 'n':
        return std::to_string(rng_.below(10));
      case 'k':
        return rng_.pick(kBoundaries);
      case 'x':
        return rng_.pick(kFloats);
      case 'm':
        return rng_.pick(kAttributes);
      case 'u':
        return rng_.pick(kMethods);
      case 'c':
        return rng_.pick(classes_);
      case 'g':
        return rng_.pick(functions_).name;
      case 'h':
        return generator_.name;
      case 'q':
        return coroutine_.name;
      case 'w':
        return decorated_.name;
      case 'v':
        return rng_.pick(globals_);
      default:
        return std::string("#") + what;
    }
  }

  Rng rng_;
  std::string prefix_;
  Scope scope_;
  std::vector<std::string> globals_, classes_;
  std::vector<Callable> functions_;
  Callable generator_{}, coroutine_{}, decorated_{};
  uint64_t methodCost_ = 10;
  unsigned next_ = 0;
};

}  // namespace

Case generateCase(uint64_t seed, uint64_t index) { return Generator(seed, index).run(); }

std::string renderFile(const std::vector<Case>& cases) {
  std::string text = kPrelude;
  for (const Case& c : cases) text += "\n\n" + render(c.body) + "\n\nrun_case('" + c.name + "', " + c.name + ")\n";
  return text;
}

std::string renderBatch(const std::vector<Case>& cases) {
  std::string text;
  for (const Case& c : cases)
    text += (text.empty() ? "" : kPartMark) + render(c.body) + "\nrun_case('" + c.name + "', " + c.name + ")\n";
  return text;
}

}  // namespace typhon::validate
