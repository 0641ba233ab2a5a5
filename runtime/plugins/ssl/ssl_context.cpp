// _ssl._SSLContext: what connections have in common.
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "runtime/exec/audit.h"
#include "runtime/exec/warnings.h"
#include "runtime/modules/posix_support.h"
#include "runtime/plugins/ssl/ssl.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"

namespace typhon::tls {

Type* contextType;

namespace {

enum Protocol { kTls = 2, kTls1 = 3, kTls1_1 = 4, kTls1_2 = 5, kTlsClient = 16, kTlsServer = 17 };
enum Verify { kNone, kOptional, kRequired };
constexpr const char* kDefaultCiphers =
    "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM";

SSL_CTX* handle(Value v) { return contextOf(v)->context; }

int64_t integerPy(Thread* t, Value v, bool* ok) {
  Value index = indexPy(t, v);
  Maybe<int64_t> i = index.isError() ? Maybe<int64_t>(Raised()) : toInt64(t, index, "int");
  *ok = i.ok();
  return i.ok() ? *i : 0;
}

bool setVerifyMode(Thread* t, ContextState* c, int64_t mode) {
  int flags;
  switch (mode) {
    case kNone:
      flags = SSL_VERIFY_NONE;
      break;
    case kOptional:
      flags = SSL_VERIFY_PEER;
      break;
    case kRequired:
      flags = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
      break;
    default:
      return raise(t, exc::ValueError, "invalid value for verify_mode");
  }
  if (mode == kNone && c->checkHostname)
    return raise(t, exc::ValueError, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
  SSL_CTX_set_verify(c->context, flags, SSL_CTX_get_verify_callback(c->context));
  return true;
}

Value contextNew(Thread* t, Value* args, size_t) {
  bool ok;
  int64_t protocol = integerPy(t, args[1], &ok);
  if (!ok) return Value::error();
  const SSL_METHOD* method;
  const char* deprecated = nullptr;
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"  // the versions that Python still offers
  switch (protocol) {
    case kTls:
      method = TLS_method(), deprecated = "ssl.PROTOCOL_TLS is deprecated";
      break;
    case kTls1:
      method = TLSv1_method(), deprecated = "ssl.PROTOCOL_TLSv1 is deprecated";
      break;
    case kTls1_1:
      method = TLSv1_1_method(), deprecated = "ssl.PROTOCOL_TLSv1_1 is deprecated";
      break;
    case kTls1_2:
      method = TLSv1_2_method(), deprecated = "ssl.PROTOCOL_TLSv1_2 is deprecated";
      break;
    case kTlsClient:
      method = TLS_client_method();
      break;
    case kTlsServer:
      method = TLS_server_method();
      break;
    default:
      return raise(t, exc::ValueError, "invalid or unsupported protocol version");
  }
#pragma clang diagnostic pop
  if (deprecated) TRY(warnPy(t, exc::DeprecationWarning, deprecated, 2));
  auto state = std::make_unique<ContextState>();
  ContextState* c = state.get();
  c->context = SSL_CTX_new(method);
  if (!c->context) return raiseQueued(t);
  c->protocol = static_cast<int>(protocol);
  c->checkHostname = protocol == kTlsClient;
  TRY(setVerifyMode(t, c, protocol == kTlsClient ? kRequired : kNone));
  SSL_CTX_set_options(c->context, (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) | SSL_OP_NO_SSLv3 | SSL_OP_NO_COMPRESSION |
                                      SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  if (!SSL_CTX_set_cipher_list(c->context, kDefaultCiphers)) {
    ERR_clear_error();
    return raisePlain(t, "No cipher can be selected.");
  }
  if (protocol == kTls || protocol == kTlsClient || protocol == kTlsServer)
    SSL_CTX_set_min_proto_version(c->context, TLS1_2_VERSION);
  SSL_CTX_set_mode(c->context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_id_context(c->context, reinterpret_cast<const unsigned char*>("Python"), 6);
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(c->context);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_hostflags(parameters, c->hostFlags);
  HostObject* o = TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
  o->fields[kServerNameCallback] = o->fields[kMessageCallback] = o->fields[kKeyLogName] = Value::none();
  return Value(o);
}

// --- certificates and keys

// The password of a key: a str or bytes, or what a function returns when OpenSSL asks.
struct Password {
  Thread* thread;
  Value source;
  std::string text;
  bool failed = false;
};
bool passwordText(Thread* t, Value v, const char* problem, std::string* out) {
  if (auto* s = dynCast<Str>(v)) {
    *out = toUtf8(s);
  } else if (isa<Bytes>(v)) {
    *out = v.as<Bytes>()->view();
  } else if (isa<ByteArray>(v)) {
    *out = v.as<ByteArray>()->view();
  } else {
    return raise(t, exc::TypeError, "{}", problem);
  }
  return true;
}
int passwordCallback(char* buffer, int size, int, void* data) {
  auto* p = static_cast<Password*>(data);
  Thread* t = p->thread;
  p->failed = true;
  if (isCallable(p->source)) {
    Value answer = callPy(t, p->source);
    if (answer.isError() || !passwordText(t, answer, "password callback must return a string", &p->text)) return -1;
  }
  if (p->text.size() > static_cast<size_t>(size)) {
    (void)raise(t, exc::ValueError, "password cannot be longer than {} bytes", size);
    return -1;
  }
  p->failed = false;
  std::memcpy(buffer, p->text.data(), p->text.size());
  return static_cast<int>(p->text.size());
}

Value loadCertificate(Thread* t, Value* args, size_t) {
  std::string certificate, key;
  TRY(posix::fsBytesPy(t, args[1], &certificate));
  key = certificate;
  if (!args[2].isNone()) TRY(posix::fsBytesPy(t, args[2], &key));
  Password password{t, args[3], {}};
  if (!args[3].isNone() && !isCallable(args[3]))
    TRY(passwordText(t, args[3], "password should be a string or callable", &password.text));
  SSL_CTX* context = handle(args[0]);
  pem_password_cb* before = SSL_CTX_get_default_passwd_cb(context);
  void* beforeData = SSL_CTX_get_default_passwd_cb_userdata(context);
  if (!args[3].isNone()) {
    SSL_CTX_set_default_passwd_cb(context, passwordCallback);
    SSL_CTX_set_default_passwd_cb_userdata(context, &password);
  }
  ERR_clear_error();
  errno = 0;
  bool ok = SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) == 1;
  int systemError = errno;
  if (ok) {
    errno = 0;
    ok = SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) == 1;
    systemError = errno;
    if (ok) ok = SSL_CTX_check_private_key(context) == 1, systemError = 0;
  }
  SSL_CTX_set_default_passwd_cb(context, before);
  SSL_CTX_set_default_passwd_cb_userdata(context, beforeData);
  if (ok) return Value::none();
  if (password.failed || !t->pending.isUnbound()) {
    ERR_clear_error();
    return Value::error();
  }
  if (systemError) {
    ERR_clear_error();
    return raiseOs(t, systemError);
  }
  return raiseQueued(t);
}

// Certificates given as text (PEM) or bytes (DER).
bool addCertificates(Thread* t, SSL_CTX* context, std::string_view data, bool pem) {
  if (data.empty()) return raise(t, exc::ValueError, "Empty certificate data");
  BIO* bio = BIO_new_mem_buf(data.data(), static_cast<int>(data.size()));
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  int loaded = 0;
  bool ok = true;
  ERR_clear_error();
  while (ok) {
    X509* certificate =
        pem ? PEM_read_bio_X509(bio, nullptr, SSL_CTX_get_default_passwd_cb(context), nullptr) : d2i_X509_bio(bio, nullptr);
    if (!certificate) break;
    ok = X509_STORE_add_cert(store, certificate) == 1;
    X509_free(certificate);
    if (!ok && ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509 &&
        ERR_GET_REASON(ERR_peek_last_error()) == X509_R_CERT_ALREADY_IN_HASH_TABLE) {
      ERR_clear_error();
      ok = true;
    }
    ++loaded;
  }
  unsigned long error = ERR_peek_last_error();
  bool atEnd = pem ? ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE
                   : ERR_GET_LIB(error) == ERR_LIB_ASN1 && ERR_GET_REASON(error) == ASN1_R_HEADER_TOO_LONG;
  bool ended = BIO_eof(bio);
  BIO_free(bio);
  if (ok && loaded == 0 && (pem ? atEnd : true)) {
    ERR_clear_error();
    return raiseSsl(
        t, sslError, pem ? PEM_R_NO_START_LINE : ASN1_R_NOT_ENOUGH_DATA,
        pem ? "no start line: cadata does not contain a certificate" : "not enough data: cadata does not contain a certificate");
  }
  if (ok && (atEnd || (!pem && ended && error == 0) || error == 0 || (!pem && ERR_GET_REASON(error) == ASN1_R_NOT_ENOUGH_DATA))) {
    ERR_clear_error();
    return true;
  }
  return raiseQueued(t);
}

Value loadVerifyLocations(Thread* t, Value* args, size_t) {
  if (args[1].isNone() && args[2].isNone() && args[3].isNone())
    return raise(t, exc::TypeError, "cafile, capath and cadata cannot be all omitted");
  std::string file, folder;
  if (!args[1].isNone()) TRY(posix::fsBytesPy(t, args[1], &file));
  if (!args[2].isNone()) TRY(posix::fsBytesPy(t, args[2], &folder));
  if (!args[3].isNone()) {
    if (auto* s = dynCast<Str>(args[3])) {
      if (!s->isAscii()) return raise(t, exc::TypeError, "cadata should be an ASCII string or a bytes-like object");
      TRY(addCertificates(t, handle(args[0]), s->ascii(), true));
    } else if (hasBuffer(args[3])) {
      BufferHolder data;
      TRY(data.acquirePy(t, args[3]));
      TRY(addCertificates(t, handle(args[0]), data.bytes(), false));
    } else {
      return raise(t, exc::TypeError, "cadata should be an ASCII string or a bytes-like object");
    }
  }
  if (file.empty() && folder.empty()) return Value::none();
  SSL_CTX* context = handle(args[0]);
  ERR_clear_error();
  errno = 0;
  int ok = blocking(t, [&] {
    return SSL_CTX_load_verify_locations(context, file.empty() ? nullptr : file.c_str(),
                                         folder.empty() ? nullptr : folder.c_str());
  });
  if (ok == 1) return Value::none();
  if (errno) {
    int code = errno;
    ERR_clear_error();
    return raiseOs(t, code);
  }
  return raiseQueued(t);
}

Value setDefaultVerifyPaths(Thread* t, Value* args, size_t) {
  if (!SSL_CTX_set_default_verify_paths(handle(args[0]))) return raiseQueued(t);
  return Value::none();
}

Value loadDhParameters(Thread* t, Value* args, size_t) {
  std::string path;
  TRY(posix::fsBytesPy(t, args[1], &path));
  if (auditHooksExist) TRY(callAuditHooksPy(t, "open", {args[1], Value(TRY(makeStr(t, "rb"))), Value::smallInt(0)}));
  ERR_clear_error();
  BIO* bio = BIO_new_file(path.c_str(), "r");
  if (!bio) {
    int code = errno;
    ERR_clear_error();
    return raiseOs(t, code, args[1]);
  }
  EVP_PKEY* key = PEM_read_bio_Parameters(bio, nullptr);
  BIO_free(bio);
  if (!key) return raiseQueued(t);
  if (!SSL_CTX_set0_tmp_dh_pkey(handle(args[0]), key)) {
    EVP_PKEY_free(key);
    return raiseQueued(t);
  }
  return Value::none();
}
Value setEcdhCurve(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(posix::fsBytesPy(t, args[1], &name));
  int id = OBJ_sn2nid(name.c_str());
  if (id == NID_undef) {
    std::string shown = TRY(reprTextPy(t, args[1]));
    return raise(t, exc::ValueError, "unknown elliptic curve name {}", shown);
  }
  if (SSL_CTX_set1_curves(handle(args[0]), &id, 1) != 1) return raiseQueued(t);
  return Value::none();
}

Value setCiphers(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "set_ciphers() argument must be str, not {}", argumentTypeName(args[1]));
  if (!SSL_CTX_set_cipher_list(handle(args[0]), toUtf8(args[1].as<Str>()).c_str())) {
    ERR_clear_error();
    return raisePlain(t, "No cipher can be selected.");
  }
  return Value::none();
}

Value getCiphers(Thread* t, Value* args, size_t) {
  SSL* ssl = SSL_new(handle(args[0]));
  if (!ssl) return raiseQueued(t);
  STACK_OF(SSL_CIPHER)* all = SSL_get_ciphers(ssl);
  List* list = makeList(t);
  for (int i = 0; list && i < sk_SSL_CIPHER_num(all); ++i) {
    const SSL_CIPHER* c = sk_SSL_CIPHER_value(all, i);
    auto describe = [&]() -> Value {
      Dict* d = TRY(makeDict(t));
      auto set = [&](const char* name, Value v) {
        Str* key = v.isError() ? nullptr : internStr(t, name);
        return key && dictSetStr(t, d, key, v);
      };
      auto text = [&](const char* s) { return s ? Value(makeStr(t, s)) : Value::none(); };
      char description[512];
      SSL_CIPHER_description(c, description, sizeof description);
      std::string_view line = description;
      if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
      int algorithmBits;
      int strength = SSL_CIPHER_get_bits(c, &algorithmBits);
      auto nameOf = [&](int nid) { return nid != NID_undef ? text(OBJ_nid2ln(nid)) : Value::none(); };
      TRY(set("id", makeInt(t, SSL_CIPHER_get_id(c))));
      TRY(set("name", text(SSL_CIPHER_get_name(c))));
      TRY(set("protocol", text(SSL_CIPHER_get_version(c))));
      TRY(set("description", Value(TRY(makeStr(t, line)))));
      TRY(set("strength_bits", Value::smallInt(strength)));
      TRY(set("alg_bits", Value::smallInt(algorithmBits)));
      TRY(set("aead", Value::boolean(SSL_CIPHER_is_aead(c))));
      TRY(set("symmetric", nameOf(SSL_CIPHER_get_cipher_nid(c))));
      TRY(set("digest", nameOf(SSL_CIPHER_get_digest_nid(c))));
      TRY(set("kea", nameOf(SSL_CIPHER_get_kx_nid(c))));
      TRY(set("auth", nameOf(SSL_CIPHER_get_auth_nid(c))));
      return Value(d);
    };
    Value v = describe();
    if (v.isError() || !listAppend(t, list, v)) list = nullptr;
  }
  SSL_free(ssl);
  return TRY(list);
}

int selectProtocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* client, unsigned clientLength,
                   void* data) {
  auto* c = static_cast<ContextState*>(data);
  auto* ours = reinterpret_cast<const unsigned char*>(c->protocols.data());
  if (SSL_select_next_proto(const_cast<unsigned char**>(out), length, ours, static_cast<unsigned>(c->protocols.size()), client,
                            clientLength) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  return SSL_TLSEXT_ERR_OK;
}
Value setProtocols(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  ContextState* c = contextOf(args[0]);
  c->protocols = data.bytes();
  if (SSL_CTX_set_alpn_protos(c->context, reinterpret_cast<const unsigned char*>(c->protocols.data()),
                              static_cast<unsigned>(c->protocols.size())))
    return raiseMemory(t);
  SSL_CTX_set_alpn_select_cb(c->context, selectProtocol, c);
  return Value::none();
}

Value sessionStats(Thread* t, Value* args, size_t) {
  SSL_CTX* s = handle(args[0]);
  Dict* d = TRY(makeDict(t));
  const std::pair<const char*, long> rows[] = {{"number", SSL_CTX_sess_number(s)},
                                               {"connect", SSL_CTX_sess_connect(s)},
                                               {"connect_good", SSL_CTX_sess_connect_good(s)},
                                               {"connect_renegotiate", SSL_CTX_sess_connect_renegotiate(s)},
                                               {"accept", SSL_CTX_sess_accept(s)},
                                               {"accept_good", SSL_CTX_sess_accept_good(s)},
                                               {"accept_renegotiate", SSL_CTX_sess_accept_renegotiate(s)},
                                               {"hits", SSL_CTX_sess_hits(s)},
                                               {"misses", SSL_CTX_sess_misses(s)},
                                               {"timeouts", SSL_CTX_sess_timeouts(s)},
                                               {"cache_full", SSL_CTX_sess_cache_full(s)}};
  for (auto& [name, count] : rows) {
    Str* key = TRY(internStr(t, name));
    TRY(dictSetStr(t, d, key, Value::smallInt(count)));
  }
  return Value(d);
}

Value storeStats(Thread* t, Value* args, size_t) {
  int certificates = 0, lists = 0, authorities = 0;
  STACK_OF(X509_OBJECT)* all = X509_STORE_get0_objects(SSL_CTX_get_cert_store(handle(args[0])));
  for (int i = 0; i < sk_X509_OBJECT_num(all); ++i) {
    X509_OBJECT* o = sk_X509_OBJECT_value(all, i);
    if (X509_OBJECT_get_type(o) == X509_LU_CRL) ++lists;
    if (X509_OBJECT_get_type(o) != X509_LU_X509) continue;
    ++certificates;
    authorities += X509_check_ca(X509_OBJECT_get0_X509(o)) != 0;
  }
  Dict* d = TRY(makeDict(t));
  for (auto& [name, count] : {std::pair{"x509", certificates}, std::pair{"crl", lists}, std::pair{"x509_ca", authorities}}) {
    Str* key = TRY(internStr(t, name));
    TRY(dictSetStr(t, d, key, Value::smallInt(count)));
  }
  return Value(d);
}
Value authorities(Thread* t, Value* args, size_t) {
  bool binary = TRY(truthPy(t, args[1]));
  List* list = TRY(makeList(t));
  STACK_OF(X509_OBJECT)* all = X509_STORE_get0_objects(SSL_CTX_get_cert_store(handle(args[0])));
  for (int i = 0; i < sk_X509_OBJECT_num(all); ++i) {
    X509_OBJECT* o = sk_X509_OBJECT_value(all, i);
    if (X509_OBJECT_get_type(o) != X509_LU_X509) continue;
    X509* certificate = X509_OBJECT_get0_X509(o);
    if (!X509_check_ca(certificate)) continue;
    Value v = TRY(binary ? certificateBytes(t, certificate) : certificateDict(t, certificate));
    TRY(listAppend(t, list, v));
  }
  return Value(list);
}

// (self, sock, server_side, server_hostname, *, owner, session)
Value wrapSocket(Thread* t, Value* args, size_t) {
  bool server = TRY(truthPy(t, args[2]));
  return makeConnection(t, args[0], args[1], Value::none(), Value::none(), server, args[3], args[4], args[5]);
}
Value wrapBio(Thread* t, Value* args, size_t) {
  for (int i : {1, 2})
    if (!isInstance(args[i], bioType))
      return raise(t, exc::TypeError, "_wrap_bio() argument {} must be _ssl.MemoryBIO, not {}", i, typeName(args[i]));
  bool server = TRY(truthPy(t, args[3]));
  return makeConnection(t, args[0], Value::none(), args[1], args[2], server, args[4], args[5], args[6]);
}

// --- attributes

Value getOptions(Thread* t, Value self) { return makeUnsigned(t, SSL_CTX_get_options(handle(self))); }
bool setOptions(Thread* t, Value self, Value v) {
  if (v.isUnbound() || !isInt(v)) return raise(t, exc::TypeError, "an integer is required");
  uint64_t wanted;
  int64_t negative;
  if (!fitsUint64(v, &wanted)) {
    if (!fitsInt64(v, &negative)) return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
    wanted = static_cast<uint64_t>(negative);
  }
  uint64_t now = SSL_CTX_get_options(handle(self));
  if (uint64_t clear = now & ~wanted) SSL_CTX_clear_options(handle(self), clear);
  if (uint64_t set = ~now & wanted) SSL_CTX_set_options(handle(self), set);
  return true;
}
Value getVerifyFlags(Thread* t, Value self) {
  return makeUnsigned(t, X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(handle(self))));
}
bool setVerifyFlags(Thread* t, Value self, Value v) {
  if (v.isUnbound() || !isInt(v)) return raise(t, exc::TypeError, "an integer is required");
  auto wanted = static_cast<unsigned long>(TRY(toInt64(t, v)));
  X509_VERIFY_PARAM* p = SSL_CTX_get0_param(handle(self));
  unsigned long now = X509_VERIFY_PARAM_get_flags(p);
  X509_VERIFY_PARAM_clear_flags(p, now & ~wanted);
  X509_VERIFY_PARAM_set_flags(p, ~now & wanted);
  return true;
}
Value getVerifyMode(Thread*, Value self) {
  int mode = SSL_CTX_get_verify_mode(handle(self)) & (SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT);
  return Value::smallInt(mode == SSL_VERIFY_NONE ? kNone : mode == SSL_VERIFY_PEER ? kOptional : kRequired);
}
bool setVerifyModeAttribute(Thread* t, Value self, Value v) {
  if (v.isUnbound() || !isInt(v)) return raise(t, exc::TypeError, "an integer is required");
  int64_t mode = TRY(toInt64(t, v, "int"));
  return setVerifyMode(t, contextOf(self), mode);
}
Value getCheckHostname(Thread*, Value self) { return Value::boolean(contextOf(self)->checkHostname); }
bool setCheckHostname(Thread* t, Value self, Value v) {
  bool on = TRY(truthPy(t, v));
  ContextState* c = contextOf(self);
  if (on && SSL_CTX_get_verify_mode(c->context) == SSL_VERIFY_NONE) TRY(setVerifyMode(t, c, kRequired));
  c->checkHostname = on;
  return true;
}
Value getHostFlags(Thread*, Value self) { return Value::smallInt(contextOf(self)->hostFlags); }
bool setHostFlags(Thread* t, Value self, Value v) {
  int64_t flags = TRY(toInt64(t, TRY(indexPy(t, v)), "int"));
  contextOf(self)->hostFlags = static_cast<unsigned>(flags);
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(handle(self)), static_cast<unsigned>(flags));
  return true;
}
Value getProtocol(Thread*, Value self) { return Value::smallInt(contextOf(self)->protocol); }

