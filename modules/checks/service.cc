#include "modules/checks/service.h"

#include <algorithm>

#include "kernel/json/json.h"
#include "kernel/tlog/tlog.h"
#include "modules/checks/messages.h"
#include "modules/checks/migrations.h"
#include "modules/checks/store.h"

namespace ocop::checks {
namespace {

using rules::Step;

constexpr std::int64_t kMinistersStars = 5;

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
Error conflict(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::string(expected), message, {}});
}

std::int64_t criteria_of(std::span<const Finding> findings) {
  return std::ranges::count(findings, Matter::criterion, &Finding::matter);
}
std::vector<Matter> matters_of(std::span<const Finding> findings) {
  std::vector<Matter> out;
  for (const Matter one : kMatters)
    if (std::ranges::find(findings, one, &Finding::matter) != findings.end()) out.push_back(one);
  return out;
}
// What was looked at is said with it: "kept" is of that and of nothing else.
tlog::Entry passed_entry(const Check& check, std::span<const Finding> findings) {
  json::Writer out;
  out.begin_object().field("code", check.code).field("criteria", criteria_of(findings)).field("day", check.day);
  out.member("matters").begin_array();
  for (const Matter one : matters_of(findings)) out.text(name(one));
  out.end_array().field("outcome", name(check.state == State::kept ? Outcome::kept : Outcome::mended)).end_object();
  return {std::string(kPassed.kind), check.id.text(), out.take(), check.ended.value_or(Instant{})};
}
std::string leaf_moved(const Check& check, Step step) {
  json::Writer out;
  out.begin_object().field("act", rules::name(step)).field("state", name(check.state)).end_object();
  return out.take();
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Scope scope_of(const Actor& actor) {
  Scope out = Scope::for_task(actor, Task::papers, {Role::commune_officer, Role::provincial_body});
  if (!actor.has(Role::ministry)) return out;
  out.reach = Scope::Reach::listed;
  out.assignee = actor.account;
  return out;
}
bool is_office(const Actor& actor, const Check& check) {
  const Scope offices = Scope::of(actor, {Role::commune_officer, Role::provincial_body});
  return offices.covers(check.province, check.commune, std::nullopt) || (check.stars == kMinistersStars && actor.has(Role::ministry));
}
bool reads(const Actor& actor, const Check& check) {
  return is_office(actor, check) || Scope::for_task(actor, Task::papers).covers({}, {}, check.told);
}

const rulebooks::Table* Service::table_of(std::string_view product_set) const {
  for (const rulebooks::Rulebook& one : parts_.library.rulebooks())
    if (const rulebooks::Table* table = one.find(product_set)) return table;
  return nullptr;
}

Result<Check> Service::find(db::Reader& reader, const Actor& actor, CheckId id) const {
  auto found = store::find(reader, id);
  if (!found || !reads(actor, *found)) return absent("check");
  return std::move(*found);
}

Result<void> Service::has_star_and_maker(const products::Product& product) {
  if (product.standing.stars < 3 || product.standing.withdrawn) return conflict("a product with a star", msg::no_star);
  if (product.producer == ProducerId{}) return conflict("a product with a maker", msg::no_maker);
  return {};
}

Result<products::Product> Service::of_province(db::Reader& reader, const Actor& actor, std::string_view id) const {
  auto product = products::find(reader, parts_.products, id);
  if (!product || !Scope::of(actor, {Role::provincial_body}).covers(product->province, {}, std::nullopt)) return absent("product");
  OCOP_CHECK(has_star_and_maker(*product));
  if (store::is_under_way(reader, product->id)) return conflict("a product without a check under way", msg::under_way);
  return std::move(*product);
}

Result<products::Product> Service::checkable(const Actor& actor, std::string_view product) const {
  return parts_.database.read([&](db::Reader& reader) { return of_province(reader, actor, product); });
}

// ---- steps -------------------------------------------------------------------------------------------------------------------------

Result<Check> Service::at(act::Act& act, CheckId id, std::int64_t version, Step step) const {
  OCOP_TRY(check, find(act, act.actor(), id));
  OCOP_CHECK(act::expect_version(version, check.version, msg::changed_meanwhile));
  OCOP_CHECK(rules::check(act.actor(), check, step));
  if (step == Step::hand_in) {
    act.for_producer(check.producer, "check.handed_in", check.product_name);
  } else {
    if (act.is_of_producer(check.producer, check.made)) return conflict("somebody else's product", msg::own_product);
    act.in_office({Role::provincial_body}, {check.province, {}}, "check." + std::string(rules::name(step)), check.product_name);
  }
  check.state = *rules::after(check.state, step);
  return check;
}

void Service::log(act::Act& act, Check& check, Step step) const {
  const bool passes = step == Step::find_kept || step == Step::find_mended;
  check.log_index = passes ? act.log(passed_entry(check, store::findings(act, check.id)))
                           : act.log(kMoved, check.id.text(), leaf_moved(check, step));
  act.keeps(kSealedCheck, check.id);
}

Result<Check> Service::keep(act::Act& act, Check check, Step step) const {
  log(act, check, step);
  if (!store::change(act, check)) return act::stale(check.version, {}, msg::changed_meanwhile);
  ++check.version;
  put_work(act, check);
  tell(act, check, step);
  return check;
}

Result<Check> Service::arrange(const Actor& actor, std::string_view id, const Arrange& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    OCOP_TRY(product, of_province(act, actor, id));
    if (!parts_.products.hold(act, product.id)) return absent("product");
    if (store::is_under_way(act, product.id)) return conflict("a product without a check under way", msg::under_way);
    OCOP_CHECK(rules::arrange(input, act.today()));
    if (act.is_of_producer(product.producer, act.now())) return conflict("somebody else's product", msg::own_product);
    Check check{.id = act.new_id<CheckId>(), .province = product.province, .commune = product.commune, .product = product.id,
                .producer = product.producer, .product_name = product.name, .code = product.code, .stars = product.standing.stars,
                .kind = input.kind, .day = input.day, .inspectors = input.inspectors, .reason = input.reason,
                .made = act.now(), .made_by = act.by()};
    if (input.kind == Kind::periodic) {
      check.plan = store::plan_of(act, product.province, product.id, input.day);
      check.told = check.producer;   // a surprise is none when it is told
    }
    act.in_office({Role::provincial_body}, {check.province, {}}, "check.arranged", check.product_name);
    log(act, check, Step::arrange);
    store::insert(act, check);
    put_work(act, check);
    tell(act, check, Step::arrange);
    return check;
  });
}

