#include "modules/products/pages_photos.h"

#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "kernel/web/picture.h"
#include "modules/products/messages.h"
#include "modules/products/photo_requests.h"

namespace ocop::products {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;


class PhotoPages {
 public:
  PhotoPages(Photos& photos, const web::Site& site, Random& random) : photos_(photos), site_(site), random_(random) {}

  Result<Response> list(const Call<>& call, std::string_view id) const {
    OCOP_TRY(own, photos_.own(call.actor, id));
    const std::string title = format(msg::photos_of, call.language(), {own.product.name_in(call.language())});
    return page(call, title, own.product, [&](Html& out) {
      const web::Form form = web::form(call);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::photos_lead << "</p>"_h;
      web::error_summary(out, form);
      if (own.photos.empty()) web::empty_state(out, msg::photos_none, msg::photos_none_teach);
      else rows(out, call, own);
      if (own.photos.size() < Photos::kMostPhotos) add_form(out, form, own.product);
      else web::notice(out, msg::photos_full);
    });
  }

  Result<Response> add(const Call<NewPhoto>& call, std::string_view id) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    NewPhoto photo = call.input;
    photo.attempt = std::move(attempt);
    OCOP_CHECK(photos_.add(call.actor, id, photo));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::photo_added);
  }

  Result<Response> edit(const Call<>& call, std::string_view id, PhotoId photo) const {
    OCOP_TRY(found, own_photo(call, id, photo));
    const std::string title = in(msg::photo_edit_title, call.language());
    return page(call, title, found.product, [&](Html& out) {
      const Photo& shown = found.photos.front();
      const http::Fields current = photo_words().show({shown.version, shown.alt, shown.alt_en, shown.credit});
      const web::Form form = web::form(call, &current);
      out << "<h1>"_h << title << "</h1>"_h;
      alone(out, shown);
      web::error_summary(out, form);
      web::open_form(out, form, path_of(id, photo, "/edit"));
      web::fields(out, form, photo_words().shape());
      acts(out, msg::save, web::ButtonKind::main, id);
      web::close_form(out);
    });
  }

  Result<Response> describe(const Call<PhotoWords>& call, std::string_view id, PhotoId photo) const {
    OCOP_CHECK(photos_.describe(call.actor, id, photo, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::photo_described);
  }

  Result<Response> move(const Call<PhotoMove>& call, std::string_view id, PhotoId photo) const {
    OCOP_CHECK(photos_.move(call.actor, id, photo, call.input.to));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::photo_moved);
  }

  Result<Response> ask_removal(const Call<>& call, std::string_view id, PhotoId photo) const {
    OCOP_TRY(found, own_photo(call, id, photo));
    const std::string title = in(msg::photo_remove_title, call.language());
    return page(call, title, found.product, [&](Html& out) {
      const web::Form form = web::form(call);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::photo_remove_lead << "</p>"_h;
      alone(out, found.photos.front());
      web::open_form(out, form, path_of(id, photo, "/remove"));
      acts(out, msg::photo_remove, web::ButtonKind::danger, id);
      web::close_form(out);
    });
  }

  Result<Response> remove(const Call<>& call, std::string_view id, PhotoId photo) const {
    OCOP_CHECK(photos_.remove(call.actor, id, photo));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::photo_removed);
  }

 private:
  static std::string path_of(std::string_view id) { return "/products/" + std::string(id) + "/photos"; }
  static std::string path_of(std::string_view id, PhotoId photo, std::string_view act) {
    return path_of(id) + "/" + photo.text() + std::string(act);
  }

  // The member's product with that photo alone.
  Result<Photos::Shown> own_photo(const http::Asked& call, std::string_view id, PhotoId photo) const {
    OCOP_TRY(own, photos_.own(call.actor, id));
    std::erase_if(own.photos, [&](const Photo& one) { return one.id != photo; });
    if (own.photos.empty()) return Error::of(ErrorKind::not_found, "photo " + photo.text());
    return std::move(own);
  }

  Response page(const http::Asked& call, const std::string& title, const Product& product, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::catalogue_title, out.language()), "/products"},
                           web::Crumb{std::string(product.name_in(out.language())), "/products/" + product.code}, web::Crumb{title}};
      web::crumbs(out, way);
      body(out);
    });
  }

  static void alone(Html& out, const Photo& photo) {
    out << "<div class=\"photo-alone\">"_h;
    web::picture(out, picture_of(photo, out.language()), web::PictureRoom::alone, web::Loading::at_once);
    out << "</div>"_h;
  }
  // Every photo with what can be done to it. Buttons say which photo they mean, for whoever hears them one after the other.
  static void rows(Html& out, const http::Asked& call, const Photos::Shown& own) {
    out << "<ol class=\"photo-rows\">"_h;
    for (std::size_t i = 0; i < own.photos.size(); ++i) {
      const Photo& photo = own.photos[i];
      const std::string number = std::to_string(i + 1);
      out << "<li>"_h;
      web::picture(out, picture_of(photo, out.language()), web::PictureRoom::row,
                   i == 0 ? web::Loading::at_once : web::Loading::when_near);
      out << "<div class=\"stack\"><p>"_h << photo.alt_in(out.language()) << "</p>"_h;
      photo_credit(out, photo);
      if (i == 0) out << "<p class=\"small\">"_h << msg::photo_is_first << "</p>"_h;
      out << "<div class=\"acts\">"_h;
      link(out, msg::photo_edit, path_of(own.product.code, photo.id, "/edit"), number);
      link(out, msg::photo_remove_ask, path_of(own.product.code, photo.id, "/remove"), number);
      if (i > 0) step(out, call, own.product.code, photo.id, PhotoStep::earlier, number);
      if (i + 1 < own.photos.size()) step(out, call, own.product.code, photo.id, PhotoStep::later, number);
      out << "</div></div></li>"_h;
    }
    out << "</ol>"_h;
  }
  static void link(Html& out, const Message& label, const std::string& path, std::string_view number) {
    out << "<a class=\"button quiet\" href=\""_h << web::link(out.language(), path) << "\">"_h << label << "<span class=\"unseen\"> "_h
        << format(msg::photo_number, out.language(), {number}) << "</span></a>"_h;
  }
  static void step(Html& out, const http::Asked& call, std::string_view id, PhotoId photo, PhotoStep to, std::string_view number) {
    web::open_form(out, web::Form{call.request}, path_of(id, photo, "/move"));
    out << "<button type=\"submit\" class=\"button quiet\" name=\"to\" value=\""_h << name(to) << "\">"_h
        << (to == PhotoStep::earlier ? msg::photo_earlier : msg::photo_later) << "<span class=\"unseen\"> "_h
        << format(msg::photo_number, out.language(), {number}) << "</span></button>"_h;
    web::close_form(out);
  }

  void add_form(Html& out, const web::Form& form, const Product& product) const {
    out << "<h2>"_h << msg::photo_add << "</h2>"_h;
    web::open_upload_form(out, form, path_of(product.code));
    web::attempt_field(out, form, random_);
    // "image/*" lets a phone offer its camera and its pictures; what is sent is judged by its content.
    for (const input::Field& field : new_photo().shape().fields())
      web::control(out, form, new_photo().shape(), field.key, {.accept = "image/*"});
    out << "<p class=\"small\">"_h << msg::photo_privacy << "</p><div class=\"acts\">"_h;
    web::button(out, msg::photo_add);
    out << "</div>"_h;
    web::close_form(out);
  }
  static void acts(Html& out, const Message& label, web::ButtonKind kind, std::string_view id) {
    out << "<div class=\"acts\">"_h;
    web::button(out, label, kind);
    web::link_button(out, msg::photo_back, path_of(id), web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  Photos& photos_;
  const web::Site& site_;
  Random& random_;
};

}  // namespace

