// select: waiting for descriptors, with select(), poll() and epoll.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <climits>
#include <vector>

#include "runtime/exec/blocking.h"
#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/wait_time.h"
#include "runtime/object/type.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"

namespace typhon {

// select.poll(): the descriptors and the events that are waited for.
struct PollObject : Object {
  Dict* events;
  bool running;
};

// select.epoll().
struct EpollObject : Object {
  int fd;  // -1: closed
};

size_t sizeOf_PollObject(const Object*) { return sizeof(PollObject); }
void trace_PollObject(Object* o, Tracer& tracer) { tracer.visit(static_cast<PollObject*>(o)->events); }
size_t sizeOf_EpollObject(const Object*) { return sizeof(EpollObject); }
void dispose_EpollObject(Object* o) {
  auto e = static_cast<EpollObject*>(o);
  if (e->fd >= 0) close(e->fd);
}

namespace {

using posix::descriptorPy;

Type* pollType = nullptr;

// --- select()

// The descriptors of one argument, with the objects as given, and the set for the system. A list may change while its items'
// fileno() run.
struct Waited {
  List* objects = nullptr;
  std::vector<int> fds;
  fd_set set;
};

bool readSetPy(Thread* t, Value v, Waited* out, int* highest) {
  List* list = dynCast<List>(v);
  if (!list) list = toListPy(t, v);
  if (!list) {
    if (!pendingIs(t, exc::TypeError) || typeOf(v)->slots.iter) return false;
    clearPending(t);
    return raise(t, exc::TypeError, "arguments 1-3 must be sequences");
  }
  out->objects = TRY(makeList(t));
  FD_ZERO(&out->set);
  for (size_t i = 0; i < list->length; ++i) {
    Value object = listItem(list, i);
    int fd;
    TRY(descriptorPy(t, object, &fd));
    if (fd >= FD_SETSIZE) return raise(t, exc::ValueError, "filedescriptor out of range in select()");
    if (out->fds.size() >= FD_SETSIZE) return raise(t, exc::ValueError, "too many file descriptors in select()");
    FD_SET(fd, &out->set);
    if (fd > *highest) *highest = fd;
    TRY(listAppend(t, out->objects, object));
    out->fds.push_back(fd);
  }
  return true;
}

Value readyOf(Thread* t, const Waited& waited, const fd_set* ready) {
  List* out = TRY(makeList(t));
  for (size_t i = 0; i < waited.fds.size(); ++i)
    if (FD_ISSET(waited.fds[i], ready)) TRY(listAppend(t, out, listItem(waited.objects, i)));
  return Value(out);
}

Value selectFunction(Thread* t, Value* args, size_t) {
  Deadline deadline = Deadline::never();
  if (!args[3].isNone()) {
    int64_t ns;
    if (!timeFromSecondsPy(t, args[3], Rounding::Up, &ns)) {
      if (!pendingIs(t, exc::TypeError)) return Value::error();
      clearPending(t);
      return raise(t, exc::TypeError, "timeout must be a float or None");
    }
    if (ns < 0) return raise(t, exc::ValueError, "timeout must be non-negative");
    deadline = Deadline::in(ns);
  }
  Waited waited[3];
  int highest = -1;
  for (int i = 0; i < 3; ++i) TRY(readSetPy(t, args[i], &waited[i], &highest));
  fd_set ready[3];
  for (;;) {
    for (int i = 0; i < 3; ++i) ready[i] = waited[i].set;
    timeval timeout, *wait = nullptr;
    if (!deadline.forever()) {
      int64_t us = (deadline.left() + 999) / 1000;
      timeout = {us / 1'000'000, us % 1'000'000};
      wait = &timeout;
    }
    int n = blocking(t, [&] { return select(highest + 1, &ready[0], &ready[1], &ready[2], wait); });
    if (n >= 0) break;
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(checkSignalsPy(t));
  }
  Value lists[3];
  for (int i = 0; i < 3; ++i) lists[i] = TRY(readyOf(t, waited[i], &ready[i]));
  Tuple* out = TRY(makeTuple(t, lists, 3));
  return Value(out);
}

// --- poll objects

Value makePoll(Thread* t, Value*, size_t) {
  Dict* events = TRY(makeDict(t));
  PollObject* p = TRY(allocate<PollObject>(t, pollType));
  p->events = events;
  return Value(p);
}

bool eventMaskPy(Thread* t, Value v, uint16_t* out) {
  if (!isInt(v) && !typeOf(v)->slots.index) return raise(t, exc::TypeError, "an integer is required");
  Value number = TRY(indexPy(t, v));
  uint64_t n;
  if (intSign(number) < 0) return raise(t, exc::ValueError, "value must be positive");
  if (!fitsUint64(number, &n) || n > USHRT_MAX) return raise(t, exc::OverflowError, "Python int too large for C unsigned short");
  *out = static_cast<uint16_t>(n);
  return true;
}

Value pollRegister(Thread* t, Value* args, size_t) {
  int fd;
  uint16_t events = POLLIN | POLLPRI | POLLOUT;
  TRY(descriptorPy(t, args[1], &fd));
  if (!args[2].isUnbound()) TRY(eventMaskPy(t, args[2], &events));
  TRY(dictSetPy(t, args[0].as<PollObject>()->events, Value::smallInt(fd), Value::smallInt(events)));
  return Value::none();
}

Value pollModify(Thread* t, Value* args, size_t) {
  int fd;
  uint16_t events;
  TRY(descriptorPy(t, args[1], &fd));
  TRY(eventMaskPy(t, args[2], &events));
  Dict* registered = args[0].as<PollObject>()->events;
  Value old = TRY(dictGetPy(t, registered, Value::smallInt(fd)));
  if (old.isUnbound()) return raiseOs(t, ENOENT);
  TRY(dictSetPy(t, registered, Value::smallInt(fd), Value::smallInt(events)));
  return Value::none();
}

Value pollUnregister(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[1], &fd));
  int removed = dictDeletePy(t, args[0].as<PollObject>()->events, Value::smallInt(fd));
  if (removed < 0) return Value::error();
  if (!removed) return raiseWith(t, exc::KeyError, Value::smallInt(fd));
  return Value::none();
}

