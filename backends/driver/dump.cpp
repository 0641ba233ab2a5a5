// --dump=tokens|ast|bytecode. The stages of the JIT are shown by the JIT.
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "backends/driver/run.h"
#include "frontend/ast/dump.h"
#include "frontend/bytecode/disassemble.h"
#include "frontend/compile.h"
#include "frontend/lexer/dump_tokens.h"
#include "frontend/parser/parse.h"
#include "runtime/base/os.h"

namespace typhon::driver {
namespace {

int complain(const frontend::SyntaxDiagnostic& e) {
  std::fprintf(stderr, "  File \"%s\", line %d\n%s: %s\n", e.filename.c_str(), e.lineno,
               std::string(frontend::diagnosticKindName(e.kind)).c_str(), e.message.c_str());
  return 1;
}

}  // namespace

int dumpFile(const CommandLine& line) {
  std::string source;
  if (!base::readWholeFile(line.target.c_str(), &source)) {
    std::fprintf(stderr, "typhon: can't open file '%s': [Errno %d] %s\n", line.target.c_str(), errno, std::strerror(errno));
    return 2;
  }
  frontend::Arena arena;
  frontend::Diagnostics diagnostics;
  if (line.dump == "tokens") {
    std::string text = frontend::dumpTokens(arena, diagnostics, source, line.target);
    if (diagnostics.failed()) return complain(diagnostics.error());
    std::fputs(text.c_str(), stdout);
    return 0;
  }
  if (line.dump == "bytecode") {
    frontend::CompileOptions options;
    options.optimize = config().optimize;
    frontend::CompileResult result = frontend::compile(source, line.target, options);
    if (result.error) return complain(*result.error);
    std::fputs(bytecode::disassemble(*result.unit).c_str(), stdout);
    return 0;
  }
  if (line.dump == "ast") {
    frontend::ast::Mod* tree = frontend::parse(arena, diagnostics, source, line.target);
    if (diagnostics.failed()) return complain(diagnostics.error());
    std::puts(frontend::ast::dumpAst(tree).c_str());
    return 0;
  }
  std::fprintf(stderr, "typhon: --dump knows tokens, ast, bytecode, graph, ir and asm, not '%s'\n", line.dump.c_str());
  return 2;
}

}  // namespace typhon::driver
