// The East Asian codecs: how one character is read from bytes and written to them. What surrounds that (errors, pending input,
// streams) is the same for all of them and stands in _multibytecodec.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace typhon::cjk {

// What a codec remembers between characters: designated charsets, shifts. Zeros stand for the initial state of decoders of
// stateless codecs; others begin with initEncoder or initDecoder.
struct State {
  uint8_t c[8] = {};
};

// A step's result: how many units of the input it took, or one of these.
inline constexpr int kTooFew = 0;                      // the input ends within a sequence
constexpr int illegal(int length) { return -length; }  // the next `length` units are wrong

class Codec {
 public:
  explicit Codec(const char* name) : name(name) {}
  virtual ~Codec() = default;
  // Reads what stands at `in` (left > 0) and appends its characters, if it stands for any.
  virtual int decode(State& state, const uint8_t* in, size_t left, std::u32string* out) const = 0;
  // Writes the character at `in`. `last`: nothing will follow what is there.
  virtual int encode(State& state, const char32_t* in, size_t left, bool last, std::string* out) const = 0;
  virtual void initEncoder(State&) const {}
  virtual void initDecoder(State&) const {}
  // Ends an encoded text: back to ASCII.
  virtual void resetEncoder(State&, std::string*) const {}
  virtual void resetDecoder(State&) const {}

  const char* const name;
};

// The codec of a module (_codecs_jp: "jp") with this name; null if it has none.
const Codec* findCodec(std::string_view module, std::string_view name);

}  // namespace typhon::cjk
