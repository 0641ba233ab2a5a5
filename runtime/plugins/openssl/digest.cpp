// Message digests over OpenSSL.
#include "runtime/plugins/openssl/digest.h"

#include <openssl/err.h>

#include <cstring>
#include <string>
#include <unordered_map>

#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {

const EVP_MD* knownDigest(const char* name) {
  static std::unordered_map<std::string, EVP_MD*> fetched;
  auto [place, isNew] = fetched.try_emplace(name, nullptr);
  if (isNew) place->second = EVP_MD_fetch(nullptr, name, nullptr);
  return place->second;
}

Raised raiseOpenSsl(Thread* t, Type* type, const char* otherwise) {
  unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  if (!type) type = exc::ValueError;
  if (!code) return raise(t, type, "{}", otherwise);
  if (ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE) return raiseMemory(t);
  const char* library = ERR_lib_error_string(code);
  const char* reason = ERR_reason_error_string(code);
  if (library && reason) return raise(t, type, "[{}] {}", library, reason);
  return raise(t, type, "{}", reason ? reason : otherwise);
}

namespace {

DigestState* stateOf(Value v) { return v.as<HostObject>()->stateAs<DigestState>(); }

// A context that has hashed what `state` keeps.
bool hashPending(Thread* t, const DigestState* state, EVP_MD_CTX* context) {
  if (EVP_DigestInit_ex(context, state->algorithm, nullptr) && EVP_DigestUpdate(context, state->pending, state->pendingSize))
    return true;
  return raiseOpenSsl(t);
}

bool feed(Thread* t, DigestState* state, std::string_view data) {
  if (!state->context) {
    if (data.size() <= sizeof state->pending - state->pendingSize) {
      std::memcpy(state->pending + state->pendingSize, data.data(), data.size());
      state->pendingSize = static_cast<uint16_t>(state->pendingSize + data.size());
      return true;
    }
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    if (!context) return raiseMemory(t);
    if (!hashPending(t, state, context)) {
      EVP_MD_CTX_free(context);
      return false;
    }
    state->context = context;
  }
  StateLock lock(t, state);
  auto update = [&] { return EVP_DigestUpdate(state->context, data.data(), data.size()); };
  int ok = data.size() < kHashWithoutLock ? update() : blocking(t, update);
  return ok ? true : raiseOpenSsl(t);
}

// Calls finish(context) with the state as it is now, in a context that may be finished: 0 for failure.
template <class Finish>
bool finishCopy(Thread* t, Value v, Finish finish) {
  static EVP_MD_CTX* scratch = EVP_MD_CTX_new();
  if (!scratch) return raiseMemory(t);
  DigestState* state = stateOf(v);
  StateLock lock(t, state);
  if (!state->context) {
    TRY(hashPending(t, state, scratch));
  } else if (!EVP_MD_CTX_copy(scratch, state->context)) {
    return raiseOpenSsl(t);
  }
  return finish(scratch) ? true : raiseOpenSsl(t);
}

struct Finished {
  uint8_t bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes), size}; }
};
bool finishedCopy(Thread* t, Value v, Finished* out) {
  return finishCopy(t, v, [out](EVP_MD_CTX* context) { return EVP_DigestFinal_ex(context, out->bytes, &out->size); });
}

Maybe<std::string> finishedXofPy(Thread* t, Value v, Value lengthValue) {
  int64_t length = TRY(countArgumentPy(t, lengthValue));
  if (length < 0) return raise(t, exc::ValueError, "value must be positive");
  if (length >= 1 << 29) return raise(t, exc::ValueError, "length is too large");
  std::string out(static_cast<size_t>(length), '\0');
  TRY(finishCopy(t, v, [&](EVP_MD_CTX* context) {
    return length == 0 || EVP_DigestFinalXOF(context, reinterpret_cast<uint8_t*>(out.data()), out.size());
  }));
  return out;
}

}  // namespace

Value makeDigestPy(Thread* t, Type* type, const EVP_MD* algorithm, Value data) {
  BufferHolder holder;
  if (!data.isUnbound()) TRY(acquireHashDataPy(t, data, &holder));
  auto state = std::make_unique<DigestState>();
  state->algorithm = algorithm;
  if (!data.isUnbound()) TRY(feed(t, state.get(), holder.bytes()));
  return TRY(makeHostObject(t, type, std::move(state)));
}

Value digestUpdatePy(Thread* t, Value* args, size_t) {
  BufferHolder holder;
  TRY(acquireHashDataPy(t, args[1], &holder));
  TRY(feed(t, stateOf(args[0]), holder.bytes()));
  return Value::none();
}

Value digestCopy(Thread* t, Value* args, size_t) {
  auto state = std::make_unique<DigestState>();
  DigestState* from = stateOf(args[0]);
  StateLock lock(t, from);
  state->algorithm = from->algorithm;
  state->pendingSize = from->pendingSize;
  std::memcpy(state->pending, from->pending, from->pendingSize);
  if (from->context) {
    state->context = EVP_MD_CTX_new();
    if (!state->context) return raiseMemory(t);
    if (!EVP_MD_CTX_copy_ex(state->context, from->context)) return raiseOpenSsl(t);
  }
  return TRY(makeHostObject(t, typeOf(args[0]), std::move(state)));
}

Value digestDigest(Thread* t, Value* args, size_t) {
  Finished digest;
  TRY(finishedCopy(t, args[0], &digest));
  return TRY(makeBytes(t, digest.view()));
}
Value digestHexDigest(Thread* t, Value* args, size_t) {
  Finished digest;
  TRY(finishedCopy(t, args[0], &digest));
  return hexText(t, digest.view());
}
Value digestXofPy(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedXofPy(t, args[0], args[1]));
  return TRY(makeBytes(t, bytes));
}
Value digestHexXofPy(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedXofPy(t, args[0], args[1]));
  return hexText(t, bytes);
}

Value digestSize(Thread*, Value self) { return Value::smallInt(EVP_MD_get_size(stateOf(self)->algorithm)); }
Value digestBlockSize(Thread*, Value self) { return Value::smallInt(EVP_MD_get_block_size(stateOf(self)->algorithm)); }

}  // namespace typhon
