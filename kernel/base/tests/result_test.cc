#include "kernel/base/result.h"

#include <gtest/gtest.h>

#include <string>

namespace ocop {
namespace {

// The story: the precondition was an assert. In a release the value of an error was read through a null pointer, and the program went on
// with whatever lay there.
TEST(BaseResult, TheValueOfAnErrorEndsTheRequestAndSaysWhichErrorItWas) {
  Result<std::string> failed = Error::of(ErrorKind::not_found, "no such dossier");
  try {
    (void)failed.value();
    FAIL() << "a value came out of an error";
  } catch (const WrongResult& thrown) {
    EXPECT_STREQ(thrown.what(), "the value of an error was taken: not_found, no such dossier");
  }
  EXPECT_THROW((void)*failed, WrongResult);
  EXPECT_THROW((void)failed->size(), WrongResult);
  EXPECT_THROW((void)std::as_const(failed).value(), WrongResult);
  EXPECT_THROW((void)std::move(failed).value(), WrongResult);
  const Result<void> refused = Error::of(ErrorKind::conflict);
  EXPECT_THROW(refused.value(), WrongResult);
}

TEST(BaseResult, AValueHasNoError) {
  const Result<int> seven = 7;
  EXPECT_EQ(seven.value(), 7);
  EXPECT_THROW((void)seven.error(), WrongResult);
  EXPECT_THROW((void)Result<void>().error(), WrongResult);
  EXPECT_NO_THROW(Result<void>().value());
}

TEST(BaseResult, AnErrorIsNamedWithItsFields) {
  const Result<int> wrong = Error::of(ErrorKind::invalid_input, Problem{"star", "9", "1..5", {"vi", "en"}});
  try {
    (void)wrong.value();
    FAIL() << "a value came out of an error";
  } catch (const WrongResult& thrown) {
    EXPECT_STREQ(thrown.what(), "the value of an error was taken: invalid_input, star must be 1..5");   // and never what somebody sent
  }
}

}  // namespace
}  // namespace ocop
