// LD_PRELOAD shim: counts the syncs of a program and can let one of them fail, as a dying disk does.
//
//   FAULT_COUNT_FILE=path   every fsync and fdatasync adds one byte to this file: f or d, so its size is the count
//   FAULT_FILE=path         while this file exists, its first word names the fault:
//                             sync   fsync and fdatasync answer EIO
//                             write  pwrite and write to a file whose name has ".db" answer EIO
//                             full   … answer ENOSPC
// The file is looked at on every call, so that a test can turn a fault on and off while the program runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long raw_write(int fd, const void *bytes, size_t size) { return syscall(SYS_write, fd, bytes, size); }

static void count(char kind) {
  const char *path = getenv("FAULT_COUNT_FILE");
  if (!path) return;
  int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) return;
  (void)!raw_write(fd, &kind, 1);
  close(fd);
}

static int wanted(const char *fault) {
  const char *path = getenv("FAULT_FILE");
  char text[16] = {0};
  if (!path) return 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  (void)!read(fd, text, sizeof text - 1);
  close(fd);
  return strncmp(text, fault, strlen(fault)) == 0;
}

static int is_database(int fd) {
  char link[64], name[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, name, sizeof name - 1);
  if (size <= 0) return 0;
  name[size] = 0;
  return strstr(name, ".db") != NULL;
}

static int write_fault(int fd) {
  if (!is_database(fd)) return 0;
  if (wanted("write")) return EIO;
  if (wanted("full")) return ENOSPC;
  return 0;
}

int fsync(int fd) {
  count('f');
  if (wanted("sync")) { errno = EIO; return -1; }
  return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
  count('d');
  if (wanted("sync")) { errno = EIO; return -1; }
  return (int)syscall(SYS_fdatasync, fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  int fault = write_fault(fd);
  if (fault) { errno = fault; return -1; }
  return syscall(SYS_pwrite64, fd, bytes, size, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

ssize_t write(int fd, const void *bytes, size_t size) {
  int fault = write_fault(fd);
  if (fault) { errno = fault; return -1; }
  return raw_write(fd, bytes, size);
}
