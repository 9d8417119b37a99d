#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <set>

#include "kernel/json/json.h"
#include "modules/resolver/digital_link.h"

namespace ocop::resolver {
namespace {

struct Parts {
  std::string path, query;
};
// "https://a/01/…?17=…#x" → path and query. nullopt: not an http(s) URI with a plain host, which no request of ours can be.
std::optional<Parts> parts_of(std::string uri) {
  for (const std::string scheme : {"https://", "HTTPS://", "http://", "HTTP://"}) {
    if (!uri.starts_with(scheme)) continue;
    uri.erase(0, scheme.size());
    const std::size_t slash = uri.find('/');
    const std::string host = uri.substr(0, slash);
    if (host.find_first_of("[$") != std::string::npos || slash == std::string::npos) return std::nullopt;
    uri = uri.substr(slash, uri.find('#') - slash);
    const std::size_t mark = uri.find('?');
    return Parts{uri.substr(0, mark), mark == std::string::npos ? "" : uri.substr(mark + 1)};
  }
  return std::nullopt;
}

// "^0112312312312333^10ABC": elements in the engine's order; the separator stands before what follows a variable length.
std::string flat(const DigitalLink& link) {
  std::string out = link.key.ai + link.key.value;
  for (const Element& one : link.qualifiers) out += one.ai + one.value;
  for (const Element& one : link.attributes) out += one.ai + one.value;
  return out;
}

TEST(ResolverDigitalLink, AgreesWithTheVectorsOfTheSyntaxEngine) {
  std::ifstream file(OCOP_SOURCE_DIR "/modules/resolver/tests/digital_link_vectors.jsonl");
  ASSERT_TRUE(file.is_open());
  // A trailing slash is an error to the engine and tolerated by a resolver (Conformant Resolver 1.2.0, "SHOULD tolerate trailing slashes").
  const std::set<std::string> tolerated{"https://a/stem/00/006141411234567890/"};
  int tried = 0;
  for (std::string line; std::getline(file, line);) {
    const auto row = json::parse(line);
    ASSERT_TRUE(row);
    const std::string uri(row->root()["uri"].text_or(""));
    const auto parts = parts_of(uri);
    const bool ok = *row->root()["ok"].boolean() || tolerated.contains(uri);
    if (!parts) {
      EXPECT_FALSE(ok) << uri;
      continue;
    }
    const auto link = read_digital_link(parts->path, parts->query);
    EXPECT_EQ(link.ok(), ok) << uri << (link ? "" : " " + link.error().problems[0].expected);
    ++tried;
    if (!link || tolerated.contains(uri)) continue;
    std::string expected(row->root()["ai"].text_or(""));
    std::erase(expected, '^');
    EXPECT_EQ(flat(*link), expected) << uri;
  }
  EXPECT_GE(tried, 40);
}

struct Case {
  const char* path;
  const char* query;
  bool ok;
};

TEST(ResolverDigitalLink, ReadsAndRefuses) {
  const std::vector<Case> table{
      {"/01/08935000000014", "", true},
      {"/01/08935000000014/", "", true},                       // trailing slash
      {"/01/08935000000014/10/L-1", "", true},
      {"/01/08935000000014/22/A/10/B/21/C", "", true},
      {"/01/08935000000014/22/A/21/C", "", true},
      {"/01/08935000000014/21/C/10/B", "", false},             // order
      {"/01/08935000000014/10/B/10/C", "", false},             // twice
      {"/01/08935000000014/235/X/10/B", "", false},            // alternatives do not mix
      {"/01/08935000000014/235/X", "", true},
      {"/01/08935000000014/17/261231", "", false},             // an attribute in the path
      {"/01/08935000000014/foo", "", false},                   // conformance row 5
      {"/01/08935000000014//", "", false},
      {"/01/08935000000017", "", false},                       // check digit
      {"/01/8935000000014", "", false},                        // 13 digits, since 1.4.0
      {"/01/0893500000001A", "", false},
      {"/01/%308935000000014", "", true},                      // decoded once: the digit 0
      {"/01/%25308935000000014", "", false},                   // and only once
      {"/gtin/08935000000014", "", false},                     // convenience alphas were removed in 1.3.0
      {"/01", "", false},
      {"/01/", "", false},
      {"/", "", false},
      {"01/08935000000014", "", false},
      {"/01/08935000000014/10/", "", false},
      {"/01/08935000000014/10/A%2FB", "", true},
      {"/01/08935000000014/10/A%2", "", false},
      {"/01/08935000000014/10/A%00", "", false},
      {"/01/08935000000014/10/%C3%A0", "", false},             // not in character set 82
      {"/01/08935000000014/10/123456789012345678901", "", false},   // 21 characters
      {"/01/08935000000014", "17=261231", true},
      {"/01/08935000000014", "17=261200", true},               // day 00: the end of the month
      {"/01/08935000000014", "17=261301", false},              // month 13
      {"/01/08935000000014", "17=260230", false},              // 30 February
      {"/01/08935000000014", "17=261231&17=261231", true},     // the same again
      {"/01/08935000000014", "17=261231&17=261230", false},
      {"/01/08935000000014", "10=L1", false},                  // a qualifier of the key is no attribute
      {"/01/08935000000014", "8200=x", false},
      {"/01/08935000000014", "3103=000250", true},
      {"/01/08935000000014", "3103=00025", false},
      {"/01/08935000000014", "3103=000250&3102=000250", false},   // ex=310n
      {"/01/08935000000014", "37=5", false},                   // count belongs to 02
      {"/01/08935000000014", "7003=2612312359", true},
      {"/01/08935000000014", "7003=2612312460", false},
      {"/01/08935000000014", "linkType=gs1:pip&foo=bar&=&x", true},
      {"/01/08935000000014", "0=1", false},                    // no such identifier
      {"/00/006141411234567890", "", true},
      {"/00/006141411234567891", "", false},
      {"/414/9520123456788/254/A", "", true},
      {"/414/9520123456788/21/A", "", false},
      {"/415/9520123456788", "", false},                       // requires 8020
      {"/415/9520123456788/8020/R1", "", true},
      {"/8013/1987654Ad4X4bL5ttr2310c2K", "", true},           // check characters, GS1 General Specifications example
      {"/8013/1987654Ad4X4bL5ttr2310c2L", "", false},
      {"/8006/093123456789010204", "", false},
      {"/en/01/08935000000014", "", true},                     // a stem
  };
  for (const Case& row : table) EXPECT_EQ(read_digital_link(row.path, row.query).ok(), row.ok) << row.path << "?" << row.query;
}

TEST(ResolverDigitalLink, SaysWhichFieldIsWrong) {
  const auto link = read_digital_link("/01/08935000000017", "");
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().kind, ErrorKind::malformed_request);
  EXPECT_EQ(link.error().problems[0].field, "01");
  EXPECT_EQ(link.error().problems[0].got, "08935000000017");
  EXPECT_NE(link.error().problems[0].expected.find("check digit"), std::string::npos);
}

TEST(ResolverDigitalLink, TheTableIsWhole) {
  EXPECT_GT(identifiers().size(), 200u);
  int keys = 0;
  for (const IdentifierRow& row : identifiers()) {
    EXPECT_EQ(identifier(row.first), &row) << row.first;
    EXPECT_EQ(identifier(row.last), &row) << row.last;
    keys += row.qualifiers.empty() ? 0 : 1;
  }
  EXPECT_EQ(keys, 16);
  EXPECT_EQ(identifier("05"), nullptr);
  EXPECT_EQ(identifier("1"), nullptr);
}

RC_GTEST_PROP(ResolverDigitalLink, EveryReadLinkReadsBack, ()) {
  const auto value = rc::gen::resize(
      20,
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::oneOf(rc::gen::inRange<char>('a', 'z'), rc::gen::inRange<char>('0', '9'),
                                                                       rc::gen::element<char>('/', '%', '+', '&', '?', '!', '"', '_')))));
  DigitalLink link{{"01", "08935000000014"}, {}, {}};
  for (const char* ai : {"22", "10", "21"})
    if (*rc::gen::arbitrary<bool>()) {
      std::string text = *value;
      text.resize(std::min<std::size_t>(text.size(), 20));
      link.qualifiers.push_back({ai, text});
    }
  const auto again = read_digital_link(to_path(link), "");
  RC_ASSERT(again.ok());
  RC_ASSERT(again->key == link.key);
  RC_ASSERT(again->qualifiers == link.qualifiers);
}

RC_GTEST_PROP(ResolverDigitalLink, OneWrongDigitIsAlwaysSeen, ()) {
  std::string gtin = "08935000000014";
  const auto at = *rc::gen::inRange<std::size_t>(0, gtin.size());
  const auto by = *rc::gen::inRange(1, 10);
  gtin[at] = static_cast<char>('0' + (gtin[at] - '0' + by) % 10);
  RC_ASSERT(!check_digit_holds(gtin));
}

}  // namespace
}  // namespace ocop::resolver
