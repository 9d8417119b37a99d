// The demo installation: the sample register and one account for each role around one real cooperative in the hills.
#include <array>

#include "app/application.h"
#include "modules/identity/service.h"
#include "modules/notices/notices.h"
#include "modules/producers/producers.h"

namespace ocop::app {
namespace {

// The tea cooperative whose five stars of 2021 have lapsed: the natural one to come again under Decision 26/2026. Its commune was in
// Hà Giang and is in Tuyên Quang since 1 July 2025.
constexpr std::string_view kProducer = "HTX chế biến chè Phìn Hồ";
constexpr std::string_view kProvince = "08";
constexpr std::string_view kCommune = "01090";
constexpr std::string_view kPassword = "ocop-demo-2026";

enum class Reach : unsigned char { installation, province, commune, producer };
struct DemoAccount {
  std::string_view login, display_name;
  Role role;
  Reach reach;
};
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

Grant grant_of(const DemoAccount& account, ProducerId producer) {
  Grant grant;
  grant.role = account.role;
  if (account.reach == Reach::province || account.reach == Reach::commune) grant.province = std::string(kProvince);
  if (account.reach == Reach::commune) grant.commune = std::string(kCommune);
  if (account.reach == Reach::producer) grant.producer = producer;
  return grant;
}

}  // namespace

Result<void> fill_demo(Platform& platform, Application& application, const std::function<void(std::string_view step)>& progress) {
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
                                    .password = std::string(kPassword),
                                    .grants = {grant_of(account, producer->id)}};
    const auto id = identity::create_account(acts, made, crypto::PasswordCost{});
    if (!id) return id.error();
    // The demo's letters go into a folder; nobody could press the link of a confirmation before the first one.
    OCOP_CHECK(acts.run_without_account([&](act::Moment& act) { return notices.vouch(act, *id, account.login); }));
  }
  return {};
}

std::string demo_accounts_text() {
  std::string out = "Demo accounts, all with the password " + std::string(kPassword) + ":\n";
  for (const DemoAccount& account : kAccounts)
    out += "  " + std::string(account.login) + std::string(20 - account.login.size(), ' ') + std::string(name(account.role)) + "\n";
  return out;
}

}  // namespace ocop::app
