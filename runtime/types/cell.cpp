// cell: the box of a closure variable as Python code sees it.
#include "runtime/memory/heap.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/value_array.h"

namespace typhon {
namespace {

Value cellCreate(Thread* t, Value* args, size_t) {
  Cell* c = TRY(makeCell(t, args[1]));
  return Value(c);
}
const NativeDef createDef = {"__new__", "(cls, contents=<absent>, /)", cellCreate, nullptr};

Value cellRepr(Thread* t, Value self) {
  Value v = self.as<Cell>()->value;
  std::string text = v.isUnbound()
                         ? fmt::format("<cell at {:#x}: empty>", addressOf(self))
                         : fmt::format("<cell at {:#x}: {} object at {:#x}>", addressOf(self), typeName(v), addressOf(v));
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}

Value cellCompare(Thread* t, Value self, Value other, CompareOp op) {
  if (!isa<Cell>(other)) return notImplemented;
  Value a = self.as<Cell>()->value, b = other.as<Cell>()->value;
  if (!a.isUnbound() && !b.isUnbound()) return comparePy(t, op, a, b);
  // An empty cell comes before all others.
  return comparePy(t, op, Value::smallInt(b.isUnbound()), Value::smallInt(a.isUnbound()));
}

Value getContents(Thread* t, Value self) {
  Value v = self.as<Cell>()->value;
  if (v.isUnbound()) return raise(t, exc::ValueError, "Cell is empty");
  return v;
}
bool setContents(Thread*, Value self, Value v) {
  storeCell(self.as<Cell>(), v);
  return true;
}
const GetSetDef cellGetSets[] = {{"cell_contents", getContents, setContents, nullptr}};

}  // namespace

extern const TypeSpec cellSpec = {
    .name = "cell",
    .kind = Kind::Cell,
    .slots = {.repr = cellRepr, .hash = hashNotImplemented, .compare = cellCompare},
    .getsets = cellGetSets,
    .create = &createDef,
    .doc =
        "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n"
        "    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
};

}  // namespace typhon
