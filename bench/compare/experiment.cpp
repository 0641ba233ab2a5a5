// The order of things: one checked run of every program on every runner, then timed runs, runner after runner in turn,
// so that a change of the machine's mood meets all of them.
#include "bench/compare/experiment.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace typhon::compare {
namespace {

std::string withoutAddresses(const std::string& text) {
  std::string result;
  size_t i = 0;
  while (i < text.size()) {
    if (text.compare(i, 5, " at 0") == 0 && i + 6 < text.size() && text[i + 5] == 'x') {
      result += " at 0x...";
      i += 6;
      while (i < text.size() && isxdigit(static_cast<unsigned char>(text[i]))) ++i;
    } else {
      result += text[i++];
    }
  }
  return result;
}

std::string firstDifference(const std::string& a, const std::string& b) {
  size_t at = 0, line = 1, start = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) {
    if (a[at] == '\n') ++line, start = at + 1;
    ++at;
  }
  auto rest = [start](const std::string& text) {
    std::string piece = text.substr(std::min(start, text.size()), 80);
    return piece.substr(0, piece.find('\n'));
  };
  return fmt::format("line {}: '{}' against '{}'", line, rest(a), rest(b));
}

std::string lastLine(const std::string& text) {
  size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return "";
  size_t start = text.rfind('\n', end);
  return text.substr(start == std::string::npos ? 0 : start + 1, end - (start == std::string::npos ? 0 : start + 1) + 1);
}

std::string failureOf(const RunResult& run) {
  if (!run.started) return "could not be started";
  if (run.timedOut) return "timed out";
  if (run.status < 0) return fmt::format("died of signal {}", -run.status);
  if (run.status != 0) return fmt::format("status {}: {}", run.status, lastLine(run.err));
  return "";
}

RunResult runOnce(const Runner& runner, const Program& program, double timeout) {
  std::vector<std::string> command = runner.command;
  command.push_back(program.path);
  command.insert(command.end(), program.arguments.begin(), program.arguments.end());
  return runProcess(command, "", timeout);
}

// One run on every runner; fills in failures and differences. A program that fails in the same way on all engines has
// identical results, but there is nothing to time.
void check(const Plan& plan, ProgramResult& result) {
  std::map<std::string, RunResult> runs;
  const RunResult* reference = nullptr;
  std::string referenceName;
  for (const Runner& runner : plan.runners) {
    RunResult& run = runs[runner.name] = runOnce(runner, result.program, plan.timeout);
    result.byRunner[runner.name].failure = failureOf(run);
    if (!runner.peer && !reference) reference = &run, referenceName = runner.name;
  }
  for (const Runner& runner : plan.runners) {
    const RunResult& run = runs[runner.name];
    std::string& failure = result.byRunner[runner.name].failure;
    auto differs = [&](const std::string& what) {
      (runner.peer ? result.peerDifferences : result.differences).push_back(fmt::format("{}: {}", runner.name, what));
    };
    if (result.program.hasExpected && !(runner.peer && !failure.empty())) {
      ++result.checks;
      if (run.out != result.program.expected) {
        differs("output is not the expected one: " + firstDifference(result.program.expected, run.out));
        if (failure.empty()) failure = "wrong output";
        continue;
      }
    }
    if (!reference || &run == reference || (runner.peer && !failure.empty())) continue;
    ++result.checks;
    if (run.status != reference->status) {
      differs(fmt::format("status {}, {} has {}", run.status, referenceName, reference->status));
    } else if (run.out != reference->out) {
      differs("output differs from that of " + referenceName + ", " + firstDifference(reference->out, run.out));
    } else if (!runner.peer && withoutAddresses(run.err) != withoutAddresses(reference->err)) {
      differs("errors differ from those of " + referenceName + ", " + firstDifference(reference->err, run.err));
    }
  }
}

void record(const Plan& plan, Measurement& measurement, const RunResult& run) {
  measurement.times.push_back(plan.cpuTime ? run.cpu : run.wall);
  measurement.wall.push_back(run.wall);
  measurement.cpu.push_back(run.cpu);
  measurement.peakMib.push_back(static_cast<double>(run.peakKib) / 1024);
}

