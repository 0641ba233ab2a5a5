#include "runtime/types/digit_grouping.h"

#include <climits>
#include <clocale>
#include <cstdint>

#include "runtime/base/utf8.h"

namespace typhon {

static std::string localeText(const char* text) {
  if (base::isValidUtf8(text)) return text;
  std::string out;
  for (const char* p = text; *p; ++p) {
    char buffer[4];
    char* end = base::encodeUtf8One(static_cast<uint8_t>(*p), buffer);
    out.append(buffer, end);
  }
  return out;
}

Grouping localeGrouping() {
  const lconv* locale = localeconv();
  return {localeText(locale->decimal_point), localeText(locale->thousands_sep), locale->grouping};
}

size_t codePoints(const std::string& text) {
  size_t n = 0;
  for (char c : text) n += (c & 0xC0) != 0x80;
  return n;
}

std::string groupDigits(const std::string& digits, const Grouping& g, size_t minWidth) {
  if (digits.empty()) return {};
  std::string reversed;  // separators are reversed as a whole at the end
  auto remaining = static_cast<int64_t>(digits.size()), width = static_cast<int64_t>(minWidth);
  auto separatorWidth = static_cast<int64_t>(codePoints(g.separator));
  std::string separator(g.separator.rbegin(), g.separator.rend());
  size_t next = 0;
  int64_t last = 0;
  auto nextSize = [&]() -> int64_t {  // 0: no further grouping
    if (next < g.sizes.size()) {
      char size = g.sizes[next++];
      if (size == 0) return last;
      if (size == CHAR_MAX) {
        next = g.sizes.size();
        return last = 0;
      }
      last = size;
    }
    return last;
  };
  bool first = true;
  for (;;) {
    int64_t most = std::max(std::max(remaining, width), int64_t{1});
    int64_t size = nextSize();
    bool unlimited = size <= 0;
    int64_t length = unlimited ? most : std::min(size, most);
    int64_t zeros = std::max(int64_t{0}, length - remaining), chars = std::max(int64_t{0}, std::min(remaining, length));
    if (!first) reversed += separator;
    first = false;
    for (int64_t i = 0; i < chars; ++i) reversed.push_back(digits[static_cast<size_t>(--remaining)]);
    reversed.append(static_cast<size_t>(zeros), '0');
    width -= length;
    if ((remaining <= 0 && width <= 0) || unlimited) break;
    width -= separatorWidth;
  }
  return std::string(reversed.rbegin(), reversed.rend());
}

}  // namespace typhon
