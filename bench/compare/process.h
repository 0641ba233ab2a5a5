// Running one program in a fresh process and measuring it.
#pragma once

#include <string>
#include <vector>

namespace typhon::compare {

// What one run of a process gave. Times are in seconds; the peak is the resident set in KiB as the kernel reports it.
struct RunResult {
  int status = 0;  // exit status, or minus the signal that ended it
  bool timedOut = false;
  bool started = true;  // false: the program could not be executed at all
  std::string out;
  std::string err;
  double wall = 0;
  double cpu = 0;
  long peakKib = 0;
};

// Runs `command` in folder `folder` (empty: here) with an environment of its own: nothing of PYTHON* or TYPHON*, a
// fixed hash seed, standard input empty. Kills it after `timeout` seconds.
RunResult runProcess(const std::vector<std::string>& command, const std::string& folder, double timeout);

// The absolute path of an executable in PATH, or empty.
std::string findExecutable(const std::string& name);

}  // namespace typhon::compare
