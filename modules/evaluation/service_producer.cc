#include <algorithm>

#include "kernel/base/text.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What a producer does with its own dossier (articles 6, 7.1).
namespace ocop::evaluation {
namespace {

bool owns(const Actor& actor, ProducerId producer) { return Scope::for_task(actor, Task::dossiers).covers({}, {}, producer); }

Error invalid(std::string field, std::string got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input,
                   {std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message});
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
    out.products = parts_.products.of_producers(reader, Scope::for_task(actor, Task::dossiers).producers);
  });
  return out;
}

Result<Opened> Service::open_dossier(const Actor& actor, const OpenDossier& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Opened> {
    const rulebooks::Rulebook* rulebook = parts_.library.in_force(act.today());
    if (!rulebook) return Error::of(ErrorKind::internal, "no rulebook is in force on " + act.today().iso());
    const rulebooks::Table* table = rulebook->find(ask.product_set);
    if (!table) return invalid("product_set", ask.product_set, "a product set of " + rulebook->code, msg::product_set_unknown);
    const std::vector<ProductId> ids{ask.product};
    const auto products = parts_.products.by_ids(act, ids);
    if (products.empty() || !owns(actor, products.front().producer))
      return Error::of(ErrorKind::not_found, {"product", ask.product.text(), "a product of your producer", msg::product_unknown});
    // From here on one opening a commune: what is looked for below is there, or nobody is about to write it.
    store::hold_serials(act, products.front().commune, act.today().civil().year);
    OCOP_TRY(made, act.once(ask.attempt, [&] { return open_now(act, ask, products.front(), *rulebook, *table); }));
    if (auto dossier = store::find(act, scope_of(actor), made.id, act.today())) return Opened{std::move(*dossier), made.how};
    // The draft was dropped since: sending again does not bring it back.
    return Error::of(ErrorKind::conflict, {"idempotency-key", "", "a new key", msg::key_used_for_other});
  });
}

Result<void> may_merge(db::Reader& reader, const products::Product& product, const products::Product& into) {
  const auto own = store::open_of_product(reader, product.id, {}), other = store::open_of_product(reader, into.id, {});
  if (!own) return {};
  if (other)
    return Error::of(ErrorKind::conflict,
                     {"into", other->number, "no open dossier of both", msg::merge_two_dossiers, {own->number, other->number}});
  return Error::of(ErrorKind::conflict, {"into", own->number, "no open dossier of the merged one", msg::merge_open_dossier, {own->number}});
}

Result<DossierId> Service::open_now(act::Act& act, const OpenDossier& ask, const products::Product& product,
                                    const rulebooks::Rulebook& rulebook, const rulebooks::Table& table) const {
  if (const auto open = store::open_of_product(act, product.id, act.today()))
    return Error::of(ErrorKind::conflict, {"product", open->id.text(), "no open dossier", msg::dossier_already_open, {open->number}});
  if (product.commune.empty()) return invalid("product", "", "a product with a commune", msg::commune_unknown);
  // Whose code leads to another record would be certified behind its back. From here on nobody merges it or takes it away.
  if (!parts_.products.classify(act, product.id, table.code, table.group.code))
    return Error::of(ErrorKind::conflict, {"product", product.code, "a product that is not merged", msg::product_is_merged});
  const products::Standing& standing = product.standing;
  const auto timely = rules::may_open(ask.kind, {standing.stars, standing.valid_until, standing.withdrawn}, act.today());
  if (!timely) return timely.error();

  Dossier dossier;
  dossier.id = act.new_id<DossierId>();
  dossier.product = product.id;
  dossier.producer = product.producer;
  dossier.product_name = product.name;
  dossier.kind = ask.kind;
  dossier.province = product.province;
  dossier.commune = product.commune;
  const int year = act.today().civil().year;
  dossier.number = rules::dossier_number(store::next_serial(act, product.commune, year), product.province, product.commune, year);
  dossier.rulebook = rulebook.code;
  dossier.product_set = table.code;
  dossier.version = 1;
  dossier.opened_at = act.now();
  dossier.opened_by = act.by();
  if (ask.kind != Kind::first) dossier.standing_until = standing.valid_until;
  store::insert(act, dossier);
  Sheet own;
  own.id = act.new_id<SheetId>();
  own.dossier = dossier.id;
  store::insert_sheet(act, own);
  put_work(act, dossier.id);
  act.for_producer(dossier.producer, "dossier.opened", dossier.number);
  start_from_last(act, dossier, own);
  return dossier.id;
}

// Upgrade and renewal start from the last dossier when the table is the same (article 6: the same forms, showing what changed).
void Service::start_from_last(act::Act& act, const Dossier& dossier, const Sheet& own) const {
  const auto last = store::last_decided_of_product(act, dossier.product);
  if (!last) return;
  const auto earlier = store::find(act, Scope::everything(), *last, act.today());
  if (!earlier || earlier->producer != dossier.producer || earlier->rulebook != dossier.rulebook ||
      earlier->product_set != dossier.product_set)
    return;
  const auto sheet = store::sheet(act, *last, kSelfSeat);
  if (!sheet) return;
  store::copy_answers(act, sheet->id, own.id, act.by(), act.now());
  renew_papers(act, dossier, own);
}