void measureStartup(Experiment& experiment, bool isolated) {
  const Plan& plan = experiment.plan;
  std::filesystem::path empty = std::filesystem::temp_directory_path() / fmt::format("typhon-compare-{}.py", getpid());
  std::ofstream(empty) << "pass\n";
  for (int i = 0; i <= plan.startupRuns; ++i) {
    for (const Runner& runner : plan.runners) {
      std::vector<std::string> command = runner.command;
      if (isolated) command.insert(command.end(), {"-I", "-S"});
      command.push_back(empty.string());
      RunResult run = runProcess(command, "", plan.timeout);
      Measurement& measurement = (isolated ? experiment.startup : experiment.plainStartup)[runner.name];
      measurement.failure = failureOf(run);
      if (i > 0) record(plan, measurement, run);  // the first one fills the file cache
    }
  }
  std::filesystem::remove(empty);
}

// The test program times its own calls of compile(), so that starting the process does not count.
void measureFrontEnd(Experiment& experiment, const std::function<void(const std::string&)>& progress) {
  const Plan& plan = experiment.plan;
  for (int i = 0; i < plan.frontEndRuns; ++i) {
    for (const Runner& runner : plan.runners) {
      Measurement& measurement = experiment.frontEnd[runner.name];
      if (!measurement.failure.empty()) continue;
      progress(fmt::format("compile(): run {} of {} on {}", i + 1, plan.frontEndRuns, runner.name));
      std::vector<std::string> command = runner.command;
      command.insert(command.end(), {"-I", "-S", "-W", "ignore", plan.frontEndTest, plan.library});
      RunResult run = runProcess(command, "", plan.timeout);
      measurement.failure = failureOf(run);
      double wall = 0, cpu = 0;
      long files = 0, bytes = 0;
      if (measurement.failure.empty() && std::sscanf(run.out.c_str(), "%ld %ld %lf %lf", &files, &bytes, &wall, &cpu) != 4)
        measurement.failure = "unexpected output: " + lastLine(run.out);
      if (!measurement.failure.empty()) continue;
      run.wall = wall;
      run.cpu = cpu;
      record(plan, measurement, run);
      experiment.sources = std::max(experiment.sources, files);
      experiment.sourceBytes = std::max(experiment.sourceBytes, bytes);
    }
  }
}

}  // namespace

bool Experiment::identical() const {
  return std::all_of(results.begin(), results.end(), [](const ProgramResult& r) { return r.differences.empty(); });
}

int Experiment::checks() const {
  int total = 0;
  for (const ProgramResult& result : results) total += result.checks;
  return total;
}

Experiment conduct(const Plan& plan, const std::function<void(const std::string&)>& progress) {
  Experiment experiment;
  experiment.plan = plan;
  for (size_t i = 0; i < plan.programs.size(); ++i) {
    ProgramResult& result = experiment.results.emplace_back();
    result.program = plan.programs[i];
    progress(fmt::format("[{}/{}] {}: checking", i + 1, plan.programs.size(), result.program.name));
    check(plan, result);
    for (int run = 0; run < plan.runs; ++run) {
      for (const Runner& runner : plan.runners) {
        Measurement& measurement = result.byRunner[runner.name];
        if (!measurement.failure.empty()) continue;
        progress(fmt::format("[{}/{}] {}: run {} of {} on {}", i + 1, plan.programs.size(), result.program.name, run + 1,
                             plan.runs, runner.name));
        RunResult timed = runOnce(runner, result.program, plan.timeout);
        std::string failure = failureOf(timed);
        if (failure.empty()) {
          record(plan, measurement, timed);
        } else {
          measurement.failure = failure + fmt::format(" (in run {} only)", run + 1);
        }
      }
    }
  }
  if (plan.startupRuns > 0) {
    progress("start-up");
    measureStartup(experiment, true);
    measureStartup(experiment, false);
  }
  if (plan.frontEndRuns > 0) measureFrontEnd(experiment, progress);
  return experiment;
}

}  // namespace typhon::compare
