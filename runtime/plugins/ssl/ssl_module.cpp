// _ssl: functions, types and constants of the module.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/socket.h"
#include "runtime/plugins/ssl/ssl.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace tls {
namespace {

constexpr IntConstant kConstants[] = {
    {"ALERT_DESCRIPTION_ACCESS_DENIED", SSL_AD_ACCESS_DENIED},
    {"ALERT_DESCRIPTION_BAD_CERTIFICATE", SSL_AD_BAD_CERTIFICATE},
    {"ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE", SSL_AD_BAD_CERTIFICATE_HASH_VALUE},
    {"ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE", SSL_AD_BAD_CERTIFICATE_STATUS_RESPONSE},
    {"ALERT_DESCRIPTION_BAD_RECORD_MAC", SSL_AD_BAD_RECORD_MAC},
    {"ALERT_DESCRIPTION_CERTIFICATE_EXPIRED", SSL_AD_CERTIFICATE_EXPIRED},
    {"ALERT_DESCRIPTION_CERTIFICATE_REVOKED", SSL_AD_CERTIFICATE_REVOKED},
    {"ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN", SSL_AD_CERTIFICATE_UNKNOWN},
    {"ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE", SSL_AD_CERTIFICATE_UNOBTAINABLE},
    {"ALERT_DESCRIPTION_CLOSE_NOTIFY", SSL_AD_CLOSE_NOTIFY},
    {"ALERT_DESCRIPTION_DECODE_ERROR", SSL_AD_DECODE_ERROR},
    {"ALERT_DESCRIPTION_DECOMPRESSION_FAILURE", SSL_AD_DECOMPRESSION_FAILURE},
    {"ALERT_DESCRIPTION_DECRYPT_ERROR", SSL_AD_DECRYPT_ERROR},
    {"ALERT_DESCRIPTION_HANDSHAKE_FAILURE", SSL_AD_HANDSHAKE_FAILURE},
    {"ALERT_DESCRIPTION_ILLEGAL_PARAMETER", SSL_AD_ILLEGAL_PARAMETER},
    {"ALERT_DESCRIPTION_INSUFFICIENT_SECURITY", SSL_AD_INSUFFICIENT_SECURITY},
    {"ALERT_DESCRIPTION_INTERNAL_ERROR", SSL_AD_INTERNAL_ERROR},
    {"ALERT_DESCRIPTION_NO_RENEGOTIATION", SSL_AD_NO_RENEGOTIATION},
    {"ALERT_DESCRIPTION_PROTOCOL_VERSION", SSL_AD_PROTOCOL_VERSION},
    {"ALERT_DESCRIPTION_RECORD_OVERFLOW", SSL_AD_RECORD_OVERFLOW},
    {"ALERT_DESCRIPTION_UNEXPECTED_MESSAGE", SSL_AD_UNEXPECTED_MESSAGE},
    {"ALERT_DESCRIPTION_UNKNOWN_CA", SSL_AD_UNKNOWN_CA},
    {"ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY", SSL_AD_UNKNOWN_PSK_IDENTITY},
    {"ALERT_DESCRIPTION_UNRECOGNIZED_NAME", SSL_AD_UNRECOGNIZED_NAME},
    {"ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE", SSL_AD_UNSUPPORTED_CERTIFICATE},
    {"ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION", SSL_AD_UNSUPPORTED_EXTENSION},
    {"ALERT_DESCRIPTION_USER_CANCELLED", SSL_AD_USER_CANCELLED},
    {"CERT_NONE", 0},
    {"CERT_OPTIONAL", 1},
    {"CERT_REQUIRED", 2},
    {"ENCODING_DER", 2},
    {"ENCODING_PEM", 1},
    {"HOSTFLAG_ALWAYS_CHECK_SUBJECT", X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT},
    {"HOSTFLAG_MULTI_LABEL_WILDCARDS", X509_CHECK_FLAG_MULTI_LABEL_WILDCARDS},
    {"HOSTFLAG_NEVER_CHECK_SUBJECT", X509_CHECK_FLAG_NEVER_CHECK_SUBJECT},
    {"HOSTFLAG_NO_PARTIAL_WILDCARDS", X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS},
    {"HOSTFLAG_NO_WILDCARDS", X509_CHECK_FLAG_NO_WILDCARDS},
    {"HOSTFLAG_SINGLE_LABEL_SUBDOMAINS", X509_CHECK_FLAG_SINGLE_LABEL_SUBDOMAINS},
    {"OPENSSL_VERSION_NUMBER", OPENSSL_VERSION_NUMBER},
    {"OP_ALL", static_cast<int64_t>(SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS)},
    {"OP_CIPHER_SERVER_PREFERENCE", static_cast<int64_t>(SSL_OP_CIPHER_SERVER_PREFERENCE)},
    {"OP_ENABLE_MIDDLEBOX_COMPAT", static_cast<int64_t>(SSL_OP_ENABLE_MIDDLEBOX_COMPAT)},
    {"OP_IGNORE_UNEXPECTED_EOF", static_cast<int64_t>(SSL_OP_IGNORE_UNEXPECTED_EOF)},
    {"OP_NO_COMPRESSION", static_cast<int64_t>(SSL_OP_NO_COMPRESSION)},
    {"OP_NO_RENEGOTIATION", static_cast<int64_t>(SSL_OP_NO_RENEGOTIATION)},
    {"OP_NO_SSLv2", static_cast<int64_t>(SSL_OP_NO_SSLv2)},
    {"OP_NO_SSLv3", static_cast<int64_t>(SSL_OP_NO_SSLv3)},
    {"OP_NO_TICKET", static_cast<int64_t>(SSL_OP_NO_TICKET)},
    {"OP_NO_TLSv1", static_cast<int64_t>(SSL_OP_NO_TLSv1)},
    {"OP_NO_TLSv1_1", static_cast<int64_t>(SSL_OP_NO_TLSv1_1)},
    {"OP_NO_TLSv1_2", static_cast<int64_t>(SSL_OP_NO_TLSv1_2)},
    {"OP_NO_TLSv1_3", static_cast<int64_t>(SSL_OP_NO_TLSv1_3)},
    {"OP_SINGLE_DH_USE", static_cast<int64_t>(SSL_OP_SINGLE_DH_USE)},
    {"OP_SINGLE_ECDH_USE", static_cast<int64_t>(SSL_OP_SINGLE_ECDH_USE)},
    {"PROTOCOL_SSLv23", 2},
    {"PROTOCOL_TLS", 2},
    {"PROTOCOL_TLS_CLIENT", 16},
    {"PROTOCOL_TLS_SERVER", 17},
    {"PROTOCOL_TLSv1", 3},
    {"PROTOCOL_TLSv1_1", 4},
    {"PROTOCOL_TLSv1_2", 5},
    {"PROTO_MAXIMUM_SUPPORTED", -1},
    {"PROTO_MINIMUM_SUPPORTED", -2},
    {"PROTO_SSLv3", SSL3_VERSION},
    {"PROTO_TLSv1", TLS1_VERSION},
    {"PROTO_TLSv1_1", TLS1_1_VERSION},
    {"PROTO_TLSv1_2", TLS1_2_VERSION},
    {"PROTO_TLSv1_3", TLS1_3_VERSION},
    {"SSL_ERROR_EOF", 8},
    {"SSL_ERROR_INVALID_ERROR_CODE", 10},
    {"SSL_ERROR_SSL", SSL_ERROR_SSL},
    {"SSL_ERROR_SYSCALL", SSL_ERROR_SYSCALL},
    {"SSL_ERROR_WANT_CONNECT", SSL_ERROR_WANT_CONNECT},
    {"SSL_ERROR_WANT_READ", SSL_ERROR_WANT_READ},
    {"SSL_ERROR_WANT_WRITE", SSL_ERROR_WANT_WRITE},
    {"SSL_ERROR_WANT_X509_LOOKUP", SSL_ERROR_WANT_X509_LOOKUP},
    {"SSL_ERROR_ZERO_RETURN", SSL_ERROR_ZERO_RETURN},
    {"VERIFY_ALLOW_PROXY_CERTS", X509_V_FLAG_ALLOW_PROXY_CERTS},
    {"VERIFY_CRL_CHECK_CHAIN", static_cast<int64_t>(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL)},
    {"VERIFY_CRL_CHECK_LEAF", X509_V_FLAG_CRL_CHECK},
    {"VERIFY_DEFAULT", 0},
    {"VERIFY_X509_PARTIAL_CHAIN", X509_V_FLAG_PARTIAL_CHAIN},
    {"VERIFY_X509_STRICT", X509_V_FLAG_X509_STRICT},
    {"VERIFY_X509_TRUSTED_FIRST", X509_V_FLAG_TRUSTED_FIRST},
};
constexpr struct {
  const char* name;
  bool value;
} kFeatures[] = {
    {"HAS_ALPN", true},    {"HAS_ECDH", true},    {"HAS_NPN", false},       {"HAS_SNI", true},
    {"HAS_SSLv2", false},  {"HAS_SSLv3", false},  {"HAS_TLS_UNIQUE", true}, {"HAS_TLSv1", true},
    {"HAS_TLSv1_1", true}, {"HAS_TLSv1_2", true}, {"HAS_TLSv1_3", true},
};

Value randomBytes(Thread* t, Value length) {
  int64_t n = TRY(toInt64(t, TRY(indexPy(t, length)), "int"));
  if (n < 0) return raise(t, exc::ValueError, "num must be positive");
  Bytes* bytes = TRY(makeBytesUninitialised(t, static_cast<size_t>(n)));
  if (RAND_bytes(bytes->data, static_cast<int>(n)) != 1) return raiseQueued(t);
  return Value(bytes);
}
Value randBytes(Thread* t, Value* args, size_t) { return randomBytes(t, args[0]); }
Value randPseudoBytes(Thread* t, Value* args, size_t) {
  TRY(warnPy(t, exc::DeprecationWarning, "ssl.RAND_pseudo_bytes() is deprecated"));
  Value bytes = TRY(randomBytes(t, args[0]));
  return TRY(makeTuple(t, {bytes, Value::boolean(true)}));
}
Value randStatus(Thread*, Value*, size_t) { return Value::boolean(RAND_status() == 1); }
Value randAdd(Thread* t, Value* args, size_t) {
  BufferHolder data;
  if (auto* s = dynCast<Str>(args[0])) {
    std::string text = toUtf8(s);
    double entropy = TRY(toDoublePy(t, args[1]));
    RAND_add(text.data(), static_cast<int>(text.size()), entropy);
    return Value::none();
  }
  TRY(data.acquirePy(t, args[0]));
  double entropy = TRY(toDoublePy(t, args[1]));
  RAND_add(data.view.data, static_cast<int>(data.view.length), entropy);
  return Value::none();
}

Value objectTuple(Thread* t, const ASN1_OBJECT* o) {
  int id = OBJ_obj2nid(o);
  char dotted[256];
  int length = OBJ_obj2txt(dotted, sizeof dotted, o, 1);
  auto text = [&](const char* s) { return s ? Value(makeStr(t, s)) : Value::none(); };
  Value shortName = text(OBJ_nid2sn(id)), longName = text(OBJ_nid2ln(id));
  Value numbers = length > 0 ? Value(TRY(makeStr(t, dotted))) : Value::none();
  return TRY(makeTuple(t, {Value::smallInt(id), shortName, longName, numbers}));
}
Value objectOfText(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0]))
    return raise(t, exc::TypeError, "txt2obj() argument 'txt' must be str, not {}", argumentTypeName(args[0]));
  bool byName = TRY(truthPy(t, args[1]));
  ASN1_OBJECT* o = OBJ_txt2obj(toUtf8(args[0].as<Str>()).c_str(), !byName);
  ERR_clear_error();
  if (!o) return raise(t, exc::ValueError, "unknown object '{}'", strText(args[0], 100));
  Value v = objectTuple(t, o);
  ASN1_OBJECT_free(o);
  return v;
}
Value objectOfNumber(Thread* t, Value* args, size_t) {
  int64_t id = TRY(toInt64(t, TRY(indexPy(t, args[0])), "int"));
  if (id < NID_undef) return raise(t, exc::ValueError, "NID must be positive");
  ASN1_OBJECT* o = OBJ_nid2obj(static_cast<int>(id));
  ERR_clear_error();
  if (!o) return raise(t, exc::ValueError, "unknown NID {}", id);
  return objectTuple(t, o);
}

