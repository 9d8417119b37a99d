#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/db/sqlite_connection.h"
#include "kernel/db/sqlite_folder.h"

namespace ocop::db::sqlite {

// A data folder seen by one who only reads: look.h.
class Onlooker final : public Database {
 public:
  Onlooker(Visit visit, std::string file, Role role) : visit_(std::move(visit)), file_(std::move(file)), role_(role) {}
  Engine engine() const override { return Engine::sqlite; }
  Access access() const override { return Access::looking; }
  Health health() const override;
  Result<void> backup_to(const std::string& file) override;
  std::vector<std::string> verify() override;
  Metrics metrics() const override { return {}; }
  std::uint64_t changes(std::string_view) override { return 0; }
  std::chrono::milliseconds unheard() const override { return std::chrono::milliseconds(0); }

 protected:
  void run_write(const std::function<bool(Transaction&)>& act) override;
  void run_read(const std::function<void(Reader&)>& look) override;

 private:
  const Visit visit_;
  const std::string file_;
  const Role role_;   // reader or onlooker
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// Of a folder: open_to_look (look.h).
Result<std::unique_ptr<Database>> look_into_folder(const std::string& folder, std::vector<Migration> known);

}  // namespace ocop::db::sqlite
