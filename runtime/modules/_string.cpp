// The _string module: the parts of str.format that string.Formatter needs.
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str_format.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

Str* strArgumentOf(Thread* t, Value v) {
  if (auto s = dynCast<Str>(v)) return s;
  return raise(t, exc::TypeError, "expected str, got {}", typeName(v));
}

Value formatterParser(Thread* t, Value* args, size_t) {
  Str* text = TRY(strArgumentOf(t, args[0]));
  List* pieces = TRY(makeList(t));
  FormatParser parser(t, textOf(text));
  for (;;) {
    FormatPiece piece;
    bool done;
    TRY(parser.next(&piece, &done));
    if (done) return iterPy(t, pieces);
    Value literal = TRY(makeStr(t, piece.literal));
    Value field = Value::none(), spec = Value::none(), conversion = Value::none();
    if (piece.hasField) {
      field = TRY(makeStr(t, piece.field));
      spec = TRY(makeStr(t, piece.spec));
      if (piece.conversion) conversion = TRY(makeStrFromCodePoint(t, piece.conversion));
    }
    Value tuple = TRY(makeTuple(t, {literal, field, spec, conversion}));
    TRY(listAppend(t, pieces, tuple));
  }
}

Value keyOrIndex(Thread* t, TextView name, int64_t index) {
  if (index >= 0) return makeInt(t, index);
  return Value(TRY(makeStr(t, name)));
}

Value fieldNameSplit(Thread* t, Value* args, size_t) {
  Str* text = TRY(strArgumentOf(t, args[0]));
  FieldName name(t, textOf(text));
  TextView part;
  int64_t index;
  TRY(name.first(&part, &index));
  Value first = TRY(keyOrIndex(t, part, index));
  List* rest = TRY(makeList(t));
  for (;;) {
    bool isAttribute, done;
    TRY(name.next(&isAttribute, &part, &index, &done));
    if (done) break;
    Value key = TRY(keyOrIndex(t, part, index));
    Value step = TRY(makeTuple(t, {Value::boolean(isAttribute), key}));
    TRY(listAppend(t, rest, step));
  }
  Value steps = TRY(iterPy(t, rest));
  return Value(TRY(makeTuple(t, {first, steps})));
}

constexpr NativeDef kFunctions[] = {
    {"formatter_field_name_split", "(field_name, /)", fieldNameSplit,
     "split the argument as a field name: the first part, and an iterator over (is_attr, name) steps"},
    {"formatter_parser", "(format_string, /)", formatterParser,
     "parse the argument as a format string: an iterator over (literal, field_name, format_spec, conversion)"},
};

}  // namespace

extern const ModuleSpec stringModule = {"_string", kFunctions, "string helper module", nullptr};

}  // namespace typhon
