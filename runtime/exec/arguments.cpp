// Binding the arguments of a call to the parameters of a function written in Python, with CPython's TypeErrors.
#include "runtime/exec/engine.h"
#include "runtime/exec/keyword_parameters.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

std::string qualifiedNameOf(Function* f) { return toUtf8(f->qualifiedName); }

std::string parameterName(Code* code, uint32_t i) { return toUtf8(code->localNames->items[i].as<Str>()); }

// "'a'", "'a' and 'b'", "'a', 'b', and 'c'"
std::string enumerateNames(const std::vector<std::string>& list) {
  std::string out;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += list.size() == 2 ? " and " : i + 1 == list.size() ? ", and " : ", ";
    out += "'" + list[i] + "'";
  }
  return out;
}

Raised missing(Thread* t, Function* f, const std::vector<std::string>& list, const char* kind) {
  return raise(t, exc::TypeError, "{}() missing {} required {} argument{}: {}", qualifiedNameOf(f), list.size(), kind,
               list.size() == 1 ? "" : "s", enumerateNames(list));
}

Raised tooManyPositional(Thread* t, Function* f, size_t given, const Value* registers) {
  Code* code = f->code;
  size_t defaults = f->defaults ? f->defaults->length : 0;
  size_t keywordOnlyGiven = 0;
  for (uint32_t i = 0; i < code->keywordOnlyCount; ++i) keywordOnlyGiven += !registers[code->argCount + i].isUnbound();
  std::string takes;
  bool plural;
  if (defaults) {
    plural = true;
    takes = fmt::format("from {} to {}", code->argCount - defaults, code->argCount);
  } else {
    plural = code->argCount != 1;
    takes = fmt::format("{}", code->argCount);
  }
  std::string keywordOnly;
  if (keywordOnlyGiven)
    keywordOnly = fmt::format(" positional argument{} (and {} keyword-only argument{})", given != 1 ? "s" : "", keywordOnlyGiven,
                              keywordOnlyGiven != 1 ? "s" : "");
  return raise(t, exc::TypeError, "{}() takes {} positional argument{} but {}{} {} given", qualifiedNameOf(f), takes,
               plural ? "s" : "", given, keywordOnly, given == 1 && !keywordOnlyGiven ? "was" : "were");
}

// Register of the parameter that a keyword names, -1 if there is none, -2 if comparing raised. Positional-only ones do
// not count.
int64_t findParameter(Thread* t, Code* code, Value name) {
  uint32_t end = code->argCount + code->keywordOnlyCount;
  if (size_t i = keywordParameter(code, code->positionalOnlyCount, end, name); i < end) return static_cast<int64_t>(i);
  for (uint32_t i = code->positionalOnlyCount; i < end; ++i)
    if (equals(code->localNames->items[i].as<Str>(), name.as<Str>())) return i;
  return -1;
}

Raised unexpectedKeyword(Thread* t, Function* f, const Args& args, Value name) {
  Code* code = f->code;
  std::string wrong;
  for (uint32_t i = 0; i < code->positionalOnlyCount; ++i) {
    for (size_t k = 0; k < args.keywords->length; ++k) {
      Value given = args.keywords->items[k];
      if (isa<Str>(given) && equals(given.as<Str>(), code->localNames->items[i].as<Str>())) {
        if (!wrong.empty()) wrong += ", ";
        wrong += parameterName(code, i);
      }
    }
  }
  if (!wrong.empty())
    return raise(t, exc::TypeError, "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                 qualifiedNameOf(f), wrong);
  return raise(t, exc::TypeError, "{}() got an unexpected keyword argument '{}'", qualifiedNameOf(f), strText(name));
}

}  // namespace

namespace {
bool hasKeywordDefaults(const Function* f) {
  for (size_t i = 0; i < f->code->keywordOnlyCount; ++i)
    if (!keywordDefault(f, i)) return false;
  return true;
}
bool bindGeneral(Thread* t, Function* f, const Args& given, Value* registers);
int bindOrdinary(Thread* t, Function* f, const Args& given, Value* registers);
}  // namespace

