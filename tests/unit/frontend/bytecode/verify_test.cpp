// The verifier refuses units that would make an engine read what is not there.
#include "frontend/bytecode/verify.h"

#include <gtest/gtest.h>

#include "frontend/bytecode/liveness.h"
#include "frontend/bytecode/serialise.h"

namespace typhon::bytecode {
namespace {

Word word(Op op, unsigned a = 0, unsigned b = 0, unsigned c = 0) {
  Word w;
  w.op = op;
  w.a = static_cast<uint16_t>(a);
  w.b = static_cast<uint16_t>(b);
  w.c = static_cast<uint16_t>(c);
  return w;
}

// A unit of the instructions, ENTER before them and feedback words between.
CodeUnit unitOf(std::vector<Word> instructions, uint32_t registers = 20) {
  CodeUnit unit;
  unit.name = unit.qualifiedName = "f";
  unit.registerCount = registers;
  unit.names = {"x"};
  unit.constants.resize(1);
  instructions.insert(instructions.begin(), word(Op::ENTER));
  for (Word w : instructions) {
    unit.code.push_back(w);
    Word zero;
    zero.bits = 0;
    if (w.op != Op::EXT)
      for (unsigned k = 0; k < info(w.op).feedbackWords; ++k) unit.code.push_back(zero);
  }
  return unit;
}

TEST(Verify, AcceptsPlainCode) {
  EXPECT_EQ(verify(unitOf({word(Op::LOAD_INT, 0, 1), word(Op::ADD_I, 1, 0, 2), word(Op::RETURN, 1)})), "");
}

TEST(Verify, RefusesUninitialisedRegisters) { EXPECT_NE(verify(unitOf({word(Op::RETURN, 0)})), ""); }

TEST(Verify, RefusesRunningOffTheEnd) { EXPECT_NE(verify(unitOf({word(Op::LOAD_INT, 0, 1)})), ""); }

TEST(Verify, RefusesRegistersOutOfRange) { EXPECT_NE(verify(unitOf({word(Op::LOAD_INT, 20, 1), word(Op::RETURN, 20)})), ""); }

TEST(Verify, RefusesJumpsIntoInstructions) {
  EXPECT_NE(verify(unitOf({word(Op::JUMP, 0, 3), word(Op::LOAD_INT, 0), word(Op::ADD_I, 0, 0), word(Op::RETURN, 0)})), "");
  EXPECT_NE(verify(unitOf({word(Op::JUMP_BACK, 0, 0xffff, 0xffff)})), "");
}

TEST(Verify, RefusesWhatIsNoCell) {
  EXPECT_NE(verify(unitOf({word(Op::LOAD_INT, 0), word(Op::LOAD_CELL, 1, 0, 0), word(Op::RETURN, 1)})), "");
  EXPECT_EQ(verify(unitOf({word(Op::LOAD_INT, 0), word(Op::MAKE_CELL, 0), word(Op::LOAD_CELL, 1, 0, 0), word(Op::RETURN, 1)})),
            "");
}

TEST(Verify, CallsClobberTheirWindow) {
  auto call = [](unsigned result) {
    return unitOf({word(Op::LOAD_INT, 0), word(Op::LOAD_INT, 6), word(Op::CALL, 1, 0, 1), word(Op::RETURN, result)});
  };
  EXPECT_EQ(verify(call(1)), "");
  EXPECT_NE(verify(call(6)), "");
}

TEST(Verify, RefusesSpecialisedOpcodes) {
  EXPECT_NE(verify(unitOf({word(Op::LOAD_INT, 0), word(Op::ADD_INT, 0, 0, 0), word(Op::RETURN, 0)})), "");
}

TEST(Verify, HandlersSeeTheExceptionOnly) {
  CodeUnit unit = unitOf({word(Op::LOAD_NAME, 0, 0), word(Op::RETURN, 0), word(Op::RERAISE, 3)});
  unit.handlers.push_back({2, 5, 6, 3});
  EXPECT_EQ(verify(unit), "");
  unit.handlers[0].exceptionRegister = 4;
  EXPECT_NE(verify(unit), "");
}

TEST(Verify, EveryMutatedUnitIsJudgedWithoutHarm) {
  CodeUnit unit =
      unitOf({word(Op::LOAD_NAME, 0, 0), word(Op::LOAD_INT, 6), word(Op::CALL, 1, 0, 1), word(Op::JUMP_IF_FALSE, 1, 5),
              word(Op::BUILD_LIST, 2, 0, 0), word(Op::LIST_APPEND, 2, 1), word(Op::RETURN, 1)});
  std::string bytes = serialise(unit);
  for (size_t at = 0; at < bytes.size(); ++at) {
    for (int delta : {1, 0x40, 0x80, 0xff}) {
      std::string bad = bytes;
      bad[at] = static_cast<char>(bad[at] ^ delta);
      std::string error;
      EXPECT_EQ(deserialise(bad, error), nullptr) << "the digest does not cover byte " << at;
      sealImage(bad);
      auto back = deserialise(bad, error);
      if (back && verify(*back).empty()) Liveness live(*back);
    }
    std::string error;
    EXPECT_EQ(deserialise(bytes.substr(0, at), error), nullptr);
  }
}

TEST(Serialise, RoundTrip) {
  CodeUnit unit = unitOf({word(Op::LOAD_CONST, 0, 0), word(Op::RETURN, 0)});
  Constant& constant = unit.constants[0];
  constant.kind = Constant::Kind::Tuple;
  constant.items.resize(3);
  constant.items[0].kind = Constant::Kind::Int;
  constant.items[0].integer = -5;
  constant.items[1].kind = Constant::Kind::Float;
  constant.items[1].real = -0.0;
  constant.items[2].kind = Constant::Kind::Str;
  constant.items[2].text = "caf\xc3\xa9";
  unit.positions = {{0, 3, 4, 0, 9}, {2, 1, 1, -1, -1}};
  std::string bytes = serialise(unit), error;
  auto back = deserialise(bytes, error);
  ASSERT_NE(back, nullptr) << error;
  EXPECT_EQ(serialise(*back), bytes);
  EXPECT_EQ(back->code.size(), unit.code.size());
  EXPECT_TRUE(back->constants[0] == unit.constants[0]);
  EXPECT_EQ(back->positions[1].endLine, 1);
  EXPECT_NE(cacheMagic(), 0u);
}

TEST(Serialise, UnitsInsideAreReadWhenNeeded) {
  CodeUnit inner = unitOf({word(Op::LOAD_CONST, 0, 0), word(Op::RETURN, 0)});
  inner.name = "inner";
  inner.filename = "a.py";
  inner.hasDocstring = true;
  inner.constants[0].kind = Constant::Kind::Str;
  inner.constants[0].text = "what it does";
  inner.positions = {{0, 3, 4, 0, 9}};
  CodeUnit outer = unitOf({word(Op::LOAD_CONST, 0, 0), word(Op::RETURN, 0)});
  outer.filename = "a.py";
  outer.positions = {{0, 1, 1, 0, 1}};
  outer.constants.resize(2);
  outer.constants[1].kind = Constant::Kind::Code;
  outer.constants[1].code = std::make_shared<CodeUnit>(inner);
  std::string error;
  auto image = UnitImage::open(serialise(outer), error);
  ASSERT_NE(image, nullptr) << error;
  auto root = image->root(error);
  ASSERT_NE(root, nullptr) << error;
  const CodeUnit& partial = *root->constants[1].code;
  EXPECT_NE(partial.image, nullptr);
  EXPECT_EQ(partial.name, "inner");
  EXPECT_TRUE(partial.code.empty());
  ASSERT_EQ(partial.constants.size(), 1u);
  EXPECT_EQ(partial.constants[0].text, "what it does");
  auto whole = image->complete(partial, error);
  ASSERT_NE(whole, nullptr) << error;
  EXPECT_EQ(whole->image, nullptr);
  EXPECT_EQ(whole->code.size(), inner.code.size());
  // Writing completes what is still partial: the same bytes again.
  EXPECT_EQ(serialise(*root), serialise(outer));
}

TEST(Liveness, OperandsAndLoops) {
  // r0 = 0; while r0: r0 = r0 - r1; return r2
  CodeUnit unit =
      unitOf({word(Op::LOAD_INT, 0, 9), word(Op::LOAD_INT, 1, 1), word(Op::LOAD_INT, 2, 7), word(Op::JUMP_IF_FALSE, 0, 6),
              word(Op::SUBTRACT, 0, 0, 1), word(Op::JUMP_BACK, 0, 0xfffc, 0xffff), word(Op::RETURN, 2)});
  ASSERT_EQ(verify(unit), "");
  Liveness live(unit);
  EXPECT_FALSE(live.before(0).contains(0));
  EXPECT_TRUE(live.before(5).contains(0));
  EXPECT_TRUE(live.before(5).contains(1));
  EXPECT_TRUE(live.before(7).contains(2));
  EXPECT_FALSE(live.before(11).contains(1));
}

}  // namespace
}  // namespace typhon::bytecode
