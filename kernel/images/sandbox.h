#pragma once

// The walls around a process that decodes a stranger's bytes. Linux only: seccomp (libseccomp) and resource limits.
namespace ocop::images {

// Before anything is read: no file but the three standard ones, dies with its parent, bounded processor time and memory.
void limit_resources();
// After libraries are loaded and before a byte is decoded. From here on the process computes and writes to what is open, nothing else:
// opening a file, whatever for, is refused; a socket, another program, another process, or writing to a file by name ends it (SIGSYS). For
// good; all threads to come. False: the kernel has no seccomp, and nothing may be decoded.
bool enter_sandbox();

}  // namespace ocop::images