// Milliseconds, possibly with a fraction, as nanoseconds.
bool timeFromMillisecondsPy(Thread* t, Value v, int64_t* ns) {
  if (isFloat(v)) {
    Value seconds = TRY(makeFloat(t, asDouble(v) / 1000));
    return timeFromSecondsPy(t, seconds, Rounding::Up, ns);
  }
  if (!isInt(v) && !typeOf(v)->slots.index) return raise(t, exc::TypeError, "timeout must be an integer or None");
  int64_t ms;
  Value number = TRY(indexPy(t, v));
  if (!fitsInt64(number, &ms) || __builtin_mul_overflow(ms, int64_t{1'000'000}, ns))
    return raise(t, exc::OverflowError, "timestamp too large to convert to C _PyTime_t");
  return true;
}

Value pollPoll(Thread* t, Value* args, size_t) {
  PollObject* p = args[0].as<PollObject>();
  Deadline deadline = Deadline::never();
  if (!args[1].isNone()) {
    int64_t ns;
    TRY(timeFromMillisecondsPy(t, args[1], &ns));
    if (ns > int64_t{INT_MAX} * 1'000'000) return raise(t, exc::OverflowError, "timeout is too large");
    if (ns >= 0) deadline = Deadline::in(ns);
  }
  if (p->running) return raise(t, exc::RuntimeError, "concurrent poll() invocation");
  std::vector<pollfd> fds;
  size_t position = 0;
  Value key, events;
  while (dictNext(p->events, &position, &key, &events))
    fds.push_back({static_cast<int>(key.asSmallInt()), static_cast<short>(events.asSmallInt()), 0});
  p->running = true;
  bool ok = true;
  for (;;) {
    int ms = deadline.milliseconds();
    int n = blocking(t, [&] { return poll(fds.data(), fds.size(), ms); });
    if (n >= 0) break;
    ok = errno == EINTR ? checkSignalsPy(t) : raiseOs(t, errno);
    if (!ok) break;
  }
  p->running = false;
  if (!ok) return Value::error();
  List* out = TRY(makeList(t));
  for (const pollfd& f : fds) {
    if (!f.revents) continue;
    Tuple* pair = TRY(makeTuple(t, {Value::smallInt(f.fd), Value::smallInt(static_cast<uint16_t>(f.revents))}));
    TRY(listAppend(t, out, Value(pair)));
  }
  return Value(out);
}

