#include <gtest/gtest.h>

#include "kernel/http/corpus.h"
#include "kernel/http/input.h"
#include "kernel/http/schema.h"
#include "kernel/json/json.h"

namespace ocop::input {
namespace {

enum class Colour : std::uint8_t { red, green };
constexpr std::array kColours{Colour::red, Colour::green};
std::string_view name(Colour colour) { return colour == Colour::red ? "red" : "green"; }
constexpr Message kRed{"đỏ", "red"}, kGreen{"xanh", "green"};
const Message& label(Colour colour) { return colour == Colour::red ? kRed : kGreen; }
enum class Tick : std::uint8_t { absent, given };
struct Reason { std::string code, words; };

struct Order {
  std::int64_t version = 0;
  std::string name, note, password;
  int count = 5;
  std::optional<int> size;
  Tick agreed = Tick::absent;
  Date day;
  std::optional<Date> until;
  Colour colour = Colour::red;
  std::optional<Colour> lining;
  ProductId product;
  std::vector<AccountId> people;
  std::vector<std::string> tags;
  std::vector<Reason> reasons;
};
constexpr Message kOwn{"Hãy ghi tên.", "Write a name."};

const Declaration<Order>& order() {
  static const Declaration<Order> fields{
      version(&Order::version),
      line("name", &Order::name, {.missing = kOwn, .least = 2, .most = 5}),
      paragraph("note", &Order::note, {.need = Need::optional, .most = 7}),
      secret("password", &Order::password, {.need = Need::optional, .most = 6}),
      integer("count", &Order::count, {.need = Need::optional, .least = 1, .most = 9}),
      integer("size", &Order::size, {.need = Need::optional, .least = 10, .most = 20}),
      boolean("agreed", &Order::agreed, {.need = Need::optional}),
      date("day", &Order::day),
      date("until", &Order::until, {.need = Need::optional}),
      choice("colour", &Order::colour, kColours),
      choice("lining", &Order::lining, kColours, {.need = Need::optional}),
      id("product", &Order::product),
      ids("people", &Order::people, {.need = Need::optional, .most = 3}),
      words("tags", &Order::tags, {.need = Need::optional, .most = 2}),
      map("reasons", &Order::reasons, {.need = Need::optional, .most = 3}),
  };
  return fields;
}

constexpr std::string_view kId = "0190c0de-0000-7000-8000-000000000001", kOther = "0190c0de-0000-7000-8000-000000000002";
// The required fields, and `more`.
std::string body(std::string_view more = "", std::string_view version = R"("version":3,)") {
  return "{" + std::string(version) + R"("name":"chè","day":"2026-11-21","colour":"green","product":")" + std::string(kId) + "\"" +
         (more.empty() ? "" : "," + std::string(more)) + "}";
}
Result<Order> of_json(std::string text, std::vector<std::pair<std::string, std::string>> headers = {}) {
  http::Request request;
  request.method = http::Method::post;
  request.body = std::move(text);
  request.headers = std::move(headers);
  return order().read(request, Source::json);
}
http::Fields usual() {
  http::Fields out;
  const std::pair<const char*, std::string> pairs[] = {
      {"version", "3"}, {"name", "chè"}, {"day", "21/11/2026"}, {"colour", "green"}, {"product", std::string(kId)}};
  for (const auto& [key, value] : pairs) out.add(key, value);
  return out;
}
http::Fields usual_but(std::string_view name, std::string value) {
  http::Fields out;
  const auto all = usual();
  for (const auto& [key, old] : all.items())
    if (key != name) out.add(key, old);
  out.add(std::string(name), std::move(value));
  return out;
}
Result<Order> of_form(http::Fields fields) {
  http::Request request;
  request.method = http::Method::post;
  request.form = std::move(fields);
  return order().read(request, Source::form);
}
std::vector<std::string> wrong(const Result<Order>& read) {
  std::vector<std::string> out;
  if (!read)
    for (const Problem& problem : read.error().problems) out.push_back(problem.field);
  return out;
}
using Names = std::vector<std::string>;

TEST(HttpInput, ReadsEveryKindOfABody) {
  const auto read = of_json(R"({"version":3,"name":"  chè  xanh","note":"một\r\nhai","password":" p ","count":9,"size":10,"agreed":true,
      "day":"2026-11-21","until":"2027-01-02","colour":"green","lining":"red","product":"0190c0de-0000-7000-8000-000000000001",
      "people":["0190c0de-0000-7000-8000-000000000001","0190c0de-0000-7000-8000-000000000002"],"tags":["a","b"],"reasons":{"x.1":"vì",
      "y":""}})");
  EXPECT_EQ(wrong(read), Names{"name"});   // eight characters once cleaned
  const auto good = of_json(R"({"version":3,"name":" chè  ","note":"một\r\nhai","password":" p ","count":9,"size":10,"agreed":true,
      "day":"2026-11-21","until":"2027-01-02","colour":"green","lining":"red","product":"0190c0de-0000-7000-8000-000000000001",
      "people":["0190c0de-0000-7000-8000-000000000001","0190c0de-0000-7000-8000-000000000002"],"tags":["a","b"],"reasons":{"x.1":"vì",
      "y":""}})");
  ASSERT_TRUE(good) << wrong(good).front();
  EXPECT_EQ(good->version, 3);
  EXPECT_EQ(good->name, "chè");
  EXPECT_EQ(good->note, "một\nhai");
  EXPECT_EQ(good->password, " p ");   // a secret is what was typed
  EXPECT_EQ(good->count, 9);
  EXPECT_EQ(good->size, 10);
  EXPECT_EQ(good->agreed, Tick::given);
  EXPECT_EQ(good->day, *Date::of(2026, 11, 21));
  EXPECT_EQ(good->until, *Date::of(2027, 1, 2));
  EXPECT_EQ(good->colour, Colour::green);
  EXPECT_EQ(good->lining, Colour::red);
  EXPECT_EQ(good->product.text(), kId);
  ASSERT_EQ(good->people.size(), 2u);
  EXPECT_EQ(good->people[1].text(), kOther);
  EXPECT_EQ(good->tags, (Names{"a", "b"}));
  ASSERT_EQ(good->reasons.size(), 2u);
  EXPECT_EQ(good->reasons[0].code, "x.1");
  EXPECT_EQ(good->reasons[0].words, "vì");
}

