#include "modules/certificates/service.h"

#include <algorithm>

#include "kernel/access/centre.h"
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "kernel/tlog/cosign.h"
#include "modules/certificates/confirmations.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/migrations.h"
#include "modules/certificates/paper.h"
#include "modules/certificates/rulings.h"
#include "modules/certificates/sealed.h"
#include "modules/certificates/store.h"

namespace ocop::certificates {

std::string certificate_path(std::string_view number) { return "/certificates/" + http::percent_encode(number); }
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }

}  // namespace

Scope scope_of(const Actor& actor) { return with_centre(Scope::of(actor, {Role::provincial_body}), actor); }

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
    std::vector<DossierId> ids;
    for (const DecisionView& view : views) ids.push_back(view.dossier.id);
    std::vector<evaluation::ClosedDossier> dossiers = parts_.evaluation.closed_of(reader, ids);
    for (DecisionView& view : views) {
      const auto dossier = std::ranges::find(dossiers, view.dossier.id, &evaluation::ClosedDossier::id);
      if (dossier != dossiers.end()) view.dossier = std::move(*dossier);
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
    return as_logged(reader, std::move(dossier));
  });
}

DecisionView Service::as_logged(db::Reader& reader, evaluation::ClosedDossier dossier) const {
  ledger_.look(reader);
  DecisionView view = complete(reader, std::move(dossier));
  if (view.issued) {
    const std::string number = view.issued->certificate.number;
    view.issued = settled(std::move(view.issued), number);
  }
  view.ruling = ruling_of(reader, view.dossier.id);
  return view;
}

std::optional<DecisionView> Service::decided(DossierId id) const {
  return parts_.database.read([&](db::Reader& reader) -> std::optional<DecisionView> {
    auto dossier = parts_.evaluation.closed(reader, Scope::everything(), id);
    if (!dossier) return std::nullopt;
    DecisionView view = as_logged(reader, std::move(*dossier));
    if (!view.decision) return std::nullopt;
    return view;
  });
}

std::optional<evaluation::ClosedDossier> Service::dossier_of(const Actor& actor, const Certificate& certificate) const {
  const Scope scope = Scope::for_task(actor, Task::dossiers,
                                      {Role::commune_officer, Role::provincial_body, Role::secretary, Role::advisory_group});
  if (scope.reach == Scope::Reach::nothing) return std::nullopt;
  return parts_.database.read([&](db::Reader& reader) { return parts_.evaluation.closed(reader, scope, certificate.dossier); });
}

std::vector<Issued> Service::withdrawn_of(const Actor& actor) const {
  const Scope scope = Scope::for_task(actor, Task::dossiers);
  std::vector<Issued> out;
  if (scope.producers.empty()) return out;
  parts_.database.read([&](db::Reader& reader) {
    ledger_.look(reader);
    for (const products::Product& product : parts_.products.of_producers(reader, scope.producers)) {
      const auto logged = ledger_.of_product(product.id);
      if (logged.empty() || !logged.front()->withdrawal) continue;
      const std::string& number = logged.front()->certificate.number;
      if (auto one = settled(store::by_number(reader, number), number)) out.push_back(std::move(*one));
    }
  });
  return out;
}

Result<Issued> Service::own(db::Reader& reader, const Actor& actor, std::string_view number) const {
  auto issued = store::by_number(reader, number);
  const Role decides = issued ? decides_withdrawal(issued->certificate.stars) : Role::provincial_body;
  if (issued && Scope::of(actor, {decides}).covers(issued->certificate.province, "", std::nullopt)) return std::move(*issued);
  if (!issued || !scope_of(actor).covers(issued->certificate.province, "", std::nullopt))
    return absent("no certificate of this number in your province");
  const Problem ministers{"number", std::string(number), "whoever decides by article 8.2", msg::minister_withdraws, {}};
  return Error::of(ErrorKind::forbidden, ministers);
}

Result<Issued> Service::withdrawable(const Actor& actor, std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, number); });
}

