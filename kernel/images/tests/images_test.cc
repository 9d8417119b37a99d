#include "kernel/images/images.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "kernel/images/answer.h"
#include "kernel/images/detect.h"
#include "kernel/images/messages.h"
#include "kernel/images/tests/samples.h"

namespace ocop::images {
namespace {

using tests::decode;
using tests::make;

std::string_view problem_of(const Result<Picture>& result) {
  return !result && result.error().problems.size() == 1 ? result.error().problems[0].message.en : std::string_view("(no problem)");
}
const Rendition& find(const Picture& picture, Size size, Encoding encoding) {
  for (const Rendition& one : picture.renditions)
    if (one.size == size && one.encoding == encoding) return one;
  throw std::runtime_error("no such rendition");
}
bool reddish(const tests::Pixel& p) { return p.red > 180 && p.green < 90 && p.blue < 90; }
bool greenish(const tests::Pixel& p) { return p.green > 180 && p.red < 90 && p.blue < 90; }
bool bluish(const tests::Pixel& p) { return p.blue > 180 && p.red < 90 && p.green < 90; }
bool whitish(const tests::Pixel& p) { return p.red > 180 && p.green > 180 && p.blue > 180; }

class ImagesStudio : public testing::Test {
 protected:
  Result<Picture> develop(std::string_view bytes) { return studio_->develop(bytes, "file"); }
  // More patient than the real one: the instrumented build runs beside others.
  std::unique_ptr<Studio> studio_ = make_studio({.place_patience = std::chrono::seconds(60), .patience = std::chrono::seconds(60)});
};

TEST_F(ImagesStudio, MakesEverySizeInEveryEncoding) {
  const auto picture = develop(make({.width = 2000, .height = 1500}));
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->width, 2000);
  EXPECT_EQ(picture->height, 1500);
  ASSERT_EQ(picture->renditions.size(), 10u);
  for (const Encoding encoding : {Encoding::jpeg, Encoding::webp, Encoding::avif}) {
    for (const auto& [size, width, height] : {std::tuple{Size::small, 400, 300}, {Size::medium, 800, 600}, {Size::large, 1600, 1200}}) {
      const Rendition& one = find(*picture, size, encoding);
      EXPECT_EQ(one.width, width);
      EXPECT_EQ(one.height, height);
      const auto seen = decode(one.bytes);
      EXPECT_EQ(seen.width, width) << content_type(encoding);
      EXPECT_EQ(seen.height, height);
      EXPECT_TRUE(reddish(seen.upper_left) && greenish(seen.upper_right) && bluish(seen.lower_left) && whitish(seen.lower_right))
          << content_type(encoding);
    }
  }
  const Rendition& square = find(*picture, Size::square, Encoding::jpeg);
  EXPECT_EQ(square.width, 1200);
  EXPECT_EQ(square.height, 1200);
}

TEST_F(ImagesStudio, TakesWhatPhonesWrite) {
  for (const std::string ending : {".jpg[Q=90]", ".jpg[Q=90,interlace]", ".png", ".png[interlace]", ".webp", ".webp[lossless]", ".gif",
                                   ".heic[compression=hevc]", ".avif"}) {
    const auto picture = develop(make({.width = 320, .height = 240, .ending = ending}));
    ASSERT_TRUE(picture) << ending << ": " << problem_of(picture);
    const auto seen = decode(find(*picture, Size::small, Encoding::jpeg).bytes);
    EXPECT_TRUE(reddish(seen.upper_left) && whitish(seen.lower_right)) << ending;
  }
}

// What a drawing is filled with: of the size that is asked for, also when the picture is smaller, from its middle.
TEST_F(ImagesStudio, GivesPixelsOfExactlyTheSizeAskedFor) {
  const std::string jpeg = make({.width = 600, .height = 400});
  for (const auto& [width, height] : {std::pair{300, 200}, {200, 300}, {1080, 448}, {1, 1}}) {
    const auto pixels = studio_->pixels(files::Received(jpeg), width, height);
    ASSERT_TRUE(pixels) << width;
    EXPECT_EQ(pixels->width, width);
    ASSERT_EQ(pixels->rgb.size(), static_cast<std::size_t>(3 * width * height));
  }
  const auto pixels = studio_->pixels(files::Received(jpeg), 300, 200);
  const auto at = [&](int x, int y) {
    const char* one = pixels->rgb.data() + 3 * (y * 300 + x);
    return tests::Pixel{static_cast<unsigned char>(one[0]), static_cast<unsigned char>(one[1]), static_cast<unsigned char>(one[2])};
  };
  EXPECT_TRUE(reddish(at(30, 30)) && greenish(at(270, 30)) && bluish(at(30, 170)) && whitish(at(270, 170)));
  for (const auto& [width, height] : {std::pair{0, 10}, {10, 0}, {-1, 10}, {kPixelsSide + 1, 10}})
    EXPECT_FALSE(studio_->pixels(files::Received(jpeg), width, height)) << width;
  // A panorama is taken, and its renditions are lower than what is taken: their pixels are given all the same.
  EXPECT_TRUE(studio_->pixels(files::Received(make({.width = 1600, .height = 25})), 300, 200));
  EXPECT_EQ(studio_->pixels(files::Received("no picture"), 10, 10).error().kind, ErrorKind::invalid_input);
}

TEST_F(ImagesStudio, NeverEnlarges) {
  const auto picture = develop(make({.width = 300, .height = 200}));
  ASSERT_TRUE(picture);
  EXPECT_EQ(find(*picture, Size::large, Encoding::webp).width, 300);
  EXPECT_EQ(find(*picture, Size::square, Encoding::jpeg).width, 200);
  EXPECT_EQ(find(*picture, Size::square, Encoding::jpeg).height, 200);
}

TEST_F(ImagesStudio, ATallPictureStaysWithinBounds) {
  const auto picture = develop(make({.width = 500, .height = 8000}));
  ASSERT_TRUE(picture);
  EXPECT_EQ(find(*picture, Size::large, Encoding::jpeg).height, 3200);
  EXPECT_EQ(find(*picture, Size::small, Encoding::jpeg).height, 800);
}

// The eight orientations of EXIF: what the sensor has in its upper left corner comes to where the person saw it.
TEST_F(ImagesStudio, StandsAsItWasSeen) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const auto picture = develop(make({.width = 320, .height = 200, .orientation = orientation}));
    ASSERT_TRUE(picture) << orientation;
    const bool turned = orientation >= 5;
    EXPECT_EQ(picture->width, turned ? 200 : 320) << orientation;
    const auto seen = decode(find(*picture, Size::medium, Encoding::webp).bytes);
    EXPECT_EQ(seen.width, turned ? 200 : 320) << orientation;
    const bool red_above = orientation == 1 || orientation == 2 || orientation == 5 || orientation == 6;
    const bool red_left = orientation == 1 || orientation == 4 || orientation == 5 || orientation == 8;
    const auto& corner = red_above ? (red_left ? seen.upper_left : seen.upper_right) : (red_left ? seen.lower_left : seen.lower_right);
    EXPECT_TRUE(reddish(corner)) << orientation;
  }
}