TEST(HttpInput, AFormSaysTheSame) {
  http::Fields form = usual();
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"note", "một\r\nhai"},
                                                                                   {"count", " 9 "},
                                                                                   {"agreed", "1"},
                                                                                   {"lining", ""},
                                                                                   {"people", std::string(kId)},
                                                                                   {"people", std::string(kOther)},
                                                                                   {"tags", "a"},
                                                                                   {"reasons.x.1", "vì"},
                                                                                   {"_csrf", "…"},
                                                                                   {"a button", "x"}})
    form.add(key, value);
  const auto read = of_form(form);
  ASSERT_TRUE(read) << wrong(read).front();
  EXPECT_EQ(read->note, "một\nhai");
  EXPECT_EQ(read->count, 9);
  EXPECT_EQ(read->agreed, Tick::given);
  EXPECT_FALSE(read->lining);
  EXPECT_EQ(read->people.size(), 2u);
  EXPECT_EQ(read->tags, Names{"a"});
  EXPECT_EQ(read->reasons.at(0).code, "x.1");
}

TEST(HttpInput, WhatIsNotGivenKeepsItsInitialiser) {
  const auto read = of_json(body());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->count, 5);
  EXPECT_FALSE(read->size);
  EXPECT_EQ(read->agreed, Tick::absent);
  EXPECT_TRUE(read->people.empty());
}

TEST(HttpInput, EveryWrongFieldAtOnceInTheOrderOfTheDeclaration) {
  EXPECT_EQ(wrong(of_json("{}")), (Names{"version", "name", "day", "colour", "product"}));
  EXPECT_EQ(wrong(of_json("")), (Names{"version", "name", "day", "colour", "product"}));
  EXPECT_EQ(wrong(of_form({})), (Names{"version", "name", "day", "colour", "product"}));
  EXPECT_EQ(wrong(of_json(body(R"("note":5,"people":["x",7],"reasons":{"a.b":1},"nothing":1)"))),
            (Names{"nothing", "note", "people[0]", "people[1]", "reasons[\"a.b\"]"}));
  std::string many = "{";
  for (int i = 0; i < 100; ++i) many += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
  EXPECT_EQ(wrong(of_json(many + "}")).size(), Shape::kMostProblems);
}

