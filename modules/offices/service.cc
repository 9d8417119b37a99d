#include "modules/offices/service.h"

#include "modules/offices/migrations.h"

namespace ocop::offices {

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

}  // namespace ocop::offices
