// typhon-validate: runs programs on every engine and reports the first difference.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <sstream>
#include <thread>

#include "bench/compare/process.h"
#include "tests/validate/engines.h"
#include "tests/validate/generate.h"
#include "tests/validate/grammar.h"
#include "tests/validate/reduce.h"

namespace typhon::validate {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> programs;
  std::vector<std::string> arguments;
  std::string binary;
  std::vector<std::string> engines;
  std::vector<std::string> options;
  std::string reference;
  bool noReference = false;
  uint64_t fuzz = 0, seed = 1, first = 0;
  size_t batch = 100;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  double timeout = 60;
  int reduceBudget = 600;
  size_t stopAfter = 5;
  std::string keep, json, print;
  bool quiet = false;
};

// A folder for the files of this run.
class WorkFolder {
 public:
  WorkFolder() : path_(fs::temp_directory_path() / fmt::format("typhon-validate.{}", getpid())) { fs::create_directories(path_); }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  std::string path() const { return path_.string(); }
  // Writes a file under a name that no other thread uses.
  std::string write(const std::string& text) {
    fs::path folder = path_ / std::to_string(next_++);
    fs::create_directories(folder);
    std::ofstream(folder / "program.py", std::ios::binary) << text;
    return (folder / "program.py").string();
  }
  void forget(const std::string& file) {
    std::error_code ignored;
    fs::remove_all(fs::path(file).parent_path(), ignored);
  }

 private:
  fs::path path_;
  std::atomic<uint64_t> next_{0};
};

struct Finding {
  std::string program;  // a file, or seed and index
  std::string kind, left, right, detail, text;
};

class Validator {
 public:
  Validator(const Options& options, std::vector<Configuration> configurations, WorkFolder& folder, std::string runner)
      : options_(options), configurations_(std::move(configurations)), folder_(folder), runner_(std::move(runner)) {}

  int runPrograms();
  int runRandom();

 private:
  using Chosen = std::vector<const Configuration*>;
  Chosen all() const;
  // Those that batch number `batch` is checked on.
  Chosen chosenFor(uint64_t batch) const;
  // The first configuration that differs from the first one; -1: none. `seen` gets what was observed.
  int firstDifferent(const Chosen& chosen, const std::string& file, const std::vector<std::string>& arguments,
                     std::vector<Observation>* seen, std::string* kind);
  void checkBatch(const Chosen& chosen, std::span<const Case> cases);
  void checkCase(const Chosen& chosen, const Case& c);
  std::string nameOf(std::span<const Case> cases) const;
  void report(Finding finding);
  size_t found() {
    std::lock_guard guard(lock_);
    return findings_.size();
  }
  int finish(uint64_t programs);

  const Options& options_;
  std::vector<Configuration> configurations_;
  WorkFolder& folder_;
  std::string runner_;  // the program that runs a batch
  std::mutex lock_;
  std::vector<Finding> findings_;
  std::atomic<uint64_t> done_{0}, runs_{0}, reducing_{0};
  std::atomic<bool> stop_{false};
};

