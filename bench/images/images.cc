// Processor time of pictures: what a worker costs before it decodes, what a phone's photo costs in all its renditions, what a share picture
// costs. The workers are the program itself (the first argument), with all the libraries that it maps. Medians. Exit 1 when a promise of
// kernel/images/README.md is not kept.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernel/images/images.h"
#include "kernel/images/tests/samples.h"
#include "modules/products/share.h"

namespace {

using namespace ocop;
constexpr int kRounds = 15;
constexpr double kPromisedStart = 150, kPromisedPhoto = 2000, kPromisedShare = 120;   // milliseconds: twice what was measured and some

double milliseconds(int who) {
  rusage usage{};
  getrusage(who, &usage);
  const auto of = [](const timeval& time) { return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3; };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

double median(int who, int rounds, const std::function<void()>& act) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double before = milliseconds(who);
    act();
    times.push_back(milliseconds(who) - before);
  }
  std::ranges::nth_element(times, times.begin() + rounds / 2);
  return times[static_cast<std::size_t>(rounds / 2)];
}

bool tell(const char* what, double measured, double promised) {
  std::printf("%-52s %7.1f ms CPU (promised: %.0f)\n", what, measured, promised);
  return measured <= promised;
}

products::ShareFacts facts() {
  products::ShareFacts out{.name = "Trà Shan tuyết cổ thụ Phìn Hồ",
                           .maker = "HTX chế biến chè Phìn Hồ",
                           .place = "Xã Thông Nguyên, Tuyên Quang",
                           .group = "I",
                           .standing = {},
                           .site = "ocop.example.vn"};
  out.standing.basis = products::Standing::Basis::certificate;
  out.standing.stars = 5;
  out.standing.verified = true;
  out.standing.valid_until = Date::of(2029, 1, 9);
  return out;
}

void expect(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

}  // namespace

int main(int argc, char** argv) {
  expect(argc == 2, "bench_images PROGRAM");
  const auto studio = images::make_studio({.program = argv[1]});
  // A dot is refused by its header: everything but decoding.
  const std::string dot = images::tests::make({.width = 8, .height = 8, .ending = ".png"});
  const std::string photo = images::tests::make({.width = 4000, .height = 3000});
  const print::PdfFonts fonts{std::string(print::kDebianFonts)};
  const double start = median(RUSAGE_CHILDREN, kRounds, [&] { expect(!studio->develop(dot, "file"), "a dot was taken"); });
  const double whole = median(RUSAGE_CHILDREN, kRounds, [&] { expect(studio->develop(photo, "file").ok(), "no photo"); });
  const double share = median(RUSAGE_SELF, kRounds, [&] {
    expect(products::share_picture(facts(), *Date::of(2026, 11, 26), Language::vi, fonts).ok(), "no share picture");
  });
  bool good = tell("a worker, from its start to a refused header", start, kPromisedStart);
  good = tell("12 megapixels of JPEG, ten renditions, all in all", whole, kPromisedPhoto) && good;
  good = tell("a share picture", share, kPromisedShare) && good;
  return good ? 0 : 1;
}
