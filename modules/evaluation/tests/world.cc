#include "modules/evaluation/tests/world.h"

#include "kernel/idempotency/idempotency.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/store.h"

namespace ocop::evaluation::test {
namespace {

rulebooks::Option option(int points, std::string vi, int min_star = 0) {
  return {points, {std::move(vi), "option of " + std::to_string(points)}, min_star, ""};
}
rulebooks::Criterion criterion(std::string code, std::string vi, int max, std::vector<rulebooks::Option> options,
                               std::vector<rulebooks::Floor> floors) {
  rulebooks::Criterion out;
  out.title = {std::move(vi), "Criterion " + code};
  out.code = std::move(code);
  out.max = max;
  out.options = std::move(options);
  out.floors = std::move(floors);
  return out;
}

std::shared_ptr<const rulebooks::Table> small_table() {
  auto table = std::make_shared<rulebooks::Table>();
  table->code = "QD26-13";
  table->number = 13;
  table->name = {"Cà phê, ca cao", "Coffee, cocoa"};
  table->group.code = "I";
  table->knockouts = {{"forged", {"Giả mạo hồ sơ", "Forged dossier"}},
                      {"food_safety", {"Không đủ điều kiện an toàn thực phẩm", "Food safety"}}};
  table->parts = {
      {"A",
       {"Sản phẩm và sức mạnh cộng đồng", "Product and community"},
       40,
       {{"1",
         {"Tổ chức sản xuất", "Production"},
         40,
         {},
         {criterion("1.1", "Nguồn nguyên liệu", 20,
                    {option(0, "Không có nguyên liệu trong tỉnh"), option(10, "Dưới 75%", 3), option(20, "Từ 75%", 4)}, {{3, 10}, {4, 20}}),
          criterion("1.2", "Liên kết chuỗi", 20, {option(0, "Không liên kết"), option(20, "Có hợp đồng")}, {})}}}},
      {"B",
       {"Tiếp thị", "Marketing"},
       25,
       {{"2",
         {"Thị trường", "Market"},
         25,
         {},
         {criterion("2.1", "Kênh phân phối", 25, {option(5, "Trong xã"), option(25, "Toàn quốc")}, {})}}}},
      {"C",
       {"Chất lượng", "Quality"},
       35,
       {{"3",
         {"Cảm quan", "Sensory"},
         35,
         {},
         {criterion("3.1", "Hương vị", 35, {option(15, "Khá"), option(35, "Rất đặc sắc", 5)}, {{5, 35}})}}}},
  };
  table->parts[2].sections[0].criteria[0].knockouts = {
      {"Bị loại nếu có tạp chất nguy hại", "Rejected when dangerous impurities are found"}};
  for (const auto& part : table->parts)
    for (const auto& section : part.sections)
      for (const auto& entry : section.criteria) {
        table->criteria.push_back(&entry);
        table->part_of.push_back(part.code[0]);
      }
  return table;
}

Actor actor(std::uint8_t n, std::string name, std::vector<Grant> grants) { return {account(n), std::move(name), std::move(grants)}; }

}  // namespace

rulebooks::Library small_library() {
  rulebooks::Rulebook rulebook;
  rulebook.code = "QD26-2026";
  rulebook.decision = "26/2026/QĐ-TTg";
  rulebook.effective = Date::of(2026, 5, 22).value();
  rulebook.bands = {{5, 90}, {4, 70}, {3, 50}, {2, 30}, {1, 0}};
  rulebook.tables = {small_table()};
  rulebooks::Library library;
  library.rulebooks_.push_back(std::move(rulebook));
  return library;
}

World::World() {
  producer.uuid.bytes[15] = 1;
  other_producer.uuid.bytes[15] = 2;
  product.uuid.bytes[15] = 1;
  other_product.uuid.bytes[15] = 2;
  maker = actor(1, "Cô Lan", {{Role::producer_member, "", "", producer}});
  helper = actor(2, "Anh Tư", {{Role::producer_member, "", "", producer}});
  other_maker = actor(3, "Ông Ba", {{Role::producer_member, "", "", other_producer}});
  officer = actor(4, "Cán bộ xã", {{Role::commune_officer, "68", "24988", {}}});
  other_officer = actor(5, "Cán bộ xã khác", {{Role::commune_officer, "68", "24991", {}}});
  province = actor(6, "Văn phòng OCOP tỉnh", {{Role::provincial_body, "68", "", {}}});
  other_province = actor(7, "Tỉnh khác", {{Role::provincial_body, "79", "", {}}});
  chair = actor(8, "Chủ tịch hội đồng", {{Role::council_chair, "68", "", {}}});
  administrator = actor(9, "Quản trị", {{Role::administrator, "", "", {}}});
  for (std::uint8_t n = 0; n < 4; ++n)
    members.push_back(
        actor(static_cast<std::uint8_t>(20 + n), "Thành viên thứ " + std::to_string(n + 1), {{Role::council_member, "68", "", {}}}));
  for (const Actor* known : {&maker, &helper, &other_maker, &officer, &other_officer, &province, &other_province, &chair, &administrator})
    identity.add(*known);
  for (const Actor& member : members) identity.add(member);

  producers::Producer coop;
  coop.id = producer;
  coop.name = "HTX cà phê Tân Hà";
  coop.province = "68";
  coop.commune = "24988";
  producers::Producer other = coop;
  other.id = other_producer;
  other.name = "Hộ ông Ba";
  producers.rows = {coop, other};
  producers::Paper registration_paper;
  registration_paper.id = registration;
  registration_paper.producer = producer;
  registration_paper.kind = producers::PaperKind::business_registration;
  registration_paper.title = "Giấy chứng nhận đăng ký hợp tác xã";
  registration_paper.file_name = "dkkd.pdf";
  registration_paper.content_type = "application/pdf";
  producers::Paper contract_paper = registration_paper;
  contract_paper.id = contract;
  contract_paper.kind = producers::PaperKind::source_area;
  contract_paper.title = "Hợp đồng liên kết <b>2026</b>";
  producers::Paper foreign = registration_paper;
  foreign.id = foreign_paper;
  foreign.producer = other_producer;
  producers.papers = {registration_paper, contract_paper, foreign};

  products::Product coffee;
  coffee.id = product;
  coffee.producer = producer;
  coffee.name = "Cà phê Arabica Tân Hà";
  coffee.province = "68";
  coffee.commune = "24988";
  coffee.product_set = "QD26-13";
  products::Product tea = coffee;
  tea.id = other_product;
  tea.producer = other_producer;
  products.rows = {coffee, tea};
  holidays = HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-09-02,holiday,Quốc khánh,National Day\n"
                                    "2026-12-08,holiday,Ngày thử,Test day\n2027-01-01,holiday,Tết Dương lịch,New Year\n").value();
}

