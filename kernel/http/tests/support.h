#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

namespace ocop::http::testing {

// A client that sends bytes as they are, so that tests can be as rude as the network.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const timeval patience{5, 0};   // a test that waits longer has failed
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  bool connected() const { return connected_; }
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  // One answer: its head, then as many bytes as Content-Length says (`Body::none` for HEAD). Empty when the connection ended.
  enum class Body { as_announced, none };
  std::string answer(Body body = Body::as_announced) {
    std::size_t head = 0;
    while ((head = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return {};
    head += 4;
    std::size_t length = 0;
    if (const auto at = pending_.find("Content-Length: "); at != std::string::npos && at < head && body == Body::as_announced)
      length = std::stoul(pending_.substr(at + 16));
    while (pending_.size() < head + length)
      if (!receive()) return {};
    std::string out = pending_.substr(0, head + length);
    pending_.erase(0, head + length);
    return out;
  }
  // All that comes until the other side closes.
  std::string rest() {
    while (receive()) {
    }
    return std::exchange(pending_, {});
  }
  bool closed_by_server() { return rest().empty(); }

 private:
  bool receive() {
    char buffer[16384];
    const auto n = ::recv(socket_, buffer, sizeof buffer, 0);
    if (n <= 0) return false;
    pending_.append(buffer, static_cast<std::size_t>(n));
    return true;
  }
  int socket_;
  bool connected_ = false;
  std::string pending_;
};

inline int status_of(std::string_view answer) { return answer.size() < 12 ? 0 : std::stoi(std::string(answer.substr(9, 3))); }

inline std::string body_of(std::string_view answer) {
  const auto at = answer.find("\r\n\r\n");
  return at == std::string_view::npos ? std::string() : std::string(answer.substr(at + 4));
}

inline std::string header_of(std::string_view answer, std::string_view name) {
  const std::string line = "\r\n" + std::string(name) + ": ";
  const auto at = answer.find(line);
  if (at == std::string_view::npos || at > answer.find("\r\n\r\n")) return {};
  const auto from = at + line.size();
  return std::string(answer.substr(from, answer.find("\r\n", from) - from));
}

inline std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

inline Request request(Method method, std::string target, std::vector<std::pair<std::string, std::string>> headers = {},
                       std::string body = {}) {
  Request out;
  out.method = method;
  out.original_target = std::move(target);
  out.headers = std::move(headers);
  out.body = std::move(body);
  return out;
}

inline Route route(Method method, std::string pattern, Handler handler, Policy policy = Policy::anyone()) {
  Route out;
  out.method = method;
  out.pattern = std::move(pattern);
  out.policy = policy;
  out.handler = std::move(handler);
  return out;
}

}  // namespace ocop::http::testing
