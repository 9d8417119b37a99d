#include "app/demo_many.h"

#include <algorithm>
#include <set>

#include "app/demo_people.h"
#include "app/demo_province.h"
#include "modules/checks/service.h"
#include "modules/complaints/service.h"
#include "modules/ideas/service.h"
#include "modules/products/service.h"
#include "modules/waits/service.h"
#include "modules/withdrawals/service.h"

namespace ocop::app {
namespace {

using evaluation::Kind;

// A round of stages: most are decided, as in an office that has worked for a year.
constexpr std::array kRound{Stage::recognised, Stage::submitted,       Stage::recognised,  Stage::forwarded, Stage::asked_by_commune,
                            Stage::recognised, Stage::draft,           Stage::closed,      Stage::refused,   Stage::scoring,
                            Stage::recognised, Stage::asked_by_office, Stage::advised,     Stage::scored,    Stage::returned,
                            Stage::recognised, Stage::half_scored,     Stage::answered,    Stage::refused,   Stage::submitted,
                            Stage::recognised, Stage::with_ministry,   Stage::withdrawn,   Stage::forwarded};
constexpr std::size_t kDeltaDossiers = 150;    // beside the 22 of three cooperatives; with kHillRows more than 400

constexpr std::array<DemoAccount, 3> kDeltaAccounts{{
    {"coso.cantho@demo.ocop", "Người làm hồ sơ cho nhiều cơ sở ở Cần Thơ (tài khoản mẫu)", Role::producer_member, Reach::producer},
    {"cumxa.cantho@demo.ocop", "Cán bộ nhiều xã ở Cần Thơ (tài khoản mẫu)", Role::commune_officer, Reach::commune},
    {"tuvan.cantho@demo.ocop", "Tổ tư vấn hội đồng Cần Thơ (tài khoản mẫu)", Role::advisory_group, Reach::province},
}};
constexpr std::array<DemoAccount, 8> kHillAccounts{{
    {"coso.laocai@demo.ocop", "Người làm hồ sơ cho nhiều HTX ở Lào Cai (tài khoản mẫu)", Role::producer_member, Reach::producer},
    {"cumxa.laocai@demo.ocop", "Cán bộ nhiều xã ở Lào Cai (tài khoản mẫu)", Role::commune_officer, Reach::commune},
    {"tinh.laocai@demo.ocop", "Văn phòng OCOP Lào Cai (tài khoản mẫu)", Role::provincial_body, Reach::province},
    {"hoidong1.laocai@demo.ocop", "Thành viên hội đồng Lào Cai 1 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"hoidong2.laocai@demo.ocop", "Thành viên hội đồng Lào Cai 2 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"hoidong3.laocai@demo.ocop", "Thành viên hội đồng Lào Cai 3 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"chutich.laocai@demo.ocop", "Chủ tịch hội đồng Lào Cai (tài khoản mẫu)", Role::council_chair, Reach::province},
    {"tuvan.laocai@demo.ocop", "Tổ tư vấn hội đồng Lào Cai (tài khoản mẫu)", Role::advisory_group, Reach::province},
}};

// What a row of Cần Thơ is evaluated by; empty = of a group that the demo leaves out.
std::string set_of(const MadeUpRow& row) {
  if (!row.product_set.empty()) return row.product_set;
  return row.group == "Thực phẩm" ? "QD26-07" : row.group == "Đồ uống" ? "QD26-12" : "";
}

// What a row may come for, by the end of its star: none and lapsed ones for the first time, those that end soon again, others for more.
// Nothing where nobody has seen the decision.
std::optional<Kind> kind_of(const MadeUpProvince& province, const MadeUpRow& row, Date today) {
  constexpr int kTerm = 36, kSoon = 31;   // months: article 4.3; 180 days before the end, less a day or two (article 7.6)
  if (row.decision < 0) return Kind::first;
  const MadeUpDecision& decision = province.decisions[static_cast<std::size_t>(row.decision)];
  if (decision.fate != MadeUpDecision::Fate::confirmed || row.stars > 4) return std::nullopt;
  if (decision.decided < today.plus_months(-kTerm)) return Kind::first;
  return decision.decided < today.plus_months(-kSoon) ? Kind::renewal : Kind::upgrade;
}

// The rows that go through, each with its set, and how far.
struct Wide {
  std::vector<MadeUpRow> rows;
  std::vector<Way> ways;
};
Wide wide_of(const MadeUpProvince& province, std::size_t most, Date today) {
  Wide out;
  std::set<std::string> own;              // makers whose dossiers go elsewhere
  if (province.code == kLivingProvince)
    for (const MadeUpMaker& maker : province.makers) own.insert(maker.name);
  for (const MadeUpRow& row : province.rows) {
    if (out.rows.size() == most) break;
    const auto kind = kind_of(province, row, today);
    if (own.contains(row.maker) || set_of(row).empty() || !kind) continue;
    out.ways.push_back({out.rows.size(), *kind, kRound[out.rows.size() % kRound.size()]});
    out.rows.push_back(row);
    out.rows.back().product_set = set_of(row);
  }
  return out;
}

// What comes before a dossier and after a decision, through the services.
class Desk {
 public:
  Desk(Application& application, const ProvincePeople& people, Date today) : ports_(application.ports()), people_(people), today_(today) {}

  // An idea of each commune; every other one with its maker, its set and a mentor.
  Result<void> ideas() const {
    auto& service = ports_.get<ideas::Service>();
    for (std::size_t i = 0; i < people_.commune.grants.size(); ++i) {
      ideas::EnterIdea idea;
      idea.commune = people_.commune.grants[i].commune;
      idea.kind = ideas::kKinds[i % ideas::kKinds.size()];
      idea.name = "Ý tưởng số " + std::to_string(i + 1) + " (minh họa)";
      idea.material = "Nguyên liệu của xã (minh họa)";
      if (i % 2 == 1) {
        idea.maker = "Nhóm hộ minh họa";
        idea.product_set = "QD26-07";
        idea.mentor = "Phòng Kinh tế (minh họa)";
        idea.target = today_.plus_months(static_cast<int>(i % 12) + 3);
      }
      OCOP_TRY(made, service.enter(people_.commune, idea, {}));
      if (i % 2 == 1) OCOP_CHECK(service.enroll(people_.commune, made.id, {1}));
    }
    return {};
  }
  // The maker complains of a refusal: some wait, some are received, some are answered.
  Result<void> complain(DossierId dossier, std::size_t turn) const {
    auto& service = ports_.get<complaints::Service>();
    OCOP_TRY(filed, service.file(people_.member, dossier, {"Đề nghị xem lại điểm của hội đồng (minh họa)."}));
    if (turn % 3 == 0) return {};
    OCOP_TRY(received, service.receive(people_.office, filed.id, {filed.version}));
    if (turn % 3 == 1) return {};
    const complaints::Answer answer{received.version, complaints::Outcome::rejected, {}, "Hội đồng đã xem lại, giữ kết quả (minh họa)."};
    OCOP_CHECK(service.answer(people_.office, filed.id, answer));
    return {};
  }
  // Of what was recognised: a check that is arranged, one that is proposed to be withdrawn, or what its maker says of the way.
  Result<void> after_recognition(ProductId product, DossierId dossier, std::size_t turn) const {
    constexpr int kDaysAhead = 10, kGrade = 4;
    switch (turn % 4) {
      case 0:
        OCOP_CHECK(ports_.get<checks::Service>().arrange(people_.office, product.text(),
                                                         {.day = today_.plus_days(kDaysAhead), .inspectors = "Đoàn kiểm tra (minh họa)"}));
        return {};
      case 1:
        OCOP_CHECK(ports_.get<withdrawals::Service>().open(
            people_.office, product.text(),
            {.ground = withdrawals::Ground::no_longer_produced, .words = "Cơ sở báo ngừng sản xuất (minh họa)."}));
        return {};
      case 2:
        OCOP_CHECK(ports_.get<waits::Service>().give(people_.member, dossier, {kGrade, "Được hướng dẫn đủ (minh họa)."}));
        return {};
      default: return {};
    }
  }

 private:
  const manifest::Ports& ports_;
  const ProvincePeople& people_;
  Date today_;
};

// The makers of the rows, and the products of those.
Result<DemoReach> reach_of(Platform& platform, Application& application, const MadeUpProvince& province, std::span<const MadeUpRow> rows) {
  const auto& producers = application.ports().get<const producers::Producers>();
  DemoReach out{.province = province.code, .communes = {}, .producers = {}};
  std::set<std::string> makers, communes;
  for (const MadeUpRow& row : rows) {
    if (communes.insert(row.commune).second) out.communes.push_back(row.commune);
    if (!makers.insert(row.maker).second) continue;
    const auto found =
        platform.database().read([&](db::Reader& reader) { return producers.find_by_name(reader, row.maker, province.code); });
    if (!found) return Error::of(ErrorKind::internal, "the demo has no maker " + row.maker);
    out.producers.push_back(found->id);
  }
  return out;
}

Result<void> go_through(Platform& platform, Application& application, const Wide& wide, const ProvincePeople& people, int first_number) {
  const auto& products = application.ports().get<const products::Products>();
  Walk walk(application, people, platform.clock().now(), first_number);
  std::vector<products::Product> own;
  for (const Grant& grant : people.member.grants) {
    OCOP_CHECK(walk.add_papers(*grant.producer));
    for (auto& one : platform.database().read([&](db::Reader& reader) { return products.of_producer(reader, *grant.producer); }))
      own.push_back(std::move(one));
  }
  OCOP_TRY(dossiers, walk_all(walk, own, wide.rows, wide.ways));
  const Desk desk(application, people, vietnam_date(platform.clock().now()));
  OCOP_CHECK(desk.ideas());
  std::size_t refused = 0, recognised = 0;
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    if (wide.ways[i].stage == Stage::refused) OCOP_CHECK(desk.complain(dossiers[i], refused++));
    if (wide.ways[i].stage != Stage::recognised) continue;
    const auto product = std::ranges::find(own, wide.rows[i].id, &products::Product::register_id);
    OCOP_CHECK(desk.after_recognition(product->id, dossiers[i], recognised++));
  }
  return {};
}

}  // namespace

Result<void> live_widely(Platform& platform, Application& application, const MadeUpProvince& delta, const ProvincePeople& people,
                         const std::function<void(std::string_view step)>& progress) {
  constexpr int kDeltaNumbers = 301, kHillNumbers = 501;
  const Date today = vietnam_date(platform.clock().now());
  const act::Acts acts(platform.database(), platform.clock(), platform.random());
  progress("Cần Thơ: " + std::to_string(kDeltaDossiers) + " dossiers of many makers");
  {
    const Wide wide = wide_of(delta, kDeltaDossiers, today);
    OCOP_TRY(reach, reach_of(platform, application, delta, wide.rows));
    ProvincePeople many = people;
    OCOP_CHECK(make_people(acts, kDeltaAccounts, reach, many));
    OCOP_CHECK(go_through(platform, application, wide, many, kDeltaNumbers));
  }
  const MadeUpProvince hills = made_up_hills(application.ports().get<const places::Index>().communes_of(kHillProvince), today);
  progress("Lào Cai: " + std::to_string(hills.rows.size()) + " made up products, each with a dossier");
  const std::string rows = register_of(hills);
  OCOP_CHECK(application.ports().get<products::Service>().import_register(
      sheets::Source::bytes(rows), {.mode = products::ImportMode::apply, .source = std::string(kHillSource)}));
  const Wide wide = wide_of(hills, hills.rows.size(), today);
  OCOP_TRY(reach, reach_of(platform, application, hills, wide.rows));
  ProvincePeople highlanders;
  OCOP_CHECK(make_people(acts, kHillAccounts, reach, highlanders));
  OCOP_CHECK(confirm_papers(application, hills, highlanders, platform.clock().now()));
  return go_through(platform, application, wide, highlanders, kHillNumbers);
}

}  // namespace ocop::app
