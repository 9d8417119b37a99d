#include "app/control.h"

#include <array>
#include <filesystem>
#include <thread>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/files/files.h"
#include "kernel/random/random.h"

namespace ocop::app {
namespace fs = std::filesystem;
namespace {

constexpr auto kPoll = std::chrono::milliseconds(200);
constexpr std::array<std::string_view, 3> kEndings{".request", ".places", ".products"};

std::string control_folder(const std::string& data_folder) { return data_folder + "/control"; }
std::string_view ending(Wish wish) { return kEndings[static_cast<std::size_t>(wish)]; }

}  // namespace

Result<std::string> ask_program(const std::string& data_folder, Wish wish, std::string_view what, std::chrono::seconds limit) {
  OCOP_CHECK(files::make_directories(control_folder(data_folder)));
  SystemRandom random;
  const std::string stem = control_folder(data_folder) + "/" + new_uuid(SystemClock().now(), random).text();
  const std::string request = stem + std::string(ending(wish)), answer = stem + ".answer";
  OCOP_CHECK(files::write_atomically(request, std::string(what), 0600));
  for (auto waited = kPoll; waited < limit; waited += kPoll) {
    std::this_thread::sleep_for(kPoll);
    if (!files::exists(answer)) continue;
    OCOP_TRY(text, files::read(answer));
    fs::remove(answer);
    return std::move(text);
  }
  fs::remove(request);
  return Error::of(ErrorKind::storage_unavailable, "the program that has " + data_folder + " open did not answer");
}

bool has_wishes(const std::string& data_folder, Wish wish) {
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(control_folder(data_folder), absent))
    if (entry.path().extension() == ending(wish)) return true;
  return false;
}

void answer_wishes(const std::string& data_folder, Wish wish, const std::function<std::string(const std::string& what)>& work) {
  std::error_code absent;
  std::vector<fs::path> requests;
  for (const auto& entry : fs::directory_iterator(control_folder(data_folder), absent))
    if (entry.path().extension() == ending(wish)) requests.push_back(entry.path());
  for (const fs::path& path : requests) {
    const Result<std::string> what = files::read(path.string());
    if (!what) continue;   // taken back by the asker in this moment
    const std::string answer = work(*what);
    fs::remove(path, absent);
    // An answer that cannot be written leaves the asker to its time limit; what was done is done.
    const Result<void> told = files::write_atomically(fs::path(path).replace_extension(".answer").string(), answer, 0600);
    if (!told) return;
  }
}

}  // namespace ocop::app
