// typhon-frontend: the front half of the front end by itself, for tests and measurements.
//   typhon-frontend [--dump=ast|tokens|none] [--mode=exec|eval|single] [--filename=NAME] [--text] [--repeat=N] FILE...
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

void printError(const SyntaxDiagnostic& error) {
  std::string kind(diagnosticKindName(error.kind));
  std::printf("{\"type\": \"%s\", \"msg\": %s", kind.c_str(), jsonString(error.message).c_str());
  bool syntax = error.kind == DiagnosticKind::SyntaxError || error.kind == DiagnosticKind::IndentationError ||
                error.kind == DiagnosticKind::TabError;
  if (syntax && error.hasLocation) {
    std::printf(", \"lineno\": %d, \"offset\": %d", error.lineno, error.offset);
    if (error.hasEnd) {
      std::printf(", \"end_lineno\": %d, \"end_offset\": %d", error.end_lineno, error.end_offset);
    } else {
      std::printf(", \"end_lineno\": null, \"end_offset\": null");
    }
    std::printf(", \"text\": %s", error.hasText ? jsonString(error.text).c_str() : "null");
  }
  std::printf("}\n");
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
    if (value("--dump=", &dump) || value("--filename=", &filename)) continue;
    if (value("--mode=", &text)) {
      mode = text == "eval" ? ParseMode::Eval : text == "single" ? ParseMode::Single : ParseMode::Exec;
    } else if (value("--repeat=", &text)) {
      repeat = std::atoi(std::string(text).c_str());
    } else if (argument == "--text") {
      options.sourceIsText = true;
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
        printError(diagnostics.error());
        status = 1;
      }
    }
  }
  if (dump == "none") std::fprintf(stderr, "%zu bytes in %.4f s, %.1f MB/s\n", bytes, seconds, 1e-6 * bytes / seconds);
  return status;
}