Result<Issued> Service::withdraw_one(act::Act& act, std::string_view number, const WithdrawalInput& input) const {
  OCOP_TRY(issued, own(act, act.actor(), number));
  OCOP_TRY(withdrawal, rules::withdraw(issued.certificate, input, act.today()));
  if (act.is_of_producer(issued.certificate.producer, start_of_vietnam_day(input.concluded)))
    return Error::of(ErrorKind::conflict, {"number", std::string(number), "nobody of the producer", msg::own_producer, {}});
  act.in_office({Role::provincial_body}, {issued.certificate.province, {}}, "certificate.withdrawn", number);
  withdrawal.recorded = act.now();
  withdrawal.recorded_by = act.by();
  withdrawal.log_index = act.log(withdrawn_entry(issued.certificate, withdrawal));
  if (!store::insert_withdrawal(act, issued.certificate.id, withdrawal)) {
    return Error::of(ErrorKind::conflict, {"number", std::string(number), "", msg::already_withdrawn});
  }
  act.keeps(kSealedWithdrawal, issued.certificate.id);
  // Why is on the page, as with a decision.
  parts_.notices.tell(act, {kToldWithdrawn, {issued.certificate.product_name, issued.certificate.number}, certificate_path(number)},
                      {.holders = {{Role::producer_member, "", "", issued.certificate.producer}}});
  auto after = store::by_id(act, issued.certificate.id);
  // A later certificate of the same product stands; only the standing that this one gave ends.
  const ProductId ids[] = {issued.certificate.product};
  const auto products = parts_.products.by_ids(act, ids);
  if (!products.empty() && products.front().standing.certificate == issued.certificate.id) {
    parts_.products.set_standing(act, issued.certificate.product, standing_of(after->certificate));
  }
  if (parts_.offers)
    for (const WhenWithdrawn& one : parts_.offers->all<WhenWithdrawn>()) one.then(act, after->certificate, input);
  return std::move(*after);
}

Result<Certificate> Service::withdraw_in(act::Act& act, std::string_view number, const WithdrawalInput& input) const {
  OCOP_TRY(issued, withdraw_one(act, number, input));
  return std::move(issued.certificate);
}

Result<Issued> Service::withdraw(const Actor& actor, std::string_view number, const rules::WithdrawalInput& input) {
  auto withdrawn = acts_.run(actor, [&](act::Act& act) { return withdraw_one(act, number, input); });
  if (withdrawn) ledger_.follow();
  return withdrawn;
}

// ---- public record -------------------------------------------------------------------------------------------------------------

std::optional<Issued> Service::settled(std::optional<Issued> row, std::string_view number) const {
  const auto logged = ledger_.by_number(number);
  if (!logged) return std::nullopt;   // a row that nothing was logged of is no certificate
  Issued out = row ? std::move(*row) : Issued{};
  Certificate& certificate = out.certificate;
  Certificate truth = logged->certificate;
  const bool named = !truth.code.empty();
  if (!named) {   // of before /2: the ids are the row's, but for the product, which its dossier's entry names
    truth.id = certificate.id;
    truth.producer = certificate.producer;
    truth.code = certificate.code;
  }
  truth.renewal = ledger_.renewal(truth.product, truth.valid_until);
  const auto all = truth.product == ProductId{} ? decltype(ledger_.of_product({})){} : ledger_.of_product(truth.product);
  if (!all.empty() && all.front()->certificate.number != truth.number)
    truth.replaced_by = all.front()->certificate.number;
  truth.province = certificate.province;
  truth.group = certificate.group;
  if (opens(out.salt, "producer", certificate.producer_name, logged->producer_commitment)) truth.producer_name = certificate.producer_name;
  if (opens(out.salt, "signer", certificate.signer, logged->signer_commitment)) truth.signer = certificate.signer;
  certificate = std::move(truth);
  out.recorded = logged->logged;
  if (logged->withdrawal) {
    Withdrawal withdrawal = *logged->withdrawal;
    if (out.withdrawal) {
      withdrawal.signer = out.withdrawal->signer;
      withdrawal.note = out.withdrawal->note;
    }
    out.withdrawal = std::move(withdrawal);
  } else {
    out.withdrawal.reset();
  }
  return out;
}

void Service::settle(std::vector<Issued>& rows) const {
  std::vector<Issued> out;
  for (Issued& row : rows) {
    const std::string number = row.certificate.number;
    if (auto one = settled(std::move(row), number)) out.push_back(std::move(*one));
  }
  rows = std::move(out);
}

lists::Rows<Certificate> Service::awarded() const { return store::awarded(); }

void Service::settle(std::vector<Certificate>& rows) const {
  std::vector<Certificate> out;
  for (Certificate& row : rows) {
    const std::string number = row.number;
    Issued issued;
    issued.certificate = std::move(row);
    if (auto one = settled(std::move(issued), number)) out.push_back(std::move(one->certificate));
  }
  rows = std::move(out);
}

