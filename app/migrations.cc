#include "app/migrations.h"

#include "kernel/idempotency/idempotency.h"
#include "kernel/tlog/tlog.h"
#include "modules/certificates/migrations.h"
#include "modules/evaluation/migrations.h"
#include "modules/identity/migrations.h"
#include "modules/places/migrations.h"
#include "modules/producers/migrations.h"
#include "modules/products/migrations.h"
#include "modules/resolver/migrations.h"

namespace ocop::app {

std::vector<db::Migration> all_migrations() {
  std::vector<db::Migration> all = tlog::migrations();
  const auto add = [&](const auto& steps) { all.insert(all.end(), steps.begin(), steps.end()); };
  add(idempotency::migrations());
  add(places::kMigrations);
  add(identity::kMigrations);
  add(producers::kMigrations);
  add(products::kMigrations);
  add(evaluation::kMigrations);
  add(certificates::kMigrations);
  add(resolver::kMigrations);
  return all;
}

}  // namespace ocop::app
