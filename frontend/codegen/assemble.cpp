// The last step: final register numbers, encoding with EXT prefixes where operands are wide, jump distances, handler and
// position tables.
#include <algorithm>

#include "frontend/bytecode/operands.h"
#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {
namespace {

using bytecode::Operand;
using bytecode::Word;

class Assembler {
 public:
  explicit Assembler(Unit& unit) : unit_(unit), code_(*unit.code) {}

  void run() {
    numberLocals();
    list_.reserve(unit_.instructions.size());
    for (const Ins& ins : unit_.instructions)
      if (!ins.removed) list_.push_back(&ins);
    mapLabels();
    resolveFields();
    layOut();
    encode();
    buildHandlers();
    buildPositions();
    code_.registerCount = static_cast<uint32_t>(unit_.locals.size()) + unit_.tempMax;
  }

 private:
  // Parameters, then locals in order of first use, cells by name, hidden cells, free variables by name.
  void numberLocals() {
    size_t count = unit_.locals.size();
    std::vector<uint32_t> order(count);
    for (uint32_t i = 0; i < count; ++i) order[i] = i;
    auto rank = [&](uint32_t i) {
      const Local& local = unit_.locals[i];
      if (local.isParameter) return 0;
      if (local.kind & bytecode::kFree) return 4;
      if (local.kind & bytecode::kCell) return local.kind & bytecode::kHidden ? 3 : 2;
      return 1;
    };
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      int ra = rank(a), rb = rank(b);
      if (ra != rb) return ra < rb;
      if (ra == 2 || ra == 4) return unit_.locals[a].name.view() < unit_.locals[b].name.view();
      if (ra == 0) return a < b;
      uint32_t oa = unit_.locals[a].order, ob = unit_.locals[b].order;
      return oa != ob ? oa < ob : a < b;
    });
    number_.resize(count);
    for (uint32_t place = 0; place < count; ++place) {
      number_[order[place]] = place;
      code_.localNames.emplace_back(unit_.locals[order[place]].name.view());
      code_.localKinds.push_back(unit_.locals[order[place]].kind);
    }
  }

  uint32_t finalRegister(Reg reg) const {
    return isTemp(reg) ? static_cast<uint32_t>(unit_.locals.size()) + (reg - kTemp) : number_[reg];
  }

  // Positions in list_ of the labels.
  void mapLabels() {
    size_t total = unit_.instructions.size();
    std::vector<uint32_t> place(total + 1);
    uint32_t next = 0;
    for (size_t i = 0; i < total; ++i) {
      place[i] = next;
      if (!unit_.instructions[i].removed) ++next;
    }
    place[total] = next;
    labels_.resize(unit_.labels.size());
    for (size_t i = 0; i < labels_.size(); ++i)
      labels_[i] = unit_.labels[i] == ~0u ? ~0u : place[std::min<size_t>(unit_.labels[i], total)];
  }

  static bool fitsSigned(int64_t value) { return value == static_cast<int16_t>(value); }

  // The operands at full width, a, b, c as the operand kinds have them; those of jumps are not known yet.
  void resolveFields() {
    fields_.reserve(list_.size());
    wide_.reserve(list_.size());
    for (const Ins* ins : list_) {
      const bytecode::FieldMasks& masks = bytecode::fieldMasks(ins->op);
      Fields out{{ins->a, ins->b, ins->c}};
      bool wide = false;
      for (unsigned which = 0; which < 3; ++which) {
        unsigned bit = 1u << which;
        uint32_t& value = out.values[which];
        // An empty range may name any register.
        if (masks.emptyWithoutC & bit && ins->c == 0)
          value = 0;
        else if (masks.registers & bit)
          value = finalRegister(value);
        wide |= masks.narrow & bit && value > 0xffff;
        wide |= masks.narrowSigned & bit && !fitsSigned(static_cast<int32_t>(value));
      }
      fields_.push_back(out);
      wide_.push_back(wide);
    }
  }

  // Offsets of all instructions; prefixes are added until every jump fits.
  void layOut() {
    size_t count = list_.size();
    offset_.resize(count + 1);
    for (bool changed = true; changed;) {
      changed = false;
      uint32_t at = 0;
      for (size_t i = 0; i < count; ++i) {
        offset_[i] = at;
        at += 1 + wide_[i] + bytecode::info(list_[i]->op).feedbackWords;
      }
      offset_[count] = at;
      if (fitsSigned(at)) return;  // then so does every distance
      for (size_t i = 0; i < count; ++i) {
        if (wide_[i] || bytecode::info(list_[i]->op).c != Operand::J || fitsSigned(distance(i))) continue;
        wide_[i] = true;
        changed = true;
      }
    }
  }

  int64_t distance(size_t i) const {
    if (list_[i]->label == kNoLabel) return 0;
    return static_cast<int64_t>(offset_[labels_[list_[i]->label]]) - static_cast<int64_t>(offset_[i]);
  }

  void encode() {
    code_.code.resize(offset_.back());  // feedback words are zero
    Word* out = code_.code.data();
    for (size_t i = 0; i < list_.size(); ++i) {
      const Ins& ins = *list_[i];
      const bytecode::OpInfo& row = bytecode::info(ins.op);
      uint32_t* values = fields_[i].values;
      auto jump = static_cast<uint32_t>(static_cast<int32_t>(distance(i)));
      if (row.c == Operand::J) values[2] = jump;
      if (row.b == Operand::J32) values[1] = jump;
      bool spread = row.c == Operand::HI;
      if (spread) {
        values[2] = values[1] >> 16;
        values[1] &= 0xffff;
      }
      if (wide_[i]) {
        Word prefix;
        prefix.op = Op::EXT;
        prefix.a = static_cast<uint16_t>(values[0] >> 16);
        prefix.b = spread ? 0 : static_cast<uint16_t>(values[1] >> 16);
        prefix.c = spread ? 0 : static_cast<uint16_t>(values[2] >> 16);
        *out++ = prefix;
      }
      Word word;
      word.op = ins.op;
      word.a = static_cast<uint16_t>(values[0]);
      word.b = static_cast<uint16_t>(values[1]);
      word.c = static_cast<uint16_t>(values[2]);
      *out = word;
      out += 1 + row.feedbackWords;
    }
  }

  // One entry for every run of instructions that a handler covers. Inner handlers were made after outer ones, so
  // descending order puts them first.
  void buildHandlers() {
    struct Run {
      size_t handler, start, end;
      bool raises;  // something in it that may raise is this handler's own, not an inner one's
    };
    std::vector<Run> runs;
    std::vector<size_t> current(unit_.handlers.size(), ~size_t{0});  // index in runs
    for (size_t i = 0; i < list_.size(); ++i) {
      for (int32_t at = list_[i]->handler; at >= 0; at = unit_.handlers[static_cast<size_t>(at)].parent) {
        auto h = static_cast<size_t>(at);
        if (current[h] == ~size_t{0} || runs[current[h]].end != i) {
          current[h] = runs.size();
          runs.push_back({h, i, i, false});
        }
        Run& run = runs[current[h]];
        run.end = i + 1;
        run.raises |= at == list_[i]->handler && (bytecode::info(list_[i]->op).flags & bytecode::RAISE) != 0;
      }
    }
    std::sort(runs.begin(), runs.end(),
              [](const Run& a, const Run& b) { return a.handler != b.handler ? a.handler > b.handler : a.start < b.start; });
    for (const Run& run : runs) {
      if (!run.raises) continue;
      const Handler& handler = unit_.handlers[run.handler];
      code_.handlers.push_back(
          {offset_[run.start], offset_[run.end], offset_[labels_[handler.target]], finalRegister(handler.exceptionRegister)});
    }
  }

  void addPosition(uint32_t start, const Loc& loc) {
    if (!loc.lineno && loc.col_offset < 0)
      code_.positions.push_back({start, 0, -1, -1, -1});
    else
      code_.positions.push_back({start, loc.lineno, loc.end_lineno, loc.col_offset, loc.end_col_offset});
  }

  void buildPositions() {
    Loc current{-2, 0, 0, 0};
    Loc inherited = kNoLoc;
    const Ins* previous = nullptr;
    size_t i = 0;
    for (const Ins& ins : unit_.instructions) {
      if (ins.removed) {
        if (ins.marksLine && ins.loc.lineno) marks_.push_back(&ins);
        continue;
      }
      Loc loc = ins.loc;
      bool own = loc.lineno || loc.col_offset >= 0;
      // An instruction without a position belongs to what it continues. One with the same position that does not continue it has
      // an entry of its own: line events depend on it.
      if (!own) loc = marks_.empty() ? inherited : marks_.back()->loc;
      bool begins = own && previous && bytecode::endsControl(previous->op);
      if (!marks_.empty() && addMarks(ins, offset_[i], inherited.lineno, loc.lineno)) current = Loc{-2, 0, 0, 0};
      inherited = bytecode::endsControl(ins.op) ? kNoLoc : loc;
      if (loc != current || begins) {
        current = loc;
        addPosition(offset_[i], loc);
      }
      previous = &ins;
      ++i;
    }
  }

  // Entries of no width in front of the instruction's own, for the marks before it whose lines are neither the one that control
  // comes from nor the instruction's. Returns whether there are any.
  bool addMarks(const Ins& ins, uint32_t start, int32_t from, int32_t to) {
    size_t count = 0;
    for (const Ins* mark : marks_) {
      if (mark->loc.lineno == from || joinsBetween(*mark, ins)) continue;
      addPosition(start, mark->loc);
      from = mark->loc.lineno;
      ++count;
    }
    if (count && from == to) {
      code_.positions.pop_back();
      --count;
    }
    marks_.clear();
    return count;
  }

  // Whether control can come in behind the mark: it would not have passed the mark then.
  bool joinsBetween(const Ins& mark, const Ins& ins) {
    if (isTarget_.empty()) {
      isTarget_.resize(unit_.instructions.size() + 1);
      for (const Ins& jump : unit_.instructions)
        if (!jump.removed && jump.label != kNoLabel) isTarget_[unit_.labels[jump.label]] = true;
      for (const Handler& handler : unit_.handlers) isTarget_[unit_.labels[handler.target]] = true;
    }
    for (const Ins* at = &mark + 1; at <= &ins; ++at)
      if (isTarget_[static_cast<size_t>(at - unit_.instructions.data())]) return true;
    return false;
  }

  Unit& unit_;
  CodeUnit& code_;
  std::vector<uint32_t> number_;
  std::vector<const Ins*> list_;
  std::vector<uint32_t> labels_;
  struct Fields {
    uint32_t values[3];
  };
  std::vector<Fields> fields_;
  std::vector<uint8_t> wide_;  // 1: has an EXT prefix
  std::vector<uint32_t> offset_;
  std::vector<const Ins*> marks_;  // behind the last instruction
  std::vector<bool> isTarget_;     // of unit_.instructions; made when it is needed
};

}  // namespace

void assemble(Unit& unit) { Assembler(unit).run(); }

}  // namespace typhon::frontend::codegen
