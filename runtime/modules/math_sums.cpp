// math: sums, products and norms. fsum() is Shewchuk's exact summation; hypot(), dist() and sumprod() carry the rounding
// errors along in further doubles (Dekker; Ogita, Rump and Oishi), in CPython's order of operations.
#include <cfloat>
#include <cmath>
#include <vector>

#include "runtime/modules/math_functions.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/tuple.h"

namespace typhon::math {
namespace {

struct DoubleLength {
  double high, low;
};

// The sum without error.
DoubleLength exactSum(double a, double b) {
  double x = a + b, z = x - a;
  return {x, (a - (x - z)) + (b - z)};
}
DoubleLength exactProduct(double x, double y) {
  double z = x * y;
  return {z, std::fma(x, y, -z)};
}

struct TripleLength {
  double high = 0, low = 0, tiny = 0;

  void addProduct(double x, double y) {
    DoubleLength product = exactProduct(x, y), sum = exactSum(high, product.high), first = exactSum(low, product.low),
                 second = exactSum(first.high, sum.low);
    high = sum.high;
    low = second.high;
    tiny = tiny + first.low + second.low;
  }
  double value() const {
    DoubleLength last = exactSum(low, high);
    return tiny + last.low + last.high;
  }
};

// Doubles, on the stack when few.
class Doubles {
 public:
  explicit Doubles(size_t count) : count_(count), data_(few_) {
    if (count > kFew) {
      many_.resize(count);
      data_ = many_.data();
    }
  }
  Doubles(const Doubles&) = delete;
  size_t size() const { return count_; }
  double& operator[](size_t i) { return data_[i]; }
  double* begin() { return data_; }
  double* end() { return data_ + count_; }

 private:
  static constexpr size_t kFew = 8;
  size_t count_;
  double few_[kFew];
  std::vector<double> many_;
  double* data_;
};

// The norm of at least two finite numbers by the largest, which is scaled to [0.5, 1).
[[gnu::always_inline]] inline double scaledNorm(Doubles& v, int exponent) {
  double scale = std::ldexp(1.0, -exponent), sum = 1.0, fraction1 = 0, fraction2 = 0;
  // fma() is one instruction where the processor has it.
  auto addSquare = [&](double x) __attribute__((always_inline)) {
    double high = x * x, low = __builtin_fma(x, x, -high);
    double total = sum + high;
    fraction1 += low;
    fraction2 += (sum - total) + high;
    sum = total;
  };
  for (double x : v) addSquare(x * scale);
  double h = std::sqrt(sum - 1.0 + (fraction1 + fraction2));
  double high = -h * h, low = __builtin_fma(-h, h, -high), total = sum + high;
  fraction1 += low;
  fraction2 += (sum - total) + high;
  double x = total - 1.0 + (fraction1 + fraction2);
  return (h + x / (2.0 * h)) / scale;
}
[[gnu::target("fma")]] double scaledNormFma(Doubles& v, int exponent) { return scaledNorm(v, exponent); }
double scaledNormPlain(Doubles& v, int exponent) { return scaledNorm(v, exponent); }

double vectorNorm(Doubles& v, double largest, bool foundNan) {
  if (std::isinf(largest)) return largest;
  if (foundNan) return std::nan("");
  if (largest == 0.0 || v.size() <= 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  if (exponent < -1023) {
    // The scale would overflow: lift subnormals first.
    for (double& x : v) x /= DBL_MIN;
    return DBL_MIN * vectorNorm(v, largest / DBL_MIN, foundNan);
  }
  static const bool hasFma = __builtin_cpu_supports("fma");
  return hasFma ? scaledNormFma(v, exponent) : scaledNormPlain(v, exponent);
}

}  // namespace

Value fsumFunction(Thread* t, Value* args, size_t) {
  Value iterator = TRY(iterPy(t, args[0]));
  std::vector<double> partials;  // non-overlapping, in increasing magnitude
  double specialSum = 0, infinitySum = 0;
  for (;;) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) break;
    double x = TRY(toDoublePy(t, item)), given = x;
    size_t kept = 0;
    for (double y : partials) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      double high = x + y, low = y - (high - x);
      if (low != 0) partials[kept++] = low;
      x = high;
    }
    partials.resize(kept);
    if (x == 0) continue;
    if (!std::isfinite(x)) {
      // Either an operand was not finite, or a partial sum overflowed.
      if (std::isfinite(given)) return raise(t, exc::OverflowError, "intermediate overflow in fsum");
      if (std::isinf(given)) infinitySum += given;
      specialSum += given;
      partials.clear();
    } else {
      partials.push_back(x);
    }
  }
  if (specialSum != 0) {
    if (std::isnan(infinitySum)) return raise(t, exc::ValueError, "-inf + inf in fsum");
    return makeFloat(t, specialSum);
  }
  double high = 0, low = 0;
  size_t n = partials.size();
  if (n > 0) {
    high = partials[--n];
    while (n > 0) {
      double x = high, y = partials[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    // Round half to even across more than one remaining partial.
    if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
      double y = low * 2.0, x = high + y;
      if (y == x - high) high = x;
    }
  }
  return makeFloat(t, high);
}

