#include "modules/certificates/service.h"

#include <algorithm>

#include "kernel/json/json.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/migrations.h"
#include "modules/certificates/paper.h"
#include "modules/certificates/store.h"

namespace ocop::certificates {
namespace {

constexpr std::size_t kSaltBytes = 32;

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }

products::Standing standing_of(const Certificate& certificate) {
  products::Standing out;
  out.basis = products::Standing::Basis::certificate;
  out.stars = certificate.stars;
  out.decision = certificate.decision_number;
  out.decided = certificate.decided;
  out.year = certificate.decided.civil().year;
  out.valid_until = certificate.valid_until;
  out.verified = true;
  out.withdrawn = certificate.state == State::withdrawn;
  out.recognition = "decision";
  out.certificate = certificate.id;
  return out;
}

}  // namespace

Scope scope_of(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

// ---- the province ------------------------------------------------------------------------------------------------------------

DecisionView Service::complete(db::Reader& reader, evaluation::ClosedDossier dossier) const {
  DecisionView view;
  const ProductId product_ids[] = {dossier.product};
  const ProducerId producer_ids[] = {dossier.producer};
  if (auto found = parts_.products.by_ids(reader, product_ids); !found.empty()) view.product = std::move(found.front());
  if (auto found = parts_.producers.by_ids(reader, producer_ids); !found.empty()) view.producer_name = std::move(found.front().name);
  view.decision = store::decision(reader, dossier.id);
  view.issued = store::by_dossier(reader, dossier.id);
  view.dossier = std::move(dossier);
  return view;
}

void Service::complete(std::vector<DecisionView>& views) const {
  parts_.database.read([&](db::Reader& reader) {
    std::vector<ProductId> products;
    std::vector<ProducerId> producers;
    for (DecisionView& view : views) {
      if (auto dossier = parts_.evaluation.closed(reader, Scope::everything(), view.dossier.id)) view.dossier = std::move(*dossier);
      products.push_back(view.dossier.product);
      producers.push_back(view.dossier.producer);
    }
    const auto known = parts_.products.by_ids(reader, products);
    const auto makers = parts_.producers.by_ids(reader, producers);
    for (DecisionView& view : views) {
      const auto product = std::ranges::find(known, view.dossier.product, &products::Product::id);
      if (product != known.end()) view.product = *product;
      const auto maker = std::ranges::find(makers, view.dossier.producer, &producers::Producer::id);
      if (maker != makers.end()) view.producer_name = maker->name;
    }
  });
}

Result<evaluation::ClosedDossier> Service::closed(db::Reader& reader, const Actor& actor, DossierId id) const {
  auto dossier = parts_.evaluation.closed(reader, scope_of(actor), id);
  if (!dossier) return absent("no closed dossier of this id in your province");
  return std::move(*dossier);
}

Result<DecisionView> Service::decision(const Actor& actor, DossierId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<DecisionView> {
    OCOP_TRY(dossier, closed(reader, actor, id));
    return complete(reader, std::move(dossier));
  });
}

Result<DecisionView> Service::record(const Actor& actor, DossierId id, const rules::DecisionInput& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<DecisionView> {
    OCOP_TRY(dossier, closed(act, actor, id));
    if (store::decision(act, id)) return act::stale(input.version, dossier.version, msg::already_decided);
    OCOP_CHECK(rules::decide(rules::facts_of(dossier), input, act.today()));
    OCOP_CHECK(act::expect_version(input.version, dossier.version, msg::already_decided));
    Decision decision{dossier.id, dossier.product, dossier.producer, dossier.province, dossier.number, input.outcome, input.number,
                      input.decided, input.signer, input.reason, dossier.outcome.stars, dossier.outcome.total, act.now(), act.by(), 0};
    decision.log_index = act.log(decision_entry(decision));
    if (!store::insert_decision(act, decision)) return act::stale(input.version, {}, msg::already_decided);
    if (input.outcome == Outcome::recognised) {
      OCOP_TRY(issued, issue(act, dossier, decision));
      parts_.products.set_standing(act, dossier.product, standing_of(issued.certificate));
    }
    OCOP_CHECK(parts_.evaluation.mark_decided(act, id, dossier.version));
    // Recognised or not is on the page: a line on a locked telephone is read by others.
    const ProductId product_ids[] = {dossier.product};
    const auto products = parts_.products.by_ids(act, product_ids);
    parts_.notices.tell(
        act, {kToldDecided, {products.empty() ? "" : products.front().name, dossier.number}, "/dossiers/" + id.text() + "/result"},
        {.holders = {{Role::producer_member, "", "", dossier.producer}}});
    OCOP_TRY(decided, closed(act, actor, id));
    return complete(act, std::move(decided));
  });
}

