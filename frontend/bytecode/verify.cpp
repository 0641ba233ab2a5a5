// Abstract interpretation of code units; see verify.h.
#include "frontend/bytecode/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/bytecode/operands.h"

namespace typhon::bytecode {
namespace {

// What a register may hold; a set of these.
enum Kind : uint16_t {
  kNothing = 1,  // garbage: never written, or clobbered by a call
  kUnboundMark = 2,
  kObject = 4,  // any object not named below
  kNone = 8,
  kCellObject = 16,
  kException = 32,
  kTuple = 64,
  kNameTuple = 128,  // a constant tuple of `payload` str
  kCellTuple = 256,  // a tuple of `payload` cells
  kList = 512,
  kSet = 1024,
  kDict = 2048,
  kText = 4096,
  kFunction = 8192,
  kOpenFunction = 16384,  // a function that still lacks its closure of `payload` cells
};
constexpr uint16_t kNotValue = kNothing | kUnboundMark | kOpenFunction;
constexpr uint16_t kAnyValue = static_cast<uint16_t>(~kNotValue & 0x7fff);
constexpr uint16_t kTuples = kTuple | kNameTuple | kCellTuple;

struct Slot {
  uint16_t kinds = kNothing;
  uint32_t payload = 0;
  bool operator==(const Slot&) const = default;
};

struct State {
  std::vector<Slot> registers;
  bool started = false;  // a generator that has returned itself to its caller

  bool operator==(const State&) const = default;
};

constexpr uint32_t kMaxRegisters = 1u << 20;
constexpr uint32_t kMaxNesting = 200;

bool validText(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    size_t length = lead < 0x80                   ? 1
                    : lead >= 0xc2 && lead < 0xe0 ? 2
                    : (lead & 0xf0) == 0xe0       ? 3
                    : lead >= 0xf0 && lead < 0xf5 ? 4
                                                  : 0;
    if (length == 0 || i + length > text.size()) return false;
    uint32_t point = length == 1 ? lead : lead & (0xff >> (length + 1));
    for (size_t k = 1; k < length; ++k) {
      auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0) != 0x80) return false;
      point = point << 6 | (next & 0x3f);
    }
    if ((length == 3 && point < 0x800) || (length == 4 && (point < 0x10000 || point > 0x10ffff))) return false;
    i += length;
  }
  return true;
}

class Verifier {
 public:
  Verifier(const CodeUnit& unit, bool recursive, uint32_t depth) : unit_(unit), recursive_(recursive), depth_(depth) {}

  std::string run() {
    if (checkTables() && findInstructions() && checkOperands() && checkHandlers()) interpret();
    return error_;
  }

 private:
  bool fail(std::string reason) {
    if (error_.empty()) error_ = fmt::format("{}: {}", unit_.qualifiedName, reason);
    return false;
  }
  bool failAt(uint32_t index, std::string reason) {
    return fail(fmt::format("{} at {}: {}", info(instructions_[index].op).name, starts_[index], reason));
  }

  // --- tables

  bool checkConstant(const Constant& constant, uint32_t depth) {
    if (depth > kMaxNesting) return fail("constants nested too deeply");
    switch (constant.kind) {
      case Constant::Kind::Str:
        return validText(constant.text) || fail("text that is not UTF-8");
      case Constant::Kind::BigInt: {
        std::string_view digits = constant.text;
        if (digits.starts_with('-')) digits.remove_prefix(1);
        if (digits.empty() || digits.find_first_not_of("0123456789abcdef") != std::string_view::npos)
          return fail("bad digits of an integer");
        return true;
      }
      case Constant::Kind::Tuple:
      case Constant::Kind::FrozenSet:
        for (const Constant& item : constant.items)
          if (!checkConstant(item, depth + 1)) return false;
        return true;
      case Constant::Kind::Code: {
        if (!constant.code) return fail("a code constant without code");
        if (depth_ + depth > kMaxNesting) return fail("code nested too deeply");
        if (!recursive_) return true;
        std::string inner = Verifier(*constant.code, true, depth_ + depth + 1).run();
        if (!inner.empty()) {
          error_ = inner;
          return false;
        }
        return true;
      }
      case Constant::Kind::None:
      case Constant::Kind::True:
      case Constant::Kind::False:
      case Constant::Kind::Ellipsis:
      case Constant::Kind::Int:
      case Constant::Kind::Float:
      case Constant::Kind::Complex:
      case Constant::Kind::Bytes:
        return true;
    }
    return fail("a constant of no kind");
  }

