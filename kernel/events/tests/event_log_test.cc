#include "kernel/events/event_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <semaphore>
#include <sstream>
#include <streambuf>

namespace ocop::events {
namespace {

// A terminal that takes nothing until it is let go.
class StuckTerminal : public std::streambuf {
 public:
  void let_go() { free_.release(); }
  std::string text;

 protected:
  std::streamsize xsputn(const char* data, std::streamsize count) override {
    if (!std::exchange(passed_, true)) free_.acquire();
    text.append(data, static_cast<std::size_t>(count));
    return count;
  }
  int overflow(int c) override { return c; }

 private:
  std::binary_semaphore free_{0};
  bool passed_ = false;
};

FixedClock clock_at() { return FixedClock{Instant{1'795'000'000'000}}; }

// The story: each request's line was written and flushed under one lock by the loop that serves; a paused terminal stopped the site.
TEST(AppEventLog, ASlowTerminalHoldsNobodyUp) {
  const FixedClock clock = clock_at();
  StuckTerminal terminal;
  std::ostream out(&terminal);
  const std::string line(1000, 'x');
  constexpr int kFit = 2000, kSaid = 20'000;   // 20 MB, of which 8 are kept waiting
  {
    EventLog log(out, clock);
    for (int i = 0; i < kSaid; ++i) log.line(line);   // returns although nothing can be written
    terminal.let_go();
  }
  const auto written = static_cast<std::size_t>(std::ranges::count(terminal.text, '\n'));
  EXPECT_GT(written, static_cast<std::size_t>(kFit));
  EXPECT_LT(terminal.text.size(), 18u << 20);
  EXPECT_NE(terminal.text.find("lines were dropped"), std::string::npos);
}

TEST(AppEventLog, WritesAllInOrderBeforeItEnds) {
  const FixedClock clock = clock_at();
  std::ostringstream out;
  std::string expected;
  {
    EventLog log(out, clock);
    for (int i = 0; i < 500; ++i) {
      log.line("line " + std::to_string(i));
      expected += "line " + std::to_string(i) + "\n";
    }
    log.event("info", "start", "a \"word\"");
  }
  expected += R"({"ts":")" + clock.now().iso() + R"(","level":"info","event":"start","detail":"a \"word\""})" + "\n";
  EXPECT_EQ(out.str(), expected);
}

}  // namespace
}  // namespace ocop::events
