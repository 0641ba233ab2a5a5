// _socket.socket: sockets. Addresses: socket_address.cpp; names of hosts and services: socket_names.cpp.
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <climits>
#include <cstring>
#include <memory>
#include <vector>

#include "runtime/exec/audit.h"
#include "runtime/exec/warnings.h"
#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/socket.h"
#include "runtime/modules/wait_time.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/list.h"

namespace typhon {

size_t sizeOf_Socket(const Object*) { return sizeof(Socket); }

namespace net {

namespace {

Type* type = nullptr;

Socket* self(Value* args) { return args[0].as<Socket>(); }

bool setNonBlocking(int fd, bool on) {
  int flag = on;
  return ioctl(fd, FIONBIO, &flag) >= 0;
}

// --- waiting

Raised raiseTimeout(Thread* t) {
  Str* text = makeStr(t, "timed out");
  if (!text) return {};
  return raiseWith(t, exc::TimeoutError, Value(text));
}

// Waits until the socket can be read or written. False with TimeoutError, OSError or what a signal handler raised.
bool waitPy(Thread* t, Socket* s, bool writing, Deadline& deadline) {
  for (;;) {
    pollfd p = {s->fd, static_cast<short>(writing ? POLLOUT : POLLIN), 0};
    if (p.fd < 0) return raiseOs(t, EBADF);
    int ms = deadline.milliseconds();
    int n = blocking(t, [&] { return poll(&p, 1, ms); });
    if (n > 0) return true;
    if (n == 0) return raiseTimeout(t);
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(checkSignalsPy(t));
  }
}

Deadline deadlineOf(const Socket* s) { return s->timeout > 0 ? Deadline::in(s->timeout) : Deadline::never(); }

// Calls f(fd) until it neither is interrupted nor would block (unless the socket is not to block). -1 with an exception pending.
template <class F>
int64_t callPy(Thread* t, Socket* s, bool writing, Deadline& deadline, F f) {
  for (;;) {
    int fd = s->fd;
    int64_t n = static_cast<int64_t>(blocking(t, [&] { return f(fd); }));
    if (n >= 0) return n;
    if (errno == EINTR) {
      if (!checkSignalsPy(t)) return -1;
    } else if (s->timeout > 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (!waitPy(t, s, writing, deadline)) return -1;
    } else {
      return raiseOs(t, errno);
    }
  }
}
template <class F>
int64_t callPy(Thread* t, Socket* s, bool writing, F f) {
  Deadline deadline = deadlineOf(s);
  return callPy(t, s, writing, deadline, f);
}

// --- making and closing

bool setUp(Socket* s, int fd, int family, int kind, int proto) {
  s->fd = fd;
  s->family = family;
  s->type = kind & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  s->proto = proto;
  if (kind & SOCK_NONBLOCK) {
    s->timeout = 0;
    return true;
  }
  s->timeout = defaultTimeout;
  return defaultTimeout < 0 || setNonBlocking(fd, true);
}

Value socketNew(Thread* t, Value* args, size_t) {
  Socket* s = TRY(allocate<Socket>(t, args[0].as<Type>()));
  s->fd = -1;
  s->timeout = -1;
  return Value(s);
}

Value socketInit(Thread* t, Value* args, size_t) {
  Socket* s = self(args);
  int family = TRY(intArgumentPy(t, args[1])), kind = TRY(intArgumentPy(t, args[2])), proto = TRY(intArgumentPy(t, args[3]));
  TRY(auditPy(t, "socket.__new__", {args[0], Value::smallInt(family), Value::smallInt(kind), Value::smallInt(proto)}));
  int fd;
  if (!args[4].isNone()) {
    int64_t given = TRY(indexInt64Py(t, args[4], exc::OverflowError));
    if (given < 0) return raise(t, exc::ValueError, "negative file descriptor");
    if (given > INT_MAX) return raiseOs(t, EBADF);
    fd = static_cast<int>(given);
    Address a;
    if (getsockname(fd, &a.header, &a.length) < 0) {
      if (family == -1 || errno == EBADF || errno == ENOTSOCK) return raiseOs(t, errno);
    } else if (family == -1) {
      family = a.header.sa_family;
    }
    socklen_t size = sizeof kind;
    if (kind == -1 && getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &size) < 0) return raiseOs(t, errno);
    size = sizeof proto;
    if (proto == -1 && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &proto, &size) < 0) return raiseOs(t, errno);
  } else {
    if (family == -1) family = AF_INET;
    if (kind == -1) kind = SOCK_STREAM;
    if (proto == -1) proto = 0;
    fd = blocking(t, [=] { return socket(family, kind | SOCK_CLOEXEC, proto); });
    if (fd < 0) return raiseOs(t, errno);
  }
  if (!setUp(s, fd, family, kind, proto)) {
    int error = errno;
    close(fd);
    s->fd = -1;
    return raiseOs(t, error);
  }
  return Value::none();
}

void socketFinalize(Thread* t, Value v) {
  Socket* s = v.as<Socket>();
  if (s->fd < 0) return;
  PendingSaver saver(t);
  Maybe<std::string> shown = reprTextPy(t, v);
  if (!shown.ok()) clearPending(t);
  if (!warnPy(t, exc::ResourceWarning, "unclosed " + (shown.ok() ? *shown : std::string("socket")))) writeUnraisablePy(t, v);
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
}

Value closeMethod(Thread* t, Value* args, size_t) {
  Socket* s = self(args);
  int fd = s->fd;
  s->fd = -1;
  // A connection that was reset is closed all the same.
  if (fd >= 0 && blocking(t, [=] { return close(fd); }) < 0 && errno != ECONNRESET) return raiseOs(t, errno);
  return Value::none();
}
Value detachMethod(Thread*, Value* args, size_t) {
  int fd = self(args)->fd;
  self(args)->fd = -1;
  return Value::smallInt(fd);
}
Value filenoMethod(Thread*, Value* args, size_t) { return Value::smallInt(self(args)->fd); }

Value socketRepr(Thread* t, Value v) {
  Socket* s = v.as<Socket>();
  Str* text =
      TRY(makeStr(t, fmt::format("<socket object, fd={}, family={}, type={}, proto={}>", s->fd, s->family, s->type, s->proto)));
  return Value(text);
}

// --- blocking and timeouts

bool applyTimeout(Thread* t, Socket* s, int64_t timeout) {
  s->timeout = timeout;
  int fd = s->fd;
  if (blocking(t, [=] { return setNonBlocking(fd, timeout >= 0); })) return true;
  return raiseOs(t, errno);
}

Value setBlocking(Thread* t, Value* args, size_t) {
  bool block = TRY(truthPy(t, args[1]));
  TRY(applyTimeout(t, self(args), block ? -1 : 0));
  return Value::none();
}
Value getBlocking(Thread*, Value* args, size_t) { return Value::boolean(self(args)->timeout != 0); }
Value setTimeout(Thread* t, Value* args, size_t) {
  int64_t timeout;
  TRY(timeoutPy(t, args[1], &timeout));
  TRY(applyTimeout(t, self(args), timeout));
  return Value::none();
}
Value getTimeout(Thread* t, Value* args, size_t) { return timeoutValue(t, self(args)->timeout); }

// --- connections

Value acceptMethod(Thread* t, Value* args, size_t) {
  Socket* s = self(args);
  Address a;
  int64_t fd = callPy(t, s, false, [&](int from) {
    a.length = sizeof a.storage;
    return accept4(from, &a.header, &a.length, SOCK_CLOEXEC);
  });
  if (fd < 0) return Value::error();
  Value address = addressValue(t, static_cast<int>(fd), a, s->proto);
  Tuple* pair = address.isError() ? nullptr : makeTuple(t, {Value::smallInt(fd), address});
  if (!pair) {
    close(static_cast<int>(fd));
    return Value::error();
  }
  return Value(pair);
}

Value bindMethod(Thread* t, Value* args, size_t) {
  Address a;
  TRY(addressPy(t, self(args), args[1], "bind", &a));
  TRY(auditPy(t, "socket.bind", {args[0], args[1]}));
  int fd = self(args)->fd;
  return posix::noneOr(t, blocking(t, [&] { return bind(fd, &a.header, a.length); }));
}

Value listenMethod(Thread* t, Value* args, size_t) {
  int backlog = args[1].isUnbound() ? (SOMAXCONN < 128 ? SOMAXCONN : 128) : TRY(intArgumentPy(t, args[1]));
  if (backlog < 0) backlog = 0;
  int fd = self(args)->fd;
  return posix::noneOr(t, blocking(t, [=] { return listen(fd, backlog); }));
}

// The error number of connecting, 0 when it is done; -1 with an exception pending.
int connectPy(Thread* t, Socket* s, const Address& a) {
  int fd = s->fd;
  if (blocking(t, [&] { return connect(fd, &a.header, a.length); }) == 0) return 0;
  int error = errno;
  // An interrupted connect() goes on in the background, as one on a socket that does not block.
  if (error == EINTR) {
    if (!checkSignalsPy(t)) return -1;
    if (s->timeout == 0) return error;
  } else if (error != EINPROGRESS || s->timeout <= 0) {
    return error;
  }
  Deadline deadline = deadlineOf(s);
  if (!waitPy(t, s, true, deadline)) return -1;
  socklen_t size = sizeof error;
  if (getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error == EISCONN ? 0 : error;
}

Value connectMethod(Thread* t, Value* args, size_t) {
  Address a;
  TRY(addressPy(t, self(args), args[1], "connect", &a));
  TRY(auditPy(t, "socket.connect", {args[0], args[1]}));
  int error = connectPy(t, self(args), a);
  if (error < 0) return Value::error();
  if (error) return raiseOs(t, error);
  return Value::none();
}

Value connectExMethod(Thread* t, Value* args, size_t) {
  Address a;
  TRY(addressPy(t, self(args), args[1], "connect_ex", &a));
  TRY(auditPy(t, "socket.connect", {args[0], args[1]}));
  int error = connectPy(t, self(args), a);
  if (error < 0) {
    if (!pendingIs(t, exc::TimeoutError)) return Value::error();
    clearPending(t);
    error = EWOULDBLOCK;
  }
  return Value::smallInt(error);
}

Value shutdownMethod(Thread* t, Value* args, size_t) {
  int how = TRY(intArgumentPy(t, args[1])), fd = self(args)->fd;
  return posix::noneOr(t, blocking(t, [=] { return shutdown(fd, how); }));
}

Value nameOf(Thread* t, Socket* s, int (*f)(int, sockaddr*, socklen_t*)) {
  Address a;
  int fd = s->fd;
  if (blocking(t, [&] { return f(fd, &a.header, &a.length); }) < 0) return raiseOs(t, errno);
  return addressValue(t, fd, a, s->proto);
}
Value getPeerName(Thread* t, Value* args, size_t) {
  return nameOf(t, self(args), [](int fd, sockaddr* a, socklen_t* n) { return getpeername(fd, a, n); });
}
Value getSockName(Thread* t, Value* args, size_t) {
  return nameOf(t, self(args), [](int fd, sockaddr* a, socklen_t* n) { return getsockname(fd, a, n); });
}

// --- options

Value getOption(Thread* t, Value* args, size_t) {
  int level = TRY(intArgumentPy(t, args[1])), option = TRY(intArgumentPy(t, args[2])), size = TRY(intArgumentPy(t, args[3]));
  int fd = self(args)->fd;
  if (size == 0) {
    int flag = 0;
    socklen_t length = sizeof flag;
    if (getsockopt(fd, level, option, &flag, &length) < 0) return raiseOs(t, errno);
    return Value::smallInt(flag);
  }
  if (size < 0 || size > 1024) return raise(t, exc::OSError, "getsockopt buflen out of range");
  char buffer[1024];
  socklen_t length = static_cast<socklen_t>(size);
  if (getsockopt(fd, level, option, buffer, &length) < 0) return raiseOs(t, errno);
  Bytes* b = TRY(makeBytes(t, std::string_view(buffer, length)));
  return Value(b);
}

// setsockopt(level, option, int or bytes), setsockopt(level, option, None, length)
Value setOption(Thread* t, Value* args, size_t) {
  int level = TRY(intArgumentPy(t, args[1])), option = TRY(intArgumentPy(t, args[2])), fd = self(args)->fd;
  if (!args[4].isUnbound()) {
    if (!args[3].isNone()) return raise(t, exc::TypeError, "setsockopt() argument 3 must be None, not {}", typeName(args[3]));
    int64_t length = TRY(countArgumentPy(t, args[4]));
    return posix::noneOr(t, setsockopt(fd, level, option, nullptr, static_cast<socklen_t>(length)));
  }
  if (isInt(args[3]) || typeOf(args[3])->slots.index) {
    int flag = TRY(intArgumentPy(t, args[3]));
    return posix::noneOr(t, setsockopt(fd, level, option, &flag, sizeof flag));
  }
  BufferHolder value;
  TRY(value.acquirePy(t, args[3]));
  return posix::noneOr(t, setsockopt(fd, level, option, value.bytes().data(), static_cast<socklen_t>(value.bytes().size())));
}

// --- receiving

bool sizePy(Thread* t, Value v, const char* message, int64_t* out) {
  *out = TRY(countArgumentPy(t, v));
  if (*out < 0) return raise(t, exc::ValueError, "{}", message);
  return true;
}

// Room for what arrives: small amounts on the stack.
class Room {
 public:
  bool make(Thread* t, size_t size) {
    size_ = size;
    if (size <= sizeof near_) return true;
    if (size > PTRDIFF_MAX / 2) return raiseMemory(t);
    far_.reset(static_cast<char*>(std::malloc(size)));
    return far_ || raiseMemory(t);
  }
  char* data() { return far_ ? far_.get() : near_; }
  size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(char* p) const { std::free(p); }
  };
  std::unique_ptr<char, Free> far_;
  size_t size_ = 0;
  char near_[4096];
};

Value recvMethod(Thread* t, Value* args, size_t) {
  int64_t size;
  TRY(sizePy(t, args[1], "negative buffersize in recv", &size));
  int flags = TRY(intArgumentPy(t, args[2]));
  Room room;
  TRY(room.make(t, static_cast<size_t>(size)));
  int64_t n = callPy(t, self(args), false, [&](int fd) { return recv(fd, room.data(), room.size(), flags); });
  if (n < 0) return Value::error();
  Bytes* b = TRY(makeBytes(t, std::string_view(room.data(), static_cast<size_t>(n))));
  return Value(b);
}

// The part of a buffer that an `nbytes` argument means; 0: all of it.
bool partPy(Thread* t, const BufferHolder& buffer, Value nbytes, const char* negative, const char* tooSmall, size_t* out) {
  int64_t size;
  TRY(sizePy(t, nbytes, negative, &size));
  *out = size ? static_cast<size_t>(size) : buffer.bytes().size();
  if (*out > buffer.bytes().size()) return raise(t, exc::ValueError, "{}", tooSmall);
  return true;
}

// A buffer to be written into.
bool writablePy(Thread* t, Value v, const char* method, BufferHolder* out) {
  if (hasBuffer(v) && out->acquirePy(t, v, kBufferWritable)) return true;
  clearPending(t);
  return raise(t, exc::TypeError, "{}() argument 1 must be read-write bytes-like object, not {}", method, argumentTypeName(v));
}

Value recvInto(Thread* t, Value* args, size_t) {
  BufferHolder buffer;
  TRY(writablePy(t, args[1], "recv_into", &buffer));
  size_t size;
  TRY(partPy(t, buffer, args[2], "negative buffersize in recv_into", "buffer too small for requested bytes", &size));
  int flags = TRY(intArgumentPy(t, args[3]));
  int64_t n = callPy(t, self(args), false, [&](int fd) { return recv(fd, buffer.view.data, size, flags); });
  if (n < 0) return Value::error();
  return Value::smallInt(n);
}

int64_t receiveFromPy(Thread* t, Socket* s, void* data, size_t size, int flags, Address* a) {
  return callPy(t, s, false, [&](int fd) {
    *a = Address();
    return recvfrom(fd, data, size, flags, &a->header, &a->length);
  });
}

Value withAddress(Thread* t, Socket* s, Value first, const Address& a) {
  Value address = TRY(addressValue(t, s->fd, a, s->proto));
  Tuple* pair = TRY(makeTuple(t, {first, address}));
  return Value(pair);
}

Value recvFrom(Thread* t, Value* args, size_t) {
  int64_t size;
  TRY(sizePy(t, args[1], "negative buffersize in recvfrom", &size));
  int flags = TRY(intArgumentPy(t, args[2]));
  Room room;
  TRY(room.make(t, static_cast<size_t>(size)));
  Address a;
  int64_t n = receiveFromPy(t, self(args), room.data(), room.size(), flags, &a);
  if (n < 0) return Value::error();
  Bytes* b = TRY(makeBytes(t, std::string_view(room.data(), static_cast<size_t>(n))));
  return withAddress(t, self(args), Value(b), a);
}

Value recvFromInto(Thread* t, Value* args, size_t) {
  BufferHolder buffer;
  TRY(writablePy(t, args[1], "recvfrom_into", &buffer));
  size_t size;
  TRY(partPy(t, buffer, args[2], "negative buffersize in recvfrom_into", "nbytes is greater than the length of the buffer",
             &size));
  int flags = TRY(intArgumentPy(t, args[3]));
  Address a;
  int64_t n = receiveFromPy(t, self(args), buffer.view.data, size, flags, &a);
  if (n < 0) return Value::error();
  return withAddress(t, self(args), Value::smallInt(n), a);
}

// Several buffers of an iterable, held together.
class Buffers {
 public:
  bool acquirePy(Thread* t, Value iterable, int flags, const char* tooMany) {
    Tuple* items = TRY(toTuplePy(t, iterable));
    if (items->length > IOV_MAX) return raise(t, exc::OSError, "{}", tooMany);
    for (size_t i = 0; i < items->length; ++i) {
      holders_.push_back(std::make_unique<BufferHolder>());
      TRY(holders_.back()->acquirePy(t, items->items[i], flags));
      vectors_.push_back({holders_.back()->view.data, static_cast<size_t>(holders_.back()->view.length)});
    }
    items_ = Value(items);
    return true;
  }
  std::vector<iovec>& vectors() { return vectors_; }