std::optional<ProductId> Service::product_of_entry(const json::Node& entry) const {
  const std::string_view subject = entry["subject"].text_or("");
  if (rules::is_certificate_number(subject)) {
    const auto logged = ledger_.by_number(subject);
    return logged ? std::optional(logged->certificate.product) : std::nullopt;
  }
  for (const std::string_view id : {subject, entry["body"]["dossier"].text_or("")})   // entries of a sheet name its dossier
    if (const auto dossier = DossierId::parse(id))
      if (const auto product = ledger_.product_of_dossier(*dossier)) return product;
  return std::nullopt;
}

Result<Issued> Service::public_one(db::Reader& reader, std::string_view number) const {
  ledger_.look(reader);
  auto issued = settled(store::by_number(reader, number), number);
  if (!issued) return absent("no certificate of this number");
  return std::move(*issued);
}

Result<CertificateView> Service::view(std::string_view number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<CertificateView> {
    OCOP_TRY(issued, public_one(reader, number));
    CertificateView view;
    view.page_url = parts_.public_url + "/certificates/" + issued.certificate.number;
    if (issued.certificate.code.empty()) {   // of before entries said it: the product's row does
      const ProductId ids[] = {issued.certificate.product};
      if (const auto products = parts_.products.by_ids(reader, ids); !products.empty()) issued.certificate.code = products.front().code;
    }
    view.scan_url = issued.certificate.code.empty() ? view.page_url : scan_url(parts_.public_url, issued.certificate.code);
    view.province_name = parts_.places.show_on(issued.certificate.issued, issued.certificate.province, "", Language::vi);
    view.stage = rules::stage_of(rules::facts_of(issued.certificate), today());
    view.validity = rules::validity_of(view.stage);
    view.entry = tlog::entry_at(reader, issued.certificate.log_index).value_or("");
    view.ruling = ruling_of(reader, issued.certificate.dossier);
    view.issued = std::move(issued);
    return view;
  });
}

Result<std::string> Service::pdf(std::string_view number) const {
  OCOP_TRY(view, this->view(number));
  return paper(view, {});
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
  OCOP_TRY(found, view(number));
  OCOP_TRY(proof, proof_of(found.issued.certificate.log_index));
  return write_certificate_proof(found.issued, found.entry, proof, log_key());
}

Result<tlog::Proof> Service::proof_of(std::int64_t index) {
  const auto key = log_key();
  // One that witnesses have cosigned, when there is one: whoever checks the file may ask for them.
  std::string note = parts_.database.read([&](db::Reader& reader) {
    auto seen = tlog::cosigned_checkpoint(reader, index);
    return seen ? std::move(*seen) : tlog::latest_checkpoint(reader).value_or("");
  });
  auto head = tlog::open_checkpoint(note, key.origin, key.public_key);
  if (!head || head->size <= index) {   // not covered yet: the next checkpoint is made now
    OCOP_TRY(made, checkpoint());
    note = std::move(made);
    head = tlog::open_checkpoint(note, key.origin, key.public_key);
    if (!head) return std::move(head).error();
  }
  auto path = parts_.database.read([&](db::Reader& reader) { return tlog::inclusion_proof(reader, index, head->size); });
  return tlog::Proof{index, std::move(path), note};
}

// ---- the port ------------------------------------------------------------------------------------------------------------------

std::optional<Decided> Service::decided_on(db::Reader& reader, DossierId dossier) const {
  const auto found = store::decision(reader, dossier);
  return found ? std::optional(Decided{found->number, found->decided, found->recorded}) : std::nullopt;
}

std::optional<Certificate> Service::find(db::Reader& reader, CertificateId id) const {
  const auto row = store::by_id(reader, id);
  if (!row) return std::nullopt;
  return by_number(reader, row->certificate.number);
}

std::optional<Certificate> Service::by_number(db::Reader& reader, std::string_view number) const {
  auto issued = public_one(reader, number);
  if (!issued) return std::nullopt;
  return std::move(issued->certificate);
}

std::vector<Certificate> Service::of_product(db::Reader& reader, ProductId product) const {
  ledger_.look(reader);
  std::vector<Certificate> out;
  for (const auto& logged : ledger_.of_product(product)) {
    const std::string& number = logged->certificate.number;
    out.push_back(std::move(settled(store::by_number(reader, number), number)->certificate));
  }
  return out;
}

