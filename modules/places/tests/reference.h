#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "modules/places/service.h"
#include "tests/support/test_database.h"

// The index of data/places for tests that only read it: made once a program, of SQLite. That both databases give the same is asked once, in
// index_test.cc.
namespace ocop::places {

class ReferenceTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kToday = "2026-11-26";
  static const Index& index() {
    static const std::unique_ptr<const Index> made = make();
    return *made;
  }
  static std::unique_ptr<const Index> make() {
    const test::TemporaryFolder folder;
    const auto database = test::open_or_throw({.location = folder.path()}, places::migrations());
    if (const auto loaded = load_reference(*database); !loaded) throw std::runtime_error(loaded.error().detail);
    auto read = read_index(*database, *Date::parse_iso(kToday));
    if (!read) throw std::runtime_error(read.error().detail);
    return std::move(*read);
  }
};

}  // namespace ocop::places
