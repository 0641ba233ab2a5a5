// MemoryBIO and SSLSession.
#include <openssl/err.h>
#include <openssl/pem.h>

#include "runtime/plugins/ssl/ssl.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"

namespace typhon::tls {

Type *bioType, *sessionType, *certificateType;

namespace {

BioState* bioOf(Value v) { return v.as<HostObject>()->stateAs<BioState>(); }

Value bioNew(Thread* t, Value* args, size_t) {
  auto state = std::make_unique<BioState>();
  state->bio = BIO_new(BIO_s_mem());
  if (!state->bio) return raiseMemory(t);
  // Its end means "more later" until write_eof() was called.
  BIO_set_retry_read(state->bio);
  BIO_set_mem_eof_return(state->bio, -1);
  return TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
}
Value bioRead(Thread* t, Value* args, size_t) {
  int64_t size = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int"));
  BIO* bio = bioOf(args[0])->bio;
  auto available = static_cast<int64_t>(BIO_ctrl_pending(bio));
  if (size < 0 || size > available) size = available;
  Bytes* out = TRY(makeBytesUninitialised(t, static_cast<size_t>(size)));
  if (size > 0 && BIO_read(bio, out->data, static_cast<int>(size)) != size) return raiseQueued(t);
  return Value(out);
}
Value bioWrite(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  if (bioOf(args[0])->eofWritten) return raisePlain(t, "cannot write() after write_eof()");
  if (data.view.length > INT32_MAX) return raise(t, exc::OverflowError, "string longer than {} bytes", INT32_MAX);
  int written = data.view.length ? BIO_write(bioOf(args[0])->bio, data.view.data, static_cast<int>(data.view.length)) : 0;
  if (written < 0) return raiseQueued(t);
  return Value::smallInt(written);
}
Value bioWriteEof(Thread*, Value* args, size_t) {
  bioOf(args[0])->eofWritten = true;
  BIO_clear_retry_flags(bioOf(args[0])->bio);
  BIO_set_mem_eof_return(bioOf(args[0])->bio, 0);
  return Value::none();
}
Value bioPending(Thread*, Value self) { return Value::smallInt(static_cast<int64_t>(BIO_ctrl_pending(bioOf(self)->bio))); }
Value bioEof(Thread*, Value self) { return Value::boolean(bioOf(self)->eofWritten && BIO_ctrl_pending(bioOf(self)->bio) == 0); }

const NativeDef kBioMethods[] = {
    {"read", "(self, size=-1, /)", bioRead, "Read up to size bytes from the memory BIO."},
    {"write", "(self, b, /)", bioWrite, "Writes the bytes b into the memory BIO."},
    {"write_eof", "(self, /)", bioWriteEof, "Write an EOF marker to the memory BIO."},
};
const GetSetDef kBioGetSets[] = {{"pending", bioPending, nullptr, "The number of bytes pending in the memory BIO."},
                                 {"eof", bioEof, nullptr, "Whether the memory BIO is at EOF."}};
const NativeDef kBioNew = {"__new__", "(cls)", bioNew, nullptr};

SSL_SESSION* sessionOf(Value v) { return v.as<HostObject>()->stateAs<SessionState>()->session; }
Value sessionId(Thread* t, Value self) {
  unsigned length;
  const unsigned char* id = SSL_SESSION_get_id(sessionOf(self), &length);
  return TRY(makeBytes(t, {reinterpret_cast<const char*>(id), length}));
}
Value sessionTime(Thread* t, Value self) { return makeInt(t, SSL_SESSION_get_time(sessionOf(self))); }
Value sessionTimeout(Thread* t, Value self) { return makeInt(t, SSL_SESSION_get_timeout(sessionOf(self))); }
Value sessionHint(Thread* t, Value self) { return makeUnsigned(t, SSL_SESSION_get_ticket_lifetime_hint(sessionOf(self))); }
Value sessionHasTicket(Thread*, Value self) { return Value::boolean(SSL_SESSION_has_ticket(sessionOf(self))); }
Value sessionCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isInstance(b, sessionType)) return notImplemented;
  Value x = TRY(sessionId(t, a)), y = TRY(sessionId(t, b));
  return comparePy(t, op, x, y);
}
const GetSetDef kSessionGetSets[] = {{"has_ticket", sessionHasTicket, nullptr, "Does the session contain a ticket?"},
                                     {"id", sessionId, nullptr, "Session id"},
                                     {"ticket_lifetime_hint", sessionHint, nullptr, "Ticket life time hint."},
                                     {"time", sessionTime, nullptr, "Session creation time (seconds since epoch)."},
                                     {"timeout", sessionTimeout, nullptr, "Session timeout (delta in seconds)."}};

