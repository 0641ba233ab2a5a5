// Built-in functions on single objects: attributes, classes, numbers, text, identity.
#include <charconv>

#include "runtime/builtins/functions.h"
#include "runtime/exec/frame_object.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

Str* attributeNameOf(Thread* t, Value v) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "attribute name must be string, not '{}'", typeName(v));
  return internStr(t, v.as<Str>());
}

Value idOf(Thread* t, Value v) {
  // Addresses are multiples of eight; values that are no objects, and numbers, which have no identity but their value, get ids
  // with other low bits.
  if (isExactInt(v)) {
    Value magnitude = intSign(v) < 0 ? TRY(intInvert(t, v)) : v;
    Value shifted = TRY(intLshift(t, magnitude, Value::smallInt(3)));
    return intAdd(t, shifted, Value::smallInt(intSign(v) < 0 ? 3 : 1));
  }
  Type* type = typeOf(v);
  if (type == types::float_) {
    auto bits = static_cast<unsigned __int128>(std::bit_cast<uint64_t>(asDouble(v)));
    return makeInt128(t, static_cast<__int128>(bits << 3 | 2));
  }
  if (type == types::complex) {
    Value high = TRY(makeUnsigned(t, std::bit_cast<uint64_t>(v.as<Complex>()->real)));
    high = TRY(intLshift(t, high, Value::smallInt(67)));
    Value low = TRY(makeInt128(
        t, static_cast<__int128>(static_cast<unsigned __int128>(std::bit_cast<uint64_t>(v.as<Complex>()->imaginary)) << 3 | 4)));
    return intAdd(t, high, low);
  }
  return makeInt(t, static_cast<int64_t>(v.isObject() ? reinterpret_cast<uint64_t>(v.asObject()) : v.bits() * 8 + 6));
}

namespace {

Value text(Thread* t, std::string_view s) {
  Str* out = TRY(makeStr(t, s));
  return Value(out);
}
Value textOf(Str* s) { return s ? Value(s) : Value::error(); }

Value absFunction(Thread* t, Value* args, size_t) { return absolutePy(t, args[0]); }
Value asciiFunction(Thread* t, Value* args, size_t) { return textOf(asciiPy(t, args[0])); }
Value reprFunction(Thread* t, Value* args, size_t) { return textOf(reprPy(t, args[0])); }
Value callableFunction(Thread*, Value* args, size_t) { return Value::boolean(isCallable(args[0])); }

Value inBase(Thread* t, Value v, int base, const char* prefix) {
  if (v.isSmallInt()) {
    char text[72];
    char* p = text;
    int64_t i = v.asSmallInt();
    if (i < 0) *p++ = '-', i = -i;
    *p++ = prefix[0], *p++ = prefix[1];
    p = std::to_chars(p, text + sizeof text, i, base).ptr;
    return Value(TRY(makeStrAscii(t, {text, static_cast<size_t>(p - text)})));
  }
  Value i = TRY(indexPy(t, v));
  std::string digits = intToText(i, base);
  if (digits.empty()) return raiseMemory(t);
  bool negative = digits[0] == '-';
  return text(t, std::string(negative ? "-" : "") + prefix + digits.substr(negative));
}
Value binFunction(Thread* t, Value* args, size_t) { return inBase(t, args[0], 2, "0b"); }
Value octFunction(Thread* t, Value* args, size_t) { return inBase(t, args[0], 8, "0o"); }
Value hexFunction(Thread* t, Value* args, size_t) { return inBase(t, args[0], 16, "0x"); }

Value chrFunction(Thread* t, Value* args, size_t) {
  Value i = TRY(indexPy(t, args[0]));
  int64_t c;
  if (!fitsInt64(i, &c) || c > INT32_MAX || c < INT32_MIN)
    return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  if (c < 0 || c > 0x10ffff) return raise(t, exc::ValueError, "chr() arg not in range(0x110000)");
  return textOf(makeStrFromCodePoint(t, static_cast<char32_t>(c)));
}

Value ordFunction(Thread* t, Value* args, size_t) {
  size_t length;
  if (isa<Str>(args[0])) {
    auto* s = args[0].as<Str>();
    length = s->length;
    if (length == 1) return Value::smallInt(s->at(0));
  } else if (isa<Bytes>(args[0])) {
    length = args[0].as<Bytes>()->length;
    if (length == 1) return Value::smallInt(args[0].as<Bytes>()->data[0]);
  } else if (isa<ByteArray>(args[0])) {
    length = args[0].as<ByteArray>()->length;
    if (length == 1) return Value::smallInt(byteArrayData(args[0].as<ByteArray>())[0]);
  } else {
    return raise(t, exc::TypeError, "ord() expected string of length 1, but {} found", typeName(args[0]));
  }
  return raise(t, exc::TypeError, "ord() expected a character, but string of length {} found", length);
}

Value divmodFunction(Thread* t, Value* args, size_t) { return divmodPy(t, args[0], args[1]); }
Value powFunction(Thread* t, Value* args, size_t) {
  if (Value v; args[2].isNone() && powerSmall(args[0], args[1], &v)) return v;
  return powerPy(t, args[0], args[1], args[2]);
}

Value roundFunction(Thread* t, Value* args, size_t) {
  Value method = TRY(lookupSpecialPy(t, args[0], names::__round__));
  if (method.isUnbound()) return raise(t, exc::TypeError, "type {} doesn't define __round__ method", typeName(args[0]));
  return args[1].isNone() ? callPy(t, method) : callPy(t, method, {args[1]});
}

Value formatFunction(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "format() argument 2 must be str, not {}", argumentTypeName(args[1]));
  return textOf(formatPy(t, args[0], args[1].as<Str>()));
}

