// _ssl._SSLSocket: one TLS connection over a socket or a pair of memory BIOs.
#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include "runtime/exec/thread.h"
#include "runtime/modules/socket.h"
#include "runtime/modules/wait_time.h"
#include "runtime/plugins/ssl/ssl.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon::tls {

Type* connectionType;

namespace {

enum ConnectionField { kSocket, kContext, kOwner, kServerName, kBios };
struct ConnectionState : HostState {
  SSL* ssl = nullptr;
  bool server = false, shutdownSeenZero = false;
  // While OpenSSL works: the connection and its thread, for callbacks.
  HostObject* self = nullptr;
  Thread* caller = nullptr;
  ~ConnectionState() override { SSL_free(ssl); }
};

ConnectionState* stateOf(Value v) { return v.as<HostObject>()->stateAs<ConnectionState>(); }
SSL* sslOf(Value v) { return stateOf(v)->ssl; }
Value& field(Value v, int i) { return v.as<HostObject>()->fields[i]; }

Socket* socketOf(Value self) { return field(self, kSocket).isNone() ? nullptr : field(self, kSocket).as<Socket>(); }

// Whether Python code may be called while OpenSSL works.
bool callsBack(Value self) {
  const Value* callbacks = field(self, kContext).as<HostObject>()->fields;
  return !callbacks[kServerNameCallback].isNone() || !callbacks[kMessageCallback].isNone();
}

struct Outcome {
  int result, error, systemError;
};
// Calls OpenSSL: without the interpreter lock unless Python code may be called back.
template <class F>
Outcome callSsl(Thread* t, Value self, F f) {
  ConnectionState* s = stateOf(self);
  auto call = [&] {
    ERR_clear_error();
    errno = 0;
    Outcome o;
    o.result = f(s->ssl);
    o.systemError = errno;
    o.error = o.result < 1 ? SSL_get_error(s->ssl, o.result) : SSL_ERROR_NONE;
    return o;
  };
  if (!callsBack(self))
    return blocking(t, call);  // OpenSSL's queue of errors belongs to the system's thread, which stays the same
  HostObject* before = s->self;
  Thread* caller = s->caller;
  s->self = self.as<HostObject>();
  s->caller = t;
  Outcome o = call();
  s->self = before;
  s->caller = caller;
  return o;
}

enum class Wait { Ready, Timeout, Closed, NonBlocking, Failed };
Wait waitFor(Thread* t, Value self, bool write, Deadline* deadline) {
  Socket* s = socketOf(self);
  if (!s || s->timeout == 0) return Wait::NonBlocking;
  if (s->fd < 0) return Wait::Closed;
  pollfd p{s->fd, static_cast<short>(write ? POLLOUT : POLLIN), 0};
  while (true) {
    int ms = deadline->milliseconds();
    int n = blocking(t, [&] { return poll(&p, 1, ms); });
    if (n > 0) return Wait::Ready;
    if (n == 0) return Wait::Timeout;
    if (errno != EINTR) return Wait::Ready;
    if (!handlePollPy(t)) return Wait::Failed;
  }
}

// Makes a descriptor non-blocking for a scope; -1: none.
class NonBlocking {
 public:
  explicit NonBlocking(int fd) : fd_(fd), flags_(fd < 0 ? 0 : fcntl(fd, F_GETFL)) {
    if (fd_ >= 0) fcntl(fd_, F_SETFL, flags_ | O_NONBLOCK);
  }
  ~NonBlocking() {
    if (fd_ >= 0) fcntl(fd_, F_SETFL, flags_);
  }
  NonBlocking(const NonBlocking&) = delete;
  bool active() const { return fd_ >= 0; }

