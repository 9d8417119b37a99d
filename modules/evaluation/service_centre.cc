#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/words.h"

// Between the levels (articles 7.3e and 7.4): what a province sends to the Ministry, its reception there, and what comes back.
namespace ocop::evaluation {
namespace {

// Of the same product, by the same tables, for the same reason.
Dossier next_of(const Dossier& from, DossierId id, Instant now, AccountId by) {
  Dossier out;
  out.id = id;
  out.product = from.product;
  out.producer = from.producer;
  out.product_name = from.product_name;
  out.kind = from.kind;
  out.commune = from.commune;
  out.rulebook = from.rulebook;
  out.product_set = from.product_set;
  out.standing_until = from.standing_until;
  out.origin = from.id;
  out.opened_at = now;
  out.opened_by = by;
  out.version = 1;
  return out;
}

Error absent() { return Error::of(ErrorKind::not_found, "no such dossier"); }

// Its producer, its commune and the province that sent it.
notices::Audience informed(const Dossier& file, AccountId except) {
  return {.holders = {members_of(file), {Role::commune_officer, file.sent_by, file.commune, {}}, body_of(file.sent_by)}, .except = except};
}

}  // namespace

Result<Dossier> Service::go_on(act::Act& act, const Dossier& from, Dossier to) const {
  if (const auto open = store::open_of_product(act, from.product, act.today()))
    return Error::of(ErrorKind::conflict, {"product", open->id.text(), "no open dossier", msg::dossier_already_open, {open->number}});
  const auto sheet = store::sheet(act, from.id, kSelfSeat);
  if (!sheet) return Error::of(ErrorKind::internal, "dossier without its own sheet");
  store::insert(act, to);
  Sheet own;
  own.id = act.new_id<SheetId>();
  own.dossier = to.id;
  store::insert_sheet(act, own);
  store::copy_answers(act, sheet->id, own.id, act.by(), act.now());
  const auto copied = store::sheet(act, to.id, kSelfSeat);
  if (!copied) return Error::of(ErrorKind::internal, "a sheet that was just written");
  OCOP_CHECK(hand_in(act, to, *copied));
  if (!store::set_submitted(act, to, act.now())) return act::stale(to.version, {}, msg::stale_version);
  ++to.version;
  if (!store::set_forwarded(act, to, act.now())) return act::stale(to.version, {}, msg::stale_version);
  ++to.version;
  to.state = State::forwarded;
  to.submitted_at = to.forwarded_at = act.now();
  act.keeps(kSealedDossier, to.id);
  put_work(act, to.id);
  return to;
}

Result<DossierId> Service::send(act::Act& act, DossierId decided, const Letter& letter, Date decided_on) const {
  const auto from = store::ask_locked(act, Scope::everything(), decided, act.today()).take();
  if (!from || from->level() != Level::province || from->state != State::decided) return absent();
  OCOP_CHECK(act::expect_version(letter.version, from->version, msg::stale_version));
  if (store::of_origin(act, decided)) return Error::of(ErrorKind::conflict, {"dossier", from->number, "not sent yet", msg::sent_already});
  if (act.is_of_producer(from->producer, from->opened_at)) return rules::own_producer();
  const std::string number = tidy(letter.number);
  OCOP_CHECK(rules::check_letter(number, letter.signed_on, decided_on, act.today()));
  act.in_office({Role::provincial_body}, {from->province, {}}, "dossier.send", from->number);
  const int year = act.today().civil().year;
  store::hold_serials(act, kCentre, year);
  Dossier file = next_of(*from, act.new_id<DossierId>(), act.now(), act.by());
  file.number = rules::receipt_number(store::next_serial(act, kCentre, year), year);
  file.province = kCentre;
  file.sent_by = from->province;
  file.letter = number;
  file.letter_day = letter.signed_on;
  OCOP_TRY(sent, go_on(act, *from, std::move(file)));
  act.log(kFileSent, sent.id.text(), leaf_file_moved(sent));
  notices::Audience told = informed(sent, act.by());
  told.holders.push_back(body_of(kCentre));
  tell(act, kToldSent, sent, "", std::move(told));
  return sent.id;
}

Result<Dossier> Service::receive(const Actor& actor, DossierId id, std::int64_t version) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Dossier> {
    OCOP_TRY(loaded, load(act, id, rules::Act::receive));
    Dossier& file = loaded.dossier;
    OCOP_CHECK(act::expect_version(version, file.version, msg::stale_version));
    if (!store::set_received(act, file, act.now())) return act::stale(version, {}, msg::stale_version);
    file.received_at = act.now();
    ++file.version;
    act.keeps(kSealedDossier, id);
    put_work(act, id);
    act.log(kFileReceived, id.text(), leaf_file_moved(file));
    tell(act, kToldReceived, file, "", informed(file, act.by()));
    return std::move(file);
  });
}

