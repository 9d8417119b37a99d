#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "modules/places/service.h"
#include "tests/support/test_database.h"

namespace ocop::places {

// The tables filled from data/places: one filling for all fixtures of the module.
struct Reference {
  static inline std::size_t done = 0, total = 0;   // what it said last
  static test::Filling filling() {
    return {"places", [](db::Database& database) {
              const auto loaded = load_reference(database, [](std::size_t rows, std::size_t all) {
                done = rows;
                total = all;
              });
              if (!loaded) throw std::runtime_error(loaded.error().detail);
            }};
  }
};

// The index of data/places for tests that only read it: made once a program, without a store. That both databases keep the same is asked in
// index_test.cc, that an index of them answers in changes_test.cc.
class ReferenceTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kToday = "2026-11-26";
  static const Index& index() {
    static const std::unique_ptr<const Index> made = make();
    return *made;
  }
  static std::unique_ptr<const Index> make() {
    auto read = index_of_data(*Date::parse_iso(kToday));
    if (!read) throw std::runtime_error(read.error().detail);
    return std::move(*read);
  }
};

}  // namespace ocop::places
