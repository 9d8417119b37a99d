#include "app/data_folder.h"

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/installation/installation.h"
#include "kernel/tlog/tlog.h"

namespace ocop::app {

Result<SessionKeys> open_session_keys(const std::string& folder, Random& random) {
  OCOP_CHECK(files::make_directories(folder));
  const std::string path = folder + "/session.key";
  if (!files::exists(path)) {
    std::string fresh(2 * kKeyBytes, '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(fresh.data()), fresh.size()});
    OCOP_CHECK(files::write_atomically(path, fresh, 0600));
  }
  OCOP_TRY(bytes, files::read(path));
  if (bytes.size() != 2 * kKeyBytes)
    return Error::of(ErrorKind::internal,
                     path + " has " + std::to_string(bytes.size()) + " bytes, expected 64; move it away and start again");
  SessionKeys keys{bytes.substr(0, kKeyBytes), bytes.substr(kKeyBytes), {}};
  const crypto::Digest throttle = crypto::hmac_sha256(keys.csrf, "ocop: key of the throttle");
  keys.throttle = crypto::view(throttle);
  return keys;
}

std::string log_origin(std::string_view public_url) {
  const auto scheme = public_url.find("://");
  if (scheme != std::string_view::npos) public_url.remove_prefix(scheme + 3);
  return std::string(public_url.substr(0, public_url.find('/')));
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

// Tells keys apart and gives nothing away: HMAC under the key itself.
std::string fingerprint(std::string_view key) {
  constexpr std::size_t kShown = 32;   // hex digits: 128 bits
  const crypto::Digest digest = crypto::hmac_sha256(key, "ocop: fingerprint of a key");
  return text::hex(crypto::view(digest)).substr(0, kShown);
}

constexpr std::string_view kSessionFact = "session.key", kLogFact = "log.key";

Error foreign(const std::string& folder, std::string_view file, std::string_view why) {
  return Error::of(ErrorKind::internal,
                   std::string(file) + " in " + folder + " " + std::string(why) +
                       ": the installation of this database was set up with other keys. Copy session.key, log.key and log.pub from a data "
                       "folder that serves it (they are secret); or, when they are lost or known to others, run `ocop admin accept-keys`: "
                       "everybody loads their forms again, and the log has a new signer");
}

Result<Keys> read_keys(const std::string& folder, std::string_view public_url, Random& random) {
  Keys keys;
  OCOP_TRY(session, open_session_keys(folder, random));
  keys.session = std::move(session);
  OCOP_TRY(log, tlog::open_key_file(folder + "/log.key", random));
  keys.log = log;
  OCOP_TRY(origin, fixed_log_origin(folder, std::string(public_url), log));
  keys.log_origin = std::move(origin);
  return keys;
}

std::string session_fact(const Keys& keys) { return fingerprint(keys.session.csrf + keys.session.flash); }
std::string log_fact(const Keys& keys) { return tlog::write_log_key({keys.log_origin, keys.log.public_key}); }

}  // namespace

Result<Keys> open_keys(const std::string& folder, std::string_view public_url, db::Database& database, Random& random) {
  for (const std::string_view name : {kSessionFact, kLogFact})
    if (installation::fact(database, name) && !files::exists(folder + "/" + std::string(name))) return foreign(folder, name, "is missing");
  OCOP_TRY(keys, read_keys(folder, public_url, random));
  const std::string session = session_fact(keys), log = log_fact(keys);
  if (installation::agree(database, kSessionFact, session) != session) return foreign(folder, kSessionFact, "is another");
  if (installation::agree(database, kLogFact, log) != log) return foreign(folder, kLogFact, "is another");
  return std::move(keys);
}

Result<Keys> look_at_keys(const std::string& folder, db::Database& database) {
  const std::string path = folder + "/log.pub";
  if (!files::exists(path))
    return Error::of(ErrorKind::not_found, path + " is not there: the line that says which key signed the log, from " +
                                               "the data folder of the installation or its /log/key");
  OCOP_TRY(line, files::read(path));
  OCOP_TRY(key, tlog::read_log_key(text::trim(line)));
  Keys keys;
  keys.log.public_key = key.public_key;
  keys.log_origin = key.origin;
  const auto known = installation::fact(database, kLogFact);
  if (known && *known != log_fact(keys)) return foreign(folder, kLogFact, "is another");
  return keys;
}

Result<void> accept_keys(const std::string& folder, std::string_view public_url, db::Database& database, Random& random) {
  OCOP_TRY(keys, read_keys(folder, public_url, random));
  installation::replace(database, kSessionFact, session_fact(keys));
  installation::replace(database, kLogFact, log_fact(keys));
  return {};
}

}  // namespace ocop::app