Value sumprodFunction(Thread* t, Value* args, size_t) {
  Value p = TRY(iterPy(t, args[0]));
  Value q = TRY(iterPy(t, args[1]));
  Value total = Value::smallInt(0);
  bool floats = true, floatsInUse = false, ints = true, intsInUse = false;
  Value intTotal = Value::smallInt(0);
  TripleLength floatTotal;
  auto exactNumber = [](Value v) { return isExactInt(v) || v.isBool(); };
  for (;;) {
    Value a = TRY(nextPy(t, p));
    Value b = TRY(nextPy(t, q));
    if (a.isUnbound() != b.isUnbound()) return raise(t, exc::ValueError, "Inputs are not the same length");
    bool finished = a.isUnbound();
    if (ints) {
      if (!finished && isExactInt(a) && isExactInt(b)) {
        Value product = TRY(intMultiply(t, a, b));
        intTotal = TRY(intAdd(t, intTotal, product));
        intsInUse = true;
        continue;
      }
      ints = false;
      if (intsInUse) total = TRY(binaryPy(t, BinaryOp::Add, total, intTotal));
    }
    if (floats) {
      if (!finished) {
        bool aFloat = isFloat(a) && typeOf(a) == types::float_, bFloat = isFloat(b) && typeOf(b) == types::float_;
        if ((aFloat && (bFloat || exactNumber(b))) || (bFloat && exactNumber(a))) {
          double x = aFloat ? asDouble(a) : intToDouble(a), y = bFloat ? asDouble(b) : intToDouble(b);
          TripleLength next = floatTotal;
          bool fits = (aFloat || std::isfinite(x)) && (bFloat || std::isfinite(y));
          if (fits) next.addProduct(x, y);
          if (fits && std::isfinite(next.high)) {
            floatTotal = next;
            floatsInUse = true;
            continue;
          }
        }
      }
      floats = false;
      if (floatsInUse) {
        Value sum = TRY(makeFloat(t, floatTotal.value()));
        total = TRY(binaryPy(t, BinaryOp::Add, total, sum));
        floatsInUse = false;
      }
    }
    if (finished) return total;
    Value product = TRY(binaryPy(t, BinaryOp::Multiply, a, b));
    total = TRY(binaryPy(t, BinaryOp::Add, total, product));
  }
}

Value prodFunction(Thread* t, Value* args, size_t) {
  Value result = args[1];
  Iteration it(t);
  TRY(it.startPy(args[0]));
  for (;;) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return result;
    if (multiplySmall(result, item, &result)) continue;
    if (isExactInt(result) && isExactInt(item))
      result = TRY(intMultiply(t, result, item));
    else if (result.isImmediateFloat() && item.isImmediateFloat())
      result = TRY(makeFloat(t, result.asImmediateFloat() * item.asImmediateFloat()));
    else
      result = TRY(binaryPy(t, BinaryOp::Multiply, result, item));
  }
}

Value hypotFunction(Thread* t, Value* args, size_t argc) {
  Doubles v(argc);
  double largest = 0;
  bool foundNan = false;
  for (size_t i = 0; i < argc; ++i) {
    double x = TRY(toDoublePy(t, args[i]));
    v[i] = std::fabs(x);
    foundNan |= std::isnan(x);
    if (v[i] > largest) largest = v[i];
  }
  return makeFloat(t, vectorNorm(v, largest, foundNan));
}

Value distFunction(Thread* t, Value* args, size_t) {
  Tuple* p = TRY(isa<Tuple>(args[0]) ? args[0].as<Tuple>() : toTuplePy(t, args[0]));
  Tuple* q = TRY(isa<Tuple>(args[1]) ? args[1].as<Tuple>() : toTuplePy(t, args[1]));
  if (p->length != q->length) return raise(t, exc::ValueError, "both points must have the same number of dimensions");
  Doubles v(p->length);
  double largest = 0;
  bool foundNan = false;
  for (size_t i = 0; i < v.size(); ++i) {
    double x = TRY(toDoublePy(t, p->items[i]));
    double y = TRY(toDoublePy(t, q->items[i]));
    v[i] = std::fabs(x - y);
    foundNan |= std::isnan(v[i]);
    if (v[i] > largest) largest = v[i];
  }
  return makeFloat(t, vectorNorm(v, largest, foundNan));
}

}  // namespace typhon::math
