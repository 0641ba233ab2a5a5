// Code objects: loading a code unit into its executable form.
#include <cstring>

#include "frontend/bytecode/positions.h"
#include "frontend/bytecode/serialise.h"
#include "frontend/bytecode/verify.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/tracing.h"
#include "runtime/memory/weak.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

using bytecode::CodeUnit;
using bytecode::Constant;

// Text that looks like an identifier is interned, as CPython does: attribute names given as strings then hit the caches.
bool looksLikeName(std::string_view s) {
  for (char c : s)
    if (!(isalnum(static_cast<unsigned char>(c)) || c == '_')) return false;
  return true;
}

Value loadConstant(Thread* t, const Constant& c) {
  switch (c.kind) {
    case Constant::Kind::None:
      return Value::none();
    case Constant::Kind::True:
      return Value::boolean(true);
    case Constant::Kind::False:
      return Value::boolean(false);
    case Constant::Kind::Ellipsis:
      return ellipsis;
    case Constant::Kind::Int:
      return makeInt(t, c.integer);
    case Constant::Kind::BigInt:
      return intFromDigits(t, c.text, 16);
    case Constant::Kind::Float:
      return makeFloat(t, c.real);
    case Constant::Kind::Complex:
      return makeComplex(t, c.real, c.imaginary);
    case Constant::Kind::Str:
      return Value(looksLikeName(c.text) ? TRY(internStr(t, c.text)) : TRY(makeStr(t, c.text)));
    case Constant::Kind::Bytes:
      return Value(TRY(makeBytes(t, c.text)));
    case Constant::Kind::Tuple: {
      Tuple* tuple = TRY(makeTuple(t, c.items.size()));
      for (size_t i = 0; i < c.items.size(); ++i) {
        tuple->items[i] = TRY(loadConstant(t, c.items[i]));
        writeBarrier(tuple);
      }
      return Value(tuple);
    }
    case Constant::Kind::FrozenSet: {
      Set* set = TRY(makeSet(t, true));
      for (const Constant& item : c.items) {
        Value v = TRY(loadConstant(t, item));
        TRY(setAddPy(t, set, v));
      }
      // CPython makes such a constant twice, the second time from the items in the order of the first: sets that are displayed
      // with constant items show it.
      Set* again = TRY(makeSet(t, true));
      size_t position = 0;
      Value v;
      while (setNext(set, &position, &v)) TRY(setAddPy(t, again, v));
      return Value(again);
    }
    case Constant::Kind::Code:
      return Value(TRY(makeCode(t, c.code)));
  }
  __builtin_unreachable();
}

}  // namespace

namespace {

// Fills in what only a whole unit has.
bool loadBody(Thread* t, Code* code, const CodeUnit& u) {
  auto internAll = [&](const std::vector<std::string>& list) -> Tuple* {
    Tuple* tuple = TRY(makeTuple(t, list.size()));
    for (size_t i = 0; i < list.size(); ++i) {
      tuple->items[i] = Value(TRY(internStr(t, list[i])));
      writeBarrier(tuple);
    }
    return tuple;
  };
  code->names = TRY(internAll(u.names));
  writeBarrier(code);
  code->localNames = TRY(internAll(u.localNames));
  writeBarrier(code);
  Tuple* constants = TRY(makeTuple(t, u.constants.size()));
  code->constants = constants;
  writeBarrier(code);
  for (size_t i = 0; i < u.constants.size(); ++i) {
    constants->items[i] = TRY(loadConstant(t, u.constants[i]));
    writeBarrier(constants);
  }
  auto* words = static_cast<bytecode::Word*>(std::malloc(u.code.size() * sizeof(bytecode::Word)));
  if (!words) return raiseMemory(t);
  std::memcpy(static_cast<void*>(words), u.code.data(), u.code.size() * sizeof(bytecode::Word));
  addExternalBytes(static_cast<int64_t>(u.code.size() * 16));
  code->wordCount = static_cast<uint32_t>(u.code.size());
  // From here on it counts as loaded.
  code->words = words;
  bool plain = !(u.flags & (bytecode::kVarArgs | bytecode::kVarKeywords)) && u.keywordOnlyCount == 0;
  code->simpleArguments = plain;
  return true;
}

}  // namespace

