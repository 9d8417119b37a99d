#include "modules/labels/service.h"

#include "kernel/base/text.h"
#include "modules/labels/draw.h"
#include "modules/labels/rules.h"

namespace ocop::labels {
Result<Service::Shown> Service::show(const Actor& actor, std::string_view id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto product = products::find(reader, parts_.products, id);
    const Scope scope = Scope::for_task(actor, Task::products);
    if (!product || product->producer == ProducerId{} || !scope.covers({}, {}, product->producer))
      return Error::of(ErrorKind::not_found, "product " + std::string(id));
    Shown out{std::move(*product), {}};
    if (const auto makers = parts_.producers.by_ids(reader, {&out.product.producer, 1}); !makers.empty()) out.maker = makers.front().name;
    return out;
  });
}

Result<Printed> Service::print(const Actor& actor, std::string_view id, const LabelInput& input) const {
  OCOP_TRY(shown, show(actor, id));
  const Instant now = parts_.clock.now();
  OCOP_CHECK(rules::check(input, shown.product));
  if (input.stars == Stars::print) OCOP_CHECK(rules::may_print_stars(shown.product.standing, vietnam_date(now)));
  const Label label = rules::make(input, {shown.product, shown.maker, parts_.public_url, vietnam_date(now)});
  const Printing printing{.stock = input.stock, .count = input.count, .first = input.first, .printed = now};
  const std::string file = "tem-" + text::slug(shown.product.name) + "." + std::string(name(input.format));
  if (input.format == Format::zpl) {
    OCOP_TRY(zpl, draw_zpl(label, printing, parts_.fonts));
    return Printed{std::move(zpl), std::string(kZplType), file};
  }
  OCOP_TRY(pdf, draw_pdf(label, printing, parts_.fonts));
  return Printed{std::move(pdf), std::string(kPdfType), file};
}

}  // namespace ocop::labels