  bool checkTables() {
    if (unit_.registerCount > kMaxRegisters) return fail("too many registers");
    if (unit_.localNames.size() != unit_.localKinds.size() || unit_.localNames.size() > unit_.registerCount)
      return fail("named registers do not match");
    uint64_t parameters =
        uint64_t{unit_.argCount} + unit_.keywordOnlyCount + ((unit_.flags & kVarArgs) != 0) + ((unit_.flags & kVarKeywords) != 0);
    if (unit_.positionalOnlyCount > unit_.argCount || parameters > unit_.localNames.size())
      return fail("parameters do not match");
    parameters_ = static_cast<uint32_t>(parameters);
    for (uint32_t i = 0; i < unit_.localKinds.size(); ++i) {
      uint8_t kind = unit_.localKinds[i];
      if (kind == 0 || kind > (kLocal | kCell | kFree | kHidden)) return fail("a named register of no kind");
      if (i < parameters_ && (kind & (kFree | kHidden))) return fail("a parameter that is a free variable");
    }
    uint32_t suspendable = unit_.flags & (kGenerator | kCoroutine | kAsyncGenerator);
    if (suspendable & (suspendable - 1)) return fail("more than one kind of generator");
    if (!validText(unit_.name) || !validText(unit_.qualifiedName) || !validText(unit_.filename))
      return fail("text that is not UTF-8");
    for (const std::string& name : unit_.localNames)
      if (!validText(name)) return fail("text that is not UTF-8");
    for (const std::string& name : unit_.names)
      if (!validText(name)) return fail("text that is not UTF-8");
    for (const Constant& constant : unit_.constants)
      if (!checkConstant(constant, 0)) return false;
    if (unit_.hasDocstring && (unit_.constants.empty() || (unit_.constants[0].kind != Constant::Kind::Str &&
                                                           unit_.constants[0].kind != Constant::Kind::None)))
      return fail("no docstring where one is promised");
    uint32_t last = 0;
    for (const PositionEntry& entry : unit_.positions) {
      if (entry.start < last || entry.start >= unit_.code.size()) return fail("positions out of order");
      last = entry.start;
      if (entry.line < 0 || entry.endLine < -1 || entry.column < -1 || entry.endColumn < -1)
        return fail("a position that is none");
    }
    return true;
  }

  bool findInstructions() {
    size_t size = unit_.code.size();
    if (size == 0 || size > (1u << 28)) return fail("no code");
    indexOf_.assign(size, ~0u);
    for (uint32_t pc = 0; pc < size;) {
      const Word* word = &unit_.code[pc];
      uint32_t words = 1;
      if (word->op == Op::EXT) {
        if (pc + 1 >= size) return fail("code ends in a prefix");
        ++word;
        words = 2;
      }
      auto number = static_cast<unsigned>(word->op);
      if (number >= kOpCount || word->op == Op::EXT || info(word->op).specialised)
        return fail(fmt::format("no opcode at {}", pc));
      words += info(word->op).feedbackWords;
      if (pc + words > size) return fail("code ends in an instruction");
      indexOf_[pc] = static_cast<uint32_t>(instructions_.size());
      starts_.push_back(pc);
      instructions_.push_back(decode(&unit_.code[pc]));
      for (uint32_t k = pc + words - info(word->op).feedbackWords; k < pc + words; ++k)
        if (unit_.code[k].bits != 0) return fail(fmt::format("feedback in stored code at {}", k));
      pc += words;
    }
    return true;
  }

  bool checkRange(uint32_t index, uint64_t start, uint64_t count) {
    if (start + count > unit_.registerCount) return failAt(index, "register out of range");
    return true;
  }

