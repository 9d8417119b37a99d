#include "modules/certificates/confirmation_entry.h"

#include <algorithm>

namespace ocop::certificates {

bool is_confirmation(std::string_view kind) { return kind == kConfirmedKind.kind || kind == kCorrectedKind.kind; }

namespace {

// In the order of their ids, whatever order a page has.
std::vector<const ConfirmedProduct*> in_order(const std::vector<ConfirmedProduct>& named) {
  std::vector<const ConfirmedProduct*> out;
  for (const ConfirmedProduct& product : named) out.push_back(&product);
  std::ranges::sort(out, {}, [](const ConfirmedProduct* product) { return product->product; });
  return out;
}

}  // namespace

tlog::Entry confirmation_entry(const Confirmation& one) {
  json::Writer out;   // keys in sorted order
  out.begin_object();
  if (one.corrects) out.field("corrects", *one.corrects);
  out.field("decided", one.decided).field("decision", one.number).field("file", one.sha256).field("issuer", one.issuer);
  out.member("products").begin_array();
  for (const ConfirmedProduct* product : in_order(one.products))
    out.begin_object().field("code", product->code).field("id", product->product).field("stars", product->stars).end_object();
  out.end_array().field("province", one.province);
  out.field("signer", tlog::commit(one.salt, "signer:" + one.signer)).end_object();
  const tlog::Kind& kind = one.corrects ? kCorrectedKind : kConfirmedKind;
  return {std::string(kind.kind), one.id.text(), out.take(), one.confirmed.value()};
}

std::optional<Confirmation> read_confirmation_entry(const json::Node& entry) {
  const json::Node body = entry["body"], products = body["products"];
  Confirmation out;
  const auto id = ConfirmationId::parse(entry["subject"].text_or(""));
  const auto decided = Date::parse_iso(body["decided"].text_or(""));
  out.confirmed = Instant::parse_iso(entry["at"].text_or(""));
  if (!id || !decided || !out.confirmed) return std::nullopt;
  if (entry["kind"].text_or("") == kCorrectedKind.kind) {
    out.corrects = ConfirmationId::parse(body["corrects"].text_or(""));
    if (!out.corrects) return std::nullopt;
  }
  out.id = *id;
  out.decided = *decided;
  out.number = body["decision"].text_or("");
  out.issuer = body["issuer"].text_or("");
  out.province = body["province"].text_or("");
  out.sha256 = body["file"].text_or("");
  out.signer = body["signer"].text_or("");
  for (std::size_t i = 0; i < products.size(); ++i) {
    const json::Node one = products.at(i);
    const auto product = ProductId::parse(one["id"].text_or(""));
    const auto stars = one["stars"].integer();
    if (!product || !stars) return std::nullopt;
    out.products.push_back({*product, std::string(one["code"].text_or("")), {}, static_cast<int>(*stars)});
  }
  return out;
}

tlog::Entry revocation_entry(const Revocation& one, std::string_view province) {
  json::Writer out;   // keys in sorted order; without a withdrawing decision its members are not there
  out.begin_object().field("confirmation", one.confirmation);
  if (one.decided) out.field("decided", *one.decided).field("decision", one.number);
  if (!one.sha256.empty()) out.field("file", one.sha256);
  out.field("ground", name(one.ground));
  if (one.decided) out.field("issuer", one.issuer);
  out.member("products").begin_array();
  for (const ConfirmedProduct* product : in_order(one.products))
    out.begin_object().field("code", product->code).field("id", product->product).end_object();
  out.end_array().field("province", province);
  if (one.decided) out.field("signer", tlog::commit(one.salt, "signer:" + one.signer));
  out.end_object();
  return {std::string(kRevokedKind.kind), one.id.text(), out.take(), one.entered.value()};
}

std::optional<Revocation> read_revocation_entry(const json::Node& entry) {
  const json::Node body = entry["body"], products = body["products"];
  Revocation out;
  const auto id = RevocationId::parse(entry["subject"].text_or(""));
  const auto confirmation = ConfirmationId::parse(body["confirmation"].text_or(""));
  const auto ground = parse_revocation_ground(body["ground"].text_or(""));
  out.entered = Instant::parse_iso(entry["at"].text_or(""));
  out.decided = Date::parse_iso(body["decided"].text_or(""));
  if (!id || !confirmation || !ground || !out.entered) return std::nullopt;
  if (*ground == RevocationGround::by_decision && !out.decided) return std::nullopt;
  out.id = *id;
  out.confirmation = *confirmation;
  out.ground = *ground;
  out.number = body["decision"].text_or("");
  out.issuer = body["issuer"].text_or("");
  out.signer = body["signer"].text_or("");
  out.sha256 = body["file"].text_or("");
  for (std::size_t i = 0; i < products.size(); ++i) {
    const auto product = ProductId::parse(products.at(i)["id"].text_or(""));
    if (!product) return std::nullopt;
    out.products.push_back({*product, std::string(products.at(i)["code"].text_or("")), {}, 0});
  }
  return out;
}

}  // namespace ocop::certificates
