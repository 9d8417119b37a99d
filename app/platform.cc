#include "app/platform.h"

#include "app/log_heads.h"
#include "app/migrations.h"
#include "kernel/db/look.h"
#include "kernel/files/embedded.h"
#include "kernel/files/files.h"
#include "kernel/files/received.h"

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

Result<std::unique_ptr<db::Database>> open_database(const Config& config, Lost lost) {
  if (lost == Lost::refused) OCOP_CHECK(refuse_lost_database(config));
  const db::Options options{.location = config.database.empty() ? config.data : config.database,
                            .readers = static_cast<int>(config.readers),
                            .owner = config.database.empty() ? std::string() : config.database_owner};
  return db::open(options, all_migrations());
}

namespace {

Error wrong_setting(std::string key, const Error& why) {
  const Problem& problem = why.problems.front();
  return Error::of(ErrorKind::invalid_input, Problem{std::move(key), problem.got, problem.expected, {}});
}

}  // namespace

Result<mail::Options> mail_options(const Config& config) {
  mail::Options out;
  if (!config.mail_url.empty()) {
    if (const auto fit = mail::check_smtp_url(config.mail_url); !fit) return wrong_setting("mail.url", fit.error());
    out.smtp = {config.mail_url, config.mail_user, config.mail_password, config.mail_ca_file, log_origin(public_url(config))};
    out.smtp.own_name.resize(std::min(out.smtp.own_name.find(':'), out.smtp.own_name.size()));
  }
  if (!config.mail_folder.empty())
    out.folder = config.mail_folder.starts_with('/') ? config.mail_folder : config.data + "/" + config.mail_folder;
  if (!config.mail_url.empty() || !config.mail_folder.empty()) {
    const auto from = mail::read_mailbox(config.mail_from);
    if (!from) return wrong_setting("mail.from", from.error());
    out.from = *from;
  }
  if (config.gateway_url.empty()) return out;
  if (const auto fit = mail::check_gateway_url(config.gateway_url); !fit) return wrong_setting("notices.gateway_url", fit.error());
  if (config.gateway_secret.size() < mail::kLeastGatewaySecret)
    return Error::of(ErrorKind::invalid_input,
                     Problem{"notices.gateway_secret", std::to_string(config.gateway_secret.size()) + " bytes", "at least 16 bytes", {}});
  out.gateway = {config.gateway_url, config.gateway_secret, config.mail_ca_file};
  return out;
}

Result<std::string> Platform::publish_checkpoint() {
  OCOP_TRY(note, tlog::publish_checkpoint(*database_, clock(), keys_.log_origin, keys_.log));
  OCOP_CHECK(keep_heads(config_, note, public_log_key()));
  return std::move(note);
}

Result<std::unique_ptr<Platform>> Platform::open(const Config& config, const Progress& progress) {
  return open(std::unique_ptr<Platform>(new Platform), config, progress);
}

Result<std::unique_ptr<Platform>> Platform::open(const Config& config, const Clock& clock, const Progress& progress) {
  std::unique_ptr<Platform> platform(new Platform);
  platform->given_clock_ = &clock;
  return open(std::move(platform), config, progress);
}

Result<std::unique_ptr<Platform>> Platform::open(std::unique_ptr<Platform> platform, const Config& config, const Progress& progress) {
  const auto step = [&](std::string_view what) {
    if (progress) progress(what);
  };
  platform->config_ = config;
  platform->public_url_ = app::public_url(config);
  OCOP_TRY(mail_ways, mail_options(config));
  platform->office_ = std::make_unique<const mail::Office>(std::move(mail_ways));
  OCOP_TRY(holidays, embedded_holidays());
  platform->holidays_ = std::move(holidays);
  OCOP_CHECK(files::make_directories(config.data));   // before the database: nobody else may look into it
  step("database");
  OCOP_TRY(database, open_database(config));
  platform->database_ = std::move(database);
  OCOP_TRY(keys, open_keys(config.data, platform->public_url_, *platform->database_, platform->random_));
  platform->keys_ = std::move(keys);
  OCOP_CHECK(
      platform->database_->read([&](db::Reader& reader) { return refuse_older_log(config, reader, platform->public_log_key()); }));
  platform->throttle_.emplace(*platform->database_, platform->keys_.session.throttle);
  OCOP_CHECK(files::clear_received(platform->upload_folder()));
  OCOP_TRY(blobs, blobs::Blobs::open(*platform->database_, config.data));
  platform->blobs_ = std::move(blobs);
  return platform;
}

Result<std::unique_ptr<db::Database>> look_at_database(const Config& config) {
  OCOP_CHECK(refuse_lost_database(config));
  return db::open_to_look({.location = config.database.empty() ? config.data : config.database}, all_migrations());
}

Result<std::unique_ptr<Platform>> Platform::look(const Config& config, Heads heads) {
  std::unique_ptr<Platform> platform(new Platform);
  platform->config_ = config;
  platform->public_url_ = app::public_url(config);
  platform->office_ = std::make_unique<const mail::Office>(mail::Options{});
  OCOP_TRY(holidays, embedded_holidays());
  platform->holidays_ = std::move(holidays);
  OCOP_TRY(database, look_at_database(config));
  platform->database_ = std::move(database);
  try {
    OCOP_TRY(keys, look_at_keys(config.data, *platform->database_));
    platform->keys_ = std::move(keys);
    if (heads == Heads::must_agree)
      OCOP_CHECK(platform->database_->read(
          [&](db::Reader& reader) { return refuse_older_log(config, reader, platform->public_log_key()); }));
  } catch (const std::exception& fault) {   // a table or a tile that is not what this program writes
    return Error::of(ErrorKind::internal, fault.what());
  }
  platform->throttle_.emplace(*platform->database_, platform->keys_.session.throttle);
  platform->blobs_ = blobs::Blobs::look(*platform->database_, config.data);
  return platform;
}

}  // namespace ocop::app
