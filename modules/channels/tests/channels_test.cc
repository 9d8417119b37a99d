#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/files/embedded.h"
#include "kernel/json/json.h"
#include "kernel/sheets/sheets.h"
#include "modules/channels/api.h"
#include "modules/channels/definitions.h"
#include "modules/channels/files.h"
#include "modules/channels/pages.h"
#include "modules/channels/rules.h"
#include "modules/channels/service.h"
#include "modules/items/tests/fake_items.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> channels();
}

namespace ocop::channels {
namespace {

using test::has;

const Date kToday = *Date::of(2026, 11, 27);

std::vector<Channel> all_channels() {
  std::vector<Channel> out;
  for (const auto& file : embedded::channels()) out.push_back(read_channel(file.content));
  return out;
}
Channel channel(std::string_view name) {
  for (Channel& one : all_channels())
    if (one.name == name) return one;
  throw std::out_of_range("no channel");
}

// A product that every channel takes.
Record complete_record() {
  Record out;
  out.product.id.uuid.bytes[15] = 1;
  out.product.producer.uuid.bytes[0] = 0x11;
  out.product.name = "Khẩu sli Nà Giàng";
  out.product.name_en = "Khau sli of Na Giang";
  out.product.code = "KHAUSL11";
  out.product.group = "I";
  out.product.province = "68";
  out.product.commune = "24988";
  out.product.standing = {.basis = products::Standing::Basis::certificate,
                          .stars = 3,
                          .decision = "12/QĐ-UBND",
                          .decided = Date::of(2026, 1, 5),
                          .year = {},
                          .valid_until = Date::of(2029, 1, 5),
                          .verified = true};
  out.item.id.uuid.bytes[15] = 7;
  out.item.product = out.product.id;
  out.item.content = {300, items::Unit::gram};
  out.item.option = "Hộp giấy";
  out.item.price = 45'000;
  out.item.stock = 20;
  out.item.parcel_grams = 350;
  out.item.parcel_length = 200;
  out.item.parcel_width = 120;
  out.item.parcel_height = 85;
  out.sheet.summary = "Bánh nếp nổ trộn mật mía, gừng và lạc.";
  out.sheet.summary_en = "Puffed sticky rice with cane syrup, ginger and peanuts.";
  out.sheet.ingredients = "Gạo nếp, lạc, mật mía, gừng";
  products::Photo photo;
  photo.files = {{images::Size::large, images::Encoding::webp, 1600, 1200, 1, "aa"},
                 {images::Size::square, images::Encoding::jpeg, 1200, 1200, 1, "bb"}};
  out.photos = {photo};
  out.maker = "HTX Khẩu Sli Nà Giàng";
  out.place = "Xã Trường Hà, tỉnh Cao Bằng";
  return out;
}
Surroundings around(Language language = Language::vi) { return {language, kToday, "https://ocop.test"}; }

std::string value(std::string_view name, std::string_view key, const Record& record, Language language = Language::vi) {
  const Channel one = channel(name);
  const Filled filled = rules::fill(one, record, around(language));
  for (std::size_t i = 0; i < one.fields.size(); ++i)
    if (one.fields[i].key == key) return filled.values[i];
  return "no such field";
}
std::vector<std::string> missing(std::string_view name, const Record& record, Language language = Language::vi) {
  std::vector<std::string> out;
  for (const Missing& one : rules::fill(channel(name), record, around(language)).missing) out.push_back(one.key);
  return out;
}
using Keys = std::vector<std::string>;

TEST(ChannelsRules, EveryChannelIsReadAndSaysWhereItIsFrom) {
  Keys names;
  for (const Channel& one : all_channels()) {
    names.push_back(one.name);
    EXPECT_EQ(one.as_of.substr(0, 2), "20") << one.name;
  }
  EXPECT_EQ(names, (Keys{"google", "gs1", "lazada", "meta", "portal", "products", "shopee", "tiki", "tiktok"}));
  for (const std::string_view broken : {"", "{}", R"({"name":"x","fields":[{"key":"a","from":"nothing"}]})"})
    EXPECT_THROW(read_channel(broken), std::runtime_error) << broken;
}

TEST(ChannelsRules, ACompleteProductIsInEveryFile) {
  for (const Channel& one : all_channels())
    for (const Language language : {Language::vi, Language::en})
      EXPECT_EQ(missing(one.name, complete_record(), language), Keys{}) << one.name;
  EXPECT_EQ(value("google", "title", complete_record()), "Khẩu sli Nà Giàng, Hộp giấy, 300 g");
  EXPECT_EQ(value("google", "price", complete_record()), "45000 VND");
  Record heavy = complete_record();
  heavy.item.content = {1'500, items::Unit::gram};
  EXPECT_EQ(value("google", "unit_pricing_measure", heavy), "1500 g");   // "1,5 kg" is read as fifteen kilograms, or not at all
  EXPECT_EQ(value("portal", "Quy cách", heavy), "1,5 kg");
  EXPECT_EQ(value("google", "link", complete_record(), Language::en), "https://ocop.test/en/products/KHAUSL11");
  EXPECT_EQ(value("google", "image_link", complete_record()), "https://ocop.test/media/bb.jpg");  // the square: JPEG, whatever comes first
  EXPECT_EQ(value("google", "availability", complete_record()), "in_stock");
  EXPECT_EQ(value("meta", "availability", complete_record()), "in stock");   // the same with a blank
  EXPECT_EQ(value("shopee", "ps_weight", complete_record()), "0.35");
  EXPECT_EQ(value("tiki", "product_height", complete_record()), "8.5");
  EXPECT_EQ(
      value("google", "description", complete_record()),
      "Bánh nếp nổ trộn mật mía, gừng và lạc.\nThành phần: Gạo nếp, lạc, mật mía, gừng"
            "\nChủ thể: HTX Khẩu Sli Nà Giàng, Xã Trường Hà, tỉnh Cao Bằng");
}

TEST(ChannelsRules, WhatIsMissingLeavesItOutOfThatChannelAlone) {
  Record record = complete_record();
  record.photos.clear();
  EXPECT_EQ(missing("google", record), Keys{"image_link"});
  EXPECT_EQ(missing("products", record), Keys{});
  EXPECT_EQ(missing("portal", record), Keys{});
  record = complete_record();
  record.item.price = 0;
  EXPECT_EQ(missing("google", record), Keys{"price"});
  EXPECT_EQ(missing("portal", record), Keys{});
  record = complete_record();
  record.item.parcel_grams = 0;
  EXPECT_EQ(missing("shopee", record), Keys{"ps_weight"});
  EXPECT_EQ(missing("google", record), Keys{});
  record = complete_record();
  record.product.name_en.clear();
  record.sheet.summary_en.clear();
  EXPECT_EQ(missing("google", record, Language::en), (Keys{"title", "description"}));
  EXPECT_EQ(missing("google", record), Keys{});
  record.item.stock.reset();
  EXPECT_EQ(missing("google", record), Keys{"availability_date"});   // Google takes nothing that comes some day
  EXPECT_EQ(rules::page_of(From::available_from), "/sheet");         // where the days to make it are said
  EXPECT_EQ(missing("meta", record), Keys{});
  record.sheet.lead_days = 5;
  EXPECT_EQ(missing("google", record), Keys{});
  EXPECT_EQ(value("google", "availability", record), "backorder");
  EXPECT_EQ(value("google", "availability_date", record), "2026-12-02T09:00+0700");
  EXPECT_EQ(missing("shopee", record), Keys{"ps_stock"});
}

// No star that is not valid on that day is in any file, whoever wrote it.
TEST(ChannelsRules, AStarIsInAFileWhileItHoldsOnly) {
  using Basis = products::Standing::Basis;
  Record record = complete_record();
  EXPECT_EQ(value("google", "custom_label_0", record), "OCOP 3 sao");
  EXPECT_EQ(value("portal", "Hạng sao còn hiệu lực", record), "3");
  record.product.standing.valid_until = Date::of(2026, 11, 26);
  EXPECT_EQ(value("google", "custom_label_0", record), "");   // since today
  EXPECT_EQ(value("portal", "Số quyết định", record), "");
  record = complete_record();
  record.product.standing.withdrawn = true;
  EXPECT_EQ(value("google", "custom_label_0", record), "");
  record = complete_record();
  record.product.standing.basis = Basis::imported;            // what a register prints is not verified
  record.product.standing.verified = false;
  EXPECT_EQ(value("google", "custom_label_0", record), "");
  record.sheet.summary = "Sản phẩm OCOP 4 sao của Cao Bằng.";
  EXPECT_EQ(missing("google", record), Keys{"description"});
  record = complete_record();
  record.sheet.summary = "Đạt OCOP 3 sao năm 2026.";
  EXPECT_EQ(missing("google", record), Keys{});
  record.sheet.summary = "Đạt OCOP bốn sao.";                 // one more than it has
  EXPECT_EQ(missing("google", record), Keys{"description"});
  record.sheet.summary = "Đạt OCOP 3 sao, nay là OCOP 4 sao.";   // the second claim counts as well
  EXPECT_EQ(missing("google", record), Keys{"description"});
}

// Only titles and descriptions were looked through: a star stood in the pack's name, the brand and the number of the maker.
TEST(ChannelsRules, AClaimIsFoundInWhateverTheMakerTyped) {
  const auto with = [](auto change) {
    Record record = complete_record();
    change(record);
    return record;
  };
  EXPECT_EQ(missing("google", with([](Record& one) { one.item.option = "Hộp OCOP 4★"; })), Keys{"title"});
  EXPECT_EQ(missing("google", with([](Record& one) { one.sheet.brand = "Nà Giàng 5 sao"; })), Keys{"brand"});
  EXPECT_EQ(missing("google", with([](Record& one) { one.item.sku = "OCOP-4-SAO"; })), Keys{"mpn"});
  EXPECT_EQ(missing("google", with([](Record& one) { one.sheet.ingredients = "Gạo nếp (OCOP 4 sao)"; })), Keys{"description"});
  EXPECT_EQ(missing("portal", with([](Record& one) { one.sheet.storage = "Như mọi hàng 4 sao"; })), (Keys{"Mô tả", "Bảo quản"}));
  EXPECT_EQ(missing("shopee", with([](Record& one) { one.item.option_two = "★★★★"; })),
            (Keys{"ps_product_name", "et_title_option_for_variation_2"}));
}

// Ba Sao is a commune, and a cooperative may be called after it.
TEST(ChannelsRules, NamesOfMakersAndPlacesClaimNothing) {
  Record record = complete_record();
  record.maker = "HTX 4 Sao Vàng";
  record.place = "Xã Ba Sao, tỉnh Ninh Bình";
  record.sheet.summary = "Bánh của HTX 4 Sao Vàng ở xã Ba Sao.";
  EXPECT_EQ(missing("google", record), Keys{});
  record.product.name = "Bánh Ba Sao";
  EXPECT_EQ(missing("google", record), Keys{});
  record.product.name = "Bánh Ba Sao OCOP 4 sao";
  EXPECT_EQ(missing("google", record), Keys{"title"});
}

TEST(ChannelsRules, HouseNumbersAreNoGtin) {
  Record record = complete_record();
  for (const auto& [gtin, given] : std::vector<std::pair<std::string, std::string>>{{"08938505974194", "8938505974194"},
                                                                                    {"02000000000015", ""},
                                                                                    {"00200000000017", ""},
                                                                                    {"18938505974191", "18938505974191"},
                                                                                    {"", ""}}) {
    record.item.gtin = gtin;
    EXPECT_EQ(value("google", "gtin", record), given) << gtin;
    EXPECT_EQ(value("google", "identifier_exists", record), given.empty() ? "no" : "yes");
  }
  record.item.gtin.clear();
  record.product.gtin = "08938505974194";
  EXPECT_EQ(value("google", "gtin", record), "8938505974194");
  record.first = false;   // the second size of a product is not what its number was given to
  EXPECT_EQ(value("google", "gtin", record), "");
}

// Our own id went to Google as the maker's part number, and "no" stood beside a number that was given.
TEST(ChannelsRules, AMakersNumberIsTheMakersOwn) {
  Record record = complete_record();
  EXPECT_EQ(value("google", "mpn", record), "");
  EXPECT_EQ(value("google", "identifier_exists", record), "no");
  EXPECT_EQ(value("shopee", "ps_sku_short", record), value("google", "id", record));   // a platform wants one of whoever sells
  record.item.sku = "KS-300";
  EXPECT_EQ(value("google", "mpn", record), "KS-300");
  EXPECT_EQ(value("google", "identifier_exists", record), "yes");
  EXPECT_EQ(value("lazada", "SellerSku", record), "KS-300");
}

TEST(ChannelsRules, TextsAreShortenedByMeaning) {
  EXPECT_EQ(rules::shorten("Ngắn.", 10), "Ngắn.");
  EXPECT_EQ(rules::shorten("Câu thứ nhất. Câu thứ hai dài hơn nhiều.", 20), "Câu thứ nhất.");
  EXPECT_EQ(rules::shorten("Bánh nếp nổ trộn mật mía, gừng và lạc rang", 30), "Bánh nếp nổ trộn mật mía…");
  EXPECT_EQ(rules::shorten("Bánh nếp nổ trộn mật", 12), "Bánh nếp nổ…");
  EXPECT_EQ(rules::shorten("", 5), "");
}

RC_GTEST_PROP(ChannelsRules, AShortTextFitsAndEndsWithAWholeSyllable, ()) {
  const auto words =
      *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("nghiêng", "ở", "Đường.", "thốt,", "nốt", "ẩm"));
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  const auto most = *rc::gen::inRange<std::size_t>(9, 60);
  std::string cut = rules::shorten(text, most);
  RC_ASSERT(text::characters(cut) <= most);
  if (cut.ends_with("…")) cut.resize(cut.size() - std::string_view("…").size());
  RC_ASSERT(text.starts_with(cut));
  RC_ASSERT(cut.size() == text.size() || cut.empty() || text[cut.size()] == ' ' || text[cut.size()] == ',');
}

// What is written is read by a reader of the same format, field by field.
TEST(ChannelsFiles, EachFormIsReadBack) {
  const Channel google = channel("google"), meta = channel("meta"), shopee = channel("shopee"), products = channel("products");
  Record record = complete_record();
  record.sheet.summary = "Bánh \"khẩu sli\" <nếp> & lạc,\tgừng";
  const auto row = [&](const Channel& one) { return rules::fill(one, record, around()).values; };
  const files::About about{"OCOP", "https://ocop.test", {}};

  const std::vector<std::vector<std::string>> meta_rows{row(meta)};
  const auto csv = csv::parse(*files::write(meta, Form::csv, meta_rows, about));
  ASSERT_TRUE(csv);
  EXPECT_EQ(csv->at(1).fields, meta_rows[0]);

  const std::vector<std::vector<std::string>> google_rows{row(google)};
  const std::string tsv = *files::write(google, Form::tsv, google_rows, about);
  const auto lines = text::split(tsv, '\n');
  ASSERT_EQ(lines.size(), 3U);
  std::vector<std::vector<std::string>> runs{google_rows[0]};
  runs[0][1] = "=HYPERLINK(\"x\")\r\nHai\uFFFF";
  const std::string guarded = *files::write(google, Form::tsv, runs, about);   // a spreadsheet would run it
  EXPECT_NE(guarded.find("\t'=HYPERLINK(\"x\")  Hai\t"), std::string::npos);
  EXPECT_EQ(text::split(lines[0], '\t').size(), google.fields.size());
  EXPECT_EQ(text::split(lines[1], '\t').size(), google.fields.size());   // neither tab nor line end of a text is one of the file

  const std::string rss = *files::write(google, Form::rss, google_rows, about);
  EXPECT_NE(rss.find("&lt;nếp&gt; &amp; lạc"), std::string::npos);
  EXPECT_NE(rss.find("<g:price>45000 VND</g:price>"), std::string::npos);
  runs[0][1] = "Chè\uFFFE\x02\uFFFF\t<xanh>";
  EXPECT_NE(files::write(google, Form::rss, runs, about)->find("<g:title>Chè\t&lt;xanh&gt;</g:title>"), std::string::npos);
  EXPECT_EQ(rss.find("<g:gtin>"), std::string::npos);   // nothing to say is no element

  const std::vector<std::vector<std::string>> shopee_rows{row(shopee)};
  const std::string xlsx = *files::write(shopee, Form::xlsx, shopee_rows, about);
  auto workbook = sheets::Workbook::open(sheets::Source::bytes(xlsx));
  ASSERT_TRUE(workbook);
  const auto rows = workbook->rows(0);
  sheets::Row read;
  ASSERT_TRUE(*(*rows)->next(read));
  for (std::uint32_t i = 0; i < shopee.fields.size(); ++i)
    EXPECT_EQ(read.text(i), shopee.fields[i].key + (shopee.fields[i].need == Need::required ? " *" : ""));
  ASSERT_TRUE(*(*rows)->next(read));
  for (std::uint32_t i = 0; i < shopee.fields.size(); ++i) EXPECT_EQ(read.text(i), shopee_rows[0][i]) << shopee.fields[i].key;
  EXPECT_EQ(read.at(9)->kind, sheets::Kind::number);   // a price that a spreadsheet can add up

  const std::vector<std::vector<std::string>> product_rows{row(products)};
  const auto json = json::parse(*files::write(products, Form::json, product_rows, about));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->root()["items"].at(0)["title"].text_or(""), "Khẩu sli Nà Giàng, Hộp giấy, 300 g");
}

// Read again as JSON-LD: one node an item, of the classes of the vocabulary, and nothing of a star that lapsed.
TEST(ChannelsFiles, TheGs1VocabularyIsSpokenByItsClasses) {
  const Channel gs1 = channel("gs1");
  Record record = complete_record();
  record.item.gtin = "08938505974194";
  const auto written = [&](Language language) {
    const std::vector<std::vector<std::string>> rows{rules::fill(gs1, record, around(language)).values};
    return *files::write(gs1, Form::jsonld, rows, {"OCOP", "https://ocop.test", {}, language});
  };
  const auto document = json::parse(written(Language::vi));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root()["@context"]["gs1"].text_or(""), "https://ref.gs1.org/voc/");
  const json::Node node = document->root()["@graph"].at(0);
  EXPECT_EQ(node["@type"].text_or(""), "gs1:FoodBeverageTobaccoProduct");
  EXPECT_EQ(node["gs1:gtin"].text_or(""), "08938505974194");   // the vocabulary wants all fourteen
  EXPECT_EQ(node["gs1:productName"]["@language"].text_or(""), "vi");
  EXPECT_EQ(node["gs1:netContent"]["gs1:value"].text_or(""), "300");
  EXPECT_EQ(node["gs1:netContent"]["gs1:unitCode"].text_or(""), "GRM");
  EXPECT_EQ(node["gs1:manufacturer"]["gs1:organizationName"]["@value"].text_or(""), "HTX Khẩu Sli Nà Giàng");
  const json::Node star = node["gs1:certification"];
  EXPECT_EQ(star["@type"].text_or(""), "gs1:CertificationDetails");
  EXPECT_EQ(star["gs1:certificationValue"].text_or(""), "3");
  EXPECT_EQ(star["gs1:certificationIdentification"].text_or(""), "12/QĐ-UBND");
  EXPECT_EQ(star["gs1:certificationEndDate"].text_or(""), "2029-01-05");
  record.product.standing.withdrawn = true;
  record.item.gtin = "02000000000015";                          // of a house of its own
  record.product.group = "IV";                                  // cloth has no ingredients in this vocabulary
  const std::string english = written(Language::en);
  EXPECT_EQ(english.find("certification\""), std::string::npos);
  EXPECT_EQ(english.find("gs1:gtin\""), std::string::npos);
  EXPECT_EQ(english.find("ingredientStatement\""), std::string::npos);
  EXPECT_NE(english.find("\"@language\":\"en\""), std::string::npos);
  EXPECT_NE(english.find("\"@type\":\"gs1:Product\""), std::string::npos);
}