const NativeDef kPollMethods[] = {
    {"register", "(self, fd, eventmask=<absent>, /)", pollRegister,
     "Register a file descriptor with the polling object.\n\n  fd\n    either an integer, or an object with a fileno() method "
     "returning an int\n "
     " eventmask\n    an optional bitmask describing the type of events to check for"},
    {"modify", "(self, fd, eventmask, /)", pollModify,
     "Modify an already registered file descriptor.\n\n  fd\n    either an integer, or an object with a fileno() method "
     "returning\n    an "
     "int\n  eventmask\n    a bitmask describing the type of events to check for"},
    {"unregister", "(self, fd, /)", pollUnregister, "Remove a file descriptor being tracked by the polling object."},
    {"poll", "(self, timeout=None, /)", pollPoll,
     "Polls the set of registered file descriptors.\n\n  timeout\n    The maximum time to wait in milliseconds, or else None (or "
     "a "
     "negative\n    value) to wait indefinitely.\n\nReturns a list containing any descriptors that have events or errors "
     "to\nreport, as a list "
     "of (fd, event) 2-tuples."},
};

const TypeSpec pollSpec = {.name = "select.poll", .kind = Kind::PollObject, .flags = kDisallowNew, .methods = kPollMethods};

// --- epoll

bool openEpoll(Thread* t, Value v, EpollObject** out) {
  *out = v.as<EpollObject>();
  if ((*out)->fd < 0) return raise(t, exc::ValueError, "I/O operation on closed epoll object");
  return true;
}

Value epollOf(Thread* t, Type* type, int fd) {
  EpollObject* e = allocate<EpollObject>(t, type);
  if (!e) {
    close(fd);
    return Value::error();
  }
  e->fd = fd;
  return Value(e);
}

Value epollNew(Thread* t, Value* args, size_t) {
  int size = TRY(intArgumentPy(t, args[1])), flags = TRY(intArgumentPy(t, args[2]));
  if (size != -1 && size <= 0) return raise(t, exc::ValueError, "negative sizehint");
  if (flags & ~EPOLL_CLOEXEC) return raise(t, exc::OSError, "invalid flags");
  int fd = epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) return raiseOs(t, errno);
  return epollOf(t, args[0].as<Type>(), fd);
}

Value epollFromFd(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[1]));
  return epollOf(t, args[0].as<Type>(), fd);
}

Value epollClose(Thread* t, Value* args, size_t) {
  EpollObject* e = args[0].as<EpollObject>();
  int fd = e->fd;
  e->fd = -1;
  if (fd >= 0 && blocking(t, [=] { return close(fd); }) < 0) return raiseOs(t, errno);
  return Value::none();
}

Value epollFileno(Thread* t, Value* args, size_t) {
  EpollObject* e;
  TRY(openEpoll(t, args[0], &e));
  return Value::smallInt(e->fd);
}

Value epollControlPy(Thread* t, Value self, int operation, Value descriptor, Value mask) {
  EpollObject* e;
  TRY(openEpoll(t, self, &e));
  int fd;
  TRY(descriptorPy(t, descriptor, &fd));
  epoll_event event = {};
  if (!mask.isUnbound()) {
    Value number = TRY(indexPy(t, mask));
    int64_t bits = 0;
    if (!fitsInt64(number, &bits)) return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
    event.events = static_cast<uint32_t>(bits);
  }
  event.data.fd = fd;
  int epfd = e->fd;
  if (blocking(t, [&] { return epoll_ctl(epfd, operation, fd, &event); }) < 0) return raiseOs(t, errno);
  return Value::none();
}
Value epollRegister(Thread* t, Value* args, size_t) {
  return epollControlPy(t, args[0], EPOLL_CTL_ADD, args[1],
                        args[2].isUnbound() ? Value::smallInt(EPOLLIN | EPOLLPRI | EPOLLOUT) : args[2]);
}
Value epollModify(Thread* t, Value* args, size_t) { return epollControlPy(t, args[0], EPOLL_CTL_MOD, args[1], args[2]); }
Value epollUnregister(Thread* t, Value* args, size_t) {
  return epollControlPy(t, args[0], EPOLL_CTL_DEL, args[1], Value::unbound());
}

