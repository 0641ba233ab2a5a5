// The configurations that are compared, and what is observed of a run.
#pragma once

#include <string>
#include <vector>

namespace typhon::validate {

// A way to run a program: an engine with its options, or a reference implementation.
struct Configuration {
  std::string name;
  std::vector<std::string> command;
  bool reference = false;
  unsigned every = 1;  // of random programs it gets one batch in so many
};

// The engines of `binary` (--list-engines), each with `options` added; `jit` three times: as it is, eager (it compiles after few
// calls and iterations) and forced. `jit-stressed` is eager and has every third guard fail; it has to be chosen. What forced mode
// compiles of the library is kept in `folder`; `warm` is run once for it, if it is given. A chosen name may end in /N: one batch
// in N.
std::vector<Configuration> enginesOf(const std::string& binary, const std::vector<std::string>& chosen,
                                     const std::vector<std::string>& options, const std::string& folder, const std::string& warm);

struct Observation {
  std::string out;
  std::string err;        // normalised: addresses, and the folder of the program, taken out
  std::string exception;  // the last line of a traceback
  std::string counters;   // of the engine, those that must be equal on all
  int status = 0;         // minus the signal that ended it
  bool timedOut = false;
};

// Runs the program with the configuration in the folder that it lies in.
Observation observe(const Configuration& configuration, const std::string& program, const std::vector<std::string>& arguments,
                    double timeout);

// What is different first: empty, or "crash", "timeout", "status", "output", "exception", "stderr", "counters".
std::string difference(const Observation& a, const Observation& b);

// The first lines that differ, marked with - and +.
std::string showDifference(const std::string& kind, const Observation& a, const Observation& b);

}  // namespace typhon::validate
