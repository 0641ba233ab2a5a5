// The code type as Python code sees it. co_code and co_exceptiontable show Typhon's own encoding; co_positions and co_lines
// follow PEP 657 and PEP 626 with one unit per instruction word.
#include <cstring>

#include "frontend/bytecode/operands.h"
#include "runtime/exec/config.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Code* self(Value v) { return v.as<Code>(); }
const bytecode::CodeUnit& unitOf(Value v) { return **self(v)->unit; }

Value getArgCount(Thread*, Value v) { return Value::smallInt(self(v)->argCount); }
Value getPositionalOnly(Thread*, Value v) { return Value::smallInt(self(v)->positionalOnlyCount); }
Value getKeywordOnly(Thread*, Value v) { return Value::smallInt(self(v)->keywordOnlyCount); }
Value getStackSize(Thread*, Value v) { return Value::smallInt(self(v)->registerCount - self(v)->localCount); }
Value getFlags(Thread*, Value v) { return Value::smallInt(self(v)->flags); }
// A unit also names the locals that may be unbound; co_names has globals and attributes alone.
Value getNames(Thread* t, Value v) {
  TRY(ensureComplete(t, self(v)));
  const bytecode::CodeUnit& unit = unitOf(v);
  Tuple* all = self(v)->names;
  std::vector<bool> shown(all->length);
  for (size_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(unit.code.data() + pc);
    uint32_t index;
    using bytecode::Op;
    bool ofLocal = d.op == Op::CHECK_BOUND || d.op == Op::LOAD_CELL || d.op == Op::DELETE_CELL || d.op == Op::LOAD_DICT_OR_CELL;
    if (!ofLocal && bytecode::nameOperand(d, index)) shown[index] = true;
    pc += d.words;
  }
  List* list = TRY(makeList(t));
  for (size_t i = 0; i < all->length; ++i)
    if (shown[i]) TRY(listAppend(t, list, all->items[i]));
  return Value(TRY(listToTuple(t, list)));
}
Value getFilename(Thread*, Value v) { return Value(self(v)->filename); }
Value getName(Thread*, Value v) { return Value(self(v)->name); }
Value getQualifiedName(Thread*, Value v) { return Value(self(v)->qualifiedName); }
Value getFirstLine(Thread*, Value v) { return Value::smallInt(self(v)->firstLine); }
Value getConstants(Thread* t, Value v) {
  TRY(ensureComplete(t, self(v)));
  return Value(self(v)->constants);
}

// Names of the registers with one of the kinds and none of the others.
Value namesOfKind(Thread* t, Value v, uint8_t wanted, uint8_t unwanted) {
  Code* code = self(v);
  TRY(ensureComplete(t, code));
  List* list = TRY(makeList(t));
  for (uint32_t i = 0; i < code->localCount; ++i) {
    uint8_t kind = unitOf(v).localKinds[i];
    if (kind & bytecode::kHidden) continue;
    if ((kind & wanted) && !(kind & unwanted)) TRY(listAppend(t, list, code->localNames->items[i]));
  }
  return Value(TRY(listToTuple(t, list)));
}
Value getVarNames(Thread* t, Value v) { return namesOfKind(t, v, bytecode::kLocal, bytecode::kFree); }
Value getCellVars(Thread* t, Value v) { return namesOfKind(t, v, bytecode::kCell, bytecode::kFree); }
Value getFreeVars(Thread* t, Value v) { return namesOfKind(t, v, bytecode::kFree, 0); }
Value getLocalCount(Thread* t, Value v) {
  return Value::smallInt(static_cast<int64_t>(TRY(getVarNames(t, v)).as<Tuple>()->length));
}
Value getCode(Thread* t, Value v) {
  TRY(ensureComplete(t, self(v)));
  const auto& words = unitOf(v).code;
  return Value(TRY(makeBytes(t, {reinterpret_cast<const char*>(words.data()), words.size() * sizeof(bytecode::Word)})));
}
Value getExceptionTable(Thread* t, Value v) {
  TRY(ensureComplete(t, self(v)));
  const auto& handlers = unitOf(v).handlers;
  return Value(
      TRY(makeBytes(t, {reinterpret_cast<const char*>(handlers.data()), handlers.size() * sizeof(bytecode::HandlerEntry)})));
}
Value getLineTable(Thread* t, Value v) {
  TRY(ensureComplete(t, self(v)));
  const auto& p = unitOf(v).positions;
  return Value(TRY(makeBytes(t, {reinterpret_cast<const char*>(p.data()), p.size() * sizeof(bytecode::PositionEntry)})));
}

