#include "runtime/object/published_signatures.h"

#include <algorithm>
#include <iterator>

namespace typhon {
namespace {

struct Entry {
  std::string_view key;
  const char* text;
};

constexpr Entry entries[] = {
#define PUBLISHED(KEY, TEXT) {KEY, TEXT},
#include "runtime/object/published_signatures.def"
#undef PUBLISHED
};

constexpr auto byKey = [](const Entry& a, const Entry& b) { return a.key < b.key; };
static_assert(std::is_sorted(std::begin(entries), std::end(entries), byKey));

}  // namespace

std::optional<const char*> publishedSignature(std::string_view key) {
  const Entry* found = std::lower_bound(std::begin(entries), std::end(entries), Entry{key, nullptr}, byKey);
  if (found == std::end(entries) || found->key != key) return std::nullopt;
  return found->text;
}

}  // namespace typhon
