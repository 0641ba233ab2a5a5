// What an experiment looks like: text for the terminal, Markdown for docs/performance.md, JSON for other tools.
#pragma once

#include <string>

#include "bench/compare/experiment.h"

namespace typhon::compare {

// The machine and the build, one fact a line.
struct Surroundings {
  std::string cpu;
  int cores = 0;
  std::string kernel;
  std::string load;
  std::string commit;
  std::string date;
};
Surroundings surroundings(const std::string& root);

// `baseline` names the runner that ratios are taken against (ratio = its time / the other's time: above 1 is faster).
std::string textReport(const Experiment& experiment, const std::string& baseline, const Surroundings& where);
std::string markdownReport(const Experiment& experiment, const std::string& baseline, const Surroundings& where);
std::string jsonReport(const Experiment& experiment, const std::string& baseline, const Surroundings& where);

}  // namespace typhon::compare
