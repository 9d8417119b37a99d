// CPU time of the catalogue as it grows: synthetic products, every kind of question, median and 95th percentile.
//   bench/catalogue/run [products]...    (usual: 20,000, a large province, and 200,000; SQLite in a temporary folder; OCOP_TEST_POSTGRES
//                                         measures PostgreSQL as well)
// Promises: a page ≤ 30 ms at 20,000 products and ≤ 60 ms at 200,000; one letter ≤ 5 and ≤ 20 ms; words ≥ 5 times as fast as the tsvector,
// and as many rows as a look at every folded text.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "modules/places/service.h"
#include "modules/producers/service.h"
#include "modules/products/lists.h"
#include "modules/products/match.h"
#include "modules/products/service.h"
#include "modules/products/store_catalogue.h"
#include "tests/support/test_database.h"

using namespace ocop;

namespace {

constexpr int kRounds = 60;         // of each question
constexpr int kSmall = 20'000;      // up to here the promises of a province hold, beyond those of a country
struct Promise { double page, letter; };
Promise promise_of(int products) { return products <= kSmall ? Promise{30, 5} : Promise{60, 20}; }

// Names as registers print them, so that words are as common as they are in life.
std::string synthetic_register(const places::Index& places, int products) {
  constexpr std::array<std::string_view, 16> kThings{
      "Cà phê rang xay", "Trà ô long",  "Mật ong hoa rừng",   "Gạo nếp",  "Đường thốt nốt", "Nước mắm", "Chả mực",
      "Bánh tráng",      "Miến dong",   "Hạt điều rang muối", "Rượu cần", "Tinh dầu sả",    "Nấm lim",  "Tôm khô",
      "Bưởi da xanh",    "Khăn thổ cẩm"};
  constexpr std::array<std::string_view, 12> kKinds{"đặc biệt", "truyền thống", "hữu cơ",  "sấy dẻo",  "nguyên chất", "thượng hạng",
                                                    "vị gừng",  "hộp quà",      "túi lọc", "loại một", "lên men",     "cổ truyền"};
  std::string out =
      "id,product_name,entity_name,entity_type,province,star,decision,year,recognition,current_province_code,current_unit_code\n";
  const auto communes = places.communes();
  for (int i = 0; i < products; ++i) {
    const places::Commune& commune = communes[static_cast<std::size_t>(i) * 7919 % communes.size()];
    const places::Province& province = *places.province(commune.province);
    const std::size_t n = static_cast<std::size_t>(i);
    const std::string day = std::to_string(1 + i % 28) + "/" + std::to_string(1 + i % 12) + "/" + std::to_string(2020 + i % 6);
    out += csv::write({"S" + std::to_string(i), std::string(kThings[n % 16]) + " " + std::string(kKinds[n / 16 % 12]) + " " + commune.name,
                       "HTX " + commune.name + " " + std::to_string(i % 9000), i % 3 ? "cooperative" : "enterprise", province.name,
                       std::to_string(3 + i % 3), std::to_string(100 + i % 4000) + "/QĐ-UBND ngày " + day, std::to_string(2020 + i % 6),
                       i % 5 ? "decision" : "reported_recognised", commune.province, commune.code}) + "\n";
  }
  return out;
}

// Of this thread: what other programs on the machine do is left out. (The server's own work of PostgreSQL is not in it.)
double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}
double wall_milliseconds() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Times { double median = 0, p95 = 0; };
Times times_of(int rounds, double (*clock)(), const std::function<void()>& ask) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double start = clock();
    ask();
    times.push_back(clock() - start);
  }
  std::ranges::sort(times);
  return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