Value epollPoll(Thread* t, Value* args, size_t) {
  EpollObject* e;
  TRY(openEpoll(t, args[0], &e));
  Deadline deadline = Deadline::never();
  if (!args[1].isNone()) {
    int64_t ns;
    if (!timeFromSecondsPy(t, args[1], Rounding::Up, &ns)) {
      if (!pendingIs(t, exc::TypeError)) return Value::error();
      clearPending(t);
      return raise(t, exc::TypeError, "timeout must be an integer or None");
    }
    if (ns > int64_t{INT_MAX} * 1'000'000) return raise(t, exc::OverflowError, "timeout is too large");
    if (ns >= 0) deadline = Deadline::in(ns);
  }
  int most = TRY(intArgumentPy(t, args[2]));
  if (most == -1) {
    most = FD_SETSIZE - 1;
  } else if (most < 1) {
    return raise(t, exc::ValueError, "maxevents must be greater than 0, got {}", most);
  }
  constexpr int kOnStack = FD_SETSIZE;
  epoll_event near[kOnStack];
  std::vector<epoll_event> far(static_cast<size_t>(most > kOnStack ? most : 0));
  epoll_event* events = most > kOnStack ? far.data() : near;
  int n, epfd = e->fd;
  for (;;) {
    int ms = deadline.milliseconds();
    n = blocking(t, [=] { return epoll_wait(epfd, events, most, ms); });
    if (n >= 0) break;
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(checkSignalsPy(t));
  }
  List* out = TRY(makeList(t));
  for (int i = 0; i < n; ++i) {
    Tuple* pair = TRY(makeTuple(t, {Value::smallInt(events[i].data.fd), Value::smallInt(events[i].events)}));
    TRY(listAppend(t, out, Value(pair)));
  }
  return Value(out);
}

Value epollEnter(Thread* t, Value* args, size_t) {
  EpollObject* e;
  TRY(openEpoll(t, args[0], &e));
  return args[0];
}
Value epollExit(Thread* t, Value* args, size_t) { return epollClose(t, args, 1); }
Value epollClosed(Thread*, Value self) { return Value::boolean(self.as<EpollObject>()->fd < 0); }

const NativeDef kEpollMethods[] = {
    {"fromfd", "(cls, fd, /)", epollFromFd, "An epoll object over a descriptor of one.", NativeDef::kClassMethod},
    {"close", "(self, /)", epollClose, "Closes the epoll's descriptor; nothing works on it afterwards."},
    {"fileno", "(self, /)", epollFileno, "Return the epoll control file descriptor."},
    {"modify", "(self, /, fd, eventmask)", epollModify, "Changes which events (EPOLL constants) of a descriptor are waited for."},
    {"register", "(self, /, fd, eventmask=<absent>)", epollRegister,
     "Adds a descriptor with the events (EPOLL constants) to wait for. OSError if it is there already."},
    {"unregister", "(self, /, fd)", epollUnregister, "Takes a descriptor out."},
    {"poll", "(self, /, timeout=None, maxevents=-1)", epollPoll,
     "Waits for events, at most timeout seconds (None or -1: without limit), and returns at most maxevents of them (-1: no "
     "limit) as pairs of descriptor and events."},
    {"__enter__", "(self, /)", epollEnter, nullptr},
    {"__exit__", "(self, exc_type=None, exc_value=None, exc_tb=None, /)", epollExit, nullptr},
};
const GetSetDef kEpollGetSets[] = {{"closed", epollClosed, nullptr, "True if the epoll handler is closed"}};
const NativeDef kEpollNew = {"__new__", "(cls, /, sizehint=-1, flags=0)", epollNew, nullptr};

