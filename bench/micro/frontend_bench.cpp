// How fast the front end turns text into bytecode, over the benchmark programs and the installed standard library.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "frontend/compile.h"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> sourcesBelow(const fs::path& folder, size_t limit) {
  std::vector<std::string> sources;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    if (entry.path().extension() != ".py" || sources.size() >= limit) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    sources.push_back(text.str());
  }
  return sources;
}

void compileAll(benchmark::State& state, const std::vector<std::string>& sources) {
  if (sources.empty()) {
    state.SkipWithError("no sources found");
    return;
  }
  size_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& source : sources) {
      bytes += source.size();
      benchmark::DoNotOptimize(typhon::frontend::compile(source, "<benchmark>", {}));
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}

void compilePrograms(benchmark::State& state) {
  compileAll(state, sourcesBelow(fs::path(TYPHON_SOURCE_DIR) / "bench/programs", 1000));
}
void compileLibrary(benchmark::State& state) { compileAll(state, sourcesBelow("/usr/lib/python3.11", 600)); }
void compileOneLine(benchmark::State& state) { compileAll(state, {"x = a + b * 2\n"}); }

BENCHMARK(compilePrograms)->Unit(benchmark::kMillisecond);
BENCHMARK(compileLibrary)->Unit(benchmark::kMillisecond);
BENCHMARK(compileOneLine)->Unit(benchmark::kMicrosecond);

}  // namespace
