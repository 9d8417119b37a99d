#include "modules/products/register_line.h"
#include "modules/products/tests/imports_world.h"

// A register brought in by people: looked at, corrected in place, applied as one act, undone as one act.
namespace ocop::products {
namespace {

OCOP_ON_BOTH_ENGINES(ProductsImports);

TEST_P(ProductsImports, AreLookedAtCorrectedAndAppliedAsOneAct) {
  const ImportId id = send(file_of_lam_dong());
  EXPECT_EQ(counts(id), (Counts{1, 0, 0, 0, 4}));
  EXPECT_EQ(total(), 0) << "a look writes nothing";
  // One correction for all cells that say the same, one for a cell; the place of another province stays wrong.
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R1", "entity_type", "doanh nghiệp", FixReach::same_value)));
  EXPECT_EQ(counts(id), (Counts{3, 0, 0, 0, 2}));
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R3", "star", "4 sao", FixReach::cell)));
  EXPECT_EQ(counts(id), (Counts{4, 0, 0, 0, 1}));
  const auto left = shown(id).wrong;
  ASSERT_EQ(left.size(), 1u);
  ASSERT_EQ(wrong_cells(left[0]).size(), 1u);
  EXPECT_EQ(wrong_cells(left[0])[0].field, "province");
  EXPECT_EQ(wrong_cells(left[0])[0].column, "G");
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  EXPECT_EQ(total(), 4) << "wrong rows stay out";
  EXPECT_EQ(item("Trà nõn tôm Tâm Châu")->maker_kind, producers::Kind::enterprise);
  EXPECT_EQ(item("Cà phê Cầu Đất")->product.standing.stars, 4);
  EXPECT_FALSE(item("Chè Thái Nguyên"));
  const auto seen = shown(id);
  EXPECT_EQ(seen.import.state, ImportState::applied);
  EXPECT_GE(seen.import.log_index, 0);
  EXPECT_TRUE(seen.may_undo());
  // The next file of the sender is offered what was corrected in this one; with it nothing changes.
  const ImportId next = send(file_of_lam_dong());
  const auto offered = shown(next).recipe;
  ASSERT_EQ(offered.size(), 1u) << "a cell's own correction is of its file alone";
  EXPECT_EQ(offered[0].printed, "CTY");
  ASSERT_TRUE(imports_->reuse(kOfficer, next, now_of(next)));
  EXPECT_EQ(counts(next), (Counts{0, 0, 3, 0, 2}));
  EXPECT_TRUE(shown(next).recipe.empty());
}

TEST_P(ProductsImports, AreTakenBackAsOneActAndBroughtInAgain) {
  const std::string first = std::string(kHeading) +
                            "R5,Atisô Đà Lạt,HTX Atisô,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,3,,2022,reported_recognised\n";
  const ImportId old = send(first);
  ASSERT_TRUE(imports_->apply(kOfficer, old, now_of(old)));
  const auto before = item("Atisô Đà Lạt");
  const ImportId id = send(file_of_lam_dong());
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R1", "entity_type", "doanh nghiệp", FixReach::same_value)));
  EXPECT_EQ(counts(id), (Counts{2, 1, 0, 0, 2}));
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  EXPECT_EQ(item("Atisô Đà Lạt")->product.standing.stars, 4);
  EXPECT_EQ(imports_->apply(kOfficer, id, now_of(id)).error().kind, ErrorKind::conflict) << "a double click";
  const auto undone = imports_->undo(kOfficer, id, now_of(id));
  ASSERT_TRUE(undone);
  EXPECT_EQ((*undone)->removed, 2);
  EXPECT_EQ((*undone)->restored, 1);
  EXPECT_EQ((*undone)->kept, 0);
  EXPECT_EQ(total(), 1);
  const auto after = item("Atisô Đà Lạt");
  EXPECT_EQ(after->product.standing, before->product.standing);
  EXPECT_EQ(after->product.code, before->product.code);
  EXPECT_EQ(total({{"q", "tam chau"}}), 0) << "nobody finds what was taken back";
  EXPECT_EQ(total({{"q", "atiso"}}), 1);
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return producers_->find_by_name(reader, "Công ty Tâm Châu", "68"); }))
      << "a maker of nothing";
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  EXPECT_EQ(total(), 3);
  ASSERT_TRUE(imports_->undo(kOfficer, id, now_of(id)));
  EXPECT_EQ(total(), 1);
}

