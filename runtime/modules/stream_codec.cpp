// Growing output, and the loop of decompressors.
#include "runtime/modules/stream_codec.h"

#include <algorithm>

#include "runtime/types/buffer.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

bool OutputBuffer::grow() {
  size_t wanted = capacity_ ? capacity_ * 2 : first_;
  if (limit_ >= 0) wanted = std::min(wanted, static_cast<size_t>(limit_));
  if (wanted <= capacity_) return false;
  void* grown = wanted > PTRDIFF_MAX ? nullptr : std::realloc(data_, wanted);
  if (!grown) {
    failed_ = true;
    return false;
  }
  data_ = static_cast<uint8_t*>(grown);
  capacity_ = wanted;
  return true;
}

Bytes* OutputBuffer::finish(Thread* t) {
  if (failed_) return raiseMemory(t);
  return makeBytes(t, {reinterpret_cast<const char*>(data_), size_});
}

namespace {

enum class LoopEnd : uint8_t { Done, Failed, NoMemory };

LoopEnd decodeLoop(Decompressor& d, OutputBuffer& output) {
  while (true) {
    if (output.available() == 0 && !output.grow() && output.failed()) return LoopEnd::NoMemory;
    d.out = output.next();
    d.outLeft = output.available();
    size_t room = d.outLeft;
    bool ok = d.step();
    output.commit(room - d.outLeft);
    if (!ok) return LoopEnd::Failed;
    if (d.eof) return LoopEnd::Done;
    if (d.outLeft == 0) {
      if (output.atLimit()) return LoopEnd::Done;
    } else if (d.inLeft == 0) {
      return LoopEnd::Done;
    }
  }
}

}  // namespace

Value decompressPy(Thread* t, HostObject* self, Value data, Value maxLength) {
  BufferHolder holder;
  TRY(holder.acquirePy(t, data));
  int64_t limit = TRY(countArgumentPy(t, maxLength));
  auto& d = *self->stateAs<Decompressor>();
  StateLock lock(t, &d);
  if (d.eof) return raise(t, exc::EOFError, "{}", d.endMessage());
  std::string_view input = holder.bytes();
  std::string joined;
  if (!d.held.empty()) {
    joined = std::move(d.held);
    joined += input;
    input = joined;
  }
  d.held.clear();
  d.in = reinterpret_cast<const uint8_t*>(input.data());
  d.inLeft = input.size();
  OutputBuffer output(limit < 0 ? -1 : limit, limit < 0 ? std::max<size_t>(16 * 1024, input.size() * 2) : 16 * 1024);
  LoopEnd end = blocking(t, [&] { return decodeLoop(d, output); });
  if (end == LoopEnd::NoMemory) return raiseMemory(t);
  if (end == LoopEnd::Failed) return d.raiseError(t);
  std::string_view left{reinterpret_cast<const char*>(d.in), d.inLeft};
  if (d.eof) {
    d.needsInput = false;
    if (!left.empty()) {
      self->fields[0] = TRY(makeBytes(t, left));
      writeBarrier(self);
    }
  } else if (left.empty()) {
    d.needsInput = !(d.holdsOutput() && d.outLeft == 0);
  } else {
    d.needsInput = false;
    std::string kept(left);
    d.held = std::move(kept);
  }
  d.in = nullptr;
  d.inLeft = 0;
  return TRY(output.finish(t));
}

Value decompressMethodPy(Thread* t, Value* args, size_t) { return decompressPy(t, args[0].as<HostObject>(), args[1], args[2]); }

namespace {

Value getEof(Thread*, Value self) { return Value::boolean(self.as<HostObject>()->stateAs<Decompressor>()->eof); }
Value getNeedsInput(Thread*, Value self) { return Value::boolean(self.as<HostObject>()->stateAs<Decompressor>()->needsInput); }
Value getUnusedData(Thread* t, Value self) {
  Value v = self.as<HostObject>()->fields[0];
  return v.isUnbound() ? Value(TRY(makeBytes(t, ""))) : v;
}

}  // namespace

namespace {

Compressor* compressorOf(Value v) { return v.as<HostObject>()->stateAs<Compressor>(); }

Value compressMethod(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  Compressor* state = compressorOf(args[0]);
  StateLock lock(t, state);
  if (state->flushed) return raise(t, exc::ValueError, "Compressor has been flushed");
  return state->run(t, data.bytes(), false);
}

Value flushMethod(Thread* t, Value* args, size_t) {
  Compressor* state = compressorOf(args[0]);
  StateLock lock(t, state);
  if (state->flushed) return raise(t, exc::ValueError, "Repeated call to flush()");
  state->flushed = true;
  return state->run(t, {}, true);
}

}  // namespace

const NativeDef kCompressorMethods[2] = {
    {"compress", "(self, data, /)", compressMethod,
     "Provide data to the compressor object.\n\nReturns a chunk of compressed data if possible, or b'' otherwise."},
    {"flush", "(self, /)", flushMethod,
     "Finish the compression process.\n\nReturns the compressed data left in internal buffers."},
};
const NativeDef kDecompressorMethods[1] = {
    {"decompress", "(self, /, data, max_length=-1)", decompressMethodPy,
     "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, returns at most that many "
     "bytes."},
};
const GetSetDef kDecompressorGetSets[3] = {
    {"eof", getEof, nullptr, "whether the end of the stream was reached"},
    {"needs_input", getNeedsInput, nullptr, "whether it cannot go on without more input"},
    {"unused_data", getUnusedData, nullptr, "what came behind the end of the stream"},
};

}  // namespace typhon
