#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/idempotency/idempotency.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What a producer does with its own dossier (articles 6, 7.1).
namespace ocop::evaluation {
namespace {

bool owns(const Actor& actor, ProducerId producer) {
  return std::any_of(actor.grants.begin(), actor.grants.end(),
                     [&](const Grant& grant) { return grant.role == Role::producer_member && grant.producer == producer; });
}

Error invalid(std::string field, std::string got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message});
}

bool has_registration(std::span<const producers::Paper> papers, Date today) {
  return std::any_of(papers.begin(), papers.end(), [&](const producers::Paper& paper) {
    return paper.kind == producers::PaperKind::business_registration && (!paper.expires || *paper.expires >= today);
  });
}

}  // namespace

Result<Service::Openable> Service::openable(const Actor& actor) {
  Openable out;
  out.rulebook = parts_.library.in_force(today());
  if (!out.rulebook) return Error::of(ErrorKind::internal, "no rulebook is in force on " + today().iso());
  parts_.database.read([&](db::Reader& reader) {
    for (const ProducerId& producer : Scope::of(actor, {Role::producer_member}).producers)
      for (products::Product& product : parts_.products.of_producer(reader, producer)) out.products.push_back(std::move(product));
  });
  return out;
}

Result<Opened> Service::open_dossier(const Actor& actor, const OpenDossier& ask) {
  const rulebooks::Rulebook* rulebook = parts_.library.in_force(today());
  if (!rulebook) return Error::of(ErrorKind::internal, "no rulebook is in force on " + today().iso());
  const rulebooks::Table* table = rulebook->find(ask.product_set);
  if (!table) return invalid("product_set", ask.product_set, "a product set of " + rulebook->code, msg::product_set_unknown);

  return parts_.database.write([&](db::Transaction& transaction) -> Result<Opened> {
    const Date day = vietnam_date(parts_.clock.now());
    const std::vector<ProductId> ids{ask.product};
    const auto products = parts_.products.by_ids(transaction, ids);
    if (products.empty() || !owns(actor, products.front().producer))
      return Error::of(ErrorKind::not_found, {"product", ask.product.text(), "a product of your producer", msg::product_unknown});
    // From here on one opening a commune: what is looked for below is there, or nobody is about to write it.
    store::hold_serials(transaction, products.front().commune, day.civil().year);
    std::optional<Dossier> opened;
    const auto open = [&](db::Transaction& act) -> Result<std::string> {
      OCOP_TRY(dossier, open_now(act, actor, ask, products.front(), *rulebook, *table));
      opened = std::move(dossier);
      return opened->id.text();
    };
    OCOP_TRY(outcome, idempotency::once(transaction, *actor.account, ask.attempt, parts_.clock.now(), open));
    if (opened) return Opened{std::move(*opened), Opened::How::now};
    const auto before = DossierId::parse(outcome.memo);
    auto dossier = before ? store::find(transaction, scope_of(actor), *before, day) : std::nullopt;
    if (dossier) return Opened{std::move(*dossier), Opened::How::before};
    // The draft was dropped since: sending again does not bring it back.
    return Error::of(ErrorKind::conflict, {"idempotency-key", "", "a new key", msg::key_used_for_other});
  });
}

Result<Dossier> Service::open_now(db::Transaction& transaction, const Actor& actor, const OpenDossier& ask, const products::Product& product,
                                  const rulebooks::Rulebook& rulebook, const rulebooks::Table& table) const {
  const Instant now = parts_.clock.now();
  const Date day = vietnam_date(now);
  if (const auto open = store::open_of_product(transaction, product.id, day))
    return Error::of(ErrorKind::conflict, {"product", open->id.text(), "no open dossier", msg::dossier_already_open, {open->number}});
  if (product.commune.empty()) return invalid("product", "", "a product with a commune", msg::commune_unknown);
  const products::Standing& standing = product.standing;
  const auto timely = rules::may_open(ask.kind, {standing.stars, standing.valid_until, standing.withdrawn}, day);
  if (!timely) return timely.error();

  Dossier dossier;
  dossier.id = new_id<DossierId>(now, parts_.random);
  dossier.product = product.id;
  dossier.producer = product.producer;
  dossier.product_name = product.name;
  dossier.kind = ask.kind;
  dossier.province = product.province;
  dossier.commune = product.commune;
  const int year = day.civil().year;
  dossier.number = rules::dossier_number(store::next_serial(transaction, product.commune, year), product.province, product.commune, year);
  dossier.rulebook = rulebook.code;
  dossier.product_set = table.code;
  dossier.version = 1;
  dossier.opened_at = now;
  dossier.opened_by = *actor.account;
  if (ask.kind != Kind::first) dossier.standing_until = standing.valid_until;
  store::insert(transaction, dossier);
  Sheet own;
  own.id = new_id<SheetId>(now, parts_.random);
  own.dossier = dossier.id;
  store::insert_sheet(transaction, own);
  start_from_last(transaction, dossier, own, *actor.account, now);
  parts_.products.classify(transaction, product.id, table.code, table.group.code);
  return dossier;
}