class Bench {
 public:
  Bench(db::Engine engine, int products) : place_(engine), products_(products), promise_(promise_of(products)) {
    auto migrations = places::migrations();
    for (const auto& more : {blobs::migrations(), producers::migrations(), products::migrations()})
      migrations.insert(migrations.end(), more.begin(), more.end());
    database_ = test::open_or_throw({.location = place_.location()}, migrations);
    std::printf("%s, %d products\n", engine == db::Engine::sqlite ? "SQLite" : "PostgreSQL", products);
    if (!places::load_reference(*database_)) std::abort();
    auto index = places::read_index(*database_, *Date::of(2026, 11, 21));
    auto blobs = blobs::Blobs::open(*database_, files_.path());
    if (!index || !blobs) std::abort();
    index_ = std::move(*index);
    blobs_ = std::move(*blobs);
    makers_.emplace(*blobs_);
    service_.emplace(*database_, clock_, random_, *index_, *makers_);
  }
  bool run() {
    fill();
    measure("(nothing: a read transaction)", promise_.page, [&] { database_->read([](db::Reader&) { return 0; }); });
    std::printf("  the database answers:\n");
    if (products_ <= kSmall) pages(1'000);   // that it keeps no promise is why there is a catalogue in memory
    const Times made = times_of(3, wall_milliseconds, [&] {
      database_->read([](db::Reader& reader) { return products::catalogue_entries::read_all(reader) != nullptr; });
    });
    std::printf("  the catalogue is made in %.0f ms, and answers:\n", made.median);
    renew();
    kept_ = true;
    pages(promise_.page);
    words();
    return kept_;
  }

 private:
  void fill() {
    const std::string rows = synthetic_register(*index_, products_);
    const double start = wall_milliseconds();
    if (!service_->import_register(sheets::Source::bytes(rows), {products::ImportMode::apply, "bench"})) std::abort();
    std::printf("  import: %.1f s\n", (wall_milliseconds() - start) / 1e3);
  }
  void renew() {
    while (database_->changes(products::kCatalogueChanged) == 0) {}   // a server is listened to from the first question on
    service_->renew_catalogue();
  }
  void measure(const char* what, double most, const std::function<void()>& ask) {
    const Times times = times_of(kRounds, cpu_milliseconds, ask);
    kept_ = kept_ && times.p95 <= most;
    std::printf("    %-44s median %7.2f ms   p95 %7.2f ms%s\n", what, times.median, times.p95, times.p95 <= most ? "" : "   NOT KEPT");
  }
  // The place behind so many rows of an order.
  std::string behind(std::string_view order, int rows) {
    const auto list = products::catalogue_rows();
    const lists::Sort& sort = *list.source.sort(order);
    const auto found = database_->read([&](db::Reader& reader) {
      return lists::read(reader, list.source, Scope::everything(), {.sort = &sort, .limit = rows}, [](const db::Row&) {});
    });
    return lists::write_cursor(found.next.value(), sort, lists::Direction::ascending);
  }
  // What a visitor asks for, as the server answers it: read, counted and drawn.
  void pages(double most) {
    measure("home", most, [&] { service_->home(); });
    web::Site site;
    site.asset = [](std::string_view name) { return "/assets/" + std::string(name); };
    const manifest::Offers offers;
    http::Router router;
    products::add_lists(router, {*database_, site, offers}, *service_);
    const auto ask = [&](const char* what, double limit, const std::string& query) {
      http::Request request;
      request.path = "/products";
      request.query = http::Fields::parse_query(query).value();
      request.received = clock_.now();
      const http::Route& route = *router.match(request.method, request.path).route;
      measure(what, limit, [&] {
        if (route.handler(request).value().status != 200) std::abort();
      });
    };
    ask("catalogue, everything", most, "");
    ask("catalogue, one province", most, "province=68");
    ask("catalogue, lapsed, newest first", most, "validity=lapsed&sort=newest");
    ask("catalogue, most stars first, in the middle", most, "sort=stars&cursor=" + behind("stars", products_ / 2));
    ask("search \"cà phê\"", most, "q=c%C3%A0+ph%C3%AA");
    ask("search \"duong thot not\"", most, "q=duong+thot+not");
    ask("search \"c\" (one letter)", std::min(most, promise_.letter), "q=c");
    ask("search \"tra o long\" in a province, 4 stars", most, "q=tra+o+long&province=68&stars=4");
    const std::string code = database_->read([&](db::Reader& reader) {
      std::string out;
      const auto list = products::catalogue_rows();
      lists::read(reader, list.source, Scope::everything(), {.limit = 1},
                  [&](const db::Row& row) { out = list.load(row).product.code; });
      return out;
    });
    measure("product page's reads", most, [&] { if (!service_->show(code)) std::abort(); });
  }
  // Words alone, three ways in one run: the catalogue in memory, the database's index (FTS5 or tsvector), every folded text looked at.
  void words() {
    std::vector<std::string> texts;
    database_->read([&](db::Reader& reader) {
      constexpr db::Statement kTexts{"bench.texts", "SELECT search_text FROM products_product"};
      for (db::Rows rows = reader.query(kTexts); rows.next();) texts.push_back(" " + rows.row().string(0) + " ");
      return 0;
    });
    std::printf("  how many rows have the words (wall clock, median): memory, database, every text\n");
    for (const std::string_view typed : {"c", "ca phe", "duong thot not", "tra o long huu co", "HTX 123", "mat ong hoa rung ca mau"}) {
      lists::Question question{.today = *Date::of(2026, 11, 21)};
      products::look_for(question, database_->engine(), products::Understood{.text = std::string(typed)});
      const auto count = [&](const lists::Rows<products::Item>& rows) {
        return database_->read([&](db::Reader& reader) { return lists::count(reader, rows.supply(), Scope::everything(), question); });
      };
      std::int64_t held = 0, asked = 0, looked = 0;
      const Times memory = times_of(21, wall_milliseconds, [&] { held = count(service_->catalogue()); });
      const Times database = times_of(21, wall_milliseconds, [&] { asked = count(products::catalogue_rows()); });
      const auto folded = text::fold_words(typed);
      const Times fold = times_of(5, wall_milliseconds, [&] {
        looked = std::ranges::count_if(texts, [&](const std::string& one) { return has_all(one, folded); });
      });
      const bool kept = held >= looked && held == asked && database.median >= 5 * memory.median;
      kept_ = kept_ && kept;
      std::printf("    %-24s %7lld rows  %8.3f ms  %8.3f ms (%.0f times)  %8.3f ms%s\n", std::string(typed).c_str(),
                  static_cast<long long>(held), memory.median, database.median, database.median / memory.median, fold.median,
                  kept ? "" : "   NOT KEPT");
    }
  }
  static bool has_all(const std::string& text, const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (text.find(" " + words[i] + (i + 1 == words.size() ? "" : " ")) == std::string::npos) return false;
    return true;
  }

  const test::DatabasePlace place_;
  const int products_;
  const Promise promise_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<const places::Index> index_;
  const FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 21))};
  SystemRandom random_;
  const test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  std::optional<producers::Store> makers_;
  std::optional<products::Service> service_;
  bool kept_ = true;
};

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::vector<int> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
  if (sizes.empty()) sizes = {kSmall, 200'000};
  bool kept = true;
  for (const int products : sizes) {
    kept = Bench(db::Engine::sqlite, products).run() && kept;
    if (test::DatabasePlace::server()) kept = Bench(db::Engine::postgresql, products).run() && kept;
  }
  return kept ? 0 : 1;
}
