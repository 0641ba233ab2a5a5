// The _blake2 module: BLAKE2b and BLAKE2s with all their parameters (RFC 7693), which OpenSSL does not give access to.
#include <bit>

#include "runtime/memory/roots.h"
#include "runtime/modules/hash_support.h"
#include "runtime/modules/stream_codec.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

constexpr uint8_t kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

struct Blake2b {
  using Word = uint64_t;
  static constexpr const char* kName = "blake2b";
  static constexpr int kRounds = 12, kRotations[4] = {32, 24, 16, 63};
  static constexpr size_t kMaxDigest = 64, kMaxKey = 64, kSalt = 16, kPerson = 16;
  static constexpr Word kIv[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
};
struct Blake2s {
  using Word = uint32_t;
  static constexpr const char* kName = "blake2s";
  static constexpr int kRounds = 10, kRotations[4] = {16, 12, 8, 7};
  static constexpr size_t kMaxDigest = 32, kMaxKey = 32, kSalt = 8, kPerson = 8;
  static constexpr Word kIv[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

template <class B>
struct Blake2State : LockedState {
  using Word = typename B::Word;
  static constexpr size_t kBlock = 16 * sizeof(Word);
  Word h[8];
  Word counter[2] = {};
  uint8_t buffer[kBlock];
  size_t buffered = 0;
  uint8_t digestSize;
  bool lastNode = false;

  Blake2State() = default;
  Blake2State(const Blake2State& o) : buffered(o.buffered), digestSize(o.digestSize), lastNode(o.lastNode) {
    std::memcpy(h, o.h, sizeof h);
    std::memcpy(counter, o.counter, sizeof counter);
    std::memcpy(buffer, o.buffer, sizeof buffer);
  }

  void compress(const uint8_t* block, size_t bytes, bool last) {
    counter[0] += static_cast<Word>(bytes);
    if (counter[0] < bytes) ++counter[1];
    Word m[16], v[16];
    std::memcpy(m, block, sizeof m);
    for (int i = 0; i < 8; ++i) {
      v[i] = h[i];
      v[i + 8] = B::kIv[i];
    }
    v[12] ^= counter[0];
    v[13] ^= counter[1];
    if (last) v[14] = ~v[14];
    if (last && lastNode) v[15] = ~v[15];
    auto mix = [&](int a, int b, int c, int d, Word x, Word y) {
      v[a] += v[b] + x;
      v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), B::kRotations[0]);
      v[c] += v[d];
      v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), B::kRotations[1]);
      v[a] += v[b] + y;
      v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), B::kRotations[2]);
      v[c] += v[d];
      v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), B::kRotations[3]);
    };
#pragma clang loop unroll(full)
    for (int round = 0; round < B::kRounds; ++round) {
      const uint8_t* s = kSigma[round % 10];
      mix(0, 4, 8, 12, m[s[0]], m[s[1]]);
      mix(1, 5, 9, 13, m[s[2]], m[s[3]]);
      mix(2, 6, 10, 14, m[s[4]], m[s[5]]);
      mix(3, 7, 11, 15, m[s[6]], m[s[7]]);
      mix(0, 5, 10, 15, m[s[8]], m[s[9]]);
      mix(1, 6, 11, 12, m[s[10]], m[s[11]]);
      mix(2, 7, 8, 13, m[s[12]], m[s[13]]);
      mix(3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < 8; ++i) h[i] ^= v[i] ^ v[i + 8];
  }

  // The last block waits in the buffer until it is known to be the last.
  void update(const uint8_t* data, size_t size) {
    while (size) {
      if (buffered == kBlock) {
        compress(buffer, kBlock, false);
        buffered = 0;
      }
      if (buffered == 0 && size > kBlock) {
        compress(data, kBlock, false);
        data += kBlock;
        size -= kBlock;
        continue;
      }
      size_t n = std::min(size, kBlock - buffered);
      std::memcpy(buffer + buffered, data, n);
      buffered += n;
      data += n;
      size -= n;
    }
  }

  std::string finish() const {
    Blake2State copy(*this);
    std::memset(copy.buffer + buffered, 0, kBlock - buffered);
    copy.compress(copy.buffer, buffered, true);
    return std::string(reinterpret_cast<char*>(copy.h), digestSize);
  }
};

template <class B>
Type* blakeType;

template <class B>
Blake2State<B>* stateOf(Value v) {
  return v.as<HostObject>()->stateAs<Blake2State<B>>();
}

template <class B>
bool feedPy(Thread* t, Blake2State<B>* state, Value data) {
  BufferHolder holder;
  TRY(acquireHashDataPy(t, data, &holder));
  StateLock lock(t, state);
  std::string_view bytes = holder.bytes();
  auto update = [&] { state->update(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); };
  if (bytes.size() < kHashWithoutLock) {
    update();
  } else {
    blocking(t, update);
  }
  return true;
}

