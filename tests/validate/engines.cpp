#include "tests/validate/engines.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "bench/compare/process.h"

namespace typhon::validate {
namespace {

void replaceAll(std::string* text, const std::string& what, const std::string& with) {
  for (size_t at = text->find(what); at != std::string::npos; at = text->find(what, at + with.size()))
    text->replace(at, what.size(), with);
}

// ` at 0x7f...` without the number.
void hideAddresses(std::string* text) {
  const std::string mark = " at 0x";
  for (size_t at = text->find(mark); at != std::string::npos; at = text->find(mark, at + mark.size())) {
    size_t from = at + mark.size(), end = from;
    while (end < text->size() && std::isxdigit(static_cast<unsigned char>((*text)[end]))) ++end;
    text->replace(from, end - from, "...");
  }
}

// The line that names an uncaught exception: the last one of stderr that is not indented.
std::string exceptionOf(const std::string& err) {
  std::istringstream lines(err);
  std::string last;
  bool traceback = false;
  for (std::string line; std::getline(lines, line);) {
    traceback |= line.starts_with("Traceback") || line.starts_with("  File ");
    if (!line.empty() && line[0] != ' ') last = line;
  }
  return traceback ? last : "";
}

// A program may print a line `#counters ...` to stderr; it is compared apart.
std::string takeCounters(std::string* err) {
  std::string found;
  for (size_t at; (at = err->find("#counters ")) != std::string::npos;) {
    size_t end = err->find('\n', at);
    end = end == std::string::npos ? err->size() : end + 1;
    found += err->substr(at, end - at);
    err->erase(at, end - at);
  }
  return found;
}

}  // namespace

std::vector<Configuration> enginesOf(const std::string& binary, const std::vector<std::string>& chosen,
                                     const std::vector<std::string>& options, const std::string& folder,
                                     const std::string& warm) {
  std::vector<std::string> names = chosen;
  if (names.empty()) {
    std::istringstream lines(compare::runProcess({binary, "--list-engines"}, "", 20).out);
    for (std::string line; std::getline(lines, line);)
      if (!line.empty()) names.push_back(line);
    if (std::find(names.begin(), names.end(), "jit") != names.end())
      names.insert(names.end(), {"jit-quick", "jit-stressed", "jit-eager", "jit-forced"});
  }
  std::vector<Configuration> result;
  for (const std::string& chosenName : names) {
    size_t slash = chosenName.find('/');
    std::string name = chosenName.substr(0, slash);
    Configuration c{name, {binary}, false};
    if (slash != std::string::npos) c.every = static_cast<unsigned>(std::max(1, std::atoi(chosenName.c_str() + slash + 1)));
    // What a native calls is counted twice: a lower threshold would compile all that runs once.
    // Compiling all that runs twice with LLVM's passes (eager) takes ten times as long as without them (quick).
    bool forced = name == "jit-forced", stressed = name == "jit-stressed", quick = name == "jit-quick" || stressed,
         eager = name == "jit-eager" || quick;
    c.command.insert(c.command.end(), {"--backend=" + (forced || eager ? "jit" : name), "-W", "ignore"});
    if (forced) c.command.insert(c.command.end(), {"-X", "jit=force", "-X", "jit-cache=" + folder + "/jit"});
    if (eager) c.command.insert(c.command.end(), {"-X", "jit-threshold=3", "-X", "jit-sync"});
    if (quick) c.command.insert(c.command.end(), {"-X", "jit-effort=quick"});
    if (stressed) c.command.insert(c.command.end(), {"-X", "jit-deopt-every=3"});
    c.command.insert(c.command.end(), options.begin(), options.end());
    if (forced) {
      // The part of the cache that all programs share; what they themselves add would only grow.
      std::vector<std::string> command = c.command;
      if (warm.empty())
        command.insert(command.end(), {"-c", "pass"});
      else
        command.push_back(warm);
      compare::runProcess(command, "", 600);
      c.command.push_back("-B");
    }
    result.push_back(std::move(c));
  }
  return result;
}

Observation observe(const Configuration& configuration, const std::string& program, const std::vector<std::string>& arguments,
                    double timeout) {
  std::filesystem::path file = std::filesystem::absolute(program);
  std::vector<std::string> command = configuration.command;
  command.push_back(file.filename().string());
  command.insert(command.end(), arguments.begin(), arguments.end());
  compare::RunResult run = compare::runProcess(command, file.parent_path().string(), timeout);
  Observation seen;
  seen.status = run.started ? run.status : 127;
  seen.timedOut = run.timedOut;
  seen.out = std::move(run.out);
  seen.err = std::move(run.err);
  for (std::string* text : {&seen.out, &seen.err}) {
    replaceAll(text, file.parent_path().string() + "/", "");
    hideAddresses(text);
  }
  seen.counters = takeCounters(&seen.err);
  seen.exception = exceptionOf(seen.err);
  return seen;
}

std::string difference(const Observation& a, const Observation& b) {
  if (a.timedOut != b.timedOut) return "timeout";
  if (a.timedOut) return "";
  if (a.status != b.status) return a.status < 0 || b.status < 0 ? "crash" : "status";
  if (a.status < 0) return "crash";
  if (a.out != b.out) return "output";
  if (a.exception != b.exception) return "exception";
  if (a.err != b.err) return "stderr";
  if (a.counters != b.counters) return "counters";
  return "";
}

std::string showDifference(const std::string& kind, const Observation& a, const Observation& b) {
  auto status = [](const Observation& o) {
    if (o.timedOut) return std::string("timed out");
    if (o.status < 0) return std::string("died of ") + strsignal(-o.status);
    return "status " + std::to_string(o.status);
  };
  std::string text = "  - " + status(a) + "\n  + " + status(b) + "\n";
  const std::string& left = kind == "output" ? a.out : kind == "counters" ? a.counters : a.err;
  const std::string& right = kind == "output" ? b.out : kind == "counters" ? b.counters : b.err;
  std::istringstream x(left), y(right);
  std::string p, q;
  for (int line = 1, shown = 0; shown < 6; ++line) {
    bool more = static_cast<bool>(std::getline(x, p)), also = static_cast<bool>(std::getline(y, q));
    if (!more && !also) break;
    if (more && also && p == q) continue;
    ++shown;
    text += "  line " + std::to_string(line) + ":\n";
    if (more) text += "  - " + p.substr(0, 300) + "\n";
    if (also) text += "  + " + q.substr(0, 300) + "\n";
  }
  return text;
}

}  // namespace typhon::validate
