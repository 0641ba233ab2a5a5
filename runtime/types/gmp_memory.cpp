// See gmp_memory.h. Blocks allocated within runGmp() form a list, so that they can be freed when it is left half-way.
#include "runtime/types/gmp_memory.h"

#include <gmp.h>

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace typhon {
namespace {

struct Scope;

// In front of every block of GMP's. The list of a scope is circular through the scope's own link.
struct alignas(16) Link {
  Link *next, *previous;  // null: allocated outside of any scope
};

struct Scope {
  jmp_buf escape;
  Link blocks;
  Scope* outer;
};

thread_local Scope* scope = nullptr;

void link(Link* b) {
  if (!scope) {
    b->next = b->previous = nullptr;
    return;
  }
  b->next = scope->blocks.next;
  b->previous = &scope->blocks;
  b->next->previous = b;
  b->previous->next = b;
}

void unlink(Link* b) {
  if (!b->next) return;
  b->next->previous = b->previous;
  b->previous->next = b->next;
}

[[noreturn]] void fail() {
  if (scope) longjmp(scope->escape, 1);
  std::fputs("MemoryError: no memory for a large number\n", stderr);
  _exit(1);
}

void* allocateBlock(size_t bytes) {
  auto* b = static_cast<Link*>(std::malloc(sizeof(Link) + bytes));
  if (!b) fail();
  link(b);
  return b + 1;
}

void freeBlock(void* p, size_t) {
  if (!p) return;
  Link* b = static_cast<Link*>(p) - 1;
  unlink(b);
  std::free(b);
}

void* reallocateBlock(void* p, size_t, size_t bytes) {
  if (!p) return allocateBlock(bytes);
  Link* b = static_cast<Link*>(p) - 1;
  bool linked = b->next;
  Link* next = b->next;
  unlink(b);
  auto* moved = static_cast<Link*>(std::realloc(b, sizeof(Link) + bytes));
  if (!moved) {
    // The old one is still there.
    if (linked) {
      b->next = next;
      b->previous = next->previous;
      b->next->previous = b->previous->next = b;
    }
    fail();
  }
  if (linked) {
    moved->next = next;
    moved->previous = next->previous;
    moved->next->previous = moved->previous->next = moved;
  }
  return moved + 1;
}

}  // namespace

void initGmpMemory() { mp_set_memory_functions(allocateBlock, reallocateBlock, freeBlock); }

bool runGmp(void (*work)(void*), void* context) {
  Scope here;
  here.blocks.next = here.blocks.previous = &here.blocks;
  here.outer = scope;
  if (setjmp(here.escape)) {
    scope = here.outer;
    while (here.blocks.next != &here.blocks) {
      Link* b = here.blocks.next;
      unlink(b);
      std::free(b);
    }
    return false;
  }
  scope = &here;
  work(context);
  scope = here.outer;
  return true;
}

}  // namespace typhon