 private:
  std::vector<std::unique_ptr<BufferHolder>> holders_;
  std::vector<iovec> vectors_;
  Value items_;  // keeps the exporters alive while this is on the stack
};

// A received message as (data, ancillary data, flags, address).
Value messageValue(Thread* t, Socket* s, Value data, msghdr& message, Address& a) {
  List* ancillary = TRY(makeList(t));
  for (cmsghdr* c = message.msg_controllen ? CMSG_FIRSTHDR(&message) : nullptr; c; c = CMSG_NXTHDR(&message, c)) {
    size_t header = CMSG_LEN(0);
    size_t left =
        static_cast<size_t>(static_cast<char*>(message.msg_control) + message.msg_controllen - reinterpret_cast<char*>(c));
    size_t length = c->cmsg_len;
    if (length < header) break;
    if (length > left) {
      TRY(warnPy(t, exc::RuntimeWarning, "received malformed or improperly-truncated ancillary data"));
      length = left;
    }
    Bytes* content = TRY(makeBytes(t, std::string_view(reinterpret_cast<char*>(CMSG_DATA(c)), length - header)));
    Tuple* item = TRY(makeTuple(t, {Value::smallInt(c->cmsg_level), Value::smallInt(c->cmsg_type), Value(content)}));
    TRY(listAppend(t, ancillary, Value(item)));
  }
  a.length = message.msg_namelen;
  Value address = TRY(addressValue(t, s->fd, a, s->proto));
  Tuple* out = TRY(makeTuple(t, {data, Value(ancillary), Value::smallInt(message.msg_flags), address}));
  return Value(out);
}

// Descriptors that came with a message that is not going to be returned.
void closeReceived(msghdr& message) {
  for (cmsghdr* c = message.msg_controllen ? CMSG_FIRSTHDR(&message) : nullptr; c; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS || c->cmsg_len < CMSG_LEN(0)) continue;
    size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; ++i) {
      int fd;
      std::memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
      close(fd);
    }
  }
}

