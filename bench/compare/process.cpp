// Processes: fork, exec, capture, wait4.
#include "bench/compare/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern char** environ;

namespace typhon::compare {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> childEnvironment() {
  std::vector<std::string> kept;
  for (char** entry = environ; *entry; ++entry) {
    std::string_view text = *entry;
    bool dropped = text.starts_with("PYTHON") || text.starts_with("TYPHON") || text.starts_with("LC_") ||
                   text.starts_with("LANG") || text.starts_with("TZ=");
    if (!dropped) kept.emplace_back(text);
  }
  kept.insert(kept.end(), {"PYTHONHASHSEED=0", "LC_ALL=C.UTF-8", "TZ=UTC"});
  return kept;
}

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }

[[noreturn]] void runChild(const std::vector<std::string>& command, const std::string& folder, int out, int err) {
  int null = open("/dev/null", O_RDONLY);
  dup2(null, 0);
  dup2(out, 1);
  dup2(err, 2);
  setpgid(0, 0);
  if (!folder.empty() && chdir(folder.c_str()) != 0) _exit(127);
  std::vector<std::string> environment = childEnvironment();
  std::vector<char*> arguments, variables;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  for (std::string& variable : environment) variables.push_back(variable.data());
  arguments.push_back(nullptr);
  variables.push_back(nullptr);
  execve(arguments[0], arguments.data(), variables.data());
  _exit(127);
}

}  // namespace

RunResult runProcess(const std::vector<std::string>& command, const std::string& folder, double timeout) {
  RunResult result;
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) {
    result.started = false;
    return result;
  }
  Clock::time_point start = Clock::now();
  pid_t child = fork();
  if (child == 0) runChild(command, folder, out[1], err[1]);
  close(out[1]);
  close(err[1]);
  if (child < 0) {
    result.started = false;
    close(out[0]);
    close(err[0]);
    return result;
  }
  pollfd files[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
  std::string* texts[2] = {&result.out, &result.err};
  int open = 2;
  char buffer[65536];
  while (open > 0) {
    double left = timeout - std::chrono::duration<double>(Clock::now() - start).count();
    int ready = left > 0 ? poll(files, 2, static_cast<int>(left * 1000) + 1) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      result.timedOut = true;
      kill(-child, SIGKILL);
      kill(child, SIGKILL);
      break;
    }
    for (int i = 0; i < 2; ++i) {
      if (files[i].fd < 0 || !files[i].revents) continue;
      ssize_t got = read(files[i].fd, buffer, sizeof buffer);
      if (got > 0) {
        texts[i]->append(buffer, static_cast<size_t>(got));
      } else if (got == 0 || errno != EINTR) {
        files[i].fd = -1;
        --open;
      }
    }
  }
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  result.wall = std::chrono::duration<double>(Clock::now() - start).count();
  close(out[0]);
  close(err[0]);
  result.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  result.peakKib = usage.ru_maxrss;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return result;
}

std::string findExecutable(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    char* resolved = realpath(name.c_str(), nullptr);
    std::string path = resolved && access(resolved, X_OK) == 0 ? resolved : "";
    free(resolved);
    return path;
  }
  const char* path = getenv("PATH");
  std::string_view rest = path ? path : "/usr/bin:/bin";
  while (!rest.empty()) {
    size_t colon = rest.find(':');
    std::string candidate = std::string(rest.substr(0, colon)) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    rest = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
  }
  return "";
}

}  // namespace typhon::compare
