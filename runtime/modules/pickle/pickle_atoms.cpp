// How a Pickler writes numbers, texts, bytes and buffers.
#include <bit>

#include "runtime/base/float_text.h"
#include "runtime/modules/pickle/pickling.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"

namespace typhon::pickle {

bool Pickling::saveIntPy(Value v) {
  int64_t i;
  if (fitsInt64(v, &i) && i <= 0x7fffffff && i >= -0x7fffffffLL - 1) {
    if (!saveShortInt(i)) line(kInt, std::to_string(i));
    return true;
  }
  if (s.protocol < 2) {
    Str* shown = TRY(reprPy(t, v));
    line(kLong, toUtf8(shown) + "L");
    return true;
  }
  IntView view(v);
  // Two's complement, as short as it gets.
  std::string bytes(view.count * 8 + 1, '\0');
  std::memcpy(bytes.data(), view.limbs, view.count * 8);
  if (view.negative) {
    unsigned carry = 1;
    for (char& c : bytes) {
      unsigned sum = static_cast<uint8_t>(~c) + carry;
      c = static_cast<char>(sum);
      carry = sum >> 8;
    }
  }
  char filler = view.negative ? '\xFF' : '\0';
  while (bytes.size() > 1 && bytes.back() == filler && (bytes[bytes.size() - 2] & 0x80) == (filler & 0x80)) bytes.pop_back();
  if (bytes.size() < 256) {
    op(kLong1, static_cast<uint8_t>(bytes.size()));
  } else {
    if (bytes.size() > INT32_MAX) return raise(t, exc::OverflowError, "int too large to pickle");
    op(kLong4, static_cast<uint32_t>(bytes.size()));
  }
  raw(bytes);
  return true;
}

bool Pickling::saveFloat(double d) {
  if (s.binary) {
    uint64_t bits = __builtin_bswap64(std::bit_cast<uint64_t>(d));
    op(kBinFloat, bits);
  } else {
    line(kFloat, base::floatRepr(d));
  }
  return true;
}

bool Pickling::saveStrPy(Value v) {
  auto* text = v.as<Str>();
  if (!s.binary) {
    Value encoded = TRY(callCodec(text));
    line(kUnicode, encoded.as<Bytes>()->view());
    return memoize(v);
  }
  std::string utf8;
  std::string_view data;
  if (text->isAscii()) {
    data = text->ascii();
  } else {
    utf8 = toUtf8(text);
    data = utf8;
  }
  TRY(sizedPy(data, v, s.protocol >= 4 ? kShortBinUnicode : kMark, kBinUnicode, kBinUnicode8,
              "serializing a string larger than 4 GiB requires pickle protocol 4 or higher"));
  return memoize(v);
}

Value Pickling::callCodec(Str* text) {
  // raw_unicode_escape with what would break the line escaped too.
  std::string out;
  for (size_t i = 0; i < text->length; ++i) {
    char32_t c = text->at(i);
    if (c >= 0x10000) {
      out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
    } else if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    } else {
      out += static_cast<char>(c);
    }
  }
  return TRY(makeBytes(t, out));
}

bool Pickling::sizedPy(std::string_view data, Value object, Opcode small, Opcode medium, Opcode large, const char* tooLarge) {
  char header[9];
  size_t headerSize;
  if (data.size() < 256 && small != kMark) {
    header[0] = static_cast<char>(small);
    header[1] = static_cast<char>(data.size());
    headerSize = 2;
  } else if (data.size() <= UINT32_MAX) {
    header[0] = static_cast<char>(medium);
    auto size = static_cast<uint32_t>(data.size());
    std::memcpy(header + 1, &size, 4);
    headerSize = 5;
  } else {
    if (s.protocol < 4) return raise(t, exc::OverflowError, "{}", tooLarge);
    header[0] = static_cast<char>(large);
    uint64_t size = data.size();
    std::memcpy(header + 1, &size, 8);
    headerSize = 9;
  }
  return payloadPy({header, headerSize}, data, object);
}

bool Pickling::saveBytesPy(Value v) {
  std::string_view data = v.as<Bytes>()->view();
  if (s.protocol < 3) {
    // Protocols before 3 have no bytes: the result of an encoding of Latin-1 text stands for them.
    Tuple* reduced = nullptr;
    if (data.empty()) {
      reduced = TRY(makeTuple(t, {Value(types::bytes), Value(emptyTuple())}));
    } else {
      Value encode = TRY(importAttributePy(t, "codecs", "encode"));
      Str* text = TRY(makeStrLatin1(t, data));
      Str* latin1 = TRY(internStr(t, "latin1"));
      Tuple* arguments = TRY(makeTuple(t, {Value(text), Value(latin1)}));
      reduced = TRY(makeTuple(t, {encode, Value(arguments)}));
    }
    return saveReducePy(reduced, v);
  }
  TRY(saveBytesDataPy(data, v));
  return memoize(v);
}

bool Pickling::saveBytesDataPy(std::string_view data, Value v) {
  return sizedPy(data, v, kShortBinBytes, kBinBytes, kBinBytes8,
                 "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
}

bool Pickling::saveByteArrayDataPy(std::string_view data, Value v) {
  char header[9];
  header[0] = static_cast<char>(kByteArray8);
  uint64_t size = data.size();
  std::memcpy(header + 1, &size, 8);
  return payloadPy({header, 9}, data, v);
}

bool Pickling::saveByteArrayPy(Value v) {
  std::string data(v.as<ByteArray>()->view());
  if (s.protocol >= 5) {
    TRY(saveByteArrayDataPy(data, v));
    return memoize(v);
  }
  Tuple* arguments = emptyTuple();
  if (!data.empty()) {
    Value bytes = TRY(makeBytes(t, data));
    arguments = TRY(makeTuple(t, {bytes}));
  }
  Tuple* reduced = TRY(makeTuple(t, {Value(types::bytearray), Value(arguments)}));
  return saveReducePy(reduced, v);
}

bool Pickling::saveBufferPy(Value v) {
  if (s.protocol < 5) return raise(t, picklingError, "PickleBuffer can only pickled with protocol >= 5");
  Value object = TRY(bufferObject(t, v));
  BufferHolder holder;
  TRY(holder.acquirePy(t, object, kBufferFull));
  if (holder.view.strides && holder.view.dimensions > 0) {
    int64_t expected = holder.view.itemSize;
    bool contiguous = true;
    for (int i = holder.view.dimensions - 1; i >= 0; --i) {
      int64_t extent = holder.view.shape ? holder.view.shape[i] : holder.view.length / holder.view.itemSize;
      contiguous &= extent == 1 || holder.view.strides[i] == expected;
      expected *= extent;
    }
    if (!contiguous) return raise(t, picklingError, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
  }
  bool inBand = true;
  Value callback = self->fields[kBufferCallback];
  if (!callback.isNone()) {
    Value answer = TRY(callPy(t, callback, {v}));
    inBand = TRY(truthPy(t, answer));
  }
  if (inBand) {
    std::string data(holder.bytes());
    return holder.view.readOnly ? saveBytesDataPy(data, object) : saveByteArrayDataPy(data, object);
  }
  op(kNextBuffer);
  if (holder.view.readOnly) op(kReadOnlyBuffer);
  return true;
}

}  // namespace typhon::pickle
