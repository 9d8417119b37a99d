#pragma once
#include <atomic>
#include <optional>
#include <string>

#include "kernel/http/http.h"

namespace ocop::http {

// What the head of a request alone decides: known before the body is read, so that a wrong address costs no body.
struct Plan {
  const Route* route = nullptr;
  std::optional<Error> refusal;             // set = no route will run
  std::vector<Method> allowed;              // of a 405, or of an OPTIONS answered by the pipeline
  std::size_t body_limit = 0;               // bytes that are read; of a multipart body with files, most of them past memory
  // A body of this route may be larger than what is read from anybody: who sends it is asked first.
  bool admits_before_body() const { return run() != Run::on_loop && body_limit > kDefaultBodyLimit; }
  Run run() const { return route ? route->run : Run::on_loop; }
};

// An answer and what the log line says about it.
struct Outcome {
  Response response;
  const Route* route = nullptr;
  std::optional<AccountId> account;
  std::string fault;                        // of an answer 5xx: what went wrong, for the log only
};

struct Pipeline::Inner {
  Inner(const ServerOptions& options, const Server::Parts& parts);

  // Fills path, query, language, path_values, received and request_id of `request` and finds its route.
  Plan prepare(Request& request) const;
  // Who asks, and whether the route lets them in; with it, the plan of a body that is worth reading, or of a refusal.
  void admit(Request& request, Plan& plan) const;
  // The rest of the way. The answer has no security headers yet: they are the same for all and the server keeps them as one text.
  Outcome run(Request& request, const Plan& plan) const;
  // An answer to `request` that never reached run(): too large, too busy.
  Response fail(const Error& error, const Request& request) const;

  const ServerOptions& options() const { return options_; }
  const Server::Parts& parts() const { return parts_; }
  Instant now() const { return parts_.clock->now(); }

  std::string next_request_id() const;

 private:
  std::optional<Error> read_target(Request& request) const;
  void expect_body(Request& request, Plan& plan) const;   // how much of it is read, and where to
  Reach identify(Request& request) const;
  Result<void> admit(Request& request, const Route& route) const;
  Error meaning_of(const std::exception& exception) const;
  Result<void> read_form(Request& request) const;
  void keep_form(Request& request) const;
  Response answer(Request& request, const Plan& plan, Outcome& out) const;
  Response call(const Request& request, const Route& route, std::string& fault) const;
  Response explain(const Request& request, const std::exception* exception, std::string& fault) const;
  Outcome finish(Outcome outcome, const Request& request) const;

  ServerOptions options_;
  Server::Parts parts_;
  SystemClock own_clock_;
  SystemRandom own_random_;
  std::string id_prefix_;                   // 8 random hexadecimal digits of this start
  mutable std::atomic<std::uint64_t> id_count_{0};
};

// `length`: as announced.
Error too_large(const Plan& plan, std::optional<std::uint64_t> length);
Error too_busy();

}  // namespace ocop::http
