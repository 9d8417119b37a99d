// What a browser sends of a passkey is read before anybody is known: no bytes may do more than be refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "modules/factors/cbor.h"
#include "modules/factors/webauthn.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::factors;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const webauthn::Party party = webauthn::Party::of("https://example.org");
  cbor::Reader reader(bytes);
  while (reader.next()) {}
  const auto created = webauthn::check_creation(bytes, party);
  // What is taken can be read again: it is stored as it came.
  if (created.ok() && !webauthn::read_key(created->key)) std::abort();
  if (const auto read = webauthn::read_authenticator_data(bytes); read && read->party_hash.size() != 32) std::abort();
  if (const auto key = webauthn::read_key(bytes)) (void)webauthn::verify(*key, "ocop", bytes);
  (void)webauthn::challenge_of(bytes, webauthn::Ceremony::get, party);
  if (webauthn::check_assertion({bytes, bytes, bytes}, bytes, 0, party).ok()) std::abort();
  return 0;
}
