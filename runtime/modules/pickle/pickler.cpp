// The type pickle.Pickler.
#include "runtime/memory/roots.h"
#include "runtime/modules/pickle/pickling.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::pickle {

Type *picklerType, *picklerMemoType;

namespace {

PicklerState* stateOf(Value v) { return v.as<HostObject>()->stateAs<PicklerState>(); }

// --- the type

bool resetMemo(Thread* t, HostObject* self) {
  self->stateAs<PicklerState>()->memo.clear();
  self->fields[kMemoObjects] = Value(TRY(makeList(t)));
  writeBarrier(self);
  return true;
}

bool setUpPy(Thread* t, HostObject* self, Value write, Value protocolValue, Value fixImports, Value bufferCallback) {
  auto* s = self->stateAs<PicklerState>();
  int protocol = kDefaultProtocol;
  if (!protocolValue.isNone()) {
    protocol = TRY(intArgumentPy(t, protocolValue));
    if (protocol < 0) protocol = kHighestProtocol;
    if (protocol > kHighestProtocol) return raise(t, exc::ValueError, "pickle protocol must be <= {}", kHighestProtocol);
  }
  if (!bufferCallback.isNone() && protocol < 5) return raise(t, exc::ValueError, "buffer_callback needs protocol >= 5");
  s->protocol = protocol;
  s->binary = protocol > 0;
  s->fixImports = TRY(truthPy(t, fixImports)) && protocol < 3;
  s->fast = false;
  s->fastNesting = 0;
  self->fields[kWrite] = write;
  self->fields[kBufferCallback] = bufferCallback;
  writeBarrier(self);
  return resetMemo(t, self);
}

Value writeMethodPy(Thread* t, Value file) {
  Str* name = TRY(internStr(t, "write"));
  Value write = TRY(findAttrPy(t, file, name));
  if (write.isUnbound()) return raise(t, exc::TypeError, "file must have a 'write' attribute");
  return write;
}

Value picklerNew(Thread* t, Value* args, size_t) {
  HostObject* self = TRY(makeHostObject(t, args[0].as<Type>(), std::make_unique<PicklerState>()));
  TRY(resetMemo(t, self));
  return self;
}
// (self, file, protocol=None, fix_imports=True, buffer_callback=None)
Value picklerInit(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  Value write = TRY(writeMethodPy(t, args[1]));
  TRY(setUpPy(t, self, write, args[2], args[3], args[4]));
  Str* name = TRY(internStr(t, "persistent_id"));
  self->fields[kPersistentId] = TRY(findAttrPy(t, args[0], name));
  Str* tableName = TRY(internStr(t, "dispatch_table"));
  self->fields[kDispatchTable] = TRY(findAttrPy(t, args[0], tableName));
  writeBarrier(self);
  return Value::none();
}

Value picklerDump(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  auto* s = stateOf(args[0]);
  if (self->fields[kWrite].isUnbound()) {
    return raise(t, picklingError, "Pickler.__init__() was not called by {}.__init__()", typeName(args[0]));
  }
  s->out.clear();
  s->framing = false;
  s->frameStart = kNoFrame;
  Pickling pickling(t, self);
  TRY(pickling.dumpPy(args[1]));
  TRY(pickling.flushPy());
  return Value::none();
}
Value clearMemo(Thread* t, Value* args, size_t) {
  TRY(resetMemo(t, args[0].as<HostObject>()));
  return Value::none();
}

Value getBinary(Thread*, Value v) { return Value::smallInt(stateOf(v)->binary); }
bool setBinary(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "cannot delete attribute");
  stateOf(v)->binary = TRY(truthPy(t, value));
  return true;
}
Value getFast(Thread*, Value v) { return Value::smallInt(stateOf(v)->fast); }
bool setFast(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "cannot delete attribute");
  stateOf(v)->fast = TRY(truthPy(t, value));
  return true;
}
Value getTable(Thread* t, Value v) {
  Value table = v.as<HostObject>()->fields[kDispatchTable];
  if (table.isUnbound()) return raise(t, exc::AttributeError, "dispatch_table");
  return table;
}
bool setTable(Thread* t, Value v, Value value) {
  v.as<HostObject>()->fields[kDispatchTable] = value;
  writeBarrier(v.asObject());
  return true;
}
Value getPersistentId(Thread* t, Value v) {
  Value f = v.as<HostObject>()->fields[kPersistentId];
  if (f.isUnbound()) return raise(t, exc::AttributeError, "persistent_id");
  return f;
}
bool setPersistentId(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "attribute deletion is not supported");
  if (!isCallable(value)) return raise(t, exc::TypeError, "persistent_id must be a callable taking one argument");
  v.as<HostObject>()->fields[kPersistentId] = value;
  writeBarrier(v.asObject());
  return true;
}

// --- the memo as Python sees it: {id: (number, object)}

