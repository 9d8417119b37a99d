#include "app/data_folder.h"

#include "kernel/files/files.h"

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
    return Error::of(ErrorKind::internal, path + " has " + std::to_string(bytes.size()) + " bytes, expected 64; move it away and start again");
  return SessionKeys{bytes.substr(0, kKeyBytes), bytes.substr(kKeyBytes)};
}

std::string log_origin(std::string_view public_url) {
  const auto scheme = public_url.find("://");
  if (scheme != std::string_view::npos) public_url.remove_prefix(scheme + 3);
  return std::string(public_url.substr(0, public_url.find('/')));
}

}  // namespace ocop::app
