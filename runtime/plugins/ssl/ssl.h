// The _ssl module, over OpenSSL's libssl.
#pragma once

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <string>

#include "runtime/exec/blocking.h"
#include "runtime/modules/module_support.h"
#include "runtime/object/host_object.h"
#include "runtime/ops/ops.h"
#include "runtime/types/str.h"

namespace typhon::tls {

extern Type *contextType, *connectionType, *bioType, *sessionType, *certificateType;
extern Type *sslError, *zeroReturnError, *wantReadError, *wantWriteError, *syscallError, *eofError, *certificateError;

enum ContextField { kServerNameCallback, kMessageCallback, kKeyLogName };
struct ContextState : HostState {
  SSL_CTX* context = nullptr;
  int protocol = 0;
  bool checkHostname = false, postHandshakeAuth = false;
  unsigned hostFlags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  std::string protocols;  // of ALPN, as they go over the wire
  BIO* keyLog = nullptr;
  ~ContextState() override {
    SSL_CTX_free(context);
    BIO_free_all(keyLog);
  }
};
inline ContextState* contextOf(Value v) { return v.as<HostObject>()->stateAs<ContextState>(); }

struct BioState : HostState {
  BIO* bio = nullptr;
  bool eofWritten = false;
  ~BioState() override { BIO_free(bio); }
};
struct SessionState : HostState {
  SSL_SESSION* session = nullptr;
  ~SessionState() override { SSL_SESSION_free(session); }
};

// --- ssl_errors.cpp
// The exception for the oldest error in OpenSSL's queue, which is then emptied.
Raised raiseQueued(Thread* t);
// The exception after a call on a connection that returned `result`.
Raised raiseResult(Thread* t, SSL* ssl, int result, int error, int systemError);
Raised raiseSsl(Thread* t, Type* cls, int code, const char* message);
Raised raisePlain(Thread* t, const char* message);  // SSLError(message)
bool initErrors(Thread* t, Module* m);

// --- certificate.cpp
Value certificateDict(Thread* t, X509* certificate);
Value certificateBytes(Thread* t, X509* certificate);
Value makeCertificate(Thread* t, X509* certificate);  // with a reference of its own

// --- ssl_connection.cpp, ssl_context.cpp, ssl_objects.cpp
extern const TypeSpec contextSpec, connectionSpec, bioSpec, sessionSpec, certificateSpec;
// sock or the two MemoryBIOs; hostname a str or None.
Value makeConnection(Thread* t, Value context, Value sock, Value incoming, Value outgoing, bool server, Value hostname,
                     Value owner, Value session);
Value makeSession(Thread* t, SSL_SESSION* session);  // takes the reference
extern int (*const contextServerNameCallback)(SSL*, int*, void*);
extern void (*const contextMessageCallback)(int, int, int, const void*, size_t, SSL*, void*);

}  // namespace typhon::tls
