#pragma once
#include <string>
#include <string_view>

#include "kernel/tlog/tlog.h"

// The last signed head, kept outside the database: beside the key, and where another file is named in a second place. A database that was
// lost, emptied, put back from an older copy or rewritten is not the one that signed it, and is refused instead of going on under its name.
namespace ocop::tlog {

// Keeps `note`, a checkpoint of the log of `key`, in the file: synced, and never a smaller head in place of a larger one, which another
// process may have put there. Errors: internal when what is in the file is no head of this log; storage_unavailable when it cannot be
// written.
Result<void> keep_head(const std::string& file, std::string_view note, const LogKey& key);

// The head in the file; nullopt when there is no file. Error: internal when it is no checkpoint of this log.
struct KeptHead {
  Head head;
  std::string note;
};
Result<std::optional<KeptHead>> kept_head(const std::string& file, const LogKey& key);

// The size in a checkpoint's second line, whoever signed it; 0 when the text is none.
std::int64_t size_said(std::string_view note);

// A log that begins anew, knowingly: its entry says which head was signed before, and why that log is not gone on with.
inline constexpr std::string_view kBegunFields[] = {"before_root", "before_size", "reason"};
inline constexpr Kind kBegun{"log.begun", kBegunFields};
Entry begun_entry(const Head& before, std::string_view reason, Instant now);

// Whether the database's log is the one that signed `kept`, or goes on from it. Error: conflict, saying what is missing.
Result<void> check_kept(db::Reader& reader, const KeptHead& kept);

}  // namespace ocop::tlog
