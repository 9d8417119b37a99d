#include "app/platform.h"

#include "app/migrations.h"
#include "kernel/base/text.h"
#include "kernel/files/embedded.h"
#include "kernel/files/files.h"
#include "kernel/tlog/tlog.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> holidays();
}

namespace ocop::app {

Result<HolidayCalendar> embedded_holidays() {
  std::string all;
  for (const EmbeddedFile& file : embedded::holidays()) all += file.content;
  return HolidayCalendar::parse(all);
}

std::string public_url(const Config& config) {
  if (config.public_url.empty()) return "http://localhost:" + std::to_string(config.port);
  std::string url = config.public_url;
  while (url.ends_with('/')) url.pop_back();
  return url;
}

namespace {

// The log's name is chosen at its first start and never changes, whatever the site is called later: checkpoints that people keep carry it.
// It stands in log.pub with the public key, the line that verifiers are given.
Result<std::string> fixed_log_origin(const std::string& folder, const std::string& url, const crypto::SigningKey& key) {
  const std::string path = folder + "/log.pub";
  if (!files::exists(path)) {
    const std::string line = tlog::write_log_key({log_origin(url), key.public_key});
    OCOP_CHECK(files::write_atomically(path, line + "\n"));
  }
  OCOP_TRY(text, files::read(path));
  OCOP_TRY(known, tlog::read_log_key(text::trim(text)));
  if (known.public_key != key.public_key) return Error::of(ErrorKind::internal, path + " is not of the key in log.key beside it");
  return known.origin;
}

}  // namespace

Result<std::unique_ptr<Platform>> Platform::open(const Config& config, const Progress& progress) {
  const auto step = [&](std::string_view what) {
    if (progress) progress(what);
  };
  std::unique_ptr<Platform> platform(new Platform);
  platform->config_ = config;
  platform->public_url_ = app::public_url(config);
  OCOP_TRY(session_keys, open_session_keys(config.data, platform->random_));
  platform->session_keys_ = std::move(session_keys);
  OCOP_TRY(log_key, tlog::open_key_file(config.data + "/log.key", platform->random_));
  platform->log_key_ = log_key;
  OCOP_TRY(origin, fixed_log_origin(config.data, platform->public_url_, log_key));
  platform->log_origin_ = std::move(origin);
  OCOP_TRY(holidays, embedded_holidays());
  platform->holidays_ = std::move(holidays);
  step("database");
  OCOP_TRY(database, db::open({.location = config.database.empty() ? config.data : config.database, .readers = static_cast<int>(config.readers)},
                              all_migrations()));
  platform->database_ = std::move(database);
  OCOP_TRY(blobs, blobs::Blobs::open(*platform->database_, config.data));
  platform->blobs_ = std::move(blobs);
  return platform;
}

}  // namespace ocop::app
