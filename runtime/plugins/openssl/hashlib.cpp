// The _hashlib module: OpenSSL's message digests by name, HMAC, key derivation.
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>

#include <climits>

#include "runtime/memory/roots.h"
#include "runtime/modules/native_modules.h"
#include "runtime/plugins/openssl/digest.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/native_function.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Type *hashType, *xofType, *hmacType, *unsupportedError;
Dict* constructors;  // openssl_* function: name

struct DigestName {
  const char* python;
  const char* openSsl;
};
// Where Python's spelling is not OpenSSL's.
constexpr DigestName kNames[] = {
    {"md5", "MD5"},
    {"sha1", "SHA1"},
    {"sha224", "SHA224"},
    {"sha256", "SHA256"},
    {"sha384", "SHA384"},
    {"sha512", "SHA512"},
    {"sha512_224", "SHA512-224"},
    {"sha512_256", "SHA512-256"},
    {"sha3_224", "SHA3-224"},
    {"sha3_256", "SHA3-256"},
    {"sha3_384", "SHA3-384"},
    {"sha3_512", "SHA3-512"},
    {"shake_128", "SHAKE128"},
    {"shake_256", "SHAKE256"},
    {"blake2s", "BLAKE2s256"},
    {"blake2b", "BLAKE2b512"},
};

std::string pythonName(const EVP_MD* md) {
  for (const DigestName& n : kNames)
    if (EVP_MD_is_a(md, n.openSsl)) return n.python;
  const char* name = OBJ_nid2ln(EVP_MD_get_type(md));
  if (!name) name = EVP_MD_get0_name(md);
  return name ? name : "";
}

const EVP_MD* findDigest(Thread* t, const std::string& name) {
  static std::string last;  // programs ask for one again and again
  static const EVP_MD* lastFound;
  if (lastFound && name == last) return lastFound;
  for (const DigestName& n : kNames) {
    if (name != n.python) continue;
    const EVP_MD* md = knownDigest(n.openSsl);
    if (!md) break;
    last = name;
    return lastFound = md;
  }
  const EVP_MD* md = knownDigest(name.c_str());
  if (!md) return raise(t, unsupportedError, "[digital envelope routines] unsupported");
  return md;
}

// A digest given by its name or by one of this module's constructors.
const EVP_MD* digestArgumentPy(Thread* t, Value v) {
  Value name = v;
  if (!isa<Str>(v)) {
    name = dictGetPy(t, constructors, v);
    if (name.isError()) clearPending(t);
    if (name.isError() || name.isUnbound()) {
      std::string shown = TRY(reprTextPy(t, v));
      return raise(t, unsupportedError, "Unsupported digestmod {}", shown);
    }
  }
  return findDigest(t, toUtf8(name.as<Str>()));
}

bool isXof(const EVP_MD* md) { return EVP_MD_get_flags(md) & EVP_MD_FLAG_XOF; }

Value newHash(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "name must be a string");
  BufferHolder checked;
  if (!args[1].isUnbound()) TRY(acquireHashDataPy(t, args[1], &checked));
  const EVP_MD* md = TRY(findDigest(t, toUtf8(args[0].as<Str>())));
  return makeDigestPy(t, isXof(md) ? xofType : hashType, md, args[1]);
}

template <int index>
Value construct(Thread* t, Value* args, size_t) {
  static const EVP_MD* md = knownDigest(kNames[index].openSsl);
  if (!md) return raise(t, unsupportedError, "[digital envelope routines] unsupported");
  return makeDigestPy(t, isXof(md) ? xofType : hashType, md, args[0]);
}

const EVP_MD* algorithmOf(Value v) { return v.as<HostObject>()->stateAs<DigestState>()->algorithm; }

Value hashName(Thread* t, Value self) { return TRY(makeStr(t, pythonName(algorithmOf(self)))); }
Value hashRepr(Thread* t, Value self) {
  return TRY(makeStr(t, fmt::format("<{} {} object @ {:#x}>", pythonName(algorithmOf(self)), typeName(self), addressOf(self))));
}
Value xofDigestSize(Thread*, Value) { return Value::smallInt(0); }

// --- HMAC

struct HmacState : LockedState {
  EVP_MAC_CTX* context = nullptr;
  const EVP_MD* md = nullptr;
  ~HmacState() override { EVP_MAC_CTX_free(context); }
};

