#include "modules/certificates/ledger.h"

#include <algorithm>
#include <ranges>

#include "kernel/access/centre.h"
#include "kernel/json/json.h"
#include "kernel/tlog/kept.h"
#include "modules/certificates/confirmation_entry.h"
#include "modules/certificates/life.h"
#include "modules/certificates/proof.h"
#include "modules/certificates/ruling_entry.h"

namespace ocop::certificates {
namespace {

constexpr std::string_view kRenewalWord = "renewal";   // evaluation::Kind in the entry's body
constexpr std::string_view kReturnedKind = "dossier.returned";   // of modules/evaluation

}  // namespace

void Ledger::follow() {
  const std::uint64_t told = database_->changes(tlog::kGrown);  // before reading: what comes between is read twice
  database_->read([&](db::Reader& reader) { follow(reader); });
  told_ = told;
  begun_ = true;
}

void Ledger::follow_when_told() {
  if (!begun_ || database_->changes(tlog::kGrown) != told_) follow();
}

void Ledger::look(db::Reader& reader) {
  const std::uint64_t told = database_->changes(tlog::kGrown);
  if (begun_ && (told == told_ || told == looked_)) return;
  if (dynamic_cast<db::Transaction*>(&reader) != nullptr) return;
  follow(reader);
  looked_ = told;   // the snapshot may be from before: a second later follow_when_told() looks with one of its own
}

void Ledger::follow(db::Reader& reader) {
  const std::unique_lock lock(mutex_);
  const auto followed = follower_.follow(reader, [this](std::int64_t index, std::string_view entry) { take(index, entry); });
  if (followed) return;
  damage_ = followed.error().detail;
  if (database_ != nullptr) database_->stop_writing(damage_);   // nothing is built on a log that is not what it says; pages go on
}

void Ledger::take(std::int64_t index, std::string_view text) {
  const auto entry = json::parse(text);
  if (!entry) return;  // an entry of no kind that is known here
  const json::Node root = entry->root(), body = root["body"];
  const std::string_view kind = root["kind"].text_or("");
  if (kind == "dossier.submitted") {  // of modules/evaluation
    take_submitted(index, root);
  } else if (kind == kReturnedKind) {
    take_returned(root);
  } else if (kind == "file.submitted") {  // of modules/evaluation: a dossier that goes on from another one
    take_file(root);
  } else if (kind == kDecisionKind) {
    take_decided(root);
  } else if (kind == tlog::kBegun.kind) {
    beginnings_.push_back({index, body["before_size"].integer().value_or(0), Instant::parse_iso(root["at"].text_or("")).value_or(Instant{}),
                           std::string(body["reason"].text_or(""))});
  } else if (kind == kIssuedKind) {
    if (auto logged = read_issued_entry(root)) {
      logged->certificate.log_index = index;
      take_issued(std::move(*logged));
    }
  } else if (kind == kWithdrawnKind) {
    take_withdrawn(index, root);
  } else if (is_confirmation(kind)) {
    if (auto confirmation = read_confirmation_entry(root)) {
      confirmation->log_index = index;
      take_confirmation(std::move(*confirmation));
    }
  } else if (kind == kRevokedKind.kind) {
    if (auto revocation = read_revocation_entry(root)) {
      revocation->log_index = index;
      take_revocation(std::move(*revocation));
    }
  } else if (kind == kRulingKind.kind) {
    if (auto ruling = read_ruling_entry(root)) {
      ruling->log_index = index;
      take_ruling(std::move(*ruling));
    }
  }
}

// Which product a dossier is of; of a renewal also when it came first and what it goes on from.
void Ledger::take_submitted(std::int64_t index, const json::Node& entry) {
  const json::Node body = entry["body"];
  const auto dossier = DossierId::parse(entry["subject"].text_or(""));
  const auto product = ProductId::parse(body["product"].text_or(""));
  if (!dossier || !product) return;
  product_of_dossier_[*dossier] = *product;
  const auto at = Instant::parse_iso(entry["at"].text_or(""));
  if (const auto before = filed_.find(*dossier); before != filed_.end()) {   // handed in again: it came on its first day
    before->second.sent_back = false;
    return;
  }
  if (body["kind"].text_or("") != kRenewalWord || !at) return;
  filed_[*dossier] = {{*dossier, std::string(body["number"].text_or("")), vietnam_date(*at), index}, *product,
                      Date::parse_iso(body["standing_until"].text_or("")), {}};
  renewals_of_[*product].push_back(*dossier);
}

void Ledger::take_returned(const json::Node& entry) {
  const auto dossier = DossierId::parse(entry["subject"].text_or(""));
  if (const auto found = dossier ? filed_.find(*dossier) : filed_.end(); found != filed_.end()) found->second.sent_back = true;
}

// Its result is that of the dossier that was filed.
void Ledger::take_file(const json::Node& entry) {
  const json::Node body = entry["body"];
  const auto file = DossierId::parse(entry["subject"].text_or("")), origin = DossierId::parse(body["origin"].text_or(""));
  const auto product = ProductId::parse(body["product"].text_or(""));
  if (!file || !origin || !product) return;
  product_of_dossier_[*file] = *product;
  const auto before = goes_on_from_.find(*origin);
  goes_on_from_[*file] = {before == goes_on_from_.end() ? *origin : before->second.first, is_centre(body["province"].text_or(""))};
}

// The Ministry's answer is yet to come for what the province sent on (article 7.6e), and the province's for what the Ministry returned
// (7.4g): that is no result.
void Ledger::take_decided(const json::Node& entry) {
  auto dossier = DossierId::parse(entry["subject"].text_or(""));
  const auto file = dossier ? goes_on_from_.find(*dossier) : goes_on_from_.end();
  const auto outcome = parse_outcome(entry["body"]["outcome"].text_or(""));
  if (dossier && outcome)   // a dossier is decided on once
    said_.try_emplace(*dossier, Said{*outcome, static_cast<int>(entry["body"]["stars"].integer().value_or(0))});
  if (file != goes_on_from_.end()) {
    if (file->second.second && outcome == Outcome::not_recognised) return;
    dossier = file->second.first;
  }
  const auto found = dossier ? filed_.find(*dossier) : filed_.end();
  if (found == filed_.end() || !outcome || *outcome == Outcome::forwarded_to_ministry) return;
  found->second.result = Date::parse_iso(entry["body"]["decided"].text_or(""));
  found->second.refused = *outcome == Outcome::not_recognised;
}

void Ledger::take_withdrawn(std::int64_t index, const json::Node& entry) {
  const auto found = by_number_.find(entry["subject"].text_or(""));
  auto withdrawal = read_withdrawn_entry(entry);
  if (found == by_number_.end() || !withdrawal) return;
  withdrawal->log_index = index;
  auto changed = std::make_shared<Logged>(*found->second);  // whoever reads the old one keeps it whole
  changed->certificate.state = State::withdrawn;
  changed->certificate.withdrawn = withdrawal->decided;
  changed->certificate.withdrawal_reason = name(withdrawal->ground);
  changed->withdrawal = std::move(*withdrawal);
  found->second = std::move(changed);
}

void Ledger::take_ruling(Ruling ruling) {
  const RulingId id = ruling.id;
  if (rulings_.contains(id)) return;
  for (const Ruled& line : ruling.lines) ruling_of_.try_emplace(line.dossier, id);   // a dossier is decided on once
  rulings_[id] = std::make_shared<const Ruling>(std::move(ruling));
}

const Revocation* LoggedConfirmation::revoked(ProductId product) const {
  for (const Revocation& one : revocations)
    if (std::ranges::find(one.products, product, &ConfirmedProduct::product) != one.products.end()) return &one;
  return nullptr;
}

void Ledger::take_revocation(Revocation revocation) {
  const auto of = confirmations_.find(revocation.confirmation);
  if (of == confirmations_.end()) return;
  auto changed = std::make_shared<LoggedConfirmation>(*of->second);   // whoever reads the old one keeps it whole
  changed->revocations.push_back(std::move(revocation));
  of->second = std::move(changed);
}

void Ledger::take_confirmation(Confirmation confirmation) {
  const ConfirmationId id = confirmation.id;
  if (confirmations_.contains(id)) return;
  if (confirmation.corrects) {
    const auto first = confirmations_.find(*confirmation.corrects);
    if (first != confirmations_.end()) {
      auto changed = std::make_shared<LoggedConfirmation>(*first->second);   // whoever reads the old one keeps it whole
      changed->corrected_by = id;
      first->second = std::move(changed);
    }
  }
  for (const ConfirmedProduct& one : confirmation.products) {
    confirmed_of_[one.product].push_back(id);
    if (!one.code.empty()) product_of_code_.try_emplace(one.code, one.product);
  }
  confirmations_[id] = std::make_shared<const LoggedConfirmation>(LoggedConfirmation{std::move(confirmation), {}, {}});
}

void Ledger::take_issued(Logged logged) {
  Certificate& certificate = logged.certificate;
  if (by_number_.contains(certificate.number)) return;   // a number is given once: a second entry of it is nobody's certificate
  if (certificate.product == ProductId{})
    if (const auto known = product_of_dossier_.find(certificate.dossier); known != product_of_dossier_.end())
      certificate.product = known->second;
  if (!certificate.code.empty()) product_of_code_[certificate.code] = certificate.product;
  of_product_[certificate.product].push_back(certificate.number);
  logged.ordinal = static_cast<std::int64_t>(in_order_.size());
  in_order_.push_back(certificate.number);
  by_number_[certificate.number] = std::make_shared<const Logged>(logged);
}

std::shared_ptr<const Logged> Ledger::by_number(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const Logged>> Ledger::of_product(ProductId product) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<const Logged>> out;
  const auto found = of_product_.find(product);
  if (found == of_product_.end()) return out;
  for (auto number = found->second.rbegin(); number != found->second.rend(); ++number) out.push_back(by_number_.find(*number)->second);
  return out;
}

std::optional<ProductId> Ledger::product_of_code(std::string_view code) const {
  const std::shared_lock lock(mutex_);
  const auto found = product_of_code_.find(code);
  if (found == product_of_code_.end()) return std::nullopt;
  return found->second;
}

namespace {

// An entry of before does not name the standing: it is the one in whose last half year the file came.
bool is_of(const Ledger::Filed& filed, Date valid_until) {
  if (filed.standing_until) return *filed.standing_until == valid_until;
  return rules::renewal_window(valid_until).opens <= filed.renewal.filed;
}
bool came_within(const Ledger::Filed& filed, Date valid_until) {
  return is_of(filed, valid_until) && rules::extends(filed.renewal.filed, valid_until);
}

}  // namespace

std::optional<Renewal> Ledger::renewal(ProductId product, Date valid_until) const {
  const std::shared_lock lock(mutex_);
  const auto of = renewals_of_.find(product);
  if (of == renewals_of_.end()) return std::nullopt;
  std::optional<Renewal> out;
  for (const DossierId& dossier : of->second | std::views::reverse) {
    const Filed& filed = filed_.find(dossier)->second;
    if (!came_within(filed, valid_until)) continue;
    if (filed.result) return std::nullopt;
    if (!out && !filed.sent_back) out = filed.renewal;
  }
  return out;
}

bool Ledger::waits(ProductId product, Date valid_until) const {
  const std::shared_lock lock(mutex_);
  const auto of = renewals_of_.find(product);
  return of != renewals_of_.end() && std::ranges::any_of(of->second, [&](const DossierId& dossier) {
           const Filed& filed = filed_.find(dossier)->second;
           return !filed.result && !filed.sent_back && is_of(filed, valid_until);
         });
}

std::optional<Date> Ledger::refused(ProductId product, Date valid_until) const {
  const std::shared_lock lock(mutex_);
  const auto of = renewals_of_.find(product);
  if (of == renewals_of_.end()) return std::nullopt;
  std::optional<Date> out;
  for (const DossierId& dossier : of->second) {
    const Filed& filed = filed_.find(dossier)->second;
    if (filed.refused && filed.result && came_within(filed, valid_until)) out = std::min(out.value_or(*filed.result), *filed.result);
  }
  return out;
}

std::vector<ProductId> Ledger::under_renewal() const {
  const std::shared_lock lock(mutex_);
  std::vector<ProductId> out;
  for (const auto& [product, dossiers] : renewals_of_)
    if (std::ranges::any_of(dossiers, [&](const DossierId& one) { return !filed_.find(one)->second.result; })) out.push_back(product);
  return out;
}

std::optional<Ledger::Filed> Ledger::filed(DossierId dossier) const {
  const std::shared_lock lock(mutex_);
  const auto found = filed_.find(dossier);
  return found == filed_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ProductId> Ledger::product_of_dossier(DossierId dossier) const {
  const std::shared_lock lock(mutex_);
  const auto found = product_of_dossier_.find(dossier);
  if (found == product_of_dossier_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Ledger::numbers(std::size_t from, std::size_t most) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> out;
  for (const auto& [number, logged] : by_number_ | std::views::drop(from) | std::views::take(most)) out.push_back(number);
  return out;
}
std::size_t Ledger::issued() const {
  const std::shared_lock lock(mutex_);
  return by_number_.size();
}

std::optional<std::int64_t> Ledger::ordinal(std::string_view number) const {
  const auto logged = by_number(number);
  return logged ? std::optional(logged->ordinal) : std::nullopt;
}
std::vector<std::pair<std::string, std::int64_t>> Ledger::in_order(std::int64_t from, std::int64_t most) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (auto at = from; at < static_cast<std::int64_t>(in_order_.size()) && at < from + most; ++at)
    out.emplace_back(in_order_[static_cast<std::size_t>(at)], at);
  return out;
}

std::vector<ProductId> Ledger::products() const {
  const std::shared_lock lock(mutex_);
  std::vector<ProductId> out;
  for (const auto& [product, numbers] : of_product_) out.push_back(product);
  for (const auto& [product, confirmations] : confirmed_of_)
    if (!of_product_.contains(product)) out.push_back(product);
  return out;
}

std::shared_ptr<const LoggedConfirmation> Ledger::confirmation(ConfirmationId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = confirmations_.find(id);
  return found == confirmations_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const LoggedConfirmation>> Ledger::confirmations_of(ProductId product) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<const LoggedConfirmation>> out;
  const auto found = confirmed_of_.find(product);
  if (found == confirmed_of_.end()) return out;
  for (const ConfirmationId& id : found->second) {
    const auto& one = confirmations_.find(id)->second;
    const Revocation* revoked = one->revoked(product);
    if (revoked ? revoked->ground == RevocationGround::by_decision : !one->corrected_by) out.push_back(one);
  }
  return out;
}

std::shared_ptr<const Ruling> Ledger::ruling(RulingId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = rulings_.find(id);
  return found == rulings_.end() ? nullptr : found->second;
}

std::optional<RulingId> Ledger::ruling_of(DossierId dossier) const {
  const std::shared_lock lock(mutex_);
  const auto found = ruling_of_.find(dossier);
  if (found == ruling_of_.end()) return std::nullopt;
  return found->second;
}

std::optional<Ledger::Said> Ledger::said(DossierId dossier) const {
  const std::shared_lock lock(mutex_);
  const auto found = said_.find(dossier);
  return found == said_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Ledger::Beginning> Ledger::beginnings() const {
  const std::shared_lock lock(mutex_);
  return beginnings_;
}

std::int64_t Ledger::size() const {
  const std::shared_lock lock(mutex_);
  return follower_.size();
}

std::string Ledger::damage() const {
  const std::shared_lock lock(mutex_);
  return damage_;
}

}  // namespace ocop::certificates
