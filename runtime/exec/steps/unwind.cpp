// Leaving frames: what a returned value still has to go through, and finding the handler of an exception.
#include "runtime/exec/steps/feed.h"
#include "runtime/exec/steps/operators.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/ops/binary.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {
namespace {

// The instruction proper at `pc` with its operands at full width.
struct Site {
  bytecode::Decoded d;
  Word* first;  // its prefix, or itself
  explicit Site(Frame* f) {
    first = f->pc;
    if (f->pc != f->code->words && f->pc[-1].op == Op::EXT && isPrefixOf(f)) --first;
    d = bytecode::decode(first);
  }
  // A feedback word before pc may look like an EXT prefix; the unit's own words tell.
  static bool isPrefixOf(Frame* f) {
    size_t index = static_cast<size_t>(f->pc - f->code->words) - 1;
    return (*f->code->unit)->code[index].op == Op::EXT;
  }
};

// Jumps as operand C of the instruction at f->pc says.
void jumpByC(Frame* f) {
  if (f->pc[-1].op == Op::EXT) [[unlikely]] {
    Site site(f);
    f->pc = site.first + site.d.signedC();
  } else {
    f->pc += static_cast<int16_t>(f->pc->c);
  }
}

// Jumps as operands B and C of the instruction at f->pc say, which are one number.
void jumpByBC(Frame* f) {
  const Word* pc = f->pc;
  bool prefixed = pc[-1].op == Op::EXT && Site::isPrefixOf(f);
  f->pc += static_cast<int32_t>(uint32_t{pc->b} | uint32_t{pc->c} << 16) - prefixed;
}

void advance(Frame* f) { f->pc += kWordsOf[static_cast<unsigned>(f->pc->op)]; }

struct CompareSite {
  CompareOp op;
  bool sense;      // jump when the comparison is this
  bool immediate;  // B is a number, not a register
};
CompareSite compareSite(Op op) {
  switch (bytecode::info(op).base) {
#define CASES(NAME, Value_)                   \
  case Op::NAME:                              \
    return {CompareOp::Value_, true, false};  \
  case Op::JUMP_IF_##NAME:                    \
    return {CompareOp::Value_, true, false};  \
  case Op::JUMP_UNLESS_##NAME:                \
    return {CompareOp::Value_, false, false}; \
  case Op::JUMP_IF_##NAME##_I:                \
    return {CompareOp::Value_, true, true};   \
  case Op::JUMP_UNLESS_##NAME##_I:            \
    return {CompareOp::Value_, false, true};
    CASES(LESS, Lt)
    CASES(LESS_EQUAL, Le)
    CASES(EQUAL, Eq)
    CASES(NOT_EQUAL, Ne)
    CASES(GREATER, Gt)
    CASES(GREATER_EQUAL, Ge)
#undef CASES
    default:
      __builtin_unreachable();
  }
}

// Right operand of a binary instruction, in whatever form it stands.
Value rightOperand(Frame* f, const Site& site) {
  switch (bytecode::info(site.d.op).c) {
    case bytecode::Operand::I:
      return Value::smallInt(site.d.signedC());
    case bytecode::Operand::K:
      return f->code->constants->items[site.d.c];
    default:
      return f->registers()[site.d.c];
  }
}

// Tells the instruction at f->pc, a jump or NOT, the truth of its operand.
void takeTruth(Frame* f, uint32_t destination, bool truth) {
  Op op = f->pc->op;
  if (op == Op::NOT) f->registers()[destination] = Value::boolean(!truth);
  if (op != Op::NOT && truth == (op == Op::JUMP_IF_TRUE))
    jumpByBC(f);
  else
    advance(f);
}

// Index of the handler entry for the word `pc`, or -1. Inner entries come first.
int findHandler(const bytecode::CodeUnit& unit, uint32_t pc) {
  for (size_t i = 0; i < unit.handlers.size(); ++i)
    if (pc >= unit.handlers[i].start && pc < unit.handlers[i].end) return static_cast<int>(i);
  return -1;
}

// Until a temporary is written again the collector takes it for live in the innermost frame. One that holds what has used up the
// memory would let handler after handler run out of it.
void clearDeadTemporaries(Frame* f) {
  Code* code = f->code;
  if (!code->liveness) code->liveness = new bytecode::Liveness(**code->unit);
  bytecode::LiveSet live = code->liveness->before(static_cast<uint32_t>(f->pc - code->words));
  for (uint32_t i = code->localCount; i < code->registerCount; ++i)
    if (!live.contains(i)) f->registers()[i] = Value::unbound();
}

}  // namespace

