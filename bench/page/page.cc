// What the typed writer and the components cost: a page with a table of 50 products through kernel/web, against the same bytes written
// with plain std::string::append and the same escaping. One line a figure; see bench/README.md.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "kernel/web/messages.h"
#include "kernel/web/page.h"
#include "modules/marks/marks.h"

namespace {
using namespace ocop;
using Clock = std::chrono::steady_clock;

constexpr int kRows = 50;
constexpr int kPagesPerRound = 200;   // about 10 ms a round: short enough to fall between other programs' turns
constexpr int kRounds = 81;
constexpr double kBudget = 1.20;

struct Product {
  std::string id, name, maker, place, decision;
  int stars;
  marks::Validity validity;
  Date until;
};

std::vector<Product> products() {
  std::vector<Product> rows;
  const char* names[] = {"Cà phê rang xay \"Ako\"", "Trà ô long Cầu Đất", "Gạo nếp cái hoa vàng", "Mật ong bạc hà <Mèo Vạc>",
      "Nước mắm Cát Hải & con"};
  const char* makers[] = {"Hợp tác xã Ako Dhông", "Công ty TNHH Trà Cầu Đất", "Hộ kinh doanh Bà Thoan"};
  for (int i = 0; i < kRows; ++i)
    rows.push_back({"0193a-" + std::to_string(1000 + i), names[i % 5], makers[i % 3], "xã Cư Êbur, Đắk Lắk",
        std::to_string(100 + i) + "/QĐ-UBND",
                    3 + i % 3, i % 4 == 0 ? marks::Validity::lapsed : marks::Validity::valid, *Date::of(2027, 1 + i % 12, 1 + i % 28)});
  return rows;
}

constexpr Message kName{"Sản phẩm", "Product"}, kMaker{"Cơ sở", "Maker"}, kPlace{"Nơi làm", "Place"}, kDecision{"Quyết định", "Decision"},
    kStars{"Hạng sao", "Stars"}, kState{"Hiệu lực", "Validity"};

web::Table shown() {
  return {kName, {{"name", kName, false, true}, {"maker", kMaker}, {"place", kPlace}, {"decision", kDecision}, {"stars", kStars, false,
      true}, {"state", kState}},
          "name", "/products.csv"};
}

std::string by_components(const web::Site& site, const http::Request& request, const std::vector<Product>& rows) {
  const web::Table table = shown();
  web::PageOptions options;
  options.title = "Sản phẩm";
  options.width = web::Width::wide;
  return web::page(site, request, options, [&](web::Html& out) {
    web::table(out, request, table, [&](web::Html& body) {
      for (const Product& row : rows) {
        web::open_row(body);
        web::link_cell(body, table.columns[0], row.name, "/products/" + row.id);
        web::text_cell(body, table.columns[1], row.maker);
        web::text_cell(body, table.columns[2], row.place);
        web::text_cell(body, table.columns[3], row.decision);
        web::open_cell(body, table.columns[4]);
        marks::stars(body, row.stars, row.validity, row.until);
        web::close_cell(body);
        web::open_cell(body, table.columns[5]);
        marks::validity_badge(body, row.validity);
        web::close_cell(body);
        web::close_row(body);
      }
    });
  }).body;
}

void plain_cell(std::string& out, std::string_view label, std::string_view text) {
  out.append("<td data-label=\"");
  web::Html::escape(out, label);
  out.append("\">");
  web::Html::escape(out, text);
  out.append("</td>");
}

// What stands around the rows, as a plain page would write it: tags as they are, the texts between them escaped.
struct Piece { std::string text; bool escaped; };
struct Plain {
  std::vector<Piece> before, after;
  std::string check, ended;
};

std::vector<Piece> frame_pieces(std::string_view markup) {
  std::vector<Piece> pieces;
  while (!markup.empty()) {
    const bool tag = markup[0] == '<';
    const auto end = std::min(tag ? markup.find('>') : markup.find('<') - 1, markup.size() - 1) + 1;
    pieces.push_back({std::string(markup.substr(0, end)), !tag && markup.substr(0, end).find('&') == std::string_view::npos});
    markup.remove_prefix(end);
  }
  return pieces;
}

void plain_frame(std::string& out, const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    if (piece.escaped) web::Html::escape(out, piece.text);
    else out.append(piece.text);
  }
}