Value receiveMessagePy(Thread* t, Socket* s, std::span<iovec> vectors, int64_t ancillarySize, int flags,
                       Value (*data)(Thread*, std::span<iovec>, int64_t)) {
  if (ancillarySize < 0 || ancillarySize > SSIZE_MAX / 2)
    return raise(t, exc::ValueError, "invalid ancillary data buffer length");
  Room control;
  TRY(control.make(t, static_cast<size_t>(ancillarySize)));
  Address a;
  msghdr message = {};
  int64_t n = callPy(t, s, false, [&](int fd) {
    a = Address();
    message = {};
    message.msg_name = &a.storage;
    message.msg_namelen = sizeof a.storage;
    message.msg_iov = vectors.data();
    message.msg_iovlen = vectors.size();
    message.msg_control = ancillarySize ? control.data() : nullptr;
    message.msg_controllen = static_cast<size_t>(ancillarySize);
    return recvmsg(fd, &message, flags);
  });
  if (n < 0) return Value::error();
  Value first = data(t, vectors, n);
  Value result = first.isError() ? first : messageValue(t, s, first, message, a);
  if (result.isError()) closeReceived(message);
  return result;
}

Value recvMessage(Thread* t, Value* args, size_t) {
  int64_t size, ancillary;
  TRY(sizePy(t, args[1], "negative buffer size in recvmsg()", &size));
  ancillary = TRY(countArgumentPy(t, args[2]));
  int flags = TRY(intArgumentPy(t, args[3]));
  Room room;
  TRY(room.make(t, static_cast<size_t>(size)));
  iovec vector = {room.data(), room.size()};
  return receiveMessagePy(
      t, self(args), std::span(&vector, 1), ancillary, flags, [](Thread* t, std::span<iovec> v, int64_t n) -> Value {
        Bytes* b = TRY(makeBytes(t, std::string_view(static_cast<char*>(v[0].iov_base), static_cast<size_t>(n))));
        return Value(b);
      });
}

