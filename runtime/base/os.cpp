// The Linux side of os.h.
#include "runtime/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23  // Linux 5.14
#endif

namespace typhon::base {

namespace {

int64_t clockNs(clockid_t clock) {
  timespec t;
  if (clock_gettime(clock, &t) != 0) return 0;
  return int64_t{t.tv_sec} * 1000000000 + t.tv_nsec;
}

void* mapAligned(size_t size, size_t alignment, int protection, int extraFlags) {
  size_t page = pageSize();
  size = roundUp(size, page);
  size_t padded = alignment > page ? size + alignment : size;
  void* p = mmap(nullptr, padded, protection, MAP_PRIVATE | MAP_ANONYMOUS | extraFlags, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  if (padded == size) return p;
  uintptr_t start = reinterpret_cast<uintptr_t>(p);
  uintptr_t aligned = (start + alignment - 1) & ~(uintptr_t{alignment} - 1);
  if (aligned > start) munmap(p, aligned - start);
  if (start + padded > aligned + size) munmap(reinterpret_cast<void*>(aligned + size), start + padded - aligned - size);
  return reinterpret_cast<void*>(aligned);
}

}  // namespace

int64_t monotonicNs() { return clockNs(CLOCK_MONOTONIC); }
int64_t wallClockNs() { return clockNs(CLOCK_REALTIME); }
int64_t processCpuNs() { return clockNs(CLOCK_PROCESS_CPUTIME_ID); }
int64_t threadCpuNs() { return clockNs(CLOCK_THREAD_CPUTIME_ID); }

size_t pageSize() {
  static const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

size_t addressSpaceLimit() {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return SIZE_MAX;
  return static_cast<size_t>(limit.rlim_cur);
}

void* mapMemory(size_t size, size_t alignment) { return mapAligned(size, alignment, PROT_READ | PROT_WRITE, 0); }
void* reserveMemory(size_t size, size_t alignment) { return mapAligned(size, alignment, PROT_NONE, MAP_NORESERVE); }
bool commitMemory(void* address, size_t size) { return mprotect(address, size, PROT_READ | PROT_WRITE) == 0; }
void decommitMemory(void* address, size_t size) { madvise(address, size, MADV_DONTNEED); }

void preferHugePages(void* address, size_t size) { madvise(address, size, MADV_HUGEPAGE); }
void populateMemory(void* address, size_t size) {
  uintptr_t begin = reinterpret_cast<uintptr_t>(address), page = pageSize();
  uintptr_t first = begin / page * page;
  madvise(reinterpret_cast<void*>(first), roundUp(begin + size, page) - first, MADV_POPULATE_WRITE);
}
void unmapMemory(void* address, size_t size) { munmap(address, roundUp(size, pageSize())); }

bool protectMemory(void* address, size_t size, bool readable, bool writable, bool executable) {
  int protection = (readable ? PROT_READ : 0) | (writable ? PROT_WRITE : 0) | (executable ? PROT_EXEC : 0);
  return mprotect(address, size, protection) == 0;
}

bool haveMemory(size_t bytes) {
  void* volatile p = std::malloc(bytes);  // volatile: the pair would be optimised away
  std::free(p);
  return p != nullptr;
}

bool readWholeFd(int fd, std::string* content) {
  content->clear();
  struct stat status;
  size_t guess = 65536;
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) guess = static_cast<size_t>(status.st_size) + 1;
  size_t used = 0;
  for (;;) {
    // One byte more than there should be shows the end without another allocation.
    if (content->size() == used) content->resize(used + guess);
    ssize_t n = read(fd, content->data() + used, content->size() - used);
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    if (n == 0) break;
    used += static_cast<size_t>(n);
    guess = std::max<size_t>(4096, used / 2);
  }
  content->resize(used);
  return true;
}

bool readWholeFile(const char* path, std::string* content) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool ok = readWholeFd(fd, content);
  int error = errno;
  close(fd);
  errno = error;
  return ok;
}

std::string errnoText(int error) {
  char buffer[256];
  return strerror_r(error, buffer, sizeof buffer);  // the GNU one: returns the text
}

void randomBytes(void* out, size_t size) {
  auto p = static_cast<char*>(out);
  while (size) {
    ssize_t n = getrandom(p, size, 0);
    if (n < 0) {
      if (errno == EINTR) continue;
      break;
    }
    p += n, size -= static_cast<size_t>(n);
  }
  if (!size) return;
  int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
  while (fd >= 0 && size) {
    ssize_t n = read(fd, p, size);
    if (n <= 0) {
      if (n < 0 && errno == EINTR) continue;
      break;
    }
    p += n, size -= static_cast<size_t>(n);
  }
  if (fd >= 0) close(fd);
  if (size) {
    std::fputs("typhon: the system gives no random bytes\n", stderr);
    std::abort();
  }
}

StackBounds currentStackBounds() {
  pthread_attr_t attributes;
  StackBounds bounds{nullptr, nullptr};
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return bounds;
  void* base = nullptr;
  size_t size = 0, guard = 0;
  pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_getguardsize(&attributes, &guard);
  pthread_attr_destroy(&attributes);
  bounds.low = static_cast<char*>(base);
  bounds.high = bounds.low + size;
  return bounds;
}

unsigned cpuCount() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<unsigned>(CPU_COUNT(&set));
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n > 0 ? static_cast<unsigned>(n) : 1;
}

size_t residentBytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (!file) return 0;
  unsigned long total = 0, resident = 0;
  int fields = std::fscanf(file, "%lu %lu", &total, &resident);
  std::fclose(file);
  return fields == 2 ? resident * pageSize() : 0;
}

size_t peakResidentBytes() {
  rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? static_cast<size_t>(usage.ru_maxrss) * 1024 : 0;
}

}  // namespace typhon::base
