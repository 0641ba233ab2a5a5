// Searching in arrays of one, two or four bytes an element: what str.find, bytes.find, count, split and replace share.
// Linear in the worst case: a plain search starts, and when it has compared too much the two-way algorithm (Crochemore
// and Perrin 1991) takes over from where it stands.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace typhon::base {

constexpr size_t kNotFound = SIZE_MAX;

// The first (last) position of an element, or kNotFound.
template <class Ch>
size_t findElement(const Ch* text, size_t size, Ch c) {
  if constexpr (sizeof(Ch) == 1) {
    auto p = static_cast<const Ch*>(std::memchr(text, static_cast<unsigned char>(c), size));
    return p ? static_cast<size_t>(p - text) : kNotFound;
  } else {
    size_t i = 0;
    for (; i + 8 <= size; i += 8) {  // one test per eight: the compiler makes vector compares of it
      bool any = false;
      for (size_t k = 0; k < 8; ++k) any |= text[i + k] == c;
      if (any) break;
    }
    for (; i < size; ++i)
      if (text[i] == c) return i;
    return kNotFound;
  }
}

template <class Ch>
size_t findElementLast(const Ch* text, size_t size, Ch c) {
  if constexpr (sizeof(Ch) == 1) {
    auto p = static_cast<const Ch*>(memrchr(text, static_cast<unsigned char>(c), size));
    return p ? static_cast<size_t>(p - text) : kNotFound;
  } else {
    while (size-- > 0)
      if (text[size] == c) return size;
    return kNotFound;
  }
}

namespace search_detail {

// An array read forwards or backwards.
template <class Ch, bool backwards>
struct View {
  const Ch* base;
  size_t size;
  Ch operator[](size_t i) const { return backwards ? base[size - 1 - i] : base[i]; }
};

template <class V>
size_t maximalSuffix(const V& x, size_t size, bool inverse, size_t* period) {
  size_t start = SIZE_MAX, j = 0, k = 1, p = 1;
  while (j + k < size) {
    auto a = x[j + k], b = x[start + k];
    if (a == b) {
      if (k != p) {
        ++k;
      } else {
        j += p;
        k = 1;
      }
    } else if (inverse ? a > b : a < b) {
      j += k;
      k = 1;
      p = j - start;
    } else {
      start = j++;
      k = p = 1;
    }
  }
  *period = p;
  return start + 1;
}

template <class V>
size_t twoWay(const V& y, const V& x) {
  size_t n = y.size, m = x.size, periodA, periodB;
  size_t suffixA = maximalSuffix(x, m, false, &periodA), suffixB = maximalSuffix(x, m, true, &periodB);
  size_t suffix = suffixA > suffixB ? suffixA : suffixB, period = suffixA > suffixB ? periodA : periodB;
  bool periodic = suffix + period <= m;
  for (size_t i = 0; periodic && i < suffix; ++i) periodic = x[i] == x[i + period];
  size_t memory = 0;
  if (!periodic) period = (suffix > m - suffix ? suffix : m - suffix) + 1;
  for (size_t j = 0; j + m <= n;) {
    size_t i = suffix > memory ? suffix : memory;
    while (i < m && x[i] == y[i + j]) ++i;
    if (i < m) {
      j += i - suffix + 1;
      memory = 0;
      continue;
    }
    i = suffix;
    while (i > memory && x[i - 1] == y[i - 1 + j]) --i;
    if (i <= memory) return j;
    j += period;
    memory = periodic ? m - period : 0;
  }
  return kNotFound;
}

}  // namespace search_detail

// The first position of needle in text, or kNotFound. An empty needle is found at 0.
template <class Ch>
size_t findIn(const Ch* text, size_t n, const Ch* needle, size_t m) {
  if (m == 0) return 0;
  if (m > n) return kNotFound;
  if (m == 1) return findElement(text, n, needle[0]);
  if constexpr (sizeof(Ch) == 1) {
    auto p = static_cast<const Ch*>(memmem(text, n, needle, m));
    return p ? static_cast<size_t>(p - text) : kNotFound;
  }
  size_t last = n - m, budget = 64 + n / 4, i = 0;
  while (i <= last) {
    size_t step = findElement(text + i, last - i + 1, needle[0]);
    if (step == kNotFound) return kNotFound;
    i += step;
    size_t k = 1;
    while (k < m && text[i + k] == needle[k]) ++k;
    if (k == m) return i;
    if (k > budget) {
      using V = search_detail::View<Ch, false>;
      size_t at = search_detail::twoWay(V{text + i, n - i}, V{needle, m});
      return at == kNotFound ? at : i + at;
    }
    budget -= k - 1;
    ++i;
  }
  return kNotFound;
}

// The last position of needle in text, or kNotFound. An empty needle is found at the end.
template <class Ch>
size_t findInLast(const Ch* text, size_t n, const Ch* needle, size_t m) {
  if (m == 0) return n;
  if (m > n) return kNotFound;
  if (m == 1) return findElementLast(text, n, needle[0]);
  size_t budget = 64 + n / 4, end = n - m + 1;  // candidates are [0, end)
  while (end > 0) {
    size_t i = findElementLast(text, end, needle[0]);
    if (i == kNotFound) return kNotFound;
    size_t k = 1;
    while (k < m && text[i + k] == needle[k]) ++k;
    if (k == m) return i;
    if (k > budget) {
      using V = search_detail::View<Ch, true>;
      size_t size = i + m, at = search_detail::twoWay(V{text, size}, V{needle, m});
      return at == kNotFound ? at : size - at - m;
    }
    budget -= k - 1;
    end = i;
  }
  return kNotFound;
}

// Occurrences that do not overlap, at most `limit`. An empty needle is counted between all elements.
template <class Ch>
size_t countIn(const Ch* text, size_t n, const Ch* needle, size_t m, size_t limit = SIZE_MAX) {
  size_t count = 0;
  if (m == 0) return n + 1 < limit ? n + 1 : limit;
  if (m == 1 && limit == SIZE_MAX) {
    for (size_t i = 0; i < n; ++i) count += text[i] == needle[0];
    return count;
  }
  for (size_t at = 0; count < limit; ++count) {
    size_t step = findIn(text + at, n - at, needle, m);
    if (step == kNotFound) break;
    at += step + m;
  }
  return count;
}

}  // namespace typhon::base