 private:
  int fd_, flags_;
};

// Repeats an operation until it is done, the socket's timeout is over or an error ends it.
template <class F>
bool complete(Thread* t, Value self, const char* timeoutMessage, F f, Outcome* out) {
  Socket* s = socketOf(self);
  if (s && s->fd < 0) return raiseSsl(t, sslError, SSL_ERROR_SSL, "Underlying socket connection gone");
  // A call that may lead to Python code keeps the interpreter lock, and so must not wait in the system.
  NonBlocking mode(s && s->timeout < 0 && callsBack(self) ? s->fd : -1);
  if (s) {
    bool nonBlocking = s->timeout >= 0 || mode.active();
    BIO_set_nbio(SSL_get_rbio(sslOf(self)), nonBlocking);
    BIO_set_nbio(SSL_get_wbio(sslOf(self)), nonBlocking);
  }
  Deadline deadline = s && s->timeout > 0 ? Deadline::in(s->timeout) : Deadline::never();
  while (true) {
    *out = callSsl(t, self, f);
    if (!t->pending.isUnbound()) return false;
    if (t->poll.load(std::memory_order_relaxed) & kPollSignal && !handlePollPy(t)) return false;
    if (out->error != SSL_ERROR_WANT_READ && out->error != SSL_ERROR_WANT_WRITE) return true;
    switch (waitFor(t, self, out->error == SSL_ERROR_WANT_WRITE, &deadline)) {
      case Wait::Ready:
        break;
      case Wait::Timeout:
        return raise(t, exc::TimeoutError, "{}", timeoutMessage);
      case Wait::Closed:
        return raiseSsl(t, sslError, SSL_ERROR_SSL, "Underlying socket has been closed.");
      case Wait::NonBlocking:
        return true;
      case Wait::Failed:
        return false;
    }
  }
}

Raised fail(Thread* t, Value self, const Outcome& o) { return raiseResult(t, sslOf(self), o.result, o.error, o.systemError); }

Value doHandshake(Thread* t, Value* args, size_t) {
  Outcome o;
  TRY(complete(t, args[0], "The handshake operation timed out", [](SSL* ssl) { return SSL_do_handshake(ssl); }, &o));
  if (o.result < 1) return fail(t, args[0], o);
  return Value::none();
}

Value writeData(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  size_t written = 0;
  Outcome o;
  TRY(complete(
      t, args[0], "The write operation timed out",
      [&](SSL* ssl) { return SSL_write_ex(ssl, data.view.data, static_cast<size_t>(data.view.length), &written); }, &o));
  if (o.result < 1) return fail(t, args[0], o);
  return makeUnsigned(t, written);
}

// read(size[, buffer])
Value readData(Thread* t, Value* args, size_t) {
  int64_t size = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int"));
  BufferHolder buffer;
  Bytes* bytes = nullptr;
  void* to;
  bool into = !args[2].isUnbound();
  if (into) {
    TRY(buffer.acquirePy(t, args[2], kBufferWritable));
    if (size <= 0 || size > buffer.view.length) size = buffer.view.length;
    if (size == 0) return Value::smallInt(0);
    to = buffer.view.data;
  } else {
    if (size < 0) return raise(t, exc::ValueError, "size should not be negative");
    if (size == 0) return TRY(makeBytes(t, ""));
    bytes = TRY(makeBytesUninitialised(t, static_cast<size_t>(size)));
    to = bytes->data;
  }
  size_t got = 0;
  Outcome o;
  TRY(complete(
      t, args[0], "The read operation timed out", [&](SSL* ssl) { return SSL_read_ex(ssl, to, static_cast<size_t>(size), &got); },
      &o));
  if (o.result < 1) {
    if (o.error != SSL_ERROR_ZERO_RETURN || SSL_get_shutdown(sslOf(args[0])) != SSL_RECEIVED_SHUTDOWN) return fail(t, args[0], o);
    got = 0;  // the other side has ended its part
  }
  if (into) return makeUnsigned(t, got);
  if (got == static_cast<size_t>(size)) return Value(bytes);
  return TRY(makeBytes(t, bytes->view().substr(0, got)));
}

Value pendingBytes(Thread*, Value* args, size_t) { return Value::smallInt(SSL_pending(sslOf(args[0]))); }

Value shutdownConnection(Thread* t, Value* args, size_t) {
  Value self = args[0];
  ConnectionState* state = stateOf(self);
  Outcome o;
  int zeros = 0;
  do {
    if (state->shutdownSeenZero) SSL_set_read_ahead(state->ssl, 0);
    TRY(complete(t, self, "The read operation timed out", [](SSL* ssl) { return SSL_shutdown(ssl); }, &o));
    if (o.result != 0) break;
    // Ours has been sent; the next call waits for that of the other side.
    if (++zeros > 1) break;
    state->shutdownSeenZero = true;
  } while (true);
  if (o.result < 0) return fail(t, self, o);
  return field(self, kSocket);
}

Value peerCertificate(Thread* t, Value* args, size_t) {
  bool binary = TRY(truthPy(t, args[1]));
  SSL* ssl = sslOf(args[0]);
  if (!SSL_is_init_finished(ssl)) return raise(t, exc::ValueError, "handshake not done yet");
  X509* certificate = SSL_get1_peer_certificate(ssl);
  if (!certificate) return Value::none();
  Value result;
  if (binary) {
    result = certificateBytes(t, certificate);
  } else if (SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl)) & SSL_VERIFY_PEER) {
    result = certificateDict(t, certificate);
  } else {
    Dict* empty = makeDict(t);
    result = empty ? Value(empty) : Value::error();
  }
  X509_free(certificate);
  return result;
}

