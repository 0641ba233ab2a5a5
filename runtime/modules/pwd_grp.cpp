// pwd and grp: the system's users and groups.
#include <grp.h>
#include <pwd.h>

#include <string>
#include <vector>

#include "runtime/modules/posix_support.h"
#include "runtime/object/type.h"
#include "runtime/types/codecs.h"
#include "runtime/types/list.h"
#include "runtime/types/struct_sequence.h"

namespace typhon {

namespace {

Type *passwdType = nullptr, *groupType = nullptr;

Value textOrNone(Thread* t, const char* s) { return s ? posix::pathResult(t, s, false) : Value::none(); }

Value passwdValue(Thread* t, const passwd& p) {
  Value name = TRY(textOrNone(t, p.pw_name)), password = TRY(textOrNone(t, p.pw_passwd)), gecos = TRY(textOrNone(t, p.pw_gecos)),
        home = TRY(textOrNone(t, p.pw_dir)), shell = TRY(textOrNone(t, p.pw_shell));
  return makeStructSequence(t, passwdType,
                            {name, password, posix::idValue(p.pw_uid), posix::idValue(p.pw_gid), gecos, home, shell});
}

Value groupValue(Thread* t, const group& g) {
  List* members = TRY(makeList(t));
  for (char** m = g.gr_mem; m && *m; ++m) {
    Value name = TRY(textOrNone(t, *m));
    TRY(listAppend(t, members, name));
  }
  Value name = TRY(textOrNone(t, g.gr_name)), password = TRY(textOrNone(t, g.gr_passwd));
  return makeStructSequence(t, groupType, {name, password, posix::idValue(g.gr_gid), Value(members)});
}

// A look-up in a buffer that grows until the record fits. 1 found, 0 not, -1 with MemoryError or OSError pending.
template <class Record, class F>
int lookUp(Thread* t, std::vector<char>* buffer, Record* record, F f) {
  buffer->resize(1024);
  for (;;) {
    Record* found = nullptr;
    int error = blocking(t, [&] { return f(record, buffer->data(), buffer->size(), &found); });
    if (found) return 1;
    if (error != ERANGE) return 0;
    if (buffer->size() > (size_t{1} << 26)) return raiseMemory(t);
    buffer->resize(buffer->size() * 2);
  }
}

bool namePy(Thread* t, Value v, const char* function, const char* argument, std::string* out) {
  if (!isa<Str>(v))
    return raise(t, exc::TypeError, "{}() argument {}must be str, not {}", function, argument, argumentTypeName(v));
  return posix::fsBytesPy(t, v, out);
}

Raised raiseNotFoundPy(Thread* t, std::string text) {
  Str* s = makeStr(t, text);
  if (!s) return {};
  return raiseWith(t, exc::KeyError, Value(s));
}

Value userByName(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(namePy(t, args[0], "getpwnam", "", &name));
  std::vector<char> buffer;
  passwd record;
  int found = lookUp(t, &buffer, &record,
                     [&](passwd* r, char* b, size_t n, passwd** out) { return getpwnam_r(name.c_str(), r, b, n, out); });
  if (found < 0) return Value::error();
  if (!found) return raiseNotFoundPy(t, "getpwnam(): name not found: " + TRY(reprTextPy(t, args[0])));
  return passwdValue(t, record);
}

Value userById(Thread* t, Value* args, size_t) {
  uint32_t uid;
  if (!posix::idPy(t, args[0], "uid", &uid)) {
    if (!pendingIs(t, exc::OverflowError)) return Value::error();
    clearPending(t);
    return raiseNotFoundPy(t, "getpwuid(): uid not found");
  }
  std::vector<char> buffer;
  passwd record;
  int found =
      lookUp(t, &buffer, &record, [&](passwd* r, char* b, size_t n, passwd** out) { return getpwuid_r(uid, r, b, n, out); });
  if (found < 0) return Value::error();
  if (!found) return raiseNotFoundPy(t, fmt::format("getpwuid(): uid not found: {}", posix::idValue(uid).asSmallInt()));
  return passwdValue(t, record);
}

Value allUsers(Thread* t, Value*, size_t) {
  List* out = TRY(makeList(t));
  setpwent();
  while (passwd* p = getpwent()) {
    Value v = passwdValue(t, *p);
    if (v.isError() || !listAppend(t, out, v)) {
      endpwent();
      return Value::error();
    }
  }
  endpwent();
  return Value(out);
}

Value groupByName(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(namePy(t, args[0], "getgrnam", "'name' ", &name));
  std::vector<char> buffer;
  group record;
  int found = lookUp(t, &buffer, &record,
                     [&](group* r, char* b, size_t n, group** out) { return getgrnam_r(name.c_str(), r, b, n, out); });
  if (found < 0) return Value::error();
  if (!found) return raiseNotFoundPy(t, "getgrnam(): name not found: " + TRY(reprTextPy(t, args[0])));
  return groupValue(t, record);
}

Value groupById(Thread* t, Value* args, size_t) {
  uint32_t gid;
  TRY(posix::idPy(t, args[0], "gid", &gid));
  std::vector<char> buffer;
  group record;
  int found =
      lookUp(t, &buffer, &record, [&](group* r, char* b, size_t n, group** out) { return getgrgid_r(gid, r, b, n, out); });
  if (found < 0) return Value::error();
  if (!found) return raiseNotFoundPy(t, fmt::format("getgrgid(): gid not found: {}", posix::idValue(gid).asSmallInt()));
  return groupValue(t, record);
}

Value allGroups(Thread* t, Value*, size_t) {
  List* out = TRY(makeList(t));
  setgrent();
  while (group* g = getgrent()) {
    Value v = groupValue(t, *g);
    if (v.isError() || !listAppend(t, out, v)) {
      endgrent();
      return Value::error();
    }
  }
  endgrent();
  return Value(out);
}

const NativeDef kPwdFunctions[] = {
    {"getpwuid", "(uidobj, /)", userById,
     "Return the password database entry for the given numeric user ID.\n\nSee `help(pwd)` for more on password database "
     "entries."},
    {"getpwnam", "(name, /)", userByName,
     "Return the password database entry for the given user name.\n\nSee `help(pwd)` for more on password database entries."},
    {"getpwall", "()", allUsers,
     "Return a list of all available password database entries, in arbitrary order.\n\nSee help(pwd) for more on password "
     "database entries."},
};
const NativeDef kGrpFunctions[] = {
    {"getgrgid", "(id)", groupById,
     "Return the group database entry for the given numeric group ID.\n\nIf id is not valid, raise KeyError."},
    {"getgrnam", "(name)", groupByName,
     "Return the group database entry for the given group name.\n\nIf name is not valid, raise KeyError."},
    {"getgrall", "()", allGroups,
     "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose name starts with '+' or '-' represents "
     "an instruction\nto "
     "use YP/NIS and may not be accessible via getgrnam or getgrgid."},
};

const StructField kPasswdFields[] = {
    {"pw_name", "user name"},  {"pw_passwd", "password"},    {"pw_uid", "user id"},         {"pw_gid", "group id"},
    {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"},
};
const StructField kGroupFields[] = {
    {"gr_name", "group name"}, {"gr_passwd", "password"}, {"gr_gid", "group id"}, {"gr_mem", "group members"}};

bool initPwd(Thread* t, Module* m) {
  if (!passwdType) {
    passwdType = TRY(makeStructSequenceType(
        t, "pwd.struct_passwd",
        "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  "
        "(pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.",
        kPasswdFields, 7));
    addRoot(&passwdType);
  }
  return moduleSet(t, m, "struct_passwd", Value(passwdType));
}
bool initGrp(Thread* t, Module* m) {
  if (!groupType) {
    groupType = TRY(makeStructSequenceType(
        t, "grp.struct_group",
        "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  "
        "(gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n",
        kGroupFields, 4));
    addRoot(&groupType);
  }
  return moduleSet(t, m, "struct_group", Value(groupType));
}

}  // namespace

extern const ModuleSpec pwdModule = {"pwd", kPwdFunctions,
                                     "This module provides access to the Unix password database.\nIt is available on all Unix "
                                     "versions.\n\nPassword database entries are reported as "
                                     "7-tuples containing the following\nitems from the password database (see `<pwd.h>'), in "
                                     "order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, "
                                     "pw_dir, pw_shell.\nThe uid and gid items are integers, all others are strings. "
                                     "An\nexception is raised if the entry asked for cannot be found.",
                                     initPwd};
extern const ModuleSpec grpModule = {
    "grp", kGrpFunctions,
    "Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following fields\nfrom the "
    "group database, in "
    "order:\n\n  name   - name of the group\n  passwd - group password (encrypted); often empty\n  gid    - numeric ID of the "
    "group\n  mem    - list of "
    "members\n\nThe gid is an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as "
    "members of the groups they are "
    "in\naccording to the password database.  Check both databases to get\ncomplete membership information.)",
    initGrp};

}  // namespace typhon