Result<Issued> Service::issue(act::Act& act, const evaluation::ClosedDossier& dossier, const Decision& decision) {
  const ProductId product_ids[] = {dossier.product};
  const ProducerId producer_ids[] = {dossier.producer};
  const auto products = parts_.products.by_ids(act, product_ids);
  const auto producers = parts_.producers.by_ids(act, producer_ids);
  if (products.empty() || producers.empty()) return Error::of(ErrorKind::internal, "the dossier's product or producer is missing");
  Issued issued;
  Certificate& certificate = issued.certificate;
  certificate.id = act.new_id<CertificateId>();
  certificate.product = dossier.product;
  certificate.producer = dossier.producer;
  certificate.dossier = dossier.id;
  certificate.stars = dossier.outcome.stars;
  certificate.decision_number = decision.number;
  certificate.decided = decision.decided;
  certificate.signer = decision.signer;
  certificate.issued = decision.decided;   // article 7.3e: the chair of the province decides and certifies in one act
  certificate.valid_until = rules::valid_until(certificate.issued);
  certificate.rulebook = dossier.rulebook;
  certificate.product_set = dossier.product_set;
  certificate.group = products.front().group;
  certificate.province = dossier.province;
  certificate.product_name = products.front().name;
  certificate.producer_name = producers.front().name;
  certificate.place = parts_.places.show(dossier.province, dossier.commune, Language::vi);
  const int year = certificate.issued.civil().year;
  issued.serial = store::next_serial(act, dossier.province, year);
  certificate.number = rules::certificate_number(dossier.province, year, issued.serial);
  issued.salt.resize(kSaltBytes);
  parts_.random.fill({reinterpret_cast<std::uint8_t*>(issued.salt.data()), issued.salt.size()});
  issued.recorded = decision.recorded;
  certificate.log_index = act.log(issued_entry(issued));
  store::insert_certificate(act, issued);
  return issued;
}

Result<Issued> Service::own(db::Reader& reader, const Actor& actor, std::string_view number) const {
  auto issued = store::by_number(reader, number);
  if (!issued || !scope_of(actor).covers(issued->certificate.province, "", std::nullopt)) {
    return absent("no certificate of this number in your province");
  }
  return std::move(*issued);
}

Result<Issued> Service::withdrawable(const Actor& actor, std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, number); });
}

Result<Issued> Service::withdraw(const Actor& actor, std::string_view number, const rules::WithdrawalInput& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Issued> {
    OCOP_TRY(issued, own(act, actor, number));
    OCOP_TRY(withdrawal, rules::withdraw(issued.certificate, input, act.today()));
    withdrawal.recorded = act.now();
    withdrawal.recorded_by = act.by();
    withdrawal.log_index = act.log(withdrawn_entry(issued.certificate, withdrawal));
    if (!store::insert_withdrawal(act, issued.certificate.id, withdrawal)) {
      return Error::of(ErrorKind::conflict, {"number", std::string(number), "", msg::already_withdrawn});
    }
    auto after = store::by_id(act, issued.certificate.id);
    // A later certificate of the same product stands; only the standing that this one gave ends.
    const ProductId ids[] = {issued.certificate.product};
    const auto products = parts_.products.by_ids(act, ids);
    if (!products.empty() && products.front().standing.certificate == issued.certificate.id) {
      parts_.products.set_standing(act, issued.certificate.product, standing_of(after->certificate));
    }
    return std::move(*after);
  });
}

// ---- public record -------------------------------------------------------------------------------------------------------------

Result<CertificateView> Service::view(std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<CertificateView> {
    auto issued = store::by_number(reader, number);
    if (!issued) return absent("no certificate of this number");
    CertificateView view;
    const ProductId ids[] = {issued->certificate.product};
    if (const auto products = parts_.products.by_ids(reader, ids); !products.empty()) {
      view.scan_url = scan_url(parts_.public_url, products.front());
    }
    view.page_url = parts_.public_url + "/certificates/" + issued->certificate.number;
    if (view.scan_url.empty()) view.scan_url = view.page_url;
    if (const auto* province = parts_.places.province(issued->certificate.province)) view.province_name = province->full_name;
    view.validity = validity(issued->certificate, today());
    view.issued = std::move(*issued);
    return view;
  });
}

Result<std::string> Service::pdf(std::string_view number) const {
  OCOP_TRY(view, this->view(number));
  const tlog::Hash leaf = tlog::leaf_hash(issued_entry(view.issued).canonical());
  return draw_paper({view, parts_.log_origin, leaf, parts_.register_kind == Parts::Register::sample ? Notice::sample : Notice::none},
                    parts_.fonts);
}

Result<std::string> Service::qr_png(std::string_view number, int pixels_per_module) const {
  OCOP_TRY(view, this->view(number));
  OCOP_TRY(symbol, print::qr(view.scan_url, print::QrCorrection::quartile));
  return print::qr_png(symbol, pixels_per_module);
}

Result<std::string> Service::checkpoint() {
  return tlog::publish_checkpoint(parts_.database, parts_.clock, parts_.log_origin, parts_.log_key);
}

