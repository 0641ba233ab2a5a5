// The exception classes that have attributes of their own: StopIteration, SystemExit, ImportError, AttributeError, NameError,
// KeyError, SyntaxError.
#include <string>

#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

constexpr MemberDef::Flags kNone = MemberDef::kNoneIfUnbound;

MemberDef member(const char* name, unsigned field, const char* doc) { return {name, fieldOffset(field), kNone, doc}; }

// The base initialiser without the keyword-only values that the class takes.
bool initPositional(Thread* t, Value self, const Args& args) {
  return baseExceptionInit(t, self, Args{args.values, args.positional, nullptr});
}

// --- StopIteration, SystemExit

bool stopInit(Thread* t, Value self, const Args& args) {
  TRY(baseExceptionInit(t, self, args));
  setExceptionField(self.as<Exception>(), kStopValue, args.positional > 0 ? args[0] : Value::none());
  return true;
}

bool exitInit(Thread* t, Value self, const Args& args) {
  TRY(baseExceptionInit(t, self, args));
  Exception* e = self.as<Exception>();
  if (args.positional == 1) {
    setExceptionField(e, kExitCode, args[0]);
  } else if (args.positional > 1) {
    setExceptionField(e, kExitCode, e->args);
  }
  return true;
}

// --- ImportError

bool importInit(Thread* t, Value self, const Args& args) {
  Value extra[3];
  TRY(initPositional(t, self, args));
  TRY(takeKeywords(t, args, "ImportError", {"name", "path", "name_from"}, extra));
  Exception* e = self.as<Exception>();
  e->fields[kImportName] = extra[0];
  e->fields[kImportPath] = extra[1];
  e->fields[kImportNameFrom] = extra[2];
  e->fields[kImportMsg] = args.positional == 1 ? args[0] : Value::unbound();
  writeBarrier(e);
  return true;
}

Value importStr(Thread* t, Value self) {
  Value msg = self.as<Exception>()->fields[kImportMsg];
  if (!msg.isUnbound() && isa<Str>(msg) && typeOf(msg) == types::str) return msg;
  return baseExceptionStr(t, self);
}

Value importReduce(Thread* t, Value* args, size_t) {
  Exception* e = args[0].as<Exception>();
  Value name = e->fields[kImportName], path = e->fields[kImportPath], from = e->fields[kImportNameFrom];
  bool own = !name.isUnbound() || !path.isUnbound() || !from.isUnbound();
  Value state = TRY(exceptionStatePy(t, e, own));
  if (state.isUnbound()) return Value(TRY(makeTuple(t, {Value(typeOf(e)), e->args})));
  Dict* d = state.as<Dict>();
  if (!name.isUnbound()) TRY(dictSetStr(t, d, names::name, name));
  if (!path.isUnbound()) TRY(dictSetStr(t, d, names::path, path));
  if (!from.isUnbound()) {
    Str* key = TRY(internStr(t, "name_from"));
    TRY(dictSetStr(t, d, key, from));
  }
  return Value(TRY(makeTuple(t, {Value(typeOf(e)), e->args, state})));
}

// --- AttributeError, NameError

bool attributeInit(Thread* t, Value self, const Args& args) {
  Value extra[2];
  TRY(initPositional(t, self, args));
  TRY(takeKeywords(t, args, "AttributeError", {"name", "obj"}, extra));
  Exception* e = self.as<Exception>();
  e->fields[kAttributeName] = extra[0];
  e->fields[kAttributeObject] = extra[1];
  writeBarrier(e);
  return true;
}

// The object itself is left out: it may be anything, and need not be picklable.
Value attributeGetState(Thread* t, Value* args, size_t) {
  Exception* e = args[0].as<Exception>();
  Value state = TRY(exceptionStatePy(t, e, true));
  Dict* d = state.as<Dict>();
  if (!e->fields[kAttributeName].isUnbound()) TRY(dictSetStr(t, d, names::name, e->fields[kAttributeName]));
  TRY(dictSetStr(t, d, names::args, e->args));
  return state;
}

Value attributeReduce(Thread* t, Value* args, size_t count) {
  Value state = TRY(attributeGetState(t, args, count));
  Exception* e = args[0].as<Exception>();
  return Value(TRY(makeTuple(t, {Value(typeOf(e)), e->args, state})));
}

bool nameInit(Thread* t, Value self, const Args& args) {
  Value extra[1];
  TRY(initPositional(t, self, args));
  TRY(takeKeywords(t, args, "NameError", {"name"}, extra));
  setExceptionField(self.as<Exception>(), kNameName, extra[0]);
  return true;
}

// --- KeyError

Value keyStr(Thread* t, Value self) {
  Tuple* args = self.as<Exception>()->args.as<Tuple>();
  // The key's repr, so that a missing '' or a key with spaces can be seen.
  if (args->length == 1) return Value(TRY(reprPy(t, args->items[0])));
  return baseExceptionStr(t, self);
}

// --- SyntaxError

