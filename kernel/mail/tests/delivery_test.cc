#include "kernel/mail/delivery.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "kernel/files/files.h"
#include "kernel/json/json.h"
#include "tests/support/helper.h"
#include "tests/support/test_database.h"

namespace ocop::mail {
namespace {

using test::Helper;
using test::smtp_server;

using End = Delivery::End;

SmtpServer to(const Helper& helper) {
  return {.url = "smtp://localhost:" + helper.port, .ca_file = helper.file, .own_name = "ocop.example.vn"};
}

std::string a_letter(std::string_view to) {
  return write({.from = {"Ocop Tuyên Quang", "ocop@tuyenquang.example.vn"},
                .to = {"Chị Mẩy, HTX", std::string(to)},
                .subject = "Hồ sơ chè Phìn Hồ đã được trả lại",
                .text = "Chào chị,\n.\nhồ sơ cần bổ sung: \"hợp đồng\" = 100 %.\nFrom người gửi\n",
                .html = "<p>Chào chị,<br>hồ sơ cần bổ sung.</p>",
                .unsubscribe_url = "https://ocop.example.vn/x",
                .id = "0199@ocop.example.vn",
                .date = {1'790'000'000'000}}).value();
}

TEST(MailSmtp, ALetterArrivesAsItWasWritten) {
  Helper server(smtp_server());
  const Delivery sent = send_by_smtp(to(server), "ocop@tuyenquang.example.vn", "htx@demo.ocop", a_letter("htx@demo.ocop"));
  ASSERT_EQ(sent.end, End::accepted) << sent.reason;
  const auto line = json::parse(server.line());
  ASSERT_TRUE(line);
  const json::Node got = line->root();
  EXPECT_EQ(got["envelope_from"].text_or(""), "ocop@tuyenquang.example.vn");
  EXPECT_EQ(got["envelope_to"].at(0).text_or(""), "htx@demo.ocop");
  EXPECT_EQ(got["hello"].text_or(""), "ocop.example.vn");
  EXPECT_EQ(got["headers"]["Subject"].text_or(""), "Hồ sơ chè Phìn Hồ đã được trả lại");
  EXPECT_EQ(got["to_name"].text_or(""), "Chị Mẩy, HTX");
  EXPECT_EQ(got["to"].text_or(""), "htx@demo.ocop");
  EXPECT_EQ(got["type"].text_or(""), "multipart/alternative");
  EXPECT_EQ(got["text"].text_or(""), "Chào chị,\n.\nhồ sơ cần bổ sung: \"hợp đồng\" = 100 %.\nFrom người gửi\n");
  EXPECT_EQ(got["html"].text_or(""), "<p>Chào chị,<br>hồ sơ cần bổ sung.</p>\n");
  EXPECT_EQ(got["defects"].size(), 0u);
  EXPECT_EQ(got["headers"]["List-Unsubscribe"].text_or(""), "<https://ocop.example.vn/x>");
}

TEST(MailSmtp, WhatServersAnswerAndWhatBecomesOfIt) {
  Helper server(smtp_server());
  const struct { const char* who; End end; const char* reason; } rows[] = {
      {"refuse@b.vn", End::refused, "550 5.1.1"}, {"later@b.vn", End::try_again, "451 4.7.1"}, {"full@b.vn", End::refused, "552 5.2.2"}};
  for (const auto& row : rows) {
    const Delivery sent = send_by_smtp(to(server), "ocop@a.vn", row.who, a_letter("x@b.vn"));
    EXPECT_EQ(sent.end, row.end) << row.who;
    EXPECT_EQ(sent.reason, row.reason);   // the server's words, with the address in them, are not kept
  }
  const Delivery cut = send_by_smtp(to(server), "ocop@a.vn", "drop@b.vn", a_letter("x@b.vn"));
  EXPECT_EQ(cut.end, End::try_again);
  EXPECT_FALSE(cut.reason.empty());
  EXPECT_EQ(send_by_smtp(to(server), "ocop@a.vn", "greylist@b.vn", a_letter("x@b.vn")).end, End::try_again);
  EXPECT_EQ(send_by_smtp(to(server), "ocop@a.vn", "greylist@b.vn", a_letter("x@b.vn")).end, End::accepted);
}

TEST(MailSmtp, AServerThatIsSlowOrNotThereIsAskedAgain) {
  Helper server(smtp_server());
  SmtpServer slow = to(server);
  slow.limit = std::chrono::seconds(1);
  EXPECT_EQ(send_by_smtp(slow, "ocop@a.vn", "slow@b.vn", a_letter("x@b.vn")).end, End::try_again);
  EXPECT_EQ(send_by_smtp({.url = "smtp://localhost:1"}, "ocop@a.vn", "x@b.vn", a_letter("x@b.vn")).end, End::try_again);
  EXPECT_EQ(send_by_smtp({.url = "file:///etc/passwd"}, "ocop@a.vn", "x@b.vn", a_letter("x@b.vn")).end, End::try_again);
}

TEST(MailSmtp, IsBrokenOffWhenTheProgramCloses) {
  Helper server(smtp_server());
  const Delivery broken = send_by_smtp(to(server), "ocop@a.vn", "slow@b.vn", a_letter("x@b.vn"), [] { return false; });
  EXPECT_EQ(broken.end, End::try_again);
  EXPECT_EQ(broken.reason, "Operation was aborted by an application callback");
}

TEST(MailSmtp, EncryptedAndSignedIn) {
  Helper server(smtp_server({"--tls", "--user", "ocop", "--password", "mật khẩu"}));
  SmtpServer named = to(server);
  named.user = "ocop";
  named.password = "mật khẩu";
  const Delivery sent = send_by_smtp(named, "ocop@a.vn", "x@b.vn", a_letter("x@b.vn"));
  ASSERT_EQ(sent.end, End::accepted) << sent.reason;
  const auto line = json::parse(server.line());
  EXPECT_EQ(line->root()["encrypted"].boolean(), true);
  named.password = "wrong";   // the operator's mistake: the letter is kept until it is repaired
  const Delivery refused = send_by_smtp(named, "ocop@a.vn", "x@b.vn", a_letter("x@b.vn"));
  EXPECT_EQ(refused.end, End::try_again);
  EXPECT_EQ(refused.reason, "535 5.7.8");
  named.password = "mật khẩu";
  named.ca_file.clear();      // a certificate that nobody known to us signed
  EXPECT_EQ(send_by_smtp(named, "ocop@a.vn", "x@b.vn", a_letter("x@b.vn")).end, End::try_again);
}

// 127.0.0.2 is another machine as far as the rule goes: no letter, and no password, crosses a network in the clear.
TEST(MailSmtp, ToAnotherMachineOnlyEncrypted) {
  Helper server(smtp_server({"--host", "127.0.0.2"}));
  const Delivery sent = send_by_smtp({.url = "smtp://127.0.0.2:" + server.port}, "ocop@a.vn", "x@b.vn", a_letter("x@b.vn"));
  EXPECT_EQ(sent.end, End::try_again);
}

TEST(MailFolder, AFileForALetterAndTheSameAgain) {
  const test::TemporaryFolder folder;
  const std::string inside = folder.path() + "/mail";
  EXPECT_EQ(put_into_folder(inside, "0199", "one").end, End::accepted);
  EXPECT_EQ(put_into_folder(inside, "0199", "one").end, End::accepted);
  EXPECT_EQ(files::read(inside + "/0199.eml").value(), "one");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(inside), {}), 1);
  EXPECT_EQ(put_into_folder("/proc/nowhere", "x", "y").end, End::try_again);
}

