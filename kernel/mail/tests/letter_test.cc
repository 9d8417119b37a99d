#include "kernel/mail/letter.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ocop::mail {
namespace {

Letter letter() {
  return {.from = {"Ocop Tuyên Quang", "ocop@tuyenquang.example.vn"},
          .to = {"Chị Mẩy", "htx@demo.ocop"},
          .subject = "Hồ sơ chè Phìn Hồ đã được trả lại",
          .text = "Chào chị,\nhồ sơ cần bổ sung.\n",
          .html = "<p>Chào chị,</p>",
          .id = "0199@ocop.example.vn",
          .date = Instant::parse_iso("2026-11-26T00:00:00.000Z").value()};
}

std::vector<std::string> header_names(const std::string& bytes) {
  std::vector<std::string> names;
  const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
  for (std::size_t at = 0; at != std::string::npos;) {
    const std::size_t end = head.find("\r\n", at);
    const std::string line = head.substr(at, end == std::string::npos ? end : end - at);
    if (line[0] != ' ' && line[0] != '\t') names.push_back(line.substr(0, line.find(':')));
    at = end == std::string::npos ? end : end + 2;
  }
  return names;
}

std::string header(const std::string& bytes, const std::string& name) {
  const std::size_t at = bytes.find(name + ": ");
  if (at == std::string::npos || at > bytes.find("\r\n\r\n")) return {};
  return bytes.substr(at + name.size() + 2, bytes.find("\r\n", at) - at - name.size() - 2);
}

TEST(MailLetter, HeadersInAsciiLinesInCrlf) {
  const std::string bytes = write(letter()).value();
  EXPECT_EQ(header_names(bytes),
            (std::vector<std::string>{"From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted", "MIME-Version", "Content-Type"}));
  EXPECT_EQ(header(bytes, "Date"), "Thu, 26 Nov 2026 07:00:00 +0700");
  EXPECT_EQ(header(bytes, "Message-Id"), "<0199@ocop.example.vn>");
  EXPECT_TRUE(header(bytes, "Subject").starts_with("=?")) << bytes;
  EXPECT_TRUE(std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_TRUE(bytes[i] != '\n' || bytes[i - 1] == '\r') << i;
    EXPECT_TRUE(bytes[i] != '\r' || bytes[i + 1] == '\n') << i;
  }
  EXPECT_EQ(write(letter()).value(), bytes);   // an attempt repeats the bytes
}

// RFC 2047 §2: an encoded word is at most 75 characters, a line with one at most 76.
TEST(MailLetter, ALongVietnameseSubjectIsFoldedIntoWords) {
  Letter long_one = letter();
  long_one.subject =
      "Hội đồng cấp tỉnh đã khép phiên chấm điểm sản phẩm chè Phìn Hồ của hợp tác xã chế biến chè Phìn Hồ, xã Thông Nguyên, tỉnh Tuyên "
      "Quang";
  const std::string bytes = write(long_one).value();
  const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
  for (std::size_t at = head.find("=?"); at != std::string::npos; at = head.find("=?", at)) {
    const std::size_t end = head.find("?=", head.find('?', head.find('?', at + 2) + 1) + 1) + 2;
    EXPECT_LE(end - at, 75u) << head.substr(at, end - at);
    at = end;
  }
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 2) {
    end = head.find("\r\n", at);
    EXPECT_LE((end == std::string::npos ? head.size() : end) - at, 78u) << head.substr(at, end - at);
  }
}

