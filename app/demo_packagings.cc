#include "app/demo_packagings.h"

#include <array>

#include "kernel/print/print.h"
#include "modules/packagings/service.h"

namespace ocop::app {
namespace {

// How long ago each came into use, and what it says it changed.
struct Design {
  int days_ago = 0;                    // 0 = a draft
  std::string_view change, change_en, line, lots;
  unsigned ground = 0;
};
constexpr std::array kDesigns{
    Design{600, "Mẫu đầu tiên: túi trơn, chỉ có tên hàng", "The first one: a plain bag with the name alone", "", "L0001…L0120", 0xfbf8f1},
    Design{90, "Thêm câu chuyện của bản và tên người làm", "The village's story and who makes it were added",
           "Do hai mươi hộ trong xã cùng làm", "L0121…L0146", 0xf3e3c3},
    Design{0, "Bản thử: thêm mã quét", "A trial: with a code to scan", "Quét mã để xem câu chuyện", "", 0xdfe8da}};

// A pack: nobody has made it, so that stands on it too. Upright and small: a picture that is drawn again costs a process.
Result<std::string> drawn(const products::Product& product, const Design& design, const print::PdfFonts& fonts) {
  constexpr print::Paper kPack{120, 160};                                        // 480 × 640 pixels
  constexpr unsigned kInk = 0x231c16, kLacquer = 0x9f1d1f;                       // web/styles/tokens.css, light
  constexpr double kEdge = 10, kName = 30, kLine = 90, kMadeUp = 140;
  constexpr double kNameSize = 34, kLineSize = 20, kSmallSize = 16;
  OCOP_TRY(picture, print::PngPicture::open(fonts, kPack));
  const double inside = kPack.width - 2 * kEdge;
  picture.rectangle({0, 0, kPack.width, kPack.height}, print::colour(design.ground));
  picture.frame({kEdge / 2, kEdge / 2, kPack.width - kEdge, kPack.height - kEdge}, 1, print::colour(kLacquer));
  const auto write = [&](double top, double height, print::Face face, print::Weight weight, double size, std::string_view text) {
    picture.text({kEdge, top, inside, height}, {face, weight, size, print::colour(kInk), print::Align::centre}, text);
  };
  write(kName, kLine - kName, print::Face::serif, print::Weight::bold, kNameSize, product.name);
  if (!design.line.empty()) write(kLine, kMadeUp - kLine, print::Face::sans, print::Weight::regular, kLineSize, design.line);
  write(kMadeUp, kEdge, print::Face::sans, print::Weight::regular, kSmallSize, "Hình minh họa");
  return picture.finish();
}

Result<void> show(packagings::Service& service, const Actor& member, const products::Product& product, const print::PdfFonts& fonts) {
  for (const Design& design : kDesigns) {
    packagings::Draft draft;
    OCOP_TRY(png, drawn(product, design, fonts));
    draft.front = {.name = "mat-truoc.png", .content = files::Received(png)};
    draft.change = design.change;
    draft.change_en = design.change_en;
    draft.designer = "Xưởng in minh họa";
    draft.label = product.name + "\nThành phần: nguyên liệu của các hộ trong xã\nKhối lượng tịnh: 200 g";
    if (!design.line.empty()) draft.label += "\n" + std::string(design.line);
    OCOP_TRY(made, service.add(member, product.code, draft, {}));
    if (design.days_ago == 0) continue;
    OCOP_CHECK(service.put_in_use(member, product.code, made.id, {.version = 1, .since = service.today().plus_days(-design.days_ago)}));
    OCOP_CHECK(service.add_lots(member, product.code, made.id, {std::string(design.lots)}));
  }
  return {};
}

}  // namespace

Result<void> show_packagings(Application& application, const Actor& member) {
  auto& service = application.ports().get<packagings::Service>();
  const auto& products = application.ports().get<const products::Products>();
  const print::PdfFonts fonts{std::string(print::kDebianFonts)};
  for (const Grant& grant : member.grants) {
    const auto own = service.parts().database.read([&](db::Reader& reader) { return products.of_producer(reader, *grant.producer); });
    if (!own.empty()) OCOP_CHECK(show(service, member, own.front(), fonts));
  }
  return {};
}

}  // namespace ocop::app
