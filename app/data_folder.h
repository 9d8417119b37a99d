#pragma once
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/crypto/crypto.h"
#include "kernel/db/db.h"
#include "kernel/random/random.h"

namespace ocop::app {

// The secrets that are not the log's, from the file session.key (mode 0600) in the data folder, made at first use. They are not in the
// database and not in its backups. Losing the file only makes people load their form again.
struct SessionKeys {
  std::string csrf;           // binds form tokens to sessions
  std::string flash;          // signs one-time messages
  std::string throttle;       // of the digests that attempts are counted by; made from the others
};
inline constexpr std::size_t kKeyBytes = 32;   // HMAC-SHA-256 keys as long as its output (RFC 2104 §3)

// Makes the folder (mode 0700) when it is not there. Error: internal naming the file that cannot be read or has another size.
Result<SessionKeys> open_session_keys(const std::string& folder, Random& random);

// All keys of an installation, from the files of the data folder. With several processes on one database each has a copy of the same files.
struct Keys {
  SessionKeys session;
  crypto::SigningKey log;
  std::string log_origin;     // fixed with the key in log.pub, the line that verifiers are given
};
// Makes what is missing when the database is new. Error: internal, with what to do, when the keys are not those that the installation's
// first process wrote down in the database, or are missing although it did.
Result<Keys> open_keys(const std::string& folder, std::string_view public_url, db::Database& database, Random& random);
// For one who only looks: the log's name and public key from log.pub; there are no secrets in what is returned. Errors: not_found without
// log.pub, internal when it is not the key that the database knows.
Result<Keys> look_at_keys(const std::string& folder, db::Database& database);
// The keys of the folder are the installation's from now on: after they were lost, or became known.
Result<void> accept_keys(const std::string& folder, std::string_view public_url, db::Database& database, Random& random);

// The name that signs the log: the host of the public URL ("ocop.example.vn", "localhost:8080").
std::string log_origin(std::string_view public_url);

}  // namespace ocop::app