// ---- the service -------------------------------------------------------------------------------------------------------------------

class ChannelsService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return act::migrations(); }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    listen();
    const Record record = complete_record();
    producer_ = record.product.producer;
    products_.rows = {record.product};
    products_.pictures = record.photos;
    for (products::Photo& one : products_.pictures) one.product = record.product.id;
    items_.rows = {record.item};
    items_.written = {record.sheet};
    items_.written[0].product = record.product.id;
    producers_.rows.push_back({.id = producer_, .name = record.maker, .kind = producers::Kind::cooperative, .province = "04"});
    service_.emplace(Service::Parts{database(), clock_, places_, producers_, products_, items_, url_});
    desk_.people.add("member", Grant{Role::producer_member, "", "", producer_});
    ProducerId other;
    other.uuid.bytes[0] = 0x22;
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", other});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  void change(std::string_view topic) {
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.announce(topic);
      return {};
    }).ok());
  }

  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{10};
  ProducerId producer_;
  std::string url_ = "https://ocop.test";
  places::FakePlaces places_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  items::FakeItems items_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

OCOP_ON_BOTH_ENGINES(ChannelsService);

TEST_P(ChannelsService, AFeedIsKeptUntilSomethingItSaysChanges) {
  const auto first = service_->file("google", Form::rss, Language::vi);
  ASSERT_TRUE(first);
  EXPECT_NE((*first)->bytes.find("OCOP 3 sao"), std::string::npos);
  EXPECT_EQ(*service_->file("google", Form::rss, Language::vi), *first);   // the very same
  products_.rows[0].standing.withdrawn = true;
  change(products::kCatalogueChanged);
  const auto second = service_->file("google", Form::rss, Language::vi);
  EXPECT_EQ((*second)->bytes.find("OCOP 3 sao"), std::string::npos);
  EXPECT_NE((*second)->etag, (*first)->etag);
  items_.rows[0].price = 50'000;
  change(items::kItemsChanged);
  EXPECT_NE((*service_->file("google", Form::rss, Language::vi))->bytes.find("50000 VND"), std::string::npos);
  EXPECT_EQ(service_->file("google", Form::xlsx, Language::vi).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->file("nobody", Form::csv, Language::vi).error().kind, ErrorKind::not_found);
}

