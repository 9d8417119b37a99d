#include <algorithm>
#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/packagings/messages.h"
#include "modules/packagings/pages.h"
#include "modules/packagings/requests.h"
#include "modules/packagings/rules.h"
#include "modules/packagings/view.h"

// What its maker writes of a packaging.
namespace ocop::packagings {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

void acts(Html& out, const Message& label, const std::string& back, web::ButtonKind kind = web::ButtonKind::main) {
  out << "<div class=\"acts\">"_h;
  web::button(out, label, kind);
  web::link_button(out, msg::back_to, back, web::ButtonKind::quiet);
  out << "</div>"_h;
}

void items_field(Html& out, const web::Form& form, const Shown& shown) {
  if (shown.items.empty()) return;   // one form of the product: nothing to choose from
  std::vector<web::Option> options;
  for (const items::Item& item : shown.items) {
    const std::string words = items::show(item, out.language());
    options.push_back({item.id.text(), words.empty() ? in(msg::item_plain, out.language()) : words});
  }
  web::check_cards(out, form, {.name = "items", .label = msg::items, .hint = msg::items_hint, .required = false}, options);
}

// Photos first: they are what one has in hand.
void draft_controls(Html& out, const web::Form& form, const input::Shape& shape, const Shown& shown, const Packaging* before) {
  if (shape.find("version")) web::control(out, form, shape, "version");
  for (const Side side : {Side::front, Side::back}) {
    web::Control look{.accept = "image/*"};   // lets a phone offer its camera and its pictures; what is sent is judged by its content
    if (before && before->photo(side)) look.hint = msg::photo_stays;
    web::control(out, form, shape, name(side), look);
  }
  constexpr int kRows = 3, kLabelRows = 10;
  web::control(out, form, shape, "change", {.rows = kRows});
  web::control(out, form, shape, "change_en", {.rows = kRows});
  items_field(out, form, shown);
  web::control(out, form, shape, "designer");
  web::control(out, form, shape, "label", {.rows = kLabelRows});
}

struct Edits {
  Service& service;
  const web::Site& site;
  Random& random;