constexpr int64_t kLowest = -2, kHighest = -1;
template <bool isMinimum>
Value getVersion(Thread*, Value self) {
  int64_t v = isMinimum ? SSL_CTX_ctrl(handle(self), SSL_CTRL_GET_MIN_PROTO_VERSION, 0, nullptr)
                        : SSL_CTX_ctrl(handle(self), SSL_CTRL_GET_MAX_PROTO_VERSION, 0, nullptr);
  return Value::smallInt(v ? v : isMinimum ? kLowest : kHighest);
}
template <bool isMinimum>
bool setVersion(Thread* t, Value self, Value v) {
  int64_t version = TRY(toInt64(t, TRY(indexPy(t, v)), "int"));
  ContextState* c = contextOf(self);
  if (c->protocol != kTls && c->protocol != kTlsClient && c->protocol != kTlsServer)
    return raise(t, exc::ValueError, "The context's protocol doesn't support modification of highest and lowest version.");
  switch (version) {
    case SSL3_VERSION:
      TRY(warnPy(t, exc::DeprecationWarning, "ssl.TLSVersion.SSLv3 is deprecated", 2));
      break;
    case TLS1_VERSION:
      TRY(warnPy(t, exc::DeprecationWarning, "ssl.TLSVersion.TLSv1 is deprecated", 2));
      break;
    case TLS1_1_VERSION:
      TRY(warnPy(t, exc::DeprecationWarning, "ssl.TLSVersion.TLSv1_1 is deprecated", 2));
      break;
    default:
      break;
  }
  if (version == kLowest) version = isMinimum ? 0 : TLS1_VERSION;
  if (version == kHighest) version = isMinimum ? TLS1_3_VERSION : 0;
  auto number = static_cast<long>(version);
  bool ok = isMinimum ? SSL_CTX_ctrl(c->context, SSL_CTRL_SET_MIN_PROTO_VERSION, number, nullptr)
                      : SSL_CTX_ctrl(c->context, SSL_CTRL_SET_MAX_PROTO_VERSION, number, nullptr);
  if (!ok) return raise(t, exc::ValueError, "Unsupported protocol version 0x{:x}", static_cast<unsigned>(version));
  return true;
}
Value getTickets(Thread* t, Value self) { return makeUnsigned(t, SSL_CTX_get_num_tickets(handle(self))); }
bool setTickets(Thread* t, Value self, Value v) {
  int64_t n = TRY(toInt64(t, TRY(indexPy(t, v)), "int"));
  if (n < 0) return raise(t, exc::ValueError, "value must be non-negative");
  if (contextOf(self)->protocol != kTlsServer) return raise(t, exc::ValueError, "SSLContext is not a server context.");
  if (!SSL_CTX_set_num_tickets(handle(self), static_cast<size_t>(n)))
    return raise(t, exc::ValueError, "failed to set num tickets.");
  return true;
}
Value getSecurityLevel(Thread*, Value self) { return Value::smallInt(SSL_CTX_get_security_level(handle(self))); }
Value getLaterAuth(Thread*, Value self) { return Value::boolean(contextOf(self)->postHandshakeAuth); }
bool setLaterAuth(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  contextOf(self)->postHandshakeAuth = TRY(truthPy(t, v));
  return true;
}
Value getServerNameCallback(Thread*, Value self) { return self.as<HostObject>()->fields[kServerNameCallback]; }
bool setServerNameCallback(Thread* t, Value self, Value v) {
  if (contextOf(self)->protocol == kTlsClient)
    return raise(t, exc::ValueError, "sni_callback cannot be set on TLS_CLIENT context");
  if (v.isUnbound()) v = Value::none();
  if (!v.isNone() && !isCallable(v)) return raise(t, exc::TypeError, "not a callable object");
  self.as<HostObject>()->fields[kServerNameCallback] = v;
  writeBarrier(self.as<HostObject>());
  int (*callback)(SSL*, int*, void*) = v.isNone() ? nullptr : contextServerNameCallback;
  SSL_CTX_set_tlsext_servername_callback(handle(self), callback);
  return true;
}

