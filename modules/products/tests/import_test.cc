#include "modules/products/import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kernel/json/json.h"
#include "modules/products/messages.h"
#include "modules/products/tests/support.h"

namespace ocop::products {
namespace {

class ProductsImport : public ProductsTest {
 protected:
  ImportReport import(std::string_view csv, ImportMode mode) {
    auto report = service_->import_register(sheets::Source::bytes(csv), {mode, std::string(kSampleSource)});
    EXPECT_TRUE(report) << (report ? "" : report.error().detail);
    return report ? std::move(*report) : ImportReport{};
  }
  static std::size_t count(const ImportReport& report, Outcome outcome) { return report.counts[static_cast<std::size_t>(outcome)]; }
  static std::set<std::pair<std::string, std::string>> pairs(const ImportReport& report) {
    std::set<std::pair<std::string, std::string>> out;
    for (const ReportRow& row : report.rows)
      if (row.like) out.emplace(row.register_id, row.like->id);
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(ProductsImport);

// The pairs that a reader finds in the sample, and no others.
std::set<std::pair<std::string, std::string>> expected_duplicates() {
  return {
      {"P0201", "P0191"},   // Rượu sâm đinh lăng, ABZ: 2022 and 2024
      {"P0267", "P0249"},   // Trà hòa tan cà gai leo: the 2021 row names no maker
      {"P0268", "P0250"},   // Trà hòa tan dây thìa canh: the same
      {"P0319", "P0063"},   // Thái Hải village, Vietnamese and English
      {"P0265", "P0251"},   // Cao cà gai leo (Pù Mát): the 2021 row names no maker
      {"P0266", "P0252"},   // Cao dây thìa canh (Pù Mát): the same
      {"P0413", "P0408"},   // Hạt điều rang muối, Hà Mỵ: 5 and 4 stars
      {"P0584", "P0009"},   // Quang Vinh red lotus set: 2020 and 2022
      {"P0830", "P0003"},   // Dừa sáp sợi VICOSAP: a decision and an unofficial list
  };
}

TEST_P(ProductsImport, AccountsForAll833RowsAndDoesItAgainTheSame) {
  const ImportReport dry = import(sample_register(), ImportMode::dry_run);
  EXPECT_EQ(dry.rows.size(), 833u);
  EXPECT_EQ(total(), 0) << "a dry run writes nothing";

  const ImportReport first = import(sample_register(), ImportMode::apply);
  std::size_t sum = 0;
  for (const std::size_t n : first.counts) sum += n;
  EXPECT_EQ(sum, 833u);
  EXPECT_EQ(count(first, Outcome::wrong), 0u);
  EXPECT_EQ(count(first, Outcome::updated), 0u);
  EXPECT_EQ(count(first, Outcome::unchanged), 0u);
  EXPECT_EQ(first.counts, dry.counts);
  EXPECT_EQ(pairs(first), expected_duplicates());
  EXPECT_EQ(count(first, Outcome::created), 833u - expected_duplicates().size());

  const ImportReport second = import(sample_register(), ImportMode::apply);
  EXPECT_EQ(count(second, Outcome::created), 0u);
  EXPECT_EQ(count(second, Outcome::updated), 0u);
  EXPECT_EQ(count(second, Outcome::wrong), 0u);
  EXPECT_EQ(count(second, Outcome::unchanged), 833u) << "what was suspected when it came is there already";
  EXPECT_EQ(pairs(second), pairs(first));
  EXPECT_EQ(total(), 833);
}

TEST_P(ProductsImport, ShowsEachStandingAsThePrintedDecisionAllows) {
  const ImportReport report = import(sample_register(), ImportMode::apply);
  const auto validity = [&](Validity v) { return report.validity[static_cast<std::size_t>(v)]; };
  // Counted apart from this program on 21 November 2026. 285 rows name a decision: 144 print a day (105 past their 36 months, 39 in
  // them); of 141 with a year or nothing 109 have surely lapsed and 32 cannot be told. 423 + 89 + 36 rows name no decision.
  EXPECT_EQ(validity(Validity::valid), 0u);
  EXPECT_EQ(validity(Validity::reported), 39u);
  EXPECT_EQ(validity(Validity::lapsed), 105u + 109u);
  EXPECT_EQ(validity(Validity::not_verified), 32u + 423u + 89u + 36u);
  const Figures counts = service_->figures();
  for (std::size_t i = 0; i < report.validity.size(); ++i) EXPECT_EQ(counts.validity[i], static_cast<long long>(report.validity[i])) << i;
}

// A register that was sent again after an officer had confirmed a decision wrote its own over it; and what it prints anew must not be lost.
TEST_P(ProductsImport, LeavesAConfirmedStandingAndKeepsWhatIsPrintedBesideIt) {
  const std::string head = "id,product_name,province,star,decision,year,recognition,current_province_code\n";
  const auto row = [&](const char* star, const char* decision) {
    return head + "T1,Khóm Cầu Đúc,Hậu Giang," + star + "," + decision + ",2021,decision,92\n";
  };
  import(row("3", "3588/QĐ-UBND ngày 30-11-2021"), ImportMode::apply);
  const Store& store = service_->store();
  const auto stored = [&] { return all({{"q", "khóm cầu đúc"}}).at(0).product; };
  const auto waiting = [&] {
    return database().read([&](db::Reader& reader) { return store.reported_decisions(reader, "92"); });
  };
  ASSERT_EQ(waiting().size(), 1u);
  EXPECT_EQ(waiting()[0].decision, "3588/QĐ-UBND ngày 30-11-2021");
  EXPECT_EQ(waiting()[0].decided, Date::of(2021, 11, 30));
  EXPECT_EQ(waiting()[0].products, 1);
  const Product before = stored();
  EXPECT_EQ(database().read([&](db::Reader& reader) { return store.reported(reader, waiting()[0]); }).at(0).id, before.id);
  Standing confirmed{.basis = Standing::Basis::confirmed, .stars = 4, .decision = "3588/QĐ-UBND", .decided = Date::of(2021, 11, 30),
                     .year = 2021, .valid_until = Date::of(2024, 11, 30), .verified = true, .recognition = "decision"};
  const auto set = [&](const Standing& standing) {
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      store.set_standing(transaction, before.id, standing);
      return {};
    }));
  };
  const auto row_says = [&] {   // the row itself: no log stands behind this test
    return database().read([&](db::Reader& reader) { return store.copies(reader, std::span(&before.id, 1)).at(0).standing; });
  };
  set(confirmed);
  EXPECT_TRUE(waiting().empty()) << "it waits no more";
  EXPECT_EQ(row_says(), confirmed);
  const auto printed = [&] { return database().read([&](db::Reader& reader) { return *store.printed(reader, before.id); }); };
  EXPECT_EQ(printed(), before.standing);
  import(row("3", "3588/QĐ-UBND ngày 30-11-2021") + "T2,Trà mãng cầu,Hậu Giang,3,,2021,reported_recognised,92\n", ImportMode::apply);
  EXPECT_TRUE(waiting().empty()) << "the same decision printed again says nothing new";
  import(row("5", "77/QĐ-UBND ngày 1-2-2025"), ImportMode::apply);
  EXPECT_EQ(row_says(), confirmed) << "an import never changes what was confirmed";
  ASSERT_EQ(waiting().size(), 1u) << "nor is it lost: the decision that it prints anew waits";
  EXPECT_EQ(waiting()[0].decision, "77/QĐ-UBND ngày 1-2-2025");
  EXPECT_EQ(database().read([&](db::Reader& reader) { return store.reported(reader, waiting()[0]); }).at(0).stars, 5);
  set(printed());   // taken off: as the register prints it now
  EXPECT_EQ(row_says().stars, 5);
  EXPECT_EQ(waiting().size(), 1u);
  set(confirmed);   // and confirmed once more: what was printed last is what is kept
  EXPECT_EQ(printed().stars, 5);
  EXPECT_TRUE(waiting().empty());
}

TEST_P(ProductsImport, KeepsTheRecordOfARow) {
  import(sample_register(), ImportMode::apply);
  const auto found = all({{"q", "mật hoa dừa trà vinh farm"}});
  ASSERT_FALSE(found.empty());
  const auto item = std::ranges::find(found, "P0001", [](const Item& i) { return i.product.register_id; });
  ASSERT_NE(item, found.end());
  EXPECT_EQ(item->product.name, "Mật hoa dừa");
  EXPECT_EQ(item->maker, "Công ty TNHH Trà Vinh FARM");
  EXPECT_EQ(item->product.province, "86");
  EXPECT_EQ(item->product.commune, "29341");
  EXPECT_EQ(item->product.place_as_printed, "xã Phú Cần, huyện Tiểu Cần, Trà Vinh");
  EXPECT_EQ(item->product.standing.stars, 5);
  EXPECT_EQ(item->product.code.size(), 8u);
  EXPECT_TRUE(item->product.product_set.empty());
  EXPECT_FALSE(item->product.standing.source_url.empty());
  const auto shown = service_->show(item->product.code);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->product.id, item->product.id);
  ASSERT_TRUE(shown->maker);
  EXPECT_EQ(shown->maker->source, "import: sample");
  // "Công ty TNHH Trà Vinh FARM" and "Công ty Trách nhiệm hữu hạn Trà Vinh Farm" are one maker.
  EXPECT_GE(service_->of_producer(shown->maker->id).size(), 4u);
}