Value recvMessageInto(Thread* t, Value* args, size_t) {
  Buffers buffers;
  TRY(buffers.acquirePy(t, args[1], kBufferWritable, "recvmsg_into() argument 1 is too long"));
  int64_t ancillary = TRY(countArgumentPy(t, args[2]));
  int flags = TRY(intArgumentPy(t, args[3]));
  return receiveMessagePy(t, self(args), buffers.vectors(), ancillary, flags,
                          [](Thread*, std::span<iovec>, int64_t n) -> Value { return Value::smallInt(n); });
}

// --- sending

Value sendMethod(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  int flags = TRY(intArgumentPy(t, args[2]));
  int64_t n =
      callPy(t, self(args), true, [&](int fd) { return send(fd, data.view.data, static_cast<size_t>(data.view.length), flags); });
  if (n < 0) return Value::error();
  return Value::smallInt(n);
}

Value sendAll(Thread* t, Value* args, size_t) {
  Socket* s = self(args);
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  int flags = TRY(intArgumentPy(t, args[2]));
  const uint8_t* p = data.view.data;
  size_t left = static_cast<size_t>(data.view.length);
  Deadline deadline = deadlineOf(s);  // for all of it
  do {
    int64_t n = callPy(t, s, true, deadline, [&](int fd) { return send(fd, p, left, flags); });
    if (n < 0) return Value::error();
    p += n;
    left -= static_cast<size_t>(n);
    TRY(checkSignalsPy(t));
    if (left > 0 && !deadline.forever() && deadline.left() == 0) return raiseTimeout(t);
  } while (left > 0);
  return Value::none();
}