TEST(MailGateway, TheSignatureIsWhatThePageSays) {
  // openssl dgst -sha256 -hmac key over '1764057600.{"a":1}'
  EXPECT_EQ(sign_for_gateway("key", {1'764'057'600'999}, "{\"a\":1}"),
            "t=1764057600,v1=56ec1150f685b00c658efffa6d02835a1f1c20050b34292c1a67543b72474498");
}

TEST(MailGateway, AGatewayWrittenFromThePageVerifiesAndItsAnswersCount) {
  Helper server({"/usr/bin/python3", std::string(OCOP_SOURCE_DIR) + "/tests/support/gateway_server.py", "secret"});
  const SystemClock clock;
  const auto post = [&](const std::string& path, const std::string& secret = "secret") {
    return post_to_gateway({.url = "http://127.0.0.1:" + server.port + path, .secret = secret}, "0199-delivery", clock.now(),
                           "{\"text\":\"Hồ sơ\"}");
  };
  EXPECT_EQ(post("/ok").end, End::accepted);
  auto line = json::parse(server.line());
  EXPECT_EQ(line->root()["verified"].boolean(), true);
  EXPECT_EQ(line->root()["delivery"].text_or(""), "0199-delivery");
  EXPECT_EQ(line->root()["type"].text_or(""), "application/json");
  EXPECT_EQ(line->root()["body"].text_or(""), "{\"text\":\"Hồ sơ\"}");
  post("/ok", "another secret");
  line = json::parse(server.line());
  EXPECT_EQ(line->root()["verified"].boolean(), false);
  const Delivery busy = post("/busy");
  EXPECT_EQ(busy.end, End::try_again);
  EXPECT_EQ(busy.wait, std::chrono::seconds(7));
  EXPECT_EQ(busy.reason, "HTTP 429");
  EXPECT_EQ(post("/gone").end, End::refused);
  EXPECT_EQ(post("/broken").end, End::try_again);
  EXPECT_EQ(post("/elsewhere").end, End::try_again);   // not followed
}

TEST(MailUrls, WhatMayBeSet) {
  EXPECT_TRUE(check_smtp_url("smtp://mail.example.vn:587"));
  EXPECT_TRUE(check_smtp_url("smtps://mail.example.vn"));
  EXPECT_FALSE(check_smtp_url("http://mail.example.vn"));
  EXPECT_FALSE(check_smtp_url("smtp://"));
  EXPECT_TRUE(check_gateway_url("https://gateway.example.vn/ocop"));
  EXPECT_TRUE(check_gateway_url("http://localhost:9000/"));
  EXPECT_TRUE(check_gateway_url("http://[::1]:9000/"));
  EXPECT_FALSE(check_gateway_url("http://gateway.example.vn/"));
  EXPECT_FALSE(check_gateway_url("http://localhost.evil.vn/"));
  EXPECT_FALSE(check_gateway_url("ftp://localhost/"));
}

}  // namespace
}  // namespace ocop::mail
