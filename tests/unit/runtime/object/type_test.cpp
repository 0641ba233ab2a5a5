// Types: MRO, versions and caches, slots of classes that change.
#include "runtime/object/type.h"

#include "runtime/object/type_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"
#include "tests/unit/runtime/runtime_fixture.h"

namespace typhon {
namespace {

class TypeTest : public RuntimeTest {
 protected:
  Value makeClass(const char* name, std::initializer_list<Value> bases = {}) {
    return callPy(t, Value(types::type), {Value(internStr(t, name)), Value(makeTuple(t, bases)), Value(makeDict(t))});
  }
};

TEST_F(TypeTest, linearisesBases) {
  Value a = makeClass("A"), b = makeClass("B", {a}), c = makeClass("C", {a}), d = makeClass("D", {b, c});
  Tuple* mro = d.as<Type>()->mro;
  ASSERT_EQ(mro->length, 5u);
  EXPECT_EQ(mro->items[1], b);
  EXPECT_EQ(mro->items[2], c);
  EXPECT_EQ(mro->items[3], a);
  EXPECT_EQ(shown(makeClass("E", {a, b})), "TypeError");
  EXPECT_EQ(shown(makeClass("F", {Value(types::int_), Value(types::str)})), "TypeError");
}

TEST_F(TypeTest, versionsChangeWithKeysAndDescriptorsOnly) {
  Value a = makeClass("A"), b = makeClass("B", {a});
  Str* x = internStr(t, "x");
  uint64_t before = b.as<Type>()->version;
  ASSERT_TRUE(setAttrPy(t, a, x, Value::smallInt(1)));
  EXPECT_NE(b.as<Type>()->version, before);
  before = b.as<Type>()->version;
  Cell* cell = typeLookupCell(b.as<Type>(), x);
  ASSERT_NE(cell, nullptr);
  ASSERT_TRUE(setAttrPy(t, a, x, Value::smallInt(2)));
  EXPECT_EQ(b.as<Type>()->version, before);
  EXPECT_EQ(cell->value, Value::smallInt(2));
  ASSERT_TRUE(setAttrPy(t, a, x, Value::unbound()));
  EXPECT_NE(b.as<Type>()->version, before);
  EXPECT_TRUE(typeLookup(b.as<Type>(), x).isUnbound());
}

TEST_F(TypeTest, slotsFollowSpecialMethods) {
  Value a = makeClass("A"), b = makeClass("B", {a});
  EXPECT_EQ(b.as<Type>()->slots.length, nullptr);
  ASSERT_TRUE(setAttrPy(t, a, names::__len__, callPy(t, getBuiltin(t, "staticmethod"), {getBuiltin(t, "int")})));
  EXPECT_NE(b.as<Type>()->slots.length, nullptr);
  Value o = callPy(t, b);
  EXPECT_EQ(*lengthPy(t, o), 0);
  ASSERT_TRUE(setAttrPy(t, a, names::__len__, Value::unbound()));
  EXPECT_EQ(b.as<Type>()->slots.length, nullptr);
}

TEST_F(TypeTest, subclassesOfNativeTypesKeepTheirSlots) {
  Value l = makeClass("L", {Value(types::list)});
  EXPECT_EQ(l.as<Type>()->slots.length, types::list->slots.length);
  EXPECT_EQ(l.as<Type>()->slots.concat, types::list->slots.concat);
  EXPECT_EQ(l.as<Type>()->slots.add, nullptr);
  EXPECT_EQ(l.as<Type>()->slots.hash, types::list->slots.hash);
}

}  // namespace
}  // namespace typhon