TEST_F(ImagesStudio, ForgetsPlaceDeviceAndOwner) {
  const std::string sent = make({.width = 640, .height = 480, .orientation = 6, .tagged = true});
  ASSERT_NE(sent.find("SecretPhoneMaker"), std::string::npos) << "else this test shows nothing";
  ASSERT_NE(sent.find("SecretXmp"), std::string::npos);
  const auto picture = develop(sent);
  ASSERT_TRUE(picture);
  for (const Rendition& one : picture->renditions) {
    EXPECT_EQ(tests::metadata_of(one.bytes), "") << content_type(one.encoding);
    for (const std::string_view secret : {"Secret", "Nguyen", "Exif", "GPS"})
      EXPECT_EQ(one.bytes.find(secret), std::string::npos) << secret << " in " << content_type(one.encoding);
  }
}

TEST_F(ImagesStudio, TransparentGroundBecomesWhite) {
  const auto picture = develop(make({.width = 640, .height = 480, .ending = ".png", .transparent = true}));
  ASSERT_TRUE(picture);
  EXPECT_TRUE(whitish(decode(find(*picture, Size::medium, Encoding::jpeg).bytes).upper_left));
}

// Whatever the sensor, the scanner or the printer's program wrote: what comes out has red, green and blue of eight bits in each encoding.
void expect_plain(const Picture& picture) {
  for (const Rendition& one : picture.renditions) {
    const auto seen = decode(one.bytes);
    EXPECT_EQ(seen.bands, 3) << content_type(one.encoding);
    EXPECT_EQ(seen.bits, 8) << content_type(one.encoding);
  }
}