Result<Check> Service::rearrange(const Actor& actor, CheckId id, const Rearrange& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    OCOP_TRY(check, at(act, id, input.version, Step::rearrange));
    OCOP_CHECK(rules::arrange({Kind::periodic, input.day, input.inspectors, ""}, act.today()));
    check.day = input.day;
    check.inspectors = input.inspectors;
    return keep(act, std::move(check), Step::rearrange);
  });
}

Result<Check> Service::note(const Actor& actor, CheckId id, const Note& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    OCOP_TRY(check, at(act, id, input.version, Step::note));
    const auto product = parts_.products.by_ids(act, std::span(&check.product, 1));
    std::vector<std::string> known;
    if (const rulebooks::Table* table = product.empty() ? nullptr : table_of(product.front().product_set))
      for (const rulebooks::Criterion* one : table->criteria) known.push_back(one->code);
    OCOP_CHECK(rules::note(check, input, known, act.today()));
    store::put(act, Finding{check.id, input.matter, input.criterion, input.verdict, input.words, act.now(), act.by()});
    check.told = check.producer;
    return keep(act, std::move(check), Step::note);
  });
}

Result<Check> Service::ask_to_mend(const Actor& actor, CheckId id, const AskToMend& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    OCOP_TRY(check, at(act, id, input.version, Step::ask_to_mend));
    OCOP_CHECK(rules::ask_to_mend(store::findings(act, id), input, act.today()));
    check.mend_by = input.mend_by;
    check.mend = input.mend;
    return keep(act, std::move(check), Step::ask_to_mend);
  });
}

Result<Check> Service::hand_in(const Actor& actor, CheckId id, const HandIn& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    OCOP_TRY(check, at(act, id, input.version, Step::hand_in));
    check.evidence = input.evidence;
    check.handed_in = act.now();
    check.handed_in_by = act.by();
    return keep(act, std::move(check), Step::hand_in);
  });
}

Result<void> Service::hand_over(act::Act& act, Check& check, const Conclude& input, std::span<const Finding> findings) const {
  OCOP_TRY(proposal, parts_.proposals.propose(act, {check.product, rules::ground_of(findings), act.today(), input.organ, input.number,
                                                    input.words}));
  check.proposal = proposal;
  return {};
}