TEST(HttpInput, ABodyThatIsNoObjectIsToldSo) {
  EXPECT_EQ(of_json("[1]").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(of_json("{").error().kind, ErrorKind::malformed_request);
  EXPECT_EQ(of_json(R"({"name":"a","name":"b"})").error().kind, ErrorKind::malformed_request);
}

TEST(HttpInput, TheSentenceIsTheFieldsOwn) {
  EXPECT_EQ(of_form(usual_but("name", " ")).error().problems.at(0).message.vi, kOwn.vi);
  const Problem length = of_form(usual_but("name", "chèchè")).error().problems.at(0);
  EXPECT_EQ(length.expected, "at most 5 characters");
  EXPECT_EQ(length.arguments, std::vector<Argument>{"5"});
  EXPECT_EQ(of_form(usual_but("colour", "blue")).error().problems.at(0).expected, "red, green");
}

// A password in an error answer would be in logs and on screens.
TEST(HttpInput, ASecretIsInNoProblem) {
  for (const std::string& sent : {body(R"("password":"geheim7")"), body(R"("password":1234567)")}) {
    const auto read = of_json(sent);
    ASSERT_EQ(wrong(read), Names{"password"});
    EXPECT_EQ(read.error().problems[0].got, "");
  }
}

TEST(HttpInput, AProgramWritesDatesAndIdsInTheirOneForm) {
  const auto with = [](std::string_view from, std::string_view to) {
    std::string text = body();
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_EQ(wrong(of_json(with("2026-11-21", "21/11/2026"))), Names{"day"});
  EXPECT_EQ(wrong(of_json(with("2026-11-21", " 2026-11-21"))), Names{"day"});
  EXPECT_EQ(wrong(of_json(with("green", " green"))), Names{"colour"});
  EXPECT_EQ(wrong(of_json(with("\"green\"", "\"\""))), Names{"colour"});
  EXPECT_TRUE(of_form(usual_but("day", " 2026-11-21 ")));
  EXPECT_EQ(wrong(of_form(usual_but("day", "31/02/2026"))), Names{"day"});
}

TEST(HttpInput, OneVersionInThreePlaces) {
  const auto version = [](const Result<Order>& read) { return read ? read->version : -1; };
  EXPECT_EQ(version(of_json(body("", R"("version":7,)"))), 7);
  EXPECT_EQ(version(of_json(body("", ""), {{"if-match", "\"8\""}})), 8);
  EXPECT_EQ(version(of_json(body("", ""), {{"if-match", "W/\"8\""}})), 8);   // gzipped on its way
  EXPECT_EQ(version(of_json(body("", ""), {{"if-none-match", "*"}})), 0);    // what was not there
  EXPECT_EQ(version(of_json(body("", R"("version":7,)"), {{"if-match", "\"8\""}})), 8);
  EXPECT_EQ(version(of_form(usual_but("version", "4"))), 4);
  EXPECT_EQ(wrong(of_json(body("", ""))), Names{"version"});
  EXPECT_EQ(wrong(of_json(body("", R"("version":-1,)"))), Names{"version"});
  EXPECT_EQ(wrong(of_form(usual_but("version", "4a"))), Names{"version"});
  for (const char* tag : {"8", "\"\"", "\"-1\"", "\"abc\"", "*"})
    EXPECT_EQ(wrong(of_json(body(), {{"if-match", tag}})), Names{"if-match"}) << tag;
}

TEST(HttpInput, AFileIsOfTheRequest) {
  struct Upload { std::string title; files::Sent file; };
  const Declaration<Upload> upload{line("title", &Upload::title), file("file", &Upload::file, {.need = Need::optional, .most = 4})};
  http::Request request;
  request.form.add("title", "a");
  request.files = {{"other", "a.pdf", "", "12"}, {"file", "", "", ""}};
  ASSERT_TRUE(upload.read(request, Source::form));
  EXPECT_TRUE(upload.read(request, Source::form)->file.name.empty());   // what a browser sends when none was chosen
  // The story: a photo in a cloud came as 0 bytes, and the paper was kept without its file, without a word.
  request.files[1].file_name = "b.pdf";
  const auto empty = upload.read(request, Source::form);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().problems.at(0).field, "file");
  EXPECT_EQ(empty.error().problems.at(0).got, "0 bytes");
  request.files[1].file_name.clear();
  request.files.push_back({"file", "c.pdf", "", "1234"});
  EXPECT_EQ(upload.read(request, Source::form)->file.name, "c.pdf");
  EXPECT_EQ(upload.read(request, Source::form)->file.content.start().data(), request.files[2].content.start().data());   // not copied
  request.files[2].content = "12345";
  const auto large = upload.read(request, Source::form);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, ErrorKind::too_large);
  EXPECT_EQ(large.error().problems.at(0).field, "file");
  EXPECT_EQ(large.error().problems.at(0).got, "5 bytes");
  EXPECT_EQ(large.error().problems.at(0).expected, "at most 4 bytes");
  EXPECT_EQ(source_of(http::Method::post, "/api/v1/papers", upload.shape()), Source::form);
}

