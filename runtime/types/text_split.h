// Cutting text into pieces: what str, bytes and bytearray share of split, rsplit, splitlines and strip. A piece is
// given to `emit(start, end)`, which returns false to stop (with an exception pending); the functions return false
// then.
#pragma once

#include "runtime/types/text_occurrences.h"

namespace typhon {

// White space as bytes methods know it.
inline bool isAsciiSpace(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// At most `limit` cuts at runs of white space; leading white space of each piece is dropped.
template <class IsSpace, class Emit>
bool splitSpaces(TextView s, IsSpace isSpace, int64_t limit, Emit emit) {
  return withText(s, [&](auto* p) {
    size_t i = 0, n = s.size;
    for (;;) {
      while (i < n && isSpace(p[i])) ++i;
      if (i == n) return true;
      size_t start = i;
      if (limit-- == 0) return emit(start, n);
      while (i < n && !isSpace(p[i])) ++i;
      if (!emit(start, i)) return false;
    }
  });
}

// The same from the right; pieces come in reverse order.
template <class IsSpace, class Emit>
bool splitSpacesLast(TextView s, IsSpace isSpace, int64_t limit, Emit emit) {
  return withText(s, [&](auto* p) {
    size_t i = s.size;
    for (;;) {
      while (i > 0 && isSpace(p[i - 1])) --i;
      if (i == 0) return true;
      size_t end = i;
      if (limit-- == 0) return emit(size_t{0}, end);
      while (i > 0 && !isSpace(p[i - 1])) --i;
      if (!emit(i, end)) return false;
    }
  });
}

// At most `limit` cuts (negative: all) at occurrences of a separator that is not empty.
template <class Emit>
bool splitAt(TextView s, TextView separator, int64_t limit, Emit emit) {
  Occurrences cuts(s, separator, limit < 0 ? SIZE_MAX : static_cast<size_t>(limit));
  size_t from = 0;
  for (size_t at; (at = cuts.next()) != base::kNotFound; from = at + separator.size) {
    if (!emit(from, at)) return false;
  }
  return emit(from, s.size);
}

template <class Emit>
bool splitAtLast(TextView s, TextView separator, int64_t limit, Emit emit) {
  size_t to = s.size;
  while (limit-- != 0) {
    size_t at = findTextLast(s.slice(0, to), separator);
    if (at == base::kNotFound) break;
    if (!emit(at + separator.size, to)) return false;
    to = at;
  }
  return emit(size_t{0}, to);
}

template <class IsBreak, class Emit>
bool splitLines(TextView s, IsBreak isBreak, bool keepEnds, Emit emit) {
  return withText(s, [&](auto* p) {
    size_t i = 0, n = s.size;
    while (i < n) {
      size_t start = i;
      while (i < n && !isBreak(p[i])) ++i;
      size_t end = i;
      if (i < n) {
        i += p[i] == '\r' && i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
        if (keepEnds) end = i;
      }
      if (!emit(start, end)) return false;
    }
    return true;
  });
}

// What is left of the range when characters for which `drop` holds are taken from its left and right end.
struct TextRange {
  size_t start, end;
};
template <class Drop>
TextRange stripText(TextView s, bool left, bool right, Drop drop) {
  return withText(s, [&](auto* p) {
    size_t start = 0, end = s.size;
    if (left)
      while (start < end && drop(p[start])) ++start;
    if (right)
      while (end > start && drop(p[end - 1])) --end;
    return TextRange{start, end};
  });
}

}  // namespace typhon
