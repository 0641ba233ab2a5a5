// _sre: compiled patterns and what is done with them. The library's compiler makes the code (sre_program.h); matching:
// sre_matcher.h.
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/sre.h"
#include "runtime/modules/version.h"
#include "runtime/object/descriptors.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Pattern.scanner(): matches one after another.
struct RegexScanner : Object {
  Value patternValue;
  Value string;
  Value view;                 // a memoryview that keeps a buffer's size as it is; or None
  int64_t pos, endpos;        // as they were given, clamped
  int64_t from, mustAdvance;  // where the next search begins; -1: there is none any more
  bool executing;

  RegexPattern* pattern() const { return patternValue.as<RegexPattern>(); }
};

size_t sizeOf_RegexPattern(const Object*) { return sizeof(RegexPattern); }
void trace_RegexPattern(Object* o, Tracer& tracer) {
  auto p = static_cast<RegexPattern*>(o);
  tracer.visit(p->pattern);
  tracer.visit(p->groupIndex);
  tracer.visit(p->indexGroup);
  tracer.visit(p->flagsValue);
  tracer.visit(p->groupsValue);
}
void dispose_RegexPattern(Object* o) {
  auto p = static_cast<RegexPattern*>(o);
  if (p->program) addExternalBytes(-static_cast<int64_t>(p->program->bytes()));
  delete p->program;
  delete p->words;
}
size_t sizeOf_RegexScanner(const Object*) { return sizeof(RegexScanner); }
void trace_RegexScanner(Object* o, Tracer& tracer) {
  auto s = static_cast<RegexScanner*>(o);
  tracer.visit(s->patternValue);
  tracer.visit(s->string);
  tracer.visit(s->view);
}
size_t sizeOf_RegexTemplate(const Object*) { return sizeof(RegexTemplate); }
void trace_RegexTemplate(Object* o, Tracer& tracer) {
  auto f = static_cast<RegexTemplate*>(o);
  tracer.visit(f->literal);
  tracer.visit(f->parts);
}

