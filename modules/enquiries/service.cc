#include "modules/enquiries/service.h"

#include <array>

#include "modules/enquiries/messages.h"
#include "modules/enquiries/migrations.h"
#include "modules/enquiries/store.h"

namespace ocop::enquiries {
namespace {

Error absent(ProducerId producer) { return Error::of(ErrorKind::not_found, "producer " + producer.text()); }
Grant members_of(ProducerId producer) { return {Role::producer_member, "", "", producer}; }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
std::string path_of(ProducerId producer) { return "/producers/" + producer.text() + "/enquiries"; }
std::string form_path(ProducerId producer) { return "/producers/" + producer.text() + "/enquiry"; }
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

Result<producers::Producer> Service::reachable(db::Reader& reader, ProducerId producer) const {
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty() || found[0].presence == producers::Presence::waiting) return absent(producer);
  if (parts_.identity.holders(reader, members_of(producer)).empty()) return absent(producer);
  return std::move(found[0]);
}

Result<producers::Producer> Service::asked_of(ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return reachable(reader, producer); });
}

Result<void> Service::ask(ProducerId producer, const Ask& input, std::string_view peer) {
  if (input.consent != Ask::Consent::yes)
    return Error::of(ErrorKind::invalid_input, Problem{"consent", "", "yes", msg::consent_missing, {}});
  const auto is_there = [&](db::Reader& reader, Instant now) {
    return store::is_asked(reader, producer, input, Instant{now.milliseconds - kSameWithin});
  };
  OCOP_TRY(before, parts_.database.read([&](db::Reader& reader) -> Result<bool> {
    OCOP_CHECK(reachable(reader, producer));
    return is_there(reader, parts_.clock.now());
  }));
  if (before) return {};
  OCOP_CHECK(admit(producer, peer));
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    db::Transaction& transaction = act;
    parts_.producers.hold(transaction, producer);   // two clicks at one moment: one after the other
    OCOP_TRY(maker, reachable(transaction, producer));
    if (is_there(transaction, act.now())) return {};
    store::insert(act, {.id = act.new_id<EnquiryId>(), .producer = producer, .name = input.name, .contact = input.contact,
                        .words = input.words, .asked = act.now()});
    parts_.notices.tell(act, {kToldAsked, {maker.name}, path_of(producer)}, {.holders = {members_of(producer)}});
    return {};
  });
}

Result<void> Service::admit(ProducerId producer, std::string_view peer) {
  const std::string network = throttle::network_of(peer), maker = producer.text();
  const std::array buckets{throttle::Bucket{"enquiries.ask", network, kAskLimit}, throttle::Bucket{"enquiries.asked", maker, kAskedLimit}};
  const std::int64_t wait = parts_.throttle.take(buckets, parts_.clock.now());
  if (wait <= 0) return {};
  constexpr std::int64_t kMinute = 60'000;
  const std::string minutes = std::to_string((wait + kMinute - 1) / kMinute);
  return Error::of(ErrorKind::too_many_requests,
                   Problem{"", "", "3 at once from a network, 30 to a maker, then one in some minutes", msg::too_many, {minutes}});
}

Result<producers::Producer> Service::own(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  if (!Scope::for_task(actor, Task::story).covers({}, {}, producer)) return absent(producer);
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty()) return absent(producer);
  return std::move(found[0]);
}

Result<Service::Mine> Service::of_maker(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Mine> {
    OCOP_TRY(maker, own(reader, actor, producer));
    return Mine{std::move(maker), store::of_producer(reader, producer, kMostShown)};
  });
}

Result<void> Service::answered(const Actor& actor, ProducerId producer, EnquiryId id, const Answered& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(maker, own(act, act.actor(), producer));
    auto enquiry = store::find(act, id);
    if (!enquiry || enquiry->producer != producer) return absent(producer);
    if (enquiry->answered) return {};   // two of the household pressed it: it is as both want it
    OCOP_CHECK(act::expect_version(input.version, enquiry->version, msg::enquiry_changed));
    enquiry->answered = act.now();
    enquiry->answered_by = act.by();
    if (!store::answer(act, *enquiry)) return act::stale(input.version, {}, msg::enquiry_changed);
    act.for_producer(producer, "enquiry.answered", maker.name);
    return {};
  });
}

void Service::forget() const {
  const auto done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    store::forget(act, Instant{act.now().milliseconds - kKept});
    return {};
  });
  static_cast<void>(done);   // tomorrow again
}

}  // namespace ocop::enquiries
