// A started runtime for unit tests that need types and errors; one per process.
#pragma once

#include <gtest/gtest.h>

#include "runtime/runtime.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"

namespace typhon {

class RuntimeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static Thread* started = initRuntime({});
    t = started;
    ASSERT_NE(t, nullptr);
  }
  void TearDown() override { clearPending(t); }

  // repr(v), or the pending exception's class.
  std::string shown(Value v) {
    if (v.isError()) {
      Value e = takePending(t);
      return e.isUnbound() ? "nothing pending" : typeName(e);
    }
    Maybe<std::string> text = reprTextPy(t, v);
    return text.ok() ? *text : "repr failed";
  }

  Thread* t = nullptr;
};

}  // namespace typhon
