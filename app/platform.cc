#include "app/platform.h"

#include "app/migrations.h"
#include "kernel/files/embedded.h"
#include "kernel/files/files.h"

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

db::Options database_options(const Config& config) {
  return {.location = config.database.empty() ? config.data : config.database,
          .readers = static_cast<int>(config.readers),
          .owner = config.database.empty() ? std::string() : config.database_owner};
}

Result<std::unique_ptr<Platform>> Platform::open(const Config& config, const Progress& progress) {
  const auto step = [&](std::string_view what) {
    if (progress) progress(what);
  };
  std::unique_ptr<Platform> platform(new Platform);
  platform->config_ = config;
  platform->public_url_ = app::public_url(config);
  OCOP_TRY(holidays, embedded_holidays());
  platform->holidays_ = std::move(holidays);
  OCOP_CHECK(files::make_directories(config.data));   // before the database: nobody else may look into it
  step("database");
  OCOP_TRY(database, db::open(database_options(config), all_migrations()));
  platform->database_ = std::move(database);
  OCOP_TRY(keys, open_keys(config.data, platform->public_url_, *platform->database_, platform->random_));
  platform->keys_ = std::move(keys);
  platform->throttle_.emplace(*platform->database_, platform->keys_.session.throttle);
  OCOP_TRY(blobs, blobs::Blobs::open(*platform->database_, config.data));
  platform->blobs_ = std::move(blobs);
  return platform;
}

}  // namespace ocop::app
