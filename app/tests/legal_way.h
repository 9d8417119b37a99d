#pragma once
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <stdexcept>

#include "app/application.h"
#include "kernel/access/centre.h"
#include "kernel/jobs/worker.h"
#include "kernel/json/json.h"
#include "modules/certificates/service.h"
#include "modules/evaluation/service.h"
#include "modules/identity/service.h"
#include "modules/producers/service.h"
#include "modules/products/service.h"
#include "modules/rulebooks/rulebooks.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

// What the tests of the whole legal way share: the wired program, a desk for each person, acts, and the days that a test moves.
namespace ocop::app {

using evaluation::State;
using evaluation::rules::Tick;
using test::has;

// Two real rows of the sample register, and one without a star. What the newspaper did not print of Suchi's star, its decision, is made up.
constexpr std::string_view kSuchi = "Nước mắm nguyên chất cá cơm 60 độ đạm Suchi", kNew = "Mắm nêm Suchi (minh họa)",
                           kTea = "Chè xanh Ngọc Thuý Nõn";
constexpr std::string_view kRegister =
    "id,product_name,entity_name,entity_type,commune,district,province,star,decision,year,recognition,current_province_code,"
    "current_unit_code\n"
    "P0787,Nước mắm nguyên chất cá cơm 60 độ đạm Suchi,Công ty Cổ phần Nước mắm Phan Thiết - Mũi Né,enterprise,phường Phú Hài,"
    "thành phố Phan Thiết,Bình Thuận,4,1234/QĐ-UBND ngày 15/12/2025,2025,decision,68,22924\n"
    "M0001,Mắm nêm Suchi (minh họa),Công ty Cổ phần Nước mắm Phan Thiết - Mũi Né,enterprise,phường Phú Hài,thành phố Phan Thiết,"
    "Bình Thuận,,,,unofficial_list,68,22924\n"
    "P0709,Chè xanh Ngọc Thuý Nõn,Hợp tác xã dịch vụ sản xuất nông nghiệp Sử Anh,cooperative,xã Mỹ Bằng,huyện Yên Sơn,Tuyên Quang,4,"
    "321/QĐ-UBND ngày 06/8/2024,2024,decision,08,02509\n";

// What must succeed, or the test ends with what the program said.
template <class T>
T must(Result<T> result) {
  if (result.ok()) {
    if constexpr (std::is_void_v<T>) return;
    else return std::move(*result);
  }
  std::string told = result.error().detail;
  for (const Problem& one : result.error().problems) told += "\n" + one.field + ": got " + one.got + ", expected " + one.expected;
  throw std::runtime_error(told);
}

using Points = std::map<std::string, int>;   // criterion -> points; one that is not named has its maximum

class LegalWay : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == db::Engine::postgresql && !test::DatabasePlace::server()) GTEST_SKIP() << "no PostgreSQL server for tests";
    place_.emplace(GetParam());
    Config config;
    config.data = GetParam() == db::Engine::sqlite ? place_->location() : folder_.path();
    if (GetParam() == db::Engine::postgresql) config.database = place_->location();
    config.public_url = test::Desk::kUrl;
    on(2026, 11, 30);
    platform_ = must(Platform::open(config, clock_));
    application_ = must(Application::open(*platform_));
    must(application_->ports().get<products::Service>().import_register(
        sheets::Source::bytes(kRegister), {.mode = products::ImportMode::apply, .source = "legal-way"}));
    desk_.emplace(clock_, random_);
    for (const http::Route& route : application_->router().routes()) desk_->router.add(route);
    evaluation_ = &application_->ports().get<evaluation::Service>();
    certificates_ = &application_->ports().get<certificates::Service>();
    people_of("68", "22924", product(kSuchi).producer, "");
    people_of("08", "02509", product(kTea).producer, "tea_");
  }
  // Whatever was done: the log verifies, every row and file behind it is what was logged.
  void TearDown() override {
    if (application_ && !HasFatalFailure()) {
      EXPECT_EQ(application_->recheck(), std::vector<std::string>{});
      EXPECT_EQ(application_->recheck_files(), std::vector<std::string>{});
    }
    desk_.reset();
    application_.reset();
    platform_.reset();
    place_.reset();
  }

  void on(int year, int month, int day, int hour = 9) {
    constexpr std::int64_t kHour = 3'600'000;   // milliseconds
    clock_.set({start_of_vietnam_day(*Date::of(year, month, day)).milliseconds + hour * kHour});
    if (!application_) return;
    application_->tick(1);   // what goes by the second, once
  }
  Date today() const { return vietnam_date(clock_.now()); }

  void person(const std::string& key, const Grant& grant) {
    const act::Acts acts(platform_->database(), clock_, platform_->random());
    Actor actor{{}, "Người " + key, {grant}};
    actor.account = must(identity::create_account(
        acts, {.login = key + "@legal.ocop", .display_name = actor.display_name, .password = "ocop-demo-2026", .grants = actor.grants},
        crypto::PasswordCost::for_tests()));
    desk_->people.add(key, actor);
  }
  void people_of(const std::string& province, const std::string& commune, ProducerId producer, const std::string& prefix) {
    person(prefix + "maker", {.role = Role::producer_member, .producer = producer});
    person(prefix + "commune", {.role = Role::commune_officer, .province = province, .commune = commune});
    person(prefix + "office", {.role = Role::provincial_body, .province = province});
    person(prefix + "chair", {.role = Role::council_chair, .province = province});
    for (int n = 1; n <= kSeats; ++n) person(prefix + "member" + std::to_string(n), {.role = Role::council_member, .province = province});
  }
  const Actor& who(std::string_view key) const { return desk_->people[key]; }
  const Actor& member(int n, const std::string& prefix = "") const { return who(prefix + "member" + std::to_string(n)); }

  // ---- what is there
  products::Product product(std::string_view name) {
    const auto& makers = application_->ports().get<const producers::Producers>();
    const auto& products = application_->ports().get<const products::Products>();
    const auto found = platform_->database().read([&](db::Reader& reader) -> std::optional<products::Product> {
      const auto maker = name == kTea ? makers.find_by_name(reader, "Hợp tác xã dịch vụ sản xuất nông nghiệp Sử Anh", "08")
                                      : makers.find_by_name(reader, "Công ty Cổ phần Nước mắm Phan Thiết - Mũi Né", "68");
      if (!maker) return std::nullopt;
      for (auto& one : products.of_producer(reader, maker->id))
        if (one.name == name) return std::move(one);
      return std::nullopt;
    });
    return found ? *found : throw std::runtime_error("no product " + std::string(name));
  }
  evaluation::DossierView view(std::string_view key, DossierId id) { return must(evaluation_->view(who(key), id)); }
  const rulebooks::Table& table(std::string_view set) {
    return *application_->ports().get<const rulebooks::Library>().find("QD26-2026")->find(set);
  }
  Points options(std::string_view set, const Points& points) {
    Points out;
    for (const rulebooks::Criterion* criterion : table(set).criteria) {
      const auto found = points.find(criterion->code);
      const int wanted = found == points.end() ? criterion->max : found->second;
      for (std::size_t i = 0; i < criterion->options.size(); ++i)
        if (criterion->options[i].points == wanted) out[criterion->code] = static_cast<int>(i) + 1;
      EXPECT_TRUE(out.contains(criterion->code)) << criterion->code << " " << wanted;
    }
    return out;
  }
  // "2026-12-01..2026-12-07 5 #1; …; 2026-12-28"
  std::string commune_clock(DossierId id) {
    const auto seen = view("commune", id);
    std::string out;
    for (const auto& one : seen.clock.value().stretches)
      out += one.from.iso() + ".." + one.until.iso() + " " + std::to_string(one.working_days) +
             (one.request == 0 ? "" : " #" + std::to_string(one.request)) + "; ";
    return out + (seen.clock->last_day ? seen.clock->last_day->iso() : "stands");
  }

  // ---- the acts
  PaperId add_paper(std::string_view key, ProducerId producer, producers::PaperKind kind, std::string title) {
    producers::PaperForm form;
    form.kind = kind;
    form.title = std::move(title);
    form.issuer = "Cơ quan cấp (minh họa)";
    form.number = "MH-" + std::to_string(++papers_);
    form.issued = today().plus_months(-1);
    form.file = {"giay.pdf", std::string_view("%PDF-1.4\n% minh hoa\n")};
    return must(application_->ports().get<producers::Service>().add_paper(who(key), producer, form)).id;
  }
  DossierId open(std::string_view key, std::string_view name, evaluation::Kind kind, std::string set) {
    return must(evaluation_->open_dossier(who(key), {.product = product(name).id, .kind = kind, .product_set = std::move(set)})).dossier.id;
  }
  // With the registration that every dossier has (điều 6).
  void submit(std::string_view key, DossierId id) {
    add_paper(key, view(key, id).dossier.producer, producers::PaperKind::business_registration, "Giấy đăng ký");
    must(evaluation_->submit(who(key), id, {view(key, id).self.version, Tick::given, Tick::given}));
  }
  // Filled in and handed in.
  DossierId file_upgrade() {
    const DossierId id = open("maker", kSuchi, evaluation::Kind::upgrade, "QD26-09");
    const PaperId contract = add_paper("maker", product(kSuchi).producer, producers::PaperKind::source_area, "Hợp đồng mua cá");
    for (const auto& [criterion, option] : options("QD26-09", k93))
      must(evaluation_->save_answer(who("maker"), id, {.criterion = criterion, .option = option, .papers = {contract}}));
    submit("maker", id);
    return id;
  }
  void write_report(DossierId id, const std::string& prefix = "") {
    const evaluation::ReportWords words{"Cá cơm đánh bắt trong tỉnh.", "Có 28 lao động trong phường.", "Ý tưởng của công ty.",
                                        "Nghề nước mắm Phan Thiết."};
    must(evaluation_->save_report(who(prefix + "commune"), id, {view(prefix + "commune", id).report->version, words}));
  }
  http::Response forward(DossierId id, const std::string& prefix = "") {
    return call(http::Method::post, "/api/v1/dossiers/" + id.text() + "/forwarding", prefix + "commune", "{}",
                view(prefix + "commune", id).report->version);
  }
  void regulate() {   // "ten, refuse", and five seats
    evaluation::Settings settings;
    settings.valid_from = today();
    settings.council_size_min = kSeats;
    settings.spread_limit = 10;
    settings.over_spread = evaluation::OverSpread::refuse;
    settings.potential_five = evaluation::PotentialFive::either;
    must(evaluation_->add_settings(who("office"), "68", settings));
  }
  void name_council(DossierId id, const std::string& prefix = "") {
    evaluation::NameCouncil names{.version = view(prefix + "office", id).dossier.version};
    for (int n = 1; n <= kSeats; ++n) names.members.push_back(*member(n, prefix).account);
    names.chair = who(prefix + "chair").account;
    must(evaluation_->open_council(who(prefix + "office"), id, names));
  }
  void hand_in(int n, DossierId id, const Points& points, const std::vector<evaluation::KnockoutTick>& knockouts = {}) {
    hand_in(member(n), id, points, knockouts);
  }
  void hand_in(const Actor& by, DossierId id, const Points& points, const std::vector<evaluation::KnockoutTick>& knockouts = {}) {
    const auto chosen = options("QD26-09", points);
    const rulebooks::Table& of = table("QD26-09");
    if (!knockouts.empty()) {
      const auto ticked = must(evaluation_->own_sheet(by, id)).sheet.knockouts_version;
      must(evaluation_->save_knockouts(by, id, {knockouts, ticked}));
    }
    for (const rulebooks::Part& part : of.parts) {
      evaluation::SavePart save{.part = part.code, .answers = {}, .opinion = "Nhất trí.",
                                .version = must(evaluation_->own_sheet(by, id)).sheet.version};
      for (std::size_t i = 0; i < of.criteria.size(); ++i)
        if (part.code[0] == of.part_of[i])
          save.answers.push_back({.criterion = of.criteria[i]->code, .option = chosen.at(of.criteria[i]->code)});
      EXPECT_FALSE(must(evaluation_->save_part(by, id, save)).conflict.has_value());
    }
    const auto version = must(evaluation_->own_sheet(by, id)).sheet.version;
    must(evaluation_->submit_sheet(by, id, {version, Tick::given, Tick::given}));
  }
  Result<evaluation::StoredResult> close(DossierId id, Tick accepted = Tick::absent) {
    return evaluation_->close(who("chair"), id, {view("chair", id).dossier.of_council(), accepted});
  }
  Result<certificates::DecisionView> decide(DossierId id, certificates::Outcome outcome, std::string number) {
    return certificates_->record(who("office"), id,
                                 {.outcome = outcome, .number = std::move(number), .decided = today(), .signer = "Phó Chủ tịch UBND tỉnh",
                                  .reason = outcome == certificates::Outcome::recognised ? "" : "Không đạt.",
                                  .version = view("office", id).dossier.version});
  }
  // Suchi's upgrade, forwarded on 15/12/2026 and scored alike by all on 20/05/2027; not closed.
  DossierId scored(const Points& points, const std::vector<evaluation::KnockoutTick>& ticks = {}) {
    const DossierId id = file_upgrade();
    on(2026, 12, 15);
    write_report(id);
    EXPECT_EQ(forward(id).status, 200);
    on(2027, 5, 20);
    name_council(id);
    for (int n = 1; n <= kSeats; ++n) hand_in(n, id, points, ticks);
    return id;
  }
  // Four stars on a certificate of 25/05/2027; its number.
  std::string recognised() {
    const DossierId id = scored(k90);
    must(close(id));
    on(2027, 5, 25);
    return must(decide(id, certificates::Outcome::recognised, "812/QĐ-UBND")).issued.value().certificate.number;
  }

  // ---- requests
  http::Response call(http::Method method, const std::string& path, std::string_view key, const std::string& body = "{}",
                      std::int64_t version = 0) {
    test::Pairs headers;
    if (version != 0) headers.emplace_back("If-Match", "\"" + std::to_string(version) + "\"");
    return desk_->api(method, path, key, body, headers);
  }
  // Must succeed; what it answers of itself.
  struct Thing { std::string id, state, body; std::int64_t version = 0; };
  Thing post(const std::string& path, std::string_view key, const std::string& body = "{}", std::int64_t version = 0) {
    return thing(call(http::Method::post, path, key, body, version), path);
  }
  Thing get(const std::string& path, std::string_view key) { return thing(desk_->api(http::Method::get, path, key), path); }
  static Thing thing(const http::Response& answer, const std::string& path) {
    const std::string body(test::body_of(answer));
    if (answer.status >= 300) throw std::runtime_error(path + ": " + std::to_string(answer.status) + " " + body);
    const auto read = must(json::parse(body));
    return {std::string(read.root()["id"].text_or("")), std::string(read.root()["state"].text_or("")), body,
            read.root()["version"].integer().value_or(0)};
  }

  // Five sheets of 91, 92, 90, 93 and 82 points; criterion 4.1 (the market, 5 points for five stars) of 5, 5, 3, 3 and 3.
  static constexpr int kSeats = 5;
  const Points k91{{"8", 2}, {"4.3", 0}, {"10", 1}}, k92{{"8", 2}, {"4.3", 0}}, k90{{"4.1", 3}, {"8", 2}, {"4.3", 0}},
      k93{{"4.1", 3}, {"4.3", 0}}, k82{{"4.1", 3}, {"8", 2}, {"4.3", 0}, {"4.2", 0}, {"5.2", 0}, {"6.2", 0}},
      k84{{"4.1", 3}, {"8", 2}, {"4.3", 0}, {"4.2", 0}, {"6.2", 0}}, kBelow{{"4.1", 3}, {"8", 2}, {"4.3", 0}, {"10", 1}};

  FixedClock clock_{Instant{}};
  SeededRandom random_{7};
  test::TemporaryFolder folder_;       // keys and files, where the database is a server's
  std::optional<test::DatabasePlace> place_;
  std::unique_ptr<Platform> platform_;
  std::unique_ptr<Application> application_;
  std::optional<test::Desk> desk_;
  evaluation::Service* evaluation_ = nullptr;
  certificates::Service* certificates_ = nullptr;
  int papers_ = 0;
};

}  // namespace ocop::app