namespace sre {

Type *patternType = nullptr, *templateType = nullptr;

// --- subjects, joining

bool Subject::acquirePy(Thread* t, Value v) {
  string = v;
  if (isa<Str>(v)) {
    text = textOf(v.as<Str>());
    return true;
  }
  isBytes = true;
  if (isa<Bytes>(v)) {
    text = TextView(v.as<Bytes>()->view());
    return true;
  }
  if (!hasBuffer(v)) return raise(t, exc::TypeError, "expected string or bytes-like object, got '{}'", typeName(v));
  if (!holder_.acquirePy(t, v)) {
    if (!pendingIs(t, exc::TypeError) && !pendingIs(t, exc::BufferError)) return false;
    clearPending(t);
    return raise(t, exc::TypeError, "expected string or bytes-like object, got '{}'", typeName(v));
  }
  text = TextView(holder_.bytes());
  return true;
}

bool Subject::acquirePy(Thread* t, RegexPattern* p, Value v) {
  TRY(acquirePy(t, v));
  if (p->pattern.isNone() || p->isBytes == isBytes) return true;
  return raise(
      t, exc::TypeError,
      isBytes ? "cannot use a string pattern on a bytes-like object" : "cannot use a bytes pattern on a string-like object");
}

Value Subject::slice(Thread* t, int64_t start, int64_t end) const {
  if (isBytes) {
    if (isExactBytes(string) && start == 0 && end == static_cast<int64_t>(text.size)) return string;
    Bytes* b = TRY(makeBytes(t, text.narrow().substr(static_cast<size_t>(start), static_cast<size_t>(end - start))));
    return Value(b);
  }
  if (start == 0 && end == static_cast<int64_t>(text.size) && isExactStr(string)) return string;
  Str* s = TRY(makeStr(t, text.slice(static_cast<size_t>(start), static_cast<size_t>(end))));
  return Value(s);
}

bool Joiner::add(const Subject& subject, int64_t start, int64_t end) {
  ++count_;
  if (isBytes_) {
    bytes_.append(subject.text.narrow().substr(static_cast<size_t>(start), static_cast<size_t>(end - start)));
    return true;
  }
  return text_.add(subject.text.slice(static_cast<size_t>(start), static_cast<size_t>(end)));
}

bool Joiner::addPy(Value v) {
  size_t index = count_++;
  if (!isBytes_ && isa<Str>(v)) return text_.add(v.as<Str>());
  if (isBytes_ && hasBuffer(v)) {
    BufferHolder holder;
    TRY(holder.acquirePy(thread_, v));
    bytes_.append(holder.bytes());
    return true;
  }
  if (wrong_.isUnbound()) {
    wrong_ = v;
    wrongIndex_ = index;
  }
  return true;
}

Value Joiner::finish() {
  if (!wrong_.isUnbound())
    return raise(thread_, exc::TypeError, "sequence item {}: expected {}, {} found", wrongIndex_,
                 isBytes_ ? "a bytes-like object" : "str instance", typeName(wrong_));
  if (isBytes_) {
    Bytes* b = TRY(makeBytes(thread_, bytes_));
    return Value(b);
  }
  Str* s = TRY(text_.finish());
  return Value(s);
}

Value callLibraryPy(Thread* t, const char* function, std::initializer_list<Value> args) {
  Str* name = TRY(internStr(t, "re"));
  Value module = TRY(importNamePy(t, name, nullptr, Value::none(), Value::none(), Value::smallInt(0)));
  Value f = TRY(getAttrPy(t, module, function));
  return callPy(t, f, args);
}

namespace {

RegexPattern* self(Value* args) { return args[0].as<RegexPattern>(); }

// A subject with its bounds, and the matcher on it.
class Search {
 public:
  bool beginPy(Thread* t, RegexPattern* p, Value string, Value pos, Value endpos) {
    int64_t start = TRY(countArgumentPy(t, pos)), end = TRY(countArgumentPy(t, endpos));
    return beginPy(t, p, string, start, end);
  }
  bool beginPy(Thread* t, RegexPattern* p, Value string, int64_t start = 0, int64_t end = INT64_MAX) {
    TRY(subject.acquirePy(t, p, string));
    int64_t size = static_cast<int64_t>(subject.text.size);
    this->pos = start < 0 ? 0 : start > size ? size : start;
    new (&storage_) Matcher(t, *p->program, subject.text, this->pos, end < 0 ? 0 : end > size ? size : end);
    made_ = true;
    return true;
  }
  ~Search() {
    if (made_) matcher().~Matcher();
  }
  Matcher& matcher() { return *reinterpret_cast<Matcher*>(&storage_); }
  Matcher* operator->() { return &matcher(); }

  Subject subject;
  int64_t pos = 0;

