#pragma once
#include <span>
#include <string>
#include <vector>

#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "kernel/web/picture.h"
#include "modules/sites/service.h"

// The page as everybody sees it, and what its people are shown of each block.
namespace ocop::sites {

// What a visitor can do with the maker now, as higher modules offer it (producers::BuyerAct). They read: not within a transaction.
struct BuyerWay {
  Message words;
  std::string path;
};
std::vector<BuyerWay> buyer_ways(const manifest::Offers& offers, const producers::Producer& producer);

// The inside of <main>, without the heading's level above it.
struct Around {
  const places::Index& places;
  std::span<const BuyerWay> ways;
};
void write_page(web::Html& out, const Page& page, const Around& around);
// Who sells, and on which terms, in the maker's own words (rules.h, TradeForm); nothing where it said none.
void write_trade(web::Html& out, const Page& page);
// Title, description, share picture, band.
web::PageOptions options_of(const Page& page, const places::Index& places, Language language);
// What search engines read (schema.org): the business, and its products with the certification that holds now. No rating.
std::string structured_data_of(const Page& page, const places::Index& places, const std::string& public_url, Language language);

std::string_view theme_of(const Content& content);   // web::PageOptions::theme
// Behind the page's address: hours and season as a calendar, and what is new (feeds.h).
inline constexpr std::string_view kCalendarEnd = "/hours.ics", kNewsEnd = "/news.atom";

std::string place_of(const Page& page, const places::Index& places, Language language);
std::string hours_words(const rules::HoursLine& line, Language language);
std::string season_words(const Content& content, Language language);
web::Picture picture_of(const Picture& picture, std::string alt);

}  // namespace ocop::sites
