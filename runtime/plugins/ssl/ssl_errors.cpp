// Exceptions of _ssl.
#include <openssl/err.h>

#include "runtime/memory/roots.h"
#include "runtime/plugins/ssl/ssl.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/native_function.h"
#include "runtime/types/tuple.h"

namespace typhon::tls {

Type *sslError, *zeroReturnError, *wantReadError, *wantWriteError, *syscallError, *eofError, *certificateError;

namespace {

const char* libraryName(int library) {
  switch (library) {
    case ERR_LIB_SSL:
      return "SSL";
    case ERR_LIB_X509:
      return "X509";
    case ERR_LIB_X509V3:
      return "X509V3";
    case ERR_LIB_PEM:
      return "PEM";
    case ERR_LIB_ASN1:
      return "ASN1";
    case ERR_LIB_EVP:
      return "EVP";
    case ERR_LIB_RSA:
      return "RSA";
    case ERR_LIB_EC:
      return "EC";
    case ERR_LIB_DH:
      return "DH";
    case ERR_LIB_BIO:
      return "BIO";
    case ERR_LIB_BN:
      return "BN";
    case ERR_LIB_CRYPTO:
      return "CRYPTO";
    case ERR_LIB_OBJ:
      return "OBJ";
    case ERR_LIB_PKCS12:
      return "PKCS12";
    case ERR_LIB_RAND:
      return "RAND";
    case ERR_LIB_SYS:
      return "SYS";
    default:
      return nullptr;
  }
}
// "certificate verify failed" is CERTIFICATE_VERIFY_FAILED.
std::string reasonName(const char* text) {
  std::string name;
  for (; *text; ++text)
    name += *text >= 'a' && *text <= 'z'                                       ? static_cast<char>(*text - 32)
            : (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9') ? *text
                                                                               : '_';
  return name;
}

// cls(code, "[LIBRARY: REASON] text") with the attributes library and reason.
bool raisePy(Thread* t, Type* cls, int code, unsigned long error, const char* message, SSL* ssl) {
  const char* library = error ? libraryName(ERR_GET_LIB(error)) : nullptr;
  const char* text = error ? ERR_reason_error_string(error) : nullptr;
  std::string reason = text ? reasonName(text) : "";
  std::string what = message ? message : text ? text : "unknown error";
  if (cls == certificateError && ssl) {
    long verified = SSL_get_verify_result(ssl);
    what += std::string(": ") + X509_verify_cert_error_string(verified);
  }
  if (library && text)
    what = fmt::format("[{}: {}] {}", library, reason, what);
  else if (library)
    what = fmt::format("[{}] {}", library, what);
  Str* shown = TRY(makeStr(t, what));
  Value exception = TRY(callPy(t, Value(cls), {Value::smallInt(code), Value(shown)}));
  auto set = [&](const char* name, Value v) {
    Str* key = internStr(t, name);
    return key && setAttrPy(t, exception, key, v);
  };
  TRY(set("reason", text ? Value(TRY(makeStr(t, reason))) : Value::none()));
  TRY(set("library", library ? Value(TRY(makeStr(t, library))) : Value::none()));
  if (cls == certificateError && ssl) {
    long verified = SSL_get_verify_result(ssl);
    TRY(set("verify_code", Value::smallInt(verified)));
    TRY(set("verify_message", Value(TRY(makeStr(t, X509_verify_cert_error_string(verified))))));
  }
  return raiseValue(t, exception);
}

// str() of an SSLError is its message alone.
Value errorStr(Thread* t, Value* args, size_t) {
  Value text = TRY(getAttrPy(t, args[0], "strerror"));
  if (isa<Str>(text)) return text;
  Value all = TRY(getAttrPy(t, args[0], "args"));
  return TRY(strPy(t, all));
}
const NativeDef kErrorStr = {"__str__", "(self, /)", errorStr, nullptr};

}  // namespace

Raised raiseSsl(Thread* t, Type* cls, int code, const char* message) {
  (void)raisePy(t, cls, code, 0, message, nullptr);
  return {};
}

Raised raisePlain(Thread* t, const char* message) {
  auto make = [&]() -> bool {
    Str* text = TRY(makeStr(t, message));
    Value exception = TRY(callPy(t, Value(sslError), {Value(text)}));
    for (const char* name : {"reason", "library"}) {
      Str* key = TRY(internStr(t, name));
      TRY(setAttrPy(t, exception, key, Value::none()));
    }
    return raiseValue(t, exception);
  };
  (void)make();
  return {};
}

Raised raiseQueued(Thread* t) {
  if (!t->pending.isUnbound()) return {};
  unsigned long error = ERR_peek_last_error();
  ERR_clear_error();
  (void)raisePy(t, sslError, ERR_GET_REASON(error), error, nullptr, nullptr);
  return {};
}

Raised raiseResult(Thread* t, SSL* ssl, int result, int error, int systemError) {
  if (!t->pending.isUnbound()) return {};
  unsigned long queued = ERR_peek_last_error();
  ERR_clear_error();
  Type* cls = sslError;
  const char* message = nullptr;
  switch (error) {
    case SSL_ERROR_ZERO_RETURN:
      cls = zeroReturnError, message = "TLS/SSL connection has been closed (EOF)";
      break;
    case SSL_ERROR_WANT_READ:
      cls = wantReadError, message = "The operation did not complete (read)";
      break;
    case SSL_ERROR_WANT_WRITE:
      cls = wantWriteError, message = "The operation did not complete (write)";
      break;
    case SSL_ERROR_WANT_X509_LOOKUP:
      message = "The operation did not complete (X509 lookup)";
      break;
    case SSL_ERROR_WANT_CONNECT:
      message = "The operation did not complete (connect)";
      break;
    case SSL_ERROR_SYSCALL:
      if (queued) break;
      if (result == 0 || systemError == 0) {
        cls = eofError, message = "EOF occurred in violation of protocol";
        error = 8;  // SSL_ERROR_EOF
      } else {
        return raiseOs(t, systemError);
      }
      break;
    case SSL_ERROR_SSL:
      if (ERR_GET_LIB(queued) == ERR_LIB_SSL && ERR_GET_REASON(queued) == SSL_R_CERTIFICATE_VERIFY_FAILED) cls = certificateError;
      if (ERR_GET_LIB(queued) == ERR_LIB_SSL && ERR_GET_REASON(queued) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        cls = eofError, message = "EOF occurred in violation of protocol";
        error = 8;
      }
      if (!queued) message = "A failure in the SSL library occurred";
      break;
    default:
      error = 10, message = "Invalid error code";
  }
  (void)raisePy(t, cls, error, queued, message, ssl);
  return {};
}

bool initErrors(Thread* t, Module* m) {
  for (Type** type : {&sslError, &zeroReturnError, &wantReadError, &wantWriteError, &syscallError, &eofError, &certificateError})
    addRoot(type);
  sslError = TRY(moduleAddException(t, m, "ssl.SSLError", exc::OSError, "An error occurred in the SSL implementation."));
  Value str = TRY(makeMethodDescriptor(t, kErrorStr, exc::OSError));
  Str* name = TRY(internStr(t, "__str__"));
  TRY(setAttrPy(t, Value(sslError), name, str));
  zeroReturnError = TRY(moduleAddException(t, m, "ssl.SSLZeroReturnError", sslError, "SSL/TLS session closed cleanly."));
  wantReadError = TRY(
      moduleAddException(t, m, "ssl.SSLWantReadError", sslError,
                         "Non-blocking SSL socket needs to read more data\nbefore the requested operation can be completed."));
  wantWriteError = TRY(
      moduleAddException(t, m, "ssl.SSLWantWriteError", sslError,
                         "Non-blocking SSL socket needs to write more data\nbefore the requested operation can be completed."));
  syscallError = TRY(moduleAddException(t, m, "ssl.SSLSyscallError", sslError, "System error when attempting SSL operation."));
  eofError = TRY(moduleAddException(t, m, "ssl.SSLEOFError", sslError, "SSL/TLS connection terminated abruptly."));
  Tuple* bases = TRY(makeTuple(t, {Value(sslError), Value(exc::ValueError)}));
  Dict* body = TRY(makeDict(t));
  TRY(dictSetStr(t, body, names::__module__, TRY(internStr(t, "ssl"))));
  TRY(dictSetStr(t, body, names::__doc__, TRY(makeStr(t, "A certificate could not be verified."))));
  Str* className = TRY(internStr(t, "SSLCertVerificationError"));
  Value made = TRY(callPy(t, Value(types::type), {Value(className), Value(bases), Value(body)}));
  certificateError = made.as<Type>();
  return moduleSet(t, m, "SSLCertVerificationError", made);
}

}  // namespace typhon::tls
