#include "modules/notices/pages.h"

#include "modules/notices/api.h"
#include "modules/notices/lists.h"
#include "modules/notices/tests/world.h"
#include "tests/support/desk.h"

namespace ocop::notices {
namespace {

class NoticesPages : public NoticesTest {
 protected:
  void SetUp() override {
    NoticesTest::SetUp();
    if (IsSkipped()) return;
    desk_.people.add("maker", maker);
    desk_.people.add("officer", officer);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *service);
    add_pages(desk_.router, *service, desk_.site);
    add_api(desk_.router, *service);
  }
  std::string notice_id(const Actor& actor) { return told(actor).at(0).id.text(); }
  std::string confirmation() { return link_in(member(letters().back(), "text"), "/notices/confirm/"); }
  test::Desk desk_{clock, random};
};
OCOP_ON_BOTH_ENGINES(NoticesPages);

TEST_P(NoticesPages, TheEmptyPageTeaches) {
  const auto page = desk_.get("/notices", "maker");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Chưa có thông báo nào"));
  EXPECT_TRUE(test::has(page, "/notices/settings"));
  EXPECT_EQ(desk_.get("/notices").status, 401);
}

TEST_P(NoticesPages, AReadersWayFromTheListToTheThing) {
  tell_maker();
  const auto page = desk_.get("/notices", "maker");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "Chè Phìn Hồ (hồ sơ 12/HS) được trả lại để bổ sung."));
  EXPECT_TRUE(test::has(page, "Mở hồ sơ"));
  EXPECT_TRUE(test::has(desk_.get("/en/notices", "maker"), "was sent back for completion."));
  const std::string id = notice_id(maker);
  EXPECT_EQ(desk_.post("/notices/" + id + "/open", "officer", {}).status, 404);
  const auto opened = desk_.post("/notices/" + id + "/open", "maker", {});
  EXPECT_EQ(opened.status, 303);
  EXPECT_EQ(test::header(opened, "Location"), "/dossiers/1");
  EXPECT_FALSE(test::has(desk_.get("/notices", "maker"), "/notices/read-all"));
}

TEST_P(NoticesPages, AllAreReadAtOnce) {
  tell_maker();
  tell_maker();
  EXPECT_TRUE(test::has(desk_.get("/notices", "maker"), "/notices/read-all"));
  EXPECT_EQ(desk_.post("/notices/read-all", "maker", {}).status, 303);
  EXPECT_EQ(service->unread(maker), 0);
}

TEST_P(NoticesPages, OlderOnesAreBehindALink) {
  for (int i = 0; i < 3; ++i) tell_maker();
  const auto page = desk_.get("/notices?limit=2", "maker");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "rel=\"next\""));
  EXPECT_EQ(desk_.get("/notices?limit=0", "maker").status, 422);
  EXPECT_EQ(desk_.get("/notices?cursor=x", "maker").status, 422);
}

TEST_P(NoticesPages, AreNarrowedByWordsAndTakenAlongAsAFile) {
  tell_maker();
  ASSERT_TRUE(service->open(maker, told(maker).at(0).id));
  pass(1);
  tell_maker();
  const auto page = desk_.get("/notices", "maker");
  EXPECT_TRUE(test::has(page, "Chưa đọc <span class=\"count\">1</span>"));
  EXPECT_TRUE(test::has(page, "Tất cả <span class=\"count\">2</span>"));
  const auto unread = desk_.get("/notices?state=unread&kind=dossier.returned&since=25/11/2026", "maker");
  test::expect_sound(unread);
  EXPECT_TRUE(test::has(unread, told(maker).at(0).id.text()));
  EXPECT_FALSE(test::has(unread, told(maker).at(1).id.text()));
  // An address of before: "all" said what an empty word says now, and is the tab that says so.
  const auto all = desk_.get("/notices?state=all", "maker");
  test::expect_sound(all);
  EXPECT_TRUE(test::has(all, told(maker).at(1).id.text()));
  EXPECT_TRUE(test::has(all, "aria-current=\"true\">Tất cả"));
  EXPECT_TRUE(test::has(all, "<title>Thông báo"));
  EXPECT_EQ(desk_.get("/notices?state=none", "maker").status, 422);
  const auto csv = desk_.get("/notices.csv?state=read", "maker");
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 2) << csv.body;
  EXPECT_TRUE(test::has(csv, "Chè Phìn Hồ (hồ sơ 12/HS) được trả lại để bổ sung.,2026-11-25T02:00:00.000Z,Hồ sơ được trả lại,"));
  EXPECT_FALSE(test::has(desk_.get("/notices.csv", "officer"), "Chè")) << "nobody reads another's";
  EXPECT_EQ(desk_.get("/notices.xlsx", "maker").status, 200);
}

