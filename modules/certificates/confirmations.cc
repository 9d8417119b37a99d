#include "modules/certificates/confirmations.h"

#include <algorithm>
#include <map>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "modules/certificates/confirmation_entry.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/proof.h"
#include "modules/certificates/recognised.h"
#include "modules/certificates/store_confirmations.h"

namespace ocop::certificates {
namespace {

constexpr std::string_view kTable = "certificates_confirmation";
constexpr std::size_t kSaltBytes = 32;
// Public records: their room is the installation's, not a producer's. A thousand scanned decisions of a province.
constexpr std::int64_t kDecisionRoom = 8LL << 30;

Error absent(ConfirmationId id) { return Error::of(ErrorKind::not_found, "confirmation " + id.text()); }
blobs::Owner owner_of(ConfirmationId id) { return {kTable, id.uuid}; }

// An officer works for one province here; whoever has grants in two is asked for the first.
std::string province_of(const Actor& actor) {
  const Scope scope = scope_of(actor);
  return scope.provinces.empty() ? std::string() : scope.provinces.front();
}

// What the log says of it; of the row the names, and the signer where it opens the entry's commitment.
Confirmation as_logged(const Confirmation& row, const Confirmation& logged) {
  Confirmation out = logged;
  out.salt = row.salt;
  out.bytes = row.bytes;
  out.reason = row.reason;
  out.printed = row.printed;
  out.version = row.version;
  out.prepared = row.prepared;
  out.signer = opens(row.salt, "signer", row.signer, logged.signer) ? row.signer : std::string();
  for (ConfirmedProduct& one : out.products) {
    const auto named = std::ranges::find(row.products, one.product, &ConfirmedProduct::product);
    if (named != row.products.end()) one.name = named->name;
  }
  return out;
}

}  // namespace

// ---- what waits ------------------------------------------------------------------------------------------------------------------

std::vector<Confirmations::Spelling> Confirmations::offered(const Actor& actor, const PrintedDecision& asked) const {
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<Spelling> out;
    const auto all = parts_.products.reported_decisions(reader, province_of(actor));
    const auto add = [&](const ReportedDecision& one, Spelling::Same same) {
      out.push_back({one, same, parts_.products.reported(reader, one)});
    };
    const auto is = [&](const ReportedDecision& one) {
      return one.decision == asked.printed && (!asked.decided || one.decided == asked.decided) && (!asked.year || one.year == asked.year);
    };
    for (const ReportedDecision& one : all)
      if (is(one)) add(one, Spelling::Same::exactly);
    const std::size_t exact = out.size();
    for (const ReportedDecision& one : all) {
      const auto like = [&](const Spelling& known) { return rules::may_be_one(known.decision, one); };
      if (!is(one) && std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(exact), like))
        add(one, Spelling::Same::perhaps);
    }
    return out;
  });
}

// ---- one -------------------------------------------------------------------------------------------------------------------------

Result<Confirmation> Confirmations::own(db::Reader& reader, const Actor& actor, ConfirmationId id) const {
  auto found = confirmation_rows::find(reader, id);
  if (!found || !scope_of(actor).covers(found->province, "", std::nullopt)) return absent(id);
  return std::move(*found);
}

Result<Confirmations::View> Confirmations::complete(db::Reader& reader, Confirmation row) const {
  View out;
  out.confirmation = std::move(row);
  Confirmation& one = out.confirmation;
  const auto told = [&](ConfirmationId id) -> std::optional<Confirmation> {
    const auto logged = parts_.ledger.confirmation(id);
    const auto stored = confirmation_rows::find(reader, id);
    if (!logged || !stored) return std::nullopt;
    return as_logged(*stored, logged->confirmation);
  };
  if (one.confirmed) {
    const auto logged = parts_.ledger.confirmation(one.id);
    if (!logged) return absent(one.id);   // a row of which nothing was logged confirms nothing
    one = as_logged(one, logged->confirmation);
    out.state = state_of(one);
    add_revocations(reader, out);
    if (logged->corrected_by) out.corrected_by = told(*logged->corrected_by);
  }
  if (one.corrects) out.corrects = told(*one.corrects);
  if (out.corrects)
    for (const ConfirmedProduct& before : out.corrects->products)
      if (std::ranges::find(one.products, before.product, &ConfirmedProduct::product) == one.products.end() &&
          !parts_.ledger.confirmation(*one.corrects)->revoked(before.product))
        out.taken_off.push_back(before);
  std::ranges::sort(one.products, {}, [](const ConfirmedProduct& named) { return text::collation_key(named.name); });
  std::vector<ProductId> ids;
  for (const ConfirmedProduct& named : one.products) ids.push_back(named.product);
  out.products = parts_.products.by_ids(reader, ids);
  out.valid_until = rules::valid_until(one.decided);
  return out;
}