  bool checkOperand(uint32_t index, Operand kind, uint32_t value) {
    const Decoded& d = instructions_[index];
    uint64_t named = unit_.localNames.size();
    auto window = [&](uint64_t words) {
      if (value < named) return failAt(index, "a call window over named registers");
      return checkRange(index, value, kFrameHeaderWords + words);
    };
    switch (kind) {
      case Operand::NO:
      case Operand::HI:
      case Operand::I:
      case Operand::I32:
      case Operand::U:
        return true;
      case Operand::R:
      case Operand::W:
      case Operand::X:
        return checkRange(index, value, 1);
      case Operand::R2:
      case Operand::W2:
        return checkRange(index, value, 2);
      case Operand::R3:
        return checkRange(index, value, 3);
      case Operand::RC:
      case Operand::WC:
        return checkRange(index, value, d.c);
      case Operand::R2C:
        return checkRange(index, value, 2 * uint64_t{d.c});
      case Operand::WEX:
        return checkRange(index, value, uint64_t{d.c & 0xff} + 1 + (d.c >> 8));
      case Operand::RC_INTRINSIC:
        if (d.c >= static_cast<unsigned>(Intrinsic::kCount)) return failAt(index, "no such intrinsic");
        return checkRange(index, value, kIntrinsicInfo[d.c].arguments);
      case Operand::WIN:
      case Operand::WINKW:
        return window(d.c);
      case Operand::MWIN:
      case Operand::MWINKW:
        return window(uint64_t{d.c} + 1);
      case Operand::WINEX:
        return window(2);
      case Operand::MW:
        return window(1);
      case Operand::K:
        return value < unit_.constants.size() || failAt(index, "constant out of range");
      case Operand::K32:
        return d.bc() < unit_.constants.size() || failAt(index, "constant out of range");
      case Operand::N:
        return value < unit_.names.size() || failAt(index, "name out of range");
      case Operand::N32:
        return d.bc() < unit_.names.size() || failAt(index, "name out of range");
      case Operand::J:
      case Operand::J32: {
        int64_t offset = 0;
        jumpOffset(d, offset);
        int64_t to = int64_t{starts_[index]} + offset;
        if (to < 0 || to >= static_cast<int64_t>(unit_.code.size()) || indexOf_[static_cast<size_t>(to)] == ~0u)
          return failAt(index, "jump to no instruction");
        bool back = info(d.op).flags & BACK;
        if (back ? offset > 0 : offset <= 0) return failAt(index, "jump in the wrong direction");
        return true;
      }
    }
    return failAt(index, "operand of no kind");
  }

  bool checkOperands() {
    bool isFunction = unit_.flags & kOptimized;
    uint32_t suspendable = unit_.flags & (kGenerator | kCoroutine | kAsyncGenerator);
    for (uint32_t i = 0; i < instructions_.size(); ++i) {
      const Decoded& d = instructions_[i];
      const OpInfo& row = info(d.op);
      if (!checkOperand(i, row.a, d.a) || !checkOperand(i, row.b, d.b) || !checkOperand(i, row.c, d.c)) return false;
      if ((d.op == Op::ENTER) != (i == 0)) return failAt(i, "ENTER stands first and only there");
      switch (d.op) {
        case Op::CONVERT:
          if (d.c < 1 || d.c > 3) return failAt(i, "no such conversion");
          break;
        case Op::GET_AWAITABLE:
          if (d.c > 2) return failAt(i, "no such kind of await");
          break;
        case Op::SET_FUNCTION:
          if (d.c > 4) return failAt(i, "no such part of a function");
          break;
        case Op::MAKE_FUNCTION:
          if (unit_.constants[d.bc()].kind != Constant::Kind::Code) return failAt(i, "not a code constant");
          break;
        case Op::LOAD_FREE:
          if (d.c > unit_.freeCount()) return failAt(i, "more free variables than there are");
          break;
        case Op::RETURN_GENERATOR:
        case Op::YIELD:
        case Op::YIELD_DELEGATE:
          if (!suspendable) return failAt(i, "not in a generator");
          break;
        case Op::LOAD_NAME:
        case Op::STORE_NAME:
        case Op::DELETE_NAME:
        case Op::LOAD_LOCALS:
        case Op::SETUP_ANNOTATIONS:
          if (isFunction) return failAt(i, "a function has no namespace");
          break;
        case Op::INTRINSIC:
          if (isFunction && static_cast<Intrinsic>(d.c) == Intrinsic::IMPORT_STAR)
            return failAt(i, "a function has no namespace");
          break;
        default:
          break;
      }
    }
    return true;
  }