TEST_P(NoticesPages, SettingsAreKeptAndAWrongAddressStaysInItsField) {
  const auto empty = desk_.get("/notices/settings", "maker");
  test::expect_sound(empty);
  EXPECT_TRUE(test::has(empty, "Hồ sơ được trả lại"));
  EXPECT_FALSE(test::has(empty, "Hồ sơ mới"));   // a producer's member is never told that
  const auto refused = desk_.post("/notices/settings/address", "maker", {{"address", "mẩy@đâu"}});
  EXPECT_EQ(refused.status, 422);
  test::expect_sound(refused);
  EXPECT_EQ(test::field(refused, "address"), "mẩy@đâu");
  EXPECT_TRUE(test::has(refused, "không dấu"));
  const test::Pairs chosen{
      {"version", "0"}, {"channels.dossier.returned", "digest"}, {"digest_hour", "17"}, {"digest_days", "every_day"}, {"language", "en"}};
  EXPECT_EQ(desk_.post("/notices/settings", "maker", chosen).status, 303);
  EXPECT_EQ(service->settings(maker)->person.digest_hour, 17);
  EXPECT_EQ(service->settings(maker)->kinds.at(0).chosen, Channel::digest);
  EXPECT_EQ(desk_.post("/notices/settings", "maker", chosen).status, 409);   // of a version that is over
}

// What a browser posts of the form as it was drawn: each control that has a name, a list with what is chosen in it.
test::Pairs drawn(const http::Response& page, const std::string& action) {
  const std::string body(test::body_of(page));
  const std::size_t from = body.find("action=\"" + action + "\"");
  if (from == std::string::npos) return {};
  const std::string form = body.substr(from, body.find("</form>", from) - from);
  const auto attribute = [](const std::string& tag, const std::string& name) {
    const std::size_t at = tag.find(" " + name + "=\"");
    if (at == std::string::npos) return std::string();
    const std::size_t value = at + name.size() + 3;
    return tag.substr(value, tag.find('"', value) - value);
  };
  test::Pairs out;
  for (std::size_t at = form.find('<'); at != std::string::npos; at = form.find('<', at + 1)) {
    const std::string tag = form.substr(at, form.find('>', at) - at);
    if (tag.starts_with("<input ")) out.emplace_back(attribute(tag, "name"), attribute(tag, "value"));
    if (tag.starts_with("<select ")) out.emplace_back(attribute(tag, "name"), "");   // its first line, "choose"
    if (tag.starts_with("<option ") && tag.ends_with(" selected")) out.back().second = attribute(tag, "value");
  }
  std::erase_if(out, [](const auto& field) { return field.first == http::kCsrfField; });   // post() sends its own
  return out;
}

// Where there was no mail server the form had no hour, no days and no language, and saving it was refused for want of them.
TEST_P(NoticesPages, TheFormCanBeSavedAsItWasDrawnWhateverTheInstallationHas) {
  const mail::GatewayServer gateway{.url = "https://gateway.invalid/", .secret = "x"};
  const struct { const char* story; mail::Options options; std::string_view hour, usual; } rows[] = {
      {"both", {.smtp = {}, .folder = folder.path(), .from = {}, .gateway = gateway}, "</select>", "Thư ngay</option>"},
      {"letters alone", {.smtp = {}, .folder = folder.path(), .from = {}, .gateway = {}}, "</select>", "Thư ngay</option>"},
      {"a gateway alone", {.smtp = {}, .folder = {}, .from = {}, .gateway = gateway}, "type=\"hidden\" name=\"digest_hour\"",
       "Thư ngay (hiện chưa gửi được, chỉ có trên trang)</option>"},
  };
  for (const auto& row : rows) {
    const mail::Office other(row.options);
    Service there(parts_with(other, random));
    test::Desk desk(clock, random);
    desk.people.add("maker", maker);
    add_pages(desk.router, there, desk.site);
    const auto page = desk.get("/notices/settings", "maker");
    test::expect_sound(page, row.story);
    EXPECT_TRUE(test::has(page, row.hour)) << row.story;
    EXPECT_TRUE(test::has(page, row.usual)) << row.story;   // what is stored, possible or not
    const test::Pairs fields = drawn(page, "/notices/settings");
    EXPECT_EQ(fields.size(), 5u) << row.story;              // version, kind, hour, days, language
    const auto saved = desk.post("/notices/settings", "maker", fields);
    EXPECT_EQ(saved.status, 303) << row.story << saved.body;
    EXPECT_EQ(there.settings(maker)->kinds.at(0).chosen, Channel::mail) << row.story;
    EXPECT_EQ(there.settings(maker)->person.digest_hour, 7) << row.story;
  }
}

