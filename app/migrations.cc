#include "app/migrations.h"

#include "app/modules.h"
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/idempotency/idempotency.h"
#include "kernel/installation/installation.h"
#include "kernel/jobs/jobs.h"
#include "kernel/sync/sync.h"
#include "kernel/throttle/throttle.h"
#include "kernel/tlog/tlog.h"

namespace ocop::app {

std::vector<db::Migration> all_migrations() {
  std::vector<db::Migration> all = tlog::migrations();
  for (const auto& steps : {jobs::migrations(), blobs::migrations(), idempotency::migrations(), throttle::migrations(),
                            installation::migrations(), sync::migrations(), act::migrations()})
    all.insert(all.end(), steps.begin(), steps.end());
  for (const auto module : kModules) {
    const auto steps = module().migrations;
    all.insert(all.end(), steps.begin(), steps.end());
  }
  return all;
}

}  // namespace ocop::app