Value certificateList(Thread* t, const STACK_OF(X509) * chain, X509* first) {
  List* list = TRY(makeList(t));
  if (first) {
    Value v = TRY(makeCertificate(t, first));
    TRY(listAppend(t, list, v));
  }
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    Value v = TRY(makeCertificate(t, sk_X509_value(chain, i)));
    TRY(listAppend(t, list, v));
  }
  return Value(list);
}
Value verifiedChain(Thread* t, Value* args, size_t) {
  STACK_OF(X509)* chain = SSL_get0_verified_chain(sslOf(args[0]));
  return chain ? certificateList(t, chain, nullptr) : Value::none();
}
// What the other side has sent; to a server its own certificate is not part of the chain.
Value unverifiedChain(Thread* t, Value* args, size_t) {
  STACK_OF(X509)* chain = SSL_get_peer_cert_chain(sslOf(args[0]));
  if (!chain) return Value::none();
  X509* first = stateOf(args[0])->server ? SSL_get1_peer_certificate(sslOf(args[0])) : nullptr;
  Value v = certificateList(t, chain, first);
  X509_free(first);
  return v;
}

Value textOrNone(Thread* t, const char* text) { return text ? Value(TRY(makeStr(t, text))) : Value::none(); }
Value cipherTuple(Thread* t, const SSL_CIPHER* c) {
  Value name = TRY(textOrNone(t, SSL_CIPHER_get_name(c))), version = TRY(textOrNone(t, SSL_CIPHER_get_version(c)));
  return TRY(makeTuple(t, {name, version, Value::smallInt(SSL_CIPHER_get_bits(c, nullptr))}));
}
Value cipher(Thread* t, Value* args, size_t) {
  const SSL_CIPHER* c = SSL_get_current_cipher(sslOf(args[0]));
  return c ? cipherTuple(t, c) : Value::none();
}
Value sharedCiphers(Thread* t, Value* args, size_t) {
  SSL* ssl = sslOf(args[0]);
  STACK_OF(SSL_CIPHER)* ours = SSL_get_ciphers(ssl);
  STACK_OF(SSL_CIPHER)* theirs = SSL_get_client_ciphers(ssl);
  if (!theirs) return Value::none();
  List* list = TRY(makeList(t));
  for (int i = 0; i < sk_SSL_CIPHER_num(theirs); ++i) {
    const SSL_CIPHER* c = sk_SSL_CIPHER_value(theirs, i);
    if (sk_SSL_CIPHER_find(ours, c) < 0) continue;
    Value v = TRY(cipherTuple(t, c));
    TRY(listAppend(t, list, v));
  }
  return Value(list);
}
Value version(Thread* t, Value* args, size_t) {
  SSL* ssl = sslOf(args[0]);
  if (!SSL_is_init_finished(ssl)) return Value::none();
  const char* name = SSL_get_version(ssl);
  return std::string_view(name) == "unknown" ? Value::none() : textOrNone(t, name);
}
Value selectedProtocol(Thread* t, Value* args, size_t) {
  const unsigned char* name;
  unsigned length;
  SSL_get0_alpn_selected(sslOf(args[0]), &name, &length);
  if (!name) return Value::none();
  return TRY(makeStr(t, std::string_view(reinterpret_cast<const char*>(name), length)));
}
Value compression(Thread*, Value*, size_t) { return Value::none(); }

