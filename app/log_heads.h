#pragma once
#include <string>
#include <vector>

#include "app/config.h"
#include "kernel/db/db.h"
#include "kernel/tlog/kept.h"

// The last signed head of the public log in the data folder (log.head) and, when log.witness_file names one, in a second place: a lost or
// older database never looks like a new one (docs/ops/install.md).
namespace ocop::app {

std::vector<std::string> head_files(const Config& config);

// Before the database is opened, which would make a new one: with SQLite, whether its file is gone or empty although a head was signed.
// Error: conflict, with what to do.
Result<void> refuse_lost_database(const Config& config);
// Whether the open database's log is the one of the heads that were kept, or goes on from it. Error: conflict, with what to do.
Result<void> refuse_older_log(const Config& config, db::Reader& reader, const tlog::LogKey& key);
// Keeps the head in all of the files. Error: internal, conflict.
Result<void> keep_heads(const Config& config, std::string_view note, const tlog::LogKey& key);
// A new log begins, knowingly: the heads of the one before are set aside (log.head.before-SIZE).
Result<void> set_heads_aside(const Config& config);

}  // namespace ocop::app
