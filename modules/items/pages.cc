#include "modules/items/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/items/messages.h"
#include "modules/items/requests.h"
#include "modules/items/rules.h"

namespace ocop::items {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

// "Hộp giấy · Vị gừng · 300 g"; what says nothing is left out.
std::string title_of(const Item& item, Language language) {
  std::string out;
  for (const std::string& part : {item.option, item.option_two, show(item.content, language)})
    if (!part.empty()) out += (out.empty() ? "" : " · ") + part;
  return out.empty() ? in(msg::item_plain, language) : out;
}

std::string price_words(const Item& item, Language language) {
  return item.price == 0 ? in(msg::price_on_request, language) : show_money(item.price, language);
}

std::string measure_words(const Item& item, Language language) {
  const std::int64_t price = price_of_measure(item);
  if (price == 0) return {};
  constexpr std::array<std::string_view, 3> kSigns{"kg", "l", "m"};
  return show_money(price, language) + "/" + std::string(kSigns[static_cast<std::size_t>(item.content.unit)]);
}

const Message& label(Availability availability) {
  return availability == Availability::in_stock   ? msg::in_stock
         : availability == Availability::to_order ? msg::to_order
                                                  : msg::sold_out;
}

std::string stock_words(const Item& item, Language language) {
  if (item.ended) return in(msg::ended, language);
  if (!item.stock) return in(msg::to_order, language);
  return ocop::count(msg::one_in_stock, msg::many_in_stock, *item.stock, language);
}

void months_field(Html& out, const web::Form& form) {
  std::vector<web::Option> options;
  for (int month = 1; month <= 12; ++month) {
    const std::string number = std::to_string(month);
    options.push_back({number, format(msg::month, out.language(), {number})});
  }
  web::check_cards(out, form, {.name = "months", .label = msg::months, .hint = msg::months_hint, .required = false}, options);
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site, Random& random) : service_(service), site_(site), random_(random) {}

