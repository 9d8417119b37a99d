#include "kernel/sync/batch.h"

#include "kernel/json/json.h"
#include "kernel/sync/messages.h"

namespace ocop::sync {
namespace {

Error wrong(std::string field, const json::Node& got, std::string expected) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), got.brief(), std::move(expected), msg::batch_wrong});
}

Result<std::string> short_text(const json::Node& node, const std::string& field, std::size_t limit) {
  const auto text = node.text();
  if (!text || text->size() > limit) return wrong(field, node, "a text of at most " + std::to_string(limit) + " bytes");
  return std::string(*text);
}

Result<Uuid> uuid(const json::Node& node, const std::string& field) {
  const auto id = Uuid::parse(node.text_or(""));
  if (!id) return wrong(field, node, "a UUID");
  return *id;
}

Result<Instant> moment(const json::Node& node, const std::string& field) {
  const auto at = Instant::parse_iso(node.text_or(""));
  if (!at) return wrong(field, node, "a time like 2026-11-21T20:34:25.123Z");
  return *at;
}

void write(json::Writer& out, const json::Node& node) {
  switch (node.kind()) {
    case json::Node::Kind::object:
      out.begin_object();
      for (std::size_t i = 0; i < node.size(); ++i) {
        out.member(node.key_at(i));
        write(out, node.at(i));
      }
      out.end_object();
      return;
    case json::Node::Kind::array:
      out.begin_array();
      for (std::size_t i = 0; i < node.size(); ++i) write(out, node.at(i));
      out.end_array();
      return;
    case json::Node::Kind::text: out.text(*node.text()); return;
    case json::Node::Kind::boolean: out.boolean(*node.boolean()); return;
    case json::Node::Kind::integer: out.integer(*node.integer()); return;
    case json::Node::Kind::real: out.raw(node.brief()); return;
    default: out.null(); return;
  }
}

Result<Act> read_act(const json::Node& node, const std::string& field) {
  Act act;
  OCOP_TRY(id, uuid(node["id"], field + ".id"));
  act.id = id;
  OCOP_TRY(kind, short_text(node["kind"], field + ".kind", kMostKindBytes));
  act.kind = std::move(kind);
  if (act.kind.empty()) return wrong(field + ".kind", node["kind"], "the name of an act");
  if (node["subject"]) {
    OCOP_TRY(subject, short_text(node["subject"], field + ".subject", kMostSubjectBytes));
    act.subject = std::move(subject);
  }
  OCOP_TRY(made, moment(node["made"], field + ".made"));
  act.made = made;
  if (node["body"].kind() != json::Node::Kind::object) return wrong(field + ".body", node["body"], "an object");
  json::Writer body;
  write(body, node["body"]);
  act.body = body.take();
  if (act.body.size() > kMostBodyBytes) return wrong(field + ".body", node["body"], "at most " + std::to_string(kMostBodyBytes) + " bytes");
  return act;
}

}  // namespace

Result<Batch> read_batch(std::string_view json) {
  OCOP_TRY(document, json::parse(json));
  const json::Node root = document.root();
  Batch batch;
  OCOP_TRY(device, uuid(root["device"], "device"));
  batch.device = device;
  OCOP_TRY(sent, moment(root["sent"], "sent"));
  batch.sent = sent;
  const json::Node acts = root["acts"];
  if (acts.kind() != json::Node::Kind::array) return wrong("acts", acts, "a list");
  if (acts.size() > kMostActs)
    return Error::of(
        ErrorKind::too_large,
        {"acts", std::to_string(acts.size()), "at most " + std::to_string(kMostActs), msg::batch_too_long, {std::to_string(kMostActs)}});
  for (std::size_t i = 0; i < acts.size(); ++i) {
    OCOP_TRY(act, read_act(acts.at(i), "acts." + std::to_string(i)));
    batch.acts.push_back(std::move(act));
  }
  return batch;
}

}  // namespace ocop::sync
