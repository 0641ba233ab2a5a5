// typhon-compare: the command line.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "bench/compare/experiment.h"
#include "bench/compare/report.h"
#include "bench/compare/statistics.h"

namespace typhon::compare {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string root = ".";
  std::string binary;
  std::vector<std::string> programs;
  std::vector<std::string> engines = {"switch", "goto"};
  std::vector<std::string> otherPeers;
  std::vector<std::string> arguments;
  std::string baseline;
  std::string json;
  std::string against;
  double failIfSlower = 0;
  double timeout = 120;
  int runs = 5;
  int startupRuns = 15;
  bool suite = false;
  bool small = false;
  bool peers = false;
  bool updateDocs = false;
  bool selfTest = false;
  bool quiet = false;
  bool processorTime = false;
};

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::map<std::string, std::string> smallSizes(const fs::path& folder) {
  std::map<std::string, std::string> sizes;
  std::istringstream lines(readFile(folder / "small_sizes.txt"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name, size;
    if (!line.starts_with("#") && words >> name >> size) sizes[name] = size;
  }
  return sizes;
}

// A program of the suite by its name or path, or any other program by its path. Fails with a message.
bool makeProgram(const Options& options, const std::string& given, Program& program, std::string& error) {
  fs::path folder = fs::path(options.root) / "bench" / "programs";
  fs::path path = given;
  if (!fs::exists(path) && fs::exists(folder / (given + ".py"))) path = folder / (given + ".py");
  if (!fs::is_regular_file(path)) {
    error = given + ": no such program";
    return false;
  }
  program.path = fs::absolute(path);
  program.name = path.stem();
  program.arguments = options.arguments;
  if (program.arguments.empty() && fs::exists(folder) &&
      fs::equivalent(path.parent_path().empty() ? "." : path.parent_path(), folder)) {
    if (options.small) program.arguments = {smallSizes(folder)[program.name]};
    fs::path expected = folder / "expected" / (program.name + (options.small ? ".small.out" : ".out"));
    if (fs::exists(expected)) {
      program.expected = readFile(expected);
      program.hasExpected = true;
    }
  }
  return true;
}

std::vector<Runner> makeRunners(const Options& options, std::string& error) {
  std::vector<Runner> runners;
  std::string binary = findExecutable(options.binary);
  if (binary.empty()) {
    error = options.binary + ": not there; run scripts/build";
    return runners;
  }
  for (const std::string& engine : options.engines) runners.push_back({engine, {binary, "--backend=" + engine}, false});
  std::vector<std::string> peers = options.otherPeers;
  if (options.peers) peers.insert(peers.begin(), {"python3.11", "pypy3"});
  std::set<std::string> seen;
  for (const std::string& peer : peers) {
    std::string path =
        peer == "python3.11" && access("/usr/bin/python3.11", X_OK) == 0 ? "/usr/bin/python3.11" : findExecutable(peer);
    if (path.empty()) {
      fmt::print(stderr, "{} is not installed, left out\n", peer);
    } else if (seen.insert(path).second) {
      runners.push_back({fs::path(peer).filename(), {path}, true});
    }
  }
  return runners;
}

// Compares medians with those of an earlier report; returns false if an engine became slower than allowed.
bool compareWithEarlier(const Options& options, const Experiment& experiment) {
  nlohmann::json earlier = nlohmann::json::parse(readFile(options.against), nullptr, false);
  if (earlier.is_discarded() || !earlier.contains("programs")) {
    fmt::print(stderr, "{}: not a report of typhon-compare\n", options.against);
    return false;
  }
  bool good = true;
  fmt::print("\nagainst {}\n", options.against);
  std::map<std::string, std::vector<double>> ratios;
  for (const ProgramResult& result : experiment.results) {
    for (const nlohmann::json& old : earlier["programs"]) {
      if (old["name"] != result.program.name || old["arguments"] != result.program.arguments) continue;
      for (const auto& [runner, m] : result.byRunner) {
        if (m.times.empty() || !old["runners"].contains(runner)) continue;
        std::vector<double> before = old["runners"][runner]["times"];
        if (before.empty()) continue;
        Ratio ratio = medianRatio(m.times, before);
        ratios[runner].push_back(ratio.value);
        if (ratio.significant())
          fmt::print("  {:<24}{:<12}{:+.1f}% [{:+.1f}, {:+.1f}]\n", result.program.name, runner,
                     (ratio.value - 1) * 100, (ratio.interval.low - 1) * 100, (ratio.interval.high - 1) * 100);
      }
    }
  }
  for (const auto& [runner, values] : ratios) {
    double mean = geometricMean(values);
    fmt::print("  {:<24}{:<12}{:+.1f}% time\n", "geometric mean", runner, (mean - 1) * 100);
    bool engine = std::find(options.engines.begin(), options.engines.end(), runner) != options.engines.end();
    if (engine && options.failIfSlower > 0 && (mean - 1) * 100 > options.failIfSlower) good = false;
  }
  if (!good) fmt::print("slower than allowed ({}%)\n", options.failIfSlower);
  return good;
}

// Proves that the tool would notice: a program whose output changes from run to run, one that fails, and the
// statistics.
int selfTest(Options options) {
  int failures = 0;
  auto expect = [&](bool good, const char* what) {
    fmt::print("{} {}\n", good ? "ok  " : "FAIL", what);
    failures += !good;
  };
  expect(median({3, 1, 2}) == 2 && median({4, 1, 2, 3}) == 2.5, "medians");
  expect(std::abs(geometricMean({2, 8}) - 4) < 1e-12, "geometric mean");
  Ratio same = medianRatio({1, 1.01, 0.99, 1.02, 0.98}, {1, 1.01, 0.99, 1.02, 0.98});
  Ratio twice = medianRatio({2, 2.01, 1.99, 2.02, 1.98}, {1, 1.01, 0.99, 1.02, 0.98});
  expect(!same.significant() && twice.significant() && std::abs(twice.value - 2) < 0.01, "significance of ratios");
  std::string error;
  Plan plan;
  plan.runners = makeRunners(options, error);
  plan.runs = 1;
  plan.startupRuns = 0;
  expect(error.empty() && plan.runners.size() >= 2, "engines found");
  fs::path folder = fs::temp_directory_path() / fmt::format("typhon-compare-test-{}", getpid());
  fs::create_directories(folder);
  auto program = [&](const char* name, const char* text) {
    std::ofstream(folder / name) << text;
    Program made;
    made.name = name;
    made.path = folder / name;
    return made;
  };
  plan.programs = {program("same.py", "print(sum(range(100)))\n"),
                   program("changing.py", "import time\nprint(time.perf_counter_ns())\n"),
                   program("failing.py", "print('before')\n1 / 0\n")};
  plan.programs.push_back(plan.programs[0]);
  plan.programs.back().expected = "4951\n";
  plan.programs.back().hasExpected = true;
  Experiment experiment = conduct(plan, [](const std::string&) {});
  auto measured = [&](size_t i) { return experiment.results[i].byRunner[plan.runners[0].name]; };
  expect(experiment.results[0].differences.empty() && measured(0).times.size() == 1, "identical results are accepted");
  expect(measured(0).peakMib[0] > 1, "peak memory is measured");
  expect(!experiment.results[1].differences.empty(), "a planted difference is noticed");
  expect(!measured(2).failure.empty() && experiment.results[2].differences.empty(),
         "a program that fails is not timed");
  expect(!experiment.results[3].differences.empty(), "output other than the expected one is noticed");
  expect(!experiment.identical(), "and the whole is not identical");
  nlohmann::json report =
      nlohmann::json::parse(jsonReport(experiment, plan.runners[0].name, surroundings(options.root)), nullptr, false);
  expect(!report.is_discarded() && report["programs"].size() == 4, "the JSON report can be read");
  fs::remove_all(folder);
  return failures ? 1 : 0;
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app{
      "Runs Python programs on every engine of Typhon (and on peers), checks that the results are identical, and "
      "compares time and memory."};
  app.add_option("PROGRAM", options.programs, "files, or names of programs in bench/programs");
  app.add_flag("--suite", options.suite, "all programs of bench/programs");
  app.add_flag("--small", options.small, "with --suite: at the size of the tests");
  app.add_option("--args", options.arguments, "arguments for the programs")->delimiter(',')->expected(1);
  app.add_option("--engines", options.engines, "engines, comma separated")->delimiter(',')->capture_default_str();
  app.add_flag("--peers", options.peers, "run python3.11 and pypy3 as well, where installed");
  app.add_option("--peer", options.otherPeers, "another interpreter to compare with (repeatable)")
      ->allow_extra_args(false);
  app.add_option("--baseline", options.baseline, "what times are related to: an engine or a peer");
  app.add_option("--runs", options.runs, "timed runs of each program")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  app.add_option("--startup-runs", options.startupRuns, "runs of an empty program; 0: none")->capture_default_str();
  app.add_option("--timeout", options.timeout, "seconds a run may take")->capture_default_str();
  app.add_flag("--cpu", options.processorTime, "compare processor time instead of wall time (for busy machines)");
  app.add_option("--json", options.json, "write the report and all times to a file (-: standard output)");
  app.add_option("--against", options.against, "compare with an earlier JSON report");
  app.add_option("--fail-if-slower", options.failIfSlower,
                 "with --against: status 1 if an engine is slower by more percent");
  app.add_flag("--update-docs", options.updateDocs, "write docs/performance.md");
  app.add_option("--binary", options.binary, "the typhon executable (default: ROOT/build/release/typhon)");
  app.add_option("--root", options.root, "the repository")->capture_default_str();
  app.add_flag("--self-test", options.selfTest, "check that this tool notices differences");
  app.add_flag("--quiet", options.quiet, "no progress");
  CLI11_PARSE(app, argc, argv);
  if (options.binary.empty()) options.binary = options.root + "/build/release/typhon";
  if (options.selfTest) return selfTest(options);
  if (options.suite) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(options.root) / "bench" / "programs"))
      if (entry.path().extension() == ".py") names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    options.programs.insert(options.programs.end(), names.begin(), names.end());
  }
  if (options.programs.empty()) {
    fmt::print(stderr, "typhon-compare: no program given; name one, or --suite\n{}", app.help());
    return 2;
  }
  Plan plan;
  plan.runs = options.runs;
  plan.timeout = options.timeout;
  plan.startupRuns = options.startupRuns;
  plan.processorTime = options.processorTime;
  std::string error;
  plan.runners = makeRunners(options, error);
  for (const std::string& given : options.programs) {
    Program program;
    if (error.empty() && makeProgram(options, given, program, error)) plan.programs.push_back(program);
  }
  if (!error.empty()) {
    fmt::print(stderr, "typhon-compare: {}\n", error);
    return 2;
  }
  std::string baseline = options.baseline;
  if (baseline.empty()) {
    auto peer = std::find_if(plan.runners.begin(), plan.runners.end(), [](const Runner& r) { return r.peer; });
    baseline = peer != plan.runners.end() ? peer->name : plan.runners.front().name;
  }
  bool terminal = isatty(2);
  Experiment experiment = conduct(plan, [&](const std::string& line) {
    if (options.quiet) return;
    if (terminal)
      fmt::print(stderr, "\r\033[K{}", line);
    else if (line.find(": run ") == std::string::npos)
      fmt::print(stderr, "{}\n", line);
  });
  if (terminal && !options.quiet) fmt::print(stderr, "\r\033[K");
  Surroundings where = surroundings(options.root);
  if (options.json != "-") fmt::print("{}", textReport(experiment, baseline, where));
  if (!options.json.empty()) {
    std::string report = jsonReport(experiment, baseline, where);
    if (options.json == "-")
      fmt::print("{}", report);
    else
      std::ofstream(options.json) << report;
  }
  if (options.updateDocs)
    std::ofstream(fs::path(options.root) / "docs" / "performance.md") << markdownReport(experiment, baseline, where);
  bool good = experiment.identical();
  for (const ProgramResult& result : experiment.results)
    for (const Runner& runner : plan.runners)
      if (!runner.peer && !result.byRunner.at(runner.name).failure.empty()) good = false;
  if (!options.against.empty()) good = compareWithEarlier(options, experiment) && good;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace typhon::compare

int main(int argc, char** argv) {
  return typhon::compare::run(argc, argv);
}