Value channelBinding(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "get_channel_binding() argument 'cb_type' must be str, not {}", argumentTypeName(args[1]));
  if (!equals(args[1].as<Str>(), "tls-unique"))
    return raise(t, exc::ValueError, "'{}' channel binding type not implemented", strText(args[1]));
  SSL* ssl = sslOf(args[0]);
  char text[128];
  // The first Finished message of the handshake: the client's, unless a session was resumed.
  bool own = static_cast<bool>(SSL_session_reused(ssl)) == stateOf(args[0])->server;
  size_t length = own ? SSL_get_finished(ssl, text, sizeof text) : SSL_get_peer_finished(ssl, text, sizeof text);
  if (length == 0) return Value::none();
  return TRY(makeBytes(t, {text, length}));
}

Value verifyClientLater(Thread* t, Value* args, size_t) {
  if (!SSL_verify_client_post_handshake(sslOf(args[0]))) return raiseQueued(t);
  return Value::none();
}

Value getSession(Thread* t, Value self) {
  SSL_SESSION* session = SSL_get1_session(sslOf(self));
  return session ? makeSession(t, session) : Value::none();
}
bool setSession(Thread* t, Value self, Value v) {
  if (v.isUnbound() || !isInstance(v, sessionType)) return raise(t, exc::TypeError, "Value is not a SSLSession.");
  if (stateOf(self)->server) return raise(t, exc::ValueError, "Cannot set session for server-side SSLSocket.");
  if (SSL_is_init_finished(sslOf(self))) return raise(t, exc::ValueError, "Cannot set session after handshake.");
  SSL_SESSION* session = v.as<HostObject>()->stateAs<SessionState>()->session;
  if (!SSL_set_session(sslOf(self), session)) return raiseQueued(t);
  return true;
}
Value sessionReused(Thread*, Value self) { return Value::boolean(SSL_session_reused(sslOf(self))); }
Value serverSide(Thread*, Value self) { return Value::boolean(stateOf(self)->server); }
template <int index>
Value getField(Thread*, Value self) {
  return field(self, index);
}
bool setContext(Thread* t, Value self, Value v) {
  if (v.isUnbound() || !isInstance(v, contextType)) return raise(t, exc::TypeError, "The value must be a SSLContext");
  field(self, kContext) = v;
  writeBarrier(self.as<HostObject>());
  SSL_set_SSL_CTX(sslOf(self), contextOf(v)->context);
  return true;
}
bool setOwner(Thread*, Value self, Value v) {
  field(self, kOwner) = v.isUnbound() ? Value::none() : v;
  writeBarrier(self.as<HostObject>());
  return true;
}

// How Python code knows the connection: its owner, else the socket, else itself.
Value publicFace(Value self) {
  if (!field(self, kOwner).isNone()) return field(self, kOwner);
  return field(self, kSocket).isNone() ? self : field(self, kSocket);
}

// Each message of the protocol, as SSLContext._msg_callback is told of it; what it raises is raised by the operation.
void messageCallback(int written, int version, int content, const void* data, size_t length, SSL* ssl, void*) {
  auto* s = static_cast<ConnectionState*>(SSL_get_ex_data(ssl, 0));
  if (!s || !s->self || !s->caller->pending.isUnbound()) return;
  Thread* t = s->caller;
  Value self(s->self);
  Value callback = field(self, kContext).as<HostObject>()->fields[kMessageCallback];
  if (callback.isNone()) return;
  auto* bytes = static_cast<const unsigned char*>(data);
  int type = -1;
  switch (content) {
    case SSL3_RT_CHANGE_CIPHER_SPEC:
      type = SSL3_MT_CCS;
      break;
    case SSL3_RT_ALERT:
      if (length > 1) type = bytes[1];
      break;
    case SSL3_RT_HEADER:
      if (length > 2) version = bytes[1] << 8 | bytes[2];
      [[fallthrough]];
    case SSL3_RT_HANDSHAKE:
    case SSL3_RT_INNER_CONTENT_TYPE:
      if (length > 0) type = bytes[0];
      break;
  }
  Str* direction = makeStr(t, written ? "write" : "read");
  Bytes* copy = direction ? makeBytes(t, {static_cast<const char*>(data), length}) : nullptr;
  if (!copy) return;
  (void)callPy(t, callback,
               {publicFace(self), Value(direction), Value::smallInt(version), Value::smallInt(content), Value::smallInt(type),
                Value(copy)});
}

