#include "modules/certificates/rulings.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/ruling_entry.h"
#include "modules/certificates/ruling_paper.h"
#include "modules/certificates/store.h"
#include "modules/certificates/store_rulings.h"

namespace ocop::certificates {
namespace {

constexpr std::string_view kTable = "certificates_ruling";
// Public records: their room is the installation's, not a producer's. A thousand scanned decisions of a province.
constexpr std::int64_t kRulingRoom = 8LL << 30;

Error absent(RulingId id) { return Error::of(ErrorKind::not_found, "ruling " + id.text()); }
blobs::Owner owner_of(RulingId id) { return {kTable, id.uuid}; }

// An officer works for one province here; whoever has grants in two is asked for the first.
std::string province_of(const Actor& actor) {
  const Scope scope = scope_of(actor);
  return scope.provinces.empty() ? std::string() : scope.provinces.front();
}

// As people look for themselves: recognised with most stars first, then what goes to the Ministry, then what is not recognised.
void put_in_order(std::vector<Rulings::Line>& lines) {
  const auto rank = [](const Rulings::Line& line) {
    const int group = line.said.outcome == Outcome::recognised ? 0 : line.said.outcome == Outcome::forwarded_to_ministry ? 1 : 2;
    return std::tuple(group, -line.decision.stars, text::collation_key(line.product.name), line.said.dossier);
  };
  std::ranges::sort(lines, {}, rank);
}

}  // namespace

bool Rulings::of_office(const Actor& actor, const Ruling& ruling) const {
  return scope_of(actor).covers(ruling.province, "", std::nullopt);
}

bool Rulings::concerns(const Actor& actor, const Ruling& ruling, const Line& line) const {
  if (of_office(actor, ruling)) return true;
  return !line.commune.empty() && Scope::of(actor, {Role::commune_officer}).covers(ruling.province, line.commune, std::nullopt);
}

Result<Ruling> Rulings::own(db::Reader& reader, const Actor& actor, RulingId id) const {
  auto found = ruling_rows::find(reader, id);
  if (!found || !of_office(actor, *found)) return absent(id);
  return std::move(*found);
}

// ---- one -------------------------------------------------------------------------------------------------------------------------

Result<Rulings::View> Rulings::view(const Actor& actor, RulingId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<View> {
    parts_.service.ledger().look(reader);
    auto found = ruling_rows::find(reader, id);
    if (!found) return absent(id);
    if (!found->recorded) OCOP_CHECK(own(reader, actor, id));
    return complete(reader, actor, std::move(*found));
  });
}

Result<Rulings::View> Rulings::own_view(const Actor& actor, RulingId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<View> {
    parts_.service.ledger().look(reader);
    OCOP_TRY(found, own(reader, actor, id));
    return complete(reader, actor, std::move(found));
  });
}

Result<Rulings::View> Rulings::complete(db::Reader& reader, const Actor& actor, Ruling row) const {
  View out;
  if (!row.recorded) {
    out.ruling = std::move(row);
    OCOP_CHECK(add_drafted(reader, out));
  } else {
    auto logged = parts_.service.as_logged(row);
    if (!logged) return absent(row.id);   // a row of which nothing was logged decides nothing
    out.ruling = std::move(*logged);
    out.state = RulingState::recorded;
    add_recorded(reader, out);
    add_communes(reader, actor, out);
    for (const Ruling& part : ruling_rows::parts_of(reader, out.ruling.whole.value_or(out.ruling.id)))
      if (auto told = parts_.service.as_logged(part)) out.parts.push_back(std::move(*told));
  }
  add_names(reader, out);
  put_in_order(out.lines);
  return out;
}

Result<void> Rulings::add_drafted(db::Reader& reader, View& view) const {
  for (const Ruled& line : view.ruling.lines) {
    // Of its own province: read_lines() has put in no other.
    const auto dossier = parts_.service.parts().evaluation.closed(reader, Scope::everything(), line.dossier);
    if (!dossier) return Error::of(ErrorKind::internal, "a drafted dossier is not closed any more: " + line.dossier.text());
    Line out{.said = line, .decision = {}, .commune = dossier->commune, .rulebook = dossier->rulebook,
             .product_set = dossier->product_set, .product = {}, .producer = {}, .issued = {}};
    out.decision.dossier = line.dossier;
    out.decision.product = dossier->product;
    out.decision.producer = dossier->producer;
    out.decision.province = dossier->province;
    out.decision.dossier_number = dossier->number;
    out.decision.outcome = line.outcome;
    out.decision.stars = dossier->outcome.stars;
    out.decision.total = dossier->outcome.total;
    view.lines.push_back(std::move(out));
  }
  return {};
}

