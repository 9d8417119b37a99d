#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/consents.h"
#include "kernel/jobs/jobs.h"
#include "kernel/mail/mail.h"
#include "kernel/manifest/offers.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/notices/rules.h"
#include "modules/notices/store.h"
#include "modules/notices/types.h"

// The use cases: telling (the port), reading, choosing how to be told, links that need no sign-in, and the work of the queue. Thread-safe
// as long as its parts are.
namespace ocop::notices {

struct KindChoice { const Kind* kind = nullptr; std::optional<Channel> chosen; Channel now = Channel::page; };   // now: what happens today
struct Settings {
  Person person;                       // with the usual values when there is no row
  std::vector<KindChoice> kinds;       // those that one of the actor's roles can be told
  std::vector<Link> links;             // that work without signing in
  std::string waiting_address, waiting_phone;   // sent to, not yet confirmed
};
struct SetChannels {
  std::int64_t version = 0;
  std::vector<std::pair<std::string, std::string>> channels;   // kind -> name of a channel, as received
  int digest_hour = 7;
  Days digest_days = Days::working_days;
  std::string language = "vi";         // "vi" or "en"
};
// What a page that is opened by a link alone may know.
struct LinkView { Purpose purpose = Purpose::confirm_mail; std::string masked; };

class Service final : public Notices {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const HolidayCalendar& holidays;
    const manifest::Offers& offers;    // the kinds; complete when the first request comes
    const identity::Identity& identity;
    const mail::Office& office;
    const std::string& public_url;
    std::string link_key;              // 32 bytes
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  const Parts& parts() const { return parts_; }

  // ---- the port (service.cc)
  void tell(act::Moment& act, const News& news, const Audience& audience) const override;
  Result<void> vouch(act::Moment& act, AccountId account, std::string_view address) const override;
  bool sends_letters() const override { return can_mail(); }
  void write(act::Moment& act, const LetterOut& letter) const override;

  // ---- reading
  static constexpr std::int64_t kMostCounted = 100;       // the header says "99+"
  std::int64_t unread(const Actor& actor) const;
  Result<Notice> open(const Actor& actor, NoticeId id);   // marks it read
  Result<std::int64_t> read_all(const Actor& actor);
  const Kind* kind(std::string_view name) const;
  const std::vector<Kind>& kinds() const { return parts_.offers.all<Kind>(); }
  // The sentence of a notice; of a kind that this program no longer has, its bare name.
  std::string sentence(const Notice& notice, Language language) const;

  // ---- how to be told (service_settings.cc)
  Result<Settings> settings(const Actor& actor) const;
  Result<void> set_channels(const Actor& actor, const SetChannels& ask);
  // Sends a link to the address or number; nothing changes until it is used. Errors: invalid_input, too_many_requests, conflict without a
  // way to send.
  Result<void> ask_address(const Actor& actor, std::string_view typed, Language language);
  Result<void> ask_phone(const Actor& actor, std::string_view typed, Language language);
  // Takes address, number, waiting letters and links away.
  Result<void> forget(const Actor& actor);
  // What is agreed to by confirming an address or a number; and that it is taken back: it is deleted, with what waits to be sent.
  static act::ConsentText consent_text(Purpose confirmed);
  Result<void> taken_back(act::Act& act, Purpose confirmed) const;
  // The same and all that was told: the account is erased.
  void erase(db::Transaction& transaction, AccountId account, Instant now) const;
  Result<void> end_link(const Actor& actor, LinkId id);
  // For whoever holds a link. Looking changes nothing; using does. Errors: not_found, gone.
  Result<LinkView> look_at_link(std::string_view text, Purpose purpose) const;
  Result<LinkView> use_link(std::string_view text, Purpose purpose);
  bool can_mail() const { return parts_.office.sends_mail(); }
  bool can_phone() const { return parts_.office.has_gateway(); }

  // ---- the queue (service_jobs.cc)
  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;

 private:
  rules::Ways ways() const;
  std::vector<AccountId> accounts_of(db::Reader& reader, const Audience& audience) const;
  Person hold(act::Moment& act, AccountId account) const;   // the person's row, nobody else's until the act ends
  Result<void> save(act::Moment& act, const Person& held) const;
  // Links, the digest and all that the queue holds about an account end.
  void let_go(db::Transaction& transaction, AccountId account, Instant now) const;
  Channel channel_of(db::Reader& reader, AccountId account, const std::optional<Person>& person, std::string_view kind) const;
  bool is_active(db::Reader& reader, AccountId account) const;
  Link make_link(act::Moment& act, AccountId account, Purpose purpose, std::string subject, std::int64_t life) const;
  Result<void> may_ask(act::Moment& act, AccountId account, Purpose purpose) const;
  std::string url(Language language, std::string_view path) const;
  std::string link_url(Language language, const Link& link) const;
  std::string stop_url(act::Moment& act, const Person& person) const;
  std::string display_name(db::Reader& reader, AccountId account) const;
  void post(act::Moment& act, AccountId account, std::string_view phone, std::string_view kind, std::string_view text, std::string_view url,
            Language language) const;
  jobs::Outcome deliver(jobs::Attempt& attempt) const;
  jobs::Outcome send_digests(jobs::Attempt& attempt) const;
  Result<void> send_digest(act::Moment& act, AccountId account) const;
  jobs::Outcome clear(jobs::Attempt& attempt) const;
  Parts parts_;
  act::Acts acts_;
};

std::string about(AccountId account);                     // jobs::NewJob::about
std::vector<std::string> arguments_of(const Notice& notice);

}  // namespace ocop::notices