bool bindArguments(Thread* t, Function* f, const Args& given, Value* registers) {
  // Positional arguments for positional parameters, with defaults for those at the end.
  Code* code = f->code;
  size_t count = given.positional, wanted = code->argCount;
  size_t defaults = f->defaults ? f->defaults->length : 0;
  if (code->simpleArguments && !given.keywords && count <= wanted && count + defaults >= wanted) [[likely]] {
    if (given.values != registers)
      for (size_t i = 0; i < count; ++i) registers[i] = given.values[i];
    for (size_t i = count; i < wanted; ++i) registers[i] = f->defaults->items[defaults - wanted + i];
    for (size_t i = wanted; i < code->localCount; ++i) registers[i] = Value::unbound();
    return true;
  }
  if (!given.keywords && count + defaults >= wanted && (count <= wanted || code->flags & bytecode::kVarArgs) &&
      hasKeywordDefaults(f)) {
    // Nothing is written to the registers, where the arguments may lie, before all that is needed has been made.
    bool varArgs = code->flags & bytecode::kVarArgs, varKeywords = code->flags & bytecode::kVarKeywords;
    Tuple* rest = !varArgs ? nullptr : count > wanted ? TRY(makeTuple(t, given.values + wanted, count - wanted)) : emptyTuple();
    Dict* keywords = varKeywords ? TRY(makeDict(t)) : nullptr;
    size_t next = count < wanted ? count : wanted;
    if (given.values != registers)
      for (size_t i = 0; i < next; ++i) registers[i] = given.values[i];
    for (; next < wanted; ++next) registers[next] = f->defaults->items[defaults - wanted + next];
    for (size_t i = 0; i < code->keywordOnlyCount; ++i) registers[next++] = keywordDefault(f, i)->value;
    if (varArgs) registers[next++] = Value(rest);
    if (varKeywords) registers[next++] = Value(keywords);
    for (; next < code->localCount; ++next) registers[next] = Value::unbound();
    return true;
  }
  int bound = bindOrdinary(t, f, given, registers);
  return bound >= 0 ? bound : bindGeneral(t, f, given, registers);
}

