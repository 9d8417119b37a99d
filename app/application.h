#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/platform.h"
#include "kernel/http/http.h"

namespace ocop::app {

// Every module's service, the site, and the router with all routes: the only place that sees every module. Lives as long as the server.
class Application {
 public:
  explicit Application(Platform& platform);
  ~Application();
  const http::Router& router() const;
  http::Server::Parts server_parts(std::function<void(std::string_view line)> log);
  // What does not agree with itself: results with their sheets, sheets with their commitments in the log. Empty = sound.
  std::vector<std::string> recheck() const;
  // Snapshots in memory that other processes' writes have made old.
  void refresh();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

// Fills an empty installation: the sample register and one account a role. Error: conflict when there are products already.
Result<void> fill_demo(Platform& platform, const std::function<void(std::string_view step)>& progress);
std::string demo_accounts_text();   // the accounts and their password, for the terminal

}  // namespace ocop::app
