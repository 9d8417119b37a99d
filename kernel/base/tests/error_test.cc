#include <gtest/gtest.h>

#include <set>

#include "kernel/base/error.h"
#include "kernel/base/text.h"

namespace ocop {
namespace {

TEST(BaseError, EveryKindHasItsStatus) {
  const struct { ErrorKind kind; int status; std::string_view name; } rows[] = {
      {ErrorKind::invalid_input, 422, "invalid_input"},
      {ErrorKind::malformed_request, 400, "malformed_request"},
      {ErrorKind::not_signed_in, 401, "not_signed_in"},
      {ErrorKind::forbidden, 403, "forbidden"},
      {ErrorKind::stale_form, 403, "stale_form"},
      {ErrorKind::not_found, 404, "not_found"},
      {ErrorKind::method_not_allowed, 405, "method_not_allowed"},
      {ErrorKind::conflict, 409, "conflict"},
      {ErrorKind::gone, 410, "gone"},
      {ErrorKind::precondition_failed, 412, "precondition_failed"},
      {ErrorKind::too_large, 413, "too_large"},
      {ErrorKind::unsupported_media, 415, "unsupported_media"},
      {ErrorKind::too_many_requests, 429, "too_many_requests"},
      {ErrorKind::storage_unavailable, 503, "storage_unavailable"},
      {ErrorKind::internal, 500, "internal"},
  };
  EXPECT_EQ(all_error_traits().size(), std::size(rows));
  for (const auto& row : rows) {
    EXPECT_EQ(traits(row.kind).status, row.status) << row.name;
    EXPECT_EQ(traits(row.kind).name, row.name);
    EXPECT_EQ(traits(row.kind).kind, row.kind);
  }
}

TEST(BaseError, TextsAreCompleteAndDistinct) {
  std::set<std::string_view> seen;
  const std::set<std::string_view> levels{"info", "warning", "error"};
  for (const ErrorTraits& row : all_error_traits()) {
    for (const std::string_view words : {row.title.vi, row.title.en, row.advice.vi, row.advice.en}) {
      EXPECT_GT(words.size(), 5u) << row.name;
      EXPECT_TRUE(seen.insert(words).second) << words;
      EXPECT_EQ(text::nfc(words), words);
    }
    EXPECT_TRUE(levels.contains(row.level)) << row.name;
  }
}

TEST(BaseError, WhatWasReceivedIsCut) {
  std::string long_text;
  for (int i = 0; i < 200; ++i) long_text += "ạ";   // 3 bytes each
  const Error error = Error::of(ErrorKind::invalid_input, Problem{"name", long_text, "1..120", {"vi", "en"}});
  ASSERT_EQ(error.problems.size(), 1u);
  EXPECT_EQ(error.problems[0].got.size(), 198u);   // the last whole letter below kMaxProblemText
  EXPECT_TRUE(text::is_valid_utf8(error.problems[0].got));
}

}  // namespace
}  // namespace ocop
