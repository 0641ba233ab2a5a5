// The few places where the library of Python 3.11 must know what the language of 3.12 makes. Each is one line of Python in place
// of an empty line of a library file, put there when the file is compiled: the file itself stays as it is, and so do its line
// numbers.
#pragma once

#include <string>

namespace typhon {

// Which adapter a source file gets, as a few characters that change with its text; empty for all files but those of the table.
std::string libraryAdapterMark(const std::string& path);
// The text to compile for a source file: the file's own, or that of a library file with the line put in.
std::string adaptedLibrarySource(const std::string& path, const std::string& text);

}  // namespace typhon
