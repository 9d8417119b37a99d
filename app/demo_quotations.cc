#include "app/demo_quotations.h"

#include <array>

#include "modules/quotations/service.h"

namespace ocop::app {
namespace {

enum class Until : std::uint8_t { asked, offered, accepted };
struct Buyer { std::string_view company, phone, words, count; Until until = Until::asked; };
constexpr std::array kBuyers{
    Buyer{"Công ty mẫu Hoa Sen", "0900 000 011", "Quà Tết cho nhân viên, in tên công ty lên hộp", "10", Until::asked},
    Buyer{"Nhà hàng mẫu Sông Quê", "0900 000 012", "Giao mỗi tuần một lần trong tháng", "6", Until::offered},
    Buyer{"Cửa hàng mẫu Đặc sản", "0900 000 013", "Đơn đầu tiên để bán thử", "4", Until::accepted}};

Result<void> one_of(quotations::Service& service, const Actor& member, ProducerId producer, const Buyer& buyer, std::string_view network) {
  OCOP_TRY(shop, service.shop(producer));
  if (shop.offered.empty()) return Error::of(ErrorKind::internal, "the demo's cooperative sells nothing");
  const std::string item = shop.offered.front().item.id.text();
  quotations::Ask ask;
  ask.lines = {{item, std::string(buyer.count)}};
  ask.words = buyer.words;
  ask.company = buyer.company;
  ask.name = "Khách mẫu";
  ask.phone = buyer.phone;
  ask.place = "Địa chỉ minh họa";
  ask.consent = quotations::Ask::Consent::yes;
  OCOP_TRY(opened, service.ask(producer, ask, {.peer = network}));
  if (buyer.until == Until::asked) return {};
  const quotations::Draft draft{.version = 1,
                                .lines = {{"1.item", item},
                                          {"1.unit", "gói"},
                                          {"1.count", std::string(buyer.count)},
                                          {"1.price", "45.000"},
                                          {"1.discount", "5"},
                                          {"2.title", "Hộp quà bằng giấy cứng"},
                                          {"2.count", "2"},
                                          {"2.price", "12.000"}},
                                .delivery = "30.000",
                                .vat = "Giá đã gồm thuế GTGT",
                                .terms = "Trả trước khi giao. Dữ liệu minh họa.",
                                .seller_phone = "0900 000 000"};
  OCOP_CHECK(service.offer(member, producer, opened.number, draft));
  if (buyer.until == Until::offered) return {};
  quotations::BuyersMove accept;
  accept.version = 2;
  accept.step = quotations::Step::accept;
  accept.key = opened.key;
  OCOP_CHECK(service.move_by_buyer(opened.number, accept));
  return {};
}

}  // namespace

Result<void> quote(Application& application, const Actor& member) {
  auto& service = application.ports().get<quotations::Service>();
  int network = 0;                     // of buyers: each its own
  for (const Buyer& buyer : kBuyers)
    OCOP_CHECK(one_of(service, member, *member.grants.front().producer, buyer, "198.51.100." + std::to_string(++network)));
  return {};
}

}  // namespace ocop::app
