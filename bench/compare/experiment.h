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
  std::vector<double> times;  // seconds of what the plan measures: wall or processor time
  std::vector<double> wall;   // elapsed seconds
  std::vector<double> cpu;    // user and system seconds
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
  int startupRuns = 15;      // 0: start-up is not measured
  int frontEndRuns = 0;      // 0: the front end is not measured
  std::string frontEndTest;  // the program that times compile(): prints files, bytes, wall seconds, processor seconds
  std::string library;       // the folder whose sources it compiles
  bool cpuTime = false;      // compare processor time: for a machine that has other things to do
};

struct Experiment {
  Plan plan;
  std::vector<ProgramResult> results;
  std::map<std::string, Measurement> startup;       // an empty program with -I -S
  std::map<std::string, Measurement> plainStartup;  // and without
  std::map<std::string, Measurement> frontEnd;      // compile() of every source of the library
  long sources = 0, sourceBytes = 0;                // how many there were
  bool identical() const;
  int checks() const;
};

// Runs all of it. `progress` gets a line for each step. Results of Typhon's engines must have the same standard output,
// standard error (without addresses) and status; peers must agree in standard output and status. Fresh processes, one
// at a time.
Experiment conduct(const Plan& plan, const std::function<void(const std::string&)>& progress);

}  // namespace typhon::compare
