// A confirmed decision that is withdrawn (decision 123). The story: an organ took its decision back, and the page went on saying that the
// province had confirmed it; what could be entered was a correction, which sent the product back to the star that the register prints.
#include <algorithm>

#include "kernel/json/json.h"
#include "modules/certificates/confirmation_entry.h"
#include "modules/certificates/confirmations.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/proof.h"
#include "modules/certificates/recognised.h"
#include "modules/certificates/store_confirmations.h"

namespace ocop::certificates {
namespace {

constexpr std::size_t kSaltBytes = 32;
constexpr std::int64_t kRevocationRoom = 1LL << 30;   // of the installation; a withdrawal is one page

blobs::Owner owner_of(RevocationId id) { return {"certificates_revocation", id.uuid}; }

std::vector<ProductId> ids_of(std::span<const ConfirmedProduct> products) {
  std::vector<ProductId> out;
  for (const ConfirmedProduct& one : products) out.push_back(one.product);
  return out;
}

// What the log says of it; of the row the words, the names, and the signer where it opens the entry's commitment.
Revocation as_logged(const Revocation& row, const Revocation& logged) {
  Revocation out = logged;
  out.bytes = row.bytes;
  out.reason = row.reason;
  out.prepared = row.prepared;
  out.version = row.version;
  out.signer = opens(row.salt, "signer", row.signer, logged.signer) ? row.signer : std::string();
  for (ConfirmedProduct& one : out.products) {
    const auto named = std::ranges::find(row.products, one.product, &ConfirmedProduct::product);
    if (named == row.products.end()) continue;
    one.name = named->name;
    one.stars = named->stars;
  }
  return out;
}

}  // namespace

std::vector<ConfirmedProduct> Confirmations::View::standing() const {
  std::vector<ConfirmedProduct> out;
  if (corrected_by) return out;
  for (const ConfirmedProduct& one : confirmation.products) {
    const auto names = [&](const Revocation& revocation) {
      return std::ranges::find(revocation.products, one.product, &ConfirmedProduct::product) != revocation.products.end();
    };
    if (std::ranges::none_of(revocations, names)) out.push_back(one);
  }
  return out;
}

void Confirmations::add_revocations(db::Reader& reader, View& view) const {
  const auto logged = parts_.ledger.confirmation(view.confirmation.id);
  const auto rows = confirmation_rows::revocations_of(reader, view.confirmation.id);
  for (const Revocation& one : logged->revocations) {
    const auto row = std::ranges::find(rows, one.id, &Revocation::id);
    view.revocations.push_back(as_logged(row == rows.end() ? Revocation{} : *row, one));
  }
  const auto draft = std::ranges::find(rows, std::optional<Instant>(), &Revocation::entered);
  if (draft != rows.end()) view.waiting = *draft;
}

Result<void> Confirmations::prepare_revocation(const Actor& actor, ConfirmationId id, const NewRevocation& input) {
  OCOP_TRY(now, own_view(actor, id));
  if (!now.confirmation.confirmed) return Error::of(ErrorKind::not_found, "a draft is put away, not withdrawn");
  OCOP_CHECK(act::expect_version(input.version, now.confirmation.version, msg::confirm_changed));
  if (now.corrected_by) return act::stale(input.version, now.confirmation.version, msg::confirm_corrected_already);
  if (now.waiting) return act::stale(input.version, now.confirmation.version, msg::revoke_waits);
  const auto standing = now.standing();
  const auto revocable = ids_of(standing);
  OCOP_CHECK(rules::check_revocation(input, now.confirmation, revocable, today()));
  Revocation draft{.confirmation = id, .ground = input.ground, .number = input.number, .decided = input.decided, .issuer = input.issuer,
                   .signer = input.signer, .reason = input.reason};
  for (const ConfirmedProduct& one : standing)
    if (std::ranges::find(input.products, one.product) != input.products.end()) draft.products.push_back(one);
  std::optional<blobs::Staged> file;
  if (!input.file.content.empty()) {
    OCOP_TRY(staged, parts_.blobs.receive(input.file.content));
    draft.sha256 = staged.sha256();
    draft.bytes = staged.size();
    file.emplace(std::move(staged));
  }
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    confirmation_rows::lock(act, id);
    for (const Revocation& other : confirmation_rows::revocations_of(act, id))
      if (!other.entered) return act::stale(input.version, {}, msg::revoke_waits);
    draft.id = act.new_id<RevocationId>();
    draft.prepared = act.now();
    draft.prepared_by = act.by();
    confirmation_rows::insert(act, draft);
    if (!file) return {};
    return parts_.blobs.hold(act, *file, "application/pdf", owner_of(draft.id), {Uuid{}, kRevocationRoom}, act.now());
  });
}

// The draft of the actor's own province, with the confirmation locked.
Result<Revocation> Confirmations::waiting_revocation(act::Act& act, const Actor& actor, ConfirmationId id,
                                                     const ConfirmationVersion& input) const {
  confirmation_rows::lock(act, id);
  OCOP_CHECK(own(act, actor, id));
  for (Revocation& one : confirmation_rows::revocations_of(act, id)) {
    if (one.entered) continue;
    OCOP_CHECK(act::expect_version(input.version, one.version, msg::confirm_changed));
    return std::move(one);
  }
  return act::stale(input.version, {}, msg::revoke_gone);
}

