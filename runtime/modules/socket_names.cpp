// The module _socket: names of hosts, services and protocols; number formats; constants. Sockets: _socket.cpp.
#include <arpa/inet.h>
#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/can/error.h>
#include <linux/can/isotp.h>
#include <linux/can/j1939.h>
#include <linux/can/raw.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <climits>
#include <cstring>
#include <vector>

#include "runtime/exec/audit.h"
#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/socket.h"
#include "runtime/modules/time_support.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"

namespace typhon::net {

int64_t defaultTimeout = -1;

namespace {
Type *herrorType = nullptr, *gaierrorType = nullptr;

Raised raiseNumbered(Thread* t, Type* type, int code, const char* text) {
  Str* s = makeStr(t, std::string_view(text));
  if (!s) return {};
  Value args[2] = {Value::smallInt(code), Value(s)};
  Value e = makeExceptionPy(t, type, args, 2);
  if (e.isError()) return {};
  return raiseValue(t, e);
}
}  // namespace

Raised raiseResolve(Thread* t, int code) {
  if (code == EAI_SYSTEM) return raiseOs(t, errno);
  return raiseNumbered(t, gaierrorType, code, gai_strerror(code));
}
Raised raiseHost(Thread* t, int code) { return raiseNumbered(t, herrorType, code, hstrerror(code)); }

bool timeoutPy(Thread* t, Value v, int64_t* out) {
  *out = -1;
  if (v.isNone()) return true;
  int64_t ns;
  TRY(timeFromSecondsPy(t, v, Rounding::Up, &ns));
  if (ns < 0) return raise(t, exc::ValueError, "Timeout value out of range");
  if (ns / 1'000'000 > INT_MAX) return raise(t, exc::OverflowError, "timeout doesn't fit into C timeval");
  *out = ns;
  return true;
}
Value timeoutValue(Thread* t, int64_t ns) { return ns < 0 ? Value::none() : secondsFromNs(t, ns); }

namespace {

Value textValue(Thread* t, const char* s) { return posix::pathResult(t, s, false); }

Value closeFunction(Thread* t, Value* args, size_t) {
  int64_t fd = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  if (blocking(t, [=] { return close(static_cast<int>(fd)); }) < 0 && errno != ECONNRESET) return raiseOs(t, errno);
  return Value::none();
}

Value dupFunction(Thread* t, Value* args, size_t) {
  int64_t fd = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  int copy = fcntl(static_cast<int>(fd), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return raiseOs(t, errno);
  return Value::smallInt(copy);
}

// --- hosts

Value getHostName(Thread* t, Value*, size_t) {
  TRY(auditPy(t, "socket.gethostname"));
  char name[1024];
  if (gethostname(name, sizeof name - 1) < 0) return raiseOs(t, errno);
  name[sizeof name - 1] = 0;
  return textValue(t, name);
}

Value setHostName(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(posix::fsBytesPy(t, args[0], &name));
  TRY(auditPy(t, "socket.sethostname", {args[0]}));
  return posix::noneOr(t, sethostname(name.data(), name.size()));
}

Value getHostByName(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(hostTextPy(t, args[0], &name, "gethostbyname"));
  TRY(auditPy(t, "socket.gethostbyname", {args[0]}));
  Address a;
  TRY(resolvePy(t, name, AF_INET, &a));
  return hostValue(t, a);
}

// (name, aliases, addresses) of a host entry.
Value hostEntryValue(Thread* t, const hostent* h, int error) {
  if (!h) return raiseHost(t, error);
  List *aliases = TRY(makeList(t)), *addresses = TRY(makeList(t));
  for (char** alias = h->h_aliases; alias && *alias; ++alias) {
    Value name = TRY(textValue(t, *alias));
    TRY(listAppend(t, aliases, name));
  }
  for (char** address = h->h_addr_list; address && *address; ++address) {
    char text[INET6_ADDRSTRLEN];
    if (!inet_ntop(h->h_addrtype, *address, text, sizeof text)) return raiseOs(t, errno);
    Str* s = TRY(makeStr(t, std::string_view(text)));
    TRY(listAppend(t, addresses, Value(s)));
  }
  Value name = TRY(textValue(t, h->h_name));
  Tuple* out = TRY(makeTuple(t, {name, Value(aliases), Value(addresses)}));
  return Value(out);
}

// Calls one of the gethostby*_r functions with a buffer that is large enough.
template <class F>
Value hostEntry(Thread* t, F f) {
  std::vector<char> buffer(16384);
  hostent entry, *found = nullptr;
  int error = 0;
  for (;;) {
    int result = blocking(t, [&] { return f(&entry, buffer.data(), buffer.size(), &found, &error); });
    if (result != ERANGE || buffer.size() > (size_t{1} << 24)) break;
    buffer.resize(buffer.size() * 2);
  }
  return hostEntryValue(t, found, error);
}

Value getHostByNameEx(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(hostTextPy(t, args[0], &name, "gethostbyname_ex"));
  TRY(auditPy(t, "socket.gethostbyname", {args[0]}));
  Address a;
  TRY(resolvePy(t, name, AF_INET, &a));
  return hostEntry(t, [&](hostent* h, char* b, size_t n, hostent** out, int* error) {
    return gethostbyname_r(name.c_str(), h, b, n, out, error);
  });
}

Value getHostByAddress(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(hostTextPy(t, args[0], &name, "gethostbyaddr"));
  Address a;
  TRY(resolvePy(t, name, AF_UNSPEC, &a));
  int family = a.header.sa_family;
  const void* address;
  socklen_t size;
  if (family == AF_INET) {
    address = &a.in.sin_addr;
    size = sizeof a.in.sin_addr;
  } else if (family == AF_INET6) {
    address = &a.in6.sin6_addr;
    size = sizeof a.in6.sin6_addr;
  } else {
    return raise(t, exc::OSError, "unsupported address family");
  }
  return hostEntry(t, [&](hostent* h, char* b, size_t n, hostent** out, int* error) {
    return gethostbyaddr_r(address, size, family, h, b, n, out, error);
  });
}

// --- services and protocols

bool namePy(Thread* t, Value v, const char* function, int number, std::string* out) {
  if (!isa<Str>(v))
    return raise(t, exc::TypeError, "{}() argument {} must be str, not {}", function, number, argumentTypeName(v));
  *out = toUtf8(v.as<Str>());
  return true;
}

Value getServiceByName(Thread* t, Value* args, size_t) {
  std::string name, protocol;
  TRY(namePy(t, args[0], "getservbyname", 1, &name));
  if (!args[1].isUnbound()) TRY(namePy(t, args[1], "getservbyname", 2, &protocol));
  servent entry, *found = nullptr;
  char buffer[4096];
  const char* wanted = args[1].isUnbound() ? nullptr : protocol.c_str();
  blocking(t, [&] { return getservbyname_r(name.c_str(), wanted, &entry, buffer, sizeof buffer, &found); });
  if (!found) return raise(t, exc::OSError, "service/proto not found");
  return Value::smallInt(ntohs(static_cast<uint16_t>(found->s_port)));
}

Value getServiceByPort(Thread* t, Value* args, size_t) {
  int port = TRY(intArgumentPy(t, args[0]));
  std::string protocol;
  if (!args[1].isUnbound()) TRY(namePy(t, args[1], "getservbyport", 2, &protocol));
  if (port < 0 || port > 0xffff) return raise(t, exc::OverflowError, "getservbyport: port must be 0-65535.");
  servent entry, *found = nullptr;
  char buffer[4096];
  const char* wanted = args[1].isUnbound() ? nullptr : protocol.c_str();
  int network = htons(static_cast<uint16_t>(port));
  blocking(t, [&] { return getservbyport_r(network, wanted, &entry, buffer, sizeof buffer, &found); });
  if (!found) return raise(t, exc::OSError, "port/proto not found");
  return textValue(t, found->s_name);
}

Value getProtocolByName(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(namePy(t, args[0], "getprotobyname", 1, &name));
  protoent entry, *found = nullptr;
  char buffer[4096];
  blocking(t, [&] { return getprotobyname_r(name.c_str(), &entry, buffer, sizeof buffer, &found); });
  if (!found) return raise(t, exc::OSError, "protocol not found");
  return Value::smallInt(found->p_proto);
}

Value getAddressInfo(Thread* t, Value* args, size_t) {
  TRY(auditPy(t, "socket.getaddrinfo", {args[0], args[1], args[2], args[3], args[4]}));
  std::string host, port;
  const char *hostText = nullptr, *portText = nullptr;
  if (isa<Str>(args[0])) {
    TRY(hostTextPy(t, args[0], &host));
    hostText = host.c_str();
  } else if (isa<Bytes>(args[0])) {
    host = args[0].as<Bytes>()->view();
    hostText = host.c_str();
  } else if (!args[0].isNone()) {
    return raise(t, exc::TypeError, "getaddrinfo() argument 1 must be string or None");
  }
  if (isInt(args[1])) {
    int64_t number = TRY(toInt64(t, args[1]));
    port = std::to_string(number);
    portText = port.c_str();
  } else if (isa<Str>(args[1])) {
    port = toUtf8(args[1].as<Str>());
    portText = port.c_str();
  } else if (isa<Bytes>(args[1])) {
    port = args[1].as<Bytes>()->view();
    portText = port.c_str();
  } else if (!args[1].isNone()) {
    return raise(t, exc::OSError, "Int or String expected");
  }
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = TRY(intArgumentPy(t, args[2]));
  hints.ai_socktype = TRY(intArgumentPy(t, args[3]));
  hints.ai_protocol = TRY(intArgumentPy(t, args[4]));
  hints.ai_flags = TRY(intArgumentPy(t, args[5]));
  int error = blocking(t, [&] { return getaddrinfo(hostText, portText, &hints, &found); });
  if (error) return raiseResolve(t, error);
  struct Free {
    addrinfo* list;
    ~Free() {
      if (list) freeaddrinfo(list);
    }
  } freeing{found};
  List* out = TRY(makeList(t));
  for (addrinfo* i = found; i; i = i->ai_next) {
    Address a;
    std::memcpy(&a.storage, i->ai_addr, i->ai_addrlen);
    a.length = i->ai_addrlen;
    Value address = TRY(addressValue(t, -1, a, i->ai_protocol));
    Value name = TRY(textValue(t, i->ai_canonname ? i->ai_canonname : ""));
    Tuple* item = TRY(makeTuple(
        t, {Value::smallInt(i->ai_family), Value::smallInt(i->ai_socktype), Value::smallInt(i->ai_protocol), name, address}));
    TRY(listAppend(t, out, Value(item)));
  }
  return Value(out);
}

Value getNameInfo(Thread* t, Value* args, size_t) {
  int flags = TRY(intArgumentPy(t, args[1]));
  if (!isa<Tuple>(args[0])) return raise(t, exc::TypeError, "getnameinfo() argument 1 must be a tuple");
  Tuple* given = args[0].as<Tuple>();
  if (given->length < 2 || given->length > 4) return raise(t, exc::TypeError, "getnameinfo(): illegal sockaddr argument");
  std::string host;
  TRY(namePy(t, given->items[0], "getnameinfo", 1, &host));
  int port = TRY(intArgumentPy(t, given->items[1]));
  int64_t flow = 0, scope = 0;
  if (given->length > 2) flow = TRY(indexInt64Py(t, given->items[2], exc::OverflowError));
  if (given->length > 3) scope = TRY(indexInt64Py(t, given->items[3], exc::OverflowError));
  if (flow < 0 || flow > 0xfffff) return raise(t, exc::OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
  addrinfo hints = {}, *found = nullptr;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_NUMERICHOST;
  std::string portText = std::to_string(port);
  int error = blocking(t, [&] { return getaddrinfo(host.c_str(), portText.c_str(), &hints, &found); });
  if (error) return raiseResolve(t, error);
  Address a;
  std::memcpy(&a.storage, found->ai_addr, found->ai_addrlen);
  a.length = found->ai_addrlen;
  bool several = found->ai_next;
  freeaddrinfo(found);
  if (several) return raise(t, exc::OSError, "sockaddr resolved to multiple addresses");
  if (a.header.sa_family == AF_INET && given->length != 2) return raise(t, exc::OSError, "IPv4 sockaddr must be 2 tuple");
  if (a.header.sa_family == AF_INET6) {
    a.in6.sin6_flowinfo = htonl(static_cast<uint32_t>(flow));
    a.in6.sin6_scope_id = static_cast<uint32_t>(scope);
  }
  char hostName[NI_MAXHOST], service[NI_MAXSERV];
  error =
      blocking(t, [&] { return getnameinfo(&a.header, a.length, hostName, sizeof hostName, service, sizeof service, flags); });
  if (error) return raiseResolve(t, error);
  Value first = TRY(textValue(t, hostName)), second = TRY(textValue(t, service));
  Tuple* pair = TRY(makeTuple(t, {first, second}));
  return Value(pair);
}

// --- number formats

Value convert32(Thread* t, Value* args, size_t) {
  Value number = args[0];
  if (!isInt(number)) return raise(t, exc::TypeError, "expected int, {} found", typeName(number));
  uint64_t n;
  if (intSign(number) < 0) return raise(t, exc::OverflowError, "can't convert negative value to unsigned int");
  if (!fitsUint64(number, &n) || n > UINT32_MAX) return raise(t, exc::OverflowError, "int larger than 32 bits");
  return Value::smallInt(htonl(static_cast<uint32_t>(n)));
}
Value convert16(Thread* t, Value v, const char* function) {
  int64_t n;
  Value number = TRY(indexPy(t, v));
  if (!fitsInt64(number, &n) || n > INT_MAX || n < INT_MIN)
    return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  if (n < 0) return raise(t, exc::OverflowError, "{}: can't convert negative Python int to C 16-bit unsigned integer", function);
  if (n > 0xffff)
    return raise(t, exc::OverflowError, "{}: Python int too large to convert to C 16-bit unsigned integer", function);
  return Value::smallInt(htons(static_cast<uint16_t>(n)));
}
Value htonsFunction(Thread* t, Value* args, size_t) { return convert16(t, args[0], "htons"); }
Value ntohsFunction(Thread* t, Value* args, size_t) { return convert16(t, args[0], "ntohs"); }
Value inetAton(Thread* t, Value* args, size_t) {
  std::string text;
  TRY(namePy(t, args[0], "inet_aton", 1, &text));
  in_addr address;
  if (inet_aton(text.c_str(), &address) == 0) return raise(t, exc::OSError, "illegal IP address string passed to inet_aton");
  Bytes* b = TRY(makeBytes(t, std::string_view(reinterpret_cast<char*>(&address), sizeof address)));
  return Value(b);
}
Value inetNtoa(Thread* t, Value* args, size_t) {
  BufferHolder packed;
  TRY(packed.acquirePy(t, args[0]));
  if (packed.bytes().size() != sizeof(in_addr)) return raise(t, exc::OSError, "packed IP wrong length for inet_ntoa");
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, packed.bytes().data(), text, sizeof text);
  Str* s = TRY(makeStr(t, std::string_view(text)));
  return Value(s);
}
Value inetPton(Thread* t, Value* args, size_t) {
  int family = TRY(intArgumentPy(t, args[0]));
  std::string text;
  TRY(namePy(t, args[1], "inet_pton", 2, &text));
  char packed[sizeof(in6_addr)];
  int result = inet_pton(family, text.c_str(), packed);
  if (result < 0) return raiseOs(t, errno);
  if (result == 0) return raise(t, exc::OSError, "illegal IP address string passed to inet_pton");
  Bytes* b = TRY(makeBytes(t, std::string_view(packed, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr))));
  return Value(b);
}
Value inetNtop(Thread* t, Value* args, size_t) {
  int family = TRY(intArgumentPy(t, args[0]));
  BufferHolder packed;
  TRY(packed.acquirePy(t, args[1]));
  if (family != AF_INET && family != AF_INET6) return raise(t, exc::ValueError, "unknown address family {}", family);
  if (packed.bytes().size() != (family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr)))
    return raise(t, exc::ValueError, "invalid length of packed IP address string");
  char text[INET6_ADDRSTRLEN];
  if (!inet_ntop(family, packed.bytes().data(), text, sizeof text)) return raiseOs(t, errno);
  Str* s = TRY(makeStr(t, std::string_view(text)));
  return Value(s);
}

// --- interfaces, timeouts, ancillary data

Value ifNameIndex(Thread* t, Value*, size_t) {
  struct if_nameindex* all = if_nameindex();
  if (!all) return raiseOs(t, errno);
  struct Free {
    struct if_nameindex* list;
    ~Free() { if_freenameindex(list); }
  } freeing{all};
  List* out = TRY(makeList(t));
  for (struct if_nameindex* i = all; i->if_index; ++i) {
    Value name = TRY(textValue(t, i->if_name));
    Tuple* pair = TRY(makeTuple(t, {Value::smallInt(i->if_index), name}));
    TRY(listAppend(t, out, Value(pair)));
  }
  return Value(out);
}
Value ifNameToIndex(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(posix::fsBytesPy(t, args[0], &name));
  unsigned index = if_nametoindex(name.c_str());
  if (!index) return raise(t, exc::OSError, "no interface with this name");
  return Value::smallInt(index);
}
Value ifIndexToName(Thread* t, Value* args, size_t) {
  Value number = TRY(indexPy(t, args[0]));
  uint64_t index;
  if (intSign(number) < 0) return raise(t, exc::OverflowError, "can't convert negative value to unsigned int");
  if (!fitsUint64(number, &index)) return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
  char name[IF_NAMESIZE + 1];
  if (!if_indextoname(static_cast<unsigned>(index), name)) return raiseOs(t, errno);
  return textValue(t, name);
}

Value getDefaultTimeout(Thread* t, Value*, size_t) { return timeoutValue(t, defaultTimeout); }
Value setDefaultTimeout(Thread* t, Value* args, size_t) {
  int64_t timeout;
  TRY(timeoutPy(t, args[0], &timeout));
  defaultTimeout = timeout;
  return Value::none();
}

Value ancillarySize(Thread* t, Value v, const char* function, size_t (*f)(size_t)) {
  int64_t length = TRY(countArgumentPy(t, v));
  if (length < 0 || length > INT32_MAX) return raise(t, exc::OverflowError, "{}() argument out of range", function);
  return Value::smallInt(static_cast<int64_t>(f(static_cast<size_t>(length))));
}
Value cmsgLength(Thread* t, Value* args, size_t) {
  return ancillarySize(t, args[0], "CMSG_LEN", [](size_t n) -> size_t { return CMSG_LEN(n); });
}
Value cmsgSpace(Thread* t, Value* args, size_t) {
  return ancillarySize(t, args[0], "CMSG_SPACE", [](size_t n) -> size_t { return CMSG_SPACE(n); });
}

const NativeDef kFunctions[] = {
    {"gethostbyname", "(host, /)", getHostByName,
     "gethostbyname(host) -> address\n"
     "\n"
     "The IPv4 address of a host, like '127.0.0.1'."},
    {"gethostbyname_ex", "(host, /)", getHostByNameEx,
     "gethostbyname_ex(host) -> (name, aliaslist, addresslist)\n"
     "\n"
     "Name, other names and IPv4 addresses of a host."},
    {"gethostbyaddr", "(host, /)", getHostByAddress,
     "gethostbyaddr(host) -> (name, aliaslist, addresslist)\n"
     "\n"
     "Name, other names and addresses of a host that is given by name or address."},
    {"gethostname", "()", getHostName,
     "gethostname() -> string\n"
     "\n"
     "The name of this machine."},
    {"sethostname", "(name, /)", setHostName,
     "sethostname(name)\n"
     "\n"
     "Gives this machine a name."},
    {"getservbyname", "(servicename, protocolname=<absent>, /)", getServiceByName,
     "getservbyname(servicename[, protocolname]) -> integer\n"
     "\n"
     "The port of a service; the protocol is 'tcp' or 'udp', or any."},
    {"getservbyport", "(port, protocolname=<absent>, /)", getServiceByPort,
     "getservbyport(port[, protocolname]) -> string\n"
     "\n"
     "The service of a port; the protocol is 'tcp' or 'udp', or any."},
    {"getprotobyname", "(name, /)", getProtocolByName,
     "getprotobyname(name) -> integer\n"
     "\n"
     "The number of a protocol."},
    {"close", "(fd, /)", closeFunction,
     "close(integer) -> None\n"
     "\n"
     "Closes the descriptor of a socket."},
    {"dup", "(fd, /)", dupFunction,
     "dup(integer) -> integer\n"
     "\n"
     "A second descriptor for the same socket."},
    {"socketpair", "(family=<absent>, type=1, proto=0, /)", socketPair,
     "socketpair([family[, type [, proto]]]) -> (socket object, socket object)\n"
     "\n"
     "Two sockets that are connected with each other, by default of the family AF_UNIX."},
    {"ntohs", "(x, /)", ntohsFunction,
     "ntohs(integer) -> integer\n"
     "\n"
     "A 16-bit number in the machine's byte order."},
    {"ntohl", "(x, /)", convert32,
     "ntohl(integer) -> integer\n"
     "\n"
     "A 32-bit number in the machine's byte order."},
    {"htons", "(x, /)", htonsFunction,
     "htons(integer) -> integer\n"
     "\n"
     "A 16-bit number in network byte order."},
    {"htonl", "(x, /)", convert32,
     "htonl(integer) -> integer\n"
     "\n"
     "A 32-bit number in network byte order."},
    {"inet_aton", "(string, /)", inetAton,
     "inet_aton(string) -> bytes giving packed 32-bit IP representation\n"
     "\n"
     "The four bytes of an IPv4 address that is written like 127.0.0.1."},
    {"inet_ntoa", "(packed_ip, /)", inetNtoa,
     "inet_ntoa(packed_ip) -> ip_address_string\n"
     "\n"
     "The text for the four bytes of an IPv4 address."},
    {"inet_pton", "(af, ip, /)", inetPton,
     "inet_pton(af, ip) -> packed IP address string\n"
     "\n"
     "The bytes of an address of this family that is given as text."},
    {"inet_ntop", "(af, packed_ip, /)", inetNtop,
     "inet_ntop(af, packed_ip) -> string formatted IP address\n"
     "\n"
     "The text for the bytes of an address of this family."},
    {"getaddrinfo", "(host, port, family=0, type=0, proto=0, flags=0)", getAddressInfo,
     "getaddrinfo(host, port [, family, type, proto, flags])\n"
     "    -> list of (family, type, proto, canonname, sockaddr)\n"
     "\n"
     "What addresses stand behind a host and a port."},
    {"getnameinfo", "(sockaddr, flags, /)", getNameInfo,
     "getnameinfo(sockaddr, flags) --> (host, port)\n"
     "\n"
     "Host and port of an address, as text."},
    {"getdefaulttimeout", "()", getDefaultTimeout,
     "getdefaulttimeout() -> timeout\n"
     "\n"
     "How many seconds new sockets may wait; None, as at the beginning, if without limit."},
    {"setdefaulttimeout", "(timeout, /)", setDefaultTimeout,
     "setdefaulttimeout(timeout)\n"
     "\n"
     "How many seconds new sockets may wait; None, as at the beginning, if without limit."},
    {"if_nameindex", "()", ifNameIndex,
     "if_nameindex()\n"
     "\n"
     "All network interfaces, as pairs of index and name."},
    {"if_nametoindex", "(if_name, /)", ifNameToIndex, "Returns the interface index corresponding to the interface name if_name."},
    {"if_indextoname", "(if_index, /)", ifIndexToName,
     "if_indextoname(if_index)\n"
     "\n"
     "The name of a network interface."},
    {"CMSG_LEN", "(length, /)", cmsgLength,
     "CMSG_LEN(length) -> control message length\n\nReturn the total length, without trailing padding, of an ancillary\ndata "
     "item with associated data of the "
     "given length."},
    {"CMSG_SPACE", "(length, /)", cmsgSpace,
     "CMSG_SPACE(length) -> buffer size\n\nReturn the buffer size needed for recvmsg() to receive an ancillary\ndata item with "
     "associated data of the given "
     "length, along with any\ntrailing padding."},
};

const NativeConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#define CONSTANT_IS(name, value) {#name, static_cast<int64_t>(value)},
#include "runtime/modules/socket_names.def"
#undef CONSTANT_IS
#undef CONSTANT
};