// Tells every few seconds how far a run has come, also while no batch ends.
class Progress {
 public:
  Progress(bool quiet, std::function<std::string()> text)
      : thread_([this, quiet, text = std::move(text)] { show(quiet, text); }) {}
  ~Progress() {
    {
      std::lock_guard guard(lock_);
      ended_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  Progress(const Progress&) = delete;

 private:
  void show(bool quiet, const std::function<std::string()>& text) {
    std::unique_lock guard(lock_);
    while (!wake_.wait_for(guard, std::chrono::seconds(10), [this] { return ended_; })) {
      if (quiet) continue;
      fmt::print("{}\n", text());
      std::fflush(stdout);
    }
  }

  std::mutex lock_;
  std::condition_variable wake_;
  bool ended_ = false;
  std::thread thread_;  // last: it uses the others
};

Validator::Chosen Validator::all() const {
  Chosen chosen;
  for (const Configuration& c : configurations_) chosen.push_back(&c);
  return chosen;
}

// Configurations that take turns are not to meet in the same batches.
Validator::Chosen Validator::chosenFor(uint64_t batch) const {
  Chosen chosen;
  for (const Configuration& c : configurations_)
    if ((batch + static_cast<uint64_t>(&c - configurations_.data())) % c.every == 0) chosen.push_back(&c);
  return chosen;
}

int Validator::firstDifferent(const Chosen& chosen, const std::string& file, const std::vector<std::string>& arguments,
                              std::vector<Observation>* seen, std::string* kind) {
  seen->clear();
  for (const Configuration* configuration : chosen) {
    seen->push_back(observe(*configuration, file, arguments, options_.timeout));
    ++runs_;
    if (*kind = difference(seen->front(), seen->back()); !kind->empty()) return static_cast<int>(seen->size()) - 1;
  }
  return -1;
}

void Validator::report(Finding finding) {
  std::lock_guard guard(lock_);
  fmt::print("\nDIFFERENCE ({}) in {}: - {}  + {}\n{}", finding.kind, finding.program, finding.left, finding.right,
             finding.detail);
  if (!finding.text.empty() && !options_.keep.empty()) {
    fs::create_directories(options_.keep);
    fs::path file = fs::path(options_.keep) / fmt::format("difference_{}.py", findings_.size() + 1);
    std::ofstream(file, std::ios::binary) << finding.text;
    fmt::print("  the reduced program is in {}\n", file.string());
  }
  std::fflush(stdout);
  findings_.push_back(std::move(finding));
  if (findings_.size() >= options_.stopAfter) stop_ = true;
}

int Validator::finish(uint64_t programs) {
  if (!options_.json.empty()) {
    nlohmann::json report = {{"programs", programs}, {"runs", runs_.load()}, {"differences", nlohmann::json::array()}};
    for (const Configuration& c : configurations_) report["configurations"].push_back(c.name);
    for (const Finding& f : findings_)
      report["differences"].push_back({{"program", f.program},
                                       {"kind", f.kind},
                                       {"configurations", {f.left, f.right}},
                                       {"detail", f.detail},
                                       {"source", f.text}});
    std::ofstream(options_.json) << report.dump(2) << "\n";
  }
  std::string names;
  for (const Configuration& c : configurations_) names += (names.empty() ? "" : ", ") + c.name;
  fmt::print("{} programs on {}: {} difference{}\n", programs, names, findings_.size(), findings_.size() == 1 ? "" : "s");
  return findings_.empty() ? 0 : 1;
}

// --- a user's own programs

int Validator::runPrograms() {
  std::vector<std::string> files;
  for (const std::string& name : options_.programs) {
    if (fs::is_directory(name)) {
      for (const auto& entry : fs::recursive_directory_iterator(name))
        if (entry.path().extension() == ".py" && !entry.path().filename().string().starts_with("_"))
          files.push_back(entry.path().string());
    } else if (fs::is_regular_file(name)) {
      files.push_back(name);
    } else {
      fmt::print(stderr, "typhon-validate: {}: no such program or folder\n", name);
      return 2;
    }
  }
  std::sort(files.begin(), files.end());
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t i; (i = next++) < files.size() && !stop_;) {
      std::vector<Observation> seen;
      std::string kind;
      int different = firstDifferent(all(), files[i], options_.arguments, &seen, &kind);
      // What differs from itself says nothing about the engines.
      if (different >= 0 &&
          !difference(seen[0], observe(configurations_[0], files[i], options_.arguments, options_.timeout)).empty()) {
        std::lock_guard guard(lock_);
        fmt::print("{}: not the same twice on {}; not compared\n", files[i], configurations_[0].name);
        different = -1;
      } else if (different >= 0) {
        report({files[i], kind, configurations_[0].name, configurations_[static_cast<size_t>(different)].name,
                showDifference(kind, seen.front(), seen.back()), ""});
      } else if (!options_.quiet) {
        std::lock_guard guard(lock_);
        fmt::print("{}: the same on {} configurations (status {}, {} bytes of output)\n", files[i], configurations_.size(),
                   seen[0].status, seen[0].out.size());
      }
      ++done_;
    }
  };
  Progress progress(options_.quiet, [&] {
    return fmt::format("{} of {} programs, {} runs, {} differences", done_.load(), files.size(), runs_.load(), found());
  });
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < options_.jobs; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return finish(files.size());
}

// --- random programs

void Validator::checkCase(const Chosen& chosen, const Case& c) {
  std::vector<Observation> seen;
  std::string kind;
  std::string file = folder_.write(renderFile({c}));
  int different = firstDifferent(chosen, file, {}, &seen, &kind);
  folder_.forget(file);
  if (different < 0) return;
  const Configuration &left = *chosen[0], &right = *chosen[static_cast<size_t>(different)];
  // The reduced program has to show the same kind of difference between the same two.
  auto look = [&](const Node& body, Observation* a, Observation* b) {
    std::string reduced = folder_.write(renderFile({{c.name, body}}));
    *a = observe(left, reduced, {}, options_.timeout);
    *b = observe(right, reduced, {}, options_.timeout);
    folder_.forget(reduced);
    return difference(*a, *b) == kind && (kind != "output" || a->err.find("SyntaxError") == std::string::npos);
  };
  auto shows = [&](const Node& body) {
    Observation a, b;
    runs_ += 2;
    return look(body, &a, &b);
  };
  ++reducing_;
  Node smallest = reduce(c.body, shows, options_.reduceBudget);
  --reducing_;
  Observation a, b;
  bool stable = look(smallest, &a, &b);
  std::string text = render(smallest) + "\nrun_case('" + c.name + "', " + c.name + ")\n";
  std::string detail = (stable ? showDifference(kind, a, b) : showDifference(kind, seen.front(), seen.back())) + "  program (" +
                       std::to_string(smallest.size()) + " nodes):\n";
  for (size_t start = 0; start < text.size();) {
    size_t end = text.find('\n', start);
    detail += "    " + text.substr(start, end - start) + "\n";
    start = end + 1;
  }
  report({fmt::format("--seed {} --first {} --fuzz 1", options_.seed, c.name.substr(1, c.name.find('_') - 1)), kind, left.name,
          right.name, detail, renderFile({{c.name, smallest}})});
}