// The client's wish for a server name: the callback may change the context, and its answer may refuse.
int serverNameCallback(SSL* ssl, int* alert, void*) {
  auto* s = static_cast<ConnectionState*>(SSL_get_ex_data(ssl, 0));
  if (!s || !s->self) return SSL_TLSEXT_ERR_OK;
  Thread* t = s->caller;
  Value self(s->self);
  Value context = field(self, kContext), callback = context.as<HostObject>()->fields[kServerNameCallback];
  if (callback.isNone()) return SSL_TLSEXT_ERR_OK;
  Value socket = publicFace(self);
  Value name = Value::none();
  if (const char* asked = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name)) {
    Str* text = decodeAsciiPy(t, asked, "strict");
    name = text ? Value(text) : Value::error();
  }
  *alert = SSL_AD_HANDSHAKE_FAILURE;
  Value answer = name.isError() ? name : callPy(t, callback, {socket, name, context});
  if (answer.isError()) {
    writeUnraisablePy(t, callback);
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  if (answer.isNone()) return SSL_TLSEXT_ERR_OK;
  int64_t code;
  *alert = SSL_AD_INTERNAL_ERROR;
  if (isInt(answer) && fitsInt64(answer, &code)) {
    *alert = static_cast<int>(code);
  } else {
    (void)raise(t, exc::TypeError, "servername callback must return None or an integer, not '{}'", typeName(answer));
    writeUnraisablePy(t, answer);
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

const NativeDef kMethods[] = {
    {"do_handshake", "(self, /)", doHandshake, nullptr},
    {"write", "(self, b, /)", writeData, "Writes the bytes-like object b into the SSL object."},
    {"read", "(self, size, buffer=<absent>, /)", readData, "Read up to size bytes from the SSL socket."},
    {"pending", "(self, /)", pendingBytes,
     "Returns the number of already decrypted bytes available for read, pending on the connection."},
    {"getpeercert", "(self, der=False, /)", peerCertificate, "Returns the certificate for the peer."},
    {"get_channel_binding", "(self, /, cb_type='tls-unique')", channelBinding,
     "Get channel binding data for current connection."},
    {"cipher", "(self, /)", cipher, nullptr},
    {"shared_ciphers", "(self, /)", sharedCiphers, nullptr},
    {"version", "(self, /)", version, nullptr},
    {"selected_alpn_protocol", "(self, /)", selectedProtocol, nullptr},
    {"compression", "(self, /)", compression, nullptr},
    {"shutdown", "(self, /)", shutdownConnection, "Does the SSL shutdown handshake with the remote end."},
    {"get_verified_chain", "(self, /)", verifiedChain, nullptr},
    {"get_unverified_chain", "(self, /)", unverifiedChain, nullptr},
    {"verify_client_post_handshake", "(self, /)", verifyClientLater, "Initiate TLS 1.3 post-handshake authentication"},
};
const GetSetDef kGetSets[] = {{"context", getField<kContext>, setContext, nullptr},
                              {"server_side", serverSide, nullptr, "Whether this is a server-side socket."},
                              {"server_hostname", getField<kServerName>, nullptr, "The currently set server hostname (for SNI)."},
                              {"owner", getField<kOwner>, setOwner, "The Python-level owner of this object."},
                              {"session", getSession, setSession, nullptr},
                              {"session_reused", sessionReused, nullptr, "Was the client session reused during handshake?"}};

// The name that the certificate has to be for; IP addresses are no server names.
bool useHostname(Thread* t, SSL* ssl, ContextState* context, std::string name) {
  if (name.empty() || name[0] == '.')
    return raise(t, exc::ValueError, "server_hostname cannot be an empty string or start with a leading dot.");
  unsigned char address[16];
  bool isAddress = inet_pton(AF_INET, name.c_str(), address) == 1 || inet_pton(AF_INET6, name.c_str(), address) == 1;
  if (!isAddress && !SSL_set_tlsext_host_name(ssl, name.c_str())) return raiseQueued(t);
  if (!context->checkHostname) return true;
  X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl);
  bool ok = isAddress ? X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str())
                      : X509_VERIFY_PARAM_set1_host(parameters, name.data(), name.size());
  return ok ? true : raiseQueued(t);
}

}  // namespace

