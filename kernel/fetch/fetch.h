#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

// Asking another server over HTTP. Each call is one attempt and blocks until its end or its time limit; libcurl is behind it. Thread-safe.
namespace ocop::fetch {

// Asked about once a second while it runs; false breaks it off. Empty = never.
using GoOn = std::function<bool()>;

inline constexpr std::chrono::seconds kConnectLimit{10};
inline constexpr std::chrono::seconds kMostWait{365LL * 24 * 60 * 60};   // of a Retry-After: what asks for more is not understood

struct Post {
  std::string url;                       // https://…, or http://
  std::vector<std::string> headers{};    // "Name: value"
  std::string_view body{};               // outlives the call
  std::string ca_file{};                 // PEM of the authority of the server's certificate; empty = the system's
  std::chrono::seconds limit{60};
  std::size_t most_answer = 0;           // bytes of the answer's body that are kept; longer = an error. 0 = it is not read
};
struct Get {
  std::string url;                       // https://…, or http://
  std::vector<std::string> headers{};
  std::string ca_file{};
  std::chrono::seconds limit{20};
  std::size_t most_answer = 0;           // as of Post; 0 = the call ends with the answer's head, and its body is not sent for
};
struct Answer {
  long status = 0;
  std::string content_type{};
  std::string body{};
  std::string location{};                // where a redirect leads, as the server wrote it; whoever asked decides whether to go there
  std::optional<std::chrono::seconds> retry_after{};
};
// No redirect is followed: what is sent goes to the one it was meant for. Error: storage_unavailable when there was no whole answer, with
// the reason, which holds no address.
Result<Answer> post(const Post& request, const GoOn& go_on = {});
// The same without anything sent. Whoever may name the address says which hosts it may be of: nothing is refused here.
Result<Answer> get(const Get& request, const GoOn& go_on = {});

std::string_view host_of(std::string_view url);
bool is_this_machine(std::string_view url);
// https://, or http:// to this machine: what is not encrypted stays here.
bool is_private(std::string_view url);

}  // namespace ocop::fetch
