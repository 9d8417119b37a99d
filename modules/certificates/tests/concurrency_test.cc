#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "modules/certificates/tests/fixture.h"

// Pages are read on every thread of the server while the province decides and the log is followed.
namespace ocop::certificates::test {
namespace {

constexpr int kReaders = 4;
constexpr std::uint8_t kIssued = 12;

class CertificatesConcurrency : public CertificatesTest {};
OCOP_ON_BOTH_ENGINES(CertificatesConcurrency);

TEST_P(CertificatesConcurrency, WhatWasLoggedIsReadWholeWhileItGrows) {
  const std::string first = issue(1);
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0, read = 0;
  std::vector<std::jthread> threads;
  for (int reader = 0; reader < kReaders; ++reader)
    threads.emplace_back([&] {
      while (!done) {
        const auto view = service().view(first);
        if (!view || view->issued.certificate.stars != 4 || view->issued.certificate.producer_name != "HTX Nông nghiệp Tân Hà") ++wrong;
        const auto logged = database().read([&](db::Reader& r) { return service().recognitions().of(r, some_id<ProductId>(1)); });
        if (!logged || logged->standing.stars != 4) ++wrong;
        ++read;
      }
    });
  threads.emplace_back([&] {
    while (!done) service().follow_when_told();
  });
  for (std::uint8_t n = 2; n <= kIssued; ++n) issue(n);
  done = true;
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(read, 0);
  EXPECT_EQ(service().damage(), "");
  EXPECT_TRUE(service().view("OCOP-68-2026-0000" + std::to_string(kIssued)).ok());
}

}  // namespace
}  // namespace ocop::certificates::test