void plain_stars(std::string& out, const Product& row) {
  const bool valid = row.validity == marks::Validity::valid;
  out.append("<td data-label=\"");
  web::Html::escape(out, kStars.vi);
  out.append("\"><span class=\"stars ").append(valid ? "good" : "ended");
  out.append("\"><svg viewBox=\"0 0 132 24\" width=\"132\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">");
  for (int i = 0; i < 5; ++i) {
    out.append(i < row.stars ? "<use class=\"lit\" href=\"#star\"" : "<use href=\"#star\"");
    if (i > 0) out.append(" x=\"").append(std::to_string(i * 27)).append("\"");
    out.append("/>");
  }
  std::string sentence =
      std::to_string(row.stars) + (valid ? " sao, còn hiệu lực đến " : " sao, hết hiệu lực sau ngày ") + row.until.show(Language::vi);
  out.append("</svg> <span class=\"stars-text\">");
  web::Html::escape(out, sentence);
  out.append("</span></span></td>");
}

std::string by_append(const Plain& plain, const std::vector<Product>& rows) {
  std::string out;
  out.reserve(60u << 10);
  plain_frame(out, plain.before);
  for (const Product& row : rows) {
    out.append("<tr><th scope=\"row\" data-label=\"");
    web::Html::escape(out, kName.vi);
    out.append("\"><a href=\"");
    web::Html::escape(out, "/products/" + row.id);
    out.append("\">");
    web::Html::escape(out, row.name);
    out.append("</a></th>");
    plain_cell(out, kMaker.vi, row.maker);
    plain_cell(out, kPlace.vi, row.place);
    plain_cell(out, kDecision.vi, row.decision);
    plain_stars(out, row);
    const bool valid = row.validity == marks::Validity::valid;
    out.append("<td data-label=\"");
    web::Html::escape(out, kState.vi);
    out.append("\"><span class=\"badge ").append(valid ? "good" : "ended").append("\">").append(valid ? plain.check : plain.ended);
    out.append("<span>");
    web::Html::escape(out, valid ? "Còn hiệu lực" : "Hết hiệu lực");
    out.append("</span></span></td></tr>");
  }
  plain_frame(out, plain.after);
  return out;
}

// The pieces that the plain page takes as they are, cut out of the real one.
Plain pieces(const std::string& page) {
  const auto between = [&](std::string_view from, std::string_view to) {
    const auto start = page.find(from) + from.size();
    return page.substr(start, page.find(to, start) - start);
  };
  Plain plain;
  plain.before = frame_pieces(std::string_view(page).substr(0, page.find("<tbody>") + 7));
  plain.after = frame_pieces(std::string_view(page).substr(page.find("</tbody>")));
  plain.check = between("<span class=\"badge good\">", "<span>");
  plain.ended = between("<span class=\"badge ended\">", "<span>");
  return plain;
}

template <class Make>
double microseconds(Make make) {
  const auto start = Clock::now();
  std::size_t bytes = 0;
  for (int i = 0; i < kPagesPerRound; ++i) bytes += make().size();
  const auto spent = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
  return bytes == 0 ? 0 : spent / kPagesPerRound;
}

}  // namespace

int main() {
  web::Site site;
  http::Request request;
  request.path = "/products";
  const auto rows = products();
  const std::string page = by_components(site, request, rows);
  const Plain plain = pieces(page);
  if (by_append(plain, rows) != page) {
    std::fprintf(stderr, "the two pages differ: the comparison would mean nothing\n");
    return 1;
  }
  // Interleaved, so that both see the same machine; the best round of each, because only other programs make a round slower.
  double ours = 1e9, theirs = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    theirs = std::min(theirs, microseconds([&] { return by_append(plain, rows); }));
    ours = std::min(ours, microseconds([&] { return by_components(site, request, rows); }));
  }
  const double ratio = ours / theirs;
  std::printf("page: 50-row table page, bytes %zu\n", page.size());
  std::printf("page: components          %8.1f us\n", ours);
  std::printf("page: plain append        %8.1f us\n", theirs);
  std::printf("page: ratio               %8.2f   (at most %.2f)\n", ratio, kBudget);
  return ratio <= kBudget ? 0 : 1;
}
