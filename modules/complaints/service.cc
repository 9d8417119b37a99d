#include "modules/complaints/service.h"

#include <algorithm>

#include "kernel/access/centre.h"
#include "kernel/json/json.h"
#include "modules/complaints/messages.h"
#include "modules/complaints/migrations.h"
#include "modules/complaints/store.h"

namespace ocop::complaints {
namespace {

using rules::Step;

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
Error conflict(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, Problem{"", "", std::string(expected), message, {}});
}
std::string leaf_moved(const Complaint& complaint, Step step) {
  json::Writer out;
  out.begin_object().field("act", rules::name(step)).field("state", name(complaint.state)).end_object();
  return out.take();
}
Scope makers(const Actor& actor) { return Scope::for_task(actor, Task::dossiers); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
Scope scope_of(const Actor& actor) { return Scope::for_task(actor, Task::dossiers, {Role::provincial_body}); }

// ---- the producer ------------------------------------------------------------------------------------------------------------------

Result<Service::About> Service::about(db::Reader& reader, const Actor& actor, DossierId id) const {
  auto dossier = parts_.evaluation.closed(reader, makers(actor), id);
  auto decided = dossier ? parts_.certificates.decided_on(reader, id) : std::nullopt;
  // What the Ministry decided is not its province's to answer for; its own complaints are not kept here.
  if (!decided || is_centre(dossier->province)) return absent("no decision of a province on a dossier of this producer");
  About out{.dossier = std::move(*dossier), .decided = std::move(*decided)};
  const auto terms = store::terms_of(reader, out.dossier.province);
  const Date told = vietnam_date(out.decided.recorded);
  out.terms = rules::terms_on(terms, today());
  out.to_file = rules::terms_on(terms, told);   // a regulation of afterwards neither cuts off who was told, nor opens what is closed
  out.file_by = rules::last_of(told, out.to_file.file_days, parts_.holidays);
  const auto products = parts_.products.by_ids(reader, std::span(&out.dossier.product, 1));
  if (!products.empty()) out.product_name = products.front().name;
  out.earlier = store::of_dossier(reader, id);
  return out;
}

Result<Service::About> Service::about(const Actor& actor, DossierId dossier) const {
  return parts_.database.read([&](db::Reader& reader) { return about(reader, actor, dossier); });
}

Result<Complaint> Service::file(const Actor& actor, DossierId id, const File& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Complaint> {
    OCOP_TRY(found, about(act, actor, id));
    parts_.producers.hold(act, found.dossier.producer);   // twice at one moment: one after the other
    const auto earlier = store::of_dossier(act, id);
    if (std::ranges::any_of(earlier, [](const Complaint& one) { return !is_over(one.state); }))
      return conflict("a dossier without an open complaint", msg::open_already);
    OCOP_CHECK(rules::in_time(act.today(), found.file_by));
    Complaint complaint{.id = act.new_id<ComplaintId>(), .province = found.dossier.province, .product = found.dossier.product,
                        .producer = found.dossier.producer, .product_name = found.product_name, .dossier = id,
                        .dossier_number = found.dossier.number, .decision = found.decided.number, .file_by = found.file_by,
                        .words = input.words, .filed = act.now(), .filed_by = act.by(), .answer_days = found.terms.answer_days,
                        .basis = found.terms.basis};
    act.for_producer(complaint.producer, "complaint.filed", complaint.dossier_number);
    log(act, complaint, Step::file);
    store::insert(act, complaint);
    put_work(act, complaint);
    tell(act, complaint, Step::file);
    return complaint;
  });
}

// ---- steps -------------------------------------------------------------------------------------------------------------------------

Result<Complaint> Service::find(db::Reader& reader, const Actor& actor, ComplaintId id) const {
  auto found = store::find(reader, id);
  if (!found || !scope_of(actor).covers(found->province, {}, found->producer)) return absent("complaint");
  return std::move(*found);
}

Result<Complaint> Service::at(act::Act& act, ComplaintId id, std::int64_t version, Step step) const {
  OCOP_TRY(complaint, find(act, act.actor(), id));
  OCOP_CHECK(act::expect_version(version, complaint.version, msg::changed_meanwhile));
  OCOP_CHECK(rules::check(act.actor(), complaint, step));
  if (step == Step::withdraw) {
    act.for_producer(complaint.producer, "complaint.withdrawn", complaint.dossier_number);
  } else {
    if (act.is_of_producer(complaint.producer, complaint.filed)) return conflict("somebody else's complaint", msg::own_complaint);
    act.in_office({Role::provincial_body}, {complaint.province, {}}, "complaint." + std::string(rules::name(step)),
                  complaint.dossier_number);
  }
  complaint.state = *rules::after(complaint.state, step);
  return complaint;
}

void Service::log(act::Act& act, Complaint& complaint, Step step) const {
  complaint.log_index = act.log(kMoved, complaint.id.text(), leaf_moved(complaint, step));
  act.keeps(kSealedComplaint, complaint.id);
}

Result<Complaint> Service::keep(act::Act& act, Complaint complaint, Step step) const {
  log(act, complaint, step);
  if (!store::change(act, complaint)) return act::stale(complaint.version, {}, msg::changed_meanwhile);
  ++complaint.version;
  put_work(act, complaint);
  tell(act, complaint, step);
  return complaint;
}

Result<Complaint> Service::withdraw(const Actor& actor, ComplaintId id, const Versioned& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Complaint> {
    OCOP_TRY(complaint, at(act, id, input.version, Step::withdraw));
    complaint.ended = act.now();
    complaint.ended_by = act.by();
    return keep(act, std::move(complaint), Step::withdraw);
  });
}

