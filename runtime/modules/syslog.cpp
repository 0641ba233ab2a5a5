// syslog: messages to the system's log.
#include <syslog.h>

#include "runtime/exec/audit.h"
#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/list.h"

namespace typhon {

namespace {

std::string identity;  // openlog(3) keeps the pointer
bool opened = false;

// The script's name, as the identity of messages.
std::string scriptName(Thread* t) {
  Value argv = sysAttribute(t, names::argv);
  if (!isa<List>(argv) || argv.as<List>()->length == 0 || !isa<Str>(listItem(argv.as<List>(), 0))) return {};
  std::string name = toUtf8(listItem(argv.as<List>(), 0).as<Str>());
  return name.substr(name.rfind('/') + 1);
}

bool openLogPy(Thread* t, std::string name, int options, int facility) {
  if (auditHooksExist) {
    Value shown = name.empty() ? Value::none() : Value(TRY(makeStr(t, name)));
    TRY(callAuditHooksPy(t, "syslog.openlog", {shown, Value::smallInt(options), Value::smallInt(facility)}));
  }
  closelog();
  identity = std::move(name);
  openlog(identity.empty() ? nullptr : identity.c_str(), options, facility);
  opened = true;
  return true;
}

Value openFunction(Thread* t, Value* args, size_t) {
  std::string name;
  if (args[0].isUnbound()) {
    name = scriptName(t);
  } else {
    if (!isa<Str>(args[0]))
      return raise(t, exc::TypeError, "openlog() argument 'ident' must be str, not {}", argumentTypeName(args[0]));
    Value bytes = TRY(encodeStrPy(t, args[0].as<Str>(), "utf-8", "strict"));
    name = bytes.as<Bytes>()->view();
  }
  int options = TRY(intArgumentPy(t, args[1])), facility = TRY(intArgumentPy(t, args[2]));
  TRY(openLogPy(t, std::move(name), options, facility));
  return Value::none();
}

Value syslogFunction(Thread* t, Value* args, size_t argc) {
  if (argc < 1 || argc > 2) return raise(t, exc::TypeError, "syslog.syslog requires 1 to 2 arguments");
  int priority = LOG_INFO;
  if (argc == 2) priority = TRY(intArgumentPy(t, args[0]));
  Value message = args[argc - 1];
  if (!isa<Str>(message))
    return raise(t, exc::TypeError, "syslog() argument {} must be str, not {}", argc, argumentTypeName(message));
  Value bytes = TRY(encodeStrPy(t, message.as<Str>(), "utf-8", "strict"));
  std::string text(bytes.as<Bytes>()->view());
  TRY(auditPy(t, "syslog.syslog", {Value::smallInt(priority), message}));
  if (!opened) TRY(openLogPy(t, scriptName(t), 0, LOG_USER));
  blocking(t, [&] { syslog(priority, "%s", text.c_str()); });
  return Value::none();
}

Value closeFunction(Thread* t, Value*, size_t) {
  TRY(auditPy(t, "syslog.closelog"));
  if (opened) {
    closelog();
    opened = false;
  }
  return Value::none();
}
Value setMask(Thread* t, Value* args, size_t) {
  int mask = TRY(intArgumentPy(t, args[0]));
  TRY(auditPy(t, "syslog.setlogmask", {args[0]}));
  return Value::smallInt(setlogmask(mask));
}
Value maskOf(Thread* t, Value* args, size_t) {
  int priority = TRY(intArgumentPy(t, args[0]));
  return Value::smallInt(LOG_MASK(priority & 31));
}
Value maskUpTo(Thread* t, Value* args, size_t) {
  int priority = TRY(intArgumentPy(t, args[0]));
  return Value::smallInt((int64_t{1} << ((priority & 31) + 1)) - 1);
}

const NativeDef kFunctions[] = {
    {"openlog", "(ident=<absent>, logoption=0, facility=8)", openFunction, "Set logging options of subsequent syslog() calls."},
    {"closelog", "()", closeFunction, "Reset the syslog module values and call the system library closelog()."},
    {"syslog", "(*args)", syslogFunction, "syslog([priority=LOG_INFO,] message)\nSend the string message to the system logger."},
    {"setlogmask", "(maskpri, /)", setMask, "Set the priority mask to maskpri and return the previous mask value."},
    {"LOG_MASK", "(pri, /)", maskOf, "Calculates the mask for the individual priority pri."},
    {"LOG_UPTO", "(pri, /)", maskUpTo, "Calculates the mask for all priorities up to and including pri."},
};

#define CONSTANT(name) {#name, name}
const NativeConstant kConstants[] = {
    CONSTANT(LOG_EMERG),  CONSTANT(LOG_ALERT),  CONSTANT(LOG_CRIT),     CONSTANT(LOG_ERR),    CONSTANT(LOG_WARNING),
    CONSTANT(LOG_NOTICE), CONSTANT(LOG_INFO),   CONSTANT(LOG_DEBUG),    CONSTANT(LOG_PID),    CONSTANT(LOG_CONS),
    CONSTANT(LOG_NDELAY), CONSTANT(LOG_ODELAY), CONSTANT(LOG_NOWAIT),   CONSTANT(LOG_PERROR), CONSTANT(LOG_KERN),
    CONSTANT(LOG_USER),   CONSTANT(LOG_MAIL),   CONSTANT(LOG_DAEMON),   CONSTANT(LOG_AUTH),   CONSTANT(LOG_LPR),
    CONSTANT(LOG_LOCAL0), CONSTANT(LOG_LOCAL1), CONSTANT(LOG_LOCAL2),   CONSTANT(LOG_LOCAL3), CONSTANT(LOG_LOCAL4),
    CONSTANT(LOG_LOCAL5), CONSTANT(LOG_LOCAL6), CONSTANT(LOG_LOCAL7),   CONSTANT(LOG_SYSLOG), CONSTANT(LOG_CRON),
    CONSTANT(LOG_UUCP),   CONSTANT(LOG_NEWS),   CONSTANT(LOG_AUTHPRIV),
};
#undef CONSTANT

bool init(Thread* t, Module* m) { return moduleAddConstants(t, m, kConstants); }

}  // namespace

extern const ModuleSpec syslogModule = {"syslog", kFunctions, nullptr, init};

}  // namespace typhon
