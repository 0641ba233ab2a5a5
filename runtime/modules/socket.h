// _socket: socket objects, and addresses between Python and the system.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "runtime/exec/thread.h"
#include "runtime/object/native.h"

namespace typhon {

struct Socket : Object {
  int fd;  // -1: closed
  int family, type, proto;
  int64_t timeout;  // nanoseconds; -1: blocking, 0: not blocking
};

namespace net {

struct Address {
  union {
    sockaddr header;
    sockaddr_storage storage;
    sockaddr_in in;
    sockaddr_in6 in6;
    sockaddr_un un;
  };
  socklen_t length = sizeof(sockaddr_storage);
  Address() { storage = {}; }
};

// A Python address for a socket of this family and protocol; `caller` is the method, for messages.
bool addressPy(Thread* t, const Socket* s, Value v, const char* caller, Address* out);
// The other way; None when there is none.
Value addressValue(Thread* t, int fd, const Address& a, int proto);
// A host name or numeric address as an IPv4 or IPv6 address (port 0). Looks it up without the interpreter lock.
bool resolvePy(Thread* t, const std::string& name, int family, Address* out);
// A host argument: str (by IDNA), bytes or bytearray; of a function, for messages, or part of an address.
bool hostTextPy(Thread* t, Value v, std::string* out, const char* function = nullptr);
// "1.2.3.4" or "::1" of an address.
Value hostValue(Thread* t, const Address& a);

// socket.gaierror for a code of getaddrinfo(3), socket.herror for h_errno.
Raised raiseResolve(Thread* t, int code);
Raised raiseHost(Thread* t, int code);

// The timeout of sockets made from now on, in nanoseconds or -1.
extern int64_t defaultTimeout;
// None or seconds as such a timeout.
bool timeoutPy(Thread* t, Value v, int64_t* out);
Value timeoutValue(Thread* t, int64_t ns);

// The type of sockets, once initSocketType has been called.
bool initSocketType(Thread* t);
Type* socketType();
// socketpair(family, type, proto) -> two sockets
Value socketPair(Thread* t, Value* args, size_t argc);

}  // namespace net

}  // namespace typhon
