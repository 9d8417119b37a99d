#include <algorithm>
#include <array>

#include "kernel/http/builtin.h"
#include "kernel/http/http.h"
#include "kernel/http/schema.h"

namespace ocop::http {
namespace {

// The next segment of a path that starts with '/', which it takes away together with that segment.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

enum class SegmentKind : std::uint8_t { literal, value, rest, bad };

// "{id}" → value "id"; "{rest...}" → rest "rest"; text without braces → literal.
SegmentKind classify(std::string_view segment, std::string_view& name) {
  name = segment;
  if (segment.find_first_of("{}") == std::string_view::npos) return SegmentKind::literal;
  if (segment.size() < 3 || segment.front() != '{' || segment.back() != '}') return SegmentKind::bad;
  name = segment.substr(1, segment.size() - 2);
  const bool rest = name.ends_with("...");
  if (rest) name.remove_suffix(3);
  const auto word = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'); };
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), word);
  if (!plain) return SegmentKind::bad;
  return rest ? SegmentKind::rest : SegmentKind::value;
}

constexpr std::size_t kMethods = 7;

bool is_builtin(std::string_view segment) {
  return std::ranges::any_of(kBuiltinPaths, [&](std::string_view path) { return path.substr(1) == segment; });
}

std::string describe(const Error& error) {
  if (error.problems.empty()) return error.detail;
  const Problem& problem = error.problems.front();
  return problem.field + ": got " + problem.got + ", expected " + problem.expected;
}

}  // namespace

struct Router::Tree {
  static constexpr std::int32_t kNone = -1;
  struct Node {
    std::vector<std::pair<std::string, std::int32_t>> literals;   // sorted by name
    std::int32_t value = kNone;                                   // node of "{x}"
    std::array<std::int32_t, kMethods> routes{kNone, kNone, kNone, kNone, kNone, kNone, kNone};
    std::array<std::int32_t, kMethods> rest_routes{kNone, kNone, kNone, kNone, kNone, kNone, kNone};   // "{x...}" below this node
  };
  std::vector<Node> nodes{1};
  std::vector<std::vector<std::string>> names;   // of each route's values, in order

  static bool before(const std::pair<std::string, std::int32_t>& entry, std::string_view key) { return entry.first < key; }
  std::int32_t literal_child(std::int32_t node, std::string_view name) const {
    const auto& literals = nodes[static_cast<std::size_t>(node)].literals;
    const auto found = std::lower_bound(literals.begin(), literals.end(), name, before);
    return found != literals.end() && found->first == name ? found->second : kNone;
  }
  std::int32_t add_literal(std::int32_t node, std::string_view name) {
    if (const auto child = literal_child(node, name); child != kNone) return child;
    const auto made = static_cast<std::int32_t>(nodes.size());
    nodes.emplace_back();
    auto& literals = nodes[static_cast<std::size_t>(node)].literals;
    const auto at = std::lower_bound(literals.begin(), literals.end(), name, before);
    literals.emplace(at, std::string(name), made);
    return made;
  }
  std::int32_t add_value(std::int32_t node) {
    if (nodes[static_cast<std::size_t>(node)].value == kNone) {
      const auto made = static_cast<std::int32_t>(nodes.size());
      nodes.emplace_back();
      nodes[static_cast<std::size_t>(node)].value = made;
    }
    return nodes[static_cast<std::size_t>(node)].value;
  }

  // Depth first, literals before values before rest: the most exact pattern that has the method wins. `seen` gathers all methods
  // of every pattern that fits, for 405.
  struct Search {
    std::size_t method;
    std::array<bool, kMethods> seen{};
    std::vector<std::string_view> values{};
  };
  std::int32_t end_at(const std::array<std::int32_t, kMethods>& routes, Search& search) const {
    for (std::size_t m = 0; m < kMethods; ++m) search.seen[m] = search.seen[m] || routes[m] != kNone;
    return routes[search.method];
  }
  std::int32_t find(std::int32_t at, std::string_view path, Search& search) const {
    const Node& node = nodes[static_cast<std::size_t>(at)];
    if (path.empty()) {
      if (const auto route = end_at(node.routes, search); route != kNone) return route;
    } else {
      std::string_view remainder = path;
      const std::string_view segment = take_segment(remainder);
      const auto child = literal_child(at, segment);
      if (child != kNone)
        if (const auto route = find(child, remainder, search); route != kNone) return route;
      const bool is_taken = at == 0 && (child != kNone || is_builtin(segment));   // a first segment that a route names is its alone
      if (node.value != kNone && !segment.empty() && !is_taken) {
        search.values.push_back(segment);
        if (const auto route = find(node.value, remainder, search); route != kNone) return route;
        search.values.pop_back();
      }
    }
    search.values.push_back(path.empty() ? path : path.substr(1));
    if (const auto route = end_at(node.rest_routes, search); route != kNone) return route;
    search.values.pop_back();
    return kNone;
  }
};

