// The demo installation: the sample register and one account for each role around one real cooperative in the hills; and, unless it is to
// be small, a province that lives (demo_province.h) with accounts of its own.
#include <array>

#include "app/application.h"
#include "app/demo_many.h"
#include "app/demo_packagings.h"
#include "app/demo_people.h"
#include "app/demo_quotations.h"
#include "app/demo_province.h"
#include "app/demo_shop.h"
#include "modules/identity/service.h"
#include "modules/notices/notices.h"
#include "modules/producers/producers.h"
#include "modules/products/service.h"

namespace ocop::app {
namespace {

// The tea cooperative whose five stars of 2021 have lapsed: the natural one to come again under Decision 26/2026. Its commune was in
// Hà Giang and is in Tuyên Quang since 1 July 2025.
constexpr std::string_view kProducer = "HTX chế biến chè Phìn Hồ";
constexpr std::string_view kProvince = "08";
constexpr std::string_view kCommune = "01090";

constexpr std::array<DemoAccount, 11> kAccounts{{
    {"htx@demo.ocop", "Chị Mẩy (thành viên HTX, tài khoản mẫu)", Role::producer_member, Reach::producer},
    {"xa@demo.ocop", "Cán bộ xã Thông Nguyên (tài khoản mẫu)", Role::commune_officer, Reach::commune},
    {"tinh@demo.ocop", "Văn phòng OCOP tỉnh Tuyên Quang (tài khoản mẫu)", Role::provincial_body, Reach::province},
    {"hoidong1@demo.ocop", "Thành viên hội đồng 1 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"hoidong2@demo.ocop", "Thành viên hội đồng 2 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"hoidong3@demo.ocop", "Thành viên hội đồng 3 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"chutich@demo.ocop", "Chủ tịch hội đồng (tài khoản mẫu)", Role::council_chair, Reach::province},
    {"thuky@demo.ocop", "Thư ký hội đồng (tài khoản mẫu)", Role::secretary, Reach::province},
    {"tuvan@demo.ocop", "Tổ tư vấn hội đồng (tài khoản mẫu)", Role::advisory_group, Reach::province},
    {"kiemtoan@demo.ocop", "Kiểm toán (tài khoản mẫu)", Role::auditor, Reach::installation},
    {"quantri@demo.ocop", "Quản trị hệ thống (tài khoản mẫu)", Role::administrator, Reach::installation},
}};

// Those of the living province. Nothing is told them by letter: an inbox of hundreds would hide the one that somebody looks for.
constexpr std::array<DemoAccount, 7> kProvinceAccounts{{
    {"htx.cantho@demo.ocop", "Thành viên ba HTX minh họa (tài khoản mẫu)", Role::producer_member, Reach::producer},
    {"xa.cantho@demo.ocop", "Cán bộ xã ở Cần Thơ (tài khoản mẫu)", Role::commune_officer, Reach::commune},
    {"tinh.cantho@demo.ocop", "Văn phòng OCOP Cần Thơ (tài khoản mẫu)", Role::provincial_body, Reach::province},
    {"hoidong1.cantho@demo.ocop", "Thành viên hội đồng Cần Thơ 1 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"hoidong2.cantho@demo.ocop", "Thành viên hội đồng Cần Thơ 2 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"hoidong3.cantho@demo.ocop", "Thành viên hội đồng Cần Thơ 3 (tài khoản mẫu)", Role::council_member, Reach::province},
    {"chutich.cantho@demo.ocop", "Chủ tịch hội đồng Cần Thơ (tài khoản mẫu)", Role::council_chair, Reach::province},
}};

Result<void> fill_province(Platform& platform, Application& application, const std::function<void(std::string_view)>& progress) {
  const Instant now = platform.clock().now();
  const MadeUpProvince province = made_up_province(application.ports().get<const places::Index>().communes_of(kLivingProvince),
                                                   vietnam_date(now));
  progress("Cần Thơ: " + std::to_string(province.rows.size()) + " made up products beside the real ones");
  auto& register_ = application.ports().get<products::Service>();
  const std::string rows = register_of(province);
  OCOP_CHECK(register_.import_register(sheets::Source::bytes(rows),
                                       {.mode = products::ImportMode::apply, .source = std::string(kMadeUpSource)}));
  const auto& producers = application.ports().get<const producers::Producers>();
  const act::Acts acts(platform.database(), platform.clock(), platform.random());
  DemoReach reach{.province = province.code, .communes = {province.makers.front().commune}, .producers = {}};
  for (const MadeUpMaker& maker : province.makers) {
    const auto found =
        platform.database().read([&](db::Reader& reader) { return producers.find_by_name(reader, maker.name, province.code); });
    if (!found) return Error::of(ErrorKind::internal, "the demo has no maker " + maker.name);
    reach.producers.push_back(found->id);
  }
  ProvincePeople people;
  OCOP_CHECK(make_people(acts, kProvinceAccounts, reach, people));
  OCOP_CHECK(live_through(application, province, people, now, progress));
  progress("three shops, with orders");
  OCOP_CHECK(open_shops(application, people.member));
  OCOP_CHECK(quote(application, people.member));
  OCOP_CHECK(show_packagings(application, people.member));
  return live_widely(platform, application, province, people, progress);
}

Grant grant_of(const DemoAccount& account, ProducerId producer) {
  Grant grant;
  grant.role = account.role;
  if (account.reach == Reach::province || account.reach == Reach::commune) grant.province = std::string(kProvince);
  if (account.reach == Reach::commune) grant.commune = std::string(kCommune);
  if (account.reach == Reach::producer) grant.producer = producer;
  return grant;
}

}  // namespace

Result<void> fill_demo(Platform& platform, Application& application, DemoSize size,
                       const std::function<void(std::string_view step)>& progress) {
  OCOP_CHECK(application.seed());
  const auto& producers = application.ports().get<const producers::Producers>();
  const auto producer = platform.database().read([&](db::Reader& reader) { return producers.find_by_name(reader, kProducer, kProvince); });
  if (!producer) return Error::of(ErrorKind::internal, "the sample register has no " + std::string(kProducer));
  const auto& notices = application.ports().get<const notices::Notices>();
  const act::Acts acts(platform.database(), platform.clock(), platform.random());
  progress("one account for each role");
  for (const DemoAccount& account : kAccounts) {
    const identity::NewAccount made{.login = std::string(account.login),
                                    .display_name = std::string(account.display_name),
                                    .password = std::string(kDemoPassword),
                                    .grants = {grant_of(account, producer->id)}};
    const auto id = identity::create_account(acts, made, crypto::PasswordCost{});
    if (!id) return id.error();
    // The demo's letters go into a folder; nobody could press the link of a confirmation before the first one.
    OCOP_CHECK(acts.run_without_account([&](act::Moment& act) { return notices.vouch(act, *id, account.login); }));
  }
  return size == DemoSize::small ? Result<void>() : fill_province(platform, application, progress);
}

std::string demo_accounts_text() {
  std::string out = "Demo accounts, all with the password " + std::string(kDemoPassword) + ":\n";
  for (const DemoAccount& account : kAccounts)
    out += "  " + std::string(account.login) + std::string(20 - account.login.size(), ' ') + std::string(name(account.role)) + "\n";
  return out + "and the same of Cần Thơ and Lào Cai, unless the demo is small: htx.cantho@demo.ocop, coso.laocai@demo.ocop and so on\n";
}

}  // namespace ocop::app