TEST_F(ImagesStudio, SixteenBitsBecomeEight) {
  const std::string sent = make({.width = 320, .height = 240, .ending = ".png[bitdepth=16]"});
  ASSERT_EQ(decode(sent).bits, 16) << "else this test shows nothing";
  const auto picture = develop(sent);
  ASSERT_TRUE(picture) << problem_of(picture);
  expect_plain(*picture);
  const auto seen = decode(find(*picture, Size::small, Encoding::jpeg).bytes);
  EXPECT_TRUE(reddish(seen.upper_left) && greenish(seen.upper_right) && bluish(seen.lower_left) && whitish(seen.lower_right));
}

TEST_F(ImagesStudio, GreysBecomePlainColoursAndStayGrey) {
  const std::string sent = make({.width = 320, .height = 240, .colours = tests::Colours::grey});
  ASSERT_EQ(decode(sent).bands, 1) << "else this test shows nothing";
  const auto picture = develop(sent);
  ASSERT_TRUE(picture) << problem_of(picture);
  expect_plain(*picture);
  const auto seen = decode(find(*picture, Size::small, Encoding::jpeg).bytes);
  for (const tests::Pixel& pixel : {seen.upper_left, seen.lower_right}) {
    EXPECT_NEAR(pixel.red, pixel.green, 4);
    EXPECT_NEAR(pixel.red, pixel.blue, 4);
  }
  EXPECT_GT(seen.upper_right.red, seen.upper_left.red + 40) << "green is lighter than red";
  EXPECT_TRUE(whitish(seen.lower_right));
}

TEST_F(ImagesStudio, InksBecomeTheColoursTheyPrint) {
  const std::string sent = make({.width = 320, .height = 240, .colours = tests::Colours::inks});
  ASSERT_EQ(decode(sent).bands, 4) << "else this test shows nothing";
  const auto picture = develop(sent);
  ASSERT_TRUE(picture) << problem_of(picture);
  expect_plain(*picture);
  const auto seen = decode(find(*picture, Size::small, Encoding::jpeg).bytes);
  const auto most = [](const tests::Pixel& p) { return std::max({p.red, p.green, p.blue}); };
  EXPECT_EQ(seen.upper_left.red, most(seen.upper_left));
  EXPECT_EQ(seen.upper_right.green, most(seen.upper_right));
  EXPECT_EQ(seen.lower_left.blue, most(seen.lower_left));
  EXPECT_TRUE(whitish(seen.lower_right)) << "printed without ink";
}

// ---- what is refused, each with its own reason
TEST_F(ImagesStudio, SaysWhatIsWrongWithWhatIsNoPicture) {
  const std::string zip("PK\x03\x04\x14\x00", 6), tiff("II*\0\x08\0\0\0", 8), film("\0\0\0\x20" "ftypisom\0\0\2\0isomiso2", 24);
  EXPECT_EQ(problem_of(develop("")), msg::empty.en);
  EXPECT_EQ(problem_of(develop("<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")), msg::drawing.en);
  EXPECT_EQ(problem_of(develop("%PDF-1.7 renamed to photo.jpg")), msg::document.en);
  EXPECT_EQ(problem_of(develop("<!DOCTYPE html><script>alert(1)</script>")), msg::page.en);
  EXPECT_EQ(problem_of(develop(zip)), msg::archive.en);
  EXPECT_EQ(problem_of(develop(tiff)), msg::raw.en);
  EXPECT_EQ(problem_of(develop(film)), msg::video.en);
  EXPECT_EQ(problem_of(develop("just words")), msg::unknown.en);
  EXPECT_EQ(problem_of(develop(std::string(kPictureLimit + 1, '\xFF'))), msg::too_large.en);
}

TEST_F(ImagesStudio, APictureThatIsCutShortIsDamaged) {
  for (const std::string ending : {".jpg", ".png", ".webp", ".gif", ".heic[compression=hevc]", ".avif"}) {
    const std::string whole = make({.width = 640, .height = 480, .ending = ending});
    for (const std::size_t part : {std::size_t{24}, whole.size() / 3, whole.size() * 2 / 3})
      EXPECT_EQ(problem_of(develop(std::string_view(whole).substr(0, part))), msg::damaged.en) << ending << " " << part;
  }
}

