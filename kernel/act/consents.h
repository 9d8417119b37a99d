#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/base/message.h"

// What people agreed to, written by the act that rests on it: which text in which version, when, how, about what, and when it was taken
// back. Law 91/2025/QH15, articles 9 and 10: consent is to a purpose that was said, can be shown, and ends when its person says so.
namespace ocop::act {

using ConsentId = Id<struct ConsentTag>;

// Whoever changes a word of it makes a new version by that: the one that was shown before stays, and is shown again with each consent.
struct ConsentText {
  std::string_view name;               // "mandate.given"
  Message title, text;
};

// program: ticked or pressed by its person · link: by the link of a letter · paper: signed, and an office keeps it
enum class ConsentBy : std::uint8_t { program, link, paper };
std::string_view name(ConsentBy how);

struct Consent {
  ConsentId id;
  std::string text;                    // ConsentText::name
  std::int64_t version = 0;
  std::optional<AccountId> account;    // nullopt: on paper, of somebody without an account
  std::optional<AccountId> recorded_by;   // of paper alone
  ConsentBy how = ConsentBy::program;
  std::string about;                   // the id of what it is about, or empty
  Instant given;
  std::optional<Instant> withdrawn;    // taken back, or ended with what it was for
};
struct ShownConsent {
  Consent consent;
  std::string title_vi, title_en, vi, en;   // as they were shown
};

// Of one person about one thing there is one that holds: an earlier one ends. Answers the text's version.
std::int64_t agree(Moment& act, const ConsentText& text, AccountId account, ConsentBy how, std::string_view about);
// Precondition: `officer` has the signed paper.
std::int64_t agree_on_paper(Moment& act, const ConsentText& text, AccountId officer, std::string_view about);
// What rested on it has ended: all consents to the text about that thing end, or those of one account.
void end_consents(db::Transaction& transaction, std::string_view text, std::string_view about, Instant now);
void end_consents_of(db::Transaction& transaction, AccountId account, Instant now);   // all of the account, to whatever
void end_consents_of(db::Transaction& transaction, AccountId account, std::string_view text, Instant now);
void end_consent(db::Transaction& transaction, ConsentId id, Instant now);
std::vector<ShownConsent> consents_of(db::Reader& reader, AccountId account);   // the latest first
std::optional<Consent> find_consent(db::Reader& reader, ConsentId id);

// A slot: what has to happen when a person takes a consent back. Offered by the module that rests on the text; the act is the person's own.
struct ConsentEnd {
  int rank = 0;
  std::string_view text;               // ConsentText::name
  std::function<Result<void>(Act& act, std::string_view about)> withdraw;
};

}  // namespace ocop::act