// --- Certificate

struct CertificateState : HostState {
  X509* certificate = nullptr;
  ~CertificateState() override { X509_free(certificate); }
};
X509* certificateOf(Value v) { return v.as<HostObject>()->stateAs<CertificateState>()->certificate; }

enum Encoding { kPem = 1, kDer = 2 };

Value publicBytes(Thread* t, Value* args, size_t) {
  int64_t format = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int"));
  if (format == kDer) return certificateBytes(t, certificateOf(args[0]));
  if (format != kPem) return raise(t, exc::ValueError, "Unsupported format");
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificateOf(args[0]));
  char* data;
  long size = BIO_get_mem_data(bio, &data);
  Str* text = makeStr(t, std::string_view(data, static_cast<size_t>(size)));
  BIO_free(bio);
  return TRY(text);
}
Value certificateInfo(Thread* t, Value* args, size_t) { return certificateDict(t, certificateOf(args[0])); }
Value certificateRepr(Thread* t, Value self) {
  BIO* bio = BIO_new(BIO_s_mem());
  X509_NAME_print_ex(bio, X509_get_subject_name(certificateOf(self)), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data;
  long size = BIO_get_mem_data(bio, &data);
  Str* text = makeStr(t, fmt::format("<{} '{}'>", typeName(self), std::string_view(data, static_cast<size_t>(size))));
  BIO_free(bio);
  return TRY(text);
}
bool certificateHash(Thread*, Value self, int64_t* out) {
  auto hash = static_cast<int64_t>(X509_subject_name_hash(certificateOf(self)));
  *out = hash == -1 ? -2 : hash;
  return true;
}
Value certificateCompare(Thread*, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isInstance(b, certificateType)) return notImplemented;
  bool same = X509_cmp(certificateOf(a), certificateOf(b)) == 0;
  return Value::boolean(same == (op == CompareOp::Eq));
}
const NativeDef kCertificateMethods[] = {{"public_bytes", "(self, /, format=1)", publicBytes, nullptr},
                                         {"get_info", "(self, /)", certificateInfo, nullptr}};

}  // namespace

Value makeSession(Thread* t, SSL_SESSION* session) {
  auto state = std::make_unique<SessionState>();
  state->session = session;
  return TRY(makeHostObject(t, sessionType, std::move(state)));
}

Value makeCertificate(Thread* t, X509* certificate) {
  auto state = std::make_unique<CertificateState>();
  X509_up_ref(certificate);
  state->certificate = certificate;
  return TRY(makeHostObject(t, certificateType, std::move(state)));
}

const TypeSpec certificateSpec = {.name = "_ssl.Certificate",
                                  .kind = kHostKind,
                                  .flags = kDisallowNew,
                                  .slots = {.repr = certificateRepr, .hash = certificateHash, .compare = certificateCompare},
                                  .methods = kCertificateMethods};
const TypeSpec bioSpec = {
    .name = "_ssl.MemoryBIO", .kind = kHostKind, .methods = kBioMethods, .getsets = kBioGetSets, .create = &kBioNew};
const TypeSpec sessionSpec = {.name = "_ssl.SSLSession",
                              .kind = kHostKind,
                              .flags = kDisallowNew,
                              .slots = {.hash = hashNotImplemented, .compare = sessionCompare},
                              .getsets = kSessionGetSets};

}  // namespace typhon::tls
