#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <map>

#include "kernel/gs1/digital_link.h"
#include "kernel/gs1/gtin.h"
#include "kernel/json/json.h"

namespace ocop::gs1 {
namespace {

// "^0112312312312333^10ABC": elements in the engine's order; the separator stands before what follows a variable length.
std::string flat(const DigitalLink& link) {
  std::string out = link.key.ai + link.key.value;
  for (const Element& one : link.qualifiers) out += one.ai + one.value;
  for (const Element& one : link.attributes) out += one.ai + one.value;
  return out;
}

TEST(Gs1DigitalLink, AgreesWithTheVectorsOfTheSyntaxEngine) {
  std::ifstream file(OCOP_SOURCE_DIR "/kernel/gs1/tests/digital_link_vectors.jsonl");
  ASSERT_TRUE(file.is_open());
  int tried = 0;
  for (std::string line; std::getline(file, line);) {
    const auto row = json::parse(line);
    ASSERT_TRUE(row);
    const std::string uri(row->root()["uri"].text_or(""));
    const bool ok = *row->root()["ok"].boolean();
    const auto link = read_uri(uri);
    EXPECT_EQ(link.ok(), ok) << uri << (link ? "" : " " + link.error().problems[0].expected);
    ++tried;
    if (!link) continue;
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

TEST(Gs1DigitalLink, ReadsAndRefuses) {
  const std::vector<Case> table{
      {"/01/08935000000014", "", true},
      {"/01/08935000000014/", "", false},                      // a resolver tolerates the slash: modules/resolver/links.cc
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

TEST(Gs1DigitalLink, SaysWhichFieldIsWrong) {
  const auto link = read_digital_link("/01/08935000000017", "");
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().kind, ErrorKind::malformed_request);
  EXPECT_EQ(link.error().problems[0].field, "01");
  EXPECT_EQ(link.error().problems[0].got, "08935000000017");
  EXPECT_NE(link.error().problems[0].expected.find("check digit"), std::string::npos);
}

TEST(Gs1DigitalLink, TheTableIsWhole) {
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

RC_GTEST_PROP(Gs1DigitalLink, EveryReadLinkReadsBack, ()) {
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

struct Number {
  const char* gtin;
  Circulation circulation;
};
TEST(Gs1Gtin, ANumberForOneShopNeverLeavesAsAnAddress) {
  const std::vector<Number> table{
      {"08935000000014", Circulation::open},        // 893: GS1 Vietnam
      {"09520123456788", Circulation::open},
      {"18935000000011", Circulation::open},        // a case of them
      {"00012345678905", Circulation::open},        // 12 digits of North America
      {"02012345678903", Circulation::restricted},  // 20–29: a shop's own
      {"02912345678906", Circulation::restricted},
      {"00212345678909", Circulation::restricted},  // 02: a region's own
      {"00412345678903", Circulation::restricted},  // 04: a company's own
      {"00000020123451", Circulation::restricted},  // 8 digits that begin with 2 or 0
      {"00000001234565", Circulation::restricted},
      {"00000096385074", Circulation::open},        // 8 digits of GS1
      {"00512345678900", Circulation::coupon},
      {"09812345678902", Circulation::coupon},
      {"09912345678909", Circulation::coupon},
  };
  for (const Number& row : table) {
    ASSERT_TRUE(check_digit_holds(row.gtin)) << row.gtin << " wants " << check_digit_of(std::string_view(row.gtin).substr(0, 13));
    EXPECT_EQ(circulation_of(row.gtin), row.circulation) << row.gtin;
    const auto uri = public_uri("https://id.gs1.org", Elements{{"01", row.gtin}, {"10", "L1"}});
    EXPECT_EQ(uri.ok(), row.circulation == Circulation::open) << row.gtin;
    if (!uri) EXPECT_EQ(uri.error().kind, ErrorKind::invalid_input);
  }
}

TEST(Gs1Gtin, HasFourLengthsAndACheckDigit) {
  EXPECT_EQ(gtin14("8935000000014"), "08935000000014");
  EXPECT_EQ(gtin14("96385074"), "00000096385074");
  EXPECT_EQ(gtin14("012345678905"), "00012345678905");
  EXPECT_EQ(gtin14("18935000000011"), "18935000000011");
  for (const char* wrong : {"", "8935000000015", "893500000001", "89350000000A4", "00000000", "008935000000014"})
    EXPECT_FALSE(gtin14(wrong)) << wrong;
  EXPECT_EQ(ean13_of("08935000000014"), "8935000000014");
  EXPECT_EQ(ean13_of("18935000000011"), std::nullopt);
  EXPECT_EQ(ean13_of("00000096385074"), std::nullopt);
}

TEST(Gs1DigitalLink, IsMadeWithItsQualifiersInOrder) {
  const Elements elements{{"17", "261231"}, {"21", "S/1"}, {"01", "08935000000014"}, {"10", "L 1"}};
  EXPECT_FALSE(to_uri("https://ocop.example.vn", elements));   // a space is of no character set
  Elements right = elements;
  right.back().value = "L1";
  EXPECT_EQ(*to_uri("https://ocop.example.vn/", right), "https://ocop.example.vn/01/08935000000014/10/L1/21/S%2F1?17=261231");
  EXPECT_FALSE(to_uri("https://ocop.example.vn", Elements{{"10", "L1"}}));   // no key
}

RC_GTEST_PROP(Gs1Gtin, OneWrongDigitIsAlwaysSeen, ()) {
  std::string gtin = "08935000000014";
  const auto at = *rc::gen::inRange<std::size_t>(0, gtin.size());
  const auto by = *rc::gen::inRange(1, 10);
  gtin[at] = static_cast<char>('0' + (gtin[at] - '0' + by) % 10);
  RC_ASSERT(!check_digit_holds(gtin));
}

}  // namespace
}  // namespace ocop::gs1
