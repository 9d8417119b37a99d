#pragma once
#include <vector>

#include "kernel/db/db.h"

namespace ocop::app {

// The schema steps of the kernel's parts that own tables, and of every module.
std::vector<db::Migration> all_migrations();

}  // namespace ocop::app