bool syntaxInit(Thread* t, Value self, const Args& args) {
  TRY(baseExceptionInit(t, self, args));
  Exception* e = self.as<Exception>();
  if (args.positional >= 1) setExceptionField(e, kSyntaxMsg, args[0]);
  if (args.positional != 2) return true;
  Tuple* info = TRY(toTuplePy(t, args[1]));
  if (info->length < 4) return raise(t, exc::TypeError, "function takes at least 4 arguments ({} given)", info->length);
  if (info->length > 6) return raise(t, exc::TypeError, "function takes at most 6 arguments ({} given)", info->length);
  e->fields[kSyntaxFilename] = info->items[0];
  e->fields[kSyntaxLineno] = info->items[1];
  e->fields[kSyntaxOffset] = info->items[2];
  e->fields[kSyntaxText] = info->items[3];
  e->fields[kSyntaxEndLineno] = info->length > 4 ? info->items[4] : Value::unbound();
  e->fields[kSyntaxEndOffset] = info->length > 5 ? info->items[5] : Value::unbound();
  writeBarrier(e);
  if (info->length == 5) return raise(t, exc::TypeError, "end_offset must be provided when end_lineno is provided");
  return true;
}

Value syntaxStr(Thread* t, Value self) {
  Exception* e = self.as<Exception>();
  Value msg = e->fields[kSyntaxMsg].isUnbound() ? Value::none() : e->fields[kSyntaxMsg];
  Value filename = e->fields[kSyntaxFilename], lineno = e->fields[kSyntaxLineno];
  Str* text = TRY(strPy(t, msg));
  bool haveFile = !filename.isUnbound() && isa<Str>(filename);
  int64_t line = 0;
  bool haveLine = !lineno.isUnbound() && isExactInt(lineno);
  if (!haveFile && !haveLine) return Value(text);
  if (haveLine && !fitsInt64(lineno, &line)) line = -1;
  std::string where;
  if (haveFile) {
    std::string name = toUtf8(filename.as<Str>());
    size_t slash = name.rfind('/');
    where = slash == std::string::npos ? name : name.substr(slash + 1);
    if (haveLine) where += ", ";
  }
  if (haveLine) where += fmt::format("line {}", line);
  return Value(TRY(makeStr(t, fmt::format("{} ({})", toUtf8(text), where))));
}

Slots slotsWith(bool (*init)(Thread*, Value, const Args&), Slots::Unary str = nullptr) {
  Slots s;
  s.init = init;
  s.str = str;
  return s;
}

const MemberDef kStopMembers[] = {member("value", kStopValue, "generator return value")};
const MemberDef kExitMembers[] = {member("code", kExitCode, "exception code")};
const MemberDef kImportMembers[] = {member("msg", kImportMsg, "exception message"), member("name", kImportName, "module name"),
                                    member("path", kImportPath, "module path"),
                                    member("name_from", kImportNameFrom, "name imported from module")};
const NativeDef kImportMethods[] = {{"__reduce__", "(self, /)", importReduce, nullptr}};
const MemberDef kAttributeMembers[] = {member("name", kAttributeName, "attribute name"),
                                       member("obj", kAttributeObject, "object")};
const NativeDef kAttributeMethods[] = {{"__getstate__", "(self, /)", attributeGetState, nullptr},
                                       {"__reduce__", "(self, /)", attributeReduce, nullptr}};
const MemberDef kNameMembers[] = {member("name", kNameName, "name")};
const MemberDef kSyntaxMembers[] = {member("msg", kSyntaxMsg, "exception msg"),
                                    member("filename", kSyntaxFilename, "exception filename"),
                                    member("lineno", kSyntaxLineno, "exception lineno"),
                                    member("offset", kSyntaxOffset, "exception offset"),
                                    member("text", kSyntaxText, "exception text"),
                                    member("end_lineno", kSyntaxEndLineno, "exception end lineno"),
                                    member("end_offset", kSyntaxEndOffset, "exception end offset"),
                                    member("print_file_and_line", kSyntaxPrintFileAndLine, "exception print_file_and_line")};

}  // namespace

const ExceptionLayout kStopIterationLayout = {slotsWith(stopInit), {}, {}, kStopMembers};
const ExceptionLayout kSystemExitLayout = {slotsWith(exitInit), {}, {}, kExitMembers};
const ExceptionLayout kImportErrorLayout = {slotsWith(importInit, importStr), kImportMethods, {}, kImportMembers};
const ExceptionLayout kAttributeErrorLayout = {
    slotsWith(attributeInit, baseExceptionStr), kAttributeMethods, {}, kAttributeMembers};
const ExceptionLayout kNameErrorLayout = {slotsWith(nameInit, baseExceptionStr), {}, {}, kNameMembers};
const ExceptionLayout kKeyErrorLayout = {slotsWith(nullptr, keyStr), {}, {}, {}};
const ExceptionLayout kSyntaxErrorLayout = {slotsWith(syntaxInit, syntaxStr), {}, {}, kSyntaxMembers};

}  // namespace typhon
