// Drives a fuzz target without libFuzzer: replays every seed of a folder, then a bounded number of mutations of them.
//   fuzz_topic SEEDS [--runs N] [--seed N]
// Deterministic: the same seeds and numbers give the same inputs, so that a failure in one test run is the failure of the next. Without
// --runs a slow target ends early, by its own processor time, which says how far it came and never which inputs it tried.
// The input being tried is kept in the file <program>.last-input, which a crash leaves behind; it becomes the next seed.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kRuns = 10'000;                     // a smoke, the same on each machine; campaigns use --runs or libFuzzer
constexpr std::size_t kRunsAtLeast = 200;                 // a target too slow for these within its seconds is at fault itself
constexpr std::clock_t kSmokeSeconds = 3;                 // of processor time; with it forty targets fit the budget of a test run
constexpr std::size_t kMaxInput = 64u << 10;              // a mutation never grows beyond it
constexpr std::uint64_t kSeed = 0x0C0B;                   // any fixed number; another one tries other mutations

// splitmix64 (S. Vigna, public domain).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

// A shared mapping survives the death of the process.
class LastInput {
 public:
  explicit LastInput(const std::string& program) : path_(program + ".last-input") {
    const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0 || ::ftruncate(file, kHeader + kMaxInput) != 0) return;
    void* memory = ::mmap(nullptr, kHeader + kMaxInput, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    if (memory != MAP_FAILED) memory_ = static_cast<char*>(memory);
  }
  LastInput(const LastInput&) = delete;
  LastInput& operator=(const LastInput&) = delete;
  ~LastInput() { ::unlink(path_.c_str()); }   // reached only when nothing crashed
  void keep(const std::string& input) {
    if (memory_ == nullptr) return;
    std::snprintf(memory_, kHeader, "%zu bytes:\n", input.size());
    std::memcpy(memory_ + kHeader, input.data(), std::min(input.size(), kMaxInput));
  }

 private:
  static constexpr std::size_t kHeader = 32;   // the length, as text
  std::string path_;
  char* memory_ = nullptr;
};

std::vector<std::string> read_seeds(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());   // the order of a folder is not deterministic
  std::vector<std::string> seeds;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return seeds;
}

// Pieces that parsers treat in a special way.
const std::vector<std::string>& tokens() {
  static const std::vector<std::string> kTokens{
      "\"", "\"\"", ",", "\r\n", "\n", "\r", "{", "}", "[", "]", ":", "\\", "\\u0000", "\\ud800", "0", "-1", "1e999", "null",
      "/", "//", "..", "%00", "%2e", "%", "?", "&", "=", ";", " ", "\t", "-", ".", "(01)", "\x1D",
      std::string(1, '\0'), "\xFF", "\xC3", "\xED\xA0\x80", "\xEF\xBB\xBF", "\xCC\x81", "\xC4\x91",
      "9223372036854775808", "18446744073709551616"};
  return kTokens;
}

void mutate_once(std::string& input, const std::vector<std::string>& seeds, Dice& dice) {
  const std::size_t at = dice.below(input.size() + 1);
  switch (dice.below(7)) {
    case 0:
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << dice.below(8)));
      break;
    case 1:
      if (at < input.size()) input[at] = static_cast<char>(dice.next());
      break;
    case 2:
      input.insert(at, tokens()[dice.below(tokens().size())]);
      break;
    case 3:
      input.erase(at, dice.below(16) + 1);
      break;
    case 4:
      input.insert(at, input.substr(dice.below(input.size() + 1), dice.below(64) + 1));
      break;
    case 5:
      input.resize(at);
      break;
    default: {
      const std::string& other = seeds[dice.below(seeds.size())];
      input = input.substr(0, at) + other.substr(dice.below(other.size() + 1));
    }
  }
  if (input.size() > kMaxInput) input.resize(kMaxInput);
}

void try_input(const std::string& input, LastInput& last) {
  last.keep(input);
  // A heap copy of the exact size, so that AddressSanitizer sees a read one past the end.
  const std::vector<std::uint8_t> exact(input.begin(), input.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder;
  std::size_t runs = kRuns;
  bool bounded = true;
  std::uint64_t seed_number = kSeed;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc) {
      runs = std::strtoull(argv[++i], nullptr, 10);
      bounded = false;
    } else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
      seed_number = std::strtoull(argv[++i], nullptr, 10);
    } else {
      folder = argv[i];
    }
  }
  std::vector<std::string> seeds = read_seeds(folder);
  const std::size_t given = seeds.size();
  if (seeds.empty()) seeds.emplace_back();
  LastInput last(argv[0]);
  for (const std::string& seed : seeds) try_input(seed, last);

  Dice dice(seed_number);
  std::size_t done = 0;
  for (; done < runs; ++done) {
    if (bounded && done >= kRunsAtLeast && std::clock() > kSmokeSeconds * CLOCKS_PER_SEC) break;
    std::string input = seeds[dice.below(seeds.size())];
    for (std::size_t times = dice.below(4) + 1; times > 0; --times) mutate_once(input, seeds, dice);
    try_input(input, last);
  }
  std::printf("%zu seeds, %zu mutations\n", given, done);
  return 0;
}
