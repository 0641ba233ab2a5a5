// The str type: its slots, constructor, iterator and method table.
#include "runtime/exec/thread.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/slice.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Iterator over the characters; exhausted when `string` is Unbound.
struct StrIterator : Object {
  Value string;
  uint64_t index;
};

size_t sizeOf_StrIterator(const Object*) { return sizeof(StrIterator); }
void trace_StrIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<StrIterator*>(o)->string); }

namespace {

Value strReprSlot(Thread* t, Value self) { return Value(TRY(strRepr(t, self.as<Str>()))); }
Value strStrSlot(Thread* t, Value self) { return strUnchanged(t, self.as<Str>()); }
bool strHashSlot(Thread*, Value self, int64_t* out) {
  *out = hashOf(self.as<Str>());
  return true;
}
int64_t strLengthSlot(Thread*, Value self) { return static_cast<int64_t>(self.as<Str>()->length); }

Value strCompareSlot(Thread*, Value self, Value other, CompareOp op) {
  auto a = self.as<Str>();
  auto b = dynCast<Str>(other);
  if (!b) return notImplemented;
  if (op == CompareOp::Eq) return Value::boolean(equals(a, b));
  if (op == CompareOp::Ne) return Value::boolean(!equals(a, b));
  int order = a == b ? 0 : compare(a, b);
  switch (op) {
    case CompareOp::Lt:
      return Value::boolean(order < 0);
    case CompareOp::Le:
      return Value::boolean(order <= 0);
    case CompareOp::Gt:
      return Value::boolean(order > 0);
    default:
      return Value::boolean(order >= 0);
  }
}

Value strGetItemSlot(Thread* t, Value self, Value key) {
  auto s = self.as<Str>();
  auto length = static_cast<int64_t>(s->length);
  if (auto slice = dynCast<Slice>(key)) {
    SliceBounds r;
    TRY(sliceUnpackPy(t, slice, &r));
    sliceAdjust(&r, length);
    if (r.step == 1) {
      if (r.count <= 0) return Value(TRY(makeStr(t, std::string_view())));
      return Value(TRY(substring(t, s, static_cast<size_t>(r.start), static_cast<size_t>(r.start + r.count))));
    }
    if (s->isAscii() && r.count > 1) {
      Str* part = TRY(makeStrUninitialised(t, static_cast<size_t>(r.count), 0x7F));
      uint8_t* p = mutableData(part);
      const uint8_t* from = s->data;
      for (int64_t i = 0, at = r.start; i < r.count; ++i, at += r.step) p[i] = from[at];
      return part;
    }
    StrBuilder out(t);
    for (int64_t i = 0, at = r.start; i < r.count; ++i, at += r.step) out.buffer().append(s->at(static_cast<size_t>(at)));
    return Value(TRY(out.finish()));
  }
  int64_t i;
  if (key.isSmallInt()) {
    i = key.asSmallInt();
  } else {
    if (!isInt(key) && !typeOf(key)->slots.index)
      return raise(t, exc::TypeError, "string indices must be integers, not '{}'", typeName(key));
    i = TRY(indexInt64Py(t, key));
  }
  if (i < 0) i += length;
  if (i < 0 || i >= length) return raise(t, exc::IndexError, "string index out of range");
  return Value(TRY(characterStr(t, s->at(static_cast<size_t>(i)))));
}

Value strConcatSlot(Thread* t, Value self, Value other) {
  auto b = dynCast<Str>(other);
  if (!b) return raise(t, exc::TypeError, "can only concatenate str (not \"{}\") to str", typeName(other));
  return Value(TRY(concat(t, self.as<Str>(), b)));
}

Value strRepeatSlot(Thread* t, Value self, int64_t count) {
  auto s = self.as<Str>();
  if (count <= 0 || s->length == 0) return Value(TRY(makeStr(t, std::string_view())));
  if (count == 1) return strUnchanged(t, s);
  __int128 length = static_cast<__int128>(s->length) * count;
  if (length > INT64_MAX) return raise(t, exc::OverflowError, "repeated string is too long");
  if (length > (int64_t{1} << 46)) return raiseMemory(t);
  Str* out = TRY(makeStrUninitialised(t, static_cast<size_t>(length), widestInText(textOf(s))));
  uint8_t* data = mutableData(out);
  size_t unit = s->length * s->width, total = unit * static_cast<size_t>(count);
  if (unit == 1) {
    std::memset(data, s->data[0], total);
    return out;
  }
  std::memcpy(data, s->data, unit);
  for (size_t done = unit; done < total;) {  // doubling
    size_t n = done < total - done ? done : total - done;
    std::memcpy(data + done, data, n);
    done += n;
  }
  return out;
}

int strContainsSlot(Thread* t, Value self, Value item) {
  auto sub = dynCast<Str>(item);
  if (!sub) {
    raise(t, exc::TypeError, "'in <string>' requires string as left operand, not {}", typeName(item));
    return -1;
  }
  auto text = self.as<Str>();
  if (sub->length == 1 && sub->width == 1 && text->width == 1)
    return std::memchr(text->data, sub->data[0], text->length) != nullptr;
  return findText(textOf(text), textOf(sub)) != base::kNotFound;
}

Value strIterSlot(Thread* t, Value self) {
  auto s = self.as<Str>();
  auto it = static_cast<StrIterator*>(TRY(allocateObject(t, sizeof(StrIterator), Kind::StrIterator,
                                                         s->isAscii() ? kShapeOf_strAsciiIterator : kShapeOf_strIterator)));
  it->string = self;
  it->index = 0;
  return it;
}

Value strIteratorNext(Thread* t, Value self) {
  auto it = self.as<StrIterator>();
  if (it->string.isUnbound()) return Value::unbound();
  auto s = it->string.as<Str>();
  if (it->index >= s->length) {
    it->string = Value::unbound();
    return Value::unbound();
  }
  return Value(TRY(characterStr(t, s->at(it->index++))));
}

Value strIteratorSelf(Thread*, Value self) { return self; }

Value strIteratorLengthHint(Thread*, Value* args, size_t) {
  auto it = args[0].as<StrIterator>();
  if (it->string.isUnbound()) return Value::smallInt(0);
  return Value::smallInt(static_cast<int64_t>(it->string.as<Str>()->length - it->index));
}

Value strIteratorReduce(Thread* t, Value* args, size_t) {
  auto it = args[0].as<StrIterator>();
  Value iter = TRY(builtinPy(t, "iter"));
  Value source = it->string;
  if (source.isUnbound()) source = TRY(makeStr(t, std::string_view()));
  Value inner = TRY(makeTuple(t, {source}));
  if (it->string.isUnbound()) return Value(TRY(makeTuple(t, {iter, inner})));
  return Value(TRY(makeTuple(t, {iter, inner, Value::smallInt(static_cast<int64_t>(it->index))})));
}

Value strIteratorSetState(Thread* t, Value* args, size_t) {
  auto it = args[0].as<StrIterator>();
  int64_t index = TRY(countArgumentPy(t, args[1]));
  if (it->string.isUnbound()) return Value::none();
  auto length = static_cast<int64_t>(it->string.as<Str>()->length);
  it->index = static_cast<uint64_t>(index < 0 ? 0 : index > length ? length : index);
  return Value::none();
}

Value strNew(Thread* t, Value* args, size_t) {
  auto cls = args[0].as<Type>();
  Value object = args[1], encoding = args[2], errors = args[3];
  if (!encoding.isUnbound() && !isa<Str>(encoding))
    return raise(t, exc::TypeError, "str() argument 'encoding' must be str, not {}", argumentTypeName(encoding));
  if (!errors.isUnbound() && !isa<Str>(errors))
    return raise(t, exc::TypeError, "str() argument 'errors' must be str, not {}", argumentTypeName(errors));
  Str* s;
  if (object.isUnbound()) {
    s = TRY(makeStr(t, std::string_view()));
  } else if (encoding.isUnbound() && errors.isUnbound()) {
    s = TRY(strPy(t, object));
  } else {
    if (isa<Str>(object)) return raise(t, exc::TypeError, "decoding str is not supported");
    if (!hasBuffer(object))
      return raise(t, exc::TypeError, "decoding to str: need a bytes-like object, {} found", typeName(object));
    std::string encodingText = encoding.isUnbound() ? "utf-8" : strText(encoding);
    std::string errorsText = errors.isUnbound() ? "strict" : strText(errors);
    Value decoded = TRY(decodeObjectPy(t, object, encodingText, errorsText));
    s = decoded.as<Str>();
  }
  if (cls == types::str) return s;
  // An instance of a subclass: a copy with the subclass's attributes behind it.
  Str* copy = TRY(allocate<Str>(t, cls, s->length * s->width));
  copy->length = s->length;
  copy->hash = s->hash;
  copy->width = s->width;
  copy->strFlags = s->strFlags & Str::kAscii;
  copy->data = reinterpret_cast<uint8_t*>(copy + 1);
  copyText(mutableData(copy), s->width, textOf(s));
  return copy;
}

Value strGetNewArgs(Thread* t, Value* args, size_t) {
  Value text = TRY(makeStr(t, textOf(args[0].as<Str>())));
  return Value(TRY(makeTuple(t, {text})));
}

Value strSizeOf(Thread*, Value* args, size_t) {
  auto s = args[0].as<Str>();
  return Value::smallInt(static_cast<int64_t>(sizeof(Str) + s->length * s->width));
}

const NativeDef kStrCreate = {"__new__", "(cls, object=<absent>, encoding=<absent>, errors=<absent>)", strNew, nullptr};

const NativeDef kStrMethods[] = {
    {"encode", "(self, /, encoding='utf-8', errors='strict')", strEncode,
     "The bytes of the text in an encoding.\n"
     "\n"
     "errors says what is done with characters that it does not have: 'strict' raises UnicodeEncodeError; 'ignore', 'replace', "
     "'xmlcharrefreplace' and names known to codecs.register_error are others."},
    {"replace", "(self, old, new, count=-1, /)", strReplace,
     "With every occurrence of old, or the first count of them, replaced by new."},
    {"split", "(self, /, sep=None, maxsplit=-1)", strSplit,
     "Return a list of the substrings in the string, using sep as the separator string.\n\nWith sep None, any white "
     "space "
     "separates and empty strings are dropped; at most\nmaxsplit splits are made from the left (-1: no limit)."},
    {"rsplit", "(self, /, sep=None, maxsplit=-1)", strRsplit,
     "Return a list of the substrings in the string, using sep as the separator string.\n\nSplitting starts at the end "
     "of the "
     "string and works to the front."},
    {"join", "(self, iterable, /)", strJoin,
     "The strings of an iterable one after another, with this one between them.\n"
     "\n"
     "Example: '-'.join('abc') -> 'a-b-c'"},
    {"capitalize", "(self, /)", strCapitalize, "The first character in title case, the others in lower case."},
    {"casefold", "(self, /)", strCaseFold, "A form for comparisons that ignore upper and lower case."},
    {"title", "(self, /)", strTitle, "Each word with its first character in title case, the others in lower case."},
    {"center", "(self, width, fillchar=' ', /)", strCenter,
     "Filled up on both sides to a width, with spaces or the character given."},
    {"count", "(self, sub, start=None, end=None, /)", strCount,
     "S.count(sub[, start[, end]]) -> int\n"
     "\n"
     "How often sub occurs in S[start:end] without overlapping."},
    {"expandtabs", "(self, /, tabsize=8)", strExpandTabs,
     "With each tab replaced by spaces up to the next column that is a multiple of tabsize."},
    {"find", "(self, sub, start=None, end=None, /)", strFind,
     "S.find(sub[, start[, end]]) -> int\n"
     "\n"
     "Where sub first occurs in S[start:end], as an index into S; -1 if it does not."},
    {"partition", "(self, sep, /)", strPartition,
     "Partition the string into three parts using the given separator.\n\nReturns the part before the first separator, "
     "the "
     "separator itself, and the part\nafter it; the whole string and two empty strings if it is not there."},
    {"index", "(self, sub, start=None, end=None, /)", strIndex,
     "S.index(sub[, start[, end]]) -> int\n"
     "\n"
     "Where sub first occurs in S[start:end], as an index into S; ValueError if it does not."},
    {"ljust", "(self, width, fillchar=' ', /)", strLjust,
     "Filled up on the right to a width, with spaces or the character given."},
    {"lower", "(self, /)", strLower, "All characters in lower case."},
    {"lstrip", "(self, chars=None, /)", strLstrip, "Without the white space, or the characters of chars, at the left end."},
    {"rfind", "(self, sub, start=None, end=None, /)", strRfind,
     "S.rfind(sub[, start[, end]]) -> int\n"
     "\n"
     "Where sub last occurs in S[start:end], as an index into S; -1 if it does not."},
    {"rindex", "(self, sub, start=None, end=None, /)", strRindex,
     "S.rindex(sub[, start[, end]]) -> int\n"
     "\n"
     "Where sub last occurs in S[start:end], as an index into S; ValueError if it does not."},
    {"rjust", "(self, width, fillchar=' ', /)", strRjust,
     "Filled up on the left to a width, with spaces or the character given."},
    {"rstrip", "(self, chars=None, /)", strRstrip, "Without the white space, or the characters of chars, at the right end."},
    {"rpartition", "(self, sep, /)", strRpartition,
     "Partition the string into three parts using the given separator.\n\nAs partition(), but at the last separator; "
     "two empty "
     "strings and the whole\nstring if it is not there."},
    {"splitlines", "(self, /, keepends=False)", strSplitLines, "The lines as a list, with their line ends if keepends is true."},
    {"strip", "(self, chars=None, /)", strStrip, "Without the white space, or the characters of chars, at both ends."},
    {"swapcase", "(self, /)", strSwapCase, "Upper case becomes lower case and the other way round."},
    {"translate", "(self, table, /)", strTranslate,
     "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which "
     "must be "
     "a mapping of Unicode ordinals to\n    Unicode ordinals, strings, or None.\n\nCharacters that it has no entry for "
     "(LookupError) are left untouched; those mapped\nto None are deleted."},
    {"upper", "(self, /)", strUpper, "All characters in upper case."},
    {"startswith", "(self, prefix, start=None, end=None, /)", strStartsWith,
     "S.startswith(prefix[, start[, end]]) -> bool\n"
     "\n"
     "Whether S[start:end] begins with the prefix, or with one of a tuple of them."},
    {"endswith", "(self, suffix, start=None, end=None, /)", strEndsWith,
     "S.endswith(suffix[, start[, end]]) -> bool\n"
     "\n"
     "Whether S[start:end] ends with the suffix, or with one of a tuple of them."},
    {"removeprefix", "(self, prefix, /)", strRemovePrefix, "Without the prefix, if the text begins with it."},
    {"removesuffix", "(self, suffix, /)", strRemoveSuffix, "Without the suffix, if the text ends with it."},
    {"isascii", "(self, /)", strIsAscii, "Return True if all characters in the string are ASCII, False otherwise."},
    {"islower", "(self, /)", strIsLower, "Return True if the string is a lowercase string, False otherwise."},
    {"isupper", "(self, /)", strIsUpper, "Return True if the string is an uppercase string, False otherwise."},
    {"istitle", "(self, /)", strIsTitle, "Return True if the string is a title-cased string, False otherwise."},
    {"isspace", "(self, /)", strIsSpace, "Return True if the string is a whitespace string, False otherwise."},
    {"isdecimal", "(self, /)", strIsDecimal, "Return True if the string is a decimal string, False otherwise."},
    {"isdigit", "(self, /)", strIsDigit, "Return True if the string is a digit string, False otherwise."},
    {"isnumeric", "(self, /)", strIsNumeric, "Return True if the string is a numeric string, False otherwise."},
    {"isalpha", "(self, /)", strIsAlpha, "Return True if the string is an alphabetic string, False otherwise."},
    {"isalnum", "(self, /)", strIsAlnum, "Return True if the string is an alpha-numeric string, False otherwise."},
    {"isidentifier", "(self, /)", strIsIdentifier,
     "Whether the text could be a name in a program. keyword.iskeyword() tells which of those are taken."},
    {"isprintable", "(self, /)", strIsPrintable, "Return True if the string is printable, False otherwise."},
    {"zfill", "(self, width, /)", strZfill, "Filled up to a width with zeros, behind the sign if there is one."},
    {"format", "(self, /, *args, **kwargs)", strFormat,
     "S.format(*args, **kwargs) -> str\n"
     "\n"
     "The text with each field in braces replaced by the argument that it names."},
    {"format_map", "(self, mapping, /)", strFormatMap,
     "S.format_map(mapping) -> str\n"
     "\n"
     "The text with each field in braces replaced by what the mapping has for it."},
    {"__format__", "(self, format_spec, /)", strDunderFormat, "The text formatted as a specification says."},
    {"maketrans", "(x, y=<absent>, z=<absent>, /)", strMakeTrans,
     "Return a translation table usable for str.translate().\n\nOne argument: a dict from code points or single "
     "characters to "
     "code points, strings\nor None. Two: strings of equal length, character by character. A third: characters\nthat "
     "are "
     "mapped to None.",
     NativeDef::kStatic},
    {"__sizeof__", "(self, /)", strSizeOf, "How many bytes the string takes in memory."},
    {"__getnewargs__", "(self, /)", strGetNewArgs, nullptr},
};

const NativeDef kStrIteratorMethods[] = {
    {"__length_hint__", "(self, /)", strIteratorLengthHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "(self, /)", strIteratorReduce, "Return state information for pickling."},
    {"__setstate__", "(self, state, /)", strIteratorSetState, "Set state information for unpickling."},
};

constexpr Slots strSlots() {
  Slots s;
  s.repr = strReprSlot;
  s.str = strStrSlot;
  s.hash = strHashSlot;
  s.compare = strCompareSlot;
  s.iter = strIterSlot;
  s.modulo = strModulo;
  s.length = strLengthSlot;
  s.getItem = strGetItemSlot;
  s.concat = strConcatSlot;
  s.repeat = strRepeatSlot;
  s.contains = strContainsSlot;
  return s;
}

constexpr Slots strIteratorSlots() {
  Slots s;
  s.iter = strIteratorSelf;
  s.next = strIteratorNext;
  return s;
}

}  // namespace

extern const TypeSpec strIteratorSpec;
const TypeSpec strIteratorSpec = {.name = "str_iterator",
                                  .kind = Kind::StrIterator,
                                  .flags = kDisallowNew,
                                  .slots = strIteratorSlots(),
                                  .methods = kStrIteratorMethods};
extern const TypeSpec strAsciiIteratorSpec;
const TypeSpec strAsciiIteratorSpec = {.name = "str_ascii_iterator",
                                       .kind = Kind::StrIterator,
                                       .flags = kDisallowNew,
                                       .slots = strIteratorSlots(),
                                       .methods = kStrIteratorMethods};

extern const TypeSpec strSpec;
const TypeSpec strSpec = {.name = "str",
                          .kind = Kind::Str,
                          .flags = kBaseType | kMatchSelf,
                          .slots = strSlots(),
                          .methods = kStrMethods,
                          .create = &kStrCreate,
                          .doc =
                              "str(object='') -> str\n"
                              "str(bytes_or_buffer[, encoding[, errors]]) -> str\n"
                              "\n"
                              "The text of an object, as its __str__() or __repr__() gives it; or, with an encoding or a way to "
                              "handle errors (by default utf-8 and 'strict'), the text that bytes stand for."};

}  // namespace typhon
