#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/http/hot.h"
#include "kernel/http/parse.h"

// The hot head parser against Beast as the oracle: whatever it takes for a plain scan, the general parser must read as the same request
// of the same length; and the general parser must not depend on where the bytes are cut.
namespace {

using namespace ocop::http;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Reading {
  RequestParser::Step step = RequestParser::Step::need_more;
  std::size_t taken = 0;
  std::string method, target, body;
  bool keep_alive = false;
};

Reading read_general(std::string_view bytes, std::size_t piece) {
  RequestParser parser(16u << 10);
  Reading out;
  std::string pending;   // as a connection keeps what was not taken
  std::size_t given = 0;
  while (out.step == RequestParser::Step::need_more && given < bytes.size()) {
    const std::size_t n = std::min(piece, bytes.size() - given);
    pending.append(bytes.substr(given, n));
    given += n;
    for (bool again = true; again;) {
      std::size_t taken = 0;
      out.step = parser.feed(pending, taken);
      out.taken += taken;
      pending.erase(0, taken);
      again = out.step == RequestParser::Step::head_done;
      if (again) parser.set_body_limit(1u << 20);
    }
  }
  if (out.step != RequestParser::Step::done) return out;
  out.method = name(parser.request().method);
  out.target = parser.request().original_target;
  out.body = parser.request().body;
  out.keep_alive = parser.keep_alive();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Reading whole = read_general(bytes, size + 1);
  HotHead head;
  if (read_hot_head(bytes, head) == HotVerdict::hot) {
    require(whole.step == RequestParser::Step::done);
    require(whole.taken == head.length);
    require(whole.target == head.path && whole.body.empty() && whole.keep_alive);
    require(whole.method == (head.kind == HotHead::Kind::get ? "GET" : "HEAD"));
    for (std::size_t cut = 0; cut < head.length; ++cut) {
      HotHead part;
      require(read_hot_head(bytes.substr(0, cut), part) == HotVerdict::cut);
    }
  }
  const Reading cut = read_general(bytes, 1 + size % 7);
  require((cut.step == RequestParser::Step::done) == (whole.step == RequestParser::Step::done));
  if (whole.step == RequestParser::Step::done) {
    require(cut.target == whole.target && cut.method == whole.method && cut.body == whole.body && cut.keep_alive == whole.keep_alive);
    require(cut.taken == whole.taken);
  }
  return 0;
}
