// Which Python version this process presents: the grammar is always 3.12's; sys.version_info and what is tied to it follow the
// standard library that was found (3.11 or 3.12).
#pragma once

namespace typhon {

struct PythonVersion {
  int major, minor, micro;
};
// The version sys.version_info tells.
PythonVersion libraryVersion();
inline constexpr const char* kTyphonVersion = "0.1.0";

}  // namespace typhon