void Rulings::add_recorded(db::Reader& reader, View& view) const {
  auto issued = ruling_rows::certificates(reader, view.ruling.id);
  parts_.service.settle(issued);
  const auto decisions = ruling_rows::decisions(reader, view.ruling.id);
  for (const Decision& decision : decisions) {
    const auto said = std::ranges::find(view.ruling.lines, decision.dossier, &Ruled::dossier);
    if (said == view.ruling.lines.end()) continue;   // of a row that the entry does not name
    const Ledger& ledger = parts_.service.ledger();
    const auto logged = ledger.said(decision.dossier);
    if (!logged || logged->outcome != decision.outcome || logged->stars != decision.stars) continue;
    if (const auto product = ledger.product_of_dossier(decision.dossier); product && *product != decision.product) continue;
    Line line{.said = *said, .decision = decision, .commune = {}, .rulebook = {}, .product_set = {}, .product = {}, .producer = {},
              .issued = {}};
    line.said.outcome = logged->outcome;
    const auto of = [](const Issued& one) { return one.certificate.dossier; };
    if (const auto found = std::ranges::find(issued, decision.dossier, of); found != issued.end()) line.issued = *found;
    view.lines.push_back(std::move(line));
  }
}

// A row a dossier: asked of nobody but those who see more by it.
void Rulings::add_communes(db::Reader& reader, const Actor& actor, View& view) const {
  if (Scope::of(actor, {Role::commune_officer}).communes.empty()) return;
  for (Line& line : view.lines)
    if (auto dossier = parts_.service.parts().evaluation.closed(reader, Scope::everything(), line.said.dossier))
      line.commune = std::move(dossier->commune);
}

void Rulings::add_names(db::Reader& reader, View& view) const {
  std::vector<ProductId> products;
  std::vector<ProducerId> producers;
  for (const Line& line : view.lines) {
    products.push_back(line.decision.product);
    producers.push_back(line.decision.producer);
  }
  const auto known = parts_.service.parts().products.by_ids(reader, products);
  const auto makers = parts_.service.parts().producers.by_ids(reader, producers);
  for (Line& line : view.lines) {
    const auto product = std::ranges::find(known, line.decision.product, &products::Product::id);
    if (product != known.end()) line.product = *product;
    const auto maker = std::ranges::find(makers, line.decision.producer, &producers::Producer::id);
    if (maker != makers.end()) line.producer = *maker;
    if (line.issued && !line.issued->certificate.product_name.empty()) line.product.name = line.issued->certificate.product_name;
  }
}

Result<std::string> Rulings::file(const Actor& actor, RulingId id) const {
  OCOP_TRY(found, view(actor, id));
  if (found.ruling.sha256.empty()) return absent(id);
  return parts_.database.read([&](db::Reader& reader) { return parts_.blobs.read(reader, found.ruling.sha256); });
}

Result<Rulings::View> Rulings::own_draft(const Actor& actor, RulingId id) const {
  OCOP_TRY(found, own_view(actor, id));
  if (found.state != RulingState::draft) return absent(id);   // what was recorded is the signed paper
  return found;
}

Result<std::string> Rulings::draft_docx(const Actor& actor, RulingId id) const {
  OCOP_TRY(found, own_draft(actor, id));
  if (is_centre(found.ruling.province)) return absent(id);   // the words of a province's paper are not the Ministry's
  return ruling_docx({found, parts_.service.parts().places, parts_.library, parts_.clock.now()});
}

Result<std::string> Rulings::draft_pdf(const Actor& actor, RulingId id) const {
  OCOP_TRY(found, own_draft(actor, id));
  if (is_centre(found.ruling.province)) return absent(id);   // the words of a province's paper are not the Ministry's
  return ruling_pdf({found, parts_.service.parts().places, parts_.library, parts_.clock.now()}, parts_.service.parts().fonts);
}

Result<std::string> Rulings::refused_pdf(const Actor& actor, RulingId id) const {
  OCOP_TRY(found, own_draft(actor, id));
  return certificates::refused_pdf({found, parts_.service.parts().places, parts_.library, parts_.clock.now()},
                                   parts_.service.parts().fonts);
}

// ---- drafts ----------------------------------------------------------------------------------------------------------------------

std::vector<DecisionView> Rulings::waiting(const Actor& actor) const {
  std::vector<DecisionView> out;
  const auto rows = parts_.service.parts().evaluation.awaiting_decision();
  parts_.database.read([&](db::Reader& reader) {
    lists::Question question;
    question.limit = lists::kMostRows;
    question.today = today();
    for (;;) {
      const lists::Found found = lists::read(reader, rows.supply(), scope_of(actor), question, [&](const db::Row& row) {
        if (out.size() >= kMostRuled) return;
        DecisionView one;
        one.dossier.id = rows.load(row);
        out.push_back(std::move(one));
      });
      if (!found.next || out.size() >= kMostRuled) return;
      question.cursor = found.next;
    }
  });
  parts_.service.complete(out);
  return out;
}