void logKey(const SSL* ssl, const char* line) {
  auto* c = static_cast<ContextState*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0));
  if (!c || !c->keyLog) return;
  BIO_printf(c->keyLog, "%s\n", line);
  (void)BIO_flush(c->keyLog);
}
Value getKeyLog(Thread*, Value self) { return self.as<HostObject>()->fields[kKeyLogName]; }
bool setKeyLog(Thread* t, Value self, Value v) {
  ContextState* c = contextOf(self);
  SSL_CTX_set_keylog_callback(c->context, nullptr);
  BIO_free_all(c->keyLog);
  c->keyLog = nullptr;
  self.as<HostObject>()->fields[kKeyLogName] = Value::none();
  if (v.isUnbound() || v.isNone()) return true;
  std::string path;
  TRY(posix::fsBytesPy(t, v, &path));
  FILE* file = std::fopen(path.c_str(), "a");
  if (!file) return raiseOs(t, errno, v);
  c->keyLog = BIO_new_fp(file, BIO_CLOSE | BIO_FP_TEXT);
  BIO_ctrl(c->keyLog, BIO_CTRL_FLUSH, 0, nullptr);
  if (std::ftell(file) == 0) BIO_puts(c->keyLog, "# TLS secrets log file, generated by OpenSSL / Python\n");
  self.as<HostObject>()->fields[kKeyLogName] = v;
  writeBarrier(self.as<HostObject>());
  SSL_CTX_set_ex_data(c->context, 0, c);
  SSL_CTX_set_keylog_callback(c->context, logKey);
  return true;
}
Value getMessageCallback(Thread*, Value self) { return self.as<HostObject>()->fields[kMessageCallback]; }
bool setMessageCallback(Thread* t, Value self, Value v) {
  if (v.isUnbound()) v = Value::none();
  if (!v.isNone() && !isCallable(v)) return raise(t, exc::TypeError, "{} is not callable.", TRY(reprTextPy(t, v)));
  self.as<HostObject>()->fields[kMessageCallback] = v;
  writeBarrier(self.as<HostObject>());
  SSL_CTX_set_msg_callback(handle(self), v.isNone() ? nullptr : contextMessageCallback);
  return true;
}

