// Certificates as Python sees them: bytes in DER, or dicts of what is in them.
#include <openssl/x509v3.h>

#include "runtime/plugins/ssl/ssl.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"

namespace typhon::tls {

namespace {

// What a memory BIO has collected.
struct TextBio {
  BIO* bio = BIO_new(BIO_s_mem());
  ~TextBio() { BIO_free(bio); }
  std::string_view text() const {
    char* data;
    long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<size_t>(size)};
  }
};

Value objectName(Thread* t, const ASN1_OBJECT* o, bool dotted) {
  char text[256];
  int length = OBJ_obj2txt(text, sizeof text, o, dotted);
  if (length < 0) return raiseQueued(t);
  return TRY(makeStr(t, std::string_view(text, std::min<size_t>(static_cast<size_t>(length), sizeof text - 1))));
}

Value pair(Thread* t, const char* key, Value v) {
  Str* name = TRY(makeStr(t, key));
  return TRY(makeTuple(t, {Value(name), v}));
}
Value utf8Text(Thread* t, std::string_view text) { return TRY(decodeUtf8Py(t, text, "strict")); }

// A tuple of relative names, each a tuple of pairs.
Value nameTuple(Thread* t, X509_NAME* name) {
  List* all = TRY(makeList(t));
  List* relative = TRY(makeList(t));
  int count = X509_NAME_entry_count(name), previous = -1;
  for (int i = 0; i < count; ++i) {
    X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    int set = X509_NAME_ENTRY_set(entry);
    if (i > 0 && set != previous) {
      Tuple* done = TRY(listToTuple(t, relative));
      TRY(listAppend(t, all, Value(done)));
      relative = TRY(makeList(t));
    }
    previous = set;
    Value key = TRY(objectName(t, X509_NAME_ENTRY_get_object(entry), false));
    unsigned char* text = nullptr;
    int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
    if (length < 0) return raiseQueued(t);
    Value v = utf8Text(t, {reinterpret_cast<char*>(text), static_cast<size_t>(length)});
    OPENSSL_free(text);
    if (v.isError()) return v;
    Tuple* attribute = TRY(makeTuple(t, {key, v}));
    TRY(listAppend(t, relative, Value(attribute)));
  }
  if (relative->length) {
    Tuple* done = TRY(listToTuple(t, relative));
    TRY(listAppend(t, all, Value(done)));
  }
  return TRY(listToTuple(t, all));
}

Value addressText(Thread* t, const ASN1_OCTET_STRING* ip) {
  const unsigned char* p = ASN1_STRING_get0_data(ip);
  if (ASN1_STRING_length(ip) == 4) return TRY(makeStr(t, fmt::format("{}.{}.{}.{}", int{p[0]}, int{p[1]}, int{p[2]}, int{p[3]})));
  if (ASN1_STRING_length(ip) != 16) return TRY(makeStr(t, "<invalid>"));
  std::string text;
  for (int i = 0; i < 8; ++i) text += fmt::format("{}{:X}", i ? ":" : "", p[2 * i] << 8 | p[2 * i + 1]);
  return TRY(makeStr(t, text));
}

Value generalName(Thread* t, const GENERAL_NAME* name) {
  auto text = [&](const ASN1_STRING* s) {
    return utf8Text(t, {reinterpret_cast<const char*>(ASN1_STRING_get0_data(s)), static_cast<size_t>(ASN1_STRING_length(s))});
  };
  switch (name->type) {
    case GEN_DIRNAME:
      return pair(t, "DirName", TRY(nameTuple(t, name->d.dirn)));
    case GEN_EMAIL:
      return pair(t, "email", TRY(text(name->d.rfc822Name)));
    case GEN_DNS:
      return pair(t, "DNS", TRY(text(name->d.dNSName)));
    case GEN_URI:
      return pair(t, "URI", TRY(text(name->d.uniformResourceIdentifier)));
    case GEN_RID:
      return pair(t, "Registered ID", TRY(objectName(t, name->d.rid, true)));
    case GEN_IPADD:
      return pair(t, "IP Address", TRY(addressText(t, name->d.iPAddress)));
    default: {
      TextBio bio;
      GENERAL_NAME_print(bio.bio, const_cast<GENERAL_NAME*>(name));
      std::string_view shown = bio.text();
      size_t colon = shown.find(':');
      if (colon == shown.npos) return raise(t, exc::ValueError, "Invalid value {}", shown);
      Value v = TRY(utf8Text(t, shown.substr(colon + 1)));
      return pair(t, std::string(shown.substr(0, colon)).c_str(), v);
    }
  }
}

Value alternativeNames(Thread* t, X509* certificate) {
  auto* alternatives = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  if (!alternatives) return Value::none();
  List* list = makeList(t);
  for (int i = 0; list && i < sk_GENERAL_NAME_num(alternatives); ++i) {
    Value v = generalName(t, sk_GENERAL_NAME_value(alternatives, i));
    if (v.isError() || !listAppend(t, list, v)) list = nullptr;
  }
  GENERAL_NAMES_free(alternatives);
  TRY(list);
  return TRY(listToTuple(t, list));
}

// The URIs of an access method.
Value accessUris(Thread* t, X509* certificate, int method) {
  auto* info = static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  List* list = makeList(t);
  for (int i = 0; info && list && i < sk_ACCESS_DESCRIPTION_num(info); ++i) {
    ACCESS_DESCRIPTION* a = sk_ACCESS_DESCRIPTION_value(info, i);
    if (OBJ_obj2nid(a->method) != method || a->location->type != GEN_URI) continue;
    ASN1_IA5STRING* uri = a->location->d.uniformResourceIdentifier;
    Str* s = makeStrLatin1(
        t, {reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)), static_cast<size_t>(ASN1_STRING_length(uri))});
    if (!s || !listAppend(t, list, Value(s))) list = nullptr;
  }
  AUTHORITY_INFO_ACCESS_free(info);
  TRY(list);
  return list->length ? Value(TRY(listToTuple(t, list))) : Value::none();
}

