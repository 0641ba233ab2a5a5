// The unicodedata module. `ucd_3_2_0` and the database that goes with a 3.11 library (14.0) are views of the 15.0
// tables in which younger characters are unassigned; properties that changed since then are shown as they are today.
#include "runtime/base/unicode.h"

#include <strings.h>

#include "runtime/modules/library.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

constexpr unsigned kOldAge = 32;  // Unicode 3.2
constexpr size_t kLongestName = 256;

// The youngest age that exists: 32 for ucd_3_2_0's methods, the library's version for the module's functions.
template <bool old>
unsigned youngest() {
  return old ? kOldAge : versionQuirks().unicodeAge;
}
template <bool old>
bool exists(char32_t c) {
  unsigned age = base::charAge(c);
  return age && age <= youngest<old>();
}

Maybe<char32_t> charArgument(Thread* t, Value v, const char* function, const char* number = "") {
  auto s = dynCast<Str>(v);
  if (s && s->length == 1) return s->at(0);
  return raise(t, exc::TypeError, "{}() argument{} must be a unicode character, not {}", function, number, argumentTypeName(v));
}

Str* strOf(Thread* t, Value v, const char* function, int number) {
  if (auto s = dynCast<Str>(v)) return s;
  return raise(t, exc::TypeError, "{}() argument {} must be str, not {}", function, number, argumentTypeName(v));
}

// All functions exist twice: for the module (args from 0) and as methods of the 3.2 database (args from 1).

template <bool old>
Value nameFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  char32_t c = TRY(charArgument(t, args[0], "name", " 1"));
  std::string name;
  if (exists<old>(c) && base::charName(c, &name)) return Value(TRY(makeStr(t, name)));
  if (!args[1].isUnbound()) return args[1];
  return raise(t, exc::ValueError, "no such name");
}

// Whether the name is one that the character got later, besides its own.
bool isAlias(char32_t c, const std::string& name) {
  std::string own;
  return !base::charName(c, &own) || strcasecmp(own.c_str(), name.c_str()) != 0;
}

template <bool old>
Value lookupFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  auto s = dynCast<Str>(args[0]);
  if (!s) return raise(t, exc::TypeError, "a bytes-like object is required, not '{}'", typeName(args[0]));
  std::string name = toUtf8(s);
  auto fail = [&](const std::string& message) -> Value {
    Value text = TRY(makeStr(t, message));
    return raiseWith(t, exc::KeyError, text);
  };
  if (name.size() > kLongestName) return fail("name too long");
  int32_t c = base::lookupCharName(name);
  if (c >= 0 && exists<old>(static_cast<char32_t>(c)) && !(old && isAlias(static_cast<char32_t>(c), name)))
    return Value(TRY(makeStrFromCodePoint(t, static_cast<char32_t>(c))));
  char32_t points[4];
  unsigned n = c < 0 && !old ? base::lookupNamedSequence(name, points) : 0;
  if (n) return Value(TRY(makeStrFromCodePoints(t, points, n)));
  return fail("undefined character name '" + name + "'");
}

template <bool old>
Value decimalFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  char32_t c = TRY(charArgument(t, args[0], "decimal", " 1"));
  int value = exists<old>(c) ? base::decimalValue(c) : -1;
  if (value >= 0) return Value::smallInt(value);
  if (!args[1].isUnbound()) return args[1];
  return raise(t, exc::ValueError, "not a decimal");
}

template <bool old>
Value digitFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  char32_t c = TRY(charArgument(t, args[0], "digit", " 1"));
  int value = exists<old>(c) ? base::digitValue(c) : -1;
  if (value >= 0) return Value::smallInt(value);
  if (!args[1].isUnbound()) return args[1];
  return raise(t, exc::ValueError, "not a digit");
}

template <bool old>
Value numericFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  char32_t c = TRY(charArgument(t, args[0], "numeric", " 1"));
  double value;
  if (exists<old>(c) && base::numericValue(c, &value)) return makeFloat(t, value);
  if (!args[1].isUnbound()) return args[1];
  return raise(t, exc::ValueError, "not a numeric character");
}

