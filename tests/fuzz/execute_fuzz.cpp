// libFuzzer target: the loader, the verifier and execution. An input is Python source, a zero byte, and edits of six bytes each;
// the source is compiled, its serialised unit edited, read back, verified, and run with a limit of steps when the verifier
// accepts it. So the corpus is text that does not depend on the format of units. Nothing may crash or leave an exception behind.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "frontend/bytecode/serialise.h"
#include "frontend/bytecode/verify.h"
#include "frontend/compile.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/runtime.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "tests/fuzz/metered.h"

using namespace typhon;

namespace {

constexpr uint64_t kSteps = 20000;
constexpr size_t kHeapBytes = size_t{192} << 20;

Thread* start() {
  RuntimeOptions options;
  options.engine = &meteredEngine;
  options.hashSeedGiven = true;
  Thread* t = initRuntime(options);
  if (!t) std::abort();
  setHeapLimit(kHeapBytes);
  // What reaches outside of the process, reads from it or takes text for a program.
  for (const char* name : {"open", "input", "breakpoint", "__import__", "eval", "exec", "compile", "print"}) {
    Str* key = internStr(t, name);
    if (!key || !dictDeleteStr(t, builtinsDict(), key)) clearPending(t);
  }
  return t;
}

// where: 2 bytes, what: 1, value: 1, from: 2
void edit(std::string* bytes, const uint8_t* record) {
  if (bytes->empty()) return;
  size_t where = (record[0] | record[1] << 8) % bytes->size(), from = (record[4] | record[5] << 8) % bytes->size();
  auto value = static_cast<char>(record[3]);
  switch (record[2] % 8) {
    case 0:
      (*bytes)[where] = value;
      break;
    case 1:
      (*bytes)[where] = static_cast<char>((*bytes)[where] + value);
      break;
    case 2:
      (*bytes)[where] = static_cast<char>((*bytes)[where] ^ (1 << (value & 7)));
      break;
    case 3:
      (*bytes)[where] = (*bytes)[from];
      break;
    case 4:
      std::swap((*bytes)[where], (*bytes)[from]);
      break;
    case 5:  // a word of code over another one
      if (std::max(where, from) + 8 <= bytes->size()) std::memmove(bytes->data() + where, bytes->data() + from, 8);
      break;
    case 6:
      bytes->erase(where, record[3] % 16 + 1);
      break;
    default:
      bytes->insert(where, bytes->substr(from, record[3] % 16 + 1));
      break;
  }
}

void runUnit(Thread* t, std::shared_ptr<const bytecode::CodeUnit> unit) {
  Code* code = makeCode(t, std::move(unit));
  if (!code) return;
  Dict* globals = makeDict(t);
  Str* name = internStr(t, "__builtins__");
  if (!globals || !name || !dictSetStr(t, globals, name, Value(builtinsDict()))) return;
  meter.left = kSteps;
  (void)runCodePy(t, code, globals, Value(globals)).isError();
  meter.left = kSteps;
}

void runOne(Thread* t, const uint8_t* data, size_t size) {
  auto* end = static_cast<const uint8_t*>(std::memchr(data, 0, size));
  size_t length = end ? static_cast<size_t>(end - data) : size;
  frontend::CompileOptions options;
  options.sourceIsText = true;
  frontend::CompileResult compiled =
      frontend::compile(std::string_view(reinterpret_cast<const char*>(data), length), "<fuzz>", options);
  if (!compiled.unit) return;
  std::string bytes = bytecode::serialise(*compiled.unit), error;
  for (size_t at = length + 1; at + 6 <= size && at < length + 1 + 6 * 16; at += 6) edit(&bytes, data + at);
  std::shared_ptr<const bytecode::CodeUnit> unit = bytecode::deserialise(bytes, error);
  if (!unit || !bytecode::verify(*unit).empty()) return;
  runUnit(t, std::move(unit));
  clearPending(t);
  if (t->frame) std::abort();
  runPendingFinalizersPy(t);
  clearPending(t);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Thread* t = start();
  runOne(t, data, size);
  return 0;
}
