// Shapes: sharing, overflow, dictionary mode, learning.
#include "runtime/object/shape.h"

#include "runtime/memory/heap.h"
#include "runtime/object/shape_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "tests/unit/runtime/runtime_fixture.h"

namespace typhon {
namespace {

class ShapeTest : public RuntimeTest {
 protected:
  Type* makeClass() {
    Value c = callPy(t, Value(types::type), {Value(internStr(t, "C")), Value(emptyTuple()), Value(makeDict(t))});
    return c.as<Type>();
  }
  Str* name(int i) { return internStr(t, "attribute" + std::to_string(i)); }
};

TEST_F(ShapeTest, instancesWithTheSameAttributesShareAShape) {
  Type* c = makeClass();
  Value a = callPy(t, Value(c)), b = callPy(t, Value(c));
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(setAttrPy(t, a, name(i), Value::smallInt(i)));
    ASSERT_TRUE(setAttrPy(t, b, name(i), Value::smallInt(-i)));
  }
  EXPECT_EQ(a.asObject()->shape, b.asObject()->shape);
  ASSERT_TRUE(setAttrPy(t, b, name(7), Value::none()));
  EXPECT_NE(a.asObject()->shape, b.asObject()->shape);
  EXPECT_EQ(getAttrPy(t, b, name(1)), Value::smallInt(-1));
}

TEST_F(ShapeTest, overflowThenDictionary) {
  Type* c = makeClass();
  Value a = callPy(t, Value(c));
  for (int i = 0; i < 300; ++i) {
    ASSERT_TRUE(setAttrPy(t, a, name(i), Value::smallInt(i)));
    ASSERT_EQ(shapeOf(a.asObject())->isDictionary, i >= static_cast<int>(kMaxShapeSlots));
  }
  for (int i = 0; i < 300; ++i) ASSERT_EQ(getAttrPy(t, a, name(i)), Value::smallInt(i));
}

TEST_F(ShapeTest, deletingOneOfFewKeepsAShape) {
  Type* c = makeClass();
  Value a = callPy(t, Value(c)), b = callPy(t, Value(c));
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(setAttrPy(t, a, name(i), Value::smallInt(i)));
  ASSERT_TRUE(setAttrPy(t, b, name(1), Value::none()));
  ASSERT_TRUE(setAttrPy(t, a, name(0), Value::unbound()));
  EXPECT_EQ(shapeOf(a.asObject()), shapeOf(b.asObject()));
  EXPECT_TRUE(findAttrPy(t, a, name(0)).isUnbound());
  EXPECT_EQ(getAttrPy(t, a, name(1)), Value::smallInt(1));
}

TEST_F(ShapeTest, deletingAndAskingForTheDictMaterialise) {
  Type* c = makeClass();
  Value a = callPy(t, Value(c));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(setAttrPy(t, a, name(i), Value::smallInt(i)));
  ASSERT_TRUE(setAttrPy(t, a, name(3), Value::unbound()));
  EXPECT_TRUE(shapeOf(a.asObject())->isDictionary);
  EXPECT_TRUE(findAttrPy(t, a, name(3)).isUnbound());
  EXPECT_EQ(getAttrPy(t, a, name(9)), Value::smallInt(9));
  Value b = callPy(t, Value(c));
  ASSERT_TRUE(setAttrPy(t, b, name(0), Value::none()));
  Value d = instanceDict(t, b);
  ASSERT_TRUE(isa<Dict>(d));
  ASSERT_TRUE(dictSetStr(t, d.as<Dict>(), name(5), Value::smallInt(5)));
  EXPECT_EQ(getAttrPy(t, b, name(5)), Value::smallInt(5));
}

TEST_F(ShapeTest, classesLearnHowManySlotsInstancesNeed) {
  Type* c = makeClass();
  uint16_t before = c->inlineCount;
  Value a = callPy(t, Value(c));
  for (int i = 0; i <= before; ++i) ASSERT_TRUE(setAttrPy(t, a, name(i), Value::smallInt(i)));
  EXPECT_GT(c->inlineCount, before);
  Value b = callPy(t, Value(c));
  for (int i = 0; i <= before; ++i) ASSERT_TRUE(setAttrPy(t, b, name(i), Value::smallInt(i)));
  EXPECT_TRUE(overflowWord(b.asObject(), shapeOf(b.asObject()))->isUnbound());
  collectGarbage(t);
  EXPECT_EQ(getAttrPy(t, a, name(before)), Value::smallInt(before));
}

}  // namespace
}  // namespace typhon