void put_size(std::string& bytes, std::size_t at, std::uint32_t value, int count) {
  for (int i = count - 1; i >= 0; --i, value >>= 8) bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value);
}

// Two hundred megapixels in a few kilobytes: refused from the header, nothing is decoded.
TEST_F(ImagesStudio, TooManyPixelsAreRefusedBeforeTheyAreDecoded) {
  std::string jpeg = make({.width = 64, .height = 64});
  const std::size_t frame = jpeg.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  put_size(jpeg, frame + 5, 12'240, 2);
  put_size(jpeg, frame + 7, 16'320, 2);
  const auto refused = develop(jpeg);
  EXPECT_EQ(problem_of(refused), msg::too_many_pixels.en);
  EXPECT_EQ(refused.error().problems[0].arguments, (std::vector<Argument>{"200", "128"}));
}

TEST_F(ImagesStudio, APictureOfAFewPixelsIsRefused) {
  const auto refused = develop(make({.width = 200, .height = 20, .ending = ".png"}));
  EXPECT_EQ(problem_of(refused), msg::too_small.en);
  EXPECT_EQ(refused.error().problems[0].arguments, (std::vector<Argument>{"200", "20", "64"}));
}

// 64 megapixels of one colour in a few kilobytes: allowed by its header, and read without harm.
TEST_F(ImagesStudio, ABombWithinTheLimitIsOnlyADullPicture) {
  const std::string bomb = make({.width = 9000, .height = 7000, .ending = ".png[compression=9]", .blank = true});
  ASSERT_LT(bomb.size(), 400'000u);
  const auto picture = develop(bomb);
  EXPECT_TRUE(picture) << problem_of(picture);
}

// A photo that is also a web page or an archive: drawn again, nothing but pixels is left.
TEST_F(ImagesStudio, WhatHidesBehindAPictureDoesNotPass) {
  const std::string photo = make({.width = 640, .height = 480});
  const std::string comment =
      photo.substr(0, 2) + std::string("\xFF\xFE\x00\x22", 4) + "<script>alert('hidden')</script>" + photo.substr(2);
  const std::string archive = photo + std::string("PK\x03\x04 hidden.html <script>alert('hidden')</script> PK\x05\x06");
  for (const std::string& sent : {comment, archive}) {
    const auto picture = develop(sent);
    ASSERT_TRUE(picture) << problem_of(picture);
    for (const Rendition& one : picture->renditions) {
      EXPECT_EQ(one.bytes.find("hidden"), std::string::npos);
      EXPECT_EQ(one.bytes.find("PK\x03\x04"), std::string::npos);
    }
  }
}

TEST_F(ImagesStudio, NoDamageAnywhereBringsItDown) {
  const std::string jpeg = make({.width = 200, .height = 150}), avif = make({.width = 200, .height = 150, .ending = ".avif"});
  for (const std::string& whole : {jpeg, avif}) {
    for (std::size_t at = 4; at < whole.size(); at += whole.size() / 8) {
      std::string hurt = whole;
      for (std::size_t i = at; i < std::min(at + 16, hurt.size()); ++i) hurt[i] = static_cast<char>(hurt[i] ^ 0x5A);
      const auto result = develop(hurt);
      EXPECT_TRUE(result || result.error().kind == ErrorKind::invalid_input) << at;
    }
  }
  EXPECT_TRUE(develop(jpeg));
}

TEST_F(ImagesStudio, ManyAtOnceAreAllServed) {
  const std::string jpeg = make({.width = 640, .height = 480});
  std::vector<std::thread> clients;
  std::atomic<int> good = 0;
  for (int i = 0; i < 4; ++i)
    clients.emplace_back([&] { good += develop(jpeg).ok() ? 1 : 0; });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(good, 4);
}

// ---- workers that misbehave
class ImagesWorker : public testing::Test {
 protected:
  ~ImagesWorker() override { std::filesystem::remove_all(folder_); }
  // A script in the place of the worker.
  std::unique_ptr<Studio> studio(const std::string& script, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    return make_studio({.program = written(script), .workers = 1, .patience = patience});
  }
  std::string written(const std::string& script) const {
    const std::string path = folder_ + "/worker";
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    chmod(path.c_str(), 0755);
    return path;
  }
  // Works until let_go(); then it fails as one that cannot start does.
  std::string patient() const { return written("while [ ! -e " + folder_ + "/go ]; do sleep 0.02; done; exit 3"); }
  void let_go() const { std::ofstream(folder_ + "/go") << "go"; }
  static std::string scratch() {
    std::string name = std::filesystem::temp_directory_path() / "ocop-images-XXXXXX";
    return mkdtemp(name.data());
  }
  const std::string folder_ = scratch();
  const std::string photo_ = make({.width = 100, .height = 100});
};

TEST_F(ImagesWorker, ThatDoesNotEndIsKilled) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(problem_of(studio("exec sleep 100", std::chrono::milliseconds(100))->develop(photo_, "file")), msg::too_hard.en);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST_F(ImagesWorker, ThatClosesItsOutputAndStaysIsKilled) {
  EXPECT_FALSE(studio("exec 1>&-; exec sleep 100", std::chrono::milliseconds(200))->develop(photo_, "file"));
}

TEST_F(ImagesWorker, ThatCrashesIsAPictureThatIsTooHard) {
  EXPECT_EQ(problem_of(studio("kill -SEGV $$")->develop(photo_, "file")), msg::too_hard.en);
}

TEST_F(ImagesWorker, ThatCannotStartIsNoFaultOfThePicture) {
  EXPECT_EQ(studio("exit 3")->develop(photo_, "file").error().kind, ErrorKind::storage_unavailable);
  EXPECT_EQ(make_studio({.program = folder_ + "/absent"})->develop(photo_, "file").error().kind, ErrorKind::storage_unavailable);
}

TEST_F(ImagesWorker, ThatLiesIsNotBelieved) {
  const Picture lie{100, 100, {{Size::small, Encoding::webp, 100, 100, "<script>alert(1)</script>"}}};
  std::ofstream(folder_ + "/lie", std::ios::binary) << write_answer(lie);
  EXPECT_EQ(studio("cat " + folder_ + "/lie")->develop(photo_, "file").error().kind, ErrorKind::internal);
  EXPECT_FALSE(studio("cat /dev/zero")->develop(photo_, "file")) << "more than an answer can be";
}

// Each upload that waits holds a thread of the server. Twenty at once once held them all for half a minute, and with them the whole site.
TEST_F(ImagesWorker, WhoeverFindsTheLineFullIsToldAtOnce) {
  constexpr std::chrono::minutes kForever{10};
  const auto studio = make_studio({.program = patient(), .workers = 1, .waiting = 2, .place_patience = kForever, .patience = kForever});
  std::vector<std::thread> callers;
  std::atomic<int> busy = 0, other = 0;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      const auto answer = studio->develop(photo_, "file");
      const bool told = !answer && answer.error().kind == ErrorKind::too_many_requests;
      EXPECT_TRUE(!told || (problem_of(answer) == msg::busy.en && answer.error().problems[0].field == "file"));
      ++(told ? busy : other);
    });
  }
  // Nobody's work ends before let_go(): those five can only have been told at once.
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (busy < 5 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(busy, 5);
  EXPECT_EQ(other, 0) << "one works and two wait";
  let_go();
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(busy, 5);
  EXPECT_EQ(other, 3) << "who waited was served";
}

TEST_F(ImagesWorker, APlaceIsWaitedForMuchShorterThanAPicture) {
  constexpr std::chrono::minutes kForever{10};
  const auto studio = make_studio(
      {.program = patient(), .workers = 1, .waiting = 1, .place_patience = std::chrono::milliseconds(50), .patience = kForever});
  std::atomic<int> busy = 0;
  const auto ask = [&] { busy += problem_of(studio->develop(photo_, "file")) == msg::busy.en ? 1 : 0; };
  std::thread one(ask), two(ask);   // whichever comes second waits in vain while the first is at work
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (busy == 0 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(busy, 1);
  let_go();
  one.join();
  two.join();
  EXPECT_EQ(busy, 1);
}

TEST(ImagesLimits, AStoppingServiceSeesTheEndOfEveryPicture) {
  std::ifstream unit(std::string(OCOP_SOURCE_DIR) + "/deploy/ocop.service");
  constexpr std::string_view kKey = "TimeoutStopSec=";
  int seconds = 0;
  for (std::string line; std::getline(unit, line);)
    if (line.starts_with(kKey)) seconds = std::stoi(line.substr(kKey.size()));
  EXPECT_LT((kPlacePatience + kPicturePatience).count(), seconds);
}

}  // namespace
}  // namespace ocop::images