void Router::add(Route route) {
  if (!tree_) tree_ = std::make_shared<Tree>();
  const std::string label = std::string(name(route.method)) + " " + route.pattern;
  if (route.policy.kind() == Policy::Kind::undeclared) faults_.push_back(label + ": no policy is declared");
  const bool waits = route.run == Run::on_loop && route.policy.kind() != Policy::Kind::anyone;
  if (waits) faults_.push_back(label + ": a route on the loop admits anyone, because asking who it is may wait for the store");
  if (!route.handler) faults_.push_back(label + ": no handler");
  if (!route.fault.empty()) faults_.push_back(label + ": " + route.fault);
  if (!route.request_schema.empty() && route.body_check == BodyCheck::by_schema) {
    auto schema = BodySchema::parse(route.request_schema);
    if (schema) route.body_schema = std::move(*schema);
    else faults_.push_back(label + ": request schema: " + describe(schema.error()));
  }
  const bool bad_shape = route.pattern.empty() || route.pattern[0] != '/' || (route.pattern.size() > 1 && route.pattern.back() == '/');
  if (bad_shape) {
    faults_.push_back(label + ": a pattern starts with '/' and does not end with it");
    return;
  }
  std::int32_t node = 0;
  std::vector<std::string> names;
  SegmentKind kind = SegmentKind::literal;
  for (std::string_view path = route.pattern == "/" ? std::string_view{} : std::string_view(route.pattern); !path.empty();) {
    std::string_view value_name;
    const bool after_rest = kind == SegmentKind::rest;
    kind = classify(take_segment(path), value_name);
    if (kind == SegmentKind::bad || after_rest || value_name.empty()) {
      faults_.push_back(label + ": bad segment in the pattern");
      return;
    }
    if (kind == SegmentKind::literal) node = tree_->add_literal(node, value_name);
    else if (kind == SegmentKind::value) node = tree_->add_value(node);
    if (kind != SegmentKind::literal) names.emplace_back(value_name);
  }
  auto& entry = tree_->nodes[static_cast<std::size_t>(node)];
  auto& slot = (kind == SegmentKind::rest ? entry.rest_routes : entry.routes)[static_cast<std::size_t>(route.method)];
  if (slot != Tree::kNone) {
    faults_.push_back(label + ": the same as " + routes_[static_cast<std::size_t>(slot)].pattern);
    return;
  }
  slot = static_cast<std::int32_t>(routes_.size());
  tree_->names.push_back(std::move(names));
  routes_.push_back(std::move(route));
}

std::vector<std::string> Router::check() const { return faults_; }

bool Router::names_first(std::string_view segment) const {
  return is_builtin(segment) || (tree_ && tree_->literal_child(0, segment) != Tree::kNone);
}

Router::Match Router::match(Method method, std::string_view path) const {
  Match out;
  if (!tree_ || path.empty() || path[0] != '/') return out;
  if (path.ends_with('/')) path.remove_suffix(1);   // "/products/" is "/products"
  Tree::Search search{static_cast<std::size_t>(method)};
  auto found = tree_->find(0, path, search);
  if (found == Tree::kNone && method == Method::head) {
    search.method = static_cast<std::size_t>(Method::get);
    search.values.clear();
    found = tree_->find(0, path, search);
  }
  if (found != Tree::kNone) {
    out.route = &routes_[static_cast<std::size_t>(found)];
    const auto& names = tree_->names[static_cast<std::size_t>(found)];
    out.values.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) out.values.emplace_back(names[i], std::string(search.values[i]));
    return out;
  }
  for (std::size_t m = 0; m < kMethods; ++m) {
    if (search.seen[m]) out.allowed.push_back(static_cast<Method>(m));
    if (search.seen[m] && static_cast<Method>(m) == Method::get) out.allowed.push_back(Method::head);
  }
  return out;
}

}  // namespace ocop::http