template <bool old>
Value categoryFunction(Thread* t, Value* args, size_t) {
  char32_t c = TRY(charArgument(t, args[old], "category"));
  return Value(TRY(internStr(t, exists<old>(c) ? base::categoryName(c) : "Cn")));
}

template <bool old>
Value bidirectionalFunction(Thread* t, Value* args, size_t) {
  char32_t c = TRY(charArgument(t, args[old], "bidirectional"));
  return Value(TRY(internStr(t, exists<old>(c) ? base::bidirectionalName(c) : "")));
}

template <bool old>
Value widthFunction(Thread* t, Value* args, size_t) {
  char32_t c = TRY(charArgument(t, args[old], "east_asian_width"));
  // Ranges of ideographs that are not assigned yet are wide already.
  bool known = exists<old>(c) || (!old && !base::charAge(c));
  return Value(TRY(internStr(t, known ? base::eastAsianWidthName(c) : "N")));
}

template <bool old>
Value combiningFunction(Thread* t, Value* args, size_t) {
  char32_t c = TRY(charArgument(t, args[old], "combining"));
  return Value::smallInt(exists<old>(c) ? base::combiningClass(c) : 0);
}

template <bool old>
Value mirroredFunction(Thread* t, Value* args, size_t) {
  char32_t c = TRY(charArgument(t, args[old], "mirrored"));
  return Value::smallInt(exists<old>(c) && base::isMirrored(c));
}

template <bool old>
Value decompositionFunction(Thread* t, Value* args, size_t) {
  char32_t c = TRY(charArgument(t, args[old], "decomposition"));
  return Value(TRY(makeStr(t, exists<old>(c) ? base::decompositionText(c) : "")));
}

bool formArgument(Thread* t, Value v, const char* function, base::NormalForm* form) {
  Str* s = TRY(strOf(t, v, function, 1));
  if (equals(s, "NFC"))
    *form = base::NormalForm::Nfc;
  else if (equals(s, "NFD"))
    *form = base::NormalForm::Nfd;
  else if (equals(s, "NFKC"))
    *form = base::NormalForm::Nfkc;
  else if (equals(s, "NFKD"))
    *form = base::NormalForm::Nfkd;
  else
    return raise(t, exc::ValueError, "invalid normalization form");
  return true;
}

// Characters that the database does not have yet stand for themselves and separate the rest.
template <bool old>
std::u32string normalized(base::NormalForm form, const std::u32string& text) {
  std::u32string out;
  size_t start = 0;
  auto flush = [&](size_t end) {
    if (end > start) out += base::normalize(form, std::u32string_view(text).substr(start, end - start));
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] < 0x250 || !base::charAge(text[i]) || exists<old>(text[i])) continue;
    flush(i);
    out.push_back(text[i]);
    start = i + 1;
  }
  flush(text.size());
  return out;
}

template <bool old>
Value normalizeFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  base::NormalForm form;
  TRY(formArgument(t, args[0], "normalize", &form));
  Str* s = TRY(strOf(t, args[1], "normalize", 2));
  if (s->isAscii()) return isExactStr(s) ? Value(s) : Value(TRY(makeStr(t, textOf(s))));
  std::u32string text = toUcs4(textOf(s));
  if (isExactStr(s) && base::quickCheckNormalized(form, text) == base::QuickCheck::Yes) return s;
  std::u32string result = normalized<old>(form, text);
  return Value(TRY(makeStrFromCodePoints(t, result.data(), result.size())));
}

template <bool old>
Value isNormalizedFunction(Thread* t, Value* args, size_t) {
  if (old) ++args;
  base::NormalForm form;
  TRY(formArgument(t, args[0], "is_normalized", &form));
  Str* s = TRY(strOf(t, args[1], "is_normalized", 2));
  if (s->isAscii()) return Value::boolean(true);
  std::u32string text = toUcs4(textOf(s));
  base::QuickCheck quick = base::quickCheckNormalized(form, text);
  if (!old && quick != base::QuickCheck::Maybe) return Value::boolean(quick == base::QuickCheck::Yes);
  return Value::boolean(normalized<old>(form, text) == text);
}