EVP_MAC* hmacAlgorithm() {
  static EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return mac;
}

HmacState* hmacOf(Value v) { return v.as<HostObject>()->stateAs<HmacState>(); }

bool feedHmacPy(Thread* t, HmacState* state, Value data) {
  BufferHolder holder;
  TRY(acquireHashDataPy(t, data, &holder));
  StateLock lock(t, state);
  std::string_view bytes = holder.bytes();
  auto update = [&] { return EVP_MAC_update(state->context, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); };
  int ok = bytes.size() < kHashWithoutLock ? update() : blocking(t, update);
  return ok ? true : raiseOpenSsl(t);
}

// (key, msg=b'', digestmod=None)
Value hmacNew(Thread* t, Value* args, size_t) {
  BufferHolder key;
  TRY(key.acquirePy(t, args[0]));
  if (args[2].isNone()) return raise(t, exc::TypeError, "Missing required parameter 'digestmod'.");
  const EVP_MD* md = TRY(digestArgumentPy(t, args[2]));
  auto state = std::make_unique<HmacState>();
  state->md = md;
  state->context = EVP_MAC_CTX_new(hmacAlgorithm());
  if (!state->context) return raiseMemory(t);
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(EVP_MD_get0_name(md)), 0),
                             OSSL_PARAM_construct_end()};
  std::string_view bytes = key.bytes();
  // Without a key OpenSSL would keep an older one.
  const uint8_t* keyBytes = bytes.empty() ? reinterpret_cast<const uint8_t*>("") : reinterpret_cast<const uint8_t*>(bytes.data());
  if (!EVP_MAC_init(state->context, keyBytes, bytes.size(), parameters)) return raiseOpenSsl(t);
  if (!args[1].isUnbound() && !args[1].isNone()) TRY(feedHmacPy(t, state.get(), args[1]));
  return TRY(makeHostObject(t, hmacType, std::move(state)));
}

Value hmacUpdate(Thread* t, Value* args, size_t) {
  TRY(feedHmacPy(t, hmacOf(args[0]), args[1]));
  return Value::none();
}

EVP_MAC_CTX* copyHmac(Thread* t, Value v) {
  HmacState* state = hmacOf(v);
  StateLock lock(t, state);
  EVP_MAC_CTX* copy = EVP_MAC_CTX_dup(state->context);
  if (!copy) return raiseOpenSsl(t);
  return copy;
}

Value hmacCopy(Thread* t, Value* args, size_t) {
  auto state = std::make_unique<HmacState>();
  state->md = hmacOf(args[0])->md;
  state->context = TRY(copyHmac(t, args[0]));
  return TRY(makeHostObject(t, hmacType, std::move(state)));
}

Maybe<std::string> hmacFinished(Thread* t, Value v) {
  EVP_MAC_CTX* copy = TRY(copyHmac(t, v));
  uint8_t bytes[EVP_MAX_MD_SIZE];
  size_t size = 0;
  int ok = EVP_MAC_final(copy, bytes, &size, sizeof bytes);
  EVP_MAC_CTX_free(copy);
  if (!ok) return raiseOpenSsl(t);
  return std::string(reinterpret_cast<char*>(bytes), size);
}
Value hmacDigestMethod(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(hmacFinished(t, args[0]));
  return TRY(makeBytes(t, bytes));
}
Value hmacHexDigest(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(hmacFinished(t, args[0]));
  return hexText(t, bytes);
}
Value hmacDigestSize(Thread*, Value self) { return Value::smallInt(EVP_MD_get_size(hmacOf(self)->md)); }
Value hmacBlockSize(Thread*, Value self) { return Value::smallInt(EVP_MD_get_block_size(hmacOf(self)->md)); }
Value hmacName(Thread* t, Value self) { return TRY(makeStr(t, "hmac-" + pythonName(hmacOf(self)->md))); }
Value hmacRepr(Thread* t, Value self) {
  return TRY(makeStr(t, fmt::format("<{} HMAC object @ {:#x}>", pythonName(hmacOf(self)->md), addressOf(self))));
}

