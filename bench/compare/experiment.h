// An experiment: programs run on engines and peers. First the results are compared, then the runs are timed in turn.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bench/compare/process.h"

namespace typhon::compare {

// Something that runs Python programs: an engine of Typhon, or a peer (python3.11, pypy3).
struct Runner {
  std::string name;
  std::vector<std::string> command;  // executable and options, before the program
  bool peer = false;
};

struct Program {
  std::string name;
  std::string path;
  std::vector<std::string> arguments;
  std::string expected;  // expected standard output, if known
  bool hasExpected = false;
};

// What one runner did with one program.
struct Measurement {
  std::string failure;        // why there are no times; empty if all is well
  std::vector<double> times;  // what is compared: wall or processor seconds, as the plan says
  std::vector<double> cpu;
  std::vector<double> peakMib;
};

struct ProgramResult {
  Program program;
  std::vector<std::string> differences;      // results of Typhon's engines that are not the same; empty: all identical
  std::vector<std::string> peerDifferences;  // and where a peer does not print the same
  int checks = 0;
  std::map<std::string, Measurement> byRunner;
};

struct Plan {
  std::vector<Runner> runners;
  std::vector<Program> programs;
  int runs = 5;
  double timeout = 120;
  bool processorTime = false;
  int startupRuns = 15;  // 0: start-up is not measured
};

struct Experiment {
  Plan plan;
  std::vector<ProgramResult> results;
  std::map<std::string, Measurement> startup;
  bool identical() const;
  int checks() const;
};

// Runs all of it. `progress` gets a line for each step. Results of Typhon's engines must have the same standard output,
// standard error (without addresses) and status; peers must agree in standard output and status.
Experiment conduct(const Plan& plan, const std::function<void(const std::string&)>& progress);

}  // namespace typhon::compare