Result<Confirmations::View> Confirmations::view(const Actor& actor, ConfirmationId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<View> {
    parts_.ledger.look(reader);
    auto found = confirmation_rows::find(reader, id);
    if (!found) return absent(id);
    if (!found->confirmed) OCOP_CHECK(own(reader, actor, id));
    OCOP_TRY(out, complete(reader, std::move(*found)));
    if (!scope_of(actor).covers(out.confirmation.province, "", std::nullopt)) out.waiting.reset();
    return out;
  });
}

Result<Confirmations::View> Confirmations::own_view(const Actor& actor, ConfirmationId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<View> {
    parts_.ledger.look(reader);
    OCOP_TRY(found, own(reader, actor, id));
    return complete(reader, std::move(found));
  });
}

Result<std::string> Confirmations::file(const Actor& actor, ConfirmationId id) const {
  OCOP_TRY(found, view(actor, id));
  return parts_.database.read([&](db::Reader& reader) { return parts_.blobs.read(reader, found.confirmation.sha256); });
}

// ---- drafts ----------------------------------------------------------------------------------------------------------------------

// The products that were ticked, with what they are called now.
Result<std::vector<ConfirmedProduct>> Confirmations::named(db::Reader& reader, const Confirmation& one,
                                                           std::span<const Starred> stars) const {
  std::vector<ConfirmedProduct> out;
  for (const Starred& star : stars) {
    const auto id = ProductId::parse(star.product);
    if (!id || star.stars.empty()) continue;
    std::erase_if(out, [&](const ConfirmedProduct& known) { return known.product == *id; });   // said twice: the last holds
    out.push_back({*id, {}, {}, rules::read_stars(star.stars)});
  }
  return checked(reader, one, std::move(out));
}

Result<std::vector<ConfirmedProduct>> Confirmations::checked(db::Reader& reader, const Confirmation& one,
                                                             std::vector<ConfirmedProduct> products) const {
  std::vector<ProductId> ids;
  for (const ConfirmedProduct& product : products) ids.push_back(product.product);
  const auto known = parts_.products.by_ids(reader, ids);
  const auto before = one.corrects ? parts_.ledger.confirmation(*one.corrects) : nullptr;
  for (ConfirmedProduct& product : products) {
    const auto found = std::ranges::find(known, product.product, &products::Product::id);
    const products::Product row = found == known.end() ? products::Product{} : *found;
    const bool was = before && std::ranges::find(before->confirmation.products, product.product, &ConfirmedProduct::product) !=
                                   before->confirmation.products.end();
    if (before && before->revoked(product.product))
      return Error::of(ErrorKind::invalid_input, {"stars", row.code, "a product that is not withdrawn", msg::revoke_done, {row.name}});
    OCOP_CHECK(rules::check_product(row, one.province, one.decided, was ? rules::Named::before : rules::Named::anew));
    product.code = row.code;
    product.name = row.name;
  }
  return products;
}

Result<std::optional<blobs::Staged>> Confirmations::receive(const ConfirmationInput& input, Confirmation& into) const {
  if (input.file.content.empty()) return std::optional<blobs::Staged>();
  OCOP_TRY(staged, parts_.blobs.receive(input.file.content));
  into.sha256 = staged.sha256();
  into.bytes = staged.size();
  return std::optional<blobs::Staged>(std::move(staged));
}