  Result<Response> begin(const Call<>& call, std::string_view id) const {
    OCOP_TRY(own, service.own(call.actor, id));
    return page(site, call, own, in(msg::add_title, call.language()), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::add_lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      web::open_upload_form(out, form, path_of(own.product) + "/new");
      web::attempt_field(out, form, random);
      draft_controls(out, form, new_packaging().shape(), own, nullptr);
      acts(out, msg::save_draft, path_of(own.product));
      web::close_form(out);
    });
  }
  Result<Response> add(const Call<Draft>& call, std::string_view id) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    OCOP_TRY(made, service.add(call.actor, id, call.input, attempt));
    return to(call, id, made.id, msg::packaging_added);
  }

  Result<Response> edit(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, own_one(call, id, packaging));
    OCOP_CHECK(rules::is_draft(found.packaging()));
    const Packaging& one = found.packaging();
    return page(site, call, found.shown, titled(msg::edit_of, call, one), [&](Html& out) {
      const http::Fields current = changed_packaging().show({.version = one.version, .front = {}, .back = {}, .change = one.change,
                                                             .change_en = one.change_en, .designer = one.designer, .label = one.label,
                                                             .items = one.items});
      const web::Form form = web::form(call, &current);
      web::error_summary(out, form);
      web::open_upload_form(out, form, path_of(found.shown.product, one.id) + "/edit");
      draft_controls(out, form, changed_packaging().shape(), found.shown, &one);
      acts(out, msg::save_draft, path_of(found.shown.product));
      web::close_form(out);
    });
  }
  Result<Response> change(const Call<Draft>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.change(call.actor, id, packaging, call.input));
    return to(call, id, packaging, msg::packaging_saved);
  }

  Result<Response> ask_use(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, own_one(call, id, packaging));
    OCOP_CHECK(rules::is_draft(found.packaging()));
    const Packaging& one = found.packaging();
    return page(site, call, found.shown, titled(msg::use_title, call, one), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::use_lead << "</p>"_h;
      const std::string path = path_of(found.shown.product, one.id) + "/use";
      web::whole_form(out, call, period(), {.version = one.version, .since = service.today(), .until = {}}, {path, msg::use});
      to_all(out, found.shown);
    });
  }
  Result<Response> put_in_use(const Call<Period>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.put_in_use(call.actor, id, packaging, call.input));
    return to(call, id, packaging, msg::packaging_used);
  }

  Result<Response> ask_end(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, own_one(call, id, packaging));
    const Packaging& one = found.packaging();
    OCOP_CHECK(rules::may_end(one, service.today(), service.today()));
    return page(site, call, found.shown, titled(msg::end_title, call, one), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::end_lead << "</p>"_h;
      const std::string path = path_of(found.shown.product, one.id) + "/end";
      web::whole_form(out, call, ending(), {.version = one.version, .until = service.today()}, {path, msg::end});
      to_all(out, found.shown);
    });
  }
  Result<Response> end(const Call<Ending>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.end(call.actor, id, packaging, call.input));
    return to(call, id, packaging, msg::packaging_ended);
  }

  Result<Response> ask_removal(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, own_one(call, id, packaging));
    OCOP_CHECK(rules::is_draft(found.packaging()));
    return page(site, call, found.shown, titled(msg::remove_title, call, found.packaging()), [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::remove_lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::open_form(out, form, path_of(found.shown.product, packaging) + "/remove");
      acts(out, msg::remove, path_of(found.shown.product), web::ButtonKind::danger);
      web::close_form(out);
    });
  }
  Result<Response> remove(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.remove(call.actor, id, packaging));
    return web::redirect_with_flash(site, call.request, "/products/" + std::string(id) + "/packagings", msg::packaging_removed);
  }

  Result<Response> unname(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.unname(call.actor, id, packaging));
    return to(call, id, packaging, msg::designer_removed);
  }

  // What the forms below a packaging are shown again on.
  Result<Response> one(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, service.one(call.actor, id, packaging));
    return one_page(site, call, found, service.today());
  }
  Result<Response> add_lots(const Call<LotWords>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.add_lots(call.actor, id, packaging, call.input));
    return to(call, id, packaging, msg::lots_added);
  }
  Result<Response> add_note(const Call<NoteWords>& call, std::string_view id, PackagingId packaging) const {
    OCOP_CHECK(service.add_note(call.actor, id, packaging, call.input));
    return to(call, id, packaging, msg::note_added);
  }

 private:
  Result<Service::One> own_one(const http::Asked& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, service.one(call.actor, id, packaging));
    if (found.shown.reach != Shown::Reach::all) return Error::of(ErrorKind::not_found, "packaging " + packaging.text());
    return std::move(found);
  }
  Result<Response> to(const http::Asked& call, std::string_view id, PackagingId packaging, const Message& done) const {
    return web::redirect_with_flash(site, call.request, "/products/" + std::string(id) + "/packagings/" + packaging.text(), done);
  }
  static std::string titled(const Message& words, const http::Asked& call, const Packaging& packaging) {
    return format(words, call.language(), {std::to_string(packaging.number)});
  }
  static void to_all(Html& out, const Shown& shown) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::back_to, path_of(shown.product), web::ButtonKind::quiet);
    out << "</p>"_h;
  }
};

}  // namespace

void add_edit_pages(http::Router& router, Service& service, const web::Site& site, Random& random) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  constexpr std::string_view kOne = "/products/{id}/packagings/{packaging}";
  const auto at = [&](std::string_view act) { return std::string(kOne) + std::string(act); };
  http::Table(router, std::make_shared<const Edits>(Edits{service, site, random}))
      .get("/products/{id}/packagings/new", kMember, &Edits::begin, "A new packaging: form")
      .form("/products/{id}/packagings/new", kMember, new_packaging(), &Edits::add, &Edits::begin, "A new packaging: save the draft")
      .get(at("/edit"), kMember, &Edits::edit, "The draft of a packaging: form")
      .form(at("/edit"), kMember, changed_packaging(), &Edits::change, &Edits::edit, "The draft of a packaging: save")
      .get(at("/use"), kMember, &Edits::ask_use, "A packaging comes into use: form")
      .form(at("/use"), kMember, period(), &Edits::put_in_use, &Edits::ask_use, "A packaging comes into use")
      .get(at("/end"), kMember, &Edits::ask_end, "A packaging goes out of use: form")
      .form(at("/end"), kMember, ending(), &Edits::end, &Edits::ask_end, "A packaging goes out of use")
      .get(at("/remove"), kMember, &Edits::ask_removal, "Remove the draft of a packaging: question")
      .post(at("/remove"), kMember, &Edits::remove, "Remove the draft of a packaging")
      .post(at("/unname"), kMember, &Edits::unname, "Take the designer's name out of a packaging")
      .form(at("/lots"), kMember, lot_words(), &Edits::add_lots, &Edits::one, "Lots that bore a packaging")
      .form(at("/notes"), kMember, note_words(), &Edits::add_note, &Edits::one, "Correct what was said of a packaging, beside it");
}

}  // namespace ocop::packagings
