// _typhon_dis: Typhon's bytecode for the dis module of the library, which knows CPython's only. library_adapters.cpp has the line
// that makes dis ask here.
#include "frontend/bytecode/disassemble.h"
#include "frontend/bytecode/operands.h"
#include "runtime/exec/engine.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// The unit of a code object; or one around bare words, as co_code shows them, whose names nobody knows.
struct Shown {
  std::shared_ptr<const bytecode::CodeUnit> unit;
  Code* code = nullptr;
};

Maybe<Shown> shownPy(Thread* t, Value v) {
  Shown shown;
  if ((shown.code = dynCast<Code>(v))) {
    TRY(ensureComplete(t, shown.code));
    shown.unit = *shown.code->unit;
    return shown;
  }
  auto* bytes = dynCast<Bytes>(v);
  if (!bytes) return raise(t, exc::TypeError, "code object or bytes expected, not {}", typeName(v));
  auto unit = std::make_shared<bytecode::CodeUnit>();
  unit->code.resize(bytes->length / sizeof(bytecode::Word));
  std::memcpy(unit->code.data(), bytes->data, unit->code.size() * sizeof(bytecode::Word));
  shown.unit = unit;
  return shown;
}

// Whether the instruction at pc, of so many words, lies within the code: bytes may hold anything.
bool decodeAt(const bytecode::CodeUnit& unit, uint32_t pc, bytecode::Decoded* d) {
  if (pc >= unit.code.size()) return false;
  const auto& word = unit.code[pc];
  if (static_cast<size_t>(word.op) >= bytecode::kOpCount) return false;
  if (word.op == bytecode::Op::EXT && pc + 1 >= unit.code.size()) return false;
  if (word.op == bytecode::Op::EXT && static_cast<size_t>(unit.code[pc + 1].op) >= bytecode::kOpCount) return false;
  *d = bytecode::decode(unit.code.data() + pc);
  return d->words > 0 && pc + d->words <= unit.code.size();
}

constexpr int64_t kWordBytes = sizeof(bytecode::Word);

// instructions(code): (name, opcode, argument, its value, its text, offset, whether something jumps there) of each instruction.
Value instructions(Thread* t, Value* args, size_t) {
  Shown shown = TRY(shownPy(t, args[0]));
  const bytecode::CodeUnit& unit = *shown.unit;
  std::vector<bool> targets(unit.code.size() + 1);
  bytecode::Decoded d;
  for (uint32_t pc = 0; decodeAt(unit, pc, &d); pc += d.words) {
    int64_t offset;
    if (!bytecode::jumpOffset(d, offset)) continue;
    int64_t target = static_cast<int64_t>(pc) + offset;
    if (target >= 0 && target < static_cast<int64_t>(targets.size())) targets[static_cast<size_t>(target)] = true;
  }
  for (const bytecode::HandlerEntry& h : unit.handlers)
    if (h.target < targets.size()) targets[h.target] = true;
  List* list = TRY(makeList(t));
  for (uint32_t pc = 0; decodeAt(unit, pc, &d); pc += d.words) {
    std::string text = bytecode::instructionText(unit, pc);
    size_t space = text.find(' ');
    Str* operands =
        TRY(makeStr(t, space == std::string::npos ? "" : std::string_view(text).substr(text.find_first_not_of(' ', space))));
    Str* name = TRY(internStr(t, bytecode::info(d.op).name));
    Value argument = Value::smallInt(d.a), meaning = argument;
    uint32_t index;
    int64_t offset;
    if (bytecode::constantOperand(d, index)) {
      argument = meaning = Value::smallInt(index);
      if (shown.code && index < shown.code->constants->length) meaning = shown.code->constants->items[index];
    } else if (bytecode::nameOperand(d, index)) {
      argument = meaning = Value::smallInt(index);
      if (index < unit.names.size()) meaning = Value(TRY(internStr(t, unit.names[index])));
    } else if (bytecode::jumpOffset(d, offset)) {
      argument = Value::smallInt(offset);
      meaning = Value::smallInt((static_cast<int64_t>(pc) + offset) * kWordBytes);
    }
    Tuple* row = TRY(makeTuple(t, {Value(name), Value::smallInt(static_cast<int64_t>(d.op)), argument, meaning, Value(operands),
                                   Value::smallInt(int64_t{pc} * kWordBytes), Value::boolean(targets[pc])}));
    TRY(listAppend(t, list, Value(row)));
  }
  return Value(list);
}