Result<void> Confirmations::revoke(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input) {
  auto done = acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(one, waiting_revocation(act, actor, id, input));
    OCOP_TRY(of, own(act, actor, id));
    if (confirmation_rows::correction_of(act, id)) return act::stale(input.version, {}, msg::confirm_corrected_already);
    OCOP_CHECK(refuse_own(act, one.products, one.prepared));
    const auto products = ids_of(one.products);
    for (const products::Product& product : parts_.products.by_ids(act, products))   // the code of the day, as in the confirmation
      std::ranges::find(one.products, product.id, &ConfirmedProduct::product)->code = product.code;
    one.entered = act.now();
    one.entered_by = act.by();
    one.salt.resize(kSaltBytes);
    parts_.random.fill({reinterpret_cast<std::uint8_t*>(one.salt.data()), one.salt.size()});
    one.log_index = act.log(revocation_entry(one, of.province));
    act.in_office({Role::provincial_body}, {of.province, {}}, "decision.withdrawn", of.number);
    if (!confirmation_rows::enter(act, one)) return act::stale(input.version, {}, msg::confirm_changed);
    act.keeps(kSealedRevocation, one.id);
    for (const ProductId product : products) parts_.products.keep(act.seals(), product);
    set_revoked(act, of, one);
    tell_makers(act, {kToldRevoked, of.number, id}, one.products);
    return {};
  });
  if (done) parts_.ledger.follow();
  return done;
}

// The copies that the catalogue is searched by: what the log will say of each product from now on.
void Confirmations::set_revoked(act::Act& act, const Confirmation& of, const Revocation& one) const {
  for (const ConfirmedProduct& product : one.products) {
    const auto other = logged_standing(parts_.ledger, product.product, of.id);
    Confirmed confirmed{.id = of.id, .number = of.number, .decided = of.decided, .issuer = of.issuer, .stars = product.stars,
                        .valid_until = rules::valid_until(of.decided)};
    if (one.ground == RevocationGround::by_decision && !(other && rules::stands_before(other->standing, of.decided))) {
      confirmed.withdrawn = Confirmed::Withdrawn{one.number, one.issuer, *one.decided, one.log_index};
      parts_.products.set_standing(act, product.product, rules::standing_of(confirmed));
    } else if (other) {
      parts_.products.set_standing(act, product.product, other->standing);
    } else {
      parts_.products.set_standing(act, product.product, parts_.products.printed(act, product.product).value_or(products::Standing{}));
    }
  }
}

Result<void> Confirmations::discard_revocation(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(draft, waiting_revocation(act, actor, id, input));
    confirmation_rows::remove(act, draft.id);
    parts_.blobs.release(act, owner_of(draft.id), act.now());
    return {};
  });
}

Result<std::string> Confirmations::revocation_file(const Actor& actor, ConfirmationId id, RevocationId revocation) const {
  OCOP_TRY(found, view(actor, id));
  const auto entered = std::ranges::find(found.revocations, revocation, &Revocation::id);
  std::string sha256 = entered == found.revocations.end() ? std::string() : entered->sha256;
  if (found.waiting && found.waiting->id == revocation) sha256 = found.waiting->sha256;
  if (sha256.empty()) return Error::of(ErrorKind::not_found, "no file of a withdrawal of this id");
  return parts_.database.read([&](db::Reader& reader) { return parts_.blobs.read(reader, sha256); });
}

std::vector<std::string> Confirmations::recheck_revocations(db::Reader& reader) {
  constexpr std::int64_t kChunk = 500, kEntries = 1000;
  std::vector<std::string> findings;
  RevocationId last{};
  for (std::vector<Revocation> some; !(some = confirmation_rows::revocations_after(reader, last, kChunk)).empty(); last = some.back().id)
    for (const Revocation& one : some) {
      const auto of = confirmation_rows::find(reader, one.confirmation);
      const std::string entry = tlog::entry_at(reader, one.log_index).value_or("");
      if (!tlog::says(entry, revocation_entry(one, of ? of->province : std::string())))
        findings.push_back("withdrawal of a confirmation " + one.id.text() + ": not as it was logged at " + std::to_string(one.log_index));
    }
  for (std::int64_t from = 0;; from += kEntries) {
    const auto records = tlog::entries(reader, from, kEntries);
    for (const tlog::Record& record : records) {
      const auto document = json::parse(record.entry);
      if (!document || document->root()["kind"].text_or("") != kRevokedKind.kind) continue;
      const auto id = RevocationId::parse(document->root()["subject"].text_or(""));
      const auto row = id ? confirmation_rows::find_revocation(reader, *id) : std::nullopt;
      if (!row || row->log_index != record.index)
        findings.push_back("withdrawal of a confirmation " + (id ? id->text() : std::string()) + ": logged at " +
                           std::to_string(record.index) + ", and there is no such row");
    }
    if (records.size() < static_cast<std::size_t>(kEntries)) return findings;
  }
}

std::vector<std::string> Confirmations::recheck_revocation_files(db::Reader& reader, const blobs::Blobs& blobs) {
  constexpr std::int64_t kChunk = 500;
  std::vector<std::string> findings;
  RevocationId last{};
  for (std::vector<Revocation> some; !(some = confirmation_rows::revocations_after(reader, last, kChunk)).empty(); last = some.back().id)
    for (const Revocation& one : some) {
      if (one.sha256.empty()) continue;
      const auto held = blobs.held_by(reader, owner_of(one.id));
      if (std::ranges::find(held, one.sha256, &blobs::Blob::sha256) == held.end())
        findings.push_back("withdrawal of a confirmation " + one.id.text() + ": its file " + one.sha256 + " is not held");
    }
  return findings;
}

}  // namespace ocop::certificates