namespace {
void take_words(Confirmation& into, const ConfirmationInput& input) {
  into.number = input.number;
  into.decided = input.decided;
  into.issuer = input.issuer;
  into.signer = input.signer;
  into.reason = input.reason;
}
}  // namespace

Result<act::Made<ConfirmationId>> Confirmations::prepare(const Actor& actor, const ConfirmationInput& input) {
  Confirmation draft;
  draft.province = province_of(actor);
  if (draft.province.empty()) return Error::of(ErrorKind::not_found, "the actor works for no province");
  OCOP_CHECK(rules::check_paper(input, rules::PaperFile::sent, rules::Begun::anew, today()));
  take_words(draft, input);
  draft.printed = input.printed;
  OCOP_TRY(file, receive(input, draft));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<ConfirmationId>> {
    return act.once(input.attempt, [&]() -> Result<ConfirmationId> {
      draft.id = act.new_id<ConfirmationId>();
      draft.prepared = act.now();
      draft.prepared_by = act.by();
      OCOP_TRY(products, named(act, draft, input.stars));
      draft.products = std::move(products);
      confirmation_rows::insert(act, draft);
      OCOP_CHECK(hold(act, draft, file));
      return draft.id;
    });
  });
}

Result<void> Confirmations::hold(act::Act& act, const Confirmation& one, const std::optional<blobs::Staged>& file) const {
  if (!file) return {};
  parts_.blobs.release(act, owner_of(one.id), act.now());
  return parts_.blobs.hold(act, *file, "application/pdf", owner_of(one.id), {Uuid{}, kDecisionRoom}, act.now());
}

Result<ConfirmationId> Confirmations::change(const Actor& actor, ConfirmationId id, const ConfirmationChange& input) {
  OCOP_TRY(now, own_view(actor, id));
  const bool draft = now.state == ConfirmationState::draft;
  const bool correction = !draft || now.confirmation.corrects.has_value();
  const auto sent = input.file.content.empty() ? rules::PaperFile::kept : rules::PaperFile::sent;
  OCOP_CHECK(rules::check_paper(input, sent, correction ? rules::Begun::as_correction : rules::Begun::anew, today()));
  Confirmation bytes = now.confirmation;
  OCOP_TRY(file, receive(input, bytes));
  if (!draft && !file) {   // the same bytes, held by the correction too: an entry names its own file
    OCOP_TRY(incoming, parts_.blobs.receive());
    OCOP_CHECK(parts_.database.read([&](db::Reader& reader) {
      return parts_.blobs.read_pieces(reader, bytes.sha256, [&](std::string_view piece) { return incoming.append(piece); });
    }));
    OCOP_TRY(again, std::move(incoming).finish());
    file.emplace(std::move(again));
  }
  return acts_.run(actor, [&](act::Act& act) -> Result<ConfirmationId> {
    confirmation_rows::lock(act, id);
    OCOP_TRY(row, own(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, row.version, msg::confirm_changed));
    if (row.confirmed.has_value() == draft) return act::stale(input.version, row.version, msg::confirm_changed);
    if (!draft) {
      if (confirmation_rows::correction_of(act, id)) return act::stale(input.version, row.version, msg::confirm_corrected_already);
      row = Confirmation{.id = act.new_id<ConfirmationId>(), .province = row.province, .printed = row.printed, .corrects = id,
                         .prepared = act.now(), .prepared_by = act.by()};
    }
    take_words(row, input);
    row.sha256 = bytes.sha256;
    row.bytes = bytes.bytes;
    OCOP_TRY(products, named(act, row, input.stars));
    row.products = std::move(products);
    if (!draft) confirmation_rows::insert(act, row);
    else if (!confirmation_rows::update(act, row)) return act::stale(input.version, {}, msg::confirm_changed);
    OCOP_CHECK(hold(act, row, file));
    return row.id;
  });
}

