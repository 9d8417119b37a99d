#include "modules/duplicates/lists.h"

#include "kernel/i18n/translate.h"
#include "modules/duplicates/api.h"
#include "modules/duplicates/messages.h"
#include "modules/duplicates/pages.h"
#include "modules/duplicates/service.h"
#include "modules/duplicates/store.h"

namespace ocop::duplicates {

void add_lists(http::Router& router, const lists::Host& host) {
  lists::add(router, host,
             lists::List<Pair>{
                 .name = "duplicates",
                 .rows = pairs(),
                 .words = {msg::title, msg::none_waiting, msg::none_waiting_teach},
                 .columns = {lists::linked({msg::column_pair}, &Pair::name, path_of), lists::column({msg::column_other}, &Pair::other_name),
                             lists::column<Pair>({msg::column_probability},
                                                 [](const Pair& pair, Language language) { return percent(pair.weight, language) + " %"; }),
                             lists::column<Pair>({msg::column_answer},
                                                 [](const Pair& pair, Language language) { return in(label(pair.answer), language); })},
                 .filters = {lists::choice("answer", msg::column_answer, kAnswers).as(lists::Filter::Style::tabs, name(Answer::none))},
                 .orders = {{"likely", msg::sort_likely}},
                 .json = write_pair},
             {.page = "/duplicates",
              .api = "/api/v1/duplicates",
              .policy = Policy::roles(Role::provincial_body),
              .scope = scope_of,
              .summary = "pairs of products that may be one; answer = none (usual), one, two, or empty for all",
              .description = msg::description});
}

}  // namespace ocop::duplicates
