#include "app/demo_shop.h"

#include <array>

#include "modules/items/service.h"
#include "modules/orders/service.h"
#include "kernel/print/print.h"
#include "modules/payments/service.h"
#include "modules/products/photos.h"
#include "modules/sites/service.h"

namespace ocop::app {
namespace {

struct Sold { std::string_view content, option, price; std::int64_t stock = 0, grams = 0; };
constexpr std::array kSold{Sold{"200 g", "Túi giấy", "45.000", 40, 240}, Sold{"500 g", "Hộp quà", "120.000", 12, 620}};
constexpr std::size_t kProductsSold = 4;   // of each cooperative: enough to see a page of them

items::SheetWords sheet() {
  items::SheetWords out;
  out.summary = "Làm từ nguyên liệu của các hộ trong xã, theo mẻ nhỏ. Dữ liệu minh họa.";
  out.summary_en = "Made in small batches of what the commune's households grow. Made up for the demo.";
  out.storage = "Nơi khô ráo, tránh nắng";
  out.storage_en = "Keep dry and out of the sun";
  out.shelf_life_days = 180;
  return out;
}

// A picture of the product: nobody has taken one, so its name stands on paper, and that it is made up.
Result<std::string> drawn(const products::Product& product, const print::PdfFonts& fonts) {
  constexpr unsigned kPaper = 0xfbf8f1, kInk = 0x231c16, kLacquer = 0x9f1d1f;   // web/styles/tokens.css, light
  constexpr double kEdge = 18, kTop = 40;
  constexpr double kTile = 4.0 / 3;    // what a tile shows of a picture: its middle (web/styles)
  const double width = print::kSharePicture.width, height = print::kSharePicture.height;
  const double wide = height * kTile - 2 * kEdge, left = (width - wide) / 2;   // of the words
  OCOP_TRY(picture, print::PngPicture::open(fonts, print::kSharePicture));
  picture.rectangle({0, 0, width, height}, print::colour(kPaper));
  picture.frame({kEdge / 2, kEdge / 2, width - kEdge, height - kEdge}, 1, print::colour(kLacquer));
  picture.text({left, kTop, wide, 75},
               {print::Face::serif, print::Weight::bold, 54, print::colour(kInk), print::Align::centre}, product.name);
  picture.text({left, height - 2 * kEdge, wide, 12},
               {print::Face::sans, print::Weight::regular, 28, print::colour(kInk), print::Align::centre}, "Hình minh họa");
  return picture.finish();
}

// What its member would type.
class Shop {
 public:
  Shop(Application& application, const Actor& member)
      : items_(application.ports().get<items::Service>()),
        orders_(application.ports().get<orders::Service>()),
        payments_(application.ports().get<payments::Service>()),
        photos_(application.ports().get<products::Photos>()),
        sites_(application.ports().get<sites::Service>()),
        products_(application.ports().get<const products::Products>()),
        database_(items_.parts().database),
        member_(member) {}

  Result<void> open(ProducerId producer) {
    OCOP_CHECK(payments_.set(member_, producer, {.bin = "970405", .number = "8400205000001", .holder = "HTX MINH HOA"}));
    orders::SetSeller papers;
    papers.gifts = orders::Seller::Gifts::yes;
    papers.gift_words = "hộp tre, dây lanh. Dữ liệu minh họa";
    papers.gift_price = 15'000;
    OCOP_CHECK(orders_.set_selling(member_, producer, papers));
    const auto own = database_.read([&](db::Reader& reader) { return products_.of_producer(reader, producer); });
    if (!own.empty()) {
      OCOP_TRY(png, drawn(own.front(), fonts_));
      const std::string alt = own.front().name + ", hình minh họa";
      OCOP_CHECK(photos_.add(member_, own.front().code, {.file = {.name = "hinh.png", .content = files::Received(png)}, .alt = alt}));
    }
    for (std::size_t i = 0; i < own.size() && i < kProductsSold; ++i) {
      OCOP_CHECK(items_.write_sheet(member_, own[i].code, sheet()));
      for (const Sold& one : kSold) {
        items::ItemWords words{.content = std::string(one.content), .price = std::string(one.price), .option = std::string(one.option)};
        words.stock = one.stock;
        words.parcel_grams = one.grams;
        OCOP_CHECK(items_.add(member_, own[i].code, words, {}));
      }
    }
    return {};
  }

