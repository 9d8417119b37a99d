#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <optional>

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

// 0: no side of a picture.
int side(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && value > 0 && value <= kPixelsSide ? value : 0;
}

}  // namespace

int work(std::span<char* const> arguments) {
  std::optional<std::pair<int, int>> size;   // pixels are asked for
  if (arguments.size() == 2) size = {side(arguments[0]), side(arguments[1])};
  if ((!arguments.empty() && !size) || (size && (size->first == 0 || size->second == 0))) return kCannotStart;
  limit_resources();
  const std::string_view bytes = map_input();
  if (bytes.empty() || !start_library() || !enter_sandbox()) return kCannotStart;
  const Kind kind = detect(bytes);
  const std::string answer = write_answer(size ? fill(bytes, kind, size->first, size->second) : develop(bytes, kind));
  const bool told = files::write_all(STDOUT_FILENO, answer, "standard output").ok();
  _exit(told ? 0 : 1);   // no library's farewell: the process has nothing to keep
}

}  // namespace ocop::images
