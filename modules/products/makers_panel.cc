#include "kernel/http/http.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/page.h"
#include "modules/products/products.h"

namespace ocop::products {

using web::operator""_h;

Panel makers_panel(int rank, const Message& title, const Message& text, std::vector<PanelLink> links) {
  return {rank, [&title, &text, links = std::move(links)](web::Html& out, const http::Request& request, const Product& product) {
            const bool may = product.producer != ProducerId{} && !product.merged_into &&
                             Scope::for_task(request.actor, Task::products).covers({}, {}, product.producer);
            if (!may) return;
            out << "<section class=\"panel stack\"><h2>"_h << title << "</h2><p>"_h << text << "</p><div class=\"acts\">"_h;
            for (const PanelLink& link : links)
              web::link_button(out, *link.label, "/products/" + product.code + std::string(link.end), web::ButtonKind::quiet);
            out << "</div></section>"_h;
          }};
}

}  // namespace ocop::products
