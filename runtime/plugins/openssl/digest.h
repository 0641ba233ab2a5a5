// Message digests over OpenSSL, as objects.
#pragma once

#include <openssl/evp.h>

#include "runtime/modules/hash_support.h"
#include "runtime/modules/stream_codec.h"

namespace typhon {

struct DigestState : LockedState {
  EVP_MD_CTX* context = nullptr;
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
