// Runs a fuzz target without libFuzzer (g++ has none): every seed as it is, then a bounded number of mutations of the seeds.
//   fuzz_x SEED_FILE_OR_FOLDER… [--runs N] [--seed N]
// The same seed number gives the same inputs, so a failure can be repeated; the failing input is written to fuzz-failure.bin
// by the handler of SIGABRT (sanitizers and the targets' own checks abort).
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::uint64_t kDefaultRuns = 20'000;     // about a second a target in the test run
constexpr std::size_t kLargestInput = 64u << 10;   // mutations stop growing here

std::string current;   // what is being tried; read by the signal handler

void keep_failure(int) {
  if (std::FILE* file = std::fopen("fuzz-failure.bin", "wb")) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
    std::fputs("input kept in fuzz-failure.bin\n", stderr);
  }
  std::signal(SIGABRT, SIG_DFL);
  std::abort();
}

void try_one(std::string input) {
  current = std::move(input);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
}

void read_seeds(const std::filesystem::path& path, std::vector<std::string>& seeds) {
  if (std::filesystem::is_directory(path)) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(path)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) read_seeds(file, seeds);
    return;
  }
  std::ifstream file(path, std::ios::binary);
  seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::string mutate(const std::vector<std::string>& seeds, std::mt19937_64& random) {
  static constexpr std::string_view kTelling[] = {"\"", "{", "}", "[", "]", ",", ":", "\\", "\0", "-1", "0", "99999999999999999999", "\xC3", "\xF0\x9F", "\r\n", "%00", "../", "'"};
  const auto below = [&](std::size_t bound) { return bound == 0 ? std::size_t{0} : static_cast<std::size_t>(random() % bound); };
  std::string input = seeds[below(seeds.size())];
  for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
    const std::size_t at = below(input.size() + 1);
    switch (below(6)) {
      case 0: if (at < input.size()) input[at] = static_cast<char>(random()); break;
      case 1: if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8))); break;
      case 2: input.erase(at, 1 + below(8)); break;
      case 3: input.insert(at, kTelling[below(std::size(kTelling))]); break;
      case 4: input.insert(at, input.substr(below(input.size() + 1), below(32))); break;
      default: {
        const std::string& other = seeds[below(seeds.size())];
        input = input.substr(0, at) + other.substr(below(other.size() + 1));
      }
    }
  }
  if (input.size() > kLargestInput) input.resize(kLargestInput);
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> seeds;
  std::uint64_t runs = kDefaultRuns, seed = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--runs" && i + 1 < argc) runs = std::strtoull(argv[++i], nullptr, 10);
    else if (argument == "--seed" && i + 1 < argc) seed = std::strtoull(argv[++i], nullptr, 10);
    else if (std::filesystem::exists(argument)) read_seeds(argument, seeds);
    else { std::fprintf(stderr, "%s: no such seed\n", argv[i]); return 2; }
  }
  std::signal(SIGABRT, keep_failure);
  for (const std::string& one : seeds) try_one(one);
  if (seeds.empty()) seeds.emplace_back();
  std::mt19937_64 random(seed);
  for (std::uint64_t run = 0; run < runs; ++run) try_one(mutate(seeds, random));
  std::printf("%zu seeds and %llu mutations, no failure\n", seeds.size(), static_cast<unsigned long long>(runs));
  return 0;
}
