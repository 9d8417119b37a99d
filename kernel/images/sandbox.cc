#include "kernel/images/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "kernel/images/images.h"

namespace ocop::images {
namespace {

constexpr rlim_t kMemory = rlim_t{1536} << 20;   // a HEIC of 64 megapixels needs 0.9 GB while it is decoded
// Of processor time, no more than is waited for; the slowest honest picture, a progressive JPEG of 108 megapixels, takes 6.
constexpr rlim_t kSeconds = kPicturePatience.count();
constexpr rlim_t kFiles = 16;

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

constexpr std::array kComputing{
    SCMP_SYS(read),           SCMP_SYS(write),         SCMP_SYS(close),           SCMP_SYS(fstat),         SCMP_SYS(lseek),
    SCMP_SYS(munmap),         SCMP_SYS(mremap),        SCMP_SYS(brk),             SCMP_SYS(madvise),       SCMP_SYS(futex),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq),         SCMP_SYS(sched_yield),     SCMP_SYS(sched_getaffinity), SCMP_SYS(exit),
    SCMP_SYS(exit_group),     SCMP_SYS(gettid),        SCMP_SYS(getpid),          SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),       SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),   SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall), SCMP_SYS(sysinfo),       SCMP_SYS(getrusage),
};
// What no decoder asks for: whoever does has taken the process over.
constexpr std::array kNever{
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(ptrace),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(kill),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat2),
    SCMP_SYS(creat),
    SCMP_SYS(mount),
    SCMP_SYS(bpf),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(memfd_create),
};

bool add_rules(scmp_filter_ctx filter) {
  bool good = true;
  const auto rule = [&](std::uint32_t action, int call, auto... conditions) {
    good = seccomp_rule_add(filter, action, call, sizeof...(conditions), conditions...) == 0 && good;
  };
  for (const int call : kComputing) rule(SCMP_ACT_ALLOW, call);
  for (const int call : kNever) rule(SCMP_ACT_KILL_PROCESS, call);
  // Memory, but none that runs.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Threads, but no process. clone3 hides its flags in memory: the C library falls back to clone.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  rule(SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  // Opening by name: refused for reading, an attack for writing.
  for (const int mode : {O_WRONLY, O_RDWR}) {
    rule(SCMP_ACT_KILL_PROCESS, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, static_cast<scmp_datum_t>(mode)));
    rule(SCMP_ACT_KILL_PROCESS, SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, static_cast<scmp_datum_t>(mode)));
  }
  rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
  // abort() of a library that is out of memory signals its own process.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));
  return good;
}

}  // namespace

void limit_resources() {
  close_range(3, ~0U, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  limit(RLIMIT_CPU, kSeconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);   // standard output is a pipe
  limit(RLIMIT_NOFILE, kFiles);
#if !defined(OCOP_SANITIZED_ADDRESS) && !defined(OCOP_SANITIZED_THREAD)   // whose shadow memory alone is terabytes of addresses
  limit(RLIMIT_AS, kMemory);
#endif
}

bool enter_sandbox() {
  // Whatever is not named is answered "not permitted": a question that a later library asks is no attack.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  const bool good = add_rules(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return good;
}

}  // namespace ocop::images