// hmac_digest(key, msg, digest)
Value hmacOnce(Thread* t, Value* args, size_t) {
  BufferHolder key, message;
  TRY(key.acquirePy(t, args[0]));
  TRY(message.acquirePy(t, args[1]));
  const EVP_MD* md = TRY(digestArgumentPy(t, args[2]));
  if (key.bytes().size() > INT_MAX) return raise(t, exc::OverflowError, "key is too long.");
  if (message.bytes().size() > INT_MAX) return raise(t, exc::OverflowError, "msg is too long.");
  uint8_t out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const void* keyBytes = key.bytes().empty() ? "" : key.bytes().data();
  std::string_view data = message.bytes();
  uint8_t* made = blocking(t, [&] {
    return HMAC(md, keyBytes, static_cast<int>(key.bytes().size()), reinterpret_cast<const uint8_t*>(data.data()), data.size(),
                out, &size);
  });
  if (!made) return raiseOpenSsl(t);
  return TRY(makeBytes(t, {reinterpret_cast<char*>(out), size}));
}

// --- key derivation

// (hash_name, password, salt, iterations, dklen=None)
Value pbkdf2(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0]))
    return raise(t, exc::TypeError, "pbkdf2_hmac() argument 'hash_name' must be str, not {}", argumentTypeName(args[0]));
  BufferHolder password, salt;
  TRY(password.acquirePy(t, args[1]));
  TRY(salt.acquirePy(t, args[2]));
  int64_t iterations = TRY(countArgumentPy(t, args[3]));
  const EVP_MD* md = TRY(findDigest(t, toUtf8(args[0].as<Str>())));
  if (password.bytes().size() > INT_MAX) return raise(t, exc::OverflowError, "password is too long.");
  if (salt.bytes().size() > INT_MAX) return raise(t, exc::OverflowError, "salt is too long.");
  if (iterations < 1) return raise(t, exc::ValueError, "iteration value must be greater than 0.");
  if (iterations > INT_MAX) return raise(t, exc::OverflowError, "iteration value is too great.");
  int64_t length = EVP_MD_get_size(md);
  if (!args[4].isNone()) length = TRY(indexInt64Py(t, args[4], exc::OverflowError));
  if (length < 1) return raise(t, exc::ValueError, "key length must be greater than 0.");
  if (length > INT_MAX) return raise(t, exc::OverflowError, "key length is too great.");
  Bytes* out = TRY(makeBytesUninitialised(t, static_cast<size_t>(length)));
  int ok = blocking(t, [&] {
    return PKCS5_PBKDF2_HMAC(password.bytes().data(), static_cast<int>(password.bytes().size()), salt.view.data,
                             static_cast<int>(salt.bytes().size()), static_cast<int>(iterations), md, static_cast<int>(length),
                             out->data);
  });
  if (!ok) return raiseOpenSsl(t);
  return out;
}

// An unsigned long argument of scrypt; TypeError when it is missing.
Maybe<uint64_t> scryptNumber(Thread* t, Value v, const char* name) {
  if (v.isNone()) return raise(t, exc::TypeError, "{} is required and must be an unsigned int", name);
  if (!isInt(v)) return raise(t, exc::TypeError, "scrypt() argument '{}' must be int, not {}", name, argumentTypeName(v));
  uint64_t number;
  if (!fitsUint64(v, &number)) return raise(t, exc::TypeError, "{} is required and must be an unsigned int", name);
  return number;
}

