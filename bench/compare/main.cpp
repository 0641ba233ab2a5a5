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
  std::vector<std::string> engines;
  std::vector<std::string> otherPeers;
  std::vector<std::string> arguments;
  std::string baseline;
  std::string json;
  std::string against;
  std::string docs;
  std::string library = "/usr/lib/python3.11";
  double failIfSlower = 0;
  double timeout = 120;
  int runs = 5;
  int startupRuns = 15;
  bool suite = false;
  bool small = false;
  bool peers = false;
  bool frontEnd = false;
  bool selfTest = false;
  bool quiet = false;
  bool cpuTime = false;
};

std::string readFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool writeFile(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) fmt::print(stderr, "typhon-compare: {}: cannot be written\n", path.string());
  return static_cast<bool>(file);
}

// The page with the tables between its markers replaced; a page without markers gets them at its end.
std::string withReport(const std::string& page, const std::string& report) {
  const std::string begin = "<!-- written by typhon-compare: begin -->\n", end = "<!-- written by typhon-compare: end -->\n";
  size_t from = page.find(begin), to = page.find(end);
  if (from == std::string::npos || to == std::string::npos || to < from)
    return (page.empty() ? "# Performance\n\n" : page + "\n") + begin + report + end;
  return page.substr(0, from + begin.size()) + report + page.substr(to);
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

// The engines that the executable really has; one that it lacks runs as another.
std::vector<std::string> enginesOf(const std::string& binary, const std::vector<std::string>& wanted, std::string& error) {
  std::vector<std::string> engines;
  for (const std::string& engine : wanted.empty() ? std::vector<std::string>{"switch", "goto", "jit"} : wanted) {
    RunResult probe =
        runProcess({binary, "--backend=" + engine, "-I", "-S", "-c", "import sys; print(sys._typhon.engine)"}, "", 30);
    if (probe.status == 0 && probe.out == engine + "\n") {
      engines.push_back(engine);
    } else if (!wanted.empty()) {
      error = fmt::format("{} has no engine {}", binary, engine);
    } else if (probe.status != 0) {
      error = fmt::format("{} --backend={} fails with status {}: {}", binary, engine, probe.status, probe.err);
    }
  }
  if (engines.empty() && error.empty()) error = binary + " runs no engine: is it typhon?";
  return engines;
}

std::vector<Runner> makeRunners(const Options& options, std::string& error) {
  std::vector<Runner> runners;
  std::string binary = findExecutable(options.binary);
  if (binary.empty()) {
    error = options.binary + ": not there; run scripts/build";
    return runners;
  }
  for (const std::string& engine : enginesOf(binary, options.engines, error))
    runners.push_back({engine, {binary, "--backend=" + engine}, false});
  std::vector<std::string> peers = options.otherPeers;
  if (options.peers) peers.insert(peers.begin(), {"python3.11", "pypy3"});
  std::set<std::string> seen;
  for (const std::string& peer : peers) {
    // Debian's own rather than another one that comes first in PATH.
    std::string path = findExecutable(peer.find('/') == std::string::npos ? "/usr/bin/" + peer : peer);
    if (path.empty()) path = findExecutable(peer);
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
          fmt::print("  {:<24}{:<12}{:+.1f}% [{:+.1f}, {:+.1f}]\n", result.program.name, runner, (ratio.value - 1) * 100,
                     (ratio.interval.low - 1) * 100, (ratio.interval.high - 1) * 100);
      }
    }
  }
  for (const auto& [runner, values] : ratios) {
    double mean = geometricMean(values);
    fmt::print("  {:<24}{:<12}{:+.1f}% time\n", "geometric mean", runner, (mean - 1) * 100);
    const auto& runners = experiment.plan.runners;
    auto found = std::find_if(runners.begin(), runners.end(), [&](const Runner& r) { return r.name == runner; });
    if (found != runners.end() && !found->peer && options.failIfSlower > 0 && (mean - 1) * 100 > options.failIfSlower)
      good = false;
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
  expect(!measured(0).peakMib.empty() && measured(0).peakMib[0] > 1, "peak memory is measured");
  expect(!experiment.results[1].differences.empty(), "a planted difference is noticed");
  expect(!measured(2).failure.empty() && experiment.results[2].differences.empty(), "a program that fails is not timed");
  expect(!experiment.results[3].differences.empty(), "output other than the expected one is noticed");
  expect(!experiment.identical(), "and the whole is not identical");
  nlohmann::json report =
      nlohmann::json::parse(jsonReport(experiment, plan.runners[0].name, surroundings(options.root)), nullptr, false);
  expect(!report.is_discarded() && report["programs"].size() == 4, "the JSON report can be read");
  std::string page = withReport("A\n", "one\n");
  expect(withReport(page + "B\n", "two\n").find("one") == std::string::npos && withReport(page + "B\n", "two\n").ends_with("B\n"),
         "tables are replaced between their markers");
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
  app.add_option("--args", options.arguments, "arguments for the programs")->delimiter(',')->allow_extra_args(false);
  app.add_option("--engines", options.engines, "engines, comma separated (default: all there are)")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--peers", options.peers, "run python3.11 and pypy3 as well, where installed");
  app.add_option("--peer", options.otherPeers, "another interpreter to compare with (repeatable)")->allow_extra_args(false);
  app.add_option("--baseline", options.baseline, "what times are related to: an engine or a peer");
  app.add_option("-n,--runs", options.runs, "timed runs of each program")->capture_default_str()->check(CLI::Range(1, 1000));
  app.add_option("--startup-runs", options.startupRuns, "runs of an empty program; 0: none")->capture_default_str();
  app.add_option("--timeout", options.timeout, "seconds a run may take")->capture_default_str();
  app.add_flag("--cpu", options.cpuTime, "compare processor time instead of wall time (for busy machines)");
  app.add_option("--json", options.json, "write the report and all times to a file (-: standard output)");
  app.add_option("--against", options.against, "compare with an earlier JSON report");
  app.add_option("--fail-if-slower", options.failIfSlower, "with --against: status 1 if an engine is slower by more percent");
  CLI::Option* docs = app.add_option("--update-docs", options.docs,
                                     "write the tables into FILE, between its markers (default: docs/performance.md)")
                          ->expected(0, 1)
                          ->type_name("FILE");
  app.add_flag("--front-end", options.frontEnd, "also compare compile() over the sources of a library");
  app.add_option("--library", options.library, "with --front-end: the library's folder")->capture_default_str();
  app.add_option("--binary", options.binary, "the typhon executable (default: beside this tool, else ROOT/build/release/typhon)");
  app.add_option("--root", options.root, "the repository")->capture_default_str();
  app.add_flag("--self-test", options.selfTest, "check that this tool notices differences");
  app.add_flag("--quiet", options.quiet, "no progress");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) ? 2 : 0;
  }
  if (options.binary.empty()) {
    fs::path beside = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "typhon";
    options.binary = fs::exists(beside) ? beside.string() : options.root + "/build/release/typhon";
  }
  if (docs->count() && options.docs.empty()) options.docs = (fs::path(options.root) / "docs" / "performance.md").string();
  if (options.selfTest) return selfTest(options);
  if (options.suite) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(options.root) / "bench" / "programs"))
      if (entry.path().extension() == ".py") names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    options.programs.insert(options.programs.end(), names.begin(), names.end());
  }
  if (options.programs.empty() && !options.frontEnd) {
    fmt::print(stderr, "typhon-compare: no program given; name one, or --suite\n{}", app.help());
    return 2;
  }
  Plan plan;
  plan.runs = options.runs;
  plan.timeout = options.timeout;
  plan.startupRuns = options.startupRuns;
  plan.cpuTime = options.cpuTime;
  std::string error;
  if (options.frontEnd) {
    plan.frontEndRuns = options.runs;
    plan.frontEndTest = fs::absolute(fs::path(options.root) / "bench" / "compile_speed.py");
    plan.library = options.library;
    if (!fs::is_directory(plan.library))
      error = plan.library + ": no such folder";
    else if (!fs::exists(plan.frontEndTest))
      error = plan.frontEndTest + ": not there; say where the repository is with --root";
  }
  if (error.empty()) plan.runners = makeRunners(options, error);
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
    else if (!writeFile(options.json, report))
      return 2;
  }
  if (!options.docs.empty() &&
      !writeFile(options.docs, withReport(readFile(options.docs), markdownReport(experiment, baseline, where))))
    return 2;
  bool good = experiment.identical();
  for (const ProgramResult& result : experiment.results) good = good && result.peerDifferences.empty();
  for (const Runner& runner : plan.runners) {
    if (runner.peer) continue;
    for (const ProgramResult& result : experiment.results)
      if (!result.byRunner.at(runner.name).failure.empty()) good = false;
    if (plan.frontEndRuns && !experiment.frontEnd.at(runner.name).failure.empty()) good = false;
  }
  if (!options.against.empty()) good = compareWithEarlier(options, experiment) && good;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace typhon::compare

int main(int argc, char** argv) { return typhon::compare::run(argc, argv); }
