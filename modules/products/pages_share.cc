#include "modules/products/pages_share.h"

#include <memory>

#include "kernel/crypto/crypto.h"
#include "kernel/http/table.h"
#include "modules/products/share.h"

namespace ocop::products {
namespace {

// The star may end at midnight or by an act: minutes hold off a crowd without showing yesterday's.
constexpr std::string_view kShortCache = "public, max-age=300";
constexpr std::size_t kEtagDigits = 16;

std::string host_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find('/')));
}

class Pages {
 public:
  Pages(const Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<http::Response> share(const http::Call<>& call, std::string_view id) const {
    OCOP_TRY(shown, service_.show(id));
    const Product& product = shown.product;
    const ShareFacts facts{.name = std::string(product.name_in(call.language())),
                           .maker = shown.maker ? std::string(shown.maker->name_in(call.language())) : std::string(),
                           .place = service_.places().show(product.province, product.commune, call.language()),
                           .group = product.group,
                           .standing = product.standing,
                           .site = host_of(site_.public_url)};
    OCOP_TRY(png, share_picture(facts, service_.today(), call.language(), {std::string(print::kDebianFonts)}));
    http::Response response;
    response.content_type = "image/png";
    response.body = std::move(png);
    response.audience = http::Audience::everyone;
    response.etag = crypto::sha256_hex(response.body).substr(0, kEtagDigits);
    return std::move(response).with("Cache-Control", std::string(kShortCache));
  }

 private:
  const Service& service_;
  const web::Site& site_;
};

}  // namespace

std::string share_path(const Product& product) { return "/products/" + product.code + "/share.png"; }

void add_share_pages(http::Router& router, const Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/products/{id}/share.png", Policy::anyone(), &Pages::share, "The picture that chats show of a product's page");
}

}  // namespace ocop::products