// (password, *, salt, n, r, p, maxmem, dklen)
Value scrypt(Thread* t, Value* args, size_t) {
  BufferHolder password, salt;
  TRY(password.acquirePy(t, args[0]));
  if (password.bytes().size() > INT_MAX) return raise(t, exc::OverflowError, "password is too long.");
  if (args[1].isNone()) return raise(t, exc::TypeError, "salt is required");
  TRY(salt.acquirePy(t, args[1]));
  if (salt.bytes().size() > INT_MAX) return raise(t, exc::OverflowError, "salt is too long.");
  uint64_t n = TRY(scryptNumber(t, args[2], "n"));
  if (n < 2 || n & (n - 1)) return raise(t, exc::ValueError, "n must be a power of 2.");
  uint64_t r = TRY(scryptNumber(t, args[3], "r"));
  uint64_t p = TRY(scryptNumber(t, args[4], "p"));
  int64_t memory = TRY(indexInt64Py(t, args[5], exc::OverflowError)), length = TRY(indexInt64Py(t, args[6], exc::OverflowError));
  if (memory < 0 || memory > INT_MAX) return raise(t, exc::ValueError, "maxmem must be positive and smaller than {}", INT_MAX);
  if (length < 1 || length > INT_MAX)
    return raise(t, exc::ValueError, "dklen must be greater than 0 and smaller than {}", INT_MAX);
  auto derive = [&](uint8_t* out) {
    return EVP_PBE_scrypt(password.bytes().data(), password.bytes().size(), salt.view.data, salt.bytes().size(), n, r, p,
                          static_cast<uint64_t>(memory), out, static_cast<size_t>(length));
  };
  // Without output it only checks the parameters.
  if (!derive(nullptr)) return raiseOpenSsl(t, nullptr, "Invalid parameter combination for n, r, p, maxmem.");
  Bytes* out = TRY(makeBytesUninitialised(t, static_cast<size_t>(length)));
  if (!blocking(t, [&] { return derive(out->data); })) return raiseOpenSsl(t);
  return out;
}

Value compareDigest(Thread* t, Value* args, size_t) {
  Value compare = TRY(importAttributePy(t, "_operator", "_compare_digest"));
  return callPy(t, compare, {args[0], args[1]});
}
Value getFipsMode(Thread*, Value*, size_t) { return Value::smallInt(EVP_default_properties_is_fips_enabled(nullptr)); }

constexpr const char* kSignature = "(string=<absent>, *, usedforsecurity=True)";
constexpr const char* kDoc = "Returns a hash object of this algorithm; optionally initialized with a string";
const NativeDef kConstructors[] = {
    {"openssl_md5", kSignature, construct<0>, kDoc},        {"openssl_sha1", kSignature, construct<1>, kDoc},
    {"openssl_sha224", kSignature, construct<2>, kDoc},     {"openssl_sha256", kSignature, construct<3>, kDoc},
    {"openssl_sha384", kSignature, construct<4>, kDoc},     {"openssl_sha512", kSignature, construct<5>, kDoc},
    {"openssl_sha3_224", kSignature, construct<8>, kDoc},   {"openssl_sha3_256", kSignature, construct<9>, kDoc},
    {"openssl_sha3_384", kSignature, construct<10>, kDoc},  {"openssl_sha3_512", kSignature, construct<11>, kDoc},
    {"openssl_shake_128", kSignature, construct<12>, kDoc}, {"openssl_shake_256", kSignature, construct<13>, kDoc},
};
const NativeDef kFunctions[] = {
    {"new", "(name, string=<absent>, *, usedforsecurity=True)", newHash,
     "Return a new hash object using the named algorithm.\n\nAn optional string argument may be provided and will be\n"
     "automatically hashed."},
    {"hmac_new", "(key, msg=<absent>, digestmod=None)", hmacNew, "Return a new hmac object."},
    {"hmac_digest", "(key, msg, digest)", hmacOnce, "Single-shot HMAC."},
    {"pbkdf2_hmac", "(hash_name, password, salt, iterations, dklen=None)", pbkdf2,
     "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."},
    {"scrypt", "(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)", scrypt,
     "scrypt password-based key derivation function."},
    {"compare_digest", "(a, b, /)", compareDigest, "Return 'a == b', in a time that does not depend on where they differ."},
    {"get_fips_mode", "()", getFipsMode, "Determine the OpenSSL FIPS mode of operation."},
};

const NativeDef kHashMethods[] = {
    {"copy", "(self, /)", digestCopy, "Return a copy of the hash object."},
    {"digest", "(self, /)", digestDigest, "Return the digest value as a bytes object."},
    {"hexdigest", "(self, /)", digestHexDigest, "Return the digest value as a string of hexadecimal digits."},
    {"update", "(self, obj, /)", digestUpdatePy, "Update this hash object's state with the provided string."},
};
const GetSetDef kHashGetSets[] = {{"block_size", digestBlockSize, nullptr, nullptr},
                                  {"digest_size", digestSize, nullptr, nullptr},
                                  {"name", hashName, nullptr, nullptr}};
