// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/products/messages.h"
#include "modules/products/store_personal.h"

namespace ocop::products::store {

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers(
          "products_photo", "added_by",
          {"products.personal",
            "SELECT added_at AS at, alt AS name FROM products_photo WHERE added_by = $1 ORDER BY added_at, id"},
          msg::held_photos),
      personal::answers(
          "products_past_gtin", "given_up_by",
          {"products.personal",
            "SELECT given_up AS at, gtin AS number FROM products_past_gtin WHERE given_up_by = $1 ORDER BY"
            " given_up"},
          msg::held_past_gtins),
      personal::answers(
          "products_import", "sent_by",
          {"products.personal",
            "SELECT sent AS at, file_name AS file FROM products_import WHERE sent_by = $1 ORDER BY sent, id"},
          msg::held_imports),
      personal::answers(
          "products_import", "applied_by",
          {"products.personal",
            "SELECT applied AS at, file_name AS file FROM products_import WHERE applied_by = $1 ORDER BY applied,"
            " id"},
          msg::held_applied),
      personal::answers(
          "products_import", "undone_by",
          {"products.personal",
            "SELECT undone AS at, file_name AS file FROM products_import WHERE undone_by = $1 ORDER BY undone, id"},
          msg::held_undone_imports),
      personal::answers(
          "products_import_fix", "fixed_by",
          {"products.personal",
            "SELECT fixed AS at, printed AS about, value AS words FROM products_import_fix WHERE fixed_by = $1"
            " ORDER BY fixed"},
          msg::held_fixes),
      personal::answers(
          "products_settlement", "settled_by",
          {"products.personal",
            "SELECT settled AS at, place_as_printed AS about FROM products_settlement WHERE settled_by = $1 ORDER"
            " BY settled, id"},
          msg::held_settled),
      personal::answers(
          "products_settlement", "undone_by",
          {"products.personal",
            "SELECT undone AS at, place_as_printed AS about FROM products_settlement WHERE undone_by = $1 ORDER BY"
            " undone, id"},
          msg::held_unsettled),
      personal::answers(
          "products_merge", "merged_by",
          {"products.personal",
            "SELECT merged AS at FROM products_merge WHERE merged_by = $1 ORDER BY merged, id"},
          msg::held_merges),
      personal::answers(
          "products_merge", "undone_by",
          {"products.personal",
            "SELECT undone AS at FROM products_merge WHERE undone_by = $1 ORDER BY undone, id"},
          msg::held_unmerged)};
}

}  // namespace ocop::products::store
