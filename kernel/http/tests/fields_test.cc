#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"
#include "kernel/http/multipart.h"
#include "kernel/http/tests/support.h"
#include "kernel/http/wire.h"

namespace ocop::http {
namespace {

TEST(HttpFields, ReadsForms) {
  auto fields = Fields::parse_query("name=C%C3%A0+ph%C3%AA&star=4&star=5&empty=&alone&&a=b=c");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->get("name"), "Cà phê");
  EXPECT_EQ(fields->all("star"), (std::vector<std::string_view>{"4", "5"}));
  EXPECT_EQ(fields->get("star"), "4");
  EXPECT_TRUE(fields->find("empty").has_value());
  EXPECT_TRUE(fields->find("alone").has_value());
  EXPECT_EQ(fields->get("a"), "b=c");
  EXPECT_FALSE(fields->find("absent").has_value());
  for (const char* bad : {"a=%", "a=%4", "a=%4g", "%ff=1", "a=%c3%28", "a=%00"}) EXPECT_FALSE(Fields::parse_query(bad)) << bad;
}

RC_GTEST_PROP(HttpFields, QueryRoundTrip, (const std::vector<std::pair<std::string, std::string>>& pairs)) {
  Fields fields;
  for (const auto& [key, value] : pairs)
    if (text::is_valid_utf8(key) && text::is_valid_utf8(value) && key.find('\0') == key.npos && value.find('\0') == value.npos)
      fields.add(key, value);
  auto again = Fields::parse_query(fields.to_query());
  RC_ASSERT(again.ok());
  RC_ASSERT(again->items() == fields.items());
}

RC_GTEST_PROP(HttpFields, PercentRoundTrip, (const std::string& text)) {
  RC_ASSERT(percent_decode(percent_encode(text)) == text);
}

TEST(HttpFields, FindsCookiesByWholeName) {
  const Request request = testing::request(Method::get, "/", {{"cookie", "a=1; __Host-ocop-visitor=n1;__Host-ocop=s1; b=2=3"}});
  EXPECT_EQ(request.cookie(kSessionCookie), "s1");
  EXPECT_EQ(request.cookie(kVisitorCookie), "n1");
  EXPECT_EQ(request.cookie("b"), "2=3");
  EXPECT_FALSE(request.cookie("c").has_value());
}

TEST(HttpFields, KnowsWhoWantsJson) {
  const auto wants = [](std::string_view path, std::string accept) {
    Request request = testing::request(Method::get, "/", {{"accept", std::move(accept)}});
    request.path = path;
    return request.wants_json();
  };
  EXPECT_TRUE(wants("/api/v1/score", ""));
  EXPECT_TRUE(wants("/products", "application/json"));
  EXPECT_TRUE(wants("/products", "text/html;q=0.5, application/json"));
  EXPECT_FALSE(wants("/products", "text/html, application/json;q=0.9"));
  EXPECT_FALSE(wants("/products", "*/*"));
  EXPECT_FALSE(wants("/products", ""));
}

struct Parsed {
  bool ok = false;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<std::string> files;
  bool operator==(const Parsed&) const = default;
};

Parsed result_of(MultipartReader& reader) {
  Parsed out;
  out.ok = reader.finish().ok();
  out.fields = reader.fields().items();
  for (const UploadedFile& file : reader.files()) {
    const auto content = file.content.whole();
    out.files.push_back(file.field + "|" + file.file_name + "|" + file.content_type + "|" +
                        (content ? *content : std::to_string(file.content.size()) + " bytes"));
    EXPECT_EQ(file.sha256, content ? crypto::sha256_hex(*content) : "");
  }
  return out;
}

Parsed read_multipart(std::string_view body, std::string_view boundary, std::size_t piece) {
  MultipartReader reader{std::string(boundary), {.files = {{"paper", 100}, {"none"}, {"large", 3}}}};
  Parsed out;
  for (std::size_t at = 0; at < body.size(); at += piece)
    if (!reader.feed(body.substr(at, piece))) return out;
  return result_of(reader);
}

const std::string kBody =
    "preamble\r\n--XyZ\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nBưởi da xanh\r\n"
    "--XyZ  \r\ncontent-disposition: form-data; name=\"paper\"; filename=\"giấy \\\"phép\\\".pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
    "%PDF\r\n--XyX\r\n\r\n--Xy\r\n"
    "--XyZ\r\nContent-Disposition: form-data; name=none; filename=\"\"\r\n\r\n\r\n"
    "--XyZ\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--XyZ--\r\nepilogue";

TEST(HttpMultipart, ReadsFieldsAndFilesHoweverCut) {
  const Parsed whole = read_multipart(kBody, "XyZ", kBody.size());
  ASSERT_TRUE(whole.ok);
  EXPECT_EQ(whole.fields, (std::vector<std::pair<std::string, std::string>>{{"title", "Bưởi da xanh"}, {"empty", ""}}));
  EXPECT_EQ(whole.files, (std::vector<std::string>{"paper|giấy \"phép\".pdf|application/pdf|%PDF\r\n--XyX\r\n\r\n--Xy"}));
  for (std::size_t piece = 1; piece < kBody.size(); ++piece) EXPECT_EQ(read_multipart(kBody, "XyZ", piece), whole) << piece;
}

TEST(HttpMultipart, RefusesWhatIsBroken) {
  for (std::size_t cut = 0; cut + sizeof("--\r\nepilogue") - 1 < kBody.size(); ++cut)
    EXPECT_FALSE(read_multipart(kBody.substr(0, cut), "XyZ", 7).ok) << cut;
  const auto part = [](std::string head, std::string content) { return "--b\r\n" + head + "\r\n\r\n" + content + "\r\n--b--\r\n"; };
  const std::string good = "Content-Disposition: form-data; name=a";
  EXPECT_TRUE(read_multipart(part(good, "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part("Content-Type: text/plain", "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part("Content-Disposition: attachment; name=a", "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part("Content-Disposition: form-data", "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part("no colon", "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part(good + "\r\n" + good, "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part(good, "\xff"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part(good + std::string(5000, 'a'), "x"), "b", 9).ok);
  EXPECT_FALSE(read_multipart(part(good, std::string(300'000, 'x')), "b", 999).ok);
  std::string many;
  for (int i = 0; i < 201; ++i) many += "--b\r\n" + good + "\r\n\r\nx\r\n";
  EXPECT_FALSE(read_multipart(many + "--b--", "b", 999).ok);
}

// The story: an upload lay in memory twice before anybody read it. Now it is read as it comes, and where it is cut is up to the network:
// what is read is what was sent, and the same as of the whole body at once.
RC_GTEST_PROP(HttpMultipart, ReadsWhatWasSentHoweverItIsCut, ()) {
  using Pieces = std::vector<std::string>;
  const auto piece = rc::gen::element<std::string>("\r\n--b", "\r\n--b0", "\r\n", "--b--", "-", "\r", "ạ", "words", std::string(300, 'z'));
  constexpr int kFew = 8;
  const auto parts = *rc::gen::resize(kFew, rc::gen::container<std::vector<Pieces>>(rc::gen::container<Pieces>(piece)));
  std::string body = "preamble";
  Parsed sent{.ok = true};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string content;
    for (const std::string& one : parts[i]) content += one;
    while (content.find("\r\n--bound") != std::string::npos || content.starts_with("--bound")) content.erase(0, 1);
    const bool file = i % 2 == 1, wanted = i % 4 == 1;
    const std::string name = wanted ? "f" + std::to_string(i) : "other";
    body += "\r\n--bound\r\nContent-Disposition: form-data; name=" + name + (file ? "; filename=a" : "") + "\r\n\r\n" + content;
    if (!file) sent.fields.emplace_back(name, content);
    if (file && wanted) sent.files.push_back(name + "|a||" + (content.size() > 500 ? std::to_string(content.size()) + " bytes" : content));
  }
  body += "\r\n--bound--\r\n";
  std::vector<MultipartReader::Wanted> wanted;
  for (std::size_t i = 1; i < parts.size(); i += 4) wanted.push_back({"f" + std::to_string(i), 500});
  const auto cuts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 200)));
  MultipartReader reader("bound", {.files = wanted});
  std::size_t cut = 0;
  for (std::string_view rest = body; !rest.empty(); rest.remove_prefix(std::min(cuts[cut++ % cuts.size()], rest.size())))
    RC_ASSERT(reader.feed(rest.substr(0, cuts[cut % cuts.size()])).ok());
  RC_ASSERT(result_of(reader) == sent);
  MultipartReader whole("bound", {.files = wanted});
  RC_ASSERT(whole.feed(body).ok());
  RC_ASSERT(result_of(whole) == sent);
}

TEST(HttpMultipart, KeepsAFileOutsideMemoryAndOfOneThatIsTooLongItsSizeAlone) {
  MultipartReader reader("b", {.files = {{"paper", 1u << 20}, {"stamp", 1000}}});
  const auto head = [](std::string_view name) {
    return "--b\r\nContent-Disposition: form-data; name=" + std::string(name) + "; filename=a\r\n\r\n";
  };
  ASSERT_TRUE(reader.feed(head("paper")));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(reader.feed(std::string(100'000, 'p')));
  EXPECT_LT(reader.in_memory(), 2 * files::Received::kInMemory);
  EXPECT_GT(reader.in_files(), 990'000u);
  ASSERT_TRUE(reader.feed("\r\n" + head("stamp") + std::string(1001, 's') + "\r\n" + head("paper") + std::string(2u << 20, 'q')));
  ASSERT_TRUE(reader.feed("\r\n" + head("unknown") + std::string(100'000, 'u') + "\r\n--b--"));
  ASSERT_TRUE(reader.finish());
  ASSERT_EQ(reader.files().size(), 2u) << "the last of each name, and none that nobody asked for";
  EXPECT_EQ(reader.files()[0].content.size(), 1001u);
  EXPECT_EQ(reader.files()[1].content.size(), 2u << 20);
  EXPECT_FALSE(reader.files()[0].content.whole());
  EXPECT_EQ(reader.in_files(), 0u) << "what is too long leaves the disk at once";
}

TEST(HttpMultipart, GoesOnReadingOverWhatIsBroken) {
  MultipartReader full("b", {.files = {{"paper"}}, .folder = "/nowhere"});
  ASSERT_TRUE(full.feed("--b\r\nContent-Disposition: form-data; name=paper; filename=a\r\n\r\n"));
  const std::string much(2 * files::Received::kInMemory, 'x');
  EXPECT_EQ(full.feed(much).error().kind, ErrorKind::storage_unavailable);
  EXPECT_EQ(full.feed("\r\n--b--").error().kind, ErrorKind::storage_unavailable) << "what was lost is not forgotten";
  EXPECT_EQ(full.finish().error().kind, ErrorKind::storage_unavailable);
  EXPECT_EQ(full.in_memory(), 0u);
}

TEST(HttpMultipart, ReadsTheBoundary) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b c\""), "a b c");
  for (const char* bad : {"text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a",
                          "multipart/form-data; boundary=a{b", "multipart/mixed; boundary=a"})
    EXPECT_FALSE(multipart_boundary(bad)) << bad;
  EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

TEST(HttpWire, WritesDatesAsRfc9110Does) {
  EXPECT_EQ(http_date(Instant{784111777000}), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(Instant{0}), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(HttpWire, AHeaderFromDataCannotBeginAnother) {
  Response response = Response::redirect("/a\r\nSet-Cookie: x=1");
  EXPECT_EQ(response.headers[0].second, "/a%0D%0ASet-Cookie:%20x=1");
  response.headers.emplace_back("X-Name", "a\r\nX-Evil: 1");
  std::string out;
  append_response(out, response, {FixedLines(), "", "id", Transport::plain, Ending::keep_open, BodyMode::send});
  EXPECT_EQ(out.find("\r\nX-Evil"), std::string::npos);
  EXPECT_NE(out.find("X-Name: a  X-Evil: 1\r\n"), std::string::npos);
}

TEST(HttpWire, NamesAttachmentsInAsciiAndUtf8) {
  const Response file = Response::file("x", "application/pdf", "chứng nhận.pdf");
  EXPECT_EQ(file.headers[0].second, "attachment; filename=\"ch_ng_nh_n.pdf\"; filename*=UTF-8''ch%E1%BB%A9ng%20nh%E1%BA%ADn.pdf");
}

}  // namespace
}  // namespace ocop::http