  bool checkHandlers() {
    handlerOf_.assign(instructions_.size(), ~0u);
    for (uint32_t h = 0; h < unit_.handlers.size(); ++h) {
      const HandlerEntry& entry = unit_.handlers[h];
      size_t size = unit_.code.size();
      if (entry.start >= entry.end || entry.end > size || entry.target >= size || indexOf_[entry.start] == ~0u ||
          (entry.end < size && indexOf_[entry.end] == ~0u) || indexOf_[entry.target] == ~0u || entry.target == 0)
        return fail("a handler that covers no code");
      if (entry.exceptionRegister >= unit_.registerCount) return fail("a handler without its register");
      uint32_t last = entry.end < size ? indexOf_[entry.end] : static_cast<uint32_t>(instructions_.size());
      for (uint32_t i = indexOf_[entry.start]; i < last; ++i)
        if (handlerOf_[i] == ~0u) handlerOf_[i] = h;
    }
    return true;
  }

  // --- abstract interpretation

  void join(uint32_t index, const State& state) {
    State& into = states_[index];
    if (into.registers.empty() && !visited_[index]) {
      into = state;
      visited_[index] = true;
      work_.push_back(index);
      return;
    }
    if (into.started != state.started) {
      failAt(index, "reached both before and after the generator has begun");
      return;
    }
    bool changed = false;
    for (size_t r = 0; r < into.registers.size(); ++r) {
      Slot& slot = into.registers[r];
      const Slot& other = state.registers[r];
      Slot merged{static_cast<uint16_t>(slot.kinds | other.kinds), slot.payload};
      constexpr uint16_t kWithPayload = kNameTuple | kCellTuple | kOpenFunction;
      if ((slot.kinds & kWithPayload) == 0) {
        merged.payload = other.payload;
      } else if ((other.kinds & kWithPayload) && other.payload != slot.payload) {
        // Of different lengths: just tuples.
        if (merged.kinds & kOpenFunction) merged.kinds |= kNothing;
        if (merged.kinds & (kNameTuple | kCellTuple)) merged.kinds |= kTuple;
        merged.kinds &= static_cast<uint16_t>(~kWithPayload);
        merged.payload = 0;
      }
      if (merged == slot) continue;
      slot = merged;
      changed = true;
    }
    if (changed) work_.push_back(index);
  }

  bool need(uint32_t index, const State& state, uint32_t reg, uint16_t allowed, const char* what) {
    uint16_t kinds = state.registers[reg].kinds;
    if ((kinds & ~allowed) == 0) return true;
    const char* found = kinds & kNothing ? "nothing" : kinds & kUnboundMark ? "the unbound mark" : "something else";
    return failAt(index, fmt::format("r{} must hold {} but may hold {}", reg, what, found));
  }
  bool needValue(uint32_t index, const State& state, uint32_t reg) { return need(index, state, reg, kAnyValue, "a value"); }
  bool needValues(uint32_t index, const State& state, uint32_t start, uint32_t count) {
    for (uint32_t k = 0; k < count; ++k)
      if (!needValue(index, state, start + k)) return false;
    return true;
  }

  static Slot slotOf(const Constant& constant) {
    switch (constant.kind) {
      case Constant::Kind::None:
        return {kNone, 0};
      case Constant::Kind::Str:
        return {kText, 0};
      case Constant::Kind::Tuple:
        for (const Constant& item : constant.items)
          if (item.kind != Constant::Kind::Str) return {kTuple, 0};
        return {kNameTuple, static_cast<uint32_t>(constant.items.size())};
      default:
        return {kObject, 0};
    }
  }

