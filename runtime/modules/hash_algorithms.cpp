// The compression functions of MD5, SHA-1 and SHA-2, and the permutation of SHA-3.
#include "runtime/modules/hash_algorithms.h"

namespace typhon::hashes {
namespace {

// The round constants of MD5: floor(abs(sin(i + 1)) * 2**32).
const std::array<uint32_t, 64>& md5Constants() {
  static const auto table = [] {
    std::array<uint32_t, 64> made{};
    for (int i = 0; i < 64; ++i) made[i] = static_cast<uint32_t>(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
    return made;
  }();
  return table;
}

// The round constants of SHA-2: the fractions of the cube roots of the first primes. SHA-256 takes the upper halves.
constexpr std::array<uint64_t, 80> kSha2Constants = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538, 0x59f111f1b605d019,
    0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3,
    0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65, 0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b, 0xa2bfe8a14cf10364, 0xa81a664bbc423001,
    0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb,
    0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c, 0xd186b8c721c0c207,
    0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a,
    0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

template <class Word, int kRounds, int A1, int A2, int A3, int E1, int E2, int E3, int R1, int R2, int S1, int R3, int R4, int S2>
void sha2(std::array<Word, 8>& state, const uint8_t* block) {
  Word w[kRounds];
  for (int i = 0; i < 16; ++i) w[i] = loadBig<Word>(block + i * sizeof(Word));
  for (int i = 16; i < kRounds; ++i) {
    Word a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (std::rotr(a, R1) ^ std::rotr(a, R2) ^ (a >> S1)) + w[i - 7] +
           (std::rotr(b, R3) ^ std::rotr(b, R4) ^ (b >> S2));
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (int i = 0; i < kRounds; ++i) {
    Word k = static_cast<Word>(kSha2Constants[i] >> (64 - sizeof(Word) * 8));
    Word t1 = h + (std::rotr(e, E1) ^ std::rotr(e, E2) ^ std::rotr(e, E3)) + (g ^ (e & (f ^ g))) + k + w[i];
    Word t2 = (std::rotr(a, A1) ^ std::rotr(a, A2) ^ std::rotr(a, A3)) + ((a & b) | (c & (a | b)));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const Word added[] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; ++i) state[i] += added[i];
}

}  // namespace

void Md5Blocks::compress(State& s, const uint8_t* block) {
  static constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  const auto& constants = md5Constants();
  uint32_t m[16];
  std::memcpy(m, block, sizeof m);
  auto [a, b, c, d] = s;
  for (int i = 0; i < 64; ++i) {
    uint32_t f;
    int g;
    switch (i / 16) {
      case 0:
        f = d ^ (b & (c ^ d));
        g = i;
        break;
      case 1:
        f = c ^ (d & (b ^ c));
        g = (5 * i + 1) & 15;
        break;
      case 2:
        f = b ^ c ^ d;
        g = (3 * i + 5) & 15;
        break;
      default:
        f = c ^ (b | ~d);
        g = 7 * i & 15;
    }
    uint32_t next = b + std::rotl(a + f + constants[i] + m[g], kShifts[i / 16][i & 3]);
    a = d;
    d = c;
    c = b;
    b = next;
  }
  s[0] += a;
  s[1] += b;
  s[2] += c;
  s[3] += d;
}

void Sha1Blocks::compress(State& s, const uint8_t* block) {
  uint32_t w[80];
  for (int i = 0; i < 16; ++i) w[i] = loadBig<uint32_t>(block + i * 4);
  for (int i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto [a, b, c, d, e] = s;
  for (int i = 0; i < 80; ++i) {
    uint32_t f, k;
    if (i < 20) {
      f = d ^ (b & (c ^ d));
      k = 0x5a827999;
    } else if (i < 40) {
      f = b ^ c ^ d;
      k = 0x6ed9eba1;
    } else if (i < 60) {
      f = (b & c) | (d & (b | c));
      k = 0x8f1bbcdc;
    } else {
      f = b ^ c ^ d;
      k = 0xca62c1d6;
    }
    uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  s[0] += a;
  s[1] += b;
  s[2] += c;
  s[3] += d;
  s[4] += e;
}

void Sha256Blocks::compress(State& s, const uint8_t* block) {
  sha2<uint32_t, 64, 2, 13, 22, 6, 11, 25, 7, 18, 3, 17, 19, 10>(s, block);
}
void Sha512Blocks::compress(State& s, const uint8_t* block) {
  sha2<uint64_t, 80, 28, 34, 39, 14, 18, 41, 1, 8, 7, 19, 61, 6>(s, block);
}

void Keccak::permute() {
  // Rotations and places along the path of rho and pi.
  static constexpr int kRotations[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                         27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
  static constexpr int kPlaces[24] = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1};
  auto& a = state_;
  uint8_t lfsr = 1;
  for (int round = 0; round < 24; ++round) {
    uint64_t c[5];
    for (int x = 0; x < 5; ++x) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (int x = 0; x < 5; ++x) {
      uint64_t d = c[(x + 4) % 5] ^ std::rotl(c[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) a[x + y] ^= d;
    }
    uint64_t moving = a[1];
    for (int i = 0; i < 24; ++i) {
      uint64_t next = a[kPlaces[i]];
      a[kPlaces[i]] = std::rotl(moving, kRotations[i]);
      moving = next;
    }
    for (int y = 0; y < 25; y += 5) {
      uint64_t row[5];
      for (int x = 0; x < 5; ++x) row[x] = a[y + x];
      for (int x = 0; x < 5; ++x) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    // The round constant from a shift register.
    for (int j = 0; j < 7; ++j) {
      if (lfsr & 1) a[0] ^= uint64_t{1} << ((1 << j) - 1);
      lfsr = static_cast<uint8_t>(lfsr << 1 ^ (lfsr >> 7 ? 0x71 : 0));
    }
  }
}

}  // namespace typhon::hashes
