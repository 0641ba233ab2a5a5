// sqlite3.Blob: reading and writing a BLOB in place.
#include "runtime/plugins/sqlite/sqlite.h"

#include <cstdio>

#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/slice.h"

namespace typhon::sqlite {

Type* blobType;

namespace {

struct BlobState : HostState {
  std::shared_ptr<BlobHandle> blob;
  int offset = 0;
};
enum BlobField { kConnection };

BlobState* stateOf(Value v) { return v.as<HostObject>()->stateAs<BlobState>(); }
Value connectionOfBlob(Value v) { return v.as<HostObject>()->fields[kConnection]; }
int sizeOf(Value v) { return sqlite3_blob_bytes(stateOf(v)->blob->handle); }

bool checkBlob(Thread* t, Value self) {
  ConnectionState* c = connectionOf(connectionOfBlob(self));
  TRY(checkThread(t, c));
  TRY(checkConnection(t, c));
  if (!stateOf(self)->blob->handle) return raise(t, programmingError, "Cannot operate on a closed blob.");
  return true;
}

Raised raiseBlob(Thread* t, Value self, int code) {
  if (code == SQLITE_ABORT) return raise(t, operationalError, "Cannot operate on modified blob");
  return raiseDatabase(t, connectionOf(connectionOfBlob(self))->db);
}

Value readBytes(Thread* t, Value self, int length, int offset) {
  Bytes* out = TRY(makeBytesUninitialised(t, static_cast<size_t>(length)));
  int code = callSqlite(t, connectionOfBlob(self),
                        [&] { return sqlite3_blob_read(stateOf(self)->blob->handle, out->data, length, offset); });
  if (code != SQLITE_OK) return raiseBlob(t, self, code);
  return Value(out);
}
bool writeBytes(Thread* t, Value self, std::string_view bytes, int offset) {
  if (bytes.size() > static_cast<size_t>(sizeOf(self) - offset)) return raise(t, exc::ValueError, "data longer than blob length");
  int code = callSqlite(t, connectionOfBlob(self), [&] {
    return sqlite3_blob_write(stateOf(self)->blob->handle, bytes.data(), static_cast<int>(bytes.size()), offset);
  });
  if (code != SQLITE_OK) return raiseBlob(t, self, code);
  return true;
}

Value blobRead(Thread* t, Value* args, size_t) {
  int64_t length = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int"));
  TRY(checkBlob(t, args[0]));
  BlobState* s = stateOf(args[0]);
  int64_t most = sizeOf(args[0]) - s->offset;
  if (length < 0 || length > most) length = most;
  if (length == 0) return TRY(makeBytes(t, ""));
  Value bytes = TRY(readBytes(t, args[0], static_cast<int>(length), s->offset));
  s->offset += static_cast<int>(length);
  return bytes;
}
Value blobWrite(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  TRY(checkBlob(t, args[0]));
  BlobState* s = stateOf(args[0]);
  TRY(writeBytes(t, args[0], data.bytes(), s->offset));
  s->offset += static_cast<int>(data.view.length);
  return Value::none();
}
Value blobSeek(Thread* t, Value* args, size_t) {
  int64_t offset = TRY(toInt64(t, TRY(indexPy(t, args[1])), "int")), origin = TRY(toInt64(t, TRY(indexPy(t, args[2])), "int"));
  TRY(checkBlob(t, args[0]));
  BlobState* s = stateOf(args[0]);
  int64_t base;
  switch (origin) {
    case SEEK_SET:
      base = 0;
      break;
    case SEEK_CUR:
      base = s->offset;
      break;
    case SEEK_END:
      base = sizeOf(args[0]);
      break;
    default:
      return raise(t, exc::ValueError, "'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
  }
  if (origin != SEEK_SET && offset > INT32_MAX - base) return raise(t, exc::OverflowError, "seek offset results in overflow");
  if (base + offset < 0 || base + offset > sizeOf(args[0])) return raise(t, exc::ValueError, "offset out of blob range");
  s->offset = static_cast<int>(base + offset);
  return Value::none();
}
Value blobTell(Thread* t, Value* args, size_t) {
  TRY(checkBlob(t, args[0]));
  return Value::smallInt(stateOf(args[0])->offset);
}
Value blobClose(Thread* t, Value* args, size_t) {
  ConnectionState* c = connectionOf(connectionOfBlob(args[0]));
  TRY(checkThread(t, c));
  TRY(checkConnection(t, c));
  BlobHandle* b = stateOf(args[0])->blob.get();
  sqlite3_blob_close(b->handle);
  b->handle = nullptr;
  return Value::none();
}
Value blobEnter(Thread* t, Value* args, size_t) {
  TRY(checkBlob(t, args[0]));
  return args[0];
}
Value blobExit(Thread* t, Value* args, size_t) {
  TRY(checkBlob(t, args[0]));
  TRY(blobClose(t, args, 1));
  return Value::boolean(false);
}

int64_t blobLength(Thread* t, Value self) { return checkBlob(t, self) ? sizeOf(self) : -1; }

bool blobIndex(Thread* t, Value self, Value key, int64_t* out) {
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += sizeOf(self);
  if (i < 0 || i >= sizeOf(self)) return raise(t, exc::IndexError, "Blob index out of range");
  *out = i;
  return true;
}

Value blobGet(Thread* t, Value self, Value key) {
  TRY(checkBlob(t, self));
  if (auto* slice = dynCast<Slice>(key)) {
    SliceBounds b;
    TRY(sliceUnpackPy(t, slice, &b));
    sliceAdjust(&b, sizeOf(self));
    if (b.count == 0) return TRY(makeBytes(t, ""));
    if (b.step == 1) return readBytes(t, self, static_cast<int>(b.count), static_cast<int>(b.start));
    Value all = TRY(readBytes(t, self, sizeOf(self), 0));
    return getItemPy(t, all, key);
  }
  if (typeOf(key)->slots.index == nullptr) return raise(t, exc::TypeError, "Blob indices must be integers");
  int64_t i;
  TRY(blobIndex(t, self, key, &i));
  Value byte = TRY(readBytes(t, self, 1, static_cast<int>(i)));
  return Value::smallInt(byte.as<Bytes>()->data[0]);
}

bool blobSet(Thread* t, Value self, Value key, Value v) {
  TRY(checkBlob(t, self));
  if (auto* slice = dynCast<Slice>(key)) {
    if (v.isUnbound()) return raise(t, exc::TypeError, "Blob doesn't support slice deletion");
    SliceBounds b;
    TRY(sliceUnpackPy(t, slice, &b));
    sliceAdjust(&b, sizeOf(self));
    BufferHolder data;
    TRY(data.acquirePy(t, v));
    if (data.view.length != b.count) return raise(t, exc::IndexError, "Blob slice assignment is wrong size");
    if (b.count == 0) return true;
    if (b.step == 1) return writeBytes(t, self, data.bytes(), static_cast<int>(b.start));
    for (int64_t i = 0; i < b.count; ++i)
      TRY(writeBytes(t, self, data.bytes().substr(static_cast<size_t>(i), 1), static_cast<int>(b.start + i * b.step)));
    return true;
  }
  if (typeOf(key)->slots.index == nullptr) return raise(t, exc::TypeError, "Blob indices must be integers");
  if (v.isUnbound()) return raise(t, exc::TypeError, "Blob doesn't support item deletion");
  int64_t i;
  TRY(blobIndex(t, self, key, &i));
  if (!isInt(v)) return raise(t, exc::TypeError, "'{}' object cannot be interpreted as an integer", typeName(v));
  int64_t byte;
  if (!fitsInt64(v, &byte) || byte < 0 || byte > 255) return raise(t, exc::ValueError, "byte must be in range(0, 256)");
  char c = static_cast<char>(byte);
  return writeBytes(t, self, {&c, 1}, static_cast<int>(i));
}

// Blobs have items, but are no sequences.
Value blobIter(Thread* t, Value self) { return raise(t, exc::TypeError, "'{}' object is not iterable", typeName(self)); }

const NativeDef kMethods[] = {
    {"read", "(self, length=-1, /)", blobRead, "Read data at the current offset position."},
    {"write", "(self, data, /)", blobWrite, "Write data at the current offset."},
    {"seek", "(self, offset, origin=0, /)", blobSeek, "Set the current access position to offset."},
    {"tell", "(self, /)", blobTell, "Return the current access position for the blob."},
    {"close", "(self, /)", blobClose, "Close the blob."},
    {"__enter__", "(self, /)", blobEnter, "Blob context manager enter."},
    {"__exit__", "(self, type, val, tb, /)", blobExit, "Blob context manager exit."},
};

}  // namespace

Value makeBlob(Thread* t, Value connection, std::shared_ptr<BlobHandle> handle) {
  auto state = std::make_unique<BlobState>();
  state->blob = std::move(handle);
  HostObject* o = TRY(makeHostObject(t, blobType, std::move(state)));
  o->fields[kConnection] = connection;
  return Value(o);
}

const TypeSpec blobSpec = {.name = "sqlite3.Blob",
                           .kind = kHostKind,
                           .flags = kDisallowNew | kWeakReferable,
                           .slots = {.iter = blobIter, .length = blobLength, .getItem = blobGet, .setItem = blobSet},
                           .methods = kMethods};

}  // namespace typhon::sqlite
