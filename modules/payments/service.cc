#include "modules/payments/service.h"

#include <algorithm>

#include "kernel/documents/pdf_file.h"
#include "kernel/files/embedded.h"
#include "kernel/i18n/translate.h"
#include "modules/payments/messages.h"
#include "modules/payments/migrations.h"
#include "modules/payments/rules.h"
#include "modules/payments/store.h"
#include "modules/payments/vietqr.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> payments_banks();   // data/payments
}

namespace ocop::payments {
namespace {

Error absent(ProducerId producer) { return Error::of(ErrorKind::not_found, "producer " + producer.text()); }
Error without_account() {
  return Error::of(ErrorKind::conflict, Problem{"", "", "an account that payments go to", msg::no_account, {}});
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Service::Service(const Parts& parts)
    : parts_(parts),
      acts_(parts.database, parts.clock, parts.random),
      banks_(rules::read_banks(embedded::payments_banks().front().content)) {}

std::string Service::bank_name(std::string_view bin) const {
  const auto at = std::ranges::find(banks_, bin, &Bank::bin);
  return at == banks_.end() ? std::string(bin) : at->name;
}

std::optional<ReceivingAccount> Service::account_of(db::Reader& reader, ProducerId producer) const {
  auto all = store::of_producer(reader, producer);
  if (all.empty() || all[0].ended) return std::nullopt;
  return std::move(all[0]);
}
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

Result<Own> Service::own(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  if (!Scope::of(actor, {Role::producer_member}).covers({}, {}, producer)) return absent(producer);
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty()) return absent(producer);
  Own out{.producer = std::move(found[0])};
  for (ReceivingAccount& one : store::of_producer(reader, producer)) {
    if (one.ended) out.former.push_back(std::move(one));
    else out.current = std::move(one);
  }
  return out;
}

Result<Own> Service::own(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, producer); });
}

// Whoever did it is told too: who reads mail at home sees that somebody else used the session.
void Service::tell(act::Act& act, const Own& own) const {
  parts_.notices.tell(act, {kToldAccount, {own.producer.name}, path_of(own.producer.id)},
                      {.holders = {{Role::producer_member, "", "", own.producer.id}}});
}

Result<Own> Service::set(const Actor& actor, ProducerId producer, const SetAccount& typed) {
  OCOP_CHECK(acts_.run(actor, [&](act::Act& act) -> Result<void> {
    parts_.producers.hold(act, producer);   // one change at a time
    OCOP_TRY(own, this->own(act, act.actor(), producer));
    OCOP_TRY(input, rules::read(typed, banks_));
    OCOP_CHECK(act::expect_version(input.version, own.version(), msg::account_changed));
    if (own.current) {
      own.current->ended = act.now();
      own.current->ended_by = act.by();
      store::end(act, *own.current);
    }
    store::insert(act, {.id = act.new_id<AccountOfId>(), .producer = producer, .sequence = own.version() + 1, .bin = input.bin,
                        .number = input.number, .holder = input.holder, .set_by = act.by(), .set = act.now()});
    tell(act, own);
    return {};
  }));
  return own(actor, producer);
}

Result<void> Service::end(const Actor& actor, ProducerId producer, const EndAccount& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    parts_.producers.hold(act, producer);
    OCOP_TRY(own, this->own(act, act.actor(), producer));
    if (!own.current) return without_account();
    OCOP_CHECK(act::expect_version(input.version, own.version(), msg::account_changed));
    own.current->ended = act.now();
    own.current->ended_by = act.by();
    store::end(act, *own.current);
    tell(act, own);
    return {};
  });
}

Result<std::string> payload_of(const ReceivingAccount& account) {
  return vietqr::write({.use = vietqr::Use::many_times, .bin = account.bin, .account = account.number});
}

Result<std::string> Service::card(const Actor& actor, ProducerId producer, Language language) const {
  using print::Align;
  OCOP_TRY(own, this->own(actor, producer));
  if (!own.current) return without_account();
  OCOP_TRY(payload, payload_of(*own.current));
  OCOP_TRY(symbol, print::qr(payload, print::QrCorrection::medium));
  constexpr print::Paper kA6{105, 148};   // ISO 216, millimetres
  constexpr double kEdge = 8, kSide = 62, kWide = kA6.width - 2 * kEdge;
  constexpr unsigned kInk = 0x231c16, kLacquer = 0x9f1d1f;   // web/styles/tokens.css, light
  const std::string name(own.producer.name_in(language));
  OCOP_TRY(page,
           print::PdfPage::open(parts_.fonts, kA6, {in(msg::card_title, language), name, bank_name(own.current->bin), parts_.clock.now()}));
  const auto line = [&](double top, double height, double points, print::Weight weight, unsigned colour, std::string_view text) {
    page.begin_tag("P");
    page.text({kEdge, top, kWide, height}, {print::Face::sans, weight, points, print::colour(colour), Align::centre}, text);
    page.end_tag("P");
  };
  page.begin_tag("Document");
  line(10, 16, 15, print::Weight::bold, kLacquer, name);
  line(28, 8, 10, print::Weight::regular, kInk, in(msg::card_scan, language));
  page.qr(symbol, {(kA6.width - kSide) / 2, 37}, kSide, print::colour(kInk));
  line(103, 8, 12, print::Weight::regular, kInk, bank_name(own.current->bin));
  line(111, 9, 16, print::Weight::bold, kInk, rules::grouped(own.current->number));
  line(121, 8, 12, print::Weight::regular, kInk, own.current->holder);
  line(132, 10, 9, print::Weight::regular, kInk, in(msg::card_look, language));
  page.end_tag("Document");
  return documents::finish_pdf(page.finish(), language);
}

}  // namespace ocop::payments
