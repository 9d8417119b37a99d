#include "modules/sites/coach.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/page.h"
#include "modules/sites/messages.h"

namespace ocop::sites {
namespace {

using web::Html;
using web::operator""_h;

constexpr std::string_view kStorySection = "cau chuyen";

std::size_t words_of(std::string_view folded) {
  return static_cast<std::size_t>(std::ranges::count_if(text::split(folded, ' '), [](std::string_view word) { return !word.empty(); }));
}

std::string_view product_set_of(const Page& page) {
  for (const products::Product& product : page.products)
    if (!product.product_set.empty()) return product.product_set;
  return {};
}

void write_criteria(Html& out, const rulebooks::Section& section) {
  const Language language = out.language();
  for (const rulebooks::Criterion& criterion : section.criteria) {
    out << "<h4>"_h << criterion.code << " "_h << criterion.title.in(language) << "</h4><ul class=\"links\">"_h;
    for (const rulebooks::Option& option : criterion.options)
      out << "<li>"_h << format(msg::coach_points, language, {std::to_string(option.points), option.label.in(language)}) << "</li>"_h;
    out << "</ul>"_h;
    for (const rulebooks::Floor& floor : criterion.floors)
      out << "<p class=\"small\">"_h
          << format(msg::coach_floor, language, {std::to_string(floor.star), std::to_string(floor.points)}) << "</p>"_h;
  }
}

const Message& words_of(Cue::Kind kind) {
  switch (kind) {
    case Cue::Kind::place: return msg::cue_place;
    case Cue::Kind::people: return msg::cue_people;
    case Cue::Kind::time: return msg::cue_time;
    case Cue::Kind::product: return msg::cue_product;
    case Cue::Kind::brief: return msg::cue_brief;
  }
  return msg::cue_brief;
}

// Marked as the saved text has it; the island (web/islands/story-coach.ts) marks it anew while somebody writes, by the same words.
void write_cues(Html& out, const Told& told, std::string_view story) {
  const Language language = out.language();
  out << "<ul class=\"links\" data-coach=\"story\" data-there=\""_h << in(msg::coach_there, language) << "\" data-missing=\""_h
      << in(msg::coach_missing, language) << "\">"_h;
  for (const Cue& cue : story_cues(told)) {
    std::string any;
    for (const std::string& one : cue.any) any.append(any.empty() ? "" : "|").append(one);
    out << "<li data-any=\""_h << any << "\""_h;
    if (cue.kind == Cue::Kind::brief) out << " data-least=\""_h << kLeastStoryWords << "\" data-most=\""_h << kMostStoryWords << "\""_h;
    out << ">"_h << words_of(cue.kind) << ": <strong data-state>"_h
        << in(is_told(cue, story) ? msg::coach_there : msg::coach_missing, language) << "</strong></li>"_h;
  }
  out << "</ul>"_h;
}

}  // namespace

const rulebooks::Section* story_section(const rulebooks::Library& library, std::string_view product_set, Date today) {
  const rulebooks::Rulebook* book = library.in_force(today);
  if (book == nullptr || book->tables.empty()) return nullptr;
  const rulebooks::Table* table = book->find(product_set);
  if (table == nullptr) table = book->tables.front().get();
  for (const rulebooks::Part& part : table->parts)
    for (const rulebooks::Section& section : part.sections)
      if (text::fold(section.title.vi).find(kStorySection) != std::string::npos) return &section;
  return nullptr;
}

std::vector<Cue> story_cues(const Told& told) {
  const auto folded = [](const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const std::string& name : names)
      if (std::string one = text::fold(name); !one.empty()) out.push_back(std::move(one));
    return out;
  };
  std::vector<std::string> places = folded(told.places);
  // Without marks "bán", "bạn" and "bản" are one word: only what is rarely something else is looked for.
  for (const std::string_view word : {"lang", "thon", "xom", "ban lang", "con suoi", "ngon nui", "que toi", "que minh"})
    places.emplace_back(word);
  return {{Cue::Kind::place, std::move(places)},
          {Cue::Kind::people,
           {"ba toi", "ong toi", "me toi", "bo toi", "ba ngoai", "ba noi", "ong ba", "cha ong", "chi em", "chung toi", "ba con",
            "nguoi nung", "nguoi tay", "nguoi dao", "nguoi mong", "nguoi thai", "nguoi muong", "nguoi kinh"}},
          {Cue::Kind::time,
           {"bao doi", "may doi", "nhieu doi", "lau doi", "the he", "ngay xua", "nam truoc", "tu nam", "tu nho", "hoi nho",
            "truyen lai"}},
          {Cue::Kind::product, folded(told.products)},
          {Cue::Kind::brief, {}}};
}

bool is_told(const Cue& cue, std::string_view story) {
  const std::string folded = text::fold(story);
  if (cue.kind == Cue::Kind::brief) {
    const std::size_t words = words_of(folded);
    return words >= kLeastStoryWords && words <= kMostStoryWords;
  }
  const std::string all = " " + folded + " ";
  return std::ranges::any_of(cue.any, [&](const std::string& one) { return all.find(" " + one + " ") != std::string::npos; });
}

void write_story_coach(Html& out, const Service::Desk& desk, const rulebooks::Library& library, const places::Index& places) {
  const Page& page = desk.page;
  const producers::Producer& producer = page.producer;
  Told told;
  if (const places::Commune* commune = places.commune(producer.commune)) told.places.push_back(commune->name);
  if (const places::Province* province = places.province(producer.province)) told.places.emplace_back(province->name_in(Language::vi));
  for (const products::Product& product : page.products) told.products.push_back(product.name);
  out << "<h3>"_h << msg::coach_heading << "</h3>"_h;
  write_cues(out, told, desk.site.content.story.vi);
  out << "<p class=\"small\">"_h << msg::coach_limit << "</p>"_h;
  const Date today = vietnam_date(page.now);
  const rulebooks::Section* section = story_section(library, product_set_of(page), today);
  if (section == nullptr) return;
  const rulebooks::Rulebook* book = library.in_force(today);
  out << "<details><summary>"_h
      << format(msg::coach_criteria, out.language(), {std::to_string(section->max), section->code, book->decision}) << "</summary>"_h;
  write_criteria(out, *section);
  out << "</details>"_h;
}

}  // namespace ocop::sites
