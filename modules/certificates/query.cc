#include "modules/certificates/query.h"

#include <charconv>

#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

std::optional<int> read_number(std::string_view text, int least, int most) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value < least || value > most) return std::nullopt;
  return value;
}

bool is_standing(products::Validity validity) {
  using enum products::Validity;
  return validity == valid || validity == renewal_window || validity == lapsed || validity == withdrawn;
}

}  // namespace

Result<ListQuery> read_list_query(const http::Fields& query) {
  ListQuery out;
  std::vector<Problem> problems;
  const auto wrong = [&](std::string_view field, std::string_view expected) {
    const std::string got(query.get(field).substr(0, kMaxProblemText));
    problems.push_back({std::string(field), got, std::string(expected), msg::wrong_filter, {std::string(field)}});
  };
  const auto given = [&](std::string_view field) { return !query.get(field).empty(); };
  if (given("province")) {
    out.filter.province = query.get("province");
    if (out.filter.province.size() != 2) wrong("province", "a province code of two digits");
  }
  if (given("stars")) {
    const auto stars = read_number(query.get("stars"), 3, 5);
    if (!stars) wrong("stars", "3..5");
    out.filter.stars = stars.value_or(0);
  }
  if (given("validity")) {
    out.filter.validity = products::parse_validity(query.get("validity"));
    if (!out.filter.validity || !is_standing(*out.filter.validity)) wrong("validity", "valid, renewal_window, lapsed or withdrawn");
  }
  if (given("page")) {
    const auto page = read_number(query.get("page"), 1, kMostPages);
    if (!page) wrong("page", "1.." + std::to_string(kMostPages));
    out.page = page.value_or(1);
  }
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems), "parameters are wrong"};
  return out;
}

std::string write_list_query(const Filter& filter) {
  http::Fields fields;
  if (!filter.province.empty()) fields.add("province", filter.province);
  if (filter.stars != 0) fields.add("stars", std::to_string(filter.stars));
  if (filter.validity) fields.add("validity", std::string(products::name(*filter.validity)));
  return fields.to_query();
}

}  // namespace ocop::certificates
