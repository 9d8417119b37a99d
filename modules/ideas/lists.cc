#include "modules/ideas/lists.h"

#include "modules/ideas/api.h"
#include "modules/ideas/messages.h"
#include "modules/ideas/store.h"

namespace ocop::ideas {
namespace {

// The rounds as far as a target day may be, and those of the last two years, which late ideas name: by the day before which their results
// are due.
lists::Filter by_round(const Service& service) {
  constexpr int kYearsBack = 2, kRounds = 2 * (kFurthestYears + kYearsBack);
  lists::Filter out = lists::options("round", msg::round, [&service](Language language) {
    std::vector<web::Option> options;
    evaluation::Round round = evaluation::round_of(service.today().plus_months(-12 * kYearsBack));
    for (int i = 0; i < kRounds; ++i) {
      options.push_back({round.results_before.iso(), format(msg::round_before, language, {round.results_before.show(language)})});
      round = evaluation::round_of(round.asked_before);
    }
    return options;
  });
  out.value = [](std::string_view word) {
    const auto day = Date::parse_iso(word);
    return lists::Value(day ? std::int64_t{day->days} : std::int64_t{-1});
  };
  return out;
}

lists::Filter by_set(const Service& service) {
  return lists::options("set", msg::product_set, [&service](Language language) {
    std::vector<web::Option> options;
    for (const rulebooks::Table* one : service.sets()) options.push_back({one->code, one->name.in(language)});
    return options;
  });
}

std::string set_words(const Service& service, std::string_view code, Language language) {
  const rulebooks::Table* table = service.set(code);
  return table ? table->name.in(language) : std::string(code);
}
std::string round_words(const std::optional<Date>& before, Language language) {
  return before ? format(msg::round_before, language, {before->show(language)}) : std::string();
}

void add_ideas(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  lists::add(router, host,
             lists::List<Idea>{
                 .name = "ideas",
                 .rows = store::ideas(),
                 .words = {msg::ideas_title, msg::ideas_none, msg::ideas_none_teach},
                 .columns = {lists::linked<Idea, std::string>({.label = msg::idea_name, .width = 40}, &Idea::name, path_of),
                             lists::column<Idea>({msg::kind}, [](const Idea& one) { return one.kind; }),
                             lists::column<Idea>({msg::state}, [](const Idea& one) { return one.state; }),
                             lists::column<Idea>({.label = msg::product_set, .shown = lists::Shown::exports, .width = 34},
                                                 [&service](const Idea& one, Language language) {
                                                   return set_words(service, one.product_set, language);
                                                 }),
                             lists::column<Idea>({msg::target, "target"}, [](const Idea& one) { return one.target; }),
                             lists::column<Idea>({.label = msg::round, .width = 26},
                                                 [](const Idea& one, Language language) {
                                                   return round_words(one.results_before, language);
                                                 }),
                             lists::column<Idea>({.label = msg::commune, .sort = "commune", .width = 34},
                                                 [&places](const Idea& one, Language language) {
                                                   return places.show(one.province, one.commune, language);
                                                 }),
                             lists::column<Idea>({.label = msg::changed, .sort = "changed", .shown = lists::Shown::exports},
                                                 [](const Idea& one) { return one.changed; })},
                 .filters = {lists::choice_by_place("state", msg::state, kStates).as(lists::Filter::Style::tabs),
                             lists::choice_by_place("kind", msg::kind, kKinds), by_round(service), by_set(service),
                             lists::text("commune", msg::commune).as(lists::Filter::Style::none)},
                 .json = write_idea,
                 .json_schema = kIdeaSchema},
             {.page = "/ideas",
              .api = "/api/v1/ideas",
              .policy = kReaders,
              .scope = scope_of,
              .summary = "ideas of the officer's commune, of the province, or of the own producers; state, kind, round (day before which "
                         "its results are due), set, commune",
              .above = [](web::Html& out, const http::Asked& call) {
                if (kWriters.admit(call.actor)) web::link_button(out, msg::enter, "/ideas/new");
              }});
}

void write_forecast(json::Writer& out, const Forecast& one) {
  out.begin_object().field("province", one.province).field("commune", one.commune).field("product_set", one.product_set);
  out.field("results_before", one.results_before).field("ideas", one.ideas).field("in_work", one.in_work).end_object();
}

void add_forecast(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  const auto rows_of = [](const Forecast& one) {
    return "/ideas?commune=" + one.commune + "&set=" + one.product_set + "&round=" + one.results_before.iso();
  };
  lists::add(router, host,
             lists::List<Forecast>{
                 .name = "forecast",
                 .rows = store::forecast(),
                 .words = {msg::forecast_title, msg::forecast_none, msg::forecast_none_teach},
                 .columns = {lists::column<Forecast>({.label = msg::round, .sort = "round", .width = 26},
                                                     [](const Forecast& one, Language language) {
                                                       return round_words(one.results_before, language);
                                                     }),
                             lists::column<Forecast>({.label = msg::commune, .sort = "commune", .width = 34},
                                                     [&places](const Forecast& one, Language language) {
                                                       return places.show(one.province, one.commune, language);
                                                     }),
                             lists::column<Forecast>({.label = msg::product_set, .width = 40},
                                                     [&service](const Forecast& one, Language language) {
                                                       return set_words(service, one.product_set, language);
                                                     }),
                             lists::linked({msg::forecast_ideas, "ideas", lists::Align::number}, &Forecast::ideas, rows_of),
                             lists::column({msg::forecast_in_work, {}, lists::Align::number}, &Forecast::in_work)},
                 .filters = {by_round(service), by_set(service), lists::text("commune", msg::commune).as(lists::Filter::Style::none)},
                 .json = write_forecast},
             {.page = "/ideas/forecast",
              .api = "/api/v1/ideas/forecast",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body),
              .scope = offices_of,
              .summary = "how many new products are to be expected, by commune, set and round; round, set, commune"});
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  add_ideas(router, host, service);
  add_forecast(router, host, service);
}

}  // namespace ocop::ideas
