#include <algorithm>
#include <map>

#include "kernel/access/centre.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/ruling_entry.h"
#include "modules/certificates/ruling_rules.h"
#include "modules/certificates/sealed.h"
#include "modules/certificates/service.h"
#include "modules/certificates/store.h"
#include "modules/certificates/store_rulings.h"

// How the province decides: one way for one dossier and for many (article 7.3e).
namespace ocop::certificates {
namespace {

constexpr std::size_t kSaltBytes = 32;

void fill_salt(Random& random, std::string& salt) {
  salt.resize(kSaltBytes);
  random.fill({reinterpret_cast<std::uint8_t*>(salt.data()), salt.size()});
}

}  // namespace

struct Service::Before {
  evaluation::ClosedDossier dossier;
  std::optional<products::Product> product;
  std::optional<producers::Producer> producer;
};

Result<DecisionView> Service::record(const Actor& actor, DossierId id, const rules::DecisionInput& input) {
  auto recorded = acts_.run(actor, [&](act::Act& act) -> Result<DecisionView> {
    OCOP_TRY(dossier, closed(act, actor, id));
    Ruling one;
    one.id = act.new_id<RulingId>();
    one.province = dossier.province;
    one.number = input.number;
    one.decided = input.decided;
    one.signer = input.signer;
    one.prepared = act.now();
    one.prepared_by = act.by();
    one.recorded = act.now();
    one.recorded_by = act.by();
    one.lines.push_back({id, input.outcome, input.reason, input.version});
    OCOP_CHECK(enter(act, one));
    ruling_rows::insert(act, one);
    act.keeps(kSealedRuling, one.id);
    OCOP_TRY(decided, closed(act, actor, id));
    DecisionView view = complete(act, std::move(decided));
    view.ruling = one;
    return view;
  });
  if (recorded) ledger_.follow();   // whoever is told that it is done finds it done
  return recorded;
}

Result<void> Service::enter(act::Act& act, Ruling& one) {
  OCOP_TRY(before, read_lines(act, one));
  OCOP_TRY(whole, claim_number(act, one));
  one.whole = whole;
  act.in_office({Role::provincial_body}, {one.province, {}}, "decision.recorded",
                before.size() == 1 ? before.front().dossier.number : one.number);
  tell_communes(act, one, before);
  for (std::size_t i = 0; i < before.size(); ++i) OCOP_CHECK(enter_line(act, one, one.lines[i], before[i]));
  fill_salt(parts_.random, one.salt);
  one.log_index = act.log(ruling_entry(one));
  return {};
}

// Every line against its dossier before anything is written, so that all that is wrong is told at once.
Result<std::vector<Service::Before>> Service::read_lines(act::Act& act, const Ruling& one) const {
  std::vector<Before> out;
  std::vector<rules::LineFacts> facts;
  std::vector<ProductId> products;
  std::vector<ProducerId> producers;
  for (const Ruled& line : one.lines) {
    OCOP_TRY(dossier, closed(act, act.actor(), line.dossier));
    if (dossier.province != one.province) return Error::of(ErrorKind::not_found, "a dossier of another province");
    if (act.is_of_producer(dossier.producer, dossier.opened_at))
      return Error::of(ErrorKind::conflict, {"", dossier.number, "nobody of the producer", msg::own_producer, {}});
    if (store::decision(act, line.dossier)) return act::stale(line.version, dossier.version, msg::already_decided);
    facts.push_back({line.dossier, rules::facts_of(dossier)});
    products.push_back(dossier.product);
    producers.push_back(dossier.producer);
    out.push_back({std::move(dossier), {}, {}});
  }
  OCOP_CHECK(rules::check_lines(one.lines, facts, *one.decided, act.today()));
  for (std::size_t i = 0; i < out.size(); ++i)
    OCOP_CHECK(act::expect_version(one.lines[i].version, out[i].dossier.version, msg::already_decided));
  const auto known = parts_.products.by_ids(act, products);
  const auto makers = parts_.producers.by_ids(act, producers);
  for (Before& line : out) {
    const auto product = std::ranges::find(known, line.dossier.product, &products::Product::id);
    if (product != known.end()) line.product = *product;
    const auto maker = std::ranges::find(makers, line.dossier.producer, &producers::Producer::id);
    if (maker != makers.end()) line.producer = *maker;
  }
  return out;
}

Result<RulingId> Service::claim_number(act::Act& act, const Ruling& one) const {
  const std::string key = rules::number_key(one.number);
  const auto used = [&](Date other) {
    return Error::of(ErrorKind::conflict, {"number", one.number, "a number that no other decision of the province has in that year",
                                           msg::ruling_number_used, {one.number, other.in_a_sentence()}});
  };
  const int year = one.decided->civil().year;
  // Decisions of before there were rulings claimed none.
  for (const auto& [number, decided, signer] : ruling_rows::numbers(act, one.province, year))
    if (rules::number_key(number) == key && (decided != *one.decided || !rules::is_same_signer(signer, one.signer))) return used(decided);
  const std::string claimed = one.province + "/" + std::to_string(year) + "/" + key;
  const auto holder = ruling_rows::claim_number(act, one, claimed);
  if (!holder) {
    act.keeps(kSealedNumber, claimed);
    return one.id;
  }
  const auto parts = ruling_rows::parts_of(act, *holder);   // the first may have come without the file that a later one had
  if (!rules::is_same_decision(parts, one)) return used(parts.empty() ? *one.decided : parts.front().decided.value_or(*one.decided));
  return *holder;
}

Result<void> Service::enter_line(act::Act& act, const Ruling& one, const Ruled& line, const Before& before) {
  const evaluation::ClosedDossier& dossier = before.dossier;
  Decision decision{dossier.id, dossier.product, dossier.producer, dossier.province, dossier.number, line.outcome, one.number,
                    *one.decided, one.signer, line.reason, dossier.outcome.stars, dossier.outcome.total, act.now(), act.by(), 0};
  decision.log_index = act.log(decision_entry(decision));
  if (!store::insert_decision(act, decision)) return act::stale(line.version, {}, msg::already_decided);
  act.keeps(kSealedDecision, dossier.id);
  if (line.outcome == Outcome::recognised) {
    OCOP_TRY(issued, issue(act, before, decision));
    parts_.products.set_standing(act, dossier.product, standing_of(issued.certificate));
  }
  OCOP_CHECK(parts_.evaluation.mark_decided(act, dossier.id, dossier.version));
  if (is_centre(dossier.province)) return tell_of_centre(act, line, before);
  // Recognised or not is on the page: a line on a locked telephone is read by others.
  parts_.notices.tell(
      act, {kToldDecided, {before.product ? before.product->name : "", dossier.number}, "/dossiers/" + dossier.id.text() + "/result"},
      {.holders = {{Role::producer_member, "", "", dossier.producer}}});
  return {};
}

// Article 7.4g: "thông báo kết quả đánh giá, phân hạng sản phẩm OCOP cho UBND cấp tỉnh". What is not recognised is its province's again.
Result<void> Service::tell_of_centre(act::Act& act, const Ruled& line, const Before& before) const {
  const evaluation::ClosedDossier& file = before.dossier;
  parts_.notices.tell(act, {kToldOfMinistry, {before.product ? before.product->name : "", file.number}, "/dossiers/" + file.id.text()},
                      {.holders = {{Role::producer_member, "", "", file.producer},
                                   {Role::commune_officer, file.sent_by, file.commune, {}},
                                   body_of(file.sent_by)}});
  if (line.outcome == Outcome::recognised || !parts_.centre) return {};
  OCOP_CHECK(parts_.centre->give_back(act, file.id));
  return {};
}

// Article 7.3g: the commune is told of the result as its makers are. One notice a commune, whatever the number of its products.
void Service::tell_communes(act::Act& act, const Ruling& one, const std::vector<Before>& lines) const {
  constexpr std::size_t kNamed = 3;
  if (is_centre(one.province)) return;   // line by line: each has another province
  std::map<std::string, std::vector<std::string>> by_commune;
  for (const Before& line : lines)
    if (!line.dossier.commune.empty()) by_commune[line.dossier.commune].push_back(line.product ? line.product->name : line.dossier.number);
  for (const auto& [commune, names] : by_commune) {
    std::string some;
    for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) some.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > kNamed) some += " …";
    parts_.notices.tell(act, {kToldCommune, {one.number, some}, ruling_path(one.id)},
                        {.holders = {{Role::commune_officer, one.province, commune, {}}}});
  }
}

