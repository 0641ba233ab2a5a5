// Over a finished instruction list: jumps to jumps, unreachable code, CHECK_BOUND where assignment is definite, NOPs that
// mark no line of their own, and moves that unpacking can make unnecessary. What goes although its line is executed leaves a mark
// (Ins::marksLine).
#include <algorithm>

#include "frontend/bytecode/operands.h"
#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {
namespace {

bool isJump(const Ins& ins) { return ins.label != kNoLabel; }

class Optimiser {
 public:
  explicit Optimiser(Unit& unit) : unit_(unit), code_(unit.instructions) {}

  void run() {
    threadJumps();
    removeDeadCode();
    removeBoundChecks();
    removeJumpsToNext();
    removeNops();
    useLocalsInPlace();
  }

 private:
  // The first instruction at or after `index` that is still there.
  uint32_t skipRemoved(uint32_t index) const {
    while (index < code_.size() && code_[index].removed) ++index;
    return index;
  }
  uint32_t target(const Ins& ins) const { return skipRemoved(unit_.labels[ins.label]); }

  // Which instructions are jumped to.
  std::vector<bool> targets() const {
    std::vector<bool> isTarget(code_.size() + 1);
    for (const Ins& ins : code_)
      if (isJump(ins)) isTarget[unit_.labels[ins.label]] = true;
    return isTarget;
  }

  void threadJumps() {
    for (uint32_t i = 0; i < code_.size(); ++i) {
      Ins& ins = code_[i];
      if (!isJump(ins) || ins.op == Op::JUMP_BACK) continue;
      for (int steps = 0; steps < 16; ++steps) {
        uint32_t at = target(ins);
        while (at < code_.size() && code_[at].op == Op::NOP && code_[at].loc.lineno == 0) ++at;
        if (at >= code_.size() || code_[at].op != Op::JUMP || at == i) break;
        // SEND and FOR_ITER keep forward targets as well: JUMP only goes ahead.
        ins.label = code_[at].label;
      }
    }
  }

  // Marks what control can reach, handlers of reachable code included, and removes the rest.
  void removeDeadCode() {
    std::vector<bool> reached(code_.size());
    std::vector<uint32_t> work{0};
    std::vector<bool> handlerSeen(unit_.handlers.size());
    while (!work.empty()) {
      uint32_t i = work.back();
      work.pop_back();
      while (i < code_.size() && !reached[i]) {
        reached[i] = true;
        const Ins& ins = code_[i];
        if (isJump(ins)) work.push_back(unit_.labels[ins.label]);
        if (ins.handler >= 0 && (bytecode::info(ins.op).flags & bytecode::RAISE) &&
            !handlerSeen[static_cast<size_t>(ins.handler)]) {
          handlerSeen[static_cast<size_t>(ins.handler)] = true;
          work.push_back(unit_.labels[unit_.handlers[static_cast<size_t>(ins.handler)].target]);
        }
        if (bytecode::endsControl(ins.op)) break;
        ++i;
      }
    }
    for (uint32_t i = 0; i < code_.size(); ++i)
      if (!reached[i]) {
        code_[i].removed = true;
        code_[i].marksLine = false;
      }
  }

  // --- definite assignment

  size_t words() const { return (unit_.locals.size() + 63) / 64; }

  template <class Visit>
  void forEachWrite(const Ins& ins, Visit visit) const {
    // The kinds that are in neither mask write temporaries only.
    const bytecode::FieldMasks& masks = bytecode::fieldMasks(ins.op);
    if (!(masks.writes | masks.writesC)) return;
    const uint32_t fields[] = {ins.a, ins.b, ins.c};
    for (unsigned which = 0; which < 3; ++which) {
      if (masks.writes >> which & 1) visit(fields[which]);
      if (masks.writesC >> which & 1)
        for (uint32_t k = 0; k < ins.c; ++k) visit(fields[which] + k);
    }
  }

