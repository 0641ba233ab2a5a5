// _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded and read as CPython's, so that the same seed
// gives the same numbers.
#include <sys/random.h>

#include <cstring>
#include <vector>

#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/module.h"
#include "runtime/types/tuple.h"

namespace typhon {

constexpr int kStateSize = 624, kShift = 397;

struct RandomState : Object {
  uint32_t index;
  uint32_t padding;
  uint32_t state[kStateSize];
};
size_t sizeOf_RandomState(const Object*) { return sizeof(RandomState); }

namespace {

uint32_t next(RandomState* r) {
  if (r->index >= kStateSize) {
    auto twist = [r](int at, int following, int partner) {
      uint32_t y = (r->state[at] & 0x80000000u) | (r->state[following] & 0x7fffffffu);
      r->state[at] = r->state[partner] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
    };
    for (int i = 0; i < kStateSize; ++i) twist(i, (i + 1) % kStateSize, (i + kShift) % kStateSize);
    r->index = 0;
  }
  uint32_t y = r->state[r->index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

void seedWithNumber(RandomState* r, uint32_t seed) {
  r->state[0] = seed;
  for (uint32_t i = 1; i < kStateSize; ++i) r->state[i] = 1812433253u * (r->state[i - 1] ^ (r->state[i - 1] >> 30)) + i;
  r->index = kStateSize;
}

void seedWithArray(RandomState* r, const uint32_t* key, size_t length) {
  seedWithNumber(r, 19650218u);
  uint32_t* state = r->state;
  size_t i = 1, j = 0;
  for (size_t k = length > kStateSize ? length : kStateSize; k; --k) {
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525u)) + key[j] + static_cast<uint32_t>(j);
    if (++i >= kStateSize) {
      state[0] = state[kStateSize - 1];
      i = 1;
    }
    if (++j >= length) j = 0;
  }
  for (size_t k = kStateSize - 1; k; --k) {
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941u)) - static_cast<uint32_t>(i);
    if (++i >= kStateSize) {
      state[0] = state[kStateSize - 1];
      i = 1;
    }
  }
  state[0] = 0x80000000u;
}

bool seedFrom(Thread* t, RandomState* r, Value seed) {
  if (seed.isUnbound() || seed.isNone()) {
    uint32_t key[kStateSize];
    // getrandom gives at most 256 bytes at once when a signal comes.
    auto bytes = reinterpret_cast<uint8_t*>(key);
    for (size_t have = 0; have < sizeof key;) {
      ssize_t n = getrandom(bytes + have, sizeof key - have, 0);
      if (n < 0 && errno != EINTR) return raiseOs(t, errno);
      if (n > 0) have += static_cast<size_t>(n);
    }
    seedWithArray(r, key, kStateSize);
    return true;
  }
  Value number = seed;
  if (!isInt(seed)) {
    int64_t hash = TRY(hashPy(t, seed));
    number = TRY(makeUnsigned(t, static_cast<uint64_t>(hash)));
  }
  IntView view(number);
  std::vector<uint32_t> key;
  for (size_t i = 0; i < view.count; ++i) {
    key.push_back(static_cast<uint32_t>(view.limbs[i]));
    key.push_back(static_cast<uint32_t>(view.limbs[i] >> 32));
  }
  if (!key.empty() && key.back() == 0) key.pop_back();
  if (key.empty()) key.push_back(0);
  seedWithArray(r, key.data(), key.size());
  return true;
}

Value randomNew(Thread* t, Value* args, size_t) {
  RandomState* r = TRY(allocate<RandomState>(t, args[0].as<Type>()));
  seedWithNumber(r, 5489u);  // until __init__ or seed() comes
  return r;
}

Value randomInit(Thread* t, Value* args, size_t argc) {
  if (argc > 2) return raise(t, exc::TypeError, "Random() requires 0 or 1 argument");
  if (!seedFrom(t, args[0].as<RandomState>(), argc == 2 ? args[1] : Value::none())) return Value::error();
  return Value::none();
}

Value seedMethod(Thread* t, Value* args, size_t) {
  if (!seedFrom(t, args[0].as<RandomState>(), args[1])) return Value::error();
  return Value::none();
}

