// What is held of a person here (kernel/personal).
#include "modules/sites/store_personal.h"

#include "modules/sites/messages.h"

namespace ocop::sites::store {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("sites_site", "changed_by",
                            {"sites.personal_draft",
                             "SELECT changed AS at, producer FROM sites_site WHERE changed_by = $1 ORDER BY changed"},
                            msg::held_drafts),
          personal::answers("sites_edition", "published_by",
                            {"sites.personal_editions",
                             "SELECT published AS at, producer FROM sites_edition WHERE published_by = $1 ORDER BY published"},
                            msg::held_editions),
          personal::answers("sites_picture", "added_by",
                            {"sites.personal_pictures",
                             "SELECT added_at AS at, producer FROM sites_picture WHERE added_by = $1 ORDER BY added_at, id"},
                            msg::held_pictures)};
}

}  // namespace ocop::sites::store