Result<Issued> Service::issue(act::Act& act, const Before& before, const Decision& decision) {
  if (!before.product || !before.producer) return Error::of(ErrorKind::internal, "the dossier's product or producer is missing");
  const evaluation::ClosedDossier& dossier = before.dossier;
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
  certificate.issued = decision.decided;   // articles 7.3e, 7.4e: who decides certifies in one act
  certificate.valid_until = rules::valid_until(certificate.issued);
  certificate.rulebook = dossier.rulebook;
  certificate.product_set = dossier.product_set;
  certificate.group = before.product->group;
  certificate.province = dossier.province;
  certificate.product_name = before.product->name;
  certificate.code = before.product->code;
  certificate.producer_name = before.producer->name;
  const std::string& home = dossier.sent_by.empty() ? dossier.province : dossier.sent_by;
  certificate.place = parts_.places.show_on(certificate.issued, home, dossier.commune, Language::vi);
  const int year = certificate.issued.civil().year;
  issued.serial = store::next_serial(act, dossier.province, year);
  certificate.number = rules::certificate_number(dossier.province, year, issued.serial);
  fill_salt(parts_.random, issued.salt);
  issued.recorded = decision.recorded;
  certificate.log_index = act.log(issued_entry(issued));
  store::insert_certificate(act, issued);
  const std::string serial = certificate.province + "/" + std::to_string(year);
  act.keeps(kSealedCertificate, certificate.id);
  act.keeps(kSealedSerial, serial);
  parts_.products.keep(act.seals(), certificate.product);
  return issued;
}

