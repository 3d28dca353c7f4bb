// SPDX-License-Identifier: Apache-2.0
// A library that is loaded before the C library (LD_PRELOAD) and lets one system call of a program
// fail.
//
// FAULT_CALL   the function: open, read, write, fsync, close, rename, ...
// FAULT_NTH    which call of it, counted from 1; 0: none
// FAULT_KIND   an error's number; "short": a write of one byte; "none": a write of no byte;
//              "signal": SIGTERM arrives, then the call goes on
// FAULT_COUNT  a file that gets the number of calls at the end
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

struct Plan {
  const char* call = std::getenv("FAULT_CALL");
  const char* kind = std::getenv("FAULT_KIND");
  const char* count = std::getenv("FAULT_COUNT");
  long nth = std::getenv("FAULT_NTH") == nullptr ? 0 : std::atol(std::getenv("FAULT_NTH"));
  long calls = 0;

  ~Plan() {
    if (count == nullptr)
      return;
    if (std::FILE* file = std::fopen(count, "w")) {
      std::fprintf(file, "%ld\n", calls);
      std::fclose(file);
    }
  }
};

Plan& plan() {
  static Plan made;
  return made;
}

bool is(const char* a, const char* b) { return a != nullptr && std::strcmp(a, b) == 0; }

// Whether this call is the one that fails. Sets errno, or raises the signal.
bool fails(const char* call) {
  Plan& wanted = plan();
  if (!is(wanted.call, call) || ++wanted.calls != wanted.nth)
    return false;
  if (is(wanted.kind, "signal")) {
    ::kill(::getpid(), SIGTERM);
    return false;
  }
  errno = std::atoi(wanted.kind);
  return true;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool takes_mode(int flags) { return (flags & (O_CREAT | O_TMPFILE)) != 0; }

} // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  static auto* real = next<int(const char*, int, ...)>("open");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = takes_mode(flags) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails("open") ? -1 : real(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static auto* real = next<int(const char*, int, ...)>("open64");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = takes_mode(flags) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails("open") ? -1 : real(path, flags, mode);
}

int mkostemp(char* path, int flags) {
  static auto* real = next<int(char*, int)>("mkostemp");
  return fails("mkostemp") ? -1 : real(path, flags);
}

ssize_t read(int file, void* bytes, size_t size) {
  static auto* real = next<ssize_t(int, void*, size_t)>("read");
  return fails("read") ? -1 : real(file, bytes, size);
}

ssize_t write(int file, const void* bytes, size_t size) {
  static auto* real = next<ssize_t(int, const void*, size_t)>("write");
  Plan& wanted = plan();
  if (is(wanted.call, "write") && wanted.calls + 1 == wanted.nth &&
      (is(wanted.kind, "short") || is(wanted.kind, "none"))) {
    ++wanted.calls;
    return is(wanted.kind, "none") ? 0 : real(file, bytes, size > 1 ? 1 : size);
  }
  return fails("write") ? -1 : real(file, bytes, size);
}

// What SQLite calls.
ssize_t pread64(int file, void* bytes, size_t size, off64_t offset) {
  static auto* real = next<ssize_t(int, void*, size_t, off64_t)>("pread64");
  return fails("pread64") ? -1 : real(file, bytes, size, offset);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  static auto* real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return fails("pwrite64") ? -1 : real(file, bytes, size, offset);
}

int fdatasync(int file) {
  static auto* real = next<int(int)>("fdatasync");
  return fails("fdatasync") ? -1 : real(file);
}

int ftruncate64(int file, off64_t size) {
  static auto* real = next<int(int, off64_t)>("ftruncate64");
  return fails("ftruncate64") ? -1 : real(file, size);
}

int unlink(const char* path) {
  static auto* real = next<int(const char*)>("unlink");
  // An incomplete file that can't be removed would stay.
  return std::strstr(path, "/.escala-") == nullptr && fails("unlink") ? -1 : real(path);
}

void* mmap64(void* address, size_t size, int protection, int flags, int file, off64_t offset) {
  static auto* real = next<void*(void*, size_t, int, int, int, off64_t)>("mmap64");
  // Only of files: the C library maps memory before the program begins.
  return file >= 0 && fails("mmap64") ? MAP_FAILED
                                      : real(address, size, protection, flags, file, offset);
}

int link(const char* from, const char* to) {
  static auto* real = next<int(const char*, const char*)>("link");
  return fails("link") ? -1 : real(from, to);
}

int fsync(int file) {
  static auto* real = next<int(int)>("fsync");
  return fails("fsync") ? -1 : real(file);
}

int close(int file) {
  static auto* real = next<int(int)>("close");
  const bool failed = fails("close");
  const int error = errno;
  const int done = real(file); // closed in any case, as by the system
  errno = failed ? error : errno;
  return failed ? -1 : done;
}

int rename(const char* from, const char* to) {
  static auto* real = next<int(const char*, const char*)>("rename");
  return fails("rename") ? -1 : real(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) {
  static auto* real = next<int(int, const char*, int, const char*, unsigned int)>("renameat2");
  return fails("renameat2") ? -1 : real(from_folder, from, to_folder, to, flags);
}

int fchmod(int file, mode_t mode) {
  static auto* real = next<int(int, mode_t)>("fchmod");
  return fails("fchmod") ? -1 : real(file, mode);
}

int fchown(int file, uid_t owner, gid_t group) {
  static auto* real = next<int(int, uid_t, gid_t)>("fchown");
  return fails("fchown") ? -1 : real(file, owner, group);
}

int stat(const char* path, struct stat* status) {
  static auto* real = next<int(const char*, struct stat*)>("stat");
  return fails("stat") ? -1 : real(path, status);
}

int lstat(const char* path, struct stat* status) {
  static auto* real = next<int(const char*, struct stat*)>("lstat");
  return fails("lstat") ? -1 : real(path, status);
}

int fstat(int file, struct stat* status) {
  static auto* real = next<int(int, struct stat*)>("fstat");
  return fails("fstat") ? -1 : real(file, status);
}

int access(const char* path, int mode) {
  static auto* real = next<int(const char*, int)>("access");
  return fails("access") ? -1 : real(path, mode);
}

char* realpath(const char* path, char* real_path) {
  static auto* real = next<char*(const char*, char*)>("realpath");
  return fails("realpath") ? nullptr : real(path, real_path);
}

ssize_t readlink(const char* path, char* bytes, size_t size) {
  static auto* real = next<ssize_t(const char*, char*, size_t)>("readlink");
  return fails("readlink") ? -1 : real(path, bytes, size);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) {
  static auto* real =
      next<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
  return fails("pthread_create") ? errno : real(thread, attributes, start, argument);
}

} // extern "C"
