#include "runtime/modules/line_input.h"

#include <unistd.h>

namespace typhon {

LineInput (*editLinePy)(Thread* t, const char* prompt, std::string* line) = nullptr;

bool mayEditLine() { return editLinePy && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

}  // namespace typhon
