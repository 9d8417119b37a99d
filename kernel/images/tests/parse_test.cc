#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/images/answer.h"
#include "kernel/images/detect.h"

namespace ocop::images {
namespace {

using namespace std::string_view_literals;

TEST(ImagesDetect, TellsByTheFirstBytes) {
  struct Row { std::string_view bytes; Kind kind; };
  constexpr Row rows[] = {
      {"\xFF\xD8\xFF\xE0"sv, Kind::jpeg},
      {"\xFF\xD8"sv, Kind::unknown},
      {"\x89PNG\r\n\x1A\n...."sv, Kind::png},
      {"GIF89a"sv, Kind::gif},
      {"RIFF\x10\0\0\0WEBPVP8 "sv, Kind::webp},
      {"RIFF\x10\0\0\0AVI LIST"sv, Kind::video},
      {"RIFF"sv, Kind::unknown},
      {"\0\0\0\x1C" "ftypheic\0\0\0\0mif1heic"sv, Kind::heic},
      {"\0\0\0\x1C" "ftypmif1\0\0\0\0mif1heicavif"sv, Kind::heic},
      {"\0\0\0\x1C" "ftypmif1\0\0\0\0mif1avifmiaf"sv, Kind::avif},
      {"\0\0\0\x10" "ftypmif1\0\0\0\0avif"sv, Kind::heic},   // the brand lies outside the box
      {"\0\0\0\x1C" "ftypavif\0\0\0\0"sv, Kind::avif},
      {"\0\0\0\x18" "ftypmp42\0\0\0\0isomavif"sv, Kind::video},
      {"\0\0\0\x18" "ftypqt  \0\0\0\0"sv, Kind::video},
      {"%PDF-1.4"sv, Kind::pdf},
      {"  \n<svg/>"sv, Kind::svg},
      {"\xEF\xBB\xBF<?xml?><!-- x --><SVG>"sv, Kind::svg},
      {"<HTML>"sv, Kind::page},
      {"<p>"sv, Kind::unknown},
      {"MM\0*"sv, Kind::raw},
      {"\0\0\0\0"sv, Kind::unknown},
      {" "sv, Kind::unknown},
      {""sv, Kind::empty},
  };
  for (const Row& row : rows) EXPECT_EQ(static_cast<int>(detect(row.bytes)), static_cast<int>(row.kind)) << row.bytes;
}

RC_GTEST_PROP(ImagesAnswer, IsReadAsItWasWritten, (std::vector<std::string> contents)) {
  Picture picture{1200, 900, {}};
  contents.resize(std::min<std::size_t>(contents.size(), 16));
  for (std::size_t i = 0; i < contents.size(); ++i)
    picture.renditions.push_back({static_cast<Size>(i % 4), static_cast<Encoding>(i % 3), static_cast<int>(i) + 1, 7, "x" + contents[i]});
  const auto back = read_answer(write_answer(picture));
  RC_ASSERT(back.has_value() == !contents.empty());
  if (!back) return;
  const Picture& again = std::get<Picture>(*back);
  RC_ASSERT(again.width == 1200 && again.height == 900);
  RC_ASSERT(again.renditions.size() == contents.size());
  for (std::size_t i = 0; i < contents.size(); ++i) {
    RC_ASSERT(again.renditions[i].bytes == "x" + contents[i]);
    RC_ASSERT(again.renditions[i].size == static_cast<Size>(i % 4));
    RC_ASSERT(again.renditions[i].width == static_cast<int>(i) + 1);
  }
}

RC_GTEST_PROP(ImagesAnswer, PixelsAreExactlyAsManyAsTheySay, ()) {
  const int width = *rc::gen::inRange(1, 9), height = *rc::gen::inRange(1, 9);
  const auto bytes = *rc::gen::inRange<std::size_t>(0, 250);
  const auto back = read_answer(write_answer(Pixels{width, height, std::string(bytes, 'x')}));
  RC_ASSERT(back.has_value() == (bytes == static_cast<std::size_t>(3 * width * height)));
  if (back) RC_ASSERT(std::get<Pixels>(*back).rgb == std::string(bytes, 'x'));
}

TEST(ImagesAnswer, NothingElseIsAnAnswer) {
  const std::string refusal = write_answer(Refusal{Reason::too_small, 3, 4});
  const auto back = read_answer(refusal);
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<Refusal>(*back).first, 3u);
  const std::string whole = write_answer(Picture{1, 2, {{Size::small, Encoding::jpeg, 1, 2, "bytes"}}});
  const std::string pixels = write_answer(Pixels{2, 1, "rgbrgb"});
  EXPECT_FALSE(read_answer(write_answer(Pixels{kPixelsSide + 1, 1, std::string(std::size_t{3} * (kPixelsSide + 1), 'x')})));
  for (const std::string& answer : {refusal, whole, pixels}) {
    for (std::size_t part = 0; part < answer.size(); ++part) EXPECT_FALSE(read_answer(std::string_view(answer).substr(0, part))) << part;
    EXPECT_FALSE(read_answer(answer + "x"));
  }
  std::string endless = whole;
  endless[24] = endless[25] = endless[26] = endless[27] = '\xFF';   // the length of the bytes: four gigabytes
  EXPECT_FALSE(read_answer(endless));
}

}  // namespace
}  // namespace ocop::images
