// Message digests over OpenSSL.
#include "runtime/plugins/openssl/digest.h"

#include <openssl/err.h>

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

bool feed(Thread* t, DigestState* state, std::string_view data) {
  auto update = [&] { return EVP_DigestUpdate(state->context, data.data(), data.size()); };
  int ok;
  if (data.size() < kHashWithoutLock) {
    ok = update();
  } else {
    StateLock lock(t, state);
    ok = blocking(t, update);
  }
  return ok ? true : raiseOpenSsl(t);
}

// The state as it is now, in a context of its own.
EVP_MD_CTX* snapshot(Thread* t, Value v) {
  DigestState* state = stateOf(v);
  EVP_MD_CTX* copy = EVP_MD_CTX_new();
  if (!copy) return raiseMemory(t);
  StateLock lock(t, state);
  if (EVP_MD_CTX_copy(copy, state->context)) return copy;
  EVP_MD_CTX_free(copy);
  return raiseOpenSsl(t);
}

Maybe<std::string> finishedCopy(Thread* t, Value v) {
  EVP_MD_CTX* copy = TRY(snapshot(t, v));
  uint8_t bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  int ok = EVP_DigestFinal(copy, bytes, &size);
  EVP_MD_CTX_free(copy);
  if (!ok) return raiseOpenSsl(t);
  return std::string(reinterpret_cast<char*>(bytes), size);
}

Maybe<std::string> finishedXofPy(Thread* t, Value v, Value lengthValue) {
  int64_t length = TRY(countArgumentPy(t, lengthValue));
  if (length < 0) return raise(t, exc::ValueError, "value must be positive");
  if (length >= 1 << 29) return raise(t, exc::ValueError, "length is too large");
  EVP_MD_CTX* copy = TRY(snapshot(t, v));
  std::string out(static_cast<size_t>(length), '\0');
  int ok = length == 0 || EVP_DigestFinalXOF(copy, reinterpret_cast<uint8_t*>(out.data()), out.size());
  EVP_MD_CTX_free(copy);
  if (!ok) return raiseOpenSsl(t);
  return out;
}

}  // namespace

Value makeDigestPy(Thread* t, Type* type, const EVP_MD* algorithm, Value data) {
  BufferHolder holder;
  if (!data.isUnbound()) TRY(acquireHashDataPy(t, data, &holder));
  auto state = std::make_unique<DigestState>();
  state->context = EVP_MD_CTX_new();
  if (!state->context) return raiseMemory(t);
  if (!EVP_DigestInit_ex(state->context, algorithm, nullptr)) return raiseOpenSsl(t);
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
  state->context = TRY(snapshot(t, args[0]));
  return TRY(makeHostObject(t, typeOf(args[0]), std::move(state)));
}

Value digestDigest(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedCopy(t, args[0]));
  return TRY(makeBytes(t, bytes));
}
Value digestHexDigest(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedCopy(t, args[0]));
  return hexText(t, bytes);
}
Value digestXofPy(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedXofPy(t, args[0], args[1]));
  return TRY(makeBytes(t, bytes));
}
Value digestHexXofPy(Thread* t, Value* args, size_t) {
  std::string bytes = TRY(finishedXofPy(t, args[0], args[1]));
  return hexText(t, bytes);
}

Value digestSize(Thread*, Value self) { return Value::smallInt(EVP_MD_CTX_get_size(stateOf(self)->context)); }
Value digestBlockSize(Thread*, Value self) { return Value::smallInt(EVP_MD_CTX_get_block_size(stateOf(self)->context)); }

}  // namespace typhon