TEST(MailLetter, NothingBecomesAHeaderOfItsOwn) {
  const std::vector<std::string> expected = header_names(write(letter()).value());
  const std::string attacks[] = {
      "x\r\nBcc: all@example.vn",       "x\nBcc: all@example.vn",    "x\rBcc: all@example.vn", "x\r\n\r\n<script>", "x\0y\r\nBcc: a@b.vn",
      "=?utf-8?q?x=0D=0ABcc:_a@b.vn?=", "x\xE2\x80\xA8 Bcc: a@b.vn", "\"\r\nBcc: a@b.vn",      "a, b <c@d.vn>"};
  for (const std::string& attack : attacks) {
    Letter in_subject = letter(), in_name = letter(), in_text = letter();
    in_subject.subject = attack;
    in_name.to.name = attack;
    in_name.from.name = attack;
    in_text.text = attack + "\r\n.\r\nMAIL FROM:<x@y.vn>\r\n";
    for (const Letter& one : {in_subject, in_name, in_text}) {
      const std::string bytes = write(one).value();
      EXPECT_EQ(header_names(bytes), expected) << attack;
      EXPECT_EQ(bytes.substr(0, bytes.find("\r\n\r\n")).find("\nBcc:"), std::string::npos) << bytes;
    }
    Letter in_address = letter(), in_id = letter(), in_url = letter();
    in_address.to.address = attack;
    in_id.id = attack;
    in_url.unsubscribe_url = "https://a.vn/" + attack;
    for (const Letter& one : {in_address, in_id}) EXPECT_FALSE(write(one)) << attack;
    EXPECT_TRUE(!write(in_url) || attack.find_first_of("\r\n <") == std::string::npos) << attack;
  }
}

TEST(MailLetter, Unsubscribing) {
  Letter one = letter();
  one.unsubscribe_url = "https://ocop.example.vn/notices/unsubscribe/" + std::string(90, 'A');
  std::string bytes = write(one).value();
  EXPECT_NE(bytes.find("<" + one.unsubscribe_url + ">\r\n"), std::string::npos) << bytes;   // never cut or encoded
  EXPECT_EQ(header(bytes, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
  one.unsubscribe_url = "http://localhost:8080/notices/unsubscribe/x";   // RFC 8058 §3.1: one click over https only
  bytes = write(one).value();
  EXPECT_EQ(header(bytes, "List-Unsubscribe"), "<" + one.unsubscribe_url + ">");
  EXPECT_EQ(header(bytes, "List-Unsubscribe-Post"), "");
}

TEST(MailLetter, TextAlone) {
  Letter one = letter();
  one.html.clear();
  const std::string bytes = write(one).value();
  EXPECT_TRUE(header(bytes, "Content-Type").starts_with("text/plain")) << bytes;
}

TEST(MailLetter, AMailboxOfTheSettings) {
  EXPECT_EQ(read_mailbox("a@b.vn")->address, "a@b.vn");
  EXPECT_EQ(read_mailbox(" Ocop Tuyên Quang <ocop@Tuyenquang.vn> ")->name, "Ocop Tuyên Quang");
  EXPECT_EQ(read_mailbox(" Ocop Tuyên Quang <ocop@Tuyenquang.vn> ")->address, "ocop@tuyenquang.vn");
  for (const char* wrong : {"", "Ocop", "Ocop <", "Ocop <a@b.vn", "<>", "a@b.vn>", "x <a@b.vn> y"})
    EXPECT_FALSE(read_mailbox(wrong)) << wrong;
}

TEST(MailLetter, Addresses) {
  const struct { std::string_view typed, kept;
  } rows[] = {
      {"htx@demo.ocop", "htx@demo.ocop"},
      {"  Mai.Nguyen+ocop@Example.VN \n", "Mai.Nguyen+ocop@example.vn"},
      {"a@b-c.d1.vn", "a@b-c.d1.vn"},
      {"", ""},
      {"a", ""},
      {"a@", ""},
      {"@b.vn", ""},
      {"a@b", ""},
      {"a@b..vn", ""},
      {".a@b.vn", ""},
      {"a..b@c.vn", ""},
      {"a.@c.vn", ""},
      {"a b@c.vn", ""},
      {"a@-b.vn", ""},
      {"a@b-.vn", ""},
      {"mẩy@b.vn", ""},
      {"a@bệnh.vn", ""},
      {"\"a b\"@c.vn", ""},
      {"a@[127.0.0.1]", ""},
      {"a@b.vn,c@d.vn", ""},
      {"a@b.vn\r\nRCPT TO:<x@y.vn>", ""},
      {"<a@b.vn>", ""},
      {"a@b.vn>", ""},
  };
  for (const auto& row : rows) {
    const auto read = read_address(row.typed);
    EXPECT_EQ(read ? *read : "", row.kept) << row.typed;
  }
  EXPECT_FALSE(read_address(std::string(65, 'a') + "@b.vn"));
  EXPECT_FALSE(read_address("a@" + std::string(64, 'b') + ".vn"));
}

}  // namespace
}  // namespace ocop::mail
