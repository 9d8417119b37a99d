// What columns.h promises: a struct listed once with its columns comes back as it went in, on both engines.
#include "kernel/db/columns.h"

#include <gtest/gtest.h>

#include "kernel/db/statement.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Failure;
using db::Statement;

enum class Shape : std::uint8_t { round, square };
std::string_view name(Shape shape) { return shape == Shape::round ? "round" : "square"; }
std::optional<Shape> parse_shape(std::string_view word) {
  if (word == "round") return Shape::round;
  if (word == "square") return Shape::square;
  return std::nullopt;
}
enum class Size : std::uint8_t { small, large };
constexpr db::Words<Size, 2> kSizes{{{Size::small, "S"}, {Size::large, "L"}}};

// A value without a type of its own in the table: kept as one text.
struct Joined {
  std::string store(const std::vector<std::string>& parts) const {
    std::string out;
    for (const std::string& part : parts) out.append(part).append(";");
    return out;
  }
  template <class V>
  V load(const db::Row& row, int column) const {
    V out;
    std::string_view rest = row.text(column);
    for (std::size_t end; (end = rest.find(';')) != std::string_view::npos; rest.remove_prefix(end + 1))
      out.emplace_back(rest.substr(0, end));
    return out;
  }
};

struct Place {
  std::string province;
  std::optional<double> latitude;
  bool operator==(const Place&) const = default;
};
struct Box {
  ProductId id;
  std::string label;
  Shape shape = Shape::round;
  std::optional<Size> size;
  Rational weight;
  bool sealed = false;
  int count = 0;
  std::optional<int> year;
  Instant packed;
  std::optional<Date> opened;
  std::string salt;
  std::array<std::uint8_t, 4> digest{};
  std::string gtin;                  // NULL in the table when empty
  std::vector<std::string> words;
  Place place;
  bool operator==(const Box&) const = default;
};
struct Seal {
  std::string by;
  std::optional<Date> on;
  bool operator==(const Seal&) const = default;
};
struct SealedBox {
  Box box;
  std::optional<Seal> seal;
};

constexpr auto kPlace = db::columns<Place>(db::column("province", &Place::province), db::column("latitude", &Place::latitude));
constexpr auto kBox = db::columns<Box>(
    db::column("id", &Box::id), db::column("label", &Box::label), db::column("shape", &Box::shape, db::words(name, parse_shape)),
    db::column("size", &Box::size, kSizes), db::fraction("weight_numerator", "weight_denominator", &Box::weight),
    db::column("sealed", &Box::sealed), db::column("number", &Box::count), db::column("year", &Box::year),
    db::column("packed", &Box::packed), db::column("opened", &Box::opened), db::column("salt", &Box::salt, db::kBlob),
    db::column("digest", &Box::digest),
    db::column("gtin", &Box::gtin, db::kNullWhenEmpty), db::column("words", &Box::words, Joined()), db::nested(&Box::place, kPlace));
constexpr auto kSeal = db::columns<Seal>(db::column("sealer", &Seal::by), db::column("sealed_on", &Seal::on));
constexpr auto kSealedBox = db::columns<SealedBox>(db::nested(&SealedBox::box, kBox), db::nested("s", &SealedBox::seal, kSeal));

constexpr db::Migration kTables{
    "20260101T0000__box",
    "CREATE TABLE box (id BLOB PRIMARY KEY, label TEXT NOT NULL, shape TEXT NOT NULL, size TEXT, weight_numerator INTEGER NOT NULL,"
    " weight_denominator INTEGER NOT NULL, sealed INTEGER NOT NULL, number INTEGER NOT NULL, year INTEGER, packed INTEGER NOT NULL,"
    " opened INTEGER, salt BLOB NOT NULL, digest BLOB NOT NULL, gtin TEXT UNIQUE, words TEXT NOT NULL, province TEXT NOT NULL,"
    " latitude REAL, sort_key TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE TABLE seal (box BLOB PRIMARY KEY, sealer TEXT NOT NULL, sealed_on INTEGER) STRICT;",
    {}, "b0c5"};

constexpr Statement kInsert{"box.insert", "INSERT INTO box ({columns}, sort_key) VALUES ({arguments}, {+1})", kBox};
constexpr Statement kInsertAll{"box.insert_all", "INSERT INTO box ({columns}) VALUES {rows}", kBox};
constexpr Statement kInsertSeal{"seal.insert", "INSERT INTO seal ({columns}, box) VALUES ({arguments}, {+1})", kSeal};
constexpr Statement kByIds{"box.by_ids", "SELECT {b.columns} FROM box b WHERE b.id IN {ids} ORDER BY b.id", kBox};
constexpr Statement kFind{"box.find", "SELECT {columns} FROM box WHERE id = $1", kBox};
constexpr Statement kPlaces{"box.places", "SELECT {columns} FROM box ORDER BY id", kPlace};
constexpr Statement kMove{"box.move", "UPDATE box SET {assignments}, sort_key = {+1} WHERE id = {+2} AND sort_key < {+1}", kPlace};
constexpr Statement kSealedBoxes{"box.sealed", "SELECT {b.columns} FROM box b LEFT JOIN seal s ON s.box = b.id ORDER BY b.id", kSealedBox};
constexpr Statement kCount{"box.count", "SELECT count(*) FROM box"};

