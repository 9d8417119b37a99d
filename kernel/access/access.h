#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/result.h"

// Who may do what. Denied by default: a Policy that names nobody admits nobody, a Scope that covers nothing shows nothing.
namespace ocop {

enum class Role : std::uint8_t {
  producer_member,   // of one producer
  commune_officer,   // of one commune
  provincial_body,   // the OCOP body of one province
  council_member,    // of one province; sees the dossiers it is assigned to
  council_chair,     // of one province; sees the dossiers it was named for
  administrator,     // of the installation; no evaluation rights
  helper,            // acts for one producer in chosen tasks, with its consent and until a day
  secretary,         // of one province's councils: reads what its OCOP body reads of dossiers, and decides nothing
  advisory_group,    // of one province: reads the dossiers that reached it and reports on them before its council is named
  programme_manager, // of one province: its register as a file; no dossiers
  ministry,          // of the country: the register of all provinces; no dossiers but files at the centre (centre.h)
  auditor,           // of the country: the same, and who did or read what
};
inline constexpr int kRoleCount = 12;
// Bound to no place: of all that runs here.
constexpr bool is_unbound(Role role) { return role == Role::administrator || role == Role::ministry || role == Role::auditor; }
std::string_view name(Role role);                       // "commune_officer"
std::optional<Role> parse_role(std::string_view name);

// What a helper may do for a producer. A member may do all of it.
enum class Task : std::uint8_t { papers, dossiers, products, story };
inline constexpr int kTaskCount = 4;
std::string_view name(Task task);                       // "papers"
// Several of them.
class Tasks {
 public:
  constexpr Tasks() = default;
  static constexpr Tasks of_bits(unsigned bits) { Tasks out; out.bits_ = bits & kAll; return out; }
  static constexpr Tasks all() { return of_bits(kAll); }
  constexpr Tasks& add(Task task) { bits_ |= 1u << static_cast<unsigned>(task); return *this; }
  constexpr bool has(Task task) const { return (bits_ >> static_cast<unsigned>(task)) & 1u; }
  constexpr bool none() const { return bits_ == 0; }
  constexpr unsigned bits() const { return bits_; }
  bool operator==(const Tasks&) const = default;

 private:
  static constexpr unsigned kAll = (1u << kTaskCount) - 1;
  unsigned bits_ = 0;
};

// A role within a place or a producer.
struct Grant {
  Role role = Role::producer_member;
  std::string province;                    // code, "68"; empty = not bound to a province
  std::string commune;                     // code, "24988"; commune_officer only
  std::optional<ProducerId> producer{};    // producer_member and helper only
  Tasks tasks{};                           // helper only
  std::optional<AccountId> stands_for{};   // whose office it is, where a colleague acts in it for some days
  bool operator==(const Grant&) const = default;
};

// Whoever makes a request. No account = a visitor.
struct Actor {
  std::optional<AccountId> account;
  std::string display_name;
  std::vector<Grant> grants;
  bool signed_in() const { return account.has_value(); }
  bool has(Role role) const;
};

// Whether one of them is of the producer's own people: its member or its helper, in whatever task.
bool is_of_producer(const std::vector<Grant>& grants, ProducerId producer);

// Which rows an actor covers; every store read of rows that are not public takes one.
// A row is covered when `everything`, or its province ∈ provinces, or its commune ∈ communes, or its producer ∈ producers,
// or (for dossiers) it is assigned to `assignee`.
struct Scope {
  enum class Reach : std::uint8_t { nothing, listed, everything };
  Reach reach = Reach::nothing;
  std::vector<std::string> provinces;
  std::vector<std::string> communes;
  std::vector<ProducerId> producers;
  std::optional<AccountId> assignee;
  // Of each task the producers of which rows of that task alone are covered, where a list tells a row's task (by_task).
  std::array<std::vector<ProducerId>, kTaskCount> helped;

  static Scope everything();
  static Scope nothing() { return {}; }
  // What the actor covers through the given roles only (an officer who also owns a farm does not approve through the farm).
  static Scope of(const Actor& actor, std::initializer_list<Role> roles);
  // The producers for which the actor may do this task, as their member or their helper, and what `others` cover.
  static Scope for_task(const Actor& actor, Task task, std::initializer_list<Role> others = {});
  // For a list of several tasks: members cover all rows of their producers, helpers those of their tasks.
  static Scope by_task(const Actor& actor, std::initializer_list<Role> others = {});
  bool covers(std::string_view province, std::string_view commune, const std::optional<ProducerId>& producer) const;
};

// Declared beside each route; a route without one stops the program at start.
class Policy {
 public:
  enum class Kind : std::uint8_t { undeclared, anyone, signed_in, roles };
  constexpr Policy() = default;
  static constexpr Policy anyone() { return Policy(Kind::anyone, 0); }
  static constexpr Policy signed_in() { return Policy(Kind::signed_in, 0); }
  template <class... Roles>
  static constexpr Policy roles(Roles... roles) { return Policy(Kind::roles, (0u | ... | (1u << static_cast<unsigned>(roles)))); }

  constexpr Kind kind() const { return kind_; }
  constexpr bool names(Role role) const { return (roles_ >> static_cast<unsigned>(role)) & 1u; }
  // not_signed_in (401) for a visitor where an account is needed, forbidden (403) for a wrong role.
  Result<void> admit(const Actor& actor) const;
  std::string describe() const;  // "anyone", "signed in", "commune_officer, provincial_body"

 private:
  constexpr Policy(Kind kind, unsigned roles) : kind_(kind), roles_(roles) {}
  Kind kind_ = Kind::undeclared;
  unsigned roles_ = 0;
};

}  // namespace ocop