#define ROWS(old, self)                                                                                                \
  {"decimal", "(" self "chr, default=<absent>, /)", decimalFunction<old>,                                              \
   "Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to the "     \
   "character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is "    \
   "raised."},                                                                                                         \
      {"digit", "(" self "chr, default=<absent>, /)", digitFunction<old>,                                              \
       "Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the "     \
       "character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError "   \
       "is "                                                                                                           \
       "raised."},                                                                                                     \
      {"numeric", "(" self "chr, default=<absent>, /)", numericFunction<old>,                                          \
       "Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to the " \
       "character chr as float.\nIf no such value is defined, default is returned, or, if not given,\nValueError is "  \
       "raised."},                                                                                                     \
      {"category", "(" self "chr, /)", categoryFunction<old>,                                                          \
       "Returns the general category assigned to the character chr as string."},                                       \
      {"bidirectional", "(" self "chr, /)", bidirectionalFunction<old>,                                                \
       "Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an "  \
       "empty string is returned."},                                                                                   \
      {"combining", "(" self "chr, /)", combiningFunction<old>,                                                        \
       "Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no combining " \
       "class is defined."},                                                                                           \
      {"mirrored", "(" self "chr, /)", mirroredFunction<old>,                                                          \
       "Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has "    \
       "been "                                                                                                         \
       "identified as a \"mirrored\"\ncharacter in bidirectional text, 0 otherwise."},                                 \
      {"east_asian_width", "(" self "chr, /)", widthFunction<old>,                                                     \
       "Returns the east asian width assigned to the character chr as string."},                                       \
      {"decomposition", "(" self "chr, /)", decompositionFunction<old>,                                                \
       "Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is "   \
       "returned in case no such mapping is defined."},                                                                \
      {"name", "(" self "chr, default=<absent>, /)", nameFunction<old>,                                                \
       "Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, "   \
       "or, "                                                                                                          \
       "if not given,\nValueError is raised."},                                                                        \
      {"lookup", "(" self "name, /)", lookupFunction<old>,                                                             \
       "Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding "         \
       "character.  "                                                                                                  \
       "If not found, KeyError is raised."},                                                                           \
      {"is_normalized", "(" self "form, unistr, /)", isNormalizedFunction<old>,                                        \
       "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', "   \
       "'NFKC', 'NFD', and 'NFKD'."},                                                                                  \
      {"normalize", "(" self "form, unistr, /)", normalizeFunction<old>,                                               \
       "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', "     \
       "'NFD', "                                                                                                       \
       "and 'NFKD'."}

const NativeDef kFunctions[] = {ROWS(false, "")};
const NativeDef kMethods[] = {ROWS(true, "self, ")};
#undef ROWS

Value getOldVersion(Thread* t, Value) { return Value(TRY(internStr(t, "3.2.0"))); }
const GetSetDef kGetSets[] = {{"unidata_version", getOldVersion, nullptr, nullptr}};

const TypeSpec kDatabaseSpec = {
    .name = "unicodedata.UCD", .kind = Kind::Instance, .flags = kDisallowNew, .methods = kMethods, .getsets = kGetSets};

bool init(Thread* t, Module* m) {
  Type* type = TRY(moduleAddType(t, m, kDatabaseSpec));
  Object* old = TRY(allocateInstance(t, type, sizeof(Instance)));
  TRY(moduleSet(t, m, "ucd_3_2_0", Value(old)));
  return moduleSet(t, m, "unidata_version", Value(TRY(internStr(t, youngest<false>() == 150 ? "15.0.0" : "14.0.0"))));
}

}  // namespace

extern const ModuleSpec unicodedataModule = {
    "unicodedata", kFunctions,
    "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode "
    "characters. The data in\nthis database is based on the UnicodeData.txt file version\n15.0.0 which is publicly "
    "available "
    "from the Unicode Consortium.",
    init};

}  // namespace typhon
