#include "runtime/modules/library_adapters.h"

#include <fmt/core.h>

#include <string_view>

#include "runtime/base/hash.h"
#include "runtime/modules/library.h"

namespace typhon {
namespace {

struct Adapter {
  int minor;
  const char* file;
  const char* before;  // the line that follows the empty one
  const char* line;
};

constexpr const char* kDis =
    "import _typhon_dis; _Code = type(\"_Code\", (bytes,), {\"co\": b\"\"}); _get_code_array = lambda co, adaptive: "
    "(lambda c: (setattr(c, \"co\", co), c)[1])(_Code(co.co_code)); _get_instructions_bytes = lambda code, "
    "varname_from_oparg=None, names=None, co_consts=None, linestarts=None, line_offset=0, exception_entries=(), "
    "co_positions=None, **options: (lambda places, lines: (Instruction(name, op, arg, value, text, offset, "
    "lines[offset] + line_offset if offset in lines else None, target, Positions(*(places[offset // 2] if offset "
    "// 2 < len(places) else ()))) for name, op, arg, value, text, offset, target in "
    "_typhon_dis.instructions(getattr(code, \"co\", code))))(list(co_positions or ()), linestarts or {}); "
    "_parse_exception_table = lambda code: [_ExceptionTableEntry(*entry, False) for entry in "
    "_typhon_dis.handlers(code)]; _unpack_opargs = lambda code: ((i[5], i[1], i[2]) for i in "
    "_typhon_dis.instructions(getattr(code, \"co\", code))); findlabels = lambda code: [i[5] for i in "
    "_typhon_dis.instructions(getattr(code, \"co\", code)) if i[6]]; _find_imports = lambda co: "
    "iter(_typhon_dis.imports(co)); _find_store_names = lambda co: iter(_typhon_dis.stored_names(co))";

constexpr Adapter kAdapters[] = {
    // PEP 695 makes type parameters of the native classes; typing's functions must take them for what they are. The native
    // classes leave
    // substitution to functions that typing.py of 3.12 has; here they are the methods of the classes that are replaced.
    {11, "typing.py", "def _is_dunder(attr):",
     "if sys.modules.get('_typing', True): _typevar_subst = TypeVar.__typing_subst__; _paramspec_subst = "
     "ParamSpec.__typing_subst__; "
     "_paramspec_prepare_subst = ParamSpec.__typing_prepare_subst__; "
     "_typevartuple_prepare_subst = TypeVarTuple.__typing_prepare_subst__; "
     "from _typing import TypeVar, TypeVarTuple, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType"},
    // dis shows Typhon's bytecode: where it takes CPython's apart it asks _typhon_dis instead.
    {11, "dis.py", "class Bytecode:", kDis},
    {12, "dis.py", "class Bytecode:", kDis},
};

const Adapter* adapterOf(const std::string& path) {
  const Library& l = library();
  if (!l.found() || path.size() <= l.directory.size() + 1 || path.compare(0, l.directory.size(), l.directory) != 0)
    return nullptr;
  for (const Adapter& a : kAdapters)
    if (a.minor == l.quirks->version.minor && std::string_view(path).substr(l.directory.size() + 1) == a.file) return &a;
  return nullptr;
}

}  // namespace

std::string libraryAdapterMark(const std::string& path) {
  const Adapter* a = adapterOf(path);
  if (!a) return "";
  std::string_view line = a->line;
  return fmt::format("{:08x}", base::sipHash13({}, line.data(), line.size()) & 0xffffffff);
}

std::string adaptedLibrarySource(const std::string& path, const std::string& text) {
  const Adapter* a = adapterOf(path);
  if (!a) return text;
  size_t at = text.find("\n\n" + std::string(a->before));
  return at == std::string::npos ? text : text.substr(0, at + 1) + a->line + text.substr(at + 1);
}

}  // namespace typhon