  Result<Response> list(const Call<>& call, std::string_view id) const {
    OCOP_TRY(own, service_.own(call.actor, id));
    return page(call, format(msg::items_of, call.language(), {own.product.name_in(call.language())}), own.product, [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::items_lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      if (own.items.empty()) web::empty_state(out, msg::items_none, msg::items_none_teach);
      else rows(out, call, own);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::sheet_title, sheet_path(own.product), web::ButtonKind::quiet);
      out << "</p>"_h;
      if (own.items.size() < rules::kMostItems) add_form(out, form, own);
    });
  }

  Result<Response> add(const Call<ItemWords>& call, std::string_view id) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_CHECK(service_.add(call.actor, id, call.input, attempt));
    return back(call, id, msg::item_added);
  }

  Result<Response> edit(const Call<>& call, std::string_view id, ItemId item) const {
    OCOP_TRY(own, service_.own_item(call.actor, id, item));
    return page(call, title_of(own.item, call.language()), own.product, [&](Html& out) {
      const http::Fields current = changed_item().show(rules::words_of(own.item));
      const web::Form form = web::form(call, &current);
      web::error_summary(out, form);
      web::open_form(out, form, item_path(own.product, item, ""));
      item_controls(out, form, changed_item().shape(), own.sheet);
      acts(out, msg::save, own.product);
      web::close_form(out);
    });
  }

  Result<Response> change(const Call<ItemWords>& call, std::string_view id, ItemId item) const {
    OCOP_CHECK(service_.change(call.actor, id, item, call.input));
    return back(call, id, msg::item_saved);
  }
  Result<Response> end(const Call<Version>& call, std::string_view id, ItemId item) const {
    OCOP_CHECK(service_.end(call.actor, id, item, call.input.version));
    return back(call, id, msg::item_ended);
  }
  Result<Response> resume(const Call<Version>& call, std::string_view id, ItemId item) const {
    OCOP_CHECK(service_.resume(call.actor, id, item, call.input.version));
    return back(call, id, msg::item_resumed);
  }
  Result<Response> first(const Call<>& call, std::string_view id, ItemId item) const {
    OCOP_CHECK(service_.put_first(call.actor, id, item));
    return back(call, id, msg::item_is_first);
  }

  Result<Response> sheet(const Call<>& call, std::string_view id) const {
    OCOP_TRY(own, service_.own(call.actor, id));
    return page(call, format(msg::sheet_of, call.language(), {own.product.name_in(call.language())}), own.product, [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::sheet_lead << "</p>"_h;
      const http::Fields current = sheet_words().show(rules::words_of(own.sheet));
      const web::Form form = web::form(call, &current);
      web::error_summary(out, form);
      web::open_form(out, form, sheet_path(own.product));
      constexpr int kRows = 3;
      for (const input::Field& field : sheet_words().shape().fields())
        if (field.key != "months") web::control(out, form, sheet_words().shape(), field.key, {.rows = kRows});
      months_field(out, form);
      acts(out, msg::save, own.product);
      web::close_form(out);
    });
  }
  Result<Response> write_sheet(const Call<SheetWords>& call, std::string_view id) const {
    OCOP_CHECK(service_.write_sheet(call.actor, id, call.input));
    return back(call, id, msg::sheet_saved);
  }

 private:
  static std::string sheet_path(const products::Product& product) { return "/products/" + product.code + "/sheet"; }
  static std::string item_path(const products::Product& product, ItemId item, std::string_view act) {
    return path_of(product) + "/" + item.text() + std::string(act);
  }
  Result<Response> back(const http::Asked& call, std::string_view id, const Message& done) const {
    return web::redirect_with_flash(site_, call.request, "/products/" + std::string(id) + "/items", done);
  }

  Response page(const http::Asked& call, const std::string& title, const products::Product& product,
                const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(product.name_in(out.language())), "/products/" + product.code},
                           web::Crumb{in(msg::items_crumb, out.language()), path_of(product)}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      body(out);
    });
  }

  // A block an item: what it is, price, stock, and what may be done. Buttons say of which item they are.
  static void rows(Html& out, const http::Asked& call, const Own& own) {
    const Item* first = nullptr;
    for (const Item& item : own.items) {
      if (!first && !item.ended) first = &item;
      const std::string title = title_of(item, out.language());
      out << "<section class=\"panel stack\"><h2>"_h << title << "</h2>"_h;
      const std::array facts{
          web::Fact{msg::price, price_words(item, out.language())}, web::Fact{msg::price_of_measure, measure_words(item, out.language())},
          web::Fact{msg::stock, stock_words(item, out.language())}, web::Fact{msg::gtin, item.gtin}, web::Fact{msg::sku, item.sku}};
      web::facts(out, facts);
      if (&item == first && own.items.size() > 1) out << "<p class=\"small\">"_h << msg::item_stands_first << "</p>"_h;
      out << "<div class=\"acts\">"_h;
      out << "<a class=\"button quiet\" href=\""_h << web::link(out.language(), item_path(own.product, item.id, "")) << "\">"_h
          << msg::item_edit << "<span class=\"unseen\"> "_h << title << "</span></a>"_h;
      if (!item.ended && &item != first) web::act(out, call.request, {item_path(own.product, item.id, "/first"), msg::item_make_first});
      if (item.ended)
        web::act(out, call.request,
                 {.action = item_path(own.product, item.id, "/resume"), .label = msg::item_resume, .version = item.version});
      else
        web::act(out, call.request, {.action = item_path(own.product, item.id, "/end"), .label = msg::item_end, .version = item.version});
      out << "</div></section>"_h;
    }
  }

  // What is asked first stands first; numbers for channels and parcels are folded away.
  static void item_controls(Html& out, const web::Form& form, const input::Shape& shape, const Sheet& sheet) {
    if (shape.find("version")) web::control(out, form, shape, "version");
    for (const std::string_view key : {"content", "price", "stock"}) web::control(out, form, shape, key);
    if (!sheet.axis.empty()) axis_control(out, form, shape, "option", sheet.axis);
    else web::control(out, form, shape, "option");
    if (!sheet.axis_two.empty()) axis_control(out, form, shape, "option_two", sheet.axis_two);
    const bool refused = form.error != nullptr;
    out << "<details"_h << web::when(refused, " open"_h) << "><summary>"_h << msg::item_more << "</summary>"_h;
    for (const std::string_view key :
         {"list_price", "least", "gtin", "sku", "parcel_grams", "parcel_length", "parcel_width", "parcel_height"})
      web::control(out, form, shape, key);
    out << "</details>"_h;
  }
  // The maker's own word for what items differ in.
  static void axis_control(Html& out, const web::Form& form, const input::Shape& shape, std::string_view key, const std::string& axis) {
    out << "<p class=\"small\">"_h << format(msg::axis_is, out.language(), {axis}) << "</p>"_h;
    web::control(out, form, shape, key);
  }

  void add_form(Html& out, const web::Form& form, const Own& own) const {
    out << "<h2>"_h << msg::item_add << "</h2>"_h;
    web::open_form(out, form, path_of(own.product));
    web::attempt_field(out, form, random_);
    item_controls(out, form, new_item().shape(), own.sheet);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::item_add);
    out << "</div>"_h;
    web::close_form(out);
  }
  static void acts(Html& out, const Message& label, const products::Product& product) {
    out << "<div class=\"acts\">"_h;
    web::button(out, label);
    web::link_button(out, msg::items_back, path_of(product), web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  Service& service_;
  const web::Site& site_;
  Random& random_;
};

}  // namespace

