// Reading a line from a terminal with editing: the prompt and input() ask here; the readline module puts itself here when it is
// imported.
#pragma once

#include <string>

namespace typhon {

struct Thread;

enum class LineInput { Read, End, Failed };

// Shows `prompt` (UTF-8) and reads a line from standard input, with its newline. Failed: an exception is pending
// (KeyboardInterrupt). Null: there is no editor.
extern LineInput (*editLinePy)(Thread* t, const char* prompt, std::string* line);

// Whether a line should be edited: an editor is there, and standard input and output are terminals.
bool mayEditLine();

}  // namespace typhon
