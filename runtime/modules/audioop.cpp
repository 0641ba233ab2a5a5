// The audioop module: arithmetic on sound, samples of one to four bytes in the machine's order, and the telephone codings (G.711,
// IMA ADPCM).
#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "runtime/exec/warnings.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Type* audioError;

// --- samples

int32_t load(const uint8_t* at, int width) {
  uint32_t v = 0;
  for (int i = width; i-- > 0;) v = v << 8 | at[i];
  int unused = 32 - 8 * width;
  return static_cast<int32_t>(v << unused) >> unused;
}

void store(uint8_t* at, int width, int32_t v) {
  for (int i = 0; i < width; ++i, v >>= 8) at[i] = static_cast<uint8_t>(v);
}

// The same in the upper bits of 32: what conversions between widths go through.
int32_t loadScaled(const uint8_t* at, int width) {
  return static_cast<int32_t>(static_cast<uint32_t>(load(at, width)) << (32 - 8 * width));
}
void storeScaled(uint8_t* at, int width, int32_t v) { store(at, width, v >> (32 - 8 * width)); }

int32_t largest(int width) { return static_cast<int32_t>(0x7fffffff >> (32 - 8 * width)); }
int32_t smallest(int width) { return -largest(width) - 1; }

// Rounded down, and held within what a sample can say.
int32_t clipped(double v, int width) {
  double top = largest(width), bottom = smallest(width);
  if (v > top) return largest(width);
  if (v < bottom + 1.0) return smallest(width);
  return static_cast<int32_t>(std::floor(v));
}

bool checkWidth(Thread* t, int width) {
  return (width >= 1 && width <= 4) || raise(t, audioError, "Size should be 1, 2, 3 or 4");
}

// An argument with samples of a width.
class Fragment {
 public:
  // Binds the buffer, then its width.
  bool bindPy(Thread* t, Value buffer, Value width) {
    TRY(holder_.acquirePy(t, buffer));
    width_ = TRY(intArgumentPy(t, width));
    return true;
  }
  bool check(Thread* t) const {
    TRY(checkWidth(t, width_));
    return bytes().size() % width_ == 0 || raise(t, audioError, "not a whole number of frames");
  }
  // 16-bit samples, which some functions are made for.
  bool bindWordsPy(Thread* t, Value buffer) {
    TRY(holder_.acquirePy(t, buffer));
    width_ = 2;
    return true;
  }

  std::string_view bytes() const { return holder_.bytes(); }
  int width() const { return width_; }
  size_t count() const { return bytes().size() / width_; }
  int32_t operator[](size_t i) const { return load(data() + i * width_, width_); }
  int32_t scaled(size_t i) const { return loadScaled(data() + i * width_, width_); }

 private:
  const uint8_t* data() const { return reinterpret_cast<const uint8_t*>(bytes().data()); }
  BufferHolder holder_;
  int width_ = 0;
};

// The first two arguments as a fragment that has been checked.
#define FRAGMENT(f)                   \
  Fragment f;                         \
  TRY(f.bindPy(t, args[0], args[1])); \
  TRY(f.check(t))

// Makes the result from `count` samples of the given width: sample(i) as it is to be stored.
template <class Sample>
Value generate(Thread* t, size_t count, int width, Sample sample) {
  Bytes* out = TRY(makeBytesUninitialised(t, count * width));
  for (size_t i = 0; i < count; ++i) store(out->data + i * width, width, sample(i));
  return Value(out);
}

uint32_t magnitude(int32_t v) { return v < 0 ? -static_cast<uint32_t>(v) : static_cast<uint32_t>(v); }

// --- measuring

Value getSample(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  int64_t index = TRY(indexInt64Py(t, args[2], exc::OverflowError));
  TRY(f.check(t));
  if (index < 0 || static_cast<uint64_t>(index) >= f.count()) return raise(t, audioError, "Index out of range");
  return Value::smallInt(f[index]);
}

Value maxFunction(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  uint32_t most = 0;
  for (size_t i = 0; i < f.count(); ++i) most = std::max(most, magnitude(f[i]));
  return Value::smallInt(most);
}

Value minmax(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  int32_t low = INT_MAX, high = INT_MIN;
  for (size_t i = 0; i < f.count(); ++i) {
    low = std::min(low, f[i]);
    high = std::max(high, f[i]);
  }
  return Value(TRY(makeTuple(t, {Value::smallInt(low), Value::smallInt(high)})));
}

