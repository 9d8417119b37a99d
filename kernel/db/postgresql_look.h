#pragma once
#include <memory>
#include <string>
#include <vector>

#include "kernel/db/looked_at.h"
#include "kernel/db/postgresql_connection.h"

namespace ocop::db::postgresql {

// A database on a server, seen by one who only reads: look.h.
class Onlooker final : public LookedAt {
 public:
  explicit Onlooker(std::string url) : url_(std::move(url)) {}
  Engine engine() const override { return Engine::postgresql; }
  Result<void> backup_to(const std::string& file) override;
  std::vector<std::string> verify() override;

 protected:
  void run_read(const std::function<void(Reader&)>& look) override;

 private:
  const std::string url_;
  Idle<Connection> idle_;
};

// What is wrong with the stored data as far as the server itself can tell, one line a finding.
std::vector<std::string> findings(const std::string& url, Waits waits);

// Of a URL: open_to_look (look.h).
Result<std::unique_ptr<Database>> look_into_server(const std::string& url, std::vector<Migration> known);

}  // namespace ocop::db::postgresql