// sendto(data, address), sendto(data, flags, address)
Value sendTo(Thread* t, Value* args, size_t argc) {
  Socket* s = self(args);
  if (argc < 3 || argc > 4) return raise(t, exc::TypeError, "sendto() takes 2 or 3 arguments ({} given)", argc - 1);
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  int flags = 0;
  if (argc == 4) flags = TRY(intArgumentPy(t, args[2]));
  Address a;
  TRY(addressPy(t, s, args[argc - 1], "sendto", &a));
  TRY(auditPy(t, "socket.sendto", {args[0], args[argc - 1]}));
  int64_t n = callPy(t, s, true, [&](int fd) {
    return sendto(fd, data.view.data, static_cast<size_t>(data.view.length), flags, &a.header, a.length);
  });
  if (n < 0) return Value::error();
  return Value::smallInt(n);
}

// (level, type, data) items as the system wants them.
bool ancillaryPy(Thread* t, Value iterable, const char* method, std::vector<char>* out) {
  Tuple* items = TRY(toTuplePy(t, iterable));
  struct Item {
    int level, type;
    std::string data;
  };
  std::vector<Item> parsed;
  size_t total = 0;
  for (size_t i = 0; i < items->length; ++i) {
    if (!isa<Tuple>(items->items[i]) || items->items[i].as<Tuple>()->length != 3)
      return isa<Tuple>(items->items[i])
                 ? raise(t, exc::TypeError, "[{}() ancillary data items]() argument must be sequence of length 3, not {}", method,
                         items->items[i].as<Tuple>()->length)
                 : raise(t, exc::TypeError, "[{}() ancillary data items]() argument must be 3-item sequence, not {}", method,
                         argumentTypeName(items->items[i]));
    Tuple* parts = items->items[i].as<Tuple>();
    Item item;
    item.level = TRY(intArgumentPy(t, parts->items[0]));
    item.type = TRY(intArgumentPy(t, parts->items[1]));
    BufferHolder data;
    TRY(data.acquirePy(t, parts->items[2]));
    item.data = data.bytes();
    total += CMSG_SPACE(item.data.size());
    parsed.push_back(std::move(item));
  }
  out->assign(total, 0);
  if (!total) return true;
  msghdr message = {};
  message.msg_control = out->data();
  message.msg_controllen = total;
  cmsghdr* c = CMSG_FIRSTHDR(&message);
  for (const Item& item : parsed) {
    if (!c) return raise(t, exc::RuntimeError, "unexpected NULL result from CMSG_NXTHDR()");
    c->cmsg_level = item.level;
    c->cmsg_type = item.type;
    c->cmsg_len = CMSG_LEN(item.data.size());
    std::memcpy(CMSG_DATA(c), item.data.data(), item.data.size());
    c = CMSG_NXTHDR(&message, c);
  }
  return true;
}

