// termios: terminals' settings.
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "runtime/base/os.h"
#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/types/bytes.h"
#include "runtime/types/exception.h"
#include "runtime/types/list.h"

namespace typhon {

namespace {

Type* errorType = nullptr;

// termios.error(errno, text): an exception of its own, no OSError.
Raised raiseTerminal(Thread* t, int error) {
  Str* text = makeStr(t, base::errnoText(error));
  if (!text) return {};
  Value args[2] = {Value::smallInt(error), Value(text)};
  Value e = makeExceptionPy(t, errorType, args, 2);
  if (e.isError()) return {};
  return raiseValue(t, e);
}

template <class F>
Value call(Thread* t, F f) {
  if (blocking(t, f) < 0) return raiseTerminal(t, errno);
  return Value::none();
}

bool isNumericControl(size_t i) { return i == VMIN || i == VTIME; }

Value getAttributes(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  termios mode;
  if (blocking(t, [&] { return tcgetattr(fd, &mode); }) < 0) return raiseTerminal(t, errno);
  List* controls = TRY(makeList(t));
  bool canonical = mode.c_lflag & ICANON;
  for (size_t i = 0; i < NCCS; ++i) {
    // Without line editing two of them are numbers.
    if (!canonical && isNumericControl(i)) {
      TRY(listAppend(t, controls, Value::smallInt(mode.c_cc[i])));
      continue;
    }
    char c = static_cast<char>(mode.c_cc[i]);
    Bytes* b = TRY(makeBytes(t, std::string_view(&c, 1)));
    TRY(listAppend(t, controls, Value(b)));
  }
  List* out = TRY(makeList(t));
  for (int64_t v : {int64_t{mode.c_iflag}, int64_t{mode.c_oflag}, int64_t{mode.c_cflag}, int64_t{mode.c_lflag},
                    int64_t{cfgetispeed(&mode)}, int64_t{cfgetospeed(&mode)}})
    TRY(listAppend(t, out, Value::smallInt(v)));
  TRY(listAppend(t, out, Value(controls)));
  return Value(out);
}

Maybe<uint32_t> flagPy(Thread* t, List* list, size_t i) {
  Value index = TRY(indexPy(t, listItem(list, i)));
  int64_t n;
  if (!fitsInt64(index, &n)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
  return static_cast<uint32_t>(n);
}

Value setAttributes(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  int when = TRY(intArgumentPy(t, args[1]));
  if (!isa<List>(args[2]) || args[2].as<List>()->length != 7)
    return raise(t, exc::TypeError, "tcsetattr, arg 3: must be 7 element list");
  List* list = args[2].as<List>();
  termios mode;
  // The fields that are not in the list.
  if (blocking(t, [&] { return tcgetattr(fd, &mode); }) < 0) return raiseTerminal(t, errno);
  mode.c_iflag = TRY(flagPy(t, list, 0));
  mode.c_oflag = TRY(flagPy(t, list, 1));
  mode.c_cflag = TRY(flagPy(t, list, 2));
  mode.c_lflag = TRY(flagPy(t, list, 3));
  speed_t in = TRY(flagPy(t, list, 4)), out = TRY(flagPy(t, list, 5));
  Value given = listItem(list, 6);
  if (!isa<List>(given) || given.as<List>()->length != NCCS)
    return raise(t, exc::TypeError, "tcsetattr: attributes[6] must be {} element list", NCCS);
  for (size_t i = 0; i < NCCS; ++i) {
    Value v = listItem(given.as<List>(), i);
    if (isa<Bytes>(v) && v.as<Bytes>()->length == 1) {
      mode.c_cc[i] = v.as<Bytes>()->data[0];
    } else if (isInt(v)) {
      int64_t n = TRY(toInt64(t, v));
      mode.c_cc[i] = static_cast<cc_t>(n);
    } else {
      return raise(t, exc::TypeError, "tcsetattr: elements of attributes must be characters or integers");
    }
  }
  if (cfsetispeed(&mode, in) < 0 || cfsetospeed(&mode, out) < 0) return raiseTerminal(t, errno);
  return call(t, [&] { return tcsetattr(fd, when, &mode); });
}

Value sendBreak(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  int duration = TRY(intArgumentPy(t, args[1]));
  return call(t, [=] { return tcsendbreak(fd, duration); });
}
Value drain(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  return call(t, [=] { return tcdrain(fd); });
}
Value flushQueue(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  int queue = TRY(intArgumentPy(t, args[1]));
  return call(t, [=] { return tcflush(fd, queue); });
}
Value flow(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  int action = TRY(intArgumentPy(t, args[1]));
  return call(t, [=] { return tcflow(fd, action); });
}

Value getWindowSize(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  winsize size;
  if (blocking(t, [&] { return ioctl(fd, TIOCGWINSZ, &size); }) < 0) return raiseTerminal(t, errno);
  Tuple* pair = TRY(makeTuple(t, {Value::smallInt(size.ws_row), Value::smallInt(size.ws_col)}));
  return Value(pair);
}

Value setWindowSize(Thread* t, Value* args, size_t) {
  int fd;
  TRY(posix::descriptorPy(t, args[0], &fd));
  Tuple* pair = nullptr;
  if (typeOf(args[1])->slots.getItem && typeOf(args[1])->slots.length) pair = TRY(toTuplePy(t, args[1]));
  if (!pair || pair->length != 2) return raise(t, exc::TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
  winsize size;
  if (blocking(t, [&] { return ioctl(fd, TIOCGWINSZ, &size); }) < 0) return raiseTerminal(t, errno);
  int64_t numbers[2];
  for (int i = 0; i < 2; ++i) {
    Value index = TRY(indexPy(t, pair->items[i]));
    numbers[i] = TRY(toInt64(t, index));
    if (numbers[i] < 0 || numbers[i] > UINT16_MAX) return raise(t, exc::OverflowError, "winsize value(s) out of range.");
  }
  size.ws_row = static_cast<unsigned short>(numbers[0]);
  size.ws_col = static_cast<unsigned short>(numbers[1]);
  return call(t, [&] { return ioctl(fd, TIOCSWINSZ, &size); });
}

const NativeDef kFunctions[] = {
    {"tcgetattr", "(fd, /)", getAttributes,
     "Get the tty attributes for file descriptor fd.\n\nReturns a list [iflag, oflag, cflag, lflag, ispeed, ospeed, cc]\nwhere "
     "cc is a list of the "
     "tty special characters (each a string of\nlength 1, except the items with indices VMIN and VTIME, which are\nintegers when "
     "these fields are "
     "defined).  The interpretation of the\nflags and the speeds as well as the indexing in the cc array must be\ndone using the "
     "symbolic constants "
     "defined in this module."},
    {"tcsetattr", "(fd, when, attributes, /)", setAttributes,
     "Set the tty attributes for file descriptor fd.\n\nThe attributes to be set are taken from the attributes argument, "
     "which\nis a list like the one "
     "returned by tcgetattr(). The when argument\ndetermines when the attributes are changed: termios.TCSANOW to\nchange "
     "immediately, "
     "termios.TCSADRAIN to change after transmitting all\nqueued output, or termios.TCSAFLUSH to change after transmitting "
     "all\nqueued output and "
     "discarding all queued input."},
    {"tcsendbreak", "(fd, duration, /)", sendBreak,
     "Send a break on file descriptor fd.\n\nA zero duration sends a break for 0.25-0.5 seconds; a nonzero duration\nhas a "
     "system dependent meaning."},
    {"tcdrain", "(fd, /)", drain, "Wait until all output written to file descriptor fd has been transmitted."},
    {"tcflush", "(fd, queue, /)", flushQueue,
     "Discard queued data on file descriptor fd.\n\nThe queue selector specifies which queue: termios.TCIFLUSH for the "
     "input\nqueue, "
     "termios.TCOFLUSH for the output queue, or termios.TCIOFLUSH for\nboth queues."},
    {"tcflow", "(fd, action, /)", flow,
     "Suspend or resume input or output on file descriptor fd.\n\nThe action argument can be termios.TCOOFF to suspend "
     "output,\ntermios.TCOON to "
     "restart output, termios.TCIOFF to suspend input,\nor termios.TCION to restart input."},
    {"tcgetwinsize", "(fd, /)", getWindowSize,
     "Get the tty winsize for file descriptor fd.\n\nReturns a tuple (ws_row, ws_col)."},
    {"tcsetwinsize", "(fd, winsize, /)", setWindowSize,
     "Set the tty winsize for file descriptor fd.\n\nThe winsize to be set is taken from the winsize argument, which\nis a "
     "two-item tuple (ws_row, "
     "ws_col) like the one returned by tcgetwinsize()."},
};

const NativeConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#include "runtime/modules/termios_names.def"
#undef CONSTANT
};

const TypeSpec errorSpec = {
    .name = "termios.error", .base = &exc::Exception, .kind = Kind::Exception, .flags = kBaseType | kHasInstanceDict};

bool init(Thread* t, Module* m) {
  if (!errorType) {
    errorType = TRY(makeNativeType(t, errorSpec));
    addRoot(&errorType);
  }
  TRY(moduleSet(t, m, "error", Value(errorType)));
  return moduleAddConstants(t, m, kConstants);
}

}  // namespace

extern const ModuleSpec termiosModule = {
    "termios", kFunctions,
    "This module provides an interface to the Posix calls for tty I/O control.\n\nFor a complete description of these calls, see "
    "the Posix or "
    "Unix manual\npages. It is only available for those Unix versions that support Posix\ntermios style tty I/O control (and "
    "then only if "
    "configured at installation\ntime).\n\nAll functions in this module take a file descriptor fd as their first\nargument. This "
    "can be an integer file "
    "descriptor, such as returned by\nsys.stdin.fileno(), or a file object, such as sys.stdin itself.",
    init};

}  // namespace typhon