// The dossiers that were chosen, with their versions of now, in the order of their ids.
Result<std::vector<Ruled>> Rulings::read_lines(db::Reader& reader, const Actor& actor, const RulingInput& input) const {
  std::map<DossierId, Ruled> chosen;
  for (const OfDossier& one : input.outcomes) {
    const auto id = DossierId::parse(one.dossier);
    const auto outcome = parse_outcome(one.text);
    if (!id || one.text.empty()) continue;
    if (!outcome)
      return Error::of(ErrorKind::invalid_input, {"outcomes." + one.dossier, one.text, "an outcome", msg::outcome_missing});
    chosen[*id] = {*id, *outcome, {}, 0};
  }
  for (const OfDossier& one : input.reasons)
    if (const auto id = DossierId::parse(one.dossier); id && chosen.contains(*id))
      if (chosen[*id].outcome == Outcome::not_recognised) chosen[*id].reason = one.text;
  std::vector<Ruled> out;
  std::vector<rules::LineFacts> facts;
  for (auto& [id, line] : chosen) {
    const auto dossier = parts_.service.parts().evaluation.closed(reader, scope_of(actor), id);
    if (!dossier) return Error::of(ErrorKind::not_found, "no closed dossier of this id in your province");
    if (store::decision(reader, id))
      return Error::of(ErrorKind::conflict,
                       {"outcomes." + id.text(), dossier->number, "a dossier without a decision", msg::already_decided});
    line.version = dossier->version;
    facts.push_back({id, rules::facts_of(*dossier)});
    out.push_back(std::move(line));
  }
  for (const Ruled& line : out)
    if (static_cast<std::int64_t>(line.reason.size()) > rules::kMaxReason)
      return Error::of(ErrorKind::invalid_input, {"reasons." + line.dossier.text(), "", "at most 2,000 bytes", msg::ruling_reason_long});
  OCOP_CHECK(rules::check_lines(out, facts, today(), today()));
  return out;
}

Result<act::Made<RulingId>> Rulings::prepare(const Actor& actor, const RulingInput& input) {
  Ruling draft;
  draft.province = province_of(actor);
  if (draft.province.empty()) return Error::of(ErrorKind::not_found, "the actor works for no province");
  draft.minutes = input.minutes;
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<RulingId>> {
    return act.once(input.attempt, [&]() -> Result<RulingId> {
      OCOP_TRY(lines, read_lines(act, actor, input));
      draft.lines = std::move(lines);
      draft.id = act.new_id<RulingId>();
      draft.prepared = act.now();
      draft.prepared_by = act.by();
      ruling_rows::insert(act, draft);
      return draft.id;
    });
  });
}

Result<void> Rulings::change(const Actor& actor, RulingId id, const RulingChange& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    ruling_rows::lock(act, id);
    OCOP_TRY(draft, own(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, draft.version, msg::ruling_changed));
    if (draft.recorded) return act::stale(input.version, draft.version, msg::ruling_done_already);
    OCOP_TRY(lines, read_lines(act, actor, input));
    draft.lines = std::move(lines);
    draft.minutes = input.minutes;
    if (!ruling_rows::update(act, draft)) return act::stale(input.version, {}, msg::ruling_changed);
    return {};
  });
}

Result<void> Rulings::discard(const Actor& actor, RulingId id, const RulingVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    ruling_rows::lock(act, id);
    OCOP_TRY(draft, own(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, draft.version, msg::ruling_changed));
    if (draft.recorded) return act::stale(input.version, draft.version, msg::ruling_done_already);
    ruling_rows::remove(act, id);
    return {};
  });
}

// ---- the act ---------------------------------------------------------------------------------------------------------------------

namespace {

// Names of whoever signed so much of the file, each once; `but`: one who signed again has signed the whole.
std::string signers_of(const signatures::Finding& found, signatures::Covers covers, std::string_view but) {
  std::vector<std::string> names;
  std::string out;
  for (const signatures::Signature& one : found.signatures) {
    const bool told = one.signer == but || std::ranges::find(names, one.signer) != names.end();
    if (one.covers != covers || one.signer.empty() || told) continue;
    names.push_back(one.signer);
    out += (out.empty() ? "" : "; ") + one.signer;
  }
  return out;
}

// What the file's signatures say, into the row. A broken one refuses the act.
Result<void> take_signature(Ruling& into, const signatures::Finding& found) {
  if (found.standing == signatures::Standing::broken) {
    const Message& why = signatures::reason(found.fault);
    return Error::of(ErrorKind::invalid_input, {"file", std::string(signatures::name(found.fault)), "a file as it was signed",
                                                msg::ruling_signature_broken, {{std::string(why.vi), std::string(why.en)}}});
  }
  into.signature = found.standing;
  into.fault = signatures::name(found.fault);
  into.signed_by = signers_of(found, signatures::Covers::whole_file, {});
  into.signed_earlier = signers_of(found, signatures::Covers::earlier_state, into.signed_by);
  for (const signatures::Signature& one : found.signatures)
    if (one.covers == signatures::Covers::whole_file && one.at) into.signed_at = one.at;
  return {};
}

}  // namespace

