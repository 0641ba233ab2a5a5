// The arena owns everything of one compilation: nodes, sequences, texts and interned identifiers. It is freed at once;
// no destructor of what lies in it runs. Identifiers are interned, so equal names of one arena are equal pointers.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace typhon::frontend {

// An interned text: header and bytes in one piece of the arena.
struct InternedText {
  InternedText* next;  // chain of the intern table
  uint32_t hash;
  uint32_t length;
  uint32_t mark;  // free for a pass over the tree (keyword number while lexing; zero for ordinary names)
  char bytes[4];  // `length` bytes and a terminating zero

  std::string_view view() const { return {bytes, length}; }
};

// A name in the tree; one pointer. Two identifiers of the same arena are the same name iff the pointers are equal.
class Identifier {
 public:
  constexpr Identifier() = default;
  explicit constexpr Identifier(const InternedText* text) : text_(text) {}

  // The UTF-8 bytes; empty when absent.
  std::string_view view() const { return text_ ? text_->view() : std::string_view(); }
  explicit operator bool() const { return text_ != nullptr; }
  const InternedText* pointer() const { return text_; }
  friend bool operator==(Identifier a, Identifier b) { return a.text_ == b.text_; }
  friend bool operator==(Identifier a, std::string_view b) { return a.text_ && a.view() == b; }

 private:
  const InternedText* text_ = nullptr;
};

class Arena {
 public:
  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Uninitialised memory of `size` bytes, aligned for every node; lives as long as the arena.
  void* allocate(size_t size, size_t alignment = 8) {
    uintptr_t at = (reinterpret_cast<uintptr_t>(cursor_) + alignment - 1) & ~(alignment - 1);
    // The limit is 0 before the first block; `size` is compared with what is left, so that nothing overflows.
    if (at > reinterpret_cast<uintptr_t>(limit_) || size > reinterpret_cast<uintptr_t>(limit_) - at) [[unlikely]] {
      return allocateSlow(size, alignment);
    }
    cursor_ = reinterpret_cast<char*>(at) + size;
    return reinterpret_cast<void*>(at);
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
  }

  // A sequence of `size` value-initialised elements.
  template <class T>
  std::span<T> makeSequence(size_t size) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (size == 0) return {};
    T* data = static_cast<T*>(allocate(sizeof(T) * size, alignof(T)));
    for (size_t i = 0; i < size; ++i) new (data + i) T();
    return {data, size};
  }

  template <class T>
  std::span<T> copySequence(const T* data, size_t size) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (size == 0) return {};
    T* copy = static_cast<T*>(allocate(sizeof(T) * size, alignof(T)));
    std::memcpy(static_cast<void*>(copy), static_cast<const void*>(data), sizeof(T) * size);
    return {copy, size};
  }

  template <class T>
  std::span<T> copySequence(std::span<const T> items) {
    return copySequence(items.data(), items.size());
  }

  // A copy of the bytes that lives as long as the arena.
  std::string_view copyText(std::string_view text) {
    if (text.empty()) return {};
    char* copy = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  // The one identifier with these bytes.
  Identifier intern(std::string_view text) { return Identifier(internText(text, hashText(text))); }
  InternedText* internText(std::string_view text, uint32_t hash);
  static uint32_t hashText(std::string_view text) {
    const char* p = text.data();
    size_t size = text.size();
    uint64_t a = size, b = 0;
    if (size >= 8) {
      uint64_t head, tail;
      for (size_t at = 8; at + 8 < size; at += 8) {
        std::memcpy(&head, p + at, 8);
        b = (b ^ head) * 0x9FB21C651E98DF25u;
        b ^= b >> 32;
      }
      std::memcpy(&head, p, 8);
      std::memcpy(&tail, p + size - 8, 8);
      a = head;
      b ^= tail;
    } else if (size >= 4) {
      uint32_t head, tail;
      std::memcpy(&head, p, 4);
      std::memcpy(&tail, p + size - 4, 4);
      a = head;
      b = tail;
    } else if (size) {
      a = static_cast<uint8_t>(p[0]) | static_cast<uint64_t>(static_cast<uint8_t>(p[size / 2])) << 8;
      b = static_cast<uint8_t>(p[size - 1]);
    }
    uint64_t mixed = (a ^ 0x2D358DCCAA6C78A5u) * ((b + size) ^ 0x8BB84B93962EACC9u);
    mixed ^= mixed >> 32;
    mixed *= 0x9E3779B97F4A7C15u;
    return static_cast<uint32_t>(mixed >> 32);
  }

  // Bytes taken from the system.
  size_t reservedBytes() const { return reserved_; }

 private:
  struct Block {
    Block* previous;
    size_t size;
  };

  void* allocateSlow(size_t size, size_t alignment);
  void growTable();

  char* cursor_ = nullptr;
  char* limit_ = nullptr;
  Block* blocks_ = nullptr;
  size_t nextBlockSize_ = 32 * 1024;
  size_t reserved_ = 0;
  InternedText** table_ = nullptr;
  uint32_t tableMask_ = 0;
  uint32_t tableCount_ = 0;
};

}  // namespace typhon::frontend
