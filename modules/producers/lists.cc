#include "modules/producers/lists.h"

#include <array>

#include "modules/producers/api.h"
#include "modules/producers/messages.h"
#include "modules/producers/store.h"

namespace ocop::producers {
namespace {

constexpr std::array kKindsAsListed{Kind::cooperative, Kind::cooperative_group, Kind::enterprise, Kind::household, Kind::farm, Kind::other,
                            Kind::unknown};

std::vector<lists::Filter> filters(const places::Index& places) {
  lists::Filter words = lists::words("q", msg::name_words, name_key);   // "HTX chè" finds "Hợp tác xã Chè …"
  lists::Filter kind = lists::choice("kind", msg::kind, kKindsAsListed).as(lists::Filter::Style::facets);
  kind.value = [](std::string_view word) { return lists::Value(static_cast<std::int64_t>(parse_kind(word).value_or(Kind::unknown))); };
  const auto provinces = [&places](Language language) { return lists::named(places.provinces(), language); };
  return {std::move(words), std::move(kind), lists::options("province", msg::province, provinces).as(lists::Filter::Style::facets)};
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const places::Index& places) {
  using lists::Cell;
  lists::add(
      router, host,
      lists::List<Producer>{
          .name = "producers",
          .rows = producers(),
          .words = {msg::producers_title, msg::producers_none, msg::producers_none_teach},
          .columns = {{{.label = msg::title_registered, .sort = "name", .width = 44},
                       [](const Producer& one, Language language) {
                         return Cell{std::string(one.name_in(language)), "/producers/" + one.id.text()};
                       }},
                      lists::column({msg::kind}, &Producer::kind),
                      lists::column<Producer>({.label = msg::place, .sort = "province", .width = 34},
                                              [&places](const Producer& one, Language language) {
                                                return places.show(one.province, one.commune, language);
                                              }),
                      lists::column({.label = msg::place_as_printed, .shown = lists::Shown::exports}, &Producer::address_as_printed)},
          .filters = filters(places),
          .json = write_producer,
          .json_schema = kProducerSchema},
      {.page = "/producers",
       .api = "/api/v1/producers",
       .policy = Policy::anyone(),
       .scope = [](const Actor&) { return Scope::everything(); },
       .summary = "Producers by name; q, kind and province narrow",
       .description = msg::producers_description});
}

}  // namespace ocop::producers