std::vector<db::Migration> Evaluation::migrations() {
  std::vector<db::Migration> out = evaluation::migrations();
  for (const auto& more : {tlog::migrations(), idempotency::migrations(), work::migrations(), act::migrations()})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

void Evaluation::SetUp() {
  DatabaseTest::SetUp();
  if (IsSkipped()) return;
  service_ = std::make_unique<Service>(Service::Parts{database(), world.clock, world.random, world.library, world.identity, world.notices,
                                                      world.producers, world.products, world.places, world.holidays, {},
                                                      [this](act::Act&, DossierId id) { dropped_.push_back(id); }});
}

void Evaluation::TearDown() {
  if (service_ && !HasFailure()) {
    const auto misplaced = database().read([&](db::Reader& reader) { return service_->misplaced(reader); });
    EXPECT_TRUE(misplaced.empty()) << misplaced.size() << " dossiers";
    if (!tampered_) {
      const auto findings = database().read([](db::Reader& reader) { return tlog::check_seals(reader, kSealed); });
      EXPECT_TRUE(findings.empty()) << findings.front();
    }
  }
  service_.reset();
  DatabaseTest::TearDown();
}

Result<void> Evaluation::decide(DossierId id, std::int64_t version) {
  return service().acts().run_without_account([&](act::Moment& act) -> Result<void> {
    act.log({"decision.recorded", id.text(), "{}", act.now()});
    return service().mark_decided(act, id, version);
  });
}

std::int64_t Evaluation::leaves() {
  return database().read([](db::Reader& reader) { return tlog::head(reader).size; });
}

std::vector<std::string> Evaluation::leaf_kinds() {
  return database().read([](db::Reader& reader) {
    std::vector<std::string> kinds;
    for (std::int64_t i = 0; i < tlog::head(reader).size; ++i) {
      const std::string entry = tlog::entry_at(reader, i).value();
      const std::size_t at = entry.find("\"kind\":\"", entry.rfind("},")) + 8;
      kinds.push_back(entry.substr(at, entry.find('"', at) - at));
    }
    return kinds;
  });
}

DossierId Evaluation::open_draft() {
  const auto opened = service().open_dossier(world.maker, {world.product, Kind::first, "QD26-13"});
  EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().detail);
  return opened->dossier.id;
}