Value average(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  double sum = 0;
  for (size_t i = 0; i < f.count(); ++i) sum += f[i];
  return Value::smallInt(f.count() ? static_cast<int64_t>(std::floor(sum / static_cast<double>(f.count()))) : 0);
}

Value rootMeanSquare(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  double squares = 0;
  for (size_t i = 0; i < f.count(); ++i) squares += static_cast<double>(f[i]) * f[i];
  return Value::smallInt(f.count() ? static_cast<int64_t>(std::sqrt(squares / static_cast<double>(f.count()))) : 0);
}

// Calls found(difference) for each two neighbouring extremes.
template <class Found>
void peaks(const Fragment& f, Found found) {
  bool anyExtreme = false;
  int direction = 0;  // of the last change: 1 up, -1 down
  int32_t extreme = 0;
  for (size_t i = 1; i < f.count(); ++i) {
    int32_t before = f[i - 1], now = f[i];
    if (now == before) continue;
    int changed = now > before ? 1 : -1;
    if (direction == -changed) {
      if (anyExtreme) found(static_cast<uint32_t>(std::max(before, extreme)) - static_cast<uint32_t>(std::min(before, extreme)));
      anyExtreme = true;
      extreme = before;
    }
    direction = changed;
  }
}

Value averagePeaks(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  double sum = 0;
  unsigned count = 0;
  peaks(f, [&](uint32_t difference) {
    sum += difference;
    ++count;
  });
  return Value::smallInt(count ? static_cast<int64_t>(sum / count) : 0);
}

Value maxPeaks(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  uint32_t most = 0;
  peaks(f, [&](uint32_t difference) { most = std::max(most, difference); });
  return Value::smallInt(most);
}

Value crossings(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  int64_t count = -1;
  int sign = -1;  // unlike either
  for (size_t i = 0; i < f.count(); ++i) {
    int now = f[i] < 0;
    count += now != sign;
    sign = now;
  }
  return Value::smallInt(count);
}

// --- comparing

double product(const Fragment& a, size_t from, const Fragment& b, size_t fromB, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; ++i) sum += static_cast<double>(a[from + i]) * b[fromB + i];
  return sum;
}

bool even(Thread* t, const Fragment& f) {
  return f.bytes().size() % 2 == 0 || raise(t, audioError, "Strings should be even-sized");
}

bool bindPairPy(Thread* t, Value* args, Fragment* f, Fragment* reference) {
  TRY(f->bindWordsPy(t, args[0]));
  TRY(reference->bindWordsPy(t, args[1]));
  return even(t, *f) && even(t, *reference);
}

// Where, and how many times as loud, the reference fits best: the least squares over all places.
Value findFit(Thread* t, Value* args, size_t) {
  Fragment f, reference;
  TRY(bindPairPy(t, args, &f, &reference));
  if (f.count() < reference.count()) return raise(t, audioError, "First sample should be longer");
  size_t n = reference.count(), best = 0;
  double own = product(reference, 0, reference, 0, n), energy = product(f, 0, f, 0, n), least = 0;
  for (size_t at = 0; at + n <= f.count(); ++at) {
    if (at) {
      double in = n ? f[at + n - 1] : 0, out = f[at - 1];
      energy += in * in - out * out;
    }
    double common = product(f, at, reference, 0, n);
    double rest = (own * energy - common * common) / energy;
    if (at == 0 || rest < least) {
      least = rest;
      best = at;
    }
  }
  Value factor = TRY(makeFloat(t, product(f, best, reference, 0, n) / own));
  return Value(TRY(makeTuple(t, {Value::smallInt(static_cast<int64_t>(best)), factor})));
}

Value findFactor(Thread* t, Value* args, size_t) {
  Fragment f, reference;
  TRY(bindPairPy(t, args, &f, &reference));
  if (f.count() != reference.count()) return raise(t, audioError, "Samples should be same size");
  return makeFloat(t, product(f, 0, reference, 0, f.count()) / product(reference, 0, reference, 0, f.count()));
}

Value findMax(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindWordsPy(t, args[0]));
  int64_t length = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  TRY(even(t, f));
  if (length < 0 || f.count() < static_cast<uint64_t>(length)) return raise(t, audioError, "Input sample should be longer");
  size_t n = static_cast<size_t>(length), best = 0;
  double energy = product(f, 0, f, 0, n), most = energy;
  for (size_t at = 1; at + n <= f.count(); ++at) {
    double in = n ? f[at + n - 1] : 0, out = n ? f[at - 1] : 0;
    energy += in * in - out * out;
    if (energy > most) {
      most = energy;
      best = at;
    }
  }
  return Value::smallInt(static_cast<int64_t>(best));
}