int64_t sendMessagePy(Thread* t, Socket* s, std::vector<iovec>& vectors, std::vector<char>& control, int flags, Address* a) {
  return callPy(t, s, true, [&](int fd) {
    msghdr message = {};
    message.msg_name = a ? &a->storage : nullptr;
    message.msg_namelen = a ? a->length : 0;
    message.msg_iov = vectors.data();
    message.msg_iovlen = vectors.size();
    message.msg_control = control.empty() ? nullptr : control.data();
    message.msg_controllen = control.size();
    return sendmsg(fd, &message, flags);
  });
}

Value sendMessage(Thread* t, Value* args, size_t) {
  Socket* s = self(args);
  Buffers buffers;
  TRY(buffers.acquirePy(t, args[1], kBufferSimple, "sendmsg() argument 1 is too long"));
  std::vector<char> control;
  TRY(ancillaryPy(t, args[2], "sendmsg", &control));
  int flags = TRY(intArgumentPy(t, args[3]));
  Address a;
  bool addressed = !args[4].isNone();
  if (addressed) TRY(addressPy(t, s, args[4], "sendmsg", &a));
  int64_t n = sendMessagePy(t, s, buffers.vectors(), control, flags, addressed ? &a : nullptr);
  if (n < 0) return Value::error();
  return Value::smallInt(n);
}

// args: self, msg; keyword-only op, iv, assoclen, flags
Value sendMessageAlg(Thread* t, Value* args, size_t) {
  Socket* s = self(args);
  if (s->family != AF_ALG) return raise(t, exc::OSError, "algset is only supported for AF_ALG");
  int op = TRY(intArgumentPy(t, args[2])), flags = TRY(intArgumentPy(t, args[5]));
  if (op < 0) return raise(t, exc::TypeError, "Invalid or missing argument 'op'");
  Buffers buffers;
  if (!args[1].isNone()) TRY(buffers.acquirePy(t, args[1], kBufferSimple, "sendmsg_afalg() argument 1 is too long"));
  List* items = TRY(makeList(t));
  auto add = [&](int kind, std::string_view content) -> bool {
    Bytes* b = TRY(makeBytes(t, content));
    Tuple* item = TRY(makeTuple(t, {Value::smallInt(279 /* SOL_ALG */), Value::smallInt(kind), Value(b)}));
    return listAppend(t, items, Value(item));
  };
  uint32_t operation = static_cast<uint32_t>(op);
  TRY(add(3 /* ALG_SET_OP */, std::string_view(reinterpret_cast<char*>(&operation), sizeof operation)));
  if (!args[3].isUnbound()) {
    BufferHolder iv;
    TRY(iv.acquirePy(t, args[3]));
    uint32_t length = static_cast<uint32_t>(iv.bytes().size());
    std::string content(reinterpret_cast<char*>(&length), sizeof length);
    content += iv.bytes();
    TRY(add(2 /* ALG_SET_IV */, content));
  }
  if (!args[4].isUnbound()) {
    int length = TRY(intArgumentPy(t, args[4]));
    if (length < 0) return raise(t, exc::TypeError, "assoclen must be positive");
    uint32_t associated = static_cast<uint32_t>(length);
    TRY(add(4 /* ALG_SET_AEAD_ASSOCLEN */, std::string_view(reinterpret_cast<char*>(&associated), sizeof associated)));
  }
  std::vector<char> control;
  TRY(ancillaryPy(t, Value(items), "sendmsg_afalg", &control));
  int64_t n = sendMessagePy(t, s, buffers.vectors(), control, flags, nullptr);
  if (n < 0) return Value::error();
  return Value::smallInt(n);
}

