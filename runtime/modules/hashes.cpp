// The modules of single hash algorithms: _md5, _sha1, _sha2 (and the halves it was made of, _sha256 and _sha512), _sha3.
#include "runtime/memory/roots.h"
#include "runtime/modules/hash_algorithms.h"
#include "runtime/modules/hash_support.h"
#include "runtime/modules/stream_codec.h"
#include "runtime/types/buffer.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

using namespace hashes;

// One algorithm: how to begin, and what its objects tell about it.
template <class H, size_t kDigest>
struct Plain : H {
  static constexpr size_t kDigestSize = kDigest, kBlockSize = H::kBlock;
};
struct Md5 : Plain<BlockHash<Md5Blocks>, 16> {
  static constexpr const char* kName = "md5";
};
struct Sha1 : Plain<BlockHash<Sha1Blocks>, 20> {
  static constexpr const char* kName = "sha1";
};
struct Sha224 : Plain<BlockHash<Sha224Blocks>, 28> {
  static constexpr const char* kName = "sha224";
};
struct Sha256 : Plain<BlockHash<Sha256Blocks>, 32> {
  static constexpr const char* kName = "sha256";
};
struct Sha384 : Plain<BlockHash<Sha384Blocks>, 48> {
  static constexpr const char* kName = "sha384";
};
struct Sha512 : Plain<BlockHash<Sha512Blocks>, 64> {
  static constexpr const char* kName = "sha512";
};
// kBits: of security; the rate is what is left of 1600 bits after twice as many.
template <size_t kBits, bool kShake>
struct Sponge : Keccak {
  static constexpr size_t kDigestSize = kShake ? 0 : kBits / 8, kBlockSize = 200 - kBits / 4, kCapacity = 2 * kBits;
  static constexpr uint8_t kSuffix = kShake ? 0x1f : 6;
  Sponge() : Keccak(kBlockSize, kSuffix) {}
};
struct Sha3_224 : Sponge<224, false> {
  static constexpr const char* kName = "sha3_224";
};
struct Sha3_256 : Sponge<256, false> {
  static constexpr const char* kName = "sha3_256";
};
struct Sha3_384 : Sponge<384, false> {
  static constexpr const char* kName = "sha3_384";
};
struct Sha3_512 : Sponge<512, false> {
  static constexpr const char* kName = "sha3_512";
};
struct Shake128 : Sponge<128, true> {
  static constexpr const char* kName = "shake_128";
};
struct Shake256 : Sponge<256, true> {
  static constexpr const char* kName = "shake_256";
};

template <class H>
struct HashState : LockedState {
  H hash;
};
template <class H>
Type* hashType;
template <class H>
HashState<H>* stateOf(Value v) {
  return v.as<HostObject>()->stateAs<HashState<H>>();
}

template <class H>
bool feedPy(Thread* t, HashState<H>* state, Value data) {
  BufferHolder holder;
  TRY(acquireHashDataPy(t, data, &holder));
  StateLock lock(t, state);
  std::string_view bytes = holder.bytes();
  auto update = [&] { state->hash.update(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); };
  if (bytes.size() < kHashWithoutLock) {
    update();
  } else {
    blocking(t, update);
  }
  return true;
}

template <class H>
Value makeHashPy(Thread* t, Type* type, Value data) {
  auto state = std::make_unique<HashState<H>>();
  if (!data.isUnbound()) TRY(feedPy(t, state.get(), data));
  return TRY(makeHostObject(t, type, std::move(state)));
}
// (string=b'', *, usedforsecurity=True)
template <class H>
Value construct(Thread* t, Value* args, size_t) {
  return makeHashPy<H>(t, hashType<H>, args[0]);
}
// The same as a class: (cls, data=b'', /, *, usedforsecurity=True)
template <class H>
Value create(Thread* t, Value* args, size_t) {
  return makeHashPy<H>(t, args[0].as<Type>(), args[1]);
}

template <class H>
Value update(Thread* t, Value* args, size_t) {
  TRY(feedPy(t, stateOf<H>(args[0]), args[1]));
  return Value::none();
}
template <class H>
Value copy(Thread* t, Value* args, size_t) {
  auto state = std::make_unique<HashState<H>>();
  {
    StateLock lock(t, stateOf<H>(args[0]));
    state->hash = stateOf<H>(args[0])->hash;
  }
  return TRY(makeHostObject(t, typeOf(args[0]), std::move(state)));
}
// The digest; args[1] is the length for SHAKE.
template <class H>
Maybe<std::string> finishedPy(Thread* t, Value* args) {
  size_t length = H::kDigestSize;
  if constexpr (H::kDigestSize == 0) {
    int64_t wanted = TRY(countArgumentPy(t, args[1]));
    if (wanted < 0) return raise(t, exc::ValueError, "value must be positive");
    if (wanted >= 1 << 29) return raise(t, exc::ValueError, "length is too large");
    length = static_cast<size_t>(wanted);
  }
  StateLock lock(t, stateOf<H>(args[0]));
  return stateOf<H>(args[0])->hash.digest(length);
}
template <class H>
Value digest(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedPy<H>(t, args));
  return TRY(makeBytes(t, bytes));
}
template <class H>
Value hexDigest(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedPy<H>(t, args));
  return hexText(t, bytes);
}

template <class H>
Value getName(Thread* t, Value) {
  return TRY(internStr(t, H::kName));
}
template <class H>
Value getDigestSize(Thread*, Value) {
  return Value::smallInt(H::kDigestSize);
}
template <class H>
Value getBlockSize(Thread*, Value) {
  return Value::smallInt(H::kBlockSize);
}
template <class H>
Value getCapacity(Thread*, Value) {
  return Value::smallInt(H::kCapacity);
}
template <class H>
Value getRate(Thread*, Value) {
  return Value::smallInt(1600 - H::kCapacity);
}
template <class H>
Value getSuffix(Thread* t, Value) {
  char suffix = static_cast<char>(H::kSuffix);
  return TRY(makeBytes(t, {&suffix, 1}));
}

