#include "modules/products/api_photos.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/products/photo_requests.h"

namespace ocop::products {
namespace {

using http::Call;
using http::Response;

std::string_view size_word(images::Size size) {
  constexpr std::array<std::string_view, 4> kNames{"small", "medium", "large", "square"};
  return kNames[static_cast<std::size_t>(size)];
}

void write_photo(json::Writer& out, const Photo& photo) {
  out.begin_object().field("id", photo.id.text()).field("alt", photo.alt).field("alt_en", photo.alt_en).field("credit", photo.credit);
  out.field("width", photo.width).field("height", photo.height).field("version", photo.version).member("files").begin_array();
  for (const PhotoFile& file : photo.files) {
    out.begin_object().field("size", size_word(file.size)).field("type", images::content_type(file.encoding)).field("width", file.width);
    out.field("height", file.height).field("bytes", file.bytes).field("url", media_path(file)).end_object();
  }
  out.end_array().end_object();
}

Result<Response> list(const Photos& photos, const Call<>&, std::string_view product) {
  OCOP_TRY(shown, photos.show(product));
  json::Writer out;
  out.begin_object().field("product", shown.product.id.text()).member("photos").begin_array();
  for (const Photo& photo : shown.photos) write_photo(out, photo);
  out.end_array().end_object();
  return http::content(out.take());
}

Result<Response> add(Photos& photos, const Call<NewPhoto>& call, std::string_view product) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  NewPhoto photo = call.input;
  photo.attempt = std::move(attempt);
  OCOP_TRY(added, photos.add(call.actor, product, photo));
  json::Writer out;
  out.begin_object().field("id", added.id.text()).end_object();
  auto answer = http::created(out.take(), "/api/v1/products/" + std::string(product) + "/photos");
  if (added.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}

Result<Response> describe(Photos& photos, const Call<PhotoWords>& call, std::string_view product, PhotoId photo) {
  OCOP_CHECK(photos.describe(call.actor, product, photo, call.input));
  return http::done();
}

Result<Response> move(Photos& photos, const Call<PhotoMove>& call, std::string_view product, PhotoId photo) {
  OCOP_CHECK(photos.move(call.actor, product, photo, call.input.to));
  return http::done();
}

Result<Response> remove(Photos& photos, const Call<>& call, std::string_view product, PhotoId photo) {
  OCOP_CHECK(photos.remove(call.actor, product, photo));
  return http::done();
}

// The name is the digest of the content, so it never changes: a browser that has it keeps it for a year. A cache that many share asks again
// after minutes, because a photo that was removed must not go on being given to people who never saw it.
constexpr std::string_view kMediaCache = "public, max-age=31536000, s-maxage=300, immutable";
Result<Response> media(const Photos& photos, const Call<>&, std::string_view file) {
  OCOP_TRY(found, photos.media(file));
  Response response;
  response.content_type = found.content_type;
  response.body = std::move(found.bytes);
  response.audience = http::Audience::everyone;
  response.etag = http::etag_of_sha256(file);
  return std::move(response).with("Cache-Control", std::string(kMediaCache)).with("X-Content-Type-Options", "nosniff");
}

}  // namespace

void add_photo_api(http::Router& router, Photos& photos) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, photos)
      .get("/api/v1/products/{id}/photos", Policy::anyone(), list, "Photos of a product in their order, with their files")
      .post("/api/v1/products/{id}/photos", kMember, new_photo(), add, "Add a photo: multipart/form-data with file, alt, alt_en, credit",
            {.gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .put("/api/v1/products/{id}/photos/{photo}", kMember, photo_words(), describe, "What is said about a photo",
           {.gives = http::Gives::nothing})
      .post("/api/v1/products/{id}/photos/{photo}/move", kMember, photo_move(), move, "A photo one place earlier or later",
            {.gives = http::Gives::nothing})
      .remove("/api/v1/products/{id}/photos/{photo}", kMember, remove, "Remove a photo; its address answers 404 from then on",
              {.gives = http::Gives::nothing})
      .get("/media/{file}", Policy::anyone(), media, "A file of a photo; the name is its digest");
}

}  // namespace ocop::products
