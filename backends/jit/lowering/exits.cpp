// Exits: each is one call, with what is not constant as its arguments; what is to be done with them stands in data behind the
// code (helpers/exits.h).
#include "backends/jit/helpers/exits.h"

#include <llvm/IR/Constants.h>

#include <algorithm>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/types/function.h"

namespace typhon::jit {

// Writes the steps of one exit. Whatever is a constant of the process stands in them; code whose addresses come from a table
// passes them like other values.
class Lowering::ExitWriter {
 public:
  ExitWriter(Lowering& lowering, const Exit& exit) : l_(lowering), exit_(exit), home_(exit.home) {}

  void write() {
    const Scope* scope = exit_.state->scope;
    frames(scope);
    registers(exit_.state);
    runGenerators(scope);
    // The interpreter begins with the prefix, if there is one.
    step(ExitStep::FrameAt, scope->base, exit_.state->pc);
    step(ExitStep::End);
  }

  // Appends the exit to the data.
  void appendTo(std::vector<uint64_t>* data) const {
    const Scope* scope = exit_.state->scope;
    data->push_back(exitHead(static_cast<uint8_t>(exit_.reason), scope->depth, scope->base));
    data->push_back(exitCounts(passed_.size(), made_));
    data->insert(data->end(), steps_.begin(), steps_.end());
  }
  const std::vector<V>& passed() const { return passed_; }

 private:
  void step(ExitStep step, uint64_t a = 0, uint64_t b = 0) { steps_.push_back(exitStep(step, a, b)); }
  void word(uint64_t bits) { steps_.push_back(bits); }
  uint32_t made(ExitStep kind, uint64_t a = 0, uint64_t b = 0) {
    step(kind, a, b);
    return kMade + made_++;
  }

  uint32_t pass(V v) {
    if (v->getType()->isDoubleTy()) v = l_.b_.CreateBitCast(v, l_.i64_);
    if (v->getType()->isIntegerTy(1)) v = l_.b_.CreateZExt(v, l_.i64_);
    auto place = std::find(passed_.begin(), passed_.end(), v);
    if (place == passed_.end()) place = passed_.insert(place, v);
    return static_cast<uint32_t>(place - passed_.begin());
  }

  // Whether steps have the value as bits.
  bool isLiteral(Node* n, uint64_t* bits) const {
    *bits = n ? n->bits : Value::kUnboundBits;
    if (n && (n->op != NodeOp::Constant || n->type == Rep::Word)) return false;
    if (n && n->type == Rep::Bool) *bits = n->bits == Value::kTrueBits ? Value::kTrueBits : Value::kFalseBits;
    return !l_.pointers_ || !n || n->more || !Value::fromBits(n->bits).isObject();
  }

  // The operand that is the node's Value.
  uint32_t operand(Node* n) {
    n = resolve(n);
    if (uint64_t bits; isLiteral(n, &bits)) {
      uint32_t constant = made(ExitStep::Constant);
      word(bits);
      return constant;
    }
    auto known = operands_.find(n);
    bool anew = n->op == NodeOp::ObjectState && planted(Plant::object_twice) && !underWay_;
    if (known != operands_.end() && !anew) return known->second;
    uint32_t result = valueOf(n);
    operands_[n] = result;
    return result;
  }

  uint32_t valueOf(Node* n) {
    switch (n->op) {
      case NodeOp::RangeState: {
        uint32_t next = operand(n->inputs[0]), stop = operand(n->inputs[1]);
        uint32_t range = made(ExitStep::Range, next, stop);
        word(n->bits);
        return range;
      }
      case NodeOp::NumberState: {
        uint32_t number = pass(l_.asFloat(n->inputs[0]));
        return made(ExitStep::Number, number, operand(n->inputs[1]));
      }
      case NodeOp::ObjectState:
        return object(n);
      case NodeOp::GeneratorState:
        writeBack(n);
        return operand(n->inputs[0]);
      default:
        break;
    }
    // What was unboxed is still there as it was.
    switch (n->type) {
      case Rep::Bool:
        return made(ExitStep::Boolean, pass(l_.native(n)));
      case Rep::Float:
        if (n->op == NodeOp::CheckFloat && resolve(n->inputs[0])->type == Rep::Any) return operand(n->inputs[0]);
        return made(ExitStep::Box, pass(l_.native(n)));
      case Rep::Word:
        if (n->op == NodeOp::AsWord && resolve(n->inputs[0])->type != Rep::Word) return operand(n->inputs[0]);
        return made(ExitStep::Word, pass(l_.native(n)));
      case Rep::Complex: {
        if (n->op == NodeOp::AsComplex) return operand(n->inputs[0]);
        auto [real, imaginary] = l_.partsOf(l_.native(n));
        uint32_t first = pass(real), second = pass(imaginary);
        return made(ExitStep::Complex, first, second);
      }
      default:
        return pass(l_.native(n));
    }
  }

  // Parts come when the object is there: they may lead back to it.
  uint32_t object(Node* n) {
    Form form = static_cast<Form>(n->offset);
    uint32_t result = made(ExitStep::Object);
    word(describe(n));
    word(n->bits);
    size_t count = n->inputs.size();
    uint32_t whole = result;
    if (!n->words.empty()) result = made(ExitStep::Instead, whole, operand(n->inputs[--count]));
    operands_[n] = result;
    bool reversed = planted(Plant::tuple_reversed) && form == Form::Tuple && n->words.empty();
    ++underWay_;
    for (size_t i = 0; i < count; ++i) part(whole, partOffset(form, i), n->inputs[reversed ? count - 1 - i : i]);
    --underWay_;
    return result;
  }

