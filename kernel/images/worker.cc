#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel/files/files.h"
#include "kernel/images/develop.h"
#include "kernel/images/sandbox.h"

namespace ocop::images {
namespace {

constexpr int kCannotStart = 3;   // exit code: this machine decodes no picture at all

std::string_view map_input() {
  struct stat status {};
  if (fstat(STDIN_FILENO, &status) != 0 || status.st_size <= 0) return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  const void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  return at == MAP_FAILED ? std::string_view{} : std::string_view(static_cast<const char*>(at), size);
}

}  // namespace

int work() {
  limit_resources();
  const std::string_view bytes = map_input();
  if (bytes.empty() || !start_library() || !enter_sandbox()) return kCannotStart;
  const std::string answer = write_answer(develop(bytes, detect(bytes)));
  const bool told = files::write_all(STDOUT_FILENO, answer, "standard output").ok();
  _exit(told ? 0 : 1);   // no library's farewell: the process has nothing to keep
}

}  // namespace ocop::images
