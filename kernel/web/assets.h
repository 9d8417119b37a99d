#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

// Styles, fonts and islands, built by web/build-assets and kept inside the program. An asset's URL carries the first ten hexadecimal
// digits of its SHA-256, so that it may be kept by browsers for ever (RFC 8246).
namespace ocop::web {

class Assets {
 public:
  Assets();   // of the program's own files; cheap, nothing is copied
  ~Assets();
  Assets(Assets&&) noexcept;
  // "site.css" -> "/assets/site.3f2a91c0d4.css". A name that does not exist gives "/assets/" + name, which answers 404.
  std::string url(std::string_view name) const;
  // The file behind "site.3f2a91c0d4.css" (or the plain "site.css", not to be kept long); compressed when the client takes gzip.
  Result<http::Response> get(std::string_view file, std::string_view accept_encoding) const;

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

// GET /assets/{file}, /favicon.svg, /robots.txt, /site.webmanifest. `assets` must outlive the router.
void add_assets(http::Router& router, const Assets& assets);

}  // namespace ocop::web
