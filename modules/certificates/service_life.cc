#include <algorithm>
#include <cctype>

#include "modules/certificates/paper.h"
#include "modules/certificates/service.h"
#include "modules/certificates/store_life.h"

// Use cases of a certificate's life: printing it, asking what a printed copy is worth, and the copies of what the log says of renewals.
namespace ocop::certificates {

Result<std::string> Service::print(std::string_view number, const Actor& reader) {
  OCOP_TRY(view, this->view(number));
  const Certificate& certificate = view.issued.certificate;
  const auto withdrawn = view.issued.withdrawal ? std::optional(view.issued.withdrawal->log_index) : std::nullopt;
  OCOP_TRY(copy, acts_.run_without_account([&](act::Moment& act) -> Result<Copy> {
    Copy wanted{.id = act.new_id<CopyId>(), .product = certificate.product, .certificate = certificate.number,
                .province = certificate.province, .as_of = rules::told_by(certificate, withdrawn), .printed = act.now(),
                .printer = printer_of(reader, certificate)};
    if (wanted.printer != Printer::visitor) wanted.printed_by = reader.account;
    if (auto same = life_rows::same_copy(act, wanted)) {
      life_rows::print_again(act, same->id);
      return std::move(*same);
    }
    wanted.number = life_rows::next_number(act, wanted.product);
    if (wanted.number > rules::kMostCopy) return Error::of(ErrorKind::internal, "the product has no number left for a copy");
    life_rows::insert(act, wanted);
    return wanted;
  }));
  const bool coded = !certificate.code.empty();   // else its symbol leads to its own page, which needs no number
  if (coded) view.scan_url = rules::copy_url(view.scan_url, copy.number);
  return paper(view, copy);
}

Result<std::string> Service::paper(const CertificateView& view, const std::optional<Copy>& copy) const {
  PaperFacts facts{view, parts_.log_origin, tlog::leaf_hash(view.entry),
                   parts_.register_kind == Parts::Register::sample ? Notice::sample : Notice::none};
  if (copy) facts.copy = PaperFacts::Numbered{copy->number, vietnam_date(copy->printed)};
  return draw_paper(facts, parts_.fonts);
}

namespace {

// The record that was certified under a code, as it stands on a paper or as somebody typed it from there.
std::optional<ProductId> certified_under(const Ledger& ledger, std::string_view code) {
  if (const auto found = ledger.product_of_code(code)) return found;
  std::string normal;
  for (const char letter : code)
    if (letter != '-') normal += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return ledger.product_of_code(normal);
}

}  // namespace

std::optional<CopyVerdict> Service::copy(db::Reader& reader, std::string_view code, ProductId leads_to, std::string_view typed) const {
  const auto number = rules::read_copy_number(typed);
  if (!number) return std::nullopt;
  ledger_.look(reader);
  const ProductId product = certified_under(ledger_, code).value_or(leads_to);
  auto held = of_product(reader, product);
  const auto found = life_rows::copy(reader, product, *number);
  const auto at = found ? std::ranges::find(held, found->certificate, &Certificate::number) : held.end();
  if (at == held.end())
    return CopyVerdict{.state = CopyVerdict::State::unknown, .number = *number, .printed = {}, .since = {}, .certificate = {}};
  const Certificate printed = *at;
  LoggedStanding stands = *logged_standing(ledger_, product);   // of one that has a certificate
  ProductId standing_of_product = product;
  // Of a record that was merged the other one may have been recognised since: it is the same product.
  const auto other = leads_to == product ? std::nullopt : logged_standing(ledger_, leads_to);
  if (other && other->standing.decided > stands.standing.decided) {
    stands = *other;
    standing_of_product = leads_to;
    if (auto more = of_product(reader, leads_to); !more.empty()) held = std::move(more);
  }
  rules::CopyFacts facts{.copy = *found, .printed = printed, .newest = held.front(), .stands = stands, .today = today()};
  if (const auto& until = stands.standing.valid_until) facts.refused = ledger_.refused(standing_of_product, *until);
  if (const auto logged = ledger_.by_number(printed.number); logged && logged->withdrawal)
    facts.withdrawal_entry = logged->withdrawal->log_index;
  const ProducerId producer = printed.producer;
  if (const auto now = parts_.products.by_ids(reader, std::span(&product, 1)); !now.empty()) facts.product_name = now.front().name;
  if (const auto now = parts_.producers.by_ids(reader, std::span(&producer, 1)); !now.empty()) facts.producer_name = now.front().name;
  return rules::check_copy(facts);
}

std::optional<Service::RenewalView> Service::renewal_of(DossierId dossier) const {
  parts_.database.read([&](db::Reader& reader) { ledger_.look(reader); });
  auto filed = ledger_.filed(dossier);
  if (!filed) return std::nullopt;
  RenewalView out{.renewal = filed->renewal, .until = filed->standing_until, .result = filed->result,
                  .sent_back = filed->sent_back};
  if (!out.until) {   // an entry of before: what the product's certificate says
    for (const auto& logged : ledger_.of_product(filed->product))
      if (const Date end = logged->certificate.valid_until, filed_on = filed->renewal.filed;
          rules::renewal_window(end).opens <= filed_on && rules::extends(filed_on, end))
        out.until = end;
  }
  if (out.until) out.refused = ledger_.refused(filed->product, *out.until);
  // What the log says of the product now; of a recognition that is not in it (a register's) nothing was withdrawn or replaced here.
  const auto now = logged_standing(ledger_, filed->product);
  if (!now || !out.until || now->standing.valid_until < out.until) return out;
  using Now = RenewalView::Now;
  out.now = now->standing.withdrawn ? Now::withdrawn : now->standing.valid_until > out.until ? Now::replaced : Now::stands;
  if (out.now != Now::stands && !now->confirmed) out.certificate = ledger_.of_product(filed->product).front()->certificate.number;
  return out;
}

std::optional<LifeView> Service::life_of(const products::Product& product) const {
  const products::Standing& standing = product.standing;
  if (!standing.valid_until || standing.stars == 0) return std::nullopt;
  const Date until = *standing.valid_until;
  LifeView out{.valid_until = until, .renewal = ledger_.renewal(product.id, until)};
  rules::LifeFacts facts{.valid_until = until, .state = standing.withdrawn ? State::withdrawn : State::in_force};
  if (out.renewal) facts.filed = out.renewal->filed;
  out.stage = rules::stage_of(facts, today());
  return out;
}

bool Service::mend_extended(act::Moment& act) const {
  std::vector<life_rows::Extended> truth;
  for (const ProductId product : ledger_.under_renewal())
    for (const auto& logged : ledger_.of_product(product))
      if (const Date end = logged->certificate.valid_until; ledger_.renewal(product, end)) truth.push_back({product, end});
  std::ranges::sort(truth);
  const auto kept = life_rows::extended(act);
  for (const auto& one : kept)
    if (!std::ranges::binary_search(truth, one)) life_rows::end(act, one);
  for (const auto& one : truth)
    if (!std::ranges::binary_search(kept, one)) life_rows::extend(act, one);
  return kept != truth;
}

}  // namespace ocop::certificates
