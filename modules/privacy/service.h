#pragma once
#include "kernel/act/act.h"
#include "kernel/act/consents.h"
#include "kernel/manifest/offers.h"
#include "kernel/manifest/processors.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/privacy/breaches.h"
#include "modules/privacy/data.h"
#include "modules/privacy/types.h"

namespace ocop::privacy {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldAsked = "privacy.asked", kToldAnswered = "privacy.answered", kToldBreach = "privacy.breach";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const manifest::Offers& offers;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const places::Index& places;
    const HolidayCalendar& holidays;
    std::string public_url{};
    std::vector<manifest::Processor> processors{};
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Instant now() const { return parts_.clock.now(); }

  // ---- the person (service_own.cc)
  // All that is held, complete. A slow look: many tables.
  Result<Data> own(const Actor& actor) const;
  std::vector<Request> own_requests(const Actor& actor) const;
  // Errors: invalid_input; conflict while rules::kMostOpen are open.
  Result<RequestId> ask(const Actor& actor, const Ask& ask) const;
  // Errors: not_found; conflict when it has ended.
  Result<void> take_back(const Actor& actor, RequestId id) const;

  // ---- what the person agreed to (service_consents.cc)
  struct Consents {
    std::vector<act::ShownConsent> given;   // the latest first
    // Whether it can be taken back: it holds, and its module says what ends with it.
    bool can_withdraw(const act::Consent& consent) const;
    std::vector<std::string_view> ends;     // the texts that modules say that of
  };
  Consents consents(const Actor& actor) const;
  // What rested on it ends in the same act. Errors: not_found: another's too; those of the module that rests on it.
  Result<void> withdraw(const Actor& actor, act::ConsentId id) const;

  // ---- the end of an account (service_erase.cc)
  struct Leaving {
    std::vector<Message> hindrances;   // what has to be done before
    std::vector<identity::ProducerName> alone;   // producers whose last member the person is
    std::optional<Request> waiting;   // it was asked for already
  };
  Result<Leaving> leaving(const Actor& actor) const;
  // In rules::kErasureStay days by itself; until then it can be taken back. Errors: invalid_input on "password", too_many_requests;
  // conflict while something stands against it, or when it was asked for.
  Result<RequestId> erase(const Actor& actor, const Erase& erase) const;
  // Those whose stay is over; how many went. Who meanwhile became indispensable is asked about again a day later.
  std::size_t erase_due() const;

  // ---- the desk (service_desk.cc)
  struct Shown {
    Request request;
    std::string who;
  };
  // A look at the person, and written down as one.
  Result<Shown> show(const Actor& actor, RequestId id) const;
  Result<void> answer(const Actor& actor, RequestId id, const Answer& answer) const;
  Result<void> extend(const Actor& actor, RequestId id, const Extend& extend) const;
  // ---- breaches (service_breaches.cc)
  Result<Breach> breach(BreachId id) const;
  // The administrators are told, with the end of the 72 hours. Errors of rules::found_at.
  Result<BreachId> record_breach(const Actor& actor, const BreachFacts& facts) const;
  // Errors: not_found; conflict when it was changed meanwhile; those of the rules.
  Result<void> change(const Actor& actor, BreachId id, const BreachChange& input) const;
  Result<void> notified(const Actor& actor, BreachId id, const BreachNotified& input) const;
  Result<void> close(const Actor& actor, BreachId id, const BreachClosed& input) const;

  std::vector<std::string> names(std::span<const Request> requests) const;   // one each, of the account
  Result<void> note_list_seen(const Actor& actor) const;

 private:
  enum class Gone : std::uint8_t { no, yes };
  Result<Gone> erase_now(act::Moment& act, RequestId id) const;
  std::vector<Message> hindrances(db::Reader& reader, AccountId account) const;
  Result<void> change_breach(const Actor& actor, BreachId id, std::int64_t version,
                             const std::function<Result<void>(act::Act& act, Breach& breach)>& then) const;
  void tell_person(act::Act& act, const Request& request) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::privacy
