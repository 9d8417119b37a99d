// See faults.h. With LD_PRELOAD:
//
//   FAULT_COUNT_FILE=path   every fsync and fdatasync adds one byte to this file, so its size is the count
//   FAULT_FILE=path         while this file exists, its first word names the fault: sync (EIO), write (EIO) or full (ENOSPC);
//                           it is looked at on every call, so that a script turns a fault on and off while the program runs
//
// The state is file-scope because the functions replaced here have no place for an argument.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "tests/support/faults.h"

static atomic_int armed_operation = -1;
static atomic_int armed_error;
static atomic_int armed_repeat;
static atomic_long left_to_skip;
static atomic_long calls[FAULT_OPERATIONS];
static atomic_long slow_sync;

void fault_arm(enum fault_operation operation, int error, long skip, enum fault_repeat repeat) {
  atomic_store(&armed_operation, -1);
  atomic_store(&armed_error, error);
  atomic_store(&armed_repeat, (int)repeat);
  atomic_store(&left_to_skip, skip);
  atomic_store(&armed_operation, (int)operation);
}
void fault_disarm(void) { atomic_store(&armed_operation, -1); }
long fault_calls(enum fault_operation operation) { return atomic_load(&calls[operation]); }
void fault_slow_sync(long microseconds) { atomic_store(&slow_sync, microseconds); }

static long raw_write(int file, const void *bytes, size_t size) { return syscall(SYS_write, file, bytes, size); }

static void count_in_file(void) {
  const char *path = getenv("FAULT_COUNT_FILE");
  if (!path) return;
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return;
  (void)!raw_write(file, "s", 1);
  close(file);
}

static int error_from_file(enum fault_operation operation) {
  const char *path = getenv("FAULT_FILE");
  if (!path) return 0;
  char text[16] = {0};
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  (void)!read(file, text, sizeof text - 1);
  close(file);
  if (operation == FAULT_SYNC) return strncmp(text, "sync", 4) == 0 ? EIO : 0;
  if (strncmp(text, "write", 5) == 0) return EIO;
  return strncmp(text, "full", 4) == 0 ? ENOSPC : 0;
}

// The error this call is to fail with, or 0.
static int fault_of(enum fault_operation operation) {
  atomic_fetch_add(&calls[operation], 1);
  int from_file = error_from_file(operation);
  if (from_file) return from_file;
  if (atomic_load(&armed_operation) != (int)operation) return 0;
  long left = atomic_fetch_sub(&left_to_skip, 1);
  if (left > 0) return 0;
  if (left < 0 && atomic_load(&armed_repeat) == FAULT_ONCE) return 0;
  return atomic_load(&armed_error);
}

static int is_kept(const char *name) { return strstr(name, ".db") != NULL || strstr(name, "/blobs/") != NULL; }

static int is_data(int descriptor) {
  char link[64], name[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t size = readlink(link, name, sizeof name - 1);
  if (size <= 0) return 0;
  name[size] = 0;
  return is_kept(name);
}

static int fails(enum fault_operation operation, int descriptor) {
  if (operation == FAULT_SYNC) {
    count_in_file();
    long wait = atomic_load(&slow_sync);
    if (wait > 0) usleep((useconds_t)wait);
  } else if (!is_data(descriptor)) {
    return 0;
  }
  int error = fault_of(operation);
  if (error) errno = error;
  return error;
}

int fsync(int file) { return fails(FAULT_SYNC, file) ? -1 : (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { return fails(FAULT_SYNC, file) ? -1 : (int)syscall(SYS_fdatasync, file); }

ssize_t write(int file, const void *bytes, size_t size) { return fails(FAULT_WRITE, file) ? -1 : raw_write(file, bytes, size); }
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
  return fails(FAULT_WRITE, file) ? -1 : syscall(SYS_pwrite64, file, bytes, size, at);
}
ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) { return pwrite64(file, bytes, size, at); }

int ftruncate64(int file, off64_t size) { return fails(FAULT_TRUNCATE, file) ? -1 : (int)syscall(SYS_ftruncate, file, size); }
int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int rename(const char *from, const char *to) {
  int error = is_kept(to) ? fault_of(FAULT_RENAME) : 0;
  if (error) errno = error;
  return error ? -1 : (int)syscall(SYS_rename, from, to);
}
