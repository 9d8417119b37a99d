#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "kernel/base/message.h"
#include "kernel/db/db.h"

// Port of the module: telling people of what happened. A notice is a row for a person, written in the transaction of the act it tells of;
// the mail, the digest and the message by telephone follow from it as the person chose.
namespace ocop::notices {

// How a notice reaches its person. Each is also on the page and counted in the header.
enum class Channel : std::uint8_t { page, digest, mail, phone };
std::string_view name(Channel channel);                  // "digest"
std::optional<Channel> parse_channel(std::string_view name);

// What can be told. A slot: modules add theirs to the offers in their manifest.
struct Kind {
  int rank = 0;
  std::string_view name;                                 // "dossier.returned"
  Message label;                                         // in the settings: "Hồ sơ được trả lại để bổ sung"
  Message sentence;                                      // "{0} (hồ sơ {1}) được trả lại để bổ sung."
  Message act;                                           // of the button: "Mở hồ sơ"
  std::vector<Role> roles;                               // who can be told it
  Channel usual = Channel::digest;                       // until the person chooses, once there is an address
};

struct News {
  std::string_view kind;
  std::vector<std::string> arguments;                    // names of products and numbers; no more about a person than the page shows
  std::string link;                                      // path: "/dossiers/…"
};
struct Audience {
  std::vector<Grant> holders{};                          // every active account with such a role there
  std::vector<AccountId> accounts{};
  std::optional<AccountId> except{};                     // who did it knows it
};

// A letter to an address that is no account's: to whoever is invited. `about`: what jobs::forget erases by.
struct LetterOut {
  std::string address, subject;
  std::vector<std::string> before;                       // paragraphs
  Message open;                                          // words of the link
  std::string url;
  std::vector<std::string> after;
  Language language = Language::vi;
  std::string about;
};

class Notices {
 public:
  virtual ~Notices() = default;
  // One notice for each person, however often the audience names it; of the act's instant.
  virtual void tell(act::Moment& act, const News& news, const Audience& audience) const = 0;
  // An address that whoever runs the installation vouches for: confirmed without a letter.
  virtual Result<void> vouch(act::Moment& act, AccountId account, std::string_view address) const = 0;
  // Whether mail is set up here; without it a letter goes nowhere.
  virtual bool sends_letters() const = 0;
  // Goes out after the act.
  virtual void write(act::Moment& act, const LetterOut& letter) const = 0;
};

}  // namespace ocop::notices