// --- changing

Value multiply(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  double factor = TRY(toDoublePy(t, args[2]));
  TRY(f.check(t));
  return generate(t, f.count(), f.width(), [&](size_t i) { return clipped(f[i] * factor, f.width()); });
}

Value toMono(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  double left = TRY(toDoublePy(t, args[2])), right = TRY(toDoublePy(t, args[3]));
  TRY(f.check(t));
  if (f.count() % 2) return raise(t, audioError, "not a whole number of frames");
  return generate(t, f.count() / 2, f.width(),
                  [&](size_t i) { return clipped(f[2 * i] * left + f[2 * i + 1] * right, f.width()); });
}

Value toStereo(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  double factors[2] = {TRY(toDoublePy(t, args[2])), TRY(toDoublePy(t, args[3]))};
  TRY(f.check(t));
  return generate(t, f.count() * 2, f.width(), [&](size_t i) { return clipped(f[i / 2] * factors[i % 2], f.width()); });
}

Value add(Thread* t, Value* args, size_t) {
  Fragment f, other;
  TRY(f.bindPy(t, args[0], args[2]));
  TRY(other.bindPy(t, args[1], args[2]));
  TRY(f.check(t));
  if (f.bytes().size() != other.bytes().size()) return raise(t, audioError, "Lengths should be the same");
  return generate(t, f.count(), f.width(), [&](size_t i) { return clipped(static_cast<double>(f[i]) + other[i], f.width()); });
}

Value bias(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  int amount = TRY(intArgumentPy(t, args[2]));
  TRY(f.check(t));
  return generate(t, f.count(), f.width(),
                  [&](size_t i) { return static_cast<int32_t>(static_cast<uint32_t>(f[i]) + static_cast<uint32_t>(amount)); });
}

Value reverse(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  return generate(t, f.count(), f.width(), [&](size_t i) { return f[f.count() - 1 - i]; });
}

Value byteSwap(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  Bytes* out = TRY(makeBytesUninitialised(t, f.bytes().size()));
  int width = f.width();
  for (size_t i = 0; i < f.count(); ++i)
    for (int k = 0; k < width; ++k) out->data[i * width + k] = static_cast<uint8_t>(f.bytes()[i * width + width - 1 - k]);
  return Value(out);
}

Value changeWidth(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  int width = TRY(intArgumentPy(t, args[2]));
  TRY(f.check(t));
  TRY(checkWidth(t, width));
  Bytes* out = TRY(makeBytesUninitialised(t, f.count() * width));
  for (size_t i = 0; i < f.count(); ++i) storeScaled(out->data + i * width, width, f.scaled(i));
  return Value(out);
}

// --- changing the rate: a line between neighbouring samples, after a filter of one step

struct Channel {
  int previous = 0, current = 0;
};

// (d, ((previous, current), ...)) of an earlier call; false with an exception pending.
bool readRateState(Thread* t, Value state, int* d, std::vector<Channel>& channels) {
  auto illegal = [&] { return raise(t, exc::TypeError, "ratecv(): illegal state argument"); };
  if (!isa<Tuple>(state)) return raise(t, exc::TypeError, "state must be a tuple or None");
  Tuple* parts = state.as<Tuple>();
  if (parts->length != 2 || !isa<Tuple>(parts->items[1])) return illegal();
  *d = TRY(intArgumentPy(t, parts->items[0]));
  Tuple* pairs = parts->items[1].as<Tuple>();
  if (pairs->length != channels.size()) return raise(t, audioError, "illegal state argument");
  for (size_t i = 0; i < channels.size(); ++i) {
    if (!isa<Tuple>(pairs->items[i]) || pairs->items[i].as<Tuple>()->length != 2) return illegal();
    channels[i].previous = TRY(intArgumentPy(t, pairs->items[i].as<Tuple>()->items[0]));
    channels[i].current = TRY(intArgumentPy(t, pairs->items[i].as<Tuple>()->items[1]));
  }
  return true;
}

Value rateState(Thread* t, int d, const std::vector<Channel>& channels) {
  Tuple* pairs = TRY(makeTuple(t, channels.size()));
  for (size_t i = 0; i < channels.size(); ++i) {
    Tuple* pair = TRY(makeTuple(t, {Value::smallInt(channels[i].previous), Value::smallInt(channels[i].current)}));
    pairs->items[i] = Value(pair);
    writeBarrier(pairs);
  }
  return Value(TRY(makeTuple(t, {Value::smallInt(d), Value(pairs)})));
}

