// The file for the Ministry. The story: a province sent one without the council's report and got it back after the round had closed.
#include "modules/certificates/ministry.h"

#include "kernel/access/centre.h"
#include "kernel/package/package.h"
#include "modules/certificates/pages_ministry.h"
#include "modules/certificates/tests/fixture.h"
#include "tests/support/desk.h"

namespace ocop::certificates::test {
namespace {

// The port evaluation::HandingOn in memory.
struct FakeHanding final : evaluation::HandingOn {
  evaluation::FileForMinistry file{.number = "01/PĐK-68", .product = "Cà phê", .producer = "HTX", .registration = "%PDF form",
                                   .council_report = "%PDF council", .advisory_report = "", .papers = {}, .tests = {}, .samples = 5};
  Result<evaluation::FileForMinistry> file_for_ministry(const Actor&, DossierId) const override { return file; }
  Result<evaluation::FileForMinistry> sent_file(const Actor&, DossierId) const override { return file; }
};
// evaluation::Centre in memory: what is sent is there.
struct FakeCentre final : evaluation::Centre {
  mutable std::optional<evaluation::AtCentre> at;
  mutable std::vector<DossierId> given_back;
  Result<DossierId> send(act::Act& act, DossierId decided, const evaluation::Letter& letter, Date) const override {
    if (at) return Error::of(ErrorKind::conflict);
    at = {.file = act.new_id<DossierId>(), .origin = decided, .number = "01/PTN-TW-2026", .sent_by = "68", .letter = letter.number,
          .letter_day = letter.signed_on, .sent = act.now(), .received = {}, .decided = {}, .returned = {}};
    return at->file;
  }
  Result<DossierId> give_back(act::Act&, DossierId file) const override {
    given_back.push_back(file);
    return file;
  }
  std::optional<evaluation::AtCentre> at_centre(db::Reader&, DossierId either) const override {
    return at && (at->file == either || at->origin == either) ? at : std::nullopt;
  }
};

TEST(MinistryRules, SayWhatOfArticle63aIsThere) {
  evaluation::FileForMinistry file = FakeHanding().file;
  const auto item = [&](MinistryPart part, std::string_view decision = "") {
    return rules::items_for_ministry(file, rules::MinistryFileOf::first, decision)[static_cast<std::size_t>(part)];
  };
  const auto presence = [&](MinistryPart part, std::string_view decision = "") { return item(part, decision).presence; };
  for (const MinistryPart part : kMinistryParts)
    EXPECT_EQ(item(part).part, part) << "in the order of the article";
  EXPECT_EQ(presence(MinistryPart::request), Presence::elsewhere);
  EXPECT_EQ(presence(MinistryPart::advisory_report), Presence::missing);
  EXPECT_EQ(presence(MinistryPart::council_report), Presence::there);
  EXPECT_EQ(presence(MinistryPart::decision), Presence::missing);
  EXPECT_EQ(presence(MinistryPart::decision, std::string(64, 'a')), Presence::there);
  EXPECT_EQ(presence(MinistryPart::product_dossier), Presence::there);
  EXPECT_EQ(presence(MinistryPart::tests), Presence::none_needed) << "nếu có";
  EXPECT_EQ(presence(MinistryPart::samples), Presence::by_hand);
  file.samples = 0;
  EXPECT_EQ(presence(MinistryPart::samples), Presence::none_needed) << "trừ nhóm dịch vụ du lịch";
  file.advisory_report = "%PDF advice";
  EXPECT_EQ(presence(MinistryPart::advisory_report), Presence::there);
  file.tests = {{"kiem-nghiem.pdf", ""}};
  EXPECT_EQ(presence(MinistryPart::tests), Presence::none_needed) << "noted without a file";
  file.tests = {{"kiem-nghiem.pdf", std::string(64, 'b')}};
  EXPECT_EQ(presence(MinistryPart::tests), Presence::there);
}

// 6.3b: the letter, the OCOP body's report, the dossier, tests, samples. The file asked for the advisory group's report, the council's and
// a decision, which a renewal of five stars does not have.
TEST(MinistryRules, OfARenewalOfFiveStarsThePartsAreThoseOf63b) {
  using evaluation::FileForMinistry;
  using rules::MinistryFileOf;
  FileForMinistry file = FakeHanding().file;
  struct Row { FileForMinistry::Of of; int stars; MinistryFileOf parts; const char* why; };
  for (const Row& row : {Row{FileForMinistry::Of::renewal, 5, MinistryFileOf::renewal, "phân hạng lại sản phẩm OCOP 5 sao (6.3b)"},
                         Row{FileForMinistry::Of::renewal, 4, MinistryFileOf::first, "4 sao đánh giá lại đạt 90 điểm: 5 sao lần đầu"},
                         Row{FileForMinistry::Of::first_or_upgrade, 4, MinistryFileOf::first, "nâng hạng (7.5a)"},
                         Row{FileForMinistry::Of::first_or_upgrade, 0, MinistryFileOf::first, "lần đầu (6.3a)"}}) {
    file.of = row.of;
    EXPECT_EQ(rules::file_of(file, row.stars), row.parts) << row.why;
  }
  const auto items = rules::items_for_ministry(file, MinistryFileOf::renewal, std::string(64, 'a'));
  ASSERT_EQ(items.size(), kRenewalParts.size());
  for (std::size_t i = 0; i < items.size(); ++i) EXPECT_EQ(items[i].part, kRenewalParts[i]) << "in the order of the article";
  EXPECT_EQ(items[0].presence, Presence::elsewhere);
  EXPECT_EQ(items[1].presence, Presence::elsewhere) << "the OCOP body signs its report outside";
  EXPECT_EQ(items[2].presence, Presence::there);
  EXPECT_EQ(items[3].presence, Presence::none_needed);
  EXPECT_EQ(items[4].presence, Presence::by_hand);
}

class FileOfMinistry : public CertificatesWithFiles {
 protected:
  void SetUp() override {
    CertificatesWithFiles::SetUp();
    if (IsSkipped()) return;
    ministry_.emplace(ForMinistry::Parts{service(), *blobs_, handing_, centre_});
  }
  void TearDown() override {
    ministry_.reset();
    CertificatesWithFiles::TearDown();
  }
  // A file that is kept, with its digest.
  std::string keep(std::string_view bytes) {
    std::string digest;
    const auto staged = blobs_->receive(files::Received(bytes));
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      digest = staged->sha256();
      return blobs_->hold(transaction, *staged, "application/pdf", {"test", Uuid{}}, {Uuid{}, 1 << 20}, clock_.now());
    }).ok());
    return digest;
  }
  FakeHanding handing_;
  FakeCentre centre_;
  std::optional<ForMinistry> ministry_;
};
OCOP_ON_BOTH_ENGINES(FileOfMinistry);