// What somebody has changed since, or what something rests on, stays, and is counted: an undo never drops another's work silently.
TEST_P(ProductsImports, KeepWhatWasBuiltOnSince) {
  const ImportId id = send(file_of_lam_dong());
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R1", "entity_type", "doanh nghiệp", FixReach::same_value)));
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  const Item worded = *item("Trà ô long Tâm Châu"), rested = *item("Atisô Đà Lạt");
  const Actor member{AccountId{new_uuid_of("xx")}, "HTX", {Grant{Role::producer_member, "", "", worded.product.producer}}};
  ASSERT_TRUE(service_->change_wording(member, worded.product.id, {worded.product.version, "Oolong tea", "", "", ""}));
  offers_.add(ProductUse{.held = [&](db::Reader&, std::span<const ProductId> asked) {
    EXPECT_NE(std::ranges::find(asked, rested.product.id), asked.end());
    return std::vector{rested.product.id};
  }});
  const auto undone = imports_->undo(kOfficer, id, now_of(id));
  ASSERT_TRUE(undone);
  EXPECT_EQ((*undone)->removed, 1);
  EXPECT_EQ((*undone)->kept, 2);
  EXPECT_TRUE(item("Trà ô long Tâm Châu"));
  EXPECT_TRUE(item("Atisô Đà Lạt"));
  EXPECT_FALSE(item("Trà nõn tôm Tâm Châu"));
}

// A wrong file renamed fifty products with dossiers of last year; its undo called all fifty "built on since" and gave none back its name.
TEST_P(ProductsImports, WhatRestsOnAProductOfBeforeDoesNotKeepAWrongRow) {
  const std::string row = "R5,Atisô Đà Lạt,HTX Atisô,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,3,,2022,reported_recognised\n";
  const ImportId right = send(std::string(kHeading) + row);
  ASSERT_TRUE(imports_->apply(kOfficer, right, now_of(right)));
  std::string wrong = row;
  wrong.replace(wrong.find("Atisô Đà Lạt"), std::string("Atisô Đà Lạt").size(), "Atiso Da Lat");
  const ImportId id = send(std::string(kHeading) + wrong);
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  offers_.add(ProductUse{.held = [](db::Reader&, std::span<const ProductId> asked) { return std::vector(asked.begin(), asked.end()); }});
  const auto undone = imports_->undo(kOfficer, id, now_of(id));
  ASSERT_TRUE(undone);
  EXPECT_EQ((*undone)->restored, 1);
  EXPECT_TRUE(item("Atisô Đà Lạt"));
}

// A cooperative became a company; the province's next file, which still prints the cooperative, took its products away from it.
TEST_P(ProductsImports, AMakerIsFoundByWhatItWasCalled) {
  const std::string row = "R5,Atisô Đà Lạt,HTX Atisô,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,3,,2022,reported_recognised\n";
  const ImportId first = send(std::string(kHeading) + row);
  ASSERT_TRUE(imports_->apply(kOfficer, first, now_of(first)));
  const ProducerId maker = item("Atisô Đà Lạt")->product.producer;
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    producers::Producer one = producers_->by_ids(t, std::span(&maker, 1)).at(0);
    producers_->add_former(t, new_uuid(kToday, random_), {maker, one.name, one.kind, *Date::of(2026, 11, 1)});
    one.name = "Công ty Atisô Đà Lạt";
    one.kind = producers::Kind::enterprise;
    EXPECT_TRUE(producers_->change_record(t, one));
    service_->port().maker_changed(t, maker);
    return {};
  }));
  std::string next = row;
  next.replace(next.find(",3,,2022"), 8, ",4,,2024");
  const ImportId id = send(std::string(kHeading) + next);
  EXPECT_EQ(counts(id), (Counts{0, 1, 0, 0, 0}));
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  const auto after = item("Atisô Đà Lạt");
  EXPECT_EQ(after->product.producer, maker);
  EXPECT_EQ(after->maker, "Công ty Atisô Đà Lạt");
  EXPECT_EQ(after->maker_kind, producers::Kind::enterprise);
  EXPECT_EQ(after->product.standing.stars, 4);
}