  // Tests the operands of one instruction against the state before it; false after an error.
  bool checkReads(uint32_t i, const State& s) {
    const Decoded& d = instructions_[i];
    auto exception = [&](uint32_t reg) { return need(i, s, reg, kException, "an exception"); };
    auto optionalException = [&](uint32_t reg) { return need(i, s, reg, kException | kNone, "an exception or None"); };
    auto cell = [&](uint32_t reg) { return need(i, s, reg, kCellObject, "a cell"); };
    auto list = [&](uint32_t reg) { return need(i, s, reg, kList, "a list"); };
    auto set = [&](uint32_t reg) { return need(i, s, reg, kSet, "a set"); };
    auto dict = [&](uint32_t reg) { return need(i, s, reg, kDict, "a dict"); };
    auto tuple = [&](uint32_t reg) { return need(i, s, reg, kTuples, "a tuple"); };
    auto names = [&](uint32_t reg) { return need(i, s, reg, kNameTuple, "a tuple of names"); };
    auto value = [&](uint32_t reg) { return needValue(i, s, reg); };
    constexpr uint16_t kValueOrUnbound = kAnyValue | kUnboundMark;
    switch (d.op) {
      case Op::CHECK_BOUND:
      case Op::JUMP_IF_UNBOUND:
        return need(i, s, d.a, kValueOrUnbound, "a value or the unbound mark");
      case Op::MAKE_CELL:
        return need(i, s, d.a, kValueOrUnbound, "a value or the unbound mark");
      case Op::LOAD_CELL:
        return cell(d.b);
      case Op::STORE_CELL:
        return cell(d.a) && value(d.b);
      case Op::DELETE_CELL:
        return cell(d.a);
      case Op::LOAD_DICT_OR_CELL:
        return value(d.a) && cell(d.b);
      case Op::LIST_APPEND:
      case Op::LIST_EXTEND:
        return list(d.a) && value(d.b);
      case Op::LIST_TO_TUPLE:
        return list(d.b);
      case Op::SET_ADD:
      case Op::SET_UPDATE:
        return set(d.a) && value(d.b);
      case Op::DICT_SET:
        return dict(d.a) && value(d.b) && value(d.c);
      case Op::DICT_UPDATE:
        return dict(d.a) && value(d.b);
      case Op::DICT_MERGE:
        return dict(d.a) && value(d.b) && value(d.c);
      case Op::BUILD_STRING:
        for (uint32_t k = 0; k < d.c; ++k)
          if (!need(i, s, d.b + k, kText, "a str")) return false;
        return true;
      case Op::CALL:
        return value(d.b) && needValues(i, s, d.b + kFrameHeaderWords, d.c);
      case Op::CALL_KW:
        return value(d.b) && names(d.b + 1) && keywordCount(i, s, d.b + 1, d.c) && needValues(i, s, d.b + kFrameHeaderWords, d.c);
      case Op::CALL_METHOD:
        return value(d.b) && need(i, s, d.b + kFrameHeaderWords, kValueOrUnbound, "self or the unbound mark") &&
               needValues(i, s, d.b + kFrameHeaderWords + 1, d.c);
      case Op::CALL_METHOD_KW:
        return value(d.b) && names(d.b + 1) && keywordCount(i, s, d.b + 1, d.c) &&
               need(i, s, d.b + kFrameHeaderWords, kValueOrUnbound, "self or the unbound mark") &&
               needValues(i, s, d.b + kFrameHeaderWords + 1, d.c);
      case Op::CALL_EX:
        return value(d.b) && tuple(d.b + kFrameHeaderWords) &&
               need(i, s, d.b + kFrameHeaderWords + 1, kDict | kUnboundMark, "a dict or the unbound mark");
      case Op::SET_FUNCTION: {
        const Slot& function = s.registers[d.a];
        if (d.c == 3) {
          if (function.kinds != kOpenFunction) return failAt(i, "a function that wants no closure");
          if (!need(i, s, d.b, kCellTuple, "a tuple of cells")) return false;
          return s.registers[d.b].payload == function.payload || failAt(i, "a closure of the wrong length");
        }
        return need(i, s, d.a, kFunction | kOpenFunction, "a function") && value(d.b);
      }
      case Op::CLEANUP_THROW:
        return exception(d.b);
      case Op::RAISE:
        return value(d.a) && need(i, s, d.b, kValueOrUnbound, "a value or the unbound mark");
      case Op::RERAISE:
      case Op::END_ASYNC_FOR:
        return exception(d.a);
      case Op::PUSH_EXC:
        return exception(d.b);
      case Op::POP_EXC:
        return optionalException(d.a);
      case Op::EXC_MATCH:
        return exception(d.b) && value(d.c);
      case Op::EXC_GROUP_MATCH:
        return optionalException(d.b) && value(d.c);
      case Op::WITH_EXIT:
        return value(d.b) && exception(d.c);
      case Op::MATCH_KEYS:
        return value(d.b) && tuple(d.c);
      case Op::MATCH_CLASS:
        return value(d.b) && value(d.b + 1) && names(d.b + 2);
      case Op::YIELD:
      case Op::YIELD_DELEGATE:
        if (!s.started) return failAt(i, "before the generator has begun");
        return value(d.b) && (d.op == Op::YIELD || value(d.c));
      case Op::RETURN_GENERATOR:
        return !s.started || failAt(i, "the generator has begun already");
      case Op::INTRINSIC:
        switch (static_cast<Intrinsic>(d.c)) {
          case Intrinsic::STOP_ITERATION_ERROR:
            return exception(d.b);
          case Intrinsic::PREP_RERAISE_STAR:
            return exception(d.b) && list(d.b + 1);
          case Intrinsic::TYPEVAR:
          case Intrinsic::PARAMSPEC:
          case Intrinsic::TYPEVARTUPLE:
            return need(i, s, d.b, kText, "a str");
          case Intrinsic::TYPEVAR_WITH_BOUND:
          case Intrinsic::TYPEVAR_WITH_CONSTRAINTS:
            return need(i, s, d.b, kText, "a str") && value(d.b + 1);
          case Intrinsic::TYPEALIAS:
            return need(i, s, d.b, kText, "a str") && need(i, s, d.b + 1, kTuples | kNone, "a tuple or None") && value(d.b + 2);
          default:
            break;
        }
        break;
      default:
        break;
    }
    Access operands = access(d);
    for (uint32_t k = 0; k < operands.readCount; ++k)
      if (!needValues(i, s, operands.reads[k].start, operands.reads[k].count)) return false;
    return true;
  }