// The line of an entry; None for artificial instructions. Line 0, where modules are entered, is one.
Value lineOf(const bytecode::PositionEntry& p) { return p.line > 0 || p.column >= 0 ? Value::smallInt(p.line) : Value::none(); }
Value numberOrNone(int32_t i) { return i < 0 ? Value::none() : Value::smallInt(i); }

// tb_lasti and co_lines count bytes; whoever looks an instruction's position up takes entry lasti // 2 of co_positions, as if
// instructions had units of two bytes.
constexpr size_t kUnitsPerWord = sizeof(bytecode::Word) / 2;

Value positions(Thread* t, Value* args, size_t) {
  TRY(ensureComplete(t, self(args[0])));
  const bytecode::CodeUnit& u = unitOf(args[0]);
  List* list = TRY(makeList(t));
  for (size_t i = 0; i < u.positions.size(); ++i) {
    const bytecode::PositionEntry& p = u.positions[i];
    size_t end = i + 1 < u.positions.size() ? u.positions[i + 1].start : u.code.size();
    Value line = lineOf(p);
    Value endLine = p.endLine > 0 ? Value::smallInt(p.endLine) : Value::none();
    Tuple* entry = config().noDebugRanges ? TRY(makeTuple(t, {line, Value::none(), Value::none(), Value::none()}))
                                          : TRY(makeTuple(t, {line, endLine, numberOrNone(p.column), numberOrNone(p.endColumn)}));
    for (size_t unit = (end - p.start) * kUnitsPerWord; unit > 0; --unit) TRY(listAppend(t, list, Value(entry)));
  }
  return iterPy(t, Value(list));
}

Value lines(Thread* t, Value* args, size_t) {
  TRY(ensureComplete(t, self(args[0])));
  const bytecode::CodeUnit& u = unitOf(args[0]);
  List* list = TRY(makeList(t));
  for (size_t i = 0; i < u.positions.size();) {
    int32_t line = u.positions[i].line;
    Value shown = lineOf(u.positions[i]);
    size_t start = u.positions[i].start;
    while (i < u.positions.size() && u.positions[i].line == line) ++i;
    size_t end = i < u.positions.size() ? u.positions[i].start : u.code.size();
    Tuple* entry = TRY(
        makeTuple(t, {Value::smallInt(static_cast<int64_t>(start) * 8), Value::smallInt(static_cast<int64_t>(end) * 8), shown}));
    TRY(listAppend(t, list, Value(entry)));
  }
  return iterPy(t, Value(list));
}

Value repr(Thread* t, Value v) {
  Code* c = self(v);
  return Value(TRY(makeStr(t, fmt::format("<code object {} at {:#x}, file \"{}\", line {}>", toUtf8(c->name), v.bits() - 1,
                                          toUtf8(c->filename), c->firstLine))));
}

// Nested code stands for itself: see sameCode.
bool sameConstants(const std::vector<bytecode::Constant>& a, const std::vector<bytecode::Constant>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const bytecode::Constant& x, const bytecode::Constant& y) { return (x.code && y.code) || x == y; });
}

bool sameUnit(const bytecode::CodeUnit& a, const bytecode::CodeUnit& b) {
  if (&a == &b) return true;
  bool sameCode =
      a.code.size() == b.code.size() && std::memcmp(a.code.data(), b.code.data(), a.code.size() * sizeof(bytecode::Word)) == 0;
  return sameCode && a.name == b.name && a.firstLine == b.firstLine && a.flags == b.flags && a.argCount == b.argCount &&
         a.positionalOnlyCount == b.positionalOnlyCount && a.keywordOnlyCount == b.keywordOnlyCount &&
         a.localNames == b.localNames && a.names == b.names && sameConstants(a.constants, b.constants);
}

Maybe<bool> sameCode(Thread* t, Code* a, Code* b) {
  if (a == b) return true;
  TRY(ensureComplete(t, a));
  TRY(ensureComplete(t, b));
  if (!sameUnit(unitOf(Value(a)), unitOf(Value(b))) || a->constants->length != b->constants->length) return false;
  for (size_t i = 0; i < a->constants->length; ++i) {
    auto *inner = dynCast<Code>(a->constants->items[i]), *other = dynCast<Code>(b->constants->items[i]);
    if (inner && other && !TRY(sameCode(t, inner, other))) return false;
  }
  return true;
}

Value compare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<Code>(b)) return notImplemented;
  return Value::boolean(TRY(sameCode(t, self(a), self(b))) == (op == CompareOp::Eq));
}

bool hash(Thread* t, Value v, int64_t* out) {
  Code* c = self(v);
  TRY(ensureComplete(t, c));
  *out = hashOf(c->name) ^ c->firstLine ^ (static_cast<int64_t>(c->wordCount) << 20);
  if (*out == -1) *out = -2;
  return true;
}