 private:
  bool made_ = false;
  alignas(Matcher) char storage_[sizeof(Matcher)];
};

Value matchOrNone(Thread* t, RegexPattern* p, Search& search, Found found) {
  if (found == Found::Error) return Value::error();
  if (found == Found::No) return Value::none();
  RegexMatch* m = TRY(makeMatch(t, p, search.matcher(), search.subject.string, search.pos));
  return Value(m);
}

Value matchMethod(Thread* t, Value* args, size_t) {
  Search search;
  TRY(search.beginPy(t, self(args), args[1], args[2], args[3]));
  return matchOrNone(t, self(args), search, search->matchPy(false));
}
Value fullMatchMethod(Thread* t, Value* args, size_t) {
  Search search;
  TRY(search.beginPy(t, self(args), args[1], args[2], args[3]));
  return matchOrNone(t, self(args), search, search->matchPy(true));
}
Value searchMethod(Thread* t, Value* args, size_t) {
  Search search;
  TRY(search.beginPy(t, self(args), args[1], args[2], args[3]));
  return matchOrNone(t, self(args), search, search->searchPy());
}

// Group `number` of what the matcher has found.
Value foundGroup(Thread* t, Search& search, uint32_t number, Value missing) {
  int64_t first, last;
  if (!search->group(number, &first, &last) || last < first) return missing;
  return search.subject.slice(t, first, last);
}

Value findAllMethod(Thread* t, Value* args, size_t) {
  RegexPattern* p = self(args);
  Search search;
  TRY(search.beginPy(t, p, args[1], args[2], args[3]));
  List* list = TRY(makeList(t));
  Value empty = TRY(search.subject.slice(t, 0, 0));
  while (search->from <= search->end()) {
    Found found = search->searchPy();
    if (found == Found::Error) return Value::error();
    if (found == Found::No) break;
    Value item;
    if (p->groups == 0) {
      item = TRY(search.subject.slice(t, search->from, search->to));
    } else if (p->groups == 1) {
      item = TRY(foundGroup(t, search, 1, empty));
    } else {
      Tuple* groups = TRY(makeTuple(t, p->groups));
      for (uint32_t i = 1; i <= p->groups; ++i) {
        Value group = TRY(foundGroup(t, search, i, empty));
        groups->items[i - 1] = group;
        writeBarrier(groups);
      }
      item = Value(groups);
    }
    TRY(listAppend(t, list, item));
    search->advance();
  }
  return Value(list);
}

Value splitMethod(Thread* t, Value* args, size_t) {
  RegexPattern* p = self(args);
  int64_t most = TRY(countArgumentPy(t, args[2]));
  Search search;
  TRY(search.beginPy(t, p, args[1]));
  List* list = TRY(makeList(t));
  int64_t last = 0;
  for (int64_t n = 0; most == 0 || n < most; ++n) {
    Found found = search->searchPy();
    if (found == Found::Error) return Value::error();
    if (found == Found::No) break;
    Value piece = TRY(search.subject.slice(t, last, search->from));
    TRY(listAppend(t, list, piece));
    for (uint32_t i = 1; i <= p->groups; ++i) {
      Value group = TRY(foundGroup(t, search, i, Value::none()));
      TRY(listAppend(t, list, group));
    }
    last = search->to;
    search->advance();
  }
  Value rest = TRY(search.subject.slice(t, last, search->end()));
  TRY(listAppend(t, list, rest));
  return Value(list);
}

// The replacement of sub(): a literal, a template of 3.12's library, or something to be called with each match.
struct Replacement {
  Value value;
  bool called = false;
};

bool replacementPy(Thread* t, RegexPattern* p, Value given, Replacement* out) {
  out->value = given;
  if (isCallable(given)) return out->called = true;
  bool literal = false;
  {
    Subject text;
    if (text.acquirePy(t, given))
      literal = findChar(text.text, '\\') == base::kNotFound;
    else if (pendingIs(t, exc::TypeError))
      clearPending(t);
    else
      return false;
  }
  if (literal) return true;
  if (libraryVersion().minor < 12) {
    out->value = TRY(callLibraryPy(t, "_subx", {Value(p), given}));
    out->called = isCallable(out->value);
    return true;
  }
  out->value = TRY(callLibraryPy(t, "_compile_template", {Value(p), given}));
  if (isa<RegexTemplate>(out->value)) {
    if (out->value.as<RegexTemplate>()->parts->length == 0) out->value = out->value.as<RegexTemplate>()->literal;
  } else {
    out->called = isCallable(out->value);
  }
  return true;
}

Value substitutePy(Thread* t, RegexPattern* p, Value given, Value string, Value countArgument, bool withCount) {
  int64_t most = TRY(countArgumentPy(t, countArgument)), n = 0;
  Replacement replacement;
  TRY(replacementPy(t, p, given, &replacement));
  Search search;
  TRY(search.beginPy(t, p, string));
  const Subject& subject = search.subject;
  Joiner joiner(t, subject.isBytes);
  int64_t last = 0;
  while (most == 0 || n < most) {
    Found found = search->searchPy();
    if (found == Found::Error) return Value::error();
    if (found == Found::No) break;
    if (last < search->from) TRY(joiner.add(subject, last, search->from));
    Value item = replacement.value;
    if (replacement.called || isa<RegexTemplate>(item)) {
      RegexMatch* m = TRY(makeMatch(t, p, search.matcher(), string, 0));
      item = replacement.called ? callPy(t, item, {Value(m)}) : expandTemplatePy(t, item.as<RegexTemplate>(), m, subject);
      if (item.isError()) return item;
    }
    if (!item.isNone()) TRY(joiner.addPy(item));
    last = search->to;
    ++n;
    search->advance();
  }
  Value result;
  if (n == 0) {
    result = TRY(subject.slice(t, 0, search->end()));
  } else {
    if (last < search->end()) TRY(joiner.add(subject, last, search->end()));
    result = TRY(joiner.finish());
  }
  if (!withCount) return result;
  Tuple* pair = TRY(makeTuple(t, {result, Value::smallInt(n)}));
  return Value(pair);
}

Value subMethod(Thread* t, Value* args, size_t) { return substitutePy(t, self(args), args[1], args[2], args[3], false); }
Value subnMethod(Thread* t, Value* args, size_t) { return substitutePy(t, self(args), args[1], args[2], args[3], true); }

Value copyMethod(Thread*, Value* args, size_t) { return args[0]; }

// --- scanners

Type* scannerType = nullptr;

RegexScanner* makeScannerPy(Thread* t, Value* args) {
  int64_t start = TRY(countArgumentPy(t, args[2])), end = TRY(countArgumentPy(t, args[3]));
  Subject subject;
  TRY(subject.acquirePy(t, self(args), args[1]));
  Value view = Value::none();
  if (subject.isBytes && !isa<Bytes>(args[1])) view = TRY(callPy(t, Value(types::memoryview), {args[1]}));
  RegexScanner* s = TRY(allocate<RegexScanner>(t, scannerType));
  s->view = view;
  int64_t size = static_cast<int64_t>(subject.text.size);
  s->patternValue = args[0];
  s->string = args[1];
  s->pos = s->from = start < 0 ? 0 : start > size ? size : start;
  s->endpos = end < 0 ? 0 : end > size ? size : end;
  s->mustAdvance = -1;
  return s;
}

Value scanPy(Thread* t, RegexScanner* s, bool search) {
  if (s->executing) return raise(t, exc::ValueError, "regular expression scanner already executing");
  if (s->from < 0) return Value::none();
  Search state;
  TRY(state.beginPy(t, s->pattern(), s->string, s->from, s->endpos));
  state.pos = s->pos;
  state->mustAdvance = s->mustAdvance;
  s->executing = true;
  Found found = search ? state->searchPy() : state->matchPy(false);
  s->executing = false;
  Value match = TRY(matchOrNone(t, s->pattern(), state, found));
  if (found == Found::Yes) {
    state->advance();
    s->from = state->from;
    s->mustAdvance = state->mustAdvance;
  } else {
    s->from = -1;
  }
  return match;
}

Value scannerMatch(Thread* t, Value* args, size_t) { return scanPy(t, args[0].as<RegexScanner>(), false); }
Value scannerSearch(Thread* t, Value* args, size_t) { return scanPy(t, args[0].as<RegexScanner>(), true); }
const NativeDef kScannerMethods[] = {
    {"match", "(self, /)", scannerMatch, nullptr},
    {"search", "(self, /)", scannerSearch, nullptr},
};
const MemberDef kScannerMembers[] = {{"pattern", offsetof(RegexScanner, patternValue), MemberDef::kReadOnly, nullptr}};

const TypeSpec scannerSpec = {
    .name = "_sre.SRE_Scanner",
    .kind = Kind::RegexScanner,
    .flags = kDisallowNew,
    .methods = kScannerMethods,
    .members = kScannerMembers,
};
const TypeSpec templateSpec = {.name = "_sre.SRE_Template", .kind = Kind::RegexTemplate, .flags = kDisallowNew};

Value scannerMethod(Thread* t, Value* args, size_t) {
  RegexScanner* s = TRY(makeScannerPy(t, args));
  return Value(s);
}

Value findIterMethod(Thread* t, Value* args, size_t) {
  RegexScanner* s = TRY(makeScannerPy(t, args));
  Value search = TRY(getAttrPy(t, Value(s), "search"));
  return makeCallableIterator(t, search, Value::none());
}

// --- patterns as objects

Value patternRepr(Thread* t, Value v) {
  RegexPattern* p = v.as<RegexPattern>();
  struct Name {
    const char* name;
    uint32_t flag;
  };
  static const Name names[] = {
      {"re.TEMPLATE", kFlagTemplate},   {"re.IGNORECASE", kFlagIgnoreCase}, {"re.LOCALE", kFlagLocale},
      {"re.MULTILINE", kFlagMultiline}, {"re.DOTALL", kFlagDotAll},         {"re.UNICODE", kFlagUnicode},
      {"re.VERBOSE", kFlagVerbose},     {"re.DEBUG", kFlagDebug},           {"re.ASCII", kFlagAscii},
  };
  uint32_t flags = p->flags;
  // A str pattern is Unicode unless it says otherwise.
  if (!p->isBytes && (flags & (kFlagLocale | kFlagUnicode | kFlagAscii)) == kFlagUnicode) flags &= ~uint32_t{kFlagUnicode};
  std::string shown = TRY(reprTextPy(t, p->pattern, 200));
  std::string options;
  for (const Name& n : names) {
    if (!(flags & n.flag)) continue;
    flags &= ~n.flag;
    options += (options.empty() ? "" : "|") + std::string(n.name);
  }
  if (flags) options += (options.empty() ? "" : "|") + fmt::format("{:#x}", flags);
  Str* s = TRY(makeStr(t, "re.compile(" + shown + (options.empty() ? "" : ", " + options) + ")"));
  return Value(s);
}

bool patternHash(Thread* t, Value v, int64_t* out) {
  RegexPattern* p = v.as<RegexPattern>();
  uint64_t h = static_cast<uint64_t>(TRY(hashPy(t, p->pattern)));
  for (uint32_t word : *p->words) h = (h ^ word) * 0x100000001B3u;
  h ^= p->flags ^ static_cast<uint64_t>(p->isBytes) << 32;
  *out = static_cast<int64_t>(h) == -1 ? -2 : static_cast<int64_t>(h);
  return true;
}

Value patternCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<RegexPattern>(a) || !isa<RegexPattern>(b)) return notImplemented;
  auto p = a.as<RegexPattern>(), q = b.as<RegexPattern>();
  bool same = p == q;
  if (!same && p->flags == q->flags && p->isBytes == q->isBytes && *p->words == *q->words)
    same = TRY(equalPy(t, p->pattern, q->pattern));
  return Value::boolean(same == (op == CompareOp::Eq));
}