TEST_P(NoticesPages, WhereThereIsNoWayButThePageThereIsNoForm) {
  const mail::Office nothing({.smtp = {}, .folder = {}, .from = {}, .gateway = {}});
  Service there(parts_with(nothing, random));
  test::Desk desk(clock, random);
  desk.people.add("maker", maker);
  add_pages(desk.router, there, desk.site);
  const auto page = desk.get("/notices/settings", "maker");
  test::expect_sound(page);
  EXPECT_TRUE(test::has(page, "chưa có cách báo nào ngoài trang Thông báo"));
  EXPECT_TRUE(drawn(page, "/notices/settings").empty());
}

TEST_P(NoticesPages, AboutATelephoneThePagesSpeakOfMessages) {
  EXPECT_EQ(desk_.post("/notices/settings/phone", "maker", {{"phone", "0912 345 678"}}).status, 303);
  const auto waits = desk_.get("/notices/settings", "maker");
  EXPECT_TRUE(test::has(waits, "Đã gửi tin nhắn xác nhận tới +84912345678"));
  EXPECT_FALSE(test::has(waits, "Đã gửi thư xác nhận"));
  const std::string path = "/notices/confirm/" + link_in(member(waiting("mail.gateway").back(), "url"), "/notices/confirm/");
  EXPECT_TRUE(test::has(desk_.get(path), "<h1>Xác nhận số điện thoại</h1>"));
  EXPECT_TRUE(test::has(desk_.get("/en" + path), "<h1>Confirm the number</h1>"));
  EXPECT_EQ(desk_.send(http::Method::post, path).status, 200);
  EXPECT_TRUE(test::has(desk_.get("/notices/settings", "maker"), "Tin nhắn đang gửi tới"));
}

// It may come to somebody who has no account, and whose address a stranger typed.
TEST_P(NoticesPages, TheLetterToConfirmDoesNotSayYourAccount) {
  ASSERT_TRUE(service->ask_address(maker, "htx@demo.ocop", Language::vi));
  EXPECT_NE(member(letters().back(), "text").find("Một tài khoản Ocop muốn nhận thông báo tại địa chỉ này."), std::string::npos);
  pass(1);
  ASSERT_TRUE(service->ask_address(maker, "htx@demo.ocop", Language::en));
  const std::string text = member(letters().back(), "text");
  EXPECT_NE(text.find("An account of Ocop wants to receive notices at this address."), std::string::npos);
  EXPECT_EQ(text.find("your account"), std::string::npos);
}

TEST_P(NoticesPages, ConfirmingByTheLinkOfTheLetter) {
  EXPECT_EQ(desk_.post("/notices/settings/address", "maker", {{"address", "htx@demo.ocop"}}).status, 303);
  EXPECT_TRUE(test::has(desk_.get("/notices/settings", "maker"), "Đã gửi thư xác nhận tới htx@demo.ocop"));
  const std::string path = "/notices/confirm/" + confirmation();
  const auto asked = desk_.get(path);   // nobody is signed in where the letter is read
  test::expect_sound(asked);
  EXPECT_TRUE(test::has(asked, "h…@demo.ocop"));
  EXPECT_FALSE(test::has(asked, "htx@demo.ocop"));
  EXPECT_EQ(test::header(asked, "Referrer-Policy"), "no-referrer");
  EXPECT_TRUE(service->settings(maker)->person.address.empty());
  EXPECT_EQ(desk_.send(http::Method::post, path).status, 200);
  EXPECT_EQ(service->settings(maker)->person.address, "htx@demo.ocop");
  EXPECT_EQ(desk_.send(http::Method::post, path).status, 410);
  EXPECT_EQ(desk_.get(path).status, 410);
  EXPECT_EQ(desk_.get("/notices/confirm/" + std::string(64, 'A')).status, 404);
  EXPECT_EQ(desk_.get("/notices/confirm/x").status, 404);
}