namespace {

// Calls that have nothing wrong with them. 1: done, 0: MemoryError is pending, -1: something is wrong or out of the ordinary;
// nothing has been changed. Most callers name the parameters in their order, so the search begins there.
int bindOrdinary(Thread* t, Function* f, const Args& given, Value* registers) {
  constexpr size_t kMost = 16;
  constexpr uint8_t kOther = 0xff;
  const Code* code = f->code;
  size_t count = given.positional, named = given.keywords ? given.keywords->length : 0, wanted = code->argCount;
  size_t parameters = wanted + code->keywordOnlyCount;
  bool varArgs = code->flags & bytecode::kVarArgs, varKeywords = code->flags & bytecode::kVarKeywords;
  if (named > kMost || parameters > 64 || code->keywordOnlyCount > kMost || (count > wanted && !varArgs)) return -1;
  size_t positional = count < wanted ? count : wanted;
  uint8_t place[kMost];
  uint64_t seen = 0;
  size_t guess = positional, others = 0;
  for (size_t i = 0; i < named; ++i) {
    Value name = given.keywords->items[i];
    if (guess >= parameters || code->localNames->items[guess] != name) {
      guess = keywordParameter(code, positional, parameters, name);
      if (guess == parameters) {
        if (!varKeywords || !isOtherKeyword(code, positional, parameters, name)) return -1;
        place[i] = kOther;
        ++others;
        continue;
      }
    }
    if (guess < code->positionalOnlyCount || seen >> guess & 1) return -1;
    seen |= uint64_t{1} << guess;
    place[i] = static_cast<uint8_t>(guess++);
  }
  // What is missing must have a default.
  size_t defaults = f->defaults ? f->defaults->length : 0;
  size_t firstDefault = wanted > defaults ? wanted - defaults : 0;
  for (size_t i = count; i < firstDefault; ++i)
    if (!(seen >> i & 1)) return -1;
  Value keywordDefaults[kMost];
  for (size_t i = wanted; i < parameters; ++i) {
    if (seen >> i & 1) continue;
    const DictEntry* e = keywordDefault(f, i - wanted);
    if (!e) return -1;
    keywordDefaults[i - wanted] = e->value;
  }
  // Nothing is written to the registers, where the arguments may lie, before all that is needed has been made.
  Tuple* rest = nullptr;
  Dict* keywords = nullptr;
  if (varArgs) {
    rest = count > wanted ? makeTuple(t, given.values + wanted, count - wanted) : emptyTuple();
    if (!rest) return 0;
  }
  if (varKeywords) {
    keywords = makeDict(t, others);
    if (!keywords) return 0;
    for (size_t i = 0; others && i < named; ++i)
      if (place[i] == kOther && !dictSetStr(t, keywords, given.keywords->items[i].as<Str>(), given.values[count + i])) return 0;
    if (keywords->used != others) return -1;  // the same name twice
  }

  Value values[kMost];
  for (size_t i = 0; i < named; ++i) values[i] = given.values[count + i];
  if (given.values != registers)
    for (size_t i = 0; i < positional; ++i) registers[i] = given.values[i];
  for (size_t i = positional; i < wanted; ++i)
    registers[i] = i >= firstDefault ? f->defaults->items[defaults - wanted + i] : Value::unbound();
  for (size_t i = wanted; i < parameters; ++i)
    if (!(seen >> i & 1)) registers[i] = keywordDefaults[i - wanted];
  size_t next = parameters;
  if (varArgs) registers[next++] = Value(rest);
  if (varKeywords) registers[next++] = Value(keywords);
  for (; next < code->localCount; ++next) registers[next] = Value::unbound();
  for (size_t i = 0; i < named; ++i)
    if (place[i] != kOther) registers[place[i]] = values[i];
  return 1;
}

bool bindGeneral(Thread* t, Function* f, const Args& given, Value* registers) {
  Code* code = f->code;
  uint32_t argCount = code->argCount;
  uint32_t parameters = argCount + code->keywordOnlyCount;
  bool hasVarArgs = code->flags & bytecode::kVarArgs;
  bool hasVarKeywords = code->flags & bytecode::kVarKeywords;
  Args args = given;

  // The arguments may already lie where the registers are (an overlapping window). Positional ones are then in place;
  // anything that has to move is copied aside first.
  constexpr size_t kLocalCopies = 32;
  Value copies[kLocalCopies];
  RootedVector manyCopies(t);
  size_t total = args.total();
  if (args.values == registers && (args.keywords || args.positional > argCount || hasVarArgs || hasVarKeywords)) {
    if (total <= kLocalCopies) {
      for (size_t i = 0; i < total; ++i) copies[i] = args.values[i];
      args.values = copies;
    } else {
      for (size_t i = 0; i < total; ++i) TRY(manyCopies.push(args.values[i]));
      args.values = manyCopies.data();
    }
  }

  size_t positional = args.positional < argCount ? args.positional : argCount;
  if (args.values != registers)
    for (size_t i = 0; i < positional; ++i) registers[i] = args.values[i];
  for (size_t i = positional; i < code->localCount; ++i) registers[i] = Value::unbound();

  if (hasVarArgs) {
    size_t extra = args.positional - positional;
    Tuple* rest = extra ? TRY(makeTuple(t, args.values + positional, extra)) : emptyTuple();
    registers[parameters] = Value(rest);
  }
  Dict* keywords = nullptr;
  if (hasVarKeywords) {
    keywords = TRY(makeDict(t));
    registers[parameters + hasVarArgs] = Value(keywords);
  }
  if (args.keywords) {
    for (size_t k = 0; k < args.keywords->length; ++k) {
      Value name = args.keywords->items[k];
      Value value = args.values[args.positional + k];
      if (!isa<Str>(name)) return raise(t, exc::TypeError, "{}() keywords must be strings", qualifiedNameOf(f));
      int64_t i = findParameter(t, code, name);
      if (i < 0) {
        if (!keywords) return unexpectedKeyword(t, f, args, name);
        if (!dictGetStr(keywords, name.as<Str>()).isUnbound())
          return raise(t, exc::TypeError, "{}() got multiple values for keyword argument '{}'", qualifiedNameOf(f),
                       strText(name));
        TRY(dictSetStr(t, keywords, name.as<Str>(), value));
        continue;
      }
      if (!registers[i].isUnbound())
        return raise(t, exc::TypeError, "{}() got multiple values for argument '{}'", qualifiedNameOf(f), strText(name));
      registers[i] = value;
    }
  }
  if (args.positional > argCount && !hasVarArgs) return tooManyPositional(t, f, args.positional, registers);
  if (args.positional < argCount) {
    size_t defaults = f->defaults ? f->defaults->length : 0;
    size_t firstDefault = argCount > defaults ? argCount - defaults : 0;
    std::vector<std::string> absent;
    for (size_t i = args.positional; i < firstDefault; ++i)
      if (registers[i].isUnbound()) absent.push_back(parameterName(code, i));
    if (!absent.empty()) return missing(t, f, absent, "positional");
    for (size_t i = firstDefault; i < argCount; ++i)
      if (registers[i].isUnbound()) registers[i] = f->defaults->items[defaults - argCount + i];
  }
  if (code->keywordOnlyCount) {
    std::vector<std::string> absent;
    for (uint32_t i = argCount; i < parameters; ++i) {
      if (!registers[i].isUnbound()) continue;
      Value name = code->localNames->items[i];
      Value v = f->keywordDefaults ? dictGetStr(f->keywordDefaults, name.as<Str>()) : Value::unbound();
      if (v.isUnbound())
        absent.push_back(parameterName(code, i));
      else
        registers[i] = v;
    }
    if (!absent.empty()) return missing(t, f, absent, "keyword-only");
  }
  return true;
}

}  // namespace

}  // namespace typhon
