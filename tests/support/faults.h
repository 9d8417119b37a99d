#pragma once
// Faults of the disk, for tests: fault_shim.c stands between a program and fsync, fdatasync, write, pwrite, ftruncate and rename.
// Linked into a test program (ocop_test_faults) it is steered by these functions; loaded into any program with LD_PRELOAD it is
// steered by environment variables (see fault_shim.c). Writes, truncations and renames count only for files with ".db" or "/blobs/" in
// their name.
#ifdef __cplusplus
extern "C" {
#endif

enum fault_operation { FAULT_SYNC, FAULT_WRITE, FAULT_TRUNCATE, FAULT_RENAME, FAULT_OPERATIONS };
enum fault_repeat { FAULT_ONCE, FAULT_STAYS };

// From the call number `skip` + 1 on (counted from now), calls of `operation` fail with `error` (EIO, ENOSPC …): one, or all.
void fault_arm(enum fault_operation operation, int error, long skip, enum fault_repeat repeat);
void fault_disarm(void);
// Calls since the program began, failed ones too.
long fault_calls(enum fault_operation operation);
// Makes every sync take this much longer, like a spinning disk.
void fault_slow_sync(long microseconds);

#ifdef __cplusplus
}
#endif
