#include "modules/products/address.h"

#include <charconv>

#include "kernel/base/text.h"
#include "modules/products/messages.h"

namespace ocop::products {
namespace {

constexpr std::array<std::string_view, 6> kGroups{"I", "II", "III", "IV", "V", "VI"};

class Reader {
 public:
  Reader(const http::Fields& query, const places::Index& places) : query_(query), places_(places) {}

  Result<Filter> read() {
    filter_.text = text::clean(text::cut(query_.get("q"), kTextLimit));
    read_place();
    if (const auto typed = value("group")) {
      if (*typed == kUnknownGroup) filter_.group = "";
      else if (std::ranges::find(kGroups, *typed) != kGroups.end()) filter_.group = std::string(*typed);
      else wrong("group", "I..VI or none");
    }
    if (const auto typed = value("stars")) {
      filter_.stars = number(*typed);
      if (!filter_.stars || *filter_.stars < 0 || *filter_.stars > 5) wrong("stars", "0..5");
    }
    if (const auto typed = value("kind")) {
      filter_.kind = producers::parse_kind(*typed);
      if (!filter_.kind) wrong("kind", "cooperative, cooperative_group, enterprise, household, farm, other or unknown");
    }
    if (const auto typed = value("validity")) {
      filter_.validity = parse_validity(*typed);
      if (!filter_.validity) wrong("validity", "valid, renewal_window, reported, lapsed, withdrawn, not_verified or none");
    }
    if (const auto typed = value("sort")) {
      const auto sort = parse_sort(*typed);
      if (sort) filter_.sort = *sort;
      else wrong("sort", "relevance, name, stars or newest");
    }
    if (const auto typed = value("page")) {
      const auto page = number(*typed);
      if (page && *page >= 1 && *page <= kLastPage) filter_.page = *page;
      else wrong("page", "1.." + std::to_string(kLastPage));
    }
    if (!problems_.empty()) return Error{ErrorKind::invalid_input, std::move(problems_)};
    return std::move(filter_);
  }

 private:
  // Empty is the same as absent: a form sends all its fields.
  std::optional<std::string_view> value(std::string_view name) const {
    const auto found = query_.find(name);
    return found && !found->empty() ? found : std::nullopt;
  }
  static std::optional<int> number(std::string_view typed) {
    int out = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
    return error == std::errc() && end == typed.data() + typed.size() ? std::optional(out) : std::nullopt;
  }
  void wrong(std::string_view field, std::string expected) {
    problems_.push_back(
        {std::string(field), std::string(text::cut(query_.get(field), kMaxProblemText)), std::move(expected), msg::wrong_parameter});
  }
  void read_place() {
    if (const auto typed = value("province")) {
      filter_.province = std::string(*typed);
      if (!places_.province(*typed)) wrong("province", "a code of 34 provinces");
    }
    if (const auto typed = value("commune")) {
      filter_.commune = std::string(*typed);
      if (!places_.commune(*typed)) wrong("commune", "a code of 3,321 units");
    }
  }

  const http::Fields& query_;
  const places::Index& places_;
  Filter filter_;
  std::vector<Problem> problems_;
};

}  // namespace

Result<Filter> read_filter(const http::Fields& query, const places::Index& places) { return Reader(query, places).read(); }

std::string query_of(const Filter& filter) {
  http::Fields fields;
  if (!filter.text.empty()) fields.add("q", filter.text);
  if (filter.province) fields.add("province", *filter.province);
  if (filter.commune) fields.add("commune", *filter.commune);
  if (filter.stars) fields.add("stars", std::to_string(*filter.stars));
  if (filter.group) fields.add("group", filter.group->empty() ? std::string(kUnknownGroup) : *filter.group);
  if (filter.kind) fields.add("kind", std::string(producers::name(*filter.kind)));
  if (filter.validity) fields.add("validity", std::string(name(*filter.validity)));
  if (filter.sort != Sort::relevance) fields.add("sort", std::string(name(filter.sort)));
  if (filter.page > 1) fields.add("page", std::to_string(filter.page));
  return fields.empty() ? std::string() : fields.to_query();
}

std::string catalogue_path(const Filter& filter) {
  const std::string query = query_of(filter);
  return query.empty() ? "/products" : "/products?" + query;
}

}  // namespace ocop::products