Value defaultVerifyPaths(Thread* t, Value*, size_t) {
  auto text = [&](const char* s) { return Value(makeStr(t, s)); };
  return TRY(makeTuple(t, {text(X509_get_default_cert_file_env()), text(X509_get_default_cert_file()),
                           text(X509_get_default_cert_dir_env()), text(X509_get_default_cert_dir())}));
}

Value decodeCertificate(Thread* t, Value* args, size_t) {
  std::string path;
  TRY(posix::fsBytesPy(t, args[0], &path));
  BIO* bio = BIO_new_file(path.c_str(), "r");
  if (!bio) {
    ERR_clear_error();
    return raisePlain(t, "Can't open file");
  }
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  if (!certificate) {
    ERR_clear_error();
    return raisePlain(t, "Error decoding PEM-encoded file");
  }
  Value v = certificateDict(t, certificate);
  X509_free(certificate);
  return v;
}

const NativeDef kFunctions[] = {
    {"_test_decode_cert", "(path, /)", decodeCertificate, nullptr},
    {"RAND_add", "(string, entropy, /)", randAdd, "Mix string into the OpenSSL PRNG state."},
    {"RAND_bytes", "(n, /)", randBytes, "Generate n cryptographically strong pseudo-random bytes."},
    {"RAND_pseudo_bytes", "(n, /)", randPseudoBytes, "Generate n pseudo-random bytes."},
    {"RAND_status", "()", randStatus, "Returns True if the OpenSSL PRNG has been seeded with enough data and False if not."},
    {"get_default_verify_paths", "()", defaultVerifyPaths,
     "Return search paths and environment vars that are used by SSLContext's set_default_verify_paths() to load "
     "default CAs."},
    {"txt2obj", "(txt, name=False)", objectOfText, "Lookup NID, short name, long name and OID of an ASN1_OBJECT."},
    {"nid2obj", "(nid, /)", objectOfNumber, "Lookup NID, short name, long name and OID of an ASN1_OBJECT by NID."},
};