Result<std::string> Service::proof_file(std::string_view number) {
  const auto key = log_key();
  struct Found { std::optional<Issued> issued; std::optional<std::string> note; };
  const Found found = parts_.database.read([&](db::Reader& reader) {
    return Found{store::by_number(reader, number), tlog::latest_checkpoint(reader)};
  });
  if (!found.issued) return absent("no certificate of this number");
  const std::int64_t index = found.issued->certificate.log_index;
  std::string note = found.note.value_or("");
  auto head = tlog::open_checkpoint(note, key.origin, key.public_key);
  if (!head || head->size <= index) {   // not covered yet: the next checkpoint is made now
    OCOP_TRY(made, checkpoint());
    note = std::move(made);
    head = tlog::open_checkpoint(note, key.origin, key.public_key);
    if (!head) return std::move(head).error();
  }
  auto path = parts_.database.read([&](db::Reader& reader) { return tlog::inclusion_proof(reader, index, head->size); });
  return write_certificate_proof(*found.issued, {index, std::move(path), note}, key);
}

// ---- the port ------------------------------------------------------------------------------------------------------------------

std::optional<Certificate> Service::find(db::Reader& reader, CertificateId id) const {
  auto issued = store::by_id(reader, id);
  if (!issued) return std::nullopt;
  return std::move(issued->certificate);
}

std::optional<Certificate> Service::by_number(db::Reader& reader, std::string_view number) const {
  auto issued = store::by_number(reader, number);
  if (!issued) return std::nullopt;
  return std::move(issued->certificate);
}

std::vector<Certificate> Service::of_product(db::Reader& reader, ProductId product) const {
  std::vector<Certificate> out;
  for (Issued& issued : store::of_product(reader, product)) out.push_back(std::move(issued.certificate));
  return out;
}

namespace {

// From the log to the rows: what was logged and has no row any more was taken away.
void find_taken_away(db::Reader& reader, const tlog::Record& record, std::vector<std::string>& findings) {
  const auto entry = json::parse(record.entry);
  if (!entry) return;   // verify_log tells of it
  const std::string_view kind = entry->root()["kind"].text_or(""), subject = entry->root()["subject"].text_or("");
  const auto missing = [&](std::string_view what) {
    findings.push_back(std::string(what) + " " + std::string(subject) + ": logged at " + std::to_string(record.index) +
                       ", and there is no such row");
  };
  if (kind == "decision.recorded") {
    const auto dossier = DossierId::parse(subject);
    const auto decision = dossier ? store::decision(reader, *dossier) : std::nullopt;
    if (!decision || decision->log_index != record.index) missing("decision on dossier");
    else if (decision_entry(*decision).canonical() != record.entry)
      findings.push_back("decision on dossier " + std::string(subject) + ": not as it was logged at " + std::to_string(record.index));
  } else if (kind == "certificate.issued" || kind == "certificate.withdrawn") {
    const auto issued = store::by_number(reader, subject);
    if (kind == "certificate.issued" && (!issued || issued->certificate.log_index != record.index)) missing("certificate");
    if (kind == "certificate.withdrawn" && (!issued || !issued->withdrawal || issued->withdrawal->log_index != record.index))
      missing("withdrawal of certificate");
  }
}

void find_all_taken_away(db::Reader& reader, std::vector<std::string>& findings) {
  constexpr std::int64_t kChunk = 1000;
  for (std::int64_t from = 0;; from += kChunk) {
    const auto records = tlog::entries(reader, from, kChunk);
    for (const tlog::Record& record : records) find_taken_away(reader, record, findings);
    if (records.size() < static_cast<std::size_t>(kChunk)) return;
  }
}

}  // namespace

std::vector<std::string> recheck(db::Reader& reader) {
  constexpr std::int64_t kChunk = 1000;
  std::vector<std::string> findings;
  const auto compare = [&](const std::string& what, const tlog::Entry& entry, std::int64_t index) {
    if (tlog::entry_at(reader, index) != entry.canonical()) findings.push_back(what + ": not as it was logged at " + std::to_string(index));
  };
  std::optional<CertificateId> last;
  for (;;) {
    const auto chunk = store::after(reader, last, kChunk);
    for (const Issued& issued : chunk) {
      const std::string what = "certificate " + issued.certificate.number;
      compare(what, issued_entry(issued), issued.certificate.log_index);
      if (const auto& withdrawal = issued.withdrawal) {
        compare(what + ", withdrawal", withdrawn_entry(issued.certificate, *withdrawal), withdrawal->log_index);
      }
      if (!store::decision(reader, issued.certificate.dossier)) findings.push_back(what + ": its decision is missing");
    }
    if (chunk.size() < static_cast<std::size_t>(kChunk)) break;
    last = chunk.back().certificate.id;
  }
  find_all_taken_away(reader, findings);
  return findings;
}

}  // namespace ocop::certificates
