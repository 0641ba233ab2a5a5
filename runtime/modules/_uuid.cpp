// _uuid: UUIDs from the clock, over libuuid.
#include <uuid/uuid.h>

#include "runtime/exec/thread.h"
#include "runtime/types/bytes.h"
#include "runtime/types/module.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

Value generateTimeSafe(Thread* t, Value*, size_t) {
  uuid_t id;
  int safety = uuid_generate_time_safe(id);
  Bytes* b = TRY(makeBytes(t, std::string_view(reinterpret_cast<const char*>(id), sizeof id)));
  Tuple* pair = TRY(makeTuple(t, {Value(b), Value::smallInt(safety)}));
  return Value(pair);
}

const NativeDef kFunctions[] = {{"generate_time_safe", "()", generateTimeSafe, nullptr}};

bool init(Thread* t, Module* m) { return moduleSet(t, m, "has_uuid_generate_time_safe", Value::smallInt(1)); }

}  // namespace

extern const ModuleSpec uuidModule = {"_uuid", kFunctions, nullptr, init};

}  // namespace typhon