Value getGroupIndex(Thread* t, Value v) { return makeMappingProxy(t, Value(v.as<RegexPattern>()->groupIndex)); }

#define BOUNDS "pos=0, endpos=9223372036854775807)"
const NativeDef kMethods[] = {
    {"match", "(self, /, string, " BOUNDS, matchMethod, "Matches zero or more characters at the beginning of the string."},
    {"fullmatch", "(self, /, string, " BOUNDS, fullMatchMethod, "Matches against all of the string."},
    {"search", "(self, /, string, " BOUNDS, searchMethod,
     "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position "
     "in the "
     "string matches."},
    {"sub", "(self, /, repl, string, count=0)", subMethod,
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement "
     "repl."},
    {"subn", "(self, /, repl, string, count=0)", subnMethod,
     "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern "
     "with the "
     "replacement repl."},
    {"findall", "(self, /, string, " BOUNDS, findAllMethod, "Return a list of all non-overlapping matches of pattern in string."},
    {"split", "(self, /, string, maxsplit=0)", splitMethod, "Split string by the occurrences of pattern."},
    {"finditer", "(self, /, string, " BOUNDS, findIterMethod,
     "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns "
     "a match "
     "object."},
    {"scanner", "(self, /, string, " BOUNDS, scannerMethod, nullptr},
    {"__copy__", "(self, /)", copyMethod, nullptr},
    {"__deepcopy__", "(self, memo, /)", copyMethod, nullptr},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};