// What a case printed, from its line `== NAME` to the next one's; nullopt: it did not begin.
std::optional<std::string_view> outputOf(const std::string& out, const Case& c) {
  const std::string mark = "== " + c.name + "\n";
  size_t from = out.starts_with(mark) ? 0 : out.find("\n" + mark);
  if (from == std::string::npos) return std::nullopt;
  size_t to = out.find("\n== ", from + 1);
  return std::string_view(out).substr(from, to == std::string::npos ? to : to - from);
}

std::string Validator::nameOf(std::span<const Case> cases) const {
  std::string first = cases[0].name.substr(1, cases[0].name.find('_') - 1);
  return fmt::format("--seed {} --first {} --fuzz {}", options_.seed, first, cases.size());
}

void Validator::checkBatch(const Chosen& chosen, std::span<const Case> cases) {
  std::string file = folder_.write(renderBatch({cases.begin(), cases.end()}));
  std::vector<Observation> seen;
  std::string kind;
  int different = firstDifferent(chosen, runner_, {file}, &seen, &kind);
  folder_.forget(file);
  if (different < 0) {
    if (seen[0].timedOut) {
      std::lock_guard guard(lock_);
      fmt::print("{}: no answer in {} s on any configuration; not compared\n", nameOf(cases), options_.timeout);
    } else if (seen[0].status != 0) {
      report({nameOf(cases), "generator", "", "",
              fmt::format("  no configuration ran the programs to their end: {}\n", seen[0].err.substr(0, 600)), ""});
    }
    return;
  }
  // The cases that ended differently, up to the one that ended a process; those behind it get another one.
  size_t before = found(), at = 0;
  for (bool last = false; at < cases.size() && !last && !stop_; ++at) {
    auto left = outputOf(seen.front().out, cases[at]), right = outputOf(seen.back().out, cases[at]);
    last = at + 1 < cases.size() && (!outputOf(seen.front().out, cases[at + 1]) || !outputOf(seen.back().out, cases[at + 1]));
    if (last || left != right || kind == "stderr") checkCase(chosen, cases[at]);
  }
  // Some differences take the company of the others.
  if (found() == before && !stop_)
    report({nameOf(cases), kind, chosen[0]->name, chosen[static_cast<size_t>(different)]->name,
            showDifference(kind, seen.front(), seen.back()), renderFile({cases.begin(), cases.end()})});
  if (at < cases.size() && !stop_) checkBatch(chosen, cases.subspan(at));
}

int Validator::runRandom() {
  std::atomic<uint64_t> next{options_.first};
  uint64_t end = options_.first + options_.fuzz;
  auto work = [&] {
    for (;;) {
      uint64_t from = next.fetch_add(options_.batch);
      if (from >= end || stop_) return;
      uint64_t to = std::min(end, from + options_.batch);
      std::vector<Case> cases;
      for (uint64_t i = from; i < to; ++i) cases.push_back(generateCase(options_.seed, i));
      checkBatch(chosenFor(from / options_.batch), cases);
      done_ += to - from;
    }
  };
  Progress progress(options_.quiet, [&] {
    std::string reducing = reducing_ ? fmt::format(", reducing {}", reducing_.load()) : "";
    return fmt::format("{} of {} programs, {} runs, {} differences{}", done_.load(), options_.fuzz, runs_.load(), found(),
                       reducing);
  });
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < options_.jobs; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return finish(done_);
}

// Whether the interpreter runs and is a CPython 3.12; a launcher in PATH may stand for one that is not installed. *why: if not.
bool isReference(const std::string& path, std::string* why) {
  compare::RunResult run =
      compare::runProcess({path, "-I", "-S", "-c", "import sys; print(sys.implementation.name, *sys.version_info[:2])"}, "", 120);
  if (run.started && run.status == 0 && run.out == "cpython 3 12\n") return true;
  *why = !run.started      ? "it cannot be executed"
         : run.timedOut    ? "it does not answer"
         : run.status != 0 ? fmt::format("it ends with status {}", run.status)
                           : fmt::format("it is {}", run.out.substr(0, run.out.find('\n')));
  return false;
}