template <class H>
constexpr NativeDef kMethods[] = {
    {"copy", "(self, /)", copy<H>, "Return a copy of the hash object."},
    {"digest", H::kDigestSize ? "(self, /)" : "(self, length, /)", digest<H>, "Return the digest value as a bytes object."},
    {"hexdigest", H::kDigestSize ? "(self, /)" : "(self, length, /)", hexDigest<H>,
     "Return the digest value as a string of hexadecimal digits."},
    {"update", "(self, obj, /)", update<H>, "Update this hash object's state with the provided string."},
};
template <class H>
constexpr GetSetDef kGetSets[] = {{"block_size", getBlockSize<H>, nullptr, nullptr},
                                  {"digest_size", getDigestSize<H>, nullptr, nullptr},
                                  {"name", getName<H>, nullptr, nullptr}};
template <class H>
constexpr GetSetDef kSha3GetSets[] = {{"block_size", getBlockSize<H>, nullptr, nullptr},
                                      {"digest_size", getDigestSize<H>, nullptr, nullptr},
                                      {"name", getName<H>, nullptr, nullptr},
                                      {"_capacity_bits", getCapacity<H>, nullptr, nullptr},
                                      {"_rate_bits", getRate<H>, nullptr, nullptr},
                                      {"_suffix", getSuffix<H>, nullptr, nullptr}};

// The type, made when the first module that has it is imported.
template <class H>
bool addType(Thread* t, Module* m, const char* attribute, const char* name) {
  static const TypeSpec spec = {
      .name = name, .kind = kHostKind, .flags = kDisallowNew, .methods = kMethods<H>, .getsets = kGetSets<H>};
  if (!hashType<H>) {
    addRoot(&hashType<H>);
    hashType<H> = TRY(makeNativeType(t, spec));
  }
  return moduleSet(t, m, attribute, Value(hashType<H>));
}
template <class H>
bool addSha3(Thread* t, Module* m, const char* name) {
  static const NativeDef constructor = {"__new__", "(cls, data=<absent>, /, *, usedforsecurity=True)", create<H>, nullptr};
  static const TypeSpec spec = {.name = name,
                                .kind = kHostKind,
                                .methods = kMethods<H>,
                                .getsets = kSha3GetSets<H>,
                                .create = &constructor,
                                .doc = "A SHA-3 hash object."};
  addRoot(&hashType<H>);
  hashType<H> = TRY(moduleAddType(t, m, spec));
  return true;
}

bool initMd5(Thread* t, Module* m) { return addType<Md5>(t, m, "MD5Type", "_md5.md5"); }
bool initSha1(Thread* t, Module* m) { return addType<Sha1>(t, m, "SHA1Type", "_sha1.sha1"); }
bool initSha256(Thread* t, Module* m) {
  return addType<Sha224>(t, m, "SHA224Type", "_sha2.SHA224Type") && addType<Sha256>(t, m, "SHA256Type", "_sha2.SHA256Type");
}
bool initSha512(Thread* t, Module* m) {
  return addType<Sha384>(t, m, "SHA384Type", "_sha2.SHA384Type") && addType<Sha512>(t, m, "SHA512Type", "_sha2.SHA512Type");
}
bool initSha2(Thread* t, Module* m) { return initSha256(t, m) && initSha512(t, m); }
bool initSha3(Thread* t, Module* m) {
  return addSha3<Sha3_224>(t, m, "_sha3.sha3_224") && addSha3<Sha3_256>(t, m, "_sha3.sha3_256") &&
         addSha3<Sha3_384>(t, m, "_sha3.sha3_384") && addSha3<Sha3_512>(t, m, "_sha3.sha3_512") &&
         addSha3<Shake128>(t, m, "_sha3.shake_128") && addSha3<Shake256>(t, m, "_sha3.shake_256") &&
         moduleSetText(t, m, "implementation", "typhon");
}

constexpr const char* kSignature = "(string=<absent>, *, usedforsecurity=True)";
constexpr const char* kDoc = "Return a new hash object; optionally initialized with a string.";
const NativeDef kMd5Functions[] = {{"md5", kSignature, construct<Md5>, kDoc}};
const NativeDef kSha1Functions[] = {{"sha1", kSignature, construct<Sha1>, kDoc}};
const NativeDef kSha2Functions[] = {{"sha224", kSignature, construct<Sha224>, kDoc},
                                    {"sha256", kSignature, construct<Sha256>, kDoc},
                                    {"sha384", kSignature, construct<Sha384>, kDoc},
                                    {"sha512", kSignature, construct<Sha512>, kDoc}};

}  // namespace

extern const ModuleSpec md5Module = {"_md5", kMd5Functions, nullptr, initMd5};
extern const ModuleSpec sha1Module = {"_sha1", kSha1Functions, nullptr, initSha1};
extern const ModuleSpec sha2Module = {"_sha2", kSha2Functions, nullptr, initSha2};
extern const ModuleSpec sha256Module = {"_sha256", std::span(kSha2Functions).first<2>(), nullptr, initSha256};
extern const ModuleSpec sha512Module = {"_sha512", std::span(kSha2Functions).last<2>(), nullptr, initSha512};
extern const ModuleSpec sha3Module = {"_sha3", {}, nullptr, initSha3};

}  // namespace typhon
