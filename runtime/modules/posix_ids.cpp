// posix: the ids of users, groups, processes and sessions.
#include <grp.h>
#include <unistd.h>

#include <climits>
#include <vector>

#include "runtime/modules/posix_support.h"
#include "runtime/types/list.h"

namespace typhon::posix {

namespace {

template <uid_t (*get)()>
Value idOf(Thread*, Value*, size_t) {
  return idValue(get());
}
template <pid_t (*get)()>
Value processOf(Thread*, Value*, size_t) {
  return Value::smallInt(get());
}

template <int (*set)(uid_t)>
Value setOne(Thread* t, Value id, const char* what) {
  uint32_t n;
  TRY(idPy(t, id, what, &n));
  return noneOr(t, set(n));
}
Value setuidFunction(Thread* t, Value* args, size_t) { return setOne<setuid>(t, args[0], "uid"); }
Value seteuidFunction(Thread* t, Value* args, size_t) { return setOne<seteuid>(t, args[0], "uid"); }
Value setgidFunction(Thread* t, Value* args, size_t) { return setOne<setgid>(t, args[0], "gid"); }
Value setegidFunction(Thread* t, Value* args, size_t) { return setOne<setegid>(t, args[0], "gid"); }

bool idsPy(Thread* t, Value* args, size_t count, const char* what, uint32_t* out) {
  for (size_t i = 0; i < count; ++i) TRY(idPy(t, args[i], what, &out[i]));
  return true;
}
Value setreuidFunction(Thread* t, Value* args, size_t) {
  uint32_t ids[2];
  TRY(idsPy(t, args, 2, "uid", ids));
  return noneOr(t, setreuid(ids[0], ids[1]));
}
Value setregidFunction(Thread* t, Value* args, size_t) {
  uint32_t ids[2];
  TRY(idsPy(t, args, 2, "gid", ids));
  return noneOr(t, setregid(ids[0], ids[1]));
}
Value setresuidFunction(Thread* t, Value* args, size_t) {
  uint32_t ids[3];
  TRY(idsPy(t, args, 3, "uid", ids));
  return noneOr(t, setresuid(ids[0], ids[1], ids[2]));
}
Value setresgidFunction(Thread* t, Value* args, size_t) {
  uint32_t ids[3];
  TRY(idsPy(t, args, 3, "gid", ids));
  return noneOr(t, setresgid(ids[0], ids[1], ids[2]));
}
Value threeIds(Thread* t, uint32_t a, uint32_t b, uint32_t c) {
  return Value(TRY(makeTuple(t, {idValue(a), idValue(b), idValue(c)})));
}
Value getresuidFunction(Thread* t, Value*, size_t) {
  uid_t a, b, c;
  if (getresuid(&a, &b, &c) < 0) return raiseOs(t, errno);
  return threeIds(t, a, b, c);
}
Value getresgidFunction(Thread* t, Value*, size_t) {
  gid_t a, b, c;
  if (getresgid(&a, &b, &c) < 0) return raiseOs(t, errno);
  return threeIds(t, a, b, c);
}

Value groupList(Thread* t, const std::vector<gid_t>& groups) {
  List* list = TRY(makeList(t));
  for (gid_t group : groups) TRY(listAppend(t, list, idValue(group)));
  return Value(list);
}
Value getgroupsFunction(Thread* t, Value*, size_t) {
  int count = getgroups(0, nullptr);
  if (count < 0) return raiseOs(t, errno);
  std::vector<gid_t> groups(static_cast<size_t>(count) + 1);
  count = getgroups(static_cast<int>(groups.size()), groups.data());
  if (count < 0) return raiseOs(t, errno);
  groups.resize(static_cast<size_t>(count));
  return groupList(t, groups);
}
Value setgroupsFunction(Thread* t, Value* args, size_t) {
  if (!isa<List>(args[0]) && !isa<Tuple>(args[0]) && !typeOf(args[0])->slots.getItem)
    return raise(t, exc::TypeError, "setgroups argument must be a sequence");
  Tuple* all = TRY(toTuplePy(t, args[0]));
  if (all->length > NGROUPS_MAX) return raise(t, exc::ValueError, "too many groups");
  std::vector<gid_t> groups(all->length);
  for (size_t i = 0; i < all->length; ++i) {
    if (!isInt(all->items[i])) return raise(t, exc::TypeError, "groups must be integers");
    TRY(idPy(t, all->items[i], "gid", &groups[i]));
  }
  return noneOr(t, setgroups(groups.size(), groups.data()));
}
Value getgrouplistFunction(Thread* t, Value* args, size_t) {
  std::string user;
  uint32_t base;
  TRY(fsBytesPy(t, args[0], &user));
  TRY(idPy(t, args[1], "gid", &base));
  std::vector<gid_t> groups(64);
  for (;;) {
    int count = static_cast<int>(groups.size());
    if (getgrouplist(user.c_str(), base, groups.data(), &count) >= 0) {
      groups.resize(static_cast<size_t>(count));
      return groupList(t, groups);
    }
    groups.resize(groups.size() * 2);
    if (groups.size() > size_t{NGROUPS_MAX} * 4) return raiseOs(t, EINVAL);
  }
}
Value initgroupsFunction(Thread* t, Value* args, size_t) {
  std::string user;
  uint32_t base;
  TRY(fsBytesPy(t, args[0], &user));
  TRY(idPy(t, args[1], "gid", &base));
  return noneOr(t, initgroups(user.c_str(), base));
}

Value getloginFunction(Thread* t, Value*, size_t) {
  char name[256];
  if (int error = getlogin_r(name, sizeof name)) return raiseOs(t, error);
  return pathResult(t, name, false);
}

Value getpgidFunction(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  pid_t group = getpgid(pid);
  if (group < 0) return raiseOs(t, errno);
  return Value::smallInt(group);
}
Value getsidFunction(Thread* t, Value* args, size_t) {
  pid_t pid;
  TRY(pidPy(t, args[0], &pid));
  pid_t session = getsid(pid);
  if (session < 0) return raiseOs(t, errno);
  return Value::smallInt(session);
}
Value setsidFunction(Thread* t, Value*, size_t) { return noneOr(t, setsid() < 0 ? -1 : 0); }
Value setpgrpFunction(Thread* t, Value*, size_t) { return noneOr(t, setpgrp()); }
Value setpgidFunction(Thread* t, Value* args, size_t) {
  pid_t pid, group;
  TRY(pidPy(t, args[0], &pid));
  TRY(pidPy(t, args[1], &group));
  return noneOr(t, setpgid(pid, group));
}

const NativeDef kFunctions[] = {
    {"getuid", "()", idOf<getuid>, "Return the current process's user id."},
    {"geteuid", "()", idOf<geteuid>, "The effective user id."},
    {"getgid", "()", idOf<getgid>, "Return the current process's group id."},
    {"getegid", "()", idOf<getegid>, "The effective group id."},
    {"getpid", "()", processOf<getpid>, "Return the current process id."},
    {"getppid", "()", processOf<getppid>, "Return the parent's process id."},
    {"getpgrp", "()", processOf<getpgrp>, "Return the current process group id."},
    {"getpgid", "(pid)", getpgidFunction, "The process group of a process."},
    {"setpgid", "(pid, pgrp, /)", setpgidFunction, "Call the system call setpgid(pid, pgrp)."},
    {"setpgrp", "()", setpgrpFunction, "Makes the process the leader of its own group."},
    {"getsid", "(pid, /)", getsidFunction, "The session of a process."},
    {"setsid", "()", setsidFunction, "Call the system call setsid()."},
    {"setuid", "(uid, /)", setuidFunction, "Set the current process's user id."},
    {"seteuid", "(euid, /)", seteuidFunction, "Set the current process's effective user id."},
    {"setgid", "(gid, /)", setgidFunction, "Set the current process's group id."},
    {"setegid", "(egid, /)", setegidFunction, "Sets the effective group id."},
    {"setreuid", "(ruid, euid, /)", setreuidFunction, "Sets real and effective user id."},
    {"setregid", "(rgid, egid, /)", setregidFunction, "Sets real and effective group id."},
    {"setresuid", "(ruid, euid, suid, /)", setresuidFunction, "Sets real, effective and saved user id."},
    {"setresgid", "(rgid, egid, sgid, /)", setresgidFunction, "Sets real, effective and saved group id."},
    {"getresuid", "()", getresuidFunction, "Real, effective and saved user id."},
    {"getresgid", "()", getresgidFunction, "Real, effective and saved group id."},
    {"getgroups", "()", getgroupsFunction, "The further groups of the process."},
    {"setgroups", "(groups, /)", setgroupsFunction, "Sets the further groups of the process."},
    {"getgrouplist", "(user, group, /)", getgrouplistFunction, "Returns a list of groups to which a user belongs."},
    {"initgroups", "(username, gid, /)", initgroupsFunction, "Initialize the group access list."},
    {"getlogin", "()", getloginFunction, "Return the actual login name."},
};

}  // namespace

bool initIds(Thread* t, Module* m) { return addFunctions(t, m, kFunctions); }

}  // namespace typhon::posix