// A person had said that two are two; the next change of one row suspected them again, and nobody was asked any more.
TEST_P(ProductsImports, WhatAPersonCalledTwoIsNotSuspectedAgain) {
  const auto row = [](std::string id, std::string year) {
    return id + ",Trà ô long Tâm Châu,Công ty Tâm Châu,enterprise,Phường Lộc Sơn,TP Bảo Lộc,Lâm Đồng,4,," + year + ",reported_recognised\n";
  };
  const ImportId first = send(std::string(kHeading) + row("R1", "2023") + row("R2", "2022"));
  ASSERT_EQ(counts(first), (Counts{1, 0, 0, 1, 0}));
  ASSERT_TRUE(imports_->apply(kOfficer, first, now_of(first)));
  const auto suspected = [&] {
    std::vector<Item> out = all();
    std::erase_if(out, [](const Item& one) { return !one.product.duplicate_of; });
    return out;
  };
  ASSERT_EQ(suspected().size(), 1u);
  const ProductId a = suspected()[0].product.id, b = *suspected()[0].product.duplicate_of;
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    service_->merges().are_two(t, a, b);
    return {};
  }));
  ASSERT_TRUE(suspected().empty());
  offers_.add(Apart{.pairs = [&](db::Reader&) { return ProductPairs{std::minmax(a, b)}; }});
  const ImportId next = send(std::string(kHeading) + row("R1", "2024") + row("R2", "2024"));
  ASSERT_TRUE(imports_->apply(kOfficer, next, now_of(next)));
  EXPECT_TRUE(suspected().empty());
  ASSERT_TRUE(imports_->undo(kOfficer, first, now_of(first))) << "what was answered since is kept";
  EXPECT_TRUE(suspected().empty());
}

// What was shown of a wrong cell was cut, or was not what the cell says: a correction by value found nothing and said that it was done.
TEST_P(ProductsImports, ACorrectionMendsOrSaysThatItDoesNot) {
  const std::string long_kind = [] {
    std::string out;
    for (int i = 0; i < 60; ++i) out += "loại hình ";
    return out + "lạ";
  }();
  const ImportId id = send("id,product_name,entity_name,entity_type,commune,district,province,star,decision,decision_date,year,"
                           "recognition\n"
                           "R1,Trà một,HTX Trà,\"" + long_kind + "\",Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,4,,,2023,reported_recognised\n"
                           "R2,Trà hai,HTX Trà,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,4,12/QĐ-UBND,1/1/2029,,decision\n"
                           "R3,Trà ba,HTX Trà,cooperative,Xã Xuân Trường,TP Đà Lạt,Hà Nội,4,,,2023,reported_recognised\n");
  ASSERT_EQ(counts(id), (Counts{0, 0, 0, 0, 3}));
  const auto told = [&](std::string_view register_id, std::string_view field) {
    for (const ImportRow& row : shown(id).wrong)
      for (const WrongCell& cell : wrong_cells(row))
        if (row.register_id == register_id && cell.field == field) return cell.value;
    return std::string();
  };
  EXPECT_EQ(told("R2", "decision"), "12/QĐ-UBND");
  EXPECT_EQ(told("R3", "province"), "Hà Nội");
  EXPECT_EQ(imports_->fix(kOfficer, id, fixing(id, "R1", "entity_type", long_kind, FixReach::cell)).error().kind, ErrorKind::invalid_input);
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R1", "entity_type", "HTX", FixReach::same_value)));
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R2", "decision", "12/QĐ-UBND ngày 1/1/2025", FixReach::same_value)));
  ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R3", "province", "Lâm Đồng", FixReach::same_value)));
  EXPECT_EQ(counts(id)[static_cast<std::size_t>(Outcome::wrong)], 0);
}

