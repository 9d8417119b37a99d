#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/base/result.h"

namespace ocop {

// All that is wrong with what was sent, told at once: rules add what they find, and the form shows each at its field. One thread.
class Problems {
 public:
  void add(std::string_view field, std::string got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
    all_.push_back({std::string(field), std::move(got), std::move(expected), message, std::move(arguments)});
  }
  // invalid_input with all of them; fine when there is none. What was added is gone then.
  Result<void> result() {
    if (all_.empty()) return {};
    return Error{ErrorKind::invalid_input, std::move(all_), "fields are wrong"};
  }

 private:
  std::vector<Problem> all_;
};

}  // namespace ocop