const GetSetDef kGetSets[] = {
    {"groupindex", getGroupIndex, nullptr, "A dictionary mapping group names to group numbers."},
};

const MemberDef kMembers[] = {
    {"pattern", offsetof(RegexPattern, pattern), MemberDef::kReadOnly,
     "The pattern string from which the RE object was compiled."},
    {"flags", offsetof(RegexPattern, flagsValue), MemberDef::kReadOnly, "The regex matching flags."},
    {"groups", offsetof(RegexPattern, groupsValue), MemberDef::kReadOnly, "The number of capturing groups in the pattern."},
};

const TypeSpec patternSpec = {
    .name = "re.Pattern",
    .kind = Kind::RegexPattern,
    .flags = kDisallowNew | kWeakReferable,
    .slots = {.repr = patternRepr, .hash = patternHash, .compare = patternCompare},
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .doc = "Compiled regular expression object.",
};

// --- module functions

Value compileFunction(Thread* t, Value* args, size_t) {
  int flags = TRY(intArgumentPy(t, args[1]));
  if (!isa<List>(args[2]))
    return raise(t, exc::TypeError, "compile() argument 'code' must be list, not {}", argumentTypeName(args[2]));
  int64_t groups = TRY(countArgumentPy(t, args[3]));
  if (!isa<Dict>(args[4]))
    return raise(t, exc::TypeError, "compile() argument 'groupindex' must be dict, not {}", argumentTypeName(args[4]));
  if (!isa<Tuple>(args[5]))
    return raise(t, exc::TypeError, "compile() argument 'indexgroup' must be tuple, not {}", argumentTypeName(args[5]));
  bool isBytes = false;
  if (!args[0].isNone()) {
    Subject text;
    TRY(text.acquirePy(t, args[0]));
    isBytes = text.isBytes;
  }
  RegexPattern* p = TRY(allocate<RegexPattern>(t, patternType));
  p->pattern = args[0];
  p->groupIndex = args[4].as<Dict>();
  p->indexGroup = args[5].as<Tuple>();
  p->flags = static_cast<uint32_t>(flags);
  p->flagsValue = Value::smallInt(flags);
  p->groupsValue = Value::smallInt(groups);
  p->isBytes = isBytes;
  p->words = new std::vector<uint32_t>;
  List* list = args[2].as<List>();
  p->words->reserve(list->length);
  for (size_t i = 0; i < list->length; ++i) {
    uint64_t word;
    Value item = TRY(indexPy(t, listItem(list, i)));
    if (intSign(item) < 0) return raise(t, exc::OverflowError, "can't convert negative value to unsigned int");
    if (!fitsUint64(item, &word) || word > UINT32_MAX)
      return raise(t, exc::OverflowError, "regular expression code size limit exceeded");
    p->words->push_back(static_cast<uint32_t>(word));
  }
  constexpr int64_t kMostGroups = 1 << 22;  // what the matcher's stack entries have room for
  if (groups < 0 || groups > static_cast<int64_t>(kMaxGroups)) return raise(t, exc::RuntimeError, "invalid SRE code");
  if (groups > kMostGroups) return raise(t, exc::OverflowError, "regular expression code size limit exceeded");
  p->groups = static_cast<uint32_t>(groups);
  p->program = new Program;
  switch (translate(*p->words, p->groups, p->program)) {
    case Translation::Ok:
      break;
    case Translation::Invalid:
      return raise(t, exc::RuntimeError, "invalid SRE code");
    case Translation::TooLarge:
      return raise(t, exc::OverflowError, "regular expression code size limit exceeded");
  }
  addExternalBytes(static_cast<int64_t>(p->program->bytes()));
  return Value(p);
}