Value memoCopy(Thread* t, Value* args, size_t) {
  auto* pickler = args[0].as<HostObject>()->fields[0].as<HostObject>();
  auto* objects = pickler->fields[kMemoObjects].as<List>();
  Value idFunction = TRY(importAttributePy(t, "builtins", "id"));
  Dict* dict = TRY(makeDict(t));
  for (size_t i = 0; i < objects->length; ++i) {
    Value id = TRY(callPy(t, idFunction, {listItem(objects, i)}));
    Tuple* pair = TRY(makeTuple(t, {Value::smallInt(static_cast<int64_t>(i)), listItem(objects, i)}));
    TRY(dictSetPy(t, dict, id, Value(pair)));
  }
  return dict;
}
Value memoClear(Thread* t, Value* args, size_t) {
  TRY(resetMemo(t, args[0].as<HostObject>()->fields[0].as<HostObject>()));
  return Value::none();
}
Value memoReduce(Thread* t, Value* args, size_t argc) {
  Value copy = TRY(memoCopy(t, args, argc));
  Tuple* arguments = TRY(makeTuple(t, {copy}));
  return TRY(makeTuple(t, {Value(types::dict), Value(arguments)}));
}
Value getMemo(Thread* t, Value v) {
  HostObject* proxy = TRY(makeHostObject(t, picklerMemoType, nullptr));
  proxy->fields[0] = v;
  writeBarrier(proxy);
  return proxy;
}
bool setMemo(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "attribute deletion is not supported");
  auto* self = v.as<HostObject>();
  if (typeOf(value) == picklerMemoType) value = TRY(memoCopy(t, &value, 1));
  auto* dict = dynCast<Dict>(value);
  if (!dict)
    return raise(t, exc::TypeError, "'memo' attribute must be a PicklerMemoProxy object or dict, not {}", typeName(value));
  size_t position = 0, count = dictLength(dict);
  Value key, item;
  RootedVector byNumber(t);
  for (size_t i = 0; i < count; ++i) TRY(byNumber.push(Value::unbound()));
  while (dictNext(dict, &position, &key, &item)) {
    if (!isa<Tuple>(item) || item.as<Tuple>()->length != 2)
      return raise(t, exc::TypeError, "'memo' values must be 2-item tuples");
    int64_t number = TRY(indexInt64Py(t, item.as<Tuple>()->items[0], exc::OverflowError));
    if (number < 0 || static_cast<size_t>(number) >= count) return raise(t, exc::ValueError, "memo key out of range");
    byNumber[static_cast<size_t>(number)] = item.as<Tuple>()->items[1];
  }
  TRY(resetMemo(t, self));
  for (size_t i = 0; i < count; ++i) {
    Value object = byNumber[i].isUnbound() ? Value::none() : byNumber[i];
    TRY(listAppend(t, self->fields[kMemoObjects].as<List>(), object));
    if (object.isObject()) self->stateAs<PicklerState>()->memo.add(object, static_cast<uint32_t>(i));
  }
  return true;
}

const NativeDef kMethods[] = {
    {"dump", "(self, obj, /)", picklerDump, "Writes the pickled form of an object to the file."},
    {"clear_memo", "(self, /)", clearMemo, "Clears the pickler's \"memo\"."},
};
const GetSetDef kGetSets[] = {
    {"memo", getMemo, setMemo, nullptr},
    {"bin", getBinary, setBinary, nullptr},
    {"fast", getFast, setFast, nullptr},
    {"dispatch_table", getTable, setTable, nullptr},
    {"persistent_id", getPersistentId, setPersistentId, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", picklerNew, nullptr};
const NativeDef kInit = {"__init__", "(self, file, protocol=None, fix_imports=True, buffer_callback=None)", picklerInit, nullptr};
const NativeDef kMemoMethods[] = {
    {"clear", "(self, /)", memoClear, "Remove all items from memo."},
    {"copy", "(self, /)", memoCopy, "Copy the memo to a new object."},
    {"__reduce__", "(self, /)", memoReduce, "Implement pickle support."},
};

}  // namespace

namespace {

// The state of the last dump(), for the next one: it would otherwise hold its memory until the pickler is collected.
std::unique_ptr<PicklerState> spareState;

std::unique_ptr<PicklerState> takeState() { return spareState ? std::move(spareState) : std::make_unique<PicklerState>(); }
void giveBack(HostObject* self) {
  constexpr size_t kMostBytes = 256 * 1024, kMostSlots = 16 * 1024;
  std::unique_ptr<PicklerState> state(self->stateAs<PicklerState>());
  self->state = nullptr;
  if (state->out.capacity() > kMostBytes || state->memo.capacity() > kMostSlots) return;
  state->out.clear();
  state->memo.clear();
  state->framing = state->running = false;
  state->frameStart = kNoFrame;
  spareState = std::move(state);
}

}  // namespace

Value dumpPy(Thread* t, Value object, Value file, Value protocol, Value fixImports, Value bufferCallback) {
  Value write = file.isUnbound() ? file : TRY(writeMethodPy(t, file));
  HostObject* self = TRY(makeHostObject(t, picklerType, takeState()));
  TRY(setUpPy(t, self, write, protocol, fixImports, bufferCallback));
  Pickling pickling(t, self);
  TRY(pickling.dumpPy(object));
  Value result = Value::none();
  if (file.isUnbound()) {
    result = TRY(makeBytes(t, self->stateAs<PicklerState>()->out.view()));
  } else {
    TRY(pickling.flushPy());
  }
  giveBack(self);
  return result;
}

const TypeSpec picklerSpec = {.name = "_pickle.Pickler",
                              .kind = kHostKind,
                              .flags = kBaseType,
                              .methods = kMethods,
                              .getsets = kGetSets,
                              .create = &kNew,
                              .init = &kInit,
                              .doc = "This takes a binary file for writing a pickle data stream."};
const TypeSpec picklerMemoSpec = {
    .name = "_pickle.PicklerMemoProxy", .kind = kHostKind, .flags = kDisallowNew, .methods = kMemoMethods};

}  // namespace typhon::pickle