Result<void> Rulings::record(const Actor& actor, RulingId id, const SignedRuling& input) {
  OCOP_CHECK(own_draft(actor, id));   // before the file is worked on
  OCOP_TRY(pdf, input.file.content.whole());
  OCOP_TRY(found, signatures::check(pdf, parts_.anchors, parts_.clock.now()));
  Ruling paper;
  OCOP_CHECK(take_signature(paper, found));
  OCOP_TRY(file, parts_.blobs.receive(input.file.content));
  auto done = acts_.run(actor, [&](act::Act& act) -> Result<void> {
    ruling_rows::lock(act, id);
    OCOP_TRY(one, own(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, one.version, msg::ruling_changed));
    if (one.recorded) return act::stale(input.version, one.version, msg::ruling_done_already);
    one.number = input.number;
    one.decided = input.decided;
    one.signer = input.signer;
    one.sha256 = file.sha256();
    one.bytes = file.size();
    one.signature = paper.signature;
    one.fault = paper.fault;
    one.signed_by = paper.signed_by;
    one.signed_earlier = paper.signed_earlier;
    one.signed_at = paper.signed_at;
    one.recorded = act.now();
    one.recorded_by = act.by();
    OCOP_CHECK(parts_.service.enter(act, one));
    if (!ruling_rows::record(act, one)) return act::stale(input.version, {}, msg::ruling_changed);
    act.keeps(kSealedRuling, id);
    return parts_.blobs.hold(act, file, "application/pdf", owner_of(id), {Uuid{}, kRulingRoom}, act.now());
  });
  if (done) parts_.service.follow();   // whoever is told that it is done finds it done
  return done;
}

// ---- the whole -------------------------------------------------------------------------------------------------------------------

void Rulings::settle(std::vector<Ruling>& rows) const {
  for (Ruling& row : rows)
    if (auto logged = parts_.service.as_logged(row)) row = std::move(*logged);
}

std::vector<std::string> Rulings::recheck(db::Reader& reader) {
  constexpr std::int64_t kChunk = 100, kEntries = 1000;
  std::vector<std::string> findings;
  RulingId last{};
  for (std::vector<Ruling> some; !(some = ruling_rows::after(reader, last, kChunk)).empty(); last = some.back().id)
    for (const Ruling& one : some) {
      const std::string what = "ruling " + one.id.text();
      if (!tlog::says(tlog::entry_at(reader, one.log_index).value_or(""), ruling_entry(one)))
        findings.push_back(what + ": not as it was logged at " + std::to_string(one.log_index));
      const auto decisions = ruling_rows::decisions(reader, one.id);
      for (const Ruled& line : one.lines) {
        const auto said = std::ranges::find(decisions, line.dossier, &Decision::dossier);
        if (said == decisions.end() || said->outcome != line.outcome || said->number != one.number)
          findings.push_back(what + ": no such decision on dossier " + line.dossier.text());
      }
    }
  for (std::int64_t from = 0;; from += kEntries) {
    const auto records = tlog::entries(reader, from, kEntries);
    for (const tlog::Record& record : records) {
      const auto document = json::parse(record.entry);
      if (!document || document->root()["kind"].text_or("") != kRulingKind.kind) continue;
      const auto id = RulingId::parse(document->root()["subject"].text_or(""));
      const auto row = id ? ruling_rows::find(reader, *id) : std::nullopt;
      if (!row || row->log_index != record.index)
        findings.push_back("ruling " + (id ? id->text() : std::string()) + ": logged at " + std::to_string(record.index) +
                           ", and there is no such row");
    }
    if (records.size() < static_cast<std::size_t>(kEntries)) return findings;
  }
}

std::vector<std::string> Rulings::recheck_files(db::Reader& reader, const blobs::Blobs& blobs) {
  constexpr std::int64_t kChunk = 100;
  std::vector<std::string> findings;
  RulingId last{};
  for (std::vector<Ruling> some; !(some = ruling_rows::after(reader, last, kChunk)).empty(); last = some.back().id)
    for (const Ruling& one : some) {
      if (one.sha256.empty()) continue;
      const auto held = blobs.held_by(reader, owner_of(one.id));
      if (std::ranges::find(held, one.sha256, &blobs::Blob::sha256) == held.end())
        findings.push_back("ruling " + one.id.text() + ": its file " + one.sha256 + " is not held");
    }
  return findings;
}

}  // namespace ocop::certificates