Value templateFunction(Thread* t, Value* args, size_t) {
  if (!isa<RegexPattern>(args[0]))
    return raise(t, exc::TypeError, "template() argument 1 must be re.Pattern, not {}", argumentTypeName(args[0]));
  if (!isa<List>(args[1]))
    return raise(t, exc::TypeError, "template() argument 2 must be list, not {}", argumentTypeName(args[1]));
  List* list = args[1].as<List>();
  if (list->length % 2 == 0) return raise(t, exc::TypeError, "invalid template");
  Tuple* parts = TRY(makeTuple(t, list->length - 1));
  for (size_t i = 1; i < list->length; ++i) {
    Value item = listItem(list, i);
    if (i % 2) {
      item = TRY(indexPy(t, item));
      if (!item.isSmallInt() || item.asSmallInt() < 0) return raise(t, exc::TypeError, "invalid template");
    }
    parts->items[i - 1] = item;
    writeBarrier(parts);
  }
  RegexTemplate* form = TRY(allocate<RegexTemplate>(t, templateType));
  form->literal = listItem(list, 0);
  form->parts = parts;
  return Value(form);
}

Value codeSize(Thread*, Value*, size_t) { return Value::smallInt(sizeof(uint32_t)); }
Value asciiIsCased(Thread* t, Value* args, size_t) {
  int c = TRY(intArgumentPy(t, args[0]));
  return Value::boolean((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}
Value asciiToLower(Thread* t, Value* args, size_t) {
  int c = TRY(intArgumentPy(t, args[0]));
  return Value::smallInt(static_cast<int32_t>(lowerAscii(static_cast<uint32_t>(c))));
}
Value unicodeIsCased(Thread* t, Value* args, size_t) {
  uint32_t c = static_cast<uint32_t>(TRY(intArgumentPy(t, args[0])));
  return Value::boolean(lowerUnicode(c) != c || upperUnicode(c) != c);
}
Value unicodeToLower(Thread* t, Value* args, size_t) {
  uint32_t c = static_cast<uint32_t>(TRY(intArgumentPy(t, args[0])));
  return Value::smallInt(static_cast<int32_t>(lowerUnicode(c)));
}

const NativeDef kFunctions[] = {
    {"getcodesize", "()", codeSize, nullptr},
    {"ascii_iscased", "(character, /)", asciiIsCased, nullptr},
    {"unicode_iscased", "(character, /)", unicodeIsCased, nullptr},
    {"ascii_tolower", "(character, /)", asciiToLower, nullptr},
    {"unicode_tolower", "(character, /)", unicodeToLower, nullptr},
    {"compile", "(pattern, flags, code, groups, groupindex, indexgroup)", compileFunction, nullptr},
};
const NativeDef kTemplateFunction = {
    "template", "(pattern, template, /)", templateFunction,
    "\n\n  template\n    A list containing interleaved literal strings (str or bytes) and group\n    indices "
    "(int), as returned by re._parser.parse_template():\n        literal1, group1, ..., literalN, groupN"};

bool init(Thread* t, Module* m) {
  if (!patternType) {
    patternType = TRY(makeNativeType(t, patternSpec));
    addRoot(&patternType);
    matchType = TRY(makeNativeType(t, matchSpec));
    addRoot(&matchType);
    scannerType = TRY(makeNativeType(t, scannerSpec));
    addRoot(&scannerType);
    templateType = TRY(makeNativeType(t, templateSpec));
    addRoot(&templateType);
  }
  // The number tells which release's compiler the code comes from; the opcodes are the same, what templates are is not.
  bool newer = libraryVersion().minor >= 12;
  TRY(moduleSet(t, m, "MAGIC", Value::smallInt(newer ? 20221023 : 20220615)));
  if (newer) {
    Value function = TRY(makeNativeFunction(t, kTemplateFunction, Value(m), Value(TRY(internStr(t, "_sre")))));
    TRY(moduleSet(t, m, "template", function));
  }
  TRY(moduleSet(t, m, "CODESIZE", Value::smallInt(sizeof(uint32_t))));
  TRY(moduleSet(t, m, "MAXREPEAT", Value::smallInt(kMaxRepeat)));
  TRY(moduleSet(t, m, "MAXGROUPS", Value::smallInt(kMaxGroups)));
  Str* notice = TRY(makeStr(t, "SRE 2.2.2 (the opcodes of re._compiler), matcher of Typhon"));
  return moduleSet(t, m, "copyright", Value(notice));
}

}  // namespace

}  // namespace sre

extern const ModuleSpec sreModule = {"_sre", sre::kFunctions, nullptr, sre::init};

}  // namespace typhon