  void part(uint32_t object, int64_t offset, Node* n) {
    uint32_t value = operand(n);
    step(ExitStep::Part, object, value);
    word(static_cast<uint64_t>(offset));
  }

  // The registers of a generator that was taken apart, but for those that are as they were loaded.
  void writeBack(Node* state) {
    Node* generator = resolve(state->inputs[0]);
    uint32_t object = operand(generator);
    for (size_t i = 0; i < state->words.size(); ++i) {
      Node* n = resolve(state->inputs[i + 2]);
      int64_t offset = registerOffset(state, i);
      if (n && n->op == NodeOp::LoadField && resolve(n->inputs[0]) == generator && static_cast<int64_t>(n->bits) == offset)
        continue;
      if (planted(Plant::generator_stale) && n && n->type == Rep::Int) continue;
      part(object, offset, n);
    }
  }

  void store(size_t place, Node* n) {
    uint64_t bits;
    if (!isLiteral(n, &bits)) {
      uint32_t value = operand(n);
      return step(ExitStep::Store, place, value);
    }
    bool small = bits <= UINT32_MAX;
    step(small ? ExitStep::StoreSmall : ExitStep::StoreWord, place, small ? bits : 0);
    if (!small) word(bits);
  }

  Node* here(Node* n) const { return l_.here(n); }

  // Brings the registers of one frame home that are not there.
  void registers(const FrameState* state) {
    const Scope* scope = state->scope;
    size_t count = planted(Plant::exit_temporaries) ? scope->code->localCount : state->registers.size();
    for (size_t r = 0; r < count; ++r) {
      Node* n = here(state->registers[r]);
      size_t place = scope->base + r;
      if (!n || sameNode(home_.words[place], n)) continue;
      if (n->op == NodeOp::GeneratorState) {
        operand(n);
        n = resolve(n->inputs[0]);
        if (sameNode(home_.words[place], n)) continue;
      }
      store(place, n);
    }
  }

  // The frames around that of `scope`, and its header.
  void frames(const Scope* scope) {
    if (!scope->outer) return;
    frames(scope->outer);
    registers(scope->call);
    if (home_.headers[scope->id]) return;
    step(ExitStep::FrameAt, scope->outer->base, scope->call->pc);
    step(scope->generator && scope->seen ? ExitStep::HeaderSeen : ExitStep::Header, scope->base, scope->outer->base);
    word(reinterpret_cast<uint64_t>(scope->code));
    word(uint64_t{scope->destination} << 32 | scope->continuation);
    size_t header = scope->base - bytecode::kFrameHeaderWords;
    if (scope->function) {
      step(ExitStep::StoreWord, header + offsetof(Frame, function) / sizeof(Value));
      word(reinterpret_cast<uint64_t>(scope->function));
    } else {
      uint32_t callee = operand(here(scope->callee));
      step(ExitStep::Function, scope->base, callee);
    }
    store(header + offsetof(Frame, locals) / sizeof(Value), scope->extra ? here(scope->extra) : nullptr);
    // What is at home of a frame that has no header is what lies below it.
    for (size_t i = header; i < scope->base; ++i) home_.words[i] = nullptr;
  }

  // The frames of generators that go on within a loop become their generators' own, outer ones first.
  void runGenerators(const Scope* scope) {
    if (!scope) return;
    runGenerators(scope->outer);
    if (!scope->generator) return;
    uint32_t generator = operand(scope->generator);
    step(ExitStep::RunGenerator, scope->base, generator);
  }

  Lowering& l_;
  const Exit& exit_;
  Home home_;
  std::vector<uint64_t> steps_;
  std::vector<V> passed_;
  std::unordered_map<const Node*, uint32_t> operands_;
  uint32_t made_ = 0, underWay_ = 0;  // objects whose parts are being written
};

void Lowering::emitExits() {
  if (exits_.empty()) return;
  std::vector<uint64_t> data;
  std::vector<std::pair<size_t, std::vector<V>>> calls;
  for (const Exit& e : exits_) {
    b_.SetInsertPoint(e.block);
    objects_ = e.state;
    scope_ = e.state->scope;
    ExitWriter writer(*this, e);
    writer.write();
    calls.emplace_back(data.size(), writer.passed());
    writer.appendTo(&data);
  }
  llvm::Constant* words = llvm::ConstantDataArray::get(context_, data);
  auto* table = new llvm::GlobalVariable(module_, words->getType(), true, llvm::GlobalValue::PrivateLinkage, words, "exits");
  table->setAlignment(llvm::Align(8));
  llvm::FunctionCallee leave = module_.getOrInsertFunction(kHelpers[static_cast<unsigned>(HelperId::leave_by)].name,
                                                           llvm::FunctionType::get(i64_, {ptr_, ptr_, ptr_}, true));
  llvm::cast<llvm::Function>(leave.getCallee())->addFnAttr(llvm::Attribute::NoUnwind);
  for (size_t i = 0; i < exits_.size(); ++i) {
    b_.SetInsertPoint(exits_[i].block);
    std::vector<V> arguments = {thread_, frame_, b_.CreateConstInBoundsGEP2_64(words->getType(), table, 0, calls[i].first)};
    arguments.insert(arguments.end(), calls[i].second.begin(), calls[i].second.end());
    b_.CreateRet(b_.CreateCall(leave, arguments));
  }
}

}  // namespace typhon::jit