// An unsigned argument below `limit`.
Maybe<uint64_t> numberPy(Thread* t, Value v, const char* name, uint64_t limit) {
  Value i = TRY(indexPy(t, v));
  if (intSign(i) < 0) return raise(t, exc::ValueError, "value must be positive");
  uint64_t number;
  if (!fitsUint64(i, &number) || number > limit) return raise(t, exc::OverflowError, "{} is too large", name);
  return number;
}

enum Arguments {
  kCls,
  kData,
  kDigestSize,
  kKey,
  kSaltArgument,
  kPersonArgument,
  kFanout,
  kDepth,
  kLeafSize,
  kNodeOffset,
  kNodeDepth,
  kInnerSize,
  kLastNode
};

template <class B>
Value create(Thread* t, Value* args, size_t) {
  BufferHolder key, salt, person;
  auto bytesOf = [&](int index, BufferHolder& holder) -> bool {
    return args[index].isUnbound() || holder.acquirePy(t, args[index]);
  };
  int64_t digestSize = B::kMaxDigest;
  if (!args[kDigestSize].isUnbound()) digestSize = TRY(indexInt64Py(t, args[kDigestSize], exc::OverflowError));
  TRY(bytesOf(kKey, key));
  TRY(bytesOf(kSaltArgument, salt));
  TRY(bytesOf(kPersonArgument, person));
  int64_t fanout = TRY(indexInt64Py(t, args[kFanout], exc::OverflowError)),
          depth = TRY(indexInt64Py(t, args[kDepth], exc::OverflowError));
  int64_t nodeDepth = TRY(indexInt64Py(t, args[kNodeDepth], exc::OverflowError));
  int64_t innerSize = TRY(indexInt64Py(t, args[kInnerSize], exc::OverflowError));
  bool lastNode = TRY(truthPy(t, args[kLastNode]));
  if (digestSize <= 0 || static_cast<size_t>(digestSize) > B::kMaxDigest)
    return raise(t, exc::ValueError, "digest_size must be between 1 and {} bytes", B::kMaxDigest);
  if (salt.bytes().size() > B::kSalt) return raise(t, exc::ValueError, "maximum salt length is {} bytes", B::kSalt);
  if (person.bytes().size() > B::kPerson) return raise(t, exc::ValueError, "maximum person length is {} bytes", B::kPerson);
  if (fanout < 0 || fanout > 255) return raise(t, exc::ValueError, "fanout must be between 0 and 255");
  if (depth <= 0 || depth > 255) return raise(t, exc::ValueError, "depth must be between 1 and 255");
  uint64_t leafSize = TRY(numberPy(t, args[kLeafSize], "leaf_size", UINT32_MAX));
  uint64_t nodeOffset =
      TRY(numberPy(t, args[kNodeOffset], "node_offset", sizeof(typename B::Word) == 8 ? UINT64_MAX : 0xFFFFFFFFFFFF));
  if (nodeDepth < 0 || nodeDepth > 255) return raise(t, exc::ValueError, "node_depth must be between 0 and 255");
  if (innerSize < 0 || static_cast<size_t>(innerSize) > B::kMaxDigest)
    return raise(t, exc::ValueError, "inner_size must be between 0 and is {}", B::kMaxDigest);
  if (key.bytes().size() > B::kMaxKey) return raise(t, exc::ValueError, "maximum key length is {} bytes", B::kMaxKey);

  using State = Blake2State<B>;
  // The parameter block of RFC 7693, section 2.5 and of the BLAKE2 paper: bytes in this order, then salt and person at the end.
  uint8_t block[sizeof State::h] = {};
  uint8_t* p = block;
  *p++ = static_cast<uint8_t>(digestSize);
  *p++ = static_cast<uint8_t>(key.bytes().size());
  *p++ = static_cast<uint8_t>(fanout);
  *p++ = static_cast<uint8_t>(depth);
  std::memcpy(p, &leafSize, 4);
  p += 4;
  std::memcpy(p, &nodeOffset, sizeof(typename B::Word) == 8 ? 8 : 6);
  p += sizeof(typename B::Word) == 8 ? 8 : 6;
  *p++ = static_cast<uint8_t>(nodeDepth);
  *p++ = static_cast<uint8_t>(innerSize);
  uint8_t* saltPlace = block + sizeof block - B::kSalt - B::kPerson;
  if (!salt.bytes().empty()) std::memcpy(saltPlace, salt.bytes().data(), salt.bytes().size());
  if (!person.bytes().empty()) std::memcpy(saltPlace + B::kSalt, person.bytes().data(), person.bytes().size());
  auto state = std::make_unique<State>();
  std::memcpy(state->h, block, sizeof block);
  for (int i = 0; i < 8; ++i) state->h[i] ^= B::kIv[i];
  state->digestSize = static_cast<uint8_t>(digestSize);
  state->lastNode = lastNode;
  if (!key.bytes().empty()) {
    uint8_t padded[State::kBlock] = {};
    std::memcpy(padded, key.bytes().data(), key.bytes().size());
    state->update(padded, sizeof padded);
  }
  if (!args[kData].isUnbound()) TRY(feedPy<B>(t, state.get(), args[kData]));
  return TRY(makeHostObject(t, args[kCls].as<Type>(), std::move(state)));
}