Value versionTuple(Thread* t, unsigned long v) {
  auto part = [&](int shift, unsigned mask) { return Value::smallInt(v >> shift & mask); };
  return TRY(makeTuple(t, {part(28, 0xF), part(20, 0xFF), part(12, 0xFF), part(4, 0xFF), part(0, 0xF)}));
}

bool init(Thread* t, Module* m) {
  for (Type** type : {&contextType, &connectionType, &bioType, &sessionType, &certificateType}) addRoot(type);
  TRY(net::initSocketType(t));
  TRY(initErrors(t, m));
  contextType = TRY(moduleAddType(t, m, contextSpec));
  connectionType = TRY(moduleAddType(t, m, connectionSpec));
  bioType = TRY(moduleAddType(t, m, bioSpec));
  sessionType = TRY(moduleAddType(t, m, sessionSpec));
  certificateType = TRY(moduleAddType(t, m, certificateSpec));
  TRY(moduleSetInts(t, m, kConstants));
  for (auto& feature : kFeatures) TRY(moduleSet(t, m, feature.name, Value::boolean(feature.value)));
  Value built = TRY(versionTuple(t, OPENSSL_VERSION_NUMBER)), running = TRY(versionTuple(t, OpenSSL_version_num()));
  return moduleSet(t, m, "_OPENSSL_API_VERSION", built) && moduleSet(t, m, "OPENSSL_VERSION_INFO", running) &&
         moduleSetText(t, m, "OPENSSL_VERSION", OpenSSL_version(OPENSSL_VERSION)) &&
         moduleSetText(t, m, "_DEFAULT_CIPHERS",
                       "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM");
}

const ModuleSpec sslModule = {
    "_ssl", kFunctions, "Implementation module for SSL socket operations.  See the socket module\nfor documentation.", init};

}  // namespace
}  // namespace tls

TYPHON_PLUGIN_MODULE(_ssl, tls::sslModule)

}  // namespace typhon