Box box_of(int number) {
  Box box;
  box.id.uuid.bytes[14] = static_cast<std::uint8_t>(number / 256);
  box.id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  box.label = "Hộp " + std::to_string(number);
  box.shape = number % 2 ? Shape::square : Shape::round;
  box.weight = Rational(number, 7);
  box.sealed = number % 3 == 0;
  box.count = -number;
  box.packed = {1'795'293'251'123 + number};
  box.salt = std::string("\0\xff", 2);
  box.digest = {1, 2, 3, static_cast<std::uint8_t>(number)};
  box.place.province = "68";
  if (number % 2) {
    box.size = Size::large;
    box.year = 2026;
    box.opened = Date{20'000 + number};
    box.gtin = "89" + std::to_string(number);
    box.words = {"một", "hai"};
    box.place.latitude = 11.94;
  }
  return box;
}

class Columns : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kTables}; }
  template <class Act>
  void act(Act&& act) {
    const auto done = database().write([&](db::Transaction& transaction) -> Result<void> { act(transaction); return {}; });
    ASSERT_TRUE(done.ok());
  }
  Box find(const Box& like) {
    return database().read([&](db::Reader& reader) { return reader.first(kBox, kFind, like.id); }).value();
  }
};
OCOP_ON_BOTH_ENGINES(Columns);

TEST_P(Columns, AStructComesBackAsItWentIn) {
  const Box full = box_of(1), bare = box_of(2);
  act([&](db::Transaction& transaction) {
    EXPECT_EQ(1, transaction.execute(kInsert, kBox.of(full), "k"));
    EXPECT_EQ(1, transaction.execute(kInsert, kBox.of(bare), ""));
  });
  EXPECT_EQ(full, find(full));
  EXPECT_EQ(bare, find(bare));
  const auto both = database().read([&](db::Reader& reader) {
    const std::array ids{full.id, bare.id};
    return reader.by_ids(kBox, kByIds, std::span<const ProductId>(ids));
  });
  EXPECT_EQ((std::vector{full, bare}), both);
}

// 150 = 64 + 64 + 16 + 4 + 2: full statements and remainders of several lengths.
TEST_P(Columns, ManyRowsAreInsertedByFewStatements) {
  std::vector<Box> boxes;
  for (int number = 0; number < 150; ++number) boxes.push_back(box_of(number));
  act([&](db::Transaction& transaction) {
    transaction.insert_all(kInsertAll, kBox, std::span<const Box>(boxes));
    transaction.insert_all(kInsertAll, kBox, std::span<const Box>());
  });
  for (const std::size_t number : {0U, 63U, 64U, 149U}) EXPECT_EQ(boxes[number], find(boxes[number]));
  EXPECT_EQ(150, database().read([](db::Reader& reader) { return *reader.first(db::value<std::int64_t>, kCount); }));
}

TEST_P(Columns, SomeColumnsAreUpdatedAndLaterArgumentsFollowThem) {
  const Box box = box_of(1);
  const Place moved{"42", std::nullopt};
  act([&](db::Transaction& transaction) {
    transaction.execute(kInsert, kBox.of(box), "a");
    EXPECT_EQ(1, transaction.execute(kMove, kPlace.of(moved), "b", box.id));
    EXPECT_EQ(0, transaction.execute(kMove, kPlace.of(moved), "b", box.id));
  });
  EXPECT_EQ(moved, find(box).place);
  EXPECT_EQ(std::vector{moved}, database().read([](db::Reader& reader) { return reader.all(kPlace, kPlaces); }));
}