// handlers(code): (start, end, target, register) of each entry of the exception table, in bytes.
Value handlers(Thread* t, Value* args, size_t) {
  Shown shown = TRY(shownPy(t, args[0]));
  List* list = TRY(makeList(t));
  for (const bytecode::HandlerEntry& h : shown.unit->handlers) {
    Tuple* row = TRY(makeTuple(t, {Value::smallInt(int64_t{h.start} * kWordBytes), Value::smallInt(int64_t{h.end} * kWordBytes),
                                   Value::smallInt(int64_t{h.target} * kWordBytes), Value::smallInt(h.exceptionRegister)}));
    TRY(listAppend(t, list, Value(row)));
  }
  return Value(list);
}

// imports(code): (name, level, fromlist) of each import, as far as they are constant.
Value imports(Thread* t, Value* args, size_t) {
  Shown shown = TRY(shownPy(t, args[0]));
  List* list = TRY(makeList(t));
  if (!shown.code) return Value(list);
  const bytecode::CodeUnit& unit = *shown.unit;
  std::vector<Value> registers(unit.registerCount + 2,
                               Value::unbound());  // constants, which the code keeps alive, and small ints
  bytecode::Decoded d;
  for (uint32_t pc = 0; decodeAt(unit, pc, &d); pc += d.words) {
    uint32_t index;
    if (d.op == bytecode::Op::LOAD_INT && d.a < registers.size()) {
      registers[d.a] = Value::smallInt(d.signedBc());
    } else if (d.op == bytecode::Op::LOAD_CONST && d.a < registers.size() && bytecode::constantOperand(d, index)) {
      registers[d.a] = shown.code->constants->items[index];
    } else if (d.op == bytecode::Op::IMPORT_NAME && d.b + 1 < registers.size() && d.c < unit.names.size()) {
      Value level = registers[d.b], names = registers[d.b + 1];
      if (level.isUnbound() || names.isUnbound()) continue;
      Tuple* row = TRY(makeTuple(t, {Value(TRY(internStr(t, unit.names[d.c]))), level, names}));
      TRY(listAppend(t, list, Value(row)));
    }
  }
  return Value(list);
}

// stored_names(code): the global names that the code binds.
Value storedNames(Thread* t, Value* args, size_t) {
  Shown shown = TRY(shownPy(t, args[0]));
  List* list = TRY(makeList(t));
  bytecode::Decoded d;
  for (uint32_t pc = 0; decodeAt(*shown.unit, pc, &d); pc += d.words) {
    uint32_t index;
    bool stores = d.op == bytecode::Op::STORE_NAME || d.op == bytecode::Op::STORE_GLOBAL;
    if (stores && bytecode::nameOperand(d, index) && index < shown.unit->names.size())
      TRY(listAppend(t, list, Value(TRY(internStr(t, shown.unit->names[index])))));
  }
  return Value(list);
}

const NativeDef kFunctions[] = {
    {"instructions", "(code, /)", instructions, "The instructions of a code object or of its co_code."},
    {"handlers", "(code, /)", handlers, "The exception table of a code object."},
    {"imports", "(code, /)", imports, "The imports in a code object."},
    {"stored_names", "(code, /)", storedNames, "The global names that a code object binds."},
};

}  // namespace

extern const ModuleSpec typhonDisModule = {"_typhon_dis", kFunctions, "Typhon's bytecode for the dis module.", nullptr};

}  // namespace typhon
