#include "modules/evaluation/tests/desk.h"

#include "modules/evaluation/forms_routes.h"

namespace ocop::evaluation::test {

void Desk::SetUp() {
  Evaluation::SetUp();
  if (IsSkipped()) return;
  int n = 0;
  for (const Actor* actor : {&world.maker, &world.helper, &world.other_maker, &world.officer, &world.other_officer, &world.province,
                             &world.other_province, &world.chair, &world.administrator})
    desk_.people.add("p" + std::to_string(n++), *actor);
  for (const Actor& member : world.members) desk_.people.add("p" + std::to_string(n++), member);
  add_pages(router, service(), desk_.site, desk_.offers);
  add_api(router, service());
  add_form_routes(router, service(), desk_.site, studio_);
  desk_.offers.add(work_source(service()));
  work::add_lists(router, {database(), desk_.site, desk_.offers, nullptr});
}

}  // namespace ocop::evaluation::test