TEST_P(FileOfMinistry, IsOfTheOwnProvinceAndOfNinetyPoints) {
  const DossierId five = add_dossier(1, 5, 5), four = add_dossier(2, 4, 4), out = add_dossier(3, 0, 5);
  EXPECT_TRUE(ministry_->view(official(), five).ok());
  EXPECT_EQ(ministry_->view(official(), four).error().kind, ErrorKind::not_found);
  EXPECT_EQ(ministry_->view(official(), out).error().kind, ErrorKind::not_found) << "knocked out";
  EXPECT_EQ(ministry_->view(official("01"), five).error().kind, ErrorKind::not_found);
  EXPECT_EQ(ministry_->zip(official("01"), five).error().kind, ErrorKind::not_found);
}

TEST_P(FileOfMinistry, PacksWhatIsThereWithAListOfAll) {
  const DossierId five = add_dossier(1, 5, 5);
  handing_.file.papers = {{"../../giay phep.PDF", keep("%PDF permit")}, {"giấy chưa có tệp", ""}};
  const std::string zip = ministry_->zip(official(), five).value();
  EXPECT_EQ(zip, ministry_->zip(official(), five).value()) << "the same parts are the same bytes";
  const auto package = package::Package::open(package::Source::bytes(zip), {});
  ASSERT_TRUE(package.ok());
  EXPECT_EQ(package->names(), (std::vector<std::string>{"00-danh-muc.txt", "03-council_report/01-bao-cao-hoi-dong.pdf",
                                                        "05-product_dossier/01-phieu-dang-ky.pdf", "05-product_dossier/02-giay-phep.pdf"}));
  const std::string list = package->read("00-danh-muc.txt", 1 << 16).value();
  EXPECT_NE(list.find("2. Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh: Còn thiếu"), std::string::npos) << list;
  EXPECT_EQ(package->read("05-product_dossier/02-giay-phep.pdf", 1 << 16).value(), "%PDF permit");
}