TEST_P(Columns, AStructThatMayBeMissingIsALeftJoin) {
  const Box sealed = box_of(1), open = box_of(2);
  const Seal seal{"Lan", Date{20'100}};
  act([&](db::Transaction& transaction) {
    transaction.execute(kInsert, kBox.of(sealed), "");
    transaction.execute(kInsert, kBox.of(open), "");
    transaction.execute(kInsertSeal, kSeal.of(seal), sealed.id);
  });
  const auto all = database().read([](db::Reader& reader) { return reader.all(kSealedBox, kSealedBoxes); });
  ASSERT_EQ(2U, all.size());
  EXPECT_EQ(sealed, all[0].box);
  EXPECT_EQ(seal, all[0].seal);
  EXPECT_EQ(open, all[1].box);
  EXPECT_EQ(std::nullopt, all[1].seal);
}

TEST_P(Columns, AWordOrALengthThatTheProgramDoesNotKnowIsNoDefault) {
  static constexpr Statement kTamperWord{"box.tamper_word", "UPDATE box SET shape = $1 WHERE id = $2"};
  static constexpr Statement kTamperDigest{"box.tamper_digest", "UPDATE box SET shape = 'round', digest = $1 WHERE id = $2"};
  const Box box = box_of(1);
  act([&](db::Transaction& transaction) {
    transaction.execute(kInsert, kBox.of(box), "");
    transaction.execute(kTamperWord, "oval", box.id);
  });
  EXPECT_THROW(find(box), Failure);
  act([&](db::Transaction& transaction) { transaction.execute(kTamperDigest, db::Bind::blob("12345"), box.id); });
  EXPECT_THROW(find(box), Failure);
}

TEST_P(Columns, TheSameTextWithOtherColumnsIsAnotherStatement) {
  static constexpr auto kLabel = db::columns<Box>(db::column("label", &Box::label));
  static constexpr auto kNumber = db::columns<Box>(db::column("number", &Box::count));
  static constexpr const char* kText = "SELECT {columns} FROM box";
  static constexpr Statement kLabels{"box.labels", kText, kLabel}, kNumbers{"box.numbers", kText, kNumber};
  const Box box = box_of(5);
  act([&](db::Transaction& transaction) { transaction.execute(kInsert, kBox.of(box), ""); });
  database().read([&](db::Reader& reader) {
    for (int round = 0; round < 2; ++round) {
      EXPECT_EQ("Hộp 5", reader.first(kLabel, kLabels)->label);
      EXPECT_EQ(-5, reader.first(kNumber, kNumbers)->count);
    }
  });
}

TEST_P(Columns, AListOfArgumentsOwnsItsTemporaries) {
  static constexpr Statement kNamed{"box.named", "SELECT number FROM box WHERE label = $1 AND ($2 IS NULL OR gtin = $2) AND number = $3"};
  const Box box = box_of(7);
  act([&](db::Transaction& transaction) { transaction.execute(kInsert, kBox.of(box), ""); });
  db::Arguments arguments;
  const std::string long_enough_to_be_on_the_heap = "Hộp " + std::string(60, 'x');
  arguments.add(std::string("Hộp ") + "7", std::optional<std::string>("897"));
  for (int i = 0; i < 20; ++i) db::Arguments(long_enough_to_be_on_the_heap + "y");   // whatever was freed is written over
  arguments.add(-7);
  database().read([&](db::Reader& reader) { EXPECT_TRUE(reader.query_list(kNamed, arguments).next()); });
}

// What would dangle does not compile.
template <class Bytes> concept MakesBlob = requires(Bytes&& bytes) { db::Bind::blob(std::forward<Bytes>(bytes)); };
static_assert(!MakesBlob<std::string> && MakesBlob<std::string&> && MakesBlob<const std::string&> && MakesBlob<std::string_view>);
static_assert(!std::is_constructible_v<db::Bind, std::string>);
static_assert(!std::is_constructible_v<db::Bind, std::optional<std::string>>);
static_assert(std::is_constructible_v<db::Bind, const std::string&>);
static_assert(std::is_constructible_v<db::Bind, std::optional<Date>>);
template <class List> concept GivesValuesOf = requires(const List& list) { list.of(Place{}); };
static_assert(!GivesValuesOf<decltype(kPlace)>);

TEST(Markers, BecomeTheColumnsOfTheList) {
  static constexpr auto kTwo = db::columns<Place>(db::column("a", &Place::province), db::column("b", &Place::latitude));
  const auto text = [](std::string_view sql, std::size_t repeated = 0) {
    return db::expand(Statement{"test", sql, kTwo}, db::Engine::sqlite, repeated);
  };
  EXPECT_EQ("SELECT a, b FROM t", text("SELECT {columns} FROM t"));
  EXPECT_EQ("SELECT t.a, t.b FROM t", text("SELECT {t.columns} FROM t"));
  EXPECT_EQ("INSERT INTO t (a, b, c) VALUES ($1, $2, $3)", text("INSERT INTO t ({columns}, c) VALUES ({arguments}, {+1})"));
  EXPECT_EQ("UPDATE t SET a = $1, b = $2 WHERE c = $3 AND d = $4", text("UPDATE t SET {assignments} WHERE c = {+1} AND d = {+2}"));
  EXPECT_EQ("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)", text("INSERT INTO t ({columns}) VALUES {rows}", 2));
  for (const char* wrong : {"{column}", "{+}", "{+0}", "{+x}", "{", "{}", "{rows}", "{ids}"}) EXPECT_THROW(text(wrong), Failure) << wrong;
  EXPECT_THROW(text("SELECT {columns}", 3), Failure);
  for (const char* wrong : {"{columns}", "{arguments}", "{assignments}", "{rows}", "{+1}"})
    EXPECT_THROW(db::expand(Statement{"test", wrong}, db::Engine::sqlite, 0), Failure) << wrong;
}

}  // namespace