// A changed row is updated; the owner's words and a certificate's standing stay.
TEST_P(ProductsImport, UpdatesWhatTheRegisterSaysAndNothingElse) {
  const std::string head = "id,product_name,entity_name,province,star,decision,year,recognition\n";
  import(head + "A1,Chè búp,HTX Chè,Thái Nguyên,3,,2024,reported_recognised\nA2,Miến,HTX Miến,Thái Nguyên,4,,2024,reported_recognised\n",
         ImportMode::apply);
  Product tea = all({{"q", "chè búp"}}).at(0).product;
  const Actor owner{AccountId{}, "", {Grant{Role::producer_member, "", "", tea.producer}}};
  ASSERT_TRUE(service_->change_wording(owner, tea.id, {tea.version, "Tea buds", "Chuyện chè", "A tea story", "6291041500213"}));
  const Product noodles = all({{"q", "miến"}}).at(0).product;
  Standing certified;
  certified.basis = Standing::Basis::certificate;
  certified.stars = 5;
  certified.valid_until = *Date::of(2029, 1, 1);
  certified.verified = true;
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    service_->port().set_standing(t, noodles.id, certified);
    return {};
  }));

  const ImportReport report = import(
      head +
          "A1,Chè búp khô,HTX Chè,Thái Nguyên,4,,2025,reported_recognised\nA2,Miến dong,HTX Miến,Thái Nguyên,3,,2025,reported_recognised\n",
      ImportMode::apply);
  EXPECT_EQ(count(report, Outcome::updated), 2u);
  const Product updated = service_->show(tea.id.text())->product;
  EXPECT_EQ(updated.name, "Chè búp khô");
  EXPECT_EQ(updated.standing.stars, 4);
  EXPECT_EQ(updated.story, "Chuyện chè");
  EXPECT_EQ(updated.name_en, "Tea buds");
  EXPECT_EQ(updated.gtin, "06291041500213");
  EXPECT_EQ(updated.code, tea.code) << "the public code is permanent";
  const Product kept = service_->show(noodles.id.text())->product;
  EXPECT_EQ(kept.name, "Miến dong");
  EXPECT_EQ(kept.standing.stars, 5);
  EXPECT_EQ(kept.standing.basis, Standing::Basis::certificate);
  EXPECT_EQ(total({{"q", "mien dong"}}), 1) << "the search index follows";
}