Value changeRate(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  int channelCount = TRY(intArgumentPy(t, args[2])), inRate = TRY(intArgumentPy(t, args[3])),
      outRate = TRY(intArgumentPy(t, args[4]));
  int weightA = TRY(intArgumentPy(t, args[6])), weightB = TRY(intArgumentPy(t, args[7]));
  TRY(checkWidth(t, f.width()));
  if (channelCount < 1) return raise(t, audioError, "# of channels should be >= 1");
  if (f.width() > INT_MAX / channelCount) return raise(t, exc::OverflowError, "width * nchannels too big for a C int");
  size_t frame = static_cast<size_t>(f.width()) * channelCount;
  if (weightA < 1 || weightB < 0) return raise(t, audioError, "weightA should be >= 1, weightB should be >= 0");
  if (f.bytes().size() % frame) return raise(t, audioError, "not a whole number of frames");
  if (inRate <= 0 || outRate <= 0) return raise(t, audioError, "sampling rate not > 0");
  int common = std::gcd(inRate, outRate);
  inRate /= common;
  outRate /= common;
  common = std::gcd(weightA, weightB);
  weightA /= common;
  weightB /= common;
  size_t frames = f.bytes().size() / frame;
  // Before the channels are made: their number is the caller's.
  if (!args[5].isNone() && !isa<Tuple>(args[5])) return raise(t, exc::TypeError, "state must be a tuple or None");
  size_t room = frames ? 1 + (frames - 1) / inRate : 0;
  if (room && static_cast<size_t>(outRate) > static_cast<size_t>(INT64_MAX) / room / frame)
    return raise(t, exc::MemoryError, "not enough memory for output buffer");
  std::vector<Channel> channels(channelCount);
  int d = -outRate;
  if (!args[5].isNone()) TRY(readRateState(t, args[5], &d, channels));

  std::vector<uint8_t> out;
  size_t next = 0;
  for (;;) {
    while (d < 0 && next < frames) {
      for (int c = 0; c < channelCount; ++c) {
        Channel& channel = channels[c];
        channel.previous = channel.current;
        double sample = f.scaled(next * channelCount + c);
        channel.current = static_cast<int>((weightA * sample + static_cast<double>(weightB) * channel.previous) /
                                           (static_cast<double>(weightA) + weightB));
      }
      ++next;
      d += outRate;
    }
    if (d < 0) break;
    while (d >= 0) {
      for (const Channel& channel : channels) {
        double between =
            (static_cast<double>(channel.previous) * d + static_cast<double>(channel.current) * (outRate - d)) / outRate;
        out.resize(out.size() + f.width());
        storeScaled(out.data() + out.size() - f.width(), f.width(), static_cast<int>(between));
      }
      d -= inRate;
    }
  }
  Bytes* bytes = TRY(makeBytes(t, std::string_view(reinterpret_cast<const char*>(out.data()), out.size())));
  Value state = TRY(rateState(t, d, channels));
  return Value(TRY(makeTuple(t, {Value(bytes), state})));
}

// --- G.711

// The segment of a magnitude: how many bits it has beyond `bits`, at most eight segments.
int segmentOf(int v, int bits) {
  int segment = 0;
  while (segment < 8 && v >= 1 << (bits + segment)) ++segment;
  return segment;
}

uint8_t toULaw(int v) {  // 14 bits
  uint8_t mask = v < 0 ? 0x7f : 0xff;
  v = std::min(std::abs(v), 8159) + 33;
  int segment = segmentOf(v, 6);
  return static_cast<uint8_t>((segment >= 8 ? 0x7f : segment << 4 | (v >> (segment + 1) & 15)) ^ mask);
}

int fromULaw(uint8_t code) {  // 16 bits
  code = static_cast<uint8_t>(~code);
  int v = (((code & 15) << 3) + 132) << (code >> 4 & 7);
  return code & 0x80 ? 132 - v : v - 132;
}

uint8_t toALaw(int v) {  // 13 bits
  uint8_t mask = v < 0 ? 0x55 : 0xd5;
  if (v < 0) v = -v - 1;
  int segment = segmentOf(v, 5);
  return static_cast<uint8_t>((segment >= 8 ? 0x7f : segment << 4 | (v >> std::max(segment, 1) & 15)) ^ mask);
}