Value getattrFunction(Thread* t, Value* args, size_t) {
  Str* name = TRY(attributeNameOf(t, args[1]));
  if (args[2].isUnbound()) return getAttrPy(t, args[0], name);
  Value v = TRY(findAttrPy(t, args[0], name));
  return v.isUnbound() ? args[2] : v;
}
Value hasattrFunction(Thread* t, Value* args, size_t) {
  Str* name = TRY(attributeNameOf(t, args[1]));
  return Value::boolean(!TRY(findAttrPy(t, args[0], name)).isUnbound());
}
Value setattrFunction(Thread* t, Value* args, size_t) {
  Str* name = TRY(attributeNameOf(t, args[1]));
  TRY(setAttrPy(t, args[0], name, args[2]));
  return Value::none();
}
Value delattrFunction(Thread* t, Value* args, size_t) {
  Str* name = TRY(attributeNameOf(t, args[1]));
  TRY(setAttrPy(t, args[0], name, Value::unbound()));
  return Value::none();
}

Value hashFunction(Thread* t, Value* args, size_t) { return makeInt(t, TRY(hashPy(t, args[0]))); }
Value idFunction(Thread* t, Value* args, size_t) { return idOf(t, args[0]); }
Value isinstanceFunction(Thread* t, Value* args, size_t) { return Value::boolean(TRY(isInstancePy(t, args[0], args[1]))); }
Value issubclassFunction(Thread* t, Value* args, size_t) { return Value::boolean(TRY(isSubclassPy(t, args[0], args[1]))); }
Value lenFunction(Thread* t, Value* args, size_t) { return makeInt(t, TRY(lengthPy(t, args[0]))); }

Value sortedList(Thread* t, Value iterable) {
  List* list = TRY(toListPy(t, iterable));
  TRY(listSortPy(t, list, Value::none(), false));
  return Value(list);
}

Value dirFunction(Thread* t, Value* args, size_t) {
  if (args[0].isUnbound()) {
    if (!t->frame) return raise(t, exc::SystemError, "frame does not exist");
    Value locals = TRY(frameLocals(t, t->frame));
    Value keys = TRY(callMethodPy(t, locals, names::keys));
    return sortedList(t, keys);
  }
  Value method = TRY(lookupSpecialPy(t, args[0], names::__dir__));
  if (method.isUnbound()) return raise(t, exc::TypeError, "object does not provide __dir__");
  Value all = TRY(callPy(t, method));
  return sortedList(t, all);
}