void Evaluation::answer(DossierId id, const Actor& actor, const std::map<std::string, int>& options) {
  const bool maker = actor.has(Role::producer_member);
  for (const auto& [criterion, chosen] : options) {
    SaveAnswer ask{criterion, chosen};
    const Sheet sheet = maker ? view(actor, id).self : service().own_sheet(actor, id)->sheet;
    if (const Answer* stored = sheet.find(criterion)) ask.version = stored->version;
    const auto saved = maker ? service().save_answer(actor, id, ask) : service().save_sheet_answer(actor, id, ask);
    ASSERT_TRUE(saved.ok()) << criterion << ": " << saved.error().detail;
    ASSERT_FALSE(saved->conflict.has_value()) << criterion;
  }
}

void Evaluation::submit(DossierId id) {
  const auto saved = service().submit(world.maker, id, {view(world.maker, id).self.version, rules::Tick::given, rules::Tick::given});
  ASSERT_TRUE(saved.ok()) << saved.error().problems.front().expected;
  ASSERT_FALSE(saved->conflict.has_value());
}

void Evaluation::forward(DossierId id) {
  const ReportWords words{"Chè hái tại xã.", "28 người trong xã.", "Nghề truyền thống.", "Giống Shan tuyết."};
  const auto forwarded =
      service().save_report(world.officer, id, {view(world.officer, id).report->version, words, SaveReport::Then::forward});
  ASSERT_TRUE(forwarded.ok()) << forwarded.error().problems.front().expected;
}

void Evaluation::name_council(DossierId id, int members) {
  if (view(world.officer, id).dossier.state == State::submitted) forward(id);
  NameCouncil ask;
  ask.version = view(world.province, id).dossier.version;
  for (int i = 0; i < members; ++i) ask.members.push_back(*world.members[static_cast<std::size_t>(i)].account);
  ask.chair = world.chair.account;
  const auto opened = service().open_council(world.province, id, ask);
  ASSERT_TRUE(opened.ok()) << opened.error().problems.front().expected;
}

void Evaluation::hand_in(DossierId id, const Actor& member, const std::map<std::string, int>& options) {
  answer(id, member, options);
  const auto saved = service().submit_sheet(member, id, {service().own_sheet(member, id)->sheet.version, rules::Tick::given,
                                                         rules::Tick::given});
  ASSERT_TRUE(saved.ok());
  ASSERT_FALSE(saved->conflict.has_value());
}

Result<StoredResult> Evaluation::close(DossierId id, rules::Tick spread_accepted) {
  return service().close(world.chair, id, {view(world.chair, id).dossier.of_council(), spread_accepted});
}

DossierView Evaluation::view(const Actor& actor, DossierId id) {
  auto found = service().view(actor, id);
  EXPECT_TRUE(found.ok());
  return std::move(found).value();
}

}  // namespace ocop::evaluation::test