int fromALaw(uint8_t code) {  // 16 bits
  code ^= 0x55;
  int segment = code >> 4 & 7, v = ((code & 15) << 4) + (segment ? 0x108 : 8);
  if (segment > 1) v <<= segment - 1;
  return code & 0x80 ? v : -v;
}

template <uint8_t (*encode)(int), int bits>
Value toLaw(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  return generate(t, f.count(), 1, [&](size_t i) { return encode(f.scaled(i) >> (32 - bits)); });
}

template <int (*decode)(uint8_t)>
Value fromLaw(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  TRY(checkWidth(t, f.width()));
  std::string_view codes = f.bytes();
  int width = f.width();
  Bytes* out = TRY(makeBytesUninitialised(t, codes.size() * width));
  for (size_t i = 0; i < codes.size(); ++i)
    storeScaled(out->data + i * width, width,
                static_cast<int32_t>(static_cast<uint32_t>(decode(static_cast<uint8_t>(codes[i]))) << 16));
  return Value(out);
}

// --- IMA ADPCM

constexpr int kStepChange[] = {-1, -1, -1, -1, 2, 4, 6, 8};
constexpr int kSteps[] = {7,    8,     9,     10,    11,    12,    13,    14,    16,    17,    19,    21,    23,    25,   28,
                          31,   34,    37,    41,    45,    50,    55,    60,    66,    73,    80,    88,    97,    107,  118,
                          130,  143,   157,   173,   190,   209,   230,   253,   279,   307,   337,   371,   408,   449,  494,
                          544,  598,   658,   724,   796,   876,   963,   1060,  1166,  1282,  1411,  1552,  1707,  1878, 2066,
                          2272, 2499,  2749,  3024,  3327,  3660,  4026,  4428,  4871,  5358,  5894,  6484,  7132,  7845, 8630,
                          9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767};
constexpr int kLastStep = std::size(kSteps) - 1;

// What encoder and decoder agree on: the sample last foretold, and the place in the table of steps.
struct Adpcm {
  int predicted = 0, step = 0;

  bool readPy(Thread* t, Value state) {
    if (state.isNone()) return true;
    if (!isa<Tuple>(state)) return raise(t, exc::TypeError, "state must be a tuple or None");
    Tuple* pair = state.as<Tuple>();
    if (pair->length != 2) return raise(t, exc::TypeError, "function takes exactly 2 arguments ({} given)", pair->length);
    predicted = TRY(intArgumentPy(t, pair->items[0]));
    step = TRY(intArgumentPy(t, pair->items[1]));
    bool good = predicted >= -32768 && predicted <= 32767 && step >= 0 && step <= kLastStep;
    return good || raise(t, exc::ValueError, "bad state");
  }

  // Goes on by a code of four bits.
  void advance(int code) {
    int size = kSteps[step], change = size >> 3;
    for (int bit = 4; bit; bit >>= 1, size >>= 1)
      if (code & bit) change += size;
    predicted = std::clamp(code & 8 ? predicted - change : predicted + change, -32768, 32767);
    step = std::clamp(step + kStepChange[code & 7], 0, kLastStep);
  }

  int encode(int sample) {
    int rest = sample - predicted, code = rest < 0 ? 8 : 0, size = kSteps[step];
    rest = std::abs(rest);
    for (int bit = 4; bit; bit >>= 1, size >>= 1) {
      if (rest < size) continue;
      code |= bit;
      rest -= size;
    }
    advance(code);
    return code;
  }
};

Value withState(Thread* t, Bytes* made, const Adpcm& coder) {
  Tuple* state = TRY(makeTuple(t, {Value::smallInt(coder.predicted), Value::smallInt(coder.step)}));
  return Value(TRY(makeTuple(t, {Value(made), Value(state)})));
}

Value toAdpcm(Thread* t, Value* args, size_t) {
  FRAGMENT(f);
  Adpcm coder;
  TRY(coder.readPy(t, args[2]));
  Bytes* out = TRY(makeBytesUninitialised(t, f.count() / 2));
  for (size_t i = 0; i < f.count(); ++i) {
    int code = coder.encode(f.scaled(i) >> 16);
    if (i / 2 < out->length) out->data[i / 2] = static_cast<uint8_t>(i % 2 ? out->data[i / 2] | code : code << 4);
  }
  return withState(t, out, coder);
}