void photo_credit(Html& out, const Photo& photo) {
  if (!photo.credit.empty()) out << "<p class=\"small\">"_h << format(msg::photo_by, out.language(), {photo.credit}) << "</p>"_h;
}

void photo_gallery(Html& out, std::span<const Photo> photos) {
  if (photos.size() < 2) return;
  out << "<h2>"_h << msg::photos_heading << "</h2><ul class=\"photos\">"_h;
  for (const Photo& photo : photos.subspan(1)) {
    out << "<li>"_h;
    web::picture(out, picture_of(photo, out.language()), web::PictureRoom::gallery, web::Loading::when_near);
    photo_credit(out, photo);
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

void add_photo_pages(http::Router& router, Photos& photos, const web::Site& site, Random& random) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const PhotoPages>(photos, site, random))
      .get("/products/{id}/photos", kMember, &PhotoPages::list, "Photos of the member's product")
      .form("/products/{id}/photos", kMember, new_photo(), &PhotoPages::add, &PhotoPages::list, "Add a photo")
      .get("/products/{id}/photos/{photo}/edit", kMember, &PhotoPages::edit, "What is said about a photo: form")
      .form("/products/{id}/photos/{photo}/edit", kMember, photo_words(), &PhotoPages::describe, &PhotoPages::edit,
            "What is said about a photo: save")
      .post("/products/{id}/photos/{photo}/move", kMember, photo_move(), &PhotoPages::move, "A photo one place earlier or later")
      .get("/products/{id}/photos/{photo}/remove", kMember, &PhotoPages::ask_removal, "Remove a photo: question")
      .post("/products/{id}/photos/{photo}/remove", kMember, &PhotoPages::remove, "Remove a photo");
}

}  // namespace ocop::products