struct WrongRow { std::string_view row, field; };

TEST_P(ProductsImport, NamesLineFieldValueAndReasonOfAWrongRow) {
  const WrongRow cases[]{
      {",Chè,HTX,,Thái Nguyên,3,,2024,reported_recognised,,", "id"},
      {"X,,HTX,,Thái Nguyên,3,,2024,reported_recognised,,", "product_name"},
      {"X,Chè,HTX,guild,Thái Nguyên,3,,2024,reported_recognised,,", "entity_type"},
      {"X,Chè,HTX,,Atlantis,3,,2024,reported_recognised,,", "province"},
      {"X,Chè,HTX,,Thái Nguyên,6,,2024,reported_recognised,,", "star"},
      {"X,Chè,HTX,,Thái Nguyên,ba,,2024,reported_recognised,,", "star"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2017,reported_recognised,,", "year"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2027,reported_recognised,,", "year"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2024,perhaps,,", "recognition"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2024,decision,,", "decision"},
      {"X,Chè,HTX,,Thái Nguyên,3,12/QĐ-UBND ngày 22/11/2026,2026,decision,,", "decision"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2024,reported_recognised,99,", "current_province_code"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2024,reported_recognised,86,", "current_province_code"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2024,reported_recognised,19,29341", "current_unit_code"},
      {"X,Chè,HTX,,Thái Nguyên", "recognition"},
      {"X,Chè,HTX,,Thái Nguyên,3,,2024,reported_recognised,,,torn", ""},
  };
  for (const WrongRow& wrong : cases) {
    const std::string file =
        "id,product_name,entity_name,entity_type,province,star,decision,year,recognition,current_province_code,current_unit_code\n"
        "OK,Chè,HTX Chè,,Thái Nguyên,3,,2024,reported_recognised,,\n" +
        std::string(wrong.row) + "\n";
    const ImportReport report = import(file, ImportMode::dry_run);
    ASSERT_EQ(report.rows.size(), 2u) << wrong.row;
    EXPECT_EQ(report.rows[0].outcome, Outcome::created);
    ASSERT_EQ(report.rows[1].outcome, Outcome::wrong) << wrong.row;
    ASSERT_FALSE(report.rows[1].problems.empty());
    EXPECT_EQ(report.rows[1].problems[0].field, wrong.field) << wrong.row;
    EXPECT_EQ(report.rows[1].where.line, 3u);
    EXPECT_NE(to_text(report, Language::vi).find("dòng 3"), std::string::npos);
    EXPECT_NE(to_text(report, Language::en).find("line 3"), std::string::npos);
  }
}

TEST_P(ProductsImport, NeverWritesAWrongRowAndRefusesWhatIsNoRegister) {
  const std::string head = "id,product_name,province,recognition,star\n";
  const ImportReport report =
      import(head + "A,Chè,Thái Nguyên,reported_recognised,3\nA,Chè,Thái Nguyên,reported_recognised,4\nB,Trà,Nowhere,decision,3\n",
             ImportMode::apply);
  EXPECT_EQ(count(report, Outcome::created), 1u);
  EXPECT_EQ(count(report, Outcome::wrong), 2u);   // an id twice; a province that is none
  EXPECT_EQ(total(), 1);
  for (const std::string_view file : {"", "a,b\n1,2\n", "\xff\xfe", "id,product_name\n1,\"x\n"}) {
    const auto refused = service_->import_register(sheets::Source::bytes(file), {ImportMode::apply, "x"});
    ASSERT_FALSE(refused) << file;
    EXPECT_EQ(refused.error().kind, ErrorKind::malformed_request);
  }
}

// The story: a file of wrong rows alone was kept whole, each with all its problems: 200,000 took 846 MB.
TEST_P(ProductsImport, ManyWrongRowsAreCountedAndTheFirstAreTold) {
  std::string file = "id,product_name,province,recognition,star\n";
  constexpr std::size_t kMore = 3;
  for (std::size_t i = 0; i < kMostWrongTold + kMore; ++i) file += "W" + std::to_string(i) + ",Chè,Nowhere,decision,9\n";
  const ImportReport report = import(file + "A,Chè,Thái Nguyên,reported_recognised,3\n", ImportMode::apply);
  EXPECT_EQ(count(report, Outcome::wrong), kMostWrongTold + kMore);
  EXPECT_EQ(count(report, Outcome::created), 1u);
  EXPECT_EQ(report.rows.size(), kMostWrongTold + 1);
  EXPECT_NE(to_text(report, Language::vi).find("3 dòng sai nữa"), std::string::npos);
  const auto json = json::parse(to_json(report));
  EXPECT_EQ(json->root()["rows"].integer(), static_cast<std::int64_t>(kMostWrongTold + kMore + 1));
  EXPECT_EQ(json->root()["wrong_without_details"].integer(), static_cast<std::int64_t>(kMore));
}

// The story: 100,000 rows took 300 MB, because each lay in memory with all texts that its values are said in again. They are packed now:
// what is given back must be the row that was read, whether it was packed or is one of those that are kept as they are.
TEST_P(ProductsImport, ARowIsGivenBackAsItWasRead) {
  const auto file = read_register(sheets::Source::bytes(sample_register()), *index_, service_->today());
  ASSERT_TRUE(file);
  const auto said = [](const RegisterRow& row) {
    const Product& product = row.product;
    const Standing& standing = product.standing;
    std::string out;
    for (const std::string& one : row.values) out += one + "|";
    for (const std::string* one : {&row.where.sheet, &row.maker, &row.province, &product.name, &product.group, &product.group_as_printed,
                                   &product.province, &product.commune, &product.place_as_printed, &product.unit_choices,
                                   &product.register_id, &standing.decision, &standing.recognition, &standing.source_url,
                                   &standing.source_kind, &row.code, &row.digest})
      out += *one + "|";
    for (const std::string& unit : row.units) out += unit + " ";
    for (const Problem& problem : row.problems) out += problem.field + ":" + problem.got + " ";
    for (const std::int64_t one : {std::int64_t{row.where.row}, static_cast<std::int64_t>(row.where.line),
                                   static_cast<std::int64_t>(row.kind), std::int64_t{standing.stars},
                                   std::int64_t{standing.year.value_or(-1)}, static_cast<std::int64_t>(standing.basis)})
      out += std::to_string(one) + " ";
    return out + (standing.decided ? standing.decided->iso() : "") + " " + (standing.valid_until ? standing.valid_until->iso() : "");
  };
  RegisterRows rows;
  std::vector<RegisterRow> read;
  for (std::size_t i = 0; i < file->rows.size(); ++i) {
    RegisterRow row = file->rows[i];
    row.where = {i % 3 == 0 ? "" : "Trang " + std::to_string(i % 3), static_cast<std::uint32_t>(i), i + 5};
    row.code = i % 7 == 0 ? "ABCD2345" : "";
    if (i % 5 == 0) row.problems.push_back({"star", "9", "1..5", msg::wrong_star, {}});      // kept as it is
    if (i % 11 == 0) row.product.standing.decision += " khác";                               // says more than its values
    if (i == 8) row.units = {"00577", "00145"};
    rows.add(row);
    read.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < read.size(); ++i) {
    ASSERT_EQ(said(rows[i]), said(read[i])) << i;
    EXPECT_EQ(rows.sound(i), read[i].problems.empty());
    EXPECT_EQ(rows.code(i), read[i].code);
    EXPECT_EQ(rows.register_id(i), read[i].product.register_id);
    EXPECT_EQ(rows.digest(i), read[i].digest);
    const likeness::Record record = rows.record(i);
    EXPECT_EQ(record.decision, read[i].product.standing.decision);
    EXPECT_EQ(record.group, read[i].product.group);
    EXPECT_EQ(record.place, read[i].product.place_as_printed);
    EXPECT_EQ(record.year, read[i].product.standing.year);
  }
  rows.spoil(1, {{"id", "P0002", "another", msg::wrong_code, {}}});
  EXPECT_FALSE(rows.sound(1));
  EXPECT_EQ(rows[1].problems.size(), 1u);
  EXPECT_EQ(rows[1].product.name, read[1].product.name);
}

// The story of IdRun: what one import makes comes to the end of every index, in the order of its file.
TEST_P(ProductsImport, WhatItMakesStandsInTheOrderOfTheFile) {
  std::string file = "id,product_name,entity_name,province,recognition,star\n";
  constexpr int kMany = 40;
  for (int i = 0; i < kMany; ++i)
    file += "A" + std::to_string(100 + i) + ",Chè số " + std::to_string(i) + ",HTX " + std::to_string(i) +
            ",Thái Nguyên,reported_recognised,3\n";
  import(file, ImportMode::apply);
  const auto known = database().read([&](db::Reader& reader) { return service_->store().known(reader); });   // by id
  ASSERT_EQ(known.size(), static_cast<std::size_t>(kMany));
  for (int i = 0; i < kMany; ++i) EXPECT_EQ(known[static_cast<std::size_t>(i)].register_id, "A" + std::to_string(100 + i));
}

// The story: an update that hit no row was reported as "updated".
TEST_P(ProductsImport, WhatChangedMeanwhileIsNotReportedAsUpdated) {
  const std::string head = "id,product_name,province,recognition,star\n";
  import(head + "A,Chè,Thái Nguyên,reported_recognised,3\n", ImportMode::apply);
  const auto file = read_register(sheets::Source::bytes(head + "A,Chè,Thái Nguyên,reported_recognised,4\n"), *index_, service_->today());
  ASSERT_TRUE(file);
  const auto done = database().write([&](db::Transaction& transaction) -> Result<Applied> {
    const Store store(*index_, *producers_);
    auto known = store.known(transaction);
    known.front().version -= 1;   // as it was read before somebody else wrote
    const std::string source(kSampleSource);
    const auto plan = plan_import(file->rows, known, source, *index_, {});
    return apply_import(transaction, store, *producers_, file->rows, known, plan, source, clock_.now(), random_);
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::conflict);
}

TEST_P(ProductsImport, ReportsAsJson) {
  const auto report =
      to_json(import("id,product_name,province,recognition,star,extra\nA,Chè,Thái Nguyên,reported_recognised,9,x\n", ImportMode::dry_run));
  const auto parsed = json::parse(report);
  ASSERT_TRUE(parsed) << report;
  const json::Node root = parsed->root();
  EXPECT_EQ(root["mode"].text_or(""), "dry_run");
  EXPECT_EQ(root["counts"]["wrong"].integer(), 1);
  EXPECT_EQ(root["ignored_columns"].at(0).text_or(""), "extra");
  const json::Node row = root["details"].at(0);
  EXPECT_EQ(row["line"].integer(), 2);
  EXPECT_EQ(row["problems"].at(0)["field"].text_or(""), "star");
  EXPECT_EQ(row["problems"].at(0)["value"].text_or(""), "9");
  EXPECT_FALSE(row["problems"].at(0)["reason"].text_or("").empty());
}

}  // namespace
}  // namespace ocop::products