  bool keywordCount(uint32_t index, const State& state, uint32_t reg, uint32_t arguments) {
    return state.registers[reg].payload <= arguments || failAt(index, "more keywords than arguments");
  }

  static void write(State& s, uint32_t reg, uint16_t kinds, uint32_t payload = 0) { s.registers[reg] = {kinds, payload}; }

  // The state behind an instruction that has succeeded.
  void applyWrites(uint32_t i, State& s) {
    const Decoded& d = instructions_[i];
    Access operands = access(d);
    if (operands.clobberFrom != ~0u)
      for (uint32_t r = operands.clobberFrom; r < unit_.registerCount; ++r) write(s, r, kNothing);
    switch (d.op) {
      case Op::MOVE:
        s.registers[d.a] = s.registers[d.b];
        return;
      case Op::LOAD_CONST:
        s.registers[d.a] = slotOf(unit_.constants[d.bc()]);
        return;
      case Op::LOAD_UNBOUND:
        return write(s, d.a, kUnboundMark);
      case Op::CHECK_BOUND:
        s.registers[d.a].kinds &= static_cast<uint16_t>(~kUnboundMark);
        if (s.registers[d.a].kinds == 0) s.registers[d.a].kinds = kObject;
        return;
      case Op::MAKE_CELL:
        return write(s, d.a, kCellObject);
      case Op::LOAD_FREE:
        for (uint32_t k = 0; k < d.c; ++k) write(s, d.a + k, kCellObject);
        return;
      case Op::BUILD_TUPLE: {
        bool cells = d.c > 0;
        for (uint32_t k = 0; k < d.c; ++k) cells = cells && s.registers[d.b + k].kinds == kCellObject;
        return write(s, d.a, cells ? kCellTuple : kTuple, cells ? d.c : 0);
      }
      case Op::BUILD_LIST:
        return write(s, d.a, kList);
      case Op::BUILD_SET:
        return write(s, d.a, kSet);
      case Op::BUILD_DICT:
      case Op::STAR_KEYWORDS:
        return write(s, d.a, kDict);
      case Op::BUILD_STRING:
      case Op::CONVERT:
      case Op::FORMAT_SIMPLE:
      case Op::FORMAT_SPEC:
        return write(s, d.a, kText);
      case Op::LIST_TO_TUPLE:
      case Op::STAR_ARGUMENTS:
      case Op::PREPEND_ARGUMENTS:
        return write(s, d.a, kTuple);
      case Op::MAKE_FUNCTION: {
        uint32_t wanted = static_cast<uint32_t>(unit_.constants[d.bc()].code->freeCount());
        return write(s, d.a, wanted ? kOpenFunction : kFunction, wanted);
      }
      case Op::SET_FUNCTION:
        if (d.c == 3) write(s, d.a, kFunction);
        return;
      case Op::LOAD_METHOD:
      case Op::LOAD_SUPER_METHOD:
        write(s, d.a, kObject);
        return write(s, d.a + kFrameHeaderWords, kObject | kUnboundMark);
      case Op::PUSH_EXC:
        return write(s, d.a, kException | kNone);
      case Op::EXC_GROUP_MATCH:
        write(s, d.a, kException | kNone);
        return write(s, d.a + 1, kException | kNone);
      case Op::MATCH_KEYS:
      case Op::MATCH_CLASS:
        return write(s, d.a, kTuple | kNone);
      case Op::INTRINSIC:
        if (static_cast<Intrinsic>(d.c) == Intrinsic::STOP_ITERATION_ERROR) return write(s, d.a, kException);
        if (static_cast<Intrinsic>(d.c) == Intrinsic::PREP_RERAISE_STAR) return write(s, d.a, kException | kNone);
        return write(s, d.a, kObject);
      case Op::RETURN_GENERATOR:
        s.started = true;
        return;
      default:
        break;
    }
    for (uint32_t k = 0; k < operands.writeCount; ++k)
      for (uint32_t r = 0; r < operands.writes[k].count; ++r) write(s, operands.writes[k].start + r, kObject);
  }

