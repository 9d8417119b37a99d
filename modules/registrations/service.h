#pragma once
#include "kernel/act/act.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/registrations/registrations.h"
#include "modules/registrations/types.h"
#include "modules/work/work.h"

namespace ocop::registrations {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kWorkSource = "registrations";
inline constexpr std::string_view kToldSent = "registration.sent", kToldReturned = "registration.returned",
                                  kToldConfirmed = "registration.confirmed";

// What the office of a place, and the makers, see of registrations.
Scope scope_of(const Actor& actor);

// Whose makers may do something about a registration of this subject.
Scope makers_of(const Actor& actor, Subject subject);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service final : public Registrations {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const products::Products& products;
    const places::Index& places;
    const HolidayCalendar& holidays;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // ---- the maker. Errors: invalid_input; conflict when the attempt's key was used for another.
  // A producer that waits for its commune; whoever sends it is its member from then on. Sent by an office of the place it is for another
  // maker, confirmed at once and without a member.
  Result<act::Made<RegistrationId>> register_producer(const Actor& actor, const ProducerForm& form, const Attempt& attempt);
  // Of the actor's own producer; not_found otherwise. conflict on "gtin" when another product has it.
  Result<act::Made<RegistrationId>> register_product(const Actor& actor, const ProductForm& form, const Attempt& attempt);
  // ---- Registrations
  Result<ProductId> register_product(act::Act& act, const NewProduct& product) const override;
  // conflict when one waits already, or while the producer itself waits.
  Result<act::Made<RegistrationId>> ask_legal_form(const Actor& actor, ProducerId producer, const LegalForm& form, const Attempt& attempt);
  // Mended, and sent again where it was returned. Errors: not_found; conflict when it is decided, or not at the version that was read.
  Result<Registration> send_again(const Actor& actor, RegistrationId id, const ProducerAgain& form);
  Result<Registration> send_again(const Actor& actor, RegistrationId id, const ProductAgain& form);
  Result<Registration> send_again(const Actor& actor, RegistrationId id, const LegalFormAgain& form);
  // Of a producer: its members leave it and what was said of its representative is gone. conflict while it has papers.
  Result<Registration> withdraw(const Actor& actor, RegistrationId id, const Version& input);

  // ---- the office of the commune, or of the province
  Result<Registration> confirm(const Actor& actor, RegistrationId id, const Version& input);
  Result<Registration> give_back(const Actor& actor, RegistrationId id, const Return& input);

  // ---- reading
  struct Shown {
    Registration registration;
    producers::Producer producer;
    enum class Reader : std::uint8_t { member, office } reader = Reader::member;
    std::optional<Profile> profile;                      // of a producer
    std::optional<products::Product> product;            // once it is confirmed
    std::vector<producers::Producer> makers_alike;       // for a person to compare; not itself
    std::vector<products::Product> products_alike;
    std::vector<Registration> same_gtin;                 // for the office: others that are open and name the same
    std::optional<Date> due;                             // by when the office looks at it
  };
  Result<Shown> show(const Actor& actor, RegistrationId id) const;
  struct Own { std::vector<producers::Producer> producers; std::vector<Registration> sent; };
  Result<Own> own(const Actor& actor) const;             // for whoever has just come
  std::vector<Registration> open_of(ProducerId producer) const;
  bool any_of(db::Reader& reader, ProducerId producer) const;   // whatever became of it
  // What a member or an office may know: offices not what stands about the representative. not_found for others.
  struct ShownProfile { producers::Producer producer; Profile profile; Shown::Reader reader = Shown::Reader::member; };
  Result<ShownProfile> profile(const Actor& actor, ProducerId producer) const;
  Result<void> save_profile(const Actor& actor, ProducerId producer, const ProfileForm& form);
  // The consent to what stands of a producer's representative is taken back (act::ConsentEnd): it is emptied.
  Result<void> taken_back(act::Act& act, std::string_view about) const;

  struct Listed { Registration registration; std::string producer; };
  std::vector<std::optional<Listed>> listed(std::span<const RegistrationId> ids) const;
  Date due(const Registration& registration) const;

  // What of confirmed rows the registers do not say. One line a finding.
  std::vector<std::string> recheck(db::Reader& reader) const;

 private:
  Result<Shown> read_shown(db::Reader& reader, const Actor& actor, RegistrationId id) const;
  Result<ShownProfile> read_profile(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  Result<producers::Producer> own_producer(db::Reader& reader, const Actor& actor, ProducerId id, Subject subject) const;
  enum class Whose : std::uint8_t { makers, offices };
  Result<Registration> find(db::Reader& reader, const Actor& actor, RegistrationId id, Whose whose) const;
  Result<Registration> begin_mending(act::Act& act, RegistrationId id, Subject subject, std::int64_t seen) const;
  Result<Registration> save_mended(act::Act& act, Registration registration) const;
  Result<void> fill(Registration& registration, const ProducerForm& form, Date today) const;
  Result<Registration> register_now(act::Act& act, const ProductForm& form) const;
  Result<void> check_product(db::Reader& reader, Registration& registration) const;
  Result<void> end(act::Act& act, Registration& registration) const;
  Result<void> withdraw_rest(act::Act& act, const Registration& of_producer) const;
  Result<void> close(act::Act& act, Registration& registration) const;
  Result<void> apply(act::Act& act, const Registration& registration) const;
  Result<void> apply_record(act::Act& act, const Registration& registration) const;
  std::int64_t log(act::Act& act, const Registration& registration, std::string_view code) const;
  void put_work(act::Act& act, const Registration& registration) const;
  void tell_office(act::Act& act, const Registration& registration) const;
  void tell_makers(act::Act& act, std::string_view kind, const Registration& registration) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::registrations