Result<Complaint> Service::receive(const Actor& actor, ComplaintId id, const Versioned& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Complaint> {
    OCOP_TRY(complaint, at(act, id, input.version, Step::receive));
    complaint.received = act.now();
    complaint.received_by = act.by();
    complaint.due = rules::last_of(act.today(), complaint.answer_days, parts_.holidays);
    return keep(act, std::move(complaint), Step::receive);
  });
}

Result<Complaint> Service::answer(const Actor& actor, ComplaintId id, const Answer& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Complaint> {
    const Step step = rules::step_of(input.outcome);
    OCOP_TRY(complaint, at(act, id, input.version, step));
    OCOP_CHECK(rules::answer(input));
    complaint.follow = input.follow.value_or(Follow::none);
    complaint.answer = input.answer;
    complaint.ended = act.now();
    complaint.ended_by = act.by();
    return keep(act, std::move(complaint), step);
  });
}

// ---- the province's terms ------------------------------------------------------------------------------------------------------------

Result<Terms> Service::set_terms(const Actor& actor, const SetTerms& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Terms> {
    const Scope scope = Scope::of(actor, {Role::provincial_body});
    if (scope.provinces.empty()) return Error::of(ErrorKind::forbidden, "the OCOP body of a province enters its terms");
    OCOP_CHECK(rules::set_terms(input, act.today()));
    const Terms terms{scope.provinces.front(), input.valid_from, input.file_days, input.answer_days, input.basis, act.now(), act.by()};
    act.in_office({Role::provincial_body}, {terms.province, {}}, "complaints.terms", terms.basis);
    if (!store::insert(act, terms)) return conflict("another day", msg::terms_of_that_day);
    return terms;
  });
}

Result<Service::ShownTerms> Service::terms(const Actor& actor) const {
  const Scope scope = Scope::of(actor, {Role::provincial_body});
  if (scope.provinces.empty()) return Error::of(ErrorKind::forbidden, "the OCOP body of a province reads its terms");
  return parts_.database.read([&](db::Reader& reader) -> Result<ShownTerms> {
    ShownTerms out{store::terms_of(reader, scope.provinces.front()), {}};
    out.today = rules::terms_on(out.all, today());
    return out;
  });
}

// ---- whose turn it is, and who is told ------------------------------------------------------------------------------------------------

void Service::put_work(act::Act& act, const Complaint& complaint) const {
  const bool over = is_over(complaint.state);
  const work::Entry office{{.province = complaint.province}, over ? work::State::done : work::State::waiting, complaint.due, act.now()};
  const work::Entry maker{{.producer = complaint.producer, .task = Task::dossiers}, over ? work::State::done : work::State::others,
                          complaint.due, act.now()};
  work::put(act, kWorkSource, {complaint.id.uuid}, std::array{office, maker});
}

void Service::tell(act::Act& act, const Complaint& complaint, Step step) const {
  const Grant province{Role::provincial_body, complaint.province, "", {}}, maker{Role::producer_member, "", "", complaint.producer};
  const auto say = [&](std::string_view kind, const Grant& whom) {
    parts_.notices.tell(act, {kind, {complaint.product_name, complaint.dossier_number}, path_of(complaint)},
                        {.holders = {whom}, .except = act.by()});
  };
  switch (step) {
    case Step::file: return say(kToldFiled, province);
    case Step::receive: return say(kToldReceived, maker);
    case Step::withdraw: return say(kToldWithdrawn, province);
    case Step::uphold:
    case Step::reject: break;
  }
  say(kToldAnswered, maker);
}

// ---- reading -----------------------------------------------------------------------------------------------------------------------

Result<Service::Shown> Service::show(const Actor& actor, ComplaintId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(complaint, find(reader, actor, id));
    const auto found = parts_.producers.by_ids(reader, std::span(&complaint.producer, 1));
    return Shown{std::move(complaint), found.empty() ? std::string() : found.front().name};
  });
}

std::vector<Complaint> Service::of_dossier(const Actor& actor, DossierId dossier) const {
  auto out = parts_.database.read([&](db::Reader& reader) { return store::of_dossier(reader, dossier); });
  std::erase_if(out, [&](const Complaint& one) { return !scope_of(actor).covers(one.province, {}, one.producer); });
  return out;
}
std::vector<Complaint> Service::by_ids(std::span<const ComplaintId> ids) const {
  return parts_.database.read([&](db::Reader& reader) { return store::by_ids(reader, ids); });
}
std::vector<ProductId> Service::held(db::Reader& reader, std::span<const ProductId> products) { return store::held(reader, products); }
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

}  // namespace ocop::complaints