Value getFamily(Thread*, Value v) { return Value::smallInt(v.as<Socket>()->family); }
Value getType(Thread*, Value v) { return Value::smallInt(v.as<Socket>()->type); }
Value getProto(Thread*, Value v) { return Value::smallInt(v.as<Socket>()->proto); }
Value getTimeoutValue(Thread* t, Value v) { return timeoutValue(t, v.as<Socket>()->timeout); }

const NativeDef kMethods[] = {
    {"_accept", "(self, /)", acceptMethod,
     "_accept() -> (integer, address info)\n"
     "\n"
     "Waits for a connection; returns its descriptor and the other side's address, (host, port) for IP."},
    {"bind", "(self, address, /)", bindMethod,
     "bind(address)\n"
     "\n"
     "Gives the socket its local address: (host, port) for IP, a tuple that begins with the interface's name for raw packets."},
    {"close", "(self, /)", closeMethod,
     "close()\n"
     "\n"
     "Closes the socket for good."},
    {"connect", "(self, address, /)", connectMethod,
     "connect(address)\n"
     "\n"
     "Connects to an address, (host, port) for IP."},
    {"connect_ex", "(self, address, /)", connectExMethod,
     "connect_ex(address) -> errno\n"
     "\n"
     "Connects like connect(), but returns the error number instead of raising OSError."},
    {"detach", "(self, /)", detachMethod,
     "detach()\n"
     "\n"
     "Ends the object and returns its descriptor, which stays open."},
    {"fileno", "(self, /)", filenoMethod,
     "fileno() -> integer\n"
     "\n"
     "The socket's descriptor."},
    {"getpeername", "(self, /)", getPeerName,
     "getpeername() -> address info\n"
     "\n"
     "The other side's address, (host, port) for IPv4."},
    {"getsockname", "(self, /)", getSockName,
     "getsockname() -> address info\n"
     "\n"
     "The socket's own address: (host, port) for IPv4, (host, port, flowinfo, scope_id) for IPv6."},
    {"getsockopt", "(self, level, option, buflen=0, /)", getOption,
     "getsockopt(level, option[, buffersize]) -> value\n"
     "\n"
     "The value of an option (see the system's manual): an int, or bytes if their size is given."},
    {"listen", "(self, backlog=<absent>, /)", listenMethod,
     "listen([backlog])\n"
     "\n"
     "Lets others connect; up to backlog connections wait to be accepted."},
    {"recv", "(self, bufsize, flags=0, /)", recvMethod,
     "recv(buffersize[, flags]) -> data\n"
     "\n"
     "At most buffersize bytes; waits until there is one. b'' when the other side has closed. See the system's manual for "
     "flags."},
    {"recv_into", "(self, buffer, nbytes=0, flags=0)", recvInto,
     "recv_into(buffer, [nbytes[, flags]]) -> nbytes_read\n"
     "\n"
     "Like recv(), but the bytes go into the buffer: as many as fit, or nbytes."},
    {"recvfrom", "(self, bufsize, flags=0, /)", recvFrom,
     "recvfrom(buffersize[, flags]) -> (data, address info)\n"
     "\n"
     "Like recv(), with the sender's address."},
    {"recvfrom_into", "(self, buffer, nbytes=0, flags=0)", recvFromInto,
     "recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)\n"
     "\n"
     "Like recv_into(), with the sender's address."},
    {"recvmsg", "(self, bufsize, ancbufsize=0, flags=0, /)", recvMessage,
     "recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)\n\nReceive normal data (up to bufsize "
     "bytes) and ancillary data from "
     "the\nsocket."},
    {"recvmsg_into", "(self, buffers, ancbufsize=0, flags=0, /)", recvMessageInto,
     "recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)\n\nReceive normal data and ancillary "
     "data from the socket, "
     "scattering the\nnon-ancillary data into a series of buffers."},
    {"send", "(self, data, flags=0, /)", sendMethod,
     "send(data[, flags]) -> count\n"
     "\n"
     "Sends bytes and returns how many were taken: it may be fewer. See the system's manual for flags."},
    {"sendall", "(self, data, flags=0, /)", sendAll,
     "sendall(data[, flags])\n"
     "\n"
     "Sends all of the bytes. After an error nobody knows how many went."},
    {"sendto", "(self, /, *args)", sendTo,
     "sendto(data[, flags], address) -> count\n"
     "\n"
     "Sends to an address, (host, port) for IP."},
    {"sendmsg", "(self, buffers, ancdata=(), flags=0, address=None, /)", sendMessage,
     "sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\n\nSend normal and ancillary data to the socket, gathering "
     "the\nnon-ancillary data from a "
     "series of buffers and concatenating it into\na single message."},
    {"sendmsg_afalg", "(self, msg=None, *, op=-1, iv=<absent>, assoclen=<absent>, flags=0)", sendMessageAlg,
     "sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags=MSG_MORE]]])\n"
     "\n"
     "Sets operation, initial vector and length of the associated data of an AF_ALG socket."},
    {"setblocking", "(self, flag, /)", setBlocking,
     "setblocking(flag)\n"
     "\n"
     "True is settimeout(None), False is settimeout(0.0)."},
    {"getblocking", "(self, /)", getBlocking,
     "getblocking()\n"
     "\n"
     "Whether operations wait."},
    {"settimeout", "(self, timeout, /)", setTimeout,
     "settimeout(timeout)\n"
     "\n"
     "How many seconds operations may wait: None is without limit, 0 is not at all."},
    {"gettimeout", "(self, /)", getTimeout,
     "gettimeout() -> timeout\n"
     "\n"
     "How many seconds operations may wait; None if without limit."},
    {"setsockopt", "(self, level, option, value, optlen=<absent>, /)", setOption,
     "setsockopt(level, option, value: int)\n"
     "setsockopt(level, option, value: buffer)\n"
     "setsockopt(level, option, None, optlen: int)\n"
     "\n"
     "Sets an option (see the system's manual) to an int, to bytes, or to nothing of a given length."},
    {"shutdown", "(self, how, /)", shutdownMethod,
     "shutdown(flag)\n"
     "\n"
     "Ends receiving (SHUT_RD), sending (SHUT_WR) or both (SHUT_RDWR)."},
};
const GetSetDef kGetSets[] = {
    {"family", getFamily, nullptr, "the socket family"},
    {"type", getType, nullptr, "the socket type"},
    {"proto", getProto, nullptr, "the socket protocol"},
    {"timeout", getTimeoutValue, nullptr, "the socket timeout"},
};
const NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", socketNew, nullptr};
const NativeDef kInit = {"__init__", "(self, family=-1, type=-1, proto=-1, fileno=None)", socketInit, nullptr};

