// The objects of _sre: patterns, matches, templates. Their methods: _sre.cpp (module and patterns), sre_match.cpp.
#pragma once

#include "runtime/modules/sre_matcher.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/str.h"

namespace typhon {

struct Str;
struct Dict;
struct Tuple;

struct RegexPattern : Object {
  Value pattern;     // str, bytes or None
  Dict* groupIndex;  // name -> number
  Tuple* indexGroup;
  Value flagsValue, groupsValue;  // as Python code sees them
  sre::Program* program;          // owned
  std::vector<uint32_t>* words;   // as the library gave them: what makes patterns equal; owned
  uint32_t flags, groups;
  bool isBytes;
};

struct RegexMatch : Object {
  Value string;
  Value patternValue;
  Value regs;  // tuple of spans, once it was asked for
  Value pos, endpos;
  int64_t lastIndex;
  uint64_t groups;   // with group 0
  int64_t bounds[];  // 2 per group, -1: took no part

  RegexPattern* pattern() const { return patternValue.as<RegexPattern>(); }
};

// sre_template of 3.12's library: what to put in for a match.
struct RegexTemplate : Object {
  Value literal;  // in front
  Tuple* parts;   // (group, literal) pairs, flat
};

namespace sre {

// What is being searched: the characters of a str, or the bytes of an object with a buffer, held as long as this lives.
class Subject {
 public:
  // TypeError for what is neither.
  bool acquirePy(Thread* t, Value v);
  // The same, of the kind that fits the pattern.
  bool acquirePy(Thread* t, RegexPattern* p, Value v);
  // [start, end) as str or bytes.
  Value slice(Thread* t, int64_t start, int64_t end) const;

  Value string;
  TextView text;
  bool isBytes = false;

 private:
  BufferHolder holder_;
};

extern Type *patternType, *matchType, *templateType;
extern const TypeSpec matchSpec;

// The match that the matcher has just found.
RegexMatch* makeMatch(Thread* t, RegexPattern* p, const Matcher& m, Value string, int64_t pos);
// Group `number` of a match in the subject; `missing` if it took no part.
Value matchSlice(Thread* t, const RegexMatch* m, const Subject& subject, uint64_t number, Value missing);
// re.<function>(...).
Value callLibraryPy(Thread* t, const char* function, std::initializer_list<Value> args);
// What a template gives for the match: str or bytes.
Value expandTemplatePy(Thread* t, RegexTemplate* form, RegexMatch* m, const Subject& subject);

// Pieces of text being put together: str or bytes.
class Joiner {
 public:
  Joiner(Thread* t, bool isBytes) : thread_(t), isBytes_(isBytes), text_(t) {}
  bool add(const Subject& subject, int64_t start, int64_t end);
  // A replacement; one of the wrong type is remembered and raised by finish().
  bool addPy(Value v);
  Value finish();

 private:
  Thread* thread_;
  bool isBytes_;
  StrBuilder text_;
  std::string bytes_;
  size_t count_ = 0, wrongIndex_ = 0;
  Value wrong_;
};

}  // namespace sre

}  // namespace typhon