// The catalogue's CSV had no ids, so what was exported could not be brought in again: every row was a new product.
TEST_P(ProductsImports, WhatIsExportedChangesNothingWhenItComesBack) {
  const ImportId id = send(std::string(kHeading) +
                           "1,=Trà một,HTX Trà,HTX,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,4 sao,12/QĐ-UBND ngày 5/8/2025,,Quyết định\n"
                           "2,'-Trà hai,HTX Trà,cooperative,Xã Xuân Trường,,Lâm Đồng,,,,reported_recognised\n");
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  ImportFile other = sent(std::string(kHeading) + "1,Cà phê,Hộ Năm,Hộ kinh doanh,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,3,,2024,Danh sách\n");
  other.source = "Xã Xuân Trường";   // another register, with the same id
  const auto second = imports_->send(kOfficer, other);
  ASSERT_TRUE(second && imports_->apply(kOfficer, second->id, {0}));
  Product own = item("Cà phê")->product;   // of no register
  own.id = new_id<ProductId>(kToday, random_);
  own.code = new_code(random_);
  own.name = "Mật ong";
  own.register_id.clear();
  own.register_source.clear();
  own.standing = {};
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    service_->port().insert(t, own);
    return {};
  }));
  add_register_list(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, *index_);
  desk_.people.add("office", Grant{Role::provincial_body, "68", "", {}});
  for (const std::string& file : {std::string("/imports/register.csv"), std::string("/en/imports/register.csv"),
                                  std::string("/imports/register.xlsx"), std::string("/en/imports/register.xlsx")}) {
    const auto answer = desk_.get(file, "office");
    ASSERT_EQ(answer.status, 200) << file;
    const std::string bytes(test::body_of(answer));
    const ImportId again = send(bytes);
    EXPECT_EQ(counts(again), (Counts{0, 0, 4, 0, 0})) << file;
    ASSERT_TRUE(imports_->apply(kOfficer, again, now_of(again)));
  }
  EXPECT_EQ(total(), 4);
  // One cell mended in the file changes that row alone; what registered itself is changed on its own page; others' rows are not there.
  std::string mended(test::body_of(desk_.get("/en/imports/register.csv", "office")));
  const auto replace = [&](std::string_view a, std::string_view b) { mended.replace(mended.find(a), a.size(), b); };
  replace("reported_recognised", "council_result");
  replace("Mật ong", "Mật ong rừng");
  replace(item("Cà phê")->product.code, "ZZZZZZZZ");
  const ImportId id2 = send(mended);
  EXPECT_EQ(counts(id2), (Counts{0, 1, 1, 0, 2}));
  desk_.people.add("elsewhere", Grant{Role::provincial_body, "01", "", {}});
  EXPECT_FALSE(test::has(desk_.get("/en/imports/register.csv", "elsewhere"), "Mật ong"));
  const auto foreign = imports_->send(officer("01"), sent(mended));
  ASSERT_TRUE(foreign);
  EXPECT_EQ(imports_->show(officer("01"), foreign->id)->import.counts, (Counts{0, 0, 0, 0, 4}));
}

// After the upgrade all 833 rows of a register of before went out as of no register, and every one was wrong when it came back.
TEST_P(ProductsImports, WhatAnEarlierVersionBroughtInGoesOutUnderItsOwnId) {
  RegisterLine line;
  line.item.product.code = "7K3M9QXD";
  line.item.product.register_id = "P0711";
  line.item.product.standing.recognition = "reported_recognised";
  fill(line, *index_);
  EXPECT_EQ(line.values[products::index_of("id")], "P0711");
  EXPECT_EQ(line.values[products::index_of("recognition")], "reported_recognised");
  line.item.product.register_id.clear();
  fill(line, *index_);
  EXPECT_EQ(line.values[products::index_of("id")], "7K3M9QXD");
  EXPECT_EQ(line.values[products::index_of("recognition")], kOwnRecognition);
}

