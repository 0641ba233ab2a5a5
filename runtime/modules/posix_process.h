// Arguments of exec and spawn.
#pragma once

#include <sched.h>

#include <string>
#include <vector>

#include "runtime/modules/posix_support.h"

namespace typhon::posix {

// A null-terminated array of C strings.
class CStrings {
 public:
  // A list or tuple of arguments; the texts are the errors' messages.
  bool fillArgumentsPy(Thread* t, Value sequence, const char* notSequence, const char* empty, const char* emptyFirst);
  // A mapping, as NAME=value strings.
  bool fillEnvironmentPy(Thread* t, Value mapping);
  char** pointers();

 private:
  std::vector<std::string> strings_;
  std::vector<char*> pointers_;
};

// An os.sched_param.
bool schedulerParamPy(Thread* t, Value v, sched_param* out);

}  // namespace typhon::posix
