// The one Config of the process.
#include "runtime/exec/config.h"

namespace typhon {

Config& config() {
  static Config instance;
  return instance;
}

}  // namespace typhon
