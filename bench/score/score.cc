// Scoring on one core: score() on sheets in memory, and the whole of `ocop score` (JSON in, JSON out). One line a figure.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "modules/rulebooks/rulebooks.h"

namespace {

using namespace ocop::rulebooks;

constexpr double kPromise = 200'000;     // sheets a second on one core
constexpr int kRounds = 21;              // odd: the median is a measured round
constexpr double kRoundSeconds = 0.1;    // long enough for the clock, short enough to see noise
constexpr double kLoadPromiseMs = 60;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::vector<Sheet> sheets_for(const Table& table, std::size_t count, std::mt19937& random) {
  std::vector<Sheet> sheets(count);
  for (Sheet& sheet : sheets)
    for (const Criterion* criterion : table.criteria)
      sheet.answers.push_back(
          static_cast<std::int8_t>(std::uniform_int_distribution<int>(0, static_cast<int>(criterion->options.size()))(random)));
  return sheets;
}

// Things a second, by CPU time: median, and the worst of the rounds.
template <class Work>
std::pair<double, double> rate(const Work& work) {
  std::vector<double> rounds;
  for (int round = 0; round < kRounds; ++round) {
    std::size_t done = 0;
    const double start = cpu_seconds();
    double taken = 0;
    while ((taken = cpu_seconds() - start) < kRoundSeconds) done += work();
    rounds.push_back(static_cast<double>(done) / taken);
  }
  std::sort(rounds.begin(), rounds.end());
  return {rounds[rounds.size() / 2], rounds.front()};
}

std::string request_of(const Rulebook& rulebook, const Table& table, const std::vector<Sheet>& sheets) {
  std::string out = "{\"rulebook\":\"" + rulebook.code + "\",\"product_set\":\"" + table.code + "\",\"sheets\":[";
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    out += std::string(s ? "," : "") + "{\"member\":\"m" + std::to_string(s + 1) + "\",\"answers\":{";
    bool first = true;
    for (std::size_t c = 0; c < sheets[s].answers.size(); ++c) {
      if (sheets[s].answers[c] == kUnticked) continue;
      out += std::string(first ? "" : ",") + "\"" + table.criteria[c]->code + "\":" + std::to_string(sheets[s].answers[c]);
      first = false;
    }
    out += "}}";
  }
  return out + "]}";
}

}  // namespace

int main() {
  bool kept = true;
  const double before = cpu_seconds();
  const auto library = load();
  const double load_ms = (cpu_seconds() - before) * 1e3;
  if (!library.ok()) return 1;
  std::printf("load 51 tables          %8.1f ms        (promise %.0f)\n", load_ms, kLoadPromiseMs);
  kept = kept && load_ms <= kLoadPromiseMs;

  const Rulebook& rulebook = *library->find("QD26-2026");
  std::mt19937 random(1);
  for (const std::size_t council : {std::size_t{1}, std::size_t{3}, std::size_t{9}}) {
    std::vector<std::vector<Sheet>> rounds;
    for (const auto& table : rulebook.tables) rounds.push_back(sheets_for(*table, council, random));
    const auto [median, worst] = rate([&] {
      std::size_t done = 0;
      for (std::size_t t = 0; t < rounds.size(); ++t)
        done += score(rulebook, *rulebook.tables[t], rounds[t], {})->criteria.front().points.size();
      return done;
    });
    std::printf("score, council of %zu      %8.0f sheets/s  worst %.0f  (promise %.0f)\n", council, median, worst, kPromise);
    kept = kept && median >= kPromise;
  }
  std::vector<std::string> requests;
  for (const auto& table : rulebook.tables) requests.push_back(request_of(rulebook, *table, sheets_for(*table, 9, random)));
  const auto [median, worst] = rate([&] {
    std::size_t done = 0;
    for (const std::string& request : requests) done += score_json(*library, request, {}).ok() ? 9 : 0;
    return done;
  });
  std::printf("JSON in and out, 9      %8.0f sheets/s  worst %.0f\n", median, worst);
  const auto ways = rate([&] {
    std::size_t done = 0;
    for (const auto& table : rulebook.tables)
      done += next_star(rulebook, *table, Sheet{{}, std::vector<std::int8_t>(table->criteria.size(), 1), {}}).has_value();
    return done;
  });
  std::printf("way to the next star    %8.0f a second  worst %.0f\n", ways.first, ways.second);
  return kept ? 0 : 1;
}
