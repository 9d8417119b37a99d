// Pairs among 833 real rows and rows made of them: what is found, what is proposed wrongly, and what it costs as the rows grow.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "kernel/sheets/sheets.h"
#include "modules/places/service.h"
#include "modules/products/service.h"
#include "modules/products/tests/noisy_rows.h"

namespace ocop {
namespace {

using likeness::Wanted;
using products::noisy::Noise;
using products::noisy::Printed;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}
long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

// Every other row comes again with noise; every other one has a look-alike.
std::vector<Printed> made_of(const std::vector<Printed>& real, Noise& noise) {
  std::vector<Printed> out = real;
  std::size_t product = real.size();
  for (std::size_t i = 0; i < real.size(); ++i) {
    if (i % 2 == 0) {
      out.push_back(noise.again(real[i]));
      continue;
    }
    const auto other = real[noise.below(real.size())];
    if (real[i].maker.empty() || other.maker.empty() || other.maker == real[i].maker || other.province != real[i].province) continue;
    out.push_back(noise.other(out[i], static_cast<Noise::Other>(noise.below(4)), product++, other));
  }
  return out;
}

// Products with their rows, until there are so many: each real row under other brands, every tenth of them again with noise.
std::vector<Printed> grown(const std::vector<Printed>& real, Noise& noise, std::size_t rows) {
  static constexpr const char* kOnsets[] = {"B",  "Ch", "D",  "Đ", "G", "H",  "Kh", "L", "M", "N",
                                            "Ng", "Ph", "Qu", "S", "T", "Th", "Tr", "V", "X", "Nh"};
  static constexpr const char* kRimes[] = {"an", "ang", "iên", "inh", "ong", "ung", "âm", "ân",  "ương", "uyên",
                                           "ai", "ao",  "ôn",  "ơn",  "ích", "ạt",  "úc", "ước", "ảo",   "ính"};
  std::vector<Printed> out;
  for (std::size_t product = 0; out.size() < rows; ++product) {
    Printed row = real[noise.below(real.size())];
    std::string brand;
    for (int i = 0; i < 2; ++i)
      brand.append(" ").append(kOnsets[noise.below(std::size(kOnsets))]).append(kRimes[noise.below(std::size(kRimes))]);
    row.name += brand;
    if (!row.maker.empty()) row.maker += brand;
    row.product = product;
    row.id = "R" + std::to_string(product);
    row.source = "https://example.vn/list/" + std::to_string(noise.below(rows / 50 + 1));
    out.push_back(row);
    if (product % 10 == 0) out.push_back(noise.again(row));
  }
  out.resize(rows);
  return out;
}

struct Found {
  std::size_t right = 0, wrong = 0, all = 0;
};

std::vector<likeness::Record> records_of(const std::vector<Printed>& rows) {
  std::vector<likeness::Record> out;
  for (const Printed& row : rows) out.push_back(row.record());
  return out;
}

int quality(const std::vector<Printed>& real, const places::Index& places, std::uint64_t seed, bool tell) {
  Noise noise(places, seed);
  const std::vector<Printed> rows = made_of(real, noise);
  const std::vector<likeness::Record> records = records_of(rows);
  std::set<std::pair<std::size_t, std::size_t>> proposed;
  for (const likeness::Pair& pair : likeness::find_pairs(records, places, Wanted::proposed)) proposed.emplace(pair.a, pair.b);
  std::map<std::string, Found> kinds;
  std::size_t right = 0, wrong = 0, all = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].kind.empty() || rows[i].product >= real.size()) continue;
    ++all;
    const bool found = proposed.contains({rows[i].product, i});
    right += found;
    std::string kind = rows[i].kind;
    Found& entry = kinds[kind.find('+') == std::string::npos ? "alone: " + kind : "several"];
    ++entry.all;
    entry.right += found;
    if (!found && tell) {
      likeness::Record two[] = {records[rows[i].product], records[i]};
      std::printf("%s\n", likeness::to_json(two, likeness::find_pairs(two, places, Wanted::named)).c_str());
    }
    if (!found && tell)
      std::printf("missed  %s | %s | %s | %s | %s | %s | %s\n", rows[i].kind.c_str(), rows[rows[i].product].name.c_str(),
                  rows[i].name.c_str(), rows[rows[i].product].maker.c_str(), rows[i].maker.c_str(), rows[rows[i].product].place.c_str(),
                  rows[i].place.c_str());
  }
  for (const auto& [a, b] : proposed) {
    if (rows[a].product == rows[b].product || (rows[a].kind.empty() && rows[b].kind.empty())) continue;
    if (rows[a].product < real.size() && rows[b].product < real.size()) continue;  // copies of two rows that are one product, or look so
    ++wrong;
    if (tell)
      std::printf("wrong   %s/%s | %s | %s | %s | %s\n", rows[a].kind.c_str(), rows[b].kind.c_str(), rows[a].name.c_str(),
                  rows[b].name.c_str(), rows[a].maker.c_str(), rows[b].maker.c_str());
  }
  std::printf("seed %llu: %zu rows, recall %zu of %zu (%.1f %%), precision %.1f %% (%zu wrong)\n", static_cast<unsigned long long>(seed),
              rows.size(), right, all, 100.0 * static_cast<double>(right) / static_cast<double>(all),
              100.0 * static_cast<double>(right) / static_cast<double>(right + wrong), wrong);
  if (tell)
    for (const auto& [kind, found] : kinds) std::printf("  %-24s %zu of %zu\n", kind.c_str(), found.right, found.all);
  return right * 100 >= all * 90 && wrong * 20 <= right ? 0 : 1;
}

void speed(const std::vector<Printed>& real, const places::Index& places, std::size_t size) {
  Noise noise(places, 7);
  const std::vector<Printed> rows = grown(real, noise, size);
  const std::vector<likeness::Record> records = records_of(rows);
  const double before = cpu_seconds();
  const auto pairs = likeness::find_pairs(records, places, Wanted::proposed);
  const double spent = cpu_seconds() - before;
  std::size_t right = 0;
  std::size_t all = 0;
  for (const Printed& row : rows) all += row.kind.empty() ? 0 : 1;
  for (const likeness::Pair& pair : pairs) right += rows[pair.a].product == rows[pair.b].product ? 1 : 0;
  std::printf("%7zu rows: %6.2f s, %5.1f us a row, %zu pairs, recall %.1f %%, precision %.1f %%, peak %ld MB\n", size, spent,
              1e6 * spent / static_cast<double>(size), pairs.size(), 100.0 * static_cast<double>(right) / static_cast<double>(all),
              100.0 * static_cast<double>(right) / static_cast<double>(pairs.size()), peak_megabytes());
}

}  // namespace
}  // namespace ocop

int main(int argc, char** argv) {
  using namespace ocop;
  const Date today = *Date::of(2026, 11, 26);
  const auto places = places::index_of_data(today);
  if (!places) return 1;
  const auto file = products::read_register(sheets::Source::bytes(products::sample_register()), **places, today);
  if (!file) return 1;
  const auto real = products::noisy::Noise(**places, 1).real(file->rows);
  const bool tell = argc > 1 && std::string(argv[1]) == "tell";
  int failed = 0;
  for (const std::uint64_t seed : {11, 12, 13}) failed |= quality(real, **places, seed, tell && seed == 11);
  if (tell) return failed;
  for (const std::size_t size : {2'000, 20'000, 200'000}) speed(real, **places, size);
  return failed;
}
