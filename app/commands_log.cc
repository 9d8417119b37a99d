// Commands that begin and keep the public log.
#include <ostream>

#include "app/commands.h"
#include "app/log_heads.h"
#include "app/platform.h"
#include "kernel/base/text.h"
#include "kernel/files/files.h"
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

}  // namespace

ExitCode begin_log(const Config& config, const std::string& reason, Streams io) {
  const std::string why = text::paragraph(reason);
  if (!text::is_valid_utf8(reason) || why.empty() || why.size() > kMostReason) {
    io.err << "ocop: --reason: a text of at most " << kMostReason << " bytes\n";
    return ExitCode::usage;
  }
  tlog::Head before;
  {
    const auto platform = Platform::open(config, {}, Platform::Heads::looked_at_later);
    if (!platform) return complain(platform.error(), io);
    before = last_head(config, (*platform)->public_log_key());
    const auto agrees =
        (*platform)->database().read([&](db::Reader& reader) { return refuse_older_log(config, reader, (*platform)->public_log_key()); });
    if (agrees) {
      io.err << "ocop: this database is the one that signed the kept head: its log goes on, nothing has to begin\n";
      return ExitCode::bad_input;
    }
  }
  for (const std::string name : {"/log.key", "/log.pub"})
    if (const auto done = set_aside(config.data + name); !done) return complain(done.error(), io);
  if (const auto done = set_heads_aside(config); !done) return complain(done.error(), io);
  if (const ExitCode accepted = accept_keys_command(config, io); accepted != ExitCode::ok) return accepted;
  const auto platform = Platform::open(config);
  if (!platform) return complain(platform.error(), io);
  Platform& base = **platform;
  const auto logged = base.database().write([&](db::Transaction& transaction) -> Result<std::int64_t> {
    return tlog::append(transaction, tlog::begun_entry(before, why, base.clock().now()));
  });
  if (!logged) return complain(logged.error(), io);
  const auto signed_now = base.publish_checkpoint();
  if (!signed_now) return complain(signed_now.error(), io);
  io.out << *signed_now << "the log goes on under a new key; entry " << *logged
         << " says that it began anew, and /log shows it. Give the line in " << config.data << "/log.pub to whoever verifies it.\n";
  return ExitCode::ok;
}

}  // namespace ocop::app
