#include "app/log_heads.h"

#include "kernel/files/files.h"

namespace ocop::app {
namespace {

constexpr std::string_view kWhatToDo =
    ". Nothing was changed. Bring the right database back (ocop restore FILE); or, when it is lost for good, begin a new log with "
    "`ocop admin begin-log --reason TEXT`: everybody will see on /log that it began anew, and why";

Error refusal(const std::string& file, std::string_view why) {
  return Error::of(ErrorKind::conflict, "not the database that signed " + file + ": " + std::string(why) + std::string(kWhatToDo));
}

std::int64_t size_said_in(const std::string& file) {
  const auto note = files::read(file);
  return note ? tlog::size_said(*note) : 0;
}

}  // namespace

std::vector<std::string> head_files(const Config& config) {
  std::vector<std::string> out{config.data + "/log.head"};
  if (!config.log_witness_file.empty()) out.push_back(config.log_witness_file);
  return out;
}

Result<void> refuse_lost_database(const Config& config) {
  if (!config.database.empty()) return {};
  const std::string database = config.data + "/ocop.db";
  if (const auto size = files::size(database); size && *size > 0) return {};
  for (const std::string& file : head_files(config)) {
    if (!files::exists(file)) continue;
    if (const std::int64_t size = size_said_in(file); size > 0)
      return refusal(file, "a head of " + std::to_string(size) + " entries was signed, and " + database + " is missing or empty");
  }
  return {};
}

Result<void> refuse_older_log(const Config& config, db::Reader& reader, const tlog::LogKey& key) {
  for (const std::string& file : head_files(config)) {
    OCOP_TRY(kept, tlog::kept_head(file, key));
    if (!kept) continue;
    if (const auto agrees = tlog::check_kept(reader, *kept); !agrees) return refusal(file, agrees.error().detail);
  }
  return {};
}

Result<void> keep_heads(const Config& config, std::string_view note, const tlog::LogKey& key) {
  for (const std::string& file : head_files(config)) OCOP_CHECK(tlog::keep_head(file, note, key));
  return {};
}

Result<void> set_heads_aside(const Config& config) {
  for (const std::string& file : head_files(config)) {
    if (!files::exists(file)) continue;
    OCOP_TRY(note, files::read(file));
    OCOP_CHECK(files::write_atomically(file + ".before-" + std::to_string(size_said_in(file)), note));
    OCOP_CHECK(files::remove(file));
  }
  return {};
}

}  // namespace ocop::app
