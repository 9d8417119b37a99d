// Tests that start their own program again, as the child of what they test: defined beside them, once in a test program, or nowhere.
#pragma once

#include <optional>

namespace ocop::test {

// The exit status of the child that this command line starts; nothing when it is no child's. Called before any test.
[[gnu::weak]] std::optional<int> answer_as_child(int argc, char** argv);

}  // namespace ocop::test
