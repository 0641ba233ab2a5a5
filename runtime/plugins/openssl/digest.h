// Message digests over OpenSSL, as objects.
#pragma once

#include <openssl/evp.h>

#include "runtime/modules/hash_support.h"
#include "runtime/modules/stream_codec.h"

namespace typhon {

// Data of which there is little is kept until there is more, and hashed whenever a digest is asked for: most objects then never
// get a context of their own, which would have to be made, copied for the digest and freed with the object.
struct DigestState : LockedState {
  const EVP_MD* algorithm = nullptr;
  EVP_MD_CTX* context = nullptr;  // null as long as all data is in `pending`
  uint16_t pendingSize = 0;
  uint8_t pending[256];
  ~DigestState() override { EVP_MD_CTX_free(context); }
};

// The algorithm of a fixed name, fetched once and kept for ever; null if OpenSSL does not have it.
const EVP_MD* knownDigest(const char* name);
// ValueError (or `type`) with OpenSSL's reason: "[digital envelope routines] unsupported".
Raised raiseOpenSsl(Thread* t, Type* type = nullptr, const char* otherwise = "unknown error");

// A new digest object of the type, fed with `data` unless it is Unbound.
Value makeDigestPy(Thread* t, Type* type, const EVP_MD* algorithm, Value data);
// Methods for the rows of types: args[0] is the digest object.
Value digestUpdatePy(Thread* t, Value* args, size_t argc);
Value digestCopy(Thread* t, Value* args, size_t argc);
Value digestDigest(Thread* t, Value* args, size_t argc);
Value digestHexDigest(Thread* t, Value* args, size_t argc);
Value digestXofPy(Thread* t, Value* args, size_t argc);     // digest(length)
Value digestHexXofPy(Thread* t, Value* args, size_t argc);  // hexdigest(length)
Value digestSize(Thread* t, Value self);
Value digestBlockSize(Thread* t, Value self);

}  // namespace typhon