const TypeSpec epollSpec = {
    .name = "select.epoll",
    .kind = Kind::EpollObject,
    .methods = kEpollMethods,
    .getsets = kEpollGetSets,
    .create = &kEpollNew,
    .doc =
        "Returns an epolling object.\n\n  sizehint\n    The expected number of events to be registered.  It must be positive,\n  "
        "  or -1 to "
        "use the default.  It is only used on older systems where\n    epoll_create1() is not available; otherwise it has no "
        "effect "
        "(though its\n    value is still checked).\n  flags\n    Deprecated and completely ignored.  However, when supplied, its "
        "value\n    "
        "must be 0 or select.EPOLL_CLOEXEC, otherwise OSError is raised.",
};

const NativeDef kFunctions[] = {
    {"select", "(rlist, wlist, xlist, timeout=None, /)", selectFunction,
     "Wait until one or more file descriptors are ready for some kind of I/O.\n\nThe first three arguments are iterables of file "
     "descriptors to "
     "be waited for:\nrlist -- wait until ready for reading\nwlist -- wait until ready for writing\nxlist -- wait for an "
     "\"exceptional "
     "condition\"\nIf only one kind of condition is required, pass [] for the other lists.\n\nA file descriptor is either a "
     "socket or file object, "
     "or a small integer\ngotten from a fileno() method call on one of those.\n\nThe optional 4th argument specifies a timeout "
     "in seconds; it may "
     "be\na floating point number to specify fractions of seconds.  If it is absent\nor None, the call will never time "
     "out.\n\nThe return value is "
     "a tuple of three lists corresponding to the first three\narguments; each contains the subset of the corresponding file "
     "descriptors\nthat are "
     "ready."},
    {"poll", "()", makePoll, "An object that descriptors are registered with, to wait for events on them."},
};

const NativeConstant kConstants[] = {
    {"POLLIN", POLLIN},
    {"POLLPRI", POLLPRI},
    {"POLLOUT", POLLOUT},
    {"POLLERR", POLLERR},
    {"POLLHUP", POLLHUP},
    {"POLLNVAL", POLLNVAL},
    {"POLLRDNORM", POLLRDNORM},
    {"POLLRDBAND", POLLRDBAND},
    {"POLLWRNORM", POLLWRNORM},
    {"POLLWRBAND", POLLWRBAND},
    {"POLLMSG", POLLMSG},
    {"POLLRDHUP", POLLRDHUP},
    {"PIPE_BUF", PIPE_BUF},
    {"EPOLLIN", EPOLLIN},
    {"EPOLLOUT", EPOLLOUT},
    {"EPOLLPRI", EPOLLPRI},
    {"EPOLLERR", EPOLLERR},
    {"EPOLLHUP", EPOLLHUP},
    {"EPOLLRDHUP", EPOLLRDHUP},
    {"EPOLLET", EPOLLET},
    {"EPOLLONESHOT", EPOLLONESHOT},
    {"EPOLLEXCLUSIVE", EPOLLEXCLUSIVE},
    {"EPOLLRDNORM", EPOLLRDNORM},
    {"EPOLLRDBAND", EPOLLRDBAND},
    {"EPOLLWRNORM", EPOLLWRNORM},
    {"EPOLLWRBAND", EPOLLWRBAND},
    {"EPOLLMSG", EPOLLMSG},
    {"EPOLL_CLOEXEC", EPOLL_CLOEXEC},
};

bool init(Thread* t, Module* m) {
  if (!pollType) {
    pollType = TRY(makeNativeType(t, pollSpec));
    addRoot(&pollType);
  }
  TRY(moduleSet(t, m, "error", Value(exc::OSError)));
  TRY(moduleAddConstants(t, m, kConstants));
  return moduleAddType(t, m, epollSpec) != nullptr;
}

}  // namespace

extern const ModuleSpec selectModule = {"select", kFunctions, "Waiting for events on many descriptors at once.", init};

}  // namespace typhon