void price_panel(Html& out, const http::Request& request, const Service& service, const products::Product& product) {
  const bool member = product.producer != ProducerId{} && Scope::for_task(request.actor, Task::products).covers({}, {}, product.producer);
  const auto shown = service.show(product.id.text());
  const bool any = shown && !shown->items.empty();
  if (!any && !member) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::prices << "</h2>"_h;
  if (any) {
    // Two columns: the panel stands beside the record, where a third one leaves the screen at 200 % text.
    const std::vector<web::Column> columns{{"item", msg::column_item}, {"price", msg::price}};
    web::table(out, request, {.caption = msg::prices, .columns = columns, .captioned = web::Table::Caption::heard}, [&](Html& rows) {
      for (const Item& item : shown->items) {
        web::open_row(rows);
        web::value_cell(rows, columns[0], title_of(item, rows.language()), {}, web::Cell::heading);
        const std::string measure = measure_words(item, rows.language());
        web::text_cell(rows, columns[1],
                       price_words(item, rows.language()) + (measure.empty() ? "" : " (" + measure + ")") + " · " +
                           in(label(availability(item)), rows.language()));
        web::close_row(rows);
      }
    });
    out << "<p class=\"small\">"_h << msg::prices_of_maker << "</p>"_h;
  }
  if (member) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, any ? msg::items_manage : msg::items_begin, path_of(product), web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  out << "</section>"_h;
}

void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(service, site, random))
      .get("/products/{id}/items", kMember, &Pages::list, "In which sizes and packs the member's product is sold")
      .form("/products/{id}/items", kMember, new_item(), &Pages::add, &Pages::list, "Sell a product in another size or pack")
      .get("/products/{id}/items/{item}", kMember, &Pages::edit, "An item: form")
      .form("/products/{id}/items/{item}", kMember, changed_item(), &Pages::change, &Pages::edit, "An item: save")
      .post("/products/{id}/items/{item}/end", kMember, item_version(), &Pages::end, "An item is no longer sold")
      .post("/products/{id}/items/{item}/resume", kMember, item_version(), &Pages::resume, "An item is sold again")
      .post("/products/{id}/items/{item}/first", kMember, &Pages::first, "The item that stands for its product")
      .get("/products/{id}/sheet", kMember, &Pages::sheet, "What the maker says of a product for buyers and channels: form")
      .form("/products/{id}/sheet", kMember, sheet_words(), &Pages::write_sheet, &Pages::sheet,
            "What the maker says of a product for buyers and channels: save");
}

}  // namespace ocop::items