// The story: an opinion that was sent empty was read as not sent, and the old one stayed; one that was left out erased it.
TEST(HttpInput, ATextMayHaveToBeStatedEvenIfEmpty) {
  struct Opinion { std::string text = "old"; };
  const Declaration<Opinion> opinion{paragraph("text", &Opinion::text, {.need = Need::stated})};
  http::Request request;
  request.body = R"({"text":" "})";
  ASSERT_TRUE(opinion.read(request, Source::json));
  EXPECT_EQ(opinion.read(request, Source::json)->text, "");
  request.body = "{}";
  EXPECT_FALSE(opinion.read(request, Source::json));
}

TEST(HttpInput, WhereFieldsAreCarried) {
  EXPECT_EQ(source_of(http::Method::get, "/api/v1/x", order().shape()), Source::query);
  EXPECT_EQ(source_of(http::Method::post, "/api/v1/x", order().shape()), Source::json);
  EXPECT_EQ(source_of(http::Method::post, "/x", order().shape()), Source::form);
}

TEST(HttpInput, WhatAFormShowsIsReadAsTheSame) {
  auto now = *of_json(body(R"("note":"a\nb","count":2,"agreed":true,"until":"2027-01-02","people":["0190c0de-0000-7000-8000-000000000002"],
      "tags":["t"],"reasons":{"k":"v"},"password":"geheim")"));
  const http::Fields shown = order().show(now);
  EXPECT_EQ(shown.get("day"), "21/11/2026");
  EXPECT_FALSE(shown.find("password"));   // never sent back
  const auto again = of_form(shown);
  ASSERT_TRUE(again) << wrong(again).front();
  EXPECT_EQ(again->note, now.note);
  EXPECT_EQ(again->until, now.until);
  EXPECT_EQ(again->agreed, now.agreed);
  EXPECT_EQ(again->people, now.people);
  EXPECT_EQ(again->tags, now.tags);
  EXPECT_EQ(again->reasons.at(0).words, "v");
}

// The published schema and the reader are two readings of one declaration: what the schema refuses is refused, what reading takes the
// schema takes. (The app's test asks the same of every route.)
TEST(HttpInput, TheSchemaSaysWhatReadingDoes) {
  const auto schema = http::BodySchema::parse(order().shape().schema());
  ASSERT_TRUE(schema) << schema.error().problems.at(0).field;
  int refused = 0;
  for (const Sample& sample : corpus(order().shape())) {
    const auto read = of_json(sample.json);
    EXPECT_EQ(read.ok(), sample.wrong.empty()) << sample.what << "\n" << sample.json;
    const bool fits = (*schema)->check(sample.json).ok();
    EXPECT_TRUE(fits || !read) << sample.what;
    if (!read) {
      ++refused;
      EXPECT_EQ(wrong(read).front().substr(0, sample.wrong.size()), sample.wrong) << sample.what;
    }
    if (sample.form.empty()) continue;
    EXPECT_EQ(of_form(sample.form).ok(), sample.wrong.empty()) << sample.what << "\n" << sample.form.to_query();
  }
  EXPECT_GT(refused, 40);
}

}  // namespace
}  // namespace ocop::input
