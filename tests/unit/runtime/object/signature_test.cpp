// Native signatures: parsing, binding, CPython's words for wrong calls.
#include "runtime/object/signature.h"

#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "tests/unit/runtime/runtime_fixture.h"

namespace typhon {
namespace {

// Gives back what it was called with.
Value echo(Thread* t, Value* args, size_t argc) {
  Tuple* out = makeTuple(t, argc);
  for (size_t i = 0; i < argc; ++i) out->items[i] = args[i].isUnbound() ? Value(names::empty) : args[i];
  return Value(out);
}

class SignatureTest : public RuntimeTest {
 protected:
  Value call(const NativeDef& def, std::initializer_list<Value> args, std::initializer_list<const char*> keywords = {}) {
    Value f = makeNativeFunction(t, def, Value::unbound(), Value::unbound());
    Tuple* names = nullptr;
    if (keywords.size()) {
      names = makeTuple(t, keywords.size());
      size_t i = 0;
      for (const char* k : keywords) names->items[i++] = Value(internStr(t, k));
    }
    return callPy(t, f, Args{args.begin(), args.size() - keywords.size(), names});
  }
  std::string message(Value v) {
    if (!v.isError()) return "no error";
    return toUtf8(strPy(t, takePending(t)));
  }
};

Value n(int64_t i) { return Value::smallInt(i); }

TEST_F(SignatureTest, bindsDefaultsKeywordsAndTheRest) {
  static const NativeDef plain = {"f", "(a, b=2, c=None)", echo, nullptr};
  EXPECT_EQ(shown(call(plain, {n(1)})), "(1, 2, None)");
  EXPECT_EQ(shown(call(plain, {n(1), n(9), n(8)}, {"c", "b"})), "(1, 8, 9)");
  static const NativeDef rest = {"f", "(a, /, *args, key=-1, text='x\\n', **kwargs)", echo, nullptr};
  EXPECT_EQ(shown(call(rest, {n(1), n(2), n(3), n(4), n(5)}, {"key", "other"})), "(1, 4, 'x\\n', {'other': 5}, 2, 3)");
  EXPECT_EQ(shown(call(rest, {n(1), n(2)}, {"a"})), "(1, -1, 'x\\n', {'a': 2})");
  static const NativeDef odd = {"f", "(a=<absent>, /, *, b=(), c=1.5, d=True)", echo, nullptr};
  EXPECT_EQ(shown(call(odd, {})), "('', (), 1.5, True)");
}

TEST_F(SignatureTest, manyArguments) {
  static const NativeDef rest = {"f", "(*args)", echo, nullptr};
  Tuple* many = makeTuple(t, 5000);
  for (size_t i = 0; i < many->length; ++i) many->items[i] = n(static_cast<int64_t>(i));
  Value f = makeNativeFunction(t, rest, Value::unbound(), Value::unbound());
  Value got = callExPy(t, f, many, nullptr);
  ASSERT_TRUE(isa<Tuple>(got));
  EXPECT_EQ(got.as<Tuple>()->length, 5000u);
  EXPECT_EQ(got.as<Tuple>()->items[4999], n(4999));
}

TEST_F(SignatureTest, wordsOfErrors) {
  static const NativeDef none = {"f", "()", echo, nullptr};
  EXPECT_EQ(message(call(none, {n(1)})), "f() takes no arguments (1 given)");
  static const NativeDef one = {"f", "(a, /)", echo, nullptr};
  EXPECT_EQ(message(call(one, {})), "f() takes exactly one argument (0 given)");
  EXPECT_EQ(message(call(one, {n(1)}, {"a"})), "f() takes no keyword arguments");
  static const NativeDef some = {"f", "(a, b=1, /)", echo, nullptr};
  EXPECT_EQ(message(call(some, {})), "f expected at least 1 argument, got 0");
  EXPECT_EQ(message(call(some, {n(1), n(2), n(3)})), "f expected at most 2 arguments, got 3");
  static const NativeDef keyed = {"f", "(a, b=1)", echo, nullptr};
  EXPECT_EQ(message(call(keyed, {})), "f() missing required argument 'a' (pos 1)");
  EXPECT_EQ(message(call(keyed, {n(1), n(2)}, {"x"})), "'x' is an invalid keyword argument for f()");
  EXPECT_EQ(message(call(keyed, {n(1), n(2)}, {"a"})), "argument for f() given by name ('a') and position (1)");
  EXPECT_EQ(message(call(keyed, {n(1), n(2), n(3)})), "f() takes at most 2 arguments (3 given)");
  static const NativeDef only = {"f", "(*, a=1)", echo, nullptr};
  EXPECT_EQ(message(call(only, {n(1)})), "f() takes no positional arguments");
}

}  // namespace
}  // namespace typhon
