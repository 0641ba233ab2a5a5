// "Did you mean": the nearest name by edit distance, as CPython 3.12's Python/suggestions.c picks it.
#include <algorithm>
#include <climits>

#include "frontend/bytecode/code_unit.h"
#include "runtime/exec/format_exception.h"
#include "runtime/exec/thread.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

constexpr int kMoveCost = 2, kCaseCost = 1;
constexpr size_t kMaxCandidates = 750, kMaxLength = 40;

int substitutionCost(char a, char b) {
  if ((a & 31) != (b & 31)) return kMoveCost;
  if (a == b) return 0;
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

int distance(std::string_view a, std::string_view b, int maxCost) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaxLength || b.size() > kMaxLength) return maxCost + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if (static_cast<int>(b.size() - a.size()) * kMoveCost > maxCost) return maxCost + 1;
  int row[kMaxLength];
  for (size_t i = 0; i < a.size(); ++i) row[i] = static_cast<int>(i + 1) * kMoveCost;
  int result = 0;
  for (size_t bi = 0; bi < b.size(); ++bi) {
    int previous = result = static_cast<int>(bi) * kMoveCost;
    int smallest = INT_MAX;
    for (size_t i = 0; i < a.size(); ++i) {
      int substitute = previous + substitutionCost(b[bi], a[i]);
      previous = row[i];
      int insertOrDelete = std::min(result, previous) + kMoveCost;
      result = std::min(insertOrDelete, substitute);
      row[i] = result;
      smallest = std::min(smallest, result);
    }
    if (smallest > maxCost) return maxCost + 1;
  }
  return result;
}

// The candidate (of a list of str) nearest to `name`; empty if none is near enough.
std::string nearest(List* candidates, const std::string& name) {
  if (candidates->length >= kMaxCandidates) return {};
  std::string best;
  int bestDistance = INT_MAX;
  for (size_t i = 0; i < candidates->length; ++i) {
    Str* item = dynCast<Str>(listItem(candidates, i));
    if (!item) return {};
    std::string text = toUtf8(item);
    if (text == name) continue;
    // No more than a third of the characters may need to change.
    int most = static_cast<int>((name.size() + text.size() + 3) * kMoveCost / 6);
    most = std::min(most, bestDistance - 1);
    int d = distance(name, text, most);
    if (d > most) continue;
    if (best.empty() || d < bestDistance) {
      best = text;
      bestDistance = d;
    }
  }
  return best;
}

// dir(v), or null; nothing is left pending.
List* dirOfPy(Thread* t, Value v) {
  Value method = lookupSpecialPy(t, v, names::__dir__);
  Value names = method.isError() || method.isUnbound() ? Value::error() : callPy(t, method);
  List* list = names.isError() ? nullptr : toListPy(t, names);
  if (!list) {
    clearPending(t);
    return nullptr;
  }
  // As dir() gives them: sorted.
  if (!listSortPy(t, list, Value::none(), false)) clearPending(t);
  return list;
}

std::string quoted(Thread* t, const std::string& text) {
  Str* s = makeStr(t, text);
  Str* shown = s ? strRepr(t, s) : nullptr;
  if (!shown) {
    clearPending(t);
    return "''";
  }
  return toUtf8(shown);
}

std::string nearestInDirPy(Thread* t, Value object, Value name) {
  List* candidates = dirOfPy(t, object);
  return candidates ? nearest(candidates, toUtf8(name.as<Str>())) : std::string();
}

std::string nearestInMappingPy(Thread* t, Value frame, const char* attribute, const std::string& name) {
  Value mapping = getAttrPy(t, frame, attribute);
  List* keys = mapping.isError() ? nullptr : toListPy(t, mapping);
  if (!keys) {
    clearPending(t);
    return {};
  }
  return nearest(keys, name);
}

std::string forNamePy(Thread* t, Exception* e, Value nameValue) {
  Traceback* tb = dynCast<Traceback>(e->traceback);
  if (!tb) return {};
  while (isa<Traceback>(tb->next)) tb = tb->next.as<Traceback>();
  Value frame = tb->frame;
  const Code* code = static_cast<const Code*>(tb->code);
  std::string name = toUtf8(nameValue.as<Str>());
  List* variables = makeList(t);
  bool hasSelf = false;
  const auto& kinds = (*code->unit)->localKinds;
  for (size_t i = 0; variables && i < code->localNames->length && i < kinds.size(); ++i) {
    if (!(kinds[i] & bytecode::kLocal)) continue;
    Value variable = code->localNames->items[i];
    hasSelf |= equals(variable.as<Str>(), "self");
    if (!listAppend(t, variables, variable)) variables = nullptr;
  }
  if (!variables) {
    clearPending(t);
    return {};
  }
  if (hasSelf) {
    Value locals = getAttrPy(t, frame, "f_locals");
    Str* key = locals.isError() ? nullptr : internStr(t, "self");
    Value self = key && isa<Dict>(locals) ? dictGetStr(locals.as<Dict>(), key) : Value::unbound();
    if (!self.isUnbound()) {
      Value found = findAttrPy(t, self, nameValue.as<Str>());
      if (!found.isError() && !found.isUnbound()) return "self." + name;
    }
    clearPending(t);
  }
  std::string best = nearest(variables, name);
  if (best.empty()) best = nearestInMappingPy(t, frame, "f_globals", name);
  if (best.empty()) best = nearestInMappingPy(t, frame, "f_builtins", name);
  return best;
}

bool isLibraryModulePy(Thread* t, Value name) {
  Value all = sysAttributePy(t, "stdlib_module_names");
  if (all.isUnbound()) return false;
  Maybe<bool> known = containsPy(t, all, name);
  if (known.ok()) return *known;
  clearPending(t);
  return false;
}

bool isPlainStr(Value v) { return !v.isUnbound() && isa<Str>(v); }

}  // namespace

std::string suggestionPy(Thread* t, Value exception) {
  Exception* e = exception.as<Exception>();
  Type* type = typeOf(e);
  std::string best;
  if (type == exc::AttributeError) {
    if (!isPlainStr(e->fields[kAttributeName]) || e->fields[kAttributeObject].isUnbound()) return {};
    best = nearestInDirPy(t, e->fields[kAttributeObject], e->fields[kAttributeName]);
  } else if (type == exc::NameError) {
    Value name = e->fields[kNameName];
    if (!isPlainStr(name) || !isa<Traceback>(e->traceback)) return {};
    best = forNamePy(t, e, name);
    if (isLibraryModulePy(t, name)) {
      std::string module = quoted(t, toUtf8(name.as<Str>()));
      if (best.empty()) return ". Did you forget to import " + module + "?";
      return ". Did you mean: " + quoted(t, best) + "? Or did you forget to import " + module + "?";
    }
  } else if (type == exc::ImportError) {
    if (!isPlainStr(e->fields[kImportName]) || !isPlainStr(e->fields[kImportNameFrom])) return {};
    Dict* modules = dynCast<Dict>(sysAttributePy(t, names::modules));
    Value module = modules ? dictGetPy(t, modules, e->fields[kImportName]) : Value::unbound();
    if (module.isError()) clearPending(t);
    if (module.isError() || module.isUnbound()) return {};
    best = nearestInDirPy(t, module, e->fields[kImportNameFrom]);
  }
  if (best.empty()) return {};
  return ". Did you mean: " + quoted(t, best) + "?";
}

}  // namespace typhon