const TypeSpec kHashSpec = {
    .name = "_hashlib.HASH",
    .kind = kHostKind,
    .flags = kBaseType | kDisallowNew,
    .slots = {.repr = hashRepr},
    .methods = kHashMethods,
    .getsets = kHashGetSets,
    .doc = "HASH(name, string=b'')\n--\n\nA hash is an object used to calculate a checksum of a string of information."};
const NativeDef kXofMethods[] = {
    {"digest", "(self, /, length)", digestXofPy, "Return the digest value as a bytes object."},
    {"hexdigest", "(self, /, length)", digestHexXofPy, "Return the digest value as a string of hexadecimal digits."},
};
const GetSetDef kXofGetSets[] = {{"digest_size", xofDigestSize, nullptr, nullptr}};
const TypeSpec kXofSpec = {.name = "_hashlib.HASHXOF",
                           .base = &hashType,
                           .kind = kHostKind,
                           .flags = kDisallowNew,
                           .methods = kXofMethods,
                           .getsets = kXofGetSets,
                           .doc = "HASHXOF(name, string=b'')\n--\n\nA hash whose digest has any length."};
const NativeDef kHmacMethods[] = {
    {"copy", "(self, /)", hmacCopy, "Return a copy of the HMAC object."},
    {"digest", "(self, /)", hmacDigestMethod, "Return the digest of the bytes passed to the update() method so far."},
    {"hexdigest", "(self, /)", hmacHexDigest, "Return hexadecimal digest of the bytes passed to the update() method so far."},
    {"update", "(self, /, msg)", hmacUpdate, "Update the HMAC object with msg."},
};
const GetSetDef kHmacGetSets[] = {{"block_size", hmacBlockSize, nullptr, nullptr},
                                  {"digest_size", hmacDigestSize, nullptr, nullptr},
                                  {"name", hmacName, nullptr, nullptr}};
const TypeSpec kHmacSpec = {.name = "_hashlib.HMAC",
                            .kind = kHostKind,
                            .flags = kDisallowNew,
                            .slots = {.repr = hmacRepr},
                            .methods = kHmacMethods,
                            .getsets = kHmacGetSets,
                            .doc = "The object used to calculate HMAC of a message."};

struct NameCollector {
  Thread* t;
  Set* names;
  bool ok = true;
};

bool init(Thread* t, Module* m) {
  for (Type** type : {&hashType, &xofType, &hmacType, &unsupportedError}) addRoot(type);
  addRoot(&constructors);
  hashType = TRY(moduleAddType(t, m, kHashSpec));
  xofType = TRY(moduleAddType(t, m, kXofSpec));
  hmacType = TRY(moduleAddType(t, m, kHmacSpec));
  unsupportedError = TRY(moduleAddException(t, m, "_hashlib.UnsupportedDigestmodError", exc::ValueError));
  constructors = TRY(makeDict(t));
  Str* moduleName = TRY(internStr(t, "_hashlib"));
  for (const NativeDef& def : kConstructors) {
    Value f = TRY(makeNativeFunction(t, def, Value(m), Value(moduleName)));
    TRY(moduleSet(t, m, def.name, f));
    Str* name = TRY(internStr(t, std::string_view(def.name).substr(8)));
    TRY(dictSetPy(t, constructors, f, Value(name)));
  }
  Value proxy = TRY(callPy(t, Value(types::mappingproxy), {Value(constructors)}));
  TRY(moduleSet(t, m, "_constructors", proxy));
  Set* names = TRY(makeSet(t, true));
  NameCollector collector{t, names};
  EVP_MD_do_all_provided(
      nullptr,
      [](EVP_MD* md, void* arg) {
        auto* c = static_cast<NameCollector*>(arg);
        if (!c->ok) return;
        Str* name = makeStr(c->t, pythonName(md));
        c->ok = name && (name->length == 0 || equals(name, "undefined") || setAddPy(c->t, c->names, Value(name)));
      },
      &collector);
  if (!collector.ok) return false;
  return moduleSet(t, m, "openssl_md_meth_names", Value(names));
}

}  // namespace

const ModuleSpec hashlibModule = {"_hashlib", kFunctions, "OpenSSL interface for hashlib module", init};

}  // namespace typhon

TYPHON_PLUGIN_MODULE(_hashlib, typhon::hashlibModule)
