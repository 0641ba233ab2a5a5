#include "runtime/modules/decimal/limbs.h"

#include <cstdlib>
#include <utility>
#include <vector>

namespace typhon::decimal {

const Limb kPowersOfTen[kLimbDigits + 1] = {
    1u,
    10u,
    100u,
    1'000u,
    10'000u,
    100'000u,
    1'000'000u,
    10'000'000u,
    100'000'000u,
    1'000'000'000u,
    10'000'000'000u,
    100'000'000'000u,
    1'000'000'000'000u,
    10'000'000'000'000u,
    100'000'000'000'000u,
    1'000'000'000'000'000u,
    10'000'000'000'000'000u,
    100'000'000'000'000'000u,
    1'000'000'000'000'000'000u,
    10'000'000'000'000'000'000u,
};

// From so many limbs of the smaller operand on GMP multiplies and divides, though operands and results have to be
// converted.
static constexpr size_t kGmpProduct = 400, kGmpQuotient = 60;

Limbs::~Limbs() {
  if (data_ != inline_) std::free(data_);
}

bool Limbs::grow(size_t size) {
  if (size > SIZE_MAX / 16) return false;
  size_t capacity = size + size / 4;
  auto* data = static_cast<Limb*>(std::malloc(capacity * sizeof(Limb)));
  if (!data) return false;
  std::memcpy(data, data_, size_ * sizeof(Limb));
  if (data_ != inline_) std::free(data_);
  data_ = data;
  capacity_ = capacity;
  return true;
}

bool Limbs::assign(const Limb* limbs, size_t size) {
  if (!resize(size)) return false;
  std::memmove(data_, limbs, size * sizeof(Limb));
  return true;
}

void Limbs::swap(Limbs& other) {
  bool mine = data_ == inline_, others = other.data_ == other.inline_;
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  std::swap(data_, other.data_);
  std::swap(inline_, other.inline_);
  if (others) data_ = inline_;
  if (mine) other.data_ = other.inline_;
}

int compareLimbs(LimbView a, LimbView b) {
  if (a.size != b.size) return a.size < b.size ? -1 : 1;
  for (size_t i = a.size; i-- > 0;)
    if (a.data[i] != b.data[i]) return a.data[i] < b.data[i] ? -1 : 1;
  return 0;
}

bool addLimbs(Limbs* out, LimbView a, LimbView b) {
  if (a.size < b.size) std::swap(a, b);
  if (!out->resize(a.size + 1)) return false;
  Limb* o = out->data();
  Limb carry = 0;
  size_t i = 0;
  for (; i < b.size; ++i) {
    Limb room = kRadix - b.data[i] - carry;  // a + b + carry may not fit a limb; the comparison does
    carry = a.data[i] >= room;
    o[i] = carry ? a.data[i] - room : a.data[i] + (kRadix - room);
  }
  for (; i < a.size; ++i) {
    Limb sum = a.data[i] + carry;
    carry = sum == kRadix;
    o[i] = carry ? 0 : sum;
  }
  o[i] = carry;
  out->trim();
  return true;
}

bool subtractLimbs(Limbs* out, LimbView a, LimbView b) {
  if (!out->resize(a.size)) return false;
  Limb* o = out->data();
  Limb borrow = 0;
  size_t i = 0;
  for (; i < b.size; ++i) {
    Limb subtrahend = b.data[i] + borrow;
    borrow = a.data[i] < subtrahend;
    o[i] = a.data[i] - subtrahend + (borrow ? kRadix : 0);
  }
  for (; i < a.size; ++i) {
    Limb from = a.data[i];
    o[i] = from >= borrow ? from - borrow : kRadix - 1;
    borrow = from < borrow;
  }
  out->trim();
  return true;
}

bool incrementLimbs(Limbs* a) {
  for (size_t i = 0; i < a->size(); ++i) {
    if (++(*a)[i] < kRadix) return true;
    (*a)[i] = 0;
  }
  if (!a->resize(a->size() + 1)) return false;
  (*a)[a->size() - 1] = 1;
  return true;
}

namespace {

// The sum of the products of one column, and what goes to the next: a number of three words divided by the radix.
class Column {
 public:
  void add(Limb a, Limb b) {
    DoubleLimb product = static_cast<DoubleLimb>(a) * b;
    low_ += product;
    high_ += low_ < product;
  }
  // The digit of the column; the rest stays for the next one.
  Limb take() {
    // The first quotient is 0 unless many products were added up.
    auto middle = static_cast<Limb>(low_ >> 64);
    Limb rest = middle, q1 = 0;
    if (high_ || middle >= kRadix) [[unlikely]]
      q1 = divideByRadix(high_, middle, &rest);
    Limb q0 = divideByRadix(rest, static_cast<Limb>(low_), &rest);
    low_ = static_cast<DoubleLimb>(q1) << 64 | q0;
    high_ = 0;
    return rest;
  }