Value randomMethod(Thread* t, Value* args, size_t) {
  auto r = args[0].as<RandomState>();
  uint32_t a = next(r) >> 5, b = next(r) >> 6;
  return makeFloat(t, (a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

Value getRandomBits(Thread* t, Value* args, size_t) {
  auto r = args[0].as<RandomState>();
  Value wanted = TRY(indexPy(t, args[1]));
  int64_t bits;
  if (!fitsInt64(wanted, &bits) || bits > INT32_MAX || bits < INT32_MIN) {
    return raise(t, exc::OverflowError,
                 intSign(wanted) < 0 ? "Python int too small to convert to C int" : "Python int too large to convert to C int");
  }
  if (bits < 0) return raise(t, exc::ValueError, "number of bits must be non-negative");
  if (bits == 0) return Value::smallInt(0);
  if (bits <= 32) return Value::smallInt(next(r) >> (32 - bits));
  size_t words = (static_cast<size_t>(bits) - 1) / 32 + 1;
  Int* result = TRY(newInt(t, (words + 1) / 2));
  for (size_t i = 0; i < words; ++i, bits -= 32) {
    uint32_t word = next(r);
    if (bits < 32) word >>= 32 - bits;
    result->limbs[i / 2] |= static_cast<uint64_t>(word) << (i % 2 * 32);
  }
  return finishInt(t, result, (words + 1) / 2, false);
}

Value getState(Thread* t, Value* args, size_t) {
  auto r = args[0].as<RandomState>();
  Tuple* state = TRY(makeTuple(t, kStateSize + 1));
  for (int i = 0; i < kStateSize; ++i) state->items[i] = Value::smallInt(r->state[i]);
  state->items[kStateSize] = Value::smallInt(r->index);
  return state;
}

Value setState(Thread* t, Value* args, size_t) {
  auto r = args[0].as<RandomState>();
  if (!isa<Tuple>(args[1])) return raise(t, exc::TypeError, "state vector must be a tuple");
  auto state = args[1].as<Tuple>();
  if (state->length != kStateSize + 1) return raise(t, exc::ValueError, "state vector is the wrong size");
  uint32_t words[kStateSize];
  for (int i = 0; i < kStateSize; ++i) {
    uint64_t word;
    if (!isInt(state->items[i])) return raise(t, exc::TypeError, "an integer is required");
    if (intSign(state->items[i]) < 0) return raise(t, exc::OverflowError, "can't convert negative value to unsigned int");
    if (!fitsUint64(state->items[i], &word))
      return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
    words[i] = static_cast<uint32_t>(word);
  }
  if (!isInt(state->items[kStateSize])) return raise(t, exc::TypeError, "an integer is required");
  int64_t index = TRY(toInt64(t, state->items[kStateSize]));
  if (index < 0 || index > kStateSize) return raise(t, exc::ValueError, "invalid state");
  std::memcpy(r->state, words, sizeof words);
  r->index = static_cast<uint32_t>(index);
  return Value::none();
}

constexpr NativeDef kMethods[] = {
    {"random", "(self, /)", randomMethod, "random() -> x in the interval [0, 1)."},
    {"seed", "(self, n=None, /)", seedMethod,
     "Sets the state from a number (or from the hash of another object; without an argument from the system)."},
    {"getstate", "(self, /)", getState, "The state, for setstate()."},
    {"setstate", "(self, state, /)", setState, "Restores a state that getstate() gave."},
    {"getrandbits", "(self, k, /)", getRandomBits, "An integer of k random bits."},
};
constexpr NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", randomNew, ""};
constexpr NativeDef kInit = {"__init__", "(self, /, *args)", randomInit, ""};

const TypeSpec randomSpec = {
    .name = "_random.Random",
    .kind = Kind::RandomState,
    .flags = kBaseType,
    .methods = kMethods,
    .create = &kNew,
    .init = &kInit,
    .doc = "A random number generator with a state of its own.",
};

bool init(Thread* t, Module* m) { return moduleAddType(t, m, randomSpec) != nullptr; }

}  // namespace

extern const ModuleSpec randomModule = {"_random", {}, "The Mersenne Twister random number generator.", init};

}  // namespace typhon
