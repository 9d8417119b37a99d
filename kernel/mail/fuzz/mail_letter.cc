#include <gmime/gmime.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/text.h"
#include "kernel/mail/letter.h"

// Whatever people type into a name, a subject or a text: the letter has the headers that it shall have, in ASCII, in CRLF lines of bounded
// length; read again it says what was said. Input: fields separated by byte 0xFF: name, subject, text, html, address, URL.
namespace {

using namespace ocop;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_lines(const std::string& bytes, std::string_view url) {
  constexpr std::size_t kLongest = 998;   // RFC 5322 §2.1.1
  std::vector<std::string> names;
  bool in_head = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find("\r\n", at);
    require(end != std::string::npos && end - at <= kLongest);
    const std::string_view line(bytes.data() + at, end - at);
    require(line.find_first_of("\r\n") == std::string_view::npos);
    require(std::all_of(line.begin(), line.end(), [](char c) { return c == '\t' || (c >= 0x20 && c < 0x7f); }));
    if (line.empty()) in_head = false;
    if (in_head && line[0] != ' ' && line[0] != '\t') names.emplace_back(line.substr(0, line.find(':')));
    at = end + 2;
  }
  std::vector<std::string> expected;
  if (!url.empty()) expected.emplace_back("List-Unsubscribe");
  if (url.starts_with("https://")) expected.emplace_back("List-Unsubscribe-Post");
  for (const char* name : {"From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted", "MIME-Version", "Content-Type"})
    expected.emplace_back(name);
  // One part alone says its encoding in the head of the letter.
  if (names.back() == "Content-Transfer-Encoding") names.pop_back();
  require(names == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto fields = text::split(std::string_view(reinterpret_cast<const char*>(data), size), '\xff');
  const auto field = [&](std::size_t i) { return i < fields.size() ? std::string(fields[i]) : std::string(); };
  const mail::Letter letter{.from = {field(0), "ocop@example.vn"},
                            .to = {field(0), field(4).empty() ? "htx@demo.ocop" : field(4)},
                            .subject = field(1),
                            .text = field(2),
                            .html = field(3),
                            .unsubscribe_url = field(5),
                            .id = "0199@ocop.example.vn",
                            .date = {1'790'000'000'000}};
  const auto bytes = mail::write(letter);
  if (!bytes) return 0;
  check_lines(*bytes, letter.unsubscribe_url);
  GMimeStream* stream = g_mime_stream_mem_new_with_buffer(bytes->data(), bytes->size());
  GMimeParser* parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
  require(message != nullptr);
  const char* subject = g_mime_message_get_subject(message);
  const std::string_view read = text::trim(subject == nullptr ? "" : subject);
  require(std::none_of(read.begin(), read.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
  const std::string said = text::is_valid_utf8(letter.subject) ? text::clean(letter.subject) : std::string();
  if (said.find("=?") == std::string::npos)
    require(text::trim(text::cut(said, mail::kMaxSubject)) == read);  // "=?" is written with a space in it
  InternetAddressList* to = g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_TO);
  require(internet_address_list_length(to) == 1);
  g_object_unref(message);
  g_object_unref(parser);
  g_object_unref(stream);
  return 0;
}
