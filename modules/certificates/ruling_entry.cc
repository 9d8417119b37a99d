#include "modules/certificates/ruling_entry.h"

#include <algorithm>

namespace ocop::certificates {

tlog::Entry ruling_entry(const Ruling& one) {
  std::vector<DossierId> dossiers;   // in the order of their ids, whatever order a page has
  for (const Ruled& line : one.lines) dossiers.push_back(line.dossier);
  std::ranges::sort(dossiers);
  json::Writer out;   // keys in sorted order; without a file nothing is said of its signature
  out.begin_object().field("decided", one.decided.value()).field("decision", one.number).member("dossiers").begin_array();
  for (const DossierId& dossier : dossiers) out.text(dossier.text());
  out.end_array();
  const bool filed = !one.sha256.empty();
  if (filed) out.field("file", one.sha256);
  if (one.whole.value() != one.id) out.field("part_of", *one.whole);
  out.field("province", one.province);
  if (filed) out.field("signature", signatures::name(one.signature));
  if (one.signed_at) out.field("signed_at", *one.signed_at);
  if (!one.signed_by.empty()) out.field("signed_by", tlog::commit(one.salt, "signed_by:" + one.signed_by));
  if (!one.signed_earlier.empty()) out.field("signed_earlier", tlog::commit(one.salt, "signed_earlier:" + one.signed_earlier));
  out.field("signer", tlog::commit(one.salt, "signer:" + one.signer)).end_object();
  return {std::string(kRulingKind.kind), one.id.text(), out.take(), one.recorded.value()};
}

std::optional<Ruling> read_ruling_entry(const json::Node& entry) {
  const json::Node body = entry["body"], dossiers = body["dossiers"];
  Ruling out;
  const auto id = RulingId::parse(entry["subject"].text_or(""));
  out.decided = Date::parse_iso(body["decided"].text_or(""));
  out.recorded = Instant::parse_iso(entry["at"].text_or(""));
  if (!id || !out.decided || !out.recorded) return std::nullopt;
  out.id = *id;
  out.whole = RulingId::parse(body["part_of"].text_or("")).value_or(*id);
  out.number = body["decision"].text_or("");
  out.province = body["province"].text_or("");
  out.sha256 = body["file"].text_or("");
  out.signature = signatures::parse_standing(body["signature"].text_or("none")).value_or(signatures::Standing::none);
  out.signed_at = Instant::parse_iso(body["signed_at"].text_or(""));
  out.signed_by = body["signed_by"].text_or("");
  out.signed_earlier = body["signed_earlier"].text_or("");
  out.signer = body["signer"].text_or("");
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    const auto dossier = DossierId::parse(dossiers.at(i).text_or(""));
    if (!dossier) return std::nullopt;
    out.lines.push_back({.dossier = *dossier, .reason = {}});
  }
  return out;
}

}  // namespace ocop::certificates
