// MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), SHA-3 and SHAKE (FIPS 202), so that the modules of single algorithms, which
// `random` and others import, do not need OpenSSL.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

namespace typhon::hashes {

// Merkle-Damgard construction: blocks, then 0x80, zeros and the length in bits. A provides Word, State (an array of Word),
// kBlock, kLittleEndian, initial() and compress(state, block).
template <class A>
class BlockHash {
 public:
  static constexpr size_t kBlock = A::kBlock;
  BlockHash() : state_(A::initial()) {}

  void update(const uint8_t* data, size_t size) {
    length_ += size;
    if (used_) {
      size_t n = std::min(size, kBlock - used_);
      std::memcpy(buffer_ + used_, data, n);
      used_ += n;
      data += n;
      size -= n;
      if (used_ < kBlock) return;
      A::compress(state_, buffer_);
      used_ = 0;
    }
    for (; size >= kBlock; data += kBlock, size -= kBlock) A::compress(state_, data);
    std::memcpy(buffer_, data, size);
    used_ = size;
  }

  // The digest; the state stays as it is.
  std::string digest(size_t bytes) const {
    BlockHash copy = *this;
    constexpr size_t kLengthBytes = kBlock / 8;
    uint8_t padding[2 * kBlock] = {0x80};
    size_t count = (used_ + 1 + kLengthBytes <= kBlock ? kBlock : 2 * kBlock) - used_;
    uint64_t bits = length_ * 8;
    if (!A::kLittleEndian) bits = __builtin_bswap64(bits);
    std::memcpy(padding + count - (A::kLittleEndian ? kLengthBytes : 8), &bits, 8);
    copy.update(padding, count);
    for (auto& word : copy.state_) {
      if (A::kLittleEndian) continue;
      if constexpr (sizeof(word) == 4) {
        word = __builtin_bswap32(word);
      } else {
        word = __builtin_bswap64(word);
      }
    }
    return std::string(reinterpret_cast<const char*>(copy.state_.data()), bytes);
  }

 private:
  typename A::State state_;
  uint8_t buffer_[kBlock];
  size_t used_ = 0;
  uint64_t length_ = 0;
};

template <class Word>
inline Word loadBig(const uint8_t* p) {
  Word w;
  std::memcpy(&w, p, sizeof w);
  if constexpr (sizeof(Word) == 4)
    return __builtin_bswap32(w);
  else
    return __builtin_bswap64(w);
}

struct Md5Blocks {
  using State = std::array<uint32_t, 4>;
  static constexpr size_t kBlock = 64;
  static constexpr bool kLittleEndian = true;
  static State initial() { return {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}; }
  static void compress(State& s, const uint8_t* block);
};

struct Sha1Blocks {
  using State = std::array<uint32_t, 5>;
  static constexpr size_t kBlock = 64;
  static constexpr bool kLittleEndian = false;
  static State initial() { return {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}; }
  static void compress(State& s, const uint8_t* block);
};

struct Sha256Blocks {
  using State = std::array<uint32_t, 8>;
  static constexpr size_t kBlock = 64;
  static constexpr bool kLittleEndian = false;
  static State initial() {
    return {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  }
  static void compress(State& s, const uint8_t* block);
};
struct Sha224Blocks : Sha256Blocks {
  static State initial() {
    return {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
  }
};

struct Sha512Blocks {
  using State = std::array<uint64_t, 8>;
  static constexpr size_t kBlock = 128;
  static constexpr bool kLittleEndian = false;
  static State initial() {
    return {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
            0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
  }
  static void compress(State& s, const uint8_t* block);
};
struct Sha384Blocks : Sha512Blocks {
  static State initial() {
    return {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
            0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
  }
};

// The sponge of SHA-3 with a rate in bytes and a domain suffix (6: SHA-3, 0x1f: SHAKE).
class Keccak {
 public:
  Keccak(size_t rate, uint8_t suffix) : rate_(rate), suffix_(suffix) {}
  size_t rate() const { return rate_; }
  void update(const uint8_t* data, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      if (used_ == 0 && size - i >= rate_) {
        // A whole block by words.
        for (size_t k = 0; k < rate_; k += 8) {
          uint64_t word;
          std::memcpy(&word, data + i + k, 8);
          state_[k / 8] ^= word;
        }
        permute();
        i += rate_ - 1;
        continue;
      }
      xorByte(used_++, data[i]);
      if (used_ == rate_) {
        permute();
        used_ = 0;
      }
    }
  }
  std::string digest(size_t bytes) const {
    Keccak copy = *this;
    copy.xorByte(used_, suffix_);
    copy.xorByte(rate_ - 1, 0x80);
    std::string out;
    out.reserve(bytes);
    while (out.size() < bytes) {
      copy.permute();
      out.append(reinterpret_cast<const char*>(copy.state_.data()), std::min(rate_, bytes - out.size()));
    }
    return out;
  }

 private:
  void xorByte(size_t at, uint8_t byte) { state_[at / 8] ^= static_cast<uint64_t>(byte) << (at % 8 * 8); }
  void permute();
  std::array<uint64_t, 25> state_{};
  size_t rate_, used_ = 0;
  uint8_t suffix_;
};

}  // namespace typhon::hashes