Result<void> Confirmations::discard(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    confirmation_rows::lock(act, id);
    OCOP_TRY(draft, own(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, draft.version, msg::confirm_changed));
    if (draft.confirmed) return act::stale(input.version, draft.version, msg::confirm_done_already);
    confirmation_rows::remove(act, id);
    parts_.blobs.release(act, owner_of(id), act.now());
    return {};
  });
}

// ---- the act ---------------------------------------------------------------------------------------------------------------------

Result<void> Confirmations::confirm(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input) {
  auto done = acts_.run(actor, [&](act::Act& act) -> Result<void> {
    confirmation_rows::lock(act, id);
    OCOP_TRY(one, own(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, one.version, msg::confirm_changed));
    if (one.confirmed) return act::stale(input.version, one.version, msg::confirm_done_already);
    if (one.corrects) {
      confirmation_rows::lock(act, *one.corrects);
      if (confirmation_rows::correction_of(act, *one.corrects))
        return act::stale(input.version, one.version, msg::confirm_corrected_already);
    }
    OCOP_TRY(products, checked(act, one, std::move(one.products)));
    one.products = std::move(products);
    one.confirmed = act.now();
    one.confirmed_by = act.by();
    one.salt.resize(kSaltBytes);
    parts_.random.fill({reinterpret_cast<std::uint8_t*>(one.salt.data()), one.salt.size()});
    one.log_index = act.log(confirmation_entry(one));
    act.in_office({Role::provincial_body}, {one.province, {}}, "decision.confirmed", one.number);
    if (!confirmation_rows::confirm(act, one)) return act::stale(input.version, {}, msg::confirm_changed);
    act.keeps(kSealedConfirmation, id);
    for (const ConfirmedProduct& product : one.products) parts_.products.keep(act.seals(), product.product);
    OCOP_CHECK(set_standings(act, one));
    tell_makers(act, {kToldConfirmed, one.number, one.id}, one.products);
    return {};
  });
  if (done) parts_.ledger.follow();   // whoever is told that it is done finds it done
  return done;
}

// One notice a maker, whatever the number of its products: the page has them all.
void Confirmations::tell_makers(act::Act& act, const Told& told, std::span<const ConfirmedProduct> products) const {
  constexpr std::size_t kNamed = 3;
  std::vector<ProductId> ids;
  for (const ConfirmedProduct& product : products) ids.push_back(product.product);
  std::map<ProducerId, std::vector<std::string>> by_maker;
  for (const products::Product& product : parts_.products.by_ids(act, ids))
    if (product.producer != ProducerId{}) by_maker[product.producer].push_back(product.name);
  for (const auto& [maker, names] : by_maker) {
    std::string some;
    for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) some.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > kNamed) some += " …";
    parts_.notices.tell(act, {told.kind, {std::string(told.number), some}, confirmation_path(told.about)},
                        {.holders = {{Role::producer_member, "", "", maker}}});
  }
}

// The copies that the catalogue is searched by: what the log will say of each product from now on.
Result<void> Confirmations::set_standings(act::Act& act, const Confirmation& one) const {
  OCOP_CHECK(refuse_own(act, one.products, one.prepared));
  for (const ConfirmedProduct& product : one.products) {
    const auto other = logged_standing(parts_.ledger, product.product, one.corrects);
    if (other && rules::stands_before(other->standing, one.decided)) {
      parts_.products.set_standing(act, product.product, other->standing);
      continue;
    }
    const Confirmed confirmed{.id = one.id, .number = one.number, .decided = one.decided, .issuer = one.issuer, .stars = product.stars,
                              .valid_until = rules::valid_until(one.decided)};
    parts_.products.set_standing(act, product.product, rules::standing_of(confirmed));
  }
  const auto before = one.corrects ? parts_.ledger.confirmation(*one.corrects) : nullptr;
  if (!before) return {};
  for (const ConfirmedProduct& product : before->confirmation.products) {   // taken off: as before
    if (std::ranges::find(one.products, product.product, &ConfirmedProduct::product) != one.products.end()) continue;
    if (before->revoked(product.product)) continue;   // its withdrawal goes on saying what it said
    const auto other = logged_standing(parts_.ledger, product.product, one.corrects);
    const auto printed = parts_.products.printed(act, product.product);
    parts_.products.set_standing(act, product.product, other ? other->standing : printed.value_or(products::Standing{}));
  }
  return {};
}