  void removeBoundChecks() {
    bool any = false, unbinds = false;
    for (const Ins& ins : code_) {
      any |= ins.op == Op::CHECK_BOUND && !ins.removed;
      unbinds |= ins.op == Op::LOAD_UNBOUND && !isTemp(ins.a) && !ins.removed;
    }
    if (!any) return;
    size_t width = words();
    // Where control comes in from elsewhere: an index into `states`, which has what is assigned on every way there.
    constexpr uint32_t kNone = ~0u;
    std::vector<uint32_t> entryOf(code_.size() + 1, kNone);
    uint32_t entries = 0;
    auto addEntry = [&](uint32_t at) {
      if (at < entryOf.size() && entryOf[at] == kNone) entryOf[at] = entries++;
    };
    for (const Ins& ins : code_)
      if (isJump(ins) && !ins.removed) addEntry(unit_.labels[ins.label]);
    for (const Handler& handler : unit_.handlers) addEntry(unit_.labels[handler.target]);
    std::vector<uint64_t> states(entries * width);
    std::vector<bool> reached(entries);  // an entry that nothing has reached yet has no state
    bool again;                          // an entry that the walk had passed already has changed
    std::vector<uint64_t> state(width);
    auto meet = [&](uint32_t from, uint32_t at) {
      uint32_t entry = entryOf[at];
      uint64_t* known = states.data() + entry * width;
      bool changed = !reached[entry];
      if (changed) {
        reached[entry] = true;
        std::copy(state.begin(), state.end(), known);
      } else {
        for (size_t w = 0; w < width; ++w) {
          uint64_t joined = known[w] & state[w];
          changed |= joined != known[w];
          known[w] = joined;
        }
      }
      again |= changed && at < from;
    };
    auto walk = [&](bool removing) {
      again = false;
      bool live = true;
      std::fill(state.begin(), state.end(), 0);
      for (size_t r = 0; r < unit_.locals.size(); ++r)
        if (unit_.locals[r].isParameter) state[r / 64] |= uint64_t{1} << (r % 64);
      for (uint32_t i = 0; i < code_.size(); ++i) {
        if (uint32_t entry = entryOf[i]; entry != kNone) {
          if (live) meet(i, i);
          live = reached[entry];
          if (live) std::copy_n(states.data() + entry * width, width, state.begin());
        }
        Ins& ins = code_[i];
        if (ins.removed || !live) continue;
        if (ins.op == Op::CHECK_BOUND && state[ins.a / 64] >> (ins.a % 64) & 1) {
          if (removing) ins.removed = ins.marksLine = true;
          continue;
        }
        uint8_t flags = bytecode::info(ins.op).flags;
        if (ins.handler >= 0 && flags & bytecode::RAISE)
          meet(i, unit_.labels[unit_.handlers[static_cast<size_t>(ins.handler)].target]);
        auto set = [&](Reg r) {
          if (!isTemp(r)) state[r / 64] |= uint64_t{1} << (r % 64);
        };
        switch (ins.op) {
          case Op::LOAD_UNBOUND:
            if (!isTemp(ins.a)) state[ins.a / 64] &= ~(uint64_t{1} << (ins.a % 64));
            break;
          case Op::CHECK_BOUND:
            set(ins.a);
            break;
          case Op::FOR_ITER:
            // The item is there only where the loop goes on.
            meet(i, unit_.labels[ins.label]);
            set(ins.b);
            continue;
          default:
            forEachWrite(ins, set);
            break;
        }
        if (isJump(ins)) meet(i, unit_.labels[ins.label]);
        if (flags & bytecode::END) live = false;
      }
    };
    // Where nothing is unbound, a loop can only add to what is assigned at its head, so what the first walk sees as bound is.
    do walk(!unbinds);
    while (again);
    if (unbinds) walk(true);
  }

  // A NOP stands for a line that has no other instruction (pass, continue, a constant); it goes when its neighbour has
  // the same line.
  void removeNops() {
    std::vector<bool> isTarget = targets();
    int32_t previousLine = -1;
    for (uint32_t i = 0; i < code_.size(); ++i) {
      Ins& ins = code_[i];
      if (isTarget[i]) previousLine = -1;
      if (ins.removed) continue;
      if (ins.op == Op::NOP) {
        uint32_t next = skipRemoved(i + 1);
        // The line goes over to an instruction without one, if control comes there from nowhere else.
        bool goesOver = next < code_.size() && code_[next].loc.lineno == 0;
        for (uint32_t j = i + 1; goesOver && j <= next; ++j) goesOver = !isTarget[j];
        bool keep = ins.loc.lineno && ins.loc.lineno != previousLine && !goesOver &&
                    !(next < code_.size() && code_[next].loc.lineno == ins.loc.lineno);
        if (goesOver && ins.loc.lineno && ins.loc.lineno != previousLine) code_[next].loc = ins.loc;
        if (!keep) {
          ins.removed = true;
          continue;
        }
      }
      if (ins.loc.lineno) previousLine = ins.loc.lineno;
      if (bytecode::endsControl(ins.op)) previousLine = -1;
    }
  }