Value varsFunction(Thread* t, Value* args, size_t) {
  if (args[0].isUnbound()) {
    if (!t->frame) return raise(t, exc::SystemError, "frame does not exist");
    return frameLocals(t, t->frame);
  }
  Value d = TRY(findAttrPy(t, args[0], names::__dict__));
  if (d.isUnbound()) return raise(t, exc::TypeError, "vars() argument must have __dict__ attribute");
  return d;
}

const NativeDef functions[] = {
    {"abs", "(x, /)", absFunction, "Return the absolute value of the argument."},
    {"ascii", "(obj, /)", asciiFunction, "repr(), with what is not ASCII written as \\x, \\u and \\U escapes."},
    {"bin", "(number, /)", binFunction,
     "An integer in binary.\n"
     "\n"
     "   >>> bin(10)\n"
     "   '0b1010'"},
    {"callable", "(obj, /)", callableFunction,
     "Whether the object can be called: functions, classes, and instances of classes with __call__()."},
    {"chr", "(i, /)", chrFunction, "The character with this code point, 0 to 0x10ffff."},
    {"delattr", "(obj, name, /)", delattrFunction, "Does `del obj.name`."},
    {"dir", "(arg=<unrepresentable>, /)", dirFunction,
     "dir([object]) -> list of strings\n\n"
     "If called without an argument, return the names in the current scope.\n"
     "Else, return an alphabetized list of names comprising (some of) the attributes\n"
     "of the given object, and of attributes reachable from it.\n"
     "If the object supplies a method named __dir__, it will be used; otherwise\n"
     "the default dir() logic is used and returns:\n"
     "  for a module object: the module's attributes.\n"
     "  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n"
     "  for any other object: its attributes, its class's attributes, and\n"
     "    recursively the attributes of its class's base classes."},
    {"divmod", "(x, y, /)", divmodFunction, "The pair (x // y, x % y)."},
    {"format", "(value, format_spec='', /)", formatFunction,
     "Return type(value).__format__(value, format_spec)\n\n"
     "Many built-in types implement format_spec according to the\nFormat Specification Mini-language. See help('FORMATTING')\n"
     "for details."},
    {"getattr", "(object, name, default=<unrepresentable>, /)", getattrFunction,
     "getattr(object, name[, default]) -> value\n\n"
     "Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\n"
     "When a default argument is given, it is returned when the attribute doesn't\n"
     "exist; without it, an exception is raised in that case."},
    {"hasattr", "(obj, name, /)", hasattrFunction, "Whether getattr(obj, name) finds something."},
    {"hash", "(obj, /)", hashFunction, "The hash of an object: equal objects have equal ones."},
    {"hex", "(number, /)", hexFunction,
     "An integer in hexadecimal.\n"
     "\n"
     "   >>> hex(255)\n"
     "   '0xff'"},
    {"id", "(obj, /)", idFunction,
     "Return the identity of an object.\n\n"
     "This is guaranteed to be unique among simultaneously existing objects."},
    {"isinstance", "(obj, class_or_tuple, /)", isinstanceFunction,
     "Whether the object's class is the one given or derives from it; of a tuple of classes, whether one is."},
    {"issubclass", "(cls, class_or_tuple, /)", issubclassFunction,
     "Whether a class is another or derives from it; of a tuple of classes, whether from one."},
    {"len", "(obj, /)", lenFunction, "Return the number of items in a container."},
    {"oct", "(number, /)", octFunction,
     "An integer in octal.\n"
     "\n"
     "   >>> oct(8)\n"
     "   '0o10'"},
    {"ord", "(c, /)", ordFunction, "The code point of a character."},
    {"pow", "(base, exp, mod=None)", powFunction,
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\n"
     "Some types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form."},
    {"repr", "(obj, /)", reprFunction,
     "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval() will "
     "return\n"
     "a comparable object."},
    {"round", "(number, ndigits=None)", roundFunction,
     "A number rounded to ndigits decimals, to tens and more if negative; to an integer if ndigits is None."},
    {"setattr", "(obj, name, value, /)", setattrFunction, "Does `obj.name = value`."},
    {"vars", "(object=<unrepresentable>, /)", varsFunction,
     "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to "
     "object.__dict__."},
};

}  // namespace

std::span<const NativeDef> objectFunctions() { return functions; }

}  // namespace typhon
