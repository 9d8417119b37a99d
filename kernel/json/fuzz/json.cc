// Any bytes either are refused, or parse to a tree that, written again, parses to the same tree.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "kernel/base/text.h"
#include "kernel/json/json.h"

namespace {

using ocop::json::Node;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz_json: %s\n", what);
  std::abort();
}

void write(ocop::json::Writer& out, const Node& node) {
  switch (node.kind()) {
    case Node::Kind::null: out.null(); break;
    case Node::Kind::boolean: out.boolean(*node.boolean()); break;
    case Node::Kind::integer: out.integer(*node.integer()); break;
    case Node::Kind::real: {
      char digits[40];
      std::snprintf(digits, sizeof digits, "%.17e", *node.number());
      out.number(digits);
      break;
    }
    case Node::Kind::text: out.text(*node.text()); break;
    case Node::Kind::array:
      out.begin_array();
      for (std::size_t i = 0; i < node.size(); ++i) write(out, node.at(i));
      out.end_array();
      break;
    case Node::Kind::object:
      out.begin_object();
      for (std::size_t i = 0; i < node.size(); ++i) { out.member(node.key_at(i)); write(out, node.at(i)); }
      out.end_object();
      break;
    case Node::Kind::missing: require(false, "a missing node inside a document");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ocop::json::parse(text);
  if (!parsed.ok()) {
    require(!parsed.error().problems.empty(), "an error without a problem");
    require(ocop::text::is_valid_utf8(parsed.error().problems[0].got), "an error that is not UTF-8");
    return 0;
  }
  require(ocop::text::is_valid_utf8(text), "text that is not UTF-8 was accepted");
  require(parsed->root().brief().size() <= ocop::kMaxProblemText, "a long brief");
  ocop::json::Writer once, twice;
  write(once, parsed->root());
  const auto again = ocop::json::parse(once.view(), {.bytes = std::size_t{64} << 20});
  require(again.ok(), "our own output was refused");
  write(twice, again->root());
  require(once.view() == twice.view(), "the tree changed in the round trip");
  return 0;
}
