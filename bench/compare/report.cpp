// Tables. The verdict comes first: who is fastest, by how much, and whether the results are identical.
#include "bench/compare/report.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench/compare/statistics.h"

namespace typhon::compare {
namespace {

constexpr double kFloor = 0.9;  // no program should be slower than this against the baseline

const Measurement* find(const ProgramResult& result, const std::string& runner) {
  auto found = result.byRunner.find(runner);
  return found != result.byRunner.end() && !found->second.times.empty() && found->second.failure.empty() ? &found->second
                                                                                                         : nullptr;
}

struct Summary {
  double geometric = 0;  // geometric mean of the ratios to the baseline
  double least = 0;
  std::string slowest;             // program with the least ratio
  std::vector<std::string> below;  // programs under the floor
  int programs = 0;
};

Summary summarise(const Experiment& experiment, const std::string& runner, const std::string& baseline) {
  Summary summary;
  std::vector<double> ratios;
  for (const ProgramResult& result : experiment.results) {
    const Measurement *mine = find(result, runner), *base = find(result, baseline);
    if (!mine || !base) continue;
    double ratio = median(base->times) / median(mine->times);
    ratios.push_back(ratio);
    if (ratio < kFloor) summary.below.push_back(result.program.name);
    if (summary.slowest.empty() || ratio < summary.least) summary.least = ratio, summary.slowest = result.program.name;
  }
  summary.geometric = geometricMean(ratios);
  summary.programs = static_cast<int>(ratios.size());
  return summary;
}

std::string fixed(double value) { return fmt::format("{:.{}f}", value, value < 0.1 ? 4 : value < 10 ? 3 : 2); }

std::string verdict(const Experiment& experiment, const std::string& baseline) {
  std::string text;
  std::string best;
  double bestMean = 0;
  for (const Runner& runner : experiment.plan.runners) {
    if (runner.peer) continue;
    Summary summary = summarise(experiment, runner.name, baseline);
    if (summary.programs && summary.geometric > bestMean) bestMean = summary.geometric, best = runner.name;
  }
  if (!best.empty() && best != baseline) {
    if (experiment.results.size() == 1) {
      const ProgramResult& result = experiment.results.front();
      Ratio ratio = medianRatio(find(result, baseline)->times, find(result, best)->times);
      text += fmt::format("{} is the fastest engine: {:.2f} times {} [{:.2f}, {:.2f}]{}. ", best, ratio.value, baseline,
                          ratio.interval.low, ratio.interval.high, ratio.significant() ? "" : ", not significant");
    } else {
      text += fmt::format("{} is the fastest engine: {:.2f} times {} in the geometric mean. ", best, bestMean, baseline);
    }
  } else if (!best.empty()) {
    text += fmt::format("{} is the fastest engine. ", best);
  }
  text += fmt::format("Identical results: {} ({} checks).\n", experiment.identical() ? "yes" : "NO", experiment.checks());
  for (const ProgramResult& result : experiment.results) {
    for (const std::string& difference : result.differences) text += fmt::format("  {}: {}\n", result.program.name, difference);
    for (const std::string& difference : result.peerDifferences)
      text += fmt::format("  (peer) {}: {}\n", result.program.name, difference);
  }
  return text;
}

std::string oneProgram(const Experiment& experiment, const ProgramResult& result, const std::string& baseline) {
  std::string text = fmt::format("\n{}{}{}\n", result.program.name, result.program.arguments.empty() ? "" : " ",
                                 fmt::join(result.program.arguments, " "));
  text += fmt::format("  {:<12}{:>10}  {:<20}{:>9}{:>9}{:>11}  {}\n", "", "median s", "95% interval", "cpu s", "MiB", "times",
                      baseline);
  const Measurement* base = find(result, baseline);
  for (const Runner& runner : experiment.plan.runners) {
    auto found = result.byRunner.find(runner.name);
    if (found == result.byRunner.end()) continue;
    const Measurement& m = found->second;
    if (m.times.empty() || !m.failure.empty()) {
      text += fmt::format("  {:<12}{}\n", runner.name, m.failure.empty() ? "not run" : m.failure);
      continue;
    }
    Interval interval = medianInterval(m.times);
    text +=
        fmt::format("  {:<12}{:>10}  {:<20}{:>9}{:>9.1f}", runner.name, fixed(median(m.times)),
                    fmt::format("[{}, {}]", fixed(interval.low), fixed(interval.high)), fixed(median(m.cpu)), median(m.peakMib));
    if (base) {
      Ratio ratio = medianRatio(base->times, m.times);
      text += fmt::format("{:>11.2f}", ratio.value);
      if (&m != base)
        text += fmt::format("  [{:.2f}, {:.2f}]{}", ratio.interval.low, ratio.interval.high, ratio.significant() ? "" : " ~");
    }
    text += "\n";
  }
  return text;
}

// "2.91 ±3%": how many times as fast as the baseline, and half the width of the 95% interval.
std::string timesCell(const Measurement* base, const Measurement* m) {
  if (!base || !m) return "-";
  Ratio ratio = medianRatio(base->times, m->times);
  return fmt::format("{:.2f} ±{:.0f}%", ratio.value, (ratio.interval.high - ratio.interval.low) / 2 / ratio.value * 100);
}

const Measurement* usable(const std::map<std::string, Measurement>& measured, const std::string& runner) {
  auto found = measured.find(runner);
  return found != measured.end() && found->second.failure.empty() && !found->second.times.empty() ? &found->second : nullptr;
}

// One row a program, for each runner its seconds, its speed against the baseline, and its memory.
std::string suiteTable(const Experiment& experiment, const std::string& baseline, bool markdown) {
  const char* cell = markdown ? "| " : "";
  std::string text = fmt::format("{}{:<24}", cell, "program");
  for (const Runner& runner : experiment.plan.runners) {
    text += fmt::format(" {}{:>12}", cell, runner.name + " s");
    if (runner.name != baseline) text += fmt::format(" {}{:>10}", cell, "times");
    text += fmt::format(" {}{:>7}", cell, "MiB");
  }
  text += markdown ? " |\n|---|" : "\n";
  if (markdown) {
    for (const Runner& runner : experiment.plan.runners) text += runner.name != baseline ? "--:|--:|--:|" : "--:|--:|";
    text += "\n";
  }
  auto row = [&](const std::string& name, auto&& of) {
    text += fmt::format("{}{:<24}", cell, name);
    const Measurement* base = of(baseline);
    for (const Runner& runner : experiment.plan.runners) {
      const Measurement* m = of(runner.name);
      text += fmt::format(" {}{:>12}", cell, m ? fixed(median(m->times)) : "-");
      if (runner.name != baseline) text += fmt::format(" {}{:>10}", cell, timesCell(base, m));
      text += fmt::format(" {}{:>7}", cell, m ? fmt::format("{:.1f}", median(m->peakMib)) : "-");
    }
    text += markdown ? " |\n" : "\n";
  };
  for (const ProgramResult& result : experiment.results)
    row(result.program.name, [&](const std::string& runner) { return find(result, runner); });
  auto extra = [&](const char* name, const std::map<std::string, Measurement>& measured) {
    if (!measured.empty()) row(name, [&](const std::string& runner) { return usable(measured, runner); });
  };
  extra("(start-up, -I -S)", experiment.startup);
  extra("(start-up)", experiment.plainStartup);
  extra("(compile() of a library)", experiment.frontEnd);
  if (experiment.results.empty()) return text;
  text += fmt::format("{}{:<24}", cell, markdown ? "**geometric mean**" : "geometric mean");
  for (const Runner& runner : experiment.plan.runners) {
    text += fmt::format(" {}{:>12}", cell, "");
    if (runner.name != baseline)
      text += fmt::format(" {}{:>9.2f} ", cell, summarise(experiment, runner.name, baseline).geometric);
    text += fmt::format(" {}{:>7}", cell, "");
  }
  return text + (markdown ? " |\n" : "\n");
}

// A line for each thing that has a rule: mean and least of each engine, start-up, memory, front end.
std::string summaries(const Experiment& experiment, const std::string& baseline) {
  std::string text;
  for (const Runner& runner : experiment.plan.runners) {
    if (runner.name == baseline) continue;
    Summary summary = summarise(experiment, runner.name, baseline);
    if (!summary.programs) continue;
    text +=
        fmt::format("{}: {:.2f} times {} in the geometric mean of {} program{}, least {:.2f} ({}); slower than {:.1f}: {}\n",
                    runner.name, summary.geometric, baseline, summary.programs, summary.programs == 1 ? "" : "s", summary.least,
                    summary.slowest, kFloor, summary.below.empty() ? "none" : fmt::format("{}", fmt::join(summary.below, ", ")));
  }
  for (const Runner& runner : experiment.plan.runners) {
    if (runner.peer || runner.name == baseline) continue;
    const Measurement* base = usable(experiment.startup, baseline);
    const Measurement* isolated = usable(experiment.startup, runner.name);
    const Measurement* plain = usable(experiment.plainStartup, runner.name);
    if (base && isolated && plain)
      text +=
          fmt::format("{}: starts in {:.2f} of the time of {} -I -S with the same options, {:.2f} without options\n", runner.name,
                      median(isolated->times) / median(base->times), baseline, median(plain->times) / median(base->times));
  }
  for (const Runner& runner : experiment.plan.runners) {
    if (runner.peer || runner.name == baseline || experiment.results.empty()) continue;
    std::vector<std::string> over;
    for (const ProgramResult& result : experiment.results) {
      const Measurement *mine = find(result, runner.name), *base = find(result, baseline);
      if (!mine || !base) continue;
      double limit = std::max(median(base->peakMib) * 1.2, median(base->peakMib) + 24);
      if (median(mine->peakMib) > limit)
        over.push_back(fmt::format("{} ({:.1f} MiB, {:.1f} allowed)", result.program.name, median(mine->peakMib), limit));
    }
    text += fmt::format("{}: peak memory over 1.2 times that of {} and over 24 MiB more: {}\n", runner.name, baseline,
                        over.empty() ? "no program" : fmt::format("{}", fmt::join(over, ", ")));
  }
  for (const Runner& runner : experiment.plan.runners) {
    const Measurement *mine = usable(experiment.frontEnd, runner.name), *base = usable(experiment.frontEnd, baseline);
    if (!mine) continue;
    text += fmt::format(
        "{}: compiles {} files at {:.1f} MB/s{}\n", runner.name, experiment.sources,
        static_cast<double>(experiment.sourceBytes) / median(mine->times) / 1e6,
        base && base != mine ? fmt::format(", {:.2f} times {}", median(base->times) / median(mine->times), baseline) : "");
  }
  return text;
}

std::string failures(const Experiment& experiment) {
  std::string text;
  auto failed = [&](const std::string& name, const std::map<std::string, Measurement>& byRunner) {
    for (const auto& [runner, measurement] : byRunner)
      if (!measurement.failure.empty()) text += fmt::format("{} on {}: {}\n", name, runner, measurement.failure);
  };
  for (const ProgramResult& result : experiment.results) failed(result.program.name, result.byRunner);
  failed("start-up", experiment.startup);
  failed("compile()", experiment.frontEnd);
  return text;
}

std::string environmentLine(const Surroundings& where) {
  return fmt::format("{}, {} cores, {}, load {}, commit {}, {}\n", where.cpu, where.cores, where.kernel, where.load,
                     where.commit.empty() ? "unknown" : where.commit, where.date);
}

std::string method(const Experiment& experiment) {
  return fmt::format(
      "{} run{} of each program in fresh processes, engine after engine in turn, after one run that checks the "
      "results; "
      "medians of {}; peak resident memory.\n",
      experiment.plan.runs, experiment.plan.runs == 1 ? "" : "s",
      experiment.plan.cpuTime ? "processor time (the machine had other work)" : "elapsed time");
}

}  // namespace

Surroundings surroundings(const std::string& root) {
  Surroundings where;
  std::ifstream cpu("/proc/cpuinfo");
  for (std::string line; std::getline(cpu, line);) {
    if (line.starts_with("model name")) {
      where.cpu = line.substr(line.find(':') + 2);
      break;
    }
  }
  where.cores = static_cast<int>(std::thread::hardware_concurrency());
  utsname system{};
  if (uname(&system) == 0) where.kernel = fmt::format("{} {}", system.sysname, system.release);
  std::ifstream("/proc/loadavg") >> where.load;
  RunResult git = runProcess({findExecutable("git"), "-C", root, "rev-parse", "--short=12", "HEAD"}, "", 10);
  if (git.status == 0) where.commit = git.out.substr(0, git.out.find('\n'));
  where.date = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
  return where;
}

std::string textReport(const Experiment& experiment, const std::string& baseline, const Surroundings& where) {
  std::string text = experiment.results.empty() ? "" : verdict(experiment, baseline);
  auto section = [&](const char* name, const std::map<std::string, Measurement>& measured) {
    if (measured.empty()) return;
    ProgramResult result;
    result.program.name = name;
    result.byRunner = measured;
    text += oneProgram(experiment, result, baseline);
  };
  if (experiment.results.size() <= 4) {
    for (const ProgramResult& result : experiment.results) text += oneProgram(experiment, result, baseline);
    section("start-up of an empty program with -I -S", experiment.startup);
    section("start-up of an empty program", experiment.plainStartup);
    section("compile() of every source of the library", experiment.frontEnd);
  } else {
    text += "\n" + suiteTable(experiment, baseline, false);
  }
  text += "\n" + summaries(experiment, baseline);
  if (experiment.results.size() > 4) text += failures(experiment);
  return text + "\n" + method(experiment) + environmentLine(where);
}

std::string markdownReport(const Experiment& experiment, const std::string& baseline, const Surroundings& where) {
  std::string text = experiment.results.empty() ? "" : verdict(experiment, baseline) + "\n";
  text +=
      method(experiment) + "`times` is how many times as fast as " + baseline + ", with half the width of the 95% interval.\n";
  text += "\n" + suiteTable(experiment, baseline, true) + "\n";
  std::string lines = summaries(experiment, baseline) + failures(experiment);
  for (size_t start = 0; start < lines.size();) {
    size_t end = lines.find('\n', start);
    text += "- " + lines.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return text + "\n" + environmentLine(where);
}

std::string jsonReport(const Experiment& experiment, const std::string& baseline, const Surroundings& where) {
  using nlohmann::json;
  auto measured = [](const Measurement& m) {
    Interval interval = medianInterval(m.times);
    json entry = {{"times", m.times},
                  {"wall", m.wall},
                  {"cpu", m.cpu},
                  {"peak_mib", m.peakMib},
                  {"median", median(m.times)},
                  {"interval", {interval.low, interval.high}}};
    if (!m.failure.empty()) entry["failure"] = m.failure;
    return entry;
  };
  json report = {{"format", "typhon-compare-1"},
                 {"identical", experiment.identical()},
                 {"checks", experiment.checks()},
                 {"clock", experiment.plan.cpuTime ? "processor" : "wall"},
                 {"baseline", baseline},
                 {"environment",
                  {{"cpu", where.cpu},
                   {"cores", where.cores},
                   {"kernel", where.kernel},
                   {"load", where.load},
                   {"commit", where.commit},
                   {"date", where.date}}}};
  for (const Runner& runner : experiment.plan.runners) {
    Summary summary = summarise(experiment, runner.name, baseline);
    report["runners"].push_back({{"name", runner.name},
                                 {"command", runner.command},
                                 {"peer", runner.peer},
                                 {"geometric_mean", summary.geometric},
                                 {"least", summary.least},
                                 {"least_program", summary.slowest},
                                 {"programs", summary.programs}});
  }
  for (const ProgramResult& result : experiment.results) {
    json entry = {{"name", result.program.name}, {"arguments", result.program.arguments}, {"differences", result.differences}};
    for (const auto& [runner, m] : result.byRunner) entry["runners"][runner] = measured(m);
    report["programs"].push_back(entry);
  }
  for (const auto& [runner, m] : experiment.startup) report["startup"][runner] = measured(m);
  for (const auto& [runner, m] : experiment.plainStartup) report["startup_plain"][runner] = measured(m);
  for (const auto& [runner, m] : experiment.frontEnd) report["compile"][runner] = measured(m);
  return report.dump(1) + "\n";
}

}  // namespace typhon::compare