  // Whether the k-th of some locals gets the number that follows the first one's by k.
  bool isConsecutive(Reg first, Reg reg, uint32_t k) const {
    const Local& head = unit_.locals[first];
    const Local& local = unit_.locals[reg];
    if (k == 0) return true;
    if (local.isParameter != head.isParameter || !numberedByUse(head) || !numberedByUse(local)) return false;
    return local.isParameter ? reg == first + k : local.order == head.order + k;
  }

  // UNPACK_SEQUENCE into temporaries that are only moved on to consecutive locals: unpack into the locals. The moves
  // follow in order with nothing between; the temporaries die there, being unpacking's own. Likewise a display whose
  // elements are just moved from consecutive locals reads the locals.
  void useLocalsInPlace() {
    std::vector<bool> isTarget = targets();
    std::vector<uint32_t> present;
    for (uint32_t i = 0; i < code_.size(); ++i) {
      if (code_[i].removed) continue;
      Ins& ins = code_[i];
      present.push_back(i);
      switch (ins.op) {
        case Op::UNPACK_SEQUENCE:
          if (ins.ownTargets) unpackInPlace(i, isTarget);
          break;
        case Op::BUILD_TUPLE:
        case Op::BUILD_LIST:
        case Op::BUILD_SET:
          packInPlace(present, isTarget);
          break;
        default:
          break;
      }
    }
  }

  void unpackInPlace(uint32_t i, const std::vector<bool>& isTarget) {
    Ins& ins = code_[i];
    std::vector<uint32_t> moves;
    uint32_t at = i;
    for (uint32_t k = 0; k < ins.c; ++k) {
      uint32_t next = skipRemoved(at + 1);
      for (uint32_t j = at + 1; j <= next && j < code_.size(); ++j)
        if (isTarget[j]) return;
      at = next;
      if (at >= code_.size() || code_[at].op != Op::MOVE || code_[at].b != ins.a + k || isTemp(code_[at].a)) return;
      moves.push_back(at);
      if (!isConsecutive(code_[moves[0]].a, code_[at].a, k)) return;
    }
    if (moves.empty()) return;
    ins.a = code_[moves[0]].a;
    for (uint32_t move : moves) code_[move].removed = code_[move].marksLine = true;
  }

  // The last of `present` is the display.
  void packInPlace(std::vector<uint32_t>& present, const std::vector<bool>& isTarget) {
    Ins& ins = code_[present.back()];
    uint32_t count = ins.c;
    if (count == 0 || present.size() <= count || !isTemp(ins.b)) return;
    size_t start = present.size() - 1 - count;
    Reg first = code_[present[start]].b;
    for (uint32_t k = 0; k < count; ++k) {
      const Ins& move = code_[present[start + k]];
      if (move.op != Op::MOVE || move.a != ins.b + k || isTemp(move.b) || !isConsecutive(first, move.b, k)) return;
    }
    for (uint32_t j = present[start] + 1; j <= present.back(); ++j)
      if (isTarget[j]) return;
    ins.b = first;
    for (uint32_t k = 0; k < count; ++k) {
      Ins& move = code_[present[start + k]];
      move.removed = move.marksLine = true;
    }
    present.erase(present.begin() + static_cast<ptrdiff_t>(start), present.end() - 1);
  }

  // Whether assembly numbers the local in order of first use (cells and free variables are sorted).
  static bool numberedByUse(const Local& local) {
    return local.isParameter || (local.order != ~0u && !(local.kind & (bytecode::kCell | bytecode::kFree)));
  }

  // One with a position may be all there is of its line: removeNops decides.
  void removeJumpsToNext() {
    for (uint32_t i = 0; i < code_.size(); ++i) {
      Ins& ins = code_[i];
      if (ins.removed || ins.op != Op::JUMP || target(ins) != skipRemoved(i + 1)) continue;
      if (ins.loc.lineno) {
        ins.op = Op::NOP;
        ins.label = kNoLabel;
      } else {
        ins.removed = true;
      }
    }
  }

  Unit& unit_;
  std::vector<Ins>& code_;
};

}  // namespace

void optimise(Unit& unit) { Optimiser(unit).run(); }

}  // namespace typhon::frontend::codegen
