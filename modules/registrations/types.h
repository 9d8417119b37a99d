#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/tlog/seal.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

// What makers ask their commune to confirm.
namespace ocop::registrations {

using RegistrationId = Id<struct RegistrationTag>;

enum class Subject : std::uint8_t { producer, product, legal_form };
inline constexpr std::array kSubjects{Subject::producer, Subject::product, Subject::legal_form};
std::string_view name(Subject subject);
const Message& label(Subject subject);

enum class State : std::uint8_t { waiting, returned, confirmed, withdrawn };
inline constexpr std::array kStates{State::waiting, State::returned, State::confirmed, State::withdrawn};
std::string_view name(State state);
const Message& label(State state);

struct Registration {
  RegistrationId id;
  Subject subject = Subject::producer;
  State state = State::waiting;
  ProducerId producer;
  std::optional<ProductId> product;      // of a product: the id that it has once it is confirmed
  std::string province, commune;         // whose office confirms
  std::string name, name_en;             // of the producer or product; the new one of a change of legal form
  producers::Kind kind = producers::Kind::unknown;
  std::string address;                   // of a producer: hamlet, house, street
  std::string group, gtin;               // of a product
  std::string reason;                    // of a change of legal form
  std::string former_name;
  producers::Kind former_kind = producers::Kind::unknown;
  std::string words;                     // of the office that returned it last
  AccountId asked_by, sent_by;           // the first time, the last time
  Instant asked, sent;
  std::optional<AccountId> decided_by;
  std::optional<Instant> decided;
  std::optional<std::int64_t> log_index;
  std::int64_t version = 1;
};
std::string path_of(const Registration& registration);

enum class Sex : std::uint8_t { female, male };
inline constexpr std::array kSexes{Sex::female, Sex::male};
std::string_view name(Sex sex);
const Message& label(Sex sex);
enum class Answer : std::uint8_t { no, yes };
inline constexpr std::array kAnswers{Answer::no, Answer::yes};
std::string_view name(Answer answer);
const Message& label(Answer answer);

inline constexpr std::string_view kConsentRepresentative = "profile.representative";   // kernel/act/consents.h

// What the forms of Decision 26/2026 ask of a producer; all of it may stay empty.
struct Profile {
  std::optional<std::int64_t> founded, workers, local_workers;   // year; people; of them from the commune
  std::optional<Sex> sex;                // of the representative, and what follows
  std::string ethnic_group;
  std::optional<Answer> disability;
  std::int64_t version = 0;              // 0 = nothing was said yet
};
// Criterion 3.2: a woman, of an ethnic minority, or with a disability. nullopt = nothing was said of it.
std::optional<Answer> meets_criterion(const Profile& profile);

// ---- what is asked -----------------------------------------------------------------------------------------------------------
struct ProfileForm : Profile { std::int64_t seen = 0; };   // the version that was read
struct ProducerForm : Profile {
  std::string name;
  producers::Kind kind = producers::Kind::household;
  std::string place, commune;            // as typed; the code that was chosen where that may be several
  std::string address;
};
struct ProducerAgain : ProducerForm { std::int64_t seen = 0; };
struct ProductForm { ProducerId producer; std::string name, name_en, group, gtin; };
struct ProductAgain { std::int64_t version = 0; std::string name, name_en, group, gtin; };
struct LegalForm { std::string name; producers::Kind kind = producers::Kind::enterprise; std::string reason; };
struct LegalFormAgain : LegalForm { std::int64_t seen = 0; };
struct Version { std::int64_t version = 0; };
struct Return { std::int64_t version = 0; std::string words; };

// ---- the public log ------------------------------------------------------------------------------------------------------------
// A producer's name may be a person's: it stands in the sealed row, not in the entry.
inline constexpr std::string_view kProducerFields[] = {"commune", "kind", "province", "registration"};
inline constexpr std::string_view kProductFields[] = {"code", "name", "producer_id", "registration"};
inline constexpr std::string_view kLegalFormFields[] = {"former_kind", "kind", "registration"};
inline constexpr tlog::Kind kProducerRegistered{"producer.registered", kProducerFields},
    kProductRegistered{"product.registered", kProductFields}, kLegalFormChanged{"producer.changed", kLegalFormFields};
inline constexpr tlog::Sealed kSealedRegistration{.table = "registrations_registration", .key = "id", .open = "state <> 2"};

}  // namespace ocop::registrations