Value fromAdpcm(Thread* t, Value* args, size_t) {
  Fragment f;
  TRY(f.bindPy(t, args[0], args[1]));
  TRY(checkWidth(t, f.width()));
  Adpcm coder;
  TRY(coder.readPy(t, args[2]));
  std::string_view codes = f.bytes();
  int width = f.width();
  Bytes* out = TRY(makeBytesUninitialised(t, codes.size() * 2 * width));
  for (size_t i = 0; i < codes.size() * 2; ++i) {
    coder.advance(static_cast<uint8_t>(codes[i / 2]) >> (i % 2 ? 0 : 4) & 15);
    storeScaled(out->data + i * width, width, static_cast<int32_t>(static_cast<uint32_t>(coder.predicted) << 16));
  }
  return withState(t, out, coder);
}

const NativeDef kFunctions[] = {
    {"max", "(fragment, width, /)", maxFunction, "Return the maximum of the absolute value of all samples in a fragment."},
    {"minmax", "(fragment, width, /)", minmax, "Return the minimum and maximum values of all samples in the sound fragment."},
    {"avg", "(fragment, width, /)", average, "Return the average over all samples in the fragment."},
    {"maxpp", "(fragment, width, /)", maxPeaks, "Return the maximum peak-peak value in the sound fragment."},
    {"avgpp", "(fragment, width, /)", averagePeaks, "Return the average peak-peak value over all samples in the fragment."},
    {"rms", "(fragment, width, /)", rootMeanSquare, "Return the root-mean-square of the fragment, i.e. sqrt(sum(S_i^2)/n)."},
    {"findfit", "(fragment, reference, /)", findFit,
     "Try to match reference as well as possible to a portion of fragment: (offset, factor)."},
    {"findmax", "(fragment, length, /)", findMax,
     "Search fragment for a slice of specified number of samples with maximum energy."},
    {"findfactor", "(fragment, reference, /)", findFactor, "The factor by which reference comes nearest to fragment."},
    {"cross", "(fragment, width, /)", crossings, "Return the number of zero crossings in the fragment passed as an argument."},
    {"mul", "(fragment, width, factor, /)", multiply, "A fragment with all samples multiplied by factor."},
    {"add", "(fragment1, fragment2, width, /)", add, "A fragment which is the addition of the two samples."},
    {"bias", "(fragment, width, bias, /)", bias, "A fragment with bias added to each sample, which wraps around."},
    {"ulaw2lin", "(fragment, width, /)", fromLaw<fromULaw>, "Convert sound fragments in u-LAW encoding to linear ones."},
    {"lin2ulaw", "(fragment, width, /)", toLaw<toULaw, 14>, "Convert samples in the audio fragment to u-LAW encoding."},
    {"alaw2lin", "(fragment, width, /)", fromLaw<fromALaw>, "Convert sound fragments in a-LAW encoding to linear ones."},
    {"lin2alaw", "(fragment, width, /)", toLaw<toALaw, 13>, "Convert samples in the audio fragment to a-LAW encoding."},
    {"lin2lin", "(fragment, width, newwidth, /)", changeWidth, "Convert samples between 1-, 2-, 3- and 4-byte formats."},
    {"adpcm2lin", "(fragment, width, state, /)", fromAdpcm, "Decode an Intel/DVI ADPCM coded fragment to a linear one."},
    {"lin2adpcm", "(fragment, width, state, /)", toAdpcm, "Convert samples to 4 bit Intel/DVI ADPCM encoding."},
    {"tomono", "(fragment, width, lfactor, rfactor, /)", toMono, "Convert a stereo fragment to a mono one."},
    {"tostereo", "(fragment, width, lfactor, rfactor, /)", toStereo, "A stereo fragment made of a mono one."},
    {"getsample", "(fragment, width, index, /)", getSample, "Return the value of sample index from the fragment."},
    {"reverse", "(fragment, width, /)", reverse, "Reverse the samples in a fragment."},
    {"byteswap", "(fragment, width, /)", byteSwap, "Convert big-endian samples to little-endian and vice versa."},
    {"ratecv", "(fragment, width, nchannels, inrate, outrate, state, weightA=1, weightB=0, /)", changeRate,
     "Convert the frame rate of the input fragment."},
};

bool init(Thread* t, Module* m) {
  TRY(warnPy(t, exc::DeprecationWarning, "'audioop' is deprecated and slated for removal in Python 3.13", 7));
  addRoot(&audioError);
  audioError = TRY(moduleAddException(t, m, "audioop.error"));
  return true;
}

}  // namespace

extern const ModuleSpec audioopModule = {"audioop", kFunctions, nullptr, init};

}  // namespace typhon
