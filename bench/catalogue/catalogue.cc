// CPU time of the catalogue at national size: 17,000 synthetic products, every kind of question, median and 95th percentile.
//   bench/catalogue/run        (SQLite in a temporary folder; OCOP_TEST_POSTGRES measures PostgreSQL as well)
// The budget (public page, p95) is 30 ms of server time.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>

#include "kernel/base/csv.h"
#include "modules/places/service.h"
#include "modules/producers/service.h"
#include "modules/products/lists.h"
#include "modules/products/service.h"
#include "tests/support/test_database.h"

using namespace ocop;

namespace {

constexpr int kProducts = 17'000;   // recognised in the whole country
constexpr int kRounds = 60;         // of each question

// Names as registers print them, so that words are as common as they are in life.
std::string synthetic_register(const places::Index& places) {
  constexpr std::array<std::string_view, 16> kThings{
      "Cà phê rang xay", "Trà ô long",  "Mật ong hoa rừng",   "Gạo nếp",  "Đường thốt nốt", "Nước mắm", "Chả mực",
      "Bánh tráng",      "Miến dong",   "Hạt điều rang muối", "Rượu cần", "Tinh dầu sả",    "Nấm lim",  "Tôm khô",
      "Bưởi da xanh",    "Khăn thổ cẩm"};
  constexpr std::array<std::string_view, 12> kKinds{"đặc biệt", "truyền thống", "hữu cơ",  "sấy dẻo",  "nguyên chất", "thượng hạng",
                                                    "vị gừng",  "hộp quà",      "túi lọc", "loại một", "lên men",     "cổ truyền"};
  std::string out =
      "id,product_name,entity_name,entity_type,province,star,decision,year,recognition,current_province_code,current_unit_code\n";
  const auto communes = places.communes();
  for (int i = 0; i < kProducts; ++i) {
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

void measure(const char* what, const std::function<void()>& ask) {
  std::vector<double> times;
  for (int i = 0; i < kRounds; ++i) {
    const double start = cpu_milliseconds();
    ask();
    times.push_back(cpu_milliseconds() - start);
  }
  std::ranges::sort(times);
  std::printf("  %-44s median %6.2f ms   p95 %6.2f ms\n", what, times[times.size() / 2], times[times.size() * 95 / 100]);
}

// The place behind so many rows of an order.
std::string behind(db::Database& database, std::string_view order, int rows) {
  const auto list = products::catalogue_rows();
  const lists::Sort& sort = *list.source.sort(order);
  const auto found = database.read([&](db::Reader& reader) {
    return lists::read(reader, list.source, Scope::everything(), {.sort = &sort, .limit = rows}, [](const db::Row&) {});
  });
  return lists::write_cursor(found.next.value(), sort, lists::Direction::ascending);
}

void run(db::Engine engine) {
  const test::DatabasePlace place(engine);
  auto migrations = places::migrations();
  for (const auto& more : {blobs::migrations(), producers::migrations(), products::migrations()})
    migrations.insert(migrations.end(), more.begin(), more.end());
  auto database = test::open_or_throw({.location = place.location()}, migrations);
  std::printf("%s\n", engine == db::Engine::sqlite ? "SQLite" : "PostgreSQL");
  measure("(nothing: a read transaction)", [&] { database->read([](db::Reader&) { return 0; }); });
  if (!places::load_reference(*database)) std::abort();
  const auto index = places::read_index(*database, *Date::of(2026, 11, 21));
  if (!index) std::abort();
  const FixedClock clock(start_of_vietnam_day(*Date::of(2026, 11, 21)));
  SystemRandom random;
  const test::TemporaryFolder files;
  const auto blobs = blobs::Blobs::open(*database, files.path());
  if (!blobs) std::abort();
  const producers::Store makers(**blobs);
  products::Service service(*database, clock, random, **index, makers);
  const std::string rows = synthetic_register(**index);
  const auto start = std::chrono::steady_clock::now();
  const auto report = service.import_register(sheets::Source::bytes(rows), {products::ImportMode::apply, "bench"});
  if (!report) std::abort();
  std::printf("  import of %d rows: %.1f s\n", kProducts, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());

  measure("home", [&] { service.home(); });
  // What a visitor asks for, as the server answers it: read, counted and drawn.
  web::Site site;
  site.asset = [](std::string_view name) { return "/assets/" + std::string(name); };
  const manifest::Offers offers;
  http::Router router;
  products::add_lists(router, {*database, site, offers}, service);
  const auto ask = [&](const char* what, const std::string& query) {
    http::Request request;
    request.path = "/products";
    request.query = http::Fields::parse_query(query).value();
    request.received = clock.now();
    const http::Route& route = *router.match(request.method, request.path).route;
    measure(what, [&] {
      if (route.handler(request).value().status != 200) std::abort();
    });
  };
  ask("catalogue, everything", "");
  ask("catalogue, one province", "province=68");
  ask("catalogue, lapsed, newest first", "validity=lapsed&sort=newest");
  ask("catalogue, most stars first, row 7,200", "sort=stars&cursor=" + behind(*database, "stars", 7'200));
  ask("search \"cà phê\"", "q=c%C3%A0+ph%C3%AA");
  ask("search \"duong thot not\"", "q=duong+thot+not");
  ask("search \"c\" (one letter)", "q=c");
  ask("search \"tra o long\" in a province, 4 stars", "q=tra+o+long&province=68&stars=4");
  const auto everything = database->read([](db::Reader& reader) {
    std::vector<products::Item> out;
    const auto list = products::catalogue_rows();
    lists::read(reader, list.source, Scope::everything(), {.limit = 1}, [&](const db::Row& row) { out.push_back(list.load(row)); });
    return out;
  });
  const std::string some = everything.at(0).product.code;
  measure("product page's reads", [&] { if (!service.show(some)) std::abort(); });
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  run(db::Engine::sqlite);
  if (test::DatabasePlace::server()) run(db::Engine::postgresql);
}