bool completeCode(Thread* t, Code* code) {
  NativeCall guard(t, " while loading code");
  if (!guard.ok()) return Raised{};
  std::string error;
  const bytecode::UnitImage& image = *(*code->unit)->image;
  std::shared_ptr<const CodeUnit> whole = image.complete(**code->unit, error);
  if (whole && !image.isVerified()) error = bytecode::verify(*whole, false);
  if (!whole || !error.empty()) return raise(t, exc::ValueError, "bad code of {} ({})", toUtf8(code->qualifiedName), error);
  TRY(loadBody(t, code, *whole));
  *code->unit = std::move(whole);
  return true;
}

Code* makeCode(Thread* t, std::shared_ptr<const CodeUnit> unit) {
  NativeCall guard(t, " while loading code");
  if (!guard.ok()) return Raised{};
  Code* code = TRY(allocate<Code>(t, types::code));
  const CodeUnit& u = *unit;
  code->extra = Value::unbound();
  code->hotLimit = compilerHooks.callLimit;
  code->unit = new std::shared_ptr<const CodeUnit>(unit);
  code->registerCount = u.registerCount;
  code->argCount = u.argCount;
  code->positionalOnlyCount = u.positionalOnlyCount;
  code->keywordOnlyCount = u.keywordOnlyCount;
  code->flags = u.flags;
  bool varArgs = u.flags & bytecode::kVarArgs, varKeywords = u.flags & bytecode::kVarKeywords;
  code->parameterCount = u.argCount + u.keywordOnlyCount + varArgs + varKeywords;
  code->localCount = static_cast<uint32_t>(u.image ? u.partialLocalCount : u.localNames.size());
  code->firstLine = u.firstLine;
  code->constants = emptyTuple();
  code->names = emptyTuple();
  code->localNames = emptyTuple();
  code->name = TRY(internStr(t, u.name));
  code->qualifiedName = TRY(internStr(t, u.qualifiedName));
  code->filename = TRY(internStr(t, u.filename));
  writeBarrier(code);
  if (!u.image) TRY(loadBody(t, code, u));
  return code;
}

namespace {

void renameFile(Code* code, Str* from, Str* to, const std::string& text) {
  if (!equals(code->filename, from)) return;
  code->filename = to;
  writeBarrier(code);
  const_cast<CodeUnit&>(**code->unit).filename = text;
  for (size_t i = 0; i < code->constants->length; ++i)
    if (Code* inner = dynCast<Code>(code->constants->items[i])) renameFile(inner, from, to, text);
}

}  // namespace

bool setCodeFilename(Thread* t, Code* code, Str* filename) {
  if (equals(code->filename, filename)) return true;
  Str* to = TRY(internStr(t, filename));
  renameFile(code, code->filename, to, toUtf8(to));
  return true;
}

bytecode::PositionEntry positionAt(const Code* code, uint32_t pc) { return bytecode::positionAt(**code->unit, pc); }

size_t sizeOf_Code(const Object*) { return sizeof(Code); }
void trace_Code(Object* o, Tracer& tracer) {
  Code* code = static_cast<Code*>(o);
  tracer.visit(code->constants);
  tracer.visit(code->names);
  tracer.visit(code->localNames);
  tracer.visit(code->name);
  tracer.visit(code->qualifiedName);
  tracer.visit(code->filename);
  // What the interpreters' feedback refers to does not live on for that alone (runtime/feedback/feedback.cpp); compiled code
  // needs it.
  if (code->compiled || !tracesWeakly()) tracer.visit(code->feedbackObjects);
  tracer.visit(code->extra);
}
void dispose_Code(Object* o) {
  Code* code = static_cast<Code*>(o);
  addExternalBytes(-static_cast<int64_t>(code->wordCount * 16));
  if (code->compiled) compilerHooks.release(code);
  tracing::forgetCode(code);
  std::free(code->words);
  delete code->liveness;
  delete code->unit;
}

}  // namespace typhon