Result<Check> Service::conclude(const Actor& actor, CheckId id, const Conclude& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    const Step step = rules::step_of(input.outcome);
    OCOP_TRY(before, find(act, actor, id));
    OCOP_TRY(check, at(act, id, input.version, step));
    const auto findings = store::findings(act, id);
    OCOP_CHECK(rules::conclude(before, findings, input, act.today()));
    check.conclusion = input.words;
    check.ended = act.now();
    check.ended_by = act.by();
    if (input.outcome == Outcome::not_met) OCOP_CHECK(hand_over(act, check, input, findings));
    return keep(act, std::move(check), step);
  });
}

Result<Check> Service::cancel(const Actor& actor, CheckId id, const Cancel& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Check> {
    OCOP_TRY(check, at(act, id, input.version, Step::cancel));
    check.reason = input.reason;
    check.ended = act.now();
    check.ended_by = act.by();
    return keep(act, std::move(check), Step::cancel);
  });
}

// ---- whose turn it is, and who is told ------------------------------------------------------------------------------------------------

void Service::put_work(act::Act& act, const Check& check) const {
  const bool over = is_over(check.state), makers = check.state == State::mending;
  const std::optional<Date> due = over ? std::nullopt : check.state == State::planned ? std::optional(check.day) : check.mend_by;
  const auto unless_over = [&](work::State open) { return over ? work::State::done : open; };
  const work::State province = unless_over(makers ? work::State::others : work::State::waiting);
  std::vector<work::Entry> entries{{{.province = check.province}, province, due, act.now()}};
  if (check.told) {
    const work::State maker = unless_over(makers ? work::State::waiting : work::State::others);
    entries.push_back({{.producer = check.told, .task = Task::papers}, maker, due, act.now()});
  }
  work::put(act, kWorkSource, {check.id.uuid}, entries);
}

void Service::tell(act::Act& act, const Check& check, Step step) const {
  const Grant province{Role::provincial_body, check.province, "", {}}, maker{Role::producer_member, "", "", check.producer};
  const Grant commune{Role::commune_officer, check.province, check.commune, {}};
  const auto say = [&](std::string_view kind, std::vector<Grant> holders, std::string day = {}) {
    std::erase_if(holders, [](const Grant& one) { return one.role == Role::commune_officer && one.commune.empty(); });
    std::vector<std::string> arguments{check.product_name};
    if (!day.empty()) arguments.push_back(std::move(day));
    parts_.notices.tell(act, {kind, std::move(arguments), path_of(check)}, {.holders = std::move(holders), .except = act.by()});
  };
  switch (step) {
    case Step::arrange:
    case Step::rearrange:
      if (check.told) say(kToldArranged, {maker, commune}, check.day.show(Language::vi));   // 21/11/2026, as on paper
      return;
    case Step::ask_to_mend: return say(kToldMend, {maker}, check.mend_by->show(Language::vi));
    case Step::hand_in: return say(kToldHandedIn, {province});
    case Step::note: return;
    case Step::cancel:
      if (!check.told) return;
      break;
    default: break;
  }
  say(kToldEnded, {maker, commune});
}

// ---- reading -----------------------------------------------------------------------------------------------------------------------

Result<Service::Shown> Service::show(const Actor& actor, CheckId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(check, find(reader, actor, id));
    if (!is_office(actor, check) && check.state != State::cancelled) check.reason.clear();   // why it was a surprise is for the offices
    Shown out{.check = std::move(check), .findings = store::findings(reader, id)};
    const auto makers = parts_.producers.by_ids(reader, std::span(&out.check.producer, 1));
    if (!makers.empty()) out.producer = makers.front().name;
    const auto products = parts_.products.by_ids(reader, std::span(&out.check.product, 1));
    if (!products.empty()) out.table = table_of(products.front().product_set);
    return out;
  });
}

std::vector<Service::Passed> Service::passed(ProductId product) const {
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<Passed> out;
    for (const Check& one : store::of_product(reader, product)) {
      if (one.state != State::kept && one.state != State::mended) continue;
      const auto entry = tlog::entry_at(reader, one.log_index);
      const auto findings = store::findings(reader, one.id);
      if (!entry || !tlog::says(*entry, passed_entry(one, findings))) continue;   // what the log does not bear out says nothing in public
      out.push_back({one.day, one.state == State::kept ? Outcome::kept : Outcome::mended, criteria_of(findings), matters_of(findings),
                     one.log_index});
    }
    return out;
  });
}

std::vector<Check> Service::by_ids(std::span<const CheckId> ids) const {
  return parts_.database.read([&](db::Reader& reader) { return store::by_ids(reader, ids); });
}
std::vector<ProductId> Service::held(db::Reader& reader, std::span<const ProductId> products) { return store::held(reader, products); }
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

}  // namespace ocop::checks