// RFC 8058: the mail program posts List-Unsubscribe=One-Click, without cookie, page or token of ours.
TEST_P(NoticesPages, AMailProgramStopsTheLetters) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  const std::string path = "/notices/stop/" + link_in(member(letters().at(0), "unsubscribe"), "/notices/stop/");
  const auto asked = desk_.get(path);
  test::expect_sound(asked);
  EXPECT_EQ(service->settings(maker)->person.mail, Mail::wanted);
  const auto stopped =
      desk_.send(http::Method::post, path, {{"content-type", "application/x-www-form-urlencoded"}}, "List-Unsubscribe=One-Click");
  EXPECT_EQ(stopped.status, 200);
  EXPECT_EQ(service->settings(maker)->person.mail, Mail::stopped);
  EXPECT_TRUE(test::has(desk_.get("/notices/settings", "maker"), "Bạn đã ngừng nhận thư"));
}

TEST_P(NoticesPages, LinksAreShownAndTakenBack) {
  ASSERT_TRUE(service->ask_address(maker, "htx@demo.ocop", Language::vi));
  const std::string id = service->settings(maker)->links.at(0).id.text();
  EXPECT_TRUE(test::has(desk_.get("/notices/settings", "maker"), "Xác nhận địa chỉ htx@demo.ocop"));
  EXPECT_EQ(desk_.post("/notices/links/" + id + "/end", "officer", {}).status, 404);
  EXPECT_EQ(desk_.post("/notices/links/" + id + "/end", "maker", {}).status, 303);
  EXPECT_TRUE(service->settings(maker)->links.empty());
}

TEST_P(NoticesPages, EverythingIsDeletedAtOnce) {
  vouch(maker, "htx@demo.ocop");
  EXPECT_TRUE(test::has(desk_.get("/notices/settings", "maker"), "/notices/settings/forget"));
  EXPECT_EQ(desk_.post("/notices/settings/forget", "maker", {}).status, 303);
  EXPECT_FALSE(test::has(desk_.get("/notices/settings", "maker"), "htx@demo.ocop"));
}

TEST_P(NoticesPages, TheApiSaysTheSame) {
  tell_maker();
  using http::Method;
  const auto list = desk_.api(Method::get, "/api/v1/notices?state=unread", "maker");
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(test::has(list, "\"unread\":1"));
  EXPECT_TRUE(test::has(list, "\"kind\":\"dossier.returned\""));
  EXPECT_TRUE(test::has(list, "được trả lại để bổ sung."));
  EXPECT_TRUE(test::has(desk_.api(Method::get, "/api/v1/notices?state=all&lang=en", "maker"), "was sent back for completion."));
  EXPECT_TRUE(test::has(desk_.api(Method::get, "/api/v1/notices", "officer"), "\"total\":0"));
  const std::string id = notice_id(maker);
  EXPECT_EQ(desk_.api(Method::post, "/api/v1/notices/" + id + "/read", "officer").status, 404);
  EXPECT_EQ(desk_.api(Method::post, "/api/v1/notices/" + id + "/read", "maker").status, 204);
  EXPECT_TRUE(test::has(desk_.api(Method::get, "/api/v1/notices?state=unread", "maker"), "\"notices\":[]"));
  const auto put =
      desk_.api(Method::put, "/api/v1/notices/settings", "maker",
                R"({"version":0,"channels":{"dossier.returned":"page"},"digest_hour":6,"digest_days":"working_days","language":"vi"})");
  EXPECT_EQ(put.status, 200) << put.body;
  EXPECT_TRUE(test::has(put, "\"dossier.returned\":\"page\""));
  const auto wrong =
      desk_.api(Method::put, "/api/v1/notices/settings", "maker",
                R"({"version":1,"channels":{"dossier.returned":"pigeon"},"digest_hour":24,"digest_days":"working_days","language":"vi"})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(desk_.api(Method::post, "/api/v1/notices/settings/address", "maker", R"({"address":"htx@demo.ocop"})").status, 204);
  EXPECT_EQ(desk_.api(Method::delete_, "/api/v1/notices/settings/address", "maker").status, 204);
}

}  // namespace
}  // namespace ocop::notices
