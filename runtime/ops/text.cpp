// repr, str, ascii and format of any object.
#include "runtime/object/type.h"
#include "runtime/ops/direct.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {

Str* reprPy(Thread* t, Value v) {
  NativeCall guard(t, " while getting the repr of an object");
  if (!guard.ok()) return Raised{};
  auto fn = typeOf(v)->slots.repr;
  if (!fn) return makeStr(t, fmt::format("<{} object at {:#x}>", typeName(v), v.bits() - 1));
  Value text = TRY(fn(t, v));
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "__repr__ returned non-string (type {})", typeName(text));
  return text.as<Str>();
}

Str* strPy(Thread* t, Value v) {
  if (typeOf(v) == types::str) return v.as<Str>();
  auto fn = typeOf(v)->slots.str;
  if (!fn) return reprPy(t, v);
  NativeCall guard(t, " while getting the str of an object");
  if (!guard.ok()) return Raised{};
  Value text = TRY(fn(t, v));
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "__str__ returned non-string (type {})", typeName(text));
  return text.as<Str>();
}

Str* asciiPy(Thread* t, Value v) {
  Str* repr = TRY(reprPy(t, v));
  if (repr->isAscii()) return repr;
  std::string out;
  for (size_t i = 0; i < repr->length; ++i) {
    char32_t c = repr->at(i);
    if (c < 0x80)
      out += static_cast<char>(c);
    else if (c < 0x100)
      out += fmt::format("\\x{:02x}", static_cast<uint32_t>(c));
    else if (c < 0x10000)
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    else
      out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
  }
  return makeStr(t, out);
}

Str* formatPy(Thread* t, Value v, Str* spec) {
  Type* type = typeOf(v);
  if (!spec || spec->length == 0) {
    if (type == types::str) return v.as<Str>();
    if (type == types::int_) return intRepr(t, v);
    if (type == types::float_) return reprPy(t, v);
  } else {
    // The __format__ of these types cannot be replaced.
    if (type == types::int_) return formatInt(t, v, textOf(spec));
    if (type == types::float_) return formatFloat(t, v, asDouble(v), textOf(spec));
    if (type == types::str) return formatStr(t, v.as<Str>(), textOf(spec));
  }
  if (!spec) spec = names::empty;
  Value arguments[2] = {v, Value(spec)}, text, found = typeLookup(type, names::__format__);
  if (auto* f = dynCast<NativeFunction>(found); f && f->owner && takesItsArguments(f, arguments, 2)) {
    text = TRY(callDirectPy(t, found, arguments, 2));
  } else {
    Value method = TRY(lookupSpecialPy(t, v, names::__format__));
    if (method.isUnbound()) return raise(t, exc::TypeError, "Type {} doesn't define __format__", typeName(v));
    text = TRY(callPy(t, method, {Value(spec)}));
  }
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "__format__ must return a str, not {}", typeName(text));
  return text.as<Str>();
}

Maybe<std::string> reprTextPy(Thread* t, Value v, size_t limit) {
  Str* text = TRY(reprPy(t, v));
  return strText(Value(text), limit);
}

}  // namespace typhon
