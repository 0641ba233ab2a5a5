// The -X options of the jit engine.
#include <cstdio>
#include <cstdlib>

#include "backends/jit/host/state.h"
#include "runtime/exec/config.h"

namespace typhon::jit {
namespace {

#ifdef TYPHON_PLANTS
const char* const kPlants[] = {
#define PLANT(name, what) #name,
#include "backends/jit/host/plants.def"
#undef PLANT
};
bool plantNamed(const std::string& name, Plant* out) {
  for (unsigned i = 0; i < static_cast<unsigned>(Plant::kNone); ++i) {
    if (name != kPlants[i]) continue;
    *out = static_cast<Plant>(i);
    return true;
  }
  return false;
}
#endif

bool number(const std::string& text, uint32_t* out) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos || text.size() > 9) return false;
  *out = static_cast<uint32_t>(std::atol(text.c_str()));
  return true;
}

bool set(Options& o, const std::string& key, const std::string& text) {
  if (key == "jit") {
    if (text == "off")
      o.mode = Options::Off;
    else if (text == "force")
      o.mode = Options::Force;
    else
      return text == "on" || text.empty();
  } else if (key == "jit-threshold") {
    return number(text, &o.threshold);
  } else if (key == "jit-sync") {
    o.background = false;
  } else if (key == "jit-log") {
    o.log = true;
  } else if (key == "jit-verify") {
    o.verify = true;
  } else if (key == "jit-dump") {
    size_t colon = text.find(':');
    o.dump = text.substr(0, colon);
    if (colon != std::string::npos) o.dumpName = text.substr(colon + 1);
    return o.dump == "graph" || o.dump == "ir" || o.dump == "asm";
  } else if (key == "jit-effort") {
    o.quick = text == "quick";
    return o.quick || text == "full";
  } else if (key == "jit-perf-map") {
    o.perfMap = true;
  } else if (key == "jit-gdb") {
    o.debugger = true;
#ifdef TYPHON_PLANTS
  } else if (key == "jit-plant") {
    return plantNamed(text, &o.plant);
#endif
  } else if (key == "jit-cache") {
    o.cache = text;
    return !text.empty();
  } else if (key == "jit-deopt-every") {
    return number(text, &o.exitEvery);
  }
  return true;
}

}  // namespace

bool readOptions() {
  Options& o = host().options;
  for (const auto& [key, value] : config().xOptions) {
    const std::string text = value.value_or("");
    if (set(o, key, text)) continue;
    std::fprintf(stderr, "typhon: -X %s=%s is not understood\n", key.c_str(), text.c_str());
    return false;
  }
  o.writesCache = !config().dontWriteBytecode;
  // Forced code has to be there at once; what is stressed or printed is so in the same order each time.
  if (o.mode == Options::Force || o.exitEvery || !o.dump.empty()) o.background = false;
  return true;
}

}  // namespace typhon::jit
