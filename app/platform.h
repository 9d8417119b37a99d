#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/config.h"
#include "app/data_folder.h"
#include "kernel/base/time.h"
#include "kernel/blobs/blobs.h"
#include "kernel/crypto/crypto.h"
#include "kernel/db/db.h"
#include "kernel/mail/mail.h"
#include "kernel/random/random.h"
#include "kernel/throttle/throttle.h"
#include "kernel/tlog/tlog.h"

namespace ocop::app {

// What every command that touches the installation stands on: clock, randomness, keys, the open database with all migrations applied, and
// the reference data read into memory. Owns them; one per process; everything is handed on by reference.
class Platform {
 public:
  using Progress = std::function<void(std::string_view step)>;
  // Errors: those of open_database(); internal, naming what cannot be opened.
  // Also conflict when the database is not the one that signed the heads that were kept (app/log_heads.h).
  static Result<std::unique_ptr<Platform>> open(const Config& config, const Progress& progress = {});
  // The same by another clock than the machine's, for tests that live through years. It outlives the platform.
  static Result<std::unique_ptr<Platform>> open(const Config& config, const Clock& clock, const Progress& progress = {});

  // The same for a command that only looks whether all is sound: beside the program that serves, or in a copy that nobody may write to.
  // Nothing is made, migrated or written, and no secret is read. Errors: those of db::open_to_look; internal when it is damaged.
  // `Heads::must_agree`: also conflict as open().
  enum class Heads : std::uint8_t { must_agree, looked_at_later };
  static Result<std::unique_ptr<Platform>> look(const Config& config, Heads heads = Heads::must_agree);

  const Config& config() const { return config_; }
  const Clock& clock() const { return given_clock_ != nullptr ? *given_clock_ : clock_; }
  Random& random() { return random_; }
  db::Database& database() { return *database_; }
  blobs::Blobs& blobs() { return *blobs_; }
  // Files that are on their way in: cleared at start, of what a killed process may have left.
  std::string upload_folder() const { return config_.data + "/uploads"; }
  const HolidayCalendar& holidays() const { return holidays_; }
  const SessionKeys& session_keys() const { return keys_.session; }
  const crypto::SigningKey& log_key() const { return keys_.log; }
  const std::string& log_origin() const { return keys_.log_origin; }
  tlog::LogKey public_log_key() const { return {keys_.log_origin, keys_.log.public_key}; }
  // Signs and keeps the head when it has grown (tlog::publish_checkpoint), in the files beside the database too.
  Result<std::string> publish_checkpoint();
  throttle::Throttle& throttle() { return *throttle_; }
  const std::string& public_url() const { return public_url_; }
  const mail::Office& office() const { return *office_; }

 private:
  Platform() = default;
  static Result<std::unique_ptr<Platform>> open(std::unique_ptr<Platform> platform, const Config& config, const Progress& progress);
  Config config_;
  SystemClock clock_;
  const Clock* given_clock_ = nullptr;   // in place of it
  SystemRandom random_;
  Keys keys_;
  std::string public_url_;
  HolidayCalendar holidays_;
  std::unique_ptr<db::Database> database_;
  std::optional<throttle::Throttle> throttle_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::unique_ptr<const mail::Office> office_;
};

Result<HolidayCalendar> embedded_holidays();
// The installation's database with all migrations applied: how every command comes to it. Errors: conflict when another process has the
// data folder, or when its file is gone although a head of its log was signed (refuse_lost_database): no new one is made in its place
// unless a new log begins.
enum class Lost : std::uint8_t { refused, begins_anew };
Result<std::unique_ptr<db::Database>> open_database(const Config& config, Lost lost = Lost::refused);
// The database to be looked at alone. Errors: conflict when it is lost (app/log_heads.h); those of db::open_to_look.
Result<std::unique_ptr<db::Database>> look_at_database(const Config& config);
// Where letters and messages go, from the settings. Error: invalid_input with the setting's key.
Result<mail::Options> mail_options(const Config& config);
// The site's address: the setting, or http://localhost:PORT.
std::string public_url(const Config& config);

}  // namespace ocop::app