TEST_P(FileOfMinistry, OfARenewalOfFiveStarsIsThatOf63b) {
  const DossierId five = add_dossier(1, 5, 5);
  products_.rows.front().standing.stars = 5;
  handing_.file.of = evaluation::FileForMinistry::Of::renewal;
  const std::string zip = ministry_->zip(official(), five).value();
  const auto package = package::Package::open(package::Source::bytes(zip), {});
  EXPECT_EQ(package->names(), (std::vector<std::string>{"00-danh-muc.txt", "03-product_dossier/01-phieu-dang-ky.pdf"}));
  const std::string list = package->read("00-danh-muc.txt", 1 << 16).value();
  EXPECT_NE(list.find("2. Báo cáo đánh giá của cơ quan tham mưu quản lý OCOP cấp tỉnh: Soạn và ký"), std::string::npos) << list;
  EXPECT_EQ(list.find("Tổ tư vấn"), std::string::npos) << list;
  ocop::test::Desk desk(clock_, random_);
  desk.people.add("office", official());
  add_ministry(desk.router, *ministry_, desk.site);
  const std::string path = "/decisions/" + five.text() + "/ministry";
  for (const char* language : {"", "/en"}) ocop::test::expect_sound(desk.get(language + path, "office"));
  EXPECT_TRUE(ocop::test::has(desk.get(path, "office"), "điểm b khoản 3 Điều 6"));
  EXPECT_TRUE(ocop::test::has(desk.api(http::Method::get, "/api/v1" + path, "office"), R"("article":"6.3b")"));
}

TEST_P(FileOfMinistry, IsAPageInBothLanguages) {
  ocop::test::Desk desk(clock_, random_);
  desk.people.add("office", official());
  desk.people.add("other", official("01"));
  add_ministry(desk.router, *ministry_, desk.site);
  EXPECT_TRUE(desk.router.check().empty()) << desk.router.check()[0];
  const std::string path = "/decisions/" + add_dossier(1, 5, 5).text() + "/ministry";
  for (const char* language : {"", "/en"}) ocop::test::expect_sound(desk.get(language + path, "office"));
  EXPECT_TRUE(ocop::test::has(desk.get(path, "office"), "5 sản phẩm mẫu"));
  EXPECT_EQ(desk.get(path, "other").status, 404);
  EXPECT_EQ(desk.get(path).status, 401);
  EXPECT_EQ(desk.get(path + ".zip", "office").body.substr(0, 2), "PK");
  EXPECT_TRUE(ocop::test::has(desk.api(http::Method::get, "/api/v1" + path, "office"), R"("part":"decision","presence":"missing")"));
}

// ---- the Ministry's ruling (article 7.4e, 7.4g)

const Actor kMinistry{kOfficial, "Cơ quan OCOP của Bộ", {{Role::ministry, "", "", {}}}};
rules::DecisionInput of_minister(Outcome outcome, std::string reason = "") {
  return {outcome, "1500/QĐ-BNNMT", *Date::of(2026, 11, 20), "Thứ trưởng", std::move(reason), 5};
}

class RulingOfMinistry : public FileOfMinistry {
 protected:
  void SetUp() override {
    FileOfMinistry::SetUp();
    if (IsSkipped()) return;
    Service::Parts parts = service().parts();
    parts.centre = &centre_;
    with_centre_.emplace(std::move(parts));
  }
  void TearDown() override {
    with_centre_.reset();
    FileOfMinistry::TearDown();
  }
  DossierId add_file(std::uint8_t n, int stars, int band) {
    const DossierId id = add_dossier(n, stars, band, std::string(kCentre));
    evaluation_.dossiers[id].sent_by = "68";
    return id;
  }
  std::optional<Service> with_centre_;
};
OCOP_ON_BOTH_ENGINES(RulingOfMinistry);