bool isBinary(Op op, BinaryInstruction* out) {
  switch (bytecode::info(op).base) {
#define CASE(NAME, Name, inplace)     \
  case Op::NAME:                      \
    *out = {BinaryOp::Name, inplace}; \
    return true;
#define CASES(NAME, Name) \
  CASE(NAME, Name, false) \
  CASE(INPLACE_##NAME, Name, true)
    CASES(ADD, Add)
    CASES(SUBTRACT, Subtract)
    CASES(MULTIPLY, Multiply)
    CASES(TRUE_DIVIDE, TrueDivide)
    CASES(FLOOR_DIVIDE, FloorDivide)
    CASES(MODULO, Modulo)
    CASES(POWER, Power)
    CASES(MATMUL, Matmul)
    CASES(LSHIFT, Lshift)
    CASES(RSHIFT, Rshift)
    CASES(AND, And)
    CASES(OR, Or)
    CASES(XOR, Xor)
    CASES(ADD_I, Add)
    CASES(SUBTRACT_I, Subtract)
    CASE(MULTIPLY_I, Multiply, false)
    CASE(FLOOR_DIVIDE_I, FloorDivide, false)
    CASE(MODULO_I, Modulo, false)
    CASE(LSHIFT_I, Lshift, false)
    CASE(RSHIFT_I, Rshift, false)
    CASE(AND_I, And, false)
    CASE(ADD_K, Add, false)
    CASE(SUBTRACT_K, Subtract, false)
    CASE(MULTIPLY_K, Multiply, false)
    CASE(TRUE_DIVIDE_K, TrueDivide, false)
#undef CASES
#undef CASE
    default:
      return false;
  }
}

bool resumeCaller(Thread* t, Continuation continuation, uint32_t destination, Value extra, Value v) {
  Frame* f = t->frame;
  Value* r = f->registers();
  switch (continuation) {
    case Continuation::Store:
      r[destination] = v;
      advance(f);
      return true;
    case Continuation::InitReturnsSelf:
      if (!v.isNone()) return raise(t, exc::TypeError, "__init__() should return None, not '{}'", typeName(v));
      r[destination] = extra;
      advance(f);
      return true;
    case Continuation::Discard:
      advance(f);
      return true;
    case Continuation::Compare: {
      if (v == notImplemented) {
        Site site(f);
        v = TRY(compareAfterLeft(t, compareSite(site.d.op).op, r[site.d.b], r[site.d.c]));
      }
      r[destination] = v;
      advance(f);
      return true;
    }
    case Continuation::CompareBranch: {
      if (v.isBool()) {
        if (v.isTrue() == compareSite(f->pc->op).sense)
          jumpByC(f);
        else
          advance(f);
        return true;
      }
      Site site(f);
      CompareSite c = compareSite(site.d.op);
      if (v == notImplemented) {
        Value right = c.immediate ? Value::smallInt(site.d.signedB()) : r[site.d.b];
        v = TRY(compareAfterLeft(t, c.op, r[site.d.a], right));
      }
      bool truth = v.isBool() ? v.isTrue() : TRY(truthPy(t, v));
      if (truth == c.sense)
        f->pc = site.first + site.d.signedC();
      else
        advance(f);
      return true;
    }
    case Continuation::Binary:
    case Continuation::BinaryRight:
    case Continuation::Inplace: {
      if (v == notImplemented) {
        Site site(f);
        BinaryInstruction instruction;
        isBinary(site.d.op, &instruction);
        auto [op, inplace] = instruction;
        Value a = r[site.d.b], b = rightOperand(f, site);
        if (continuation == Continuation::Inplace) {
          // The plain operator's turn, from its beginning.
          Value left = TRY(lookupSpecialPy(t, a, operatorName(op, 0)));
          v = left.isUnbound() ? notImplemented : TRY(callPy(t, left, {b}));
        }
        if (v == notImplemented) {
          if (continuation == Continuation::BinaryRight) return unsupportedOperands(t, op, inplace, a, b);
          v = TRY(binaryRightPy(t, op, inplace, a, b));
        }
      }
      r[destination] = v;
      advance(f);
      return true;
    }
    case Continuation::ForIter:
      // Unbound: a generator has returned.
      if (v.isUnbound()) {
        jumpByC(f);
      } else {
        r[destination] = v;
        advance(f);
      }
      return true;
    case Continuation::Send: {
      // Only a return comes this way (a yield goes on like Store): the result, and out of the loop.
      r[destination] = v;
      jumpByC(f);
      return true;
    }
    case Continuation::Feed:
      return finishFeedPy(t);
    case Continuation::Resume:
      // Only a return comes this way, too.
      return raiseStopIterationPy(t, v);
    case Continuation::Length: {
      int64_t n = lengthFromPy(t, v);
      if (n < 0) return false;
      r[destination] = TRY(makeInt(t, n));
      advance(f);
      return true;
    }
    case Continuation::Contains: {
      bool found = v.isBool() ? v.isTrue() : TRY(truthPy(t, v));
      r[destination] = Value::boolean(found == (f->pc->op == Op::CONTAINS));
      advance(f);
      return true;
    }
    case Continuation::Truth:
      if (!v.isBool()) return raise(t, exc::TypeError, "__bool__ should return bool, returned {}", typeName(v));
      takeTruth(f, destination, v.isTrue());
      return true;
    case Continuation::LengthTruth: {
      int64_t n = lengthFromPy(t, v);
      if (n < 0) return false;
      takeTruth(f, destination, n > 0);
      return true;
    }
    case Continuation::Entry:
      break;
  }
  __builtin_unreachable();
}

bool isHandled(const Frame* f) { return findHandler(**f->code->unit, static_cast<uint32_t>(f->pc - f->code->words)) >= 0; }

Unwound unwindFrame(Thread* t) {
  Frame* f = t->frame;
  const bytecode::CodeUnit& unit = **f->code->unit;
  int i = findHandler(unit, static_cast<uint32_t>(f->pc - f->code->words));
  if (i >= 0) {
    bool memory = pendingIs(t, exc::MemoryError);
    f->registers()[unit.handlers[i].exceptionRegister] = takePending(t);
    f->pc = f->code->words + unit.handlers[i].target;
    if (memory) clearDeadTemporaries(f);
    return Unwound::Handled;
  }
  Continuation continuation = f->continuation;
  bool generator = f->flags & kFrameOfGenerator;
  if (generator)
    finishGenerator(t, f);
  else
    popFrame(t);
  if (continuation == Continuation::Entry) return Unwound::LeftEntry;
  if (continuation == Continuation::ForIter && !generator && pendingIs(t, exc::StopIteration)) {
    // __next__ written in Python is exhausted.
    clearPending(t);
    jumpByC(t->frame);
    return Unwound::Exhausted;
  }
  return Unwound::Left;
}

bool unwind(Thread* t) {
  for (;;) {
    switch (unwindFrame(t)) {
      case Unwound::Handled:
      case Unwound::Exhausted:
        return true;
      case Unwound::LeftEntry:
        return false;
      case Unwound::Left:
        addTraceback(t, t->frame);
    }
  }
}

const uint8_t kWordsOf[bytecode::kOpCount] = {
#define OP(name, a, b, c, feedback, flags, doc) 1 + feedback,
#define QUICK(name, base) wordsOf(Op::base),
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
};

}  // namespace typhon::steps
