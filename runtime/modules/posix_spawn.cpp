// posix: posix_spawn and posix_spawnp.
#include <signal.h>
#include <spawn.h>

#include <climits>

#include "runtime/modules/posix_process.h"
#include "runtime/types/list.h"

namespace typhon::posix {

namespace {

enum FileAction { kOpen, kClose, kDup2 };

// What posix_spawn is told besides the program; releases what the C library allocated.
struct Attributes {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_t* actionsOrNull = nullptr;
  std::vector<std::string> names;  // opened files
  short flags = 0;
  Attributes() { posix_spawnattr_init(&attributes); }
  ~Attributes() {
    posix_spawnattr_destroy(&attributes);
    if (actionsOrNull) posix_spawn_file_actions_destroy(&actions);
  }
};

bool signalSetPy(Thread* t, Value iterable, sigset_t* out) {
  sigemptyset(out);
  Value iterator = TRY(iterPy(t, iterable));
  for (;;) {
    Value v = TRY(nextPy(t, iterator));
    if (v.isUnbound()) return true;
    int64_t number = TRY(toInt64(t, TRY(indexPy(t, v))));
    if (number < 1 || number >= NSIG) return raise(t, exc::ValueError, "signal number {} out of range [1; {}]", number, NSIG - 1);
    sigaddset(out, static_cast<int>(number));
  }
}

bool fileActionsPy(Thread* t, Value sequence, Attributes* out) {
  if (!isa<List>(sequence) && !isa<Tuple>(sequence) && !typeOf(sequence)->slots.getItem)
    return raise(t, exc::TypeError, "file_actions must be a sequence or None");
  Tuple* all = TRY(toTuplePy(t, sequence));
  if (all->length == 0) return true;
  posix_spawn_file_actions_init(&out->actions);
  out->actionsOrNull = &out->actions;
  for (size_t i = 0; i < all->length; ++i) {
    Tuple* action = dynCast<Tuple>(all->items[i]);
    if (!action || action->length == 0) return raise(t, exc::TypeError, "Each file_actions element must be a non-empty tuple");
    int kind = TRY(intArgumentPy(t, action->items[0]));
    int error = 0;
    switch (kind) {
      case kOpen: {
        if (action->length != 5) return raise(t, exc::TypeError, "A open file_action tuple must have 5 elements");
        int fd = TRY(intArgumentPy(t, action->items[1]));
        std::string name;
        TRY(fsBytesPy(t, action->items[2], &name));
        int flags = TRY(intArgumentPy(t, action->items[3])), mode = TRY(intArgumentPy(t, action->items[4]));
        error = posix_spawn_file_actions_addopen(&out->actions, fd, name.c_str(), flags, static_cast<mode_t>(mode));
        break;
      }
      case kClose: {
        if (action->length != 2) return raise(t, exc::TypeError, "A close file_action tuple must have 2 elements");
        error = posix_spawn_file_actions_addclose(&out->actions, TRY(intArgumentPy(t, action->items[1])));
        break;
      }
      case kDup2: {
        if (action->length != 3) return raise(t, exc::TypeError, "A dup2 file_action tuple must have 3 elements");
        int from = TRY(intArgumentPy(t, action->items[1])), to = TRY(intArgumentPy(t, action->items[2]));
        error = posix_spawn_file_actions_adddup2(&out->actions, from, to);
        break;
      }
      default:
        return raise(t, exc::TypeError, "Unknown file_actions identifier");
    }
    if (error) return raiseOs(t, error);
  }
  return true;
}

// args: path, argv, env, file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler.
Value spawnAs(Thread* t, const char* function, Value* args, bool alongPath) {
  Path path;
  CStrings argv, env;
  TRY(pathPy(t, args[0], function, "path", &path));
  std::string prefix = function;
  TRY(argv.fillArgumentsPy(t, args[1], (prefix + ": argv must be a tuple or list").c_str(),
                           (prefix + ": argv must not be empty").c_str(),
                           (prefix + ": argv first element cannot be empty").c_str()));
  bool inherit = args[2].isNone();
  if (!inherit) {
    if (!typeOf(args[2])->slots.getItem)
      return raise(t, exc::TypeError, "{}: environment must be a mapping object or None", function);
    TRY(env.fillEnvironmentPy(t, args[2]));
  }
  Attributes a;
  if (!args[3].isNone()) TRY(fileActionsPy(t, args[3], &a));
  if (!args[4].isUnbound()) {
    pid_t group;
    TRY(pidPy(t, args[4], &group));
    if (int error = posix_spawnattr_setpgroup(&a.attributes, group)) return raiseOs(t, error);
    a.flags |= POSIX_SPAWN_SETPGROUP;
  }
  bool resetIds, newSession;
  resetIds = TRY(intArgumentPy(t, args[5])) != 0;
  newSession = TRY(intArgumentPy(t, args[6])) != 0;
  if (resetIds) a.flags |= POSIX_SPAWN_RESETIDS;
  if (newSession) a.flags |= POSIX_SPAWN_SETSID;
  sigset_t set;
  if (!(isa<Tuple>(args[7]) && args[7].as<Tuple>()->length == 0)) {
    TRY(signalSetPy(t, args[7], &set));
    if (int error = posix_spawnattr_setsigmask(&a.attributes, &set)) return raiseOs(t, error);
    a.flags |= POSIX_SPAWN_SETSIGMASK;
  }
  if (!(isa<Tuple>(args[8]) && args[8].as<Tuple>()->length == 0)) {
    TRY(signalSetPy(t, args[8], &set));
    if (int error = posix_spawnattr_setsigdefault(&a.attributes, &set)) return raiseOs(t, error);
    a.flags |= POSIX_SPAWN_SETSIGDEF;
  }
  if (!args[9].isUnbound()) {
    Tuple* scheduler = dynCast<Tuple>(args[9]);
    if (!scheduler || scheduler->length != 2) return raise(t, exc::TypeError, "A scheduler tuple must have two elements");
    sched_param param;
    TRY(schedulerParamPy(t, scheduler->items[1], &param));
    if (!scheduler->items[0].isNone()) {
      int policy = TRY(intArgumentPy(t, scheduler->items[0]));
      if (int error = posix_spawnattr_setschedpolicy(&a.attributes, policy)) return raiseOs(t, error);
      a.flags |= POSIX_SPAWN_SETSCHEDULER;
    }
    if (int error = posix_spawnattr_setschedparam(&a.attributes, &param)) return raiseOs(t, error);
    a.flags |= POSIX_SPAWN_SETSCHEDPARAM;
  }
  posix_spawnattr_setflags(&a.attributes, a.flags);
  pid_t pid;
  char** environment = inherit ? environ : env.pointers();
  int error = alongPath ? posix_spawnp(&pid, path.c(), a.actionsOrNull, &a.attributes, argv.pointers(), environment)
                        : ::posix_spawn(&pid, path.c(), a.actionsOrNull, &a.attributes, argv.pointers(), environment);
  if (error) return raiseOs(t, error, path.object);
  return Value::smallInt(pid);
}

Value spawnFunction(Thread* t, Value* args, size_t) { return spawnAs(t, "posix_spawn", args, false); }
Value spawnpFunction(Thread* t, Value* args, size_t) { return spawnAs(t, "posix_spawnp", args, true); }

const NativeDef kFunctions[] = {
    {"posix_spawn",
     "(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), "
     "scheduler=<absent>)",
     spawnFunction, "Execute the program specified by path in a new process."},
    {"posix_spawnp",
     "(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), "
     "scheduler=<absent>)",
     spawnpFunction, "Execute the program specified by path in a new process, looking for it along PATH."},
};

}  // namespace

bool initSpawn(Thread* t, Module* m) {
  TRY(moduleSet(t, m, "POSIX_SPAWN_OPEN", Value::smallInt(kOpen)));
  TRY(moduleSet(t, m, "POSIX_SPAWN_CLOSE", Value::smallInt(kClose)));
  TRY(moduleSet(t, m, "POSIX_SPAWN_DUP2", Value::smallInt(kDup2)));
  return addFunctions(t, m, kFunctions);
}

}  // namespace typhon::posix
