// Memory of one compilation: blocks of growing size, and the table of interned identifiers.
#include "frontend/ast/arena.h"

#include <algorithm>
#include <cstdlib>

namespace typhon::frontend {

namespace {
constexpr size_t kLargestBlock = size_t{1} << 20;

void* systemMemory(size_t size) {
  void* memory = std::malloc(size);
  if (!memory) std::abort();  // the front end has no way to go on without memory, as the rest of the runtime
  return memory;
}
}  // namespace

Arena::~Arena() {
  for (Block* block = blocks_; block;) {
    Block* previous = block->previous;
    std::free(block);
    block = previous;
  }
  std::free(table_);
}

void* Arena::allocateSlow(size_t size, size_t alignment) {
  size_t needed = size + alignment + sizeof(Block);
  if (needed > nextBlockSize_ / 4 && blocks_) {
    // A block of its own, behind the current one, so that the rest of the current one is not lost.
    Block* block = static_cast<Block*>(systemMemory(needed));
    reserved_ += needed;
    block->size = needed;
    block->previous = blocks_->previous;
    blocks_->previous = block;
    uintptr_t at = (reinterpret_cast<uintptr_t>(block + 1) + alignment - 1) & ~(alignment - 1);
    return reinterpret_cast<void*>(at);
  }
  size_t blockSize = std::max(nextBlockSize_, needed);
  nextBlockSize_ = std::min(nextBlockSize_ * 2, kLargestBlock);
  Block* block = static_cast<Block*>(systemMemory(blockSize));
  reserved_ += blockSize;
  block->size = blockSize;
  block->previous = blocks_;
  blocks_ = block;
  cursor_ = reinterpret_cast<char*>(block + 1);
  limit_ = reinterpret_cast<char*>(block) + blockSize;
  return allocate(size, alignment);
}

void Arena::growTable() {
  uint32_t size = table_ ? (tableMask_ + 1) * 2 : 256;
  InternedText** table = static_cast<InternedText**>(std::calloc(size, sizeof(InternedText*)));
  if (!table) std::abort();
  if (table_) {
    for (uint32_t i = 0; i <= tableMask_; ++i) {
      for (InternedText* text = table_[i]; text;) {
        InternedText* next = text->next;
        text->next = table[text->hash & (size - 1)];
        table[text->hash & (size - 1)] = text;
        text = next;
      }
    }
    std::free(table_);
  }
  table_ = table;
  tableMask_ = size - 1;
}

InternedText* Arena::internText(std::string_view text, uint32_t hash) {
  if (tableCount_ >= tableMask_) growTable();
  InternedText*& bucket = table_[hash & tableMask_];
  for (InternedText* found = bucket; found; found = found->next) {
    if (found->hash == hash && found->length == text.size() && std::memcmp(found->bytes, text.data(), text.size()) == 0) {
      return found;
    }
  }
  auto* made = static_cast<InternedText*>(allocate(offsetof(InternedText, bytes) + text.size() + 1, alignof(InternedText)));
  made->next = bucket;
  made->hash = hash;
  made->length = static_cast<uint32_t>(text.size());
  made->mark = 0;
  if (!text.empty()) std::memcpy(made->bytes, text.data(), text.size());
  made->bytes[text.size()] = 0;
  bucket = made;
  ++tableCount_;
  return made;
}

}  // namespace typhon::frontend