// The reference to compare with: the one asked for, or the first that works in PATH. Empty: none; false: the one asked for does
// not work.
bool findReference(const Options& options, std::string* found) {
  std::string why;
  if (!options.reference.empty()) {
    *found = compare::findExecutable(options.reference);
    if (!found->empty() && isReference(*found, &why)) return true;
    fmt::print(stderr, "typhon-validate: {} is no CPython 3.12: {}\n", options.reference, found->empty() ? "not found" : why);
    return false;
  }
  const char* path = std::getenv("PATH");
  std::string folder;
  for (std::istringstream folders(path ? path : "/usr/bin:/bin"); std::getline(folders, folder, ':');) {
    std::string candidate = folder + "/python3.12";
    if (access(candidate.c_str(), X_OK) != 0) continue;
    if (isReference(candidate, &why)) {
      *found = candidate;
      return true;
    }
    fmt::print(stderr, "typhon-validate: {} is not used as a reference: {}\n", candidate, why);
  }
  return true;
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app{
      "Runs programs on every engine and reports the first difference in output, exit status, exception or standard error.\n"
      "Random programs are compared with a CPython 3.12 as well, where there is one, and reduced when they show a difference."};
  app.add_option("program", options.programs, "Python programs, or folders of them");
  app.add_option("--args", options.arguments, "arguments for the programs")->expected(0, -1);
  app.add_option("--binary", options.binary, "the interpreter (default: beside this tool)");
  app.add_option(
         "--engines", options.engines,
         "engines instead of all: switch, goto, jit, jit-quick, jit-stressed, jit-eager, jit-forced; NAME/8 gets one batch of "
         "random programs in eight")
      ->delimiter(',');
  app.add_option("--option", options.options, "another option for the interpreter (repeatable)")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--reference", options.reference,
                 "a CPython 3.12 to compare with (default: python3.12 in PATH, for random programs only)");
  app.add_flag("--no-reference", options.noReference, "compare the engines only with each other");
  app.add_option("--fuzz", options.fuzz, "check this many random programs");
  app.add_option("--seed", options.seed, "which random programs");
  app.add_option("--first", options.first, "number of the first random program");
  app.add_option("--batch", options.batch, "random programs to a process")->check(CLI::Range(1, 1000));
  app.add_option("--print", options.print, "print random program --first instead: `tree` it alone, `file` with the prelude");
  app.add_option("-j,--jobs", options.jobs, "processes at a time");
  app.add_option("--timeout", options.timeout, "seconds a run may take");
  app.add_option("--reduce", options.reduceBudget, "how many runs reducing a program may take");
  app.add_option("--stop-after", options.stopAfter, "stop after this many differences");
  app.add_option("--keep", options.keep, "folder for the reduced programs");
  app.add_option("--json", options.json, "write the report to a file");
  app.add_flag("-q,--quiet", options.quiet, "report differences only");
  CLI11_PARSE(app, argc, argv);
  if (!options.print.empty()) {
    Case c = generateCase(options.seed, options.first);
    fmt::print("{}", options.print == "tree" ? render(c.body) : renderFile({c}));
    return 0;
  }
  if (options.programs.empty() == (options.fuzz == 0)) {
    fmt::print(stderr, "typhon-validate: give programs, or --fuzz N\n");
    return 2;
  }
  if (options.binary.empty())
    options.binary = (fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "typhon").string();
  options.binary = compare::findExecutable(options.binary);
  if (options.binary.empty()) {
    fmt::print(stderr, "typhon-validate: no interpreter; build it (scripts/build) or name it with --binary\n");
    return 2;
  }
  options.binary = fs::absolute(options.binary).string();
  // Random programs import nothing that needs site; eager engines would compile it each time.
  if (options.fuzz) options.options.insert(options.options.begin(), {"-S", "-I"});
  WorkFolder folder;
  std::string runner = options.fuzz ? folder.write(std::string(kPrelude) + kRunner) : "";
  std::vector<Configuration> configurations = enginesOf(options.binary, options.engines, options.options, folder.path(), runner);
  if (configurations.empty()) {
    fmt::print(stderr, "typhon-validate: {} --list-engines names none\n", options.binary);
    return 2;
  }
  if (!options.noReference && (options.fuzz || !options.reference.empty())) {
    std::string reference;
    if (!findReference(options, &reference)) return 2;
    if (!reference.empty())
      configurations.push_back({fs::path(reference).filename().string(), {reference, "-I", "-S", "-W", "ignore"}, true});
  }
  if (configurations.size() < 2) fmt::print(stderr, "typhon-validate: only one configuration: nothing is compared\n");
  Validator validator(options, std::move(configurations), folder, runner);
  return options.fuzz ? validator.runRandom() : validator.runPrograms();
}

}  // namespace
}  // namespace typhon::validate

int main(int argc, char** argv) { return typhon::validate::run(argc, argv); }
