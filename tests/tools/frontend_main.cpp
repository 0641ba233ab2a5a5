// typhon-frontend: the front half of the front end by itself, for tests and measurements.
//   typhon-frontend --batch
//   typhon-frontend [--dump=ast|tokens|none] [--mode=exec|eval|single] [--filename=NAME] [--text|--script] [--repeat=N]
//   FILE...
// Prints the dump. A source with an error prints one JSON object with the attributes of Python's exception instead and
// makes the exit status 1. Warnings are printed to stderr.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/ast/dump.h"
#include "frontend/lexer/dump_tokens.h"
#include "frontend/parser/parse.h"

using namespace typhon::frontend;

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

std::string errorJson(const SyntaxDiagnostic& error) {
  std::string out = "{\"type\": \"" + std::string(diagnosticKindName(error.kind)) + "\", \"msg\": " + jsonString(error.message);
  if (isSyntaxError(error.kind) && error.hasLocation) {
    auto number = [&out](const char* name, int value, bool known) {
      out += std::string(", \"") + name + "\": " + (known ? std::to_string(value) : "null");
    };
    number("lineno", error.lineno, true);
    number("offset", error.offset, true);
    number("end_lineno", error.end_lineno, error.hasEnd);
    number("end_offset", error.end_offset, error.hasEnd);
    out += ", \"text\": " + (error.hasText ? jsonString(error.text) : std::string("null"));
  }
  return out + "}";
}

ParseMode modeNamed(std::string_view name) {
  return name == "eval" ? ParseMode::Eval : name == "single" ? ParseMode::Single : ParseMode::Exec;
}

// Many small sources in one go: records of a line `mode length` and as many bytes on standard input, a line of JSON
// with the error (or null) and the warnings for each on standard output. A mode may end in "+incomplete".
int runBatch() {
  std::string input;
  readFile("-", &input);
  size_t at = 0;
  while (at < input.size()) {
    size_t space = input.find(' ', at), newline = input.find('\n', at);
    std::string mode = input.substr(at, space - at);
    size_t length = std::strtoul(input.c_str() + space, nullptr, 10);
    std::string_view source = std::string_view(input).substr(newline + 1, length);
    at = newline + 1 + length;
    ParseOptions options;
    if (size_t plus = mode.find('+'); plus != std::string::npos) {
      options.allowIncompleteInput = options.dontImplyDedent = true;
      mode.resize(plus);
    }
    if (mode.substr(0, 5) == "bytes") {
      mode = mode.substr(5);
    } else {
      options.sourceIsText = true;
    }
    Arena arena;
    Diagnostics diagnostics;
    parse(arena, diagnostics, source, "<string>", modeNamed(mode), options);
    std::string line = "{\"error\": " + (diagnostics.failed() ? errorJson(diagnostics.error()) : "null") + ", \"warnings\": [";
    for (const SourceWarning& warning : diagnostics.warnings()) {
      if (line.back() == ']') line += ", ";
      line += "[" + std::to_string(warning.lineno) + ", " + jsonString(warning.message) + "]";
    }
    std::puts((line + "]}").c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view dump = "ast", filename;
  ParseMode mode = ParseMode::Exec;
  ParseOptions options;
  int repeat = 1, status = 0;
  std::vector<const char*> files;
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    auto value = [&](std::string_view name, std::string_view* out) {
      if (argument.substr(0, name.size()) != name) return false;
      *out = argument.substr(name.size());
      return true;
    };
    std::string_view text;
    if (argument == "--batch") return runBatch();
    if (value("--dump=", &dump) || value("--filename=", &filename)) continue;
    if (value("--mode=", &text)) {
      mode = modeNamed(text);
    } else if (value("--repeat=", &text)) {
      repeat = std::atoi(std::string(text).c_str());
    } else if (argument == "--text") {
      options.sourceIsText = true;
    } else if (argument == "--script") {
      options.sourceIsFile = true;
    } else if (argument == "--incomplete") {
      options.allowIncompleteInput = options.dontImplyDedent = true;
    } else {
      files.push_back(argv[i]);
    }
  }
  size_t bytes = 0;
  double seconds = 0;
  for (const char* path : files) {
    std::string source;
    if (!readFile(path, &source)) {
      std::perror(path);
      return 2;
    }
    std::string_view name = filename.empty() ? std::string_view(path) : filename;
    for (int round = 0; round < repeat; ++round) {
      Arena arena;
      Diagnostics diagnostics;
      if (dump == "tokens") {
        std::fputs(dumpTokens(arena, diagnostics, source, name).c_str(), stdout);
      } else {
        auto start = std::chrono::steady_clock::now();
        ast::Mod* tree = parse(arena, diagnostics, source, name, mode, options);
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        bytes += source.size();
        if (tree && dump == "ast") {
          std::string text = ast::dumpAst(tree);
          std::fwrite(text.data(), 1, text.size(), stdout);
          std::fputc('\n', stdout);
        }
      }
      if (round == 0) {
        for (const SourceWarning& warning : diagnostics.warnings()) {
          std::fprintf(stderr, "%s:%d: %s: %s\n", path, warning.lineno,
                       warning.category == WarningCategory::SyntaxWarning ? "SyntaxWarning" : "DeprecationWarning",
                       warning.message.c_str());
        }
      }
      if (diagnostics.failed()) {
        std::puts(errorJson(diagnostics.error()).c_str());
        status = 1;
      }
    }
  }
  if (dump == "none") std::fprintf(stderr, "%zu bytes in %.4f s, %.1f MB/s\n", bytes, seconds, 1e-6 * bytes / seconds);
  return status;
}