const TypeSpec herrorSpec = {
    .name = "socket.herror", .base = &exc::OSError, .kind = Kind::Exception, .flags = kBaseType | kHasInstanceDict};
const TypeSpec gaierrorSpec = {
    .name = "socket.gaierror", .base = &exc::OSError, .kind = Kind::Exception, .flags = kBaseType | kHasInstanceDict};

bool init(Thread* t, Module* m) {
  TRY(initSocketType(t));
  if (!herrorType) {
    herrorType = TRY(makeNativeType(t, herrorSpec));
    addRoot(&herrorType);
    gaierrorType = TRY(makeNativeType(t, gaierrorSpec));
    addRoot(&gaierrorType);
  }
  TRY(moduleSet(t, m, "socket", Value(socketType())));
  TRY(moduleSet(t, m, "SocketType", Value(socketType())));
  TRY(moduleSet(t, m, "error", Value(exc::OSError)));
  TRY(moduleSet(t, m, "timeout", Value(exc::TimeoutError)));
  TRY(moduleSet(t, m, "herror", Value(herrorType)));
  TRY(moduleSet(t, m, "gaierror", Value(gaierrorType)));
  TRY(moduleAddConstants(t, m, kConstants));
  return moduleSet(t, m, "has_ipv6", Value::boolean(true));
}

}  // namespace

}  // namespace typhon::net

namespace typhon {
extern const ModuleSpec socketModule = {"_socket", net::kFunctions, "What the socket module is made of.", net::init};
}  // namespace typhon
