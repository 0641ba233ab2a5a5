// What the twins share: their size argument and Python's way to write floats and lists.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace twin {

inline long size(int argc, char** argv, long standard) { return argc > 1 ? std::atol(argv[1]) : standard; }

template <class T>
std::string list(const std::vector<T>& values, size_t count) {
  std::string text = "[";
  for (size_t i = 0; i < count && i < values.size(); ++i) text += fmt::format("{}{}", i ? ", " : "", values[i]);
  return text + "]";
}

}  // namespace twin
