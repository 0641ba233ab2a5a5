// What zlib, bz2 and lzma share: output that grows, locks of streams, and decompressors that keep input they could not use.
#pragma once

#include <mutex>
#include <string>

#include "runtime/exec/blocking.h"
#include "runtime/modules/module_support.h"
#include "runtime/types/bytes.h"

namespace typhon {

// Memory that a codec writes to; doubles until `limit` (negative: none).
class OutputBuffer {
 public:
  explicit OutputBuffer(int64_t limit = -1, size_t first = 16 * 1024) : limit_(limit), first_(first) {}
  ~OutputBuffer() { std::free(data_); }
  OutputBuffer(const OutputBuffer&) = delete;

  uint8_t* next() const { return data_ + size_; }
  size_t available() const { return capacity_ - size_; }
  void commit(size_t count) { size_ += count; }
  bool atLimit() const { return limit_ >= 0 && size_ >= static_cast<uint64_t>(limit_); }
  // More room, unless the limit or the memory is reached (failed() tells).
  bool grow();
  bool failed() const { return failed_; }
  size_t size() const { return size_; }
  // The bytes; null with MemoryError pending.
  Bytes* finish(Thread* t);

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  int64_t limit_;
  size_t first_;
  bool failed_ = false;
};

// State that one thread at a time may use while the interpreter lock is given up.
struct LockedState : HostState {
  std::mutex mutex;
};
class StateLock {
 public:
  StateLock(Thread* t, LockedState* state) : state_(state) {
    if (!state->mutex.try_lock()) blocking(t, [state] { state->mutex.lock(); });
  }
  ~StateLock() { state_->mutex.unlock(); }
  StateLock(const StateLock&) = delete;

 private:
  LockedState* state_;
};

// A compressor with the interface of bz2.BZ2Compressor.
struct Compressor : LockedState {
  bool flushed = false;

  // The bytes that come out when `data` goes in; `finish`: all that are left.
  virtual Value run(Thread* t, std::string_view data, bool finish) = 0;
};
extern const NativeDef kCompressorMethods[2];

// A decompressor with the interface of bz2.BZ2Decompressor. Its object keeps unused_data in fields[0].
struct Decompressor : LockedState {
  const uint8_t* in = nullptr;
  size_t inLeft = 0;
  uint8_t* out = nullptr;
  size_t outLeft = 0;
  bool eof = false, needsInput = true;
  std::string held;  // input for the next call

  // Decodes from `in` to `out`, moving both; sets eof. False: failed.
  virtual bool step() = 0;
  // Raises what made step() fail.
  virtual Raised raiseError(Thread* t) = 0;
  virtual const char* endMessage() const = 0;
  // Whether output may be left when all input was taken and the output is full.
  virtual bool holdsOutput() const { return false; }
};
// d.decompress(data, max_length). EOFError after the end.
Value decompressPy(Thread* t, HostObject* self, Value data, Value maxLength);
// Method and attributes for the rows of a type: args self, data, max_length.
Value decompressMethodPy(Thread* t, Value* args, size_t argc);
extern const NativeDef kDecompressorMethods[1];  // d.decompress alone
extern const GetSetDef kDecompressorGetSets[3];

}  // namespace typhon