Value revocationUris(Thread* t, X509* certificate) {
  auto* points = static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
  List* list = makeList(t);
  for (int i = 0; points && list && i < sk_DIST_POINT_num(points); ++i) {
    DIST_POINT* point = sk_DIST_POINT_value(points, i);
    if (!point->distpoint || point->distpoint->type != 0) continue;
    GENERAL_NAMES* all = point->distpoint->name.fullname;
    for (int j = 0; list && j < sk_GENERAL_NAME_num(all); ++j) {
      GENERAL_NAME* name = sk_GENERAL_NAME_value(all, j);
      if (name->type != GEN_URI) continue;
      ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
      Str* s = makeStrLatin1(
          t, {reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)), static_cast<size_t>(ASN1_STRING_length(uri))});
      if (!s || !listAppend(t, list, Value(s))) list = nullptr;
    }
  }
  CRL_DIST_POINTS_free(points);
  TRY(list);
  return list->length ? Value(TRY(listToTuple(t, list))) : Value::none();
}

}  // namespace

Value certificateBytes(Thread* t, X509* certificate) {
  unsigned char* der = nullptr;
  int length = i2d_X509(certificate, &der);
  if (length < 0) return raiseQueued(t);
  Bytes* bytes = makeBytes(t, {reinterpret_cast<char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  return TRY(bytes);
}

Value certificateDict(Thread* t, X509* certificate) {
  Dict* d = TRY(makeDict(t));
  auto set = [&](const char* name, Value v) {
    if (v.isError()) return false;
    Str* key = v.isNone() ? nullptr : internStr(t, name);
    return v.isNone() || (key && dictSetStr(t, d, key, v));
  };
  TRY(set("subject", nameTuple(t, X509_get_subject_name(certificate))));
  TRY(set("issuer", nameTuple(t, X509_get_issuer_name(certificate))));
  TRY(set("version", Value::smallInt(X509_get_version(certificate) + 1)));
  auto textWith = [&](auto print) -> Value {
    TextBio bio;
    if (print(bio.bio) < 0) return raiseQueued(t);
    return TRY(makeStr(t, bio.text()));
  };
  TRY(set("serialNumber", textWith([&](BIO* b) { return i2a_ASN1_INTEGER(b, X509_get0_serialNumber(certificate)); })));
  TRY(set("notBefore", textWith([&](BIO* b) { return ASN1_TIME_print(b, X509_get0_notBefore(certificate)); })));
  TRY(set("notAfter", textWith([&](BIO* b) { return ASN1_TIME_print(b, X509_get0_notAfter(certificate)); })));
  TRY(set("subjectAltName", alternativeNames(t, certificate)));
  TRY(set("OCSP", accessUris(t, certificate, NID_ad_OCSP)));
  TRY(set("caIssuers", accessUris(t, certificate, NID_ad_ca_issuers)));
  TRY(set("crlDistributionPoints", revocationUris(t, certificate)));
  return Value(d);
}

}  // namespace typhon::tls