Result<Saved> Service::save_answer(const Actor& actor, DossierId id, const SaveAnswer& ask) {
  return acts_.run(actor, [&](act::Act& act) { return save_answer_in(act, id, ask, Overwrite::no); });
}

Result<Saved> Service::save_answer_in(act::Act& act, DossierId id, const SaveAnswer& received, Overwrite overwrite) const {
  SaveAnswer ask = received;
  ask.note = tidy(received.note);
  std::sort(ask.papers.begin(), ask.papers.end());
  ask.papers.erase(std::unique(ask.papers.begin(), ask.papers.end()), ask.papers.end());
  OCOP_TRY(on, load_sheet(act, id, rules::Act::save_answer, Whose::producer));
  const Loaded& loaded = on.loaded;
  OCOP_CHECK(rules::check_answer(*loaded.table, ask.criterion, ask.option, ask.note, ask.papers.size()));
  OCOP_TRY(papers, current_papers(act, loaded.dossier.producer, std::move(ask.papers)));
  ask.papers = std::move(papers);
  if (overwrite == Overwrite::yes) {
    const Answer* stored = on.sheet.find(ask.criterion);
    ask.version = stored ? stored->version : 0;
  }
  act.for_producer(loaded.dossier.producer, "dossier.answered", loaded.dossier.number);
  return put_answer(act, on.sheet, ask);
}

bool Service::is_own_dossier(db::Reader& reader, const Actor& actor, DossierId id) const {
  const auto dossier = store::find(reader, Scope::everything(), id, today());
  return dossier && owns(actor, dossier->producer);
}

Result<void> Service::submit_sheet_of(act::Act& act, const Loaded& loaded, const Sheet& sheet, const Submit& ask) const {
  const auto papers = parts_.producers.papers_of(act, scope_of(act.actor()), loaded.dossier.producer);
  const rules::Completeness completeness = rules::completeness(*loaded.table, sheet);
  OCOP_CHECK(rules::check_submission({ask.declared, ask.gaps_accepted, has_registration(papers, act.today()),
                                      completeness.criteria - completeness.answered}));
  OCOP_CHECK(hand_in(act, loaded.dossier, sheet));
  // What had joined before and ended since gives way to what is there now.
  for (const producers::PaperEnd& end : parts_.producers.ended(act, store::joined_papers(act, loaded.dossier.id)))
    store::take_dossier_paper(act, sheet.id, end.paper);
  for (const producers::Paper& paper : papers)
    if (paper.kind == producers::PaperKind::business_registration) {
      store::add_evidence(act, sheet.id, "", paper.id);
      parts_.producers.keep(act.seals(), paper.id);
    }
  for (const Answer& answer : sheet.answers)
    for (const PaperId& paper : answer.papers) parts_.producers.keep(act.seals(), paper);
  return {};
}

Result<Saved> Service::submit(const Actor& actor, DossierId id, const Submit& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Saved> {
    OCOP_TRY(on, load_sheet(act, id, rules::Act::submit, Whose::producer));
    const auto& [loaded, sheet] = on;
    if (sheet.version != ask.version) return Saved{sheet.version, sheet.version, stale_sheet(act, sheet, ask.version)};
    OCOP_CHECK(submit_sheet_of(act, loaded, sheet, ask));
    act.keeps(kSealedDossier, id);
    if (!store::set_submitted(act, loaded.dossier, act.now())) return act::stale(loaded.dossier.version, {}, msg::stale_version);
    begin_report(act, loaded.dossier);
    put_work(act, id);
    act.for_producer(loaded.dossier.producer, "dossier.submitted", loaded.dossier.number);
    tell(act, kToldSubmitted, loaded.dossier, "", {.holders = {commune_of(loaded.dossier)}, .except = act.by()});
    return Saved{sheet.version, sheet.version, {}};
  });
}

Result<void> Service::discard(const Actor& actor, DossierId id, std::int64_t version) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::discard));
    if (loaded.dossier.submitted_at)
      return Error::of(ErrorKind::conflict, {"state", "returned", "never submitted", msg::discard_submitted});
    OCOP_CHECK(act::expect_version(version, loaded.dossier.version, msg::stale_version));
    if (!store::remove_draft(act, loaded.dossier)) return act::stale(version, {}, msg::stale_version);
    if (parts_.dropped) parts_.dropped(act, id);
    act.for_producer(loaded.dossier.producer, "dossier.dropped", loaded.dossier.number);
    put_work(act, id);
    return {};
  });
}

}  // namespace ocop::evaluation
