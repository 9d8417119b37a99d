#include "modules/sites/view.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/marks/marks.h"
#include "modules/sites/messages.h"

namespace ocop::sites {
namespace {

using marks::Validity;
using web::Html;
using web::operator""_h;

// What the maker wrote: in another language than the page's it says so, to the reader and to whoever reads it out.
void paragraphs(Html& out, const Words& words) {
  const bool lacks = words.lacks(out.language());
  for (const std::string_view paragraph : text::split(words.in(out.language()), '\n'))
    if (!text::trim(paragraph).empty()) out << "<p"_h << web::when(lacks, " lang=\"vi\""_h) << ">"_h << text::trim(paragraph) << "</p>"_h;
}
void mark(Html& out, const Words& words) {
  if (words.lacks(out.language())) out << "<p class=\"small\">"_h << msg::in_vietnamese_only << "</p>"_h;
}
void heading(Html& out, const Message& words) { out << "<h2>"_h << words << "</h2>"_h; }

void outside_link(Html& out, std::string_view url, std::string_view words) {
  out << "<a href=\""_h << web::safe_url(url) << "\" rel=\"nofollow noopener\">"_h << words << "</a>"_h;
}

const web::Motif& motif_of(const Page& page) {
  if (page.products.empty()) return web::common_motif();
  const products::Product& first = page.products.front();
  return marks::motif_of_product(first.group, first.name, first.product_set);
}

// The least that something of a product costs now; 0 = nothing of it has a price.
std::int64_t price_of(const Page& page, ProductId product) {
  std::int64_t out = 0;
  if (const auto sold = page.items.find(product); sold != page.items.end())
    for (const items::Item& item : sold->second)
      if (item.price > 0 && (out == 0 || item.price < out)) out = item.price;
  return out;
}

// The first one is the main one, whatever it is.
void contact_buttons(Html& out, const Page& page, std::span<const BuyerWay> ways) {
  const Contact& contact = page.contact;
  if (contact.phone.empty() && contact.zalo.empty() && ways.empty()) return;
  out << "<div class=\"acts\">"_h;
  auto kind = web::ButtonKind::main;
  for (const BuyerWay& way : ways) {
    web::link_button(out, way.words, way.path, kind);
    kind = web::ButtonKind::quiet;
  }
  if (!contact.zalo.empty()) web::link_button(out, msg::zalo, "https://zalo.me/" + contact.zalo, kind);
  const std::string vi = format(msg::call, Language::vi, {contact.phone}), en = format(msg::call, Language::en, {contact.phone});
  if (!contact.phone.empty()) web::link_button(out, Message{vi, en}, "tel:" + contact.phone, web::ButtonKind::quiet);
  out << "</div>"_h;
}

void head(Html& out, const Page& page, const Around& around) {
  const Language language = out.language();
  const std::string_view maker = page.producer.name_in(language);
  out << "<div class=\"product-head\">"_h;
  if (const Picture* face = page.picture(page.contact.face)) {
    out << "<div>"_h;
    web::picture(out, picture_of(*face, format(msg::picture_of, language, {maker})), web::PictureRoom::head, web::Loading::at_once);
    out << "</div>"_h;
  } else {
    web::motif(out, motif_of(page), "");
  }
  out << "<div class=\"stack\"><h1>"_h << maker << "</h1><p class=\"lead\">"_h << place_of(page, around.places, language) << "</p>"_h;
  paragraphs(out, page.content.face);
  mark(out, page.content.face);
  contact_buttons(out, page, around.ways);
  out << "</div></div>"_h;
}

void story(Html& out, const Page& page, const places::Index& places) {
  if (page.content.story.vi.empty()) return;
  web::open_story(out, page.producer.name_in(out.language()), place_of(page, places, out.language()));
  paragraphs(out, page.content.story);
  web::close_story(out);
  mark(out, page.content.story);
}

void steps(Html& out, const Page& page) {
  if (page.content.steps.empty()) return;
  heading(out, msg::block_steps);
  out << "<ol class=\"site-steps\">"_h;
  for (const Step& step : page.content.steps) {
    const std::string_view title = step.title.in(out.language());
    out << "<li><h3"_h << web::when(step.title.lacks(out.language()), " lang=\"vi\""_h) << ">"_h << title << "</h3>"_h;
    if (const Picture* picture = page.picture(step.picture))
      web::picture(out, picture_of(*picture, std::string(title)), web::PictureRoom::alone, web::Loading::when_near);
    paragraphs(out, step.words);
    mark(out, step.words.vi.empty() ? step.title : step.words);
    if (!step.film.empty()) {
      out << "<p>"_h;
      outside_link(out, step.film, in(msg::film, out.language()) + " (" + std::string(title) + ")");
      out << "</p>"_h;
    }
    out << "</li>"_h;
  }
  out << "</ol>"_h;
}

// Stars only while they hold. What became of others is said in words: a reader who saw them yesterday asks.
void standing(Html& out, const products::Product& product, Date today) {
  const products::Standing& now = product.standing;
  const Validity validity = products::validity(now, today);
  const std::string stars = std::to_string(now.stars);
  const auto say = [&](const Message& words, std::initializer_list<std::string_view> arguments) {
    marks::validity_badge(out, validity);
    out << "<p class=\"small\">"_h;
    out.write(words, arguments) << "</p>"_h;
  };
  switch (validity) {
    case Validity::valid: case Validity::renewal_window: case Validity::extended:
      return marks::stars(out, now.stars, validity, now.valid_until);
    case Validity::lapsed:
      if (const auto last = products::last_day(now)) return say(msg::said_lapsed, {stars, last->show(out.language())});
      return say(msg::said_lapsed_day_unknown, {stars});
    case Validity::withdrawn: return say(msg::said_withdrawn, {});
    case Validity::reported: return say(msg::said_reported, {stars});
    case Validity::not_verified: return say(msg::said_not_verified, {});
    case Validity::none: return;
  }
}

void product_tiles(Html& out, const Page& page) {
  heading(out, msg::products_heading);
  if (page.products.empty()) {
    out << "<p class=\"small\">"_h << msg::products_none << "</p>"_h;
    return;
  }
  const Date today = vietnam_date(page.now);
  out << "<ul class=\"tiles\">"_h;
  for (const products::Product& product : page.products) {
    out << "<li class=\"tile\">"_h;
    if (const auto photo = page.photos.find(product.id); photo != page.photos.end())
      web::picture(out, products::picture_of(photo->second, out.language()), web::PictureRoom::tile, web::Loading::when_near);
    else web::motif(out, marks::motif_of_product(product.group, product.name, product.product_set), "");
    out << "<h3><a href=\""_h << web::link(out.language(), "/products/" + product.code) << "\">"_h << product.name_in(out.language())
        << "</a></h3>"_h;
    standing(out, product, today);
    if (const std::int64_t price = price_of(page, product.id); price > 0) {
      out << "<p>"_h;
      out.write(msg::price_from, {items::show_money(price, out.language())}) << "</p>"_h;
    }
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

void shops(Html& out, const Content& content) {
  const bool english = out.language() == Language::en && !content.shops_en.empty();
  const auto& all = english ? content.shops_en : content.shops;
  if (all.empty()) return;
  const bool lacks = out.language() == Language::en && !english;
  heading(out, msg::block_shops);
  out << "<ul class=\"links\""_h << web::when(lacks, " lang=\"vi\""_h) << ">"_h;
  for (const Shop& shop : all) {
    out << "<li>"_h;
    if (shop.link.empty()) out << shop.words;
    else outside_link(out, shop.link, shop.words.empty() ? shop.link : shop.words);
    out << "</li>"_h;
  }
  out << "</ul>"_h;
  if (lacks) out << "<p class=\"small\">"_h << msg::in_vietnamese_only << "</p>"_h;
}

// Of the page that everybody sees: a draft has none.
void address(Html& out, const Page& page, std::string_view end, const Message& words) {
  const std::string to = web::link(out.language(), "/" + page.name + std::string(end));
  out << "<p class=\"small\"><a href=\""_h << to << "\">"_h << words << "</a></p>"_h;
}

void hours(Html& out, const Page& page) {
  const Content& content = page.content;
  if (!rules::is_written(Block::hours, content, page.contact)) return;
  heading(out, msg::block_hours);
  if (rules::has_hours(content.week)) {
    const bool open = rules::is_open(content.week, page.now);
    out << "<p><strong>"_h << (open ? msg::open_now : msg::closed_now) << "</strong></p><ul class=\"links\">"_h;
    for (const rules::HoursLine& line : rules::hours_lines(content.week)) out << "<li>"_h << hours_words(line, out.language()) << "</li>"_h;
    out << "</ul>"_h;
  }
  out << "<p>"_h << msg::season_heading << ": "_h << season_words(content, out.language()) << "</p>"_h;
  if (page.published) address(out, page, kCalendarEnd, msg::calendar_link);
}

void visiting(Html& out, const Page& page) {
  const Content& content = page.content;
  if (content.visiting.vi.empty() && !content.point) return;
  heading(out, msg::visiting_heading);
  paragraphs(out, content.visiting);
  mark(out, content.visiting);
  if (!content.point) return;
  std::string at = rules::show(content.point);
  std::erase(at, ' ');
  out << "<p>"_h;
  outside_link(out, "https://www.google.com/maps?q=" + at, in(msg::map_link, out.language()));
  out << "</p>"_h;
}

// What is on record, told apart from the maker's words by its form. What is not held is not said.
void trust(Html& out, const Page& page, const places::Index& places) {
  const Language language = out.language();
  const producers::Producer& producer = page.producer;
  std::vector<web::Fact> facts{{msg::fact_legal_name, producer.name, "/producers/" + producer.id.text()},
                               {msg::fact_kind, in(producers::label(producer.kind), language)},
                               {msg::fact_place, place_of(page, places, language)},
                               {msg::fact_address, producer.address_as_printed}};
  web::open_record(out, msg::trust_heading);
  web::facts(out, facts);
  const Date today = vietnam_date(page.now);
  if (!page.papers.empty()) {
    out << "<h3>"_h << msg::block_papers << "</h3><ul class=\"links\">"_h;
    for (const producers::Paper& paper : page.papers) {
      out << "<li><strong>"_h << paper.title << "</strong><br><span class=\"small\">"_h << producers::label(paper.kind);
      for (const std::string* said : {&paper.number, &paper.issuer})
        if (!said->empty()) out << ", "_h << *said;
      if (paper.expires)
        out << ", "_h << format(*paper.expires < today ? msg::paper_expired : msg::paper_valid_until, language,
                                {paper.expires->show(language)});
      out << "</span></li>"_h;
    }
    out << "</ul>"_h;
  }
  web::close_record(out, translate(msg::trust_source, language));
}

}  // namespace

std::string place_of(const Page& page, const places::Index& places, Language language) {
  return places.show(page.producer.province, page.producer.commune, language);
}

web::Picture picture_of(const Picture& picture, std::string alt) { return products::picture_of(picture.files, std::move(alt)); }

std::string hours_words(const rules::HoursLine& line, Language language) {
  constexpr std::array<const Message*, kWeekdays> kDays{&msg::day_1, &msg::day_2, &msg::day_3, &msg::day_4,
                                                        &msg::day_5, &msg::day_6, &msg::day_7};
  const std::string first = in(*kDays[static_cast<std::size_t>(line.first)], language);
  std::string days = first;
  if (line.last != line.first)
    days = format(msg::days_from_to, language, {first, in(*kDays[static_cast<std::size_t>(line.last)], language)});
  if (!line.hours) return days + ": " + in(msg::closed, language);
  return days + ": " + rules::show(line.hours->from) + "–" + rules::show(line.hours->to);
}

std::string season_words(const Content& content, Language language) {
  if (content.season.none() || content.season.all()) return in(msg::all_year, language);
  std::string months;
  for (std::size_t month = 0; month < kMonths; ++month)
    if (content.season[month]) months.append(months.empty() ? "" : ", ").append(std::to_string(month + 1));
  return format(msg::months_of, language, {months});
}

std::string_view theme_of(const Content& content) { return content.look == Look::rice ? std::string_view() : name(content.look); }

std::vector<BuyerWay> buyer_ways(const manifest::Offers& offers, const producers::Producer& producer) {
  std::vector<BuyerWay> out;
  for (const producers::BuyerAct& act : offers.all<producers::BuyerAct>())
    if (std::string path = act.path(producer); !path.empty()) out.push_back({act.words, std::move(path)});
  return out;
}

void write_trade(Html& out, const Page& page) {
  const Contact& contact = page.contact;
  if (!rules::is_written(Block::trade, page.content, contact)) return;
  heading(out, msg::trade_heading);
  std::vector<web::Fact> facts{{msg::fact_legal_name, page.producer.name}, {msg::tax_code, contact.tax_code}};
  if (!contact.phone.empty()) facts.push_back({msg::contact_phone, contact.phone, "tel:" + contact.phone});
  web::facts(out, facts);
  const std::array<std::pair<const Message*, const Words*>, 2> all{{{&msg::delivery, &page.content.delivery},
                                                                     {&msg::returns, &page.content.returns}}};
  for (const auto& [label, words] : all) {
    if (words->vi.empty()) continue;
    out << "<h3>"_h << *label << "</h3>"_h;
    paragraphs(out, *words);
    mark(out, *words);
  }
  out << "<p class=\"small\">"_h << msg::trade_source << "</p>"_h;
}

void write_page(Html& out, const Page& page, const Around& around) {
  head(out, page, around);
  out << "<div class=\"split\"><div class=\"stack\"><div>"_h;
  story(out, page, around.places);
  out << "</div>"_h;
  steps(out, page);
  out << "</div><div class=\"side stack\">"_h;
  trust(out, page, around.places);
  write_trade(out, page);
  hours(out, page);
  visiting(out, page);
  shops(out, page.content);
  out << "</div></div>"_h;
  product_tiles(out, page);
  if (page.published) address(out, page, kNewsEnd, msg::news_link);
}

web::PageOptions options_of(const Page& page, const places::Index& places, Language language) {
  web::PageOptions out;
  const std::string_view maker = page.producer.name_in(language);
  out.title = maker;
  out.description = format(msg::page_description, language, {maker, place_of(page, places, language)});
  if (const std::string_view face = page.content.face.in(language); !face.empty()) out.description = std::string(text::cut(face, 300));
  out.width = web::Width::wide;
  out.theme = theme_of(page.content);
  out.motif = page.products.empty() ? nullptr : &marks::motif_of_group(page.products.front().group);
  if (const Picture* face = page.picture(page.contact.face)) {
    for (const products::PhotoFile& file : face->files) {
      if (file.size != images::Size::square) continue;
      out.share_picture = products::media_path(file);
      out.share_width = file.width;
      out.share_height = file.height;
    }
  } else if (!page.products.empty()) {
    out.share_picture = "/products/" + page.products.front().code + "/share.png";
  }
  return out;
}

}  // namespace ocop::sites
