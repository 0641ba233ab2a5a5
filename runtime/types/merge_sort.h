// Stable adaptive merge sort of C++ arrays, after the description of CPython's list sort (Objects/listsort.txt): natural runs,
// short ones lengthened by binary insertion, the powersort merge policy (Munro and Wild), galloping. The sequence of comparisons
// is CPython 3.12's, so that an inconsistent or partial order (NaN) gives the same result.
//
//   T      trivially copyable item
//   Less   int operator()(const T& a, const T& b): 1 if a < b, 0 if not, -1 when comparing raised
//   Room   T* operator()(size_t n): memory for n items that merging may use, kept by the caller; null when it raised
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace typhon {

template <class T, class Less, class Room>
class MergeSort {
 public:
  MergeSort(T* items, size_t count, Less& less, Room& room) : items_(items), count_(count), less_(less), room_(room) {}

  // False when a comparison raised; the array then still holds all its items, in some order.
  bool run() {
    if (count_ < 2) return true;
    size_t minimum = minimumRun(count_);
    for (size_t at = 0; at < count_;) {
      bool descending;
      ptrdiff_t length = runAt(items_ + at, count_ - at, &descending);
      if (length < 0) return false;
      if (descending) std::reverse(items_ + at, items_ + at + length);
      if (static_cast<size_t>(length) < minimum) {
        size_t forced = std::min(minimum, count_ - at);
        if (!insertionSort(items_ + at, length, forced)) return false;
        length = forced;
      }
      if (!addRun(at, length)) return false;
      at += length;
    }
    while (runCount_ > 1) {
      size_t i = runCount_ - 2;
      if (i > 0 && runs_[i - 1].length < runs_[i + 1].length) --i;
      if (!mergeRuns(i)) return false;
    }
    return true;
  }

  // Length of the run that starts at `a`: never falling, or (descending) strictly falling. -1 when comparing raised.
  ptrdiff_t runAt(const T* a, size_t n, bool* descending) {
    *descending = false;
    if (n < 2) return n;
    int falls = less_(a[1], a[0]);
    if (falls < 0) return -1;
    *descending = falls;
    size_t i = 2;
    for (; i < n; ++i) {
      int k = less_(a[i], a[i - 1]);
      if (k < 0) return -1;
      if (k != falls) break;
    }
    return i;
  }

 private:
  static constexpr ptrdiff_t kGallop = 7;
  struct Run {
    size_t start, length;
    int power;  // of the boundary to the next run
  };

  static size_t minimumRun(size_t n) {
    size_t odd = 0;
    while (n >= 64) {
      odd |= n & 1;
      n >>= 1;
    }
    return n + odd;
  }

  bool insertionSort(T* a, size_t sorted, size_t n) {
    for (; sorted < n; ++sorted) {
      T pivot = a[sorted];
      size_t left = 0, right = sorted;
      while (left < right) {
        size_t middle = left + (right - left) / 2;
        int k = less_(pivot, a[middle]);
        if (k < 0) return false;
        if (k) {
          right = middle;
        } else {
          left = middle + 1;
        }
      }
      memmove(static_cast<void*>(a + left + 1), a + left, (sorted - left) * sizeof(T));
      a[left] = pivot;
    }
    return true;
  }

  // Depth, in the ideal merge tree over the whole array, of the node that joins the run (start, n1) with the next one, of n2.
  int boundaryPower(size_t start, size_t n1, size_t n2) const {
    size_t a = 2 * start + n1, b = a + n1 + n2;  // twice the midpoints
    for (int power = 1;; ++power) {
      if (a >= count_) {
        a -= count_;
        b -= count_;
      } else if (b >= count_) {
        return power;
      }
      a *= 2;
      b *= 2;
    }
  }

  bool addRun(size_t start, size_t length) {
    if (runCount_) {
      Run& last = runs_[runCount_ - 1];
      int power = boundaryPower(last.start, last.length, length);
      while (runCount_ > 1 && runs_[runCount_ - 2].power > power) {
        if (!mergeRuns(runCount_ - 2)) return false;
      }
      runs_[runCount_ - 1].power = power;
    }
    runs_[runCount_++] = {start, length, 0};
    return true;
  }

  bool mergeRuns(size_t i) {
    T* a = items_ + runs_[i].start;
    T* b = items_ + runs_[i + 1].start;
    ptrdiff_t na = runs_[i].length, nb = runs_[i + 1].length;
    runs_[i].length += runs_[i + 1].length;
    if (i + 2 < runCount_) runs_[i + 1] = runs_[i + 2];
    --runCount_;
    // What already is in place at both ends does not take part.
    ptrdiff_t k = gallopRight(b[0], a, na, 0);
    if (k < 0) return false;
    a += k;
    na -= k;
    if (na == 0) return true;
    nb = gallopLeft(a[na - 1], b, nb, nb - 1);
    if (nb <= 0) return nb == 0;
    return na <= nb ? mergeLow(a, na, b, nb) : mergeHigh(a, na, b, nb);
  }

  // First position in a[0..n) where `key` could stand before everything equal; the search begins around `hint`. -1: raised.
  ptrdiff_t gallopLeft(const T& key, const T* a, ptrdiff_t n, ptrdiff_t hint) {
    ptrdiff_t low, high, step = 1, last = 0;
    int k = less_(a[hint], key);
    if (k < 0) return -1;
    if (k) {
      ptrdiff_t limit = n - hint;
      while (step < limit) {
        k = less_(a[hint + step], key);
        if (k < 0) return -1;
        if (!k) break;
        last = step;
        step = step * 2 + 1;
      }
      low = hint + last + 1;
      high = hint + std::min(step, limit);
    } else {
      ptrdiff_t limit = hint + 1;
      while (step < limit) {
        k = less_(a[hint - step], key);
        if (k < 0) return -1;
        if (k) break;
        last = step;
        step = step * 2 + 1;
      }
      low = hint - std::min(step, limit) + 1;
      high = hint - last;
    }
    while (low < high) {
      ptrdiff_t middle = low + (high - low) / 2;
      k = less_(a[middle], key);
      if (k < 0) return -1;
      if (k) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return high;
  }

  // The same behind everything equal.
  ptrdiff_t gallopRight(const T& key, const T* a, ptrdiff_t n, ptrdiff_t hint) {
    ptrdiff_t low, high, step = 1, last = 0;
    int k = less_(key, a[hint]);
    if (k < 0) return -1;
    if (k) {
      ptrdiff_t limit = hint + 1;
      while (step < limit) {
        k = less_(key, a[hint - step]);
        if (k < 0) return -1;
        if (!k) break;
        last = step;
        step = step * 2 + 1;
      }
      low = hint - std::min(step, limit) + 1;
      high = hint - last;
    } else {
      ptrdiff_t limit = n - hint;
      while (step < limit) {
        k = less_(key, a[hint + step]);
        if (k < 0) return -1;
        if (k) break;
        last = step;
        step = step * 2 + 1;
      }
      low = hint + last + 1;
      high = hint + std::min(step, limit);
    }
    while (low < high) {
      ptrdiff_t middle = low + (high - low) / 2;
      k = less_(key, a[middle]);
      if (k < 0) return -1;
      if (k) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  static void copy(T* to, const T* from, ptrdiff_t n) { memcpy(static_cast<void*>(to), from, n * sizeof(T)); }
  static void move(T* to, const T* from, ptrdiff_t n) { memmove(static_cast<void*>(to), from, n * sizeof(T)); }

  // Merges the neighbours a and b, na <= nb, a[na-1] belongs last and b[0] first: a waits in the room, the result grows from the
  // left.
  bool mergeLow(T* a, ptrdiff_t na, T* b, ptrdiff_t nb) {
    T* room = room_(na);
    if (!room) return false;
    copy(room, a, na);
    T* out = a;
    a = room;
    bool ok = mergeLowLoop(out, a, na, b, nb);
    if (na) copy(out, a, na);  // all that is left of a (when comparing raised, too)
    return ok;
  }

  bool mergeLowLoop(T*& out, T*& a, ptrdiff_t& na, T*& b, ptrdiff_t& nb) {
    auto takeA = [&] { *out++ = *a++, --na; };
    auto takeB = [&] { *out++ = *b++, --nb; };
    // One item of a is left, which is greater than all of b.
    auto lastA = [&] {
      move(out, b, nb);
      out += nb;
      nb = 0;
      return true;
    };
    takeB();
    if (nb == 0) return true;
    if (na == 1) return lastA();
    ptrdiff_t gallop = gallop_;
    while (true) {
      ptrdiff_t wonA = 0, wonB = 0;
      while (true) {
        int k = less_(*b, *a);
        if (k < 0) return false;
        if (k) {
          takeB();
          ++wonB;
          wonA = 0;
          if (nb == 0) return true;
          if (wonB >= gallop) break;
        } else {
          takeA();
          ++wonA;
          wonB = 0;
          if (na == 1) return lastA();
          if (wonA >= gallop) break;
        }
      }
      ++gallop;
      do {
        gallop -= gallop > 1;
        gallop_ = gallop;
        wonA = gallopRight(*b, a, na, 0);
        if (wonA < 0) return false;
        if (wonA) {
          copy(out, a, wonA);
          out += wonA;
          a += wonA;
          na -= wonA;
          if (na == 1) return lastA();
          if (na == 0) return true;  // only with an inconsistent order
        }
        takeB();
        if (nb == 0) return true;
        wonB = gallopLeft(*a, b, nb, 0);
        if (wonB < 0) return false;
        if (wonB) {
          move(out, b, wonB);
          out += wonB;
          b += wonB;
          nb -= wonB;
          if (nb == 0) return true;
        }
        takeA();
        if (na == 1) return lastA();
      } while (wonA >= kGallop || wonB >= kGallop);
      ++gallop;
      gallop_ = gallop;
    }
  }

  // The same for na > nb: b waits in the room, the result grows from the right.
  bool mergeHigh(T* a, ptrdiff_t na, T* b, ptrdiff_t nb) {
    T* room = room_(nb);
    if (!room) return false;
    copy(room, b, nb);
    T* out = b + nb;   // one behind the next place
    T* endA = a + na;  // one behind the last of a
    T* endB = room + nb;
    bool ok = mergeHighLoop(out, a, endA, na, room, endB, nb);
    if (nb) copy(out - nb, room, nb);
    return ok;
  }

  bool mergeHighLoop(T*& out, T* baseA, T*& endA, ptrdiff_t& na, T* baseB, T*& endB, ptrdiff_t& nb) {
    auto takeA = [&] { *--out = *--endA, --na; };
    auto takeB = [&] { *--out = *--endB, --nb; };
    // One item of b is left, which is less than all of a.
    auto lastB = [&] {
      out -= na;
      endA -= na;
      move(out, endA, na);
      na = 0;
      return true;
    };
    takeA();
    if (na == 0) return true;
    if (nb == 1) return lastB();
    ptrdiff_t gallop = gallop_;
    while (true) {
      ptrdiff_t wonA = 0, wonB = 0;
      while (true) {
        int k = less_(endB[-1], endA[-1]);
        if (k < 0) return false;
        if (k) {
          takeA();
          ++wonA;
          wonB = 0;
          if (na == 0) return true;
          if (wonA >= gallop) break;
        } else {
          takeB();
          ++wonB;
          wonA = 0;
          if (nb == 1) return lastB();
          if (wonB >= gallop) break;
        }
      }
      ++gallop;
      do {
        gallop -= gallop > 1;
        gallop_ = gallop;
        ptrdiff_t k = gallopRight(endB[-1], baseA, na, na - 1);
        if (k < 0) return false;
        wonA = na - k;
        if (wonA) {
          out -= wonA;
          endA -= wonA;
          move(out, endA, wonA);
          na -= wonA;
          if (na == 0) return true;
        }
        takeB();
        if (nb == 1) return lastB();
        k = gallopLeft(endA[-1], baseB, nb, nb - 1);
        if (k < 0) return false;
        wonB = nb - k;
        if (wonB) {
          out -= wonB;
          endB -= wonB;
          copy(out, endB, wonB);
          nb -= wonB;
          if (nb == 1) return lastB();
          if (nb == 0) return true;
        }
        takeA();
        if (na == 0) return true;
      } while (wonA >= kGallop || wonB >= kGallop);
      ++gallop;
      gallop_ = gallop;
    }
  }

  T* items_;
  size_t count_;
  Less& less_;
  Room& room_;
  ptrdiff_t gallop_ = kGallop;
  size_t runCount_ = 0;
  Run runs_[88];  // powers rise strictly and are at most the word's bits
};

}  // namespace typhon