// Each page of a producer asked what it sells, and each time all its pictures and texts were read.
TEST_P(ChannelsService, WhetherAProducerSellsIsAskedWithoutItsFiles) {
  const producers::Producer producer = producers_.rows.back();
  EXPECT_TRUE(service_->sells(producer));
  producers::Producer waiting = producer;
  waiting.presence = producers::Presence::waiting;
  EXPECT_FALSE(service_->sells(waiting));
  items_.rows[0].ended = clock_.now();
  EXPECT_FALSE(service_->sells(producer));
}

TEST_P(ChannelsService, AFileIsPackedOnce) {
  const std::string long_text = "Làm theo mẻ nhỏ. ";
  for (int i = 0; i < 100; ++i) items_.written[0].summary += long_text;
  const auto kept = service_->file("meta", Form::csv, Language::vi);
  ASSERT_TRUE(kept);
  EXPECT_LT((*kept)->gzip.size() * 2, (*kept)->bytes.size());
  const auto plain = desk_.get("/channels/meta.csv");
  const auto packed = desk_.get("/channels/meta.csv", {}, {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(plain.body, (*kept)->bytes);
  EXPECT_EQ(packed.body, (*kept)->gzip);
  EXPECT_EQ(test::header(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(test::header(plain, "Vary"), "Accept-Encoding");
  EXPECT_NE(test::header(packed, "ETag"), test::header(plain, "ETag"));
  const auto again = desk_.get("/channels/meta.csv", {}, {{"Accept-Encoding", "gzip"}, {"If-None-Match", test::header(packed, "ETag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
}

// While one file is made, those that are true are given out: the lock of the making is not the lock of the looking.
TEST_P(ChannelsService, WhoAsksForAKeptFileDoesNotWaitForAnother) {
  ASSERT_TRUE(service_->file("google", Form::rss, Language::vi));
  auto asking = std::packaged_task([&] { return service_->file("google", Form::rss, Language::vi); });
  auto meanwhile = asking.get_future();
  std::jthread other;
  bool answered = false;
  items_.asked = [&] {   // another thread asks while the rows of the next file are read
    items_.asked = {};
    other = std::jthread(std::move(asking));
    answered = meanwhile.wait_for(std::chrono::seconds(20)) == std::future_status::ready;
  };
  ASSERT_TRUE(service_->file("meta", Form::csv, Language::vi));
  EXPECT_TRUE(answered);
  ASSERT_TRUE(meanwhile.get());
}

TEST_P(ChannelsService, AFileIsSentOnceAndThenSaidToBeAsBefore) {
  const auto sent = desk_.get("/channels/meta.csv");
  EXPECT_EQ(sent.status, 200);
  EXPECT_TRUE(has(sent, "45000 VND"));
  const auto again = desk_.get("/channels/meta.csv", {}, {{"If-None-Match", test::header(sent, "ETag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(desk_.get("/channels/meta.xml").status, 404);
  EXPECT_EQ(desk_.get("/channels/meta").status, 404);
  EXPECT_TRUE(has(desk_.get("/producers/" + producer_.text() + "/channels/products.json"), "KHAUSL11"));
}

// Our own workbook without rows is a blank as well as the platform's.
TEST_P(ChannelsService, APlatformsBlankComesBackFilled) {
  const Channel shopee = channel("shopee");
  const std::string blank = *files::write(shopee, Form::xlsx, {}, {"Shopee", "https://ocop.test", {}});
  const std::string path = "/producers/" + producer_.text() + "/channels/workbook";
  const auto filled = desk_.upload(path, "member", {{"channel", "shopee"}}, "mau.xlsx", blank);
  ASSERT_EQ(filled.status, 200) << filled.body.substr(0, 400);
  EXPECT_TRUE(test::header(filled, "Content-Disposition").find("shopee-1-1.xlsx") != std::string::npos);
  auto workbook = sheets::Workbook::open(sheets::Source::bytes(filled.body));
  ASSERT_TRUE(workbook);
  const auto rows = workbook->rows(0);
  sheets::Row read;
  ASSERT_TRUE(*(*rows)->next(read));
  ASSERT_TRUE(*(*rows)->next(read));
  EXPECT_EQ(read.number, 2U);
  EXPECT_EQ(read.text(1), "Khẩu sli Nà Giàng, Hộp giấy, 300 g");
  const auto wrong = desk_.upload(path, "member", {{"channel", "tiki"}}, "mau.csv", "Họ tên,Ngày sinh\nA,1\n");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(desk_.upload(path, "stranger", {{"channel", "shopee"}}, "mau.xlsx", blank).status, 404);
  items_.rows[0].price = 0;
  const auto none = desk_.upload(path, "member", {{"channel", "shopee"}}, "mau.xlsx", blank);
  EXPECT_EQ(none.status, 422);
  EXPECT_TRUE(has(none, "ps_price"));
}

TEST_P(ChannelsService, WhatIsMissingIsToldWithTheWayToIt) {
  products_.pictures.clear();
  const auto page = desk_.get("/producers/" + producer_.text() + "/channels", "member");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, "href=\"/products/KHAUSL11/photos\">image_link</a>"));
  EXPECT_TRUE(has(page, "Tiếng Việt: 0/1"));
  EXPECT_TRUE(has(page, "portal.csv"));      // which asks for no picture
  EXPECT_FALSE(has(page, "google.xml"));
  const auto api = desk_.api(http::Method::get, "/api/v1/producers/" + producer_.text() + "/channels", "member");
  EXPECT_TRUE(has(api, R"("page":"/products/KHAUSL11/photos")"));
  EXPECT_EQ(desk_.get("/producers/" + producer_.text() + "/channels", "stranger").status, 404);
  items_.rows.clear();
  EXPECT_TRUE(has(desk_.get("/producers/" + producer_.text() + "/channels", "member"), "Chưa có gói bán nào"));
}

}  // namespace
}  // namespace ocop::channels
