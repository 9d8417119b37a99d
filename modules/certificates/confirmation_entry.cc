#include "modules/certificates/confirmation_entry.h"

#include <algorithm>

namespace ocop::certificates {

bool is_confirmation(std::string_view kind) { return kind == kConfirmedKind.kind || kind == kCorrectedKind.kind; }

tlog::Entry confirmation_entry(const Confirmation& one) {
  std::vector<const ConfirmedProduct*> products;   // in the order of their ids, whatever order a page has
  for (const ConfirmedProduct& product : one.products) products.push_back(&product);
  std::ranges::sort(products, {}, [](const ConfirmedProduct* product) { return product->product; });
  json::Writer out;   // keys in sorted order
  out.begin_object();
  if (one.corrects) out.field("corrects", *one.corrects);
  out.field("decided", one.decided).field("decision", one.number).field("file", one.sha256).field("issuer", one.issuer);
  out.member("products").begin_array();
  for (const ConfirmedProduct* product : products)
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

}  // namespace ocop::certificates
