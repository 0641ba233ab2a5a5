// Addresses of the families that sockets have.
#include <arpa/inet.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/ioctl.h>

#include <cstddef>
#include <cstring>

#include "runtime/modules/posix_support.h"
#include "runtime/modules/socket.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"

namespace typhon::net {

namespace {

// A tuple of `least` to `most` items; TypeErrors as CPython's argument parser words them.
Tuple* tuplePy(Thread* t, Value v, const char* caller, const char* family, size_t least, size_t most, const char* form) {
  if (!isa<Tuple>(v)) return raise(t, exc::TypeError, "{}(): {} address must be tuple, not {}", caller, family, typeName(v));
  Tuple* tuple = v.as<Tuple>();
  if (tuple->length < least || tuple->length > most) return raise(t, exc::TypeError, "{} address must be {}", family, form);
  return tuple;
}

bool portPy(Thread* t, Value v, const char* caller, in_port_t* out) {
  Value number = TRY(indexPy(t, v));
  int64_t port = -1;
  if (!fitsInt64(number, &port) || port < 0 || port > 0xffff)
    return raise(t, exc::OverflowError, "{}(): port must be 0-65535.", caller);
  *out = htons(static_cast<uint16_t>(port));
  return true;
}

Maybe<uint32_t> unsignedPy(Thread* t, Value v) {
  Value number = TRY(indexPy(t, v));
  int64_t n;
  if (!fitsInt64(number, &n)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
  return static_cast<uint32_t>(n);
}

bool inetPy(Thread* t, Value v, const char* caller, Address* out) {
  Tuple* tuple = TRY(tuplePy(t, v, caller, "AF_INET", 2, 2, "a pair (host, port)"));
  std::string host;
  in_port_t port;
  TRY(hostTextPy(t, tuple->items[0], &host));
  TRY(portPy(t, tuple->items[1], caller, &port));
  TRY(resolvePy(t, host, AF_INET, out));
  out->in.sin_family = AF_INET;
  out->in.sin_port = port;
  out->length = sizeof out->in;
  return true;
}

bool inet6Py(Thread* t, Value v, const char* caller, Address* out) {
  Tuple* tuple = TRY(tuplePy(t, v, caller, "AF_INET6", 2, 4, "a tuple (host, port[, flowinfo[, scopeid]])"));
  std::string host;
  in_port_t port;
  TRY(hostTextPy(t, tuple->items[0], &host));
  TRY(portPy(t, tuple->items[1], caller, &port));
  uint32_t flow = tuple->length > 2 ? TRY(unsignedPy(t, tuple->items[2])) : 0,
           scope = tuple->length > 3 ? TRY(unsignedPy(t, tuple->items[3])) : 0;
  TRY(resolvePy(t, host, AF_INET6, out));
  if (flow > 0xfffff) return raise(t, exc::OverflowError, "{}(): flowinfo must be 0-1048575.", caller);
  out->in6.sin6_family = AF_INET6;
  out->in6.sin6_port = port;
  out->in6.sin6_flowinfo = htonl(flow);
  out->in6.sin6_scope_id = scope;
  out->length = sizeof out->in6;
  return true;
}

bool unixPy(Thread* t, Value v, Address* out) {
  std::string path;
  if (isa<Str>(v)) {
    // Not a path argument: a name in the abstract namespace begins with a zero.
    Maybe<std::string> encoded = encodeFsName(t, v.as<Str>());
    if (!encoded.ok()) return false;
    path = *encoded;
  } else {
    BufferHolder holder;
    TRY(holder.acquirePy(t, v));
    path = holder.bytes();
  }
  bool abstract = path.empty() || path[0] == 0;
  // Other than abstract ones, paths end with a zero.
  if (path.size() + (abstract ? 0 : 1) > sizeof out->un.sun_path) return raise(t, exc::OSError, "AF_UNIX path too long");
  out->un.sun_family = AF_UNIX;
  std::memcpy(out->un.sun_path, path.data(), path.size());
  out->length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (abstract ? 0 : 1));
  return true;
}

template <class S>
S* as(Address* out) {
  out->length = sizeof(S);
  return reinterpret_cast<S*>(&out->storage);
}
template <class S>
const S* as(const Address& a) {
  return reinterpret_cast<const S*>(&a.storage);
}

bool packetPy(Thread* t, const Socket* s, Value v, const char* caller, Address* out) {
  Tuple* tuple = TRY(tuplePy(t, v, caller, "AF_PACKET", 2, 5, "a tuple of two to five elements"));
  std::string interface;
  TRY(posix::fsBytesPy(t, tuple->items[0], &interface));
  uint32_t protocol = TRY(unsignedPy(t, tuple->items[1]));
  uint32_t packetType = tuple->length > 2 ? TRY(unsignedPy(t, tuple->items[2])) : 0,
           hardware = tuple->length > 3 ? TRY(unsignedPy(t, tuple->items[3])) : 0;
  if (protocol > 0xffff) return raise(t, exc::OverflowError, "{}(): proto must be 0-65535.", caller);
  auto a = as<sockaddr_ll>(out);
  a->sll_family = AF_PACKET;
  a->sll_protocol = htons(static_cast<uint16_t>(protocol));
  a->sll_pkttype = static_cast<unsigned char>(packetType);
  a->sll_hatype = static_cast<unsigned short>(hardware);
  if (tuple->length > 4) {
    BufferHolder holder;
    TRY(holder.acquirePy(t, tuple->items[4]));
    if (holder.bytes().size() > 8) return raise(t, exc::ValueError, "hardware address must be 8 bytes or less");
    std::memcpy(a->sll_addr, holder.bytes().data(), holder.bytes().size());
    a->sll_halen = static_cast<unsigned char>(holder.bytes().size());
  }
  ifreq request = {};
  std::strncpy(request.ifr_name, interface.c_str(), sizeof request.ifr_name - 1);
  if (ioctl(s->fd, SIOCGIFINDEX, &request) < 0) return raiseOs(t, errno);
  a->sll_ifindex = request.ifr_ifindex;
  return true;
}

bool algorithmPy(Thread* t, Value v, const char* caller, Address* out) {
  Tuple* tuple = TRY(tuplePy(t, v, caller, "AF_ALG", 2, 4, "a tuple (type, name[, feat[, mask]])"));
  auto a = as<sockaddr_alg>(out);
  a->salg_family = AF_ALG;
  if (tuple->length > 2) a->salg_feat = TRY(unsignedPy(t, tuple->items[2]));
  if (tuple->length > 3) a->salg_mask = TRY(unsignedPy(t, tuple->items[3]));
  std::string kind, name;
  TRY(posix::fsBytesPy(t, tuple->items[0], &kind));
  TRY(posix::fsBytesPy(t, tuple->items[1], &name));
  if (kind.size() >= sizeof a->salg_type) return raise(t, exc::ValueError, "AF_ALG type too long.");
  if (name.size() >= sizeof a->salg_name) return raise(t, exc::ValueError, "AF_ALG name too long.");
  std::memcpy(a->salg_type, kind.data(), kind.size());
  std::memcpy(a->salg_name, name.data(), name.size());
  return true;
}

// Addresses that are two numbers.
bool pairPy(Thread* t, Value v, const char* caller, const char* family, const char* form, uint32_t* first, uint32_t* second) {
  Tuple* tuple = TRY(tuplePy(t, v, caller, family, 2, 2, form));
  *first = TRY(unsignedPy(t, tuple->items[0]));
  *second = TRY(unsignedPy(t, tuple->items[1]));
  return true;
}

Value pairValue(Thread* t, uint32_t first, uint32_t second) {
  Tuple* pair = TRY(makeTuple(t, {Value::smallInt(first), Value::smallInt(second)}));
  return Value(pair);
}

Value unixValue(Thread* t, const Address& a) {
  size_t length = a.length > offsetof(sockaddr_un, sun_path) ? a.length - offsetof(sockaddr_un, sun_path) : 0;
  const char* path = a.un.sun_path;
  if (length > 0 && path[0] == 0) {  // abstract
    Bytes* b = TRY(makeBytes(t, std::string_view(path, length)));
    return Value(b);
  }
  return posix::pathResult(t, std::string_view(path, strnlen(path, length)), false);
}

}  // namespace

bool hostTextPy(Thread* t, Value v, std::string* out, const char* function) {
  if (isa<Str>(v) && v.as<Str>()->isAscii()) {
    *out = v.as<Str>()->ascii();
  } else if (isa<Str>(v)) {
    Str* codec = TRY(makeStr(t, "idna"));
    Value encoded = TRY(callMethodPy(t, v, TRY(internStr(t, "encode")), {Value(codec)}));
    if (isa<Bytes>(encoded)) *out = encoded.as<Bytes>()->view();
  } else if (isa<Bytes>(v)) {
    *out = v.as<Bytes>()->view();
  } else if (isa<ByteArray>(v)) {
    *out = v.as<ByteArray>()->view();
  } else {
    return raise(t, exc::TypeError, "str, bytes or bytearray expected, not {}", typeName(v));
  }
  if (out->find('\0') == std::string::npos) return true;
  if (function)
    return raise(t, exc::TypeError, "{}() argument 1 must be encoded string without null bytes, not {}", function, typeName(v));
  return raise(t, exc::TypeError, "host name must not contain null character");
}

bool resolvePy(Thread* t, const std::string& name, int family, Address* out) {
  *out = Address();
  if (name.empty()) {
    addrinfo hints = {}, *found = nullptr;
    hints.ai_family = family;
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_PASSIVE;
    int error = blocking(t, [&] { return getaddrinfo(nullptr, "0", &hints, &found); });
    if (error) return raiseResolve(t, error);
    std::memcpy(&out->storage, found->ai_addr, found->ai_addrlen);
    out->length = found->ai_addrlen;
    freeaddrinfo(found);
    return true;
  }
  if (name == "255.255.255.255" || name == "<broadcast>") {
    if (family != AF_INET && family != AF_UNSPEC) return raise(t, exc::OSError, "address family mismatched");
    out->in.sin_family = AF_INET;
    out->in.sin_addr.s_addr = INADDR_BROADCAST;
    out->length = sizeof out->in;
    return true;
  }
  if (family == AF_INET || family == AF_UNSPEC) {
    if (inet_pton(AF_INET, name.c_str(), &out->in.sin_addr) > 0) {
      out->in.sin_family = AF_INET;
      out->length = sizeof out->in;
      return true;
    }
  }
  if ((family == AF_INET6 || family == AF_UNSPEC) && name.find('%') == std::string::npos) {
    if (inet_pton(AF_INET6, name.c_str(), &out->in6.sin6_addr) > 0) {
      out->in6.sin6_family = AF_INET6;
      out->length = sizeof out->in6;
      return true;
    }
  }
  *out = Address();
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = family;
  int error = blocking(t, [&] { return getaddrinfo(name.c_str(), nullptr, &hints, &found); });
  if (error) return raiseResolve(t, error);
  std::memcpy(&out->storage, found->ai_addr, found->ai_addrlen);
  out->length = found->ai_addrlen;
  freeaddrinfo(found);
  return true;
}

Value hostValue(Thread* t, const Address& a) {
  char text[NI_MAXHOST];
  int error = getnameinfo(&a.header, a.length, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  if (error) return raiseResolve(t, error);
  Str* s = TRY(makeStr(t, std::string_view(text)));
  return Value(s);
}

bool addressPy(Thread* t, const Socket* s, Value v, const char* caller, Address* out) {
  *out = Address();
  switch (s->family) {
    case AF_INET:
      return inetPy(t, v, caller, out);
    case AF_INET6:
      return inet6Py(t, v, caller, out);
    case AF_UNIX:
      return unixPy(t, v, out);
    case AF_NETLINK: {
      auto a = as<sockaddr_nl>(out);
      a->nl_family = AF_NETLINK;
      return pairPy(t, v, caller, "AF_NETLINK", "a pair (pid, groups)", &a->nl_pid, &a->nl_groups);
    }
    case AF_VSOCK: {
      auto a = as<sockaddr_vm>(out);
      a->svm_family = AF_VSOCK;
      return pairPy(t, v, caller, "AF_VSOCK", "a tuple of two unsigned integers", &a->svm_cid, &a->svm_port);
    }
    case AF_QIPCRTR: {
      auto a = as<sockaddr_qrtr>(out);
      a->sq_family = AF_QIPCRTR;
      return pairPy(t, v, caller, "AF_QIPCRTR", "a tuple of two unsigned integers", &a->sq_node, &a->sq_port);
    }
    case AF_PACKET:
      return packetPy(t, s, v, caller, out);
    case AF_ALG:
      return algorithmPy(t, v, caller, out);
    default:
      return raise(t, exc::OSError, "{}(): bad family", caller);
  }
}

Value addressValue(Thread* t, int fd, const Address& a, int proto) {
  if (a.length == 0) return Value::none();
  switch (a.header.sa_family) {
    case AF_INET: {
      Value host = TRY(hostValue(t, a));
      Tuple* pair = TRY(makeTuple(t, {host, Value::smallInt(ntohs(a.in.sin_port))}));
      return Value(pair);
    }
    case AF_INET6: {
      Value host = TRY(hostValue(t, a));
      Tuple* parts = TRY(makeTuple(t, {host, Value::smallInt(ntohs(a.in6.sin6_port)), Value::smallInt(ntohl(a.in6.sin6_flowinfo)),
                                       Value::smallInt(a.in6.sin6_scope_id)}));
      return Value(parts);
    }
    case AF_UNIX:
      return unixValue(t, a);
    case AF_NETLINK:
      return pairValue(t, as<sockaddr_nl>(a)->nl_pid, as<sockaddr_nl>(a)->nl_groups);
    case AF_VSOCK:
      return pairValue(t, as<sockaddr_vm>(a)->svm_cid, as<sockaddr_vm>(a)->svm_port);
    case AF_QIPCRTR:
      return pairValue(t, as<sockaddr_qrtr>(a)->sq_node, as<sockaddr_qrtr>(a)->sq_port);
    case AF_PACKET: {
      auto p = as<sockaddr_ll>(a);
      ifreq request = {};
      request.ifr_ifindex = p->sll_ifindex;
      if (p->sll_ifindex && ioctl(fd, SIOCGIFNAME, &request) < 0) request.ifr_name[0] = 0;
      Value name = TRY(posix::pathResult(t, request.ifr_name, false));
      Bytes* hardware = TRY(makeBytes(t, std::string_view(reinterpret_cast<const char*>(p->sll_addr), p->sll_halen)));
      Tuple* parts = TRY(makeTuple(t, {name, Value::smallInt(ntohs(p->sll_protocol)), Value::smallInt(p->sll_pkttype),
                                       Value::smallInt(p->sll_hatype), Value(hardware)}));
      return Value(parts);
    }
    default: {
      size_t size = a.length > sizeof a.header.sa_family ? a.length - sizeof a.header.sa_family : 0;
      if (size > sizeof a.storage - sizeof a.header.sa_family) size = sizeof a.storage - sizeof a.header.sa_family;
      Bytes* rest = TRY(makeBytes(t, std::string_view(a.header.sa_data, size)));
      Tuple* pair = TRY(makeTuple(t, {Value::smallInt(a.header.sa_family), Value(rest)}));
      return Value(pair);
    }
  }
}

}  // namespace typhon::net
