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