TEST_P(RulingOfMinistry, FiveStarsAreRecognisedWithTheMinistrysNumber) {
  const DossierId file = add_file(1, 5, 5);
  EXPECT_EQ(with_centre_->record(official("68"), file, of_minister(Outcome::recognised)).error().kind, ErrorKind::not_found);
  const auto done = with_centre_->record(kMinistry, file, of_minister(Outcome::recognised));
  ASSERT_TRUE(done.ok());
  ASSERT_TRUE(done->issued.has_value());
  EXPECT_EQ(done->issued->certificate.number, "OCOP-00-2026-000001");
  EXPECT_EQ(done->issued->certificate.stars, 5);
  EXPECT_EQ(done->decision->outcome, Outcome::recognised) << "as it was decided, whatever the column can say";
  EXPECT_EQ(with_centre_->decision(kMinistry, file)->decision->outcome, Outcome::recognised);
  EXPECT_EQ(with_centre_->view("OCOP-00-2026-000001")->validity, products::Validity::valid);
  EXPECT_TRUE(centre_.given_back.empty());
  EXPECT_EQ(database().read([&](db::Reader& reader) { return recheck(reader, products_); }), std::vector<std::string>{});
  const DossierId other = add_dossier(2, 4, 4);
  EXPECT_EQ(with_centre_->decision(kMinistry, other).error().kind, ErrorKind::not_found) << "a province's";
}

TEST_P(RulingOfMinistry, WhatIsNotRecognisedIsItsProvincesAgain) {
  const DossierId file = add_file(1, 4, 4);
  EXPECT_EQ(with_centre_->record(kMinistry, file, of_minister(Outcome::recognised)).error().kind, ErrorKind::invalid_input);
  EXPECT_TRUE(centre_.given_back.empty()) << "nothing happened";
  const auto done = with_centre_->record(kMinistry, file, of_minister(Outcome::not_recognised, "Dưới 90 điểm."));
  ASSERT_TRUE(done.ok());
  EXPECT_FALSE(done->issued.has_value());
  EXPECT_EQ(centre_.given_back, std::vector<DossierId>{file});
  const auto& told = notices_.told.back();
  EXPECT_EQ(told.news.link, "/dossiers/" + file.text());
  EXPECT_NE(std::ranges::find(told.audience.holders, Grant{Role::provincial_body, "68", "", {}}), told.audience.holders.end());
  EXPECT_NE(std::ranges::find(told.audience.holders, Grant{Role::commune_officer, "68", "24988", {}}), told.audience.holders.end());
}

TEST_P(RulingOfMinistry, AFileIsSentOnceItIsApproved) {
  const DossierId dossier = add_dossier(1, 5, 5);
  const evaluation::Letter letter{"95/UBND", *Date::of(2026, 11, 20), 5};
  EXPECT_EQ(ministry_->send(official("68"), dossier, letter).error().kind, ErrorKind::conflict) << "no decision approved it";
  auto approval = recognise();
  approval.outcome = Outcome::forwarded_to_ministry;
  ASSERT_TRUE(service().record(official("68"), dossier, approval).ok());
  EXPECT_EQ(ministry_->view(official("68"), dossier)->sending, ForMinistry::View::Sending::open);
  EXPECT_EQ(ministry_->send(official("01"), dossier, letter).error().kind, ErrorKind::not_found);
  const auto at = ministry_->send(official("68"), dossier, letter);
  ASSERT_TRUE(at.ok());
  EXPECT_EQ(ministry_->view(official("68"), dossier)->sending, ForMinistry::View::Sending::no);
  EXPECT_EQ(ministry_->view(kMinistry, at->file)->number, "01/PĐK-68") << "the Ministry sees what was sent";
}

}  // namespace
}  // namespace ocop::certificates::test
