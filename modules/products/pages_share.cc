#include "modules/products/pages_share.h"

#include <memory>

#include "kernel/http/conditional.h"
#include "kernel/http/table.h"

namespace ocop::products {
namespace {

// The star may end at midnight or by an act: minutes hold off a crowd without showing yesterday's.
constexpr std::string_view kShortCache = "public, max-age=300";

std::string host_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find('/')));
}

// While a person has to say which of several units it is, the province alone is sure.
std::string_view settled_unit(const Product& product) {
  return product.unit_choices.empty() ? std::string_view(product.commune) : std::string_view();
}

// Of the first photo, the largest; empty: there is none.
std::string jpeg_of(std::span<const Photo> photos) {
  std::string best;
  if (!photos.empty())
    for (const PhotoFile& file : photos.front().files)   // small to large
      if (file.encoding == images::Encoding::jpeg && file.size != images::Size::square) best = file.sha256;
  return best;
}

class SharePages {
 public:
  SharePages(const Service& service, SharePictures& pictures, const web::Site& site)
      : service_(service), pictures_(pictures), site_(site) {}

  Result<http::Response> wide(const http::Call<>& call, std::string_view id) const { return share(call, id, Shape::wide); }
  Result<http::Response> square(const http::Call<>& call, std::string_view id) const { return share(call, id, Shape::square); }

 private:
  Result<http::Response> share(const http::Call<>& call, std::string_view id, Shape shape) const {
    OCOP_TRY(shown, service_.show(id));
    const Product& product = shown.product;
    const ShareFacts facts{.name = std::string(product.name_in(call.language())),
                           .maker = shown.maker ? std::string(shown.maker->name_in(call.language())) : std::string(),
                           .place = service_.places().show(product.province, settled_unit(product), call.language()),
                           .group = product.group,
                           .standing = product.standing,
                           .site = host_of(site_.public_url),
                           .shape = shape,
                           .address = site_.public_url + "/s/" + product.code,
                           .photo = jpeg_of(shown.photos)};
    http::Response response;
    response.content_type = "image/png";
    response.audience = http::Audience::everyone;
    response.etag = share_etag(facts, service_.today(), call.language());
    if (!http::has_already(call.request, response.etag)) {   // who has it is answered without drawing
      OCOP_TRY(drawn, pictures_.show(facts, service_.today(), call.language()));
      response.body = std::move(drawn.png);
      if (drawn.whole == SharePictures::Drawn::Whole::partly) {
        response.etag.clear();
        return std::move(response).with("Cache-Control", "no-store");
      }
    }
    return std::move(response).with("Cache-Control", std::string(kShortCache));
  }

  const Service& service_;
  SharePictures& pictures_;
  const web::Site& site_;
};

}  // namespace

std::string share_path(const Product& product) { return "/products/" + product.code + "/share.png"; }

void add_share_pages(http::Router& router, const Service& service, SharePictures& pictures, const web::Site& site) {
  http::Table(router, std::make_shared<const SharePages>(service, pictures, site))
      .get("/products/{id}/share.png", Policy::anyone(), &SharePages::wide, "The picture that chats show of a product's page")
      .get("/products/{id}/square.png", Policy::anyone(), &SharePages::square, "A square picture of a product with its code, for posts");
}

}  // namespace ocop::products