 private:
  DoubleLimb low_ = 0;
  Limb high_ = 0;
};

// The sum of a column's products fits three words. So GMP can multiply without any conversion: each limb becomes three
// words of a large binary number, and the product's words, three by three, are the columns.
bool multiplySpread(Limbs* out, LimbView a, LimbView b) {
  size_t n = a.size * 3, m = b.size * 3;
  auto* words = static_cast<mp_limb_t*>(std::malloc((n + m) * 2 * sizeof(mp_limb_t)));
  if (!words) return false;
  mp_limb_t *x = words, *y = x + n, *product = y + m;
  auto spread = [](mp_limb_t* to, LimbView from) {
    for (size_t i = 0; i < from.size; ++i) {
      to[3 * i] = from.data[i];
      to[3 * i + 1] = to[3 * i + 2] = 0;
    }
  };
  spread(x, a);
  if (a.data == b.data && a.size == b.size) {
    mpn_sqr(product, x, static_cast<mp_size_t>(n));
  } else {
    spread(y, b);
    mpn_mul(product, x, static_cast<mp_size_t>(n), y, static_cast<mp_size_t>(m));
  }
  bool ok = out->resize(a.size + b.size);
  if (ok) {
    DoubleLimb carry = 0;  // below the radix times the radix
    for (size_t i = 0; i < a.size + b.size; ++i) {
      // column = three words + carry
      DoubleLimb low = (static_cast<DoubleLimb>(product[3 * i + 1]) << 64 | product[3 * i]) + carry;
      Limb high = product[3 * i + 2] + (low < carry);
      Limb rest;
      Limb q1 = divideByRadix(high, static_cast<Limb>(low >> 64), &rest);
      Limb q0 = divideByRadix(rest, static_cast<Limb>(low), &rest);
      (*out)[i] = rest;
      carry = static_cast<DoubleLimb>(q1) << 64 | q0;
    }
    out->trim();
  }
  std::free(words);
  return ok;
}

bool multiplyByLimb(Limbs* out, LimbView a, Limb factor) {
  if (!out->resize(a.size + 1)) return false;
  Limb carry = 0;
  for (size_t i = 0; i < a.size; ++i) {
    DoubleLimb product = static_cast<DoubleLimb>(a.data[i]) * factor + carry;
    carry = divideByRadix(static_cast<Limb>(product >> 64), static_cast<Limb>(product), &(*out)[i]);
  }
  (*out)[a.size] = carry;
  out->trim();
  return true;
}

}  // namespace

bool multiplyLimbs(Limbs* out, LimbView a, LimbView b) {
  if (a.size < b.size) std::swap(a, b);
  if (b.size == 0) return out->resize(0);
  if (b.size == 1) return multiplyByLimb(out, a, b.data[0]);
  if (b.size >= kGmpProduct) return multiplySpread(out, a, b);
  if (!out->resize(a.size + b.size)) return false;
  Column column;
  if (a.size == 2) {  // what most numbers of the usual precision have
    Limb* o = out->data();
    column.add(a.data[0], b.data[0]);
    o[0] = column.take();
    column.add(a.data[0], b.data[1]);
    column.add(a.data[1], b.data[0]);
    o[1] = column.take();
    column.add(a.data[1], b.data[1]);
    o[2] = column.take();
    o[3] = column.take();
    out->trim();
    return true;
  }
  for (size_t k = 0; k + 1 < a.size + b.size; ++k) {
    size_t first = k < a.size ? 0 : k - a.size + 1, last = k < b.size ? k : b.size - 1;
    for (size_t j = first; j <= last; ++j) column.add(a.data[k - j], b.data[j]);
    (*out)[k] = column.take();
  }
  (*out)[a.size + b.size - 1] = column.take();
  out->trim();
  return true;
}

namespace {

// Divisions by the same limb.
class Divisor {
 public:
  explicit Divisor(Limb d) : shift_(__builtin_clzll(d)), d_(d << shift_) {
    Limb ignored;
    reciprocal_ = divideWide(~d_, ~Limb{0}, d_, &ignored);  // reciprocalOf(d_)
  }
  // n < d * radix
  Limb divide(DoubleLimb n, Limb* rest) const {
    Limb quotient = divideByReciprocal(n << shift_, d_, reciprocal_, rest);
    *rest >>= shift_;
    return quotient;
  }