  // A page that everybody sees: who we are, the way of the product, when to come.
  Result<void> write_page(ProducerId producer) {
    std::int64_t version = 0;
    const auto write = [&](auto form) -> Result<void> {
      form.version = version;
      OCOP_TRY(next, sites_.write(member_, producer, form));
      version = next;
      return {};
    };
    sites::FaceForm face;
    face.words = "Hai mươi hộ trong xã cùng làm. Dữ liệu minh họa.";
    face.words_en = "Twenty households of the commune work together. Made up for the demo.";
    OCOP_CHECK(write(face));
    constexpr std::array<std::array<std::string_view, 2>, 3> kSteps{{{"Thu hái từ sáng sớm", "Picked early in the morning"},
                                                                    {"Làm theo mẻ nhỏ", "Made in small batches"},
                                                                    {"Đóng gói, ghi lô và ngày", "Packed with lot and date"}}};
    for (const auto& [vi, en] : kSteps) {
      sites::StepForm step;
      step.version = version++;
      step.title = vi;
      step.title_en = en;
      OCOP_CHECK(sites_.add_step(member_, producer, step, {}));
    }
    sites::HoursForm hours;
    hours.days = {"mon", "tue", "wed", "thu", "fri", "sat"};
    hours.opens = "7:00";
    hours.closes = "17:00";
    OCOP_CHECK(write(hours));
    sites::ContactForm contact;
    contact.phone = contact.zalo = "0900 000 000";
    OCOP_CHECK(write(contact));
    sites::Seen seen;
    seen.version = version;
    OCOP_CHECK(sites_.publish(member_, producer, seen));
    return {};
  }

  // One that waits, one that is paid, one on its way in cash, one that comes back.
  Result<void> sell(ProducerId producer) {
    using orders::Step;
    OCOP_TRY(item, item_of(producer));
    struct Ordered { orders::Pay pay; std::vector<Step> steps; };
    const std::array all{Ordered{orders::Pay::transfer, {}}, Ordered{orders::Pay::transfer, {Step::mark_paid}},
                         Ordered{orders::Pay::cash, {Step::confirm, Step::send}},
                         Ordered{orders::Pay::transfer, {Step::mark_paid, Step::send}}};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const orders::NewOrder wanted{.lines = {{item.text(), "2"}}, .pay = all[i].pay, .buyer = "Khách mẫu " + std::to_string(i + 1),
                                    .phone = "0900 000 00" + std::to_string(i), .address = "Địa chỉ minh họa",
                                    .consent = orders::NewOrder::Consent::yes};
      const std::string network = "192.0.2." + std::to_string(++networks_);
      OCOP_TRY(placed, orders_.place(producer, wanted, {.peer = network}));
      std::int64_t version = 1;
      for (const Step step : all[i].steps)
        OCOP_CHECK(orders_.move_by_maker(member_, producer, placed.number, {.version = version++, .step = step, .reason = {}}));
      if (i + 1 < all.size()) continue;
      orders::BuyersMove back;
      back.version = version;
      back.step = Step::ask_return;
      back.reason = "Hộp bị móp khi giao";
      back.key = placed.key;
      OCOP_CHECK(orders_.move_by_buyer(placed.number, back));
    }
    return {};
  }

 private:
  Result<items::ItemId> item_of(ProducerId producer) const {
    OCOP_TRY(shop, orders_.shop(producer));
    if (shop.offered.empty()) return Error::of(ErrorKind::internal, "the demo's cooperative sells nothing");
    return shop.offered.front().item.id;
  }

  items::Service& items_;
  orders::Service& orders_;
  payments::Service& payments_;
  products::Photos& photos_;
  sites::Service& sites_;
  const products::Products& products_;
  db::Database& database_;
  const Actor& member_;
  print::PdfFonts fonts_{std::string(print::kDebianFonts)};
  int networks_ = 0;   // of buyers: each its own, as at home
};

}  // namespace

Result<void> open_shops(Application& application, const Actor& member) {
  Shop shop(application, member);
  for (const Grant& grant : member.grants) {
    OCOP_CHECK(shop.open(*grant.producer));
    OCOP_CHECK(shop.write_page(*grant.producer));
    OCOP_CHECK(shop.sell(*grant.producer));
  }
  return {};
}

}  // namespace ocop::app
