#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "kernel/files/files.h"
#include "kernel/files/received.h"

namespace ocop::files {
namespace {

class Files : public testing::Test {
 protected:
  Files() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ocop-files-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Files() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::size_t entries() const {
    const std::filesystem::directory_iterator all(folder_);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
  std::string folder_;
};

TEST_F(Files, WritesAndReadsBack) {
  const std::string content = std::string("a\0b", 3) + std::string(200'000, 'x');
  ASSERT_TRUE(write_atomically(path("key"), content, 0600).ok());
  EXPECT_EQ(*read(path("key")), content);
  struct stat status {};
  ASSERT_EQ(::stat(path("key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  ASSERT_TRUE(write_atomically(path("key"), "new").ok());
  EXPECT_EQ(*read(path("key")), "new");
  EXPECT_EQ(entries(), 1u);   // no temporary file is left
}

TEST_F(Files, ALockHasOneHolder) {
  {
    const auto held = Lock::take(path("lock"));
    ASSERT_TRUE(held.ok());
    EXPECT_EQ(Lock::take(path("lock")).error().kind, ErrorKind::conflict);
  }
  EXPECT_TRUE(Lock::take(path("lock")).ok());
  EXPECT_EQ(Lock::take(path("none/lock")).error().kind, ErrorKind::storage_unavailable);
}

TEST_F(Files, ReadingKeepsItsLimit) {
  ASSERT_TRUE(write_atomically(path("five"), "12345").ok());
  EXPECT_EQ(*read(path("five"), {5}), "12345");
  EXPECT_EQ(read(path("five"), {4}).error().kind, ErrorKind::too_large);
  EXPECT_EQ(read(path("absent")).error().kind, ErrorKind::not_found);
  EXPECT_EQ(read(path("five/below")).error().kind, ErrorKind::not_found);
  EXPECT_EQ(read(folder_).error().kind, ErrorKind::storage_unavailable);
}

TEST_F(Files, AFailedWriteLeavesTheOldContentAndNoRubbish) {
  ASSERT_TRUE(make_directories(path("folder")).ok());
  EXPECT_EQ(write_atomically(path("folder"), "x").error().kind, ErrorKind::storage_unavailable);   // rename over a folder
  EXPECT_EQ(write_atomically(path("absent/x"), "x").error().kind, ErrorKind::storage_unavailable);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, MakesFolders) {
  EXPECT_TRUE(make_directories(path("a/b/c")).ok());
  EXPECT_TRUE(make_directories(path("a/b/c")).ok());
  EXPECT_TRUE(exists(path("a/b/c")));
  EXPECT_FALSE(exists(path("a/x")));
  ASSERT_TRUE(write_atomically(path("file"), "").ok());
  EXPECT_FALSE(make_directories(path("file/x")).ok());
}

TEST_F(Files, ReceivedBytesLieInMemoryOrInAFileWithoutAName) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, Received::kInMemory, Received::kInMemory + 1, std::size_t{300'000}}) {
    Received received;
    std::string all;
    for (std::size_t at = 0; at < size; at += 7'000) {
      const std::string piece(std::min<std::size_t>(7'000, size - at), static_cast<char>('a' + at / 7'000 % 26));
      ASSERT_TRUE(received.append(piece, folder_));
      all += piece;
    }
    EXPECT_EQ(received.size(), size);
    EXPECT_EQ(received.whole().value(), all);
    EXPECT_EQ(Received(received).whole().value(), all) << "a copy reads the same, from its beginning";
    EXPECT_EQ(received.start(), std::string_view(all).substr(0, Received::kInMemory));
    EXPECT_EQ(received.in_file(), size > Received::kInMemory ? size : 0);
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
  }
  Received lost("word");
  lost.pass_over(3);
  EXPECT_EQ(lost.size(), 7u);
  EXPECT_FALSE(lost.whole());
  EXPECT_FALSE(Received().append(std::string(Received::kInMemory + 1, 'x'), path("absent")));
}

TEST_F(Files, WhatAKilledProcessLeftIsCleared) {
  ASSERT_TRUE(clear_received(path("uploads")));
  ASSERT_TRUE(write_atomically(path("uploads/new.aB3xyz"), "half a paper"));
  ASSERT_TRUE(clear_received(path("uploads")));
  EXPECT_TRUE(std::filesystem::is_empty(path("uploads")));
}

// Readers see a whole old or a whole new content, never a mixture.
TEST_F(Files, WritersAndReadersAtOnce) {
  const std::string a(100'000, 'a'), b(100'000, 'b');
  ASSERT_TRUE(write_atomically(path("x"), a).ok());
  int torn = 0;
  std::thread writer([&] { for (int i = 0; i < 30; ++i) (void)write_atomically(path("x"), i % 2 ? a : b).ok(); });
  for (int i = 0; i < 200; ++i) {
    const auto content = read(path("x"));
    torn += !content.ok() || (*content != a && *content != b);
  }
  writer.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace ocop::files