std::optional<Confirmed> Service::confirmed(db::Reader& reader, ProductId product) const {
  ledger_.look(reader);
  auto logged = logged_standing(ledger_, product);
  return logged ? std::move(logged->confirmed) : std::nullopt;
}

namespace {

// A product's standing in the catalogue that is not what the log says.
struct WrongCopy {
  ProductId product;
  products::Standing truth;
  std::optional<std::int64_t> entry;   // that says so; none = it was never certified
};
// How long a star goes on by article 12.3 is put right once a minute, after the entry that says so: a copy that lags is not a forged one.
enum class Extensions : std::uint8_t { compared, left_out };
std::vector<WrongCopy> wrong_copies(db::Reader& reader, const products::Products& products, const Ledger& ledger, Extensions extensions) {
  std::vector<WrongCopy> out;
  std::vector<ProductId> asked = ledger.products();
  for (const ProductId product : ledger.under_renewal()) asked.push_back(product);
  std::ranges::sort(asked);
  asked.erase(std::ranges::unique(asked).begin(), asked.end());
  for (const products::Products::Copy& copy : products.copies(reader, asked)) {
    const auto logged = logged_standing(ledger, copy.product);
    WrongCopy wrong{copy.product, {}, {}};
    if (logged) {
      if (logged->code.empty()) continue;   // logged before /2: the entry does not name the certificate
      wrong.truth = logged->standing;
      wrong.entry = logged->entry;
    } else {
      wrong.truth = copy.standing;
      if (products::is_logged(copy.standing))   // what a register prints: a paper that named it was corrected
        wrong.truth = products.printed(reader, copy.product).value_or(products::Standing{});
      const auto& until = wrong.truth.valid_until;
      wrong.truth.extended_until = until ? extended_until(ledger, copy.product, *until) : std::nullopt;
    }
    products::Standing held = copy.standing;
    if (extensions == Extensions::left_out) held.extended_until = wrong.truth.extended_until;
    if (held != wrong.truth) out.push_back(std::move(wrong));
  }
  return out;
}

}  // namespace

Result<int> Service::mend_copies() const {
  return acts_.run_without_account([&](act::Moment& act) -> Result<int> {
    // Who has not read to the end does not know what was certified meanwhile, and would take that for forged.
    if (tlog::locked_head(act).size != ledger_.size()) return 0;
    const auto wrong = wrong_copies(act, parts_.products, ledger_, Extensions::compared);
    for (const WrongCopy& one : wrong) parts_.products.set_standing(act, one.product, one.truth);
    mend_extended(act);
    return static_cast<int>(wrong.size());
  });
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
    else if (!tlog::says(record.entry, decision_entry(*decision)))
      findings.push_back("decision on dossier " + std::string(subject) + ": not as it was logged at " + std::to_string(record.index));
  } else if (kind == "certificate.issued" || kind == "certificate.withdrawn") {
    const auto issued = store::by_number(reader, subject);
    if (kind == "certificate.issued" && (!issued || issued->certificate.log_index != record.index)) missing("certificate");
    if (kind == "certificate.withdrawn" && (!issued || !issued->withdrawal || issued->withdrawal->log_index != record.index))
      missing("withdrawal of certificate");
  }
}

// The copy in products_product of what a certificate gave.
void find_wrong_copies(db::Reader& reader, const products::Products& products, std::vector<std::string>& findings) {
  Ledger ledger;
  ledger.read_whole(reader);
  for (const WrongCopy& wrong : wrong_copies(reader, products, ledger, Extensions::left_out))
    findings.push_back("products_product " + wrong.product.text() + ", columns of its standing: not as " +
                       (wrong.entry ? "entry " + std::to_string(*wrong.entry) + " of the log says"
                                    : "the log says, which has no certificate of it") +
                       "; they are put right while the program runs");
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

std::vector<std::string> recheck(db::Reader& reader, const products::Products& products) {
  constexpr std::int64_t kChunk = 1000;
  std::vector<std::string> findings;
  const auto compare = [&](const std::string& what, const tlog::Entry& entry, std::int64_t index) {
    if (!tlog::says(tlog::entry_at(reader, index).value_or(""), entry))
      findings.push_back(what + ": not as it was logged at " + std::to_string(index));
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
  for (std::string& finding : Confirmations::recheck(reader)) findings.push_back(std::move(finding));
  for (std::string& finding : Rulings::recheck(reader)) findings.push_back(std::move(finding));
  find_wrong_copies(reader, products, findings);
  return findings;
}

}  // namespace ocop::certificates