const NativeDef kMethods[] = {
    {"_wrap_socket", "(self, /, sock, server_side, server_hostname=None, *, owner=None, session=None)", wrapSocket, nullptr},
    {"_wrap_bio", "(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)", wrapBio,
     nullptr},
    {"set_ciphers", "(self, cipherlist, /)", setCiphers, nullptr},
    {"get_ciphers", "(self, /)", getCiphers, nullptr},
    {"_set_alpn_protocols", "(self, protos, /)", setProtocols, nullptr},
    {"load_cert_chain", "(self, /, certfile, keyfile=None, password=None)", loadCertificate, nullptr},
    {"load_dh_params", "(self, path, /)", loadDhParameters, nullptr},
    {"load_verify_locations", "(self, /, cafile=None, capath=None, cadata=None)", loadVerifyLocations, nullptr},
    {"session_stats", "(self, /)", sessionStats, nullptr},
    {"set_default_verify_paths", "(self, /)", setDefaultVerifyPaths, nullptr},
    {"set_ecdh_curve", "(self, name, /)", setEcdhCurve, nullptr},
    {"cert_store_stats", "(self, /)", storeStats, "Returns quantities of loaded X.509 certificates."},
    {"get_ca_certs", "(self, /, binary_form=False)", authorities, "Returns a list of dicts with information of loaded CA certs."},
};
const GetSetDef kGetSets[] = {
    {"check_hostname", getCheckHostname, setCheckHostname, nullptr},
    {"_host_flags", getHostFlags, setHostFlags, nullptr},
    {"minimum_version", getVersion<true>, setVersion<true>, nullptr},
    {"maximum_version", getVersion<false>, setVersion<false>, nullptr},
    {"keylog_filename", getKeyLog, setKeyLog, nullptr},
    {"_msg_callback", getMessageCallback, setMessageCallback, nullptr},
    {"sni_callback", getServerNameCallback, setServerNameCallback,
     "Set a callback that will be called when a server name is provided by the SSL/TLS client in the SNI extension."},
    {"num_tickets", getTickets, setTickets, "Control the number of TLSv1.3 session tickets"},
    {"options", getOptions, setOptions, nullptr},
    {"post_handshake_auth", getLaterAuth, setLaterAuth, nullptr},
    {"protocol", getProtocol, nullptr, nullptr},
    {"verify_flags", getVerifyFlags, setVerifyFlags, nullptr},
    {"verify_mode", getVerifyMode, setVerifyModeAttribute, nullptr},
    {"security_level", getSecurityLevel, nullptr, "The current security level"}};
const NativeDef kNew = {"__new__", "(cls, protocol, /)", contextNew, nullptr};

}  // namespace

const TypeSpec contextSpec = {.name = "_ssl._SSLContext",
                              .kind = kHostKind,
                              .flags = kBaseType | kWeakReferable,
                              .methods = kMethods,
                              .getsets = kGetSets,
                              .create = &kNew};

}  // namespace typhon::tls