Result<void> Confirmations::refuse_own(act::Act& act, std::span<const ConfirmedProduct> products, Instant since) const {
  std::vector<ProductId> ids;
  for (const ConfirmedProduct& product : products) ids.push_back(product.product);
  for (const products::Product& product : parts_.products.by_ids(act, ids))
    if (act.is_of_producer(product.producer, since))
      return Error::of(ErrorKind::conflict, {"stars", product.code, "nobody of the producer", msg::own_producer, {}});
  return {};
}

// ---- the whole -------------------------------------------------------------------------------------------------------------------

ConfirmationState Confirmations::state_of(const Confirmation& row) const {
  const auto logged = row.confirmed ? parts_.ledger.confirmation(row.id) : nullptr;
  if (!logged) return row.confirmed ? ConfirmationState::confirmed : ConfirmationState::draft;
  if (!logged->revocations.empty()) return ConfirmationState::withdrawn;
  return logged->corrected_by ? ConfirmationState::corrected : ConfirmationState::confirmed;
}

std::optional<Date> Confirmations::extended_until(ProductId product, Date valid_until) const {
  return certificates::extended_until(parts_.ledger, product, valid_until);
}

void Confirmations::settle(std::vector<Confirmation>& rows) const {
  for (Confirmation& row : rows) {
    const auto logged = row.confirmed ? parts_.ledger.confirmation(row.id) : nullptr;
    if (logged) row = as_logged(row, logged->confirmation);
  }
}

std::vector<std::string> Confirmations::recheck(db::Reader& reader) {
  constexpr std::int64_t kChunk = 500;
  std::vector<std::string> findings;
  ConfirmationId last{};
  for (std::vector<Confirmation> some; !(some = confirmation_rows::after(reader, last, kChunk)).empty(); last = some.back().id) {
    for (const Confirmation& one : some) {
      const std::string entry = tlog::entry_at(reader, one.log_index).value_or("");
      if (!tlog::says(entry, confirmation_entry(one)))
        findings.push_back("confirmation " + one.id.text() + ": not as it was logged at " + std::to_string(one.log_index));
    }
  }
  constexpr std::int64_t kEntries = 1000;
  for (std::int64_t from = 0;; from += kEntries) {
    const auto records = tlog::entries(reader, from, kEntries);
    for (const tlog::Record& record : records) {
      const auto document = json::parse(record.entry);
      if (!document || !is_confirmation(document->root()["kind"].text_or(""))) continue;
      const auto id = ConfirmationId::parse(document->root()["subject"].text_or(""));
      const auto row = id ? confirmation_rows::find(reader, *id) : std::nullopt;
      if (!row || row->log_index != record.index)
        findings.push_back("confirmation " + (id ? id->text() : std::string()) + ": logged at " + std::to_string(record.index) +
                           ", and there is no such row");
    }
    if (records.size() < static_cast<std::size_t>(kEntries)) break;
  }
  for (std::string& finding : recheck_revocations(reader)) findings.push_back(std::move(finding));
  return findings;
}

std::vector<std::string> Confirmations::recheck_files(db::Reader& reader, const blobs::Blobs& blobs) {
  constexpr std::int64_t kChunk = 500;
  std::vector<std::string> findings;
  ConfirmationId last{};
  for (std::vector<Confirmation> some; !(some = confirmation_rows::after(reader, last, kChunk)).empty(); last = some.back().id)
    for (const Confirmation& one : some) {
      const auto held = blobs.held_by(reader, owner_of(one.id));
      if (std::ranges::find(held, one.sha256, &blobs::Blob::sha256) == held.end())
        findings.push_back("confirmation " + one.id.text() + ": its file " + one.sha256 + " is not held");
    }
  for (std::string& finding : recheck_revocation_files(reader, blobs)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace ocop::certificates
