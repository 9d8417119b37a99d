#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

// What may become a product of the programme, before there is a dossier.
namespace ocop::ideas {

using IdeaId = Id<struct IdeaTag>;
using StepId = Id<struct IdeaStepTag>;

// What the commune has that an idea begins with.
enum class Kind : std::uint8_t { product, material, maker, knowledge };
inline constexpr std::array kKinds{Kind::product, Kind::material, Kind::maker, Kind::knowledge};
std::string_view name(Kind kind);
const Message& label(Kind kind);

enum class State : std::uint8_t { potential, registered, in_work, dossier, given_up };
inline constexpr std::array kStates{State::potential, State::registered, State::in_work, State::dossier, State::given_up};
std::string_view name(State state);
const Message& label(State state);

// Why it was given up. No words: they would name somebody.
enum class Ground : std::uint8_t { maker_withdrew, no_material, no_market, other };
inline constexpr std::array kGrounds{Ground::maker_withdrew, Ground::no_material, Ground::no_market, Ground::other};
std::string_view name(Ground ground);
const Message& label(Ground ground);

// What is said of an idea; what is not known yet stays empty.
struct Facts {
  std::optional<ProducerId> producer{};
  std::string maker;                   // who makes it, while no producer is registered
  Kind kind = Kind::product;
  std::string name, material, knowledge;
  std::string product_set;             // "QD26-13"
  std::optional<Date> target{};        // the day on which the commune means to propose it
  std::string mentor, sample;          // an office or a name; which sample is there or by when
};
struct Idea : Facts {
  IdeaId id;
  std::string province, commune;
  std::optional<Date> results_before{};   // of the round that the target day comes into (article 5.1)
  State state = State::potential;
  std::optional<Ground> ground{};
  std::optional<ProductId> product{};  // the id that it has once its commune has confirmed it
  std::optional<DossierId> dossier{};
  Instant entered, changed;
  std::optional<AccountId> changed_by{};
  std::int64_t version = 1;
};
std::string path_of(const Idea& idea);

struct Step {
  StepId id;
  IdeaId idea;
  std::string words;
  Date due{};
  std::optional<Instant> done{};
};

// Ideas of a commune that are to be proposed for one round, by set.
struct Forecast {
  std::string province, commune, product_set;
  Date results_before{};
  std::int64_t ideas = 0, in_work = 0;
};

// ---- what is asked -------------------------------------------------------------------------------------------------------------
struct EnterIdea : Facts { std::string commune; };   // an officer of several communes says which
struct ChangeIdea : Facts { std::int64_t version = 0; };
struct Version { std::int64_t version = 0; };
struct NameProduct { std::int64_t version = 0; std::optional<ProductId> product{}; };   // none: it is registered under the idea's name
struct GiveUp { std::int64_t version = 0; Ground ground = Ground::other; };
struct AddStep { std::int64_t version = 0; std::string words; Date due{}; };

// Limits, each with its reason.
inline constexpr std::size_t kNameLimit = 300;        // as products have it
inline constexpr std::size_t kWordsLimit = 2'000;     // a page of what grandmothers know
inline constexpr std::size_t kMostSteps = 30;         // a plan of two years by months, and some
inline constexpr int kFurthestYears = 5;              // who plans further ahead has mistyped the year

}  // namespace ocop::ideas