TEST_P(ProductsImports, MayBeTakenBackForADay) {
  const ImportId id = send(file_of_lam_dong());
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  moving_.at.milliseconds += kUndoHours * 3'600'000;
  EXPECT_FALSE(shown(id).may_undo());
  EXPECT_EQ(imports_->undo(kOfficer, id, now_of(id)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(total(), 1);
}

TEST_P(ProductsImports, AreTheOfficesOwn) {
  const ImportId id = send(file_of_lam_dong());
  const Actor other = officer("01"), member{AccountId{new_uuid_of("xx")}, "HTX", {Grant{Role::producer_member, "", "", ProducerId{}}}};
  for (const Actor& who : {other, member}) {
    EXPECT_EQ(imports_->show(who, id).error().kind, ErrorKind::not_found);
    EXPECT_EQ(imports_->apply(who, id, now_of(id)).error().kind, ErrorKind::not_found);
    EXPECT_EQ(imports_->discard(who, id, now_of(id)).error().kind, ErrorKind::not_found);
  }
  const Actor administrator{AccountId{new_uuid_of("")}, "Quản trị", {Grant{Role::administrator, "", "", std::nullopt}}};
  EXPECT_EQ(imports_->show(administrator, id).error().kind, ErrorKind::not_found) << "an office's files are its own";
  const auto whole = imports_->send(administrator, sent(file_of_lam_dong()));
  ASSERT_TRUE(whole);
  EXPECT_EQ(imports_->show(administrator, whole->id)->import.counts, (Counts{2, 0, 0, 0, 3})) << "rows of every province";
  EXPECT_EQ(imports_->show(kOfficer, whole->id).error().kind, ErrorKind::not_found);
  // The same sender and id in another province's file is another product: every row of the second province was wrong.
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  const long long before = total();
  const std::string theirs = std::string(kHeading) +
                             "R5,Cốm Mễ Trì,HTX Cốm,cooperative,Phường Mễ Trì,Quận Nam Từ Liêm,Hà Nội,4,,2023,reported_recognised\n";
  const auto made = imports_->send(other, sent(theirs));
  ASSERT_TRUE(made);
  ASSERT_EQ(imports_->show(other, made->id)->import.counts, (Counts{1, 0, 0, 0, 0}));
  ASSERT_TRUE(imports_->apply(other, made->id, {0}));
  EXPECT_EQ(total(), before + 1);
  EXPECT_TRUE(item("Atisô Đà Lạt")) << "and takes nothing from the first";
}

TEST_P(ProductsImports, SentTwiceAreOneAndTwoPeopleAreTold) {
  const auto once = imports_->send(kOfficer, sent(file_of_lam_dong(), "a-key-of-a-form-1"));
  const auto twice = imports_->send(kOfficer, sent(file_of_lam_dong(), "a-key-of-a-form-1"));
  ASSERT_TRUE(once && twice);
  EXPECT_EQ(once->id, twice->id);
  FixInput input = fixing(once->id, "R3", "star", "4", FixReach::cell);
  ASSERT_TRUE(imports_->fix(kOfficer, once->id, input));
  EXPECT_EQ(imports_->fix(kOfficer, once->id, input).error().kind, ErrorKind::conflict) << "the second has seen an older file";
  input = fixing(once->id, "R1", "no_such_column", "4", FixReach::cell);
  EXPECT_EQ(imports_->fix(kOfficer, once->id, input).error().kind, ErrorKind::invalid_input);
  input = fixing(once->id, "R1", "entity_type", "", FixReach::fill_down);
  EXPECT_EQ(imports_->fix(kOfficer, once->id, input).error().kind, ErrorKind::invalid_input) << "the cell is not empty";
  ASSERT_TRUE(imports_->discard(kOfficer, once->id, now_of(once->id)));
  EXPECT_EQ(imports_->apply(kOfficer, once->id, now_of(once->id)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(total(), 0);
}

// What a browser may send under the name of a table. The page of an error took the place of the form, and what was typed was lost.
TEST_P(ProductsImports, AFileThatIsNoTableIsAFieldToMend) {
  for (const std::string bytes :
       {std::string("\x7F" "ELF\0\0 a program", 17), std::string("PK\x03\x04 a workbook cut short"),
        std::string("a,b\n1,2\n"), std::string("%PDF-1.7\n")}) {
    const auto made = imports_->send(kOfficer, sent(bytes));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::invalid_input) << bytes;
    ASSERT_FALSE(made.error().problems.empty()) << bytes;
    for (const Problem& problem : made.error().problems) EXPECT_EQ(problem.field, "file") << bytes;
  }
}

// A merged area that was saved as text leaves its value in the first row alone.
// An office's own words over its columns, and two columns that it leaves away because they are the same in all rows: said once a sender.
TEST_P(ProductsImports, APersonSaysWhatAHeadingMeansAndItIsRemembered) {
  const std::string file =
      "Ký hiệu,Mặt hàng,Người làm,Xã,Sao,Thưởng\n"
      "R1,Trà ô long Tâm Châu,Công ty Tâm Châu,Phường Lộc Sơn,4,x\n"
      "R2,Cà phê Cầu Đất,HTX Cầu Đất,Xã Xuân Trường,3,\n";
  const ImportId id = send(file);
  EXPECT_EQ(shown(id).import.missing, "id product_name province recognition");
  EXPECT_EQ(counts(id), Counts{}) << "nothing is read";
  EXPECT_FALSE(imports_->apply(kOfficer, id, now_of(id)));
  const auto say = [&](FixReach reach, std::string field, std::string value) {
    return imports_->fix(kOfficer, id, {now_of(id).version, 0, std::move(field), std::move(value), reach});
  };
  EXPECT_FALSE(say(FixReach::heading, "id", "Mã")) << "no heading of the file";
  EXPECT_FALSE(say(FixReach::heading, "price", "Thưởng")) << "no column of a register";
  EXPECT_FALSE(say(FixReach::all_rows, "id", "R1")) << "each row has its own";
  EXPECT_FALSE(say(FixReach::all_rows, "star", "4")) << "the file has that column";
  ASSERT_TRUE(say(FixReach::heading, "id", "Ký hiệu"));
  ASSERT_TRUE(say(FixReach::heading, "entity_name", "Mặt hàng"));   // a slip, said better at once
  ASSERT_TRUE(say(FixReach::heading, "product_name", "Mặt hàng"));
  ASSERT_TRUE(say(FixReach::heading, "entity_name", "Người làm"));
  ASSERT_TRUE(say(FixReach::heading, std::string(kNotRead), "Thưởng"));
  ASSERT_TRUE(say(FixReach::all_rows, "province", "Lâm Đồng"));
  EXPECT_EQ(shown(id).import.missing, "recognition");
  ASSERT_TRUE(say(FixReach::all_rows, "recognition", "Đã công nhận"));
  EXPECT_EQ(shown(id).import.missing, "");
  EXPECT_EQ(counts(id), (Counts{2, 0, 0, 0, 0}));
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  ASSERT_TRUE(item("Trà ô long Tâm Châu"));
  EXPECT_EQ(item("Trà ô long Tâm Châu")->maker, "Công ty Tâm Châu");
  EXPECT_EQ(item("Trà ô long Tâm Châu")->product.province, "68");
  // The next file of this sender needs no word; another sender's does.
  const ImportId next = send(file);
  EXPECT_EQ(counts(next), (Counts{0, 0, 2, 0, 0}));
  const auto headings = headings_of(shown(next).import);
  ASSERT_EQ(headings.size(), 6u);
  EXPECT_EQ(headings[0].field, "id");
  EXPECT_EQ(headings[5].field, kNotRead);
  ImportFile others = sent(file);
  others.source = "Văn phòng khác";
  EXPECT_EQ(shown(imports_->send(kOfficer, others)->id).import.missing, "id product_name province recognition");
}

// A table may have 1,000 columns, each headed by a page of text: the page that asks about them shows what a person can name.
TEST_P(ProductsImports, AFileOfManyHeadingsAsksAboutTheFirst) {
  std::string heading = "Mã,Sản phẩm," + std::string(600, 'x');
  for (int i = 0; i < 900; ++i) heading += ",Cột " + std::to_string(i);
  const auto headings = headings_of(shown(send(heading + "\nR1,Chè\n")).import);
  ASSERT_EQ(headings.size(), kMostHeadings);
  EXPECT_EQ(headings[1].text, "Sản phẩm");
  EXPECT_EQ(headings[2].text, "Cột 0");
}

TEST_P(ProductsImports, FillEmptyCellsFromAbove) {
  const ImportId id = send(std::string(kHeading) +
                           "R1,Trà một,HTX Trà,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,4,,2023,reported_recognised\n"
                           "R2,Trà hai,,cooperative,,,,4,,,reported_recognised\n"
                           "R3,Trà ba,,cooperative,,,,4,,,reported_recognised\n");
  EXPECT_EQ(counts(id), (Counts{1, 0, 0, 0, 2}));
  for (const char* field : {"entity_name", "commune", "district", "province", "year"})
    ASSERT_TRUE(imports_->fix(kOfficer, id, fixing(id, "R2", field, "", FixReach::fill_down))) << field;
  EXPECT_EQ(counts(id), (Counts{3, 0, 0, 0, 0}));
  ASSERT_TRUE(imports_->apply(kOfficer, id, now_of(id)));
  EXPECT_EQ(item("Trà ba")->maker, "HTX Trà");
  EXPECT_EQ(item("Trà ba")->product.province, "68");
}

}  // namespace
}  // namespace ocop::products
