#include <algorithm>

#include "kernel/http/http.h"

namespace ocop::http {
namespace {

constexpr std::string_view kYes = "yes";

std::string_view cell(const Policy& policy, Role role) {
  if (policy.kind() != Policy::Kind::roles) return kYes;
  return policy.names(role) ? kYes : "403";
}

std::string_view visitor_cell(const Policy& policy) { return policy.kind() == Policy::Kind::anyone ? kYes : "401"; }

// What proves that a changing request comes from our own page.
std::string_view proof(const Route& route) {
  if (route.method == Method::get || route.method == Method::head || route.method == Method::options) return "";
  return route.csrf == Csrf::required ? "token" : "none";
}

}  // namespace

std::string route_table(const Router& router) {
  std::vector<const Route*> routes;
  for (const Route& route : router.routes()) routes.push_back(&route);
  std::sort(routes.begin(), routes.end(), [](const Route* a, const Route* b) {
    return a->pattern != b->pattern ? a->pattern < b->pattern : a->method < b->method;
  });
  std::string out = "| route | visitor |";
  for (int role = 0; role < kRoleCount; ++role) out.append(" ").append(name(static_cast<Role>(role))).append(" |");
  out.append(" form proof | what it does |\n|---|---|");
  for (int role = 0; role < kRoleCount; ++role) out.append("---|");
  out.append("---|---|\n");
  for (const Route* route : routes) {
    out.append("| `").append(name(route->method)).append(" ").append(route->pattern).append("` | ");
    out.append(visitor_cell(route->policy)).append(" |");
    for (int role = 0; role < kRoleCount; ++role) out.append(" ").append(cell(route->policy, static_cast<Role>(role))).append(" |");
    out.append(" ").append(proof(*route)).append(" | ").append(route->summary).append(" |\n");
  }
  return out;
}

}  // namespace ocop::http
