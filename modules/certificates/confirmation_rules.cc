#include "modules/certificates/confirmation_rules.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/rules.h"

namespace ocop::certificates {

std::string_view name(ConfirmationState state) {
  static constexpr std::array<std::string_view, 4> kNames{"draft", "confirmed", "corrected", "withdrawn"};
  return kNames[static_cast<std::size_t>(state)];
}
const Message& label(ConfirmationState state) {
  static constexpr const Message* kLabels[] = {&msg::confirmation_draft, &msg::confirmation_done, &msg::confirmation_corrected,
                                                &msg::confirmation_withdrawn};
  return *kLabels[static_cast<std::size_t>(state)];
}
std::string_view name(RevocationGround ground) { return ground == RevocationGround::by_decision ? "by_decision" : "in_error"; }
std::optional<RevocationGround> parse_revocation_ground(std::string_view text) {
  for (const RevocationGround one : kRevocationGrounds)
    if (name(one) == text) return one;
  return std::nullopt;
}
const Message& label(RevocationGround ground) {
  return ground == RevocationGround::by_decision ? msg::revoked_by_decision : msg::revoked_in_error;
}
std::string confirmation_path(ConfirmationId id) { return "/confirmations/" + id.text(); }

namespace rules {
namespace {

// "3588" of "3588/QĐ-UBND ngày 30-11-2021"; of a decision without a number the first digits there are.
std::string digits_of(std::string_view printed) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t from = 0;
  if (const std::size_t slash = printed.find('/'); slash != std::string_view::npos && slash > 0 && digit(printed[slash - 1])) {
    from = slash;
    while (from > 0 && digit(printed[from - 1])) --from;
  } else {
    while (from < printed.size() && !digit(printed[from])) ++from;
  }
  while (from < printed.size() && printed[from] == '0') ++from;
  std::size_t to = from;
  while (to < printed.size() && digit(printed[to])) ++to;
  return std::string(printed.substr(from, to - from));
}

std::optional<int> year_of(const products::Products::ReportedDecision& decision) {
  if (decision.decided) return decision.decided->civil().year;
  return decision.year;
}

Error wrong_product(const products::Product& product, std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {"stars", product.code, std::string(expected), message, {product.name}});
}

}  // namespace

Result<void> check_paper(const ConfirmationInput& input, PaperFile file, Begun begun, Date today) {
  std::vector<Problem> problems;
  const Date first = Date::of(kFirstDecisions, 1, 1).value();
  if (input.decided > today || input.decided < first)
    problems.push_back({"decided", input.decided.iso(), first.iso() + " to " + today.iso(),
                        input.decided > today ? msg::date_in_future : msg::confirm_too_early, {first.in_a_sentence()}});
  if (file == PaperFile::sent && !input.file.content.start().starts_with("%PDF-"))
    problems.push_back({"file", std::string(text::cut(input.file.name, kMaxProblemText)), "a PDF", msg::confirm_file_type, {}});
  std::size_t named = 0;
  for (const Starred& one : input.stars) {
    if (one.stars.empty()) continue;
    ++named;
    if (read_stars(one.stars) == 0 || !ProductId::parse(one.product))
      problems.push_back({"stars", std::string(text::cut(one.stars, kMaxProblemText)), "3, 4, 5 or empty", msg::confirm_stars, {}});
  }
  if (named == 0 && begun == Begun::anew) problems.push_back({"stars", "0", "a product at least", msg::confirm_no_product, {}});
  if (named > kMostConfirmed) {
    const std::string most = std::to_string(kMostConfirmed);
    problems.push_back({"stars", std::to_string(named), "at most " + most, msg::confirm_too_many, {most}});
  }
  if (begun == Begun::as_correction && input.reason.empty()) problems.push_back({"reason", "", "a text", msg::confirm_reason_missing, {}});
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems)};
  return {};
}

Result<void> check_product(const products::Product& product, std::string_view province, Date decided, Named named) {
  // Of another province's product no more is said than of none.
  if (product.province != province) return wrong_product({}, "a product of the province", msg::confirm_unknown_product);
  if (product.merged_into) return wrong_product(product, "a product that is not merged", msg::confirm_merged);
  const products::Standing& standing = product.standing;
  if (named == Named::anew && products::is_logged(standing) && stands_before(standing, decided))
    return wrong_product(product, "a product that no decision of this day or later recognises", msg::confirm_recognised_since);
  return {};
}

bool stands_before(const products::Standing& logged, Date decided) {
  if (!logged.decided) return false;
  if (*logged.decided != decided) return *logged.decided > decided;
  return !(logged.withdrawn && logged.basis == products::Standing::Basis::confirmed);
}

Result<void> check_revocation(const NewRevocation& input, const Confirmation& confirmed, std::span<const ProductId> revocable, Date today) {
  std::vector<Problem> problems;
  const auto needs = [&](std::string_view field, bool given, const Message& missing) {
    if (input.ground == RevocationGround::by_decision && !given) problems.push_back({std::string(field), "", "a value", missing, {}});
    if (input.ground == RevocationGround::in_error && given)
      problems.push_back({std::string(field), "", "nothing", msg::revoke_no_decision, {}});
  };
  needs("number", !input.number.empty(), msg::number_missing);
  needs("decided", input.decided.has_value(), msg::date_unreadable);
  needs("issuer", !input.issuer.empty(), msg::confirm_issuer_missing);
  needs("signer", !input.signer.empty(), msg::signer_missing);
  if (input.ground == RevocationGround::by_decision && input.decided && (*input.decided > today || *input.decided < confirmed.decided))
    problems.push_back({"decided", input.decided->iso(), confirmed.decided.iso() + " to " + today.iso(),
                        *input.decided > today ? msg::date_in_future : msg::revoke_too_early, {confirmed.decided.in_a_sentence()}});
  if (!input.file.content.empty() && !input.file.content.start().starts_with("%PDF-"))
    problems.push_back({"file", std::string(text::cut(input.file.name, kMaxProblemText)), "a PDF", msg::confirm_file_type, {}});
  const auto may = [&](ProductId product) { return std::ranges::find(revocable, product) != revocable.end(); };
  if (input.products.empty() || !std::ranges::all_of(input.products, may))
    problems.push_back({"products", std::to_string(input.products.size()), "products of the decision that are not withdrawn",
                        msg::revoke_products_missing, {}});
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems)};
  return {};
}

int read_stars(std::string_view typed) { return typed == "3" ? 3 : typed == "4" ? 4 : typed == "5" ? 5 : 0; }

bool may_be_one(const products::Products::ReportedDecision& a, const products::Products::ReportedDecision& b) {
  if (a.province != b.province) return false;
  const std::string digits = digits_of(a.decision);
  if (digits.empty() || digits != digits_of(b.decision)) return false;
  const auto one = year_of(a), other = year_of(b);
  return !one || !other || *one == *other;
}

products::Standing standing_of(const Confirmed& confirmed) {
  products::Standing out;
  out.basis = products::Standing::Basis::confirmed;
  out.stars = confirmed.stars;
  out.decision = confirmed.number;
  out.decided = confirmed.decided;
  out.year = confirmed.decided.civil().year;
  out.valid_until = confirmed.valid_until;
  out.verified = true;
  out.withdrawn = confirmed.withdrawn.has_value();
  out.recognition = "decision";
  return out;
}

}  // namespace rules
}  // namespace ocop::certificates