const TypeSpec socketSpec = {
    .name = "_socket.socket",
    .kind = Kind::Socket,
    .flags = kBaseType,  // the library's class adds __weakref__ itself
    .slots = {.repr = socketRepr, .finalize = socketFinalize},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .init = &kInit,
    .doc =
        "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) "
        "-> socket "
        "object\n\nOpen a socket of the given type.  The family argument specifies the\naddress family; it defaults to AF_INET.  "
        "The type argument "
        "specifies\nwhether this is a stream (SOCK_STREAM, this is the default)\nor datagram (SOCK_DGRAM) socket.  The protocol "
        "argument defaults to "
        "0,\nspecifying the default protocol.  Keyword arguments are accepted.\nThe socket is created as non-inheritable.",
};

}  // namespace

Value socketPair(Thread* t, Value* args, size_t) {
  int family = args[0].isUnbound() ? AF_UNIX : TRY(intArgumentPy(t, args[0]));
  int kind = TRY(intArgumentPy(t, args[1])), proto = TRY(intArgumentPy(t, args[2]));
  int fds[2];
  if (blocking(t, [&] { return socketpair(family, kind | SOCK_CLOEXEC, proto, fds); }) < 0) return raiseOs(t, errno);
  Value made[2];
  for (int i = 0; i < 2; ++i) {
    Socket* s = allocate<Socket>(t, type);
    if (!s || !setUp(s, fds[i], family, kind, proto)) {
      if (s) raiseOs(t, errno);
      // Those that are objects already close themselves.
      for (int k = i + (s ? 1 : 0); k < 2; ++k) close(fds[k]);
      return Value::error();
    }
    made[i] = Value(s);
  }
  Tuple* pair = TRY(makeTuple(t, made, 2));
  return Value(pair);
}

bool initSocketType(Thread* t) {
  if (!type) {
    type = TRY(makeNativeType(t, socketSpec));
    addRoot(&type);
  }
  return true;
}

Type* socketType() { return type; }

}  // namespace net

}  // namespace typhon