  void interpret() {
    size_t count = instructions_.size();
    states_.resize(count);
    visited_.assign(count, false);
    State entry;
    entry.registers.resize(unit_.registerCount);
    for (uint32_t r = 0; r < unit_.localNames.size(); ++r) write(entry, r, r < parameters_ ? kObject : kUnboundMark);
    join(0, entry);
    // States are kept where paths meet; between, one state is carried along.
    std::vector<bool> meeting(count);
    for (uint32_t i = 0; i < count; ++i) {
      int64_t offset;
      if (jumpOffset(instructions_[i], offset)) meeting[indexOf_[static_cast<size_t>(starts_[i] + offset)]] = true;
    }
    while (!work_.empty() && error_.empty()) {
      uint32_t i = work_.back();
      work_.pop_back();
      State state = states_[i];
      while (error_.empty()) {
        const Decoded& d = instructions_[i];
        if (!checkReads(i, state)) return;
        if (handlerOf_[i] != ~0u && (info(d.op).flags & RAISE)) {
          const HandlerEntry& handler = unit_.handlers[handlerOf_[i]];
          State raised = state;
          Access operands = access(d);
          if (operands.clobberFrom != ~0u)
            for (uint32_t r = operands.clobberFrom; r < unit_.registerCount; ++r) write(raised, r, kNothing);
          write(raised, handler.exceptionRegister, kException);
          join(indexOf_[handler.target], raised);
        }
        int64_t offset;
        bool jumps = jumpOffset(d, offset);
        uint32_t target = jumps ? indexOf_[static_cast<size_t>(starts_[i] + offset)] : 0;
        if (jumps && d.op == Op::FOR_ITER) join(target, state);
        if (jumps && (d.op == Op::JUMP_IF_NONE || d.op == Op::JUMP_IF_NOT_NONE)) {
          State none = state;
          if (state.registers[d.a].kinds & kNone) {
            none.registers[d.a].kinds &= static_cast<uint16_t>(kNone | kObject);
            state.registers[d.a].kinds &= static_cast<uint16_t>(~kNone);
            if (state.registers[d.a].kinds == 0) state.registers[d.a].kinds = kObject;
          }
          if (d.op == Op::JUMP_IF_NONE) {
            join(target, none);
          } else {
            join(target, state);
            state = std::move(none);
          }
        } else {
          applyWrites(i, state);
          if (jumps && d.op != Op::FOR_ITER) join(target, state);
        }
        if (endsControl(d.op)) break;
        if (++i >= count) {
          fail("control runs off the end of the code");
          return;
        }
        if (meeting[i]) {
          join(i, state);
          break;
        }
      }
    }
  }

  const CodeUnit& unit_;
  bool recursive_;
  uint32_t depth_;
  std::string error_;
  uint32_t parameters_ = 0;
  std::vector<uint32_t> indexOf_, starts_, handlerOf_;
  std::vector<Decoded> instructions_;
  std::vector<State> states_;
  std::vector<bool> visited_;
  std::vector<uint32_t> work_;
};

}  // namespace

std::string verify(const CodeUnit& unit, bool recursive) { return Verifier(unit, recursive, 0).run(); }

}  // namespace typhon::bytecode
