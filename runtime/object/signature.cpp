// Signature strings of native functions: parser, argument binding, messages.
#include "runtime/object/signature.h"

#include <alloca.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unordered_map>

#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

[[noreturn]] void malformed(const NativeDef& def) {
  fprintf(stderr, "typhon: malformed signature of %s: %s\n", def.name, def.signature);
  abort();
}

// One pass over the string. Grammar: '(' [item {',' item}] ')', item: '/', '*', '*name', '**name', name ['=' default].
class Parser {
 public:
  Parser(Thread* t, const NativeDef& def, bool receiver) : thread_(t), def_(def), receiver_(receiver), text_(def.signature) {}

  Signature* parse() {
    auto* s = new Signature;
    s->text = def_.signature;
    skip('(');
    bool keywordOnly = false;
    for (;;) {
      space();
      if (accept(')')) break;
      if (accept('/')) {
        s->positionalOnlyCount = static_cast<uint16_t>(s->parameters.size());
      } else if (accept('*')) {
        if (accept('*')) {
          identifier();
          s->varKeywords = true;
        } else {
          space();
          if (peek() != ',') {
            identifier();
            s->varArgs = true;
          }
          keywordOnly = true;
        }
      } else {
        Parameter p{internStr(thread_, identifier()), Value::unbound(), true};
        space();
        if (accept('=')) {
          space();
          p.defaultValue = defaultValue();
          p.required = false;
        }
        s->parameters.push_back(p);
        if (!keywordOnly) {
          ++s->positionalCount;
          if (p.required) s->requiredCount = s->positionalCount;
        }
      }
      space();
      if (accept(',')) continue;
      if (peek() != ')') malformed(def_);
    }
    finish(*s);
    return s;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool accept(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void skip(char c) {
    if (!accept(c)) malformed(def_);
  }
  void space() {
    while (peek() == ' ') ++at_;
  }
  std::string_view identifier() {
    size_t start = at_;
    while (peek() == '_' || (peek() >= '0' && peek() <= '9') || (peek() >= 'a' && peek() <= 'z') ||
           (peek() >= 'A' && peek() <= 'Z'))
      ++at_;
    if (at_ == start) malformed(def_);
    return text_.substr(start, at_ - start);
  }
  bool acceptWord(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  Value defaultValue() {
    if (acceptWord("None")) return Value::none();
    if (acceptWord("True")) return Value::boolean(true);
    if (acceptWord("False")) return Value::boolean(false);
    if (acceptWord("<absent>") || acceptWord("<unrepresentable>")) return Value::unbound();
    if (acceptWord("()")) return Value(emptyTuple());
    char quote = peek();
    if (quote == '\'' || quote == '"') {
      ++at_;
      std::string out;
      while (peek() != quote) {
        if (peek() == '\0') malformed(def_);
        if (accept('\\')) {
          switch (text_[at_++]) {
            case 'n':
              out += '\n';
              break;
            case 't':
              out += '\t';
              break;
            case 'r':
              out += '\r';
              break;
            case '0':
              out += '\0';
              break;
            default:
              out += text_[at_ - 1];
          }
        } else {
          out += text_[at_++];
        }
      }
      ++at_;
      return Value(internStr(thread_, out));
    }
    size_t start = at_;
    while (peek() != ',' && peek() != ')' && peek() != '\0' && peek() != ' ') ++at_;
    std::string number(text_.substr(start, at_ - start));
    char* end = nullptr;
    if (number.find_first_of(".e") != std::string::npos && number.find("0x") == std::string::npos) {
      double d = strtod(number.c_str(), &end);
      if (*end || !Value::floatFits(d)) malformed(def_);
      return Value::immediateFloat(d);
    }
    int64_t i = strtoll(number.c_str(), &end, 0);
    if (number.empty() || *end) malformed(def_);
    Value v = makeInt(thread_, i);
    if (v.isObject()) addRoot(new Value(v));  // signatures live for ever, outside the heap
    return v;
  }

  void finish(Signature& s) {
    for (const Parameter& p : s.parameters) s.defaults.push_back(p.defaultValue);
    if (receiver_ && !s.parameters.empty() && s.positionalCount > 0) {
      Str* first = s.parameters[0].name;
      s.hasSelf = equals(first, "self") || equals(first, "cls");
    }
    size_t extra = s.parameters.size() - s.hasSelf;
    bool anyKeyword = s.positionalOnlyCount < s.parameters.size() - (s.hasSelf && s.positionalOnlyCount == 0);
    s.acceptsKeywords = anyKeyword || s.varKeywords;
    s.optionalRest = true;
    for (size_t i = s.positionalCount; i < s.parameters.size(); ++i) s.optionalRest &= !s.parameters[i].required;
    s.plain = s.positionalCount == s.parameters.size() && !s.varArgs && !s.varKeywords;
    if (s.plain && extra == 0)
      s.style = Signature::Style::NoArguments;
    else if (s.plain && !anyKeyword && extra == 1 && s.requiredCount == s.positionalCount)
      s.style = Signature::Style::OneArgument;
    else if (!anyKeyword)
      s.style = Signature::Style::Positional;
  }

  Thread* thread_;
  const NativeDef& def_;
  bool receiver_;
  std::string_view text_;
  size_t at_ = 0;
};

std::unordered_map<const NativeDef*, const Signature*>& cache() {
  static auto* map = new std::unordered_map<const NativeDef*, const Signature*>;
  return *map;
}

const char* plural(size_t n) { return n == 1 ? "" : "s"; }

// find(), count(), startswith() and their kin of str, bytes and bytearray parse their arguments in the older way, and so do
// methods with *args: messages call them by their bare name.
bool isTextSearch(const Signature& s) {
  if (s.parameters.size() != 4) return false;
  const Str* first = s.parameters[1].name;
  return equals(first, "sub") || equals(first, "prefix") || equals(first, "suffix");
}

// sorted() counts its positional arguments by hand in CPython and passes the rest on to list.sort().
bool isSorted(const CalleeName& callee) { return callee.name == std::string_view("sorted"); }

// max() and min() count theirs by hand as well, before they look at the keywords.
bool isExtreme(const CalleeName& callee) {
  return callee.name == std::string_view("max") || callee.name == std::string_view("min");
}

// The wrong number of positional arguments, self not counted.
Raised wrongCount(Thread* t, const Signature& s, size_t given, const CalleeName& callee) {
  size_t least = s.requiredCount - s.hasSelf, most = s.positionalCount - s.hasSelf;
  if (isSorted(callee)) return raise(t, exc::TypeError, "sorted expected 1 argument, got {}", given);
  switch (s.style) {
    case Signature::Style::NoArguments:
      return raise(t, exc::TypeError, "{} takes no arguments ({} given)", callee.qualified(callee.context), given);
    case Signature::Style::OneArgument:
      if (callee.constructor) return raise(t, exc::TypeError, "{} expected 1 argument, got {}", callee.name, given);
      return raise(t, exc::TypeError, "{} takes exactly one argument ({} given)", callee.qualified(callee.context), given);
    case Signature::Style::Positional: {
      const char* bound = least == most && !s.varArgs ? "" : given < least ? "at least " : "at most ";
      size_t limit = given < least ? least : most;
      if (isTextSearch(s))
        return raise(t, exc::TypeError, "{}() takes {}{} argument{} ({} given)", callee.name, bound, limit, plural(limit), given);
      return raise(t, exc::TypeError, "{} expected {}{} argument{}, got {}", callee.name, bound, limit, plural(limit), given);
    }
    case Signature::Style::Keywords:
      break;
  }
  if (given > most) {
    if (most == 0) return raise(t, exc::TypeError, "{}() takes no positional arguments", callee.name);
    return raise(t, exc::TypeError, "{}() takes {} {} positional argument{} ({} given)", callee.name,
                 least < most ? "at most" : "exactly", most, plural(most), given);
  }
  return raise(t, exc::TypeError, "{}() takes {} {} positional argument{} ({} given)", callee.name,
               least < most ? "at least" : "exactly", least, plural(least), given);
}

Value interned(Thread* t, Value name) {
  Str* s = name.as<Str>();
  return s->isInterned() ? name : Value(internStr(t, s));
}

// The general case: keywords, defaults, *args, **kwargs. `out` has room for slotCount() and the surplus positional values.
bool bindGeneral(Thread* t, const Signature& s, Value self, const Args& args, const CalleeName& callee, Value* out) {
  size_t selfCount = self.isUnbound() ? 0 : 1;
  size_t given = args.positional + selfCount;
  size_t keywordCount = args.keywords ? args.keywords->length : 0;
  size_t visible = given - std::min<size_t>(given, s.hasSelf);  // self is not counted in messages
  if (keywordCount && !s.acceptsKeywords) {
    if (isTextSearch(s) || (s.hasSelf && s.varArgs))
      return raise(t, exc::TypeError, "{}() takes no keyword arguments", callee.name);
    return raise(t, exc::TypeError, "{} takes no keyword arguments", callee.qualified(callee.context));
  }
  if (s.style == Signature::Style::Keywords && !s.varArgs && !s.varKeywords && given + keywordCount > s.parameters.size() &&
      !isSorted(callee)) {
    size_t most = s.parameters.size() - s.hasSelf;
    if (!(keywordCount == 0 && given > s.positionalCount && s.positionalCount < s.parameters.size() && visible <= most))
      return raise(t, exc::TypeError, "{}() takes at most {} {}argument{} ({} given)", callee.name, most,
                   visible == 0 ? "keyword " : "", plural(most), visible + keywordCount);
  }
  if (given > s.positionalCount && !s.varArgs) return wrongCount(t, s, visible, callee);
  size_t minimum = s.style == Signature::Style::Keywords ? std::min(s.requiredCount, s.positionalOnlyCount) : s.requiredCount;
  if (given < minimum) return wrongCount(t, s, visible, callee);

  size_t parameterCount = s.parameters.size();
  for (size_t i = 0; i < parameterCount; ++i) {
    const Value* source = i >= s.positionalCount || i >= given ? nullptr : i < selfCount ? &self : &args.values[i - selfCount];
    out[i] = source ? *source : Value::unbound();
  }
  Dict* rest = nullptr;
  if (s.varKeywords) {
    rest = TRY(makeDict(t));
    out[parameterCount] = Value(rest);
  }
  size_t bound = std::min<size_t>(given, s.positionalCount);
  // Keywords first into their places; complaints about them come after those about what is missing, as in CPython.
  Value badName = Value::unbound();
  size_t twice = SIZE_MAX;
  uint64_t filledSmall = 0;  // which of the first 64 parameters have a value
  for (size_t i = 0; i < std::min<size_t>(bound, 64); ++i) filledSmall |= uint64_t{1} << i;
  for (size_t k = 0; k < keywordCount; ++k) {
    Value name = interned(t, args.keywords->items[k]);
    if (name.isError()) return false;
    size_t found = SIZE_MAX;
    size_t firstNamed = std::max<size_t>(s.positionalOnlyCount, s.hasSelf ? 1 : 0);
    for (size_t i = firstNamed; i < parameterCount; ++i) {
      if (Value(s.parameters[i].name) == name) {
        found = i;
        break;
      }
    }
    Value v = args.values[args.positional + k];
    if (found == SIZE_MAX) {
      if (rest) {
        TRY(dictSetStr(t, rest, name.as<Str>(), v));
      } else if (badName.isUnbound()) {
        badName = name;
      }
    } else if (found < bound) {
      if (twice == SIZE_MAX) twice = found;
    } else {
      out[found] = v;
      if (found < 64) filledSmall |= uint64_t{1} << found;
    }
  }
  for (size_t i = bound; i < parameterCount; ++i) {
    if (i < 64 ? filledSmall >> i & 1 : !out[i].isUnbound()) continue;
    const Parameter& p = s.parameters[i];
    if (p.required) {
      if (i >= s.positionalCount)
        return raise(t, exc::TypeError, "{}() missing required keyword-only argument '{}'", callee.name, toUtf8(p.name));
      return raise(t, exc::TypeError, "{}() missing required argument '{}' (pos {})", callee.name, toUtf8(p.name),
                   i + 1 - s.hasSelf);
    }
    out[i] = p.defaultValue;
  }
  if (twice != SIZE_MAX)
    return raise(t, exc::TypeError, "argument for {}() given by name ('{}') and position ({})", callee.name,
                 toUtf8(s.parameters[twice].name), twice + 1 - s.hasSelf);
  if (!badName.isUnbound() && isSorted(callee)) TRY(toListPy(t, out[0]));
  if (!badName.isUnbound() && isExtreme(callee) && given == 0)
    return raise(t, exc::TypeError, "{} expected at least 1 argument, got 0", callee.name);
  if (!badName.isUnbound())
    return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for {}()", strText(badName),
                 isSorted(callee) ? "sort" : callee.name);
  for (size_t i = s.positionalCount; i < given; ++i) out[s.slotCount() + i - s.positionalCount] = args.values[i - selfCount];
  return true;
}

}  // namespace

const Signature* signatureOf(Thread* t, const NativeDef& def, bool receiver) {
  // Constructors ask at every call: what was asked for lately is found without hashing.
  struct Recent {
    const NativeDef* def;
    const Signature* signature;
  };
  static Recent recent[256];
  Recent& last = recent[reinterpret_cast<uintptr_t>(&def) / alignof(NativeDef) % 256];
  if (last.def == &def) return last.signature;
  const Signature*& known = cache()[&def];
  if (!known) known = Parser(t, def, receiver).parse();
  last = {&def, known};
  return known;
}

bool callPositionalPy(Thread* t, const NativeDef& def, const Signature& s, Value self, const Args& args, Value* result) {
  if (args.keywords && args.keywords->length) return false;
  size_t selfCount = self.isUnbound() ? 0 : 1;
  size_t given = args.positional + selfCount, positional = s.positionalCount;
  if (s.plain && given <= positional && given >= s.requiredCount && positional <= kStackArguments) {
    auto* bound = static_cast<Value*>(alloca(positional * sizeof(Value)));
    Value* to = bound;
    if (selfCount) *to++ = self;
    for (size_t k = 0; k < args.positional; ++k) *to++ = args.values[k];
    for (const Value* p = s.defaults.data() + given; to != bound + positional;) *to++ = *p++;
    *result = def.fn(t, bound, positional);
    return true;
  }
  if (given < s.requiredCount || (given > positional && !s.varArgs) || !s.optionalRest) return false;
  size_t surplus = given > positional ? given - positional : 0;
  size_t count = s.slotCount() + surplus;
  if (count > kStackArguments) return false;
  auto* scratch = static_cast<Value*>(alloca(count * sizeof(Value)));
  const Parameter* parameters = s.parameters.data();
  size_t i = 0;
  if (selfCount) scratch[i++] = self;
  for (size_t k = 0, most = given - surplus - selfCount; k < most; ++k) scratch[i++] = args.values[k];
  for (size_t end = s.parameters.size(); i < end; ++i) scratch[i] = parameters[i].defaultValue;
  if (s.varKeywords) {
    Dict* rest = makeDict(t);
    if (!rest) {
      *result = Value::error();
      return true;
    }
    scratch[i++] = Value(rest);
  }
  for (size_t k = args.positional - surplus; k < args.positional; ++k) scratch[i++] = args.values[k];
  *result = def.fn(t, scratch, count);
  return true;
}

Value callFilledPy(Thread* t, const NativeDef& def, const Signature& s, Value self, const Value* args, size_t argc) {
  size_t own = self.isUnbound() ? 0 : 1, given = argc + own;
  size_t direct = given < s.positionalCount ? given : s.positionalCount, surplus = given - direct;
  const Value *missing = s.defaults.data() + direct, *end = s.defaults.data() + s.defaults.size();
  auto* bound = static_cast<Value*>(alloca((given + static_cast<size_t>(end - missing)) * sizeof(Value)));
  Value* to = bound;
  if (own) *to++ = self;
  // A few values each: a vectorised loop's preparations would cost more.
#pragma clang loop vectorize(disable) unroll(disable)
  for (Value* last = bound + direct; to < last;) *to++ = *args++;
#pragma clang loop vectorize(disable) unroll(disable)
  while (missing < end) *to++ = *missing++;
#pragma clang loop vectorize(disable) unroll(disable)
  for (; surplus > 0; --surplus) *to++ = *args++;
  return def.fn(t, bound, static_cast<size_t>(to - bound));
}

Value callBoundPy(Thread* t, const NativeDef& def, const Signature& s, Value self, const Args& args, const CalleeName& callee) {
  if (Value result; callPositionalPy(t, def, s, self, args, &result)) return result;
  size_t given = args.positional + (self.isUnbound() ? 0 : 1);
  size_t surplus = s.varArgs && given > s.positionalCount ? given - s.positionalCount : 0;
  size_t count = s.slotCount() + surplus;
  if (count <= kStackArguments) {
    auto* scratch = static_cast<Value*>(alloca(count * sizeof(Value)));
    TRY(bindGeneral(t, s, self, args, callee, scratch));
    return def.fn(t, scratch, count);
  }
  RootedVector scratch(t);
  for (size_t i = 0; i < count; ++i) TRY(scratch.push(Value::none()));
  TRY(bindGeneral(t, s, self, args, callee, scratch.data()));
  return def.fn(t, scratch.data(), count);
}

std::string textSignature(Thread* t, const NativeDef& def, const char* receiver) {
  const Signature* s = signatureOf(t, def, *receiver && receiver != std::string_view("module"));
  std::string text = s->text;
  for (size_t at; (at = text.find("<absent>")) != std::string::npos;) text.replace(at, 8, "<unrepresentable>");
  std::string_view inner = std::string_view(text).substr(1);
  if (s->hasSelf) {
    // "(self, /)" and "(self, x)": the receiver is marked.
    size_t end = inner.find_first_of(",)");
    std::string out = std::string("($") + receiver;
    out += inner.substr(end);
    if (s->positionalOnlyCount == 0 && s->parameters.size() == 1 && !s->varArgs && !s->varKeywords)
      return std::string("($") + receiver + ", /)";
    if (s->positionalOnlyCount == 0) {
      out = std::string("($") + receiver + ", /";
      out += inner.substr(end);
    }
    return out;
  }
  if (!*receiver) return text;
  // Where nothing is positional-only but the module itself, the mark stands behind that.
  const char* separator = inner == ")" ? ", /" : s->positionalOnlyCount ? ", " : ", /, ";
  return std::string("($") + receiver + separator + std::string(inner);
}

}  // namespace typhon