// replace(): only what needs no other code; the code itself may be given as another code object's co_code of this process.
Value replace(Thread* t, Value* args, size_t argc) {
  enum { kFlags = 1, kFirstLine, kFilename, kName, kQualifiedName, kArgCount, kPositionalOnly, kKeywordOnly, kConstants, kNames };
  TRY(ensureComplete(t, self(args[0])));
  auto unit = std::make_shared<bytecode::CodeUnit>(unitOf(args[0]));
  auto number = [&](int i, auto* field) -> bool {
    if (args[i].isUnbound()) return true;
    int64_t n = TRY(indexInt64Py(t, args[i], exc::OverflowError));
    if (n < 0) return raise(t, exc::ValueError, "code: argument must not be negative");
    *field = static_cast<std::remove_pointer_t<decltype(field)>>(n);
    return true;
  };
  auto text = [&](int i, std::string* field) -> bool {
    if (args[i].isUnbound()) return true;
    if (!isa<Str>(args[i])) return raise(t, exc::TypeError, "replace() argument must be str, not {}", argumentTypeName(args[i]));
    *field = toUtf8(args[i].as<Str>());
    return true;
  };
  TRY(number(kFlags, &unit->flags));
  TRY(number(kFirstLine, &unit->firstLine));
  TRY(text(kFilename, &unit->filename));
  TRY(text(kName, &unit->name));
  TRY(text(kQualifiedName, &unit->qualifiedName));
  Code* code = TRY(makeCode(t, unit));
  // Constants may be objects that no unit can hold.
  if (!args[kConstants].isUnbound()) {
    if (!isa<Tuple>(args[kConstants]) || args[kConstants].as<Tuple>()->length != code->constants->length)
      return raise(t, exc::ValueError, "code: co_consts must be a tuple of the same length");
    code->constants = args[kConstants].as<Tuple>();
  } else {
    code->constants = self(args[0])->constants;
  }
  writeBarrier(code);
  return Value(code);
}

Value variableName(Thread* t, Value* args, size_t) {
  int64_t i = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  const auto& localNames = unitOf(args[0]).localNames;
  if (i < 0 || static_cast<size_t>(i) >= localNames.size()) return raise(t, exc::IndexError, "tuple index out of range");
  return Value(TRY(internStr(t, localNames[static_cast<size_t>(i)])));
}

const NativeDef kMethods[] = {
    {"_varname_from_oparg", "(self, oparg, /)", variableName, nullptr},
    {"co_positions", "(self, /)", positions, nullptr},
    {"co_lines", "(self, /)", lines, nullptr},
    {"replace",
     "(self, /, *, co_flags=<absent>, co_firstlineno=<absent>, co_filename=<absent>, co_name=<absent>, co_qualname=<absent>, "
     "co_argcount=<absent>, co_posonlyargcount=<absent>, co_kwonlyargcount=<absent>, co_consts=<absent>, co_names=<absent>)",
     replace, "Return a copy of the code object with new values for the specified fields."},
};
const GetSetDef kGetSets[] = {
    {"co_argcount", getArgCount, nullptr, nullptr},
    {"co_posonlyargcount", getPositionalOnly, nullptr, nullptr},
    {"co_kwonlyargcount", getKeywordOnly, nullptr, nullptr},
    {"co_nlocals", getLocalCount, nullptr, nullptr},
    {"co_stacksize", getStackSize, nullptr, nullptr},
    {"co_flags", getFlags, nullptr, nullptr},
    {"co_names", getNames, nullptr, nullptr},
    {"co_filename", getFilename, nullptr, nullptr},
    {"co_name", getName, nullptr, nullptr},
    {"co_qualname", getQualifiedName, nullptr, nullptr},
    {"co_firstlineno", getFirstLine, nullptr, nullptr},
    {"co_consts", getConstants, nullptr, nullptr},
    {"co_varnames", getVarNames, nullptr, nullptr},
    {"co_cellvars", getCellVars, nullptr, nullptr},
    {"co_freevars", getFreeVars, nullptr, nullptr},
    {"co_code", getCode, nullptr, nullptr},
    {"co_exceptiontable", getExceptionTable, nullptr, nullptr},
    {"co_linetable", getLineTable, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec codeSpec{.name = "code",
                               .kind = Kind::Code,
                               .flags = kDisallowNew | kWeakReferable,
                               .slots = {.repr = repr, .hash = hash, .compare = compare},
                               .methods = kMethods,
                               .getsets = kGetSets,
                               .doc = "Create a code object.  Not for mere mortals."};

}  // namespace typhon