// ---- as the log says it ----------------------------------------------------------------------------------------------------------

std::optional<Ruling> Service::as_logged(const Ruling& row) const {
  const auto logged = row.recorded ? ledger_.ruling(row.id) : nullptr;
  if (!logged) return std::nullopt;
  Ruling out = *logged;
  out.minutes = row.minutes;
  out.bytes = row.bytes;
  out.fault = out.signature == row.signature ? row.fault : std::string();
  out.prepared = row.prepared;
  out.version = row.version;
  out.salt = row.salt;
  out.signer = opens(row.salt, "signer", row.signer, logged->signer) ? row.signer : std::string();
  out.signed_by = opens(row.salt, "signed_by", row.signed_by, logged->signed_by) ? row.signed_by : std::string();
  out.signed_earlier =
      opens(row.salt, "signed_earlier", row.signed_earlier, logged->signed_earlier) ? row.signed_earlier : std::string();
  for (Ruled& line : out.lines) {
    const auto said = std::ranges::find(row.lines, line.dossier, &Ruled::dossier);
    if (said != row.lines.end()) line = *said;
    if (const auto decided = ledger_.said(line.dossier)) line.outcome = decided->outcome;
  }
  return out;
}

std::optional<Ruling> Service::ruling_of(db::Reader& reader, DossierId dossier) const {
  const auto id = ledger_.ruling_of(dossier);
  const auto row = id ? ruling_rows::find(reader, *id) : std::nullopt;
  return row ? as_logged(*row) : std::nullopt;
}

}  // namespace ocop::certificates