// Upgrade and renewal start from the last dossier when the table is the same (article 6: the same forms, showing what changed).
void Service::start_from_last(db::Transaction& transaction, const Dossier& dossier, const Sheet& own, AccountId by, Instant now) const {
  const auto last = store::last_decided_of_product(transaction, dossier.product);
  if (!last) return;
  const auto earlier = store::find(transaction, Scope::everything(), *last, vietnam_date(now));
  if (!earlier || earlier->producer != dossier.producer || earlier->rulebook != dossier.rulebook ||
      earlier->product_set != dossier.product_set)
    return;
  if (const auto sheet = store::sheet(transaction, *last, kSelfSeat)) store::copy_answers(transaction, sheet->id, own.id, by, now);
}

Result<Saved> Service::save_answer(const Actor& actor, DossierId id, const SaveAnswer& ask) {
  return parts_.database.write(
      [&](db::Transaction& transaction) { return save_answer_in(transaction, actor, id, ask, Overwrite::no); });
}

Result<Saved> Service::save_answer_in(db::Transaction& transaction, const Actor& actor, DossierId id, const SaveAnswer& received,
                                      Overwrite overwrite) const {
  SaveAnswer ask = received;
  ask.note = tidy(received.note);
  std::sort(ask.papers.begin(), ask.papers.end());
  ask.papers.erase(std::unique(ask.papers.begin(), ask.papers.end()), ask.papers.end());
  OCOP_TRY(on, load_sheet(transaction, actor, id, rules::Act::save_answer, Whose::producer));
  const Loaded& loaded = on.loaded;
  OCOP_CHECK(rules::check_answer(*loaded.table, ask.criterion, ask.option, ask.note, ask.papers.size()));
  if (!ask.papers.empty() && parts_.producers.papers_by_ids(transaction, loaded.dossier.producer, ask.papers).size() != ask.papers.size())
    return invalid("papers", "", "papers of this producer", msg::paper_unknown);
  if (overwrite == Overwrite::yes) {
    const Answer* stored = on.sheet.find(ask.criterion);
    ask.version = stored ? stored->version : 0;
  }
  return put_answer(transaction, actor, on.sheet, ask);
}

bool Service::is_own_dossier(db::Reader& reader, const Actor& actor, DossierId id) const {
  const auto dossier = store::find(reader, Scope::everything(), id, today());
  return dossier && owns(actor, dossier->producer);
}

Result<Saved> Service::submit(const Actor& actor, DossierId id, const Submit& ask) {
  return parts_.database.write([&](db::Transaction& transaction) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(transaction, actor, id, rules::Act::submit, Whose::producer));
    const Loaded& loaded = on.loaded;
    const Sheet* const sheet = &on.sheet;
    if (sheet->version != ask.version) return Saved{sheet->version, sheet->version, stale_sheet(transaction, *sheet, ask.version)};
    const Instant now = parts_.clock.now();
    const Date day = vietnam_date(now);
    const auto papers = parts_.producers.papers_of(transaction, scope_of(actor), loaded.dossier.producer);
    const rules::Completeness completeness = rules::completeness(*loaded.table, *sheet);
    OCOP_CHECK(rules::check_submission({ask.declared, ask.gaps_accepted, has_registration(papers, day),
                                        completeness.criteria - completeness.answered}));
    OCOP_CHECK(hand_in(transaction, loaded.dossier, *sheet, *actor.account, now));
    for (const producers::Paper& paper : papers)
      if (paper.kind == producers::PaperKind::business_registration) store::add_evidence(transaction, sheet->id, "", paper.id);
    if (!store::set_submitted(transaction, loaded.dossier, now))
      return Error::of(ErrorKind::conflict, {"version", std::to_string(loaded.dossier.version), "", msg::stale_version});
    tell(transaction, kToldSubmitted, loaded.dossier, "", {.holders = offices_of(loaded.dossier), .except = actor.account});
    return Saved{sheet->version, sheet->version, {}};
  });
}

Result<void> Service::discard(const Actor& actor, DossierId id, std::int64_t version) {
  return parts_.database.write([&](db::Transaction& transaction) -> Result<void> {
    OCOP_TRY(loaded, load_locked(transaction, actor, id, rules::Act::discard));
    loaded.dossier.version = version;
    if (loaded.dossier.submitted_at) return Error::of(ErrorKind::conflict, {"state", "returned", "never submitted", msg::discard_submitted});
    if (!store::remove_draft(transaction, loaded.dossier))
      return Error::of(ErrorKind::conflict, {"version", std::to_string(version), "", msg::stale_version});
    return {};
  });
}

}  // namespace ocop::evaluation
