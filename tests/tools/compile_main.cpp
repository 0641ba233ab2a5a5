// typhon-compile: the whole front end by itself, for tests and debugging.
//   typhon-compile [-O]... [--mode=exec|eval|single] [--quiet] FILE...
//   typhon-compile --batch
//   typhon-compile --opcodes
// Compiles, verifies, writes and reads back every file and prints the disassembly; --quiet prints only what is wrong and
// a total. --batch reads records of a line `mode length` and as many bytes of source, and prints a line of JSON with the
// error (or null) and the warnings for each. --opcodes prints docs/bytecode.md.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "frontend/bytecode/disassemble.h"
#include "frontend/bytecode/liveness.h"
#include "frontend/bytecode/serialise.h"
#include "frontend/bytecode/verify.h"
#include "frontend/compile.h"

using namespace typhon;

namespace {

bool readFile(const char* path, std::string* out) {
  FILE* file = std::strcmp(path, "-") == 0 ? stdin : std::fopen(path, "rb");
  if (!file) return false;
  char buffer[65536];
  size_t size;
  while ((size = std::fread(buffer, 1, sizeof buffer, file)) > 0) out->append(buffer, size);
  if (file != stdin) std::fclose(file);
  return true;
}

std::string jsonString(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

frontend::Mode modeNamed(std::string_view name) {
  return name == "eval" ? frontend::Mode::Eval : name == "single" ? frontend::Mode::Single : frontend::Mode::Exec;
}

std::string errorJson(const frontend::SyntaxDiagnostic& error) {
  std::string out =
      "{\"type\": \"" + std::string(frontend::diagnosticKindName(error.kind)) + "\", \"msg\": " + jsonString(error.message);
  if (error.kind == frontend::DiagnosticKind::SyntaxError)
    out += ", \"lineno\": " + std::to_string(error.lineno) + ", \"offset\": " + std::to_string(error.offset) +
           ", \"end_lineno\": " + (error.hasEnd ? std::to_string(error.end_lineno) : "null") + ", \"end_offset\": " +
           (error.hasEnd && error.end_offset != frontend::kNoOffset ? std::to_string(error.end_offset) : "null");
  return out + "}";
}

int runBatch() {
  std::string input;
  readFile("-", &input);
  size_t at = 0;
  while (at < input.size()) {
    size_t space = input.find(' ', at), newline = input.find('\n', at);
    frontend::CompileOptions options;
    options.mode = modeNamed(input.substr(at, space - at));
    options.sourceIsText = true;
    size_t length = std::strtoul(input.c_str() + space, nullptr, 10);
    std::string_view source = std::string_view(input).substr(newline + 1, length);
    at = newline + 1 + length;
    frontend::CompileResult result = frontend::compile(source, "<string>", options);
    std::string line = "{\"error\": " + (result.error ? errorJson(*result.error) : "null") + ", \"warnings\": [";
    for (const frontend::SourceWarning& warning : result.warnings) {
      if (line.back() == ']') line += ", ";
      line += "[" + std::to_string(warning.lineno) + ", " + jsonString(warning.message) + "]";
    }
    std::puts((line + "]}").c_str());
  }
  return 0;
}

int computeLiveness(const bytecode::CodeUnit& unit) {
  bytecode::Liveness live(unit);
  int count = 1;
  for (const bytecode::Constant& constant : unit.constants)
    if (constant.code) count += computeLiveness(*constant.code);
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  frontend::CompileOptions options;
  bool quiet = false;
  int units = 0, bad = 0;
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    if (argument == "--batch") return runBatch();
    if (argument == "--opcodes") {
      std::fputs(bytecode::opcodeReference().c_str(), stdout);
      return 0;
    }
    if (argument == "-O") {
      ++options.optimize;
    } else if (argument == "--quiet") {
      quiet = true;
    } else if (argument.starts_with("--mode=")) {
      options.mode = modeNamed(argument.substr(7));
    } else {
      std::string source;
      if (!readFile(argv[i], &source)) {
        std::perror(argv[i]);
        return 2;
      }
      frontend::CompileResult result = frontend::compile(source, argument, options);
      if (result.error) {
        std::printf("%s: %s\n", argv[i], errorJson(*result.error).c_str());
        ++bad;
        continue;
      }
      std::string why = bytecode::verify(*result.unit);
      if (why.empty()) {
        units += computeLiveness(*result.unit);
        std::string bytes = bytecode::serialise(*result.unit);
        auto back = bytecode::deserialise(bytes, why);
        if (back && bytecode::serialise(*back) != bytes) why = "does not survive writing and reading";
      }
      if (!why.empty()) {
        std::printf("%s: %s\n", argv[i], why.c_str());
        ++bad;
      }
      if (!quiet) std::fputs(bytecode::disassemble(*result.unit).c_str(), stdout);
    }
  }
  if (quiet) std::printf("%d units, %d files with errors\n", units, bad);
  return bad != 0;
}