 private:
  int shift_;
  Limb d_, reciprocal_;
};

// The quotient may lie where `a` does. Returns the rest.
Limb divideByLimb(Limb* quotient, LimbView a, Limb d) {
  Limb rest = 0;
  if (a.size <= 4) {  // a reciprocal would cost as much as the divisions
    for (size_t i = a.size; i-- > 0;) {
      DoubleLimb n = static_cast<DoubleLimb>(rest) * kRadix + a.data[i];
      quotient[i] = divideWide(static_cast<Limb>(n >> 64), static_cast<Limb>(n), d, &rest);
    }
    return rest;
  }
  Divisor divisor(d);
  for (size_t i = a.size; i-- > 0;) quotient[i] = divisor.divide(static_cast<DoubleLimb>(rest) * kRadix + a.data[i], &rest);
  return rest;
}

// Knuth's algorithm D. Operands are scaled so that the divisor's leading limb is at least half of the radix.
bool divideSchool(Limbs* quotient, Limbs* rest, LimbView a, LimbView b) {
  Limb scale = kRadix / (b.data[b.size - 1] + 1);
  Limbs divisor;
  if (!multiplyByLimb(&divisor, b, scale) || !multiplyByLimb(rest, a, scale)) return false;
  size_t n = divisor.size();
  while (rest->size() <= a.size) {
    if (!rest->resize(rest->size() + 1)) return false;
    (*rest)[rest->size() - 1] = 0;
  }
  size_t steps = rest->size() - n;
  if (!quotient->resize(steps)) return false;
  Limb *u = rest->data(), *v = divisor.data();
  Limb top = v[n - 1], second = v[n - 2];
  Divisor byTop(top);
  for (size_t j = steps; j-- > 0;) {
    Limb high = u[j + n];
    DoubleLimb two = static_cast<DoubleLimb>(high) * kRadix + u[j + n - 1];
    Limb q, r;
    bool tooSmall = false;
    if (high >= top) {
      q = kRadix - 1;
      DoubleLimb wide = two - static_cast<DoubleLimb>(q) * top;
      tooSmall = wide >= kRadix;
      r = static_cast<Limb>(wide);
    } else {
      q = byTop.divide(two, &r);
    }
    while (!tooSmall && static_cast<DoubleLimb>(q) * second > static_cast<DoubleLimb>(r) * kRadix + u[j + n - 2]) {
      --q;
      if (r >= kRadix - top) break;
      r += top;
    }
    Limb carry = 0, borrow = 0;
    for (size_t i = 0; i < n; ++i) {
      DoubleLimb product = static_cast<DoubleLimb>(q) * v[i] + carry;
      Limb low;
      carry = divideByRadix(static_cast<Limb>(product >> 64), static_cast<Limb>(product), &low);
      low += borrow;
      borrow = u[i + j] < low;
      u[i + j] = u[i + j] - low + (borrow ? kRadix : 0);
    }
    Limb last = carry + borrow;
    borrow = u[j + n] < last;
    u[j + n] = u[j + n] - last + (borrow ? kRadix : 0);
    if (borrow) {
      --q;
      Limb c = 0;
      for (size_t i = 0; i < n; ++i) {
        Limb room = kRadix - v[i] - c;
        c = u[i + j] >= room;
        u[i + j] = c ? u[i + j] - room : u[i + j] + (kRadix - room);
      }
      u[j + n] = u[j + n] + c == kRadix ? 0 : u[j + n] + c;
    }
    (*quotient)[j] = q;
  }
  quotient->trim();
  rest->trim();
  divideByLimb(u, *rest, scale);
  rest->trim();
  return true;
}

}  // namespace

bool divideLimbs(Limbs* quotient, Limbs* rest, LimbView a, LimbView b) {
  if (compareLimbs(a, b) < 0) return quotient->resize(0) && rest->assign(a.data, a.size);
  if (b.size == 1) {
    if (!quotient->resize(a.size) || !rest->resize(1)) return false;
    (*rest)[0] = divideByLimb(quotient->data(), a, b.data[0]);
    quotient->trim();
    rest->trim();
    return true;
  }
  if (b.size < kGmpQuotient || a.size - b.size < kGmpQuotient) return divideSchool(quotient, rest, a, b);
  mpz_t x, y, q;
  mpz_inits(x, y, q, nullptr);
  mpzFromLimbs(x, a);
  mpzFromLimbs(y, b);
  mpz_tdiv_qr(q, x, x, y);
  bool ok = limbsFromMpz(quotient, q) && limbsFromMpz(rest, x);
  mpz_clears(x, y, q, nullptr);
  return ok;
}

namespace {

// Divides by constants the compiler knows, which is multiplication.
template <Limb divisor>
inline void splitBy(Limb a, Limb* high, Limb* low) {
  *high = a / divisor;
  *low = a % divisor;
}
inline void split(Limb a, int digits, Limb* high, Limb* low) {
  switch (digits) {
#define CASE(n, p) \
  case n:          \
    return splitBy<p>(a, high, low);
    CASE(1, 10u)
    CASE(2, 100u)
    CASE(3, 1000u)
    CASE(4, 10000u)
    CASE(5, 100000u)
    CASE(6, 1000000u)
    CASE(7, 10000000u)
    CASE(8, 100000000u)
    CASE(9, 1000000000u)
    CASE(10, 10000000000u)
    CASE(11, 100000000000u)
    CASE(12, 1000000000000u)
    CASE(13, 10000000000000u)
    CASE(14, 100000000000000u)
    CASE(15, 1000000000000000u)
    CASE(16, 10000000000000000u)
    CASE(17, 100000000000000000u)
    CASE(18, 1000000000000000000u)
#undef CASE
    default:
      *high = digits ? 0 : a;
      *low = digits ? a : 0;
  }
}

bool anyNonZero(const Limb* limbs, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (limbs[i]) return true;
  return false;
}

// The rounding digit of `digits` digits that were cut from a limb, `more` behind them.
int droppedDigit(Limb low, int digits, bool more) {
  if (digits == 0) return more;
  Limb first, rest;
  split(low, digits - 1, &first, &rest);
  int digit = static_cast<int>(first);
  if ((digit == 0 || digit == 5) && (rest || more)) ++digit;
  return digit;
}

}  // namespace

bool shiftLeft(Limbs* out, LimbView a, int64_t digits) {
  if (a.size == 0) return out->resize(0);
  auto whole = static_cast<size_t>(digits / kLimbDigits);
  int part = static_cast<int>(digits % kLimbDigits);
  if (!out->resize(a.size + whole + 1)) return false;
  Limb* o = out->data();
  std::memset(o, 0, whole * sizeof(Limb));
  if (part == 0) {
    std::memcpy(o + whole, a.data, a.size * sizeof(Limb));
    o[whole + a.size] = 0;
  } else {
    // What leaves a limb at its top is what comes into the next one: no limb waits for the one before.
    Limb factor = kPowersOfTen[part], entering = 0;
    for (size_t i = 0; i < a.size; ++i) {
      Limb high, low;
      split(a.data[i], kLimbDigits - part, &high, &low);
      o[whole + i] = low * factor + entering;
      entering = high;
    }
    o[whole + a.size] = entering;
  }
  out->trim();
  return true;
}

bool shiftRight(Limbs* out, LimbView a, int64_t digits, int* dropped) {
  if (digits == 0) {
    *dropped = 0;
    return a.data == out->data() || out->assign(a.data, a.size);
  }
  auto whole = static_cast<size_t>(digits / kLimbDigits);
  int part = static_cast<int>(digits % kLimbDigits);
  if (whole > a.size || (whole == a.size && part > 0)) {
    *dropped = a.size != 0;
    return out->resize(0);
  }
  if (part == 0) {
    *dropped = droppedDigit(a.data[whole - 1], kLimbDigits, anyNonZero(a.data, whole - 1));
    size_t size = a.size - whole;
    if (a.data != out->data() && !out->resize(size)) return false;
    std::memmove(out->data(), a.data + whole, size * sizeof(Limb));
    return out->resize(size);
  }
  size_t size = a.size - whole;
  if (a.data != out->data() && !out->resize(size)) return false;
  Limb* o = out->data();
  Limb high, low;
  split(a.data[whole], part, &high, &low);
  *dropped = droppedDigit(low, part, anyNonZero(a.data, whole));
  Limb factor = kPowersOfTen[kLimbDigits - part];
  for (size_t i = 0; i + 1 < size; ++i) {
    Limb nextHigh;
    split(a.data[whole + i + 1], part, &nextHigh, &low);
    o[i] = high + low * factor;
    high = nextHigh;
  }
  o[size - 1] = high;
  if (!out->resize(size)) return false;
  out->trim();
  return true;
}

bool keepLowDigits(Limbs* out, LimbView a, int64_t digits) {
  auto whole = static_cast<size_t>(digits / kLimbDigits);
  int part = static_cast<int>(digits % kLimbDigits);
  if (whole >= a.size) return a.data == out->data() || out->assign(a.data, a.size);
  if (a.data != out->data() && !out->assign(a.data, whole + 1)) return false;
  if (!out->resize(whole + 1)) return false;
  (*out)[whole] %= kPowersOfTen[part];
  out->trim();
  return true;
}

bool isPowerOfTen(LimbView a) {
  if (a.size == 0 || anyNonZero(a.data, a.size - 1)) return false;
  Limb top = a.data[a.size - 1];
  return top == kPowersOfTen[digitsOf(top) - 1];
}

int trailingZeros(Limb limb) {
  int zeros = 0;
  auto strip = [&](Limb power, int count) {
    if (limb % power) return;
    limb /= power;
    zeros += count;
  };
  if (limb & 1) return 0;
  strip(10'000'000'000'000'000u, 16);
  strip(100'000'000u, 8);
  strip(10'000u, 4);
  strip(100u, 2);
  strip(10u, 1);
  return zeros;
}
int64_t trailingZeros(LimbView a) {
  int64_t zeros = 0;
  size_t i = 0;
  for (; !a.data[i]; ++i) zeros += kLimbDigits;
  return zeros + trailingZeros(a.data[i]);
}

int digitAt(LimbView a, int64_t position) {
  auto limb = static_cast<size_t>(position / kLimbDigits);
  if (limb >= a.size) return 0;
  return static_cast<int>(a.data[limb] / kPowersOfTen[position % kLimbDigits] % 10);
}

void appendDigits(std::string* out, LimbView a) {
  if (a.size == 0) return;
  size_t start = out->size();
  auto count = static_cast<size_t>(digitsOf(a));
  out->resize(start + count);
  char* end = out->data() + start + count;
  for (size_t i = 0; i < a.size; ++i) {
    Limb limb = a.data[i];
    for (int d = 0; d < kLimbDigits && end > out->data() + start; ++d, limb /= 10) *--end = static_cast<char>('0' + limb % 10);
  }
}

bool limbsFromDigits(Limbs* out, const char* digits, size_t count) {
  if (!out->resize((count + kLimbDigits - 1) / kLimbDigits)) return false;
  for (size_t i = 0; i < out->size(); ++i) {
    size_t end = count - i * kLimbDigits, begin = end > kLimbDigits ? end - kLimbDigits : 0;
    Limb limb = 0;
    for (size_t k = begin; k < end; ++k) limb = limb * 10 + static_cast<Limb>(digits[k] - '0');
    (*out)[i] = limb;
  }
  out->trim();
  return true;
}

void mpzFromLimbs(mpz_ptr z, LimbView a) {
  if (a.size <= 30) {
    mpz_set_ui(z, 0);
    for (size_t i = a.size; i-- > 0;) {
      mpz_mul_ui(z, z, kRadix);
      mpz_add_ui(z, z, a.data[i]);
    }
    return;
  }
  std::string digits;
  appendDigits(&digits, a);
  for (char& c : digits) c = static_cast<char>(c - '0');
  mp_size_t size = static_cast<mp_size_t>(digits.size() * 10 / 3 / 64 + 2);
  mp_limb_t* words = mpz_limbs_write(z, size);
  mpz_limbs_finish(z, mpn_set_str(words, reinterpret_cast<const unsigned char*>(digits.data()), digits.size(), 10));
}

bool limbsFromMpz(Limbs* out, mpz_srcptr z) {
  size_t size = mpz_size(z);
  if (size <= 30) {
    mp_limb_t words[30];
    std::memcpy(words, mpz_limbs_read(z), size * sizeof(mp_limb_t));
    if (!out->resize(0)) return false;
    while (size > 0) {
      Limb rest = 0;  // one division by the radix, word by word
      for (size_t i = size; i-- > 0;) words[i] = divideByRadix(rest, words[i], &rest);
      if (!out->resize(out->size() + 1)) return false;
      (*out)[out->size() - 1] = rest;
      while (size > 0 && !words[size - 1]) --size;
    }
    return true;
  }
  std::string digits(mpz_sizeinbase(z, 10) + 2, '\0');
  mpz_get_str(digits.data(), 10, z);
  const char* text = digits.c_str();
  if (*text == '-') ++text;
  return limbsFromDigits(out, text, std::strlen(text));
}

}  // namespace typhon::decimal
