#pragma once
#include <memory>
#include <string>
#include <vector>

#include "kernel/db/looked_at.h"
#include "kernel/db/sqlite_connection.h"
#include "kernel/db/sqlite_folder.h"

namespace ocop::db::sqlite {

// A data folder seen by one who only reads: look.h.
class Onlooker final : public LookedAt {
 public:
  Onlooker(Visit visit, std::string file, Role role) : visit_(std::move(visit)), file_(std::move(file)), role_(role) {}
  Engine engine() const override { return Engine::sqlite; }
  Result<void> backup_to(const std::string& file) override;
  std::vector<std::string> verify() override;

 protected:
  void run_read(const std::function<void(Reader&)>& look) override;

 private:
  const Visit visit_;
  const std::string file_;
  const Role role_;   // reader or onlooker
  Idle<Connection> idle_;
};

// Of a folder: open_to_look (look.h).
Result<std::unique_ptr<Database>> look_into_folder(const std::string& folder, std::vector<Migration> known);

}  // namespace ocop::db::sqlite
