// UTF-8 as Python's strict decoder sees it.
#include <cstdio>
#include <cstring>

#include "frontend/lexer/source.h"

namespace typhon::frontend {

namespace {

struct Sequence {
  int length = 0;        // bytes of the character, 0 when invalid
  int invalidBytes = 0;  // bytes that one error covers
  const char* reason = nullptr;
};

// The sequence at p, of which `available` bytes exist (at least one).
Sequence decodeSequence(const unsigned char* p, size_t available) {
  auto bad = [](int bytes, const char* reason) { return Sequence{0, bytes, reason}; };
  unsigned char c = p[0];
  if (c < 0x80) return {1, 0, nullptr};
  if (c < 0xC2 || c > 0xF4) return bad(1, "invalid start byte");
  int length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  unsigned char low = 0x80, high = 0xBF;
  if (c == 0xE0) low = 0xA0;
  if (c == 0xED) high = 0x9F;
  if (c == 0xF0) low = 0x90;
  if (c == 0xF4) high = 0x8F;
  for (int i = 1; i < length; ++i) {
    if (static_cast<size_t>(i) >= available) return bad(i, "unexpected end of data");
    if (p[i] < low || p[i] > high) return bad(i, "invalid continuation byte");
    low = 0x80;
    high = 0xBF;
  }
  return {length, 0, nullptr};
}

// Position of the first byte at or behind `at` that is not ASCII.
size_t skipAscii(std::string_view bytes, size_t at) {
  while (at + 8 <= bytes.size()) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    if (word & 0x8080808080808080u) break;
    at += 8;
  }
  while (at < bytes.size() && !(bytes[at] & 0x80)) ++at;
  return at;
}

}  // namespace

bool isValidUtf8(std::string_view bytes) {
  for (size_t at = skipAscii(bytes, 0); at < bytes.size();) {
    Sequence sequence = decodeSequence(reinterpret_cast<const unsigned char*>(bytes.data()) + at, bytes.size() - at);
    if (sequence.length == 0) return false;
    at = skipAscii(bytes, at + static_cast<size_t>(sequence.length));
  }
  return true;
}

std::string utf8DecodeError(std::string_view bytes) {
  for (size_t at = skipAscii(bytes, 0); at < bytes.size();) {
    Sequence sequence = decodeSequence(reinterpret_cast<const unsigned char*>(bytes.data()) + at, bytes.size() - at);
    if (sequence.length == 0) {
      char message[120];
      if (sequence.invalidBytes == 1) {
        std::snprintf(message, sizeof message, "'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                      static_cast<unsigned char>(bytes[at]), at, sequence.reason);
      } else {
        std::snprintf(message, sizeof message, "'utf-8' codec can't decode bytes in position %zu-%zu: %s", at,
                      at + static_cast<size_t>(sequence.invalidBytes) - 1, sequence.reason);
      }
      return message;
    }
    at = skipAscii(bytes, at + static_cast<size_t>(sequence.length));
  }
  return "";
}

size_t countCharacters(std::string_view bytes) {
  size_t count = 0;
  for (size_t at = 0; at < bytes.size();) {
    Sequence sequence = decodeSequence(reinterpret_cast<const unsigned char*>(bytes.data()) + at, bytes.size() - at);
    at += static_cast<size_t>(sequence.length ? sequence.length : sequence.invalidBytes);
    ++count;
  }
  return count;
}

std::string replaceInvalidUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t at = 0; at < bytes.size();) {
    Sequence sequence = decodeSequence(reinterpret_cast<const unsigned char*>(bytes.data()) + at, bytes.size() - at);
    if (sequence.length) {
      out.append(bytes.substr(at, static_cast<size_t>(sequence.length)));
      at += static_cast<size_t>(sequence.length);
    } else {
      out += "\xEF\xBF\xBD";
      at += static_cast<size_t>(sequence.invalidBytes);
    }
  }
  return out;
}

void appendUtf8(std::string& out, char32_t c) {
  auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

}  // namespace typhon::frontend