Value makeConnection(Thread* t, Value context, Value sock, Value incoming, Value outgoing, bool server, Value hostname,
                     Value owner, Value session) {
  ContextState* c = contextOf(context);
  if (server && c->protocol == 16)
    return raiseSsl(t, sslError, 0, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
  if (!server && c->protocol == 17)
    return raiseSsl(t, sslError, 0, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
  auto state = std::make_unique<ConnectionState>();
  ERR_clear_error();
  state->ssl = SSL_new(c->context);
  if (!state->ssl) return raiseQueued(t);
  state->server = server;
  SSL* ssl = state->ssl;
  SSL_set_ex_data(ssl, 0, state.get());
  if (!sock.isNone()) {
    if (!isInstance(sock, net::socketType()))
      return raise(t, exc::TypeError, "argument 1 must be _socket.socket, not {}", typeName(sock));
    SSL_set_fd(ssl, sock.as<Socket>()->fd);
  } else {
    BIO *in = incoming.as<HostObject>()->stateAs<BioState>()->bio, *out = outgoing.as<HostObject>()->stateAs<BioState>()->bio;
    BIO_up_ref(in);
    BIO_up_ref(out);
    SSL_set_bio(ssl, in, out);
  }
  SSL_set_mode(ssl, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_AUTO_RETRY);
  if (c->postHandshakeAuth) {
    if (server) {
      // The client's certificate may be asked for later.
      int mode = SSL_get_verify_mode(ssl);
      if (mode & SSL_VERIFY_PEER) SSL_set_verify(ssl, mode | SSL_VERIFY_POST_HANDSHAKE, SSL_get_verify_callback(ssl));
    } else {
      SSL_set_post_handshake_auth(ssl, 1);
    }
  }
  if (!hostname.isNone()) {
    if (!isa<Str>(hostname)) return raise(t, exc::TypeError, "server_hostname must be str or None, not {}", typeName(hostname));
    // Names travel in the ASCII form of IDNA.
    Value encoded = isAsciiText(textOf(hostname.as<Str>())) ? encodeStrPy(t, hostname.as<Str>(), "ascii", "strict")
                                                            : encodeStrPy(t, hostname.as<Str>(), "idna", "strict");
    if (encoded.isError()) return encoded;
    std::string name(encoded.as<Bytes>()->view());
    if (name.find('\0') != name.npos)
      return raise(t, exc::TypeError, "argument must be encoded string without null bytes, not str");
    TRY(useHostname(t, ssl, c, name));
    hostname = Value(TRY(makeStr(t, name)));
  }
  if (server)
    SSL_set_accept_state(ssl);
  else
    SSL_set_connect_state(ssl);
  HostObject* o = TRY(makeHostObject(t, connectionType, std::move(state)));
  o->fields[kSocket] = sock;
  o->fields[kContext] = context;
  o->fields[kOwner] = owner;
  o->fields[kServerName] = hostname;
  if (sock.isNone()) {
    Tuple* bios = TRY(makeTuple(t, {incoming, outgoing}));
    o->fields[kBios] = Value(bios);
  }
  if (!session.isNone()) TRY(setSession(t, Value(o), session));
  return Value(o);
}

int (*const contextServerNameCallback)(SSL*, int*, void*) = serverNameCallback;
void (*const contextMessageCallback)(int, int, int, const void*, size_t, SSL*, void*) = messageCallback;

const TypeSpec connectionSpec = {.name = "_ssl._SSLSocket",
                                 .kind = kHostKind,
                                 .flags = kDisallowNew | kWeakReferable,
                                 .methods = kMethods,
                                 .getsets = kGetSets};

}  // namespace typhon::tls
