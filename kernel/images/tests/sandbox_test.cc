#include "kernel/images/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace ocop::images {
namespace {

// Each attempt in a process of its own behind the walls; what it returns is its exit code.
template <class Attempt>
[[noreturn]] void behind_the_walls(Attempt attempt) {
  limit_resources();
  std::signal(SIGXFSZ, SIG_IGN);   // what a sanitizer says of a wall goes to a file here
  if (!enter_sandbox()) _exit(99);
  _exit(attempt());
}
constexpr int kRefused = 7, kDone = 0;

TEST(ImagesSandboxDeathTest, ComputesAndWritesToWhatIsOpen) {
  EXPECT_EXIT({
    int ends[2];
    if (::pipe(ends) != 0 || ::dup2(ends[0], STDIN_FILENO) < 0 || ::dup2(ends[1], STDOUT_FILENO) < 0) _exit(98);
    behind_the_walls([] {
      const std::string memory(8 << 20, 'x');
      return ::write(STDOUT_FILENO, memory.data(), 1) == 1 ? kDone : 1;
    });
  }, testing::ExitedWithCode(kDone), "");
}

TEST(ImagesSandboxDeathTest, MayStartThreads) {
  EXPECT_EXIT(behind_the_walls([] {
    // As libvips starts one: a std::thread has virtual functions, which an instrumented build looks up by files that it may not open here.
    int sum = 0;
    pthread_t thread{};
    if (pthread_create(&thread, nullptr, [](void* to) -> void* { *static_cast<int*>(to) = 42; return nullptr; }, &sum) != 0) return 1;
    pthread_join(thread, nullptr);
    return sum == 42 ? kDone : 1;
  }), testing::ExitedWithCode(kDone), "");
}

TEST(ImagesSandboxDeathTest, OpensNoFileForReading) {
  EXPECT_EXIT(behind_the_walls([] { return ::open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM ? kRefused : 1; }),
              testing::ExitedWithCode(kRefused), "");
}

TEST(ImagesSandboxDeathTest, WritingAFileEndsIt) {
  EXPECT_EXIT(behind_the_walls([] { return ::open("/tmp/escaped", O_WRONLY | O_CREAT, 0600); }), testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(behind_the_walls([] { return ::open("/etc/passwd", O_RDWR); }), testing::KilledBySignal(SIGSYS), "");
}

TEST(ImagesSandboxDeathTest, ASocketEndsIt) {
  EXPECT_EXIT(behind_the_walls([] { return ::socket(AF_INET, SOCK_STREAM, 0); }), testing::KilledBySignal(SIGSYS), "");
}

TEST(ImagesSandboxDeathTest, AnotherProgramOrProcessEndsIt) {
  EXPECT_EXIT(behind_the_walls([] {
    char* const none[] = {nullptr};
    return ::execve("/bin/sh", none, none);
  }), testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(behind_the_walls([] { return static_cast<int>(::fork()); }), testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(behind_the_walls([] { return ::kill(::getppid(), SIGTERM); }), testing::KilledBySignal(SIGSYS), "");
}

TEST(ImagesSandboxDeathTest, HasNoMemoryThatRuns) {
  EXPECT_EXIT(behind_the_walls([] {
    return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? kRefused : 1;
  }), testing::ExitedWithCode(kRefused), "");
}

}  // namespace
}  // namespace ocop::images
