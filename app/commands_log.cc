// Commands that begin and keep the public log.
#include <ostream>

#include "app/commands.h"
#include "app/log_heads.h"
#include "app/platform.h"
#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/json/json.h"
#include "kernel/tlog/kept.h"

namespace ocop::app {
namespace {

constexpr std::size_t kMostReason = 2'000;  // bytes: a paragraph on a public page

// The head that was signed last, by the key that signed it; the empty one when none was kept.
tlog::Head last_head(const Config& config, const tlog::LogKey& key) {
  tlog::Head last;
  for (const std::string& file : head_files(config))
    if (const auto kept = tlog::kept_head(file, key); kept && *kept && (*kept)->head.size > last.size) last = (*kept)->head;
  return last;
}

// A name nothing has yet: "log.key.before-3".
Result<void> set_aside(const std::string& path) {
  if (!files::exists(path)) return {};
  std::string aside;
  for (int number = 1; files::exists(aside = path + ".before-" + std::to_string(number));) ++number;
  OCOP_TRY(content, files::read(path));
  OCOP_CHECK(files::write_atomically(aside, content, 0600));
  return files::remove(path);
}

// Whether the newest entry says that the log begins anew and no signed head covers it yet: begin_log was cut off after writing it.
bool begun_already(db::Reader& reader, std::int64_t size) {
  if (size == 0) return false;
  const auto text = tlog::entry_at(reader, size - 1);
  if (!text) return false;
  const auto entry = json::parse(*text);
  if (!entry || entry->root()["kind"].text_or("") != tlog::kBegun.kind) return false;
  return tlog::size_said(tlog::latest_checkpoint(reader).value_or("")) < size;
}

// Step 1: the entry, while the old key and heads are still there to say what it goes on from. Whether they are then to be set aside.
Result<bool> enter_beginning(const Config& config, const std::string& why) {
  OCOP_TRY(database, open_database(config, Lost::begins_anew));
  SystemRandom random;
  const bool again = database->read([](db::Reader& reader) { return begun_already(reader, tlog::head(reader).size); });
  if (again && !files::exists(config.data + "/log.pub")) return true;   // cut off while they were set aside
  if (!again) OCOP_CHECK(open_keys(config.data, public_url(config), *database, random));
  OCOP_TRY(line, files::read(config.data + "/log.pub"));
  OCOP_TRY(key, tlog::read_log_key(text::trim(line)));
  const bool agrees = database->read([&](db::Reader& reader) { return refuse_older_log(config, reader, key).ok(); });
  if (again) return !agrees;
  if (agrees)
    return Error::of(ErrorKind::invalid_input, "this database is the one that signed the kept head: its log goes on, nothing has to begin");
  const tlog::Head before = last_head(config, key);
  OCOP_CHECK(database->write([&](db::Transaction& transaction) -> Result<void> {
    tlog::append(transaction, tlog::begun_entry(before, why, SystemClock().now()));
    return {};
  }));
  return true;
}

// Step 2: key and heads of before, out of the way. Each step may be repeated.
Result<void> set_all_aside(const Config& config) {
  for (const std::string name : {"/log.key", "/log.pub"}) OCOP_CHECK(set_aside(config.data + name));
  return set_heads_aside(config);
}

}  // namespace

// A power cut between any two steps leaves a data folder that no other command starts on, and this one goes on with.
ExitCode begin_log(const Config& config, const std::string& reason, Streams io) {
  const std::string why = text::paragraph(reason);
  if (!text::is_valid_utf8(reason) || why.empty() || why.size() > kMostReason) {
    io.err << "ocop: --reason: a text of at most " << kMostReason << " bytes\n";
    return ExitCode::usage;
  }
  const auto entered = enter_beginning(config, why);
  if (!entered) return complain(entered.error(), io);
  if (*entered)
    if (const auto done = set_all_aside(config); !done) return complain(done.error(), io);
  // Step 3: a key of its own, and its first head.
  if (const ExitCode accepted = accept_keys_command(config, io); accepted != ExitCode::ok) return accepted;
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  const auto signed_now = (*platform)->publish_checkpoint();
  if (!signed_now) return complain(signed_now.error(), io);
  io.out << *signed_now << "the log goes on under a new key; its newest entry says that it began anew, and /log shows it. Give the line in "
         << config.data << "/log.pub to whoever verifies it.\n";
  return ExitCode::ok;
}

}  // namespace ocop::app
