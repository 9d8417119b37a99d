#include "modules/sites/content.h"

#include <stdexcept>

namespace ocop::sites {
namespace {

using json::Node;
using json::Writer;

void write(Writer& out, std::string_view key, const Words& words) {
  out.member(key).begin_object().field("vi", words.vi).field("en", words.en).end_object();
}
void write(Writer& out, std::string_view key, const std::vector<Shop>& shops) {
  out.member(key).begin_array();
  for (const Shop& shop : shops) out.begin_object().field("words", shop.words).field("link", shop.link).end_object();
  out.end_array();
}
void write(Writer& out, const Step& step) {
  out.begin_object().field("id", step.id);
  write(out, "title", step.title);
  write(out, "words", step.words);
  out.field("film", step.film).field("picture", step.picture).end_object();
}
void write(Writer& out, const Week& week) {
  out.member("week").begin_array();
  for (const auto& hours : week) {
    if (hours) out.begin_object().field("from", hours->from).field("to", hours->to).end_object();
    else out.null();
  }
  out.end_array();
}

std::string text_at(const Node& node, std::string_view key) { return std::string(node[key].text_or("")); }
Words words_at(const Node& node, std::string_view key) { return {text_at(node[key], "vi"), text_at(node[key], "en")}; }
template <class T> std::optional<T> id_at(const Node& node, std::string_view key) { return T::parse(node[key].text_or("")); }
std::vector<Shop> shops_at(const Node& node) {
  std::vector<Shop> out;
  for (std::size_t i = 0; i < node.size(); ++i) out.push_back({text_at(node.at(i), "words"), text_at(node.at(i), "link")});
  return out;
}
int minutes_at(const Node& node, std::string_view key) { return static_cast<int>(node[key].integer().value_or(0)); }

}  // namespace

void write_content(Writer& out, const Content& content) {
  out.begin_object();
  write(out, "face", content.face);
  write(out, "story", content.story);
  out.member("steps").begin_array();
  for (const Step& step : content.steps) write(out, step);
  out.end_array().member("papers").begin_array();
  for (const PaperId id : content.papers) out.text(id.text());
  out.end_array();
  write(out, "shops", content.shops);
  write(out, "shops_en", content.shops_en);
  write(out, content.week);
  out.member("season").begin_array();
  for (std::size_t month = 0; month < kMonths; ++month)
    if (content.season[month]) out.integer(static_cast<std::int64_t>(month) + 1);
  out.end_array();
  write(out, "visiting", content.visiting);
  out.field("look", name(content.look));
  write(out, "delivery", content.delivery);
  write(out, "returns", content.returns);
  if (content.point) {
    out.member("point").begin_array().number(std::to_string(content.point->latitude));
    out.number(std::to_string(content.point->longitude)).end_array();
  }
  out.end_object();
}

std::string text_of(const Content& content) {
  Writer out;
  write_content(out, content);
  return out.take();
}

Content content_of(std::string_view text) {
  const auto document = json::parse(text);
  if (!document || document->root().kind() != Node::Kind::object) throw std::runtime_error("a page's content is no JSON object");
  const Node root = document->root();
  Content out;
  out.face = words_at(root, "face");
  out.story = words_at(root, "story");
  for (std::size_t i = 0; i < root["steps"].size(); ++i) {
    const Node step = root["steps"].at(i);
    out.steps.push_back({id_at<StepId>(step, "id").value_or(StepId{}), words_at(step, "title"), words_at(step, "words"),
                         text_at(step, "film"), id_at<PictureId>(step, "picture")});
  }
  for (std::size_t i = 0; i < root["papers"].size(); ++i)
    if (const auto id = PaperId::parse(root["papers"].at(i).text_or(""))) out.papers.push_back(*id);
  out.shops = shops_at(root["shops"]);
  out.shops_en = shops_at(root["shops_en"]);
  for (std::size_t day = 0; day < kWeekdays; ++day)
    if (const Node hours = root["week"].at(day); hours.kind() == Node::Kind::object)
      out.week[day] = Hours{minutes_at(hours, "from"), minutes_at(hours, "to")};
  for (std::size_t i = 0; i < root["season"].size(); ++i)
    if (const auto month = root["season"].at(i).integer(); month && *month >= 1 && *month <= kMonths)
      out.season.set(static_cast<std::size_t>(*month - 1));
  out.visiting = words_at(root, "visiting");
  for (const Look look : kLooks)
    if (root["look"].text_or("") == name(look)) out.look = look;
  out.delivery = words_at(root, "delivery");
  out.returns = words_at(root, "returns");
  if (const Node point = root["point"]; point.size() == 2)
    out.point = Point{point.at(0).number().value_or(0), point.at(1).number().value_or(0)};
  return out;
}

}  // namespace ocop::sites
