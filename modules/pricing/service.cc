#include "modules/pricing/service.h"

namespace ocop::pricing {

Result<Facts> Service::show(const Actor& actor, std::string_view id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Facts> {
    auto product = products::find(reader, parts_.products, id);
    const Scope scope = Scope::for_task(actor, Task::products);
    if (!product || product->producer == ProducerId{} || !scope.covers({}, {}, product->producer))
      return Error::of(ErrorKind::not_found, "product " + std::string(id));
    Facts out{.product = std::move(*product), .today = vietnam_date(parts_.clock.now())};
    const ProductId own = out.product.id;
    if (auto sheets = parts_.items.sheets(reader, {&own, 1}); !sheets.empty()) out.sheet = std::move(sheets.front());
    out.items = parts_.items.on_sale(reader, {&own, 1});
    out.has_photo = !parts_.products.photos(reader, {&own, 1}, products::Products::Photos::first).empty();
    const Scope papers = Scope::for_task(actor, Task::papers);
    if (papers.covers({}, {}, out.product.producer)) out.papers = parts_.producers.papers_of(reader, papers, out.product.producer);
    return out;
  });
}

}  // namespace ocop::pricing