Result<DossierId> Service::give_back(act::Act& act, DossierId id) const {
  const auto file = store::find(act, Scope::everything(), id, act.today());
  if (!file || file->level() != Level::centre || file->state != State::decided || !file->origin) return absent();
  const auto first = store::find(act, Scope::everything(), *file->origin, act.today());
  if (!first) return absent();
  Dossier back = next_of(*file, act.new_id<DossierId>(), act.now(), act.by());
  back.number = rules::number_again(first->number);
  back.province = file->sent_by;
  OCOP_TRY(returned, go_on(act, *file, std::move(back)));
  act.log(kFileReturned, returned.id.text(), leaf_file_moved(returned));
  tell(act, kToldGivenBack, returned, "", {.holders = {members_of(returned), commune_of(returned), body_of(returned.province)}});
  return returned.id;
}

Result<StoredResult> Service::adopt(const Actor& actor, DossierId id, std::int64_t version) {
  return acts_.run(actor, [&](act::Act& act) -> Result<StoredResult> {
    OCOP_TRY(loaded, load(act, id, rules::Act::adopt));
    Dossier& dossier = loaded.dossier;
    OCOP_CHECK(act::expect_version(version, dossier.version, msg::stale_version));
    const auto file = store::find(act, Scope::everything(), *dossier.origin, act.today());
    const auto judged = store::result(act, *dossier.origin);
    if (!file || !judged || !file->chair) return Error::of(ErrorKind::internal, "a returned dossier without the centre's result");
    dossier.settings = file->settings;   // the result is what they made of the sheets
    if (!store::set_adopted(act, dossier, *file->chair, act.now())) return act::stale(version, {}, msg::stale_version);
    StoredResult result = *judged;
    result.dossier = id;
    result.closed_by = act.by();
    result.log_index = act.log(kResultAdopted, id.text(), leaf_result_adopted(dossier, result));
    store::insert_result(act, result);
    act.keeps(kSealedResult, id);
    act.keeps(kSealedDossier, id);
    put_work(act, id);
    tell(act, kToldAdopted, dossier, "/result", {.holders = {members_of(dossier), commune_of(dossier)}, .except = act.by()});
    if (parts_.named) parts_.named(act, id);
    return result;
  });
}

std::optional<AtCentre> Service::at_centre(db::Reader& reader, DossierId either) const {
  auto found = store::find(reader, Scope::everything(), either, today());
  if (found && found->level() == Level::province) {
    const auto file = store::of_origin(reader, either);
    found = file ? store::find(reader, Scope::everything(), *file, today()) : std::nullopt;
  }
  if (!found || found->level() != Level::centre || !found->origin) return std::nullopt;
  return AtCentre{.file = found->id, .origin = *found->origin, .number = found->number, .sent_by = found->sent_by,
                  .state = found->state, .letter = found->letter, .letter_day = found->letter_day, .sent = found->forwarded_at,
                  .received = found->received_at, .decided = found->decided_at, .returned = store::of_origin(reader, found->id),
                  .where = &state_words(*found)};
}

Result<ResultView> Service::sent_file(const Actor& actor, DossierId id) {
  return parts_.database.read([&](db::Reader& reader) -> Result<ResultView> {
    OCOP_TRY(file, load(reader, actor, id, rules::Act::read));
    if (file.dossier.level() != Level::centre || !file.relation.is(rules::Capacity::provincial_body)) return absent();
    auto first = store::find(reader, Scope::everything(), file.dossier.origin.value_or(DossierId{}), today());
    if (!first) return absent();
    rules::Relation reads;   // what a secretary of that council reads: all of it, and nothing to do
    reads.add(rules::Capacity::secretary);
    auto seats = store::take_seats(store::ask_seats(reader, first->id));
    return result_of(reader, Loaded{std::move(*first), std::move(seats), reads, file.rulebook, file.table});
  });
}

}  // namespace ocop::evaluation
