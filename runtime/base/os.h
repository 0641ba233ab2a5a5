// The thin layer over the operating system that the rest of the runtime shares: clocks, memory, files, errors,
// randomness, stack bounds. Nothing here allocates on the managed heap, raises or runs Python code; failures leave
// errno.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace typhon::base {

// Clocks, in nanoseconds.
int64_t monotonicNs();
int64_t wallClockNs();
int64_t processCpuNs();
int64_t threadCpuNs();

size_t pageSize();
// Bytes of address space that the process may have (RLIMIT_AS); SIZE_MAX: no limit.
size_t addressSpaceLimit();
inline size_t roundUp(size_t size, size_t unit) { return (size + unit - 1) / unit * unit; }

// Anonymous zeroed memory; nullptr on failure. An alignment above the page size is a power of two.
void* mapMemory(size_t size, size_t alignment = 0);
// Address space without memory behind it; commit it with commitMemory.
void* reserveMemory(size_t size, size_t alignment = 0);
bool commitMemory(void* address, size_t size);
// Gives the memory back, keeps the address space (reads zeros afterwards).
void decommitMemory(void* address, size_t size);
// Hints that the range is used densely: the system may back it with huge pages.
void preferHugePages(void* address, size_t size);
// Brings in the pages of a range that is about to be used: one call costs far less than a fault for each of them (on a virtual
// machine 2 us a page instead of 20). Where the system cannot, they come when they are touched.
void populateMemory(void* address, size_t size);
void unmapMemory(void* address, size_t size);
bool protectMemory(void* address, size_t size, bool readable, bool writable, bool executable);

// Whether malloc has this much at the moment: asked before a standard container grows by what a program determines.
bool haveMemory(size_t bytes);
// The whole content of a file; false with errno set.
bool readWholeFile(const char* path, std::string* content);
bool readWholeFd(int fd, std::string* content);

// The system's text for an error number, as os.strerror.
std::string errnoText(int error);

// Cryptographic randomness; never fails (falls back from getrandom to /dev/urandom, then ends the process).
void randomBytes(void* out, size_t size);

// Bounds of the calling thread's stack: low is the lowest usable address (above the guard), high one past the highest.
struct StackBounds {
  char* low;
  char* high;
};
StackBounds currentStackBounds();

// Processors that this process may use.
unsigned cpuCount();
// Resident memory of this process now and at its peak, in bytes.
size_t residentBytes();
size_t peakResidentBytes();

}  // namespace typhon::base