template <class B>
Value update(Thread* t, Value* args, size_t) {
  TRY(feedPy<B>(t, stateOf<B>(args[0]), args[1]));
  return Value::none();
}
template <class B>
std::string finished(Thread* t, Value v) {
  StateLock lock(t, stateOf<B>(v));
  return stateOf<B>(v)->finish();
}
template <class B>
Value digest(Thread* t, Value* args, size_t) {
  return TRY(makeBytes(t, finished<B>(t, args[0])));
}
template <class B>
Value hexDigest(Thread* t, Value* args, size_t) {
  return hexText(t, finished<B>(t, args[0]));
}
template <class B>
Value copy(Thread* t, Value* args, size_t) {
  StateLock lock(t, stateOf<B>(args[0]));
  return TRY(makeHostObject(t, typeOf(args[0]), std::make_unique<Blake2State<B>>(*stateOf<B>(args[0]))));
}
template <class B>
Value getName(Thread* t, Value) {
  return TRY(internStr(t, B::kName));
}
template <class B>
Value getBlockSize(Thread*, Value) {
  return Value::smallInt(Blake2State<B>::kBlock);
}
template <class B>
Value getDigestSize(Thread*, Value v) {
  return Value::smallInt(stateOf<B>(v)->digestSize);
}

template <class B>
constexpr NativeDef kMethods[] = {
    {"copy", "(self, /)", copy<B>, "Return a copy of the hash object."},
    {"digest", "(self, /)", digest<B>, "Return the digest value as a bytes object."},
    {"hexdigest", "(self, /)", hexDigest<B>, "Return the digest value as a string of hexadecimal digits."},
    {"update", "(self, data, /)", update<B>, "Update this hash object's state with the provided bytes-like object."},
};
template <class B>
constexpr GetSetDef kGetSets[] = {{"name", getName<B>, nullptr, nullptr},
                                  {"block_size", getBlockSize<B>, nullptr, nullptr},
                                  {"digest_size", getDigestSize<B>, nullptr, nullptr}};
template <class B>
constexpr NativeDef kNew = {"__new__",
                            "(cls, data=<absent>, /, *, digest_size=<absent>, key=<absent>, salt=<absent>, person=<absent>, "
                            "fanout=1, depth=1, leaf_size=0, "
                            "node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)",
                            create<B>, nullptr};

template <class B>
bool addType(Thread* t, Module* m, const char* name) {
  static const TypeSpec spec = {.name = name,
                                .kind = kHostKind,
                                .flags = kBaseType,
                                .methods = kMethods<B>,
                                .getsets = kGetSets<B>,
                                .create = &kNew<B>,
                                .doc = "Return a new BLAKE2 hash object."};
  addRoot(&blakeType<B>);
  blakeType<B> = TRY(moduleAddType(t, m, spec));
  const IntConstant constants[] = {
      {"SALT_SIZE", B::kSalt}, {"PERSON_SIZE", B::kPerson}, {"MAX_KEY_SIZE", B::kMaxKey}, {"MAX_DIGEST_SIZE", B::kMaxDigest}};
  std::string prefix = B::kName;
  for (char& c : prefix) c = c == '2' ? c : static_cast<char>(c - 32);
  for (const IntConstant& c : constants) {
    Str* attribute = TRY(internStr(t, c.name));
    TRY(dictSetStr(t, blakeType<B>->dict, attribute, Value::smallInt(c.value)));
    TRY(moduleSet(t, m, (prefix + "_" + c.name).c_str(), Value::smallInt(c.value)));
  }
  return true;
}

bool init(Thread* t, Module* m) { return addType<Blake2b>(t, m, "_blake2.blake2b") && addType<Blake2s>(t, m, "_blake2.blake2s"); }

}  // namespace

extern const ModuleSpec blake2Module = {"_blake2", {}, "_blake2b provides BLAKE2b for hashlib\n", init};

}  // namespace typhon
