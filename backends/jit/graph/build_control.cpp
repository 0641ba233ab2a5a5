// Calls, iteration, generators, exceptions, imports, matching.
#include "backends/jit/graph/builder.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/signature.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;
}

bool Builder::control() {
  const bytecode::Decoded& d = d_;
  switch (d.op) {
    case Op::ENTER: {
      if (parent_) return true;  // prepare() has looked
      helper(HelperId::poll, {});
      Node* room = add(NodeOp::CheckRoom, Rep::None);
      room->state = graph_.frameState(next_, scope_);
      room->state->registers = state()->registers;
      return true;
    }

    case Op::CALL:
    case Op::CALL_KW:
    case Op::CALL_METHOD:
    case Op::CALL_METHOD_KW: {
      bool method = d.op == Op::CALL_METHOD || d.op == Op::CALL_METHOD_KW;
      bool keywords = d.op == Op::CALL_KW || d.op == Op::CALL_METHOD_KW;
      Node* callee = read(d.b);
      Node* self = method ? read(d.b + kHeader) : nullptr;
      Tuple* names = nullptr;
      if (Node* n = keywords ? read(d.b + 1) : nullptr; n && n->op == NodeOp::Constant)
        names = Value::fromBits(n->bits).as<Tuple>();
      // Whether there is a receiver may have to be found out.
      bool unsure = self && (self->op == NodeOp::LoadRegister || self->op == NodeOp::Phi);
      if ((keywords && (!names || unsure)) || !mayGuess()) {
        write(d.a, callGeneral(callee, self, method, keywords));
        return true;
      }
      if (unsure) {
        write(d.a, callMethodUnsure(callee, self));
        return true;
      }
      bool shifted = self && self->op == NodeOp::Constant && self->bits == Value::kUnboundBits;
      std::vector<Node*> arguments;
      if (self && !shifted) arguments.push_back(self);
      for (uint32_t i = 0; i < d.c; ++i) arguments.push_back(read(d.b + kHeader + (method ? 1 : 0) + i));
      Node* v = callKnown(callee, d.b + (shifted ? 1 : 0), std::move(arguments), method, names);
      write(d.a, v ? v : callGeneral(callee, self, method, keywords));
      return true;
    }
    case Op::CALL_EX:
      if (Node* v = callStarred()) {
        write(d.a, v);
        return true;
      }
      spill(d.b, 1);
      spill(d.b + kHeader, 2);
      write(d.a, helper(HelperId::call_ex, {number(d.b)}));
      return true;
    case Op::RETURN: {
      Node* v = read(d.a);
      if (parent_) {
        add(NodeOp::LeaveScope, Rep::None, {v})->state = state();
        if (scope_->stepped) quickHelper(HelperId::finish_in_place, {scope_->generator});
        meet(*join_, v);
        return true;
      }
      add(NodeOp::Return, Rep::None, {v})->state = state();
      current_ = nullptr;
      return true;
    }
    case Op::MAKE_FUNCTION:
      write(d.a, helper(HelperId::make_function, {constant(code_->constants->items[d.bc()])}));
      return true;
    case Op::SET_FUNCTION:
      helper(HelperId::set_function, {read(d.a), read(d.b), number(d.c)});
      return true;

    case Op::GET_AITER:
      write(d.a, helper(HelperId::get_aiter, {read(d.b)}));
      return true;
    case Op::GET_ANEXT:
      write(d.a, helper(HelperId::get_anext, {read(d.b)}));
      return true;
    case Op::END_ASYNC_FOR:
      helper(HelperId::end_async_for, {read(d.a)}, true);
      return true;

    case Op::RETURN_GENERATOR: {
      if (parent_) {
        Node* g = newGenerator();
        add(NodeOp::LeaveScope, Rep::None, {g})->state = state();
        meet(*join_, g);
        return true;
      }
      Node* g = helper(HelperId::make_generator, {});
      add(NodeOp::Leave, Rep::None, {g});
      current_ = nullptr;
      if (start_ == kFromStart) addEntry(proper_, next_);
      return true;
    }
    case Op::YIELD:
    case Op::YIELD_DELEGATE: {
      if (feed_) {
        feedValue(read(d.b));
        return true;
      }
      if (parent_) {
        yieldToLoop(read(d.b));
        return true;
      }
      // YIELD_DELEGATE keeps the iterator in its register for throw() and close().
      Node* y = add(NodeOp::Yield, Rep::None, {read(d.b)}, d.a);
      FrameState* s = graph_.frameState(pc_, scope_);
      s->registers.assign(code_->registerCount, nullptr);
      for (uint32_t r = 0; r < code_->localCount; ++r) s->registers[r] = registers_[r];
      bytecode::LiveSet live = code_->liveness->across(pc_);
      for (uint32_t r = code_->localCount; r < code_->registerCount; ++r)
        if (live.contains(r)) s->registers[r] = registers_[r];
      if (d.op == Op::YIELD_DELEGATE) s->registers[d.c] = read(d.c);
      y->state = s;
      current_ = nullptr;
      if (start_ == kFromStart) addEntry(proper_, next_);
      return true;
    }
    case Op::GET_YIELD_FROM_ITER:
      write(d.a, helper(HelperId::get_yield_from_iter, {read(d.b)}));
      return true;
    case Op::GET_AWAITABLE:
      write(d.a, helper(HelperId::get_awaitable, {read(d.b), number(d.c)}));
      return true;
    case Op::SEND: {
      Node* v = helper(HelperId::send, {read(d.b), read(d.a)});
      write(d.a, v);
      Node* finished = add(NodeOp::LoadScratch, Rep::Bool);
      uint32_t behind = static_cast<uint32_t>(pc_ + d.signedC());
      branch(finished, behind);
      // A delegate that has been run without this frame comes here with its result, or an exception.
      if (start_ == kFromStart && !parent_) addEntry(proper_, behind);
      return true;
    }
    case Op::CLEANUP_THROW:
      write(d.a, helper(HelperId::cleanup_throw, {read(d.b)}, true));
      return true;

    case Op::RAISE:
      if (raiseStop(read(d.a))) return true;
      helper(HelperId::raise, {exceptionOf(read(d.a)), read(d.b)});
      add(NodeOp::Unreachable, Rep::None);
      current_ = nullptr;
      return true;
    case Op::RERAISE_CURRENT:
      helper(HelperId::reraise_current, {}, true);
      add(NodeOp::Unreachable, Rep::None);
      current_ = nullptr;
      return true;
    case Op::RERAISE:
      helper(HelperId::reraise, {read(d.a)}, true);
      add(NodeOp::Unreachable, Rep::None);
      current_ = nullptr;
      return true;
    case Op::PUSH_EXC:
      if (scope_->stepped) {
        add(NodeOp::Exit, Rep::None, {}, static_cast<uint64_t>(ExitReason::Unreached))->state = state();
        current_ = nullptr;
        return true;
      }
      write(d.a, exchangeHandled(read(d.b), HelperId::push_exc));
      return true;
    case Op::POP_EXC:
      exchangeHandled(read(d.a), HelperId::pop_exc);
      return true;
    case Op::EXC_MATCH:
      if (Node* v = matchException(read(d.b), read(d.c)))
        write(d.a, v);
      else
        write(d.a, helper(HelperId::exc_match, {read(d.b), read(d.c)}));
      return true;
    case Op::EXC_GROUP_MATCH:
      helper(HelperId::exc_group_match, {read(d.b), read(d.c), number(d.a)});
      reload(d.a, 2);
      return true;
    case Op::BEFORE_WITH:
    case Op::BEFORE_ASYNC_WITH:
      if (d.op == Op::BEFORE_WITH && enterContext(read(d.b))) return true;
      helper(HelperId::before_with, {read(d.b), number(d.op == Op::BEFORE_ASYNC_WITH), number(d.a)});
      reload(d.a, 2);
      return true;
    case Op::WITH_EXIT:
      write(d.a, helper(HelperId::with_exit, {read(d.b), read(d.c)}));
      return true;

    case Op::IMPORT_NAME:
      write(d.a, helper(HelperId::import_name, {name(d.c), read(d.b), read(d.b + 1)}));
      return true;
    case Op::IMPORT_FROM:
      write(d.a, helper(HelperId::import_from, {read(d.b), name(d.c)}));
      return true;
    case Op::GET_LEN:
      write(d.a, helper(HelperId::get_len, {read(d.b)}));
      return true;
    case Op::MATCH_MAPPING:
      write(d.a, quickHelper(HelperId::match_mapping, {read(d.b)}));
      return true;
    case Op::MATCH_SEQUENCE:
      write(d.a, quickHelper(HelperId::match_sequence, {read(d.b)}));
      return true;
    case Op::MATCH_KEYS:
      write(d.a, helper(HelperId::match_keys, {read(d.b), read(d.c)}));
      return true;
    case Op::MATCH_CLASS:
      spill(d.b, 3);
      write(d.a, helper(HelperId::match_class, {number(d.b), number(d.c)}));
      return true;
    case Op::INTRINSIC:
      spill(d.b, bytecode::kIntrinsicInfo[d.c].arguments);
      write(d.a, helper(HelperId::intrinsic, {number(d.c), number(d.b)}));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
