// Separators between groups of digits: format() of numbers.
#pragma once

#include <cstddef>
#include <string>

namespace typhon {

// How digits are grouped and what the decimal point is; texts are UTF-8.
struct Grouping {
  std::string point = ".";
  std::string separator;
  std::string sizes;  // as localeconv()'s grouping: the last repeats; empty: none
};

// What the process's locale says.
Grouping localeGrouping();

size_t codePoints(const std::string& utf8);
// The digits with separators, and zeros in front until there are at least `minWidth` characters.
std::string groupDigits(const std::string& digits, const Grouping& g, size_t minWidth);

}  // namespace typhon
